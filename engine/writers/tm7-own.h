/* What the files tm7*.c share: the pieces of a .tm7 as Microsoft's DataContractSerializer writes
 * them (tm7-format.md section 4). Private to them. */
#pragma once

#include "places.h"
#include "writers.h"

G_BEGIN_DECLS

#define TM_TM7_ABSTRACTS "http://schemas.datacontract.org/2004/07/ThreatModeling.Model.Abstracts"
#define TM_TM7_KNOWLEDGE "http://schemas.datacontract.org/2004/07/ThreatModeling.KnowledgeBase"
#define TM_TM7_ARRAYS "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
#define TM_TM7_IDS "http://schemas.microsoft.com/2003/10/Serialization/"
#define TM_TM7_SCHEMA "http://www.w3.org/2001/XMLSchema"
#define TM_TM7_INSTANCE "http://www.w3.org/2001/XMLSchema-instance"
#define TM_TM7_GUID_LENGTH 36

/* A document that is being written. */
typedef struct {
    const TmReport *report;
    const TmView *view;
    GString *out;
    gboolean ours;          /* the template is none of Microsoft's */
    guint next;             /* number of the next z:Id */
    GHashTable *attributes; /* TmStencil -> GPtrArray of TmProperty: see tm_tm7_attributes() */
    GPtrArray *lists;       /* those arrays */
    GHashTable *words;      /* TmThreatType -> (name -> text): see tm_tm7_said() */
} TmTm7Writer;

typedef struct {
    gint64 x;
    gint64 y;
} TmTm7Point;

/* --- tm7-xml.c --------------------------------------------------------------------------- */

/* Appends text for XML: what no document may hold is dropped, line ends are kept. */
void tm_tm7_text(GString *out, const char *text);

/* Appends <tag>text</tag>, where @tag may have attributes, or <tag/> for an empty text. */
void tm_tm7_leaf(GString *out, const char *tag, const char *text);

/* The same for an element of ThreatModeling.Model.Abstracts. */
void tm_tm7_abstract(GString *out, const char *name, const char *text);
void tm_tm7_abstract_number(GString *out, const char *name, gint64 number);

/* Display attributes of a part or a diagram. @name may be "". */
void tm_tm7_header(GString *out, const char *label);
void tm_tm7_string(GString *out, const char *kind, const char *label, const char *name,
                   const char *value);
void tm_tm7_truth(GString *out, const char *label, const char *name, gboolean value);

/* A list of texts (const char), of which number @selected is chosen; @first is put before them,
 * unless it is NULL. */
void tm_tm7_list(GString *out, const TmProperty *property, const char *first,
                 const GPtrArray *choices, guint selected);

/* --- tm7-guid.c -------------------------------------------------------------------------- */

/* Writes the GUID (36 characters and a NUL) that stands for @what in @scope: of the same texts
 * always the same (RFC 9562 section 5.5). */
void tm_tm7_guid(const char *scope, const char *what, char guid[TM_TM7_GUID_LENGTH + 1]);

/* The GUID of a part or a diagram: its id, where it is one already. An id of "" is nobody. */
void tm_tm7_part_guid(const TmTm7Writer *writer, const TmDiagram *diagram, const char *id,
                      char guid[TM_TM7_GUID_LENGTH + 1]);
void tm_tm7_diagram_guid(const TmTm7Writer *writer, const TmDiagram *diagram,
                         char guid[TM_TM7_GUID_LENGTH + 1]);

/* --- tm7-part.c -------------------------------------------------------------------------- */

/* Appends the properties of a part, with their element. */
void tm_tm7_write_properties(TmTm7Writer *writer, const TmPart *part, const TmPlaces *places);

/* The type of a part in the template: never NULL where the template has one of that kind. */
const TmStencil *tm_tm7_stencil(const TmTm7Writer *writer, const TmPart *part);
const TmStencil *tm_tm7_root(const TmStencil *stencil);

/* Returns the properties of parts of that type, the type's own first. */
const GPtrArray *tm_tm7_attributes(TmTm7Writer *writer, const TmStencil *stencil);

/* --- the sections ------------------------------------------------------------------------ */

/* tm7-diagram.c: DrawingSurfaceList. */
void tm_tm7_write_diagrams(TmTm7Writer *writer);

/* tm7-threats.c: the pairs of ThreatInstances. @namespaces are put into each tag. */
typedef struct {
    TmTm7Writer *writer;
    const char *namespaces;
    guint64 number;      /* of the next threat that has none */
    GHashTable *written; /* set of keys */
} TmTm7Threats;

void tm_tm7_write_threat(TmTm7Threats *threats, const TmThreat *threat, const TmDecision *decision);

/* Returns @threats (TmThreat) in the order in which the tool would find them: by diagram, flow and
 * type. */
GPtrArray *tm_tm7_sort_threats(const GPtrArray *threats);

/* Returns the number after the highest that the file has; 0 for a file without threats. */
guint64 tm_tm7_next_number(const TmModel *model);

/* tm7-properties.c: what a .tm7 of any template says of each threat, and what ours says more. */
typedef struct {
    TmTm7Writer *writer;
    const TmThreat *threat;
} TmTm7Wanted;

typedef struct {
    const char *name;
    const char *label;
    const char *kind; /* AttributeType */
    gboolean hidden;
    gboolean ours;
    char *(*make)(const TmTm7Wanted *wanted); /* NULL: there is none */
} TmTm7Datum;

/* Ended by a NULL name. */
extern const TmTm7Datum tm_tm7_data[];

/* Returns what a threat type says of a property of threats, or NULL. */
const char *tm_tm7_said(TmTm7Writer *writer, const TmThreatType *type, const char *name);

/* Appends the pairs of the threat's Properties. @raw (TmValue): what the file has; or NULL. */
void tm_tm7_write_threat_properties(TmTm7Writer *writer, const TmThreat *threat,
                                    const GPtrArray *raw);

/* tm7-knowledge.c, tm7-rules.c: KnowledgeBase. */
void tm_tm7_write_knowledge(TmTm7Writer *writer);
void tm_tm7_write_rules(TmTm7Writer *writer);

/* tm7-splice.c: the file that came in, with the threats of today. FALSE: it is no such text. */
gboolean tm_tm7_splice(TmTm7Writer *writer);

G_END_DECLS
