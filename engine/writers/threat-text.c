/* What a template of Microsoft's lets threats say besides their title: for writers. */
#include "threat-text.h"

#include <string.h>

static const char *
find_text(const GPtrArray *values, const char *name)
{
    for (guint i = 0; values != NULL && i < values->len; i++) {
        const TmValue *value = values->pdata[i];
        if (strcmp(value->name, name) == 0)
            return value->value;
    }
    return NULL;
}

/* Returns the name that stands for the placeholder at @text, and how long that is; or NULL. */
static const char *
find_name(const TmThreat *threat, const char *text, gsize *length)
{
    const struct {
        const char *word;
        const char *name;
    } names[] = {
        {"{source.name}", threat->source != NULL ? threat->source->part.name : ""},
        {"{target.name}", threat->target != NULL ? threat->target->part.name : ""},
        {"{flow.name}", threat->flow != NULL ? threat->flow->part.name : ""},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        *length = strlen(names[i].word);
        if (g_ascii_strncasecmp(text, names[i].word, *length) == 0)
            return names[i].name;
    }
    return NULL;
}

static char *
fill_in(const TmThreat *threat, const char *text)
{
    GString *filled = g_string_new(NULL);
    const char *brace;

    while ((brace = strchr(text, '{')) != NULL) {
        gsize length;
        const char *name = find_name(threat, brace, &length);
        g_string_append_len(filled, text, brace - text);
        g_string_append(filled, name != NULL ? name : "{");
        text = brace + (name != NULL ? length : 1);
    }
    g_string_append(filled, text);
    return g_string_free(filled, FALSE);
}

char *
tm_threat_text(const TmThreat *threat, const TmThreatDatum *datum)
{
    const GPtrArray *raw = threat->decision != NULL ? threat->decision->raw : NULL;
    const char *text = find_text(raw, datum->name);

    if (text != NULL)
        return g_strdup(text);
    text = find_text(threat->type->metadata, datum->name);
    if (text == NULL)
        text = datum->values->len > 0 ? datum->values->pdata[0] : "";
    return fill_in(threat, text);
}

gboolean
tm_threat_datum_is_further(const TmThreatDatum *datum)
{
    static const char *const known[] = {
        "Title",    "UserThreatCategory", "UserThreatDescription",      "StateInformation",
        "Priority", "InteractionString",  "UserThreatShortDescription", NULL};

    return !g_strv_contains(known, datum->name);
}
