/* What the loader lets pass and an author should mend: texts that are missing, names that mean
 * nothing, declarations that nobody uses. */
#include "template-lint.h"

#include <string.h>

void
tm_lint_warn(TmLint *lint, const char *file, TmPlace place, const char *format, ...)
{
    g_autofree char *text = NULL;
    char *line;
    va_list args;

    va_start(args, format);
    text = g_strdup_vprintf(format, args);
    va_end(args);
    line = g_strdup_printf("%s:%u:%u: warning: %s", file, place.line, place.column, text);
    if (lint->lines->len == 0 ||
        strcmp(g_ptr_array_index(lint->lines, lint->lines->len - 1), line) != 0)
        g_ptr_array_add(lint->lines, line);
    else
        g_free(line);
}

/* --- texts ------------------------------------------------------------------------------- */

static gboolean
means_something(const TmLint *lint, const char *text, gsize length)
{
    g_autofree char *name = g_strndup(text, length);
    const char *dot = strchr(name, '.');

    for (TmWho who = TM_WHO_SOURCE; who < TM_N_WHO && dot != NULL; who++) {
        gsize size = strlen(tm_who_name(who));
        if (size == (gsize)(dot - name) && g_ascii_strncasecmp(name, tm_who_name(who), size) == 0)
            return g_ascii_strcasecmp(dot + 1, "name") == 0 ||
                   g_hash_table_contains(lint->template->property_of, dot + 1);
    }
    return FALSE;
}

static void
check_placeholders(TmLint *lint, const TmThreatType *type, const char *text)
{
    const char *open = strchr(text, '{');

    while (open != NULL) {
        const char *close = strchr(open, '}');
        gsize length = close != NULL ? (gsize)(close - open - 1) : strlen(open + 1);
        if (close == NULL || !means_something(lint, open + 1, length))
            tm_lint_warn(lint, type->file, type->place, "{%.*s} names nothing", (int)length,
                         open + 1);
        open = close != NULL ? strchr(close, '{') : NULL;
    }
}

static void
check_texts(TmLint *lint, const TmThreatType *type)
{
    const struct {
        gboolean missing;
        const char *key;
    } texts[] = {
        {*type->description == '\0', "description"},
        {type->controls->len == 0, "controls"},
        {type->hit->len == 0, "hit"},
        {type->miss->len == 0, "miss"},
    };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        if (texts[i].missing)
            tm_lint_warn(lint, type->file, type->place, "%s has no \"%s\"", type->id, texts[i].key);
    check_placeholders(lint, type, type->title);
    for (guint i = 0; i < type->asks->len; i++) {
        const TmAsk *ask = g_ptr_array_index(type->asks, i);
        check_placeholders(lint, type, ask->text);
    }
}

/* --- what nobody uses -------------------------------------------------------------------- */

static void
use_all(TmLint *lint, const GPtrArray *ids)
{
    for (guint i = 0; i < ids->len; i++)
        g_hash_table_add(lint->used, g_ptr_array_index(ids, i));
}

static void
use_stencils(TmLint *lint)
{
    const TmTemplate *template = lint->template;

    for (guint i = 0; i < template->stencils->len; i++) {
        const TmStencil *stencil = g_ptr_array_index(template->stencils, i);
        if (stencil->parent != NULL)
            g_hash_table_add(lint->used, (gpointer)stencil->parent->id);
    }
    for (guint i = 0; i < template->shapes->len; i++) {
        const TmShape *shape = g_ptr_array_index(template->shapes, i);
        g_hash_table_add(lint->used, (gpointer)tm_template_stencil(template, shape->type)->id);
    }
    for (guint i = 0; i < template->properties->len; i++) {
        const TmProperty *property = g_ptr_array_index(template->properties, i);
        use_all(lint, property->types);
    }
}

static void
check_stencils(TmLint *lint)
{
    for (guint i = 0; i < lint->template->stencils->len; i++) {
        const TmStencil *s = g_ptr_array_index(lint->template->stencils, i);
        guint words = s->strong->len + s->generic->len + s->weak->len + s->carriers->len +
                      s->leading->len + s->outside->len + s->aliases->len;
        if (words == 0 && !g_hash_table_contains(lint->used, s->id))
            tm_lint_warn(lint, s->file, s->place, "nothing leads to %s: no word, shape or rule",
                         s->id);
    }
}

static void
check_controls(TmLint *lint)
{
    for (guint i = 0; i < lint->template->controls->len; i++) {
        const TmControl *control = g_ptr_array_index(lint->template->controls, i);
        if (!g_hash_table_contains(lint->used, control->id))
            tm_lint_warn(lint, control->file, control->place, "no threat type names %s",
                         control->id);
    }
}

static gboolean
is_used(const TmLint *lint, const TmMitigation *mitigation)
{
    for (guint i = 0; i < mitigation->controls->len; i++)
        if (g_hash_table_contains(lint->used, g_ptr_array_index(mitigation->controls, i)))
            return TRUE;
    return FALSE;
}

static void
check_mitigations(TmLint *lint)
{
    for (guint i = 0; i < lint->template->mitigations->len; i++) {
        const TmMitigation *m = g_ptr_array_index(lint->template->mitigations, i);
        if (*m->guidance == '\0')
            tm_lint_warn(lint, m->file, m->place, "%s has no \"guidance\"", m->id);
        if (!is_used(lint, m))
            tm_lint_warn(lint, m->file, m->place, "no threat leads to %s: none names its controls",
                         m->id);
        tm_lint_when(lint, m);
    }
}

/* A property with a safe answer is there to clear threats. The check itself reads outOfScope. */
static void
check_properties(TmLint *lint)
{
    for (guint i = 0; i < lint->template->properties->len; i++) {
        const TmProperty *property = g_ptr_array_index(lint->template->properties, i);
        const TmProperty *first = g_hash_table_lookup(lint->template->property_of, property->id);
        if (*property->safe != '\0' && strcmp(property->id, "outOfScope") != 0 &&
            !g_hash_table_contains(lint->used_slots, first))
            tm_lint_warn(lint, property->file, property->place, "no rule tests %s", property->id);
    }
}

static void
check_threats(TmLint *lint)
{
    for (guint i = 0; i < lint->template->threats->len; i++) {
        const TmThreatType *type = g_ptr_array_index(lint->template->threats, i);
        check_texts(lint, type);
        tm_lint_rules(lint, type);
        use_all(lint, type->controls);
    }
}

GPtrArray *
tm_template_lint(const TmTemplate *template)
{
    g_autoptr(GHashTable) used = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autoptr(GHashTable) used_slots = g_hash_table_new(NULL, NULL);
    TmLint lint = {.template = template, .used = used, .used_slots = used_slots};

    lint.lines = g_ptr_array_new_with_free_func(g_free);
    use_stencils(&lint);
    check_threats(&lint);
    check_mitigations(&lint);
    check_stencils(&lint);
    check_controls(&lint);
    check_properties(&lint);
    tm_lint_languages(&lint);
    return lint.lines;
}
