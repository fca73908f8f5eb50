/* The annotated diagram, put into the graph of the host. Its text is built by a reader of our own,
 * not by cgraph's: that may hold what the host has still to read. */
#include "rebuild.h"

#include <graphviz/cgraph.h>
#include <string.h>

#include "dot-scan.h"
#include "ids.h"
#include "kept.h"

#define MAX_DEPTH 200 /* of clusters; the writer goes to 100 */

typedef struct {
    Agraph_t *root;
    Agraph_t *graph; /* the subgraph in which we are */
    guint depth;
    TmDotScanner scanner;
    GError **error;
} Builder;

/* --- emptying ----------------------------------------------------------------------------- */

/* Words that mean the same as nothing where nothing is not understood. */
static const char *
neutral(int kind, const char *name)
{
    static const char *const words[][2] = {
        {"charset", "UTF-8"}, {"mode", "major"}, {"model", "shortpath"}, {"overlap", "true"}};

    if (kind == AGNODE && strcmp(name, "label") == 0)
        return "\\N";
    for (gsize i = 0; kind == AGRAPH && i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i][0], name) == 0)
            return words[i][1];
    return "";
}

/* What picks the layout engine is read by the host, before and after. */
static gboolean
is_layout(int kind, const char *name)
{
    return kind == AGRAPH && (strcmp(name, "layout") == 0 || strcmp(name, "threats_layout") == 0);
}

/* No attribute can be undeclared. */
static void
clear_attributes(Agraph_t *graph)
{
    for (int kind = AGRAPH; kind <= AGEDGE; kind++)
        for (Agsym_t *sym = agnxtattr(graph, kind, NULL); sym; sym = agnxtattr(graph, kind, sym))
            if (!is_layout(kind, sym->name))
                agattr(graph, kind, sym->name, (char *)neutral(kind, sym->name));
}

static void
clear(Agraph_t *graph)
{
    for (Agraph_t *sub = agfstsubg(graph); sub != NULL; sub = agfstsubg(graph))
        agdelsubg(graph, sub);
    for (Agnode_t *node = agfstnode(graph); node != NULL; node = agfstnode(graph))
        agdelnode(graph, node);
    clear_attributes(graph);
    tm_ids_adopt(graph);
}

/* --- building ----------------------------------------------------------------------------- */

static gboolean
step(Builder *b)
{
    return tm_dot_scan(&b->scanner, b->error);
}

static gboolean
refuse(Builder *b, const char *expected)
{
    return tm_fail(b->error, TM_ERROR_SYNTAX, b->scanner.file, b->scanner.token.place,
                   "expected %s", expected);
}

static char *
token_text(const Builder *b)
{
    GString *text = g_string_new(NULL);

    tm_dot_token_append(&b->scanner.token, text);
    return g_string_free(text, FALSE);
}

static gboolean
is_xml(gunichar letter)
{
    return letter >= 0x20 && letter != 0x7f && letter != 0xfffe && letter != 0xffff;
}

/* Names and ids go into SVG nearly as they are: what XML has no room for is replaced. */
static char *
name_text(const Builder *b)
{
    g_autofree char *text = token_text(b);
    GString *name = g_string_new(NULL);

    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        const gunichar letter = g_utf8_get_char(c);

        if (tm_kept_is_entity(c))
            g_string_append(name, "&amp;");
        else
            g_string_append_unichar(name, is_xml(letter) ? letter : 0xfffd);
    }
    return g_string_free(name, FALSE);
}

static gboolean
is_value(const Builder *b)
{
    const TmDotKind kind = b->scanner.token.kind;

    return kind == TM_DOT_NAME || kind == TM_DOT_STRING || kind == TM_DOT_HTML;
}

static gboolean
take_name(Builder *b, char **name)
{
    if (!is_value(b))
        return refuse(b, "a name");
    *name = name_text(b);
    return step(b);
}

/* Of all that we write only an id is not made safe already. */
static gboolean
take_value(Builder *b, const char *name, char **value)
{
    if (!is_value(b))
        return refuse(b, "a value");
    *value = strcmp(name, "id") == 0 ? name_text(b) : token_text(b);
    return step(b);
}

/* Declares it for the whole graph, where nobody has. */
static Agsym_t *
declare(Builder *b, int kind, char *name)
{
    Agsym_t *sym = agattr(b->root, kind, name, NULL);

    return sym != NULL ? sym : agattr(b->root, kind, name, (char *)"");
}

static void
set_html(Builder *b G_GNUC_UNUSED, void *object, Agsym_t *sym, char *value)
{
#ifdef HAVE_AGXSET_HTML
    agxset_html(object, sym, value);
#else
    char *html = agstrdup_html(b->root, value);

    agxset(object, sym, html);
#ifdef AGSTRFREE_KNOWS_HTML
    agstrfree(b->root, html, TRUE);
#else
    agstrfree(b->root, html);
#endif
#endif
}

