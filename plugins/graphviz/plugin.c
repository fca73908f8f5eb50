/* The plugin: a layout engine `threats`, which draws the threats into a graph and lays it out with
 * the engine that the attribute threats_layout names, and formats that write the report. */
#include <graphviz/graphviz_version.h>
#include <graphviz/gvc.h>
#include <graphviz/gvplugin.h>
#include <graphviz/gvplugin_device.h>
#include <graphviz/gvplugin_layout.h>
#include <graphviz/gvplugin_render.h>
#include <string.h>

#include "guest.h"
#include "plugin.h"

#define ENGINE "threats"

/* libgvc exports them, but the headers that declare them are not installed. */
extern size_t gvwrite(GVJ_t *job, const char *text, size_t length);
#ifdef HAVE_GVLAYOUT_SELECT
extern int gvlayout_select(GVC_t *context, const char *engine);
#endif

/* --- layout ------------------------------------------------------------------------------- */

static const char *
engine_of(Agraph_t *graph)
{
    static const char *const engines[] = {"circo", "dot",       "fdp",  "neato", "nop",   "nop1",
                                          "nop2",  "patchwork", "sfdp", "twopi", "osage", NULL};
    const char *wanted = agget(graph, (char *)"threats_layout");

    if (wanted == NULL || *wanted == '\0')
        return "dot";
    for (guint i = 0; engines[i] != NULL; i++)
        if (strcmp(engines[i], wanted) == 0)
            return engines[i];
    agerr(AGWARN, "threats_layout \"%s\" is no layout engine; using dot\n", wanted);
    return "dot";
}

/* The attribute `layout` beats what gvLayout() is told: it would call us again. */
static void
lay_out_inside(GVC_t *context, Agraph_t *graph, const char *engine)
{
    g_autofree char *named = g_strdup(agget(graph, (char *)"layout"));

    if (named != NULL)
        agset(graph, (char *)"layout", (char *)engine);
    gvLayout(context, graph, engine);
    if (named != NULL)
        agset(graph, (char *)"layout", named);
}

/* Graphviz has begun a layout, whose attributes are not those of the graph that we build: it is
 * given back, and begun again by gvLayout(). Then the next graph must get us again. */
static void
lay_out(Agraph_t *graph)
{
    GVC_t *context = GD_gvc(graph);
    const char *engine = engine_of(graph);

    gvFreeLayout(context, graph);
    tm_guest_decorate(graph, ".");
    lay_out_inside(context, graph, engine);
    agbindrec(graph, (char *)"Agraphinfo_t", sizeof(Agraphinfo_t), TRUE);
    tm_guest_set_cleanup(graph, GD_cleanup(graph));
#ifdef HAVE_GVLAYOUT_SELECT
    gvlayout_select(context, ENGINE);
#endif
}

/* Graphviz calls it in the place of the cleanup of the engine inside. That of 2.42 frees the ranks
 * of some layouts twice (flat edges with labels in clusters): they live on then. */
static void
clean_up(Agraph_t *graph)
{
#if GVPLUGIN_VERSION > 6
    const TmGuestCleanup cleanup = tm_guest_cleanup(graph);

    if (cleanup != NULL)
        cleanup(graph);
#endif
    tm_guest_set_cleanup(graph, NULL);
    tm_guest_forget(graph);
}

/* --- formats ------------------------------------------------------------------------------ */

static void
write_report(GVJ_t *job, const char *writer)
{
    g_autoptr(GString) out = g_string_new(NULL);

    if (tm_guest_write(job->obj->u.g, job->input_filename, writer, out))
        gvwrite(job, out->str, out->len);
}

/* One row for each format: its name and the writer. */
#define FORMATS(ROW)                                                                               \
    ROW(threats, "text")                                                                           \
    ROW(threats_json, "json")                                                                      \
    ROW(sarif, "sarif")

#define BEGIN(format, writer)                                                                      \
    static void begin_##format(GVJ_t *job)                                                         \
    {                                                                                              \
        write_report(job, writer);                                                                 \
    }                                                                                              \
    static const gvrender_engine_t render_##format = {.begin_graph = begin_##format};
FORMATS(BEGIN)

/* --- tables ------------------------------------------------------------------------------- */

static const gvlayout_engine_t layout = {lay_out, clean_up};
static const gvlayout_features_t layout_features = {LAYOUT_USES_RANKDIR};
static const gvrender_features_t render_features = {.color_type = COLOR_STRING};
static const gvdevice_features_t device_features = {.default_dpi = {72, 72}};

static const gvplugin_installed_t layouts[] = {
    {0, ENGINE, 0, (gpointer)&layout, (gpointer)&layout_features},
    {0, NULL, 0, NULL, NULL},
};

#define RENDER(format, writer)                                                                     \
    {0, #format, 1, (gpointer)&render_##format, (gpointer)&render_features},
static const gvplugin_installed_t renders[] = {FORMATS(RENDER){0, NULL, 0, NULL, NULL}};

#define DEVICE(format, writer) {0, #format ":" #format, 1, NULL, (gpointer)&device_features},
static const gvplugin_installed_t devices[] = {FORMATS(DEVICE){0, NULL, 0, NULL, NULL}};

static const gvplugin_api_t apis[] = {
    {API_layout, (gvplugin_installed_t *)layouts},
    {API_render, (gvplugin_installed_t *)renders},
    {API_device, (gvplugin_installed_t *)devices},
    {(api_t)0, NULL},
};

const gvplugin_library_t gvplugin_drawbridge_LTX_library = {(char *)"drawbridge",
                                                            (gvplugin_api_t *)apis};
