/* Threat types get their rules compiled, and their order. */
#include <string.h>

#include "expression.h"
#include "template-load.h"

static const TmExpression *
compile(TmLoader *loader, const TmThreatType *threat, const TmYaml *rule, GError **error)
{
    return tm_expression_parse(loader->template, &loader->template->pool, rule->raw, threat->file,
                               rule->place, error);
}

static const char *
text_of(TmLoader *loader, const TmYaml *rule)
{
    g_autofree char *text = g_strdup(rule->text);

    return tm_pool_text(&loader->template->pool, g_strstrip(text));
}

static gboolean
compile_threat(TmLoader *loader, TmThreatType *threat, const TmYaml *node)
{
    const TmYaml *include = node != NULL ? tm_yaml_get(node, "include") : NULL;
    const TmYaml *exclude = node != NULL ? tm_yaml_get(node, "exclude") : NULL;
    const TmYaml *eases = node != NULL ? tm_yaml_get(node, "eases") : NULL;

    if (node == NULL) {
        tm_tb7_compile(loader, threat);
        return TRUE;
    }
    threat->include_text = text_of(loader, include);
    threat->include_place = include->place;
    threat->include = compile(loader, threat, include, loader->error);
    threat->exclude_text = "";
    if (threat->include == NULL)
        return FALSE;
    if (eases != NULL && (threat->eases = compile(loader, threat, eases, loader->error)) == NULL)
        return FALSE;
    if (exclude == NULL)
        return TRUE;
    threat->exclude_text = text_of(loader, exclude);
    threat->exclude_place = exclude->place;
    threat->exclude = compile(loader, threat, exclude, loader->error);
    return threat->exclude != NULL;
}

/* --- order ------------------------------------------------------------------------------- */

static void
order_layer(GHashTable *order, const TmLayer *layer)
{
    for (guint i = 0; i < layer->packs->len; i++) {
        const char *pack = g_ptr_array_index(layer->packs, i);
        if (!g_hash_table_contains(order, pack))
            g_hash_table_insert(order, (gpointer)pack,
                                GUINT_TO_POINTER(g_hash_table_size(order) + 1));
    }
}

/* From a pack to its position; packs that no manifest names have none. */
static GHashTable *
order_packs(const TmLoader *loader)
{
    GHashTable *order = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint rank = 1; rank <= loader->layers->len; rank++)
        for (guint i = 0; i < loader->layers->len; i++) {
            const TmLayer *layer = g_ptr_array_index(loader->layers, i);
            if (layer->rank == rank)
                order_layer(order, layer);
        }
    return order;
}

static guint
position(GHashTable *order, const char *pack)
{
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(order, pack));

    return at != 0 ? at : G_MAXUINT;
}

static gint
compare_threats(gconstpointer first, gconstpointer second, gpointer order)
{
    const TmThreatType *a = *(const TmThreatType *const *)first;
    const TmThreatType *b = *(const TmThreatType *const *)second;
    guint at_a = position(order, a->pack);
    guint at_b = position(order, b->pack);
    gint packs;

    if (at_a != at_b)
        return at_a < at_b ? -1 : 1;
    packs = strcmp(a->pack, b->pack);
    if (packs == 0 && a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return packs != 0 ? packs : strcmp(a->id, b->id);
}

gboolean
tm_load_compile(TmLoader *loader)
{
    GPtrArray *threats = loader->template->threats;
    g_autoptr(GHashTable) order = order_packs(loader);

    for (guint i = 0; i < threats->len; i++)
        if (!compile_threat(loader, g_ptr_array_index(threats, i),
                            g_ptr_array_index(loader->rules, i)))
            return FALSE;
    g_ptr_array_sort_with_data(threats, compare_threats, order);
    return TRUE;
}
