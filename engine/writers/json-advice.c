/* Controls and mitigations as JSON: many threats share them. */
#include "json-advice.h"

#include "json-model.h"

static TmJson *
new_mitigation(const TmTemplate *template, const char *id)
{
    const TmControl *control = g_hash_table_lookup(template->control_of, id);
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "id", id);
    if (control == NULL)
        return object;
    tm_json_set_text(object, "title", control->name);
    tm_json_set_texts(object, "references", control->references);
    return object;
}

static TmJson *
new_advice(const TmMitigation *mitigation)
{
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "id", mitigation->id);
    tm_json_set_text(object, "title", mitigation->title);
    tm_json_set_texts(object, "references", mitigation->references);
    tm_json_set_text(object, "product", mitigation->product);
    tm_json_set_known(object, "guidance", mitigation->guidance);
    return object;
}

/* What many threats share. */
typedef struct {
    const TmThreatType *type;
    GPtrArray *mitigations;
    TmJson *json;
} Advice;

static guint
hash_advice(gconstpointer key)
{
    const Advice *advice = key;
    guint hash = g_direct_hash(advice->type);

    for (guint i = 0; i < advice->mitigations->len; i++)
        hash = hash * 31 + g_direct_hash(g_ptr_array_index(advice->mitigations, i));
    return hash;
}

static gboolean
same_advice(gconstpointer a, gconstpointer b)
{
    const Advice *one = a;
    const Advice *two = b;

    if (one->type != two->type || one->mitigations->len != two->mitigations->len)
        return FALSE;
    for (guint i = 0; i < one->mitigations->len; i++)
        if (g_ptr_array_index(one->mitigations, i) != g_ptr_array_index(two->mitigations, i))
            return FALSE;
    return TRUE;
}

static void
free_advice(gpointer data)
{
    Advice *advice = data;

    g_ptr_array_unref(advice->mitigations);
    tm_json_free(advice->json);
    g_free(advice);
}

/* The controls of the type, then how they are done here. */
static TmJson *
write_advice(const TmReport *report, const Advice *advice)
{
    const GPtrArray *controls = advice->type->controls;
    TmJson *array = tm_json_array();

    for (guint i = 0; i < controls->len; i++)
        tm_json_append(array, new_mitigation(report->template, g_ptr_array_index(controls, i)));
    for (guint i = 0; i < advice->mitigations->len; i++)
        tm_json_append(array, new_advice(g_ptr_array_index(advice->mitigations, i)));
    return array;
}

GHashTable *
tm_json_advice_new(void)
{
    return g_hash_table_new_full(hash_advice, same_advice, free_advice, NULL);
}

TmJson *
tm_json_advice(const TmReport *report, GHashTable *known, const TmThreat *threat, guint *more)
{
    Advice key = {threat->type, tm_threat_mitigations(report, threat, more), NULL};
    Advice *advice = g_hash_table_lookup(known, &key);

    if (advice != NULL) {
        g_ptr_array_unref(key.mitigations);
        return advice->json;
    }
    key.json = write_advice(report, &key);
    advice = g_memdup2(&key, sizeof key);
    g_hash_table_add(known, advice);
    return advice->json;
}
