/* drawbridge-dot: does what dot does, and draws the threats. The plugin is part of it, so that
 * nothing need be registered. */
#include <graphviz/graphviz_version.h>
#include <graphviz/gvc.h>
#include <string.h>

#include "clock.h"
#include "guest.h"
#include "plugin.h"
#include "wishes.h"

/* libgvc exports it, but the header that declares it is not installed: a wrong command line ends
 * the program. */
#ifdef HAVE_GVEXITONUSAGE
extern int GvExitOnUsage;
#endif

/* The name by which it is called picks the layout, and stands in all messages: ours is dot. */
static void
take_name(char **argv)
{
    const char *slash = strrchr(argv[0], '/');
    const char *base = slash != NULL ? slash + 1 : argv[0];

    if (strcmp(base, "drawbridge-dot") == 0)
        argv[0] = (char *)"dot";
}

/* Graphviz 2.42 frees the ranks of some layouts twice, flat edges with labels in clusters: dot gets
 * away with it because it never frees the last graph. A layout lives on then. */
static void
close_graph(GVC_t *context G_GNUC_UNUSED, Agraph_t *graph)
{
#if GVPLUGIN_VERSION > 6
    gvFreeLayout(context, graph);
#endif
    tm_guest_forget(graph);
    agclose(graph);
}

/* Returns the worst that happened. */
static int
draw_all(GVC_t *context, const char *folder)
{
    Agraph_t *graph;
    int worst = 0;

    while ((graph = gvNextInputGraph(context)) != NULL) {
        int errors;

        tm_guest_decorate(graph, folder);
        gvLayoutJobs(context, graph);
        gvRenderJobs(context, graph);
        errors = agreseterrors();
        worst = MAX(worst, errors);
        close_graph(context, graph);
    }
    return worst;
}

int
main(int argc, char **argv)
{
    static const lt_symlist_t builtins[] = {
        {"gvplugin_drawbridge_LTX_library", (gpointer)&gvplugin_drawbridge_LTX_library},
        {NULL, NULL},
    };
    g_autofree char *folder = tm_wishes_folder(argc, argv);
    GVC_t *context = gvContextPlugins(builtins, TRUE);
    Agraph_t *graph;
    int worst = 0;
    int errors;

    tm_clock_set();
    take_name(argv);
#ifdef HAVE_GVEXITONUSAGE
    GvExitOnUsage = 1;
#endif
    gvParseArgs(context, argc, argv);
    graph = gvPluginsGraph(context);
    if (graph != NULL) {
        gvLayoutJobs(context, graph);
        gvRenderJobs(context, graph);
    } else {
        worst = draw_all(context, folder);
    }
    gvFinalize(context);
    errors = gvFreeContext(context);
    return MAX(worst, errors);
}
