/* The reference of a template as a folder of pages. */
#include "docs.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "docs-pages.h"
#include "docs-pictures.h"
#include "files.h"

static gboolean
make_folder(const char *name, GError **error)
{
    if (mkdir(name, 0777) == 0 || g_file_test(name, G_FILE_TEST_IS_DIR))
        return TRUE;
    return tm_fail(error, TM_ERROR_FORMAT, name, (TmPlace){1, 1}, "cannot make the folder: %s",
                   g_strerror(errno));
}

static gboolean
write_file(const char *folder, const char *name, const GString *text, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    return tm_file_write(path, text->str, text->len, error);
}

/* An id of a foreign template may be anything, a path too: only what is harmless in the name of a
 * file stays, the rest is %XX. */
static char *
file_stem(const char *id)
{
    GString *stem = g_string_new(NULL);

    for (const char *c = id; *c != '\0'; c++) {
        gboolean harmless = g_ascii_isalnum(*c) || strchr("._-", *c) != NULL;

        if (harmless && !(c == id && *c == '.'))
            g_string_append_c(stem, *c);
        else
            g_string_append_printf(stem, "%%%02X", (guint)(guchar)*c);
    }
    return g_string_free(stem, FALSE);
}

static gboolean
write_page(const char *folder, const char *id, const GString *text, GError **error)
{
    g_autofree char *stem = file_stem(id);
    g_autofree char *name = g_strconcat(stem, ".md", NULL);

    return write_file(folder, name, text, error);
}

/* The first of the diagrams: the page shows the others as text. */
static gboolean
draw(const TmTemplate *template, const TmThreatType *type, const GPtrArray *diagrams,
     const char *what, const char *folder, GError **error)
{
    g_autofree char *stem = file_stem(type->id);
    g_autofree char *name = g_strdup_printf("img/%s-%s.svg", stem, what);
    g_autofree char *title = g_strdup_printf("%s %s", type->id, what);
    g_autoptr(GString) svg = g_string_new(NULL);

    if (!tm_docs_draws() || diagrams->len == 0)
        return TRUE;
    return tm_docs_draw(template, type, diagrams->pdata[0], title, svg, error) &&
           write_file(folder, name, svg, error);
}

static gboolean
write_types(const TmTemplate *template, const char *folder, GError **error)
{
    for (guint i = 0; i < template->threats->len; i++) {
        const TmThreatType *type = template->threats->pdata[i];
        g_autoptr(GString) text = g_string_new(NULL);

        tm_docs_type(template, type, tm_docs_draws(), text);
        if (!write_page(folder, type->id, text, error) ||
            !draw(template, type, type->hit, "hit", folder, error) ||
            !draw(template, type, type->miss, "miss", folder, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
write_controls(const TmTemplate *template, const char *folder, GError **error)
{
    for (guint i = 0; i < template->controls->len; i++) {
        const TmControl *control = template->controls->pdata[i];
        g_autoptr(GString) text = g_string_new(NULL);

        tm_docs_control(template, control, text);
        if (!write_page(folder, control->id, text, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
write_frames(const TmTemplate *template, const char *folder, GError **error)
{
    g_autoptr(GPtrArray) frames = tm_docs_frames(template);

    for (guint i = 0; i < frames->len; i++) {
        g_autofree char *name = tm_docs_frame_name(frames->pdata[i]);
        g_autoptr(GString) text = g_string_new(NULL);

        tm_docs_frame(template, frames->pdata[i], text);
        if (!write_file(folder, name, text, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
tm_docs_write(const TmTemplate *template, const char *folder, GError **error)
{
    g_autofree char *pictures = g_build_filename(folder, "img", NULL);
    g_autoptr(GString) index = g_string_new(NULL);

    tm_docs_index(template, index);
    return make_folder(folder, error) && (!tm_docs_draws() || make_folder(pictures, error)) &&
           write_types(template, folder, error) && write_controls(template, folder, error) &&
           write_frames(template, folder, error) && write_page(folder, "README", index, error);
}
