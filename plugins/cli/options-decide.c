/* What `decide` takes: the texts of a decision. */
#include <string.h>

#include "fields.h"
#include "options-own.h"

/* A text that a register can hold. */
static gboolean
take_text(const char **text, const char *option, const char *value, gboolean one_line,
          GError **error)
{
    if (!g_utf8_validate(value, -1, NULL))
        return tm_options_fail(error, "--%s is not UTF-8", option);
    for (const char *c = value; *c != '\0'; c++)
        if (((guchar)*c < ' ' && (one_line || *c != '\n')) || *c == 0x7f)
            return tm_options_fail(error, "--%s has a control character", option);
    *text = value;
    return TRUE;
}

gboolean
tm_take_state(TmOptions *options, const char *value, GError **error)
{
    for (guint i = 0; tm_state_names[i] != NULL; i++)
        if (strcmp(tm_state_names[i], value) == 0) {
            options->state = (TmState)i;
            options->stated = TRUE;
            return TRUE;
        }
    return tm_options_fail(error,
                           "--state takes one of not-started, needs-investigation, "
                           "not-applicable, mitigated, not '%s'",
                           value);
}

gboolean
tm_take_why(TmOptions *options, const char *value, GError **error)
{
    return take_text(&options->why, "why", value, FALSE, error);
}

gboolean
tm_take_notes(TmOptions *options, const char *value, GError **error)
{
    return take_text(&options->notes, "notes", value, FALSE, error);
}

gboolean
tm_take_priority(TmOptions *options, const char *value, GError **error)
{
    return take_text(&options->priority, "priority", value, TRUE, error);
}

gboolean
tm_take_owner(TmOptions *options, const char *value, GError **error)
{
    return take_text(&options->owner, "owner", value, TRUE, error);
}

gboolean
tm_take_ticket(TmOptions *options, const char *value, GError **error)
{
    return take_text(&options->ticket, "ticket", value, TRUE, error);
}

gboolean
tm_take_expires(TmOptions *options, const char *value, GError **error)
{
    if (*value != '\0' && !tm_fields_is_day(value))
        return tm_options_fail(error, "--expires takes a day, such as 2026-11-21, not '%s'", value);
    options->expires = value;
    return TRUE;
}

gboolean
tm_take_by(TmOptions *options, const char *value, GError **error)
{
    return take_text(&options->by, "by", value, TRUE, error);
}

gboolean
tm_take_adopt(TmOptions *options, const char *value, GError **error)
{
    return take_text(&options->adopt, "adopt", value, TRUE, error);
}
