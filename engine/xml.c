/* The fence around libxml2: a push parser, fed in chunks, that never builds a tree. */
#include <libxml/parser.h>
#include <string.h>

#include "xml-skip.h"
#include "xml.h"

#define CHUNK ((gsize)16 << 10) /* what a step reads */
#define MAX_DEPTH 100
#define MAX_ATTRIBUTES 1000 /* of a tag: libxml2 compares each with all others */

struct TmXml {
    const char *file;
    const char *text;
    gsize length;
    TmPlace base;
    const TmXmlHandler *handler;
    gpointer data;
    xmlParserCtxtPtr context;
    gsize fed;             /* bytes that libxml2 has */
    const char *unchecked; /* the next tag whose attributes nobody counted; NULL: there is none */
    gsize offset;          /* of the last tag */
    TmPlace place;         /* of @offset, from line 1, column 1 */
    guint depth;
    gboolean ended; /* libxml2 told the end */
    gboolean done;
    GString *values;
    GArray *attributes; /* TmXmlAttribute */
    GError *error;
};

static TmPlace
based(const TmXml *parser, TmPlace place)
{
    if (place.line <= 1)
        place.column += parser->base.column - 1;
    place.line += parser->base.line - 1;
    return place;
}

static void
stop(TmXml *parser)
{
    xmlStopParser(parser->context);
}

static void
fail(TmXml *parser, TmError code, TmPlace place, const char *text)
{
    if (parser->error == NULL)
        tm_fail(&parser->error, code, parser->file, based(parser, place), "%s", text);
    stop(parser);
}

/* libxml2 counts for us where it recodes the input. */
static TmPlace
counted_place(const TmXml *parser)
{
    return (TmPlace){(guint)parser->context->input->line, (guint)parser->context->input->col};
}

static void
walk_to(TmXml *parser, gsize offset)
{
    while (parser->offset < offset) {
        const char *from = parser->text + parser->offset;
        const char *newline = memchr(from, '\n', offset - parser->offset);
        if (newline == NULL) {
            parser->place.column += (guint)(offset - parser->offset);
            parser->offset = offset;
            return;
        }
        parser->place.line++;
        parser->place.column = 1;
        parser->offset = (gsize)(newline + 1 - parser->text);
    }
}

/* Its bytes are none of the text's then. No function tells, so newer versions complain. */
static gboolean
is_recoded(const xmlParserInput *input)
{
    G_GNUC_BEGIN_IGNORE_DEPRECATIONS
    return input->buf != NULL && input->buf->encoder != NULL;
    G_GNUC_END_IGNORE_DEPRECATIONS
}

/* libxml2 tells of a tag when it has read its attributes: the tag began at the last '<'. */
static void
find_tag(TmXml *parser)
{
    const xmlParserInput *input = parser->context->input;
    const gsize consumed = (gsize)input->consumed + (gsize)(input->cur - input->base);
    const gsize at = MIN(consumed, parser->length - 1);
    const char *from = parser->text + parser->offset;
    const char *tag;

    if (is_recoded(input)) {
        parser->place = counted_place(parser);
        return;
    }
    tag = at > parser->offset ? memrchr(from, '<', at + 1 - parser->offset) : NULL;
    if (tag != NULL)
        walk_to(parser, (gsize)(tag - parser->text));
}

/* A picture says xml:space again, and so it keeps its name. */
static const char *
name_of(const xmlChar *const *five)
{
    const gboolean space = five[1] != NULL && strcmp((const char *)five[1], "xml") == 0 &&
                           strcmp((const char *)five[0], "space") == 0;

    return space ? "xml:space" : (const char *)five[0];
}

