/* A drawing as a list of marks, from which SVG or xdot is made. Units are points, y goes down.
 * Texts and points are copied. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct TmCanvas TmCanvas;

/* What a shape is drawn with. */
typedef struct {
    const char *fill;   /* NULL: none */
    const char *stroke; /* NULL: none */
    double width;       /* of the stroke, points */
    gboolean dashed;
} TmPen;

typedef struct {
    double size;      /* points */
    const char *fill; /* NULL: black, which dark mode turns */
    gboolean bold;
    gboolean italic;
} TmFont;

TmCanvas *tm_canvas_new(double width, double height);
void tm_canvas_free(TmCanvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmCanvas, tm_canvas_free)

/* What follows until the end of the group belongs together. @id, @class and @title may be NULL. */
void tm_canvas_open(TmCanvas *canvas, const char *id, const char *class, const char *title);
void tm_canvas_close(TmCanvas *canvas);

/* The group that was opened last, and holds no other, leads to @address. */
void tm_canvas_link(TmCanvas *canvas, const char *address);

/* A line through @points, or a polygon. */
void tm_canvas_line(TmCanvas *canvas, TmPen pen, const TmPoint *points, guint count);
void tm_canvas_polygon(TmCanvas *canvas, TmPen pen, const TmPoint *points, guint count);

/* Cubic curves: 3n+1 points. */
void tm_canvas_curve(TmCanvas *canvas, TmPen pen, const TmPoint *points, guint count);

void tm_canvas_box(TmCanvas *canvas, TmPen pen, TmBox box);
void tm_canvas_round(TmCanvas *canvas, TmPen pen, TmBox box, double radius);
void tm_canvas_ellipse(TmCanvas *canvas, TmPen pen, TmBox box);

/* A line of text, centred on @at.x, or beginning there; @at.y is its base. @width: about how wide
 * it is. */
void tm_canvas_text(TmCanvas *canvas, TmFont font, TmPoint at, double width, const char *text);
void tm_canvas_text_left(TmCanvas *canvas, TmFont font, TmPoint at, double width, const char *text);

/* Appends it as Graphviz would write it, so that both are treated alike afterwards. */
void tm_canvas_svg(const TmCanvas *canvas, GString *out);

/* Appends a DOT graph that Graphviz (layout nop2) draws as this. Links lead to places of @report,
 * an address; NULL: there are none. */
void tm_canvas_dot(const TmCanvas *canvas, const char *report, GString *out);

G_END_DECLS
