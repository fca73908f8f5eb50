/* What the files otm*.c share. Private to them. */
#pragma once

#include "json.h"
#include "tm.h"
#include "writers.h"

G_BEGIN_DECLS

typedef struct {
    const TmReport *report;
    const TmView *view;
    const char *outside;    /* id of the zone of what is outside of all boundaries */
    GHashTable *threats;    /* TmPart -> GPtrArray of TmThreat that stand at it */
    GPtrArray *mitigations; /* TmMitigation, each once */
    GHashTable *known;      /* set of them */
} TmOtmWriter;

/* Returns the id that a part has in the file, where ids of all pages must differ: caller frees. */
char *tm_otm_part_id(const TmOtmWriter *writer, const TmDiagram *diagram, const TmPart *part);

/* otm-parts.c: the zones, the components and the flows of a page. */
void tm_otm_write_zones(TmOtmWriter *writer, const TmDiagram *diagram, TmJsonStream *stream);
void tm_otm_write_components(TmOtmWriter *writer, const TmDiagram *diagram, TmJsonStream *stream);
void tm_otm_write_flows(TmOtmWriter *writer, const TmDiagram *diagram, TmJsonStream *stream);

/* otm-threats.c: finds out what stands where; what stands at a part; then all of it. */
void tm_otm_sort_threats(TmOtmWriter *writer);
TmJson *tm_otm_threats_at(TmOtmWriter *writer, const TmPart *part);
void tm_otm_write_threats(TmOtmWriter *writer, TmJsonStream *stream);
void tm_otm_write_mitigations(TmOtmWriter *writer, TmJsonStream *stream);

G_END_DECLS
