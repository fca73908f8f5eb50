/* draw.io files: pages, plain or compressed, of cells that are drawn, not modelled. */
#include <string.h>

#include "drawio-container.h"
#include "drawio-own.h"
#include "drawio-packed.h"
#include "importers.h"
#include "inflate.h"
#include "json.h"

/* --- pages -------------------------------------------------------------------------------- */

static void
begin_page(DrawioFile *file, const char *id, const char *name, TmPlace place)
{
    const guint number = file->model->diagrams->len + 1;
    DrawioPage *page = tm_pool_new(&file->pool, DrawioPage);

    if (id == NULL || *id == '\0')
        id = tm_pool_printf(&file->pool, "page-%u", number);
    if (name == NULL)
        name = tm_pool_printf(&file->pool, "Page-%u", number);
    page->model = file->model;
    page->template = file->template;
    page->diagram = tm_model_add_diagram(file->model, id, name);
    page->pool = &file->pool;
    page->cells = tm_pool_array(&file->pool);
    page->by_id = g_hash_table_new(tm_text_hash, g_str_equal);
    page->words = file->template->words;
    page->vars = file->vars;
    page->book = &file->book;
    page->inner = file->wrapping.line > 0;
    page->place = page->inner ? file->wrapping : place;
    tm_model_set_prefix(file->model, page->diagram);
    g_ptr_array_add(file->pages, page);
    file->page = page;
    tm_drawio_read_begin(&file->reader, page);
    g_string_truncate(file->text, 0);
}

static void
end_page(DrawioFile *file)
{
    DrawioPage *page = file->page;
    const char *text = g_strstrip(file->text->str);

    if (!page->has_model && *text != '\0')
        page->packed = tm_pool_copy(&file->pool, text);
    file->page = NULL;
}

/* --- the file ----------------------------------------------------------------------------- */

static void
start_model(DrawioFile *file, TmPlace place)
{
    if (file->page == NULL)
        begin_page(file, NULL, NULL, place);
    file->page->has_model = TRUE;
    file->model_depth = file->depth;
}

/* A drawing, or something else of draw.io's. */
static gboolean
start_file(DrawioFile *file, const char *name, const TmXmlAttribute *attributes, TmPlace place,
           GError **error)
{
    const char *vars = tm_xml_attribute(attributes, "vars");

    if (strcmp(name, "mxlibrary") == 0)
        return tm_fail(
            error, TM_ERROR_FORMAT, file->model->file, place,
            "a library of shapes, not a drawing: put its shapes on a page and save that");
    if (vars != NULL && file->vars == NULL)
        file->vars = tm_json_read_texts(vars);
    return TRUE;
}

/* A report that we wrote is no diagram. */
static void
start_page(DrawioFile *file, const TmXmlAttribute *attributes, TmPlace place)
{
    const char *id = tm_xml_attribute(attributes, "id");

    if (g_strcmp0(id, TM_DRAWIO_REPORT) == 0) {
        file->report_depth = file->depth;
        return;
    }
    begin_page(file, id, tm_xml_attribute(attributes, "name"), place);
    file->diagram_depth = file->depth;
}

static gboolean
start(const char *name, const TmXmlAttribute *attributes, TmPlace place, gsize offset G_GNUC_UNUSED,
      gpointer data, GError **error)
{
    DrawioFile *file = data;

    file->depth++;
    if (file->report_depth > 0)
        return TRUE;
    if (file->model_depth == 0 && strcmp(name, "mxGraphModel") == 0)
        start_model(file, place);
    if (file->model_depth > 0)
        return tm_drawio_read_start(&file->reader, name, attributes, place, error);
    if (file->depth == 1)
        return start_file(file, name, attributes, place, error);
    if (strcmp(name, "diagram") == 0 && file->diagram_depth == 0)
        start_page(file, attributes, place);
    return TRUE;
}

static void
take_text(const char *text, gsize length, gpointer data)
{
    DrawioFile *file = data;

    if (file->depth == file->diagram_depth && !file->page->has_model)
        g_string_append_len(file->text, text, (gssize)length);
}

