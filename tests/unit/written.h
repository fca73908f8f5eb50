/* What a writer wrote, and what stands in it. */
#pragma once

#include "shop.h"
#include "writers.h"

/* Returns the report in a format, which succeeds. Free it. */
char *written_as(const Shop *shop, const TmView *view, const char *format);

/* Returns how often @part stands in @text. */
guint written_count(const char *text, const char *part);

/* Each of @parts, ended by NULL, stands in @text behind the one before. */
void written_order(const char *text, const char *const *parts);
