/* XML as a tree, for formats in which everything hangs together. Only leaves have a text: what
 * stands between child elements is dropped. */
#pragma once

#include "xml.h"

G_BEGIN_DECLS

typedef struct TmXmlNode TmXmlNode;

/* An element. @name is without prefix; @text is "" where there are children. */
struct TmXmlNode {
    const char *name;
    const char *text;
    const TmXmlAttribute *attributes; /* ended by a NULL name */
    TmPlace place;                    /* of the `<` */
    gsize offset;                     /* of the `<`, in bytes */
    TmXmlNode *parent;
    TmXmlNode *first;
    TmXmlNode *last;
    TmXmlNode *next;
};

/* Reads @text into @pool and returns its root, or NULL with the error of tm_xml_parse() or
 * TM_ERROR_LIMIT for more than two million tags. Of the elements called as in @skip (ended by NULL)
 * nothing but the tag is kept. */
const TmXmlNode *tm_xml_tree(TmPool *pool, const char *file, const char *text, gsize length,
                             const char *const *skip, GError **error);

/* Returns the first child called @name, or NULL; also of a @node that is NULL. */
const TmXmlNode *tm_xml_child(const TmXmlNode *node, const char *name);

/* Returns the text of that child, or "". */
const char *tm_xml_child_text(const TmXmlNode *node, const char *name);

/* The same without white space around it, from @pool: for ids, numbers and words. */
const char *tm_xml_child_word(TmPool *pool, const TmXmlNode *node, const char *name);

/* Whether the element says that it is nothing (xsi:nil="true"). */
gboolean tm_xml_is_nil(const TmXmlNode *node);

/* Returns the tag of the document's root, "<a:b xmlns=...", from its `<` to before its `>`, or
 * NULL. Byte order mark, declaration, comments and DOCTYPE are passed over; nothing is parsed. */
const char *tm_xml_find_root(const char *text, gsize length, gsize *tag_length);

/* Whether that tag's name, without prefix, is @name. */
gboolean tm_xml_root_is(const char *text, gsize length, const char *name);

G_END_DECLS
