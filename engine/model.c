/* A model, and the few ways to add to it. */
#include <string.h>

#include "escape.h"
#include "messages.h"
#include "tm.h"
#include "wording.h"

const char *
tm_kind_name(TmKind kind)
{
    static const char *const names[] = {
        [TM_EXTERNAL] = TM_WORDING("external"), [TM_PROCESS] = TM_WORDING("process"),
        [TM_STORE] = TM_WORDING("store"),       [TM_FLOW] = TM_WORDING("flow"),
        [TM_BOUNDARY] = TM_WORDING("boundary"),
    };

    return names[kind];
}

const char *const tm_state_names[] = {
    [TM_STATE_NOT_STARTED] = TM_WORDING("not-started"),
    [TM_STATE_NEEDS_INVESTIGATION] = TM_WORDING("needs-investigation"),
    [TM_STATE_NOT_APPLICABLE] = TM_WORDING("not-applicable"),
    [TM_STATE_MITIGATED] = TM_WORDING("mitigated"),
    [TM_N_STATES] = NULL,
};

const char *
tm_state_name(TmState state)
{
    g_assert(state < TM_N_STATES);
    return tm_state_names[state];
}

TmModel *
tm_model_new(const char *file, GBytes *bytes)
{
    TmModel *model = g_new0(TmModel, 1);
    gsize length;
    gconstpointer data = g_bytes_get_data(bytes, &length);
    char *text;

    tm_pool_init(&model->pool);
    text = tm_pool_alloc(&model->pool, length + 1);
    if (length > 0)
        memcpy(text, data, length);
    model->file = tm_pool_text(&model->pool, file);
    model->format = "";
    model->text = text;
    model->length = length;
    model->name = "";
    model->metadata = tm_pool_array(&model->pool);
    model->diagrams = tm_pool_array(&model->pool);
    model->pages = g_hash_table_new(tm_text_hash, g_str_equal);
    model->page_copies = g_hash_table_new(tm_text_hash, g_str_equal);
    model->decisions = tm_pool_array(&model->pool);
    model->messages = tm_pool_array(&model->pool);
    return model;
}

void
tm_model_free(TmModel *model)
{
    if (model == NULL)
        return;
    for (guint i = 0; i < model->diagrams->len; i++) {
        TmDiagram *diagram = g_ptr_array_index(model->diagrams, i);
        g_hash_table_unref(diagram->parts);
        g_hash_table_unref(diagram->copies);
    }
    tm_register_free(model->inside);
    g_hash_table_unref(model->pages);
    g_hash_table_unref(model->page_copies);
    tm_pool_clear(&model->pool);
    g_free(model);
}

/* Returns the text as one line in the pool of the model. */
static const char *
keep_line(TmModel *model, const char *text)
{
    g_autofree char *line = NULL;

    if (text != NULL && tm_escape_is_line(text))
        return tm_pool_text(&model->pool, text);
    line = tm_escape_line(text);
    return tm_pool_text(&model->pool, line);
}

/* The same of a text that is in the pool. */
static const char *
one_line(TmModel *model, const char *text)
{
    return tm_escape_is_line(text) ? text : keep_line(model, text);
}

static const char *
keep_valid(TmModel *model, const char *text)
{
    g_autofree char *valid = NULL;

    if (text == NULL || g_utf8_validate(text, -1, NULL))
        return tm_pool_text(&model->pool, text);
    valid = g_utf8_make_valid(text, -1);
    return tm_pool_text(&model->pool, valid);
}

/* Returns an id that @used does not have: the second of the same gets the ending ~2. @copies counts
 * them, which spares a search from the start. */
static const char *
free_id(TmModel *model, GHashTable *used, GHashTable *copies, const char *wanted)
{
    const char *first = keep_valid(model, wanted);
    const char *id = first;
    guint count;

    if (!g_hash_table_contains(used, first))
        return first;
    count = GPOINTER_TO_UINT(g_hash_table_lookup(copies, first));
    while (g_hash_table_contains(used, id))
        id = tm_pool_printf(&model->pool, "%s~%u", first, ++count + 1);
    g_hash_table_insert(copies, (gpointer)first, GUINT_TO_POINTER(count));
    return id;
}