/* @object NULL: a default of @kind for what follows in this subgraph. */
static void
set(Builder *b, void *object, int kind, char *name, char *value, gboolean html)
{
    Agsym_t *sym = declare(b, kind, name);

    if (html)
        set_html(b, object != NULL ? object : b->graph, sym, value);
    else if (object == NULL)
        agattr(b->graph, kind, name, value);
    else
        agxset(object, sym, value);
}

/* "[a=b c=<d>]", or nothing. */
static gboolean
build_attributes(Builder *b, void *object, int kind)
{
    if (!tm_dot_is_sign(&b->scanner, '['))
        return TRUE;
    if (!step(b))
        return FALSE;
    while (!tm_dot_is_sign(&b->scanner, ']')) {
        g_autofree char *name = NULL;
        g_autofree char *value = NULL;
        gboolean html;

        if (!take_name(b, &name))
            return FALSE;
        if (!tm_dot_is_sign(&b->scanner, '='))
            return refuse(b, "=");
        if (!step(b))
            return FALSE;
        html = b->scanner.token.kind == TM_DOT_HTML;
        if (!take_value(b, name, &value))
            return FALSE;
        set(b, object, kind, name, value, html);
    }
    return step(b);
}

/* An undirected graph has no arrow heads where nobody asks for them. */
static void
point_forward(Builder *b, Agedge_t *edge)
{
    const char *dir = agget(edge, (char *)"dir");

    if (!agisdirected(b->root) && (dir == NULL || *dir == '\0'))
        set(b, edge, AGEDGE, (char *)"dir", (char *)"forward", FALSE);
}

static gboolean
build_edge(Builder *b, Agnode_t *tail)
{
    g_autofree char *name = NULL;
    Agedge_t *edge;

    if (!step(b) || !take_name(b, &name))
        return FALSE;
    edge = agedge(b->graph, tail, agnode(b->graph, name, TRUE), NULL, TRUE);
    if (edge == NULL)
        return refuse(b, "an edge that the graph may have");
    if (!build_attributes(b, edge, AGEDGE))
        return FALSE;
    point_forward(b, edge);
    return TRUE;
}

static gboolean
build_node(Builder *b)
{
    g_autofree char *name = NULL;
    Agnode_t *node;

    if (!take_name(b, &name))
        return FALSE;
    node = agnode(b->graph, name, TRUE);
    if (b->scanner.token.kind == TM_DOT_EDGEOP)
        return build_edge(b, node);
    return build_attributes(b, node, AGNODE);
}

static gboolean build_statements(Builder *b);

static gboolean
build_subgraph(Builder *b)
{
    Agraph_t *around = b->graph;
    g_autofree char *name = NULL;
    gboolean good;

    if (++b->depth > MAX_DEPTH)
        return refuse(b, "fewer clusters in clusters");
    if (!step(b) || !take_name(b, &name))
        return FALSE;
    b->graph = agsubg(around, name, TRUE);
    good = build_statements(b);
    b->graph = around;
    b->depth--;
    return good;
}

static gboolean
build_statement(Builder *b)
{
    static const int kinds[] = {
        [TM_DOT_GRAPH] = AGRAPH, [TM_DOT_NODE] = AGNODE, [TM_DOT_EDGE] = AGEDGE};
    const TmDotKind kind = b->scanner.token.kind;

    if (kind == TM_DOT_SUBGRAPH)
        return build_subgraph(b);
    if (kind == TM_DOT_GRAPH || kind == TM_DOT_NODE || kind == TM_DOT_EDGE)
        return step(b) && build_attributes(b, NULL, kinds[kind]);
    return build_node(b);
}

/* "{ statement; ... }" */
static gboolean
build_statements(Builder *b)
{
    if (!tm_dot_is_sign(&b->scanner, '{'))
        return refuse(b, "{");
    if (!step(b))
        return FALSE;
    while (!tm_dot_is_sign(&b->scanner, '}')) {
        const gboolean empty = tm_dot_is_sign(&b->scanner, ';');
        if (!(empty ? step(b) : build_statement(b)))
            return FALSE;
    }
    return step(b);
}

gboolean
tm_rebuild(Agraph_t *graph, const char *dot, GError **error)
{
    g_autoptr(TmKept) kept = tm_kept_new(graph);
    g_autofree char *name = NULL;
    Builder b = {
        .root = graph,
        .graph = graph,
        .scanner = {.file = "annotated.dot", .at = dot, .place = {1, 1}},
        .error = error,
    };

    clear(graph);
    if (!step(&b) || !step(&b) || !take_name(&b, &name) || !build_statements(&b))
        return FALSE;
    tm_kept_restore(kept, graph);
    return TRUE;
}
