/* Names that only our own .tm7 files have: by them a model is read as it was written. */
#pragma once

#include <glib.h>

/* Whether a .tm7 is one of ours: a template of ours is inside. */
gboolean tm_tm7_is_ours(const char *text);

/* The Id of the manifest of every template of ours; its Author names the templates. */
#define TM_TM7_MANIFEST "5f1d0b3a-6c0e-5c58-9f55-0d7a3e6b21c4"
#define TM_TM7_AUTHOR "Drawbridge: "

/* Properties that every part has, whatever the template. */
#define TM_TM7_OUT_OF_SCOPE "71f3d9aa-b8ef-4e54-8126-607a1d903103"
#define TM_TM7_REASON "752473b6-52d4-4776-9a24-202153f7d579"

/* The GUID of a part that a threat does not have. */
#define TM_TM7_NOBODY "00000000-0000-0000-0000-000000000000"

/* The answer to what nobody said. */
#define TM_TM7_UNSAID "Not Selected"

/* Labels of properties of parts and diagrams. */
#define TM_TM7_ID "tm_id"
#define TM_TM7_PREFIX "tm_prefix"
#define TM_TM7_OFF "tm_threats"
#define TM_TM7_FACETS "tm_also"
#define TM_TM7_INSIDE "tm_inside"
#define TM_TM7_CROSSES "tm_crosses"
#define TM_TM7_CELL "tm_cell"
#define TM_TM7_REVERSE "tm_reverse"

/* Ending of the type of a boundary that is a line: in a .tm7 a type has one shape. */
#define TM_TM7_LINE ".Line"

/* Properties of threats. */
#define TM_TM7_THREAT "DrawbridgeId"
#define TM_TM7_NOTES "Notes"
#define TM_TM7_OWNER "Owner"
#define TM_TM7_TICKET "Ticket"
#define TM_TM7_EXPIRES "Expires"
