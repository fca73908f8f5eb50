/* What nobody drew or said: H06 and H11 to H15 of templates.md section 2.4. Each asks once a page,
 * or once an element, and only where the answer would matter. */
#include <string.h>

#include "check-own.h"
#include "wording.h"

/* So many processes of our own come from somewhere. */
#define MANY_PROCESSES 8
/* A guess of a type asks no questions. */
#define SURE_ENOUGH 0.5

typedef struct {
    TmReport *report;
    const TmDiagramFacts *facts;
} Missing;

static const TmFacts *
facts_at(const Missing *missing, guint index)
{
    return &missing->facts->elements[index];
}

static guint
n_elements(const Missing *missing)
{
    return missing->facts->diagram->elements->len;
}

static gboolean
has(const Missing *missing, const TmFacts *part, const char *id, const char *value)
{
    return strcmp(tm_facts_value(missing->facts, part, id), value) == 0;
}

static gboolean
is_drawn(const Missing *missing, const char *type)
{
    const TmStencil *stencil = tm_template_stencil(missing->facts->template, type);

    for (guint i = 0; stencil != NULL && i < n_elements(missing); i++)
        if (tm_facts_is(facts_at(missing, i), stencil))
            return TRUE;
    return FALSE;
}

static gboolean
is_exposed(const Missing *missing, const TmFacts *part)
{
    const char *reach = tm_facts_text(part, missing->facts->reach);

    return strcmp(reach, "External") == 0 || strcmp(reach, "Internet") == 0;
}

/* Says the names of @parts with a text before and behind them, unless there is none. */
static void
say_of_all(const Missing *missing, const char *code, const GPtrArray *parts, const char *before,
           const char *behind)
{
    const char *language = missing->report->template->language;
    g_autoptr(GString) text = g_string_new(tm_wording(language, before));

    if (parts->len == 0)
        return;
    tm_check_list(missing->report, parts, text);
    g_string_append(text, tm_wording(language, behind));
    tm_check_say(missing->report, missing->facts, code,
                 parts->len == 1 ? g_ptr_array_index(parts, 0) : NULL, "%s", text->str);
}

/* --- data, secrets, code ----------------------------------------------------------------- */

/* Whether the Internet reaches anything on the page. */
static gboolean
meets_internet(const Missing *missing)
{
    for (guint i = 0; i < n_elements(missing); i++)
        if (strcmp(tm_facts_text(facts_at(missing, i), missing->facts->reach), "Internet") == 0)
            return TRUE;
    return FALSE;
}

static void
check_classification(const Missing *missing)
{
    g_autoptr(GPtrArray) stores = g_ptr_array_new();

    if (!meets_internet(missing))
        return;
    for (guint i = 0; i < n_elements(missing); i++) {
        const TmFacts *store = facts_at(missing, i);
        const char *classification = tm_facts_text(store, missing->facts->class_of);
        if (store->part->kind == TM_STORE && has(missing, store, "taint", "Yes") &&
            (*classification == '\0' || strcmp(classification, "Unknown") == 0))
            g_ptr_array_add(stores, (gpointer)store->part);
    }
    say_of_all(missing, "H06", stores, "data from the Internet can reach ",
               ", and nobody says how sensitive it is: set classification");
}

/* Whether @part is said to use secrets that must be kept somewhere. */
static gboolean
uses_secrets(const Missing *missing, const TmFacts *part)
{
    static const char *const places[] = {"Vault", "Environment", "Config file", "Code", NULL};

    return g_strv_contains(places, tm_facts_value(missing->facts, part, "secretsFrom"));
}

static void
check_vault(const Missing *missing)
{
    g_autoptr(GPtrArray) users = g_ptr_array_new();

    if (is_drawn(missing, "DS.Vault"))
        return;
    for (guint i = 0; i < n_elements(missing); i++)
        if (uses_secrets(missing, facts_at(missing, i)))
            g_ptr_array_add(users, (gpointer)facts_at(missing, i)->part);
    say_of_all(missing, "H11", users, "no vault is drawn, but secrets are used by ",
               ": draw where they come from");
}

static void
check_origin(const Missing *missing)
{
    const gboolean repository = is_drawn(missing, "DS.Repo");
    const gboolean pipeline = is_drawn(missing, "P.Ci") || is_drawn(missing, "P.Cd");
    const gboolean deploys = repository || pipeline || is_drawn(missing, "DS.Artifact");
    guint own = 0;

    for (guint i = 0; i < n_elements(missing); i++) {
        const TmFacts *process = facts_at(missing, i);
        own += process->part->kind == TM_PROCESS && process->part->confidence >= SURE_ENOUGH &&
               !has(missing, process, "owner", "Third party");
    }
    if ((repository && pipeline) || own == 0 || (!deploys && own < MANY_PROCESSES))
        return;
    tm_check_say(missing->report, missing->facts, "H12", NULL,
                 "own code is drawn, but no %s: draw how the code gets there, here or on a page of "
                 "its own",
                 tm_wording(missing->report->template->language,
                            repository ? "build pipeline"
                            : pipeline ? "source repository"
                                       : "source repository and build pipeline"));
}

