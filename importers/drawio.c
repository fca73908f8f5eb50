/* draw.io files: pages, plain or compressed, of cells that are drawn, not modelled. */
#include <string.h>

#include "crossing.h"
#include "drawio-cell.h"
#include "drawio-container.h"
#include "drawio-packed.h"
#include "drawio-rails.h"
#include "escape.h"
#include "importers.h"
#include "inflate.h"
#include "json.h"

typedef struct {
    TmModel *model;
    const TmTemplate *template;
    TmPool pool;
    DrawioReader reader;
    DrawioPage *page;    /* the open one */
    GString *text;       /* of the open <diagram> */
    guint depth;         /* of tags */
    guint diagram_depth; /* of the open <diagram>, or 0 */
    guint model_depth;   /* of the open <mxGraphModel>, or 0 */
    guint report_depth;  /* of our own page, or 0 */
    gboolean has_model;  /* the page had an <mxGraphModel> */
    GHashTable *vars;    /* what the file says that placeholders mean, or NULL */
    const char *book;    /* the text of the register inside, or NULL */
    guint n_read;        /* pages */
    gsize budget;        /* for inflating */
    TmPlace wrapping;    /* of a diagram inside of a picture, else TM_NOWHERE */
    GError *damage;      /* the first page that could not be read */
    GError *fatal;       /* found at an end tag: stops at the next one */
} DrawioFile;

/* --- pages -------------------------------------------------------------------------------- */

static void
set_prefix(DrawioFile *file, TmDiagram *diagram)
{
    g_autoptr(GString) prefix = g_string_new(NULL);

    tm_escape_id(prefix, diagram->id);
    g_string_append_c(prefix, '/');
    diagram->prefix = tm_pool_text(&file->model->pool, prefix->str);
}

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
    set_prefix(file, page->diagram);
    file->page = page;
    file->reader.page = page;
    file->reader.depth = 0;
    file->has_model = FALSE;
    g_string_truncate(file->text, 0);
}

static void
end_page(DrawioFile *file)
{
    DrawioPage *page = file->page;

    tm_drawio_page_resolve(page);
    tm_drawio_assign_roles(page);
    tm_drawio_add_parts(page);
    tm_drawio_see_rails(page);
    tm_drawio_add_flows(page);
    tm_crossing_nest(page->model, page->diagram);
    g_hash_table_unref(page->by_id);
    file->page = NULL;
}

/* --- compressed pages --------------------------------------------------------------------- */

static gboolean
start_inner(const char *name, const TmXmlAttribute *attributes, TmPlace place,
            gsize offset G_GNUC_UNUSED, gpointer data, GError **error)
{
    DrawioFile *file = data;

    if (file->reader.depth == 0 && strcmp(name, "mxGraphModel") != 0)
        return tm_fail(error, TM_ERROR_SYNTAX, file->model->file, file->page->place,
                       "a page holds <%s>, not <mxGraphModel>", name);
    return tm_drawio_read_start(&file->reader, name, attributes, place, error);
}

static void
end_inner(const char *name, gpointer data)
{
    DrawioFile *file = data;

    tm_drawio_read_end(&file->reader, name);
}

static gboolean
read_packed(DrawioFile *file, GError **error)
{
    static const TmXmlHandler handler = {start_inner, NULL, end_inner};
    g_autoptr(GString) xml = tm_drawio_unpack(file->model->file, file->text->str, &file->budget,
                                              file->page->place, error);

    if (xml == NULL)
        return FALSE;
    file->page->inner = TRUE;
    file->reader.depth = 0;
    return tm_xml_parse(file->model->file, xml->str, xml->len, file->page->place, &handler, file,
                        error);
}

