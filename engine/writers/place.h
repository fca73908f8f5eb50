/* Where a threat or a message stands: for writers whose lines lead back into a file. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

/* Return the name of the file, and set @place: line 0 where that is not known. What a person added
 * without a flow is where that person wrote it. */
const char *tm_place_of_threat(const TmReport *report, const TmThreat *threat, TmPlace *place);
const char *tm_place_of_message(const TmReport *report, const TmMessage *message, TmPlace *place);

/* Appends the name of a file as plain text on one line: a name may have anything in it. */
void tm_place_name(GString *out, const char *file);

/* Appends "shop.dot:8:5", as far as the place is known. */
void tm_place_print(GString *out, const char *file, TmPlace place);

/* Append ' (page "Payments", cell f1)': draw.io is read by people as pages and cells; lines say
 * little there. Nothing for other formats. */
void tm_place_threat_cell(GString *out, const TmReport *report, const TmThreat *threat);
void tm_place_message_cell(GString *out, const TmReport *report, const TmMessage *message);

G_END_DECLS
