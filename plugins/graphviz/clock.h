/* The time that Graphviz writes into a document. */
#pragma once

/* SOURCE_DATE_EPOCH is in UTC, and so is then what is written, wherever that is done. */
void tm_clock_set(void);
