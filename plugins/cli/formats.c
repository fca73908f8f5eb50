/* Every format that can be written: those of the engine, and pictures where Graphviz is there. */
#include <string.h>

#include "formats.h"
#include "importers.h"
#ifdef HAVE_GRAPHVIZ
#include "picture.h"
#endif

/* Pictures are not written by a function of their own, but by a painter. */
static const TmWriter pictures[] = {
#ifdef HAVE_GRAPHVIZ
    {"svg", "svg", "picture with threats, links and tooltips", NULL, FALSE},
    {"png", "png", "picture", NULL, FALSE},
    {"pdf", "pdf", "picture", NULL, FALSE},
#endif
    {0},
};

/* Returns the format of that number, or NULL after the last: the engine's, then pictures. */
static const TmWriter *
format_at(guint number)
{
    guint count = 0;

    while (tm_writers[count] != NULL)
        count++;
    if (number < count)
        return tm_writers[number];
    return pictures[number - count].name != NULL ? &pictures[number - count] : NULL;
}

static const TmWriter *
find_format(const char *name)
{
    const TmWriter *format;

    for (guint i = 0; (format = format_at(i)) != NULL; i++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

gboolean
tm_format_exists(const char *name)
{
    return find_format(name) != NULL;
}

gsize
tm_format_match(const char *extensions, const char *path)
{
    g_auto(GStrv) endings = g_strsplit(extensions, " ", -1);
    g_autofree char *lower = g_ascii_strdown(path, -1);
    gsize longest = 0;

    for (char **ending = endings; *ending != NULL; ending++) {
        g_autofree char *dotted = g_strconcat(".", *ending, NULL);

        if (**ending != '\0' && g_str_has_suffix(lower, dotted))
            longest = MAX(longest, strlen(*ending));
    }
    return longest;
}

const char *
tm_format_of_path(const char *path)
{
    const TmWriter *format;
    const char *best = NULL;
    gsize longest = 0;

    for (guint i = 0; (format = format_at(i)) != NULL; i++) {
        gsize length = tm_format_match(format->extensions, path);

        if (length > longest) {
            longest = length;
            best = format->name;
        }
    }
    return best;
}

char *
tm_format_ending(const char *name)
{
    const char *extensions = find_format(name)->extensions;

    return g_strndup(extensions, strcspn(extensions, " "));
}

#ifdef HAVE_GRAPHVIZ
#define MOST_PICTURES 100 /* in a report: each takes some megabytes */

static const char *
picture_of(const TmWriter *format)
{
    return format->pictured ? "svg" : format->name;
}

/* What is laid out by Graphviz: SVG only where parts have no places, as in most DOT. */
static gboolean
needs_painter(const char *name, const char *input)
{
    const TmWriter *format = find_format(name);

    if (format->write != NULL && !format->pictured)
        return FALSE;
    return strcmp(picture_of(format), "svg") != 0 || strcmp(input, "-") == 0 ||
           tm_format_match("dot gv", input) > 0;
}

TmPainter *
tm_format_prepare(const char *name, const TmView *view, const char *input)
{
    TmPictureLimits limits = tm_picture_limits;

    limits.seconds = MAX(limits.seconds, view->seconds);
    return needs_painter(name, input) ? tm_painter_start(picture_of(find_format(name)), &limits)
                                      : NULL;
}

void
tm_format_unprepare(TmPainter *painter)
{
    tm_painter_free(painter);
}

/* Of several pictures the first is told. */
static void
note_simplified(GString *notes, const GString *simplified)
{
    if (notes->len == 0 && simplified->len > 0)
        g_string_append_printf(notes, "the picture is simplified: %s", simplified->str);
}

static gboolean
write_picture(const TmReport *report, const TmView *view, const char *name, TmPainter *painter,
              GString *out, GString *notes, GError **error)
{
    g_autoptr(GString) simplified = g_string_new(NULL);

    if (!tm_picture_write(painter, report, view, name, out, simplified, error))
        return FALSE;
    note_simplified(notes, simplified);
    return TRUE;
}

/* Pages share the time, and their threats are where they are. */
static TmView
view_of_page(const TmView *view, gint64 deadline, guint pages)
{
    const gint64 left = MAX(deadline - g_get_monotonic_time(), 0) / G_USEC_PER_SEC;
    TmView page = *view;

    page.seconds = (guint)MAX(left / pages, 1);
    page.report = "";
    return page;
}

/* Returns the picture, or NULL where it cannot be drawn: then a report is without. */
static char *
draw_page(TmPainter *painter, const TmReport *report, const TmView *view, const TmDiagram *diagram,
          GString *notes)
{
    g_autoptr(GString) svg = g_string_new(NULL);
    g_autoptr(GString) simplified = g_string_new(NULL);

    if (!tm_picture_write_page(painter, report, view, diagram, "svg", svg, simplified, NULL))
        return NULL;
    note_simplified(notes, simplified);
    return g_string_free(g_steal_pointer(&svg), FALSE);
}

/* The painter paints the first. */
static GPtrArray *
draw_pages(TmPainter *painter, const TmReport *report, const TmView *view, GString *notes)
{
    const GPtrArray *diagrams = report->model->diagrams;
    const guint count = MIN(diagrams->len, MOST_PICTURES);
    const guint seconds = view->seconds > 0 ? view->seconds : tm_picture_limits.seconds;
    const gint64 deadline = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
    GPtrArray *drawn = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < count; i++) {
        const TmDiagram *diagram = g_ptr_array_index(diagrams, i);
        const TmView page = view_of_page(view, deadline, count - i);
        g_ptr_array_add(drawn, NULL);
        if (diagram->elements->len == 0 || !tm_view_diagram(view, diagram))
            continue;
        drawn->pdata[i] = draw_page(painter, report, &page, diagram, notes);
        painter = NULL;
    }
    return drawn;
}
#else
static GPtrArray *
draw_pages(TmPainter *painter G_GNUC_UNUSED, const TmReport *report G_GNUC_UNUSED,
           const TmView *view G_GNUC_UNUSED, GString *notes G_GNUC_UNUSED)
{
    return g_ptr_array_new_with_free_func(g_free);
}

TmPainter *
tm_format_prepare(const char *name G_GNUC_UNUSED, const TmView *view G_GNUC_UNUSED,
                  const char *input G_GNUC_UNUSED)
{
    return NULL;
}

void
tm_format_unprepare(TmPainter *painter G_GNUC_UNUSED)
{
}

static gboolean
write_picture(const TmReport *report G_GNUC_UNUSED, const TmView *view G_GNUC_UNUSED,
              const char *name G_GNUC_UNUSED, TmPainter *painter G_GNUC_UNUSED,
              GString *out G_GNUC_UNUSED, GString *notes G_GNUC_UNUSED,
              GError **error G_GNUC_UNUSED)
{
    g_assert_not_reached();
}
#endif

static gboolean
write_pictured(const TmWriter *format, const TmReport *report, const TmView *view,
               TmPainter *painter, GString *out, GString *notes, GError **error)
{
    g_autoptr(GPtrArray) drawn = draw_pages(painter, report, view, notes);
    TmView pictured = *view;

    pictured.pictures = drawn;
    return format->write(report, &pictured, out, error);
}

gboolean
tm_format_write(const TmReport *report, const TmView *view, const char *name, TmPainter *painter,
                GString *out, GString *notes, GError **error)
{
    const TmWriter *format = find_format(name);
    TmView asking = *view;

    asking.notes = notes;
    if (format->write == NULL)
        return write_picture(report, view, name, painter, out, notes, error);
    if (format->pictured)
        return write_pictured(format, report, view, painter, out, notes, error);
    return format->write(report, &asking, out, error);
}

static void
print_format(const char *name, const char *extensions, const char *about, GString *out)
{
    g_auto(GStrv) endings = g_strsplit(extensions, " ", -1);
    g_autofree char *dotted = g_strjoinv(" .", endings);

    g_string_append_printf(out, "  %-8s %s\n           .%s\n", name, about, dotted);
}

void
tm_formats_print(GString *out)
{
    const TmWriter *format;

    g_string_append(out, "\nFormats that are read:\n");
    for (const TmImporter *const *importer = tm_importers; *importer != NULL; importer++)
        print_format((*importer)->name, (*importer)->extensions, (*importer)->about, out);
    g_string_append(out, "\nFormats that are written:\n");
    for (guint i = 0; (format = format_at(i)) != NULL; i++)
        print_format(format->name, format->extensions, format->about, out);
}
