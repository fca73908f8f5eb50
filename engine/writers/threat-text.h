/* What a template of Microsoft's lets threats say besides their title: for writers. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

/* Returns the text of a property of a threat: that of the file, else that of its type, else the
 * default, with {source.Name}, {flow.Name} and {target.Name} filled in. Free it. */
char *tm_threat_text(const TmThreat *threat, const TmThreatDatum *datum);

/* Whether a report has no place of its own for the property, as it has for the title or the state.
 */
gboolean tm_threat_datum_is_further(const TmThreatDatum *datum);

G_END_DECLS
