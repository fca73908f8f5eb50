/* A tool of the build: writes the YAML files of a folder as tables in C, so that the program needs
 * no files, and parses none at its start.
 *
 * usage: embed FOLDER OUT.c OUT.d
 *
 * Of each file there are the bytes, and the tree that engine/yaml.c makes of them; a file that it
 * refuses stops the build. OUT.d lists the files and the folders, so that a new file makes the
 * tables again. */
#include <stdio.h>
#include <string.h>

#include "folder.h"
#include "yaml-tree.h"

typedef struct {
    TmFolder folder;
    TmPool pool;       /* the trees */
    GHashTable *known; /* text -> its place in the table of texts */
    guint length;      /* of that table */
    GString *texts;    /* C: its lines */
    GString *trees;    /* C: bytes and nodes of the files */
    GString *rows;     /* C: one for a file */
} Embed;

/* --- texts ------------------------------------------------------------------------------- */

/* A literal, a line of it for each line of the text. Octal digits are three, so that none of the
 * text joins them; a question mark may begin a trigraph. */
static void
write_literal(GString *code, const char *text, gsize length)
{
    g_string_append(code, "    \"");
    for (gsize i = 0; i < length; i++) {
        guchar c = (guchar)text[i];
        if (c < ' ' || c >= 0x7f || strchr("\"\\?", c) != NULL)
            g_string_append_printf(code, "\\%03o", (guint)c);
        else
            g_string_append_c(code, (char)c);
        if (c == '\n' && i + 1 < length)
            g_string_append(code, "\"\n    \"");
    }
    g_string_append_c(code, '"');
}

/* Returns where @text begins in the table of texts. */
static guint
add_text(Embed *e, const char *text)
{
    gpointer place;

    if (g_hash_table_lookup_extended(e->known, text, NULL, &place))
        return GPOINTER_TO_UINT(place);
    place = GUINT_TO_POINTER(e->length);
    g_hash_table_insert(e->known, (gpointer)text, place);
    write_literal(e->texts, text, strlen(text) + 1);
    g_string_append_c(e->texts, '\n');
    e->length += (guint)strlen(text) + 1;
    return GPOINTER_TO_UINT(place);
}

/* --- trees ------------------------------------------------------------------------------- */

static void
queue(GPtrArray *nodes, const TmYaml *from, guint count)
{
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(nodes, (gpointer)&from[i]);
}

static void
write_node(Embed *e, const TmYaml *node, guint next)
{
    gboolean is_scalar = node->kind == TM_YAML_SCALAR;
    guint first = is_scalar ? add_text(e, node->text) : next;
    guint raw = is_scalar ? add_text(e, node->raw) : 0;

    g_string_append_printf(e->trees, "    {%d, %u, {%u, %u}, %u, %u},\n", (int)node->kind,
                           node->n_items, node->place.line, node->place.column, first, raw);
}

/* Breadth first: so the items of a node stand side by side, and its keys behind them. Returns how
 * many nodes there are. */
static guint
write_tree(Embed *e, const TmYaml *root)
{
    g_autoptr(GPtrArray) nodes = g_ptr_array_new();

    queue(nodes, root, 1);
    for (guint i = 0; i < nodes->len; i++) {
        const TmYaml *node = g_ptr_array_index(nodes, i);
        write_node(e, node, nodes->len);
        queue(nodes, node->items, node->n_items);
        if (node->kind == TM_YAML_MAPPING)
            queue(nodes, node->keys, node->n_items);
    }
    return nodes->len;
}

static gboolean
write_file(Embed *e, guint number, const char *path, GError **error)
{
    g_autoptr(GBytes) bytes = NULL;
    const TmYaml *root;
    char *text = NULL;
    gsize length;
    guint count;

    if (!g_file_get_contents(path, &text, &length, error))
        return FALSE;
    bytes = g_bytes_new_take(text, length);
    root = tm_yaml_parse(&e->pool, path, bytes, error);
    if (root == NULL)
        return FALSE;
    g_string_append_printf(e->trees, "static const char bytes_%u[] =\n", number);
    write_literal(e->trees, text, length);
    g_string_append_printf(e->trees, ";\n\nstatic const TmBuiltinNode nodes_%u[] = {\n", number);
    count = write_tree(e, root);
    g_string_append(e->trees, "};\n\n");
    g_string_append_printf(e->rows, "    {\"%s\", bytes_%u, %" G_GSIZE_FORMAT ", nodes_%u, %u},\n",
                           tm_folder_name(&e->folder, path), number, length, number, count);
    return TRUE;
}

/* --- the whole --------------------------------------------------------------------------- */

static char *
join_code(const Embed *e)
{
    return g_strdup_printf("/* Made from templates/ by plugins/embed; see engine/builtin.h. */\n"
                           "#include \"builtin.h\"\n\n"
                           "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n"
                           "%sconst char tm_builtin_texts[] =\n%s    \"\";\n\n"
                           "const TmBuiltin tm_builtins[] = {\n%s};\n\n"
                           "const gsize tm_n_builtins = %u;\n",
                           e->trees->str, e->texts->str, e->rows->str, e->folder.files->len);
}

static gboolean
write_all(Embed *e, const char *out, const char *depends, GError **error)
{
    const GPtrArray *files = e->folder.files;
    g_autofree char *code = NULL;

    for (guint i = 0; i < files->len; i++)
        if (!write_file(e, i, g_ptr_array_index(files, i), error))
            return FALSE;
    code = join_code(e);
    return g_file_set_contents(out, code, -1, error) &&
           tm_folder_write_depends(&e->folder, out, depends, error);
}

int
main(int argc, char **argv)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GString) texts = g_string_new(NULL);
    g_autoptr(GString) trees = g_string_new(NULL);
    g_autoptr(GString) rows = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    Embed e = {.known = known, .texts = texts, .trees = trees, .rows = rows};

    if (argc != 4) {
        fputs("usage: embed FOLDER OUT.c OUT.d\n", stderr);
        return 2;
    }
    tm_pool_init(&e.pool);
    if (!tm_folder_read(&e.folder, argv[1], &error) || !write_all(&e, argv[2], argv[3], &error))
        fprintf(stderr, "%s\n", error->message);
    tm_pool_clear(&e.pool);
    tm_folder_clear(&e.folder);
    return error != NULL ? 1 : 0;
}
