/* Elements and boundaries of a page, with what is seen in them. */
#include <string.h>

#include "drawio-arc.h"
#include "drawio-name.h"
#include "drawio-packed.h"
#include "drawio-sight.h"

#define MAX_OWNERS 8 /* an icon on a card on a card */

/* --- what the author states --------------------------------------------------------------- */

static gboolean
is_reserved(const char *name)
{
    static const char *const names[] = {"label",
                                        "id",
                                        "placeholders",
                                        "placeholder",
                                        "tooltip",
                                        "link",
                                        "linkTarget",
                                        "tags",
                                        "metadata",
                                        "tm.type",
                                        "tm.id",
                                        TM_DRAWIO_CROSSES,
                                        TM_DRAWIO_THREATS,
                                        "tm.status",
                                        TM_DRAWIO_SEVERITY,
                                        NULL};

    return g_strv_contains(names, name);
}

static void
take_attribute(DrawioPage *page, const DrawioCell *cell, TmPart *part,
               const TmXmlAttribute *attribute)
{
    const gboolean ours = g_str_has_prefix(attribute->name, "tm.");
    const char *name = ours ? attribute->name + strlen("tm.") : attribute->name;

    if (is_reserved(attribute->name))
        return;
    if (strcmp(name, "outOfScope") == 0 && strcmp(attribute->value, "Yes") == 0)
        part->outOfScope = TRUE;
    if (g_hash_table_contains(page->template->property_of, name))
        tm_model_add_value(page->model, part, name, attribute->value, part->place);
    else if (ours && strcmp(name, "outOfScope") != 0 && strcmp(name, "outOfScopeReason") != 0)
        tm_drawio_note(page, "H26", cell, "\"%s\" is no declared property", attribute->name);
}

static void
state(DrawioPage *page, const DrawioCell *cell, TmPart *part)
{
    const char *types = tm_drawio_extra(cell, "tm.type");

    if (types != NULL && *types != '\0')
        tm_model_state_type(page->model, part, types);
    for (const TmXmlAttribute *at = cell->extra; at != NULL && at->name != NULL; at++)
        take_attribute(page, cell, part, at);
}

/* --- what is seen ------------------------------------------------------------------------- */

static void
see(DrawioPage *page, const DrawioCell *cell, TmPart *part)
{
    const GPtrArray *sights = cell->style->sights;
    const char *c4 = tm_drawio_extra(cell, "c4Type");

    for (guint i = cell->edge ? 1 : 0; i < sights->len; i++)
        tm_pool_add(&page->model->pool, &part->seen, g_ptr_array_index(sights, i));
    if (c4 != NULL && *c4 != '\0')
        tm_model_see(page->model, part, "c4", c4);
    if (tm_drawio_extra(cell, "link") != NULL)
        tm_model_see(page->model, part, "attribute", "link");
    if (cell->n_inside > 0)
        tm_model_see(page->model, part, "holds", "others");
}

void
tm_drawio_describe(DrawioPage *page, const DrawioCell *cell, TmPart *part)
{
    see(page, cell, part);
    state(page, cell, part);
    if (cell->hidden)
        tm_drawio_note(page, "H22", cell, "hidden \"%s\" is read all the same",
                       tm_drawio_cell_name(cell));
}

/* --- parts -------------------------------------------------------------------------------- */

static void
add_element(DrawioPage *page, DrawioCell *cell)
{
    TmElement *element = tm_model_add_element(page->model, page->diagram, cell->id, cell->place);

    element->placed = cell->has_box;
    element->box = cell->at;
    cell->part = &element->part;
    tm_model_set_name(page->model, cell->part, tm_drawio_name(cell));
    tm_drawio_describe(page, cell, cell->part);
}

static void
add_boundary(DrawioPage *page, DrawioCell *cell)
{
    TmBoundary *boundary = tm_model_add_boundary(page->model, page->diagram, cell->id, cell->place);

    boundary->placed = cell->has_box;
    boundary->box = cell->at;
    cell->part = &boundary->part;
    if (tm_drawio_is_arc(cell))
        tm_drawio_draw_arc(page, cell, boundary);
    tm_model_set_name(page->model, cell->part, tm_drawio_name(cell));
    tm_drawio_describe(page, cell, cell->part);
}

/* Icons that lie on an element are seen in it. */
static void
add_piece(DrawioPage *page, const DrawioCell *cell)
{
    const DrawioCell *owner = cell->owner;

    for (guint i = 0; i < MAX_OWNERS && owner->role == DRAWIO_PIECE && owner->owner != NULL; i++)
        owner = owner->owner;
    if (owner->part != NULL && cell->style->icon_library != NULL)
        tm_drawio_see_icon(page->model, cell->style, owner->part);
}

static void
leave_out(DrawioPage *page, const DrawioCell *cell)
{
    if (cell->owner != NULL || (cell->parent != NULL && cell->parent->role == cell->role))
        return;
    tm_drawio_note(page, "H21", cell, "\"%s\" is left out: no element, flow or boundary",
                   tm_drawio_cell_name(cell));
}

/* Whatever the file says to be in a boundary is in it, wherever it is drawn. */
static void
nest(const DrawioCell *cell)
{
    for (const DrawioCell *at = cell->parent; at != NULL; at = at->parent)
        if (at->role == DRAWIO_BOUNDARY && at->part != NULL)
            tm_model_put_inside(cell->part, (TmBoundary *)(gpointer)at->part);
}

static void
add(DrawioPage *page, DrawioCell *cell)
{
    switch (cell->role) {
    case DRAWIO_ELEMENT:
        add_element(page, cell);
        break;
    case DRAWIO_BOUNDARY:
        add_boundary(page, cell);
        break;
    case DRAWIO_TEXT:
    case DRAWIO_DECORATION:
        leave_out(page, cell);
        break;
    case DRAWIO_NOTHING:
    case DRAWIO_LABEL:
    case DRAWIO_PIECE:
        break;
    }
}

void
tm_drawio_add_parts(DrawioPage *page)
{
    for (guint i = 0; i < page->cells->len; i++)
        add(page, g_ptr_array_index(page->cells, i));
    for (guint i = 0; i < page->cells->len; i++) {
        const DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (cell->role == DRAWIO_PIECE)
            add_piece(page, cell);
        if (cell->part != NULL)
            nest(cell);
    }
}
