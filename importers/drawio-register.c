/* The threat register that a draw.io file carries: the attribute tm.register of a layer
 * (contract.md section 3). */
#include <string.h>

#include "drawio-cell.h"
#include "drawio-packed.h"

/* What messages call it; their lines are those of its text. */
#define NAME "tm.register"

static gboolean
is_layer(const DrawioCell *cell)
{
    return !cell->vertex && !cell->edge;
}

/* "shop.drawio#tm.register:3:7: error: text" becomes "tm.register:3:7: text", at the place of the
 * layer. */
static gboolean
fail_inside(const DrawioPage *page, const DrawioCell *cell, const GError *inner, GError **error)
{
    static const char word[] = " error:";
    const char *begin = inner->message + strlen(page->model->file) + 1;
    const char *behind = strstr(begin, word);

    return tm_fail(error, (TmError)inner->code, page->model->file, cell->place, "%.*s%s",
                   (int)(behind - begin), begin, behind + strlen(word));
}

/* A page that was copied brings a copy of its layers along. */
static gboolean
load(const DrawioPage *page, const DrawioCell *cell, const char *text, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autoptr(GError) inner = NULL;
    g_autofree char *name = g_strconcat(page->model->file, "#", NAME, NULL);

    if (*page->book != NULL)
        return strcmp(*page->book, text) == 0 ||
               tm_fail(error, TM_ERROR_MEANING, page->model->file, cell->place,
                       "a second %s, which says something else: a file has one", NAME);
    *page->book = text;
    page->model->inside = tm_register_load(name, bytes, &inner);
    return page->model->inside != NULL || fail_inside(page, cell, inner, error);
}

gboolean
tm_drawio_take_register(const DrawioPage *page, GError **error)
{
    for (guint i = 0; i < page->cells->len; i++) {
        const DrawioCell *cell = g_ptr_array_index(page->cells, i);
        const char *text = is_layer(cell) ? tm_drawio_extra(cell, TM_DRAWIO_REGISTER) : NULL;
        if (text != NULL && *text != '\0' && !load(page, cell, text, error))
            return FALSE;
    }
    return TRUE;
}
