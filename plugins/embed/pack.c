/* A tool of the build: writes the trees of a folder's YAML files as one deflated table in C, so
 * that a page that carries them stays small and parses nothing. plugins/web/packed.h tells its
 * layout.
 *
 * usage: pack FOLDER OUT.c OUT.d */
#include <stdio.h>
#include <string.h>

#include "folder.h"
#include "inflate.h"
#include "yaml-tree.h"

/* Equal kinds of numbers side by side deflate to a third of what they do in rows. */
typedef struct {
    GString *nodes;   /* kinds and numbers of items */
    GString *lines;   /* each less the one before */
    GString *columns; /* */
    GString *texts;
    guint line;
} Streams;

/* Seven bits in a byte, the lowest first; all but the last have the eighth bit. */
static void
add_number(GString *out, guint number)
{
    for (; number >= 0x80; number >>= 7)
        g_string_append_c(out, (char)(0x80 | (number & 0x7f)));
    g_string_append_c(out, (char)number);
}

/* 0, -1, 1, -2, 2 ... become 0, 1, 2, 3, 4 ... */
static guint
fold_sign(int number)
{
    return number < 0 ? (guint)(-(number + 1)) * 2 + 1 : (guint)number * 2;
}

static void
add_node(Streams *streams, const TmYaml *node)
{
    add_number(streams->nodes, node->n_items * 3 + (guint)node->kind);
    add_number(streams->lines, fold_sign((int)node->place.line - (int)streams->line));
    add_number(streams->columns, node->place.column);
    streams->line = node->place.line;
    if (node->kind == TM_YAML_SCALAR)
        g_string_append_len(streams->texts, node->text, (gssize)strlen(node->text) + 1);
}

static void
queue(GPtrArray *nodes, const TmYaml *from, guint count)
{
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(nodes, (gpointer)&from[i]);
}

/* Breadth first: the items of a node stand side by side, and its keys behind them. */
static guint
add_tree(Streams *streams, const TmYaml *root)
{
    g_autoptr(GPtrArray) nodes = g_ptr_array_new();

    queue(nodes, root, 1);
    for (guint i = 0; i < nodes->len; i++) {
        const TmYaml *node = g_ptr_array_index(nodes, i);
        add_node(streams, node);
        queue(nodes, node->items, node->kind == TM_YAML_SCALAR ? 0 : node->n_items);
        if (node->kind == TM_YAML_MAPPING)
            queue(nodes, node->keys, node->n_items);
    }
    return nodes->len;
}

static void
add_packed(GString *all, const TmYaml *root)
{
    g_autoptr(GString) nodes = g_string_new(NULL);
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GString) columns = g_string_new(NULL);
    g_autoptr(GString) texts = g_string_new(NULL);
    Streams streams = {nodes, lines, columns, texts, 0};

    add_number(all, add_tree(&streams, root));
    g_string_append_len(all, nodes->str, (gssize)nodes->len);
    g_string_append_len(all, lines->str, (gssize)lines->len);
    g_string_append_len(all, columns->str, (gssize)columns->len);
    g_string_append_len(all, texts->str, (gssize)texts->len);
}

static gboolean
add_file(GString *all, const char *path, GError **error)
{
    g_autoptr(GBytes) bytes = NULL;
    const TmYaml *root;
    char *text = NULL;
    gsize length;
    TmPool pool;

    if (!g_file_get_contents(path, &text, &length, error))
        return FALSE;
    bytes = g_bytes_new_take(text, length);
    tm_pool_init(&pool);
    root = tm_yaml_parse(&pool, path, bytes, error);
    if (root != NULL)
        add_packed(all, root);
    tm_pool_clear(&pool);
    return root != NULL;
}

static void
write_bytes(GString *code, GBytes *bytes)
{
    gsize length;
    const guint8 *data = g_bytes_get_data(bytes, &length);

    for (gsize i = 0; i < length; i++)
        g_string_append_printf(code, "%s%u,", i % 24 == 0 ? "\n    " : " ", data[i]);
}

static gboolean
write_all(const TmFolder *folder, const char *out, GError **error)
{
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GString) code = g_string_new("/* Made from templates/ by plugins/embed/pack.c. */\n"
                                           "#include \"packed.h\"\n\n"
                                           "const TmPackedFile tm_packed_files[] = {\n");
    g_autoptr(GBytes) packed = NULL;

    for (guint i = 0; i < folder->files->len; i++) {
        const char *path = folder->files->pdata[i];
        const gsize before = all->len;
        if (!add_file(all, path, error))
            return FALSE;
        g_string_append_printf(code, "    {\"%s\", %" G_GSIZE_FORMAT "},\n",
                               tm_folder_name(folder, path), all->len - before);
    }
    packed = tm_deflate(all->str, all->len);
    g_string_append_printf(code, "};\nconst gsize tm_n_packed_files = %u;\n\n", folder->files->len);
    g_string_append(code, "const guint8 tm_packed[] = {");
    write_bytes(code, packed);
    g_string_append_printf(code, "\n};\nconst gsize tm_packed_length = %" G_GSIZE_FORMAT ";\n",
                           g_bytes_get_size(packed));
    return g_file_set_contents(out, code->str, -1, error);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    TmFolder folder = {NULL, NULL, NULL};

    if (argc != 4) {
        fputs("usage: pack FOLDER OUT.c OUT.d\n", stderr);
        return 2;
    }
    if (!tm_folder_read(&folder, argv[1], &error) || !write_all(&folder, argv[2], &error) ||
        !tm_folder_write_depends(&folder, argv[2], argv[3], &error))
        fprintf(stderr, "%s\n", error->message);
    tm_folder_clear(&folder);
    return error != NULL ? 1 : 0;
}
