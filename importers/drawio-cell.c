/* The tags of an mxGraphModel become cells, in the order of the file. */
#include <math.h>
#include <string.h>

#include "drawio-cell.h"
#include "drawio-packed.h"
#include "drawio-sight.h"
#include "wording.h"

#define MAX_CELLS 500000
#define MAX_POINTS 2000000
#define MAX_MESSAGES 1000
#define MAX_COORDINATE 1e7

/* mxGraphModel is depth 1, its root 2, cells and their wrappers 3. */
#define CELL_DEPTH 3

void
tm_drawio_note(DrawioPage *page, const char *code, const DrawioCell *cell, const char *format, ...)
{
    g_autofree char *text = NULL;
    TmMessage *message;
    va_list args;

    if (page->n_messages++ > MAX_MESSAGES)
        return;
    va_start(args, format);
    text = g_strdup_vprintf(tm_wording(page->model->language, format), args);
    va_end(args);
    if (page->n_messages > MAX_MESSAGES) {
        g_free(text);
        text =
            g_strdup(tm_wording(page->model->language, "there is more of this kind on the page"));
    }
    message =
        tm_model_add_message(page->model, code, page->diagram, cell != NULL ? cell->part : NULL,
                             cell != NULL ? cell->place : page->place, "%s", text);
    if (cell != NULL)
        message->cell = tm_pool_text(&page->model->pool, cell->id);
}

const char *
tm_drawio_extra(const DrawioCell *cell, const char *name)
{
    return cell->extra != NULL ? tm_xml_attribute(cell->extra, name) : NULL;
}

const char *
tm_drawio_cell_name(const DrawioCell *cell)
{
    return *cell->label != '\0' ? cell->label : cell->id;
}

static double
number(const TmXmlAttribute *attributes, const char *name)
{
    const char *text = tm_xml_attribute(attributes, name);
    const double value = text != NULL ? g_ascii_strtod(text, NULL) : 0;

    return isfinite(value) ? CLAMP(value, -MAX_COORDINATE, MAX_COORDINATE) : 0;
}

static gboolean
is_one(const TmXmlAttribute *attributes, const char *name)
{
    const char *text = tm_xml_attribute(attributes, name);

    return text != NULL && strcmp(text, "1") == 0;
}

static const char *
keep(const DrawioReader *reader, const char *text)
{
    return text != NULL ? tm_pool_copy(reader->page->pool, text) : NULL;
}

static const DrawioStyle *
find_style(DrawioReader *reader, const char *text)
{
    const char *key = text != NULL ? text : "";
    DrawioStyle *style = g_hash_table_lookup(reader->styles, key);

    if (style == NULL) {
        style = tm_drawio_style(reader->page->pool, key);
        style->sights = tm_drawio_sights(reader->page->model, style);
        g_hash_table_insert(reader->styles, (gpointer)keep(reader, key), style);
    }
    return style;
}

static const TmXmlAttribute *
copy_attributes(const DrawioReader *reader, const TmXmlAttribute *attributes)
{
    TmXmlAttribute *copy;
    guint count = 0;

    while (attributes[count].name != NULL)
        count++;
    copy = tm_pool_new_n(reader->page->pool, TmXmlAttribute, count + 1);
    for (guint i = 0; i < count; i++) {
        copy[i].name = keep(reader, attributes[i].name);
        copy[i].value = keep(reader, attributes[i].value);
    }
    return copy;
}

static gboolean
add_cell(DrawioReader *reader, TmPlace place, GError **error)
{
    DrawioPage *page = reader->page;
    DrawioCell *cell;

    if (++reader->n_cells > MAX_CELLS)
        return tm_fail(error, TM_ERROR_LIMIT, page->model->file, page->inner ? page->place : place,
                       "more than %d cells", MAX_CELLS);
    cell = tm_pool_new(page->pool, DrawioCell);
    cell->index = page->cells->len;
    cell->place = page->inner ? page->place : place;
    cell->label = "";
    cell->style = find_style(reader, NULL);
    g_ptr_array_add(page->cells, cell);
    reader->cell = cell;
    return TRUE;
}

static void
fill_cell(DrawioReader *reader, const TmXmlAttribute *attributes)
{
    const char *visible = tm_xml_attribute(attributes, "visible");
    DrawioCell *cell = reader->cell;

    if (cell->id == NULL)
        cell->id = keep(reader, tm_xml_attribute(attributes, "id"));
    if (cell->raw == NULL)
        cell->raw = keep(reader, tm_xml_attribute(attributes, "value"));
    cell->style = find_style(reader, tm_xml_attribute(attributes, "style"));
    cell->vertex = is_one(attributes, "vertex");
    cell->edge = is_one(attributes, "edge");
    cell->hidden = visible != NULL && strcmp(visible, "0") == 0;
    cell->collapsed = is_one(attributes, "collapsed");
    cell->parent_id = keep(reader, tm_xml_attribute(attributes, "parent"));
    cell->source_id = keep(reader, tm_xml_attribute(attributes, "source"));
    cell->target_id = keep(reader, tm_xml_attribute(attributes, "target"));
}

