/* From cells as written to cells on the page: parents, ends, ids, labels, places. */
#include <math.h>
#include <string.h>

#include "drawio-cell.h"
#include "drawio-label.h"
#include "escape.h"

#define MAX_DEPTH 100
#define IN_PROGRESS G_MAXUINT

/* --- ids ---------------------------------------------------------------------------------- */

static const char *
free_id(const DrawioPage *page, GHashTable *counts, const char *base)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, base));
    const char *id;

    do {
        n = MAX(n, 1) + 1;
        id = tm_pool_printf(page->pool, "%s~%u", base, n);
    } while (g_hash_table_contains(page->by_id, id));
    g_hash_table_insert(counts, (gpointer)base, GUINT_TO_POINTER(n));
    return id;
}

static void
register_ids(DrawioPage *page)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (cell->id == NULL || *cell->id == '\0')
            cell->id = tm_pool_printf(page->pool, "cell-%u", i + 1);
        if (g_hash_table_contains(page->by_id, cell->id)) {
            tm_drawio_note(page, "H27", cell, "the id \"%s\" is used twice", cell->id);
            cell->id = free_id(page, counts, cell->id);
        }
        g_hash_table_insert(page->by_id, (gpointer)cell->id, cell);
    }
}

/* --- references --------------------------------------------------------------------------- */

static DrawioCell *
find_cell(DrawioPage *page, const DrawioCell *cell, const char *what, const char *id)
{
    DrawioCell *found;

    if (id == NULL || *id == '\0')
        return NULL;
    found = g_hash_table_lookup(page->by_id, id);
    if (found == NULL)
        tm_drawio_note(page, "H23", cell, "the %s \"%s\" of cell \"%s\" is missing", what, id,
                       cell->id);
    return found != cell ? found : NULL;
}

static void
find_references(DrawioPage *page)
{
    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        cell->parent = find_cell(page, cell, "parent", cell->parent_id);
        if (!cell->edge)
            continue;
        cell->source = find_cell(page, cell, "source", cell->source_id);
        cell->target = find_cell(page, cell, "target", cell->target_id);
    }
}

/* Cuts the tree of parents where it bites its tail or is too deep. */
static void
find_depth(DrawioPage *page, DrawioCell *cell)
{
    DrawioCell *chain[MAX_DEPTH];
    guint length = 0;
    guint depth = 0;

    for (DrawioCell *at = cell; at != NULL; at = at->parent) {
        if (at->depth == IN_PROGRESS || length == MAX_DEPTH) {
            tm_drawio_note(page, "H23", at, "cell \"%s\" is inside of itself, or too deep", at->id);
            chain[length - 1]->parent = NULL;
            break;
        }
        if (at->depth > 0) {
            depth = at->depth;
            break;
        }
        at->depth = IN_PROGRESS;
        chain[length++] = at;
    }
    while (length > 0) {
        chain[--length]->depth = ++depth;
        if (depth > MAX_DEPTH) {
            chain[length]->parent = NULL;
            chain[length]->depth = depth = 1;
        }
    }
}

/* Returns the table of which @cell is a row or a cell, itself, or NULL. */
static DrawioCell *
table_of(DrawioCell *cell)
{
    DrawioCell *table = NULL;

    for (; cell != NULL && (cell->style->table || table == NULL); cell = cell->parent)
        if (cell->style->table)
            table = cell;
        else if (cell->parent == NULL || !cell->parent->style->table)
            return NULL;
    return table;
}

/* Tables that are joined with tables are what the diagram is about; others explain it. */
static void
link_tables(DrawioCell *one, DrawioCell *two)
{
    DrawioCell *from = table_of(one);
    DrawioCell *to = table_of(two);

    if (from != NULL && to != NULL)
        from->linked = to->linked = TRUE;
}

static void
count_links(DrawioPage *page)
{
    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (cell->vertex && cell->parent != NULL)
            cell->parent->n_children++;
        if (cell->source == cell->target)
            continue;
        if (cell->source != NULL)
            cell->source->n_edges++;
        if (cell->target != NULL)
            cell->target->n_edges++;
        link_tables(cell->source, cell->target);
    }
}

/* --- labels ------------------------------------------------------------------------------- */

static gboolean
has_placeholders(const DrawioCell *cell)
{
    return g_strcmp0(tm_drawio_extra(cell, "placeholders"), "1") == 0;
}

typedef struct {
    const DrawioPage *page;
    const DrawioCell *cell;
    GString *number;
} Lookup;

