/* What the child does with Graphviz. */
#include <errno.h>
#include <graphviz/gvc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "draw.h"

#define VERY_MUCH 1000000 /* bytes of DOT: some thousand elements */

/* Graphviz looks at SERVER_NAME, which keeps it from reading files, only with the arguments, and
 * draws in the format that they name. It keeps @option. */
static GVC_t *
new_context(const char *option)
{
    char *arguments[] = {(char *)"dot", (char *)"-Kdot", (char *)option, NULL};
    GVC_t *context = gvContext();

    gvParseArgs(context, 3, arguments);
    return context;
}

/* The first layout loads plugins and fonts, for which there is time while we wait for the text. */
static void
warm_up(GVC_t *context)
{
    Agraph_t *graph = agmemread("graph { a [fontname=\"Helvetica,Arial,sans-serif\" "
                                "label=<<B>a</B>>] }");

    if (graph != NULL && gvLayout(context, graph, "dot") == 0)
        gvFreeLayout(context, graph);
    agclose(graph);
}

static char *
read_all(void)
{
    GString *text = g_string_new(NULL);
    char chunk[65536];
    gssize length;

    while ((length = read(STDIN_FILENO, chunk, sizeof chunk)) != 0) {
        if (length < 0 && errno != EINTR)
            break;
        if (length > 0)
            g_string_append_len(text, chunk, length);
    }
    return g_string_free(text, FALSE);
}

static const char *
layout_of(Agraph_t *graph)
{
    static const char *const layouts[] = {"sfdp", "neato", "fdp", "nop2", NULL};
    const char *wanted = agget(graph, (char *)"layout");

    return wanted != NULL && g_strv_contains(layouts, wanted) ? wanted : "dot";
}

/* Inches, to which a larger picture of pixels is reduced: those take memory and time. Where very
 * much is drawn nobody can read single letters anyway. */
static void
limit_size(Agraph_t *graph, const char *format, const char *text)
{
    const char *size = strlen(text) > VERY_MUCH ? "36,36" : "50,50";

    if (strcmp(format, "png") == 0)
        agattr(graph, AGRAPH, (char *)"size", (char *)size);
}

TmDraw
tm_draw(const char *format)
{
    g_autofree char *option = g_strconcat("-T", format, NULL);
    GVC_t *context = new_context(option);
    g_autofree char *text = NULL;
    Agraph_t *graph;

    warm_up(context);
    text = read_all();
    graph = tm_draw_read(text);
    if (graph == NULL)
        return TM_DRAW_UNREADABLE;
    limit_size(graph, format, text);
    if (gvLayout(context, graph, layout_of(graph)) != 0)
        return TM_DRAW_NO_LAYOUT;
    if (gvRenderJobs(context, graph) != 0)
        return TM_DRAW_NO_PICTURE;
    gvFinalize(context);
    return fflush(stdout) == 0 ? TM_DRAW_DONE : TM_DRAW_NO_PICTURE;
}
