/* Pictures of diagrams: DOT is laid out and drawn by Graphviz in a child process with limits, since
 * Graphviz can crash, hang and read files on input that we do not control. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

/* What the child may use. */
typedef struct {
    guint seconds; /* of the clock, and of the processor */
    gsize memory;  /* bytes of address space; not held under AddressSanitizer */
    gsize length;  /* bytes of the picture */
} TmPictureLimits;

/* A process that can draw one picture. */
typedef struct TmPainter TmPainter;

/* Starts one, that gets ready while its caller still works. @format: svg, png, pdf. Returns NULL
 * when the system gives no process. */
TmPainter *tm_painter_start(const char *format, const TmPictureLimits *limits);

/* Appends the picture of the one graph in @dot as Graphviz draws it. The layout is dot, unless the
 * graph attribute `layout` says sfdp, neato or fdp. Errors are TM_ERROR_PICTURE; @out is as before
 * then. A painter paints once, and is to be freed all the same. */
gboolean tm_painter_draw(TmPainter *painter, const char *dot, gsize length, GString *out,
                         GError **error);

/* Gives a painter @seconds from now on, or what it was started with if that is less. */
void tm_painter_hurry(TmPainter *painter, guint seconds);

/* Ends the process, whatever it does. NULL is allowed. */
void tm_painter_free(TmPainter *painter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmPainter, tm_painter_free)

/* A painter started, used and freed. */
gboolean tm_picture_render(const char *dot, gsize length, const char *format,
                           const TmPictureLimits *limits, GString *out, GError **error);

/* Appends @svg, as Graphviz writes it, without anything that is not on our list of elements and
 * attributes (that is TM_ERROR_PICTURE), with tooltips as <title>, a style for dark mode, and
 * @title and @about for those who cannot see it. Of its links only those to "#ID" stay, and lead to
 * that place of @report; NULL: none stays. */
gboolean tm_picture_decorate(const char *svg, gsize length, const char *title, const char *about,
                             const char *report, GString *out, GError **error);

/* What a painter is started with that is to be handed to tm_picture_write(). */
extern const TmPictureLimits tm_picture_limits;

/* Appends the picture of the page of @view, or of the first page that has elements, in about as
 * many seconds as @view says. Large diagrams, and those that would take too long, are simplified:
 * there is always a picture. What was simplified the picture says, and is appended to @simplified.
 * @painter was started for @format before the report was made, so that analysis and the start of
 * Graphviz take their time together; NULL is allowed, the caller frees it. On failure (no such
 * page, no process) @out is as before. */
gboolean tm_picture_write(TmPainter *painter, const TmReport *report, const TmView *view,
                          const char *format, GString *out, GString *simplified, GError **error);

/* The same of one page, whatever @view says. */
gboolean tm_picture_write_page(TmPainter *painter, const TmReport *report, const TmView *view,
                               const TmDiagram *diagram, const char *format, GString *out,
                               GString *simplified, GError **error);

G_END_DECLS
