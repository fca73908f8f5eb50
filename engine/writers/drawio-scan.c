/* The cells of a draw.io page by their bytes. Ids are given as the importer gives them. */
#include <string.h>

#include "begins.h"
#include "drawio-own.h"

/* mxGraphModel is depth 1, its root 2, cells and their wrappers 3. */
#define CELL_DEPTH 3
#define MAX_DEPTH 100 /* of cells in cells */

/* The state between two tags. */
typedef struct {
    TmDrawioPage *page;
    TmDrawioCell *cell; /* the open one */
    guint depth;
    gsize last; /* the end of the last tag */
} Scan;

/* --- ids ---------------------------------------------------------------------------------- */

static const char *
free_id(TmDrawioPage *page, GHashTable *counts, const char *base)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, base));
    const char *id;

    do {
        n = MAX(n, 1) + 1;
        id = tm_pool_printf(&page->pool, "%s~%u", base, n);
    } while (g_hash_table_contains(page->by_id, id));
    g_hash_table_insert(counts, (gpointer)base, GUINT_TO_POINTER(n));
    return id;
}

static void
register_ids(TmDrawioPage *page)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(tm_text_hash, g_str_equal);
    guint number = 0;

    for (guint i = 0; i < page->cells->len; i++) {
        TmDrawioCell *cell = g_ptr_array_index(page->cells, i);
        const char *written = cell->id;
        if (cell->goes)
            continue;
        number++;
        if (cell->id == NULL || *cell->id == '\0')
            cell->id = tm_pool_printf(&page->pool, "cell-%u", number);
        if (g_hash_table_contains(page->by_id, cell->id))
            cell->id = free_id(page, counts, cell->id);
        cell->renamed = cell->id != written;
        g_hash_table_insert(page->by_id, (gpointer)cell->id, cell);
    }
}

/* --- cells -------------------------------------------------------------------------------- */

static const char *
take(TmDrawioPage *page, const TmTag *tag, const char *name)
{
    g_autofree char *value = tm_mark_value(page->text, tag, name);

    return value != NULL ? tm_pool_copy(&page->pool, value) : NULL;
}

static gboolean
says(const TmDrawioPage *page, const TmTag *tag, const char *name, const char *what)
{
    g_autofree char *value = tm_mark_value(page->text, tag, name);

    return g_strcmp0(value, what) == 0;
}

static void
start_cell(Scan *scan, const TmTag *tag)
{
    TmDrawioPage *page = scan->page;
    TmMark mark;

    scan->cell = tm_pool_new(&page->pool, TmDrawioCell);
    scan->cell->at = tag->at;
    if (tm_tag_is(page->text, tag, "mxCell"))
        return;
    scan->cell->wrapper = *tag;
    scan->cell->id = take(page, tag, "id");
    scan->cell->goes = tm_mark_find(page->text, tag, TM_DRAWIO_BADGE, &mark);
    scan->cell->layer = tm_mark_find(page->text, tag, TM_DRAWIO_LAYER, &mark);
}

static void
fill_cell(Scan *scan, const TmTag *tag)
{
    TmDrawioPage *page = scan->page;
    TmDrawioCell *cell = scan->cell;

    cell->cell = *tag;
    if (cell->id == NULL)
        cell->id = take(page, tag, "id");
    cell->parent = take(page, tag, "parent");
    if (cell->parent != NULL && *cell->parent == '\0')
        cell->parent = NULL;
    cell->vertex = says(page, tag, "vertex", "1");
    cell->edge = says(page, tag, "edge", "1");
    cell->hidden = says(page, tag, "visible", "0");
    cell->collapsed = says(page, tag, "collapsed", "1");
}

