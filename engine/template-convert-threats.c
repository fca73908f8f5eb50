/* Threat types of Microsoft's templates in our own format. Their rules are written from what was
 * understood of them: our own loader refuses what theirs let pass. */
#include <string.h>

#include "expression-tree.h"
#include "template-convert-own.h"

#define NEVER "source is 'ROOT'"
#define MITIGATIONS "PossibleMitigations"

/* --- rules ------------------------------------------------------------------------------- */

/* Whether a test names something that the template has not: it is never true. */
static gboolean
is_void(const TmExpression *e)
{
    switch (e->term) {
    case TM_TERM_TYPE:
    case TM_TERM_CROSSES:
        return e->bracketed || e->stencil == NULL;
    case TM_TERM_VALUE:
    case TM_TERM_LEAST:
        return e->bracketed || e->property == NULL || e->number == 0 || *e->literal == '\0';
    case TM_TERM_OR:
    case TM_TERM_AND:
    case TM_TERM_NOT:
        return FALSE;
    }
    return FALSE;
}

static void
append_rule(const TmExpression *e, GString *out)
{
    if (e->n_terms == 0 && is_void(e))
        g_string_append(out, NEVER);
    else if (e->n_terms == 0)
        tm_expression_print(e, out);
    if (e->term == TM_TERM_NOT)
        g_string_append(out, "not ");
    for (guint i = 0; i < e->n_terms; i++) {
        gboolean inside = e->terms[i]->n_terms > 1;
        if (i > 0)
            g_string_append(out, e->term == TM_TERM_OR ? " or " : " and ");
        if (inside)
            g_string_append_c(out, '(');
        append_rule(e->terms[i], out);
        if (inside)
            g_string_append_c(out, ')');
    }
}

static void
append_condition(GString *out, const char *key, const TmExpression *e)
{
    g_string_append_printf(out, "%s: |\n  ", key);
    if (e != NULL)
        append_rule(e, out);
    else
        g_string_append(out, NEVER);
    g_string_append_c(out, '\n');
}

/* --- controls ---------------------------------------------------------------------------- */

static const char *
mitigation_of(const TmThreatType *type)
{
    for (guint i = 0; type->metadata != NULL && i < type->metadata->len; i++) {
        const TmValue *value = type->metadata->pdata[i];
        if (strcmp(value->name, MITIGATIONS) == 0)
            return value->value;
    }
    return "";
}

/* Returns the id of the control of a threat type; threat types with the same text share it. */
static const char *
add_control(GHashTable *controls, const TmThreatType *type, GString *list)
{
    char *text = tm_escape_line(mitigation_of(type));
    const char *known = g_hash_table_lookup(controls, text);

    if (*text == '\0' || known != NULL) {
        g_free(text);
        return known;
    }
    tm_convert_text(list, "  - id", type->id);
    tm_convert_text(list, "    name", text);
    g_hash_table_insert(controls, text, (gpointer)type->id);
    return type->id;
}

/* --- threat types ------------------------------------------------------------------------ */

static void
append_type(const TmThreatType *type, const char *control, GString *out)
{
    g_autofree char *title = tm_escape_line(type->title);
    g_autofree char *category = tm_escape_line(type->category);

    tm_convert_text(out, "id", type->id);
    tm_convert_text(out, "title", *title != '\0' ? title : type->id);
    tm_convert_text(out, "category", *category != '\0' ? category : "Threat");
    g_string_append(out, "scope: flow\n");
    tm_convert_text(out, "priority", *type->priority != '\0' ? type->priority : "Medium");
    append_condition(out, "include", type->include);
    if (type->exclude != NULL)
        append_condition(out, "exclude", type->exclude);
    if (control != NULL) {
        g_string_append(out, "controls: [");
        tm_convert_quote(out, control);
        g_string_append(out, "]\n");
    }
    if (*type->description != '\0')
        tm_convert_text(out, "description", type->description);
}

void
tm_convert_threats(const TmTemplate *template, GPtrArray *files)
{
    g_autoptr(GHashTable) controls = g_hash_table_new_full(tm_text_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) list = g_string_new(NULL);

    for (guint i = 0; i < template->threats->len; i++) {
        const TmThreatType *type = template->threats->pdata[i];
        const char *control = add_control(controls, type, list);
        const char *mark = *type->id == '.' ? "_" : ""; /* no hidden file */
        char *name = g_strdup_printf("threats/" TM_CONVERT_PACK "/%s%s.yaml", mark, type->id);
        append_type(type, control, tm_convert_add(files, name));
    }
    if (list->len > 0)
        g_string_append_printf(tm_convert_add(files, g_strdup("controls.yaml")), "controls:\n%s",
                               list->str);
}
