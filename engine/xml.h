/* The fence around libxml2: a push parser that tells of tags in the order of the file. No entity is
 * declared or expanded, no DTD, file or network is read; a bare DOCTYPE is let pass. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* An attribute: @name without prefix, but for xml:space, and @value, with entities resolved. */
typedef struct {
    const char *name;
    const char *value;
} TmXmlAttribute;

/* What the parser tells. Names are without prefix. @offset is the byte of the `<` of the tag.
 * start() returns FALSE to stop with the error it set. Any of the three may be NULL. */
typedef struct {
    gboolean (*start)(const char *name, const TmXmlAttribute *attributes, TmPlace place,
                      gsize offset, gpointer data, GError **error);
    void (*text)(const char *text, gsize length, gpointer data);
    void (*end)(const char *name, gpointer data);
} TmXmlHandler;

/* Parses @length bytes. @attributes in start() are ended by a NULL name. Depth at most 100 (draw.io
 * needs less than ten); malformed XML is an error with line and column in @file, entity
 * declarations are TM_ERROR_LIMIT. @base is added to every place: line 1, column 1 of @text is
 * @base (TM_NOWHERE: {1, 1}). */
gboolean tm_xml_parse(const char *file, const char *text, gsize length, TmPlace base,
                      const TmXmlHandler *handler, gpointer data, GError **error);

/* The same in steps of some kilobytes: step until it returns FALSE. All that is passed must outlive
 * the parser. */
typedef struct TmXml TmXml;
TmXml *tm_xml_begin(const char *file, const char *text, gsize length, TmPlace base,
                    const TmXmlHandler *handler, gpointer data);
gboolean tm_xml_step(TmXml *parser);

/* Frees @parser, at any moment. Returns FALSE with the error set where it found a mistake. */
gboolean tm_xml_end(TmXml *parser, GError **error);

/* Returns the value of an attribute, or NULL. */
const char *tm_xml_attribute(const TmXmlAttribute *attributes, const char *name);

G_END_DECLS