static void
end(const char *name, gpointer data)
{
    DrawioFile *file = data;
    const gboolean closes_model = file->depth == file->model_depth;

    if (file->model_depth > 0)
        tm_drawio_read_end(&file->reader, name);
    if (closes_model)
        file->model_depth = 0;
    if (file->depth == file->diagram_depth || (closes_model && file->diagram_depth == 0)) {
        file->diagram_depth = 0;
        end_page(file);
    }
    if (file->depth == file->report_depth)
        file->report_depth = 0;
    file->depth--;
}

/* --- steps ------------------------------------------------------------------------------- */

static void
free_page(gpointer data)
{
    DrawioPage *page = data;

    g_hash_table_unref(page->by_id);
}

/* The cells of a diagram inside of a picture are all where the picture begins. */
static gboolean
unwrap(DrawioFile *file)
{
    TmModel *model = file->model;
    g_autoptr(GString) xml = tm_drawio_unwrap(model->file, model->text, model->length,
                                              &file->budget, &file->wrapping, &file->error);

    if (xml == NULL)
        return FALSE;
    model->drawing = tm_pool_copy(&model->pool, xml->str);
    model->drawing_length = strlen(model->drawing);
    return TRUE;
}

static TmXml *
begin_tags(DrawioFile *file)
{
    static const TmXmlHandler handler = {start, take_text, end};
    const TmModel *model = file->model;

    if (!tm_drawio_is_wrapped(model->text, model->length))
        return tm_xml_begin(model->file, model->text, model->length, TM_NOWHERE, &handler, file);
    if (!unwrap(file))
        return NULL;
    return tm_xml_begin(model->file, model->drawing, model->drawing_length, file->wrapping,
                        &handler, file);
}

static gpointer
begin_drawio(TmModel *model, const TmTemplate *template)
{
    DrawioFile *file = g_new0(DrawioFile, 1);

    file->model = model;
    file->template = template;
    tm_pool_init(&file->pool);
    file->pages = g_ptr_array_new_with_free_func(free_page);
    file->text = g_string_new(NULL);
    file->budget = TM_INFLATE_BUDGET;
    file->reader.styles = g_hash_table_new(tm_drawio_style_hash, g_str_equal);
    file->reader.way = g_array_new(FALSE, FALSE, sizeof(TmPoint));
    file->tags = begin_tags(file);
    return file;
}

/* First all tags of the file, then page after page. */
static gboolean
step_drawio(gpointer reading)
{
    DrawioFile *file = reading;

    if (file->tags == NULL)
        return file->error == NULL && tm_drawio_pages_step(file);
    if (!tm_xml_step(file->tags))
        tm_xml_end(g_steal_pointer(&file->tags), &file->error);
    return file->error == NULL;
}

static gboolean
find_fault(DrawioFile *file, GError **error)
{
    if (file->error == NULL && file->n_read == 0)
        file->error = g_steal_pointer(&file->damage);
    if (file->error == NULL)
        return FALSE;
    g_propagate_error(error, g_steal_pointer(&file->error));
    return TRUE;
}

static gboolean
end_drawio(gpointer reading, GError **error)
{
    DrawioFile *file = reading;
    const gboolean well = !find_fault(file, error);

    if (file->tags != NULL)
        tm_xml_end(file->tags, NULL);
    tm_drawio_pages_end(file);
    g_clear_pointer(&file->vars, g_hash_table_unref);
    g_clear_error(&file->damage);
    g_array_unref(file->reader.way);
    g_hash_table_unref(file->reader.styles);
    g_string_free(file->text, TRUE);
    g_ptr_array_unref(file->pages);
    tm_pool_clear(&file->pool);
    g_free(file);
    return well;
}

static gboolean
probe(const char *text, gsize length)
{
    return tm_drawio_is_plain(text, length) || tm_drawio_is_wrapped(text, length);
}

const TmImporter tm_importer_drawio = {
    .name = "drawio",
    .extensions = "drawio dio xml drawio.svg drawio.png drawio.html svg png html",
    .about =
        "diagrams.net (draw.io): all pages, plain, compressed or inside of a picture or web page",
    .probe = probe,
    .begin = begin_drawio,
    .step = step_drawio,
    .end = end_drawio,
};
