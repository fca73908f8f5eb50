/* What a palette and a property editor offer: the types and properties of a template, as JSON.
 *
 *     {"types": [{"id": "P.WebApp", "title": "Web application", "kind": "process",
 *                 "group": "P.WebTier", "parents": ["P.WebTier", "GE.P"],
 *                 "properties": {"ui": "Yes"}}],
 *      "properties": [{"id": "authn", "title": "Authenticates callers", "ask": "",
 *                      "values": ["Unknown", "No", "Yes"], "default": "Unknown", "safe": "Yes",
 *                      "types": ["GE.P", "GE.DS"], "kinds": ["process", "store"]}],
 *      "priorities": ["High", "Medium", "Low"], "states": ["not-started"], "languages": ["de"]}
 *
 * Parents come nearest first; the group is the one below the root, or the type itself. A property
 * that is declared for several types comes once for each declaration; without types it is one of
 * all parts. Derived ones, which nobody can state, are left out.
 */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

void tm_stencils_write(const TmTemplate *template, GString *out);

G_END_DECLS
