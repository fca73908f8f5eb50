/* What the program says itself, in other languages than English. */
#include "wording.h"

#include <string.h>

static const struct {
    const char *language;
    const TmWording *tables[4];
} languages[] = {
    {"de", {tm_wording_de_codes, tm_wording_de_messages, tm_wording_de_reports, NULL}},
};

/* "de-AT" is German, "deu" is not this tag. */
static gboolean
is_language(const char *tag, const char *language)
{
    const gsize length = strlen(language);

    return g_ascii_strncasecmp(tag, language, length) == 0 &&
           (tag[length] == '\0' || tag[length] == '-');
}

static const char *
find(const TmWording *wording, const char *english)
{
    for (; wording->english != NULL; wording++)
        if (strcmp(wording->english, english) == 0)
            return wording->text;
    return NULL;
}

const char *
tm_wording(const char *language, const char *english)
{
    for (gsize i = 0; language != NULL && i < G_N_ELEMENTS(languages); i++) {
        if (!is_language(language, languages[i].language))
            continue;
        for (const TmWording *const *table = languages[i].tables; *table != NULL; table++) {
            const char *text = find(*table, english);
            if (text != NULL)
                return text;
        }
    }
    return english;
}