static void
end_cell(Scan *scan, gsize end)
{
    TmDrawioPage *page = scan->page;

    scan->cell->at.end = end;
    if (scan->cell->cell.at.end > 0) {
        if (scan->cell->layer && page->ours == NULL)
            page->ours = scan->cell;
        else if (scan->cell->layer)
            scan->cell->goes = TRUE;
        if (page->cells->len == 0)
            page->indent = tm_markup_indent(page->text, scan->cell->at.start);
        g_ptr_array_add(page->cells, scan->cell);
    }
    scan->cell = NULL;
}

/* --- the page ----------------------------------------------------------------------------- */

static void
open_tag(Scan *scan, const TmTag *tag)
{
    const TmDrawioPage *page = scan->page;

    scan->depth++;
    if (scan->depth == CELL_DEPTH)
        start_cell(scan, tag);
    if (scan->depth >= CELL_DEPTH && scan->cell != NULL && scan->cell->cell.at.end == 0 &&
        tm_tag_is(page->text, tag, "mxCell"))
        fill_cell(scan, tag);
}

static void
close_tag(Scan *scan, const TmTag *tag)
{
    if (scan->depth == CELL_DEPTH && scan->cell != NULL)
        end_cell(scan, tag->at.end);
    scan->depth--;
}

static void
look_between(Scan *scan, const TmTag *tag)
{
    const char *text = scan->page->text;
    const gboolean data = tm_begins(text + tag->at.start, "<![CDATA[");
    const gsize blanks = tm_markup_blanks(text + scan->last);

    if (scan->page->stray == 0 && (scan->last + blanks < tag->at.start || data))
        scan->page->stray = scan->last + blanks;
}

static void
scan_tags(Scan *scan)
{
    const TmDrawioPage *page = scan->page;
    TmTag tag;

    while (tm_tag_next(page->text, page->length, scan->last, &tag)) {
        if (scan->depth > 0)
            look_between(scan, &tag);
        if (tag.kind == TM_TAG_OPEN || tag.kind == TM_TAG_EMPTY)
            open_tag(scan, &tag);
        if (tag.kind == TM_TAG_CLOSE || tag.kind == TM_TAG_EMPTY)
            close_tag(scan, &tag);
        scan->last = tag.at.end;
    }
}

static gboolean
is_layer(const TmDrawioPage *page, const TmDrawioCell *cell)
{
    return !cell->vertex && !cell->edge && page->root != NULL &&
           g_strcmp0(cell->parent, page->root->id) == 0;
}

static void
find_layers(TmDrawioPage *page)
{
    for (guint i = 0; i < page->cells->len; i++) {
        const TmDrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (cell->goes)
            continue;
        if (is_layer(page, cell))
            page->last = cell;
        if (page->root == NULL && cell->parent == NULL && !cell->vertex && !cell->edge)
            page->root = page->layer = cell;
        else if (page->layer == page->root && !cell->layer && is_layer(page, cell))
            page->layer = cell;
    }
}

gboolean
tm_drawio_page_hides(const TmDrawioPage *page, const TmDrawioCell *cell)
{
    gboolean hides = FALSE;

    for (guint depth = 0; cell != NULL && depth < MAX_DEPTH; depth++) {
        hides = hides || cell->hidden || (depth > 0 && cell->collapsed);
        cell = cell->parent != NULL ? g_hash_table_lookup(page->by_id, cell->parent) : NULL;
    }
    return hides;
}

TmDrawioPage *
tm_drawio_page_new(const char *text, gsize length)
{
    TmDrawioPage *page = g_new0(TmDrawioPage, 1);
    Scan scan = {.page = page};

    page->text = text;
    page->length = length;
    tm_pool_init(&page->pool);
    page->cells = tm_pool_array(&page->pool);
    page->by_id = g_hash_table_new(tm_text_hash, g_str_equal);
    scan_tags(&scan);
    register_ids(page);
    find_layers(page);
    return page;
}

void
tm_drawio_page_free(TmDrawioPage *page)
{
    g_hash_table_unref(page->by_id);
    tm_pool_clear(&page->pool);
    g_free(page);
}
