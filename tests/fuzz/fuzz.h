/* What libFuzzer, or replay.c in its place, calls; and what the targets share. */
#pragma once

#include "tm.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* The built-in template; it lives as long as the program. */
const TmTemplate *fuzz_template(void);
