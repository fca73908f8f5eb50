/* Reading a template of Microsoft's tool; for template-tb7*.c only. */
#pragma once

#include "template-load.h"

G_BEGIN_DECLS

typedef struct {
    TmLoader *loader;
    TmTemplate *template;
    const TmXmlNode *root; /* KnowledgeBase */
    const char *file;
    GHashTable *elements; /* id -> TmXmlNode: of this file */
    GHashTable *known;    /* set of "what id" that were read */
    const char *priority; /* the default one */
    guint n_attributes;
    guint n_values;
} TmTb7;

/* Adds a message (H32) about something odd. */
void tm_tb7_note(TmTemplate *template, const char *file, TmPlace place, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Whether @what @id comes for the first time; else there is a note. An empty id is none. */
gboolean tm_tb7_is_new(TmTb7 *tb7, const TmXmlNode *node, const char *what, const char *id);

/* Adds the texts of all children of @list (Value in a .tb7, string in a .tm7) to @texts. */
void tm_tb7_list(const TmXmlNode *list, GPtrArray *texts);

/* template-tb7-elements.c: GenericElements and StandardElements. */
gboolean tm_tb7_read_elements(TmTb7 *tb7);

/* template-tb7-threats.c: ThreatTypes. */
gboolean tm_tb7_read_threats(TmTb7 *tb7);

G_END_DECLS
