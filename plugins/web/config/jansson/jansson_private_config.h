/* What jansson's own build would find out about emscripten: no devices of chance, no clock. */
#pragma once

#define HAVE_STDINT_H 1