static void
collect_attributes(TmXml *parser, guint count, const xmlChar **five)
{
    gsize need = 0;
    char *to;

    for (guint i = 0; i < count; i++)
        need += (gsize)(five[i * 5 + 4] - five[i * 5 + 3]) + 1;
    g_string_set_size(parser->values, need);
    g_array_set_size(parser->attributes, count);
    to = parser->values->str;
    for (guint i = 0; i < count; i++) {
        const xmlChar **from = five + (gsize)i * 5;
        const gsize length = (gsize)(from[4] - from[3]);
        memcpy(to, from[3], length);
        to[length] = '\0';
        g_array_index(parser->attributes, TmXmlAttribute, i) = (TmXmlAttribute){name_of(from), to};
        to += length + 1;
    }
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix G_GNUC_UNUSED,
         const xmlChar *uri G_GNUC_UNUSED, int n_namespaces G_GNUC_UNUSED,
         const xmlChar **namespaces G_GNUC_UNUSED, int count, int n_defaulted G_GNUC_UNUSED,
         const xmlChar **attributes)
{
    TmXml *parser = data;

    if (parser->error != NULL)
        return;
    find_tag(parser);
    if (++parser->depth > MAX_DEPTH) {
        fail(parser, TM_ERROR_LIMIT, parser->place, "tags are nested more than 100 deep");
        return;
    }
    if (parser->handler->start == NULL)
        return;
    collect_attributes(parser, (guint)count, attributes);
    if (!parser->handler->start(
            (const char *)name, (const TmXmlAttribute *)(gpointer)parser->attributes->data,
            based(parser, parser->place), parser->offset, parser->data, &parser->error))
        stop(parser);
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix G_GNUC_UNUSED,
       const xmlChar *uri G_GNUC_UNUSED)
{
    TmXml *parser = data;

    parser->depth--;
    if (parser->error == NULL && parser->handler->end != NULL)
        parser->handler->end((const char *)name, parser->data);
}

static void
on_text(void *data, const xmlChar *text, int length)
{
    TmXml *parser = data;

    if (parser->error == NULL && parser->handler->text != NULL && length > 0)
        parser->handler->text((const char *)text, (gsize)length, parser->data);
}

static void
refuse_entity(TmXml *parser)
{
    find_tag(parser);
    fail(parser, TM_ERROR_LIMIT, parser->place, "entity declarations are not allowed");
}

static void
on_entity(void *data, const xmlChar *name G_GNUC_UNUSED, int type G_GNUC_UNUSED,
          const xmlChar *public_id G_GNUC_UNUSED, const xmlChar *system_id G_GNUC_UNUSED,
          xmlChar *content G_GNUC_UNUSED)
{
    refuse_entity(data);
}

static void
on_unparsed_entity(void *data, const xmlChar *name G_GNUC_UNUSED,
                   const xmlChar *public_id G_GNUC_UNUSED, const xmlChar *system_id G_GNUC_UNUSED,
                   const xmlChar *notation G_GNUC_UNUSED)
{
    refuse_entity(data);
}

