/* Texts of threats, filled in with the names of their subjects. Titles are made with the threat;
 * what fewer readers want is put together when it is asked for. */
#include "check-own.h"

#include <string.h>

#include "severity.h"

/* Bytes between the braces of a placeholder, and of a text when it is filled in. */
#define MAX_PLACEHOLDER 200
#define MAX_FILLED 16384

typedef struct {
    const TmPart *part[TM_N_WHO];
    const TmTemplate *template;
    const TmDiagramFacts *facts;
    const TmInteraction *at; /* NULL: only names are known, as of a threat of which no rule knows */
} Subjects;

/* --- subjects ---------------------------------------------------------------------------- */

static Subjects
subjects_at(const TmDiagramFacts *facts, const TmInteraction *at)
{
    return (Subjects){{[TM_WHO_SOURCE] = &at->source->part,
                       [TM_WHO_TARGET] = &at->target->part,
                       [TM_WHO_FLOW] = &at->flow->part},
                      facts->template,
                      facts,
                      at};
}

static const TmDiagramFacts *
facts_of(const TmReport *report, const TmThreat *threat)
{
    return g_ptr_array_index(report->facts, threat->diagram->index);
}

static Subjects
subjects_of(const TmReport *report, const TmThreat *threat, const TmInteraction *at)
{
    if (at != NULL)
        return subjects_at(facts_of(report, threat), at);
    return (Subjects){{[TM_WHO_SOURCE] = threat->source != NULL ? &threat->source->part : NULL,
                       [TM_WHO_TARGET] = threat->target != NULL ? &threat->target->part : NULL,
                       [TM_WHO_FLOW] = threat->flow != NULL ? &threat->flow->part : NULL},
                      report->template,
                      NULL,
                      NULL};
}

static const char *
name_of(const TmTemplate *template, const TmPart *part)
{
    return part->kind == TM_FLOW && *part->name == '\0' ? template->unnamed : part->called;
}

/* --- placeholders ------------------------------------------------------------------------ */

/* Finds "who." at @text, whatever the case of its letters. */
static gboolean
starts_with_who(const char *text, TmWho *who)
{
    for (guint i = 0; i < TM_N_WHO; i++) {
        const char *name = tm_who_name((TmWho)i);
        if (g_ascii_tolower(*text) != *name)
            continue;
        if (g_ascii_strncasecmp(text, name, strlen(name)) == 0 && text[strlen(name)] == '.') {
            *who = (TmWho)i;
            return TRUE;
        }
    }
    return FALSE;
}

/* What stands for the property @name of @length bytes, or NULL. */
static const char *
value_of(const Subjects *subjects, TmWho who, const char *name, gsize length)
{
    g_autofree char *id = g_strndup(name, length);
    const char *value =
        subjects->at != NULL ? tm_facts_value(subjects->facts, subjects->at->of[who], id) : "";

    return *value != '\0' ? value : NULL;
}

/* What stands for the placeholder from the brace at @open to that at @close, or NULL. */
static const char *
meaning_of(const Subjects *subjects, const char *open, const char *close)
{
    const char *name;
    TmWho who;

    if (!starts_with_who(open + 1, &who) || subjects->part[who] == NULL)
        return NULL;
    name = open + 1 + strlen(tm_who_name(who)) + 1;
    if (close - name == 4 && g_ascii_strncasecmp(name, "name", 4) == 0)
        return name_of(subjects->template, subjects->part[who]);
    return close > name ? value_of(subjects, who, name, (gsize)(close - name)) : NULL;
}

/* The `}` of the placeholder that begins at @open, or NULL. */
static const char *
placeholder_end(const char *open)
{
    return memchr(open, '}', strnlen(open, MAX_PLACEHOLDER));
}

static void
append_some(GString *out, const char *text, gsize length)
{
    g_string_append_len(out, text, (gssize)MIN(length, MAX_FILLED - MIN(out->len, MAX_FILLED)));
}

/* Appends @text to @out, which is empty. */
static void
fill_in(const Subjects *subjects, const char *text, GString *out)
{
    while (*text != '\0' && out->len < MAX_FILLED) {
        const char *open = strchrnul(text, '{');
        const char *close = *open == '{' ? placeholder_end(open) : NULL;
        const char *meaning = close != NULL ? meaning_of(subjects, open, close) : NULL;

        if (meaning == NULL && *open == '{')
            open++; /* an ordinary brace */
        append_some(out, text, (gsize)(open - text));
        if (meaning != NULL)
            append_some(out, meaning, strlen(meaning));
        text = meaning != NULL ? close + 1 : open;
    }
    if (out->len >= MAX_FILLED) { /* cut, perhaps inside of a character */
        g_autofree char *valid = g_utf8_make_valid(out->str, (gssize)out->len);
        g_string_assign(out, valid);
    }
}

static char *
filled(const Subjects *subjects, const char *text)
{
    GString *out = g_string_new(NULL);

    fill_in(subjects, text, out);
    return g_string_free(out, FALSE);
}

/* --- texts ------------------------------------------------------------------------------- */

const char *
tm_check_title(TmReport *report, const TmDiagramFacts *facts, const TmThreatType *type,
               const TmInteraction *at, GString *scratch)
{
    const Subjects subjects = subjects_at(facts, at);

    g_string_truncate(scratch, 0);
    fill_in(&subjects, type->title, scratch);
    return tm_pool_copy(&report->pool, scratch->str);
}

char *
tm_threat_description(const TmReport *report, const TmThreat *threat)
{
    Subjects subjects;

    if (threat->decision != NULL && *threat->decision->description != '\0')
        return g_strdup(threat->decision->description);
    if (threat->at == NULL)
        return g_strdup(threat->type->description);
    subjects = subjects_of(report, threat, threat->at);
    return filled(&subjects, threat->type->description);
}

char *
tm_threat_why(const TmReport *report, const TmThreat *threat)
{
    GString *why = g_string_new(NULL);

    if (threat->at != NULL)
        tm_severity_explain(facts_of(report, threat), threat->type, threat->at, threat->flawed,
                            why);
    return g_string_free(why, FALSE);
}

char *
tm_threat_ask(const TmReport *report, const TmThreat *threat, const TmQuestion *question)
{
    const Subjects subjects = subjects_of(report, threat, question->at);

    if (question->ask != NULL)
        return filled(&subjects, question->ask->text);
    return g_strdup_printf("%s: %s?", name_of(report->template, question->part),
                           question->property->label);
}
