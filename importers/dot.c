/* Graphviz DOT: nodes are elements, edges are flows, clusters are trust boundaries. This file is
 * the fence around cgraph; what a graph means is in dot-model.c.
 *
 * cgraph keeps its scanner and its errors in globals and takes what follows a graph for its next
 * caller's. So it is given one graph at a time, without anything after it, and only text that our
 * own grammar (dot-grammar.c) has found good. */
#include <graphviz/cgraph.h>
#include <string.h>

#include "dot-copy.h"
#include "dot-model.h"
#include "dot-places.h"
#include "dot-scan.h"
#include "dot-text.h"
#include "importers.h"

enum {
    MAX_ATTEMPTS = 16, /* to get cgraph's scanner to a good state */
};

/* Messages of cgraph go nowhere: it would write them to the terminal. */
static int
drop_message(char *text)
{
    (void)text;
    return 0;
}

/* A text as a channel of cgraph. Its own agmemread() hands out one line at a time, and each time
 * cgraph's scanner begins again with the token: many lines in a string take quadratic time. */
typedef struct {
    const char *at;
    gsize left;
} Channel;

static int
read_channel(void *data, char *buffer, int size)
{
    Channel *channel = data;
    gsize count = MIN(channel->left, (gsize)MAX(size, 0));

    memcpy(buffer, channel->at, count);
    channel->at += count;
    channel->left -= count;
    return (int)count;
}

/* Returns NULL when cgraph finds an error: then a graph may be there, but only half of it. */
static Agraph_t *
parse_quietly(Agiodisc_t *io, const char *text, gsize length)
{
    Channel channel = {text, length};
    Agdisc_t disc = {.id = &AgIdDisc, .io = io};
    Agraph_t *graph;

#ifdef HAVE_AGMEMDISC
    disc.mem = &AgMemDisc;
#endif
    agreseterrors();
    graph = agread(&channel, &disc);
    if (agreseterrors() != 0 && graph != NULL) {
        agclose(graph);
        graph = NULL;
    }
    return graph;
}

/* After an error the rest of the text may still wait in cgraph's scanner, even within a comment, a
 * string or an HTML label that has no end; so end those, until a graph comes out that we know. */
static void
empty_scanner(Agiodisc_t *io)
{
    static const char *const texts[4] = {
        "graph \"drawbridge: end\" {}",
        "*/ graph \"drawbridge: end\" {}",
        "\" graph \"drawbridge: end\" {}",
        ">>>> graph \"drawbridge: end\" {}",
    };
    gboolean empty = FALSE;

    for (guint i = 0; i < MAX_ATTEMPTS && !empty; i++) {
        Agraph_t *graph = parse_quietly(io, texts[i % 4], strlen(texts[i % 4]));
        if (graph == NULL)
            continue;
        empty = strcmp(agnameof(graph), "drawbridge: end") == 0;
        agclose(graph);
    }
}

static Agraph_t *
parse(Agiodisc_t *io, const char *text, gsize length)
{
    agusererrf former = agseterrf(drop_message);
    agerrlevel_t level = agseterr(AGWARN);
    Agraph_t *graph;

    /* As the layout programs do: else an empty label and none look the same. */
    agattr(NULL, AGNODE, (char *)"label", (char *)"\\N");
    graph = parse_quietly(io, text, length);
    if (graph == NULL) {
        empty_scanner(io);
        graph = parse_quietly(io, text, length);
    }
    if (graph == NULL)
        empty_scanner(io);
    agseterr(level);
    agseterrf(former);
    return graph;
}

/* Numbers of nodes and subgraphs are only good when both readers of the text agree. */
static gboolean
agrees(const TmDotGraph *graph, const TmDotPlaces *places)
{
    if (graph->n_nodes != places->nodes->len || graph->n_subgraphs != places->scopes->len)
        return FALSE;
    for (guint i = 0; i < graph->n_nodes; i++)
        if (strcmp(graph->nodes[i].name, g_array_index(places->nodes, TmDotNodePlace, i).name) != 0)
            return FALSE;
    return TRUE;
}

static gboolean
read_graph(TmModel *model, const TmTemplate *template, TmDotPlaces *places, GError **error)
{
    Agiodisc_t io = {read_channel, AgIoDisc.putstr, AgIoDisc.flush};
    Agraph_t *source = parse(&io, places->start, places->length);
    g_autoptr(TmDotGraph) graph = NULL;

    if (source == NULL)
        return tm_fail(error, TM_ERROR_LIMIT, model->file, places->place,
                       "Graphviz cannot read this graph: has it a chain of thousands of edges in "
                       "one statement?");
    graph = tm_dot_copy(source, places);
    agclose(source);
    if (graph == NULL)
        return tm_fail(error, TM_ERROR_LIMIT, model->file, places->place,
                       "more than %d MiB of attributes, counted for each object",
                       TM_DOT_MAX_BYTES >> 20);
    if (!agrees(graph, places))
        return tm_fail(error, TM_ERROR_SYNTAX, model->file, places->place,
                       "Graphviz understands the names in this graph differently");
    tm_dot_model_add(model, template, graph, places);
    return TRUE;
}

static gboolean
read_text(TmModel *model, const TmTemplate *template, const char *text, gboolean latin1,
          GError **error)
{
    g_autoptr(GPtrArray) graphs = tm_dot_places(&model->pool, model->file, text, latin1, error);

    for (guint i = 0; graphs != NULL && i < graphs->len; i++)
        if (!read_graph(model, template, g_ptr_array_index(graphs, i), error))
            return FALSE;
    return graphs != NULL;
}

static gboolean
dot_read(TmModel *model, const TmTemplate *template, GError **error)
{
    const char *text = model->text;
    g_autofree char *converted = NULL;

    if (memchr(text, '\0', model->length) != NULL)
        return tm_fail(error, TM_ERROR_SYNTAX, model->file, (TmPlace){1, 1},
                       "UTF-16 or binary data (a NUL byte): save the file as UTF-8");
    if (g_str_has_prefix(text, "\xEF\xBB\xBF"))
        text += 3;
    if (!g_utf8_validate(text, -1, NULL))
        text = converted = tm_dot_from_latin1(text);
    return read_text(model, template, text, converted != NULL, error);
}

static gboolean
dot_probe(const char *text, gsize length)
{
    g_autofree char *narrow = NULL;

    if (memchr(text, '\0', length) == NULL)
        return tm_dot_probe(text + (g_str_has_prefix(text, "\xEF\xBB\xBF") ? 3 : 0));
    narrow = tm_dot_narrow(text, length);
    return tm_dot_probe(narrow);
}

const TmImporter tm_importer_dot = {
    .name = "dot",
    .extensions = "dot gv",
    .about = "Graphviz DOT",
    .probe = dot_probe,
    .read = dot_read,
};
