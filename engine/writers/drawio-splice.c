/* A draw.io file that came in goes out with its own bytes, but for pages that have threats, or had
 * some when we wrote them. */
#include <string.h>

#include "drawio-own.h"
#include "inflate.h"

#define BLANKS " \t\r\n"

/* How the file has a page. */
typedef enum {
    FORM_NONE, /* there is nothing on it */
    FORM_XML,
    FORM_TEXT,  /* XML as text: draw.io refuses that */
    FORM_CODED, /* percent-encoded, as very old versions wrote it */
    FORM_PACKED,
} Form;

typedef struct {
    const TmReport *report;
    const TmView *view;
    const GPtrArray *worn;
    const char *text;
    gsize length;
    TmEdits *edits;
    guint number; /* of the next page */
    gboolean links;
    gsize budget;
    gsize after; /* the last page */
    TmSpan indent;
} Splice;

/* --- errors ------------------------------------------------------------------------------- */

/* Where in the file that came in; TM_NOWHERE in a diagram that is inside of another file. */
static TmPlace
place_at(const Splice *splice, gsize offset)
{
    TmPlace place = {1, 1};

    if (splice->text != splice->report->model->text)
        return TM_NOWHERE;
    for (gsize i = 0; i < offset; i++) {
        place.column = splice->text[i] == '\n' ? 1 : place.column + 1;
        place.line += splice->text[i] == '\n';
    }
    return place;
}

static gboolean
check_prefixes(const Splice *splice, const char *text, gsize length, gsize offset, GError **error)
{
    gsize at = 0;
    g_autofree char *prefix = tm_markup_unbound(text, length, &at);

    return prefix == NULL ||
           tm_fail(error, TM_ERROR_MEANING, splice->report->model->file,
                   place_at(splice, text == splice->text ? at : offset),
                   "the prefix \"%s:\" is declared nowhere: draw.io would not open the result",
                   prefix);
}

static gboolean
check_stray(const Splice *splice, const TmDrawioPage *page, gsize offset, GError **error)
{
    return page->stray == 0 ||
           tm_fail(error, TM_ERROR_MEANING, splice->report->model->file,
                   place_at(splice, offset + page->stray),
                   "text stands between the tags of a page: draw.io would not open the result");
}

/* --- pages -------------------------------------------------------------------------------- */

/* Finds <mxGraphModel>...</mxGraphModel>. */
static gboolean
find_model(const Splice *splice, TmSpan in, TmSpan *model)
{
    TmTag tag;
    TmTag end;

    for (gsize at = in.start; tm_tag_next(splice->text, in.end, at, &tag); at = tag.at.end) {
        if (!tm_tag_is(splice->text, &tag, "mxGraphModel") || tag.kind == TM_TAG_CLOSE)
            continue;
        if (!tm_tag_end(splice->text, in.end, &tag, &end))
            return FALSE;
        *model = (TmSpan){tag.at.start, end.at.end};
        return TRUE;
    }
    return FALSE;
}

/* Returns the XML of a page that is no XML in the file, or NULL where it is damaged: then the
 * importer has said so, and the page stays as it is. */
static GString *
unpack(Splice *splice, TmSpan content, Form *form)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    tm_markup_decode(text, splice->text + content.start, content.end - content.start);
    g_strstrip(text->str);
    *form = *text->str == '\0'  ? FORM_NONE
            : *text->str == '<' ? FORM_TEXT
            : *text->str == '%' ? FORM_CODED
                                : FORM_PACKED;
    if (*form == FORM_NONE)
        return NULL;
    return tm_drawio_unpack(splice->report->model->file, text->str, &splice->budget, TM_NOWHERE,
                            &error);
}

static void
pack(GString *out, const GString *xml, Form form)
{
    switch (form) {
    case FORM_NONE:
    case FORM_XML:
    case FORM_TEXT:
        g_string_append_len(out, xml->str, (gssize)xml->len);
        break;
    case FORM_CODED:
        tm_drawio_escape(out, xml->str, xml->len);
        break;
    case FORM_PACKED:
        tm_drawio_pack(out, xml->str, xml->len);
        break;
    }
}

static void
annotate(const Splice *splice, const TmDrawioPage *page, GString *out)
{
    tm_drawio_annotate(page, splice->worn->pdata[splice->number], splice->links, out);
}

/* draw.io gives a page without an id one by chance when it saves; its threats would change their
 * ids with it. */
