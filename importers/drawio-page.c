/* From the cells of a page to parts of the model, page after page: a packed page is read first. */
#include <string.h>

#include "crossing.h"
#include "drawio-own.h"
#include "drawio-packed.h"
#include "drawio-rails.h"

/* --- compressed pages --------------------------------------------------------------------- */

static gboolean
start(const char *name, const TmXmlAttribute *attributes, TmPlace place, gsize offset G_GNUC_UNUSED,
      gpointer data, GError **error)
{
    DrawioFile *file = data;

    if (file->reader.depth == 0 && strcmp(name, "mxGraphModel") != 0)
        return tm_fail(error, TM_ERROR_SYNTAX, file->model->file, file->reader.page->place,
                       "a page holds <%s>, not <mxGraphModel>", name);
    return tm_drawio_read_start(&file->reader, name, attributes, place, error);
}

static void
end(const char *name, gpointer data)
{
    DrawioFile *file = data;

    tm_drawio_read_end(&file->reader, name);
}

static void
open_packed(DrawioFile *file, DrawioPage *page, GError **error)
{
    static const TmXmlHandler handler = {start, NULL, end};
    const char *name = file->model->file;

    file->unpacked = tm_drawio_unpack(name, page->packed, &file->budget, page->place, error);
    if (file->unpacked == NULL)
        return;
    page->inner = TRUE;
    tm_drawio_read_begin(&file->reader, page);
    file->inner =
        tm_xml_begin(name, file->unpacked->str, file->unpacked->len, page->place, &handler, file);
}

static gboolean
close_packed(DrawioFile *file, GError **error)
{
    const gboolean well = tm_xml_end(g_steal_pointer(&file->inner), error);

    g_string_free(g_steal_pointer(&file->unpacked), TRUE);
    return well;
}

/* Returns TRUE when all is read; FALSE with the error set, or with none where there is more. */
static gboolean
read_packed(DrawioFile *file, DrawioPage *page, GError **error)
{
    if (page->packed == NULL)
        return TRUE;
    if (file->inner == NULL)
        open_packed(file, page, error);
    else if (!tm_xml_step(file->inner))
        return close_packed(file, error);
    return FALSE;
}

/* A damaged page is a message, and an error only where no page can be read; a limit is an error. */
static gboolean
take_damage(DrawioFile *file, DrawioPage *page, GError *damage)
{
    if (g_error_matches(damage, TM_ERROR, TM_ERROR_LIMIT)) {
        file->error = damage;
        return FALSE;
    }
    g_ptr_array_set_size(page->cells, 0);
    tm_drawio_note(page, "H23", NULL, "page \"%s\" is damaged and left out", page->diagram->name);
    if (file->damage == NULL)
        file->damage = damage;
    else
        g_error_free(damage);
    return TRUE;
}

/* Returns whether all of the page is read. */
static gboolean
read_some(DrawioFile *file, DrawioPage *page)
{
    GError *damage = NULL;

    if (read_packed(file, page, &damage))
        file->n_read++;
    else if (damage == NULL || !take_damage(file, page, damage))
        return FALSE;
    return tm_drawio_take_register(page, &file->error);
}

/* --- passes ------------------------------------------------------------------------------- */

static void
nest(DrawioPage *page)
{
    tm_crossing_nest(page->model, page->diagram);
}

static void (*const passes[])(DrawioPage *page) = {
    tm_drawio_page_resolve, tm_drawio_assign_roles, tm_drawio_add_parts,
    tm_drawio_see_rails,    tm_drawio_add_flows,    nest,
};

gboolean
tm_drawio_pages_step(DrawioFile *file)
{
    DrawioPage *page;

    if (file->next == file->pages->len)
        return FALSE;
    page = g_ptr_array_index(file->pages, file->next);
    if (file->pass == 0) {
        file->pass = read_some(file, page) ? 1 : 0;
        return file->error == NULL;
    }
    passes[file->pass++ - 1](page);
    if (file->pass > G_N_ELEMENTS(passes)) {
        file->pass = 0;
        file->next++;
    }
    return TRUE;
}

void
tm_drawio_pages_end(DrawioFile *file)
{
    if (file->inner != NULL)
        close_packed(file, NULL);
}