static void
on_end_of_document(void *data)
{
    TmXml *parser = data;

    parser->ended = TRUE;
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *ErrorPointer;
#else
typedef xmlErrorPtr ErrorPointer;
#endif

/* libxml2 says that something follows the end, or which tag is open. */
static gboolean
is_cut_off(const TmXml *parser, ErrorPointer raised)
{
    return parser->depth > 0 &&
           (raised->code == XML_ERR_DOCUMENT_END || raised->code == XML_ERR_TAG_NOT_FINISHED);
}

/* Where a text ends that was cut off: blanks there count for nothing. */
static TmPlace
end_place(TmXml *parser)
{
    gsize end = parser->length;

    if (is_recoded(parser->context->input))
        return counted_place(parser);
    while (end > 0 && g_ascii_isspace(parser->text[end - 1]))
        end--;
    walk_to(parser, end);
    return parser->place;
}

/* Unbound prefixes and the like are no reason to refuse a file. */
static void
on_error(void *data, ErrorPointer raised)
{
    TmXml *parser = data;
    g_autofree char *text = NULL;
    const TmPlace place = {raised->line > 0 ? (guint)raised->line : 1,
                           raised->int2 > 0 ? (guint)raised->int2 : 1};

    if (raised->level < XML_ERR_FATAL || parser->error != NULL)
        return;
    if (is_cut_off(parser, raised)) {
        fail(parser, TM_ERROR_SYNTAX, end_place(parser),
             "the file ends before all its tags are closed");
        return;
    }
    text = g_strdup(raised->message != NULL ? raised->message : "not well-formed XML");
    g_strdelimit(g_strstrip(text), "\n", ' ');
    fail(parser, TM_ERROR_SYNTAX, place, text);
}

/* Before libxml2 sees it: a tag with very many attributes would keep it busy for minutes. Looks at
 * the tags that begin before @until. */
static gboolean
has_few_attributes(TmXml *parser, const char *until)
{
    const char *end = parser->text + parser->length;
    const char *at = parser->unchecked;

    while (at != NULL && at < until) {
        const char *tag = at;
        guint attributes = 0;
        at = tm_xml_skip(at, end, &attributes);
        if (attributes > MAX_ATTRIBUTES) {
            walk_to(parser, (gsize)(tag - parser->text));
            tm_fail(&parser->error, TM_ERROR_LIMIT, parser->file, based(parser, parser->place),
                    "a tag has more than %d attributes", MAX_ATTRIBUTES);
            return FALSE;
        }
        at = at < end ? memchr(at, '<', (gsize)(end - at)) : NULL;
    }
    parser->unchecked = at;
    return TRUE;
}

static void
feed(TmXml *parser)
{
    const char *at = parser->text + parser->fed;
    const gsize size = MIN(CHUNK, parser->length - parser->fed);

    if (!has_few_attributes(parser, at + size))
        return;
    xmlParseChunk(parser->context, at, (int)size, 0);
    parser->fed += size;
}

static void
finish(TmXml *parser)
{
    xmlParseChunk(parser->context, NULL, 0, 1);
    if (parser->error == NULL && !parser->context->wellFormed)
        fail(parser, TM_ERROR_SYNTAX, counted_place(parser), "not well-formed XML");
    else if (parser->error == NULL && !parser->ended)
        fail(parser, TM_ERROR_SYNTAX, counted_place(parser), "bytes that are not of the encoding");
    parser->done = TRUE;
}

/* libxml2 prints some complaints past the handler of errors. */
static void
drop_complaint(void *data, const char *format, ...)
{
    (void)data;
    (void)format;
}

const char *
tm_xml_attribute(const TmXmlAttribute *attributes, const char *name)
{
    for (; attributes->name != NULL; attributes++)
        if (*attributes->name == *name && strcmp(attributes->name, name) == 0)
            return attributes->value;
    return NULL;
}

TmXml *
tm_xml_begin(const char *file, const char *text, gsize length, TmPlace base,
             const TmXmlHandler *handler, gpointer data)
{
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_start,
                         .endElementNs = on_end,
                         .characters = on_text,
                         .cdataBlock = on_text,
                         .entityDecl = on_entity,
                         .unparsedEntityDecl = on_unparsed_entity,
                         .endDocument = on_end_of_document,
                         .serror = on_error};
    TmXml *parser = g_new0(TmXml, 1);

    parser->file = file;
    parser->text = text;
    parser->length = length;
    parser->base = base.line > 0 ? base : (TmPlace){1, 1};
    parser->handler = handler;
    parser->data = data;
    parser->place = (TmPlace){1, 1};
    if (length == 0)
        tm_fail(&parser->error, TM_ERROR_SYNTAX, file, parser->base, "the document is empty");
    else
        parser->unchecked = memchr(text, '<', length);
    parser->context = xmlCreatePushParserCtxt(&sax, parser, NULL, 0, NULL);
    g_assert(parser->context != NULL);
    xmlCtxtUseOptions(parser->context, XML_PARSE_NOENT | XML_PARSE_NONET);
    parser->values = g_string_new(NULL);
    parser->attributes = g_array_new(TRUE, TRUE, sizeof(TmXmlAttribute));
    return parser;
}

gboolean
tm_xml_step(TmXml *parser)
{
    if (parser->done || parser->error != NULL)
        return FALSE;
    xmlSetGenericErrorFunc(NULL, drop_complaint);
    if (parser->fed < parser->length)
        feed(parser);
    else
        finish(parser);
    xmlSetGenericErrorFunc(NULL, NULL);
    return !parser->done && parser->error == NULL;
}

gboolean
tm_xml_end(TmXml *parser, GError **error)
{
    const gboolean well = parser->error == NULL;

    if (!well)
        g_propagate_error(error, parser->error);
    if (parser->context->myDoc != NULL)
        xmlFreeDoc(parser->context->myDoc);
    xmlFreeParserCtxt(parser->context);
    g_array_unref(parser->attributes);
    g_string_free(parser->values, TRUE);
    g_free(parser);
    return well;
}

gboolean
tm_xml_parse(const char *file, const char *text, gsize length, TmPlace base,
             const TmXmlHandler *handler, gpointer data, GError **error)
{
    TmXml *parser = tm_xml_begin(file, text, length, base, handler, data);

    while (tm_xml_step(parser))
        continue;
    return tm_xml_end(parser, error);
}