TmDiagram *
tm_model_add_diagram(TmModel *model, const char *id, const char *name)
{
    TmDiagram *diagram = tm_pool_new(&model->pool, TmDiagram);

    diagram->id = free_id(model, model->pages, model->page_copies, id);
    g_hash_table_insert(model->pages, (gpointer)diagram->id, diagram);
    diagram->name = keep_line(model, name);
    diagram->prefix = "";
    diagram->index = model->diagrams->len;
    diagram->elements = tm_pool_array(&model->pool);
    diagram->flows = tm_pool_array(&model->pool);
    diagram->boundaries = tm_pool_array(&model->pool);
    diagram->parts = g_hash_table_new(tm_text_hash, g_str_equal);
    diagram->copies = g_hash_table_new(tm_text_hash, g_str_equal);
    g_ptr_array_add(model->diagrams, diagram);
    return diagram;
}

void
tm_model_set_prefix(TmModel *model, TmDiagram *diagram)
{
    g_autoptr(GString) prefix = g_string_new(NULL);

    tm_escape_id(prefix, diagram->id);
    g_string_append_c(prefix, '/');
    diagram->prefix = tm_pool_text(&model->pool, prefix->str);
}

static void
init_part(TmModel *model, TmDiagram *diagram, TmPart *part, GPtrArray *array, const char *id)
{
    part->index = array->len;
    part->id = free_id(model, diagram->parts, diagram->copies, id);
    part->name = "";
    part->called = one_line(model, part->id);
    part->facets = tm_pool_nothing(&model->pool);
    part->values = tm_pool_nothing(&model->pool);
    part->look = tm_pool_nothing(&model->pool);
    part->seen = tm_pool_nothing(&model->pool);
    part->evidence = tm_pool_nothing(&model->pool);
    part->inside = tm_pool_array(&model->pool);
    g_hash_table_insert(diagram->parts, (gpointer)part->id, part);
}

TmElement *
tm_model_add_element(TmModel *model, TmDiagram *diagram, const char *id, TmPlace place)
{
    TmElement *element = tm_pool_new(&model->pool, TmElement);

    init_part(model, diagram, &element->part, diagram->elements, id);
    element->part.kind = TM_PROCESS;
    element->part.place = place;
    g_ptr_array_add(diagram->elements, element);
    return element;
}

TmBoundary *
tm_model_add_boundary(TmModel *model, TmDiagram *diagram, const char *id, TmPlace place)
{
    TmBoundary *boundary = tm_pool_new(&model->pool, TmBoundary);

    init_part(model, diagram, &boundary->part, diagram->boundaries, id);
    boundary->part.kind = TM_BOUNDARY;
    boundary->part.place = place;
    boundary->members = tm_pool_array(&model->pool);
    g_ptr_array_add(diagram->boundaries, boundary);
    return boundary;
}

TmFlow *
tm_model_add_flow(TmModel *model, TmDiagram *diagram, const char *id, TmElement *source,
                  TmElement *target, TmPlace place)
{
    TmFlow *flow = tm_pool_new(&model->pool, TmFlow);

    init_part(model, diagram, &flow->part, diagram->flows, id);
    flow->part.kind = TM_FLOW;
    flow->part.place = place;
    flow->cell = flow->part.id;
    flow->source = source;
    flow->target = target;
    flow->crossings = tm_pool_nothing(&model->pool);
    g_ptr_array_add(diagram->flows, flow);
    return flow;
}

void
tm_model_set_name(TmModel *model, TmPart *part, const char *name)
{
    g_autofree char *heading = NULL;

    part->name = keep_line(model, name);
    part->called = *part->name != '\0' ? part->name : one_line(model, part->id);
    part->heading = strlen(part->name);
    if (name == NULL || part->heading == 0 || strchr(name, '\n') == NULL)
        return;
    name += strspn(name, " \t\r\n");
    heading = g_strndup(name, strcspn(name, "\n"));
    part->heading = strlen(keep_line(model, heading));
}

void
tm_model_state_type(TmModel *model, TmPart *part, const char *types)
{
    g_auto(GStrv) ids = g_strsplit_set(types, ", ", -1);

    for (guint i = 0; ids[i] != NULL; i++) {
        const char *id = tm_pool_text(&model->pool, ids[i]);
        if (*id == '\0')
            continue;
        if (part->stated)
            tm_pool_add(&model->pool, &part->facets, id);
        else
            part->type = id;
        part->stated = TRUE;
    }
}