/* --- owners ------------------------------------------------------------------------------ */

static void
check_owners(const Missing *missing)
{
    const TmStencil *outside = tm_template_stencil(missing->facts->template, "EI.Ext");
    g_autoptr(GPtrArray) parties = g_ptr_array_new();

    if (outside == NULL || !g_hash_table_contains(missing->facts->template->property_of, "owner"))
        return;
    for (guint i = 0; i < n_elements(missing); i++) {
        const TmFacts *party = facts_at(missing, i);
        if (tm_facts_is(party, outside) && party->part->confidence >= SURE_ENOUGH &&
            !tm_facts_said(party, "owner"))
            g_ptr_array_add(parties, (gpointer)party->part);
    }
    say_of_all(missing, "H13", parties, "nobody says who operates ",
               ": set owner to \"Third party\", or to the team that runs it");
}

/* --- contradictions ---------------------------------------------------------------------- */

/* Returns what @type, or what it descends from, presets, or NULL. */
static const TmValue *
preset_of(const TmStencil *type, const char *name)
{
    for (; type != NULL; type = type->parent)
        for (guint i = 0; i < type->presets->len; i++) {
            const TmValue *preset = g_ptr_array_index(type->presets, i);
            if (strcmp(preset->name, name) == 0)
                return preset;
        }
    return NULL;
}

static void
check_value(const Missing *missing, const TmFacts *row, const TmValue *value)
{
    const TmStencil *type = row->types[0];
    const TmValue *preset = preset_of(type, value->name);

    if (preset == NULL || strcmp(preset->value, value->value) == 0 ||
        strcmp(value->value, "Unknown") == 0)
        return;
    tm_check_say(missing->report, missing->facts, "H14", row->part,
                 "%s says %s=%s, but its type %s means %s: correct the one or the other",
                 row->part->called, value->name, value->value, type->name, preset->value);
}

static void
check_values(const Missing *missing, const TmFacts *row, const GPtrArray *values)
{
    for (guint i = 0; values != NULL && i < values->len; i++)
        check_value(missing, row, g_ptr_array_index(values, i));
}

static void
check_contradictions(const Missing *missing, const TmFacts *rows, guint count)
{
    for (guint i = 0; i < count; i++) {
        check_values(missing, &rows[i], rows[i].part->values);
        check_values(missing, &rows[i], rows[i].answers);
    }
}

/* --- features ---------------------------------------------------------------------------- */

/* What an element may do; rules about it are silent until somebody says so. */
static const struct {
    const char *property;
    const char *words;
} features[] = {
    {"acceptsFiles", TM_WORDING("accepts files")},
    {"deserializes", TM_WORDING("reads native objects")},
    {"runsCommands", TM_WORDING("runs commands")},
    {"fetchesUrls", TM_WORDING("fetches addresses that callers give")},
    {"rendersTemplates", TM_WORDING("renders templates of users")},
    {"usesCrypto", TM_WORDING("has cryptography of its own")},
    {"adminInterface", TM_WORDING("has functions for administrators")},
    {"multiTenant", TM_WORDING("serves several tenants")},
};

static void
ask_features(const Missing *missing, const TmFacts *process, const TmStencil *type)
{
    g_autoptr(GString) words = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(features); i++) {
        const TmProperty *property =
            tm_template_property(missing->facts->template, features[i].property, type);
        if (property == NULL || !tm_facts_unknown(process, property))
            continue;
        g_string_append_printf(words, "%s%s (%s)", words->len > 0 ? ", " : "",
                               tm_wording(missing->report->template->language, features[i].words),
                               features[i].property);
    }
    if (words->len > 0)
        tm_check_say(missing->report, missing->facts, "H15", process->part,
                     "nobody says whether %s %s: answer Yes or No", process->part->called,
                     words->str);
}

static void
check_features(const Missing *missing)
{
    for (guint i = 0; i < n_elements(missing); i++) {
        const TmFacts *process = facts_at(missing, i);
        if (process->part->kind == TM_PROCESS && is_exposed(missing, process) &&
            !process->part->outOfScope && process->part->confidence >= SURE_ENOUGH &&
            !has(missing, process, "owner", "Third party") &&
            !has(missing, process, "passThrough", "Yes"))
            ask_features(missing, process, process->types[0]);
    }
}

void
tm_check_missing(TmReport *report, const TmDiagramFacts *facts)
{
    const Missing missing = {report, facts};

    check_classification(&missing);
    check_vault(&missing);
    check_origin(&missing);
    check_owners(&missing);
    if (!facts->diagram->complete) {
        check_contradictions(&missing, facts->elements, facts->diagram->elements->len);
        check_contradictions(&missing, facts->flows, facts->diagram->flows->len);
    }
    check_features(&missing);
}