static gboolean
start_cell(DrawioReader *reader, const TmXmlAttribute *attributes, TmPlace place, GError **error)
{
    if (!reader->waiting && !add_cell(reader, place, error))
        return FALSE;
    reader->waiting = FALSE;
    fill_cell(reader, attributes);
    return TRUE;
}

static gboolean
start_wrapper(DrawioReader *reader, const TmXmlAttribute *attributes, TmPlace place, GError **error)
{
    if (!add_cell(reader, place, error))
        return FALSE;
    reader->waiting = TRUE;
    reader->cell->extra = copy_attributes(reader, attributes);
    reader->cell->id = tm_xml_attribute(reader->cell->extra, "id");
    reader->cell->raw = tm_xml_attribute(reader->cell->extra, "label");
    return TRUE;
}

static void
read_geometry(DrawioCell *cell, const TmXmlAttribute *attributes)
{
    cell->has_box = TRUE;
    cell->relative = is_one(attributes, "relative");
    cell->box = (TmBox){number(attributes, "x"), number(attributes, "y"),
                        fabs(number(attributes, "width")), fabs(number(attributes, "height"))};
}

static void
read_rectangle(DrawioCell *cell, const TmXmlAttribute *attributes)
{
    cell->alternate.width = fabs(number(attributes, "width"));
    cell->alternate.height = fabs(number(attributes, "height"));
}

static gboolean
read_point(DrawioReader *reader, const TmXmlAttribute *attributes, TmPlace place, GError **error)
{
    const TmPoint point = {number(attributes, "x"), number(attributes, "y")};
    const char *as = tm_xml_attribute(attributes, "as");
    DrawioCell *cell = reader->cell;

    if (++reader->n_points > MAX_POINTS)
        return tm_fail(error, TM_ERROR_LIMIT, reader->page->model->file,
                       reader->page->inner ? reader->page->place : place, "more than %d points",
                       MAX_POINTS);
    if (reader->in_way) {
        g_array_append_val(reader->way, point);
    } else if (g_strcmp0(as, "sourcePoint") == 0) {
        cell->source_point = point;
        cell->has_source_point = TRUE;
    } else if (g_strcmp0(as, "targetPoint") == 0) {
        cell->target_point = point;
        cell->has_target_point = TRUE;
    } else if (g_strcmp0(as, "offset") == 0) {
        cell->offset = point;
    }
    return TRUE;
}

void
tm_drawio_read_begin(DrawioReader *reader, DrawioPage *page)
{
    reader->page = page;
    reader->cell = NULL;
    reader->waiting = FALSE;
    reader->in_way = FALSE;
    reader->depth = 0;
    g_array_set_size(reader->way, 0);
}

gboolean
tm_drawio_read_start(DrawioReader *reader, const char *name, const TmXmlAttribute *attributes,
                     TmPlace place, GError **error)
{
    const gboolean inside = ++reader->depth > CELL_DEPTH && reader->cell != NULL;

    if (reader->depth < CELL_DEPTH)
        return TRUE;
    if (strcmp(name, "mxCell") == 0 && (reader->depth == CELL_DEPTH || reader->waiting))
        return start_cell(reader, attributes, place, error);
    if (reader->depth == CELL_DEPTH)
        return start_wrapper(reader, attributes, place, error);
    if (!inside)
        return TRUE;
    if (strcmp(name, "mxGeometry") == 0)
        read_geometry(reader->cell, attributes);
    else if (strcmp(name, "mxRectangle") == 0)
        read_rectangle(reader->cell, attributes);
    else if (strcmp(name, "Array") == 0)
        reader->in_way = g_strcmp0(tm_xml_attribute(attributes, "as"), "points") == 0;
    else if (strcmp(name, "mxPoint") == 0)
        return read_point(reader, attributes, place, error);
    return TRUE;
}

static void
end_cell(DrawioReader *reader)
{
    DrawioPage *page = reader->page;
    DrawioCell *cell = reader->cell;

    if (cell == NULL)
        return;
    if (reader->waiting) {
        cell->id = cell->id != NULL ? cell->id : "";
        tm_drawio_note(page, "H23", cell, "a tag that holds no cell is left out");
    }
    if (reader->waiting || tm_drawio_extra(cell, TM_DRAWIO_BADGE) != NULL)
        g_ptr_array_set_size(page->cells, (gint)page->cells->len - 1);
    if (reader->way->len > 0) {
        cell->n_way = reader->way->len;
        cell->way = tm_pool_new_n(page->pool, TmPoint, cell->n_way);
        memcpy(cell->way, reader->way->data, cell->n_way * sizeof(TmPoint));
        g_array_set_size(reader->way, 0);
    }
    reader->waiting = FALSE;
    reader->cell = NULL;
}

void
tm_drawio_read_end(DrawioReader *reader, const char *name)
{
    if (strcmp(name, "Array") == 0)
        reader->in_way = FALSE;
    if (reader->depth == CELL_DEPTH)
        end_cell(reader);
    reader->depth--;
}
