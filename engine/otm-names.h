/* What our own files of the Open Threat Model say besides, among the attributes, so that they read
 * back the same. */
#pragma once

#define TM_OTM_TYPE "tm_type"       /* "P.Pod,P.WebApp": a type and its facets */
#define TM_OTM_NONE "none"          /* the type of a zone that is not part of the model */
#define TM_OTM_ID "tm_id"           /* of a part in its page, where the file has it with the page */
#define TM_OTM_UNNAMED "tm_unnamed" /* "Yes": its name is none, but its id */
#define TM_OTM_PAGE "tm_page"       /* of a representation: ids of its threats name it, Yes or No */
#define TM_OTM_OFF "tm_threats"     /* of a representation: "off" */
#define TM_OTM_INSIDE "tm_inside"   /* ids: what a part is inside of, where parents say less */
#define TM_OTM_CROSSES "tm_crosses" /* types of boundaries that are not drawn */
#define TM_OTM_POINTS "tm_points"   /* "1,2 3,4": the path of a flow, or the line of a boundary */
#define TM_OTM_CELL "tm_cell"       /* of a flow: what its author drew */
#define TM_OTM_REVERSE "tm_reverse" /* "Yes": it is the way back of what he drew */
#define TM_OTM_LINE "tm_line"       /* of a boundary: "straight" or "curve" */
#define TM_OTM_THREAT "tm_threat"   /* the type of a threat, or: */
#define TM_OTM_CUSTOM "custom"      /* a person added it */
#define TM_OTM_STATE "tm_state"     /* of a threat that stands at no part */
