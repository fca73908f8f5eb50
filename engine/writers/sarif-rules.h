/* Threat types as rules of SARIF. */
#pragma once

#include "json.h"
#include "writers.h"

G_BEGIN_DECLS

/* The level of a severity, and what code hosts sort by (scoring.md section 1). */
const char *tm_sarif_level(TmSeverity severity);
const char *tm_sarif_security_severity(TmSeverity severity);

/* Returns the id of the rule of a threat: its type, or its own where a person added it. */
const char *tm_sarif_rule_id(const TmThreat *threat);

/* Returns the rule of the type of @worst, which is the worst of its threats. */
TmJson *tm_sarif_rule(const TmTemplate *template, const TmThreat *worst);

G_END_DECLS