/* A placeholder is an attribute of the cell, of what it is in, or of the page. */
static const char *
look_up(const char *name, gpointer data)
{
    Lookup *lookup = data;

    for (const DrawioCell *cell = lookup->cell; cell != NULL; cell = cell->parent) {
        const char *value = tm_drawio_extra(cell, name);
        if (value != NULL)
            return value;
    }
    if (strcmp(name, "page") == 0)
        return lookup->page->diagram->name;
    if (strcmp(name, "filename") == 0)
        return lookup->page->model->file;
    if (strcmp(name, "pagenumber") != 0)
        return lookup->page->vars != NULL ? g_hash_table_lookup(lookup->page->vars, name) : NULL;
    g_string_printf(lookup->number, "%u", lookup->page->diagram->index + 1);
    return lookup->number->str;
}

/* C4 shapes show "Web App [Container: Go] what it does": their name is the first of it. */
static const char *
own_name(const DrawioCell *cell)
{
    const char *name = tm_drawio_extra(cell, "c4Name");

    return name != NULL && *name != '\0' ? name : cell->raw;
}

static void
expand(const DrawioPage *page, const DrawioCell *cell, const char *text, GString *out)
{
    g_autoptr(GString) digits = g_string_new(NULL);
    Lookup lookup = {page, cell, digits};

    g_string_truncate(out, 0);
    tm_drawio_expand(out, text, look_up, &lookup);
}

static void
read_label(const DrawioPage *page, DrawioCell *cell, GString *plain, GString *expanded)
{
    const char *text = own_name(cell);
    g_autofree char *line = NULL;

    if (text == NULL || *text == '\0')
        return;
    if (has_placeholders(cell)) {
        expand(page, cell, text, expanded);
        text = expanded->str;
    }
    if (cell->style->html || strchr(text, '<') != NULL) {
        g_string_truncate(plain, 0);
        tm_drawio_strip(plain, text);
        text = plain->str;
    }
    if (tm_escape_is_line(text)) {
        cell->label = tm_pool_copy(page->pool, text);
        return;
    }
    line = tm_escape_line(text);
    cell->label = tm_pool_copy(page->pool, line);
}

/* --- places ------------------------------------------------------------------------------- */

/* The box around a box that is turned about its centre. */
static TmBox
turn(TmBox box, double degrees)
{
    const double angle = degrees * G_PI / 180;
    const double c = fabs(cos(angle));
    const double s = fabs(sin(angle));
    const double width = box.width * c + box.height * s;
    const double height = box.width * s + box.height * c;

    return (TmBox){box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width,
                   height};
}

static TmBox
own_box(const DrawioCell *cell)
{
    TmBox box = cell->box;

    if (cell->collapsed && cell->alternate.width > 0 && cell->alternate.height > 0) {
        box.width = cell->alternate.width;
        box.height = cell->alternate.height;
    }
    if (cell->relative && cell->parent != NULL && cell->parent->vertex) {
        box.x *= cell->parent->at.width;
        box.y *= cell->parent->at.height;
    }
    box.x += cell->offset.x;
    box.y += cell->offset.y;
    return box;
}

/* Parents first: at most MAX_DEPTH deep. */
static void
place(DrawioCell *cell)
{
    DrawioCell *parent = cell->parent;

    if (cell->settled)
        return;
    cell->settled = TRUE;
    if (parent != NULL) {
        place(parent);
        cell->hidden = cell->hidden || parent->hidden || parent->collapsed;
        cell->origin = parent->origin;
    }
    if (!cell->vertex || (parent != NULL && parent->edge))
        return;
    cell->at = own_box(cell);
    cell->at.x += cell->origin.x;
    cell->at.y += cell->origin.y;
    cell->origin = (TmPoint){cell->at.x, cell->at.y};
    if (cell->style->rotation != 0)
        cell->at = turn(cell->at, cell->style->rotation);
}

TmPoint
tm_drawio_page_point(const DrawioCell *edge, TmPoint point)
{
    return (TmPoint){edge->origin.x + point.x, edge->origin.y + point.y};
}

void
tm_drawio_page_resolve(DrawioPage *page)
{
    g_autoptr(GString) plain = g_string_new(NULL);
    g_autoptr(GString) expanded = g_string_new(NULL);

    register_ids(page);
    find_references(page);
    for (guint i = 0; i < page->cells->len; i++)
        find_depth(page, g_ptr_array_index(page->cells, i));
    count_links(page);
    for (guint i = 0; i < page->cells->len; i++)
        read_label(page, g_ptr_array_index(page->cells, i), plain, expanded);
    for (guint i = 0; i < page->cells->len; i++)
        place(g_ptr_array_index(page->cells, i));
}
