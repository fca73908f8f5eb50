/* How a template is put together: read, merged, compiled; for template-*.c only. */
#pragma once

#include "fields.h"
#include "tm.h"
#include "xml-tree.h"
#include "yaml-tree.h"

G_BEGIN_DECLS

/* One file: YAML, or all of a template of Microsoft's tool. */
typedef struct {
    const char *name;
    const TmYaml *root;         /* NULL: Microsoft's */
    const TmXmlNode *knowledge; /* Microsoft's: the element KnowledgeBase */
    GBytes *bytes;              /* the caller's */
    guint layer;                /* position in TmLoader.layers */
} TmLoadFile;

#define TM_MAX_PRIORITIES 32 /* of a template */

/* One template: its manifest, and what it needs before it. */
typedef struct {
    TmManifest manifest;
    const TmLoadFile *tb7; /* all of it, where it is Microsoft's; else NULL */
    const char *folder;    /* "stride/"; "" for files without one */
    GPtrArray *packs;      /* const char */
    GPtrArray *extends;    /* const char */
    GPtrArray *priorities; /* const char */
    const char *file;
    TmPlace place;
    guint rank;    /* place in the order of loading, from 1; 0 until known */
    gboolean open; /* its extends are being followed */
} TmLayer;

typedef enum {
    TM_WANT_STENCIL,
    TM_WANT_PROPERTY,
    TM_WANT_CONTROL,
    TM_WANT_THREAT,
} TmWantKind;

/* A name that must be declared somewhere in the end. */
typedef struct {
    TmWantKind kind;
    const char *id;
    const char *file;
    TmPlace place;
} TmWant;

/* Where the declaration that holds of an id stands. */
typedef struct {
    guint layer;
    const char *file;
    TmPlace place;
    guint index; /* in its array of the template */
} TmDeclared;

typedef struct {
    TmTemplate *template;
    TmPool pool;            /* what only loading needs */
    GPtrArray *files;       /* TmLoadFile */
    GPtrArray *layers;      /* TmLayer */
    GPtrArray *order;       /* TmLayer, in the order of loading */
    GPtrArray *wants;       /* TmWant */
    GPtrArray *rules;       /* TmYaml of the threat types, by index in the template; NULL: tb7 */
    GPtrArray *whens;       /* TmYaml of the mitigations, by index in the template */
    GPtrArray *languages;   /* TmLoadFile: translations that wait for the rest of the template */
    GPtrArray *replaced;    /* const char: keys that take the place of others; NULL: tell of each */
    GHashTable *known;      /* "kind id" -> TmDeclared */
    GHashTable *per_type;   /* "property type" -> TmDeclared: one declaration for a type */
    const TmLoadFile *file; /* the one that is being read */
    GError **error;
} TmLoader;

/* template-builtin.c: returns the tree of a file that came from tm_template_builtin(), in @pool; of
 * any other NULL. Its texts are constants of the program, or in @texts. */
const TmYaml *tm_load_builtin(TmPool *pool, TmPool *texts, const TmSource *source);

/* template-read.c: reads one file, which is no manifest, into the template. */
gboolean tm_load_read(TmLoader *loader, const TmLoadFile *file);

/* template-read.c: returns the reader of the current file. */
TmFieldReader tm_load_reader(const TmLoader *loader);

/* template-language.c: reads the files of TmLoader.languages, which are of @layer, and empties it.
 * All that the template declares has been read. */
gboolean tm_load_read_languages(TmLoader *loader, const TmLayer *layer);

/* template-read.c: reads a manifest. The layer has no folder yet. */
gboolean tm_load_read_manifest(TmLoader *loader, const TmLoadFile *file, TmLayer *layer);

/* template-threat.c: reads a threat type of the current file. */
gboolean tm_load_read_threat(TmLoader *loader, const TmYaml *node);

/* template-mitigation.c: reads a mitigation of the current file; later, when all names are known,
 * compiles their conditions and gives each control its own. */
gboolean tm_load_read_mitigation(TmLoader *loader, const TmYaml *node);
gboolean tm_load_compile_mitigations(TmLoader *loader);

/* template-merge.c: adds @record to @array; of an id that an earlier template declares, it takes
 * the place. @what names it in messages: "threat type". @index is where it is now. */
gboolean tm_load_add(TmLoader *loader, GPtrArray *array, const char *what, const char *id,
                     gpointer record, TmPlace place, guint *index);

/* template-merge.c: returns the record of @array that @id declares so far, or NULL. */
gpointer tm_load_find(const TmLoader *loader, const GPtrArray *array, const char *what,
                      const char *id);

/* template-merge.c: adds a declaration of a property; what an earlier template declares of the same
 * types is taken from that. */
gboolean tm_load_add_property(TmLoader *loader, TmProperty *property);

/* template-merge.c: remembers a name that must be declared in the end, and all those of a list. */
void tm_load_want(TmLoader *loader, TmWantKind kind, const char *id, TmPlace place);
void tm_load_want_all(TmLoader *loader, TmWantKind kind, const TmYaml *list);

/* template-tb7.c: reads the XML of a template of Microsoft's tool; its manifest; the rest. */
gboolean tm_tb7_open(TmLoader *loader, TmLoadFile *file, const TmSource *source);
void tm_tb7_read_manifest(TmLoader *loader, TmLayer *layer);
gboolean tm_tb7_read(TmLoader *loader, const TmLayer *layer);

/* template-tb7-threats.c: compiles the rules of a threat type. What is odd becomes messages. */
void tm_tb7_compile(TmLoader *loader, TmThreatType *threat);

/* template-types.c: resolves stencils, properties and all names, when everything is read. */
gboolean tm_load_resolve(TmLoader *loader);

/* template-rules.c: compiles and sorts the threat types. */
gboolean tm_load_compile(TmLoader *loader);

G_END_DECLS
