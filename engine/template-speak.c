/* A template speaks another language: translations take the place of English texts. */
#include <string.h>

#include "tm.h"

/* Whether @tag is the first @length bytes of @language. */
static gboolean
is_language(const char *tag, const char *language, gsize length)
{
    return strlen(tag) == length && g_ascii_strncasecmp(tag, language, length) == 0;
}

/* Returns the length of the more general tag: of "de-AT" 2, of "de" 0. */
static gsize
shorten(const char *language, gsize length)
{
    while (length > 0 && language[length] != '-')
        length--;
    return length;
}

/* Returns the tag of the language that is spoken when that is wanted, or NULL. */
static const char *
find_spoken(const TmTemplate *template, const char *language)
{
    for (gsize length = strlen(language); length > 0; length = shorten(language, length - 1)) {
        if (is_language("en", language, length))
            return "en";
        for (guint i = 0; i < template->languages->len; i++)
            if (is_language(g_ptr_array_index(template->languages, i), language, length))
                return g_ptr_array_index(template->languages, i);
    }
    return NULL;
}

static const char *
text_in(const TmTranslation *last, const char *language)
{
    for (gsize length = strlen(language); length > 0; length = shorten(language, length - 1))
        for (const TmTranslation *t = last; t != NULL; t = t->next)
            if (is_language(t->language, language, length))
                return t->text;
    return last->english;
}

gboolean
tm_template_speak(TmTemplate *template, const char *language)
{
    const char *spoken = find_spoken(template, language);
    GHashTableIter iter;
    gpointer where, last;

    if (spoken == NULL)
        return FALSE;
    template->language = spoken;
    g_hash_table_iter_init(&iter, template->translations);
    while (g_hash_table_iter_next(&iter, &where, &last))
        *(const char **)where = text_in(last, language);
    return TRUE;
}
