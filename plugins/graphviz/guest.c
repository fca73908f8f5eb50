/* The sentence, said from inside Graphviz: a graph of the host becomes a model, the report becomes
 * the graph again. What is kept meanwhile hangs from the graph. */
#include "guest.h"

#include <graphviz/cgraph.h>
#include <string.h>

#include "dot-live.h"
#include "dot.h"
#include "knowledge.h"
#include "rebuild.h"
#include "register-file.h"
#include "today.h"
#include "wishes.h"

#define RECORD "drawbridge"
#define FULL_SIZE 300 /* elements; rendering.md: what Graphviz lays out in a second */

typedef struct {
    TmTemplate *template;
    TmTemplate *reader; /* with which it was read, where that is another one; else NULL */
    TmRegister *beside; /* NULL: there is none */
    TmModel *model;
    TmReport *report;
    char *today;
} Checked;

/* cgraph knows it by its name, and frees it with the graph. */
typedef struct {
    Agrec_t header;
    Checked *checked;
    gboolean decorated; /* or looked at, and left as it is */
    gboolean refused;   /* that it cannot be checked is said already */
    TmGuestCleanup cleanup;
} Record;

static void
free_checked(Checked *checked)
{
    if (checked == NULL)
        return;
    tm_report_free(checked->report);
    tm_model_free(checked->model);
    tm_register_free(checked->beside);
    tm_template_free(checked->reader);
    tm_template_free(checked->template);
    g_free(checked->today);
    g_free(checked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Checked, free_checked)

static gboolean
load(Checked *checked, Agraph_t *graph, const char *folder, GError **error)
{
    g_autoptr(TmWishes) wishes = tm_wishes_of(graph, folder, error);

    if (wishes == NULL)
        return FALSE;
    checked->template = tm_knowledge_load(wishes->templates, NULL, error);
    if (checked->template == NULL)
        return FALSE;
    if (tm_knowledge_needs_reader(checked->template) &&
        (checked->reader = tm_knowledge_reader(checked->template, error)) == NULL)
        return FALSE;
    return tm_register_file_load(wishes->decisions, TRUE, &checked->beside, error);
}

static Checked *
check(Agraph_t *graph, const char *folder, GError **error)
{
    g_autoptr(Checked) checked = g_new0(Checked, 1);
    TmDecided decided;

    if (!load(checked, graph, folder, error))
        return NULL;
    checked->today = tm_today();
    checked->model = tm_import_live(
        "", graph, checked->reader != NULL ? checked->reader : checked->template, error);
    if (checked->model == NULL)
        return NULL;
    decided = (TmDecided){checked->beside, checked->today};
    checked->report = tm_check(checked->model, checked->template, &decided);
    return g_steal_pointer(&checked);
}

/* --- what hangs from a graph -------------------------------------------------------------- */

static Record *
record_of(Agraph_t *graph)
{
    return agbindrec(graph, (char *)RECORD, sizeof(Record), FALSE);
}

/* Returns the report of the graph, or NULL after an error of Graphviz, which is told once. */
static Checked *
checked_of(Agraph_t *graph, const char *folder)
{
    Record *record = record_of(graph);
    g_autoptr(GError) error = NULL;

    if (record->checked != NULL || record->refused)
        return record->checked;
    record->checked = check(graph, folder, &error);
    record->refused = record->checked == NULL;
    if (record->refused)
        agerr(AGERR, "%s\n", error->message);
    return record->checked;
}

void
tm_guest_forget(Agraph_t *graph)
{
    Record *record = record_of(graph);

    g_clear_pointer(&record->checked, free_checked);
}

void
tm_guest_set_cleanup(Agraph_t *graph, TmGuestCleanup cleanup)
{
    record_of(graph)->cleanup = cleanup;
}

TmGuestCleanup
tm_guest_cleanup(Agraph_t *graph)
{
    return record_of(graph)->cleanup;
}

/* --- the two results ---------------------------------------------------------------------- */

/* As pictures do: large diagrams lose the labels of flows. */
static TmDotDetail
detail_of(const TmDiagram *diagram)
{
    const guint size = MAX(diagram->elements->len, diagram->flows->len / 3 * 2);

    return size <= FULL_SIZE ? TM_DOT_FULL : TM_DOT_PLAIN;
}

static void
draw(Agraph_t *graph, const Checked *checked)
{
    const TmView view = {.version = DRAWBRIDGE_VERSION, .today = checked->today};
    const TmDiagram *diagram = checked->model->diagrams->pdata[0];
    g_autoptr(GString) dot = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    if (diagram->off || diagram->elements->len == 0)
        return;
    tm_dot_append_page(checked->report, &view, diagram, detail_of(diagram), dot);
    if (!tm_rebuild(graph, dot->str, &error))
        agerr(AGERR, "%s\n", error->message);
}

static gboolean
says(Agraph_t *graph, const char *name, const char *value)
{
    const char *said = agget(graph, (char *)name);

    return said != NULL && strcmp(said, value) == 0;
}

/* PlantUML has its own pictures laid out by dot, and finds the places of its parts in the SVG by
 * their colours: that is no diagram of anybody's. */
static gboolean
is_plantuml(Agraph_t *graph)
{
    return strcmp(agnameof(graph), "unix") == 0 && says(graph, "searchsize", "500") &&
           says(graph, "remincross", "true");
}

static gboolean
is_off(Agraph_t *graph)
{
    return says(graph, "tm_threats", "off") || is_plantuml(graph);
}

void
tm_guest_decorate(Agraph_t *graph, const char *folder)
{
    Record *record = record_of(graph);
    const Checked *checked;

    if (record->decorated || is_off(graph))
        return;
    record->decorated = TRUE;
    checked = checked_of(graph, folder);
    if (checked != NULL)
        draw(graph, checked);
}

gboolean
tm_guest_write(Agraph_t *graph, const char *file, const char *writer, GString *out)
{
    Checked *checked = checked_of(graph, ".");
    TmView view = {.version = DRAWBRIDGE_VERSION};
    g_autoptr(GError) error = NULL;

    if (checked == NULL)
        return FALSE;
    view.today = checked->today;
    checked->model->file = tm_pool_text(&checked->model->pool, file != NULL ? file : "<stdin>");
    if (tm_write(checked->report, &view, writer, out, &error))
        return TRUE;
    agerr(AGERR, "%s\n", error->message);
    return FALSE;
}
