/* The words of reports for people, in the language of the template: wording.h. */
#pragma once

#include "tm.h"
#include "wording.h"

G_BEGIN_DECLS

static inline G_GNUC_FORMAT(2) const char *tm_word(const TmReport *report, const char *english)
{
    return tm_wording(report->template->language, english);
}

/* Threats that people wrote may have no category. */
static inline const char *
tm_word_category(const TmReport *report, const char *category)
{
    return *category != '\0' ? category : tm_word(report, "no category");
}

G_END_DECLS
