/* What is missing of another language: texts, and the names in them. */
#include <string.h>

#include "template-language.h"
#include "template-lint.h"

/* What a text is of. */
typedef struct {
    TmLint *lint;
    const char *text_of;
    const char *what;
    const char *id;
    const char *file;
    TmPlace place;
} Spoken;

/* Whoever reads the translation would miss a name that the English text has. */
static void
check_names(const Spoken *spoken, const TmTranslation *t)
{
    for (const char *at = strchr(t->english, '{'); at != NULL; at = strchr(at + 1, '{')) {
        g_autofree char *name = g_strndup(at, strcspn(at, "}") + 1);
        if (strstr(t->text, name) == NULL)
            tm_lint_warn(spoken->lint, t->file, t->place, "%s%s %s lacks %s in %s", spoken->text_of,
                         spoken->what, spoken->id, name, t->language);
    }
}

/* Who began to translate a template wants to know what is left. */
static void
check_text(const Spoken *spoken, const char *const *where)
{
    const TmTemplate *template = spoken->lint->template;
    const TmTranslation *last = g_hash_table_lookup(template->translations, where);

    for (const TmTranslation *t = last; t != NULL; t = t->next)
        check_names(spoken, t);
    for (guint i = 0; **where != '\0' && i < template->language_files->len; i++) {
        const TmLanguageFile *file = g_ptr_array_index(template->language_files, i);
        if (g_str_has_prefix(spoken->file, file->folder) &&
            tm_language_find(template, where, file->language) == NULL)
            tm_lint_warn(spoken->lint, spoken->file, spoken->place,
                         "%s%s %s is not translated to %s", spoken->text_of, spoken->what,
                         spoken->id, file->language);
    }
}

static void
check_records(TmLint *lint, const TmSpoken *kind)
{
    const GPtrArray *records = G_STRUCT_MEMBER(GPtrArray *, lint->template, kind->array);

    for (guint i = 0; i < records->len; i++) {
        gpointer record = g_ptr_array_index(records, i);
        const Spoken spoken = {lint,
                               kind->text_of,
                               kind->what,
                               G_STRUCT_MEMBER(const char *, record, kind->id),
                               G_STRUCT_MEMBER(const char *, record, kind->file),
                               G_STRUCT_MEMBER(TmPlace, record, kind->place)};
        check_text(&spoken, &G_STRUCT_MEMBER(const char *, record, kind->text));
    }
}

static void
check_asks(TmLint *lint, const TmThreatType *type)
{
    for (guint i = 0; i < type->asks->len; i++) {
        const TmAsk *ask = g_ptr_array_index(type->asks, i);
        g_autofree char *what = g_strdup_printf("the question %s.%s of", ask->who, ask->property);
        const Spoken spoken = {lint, "", what, type->id, type->file, type->place};
        check_text(&spoken, &ask->text);
    }
}

void
tm_lint_languages(TmLint *lint)
{
    for (const TmSpoken *kind = tm_spoken; kind->key != NULL; kind++)
        check_records(lint, kind);
    for (guint i = 0; i < lint->template->threats->len; i++)
        check_asks(lint, g_ptr_array_index(lint->template->threats, i));
}