static void
name_page(Splice *splice, const TmTag *tag)
{
    const TmDiagram *diagram = splice->report->model->diagrams->pdata[splice->number];
    g_autofree char *id = tag != NULL ? tm_mark_value(splice->text, tag, "id") : NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    TmMark mark;

    if (tag == NULL || (id != NULL && *id != '\0'))
        return;
    tm_drawio_attribute(out, "id", diagram->id);
    if (tm_mark_find(splice->text, tag, "id", &mark))
        tm_edits_add(splice->edits, mark.at, out->str);
    else
        tm_edits_insert(splice->edits, tag->name.end, out->str);
}

static gboolean
splice_plain(Splice *splice, TmSpan model, gboolean *changed, GError **error)
{
    const gsize length = model.end - model.start;
    g_autofree char *text = g_strndup(splice->text + model.start, length);
    g_autoptr(TmDrawioPage) page = tm_drawio_page_new(text, length);
    g_autoptr(GString) out = g_string_new(NULL);

    if (!check_stray(splice, page, model.start, error))
        return FALSE;
    annotate(splice, page, out);
    *changed = out->len != length || memcmp(out->str, text, length) != 0;
    if (*changed)
        tm_edits_add(splice->edits, model, out->str);
    return TRUE;
}

/* A page that is not changed keeps its bytes: we deflate otherwise than draw.io. */
static gboolean
splice_packed(Splice *splice, TmSpan content, gboolean *changed, GError **error)
{
    Form form;
    g_autoptr(GString) xml = unpack(splice, content, &form);
    g_autoptr(GString) printed = g_string_new(NULL);
    g_autoptr(GString) annotated = g_string_new(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(TmDrawioPage) page = NULL;
    const gboolean plain = splice->view->uncompress || form == FORM_TEXT;

    if (xml == NULL)
        return TRUE;
    if (!check_prefixes(splice, xml->str, xml->len, content.start, error))
        return FALSE;
    if (plain)
        tm_markup_print(printed, xml->str, xml->len, 2);
    else
        g_string_append_len(printed, xml->str, (gssize)xml->len);
    page = tm_drawio_page_new(printed->str, printed->len);
    if (plain && !check_stray(splice, page, 0, error))
        return FALSE;
    annotate(splice, page, annotated);
    if (!plain && g_string_equal(annotated, xml))
        return TRUE;
    g_string_append(out, plain ? "\n    " : "");
    pack(out, annotated, plain ? FORM_XML : form);
    g_string_append(out, plain ? "\n  " : "");
    tm_edits_add(splice->edits, content, out->str);
    *changed = TRUE;
    return TRUE;
}

/* @tag: the <diagram>, or NULL where there is none. */
static gboolean
splice_page(Splice *splice, const TmTag *tag, TmSpan content, gboolean *changed, GError **error)
{
    gboolean done = TRUE;
    TmSpan model;

    if (splice->number >= splice->worn->len)
        return TRUE;
    if (tm_view_diagram(splice->view, splice->report->model->diagrams->pdata[splice->number]))
        done = find_model(splice, content, &model) ? splice_plain(splice, model, changed, error)
                                                   : splice_packed(splice, content, changed, error);
    if (*changed)
        name_page(splice, tag);
    splice->number++;
    return done;
}

/* --- the file ----------------------------------------------------------------------------- */

static char *
report(const Splice *splice)
{
    GString *out = g_string_new(NULL);
    g_autofree char *indent =
        g_strndup(splice->text + splice->indent.start, splice->indent.end - splice->indent.start);

    tm_drawio_report(splice->report, splice->view, indent, out);
    return g_string_free(out, FALSE);
}

static gboolean
is_report(const Splice *splice, const TmTag *tag)
{
    g_autofree char *id = tm_mark_value(splice->text, tag, "id");

    return g_strcmp0(id, TM_DRAWIO_REPORT) == 0;
}

typedef gboolean (*Visitor)(Splice *splice, const TmTag *tag, const TmTag *end, GError **error);

/* Calls @visit with the tags of each <diagram>. */
static gboolean
visit_pages(Splice *splice, Visitor visit, GError **error)
{
    TmTag tag = {0};
    TmTag end;

    while (tm_tag_next(splice->text, splice->length, tag.at.end, &tag)) {
        if (!tm_tag_is(splice->text, &tag, "diagram") || tag.kind == TM_TAG_CLOSE)
            continue;
        if (!tm_tag_end(splice->text, splice->length, &tag, &end))
            return TRUE;
        if (!visit(splice, &tag, &end, error))
            return FALSE;
        tag.at.end = end.at.end;
    }
    return TRUE;
}

static gboolean
find_report(Splice *splice, const TmTag *tag, const TmTag *end, GError **error G_GNUC_UNUSED)
{
    splice->links = splice->links || is_report(splice, tag);
    splice->indent = tm_markup_indent(splice->text, tag->at.start);
    splice->after = end->at.end;
    return TRUE;
}

static gboolean
take_page(Splice *splice, const TmTag *tag, const TmTag *end, GError **error)
{
    g_autofree char *text = NULL;
    gboolean changed = FALSE;

    if (tag->kind == TM_TAG_EMPTY && !is_report(splice, tag)) {
        splice->number++;
        return TRUE;
    }
    if (!is_report(splice, tag))
        return splice_page(splice, tag, (TmSpan){tag->at.end, end->at.start}, &changed, error);
    text = report(splice);
    tm_edits_add(splice->edits,
                 (TmSpan){tm_markup_indent(splice->text, tag->at.start).start, end->at.end}, text);
    return TRUE;
}

static gboolean
has_report(Splice *splice, const TmTag *tag, const TmTag *end G_GNUC_UNUSED,
           GError **error G_GNUC_UNUSED)
{
    return !is_report(splice, tag);
}

static gboolean
splice_file(Splice *splice, GError **error)
{
    g_autofree char *text = NULL;

    visit_pages(splice, find_report, NULL);
    if (!visit_pages(splice, take_page, error))
        return FALSE;
    if (!splice->view->report_page || splice->after == 0 || !visit_pages(splice, has_report, NULL))
        return TRUE;
    text = report(splice);
    tm_edits_insert(splice->edits, splice->after, text);
    return TRUE;
}

/* A page that is a file by itself gets an id, and a second page, only inside of an <mxfile>. */
static gboolean
splice_bare(Splice *splice, TmSpan model, GError **error)
{
    g_autofree char *text = NULL;
    gboolean changed = FALSE;

    if (!splice_page(splice, NULL, model, &changed, error))
        return FALSE;
    if (!changed && !splice->view->report_page)
        return TRUE;
    tm_edits_insert(splice->edits, model.start, "<mxfile><diagram id=\"page-1\" name=\"Page-1\">");
    tm_edits_insert(splice->edits, model.end, "</diagram>");
    if (splice->view->report_page) {
        text = report(splice);
        tm_edits_insert(splice->edits, model.end, text);
    }
    tm_edits_insert(splice->edits, model.end, "</mxfile>");
    return TRUE;
}

/* We write UTF-8 between bytes that have to be so too. */
static gboolean
is_utf8(const Splice *splice)
{
    const char *end = g_strstr_len(splice->text, (gssize)splice->length, "?>");
    const char *encoding =
        end != NULL ? g_strstr_len(splice->text, end - splice->text, "encoding") : NULL;
    g_autofree char *name = NULL;

    if (!g_utf8_validate(splice->text, (gssize)splice->length, NULL))
        return FALSE;
    if (encoding == NULL)
        return TRUE;
    encoding += strlen("encoding");
    encoding += strspn(encoding, BLANKS "=\"'");
    name = g_ascii_strdown(encoding, (gssize)strcspn(encoding, "\"'"));
    return strcmp(name, "utf-8") == 0 || strcmp(name, "utf8") == 0 || strcmp(name, "us-ascii") == 0;
}

static gboolean
splice_text(Splice *splice, GError **error)
{
    TmTag tag = {0};
    TmTag end;

    if (!is_utf8(splice))
        return tm_fail(error, TM_ERROR_FORMAT, splice->report->model->file, (TmPlace){1, 1},
                       "only files in UTF-8 are written back: save it with draw.io first");
    if (!check_prefixes(splice, splice->text, splice->length, 0, error))
        return FALSE;
    do
        if (!tm_tag_next(splice->text, splice->length, tag.at.end, &tag))
            return TRUE;
    while (tag.kind == TM_TAG_OTHER);
    if (!tm_tag_is(splice->text, &tag, "mxGraphModel"))
        return splice_file(splice, error);
    return !tm_tag_end(splice->text, splice->length, &tag, &end) ||
           splice_bare(splice, (TmSpan){tag.at.start, end.at.end}, error);
}

gboolean
tm_drawio_splice(const TmReport *report, const TmView *view, const GPtrArray *worn, GString *out,
                 GError **error)
{
    const TmModel *model = report->model;
    const gboolean inner = model->drawing != NULL;
    g_autoptr(TmEdits) edits = tm_edits_new();
    Splice splice = {
        .report = report,
        .view = view,
        .worn = worn,
        .text = inner ? model->drawing : model->text,
        .length = inner ? model->drawing_length : model->length,
        .edits = edits,
        .links = view->report_page,
        .budget = TM_INFLATE_BUDGET,
    };

    if (!splice_text(&splice, error))
        return FALSE;
    tm_edits_apply(edits, splice.text, splice.length, out);
    return TRUE;
}
