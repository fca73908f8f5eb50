/* The plugin as Graphviz finds it: by the name of this symbol in libgvplugin_drawbridge.so. */
#pragma once

#include <graphviz/gvplugin.h>

extern __attribute__((visibility("default")))
const gvplugin_library_t gvplugin_drawbridge_LTX_library;
