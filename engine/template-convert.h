/* A template of Microsoft's tool in our own format, so that XML can be left behind. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* A file of the new template: "threats/converted/S1.yaml". */
typedef struct {
    char *name;
    GString *text;
} TmTemplateFile;

/* Returns the files (TmTemplateFile) of a template that finds the same threats: the manifest,
 * stencils, properties, controls and a file for each threat type, sorted by name. What the language
 * lacks: types that are not declared become 'ROOT', which nothing is; properties of a name share
 * their values; icons are left out. Free the array with g_ptr_array_unref(). An id that our format
 * cannot hold is TM_ERROR_MEANING. */
GPtrArray *tm_template_convert(const TmTemplate *template, GError **error);

G_END_DECLS