/* A damaged page is a message, and an error only where no page can be read; a limit is an error. */
static gboolean
take_damage(DrawioFile *file, GError *damage, GError **error)
{
    if (g_error_matches(damage, TM_ERROR, TM_ERROR_LIMIT)) {
        g_propagate_error(error, damage);
        return FALSE;
    }
    g_ptr_array_set_size(file->page->cells, 0);
    tm_drawio_note(file->page, "H23", NULL, "page \"%s\" is damaged and left out",
                   file->page->diagram->name);
    if (file->damage == NULL)
        file->damage = damage;
    else
        g_error_free(damage);
    return TRUE;
}

static void
finish_page(DrawioFile *file)
{
    GError *damage = NULL;

    g_strstrip(file->text->str);
    if (file->has_model || *file->text->str == '\0' || read_packed(file, &damage))
        file->n_read++;
    else if (!take_damage(file, damage, &file->fatal))
        return;
    if (tm_drawio_take_register(file->page, &file->fatal))
        end_page(file);
}

/* --- the file ----------------------------------------------------------------------------- */

static void
start_model(DrawioFile *file, TmPlace place)
{
    if (file->page == NULL)
        begin_page(file, NULL, NULL, place);
    file->has_model = TRUE;
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

    if (file->fatal != NULL) {
        g_propagate_error(error, g_steal_pointer(&file->fatal));
        return FALSE;
    }
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

    if (file->depth == file->diagram_depth && !file->has_model)
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
        finish_page(file);
    }
    if (file->depth == file->report_depth)
        file->report_depth = 0;
    file->depth--;
}

static void
open_file(DrawioFile *file)
{
    tm_pool_init(&file->pool);
    file->text = g_string_new(NULL);
    file->budget = TM_INFLATE_BUDGET;
    file->reader.styles = g_hash_table_new(tm_drawio_style_hash, g_str_equal);
    file->reader.way = g_array_new(FALSE, FALSE, sizeof(TmPoint));
}

static void
close_file(DrawioFile *file)
{
    if (file->page != NULL)
        g_hash_table_unref(file->page->by_id);
    g_clear_pointer(&file->vars, g_hash_table_unref);
    g_clear_error(&file->damage);
    g_clear_error(&file->fatal);
    g_array_unref(file->reader.way);
    g_hash_table_unref(file->reader.styles);
    g_string_free(file->text, TRUE);
    tm_pool_clear(&file->pool);
}

/* The cells of a diagram inside of a picture are all where the picture begins. */
static gboolean
read_wrapped(DrawioFile *file, const TmXmlHandler *handler, GError **error)
{
    TmModel *model = file->model;
    g_autoptr(GString) xml = tm_drawio_unwrap(model->file, model->text, model->length,
                                              &file->budget, &file->wrapping, error);

    if (xml == NULL)
        return FALSE;
    model->drawing = tm_pool_copy(&model->pool, xml->str);
    model->drawing_length = strlen(model->drawing);
    return tm_xml_parse(model->file, xml->str, xml->len, file->wrapping, handler, file, error);
}

static gboolean
read_pages(DrawioFile *file, GError **error)
{
    static const TmXmlHandler handler = {start, take_text, end};
    TmModel *model = file->model;
    GError **late;

    if (tm_drawio_is_wrapped(model->text, model->length)) {
        if (!read_wrapped(file, &handler, error))
            return FALSE;
    } else if (!tm_xml_parse(model->file, model->text, model->length, TM_NOWHERE, &handler, file,
                             error)) {
        return FALSE;
    }
    if (file->fatal != NULL || (file->n_read == 0 && file->damage != NULL)) {
        late = file->fatal != NULL ? &file->fatal : &file->damage;
        g_propagate_error(error, g_steal_pointer(late));
        return FALSE;
    }
    return TRUE;
}

static gboolean
read_drawio(TmModel *model, const TmTemplate *template, GError **error)
{
    DrawioFile file = {.model = model, .template = template};
    gboolean done;

    open_file(&file);
    done = read_pages(&file, error);
    close_file(&file);
    return done;
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
    .read = read_drawio,
};
