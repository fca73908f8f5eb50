/* The types and properties of a template, as JSON. */
#include "stencils.h"

#include "json.h"

static const TmKind kinds[] = {TM_EXTERNAL, TM_PROCESS, TM_STORE, TM_FLOW, TM_BOUNDARY};

static TmJson *
write_texts(const GPtrArray *texts)
{
    TmJson *json = tm_json_array();

    for (guint i = 0; texts != NULL && i < texts->len; i++)
        tm_json_append_text(json, texts->pdata[i]);
    return json;
}

/* --- types ------------------------------------------------------------------------------- */

static const char *
group_of(const TmStencil *stencil)
{
    while (stencil->parent != NULL && stencil->parent->parent != NULL)
        stencil = stencil->parent;
    return stencil->id;
}

static TmJson *
write_parents(const TmStencil *stencil)
{
    TmJson *json = tm_json_array();

    for (const TmStencil *at = stencil->parent; at != NULL; at = at->parent)
        tm_json_append_text(json, at->id);
    return json;
}

static TmJson *
write_presets(const TmStencil *stencil)
{
    TmJson *json = tm_json_object();

    for (guint i = 0; i < stencil->presets->len; i++) {
        const TmValue *preset = stencil->presets->pdata[i];
        tm_json_set_text(json, preset->name, preset->value);
    }
    return json;
}

static TmJson *
write_type(const TmStencil *stencil)
{
    TmJson *json = tm_json_object();

    tm_json_set_text(json, "id", stencil->id);
    tm_json_set_text(json, "title", stencil->name);
    tm_json_set_text(json, "kind", tm_kind_name(stencil->kind));
    tm_json_set_text(json, "group", group_of(stencil));
    tm_json_set(json, "parents", write_parents(stencil));
    tm_json_set(json, "properties", write_presets(stencil));
    return json;
}

static TmJson *
write_types(const TmTemplate *template)
{
    TmJson *json = tm_json_array();

    for (guint i = 0; i < template->stencils->len; i++) {
        const TmStencil *stencil = template->stencils->pdata[i];
        if (!stencil->hidden)
            tm_json_append(json, write_type(stencil));
    }
    return json;
}

/* --- properties -------------------------------------------------------------------------- */

static gboolean
is_of_kind(const TmTemplate *template, const TmProperty *property, TmKind kind)
{
    for (guint i = 0; i < property->types->len; i++) {
        const TmStencil *stencil = tm_template_stencil(template, property->types->pdata[i]);
        if (stencil != NULL && stencil->kind == kind)
            return TRUE;
    }
    return property->types->len == 0;
}

static TmJson *
write_kinds(const TmTemplate *template, const TmProperty *property)
{
    TmJson *json = tm_json_array();

    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (is_of_kind(template, property, kinds[i]))
            tm_json_append_text(json, tm_kind_name(kinds[i]));
    return json;
}

static TmJson *
write_property(const TmTemplate *template, const TmProperty *property)
{
    TmJson *json = tm_json_object();

    tm_json_set_text(json, "id", property->id);
    tm_json_set_text(json, "title", property->label);
    tm_json_set_text(json, "ask", property->note);
    tm_json_set(json, "values",
                write_texts(property->choices != NULL ? property->choices : property->values));
    tm_json_set_text(json, "default", property->preset);
    tm_json_set_text(json, "safe", property->safe);
    tm_json_set(json, "types", write_texts(property->types));
    tm_json_set(json, "kinds", write_kinds(template, property));
    return json;
}

static TmJson *
write_properties(const TmTemplate *template)
{
    TmJson *json = tm_json_array();

    for (guint i = 0; i < template->properties->len; i++) {
        const TmProperty *property = template->properties->pdata[i];
        if (!property->derived)
            tm_json_append(json, write_property(template, property));
    }
    return json;
}

/* --- the whole --------------------------------------------------------------------------- */

static TmJson *
write_states(void)
{
    TmJson *json = tm_json_array();

    for (const char *const *name = tm_state_names; *name != NULL; name++)
        tm_json_append_text(json, *name);
    return json;
}

void
tm_stencils_write(const TmTemplate *template, GString *out)
{
    TmJson *json = tm_json_object();

    tm_json_set(json, "types", write_types(template));
    tm_json_set(json, "properties", write_properties(template));
    tm_json_set(json, "priorities", write_texts(template->priorities));
    tm_json_set(json, "states", write_states());
    tm_json_set(json, "languages", write_texts(template->languages));
    tm_json_print(json, FALSE, out);
    tm_json_free(json);
}