static void
add_pair(TmModel *model, GPtrArray **array, const char *name, const char *value, TmPlace place)
{
    TmValue *pair = tm_pool_new(&model->pool, TmValue);

    pair->name = tm_pool_text(&model->pool, name);
    pair->value = keep_valid(model, value);
    pair->place = place;
    tm_pool_add(&model->pool, array, pair);
}

void
tm_model_add_value(TmModel *model, TmPart *part, const char *name, const char *value, TmPlace place)
{
    add_pair(model, &part->values, name, value, place);
}

void
tm_model_add_look(TmModel *model, TmPart *part, const char *name, const char *value)
{
    add_pair(model, &part->look, name, value, part->place);
}

void
tm_model_see(TmModel *model, TmPart *part, const char *what, const char *value)
{
    g_autofree char *sight = g_strconcat(what, " ", value, NULL);

    tm_pool_add(&model->pool, &part->seen, keep_line(model, sight));
}

void
tm_model_put_inside(TmPart *part, TmBoundary *boundary)
{
    if (&boundary->part != part && !g_ptr_array_find(part->inside, boundary, NULL))
        g_ptr_array_add(part->inside, boundary);
}

void
tm_model_add_crossing(TmModel *model, TmFlow *flow, const TmBoundary *boundary, const char *type)
{
    TmCrossing *crossing = tm_pool_new(&model->pool, TmCrossing);

    crossing->boundary = boundary;
    crossing->type = type != NULL ? tm_pool_text(&model->pool, type) : NULL;
    tm_pool_add(&model->pool, &flow->crossings, crossing);
}

TmDecision *
tm_decision_new(TmPool *pool, TmPlace place)
{
    TmDecision *decision = tm_pool_new(pool, TmDecision);

    *decision = (TmDecision){.id = "",
                             .type = "",
                             .diagram = "",
                             .source = "",
                             .flow = "",
                             .target = "",
                             .title = "",
                             .description = "",
                             .category = "",
                             .priority = "",
                             .justification = "",
                             .notes = "",
                             .owner = "",
                             .ticket = "",
                             .expires = "",
                             .by = "",
                             .at = "",
                             .number = "",
                             .raw = tm_pool_array(pool),
                             .subjects = tm_pool_array(pool),
                             .place = place};
    return decision;
}

TmDecision *
tm_model_add_decision(TmModel *model, TmPlace place)
{
    TmDecision *decision = tm_decision_new(&model->pool, place);

    g_ptr_array_add(model->decisions, decision);
    return decision;
}

void
tm_model_add_metadata(TmModel *model, const char *name, const char *value, TmPlace place)
{
    if (*value != '\0')
        add_pair(model, &model->metadata, name, value, place);
}

TmMessage *
tm_model_add_message(TmModel *model, const char *code, const TmDiagram *diagram, const TmPart *part,
                     TmPlace place, const char *format, ...)
{
    TmMessage *message = tm_pool_new(&model->pool, TmMessage);
    const TmMessageCode *known = tm_message_code(code);
    g_autofree char *text = NULL;
    va_list args;

    g_assert(known != NULL);
    va_start(args, format);
    text = g_strdup_vprintf(tm_wording(model->language, format), args);
    va_end(args);
    message->code = known->code;
    message->level = known->level;
    message->text = keep_line(model, text);
    message->diagram = diagram;
    message->part = part;
    message->cell = part != NULL ? part->id : NULL;
    message->place = place;
    g_ptr_array_add(model->messages, message);
    return message;
}

TmPart *
tm_diagram_find(const TmDiagram *diagram, const char *id)
{
    return g_hash_table_lookup(diagram->parts, id);
}

const char *
tm_part_value(const TmPart *part, const char *name)
{
    for (guint i = 0; i < part->values->len; i++) {
        const TmValue *value = g_ptr_array_index(part->values, i);
        if (strcmp(value->name, name) == 0)
            return value->value;
    }
    return NULL;
}

gboolean
tm_part_saw(const TmPart *part, const char *sight)
{
    for (guint i = 0; i < part->seen->len; i++)
        if (strcmp(g_ptr_array_index(part->seen, i), sight) == 0)
            return TRUE;
    return FALSE;
}
