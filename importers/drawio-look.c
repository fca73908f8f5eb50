/* What a vertex may be, from its own shape and label alone. */
#include <string.h>

#include "drawio-arc.h"
#include "drawio-look.h"

#define BADGE_SIZE 45 /* pixels; numbers in circles are 20 to 40 */
#define TAG_HEIGHT 30
#define TAG_LETTERS 4     /* "12", "A01", "TA03" */
#define ICON_SIZE 40      /* of an icon that says something about its neighbour */
#define INSIDE_SHARE 0.75 /* so much of what is inside is inside, */
#define INSIDE_SIZE 0.8   /* and it is smaller than what it is inside of */
#define SPECK 12          /* what is lower than this is no element */

gboolean
tm_drawio_is_stated(const DrawioCell *cell)
{
    const char *types = tm_drawio_extra(cell, "tm.type");

    return types != NULL && *types != '\0';
}

static gboolean
is_palette_boundary(const DrawioStyle *style)
{
    const char *stroke = tm_drawio_style_value(style, "strokeColor");

    return style->dashed && style->nofill && stroke != NULL &&
           g_ascii_strcasecmp(stroke, "#ff3333") == 0;
}

gboolean
tm_drawio_is_drawn_as_boundary(const DrawioCell *cell)
{
    const char *c4 = tm_drawio_extra(cell, "c4Type");

    if (c4 != NULL && strstr(c4, "Boundary") != NULL)
        return TRUE;
    return (cell->style->area && cell->style->icon_name != NULL) ||
           is_palette_boundary(cell->style);
}

gboolean
tm_drawio_is_inside(const DrawioCell *cell, const DrawioCell *area)
{
    const DrawioCell *parent = cell->parent;

    if (cell == area || (cell->role != DRAWIO_ELEMENT && cell->role != DRAWIO_BOUNDARY) ||
        tm_drawio_is_arc(cell) || tm_drawio_box_area(cell->at) > tm_drawio_box_area(area->at))
        return FALSE;
    for (guint i = 0; i < 3 && parent != NULL; i++, parent = parent->parent)
        if (parent == area)
            return TRUE;
    return tm_drawio_box_share(cell->at, area->at) >= INSIDE_SHARE &&
           tm_drawio_box_area(cell->at) <= tm_drawio_box_area(area->at) * INSIDE_SIZE;
}

gboolean
tm_drawio_is_legend(const char *label)
{
    static const char *const words[] = {
        "legend*", "légende*", "leyenda*", "легенда*", "условные обозначения*", "图例*", "凡例*",
        "圖例*",   "key",      "key:",     NULL};
    g_autofree char *lower = g_utf8_strdown(label, MIN(strlen(label), 64));

    return tm_drawio_matches(lower, words);
}

/* Lines lead through the answers of a flow chart, and round what runs twice. */
static gboolean
is_remark(const char *label)
{
    static const char *const words[] = {"yes",    "no",
                                        "y",      "n",
                                        "true",   "false",
                                        "ja",     "nein",
                                        "oui",    "non",
                                        "sí",     "si",
                                        "да",     "нет",
                                        "是",     "否",
                                        "はい",   "いいえ",
                                        "yes/no", "else",
                                        "ok",     "wahr",
                                        "falsch", "vrai",
                                        "faux",   "availability set*",
                                        NULL};
    g_autofree char *lower = g_utf8_strdown(label, MIN(strlen(label), 64));

    return tm_drawio_matches(g_strstrip(lower), words);
}

/* A table that flows end on is an element all the same. */
static gboolean
is_in_table(const DrawioCell *cell)
{
    const DrawioCell *parent = cell->parent;

    if (strcmp(cell->style->shape, "table") == 0 && cell->linked)
        return FALSE;
    return cell->style->table || (parent != NULL && parent->style->table);
}

/* "4", "1.2", "A01", "TA03"; but "S3" with edges is a thing. */
static gboolean
is_tag(const char *label, guint n_edges)
{
    guint letters = 0;
    guint digits = 0;

    for (; g_ascii_isupper(*label); label++)
        letters++;
    if (letters > 0 && n_edges > 0)
        return FALSE;
    for (; g_ascii_isdigit(*label) || *label == '.'; label++)
        digits++;
    return *label == '\0' && letters <= 2 && letters + digits <= TAG_LETTERS && digits > 0;
}

gboolean
tm_drawio_has_number_field(const DrawioCell *cell)
{
    return g_str_has_prefix(cell->style->shape, "mxgraph.dfd.") && is_tag(cell->label, 0);
}

/* A lock on an arrow, a role beside a server. */
static gboolean
is_small_icon(const DrawioCell *cell)
{
    const double size = MAX(cell->at.width, cell->at.height);

    return *cell->label == '\0' ? size <= TAG_HEIGHT : size < ICON_SIZE && cell->n_edges == 0;
}

static gboolean
is_badge(const DrawioCell *cell)
{
    const TmBox at = cell->at;

    if (cell->n_children > 0)
        return FALSE;
    if (cell->style->icon_library != NULL)
        return is_small_icon(cell);
    if (tm_drawio_has_number_field(cell))
        return FALSE;
    if (is_tag(cell->label, cell->n_edges))
        return (at.width <= BADGE_SIZE && at.height <= BADGE_SIZE) || at.height <= TAG_HEIGHT;
    return *cell->label == '\0' && at.width <= TAG_HEIGHT && at.height <= TAG_HEIGHT;
}

static gboolean
is_group(const DrawioCell *cell)
{
    if (cell->n_children == 0 || cell->style->icon_library != NULL)
        return FALSE;
    return cell->style->group ||
           (*cell->label == '\0' && cell->style->nofill && cell->style->nostroke);
}

gboolean
tm_drawio_is_piece(const DrawioCell *cell)
{
    const DrawioCell *card = cell->parent;

    if (!cell->vertex || card == NULL || !card->vertex || is_group(card) ||
        tm_drawio_is_stated(cell) || tm_drawio_is_drawn_as_boundary(card))
        return FALSE;
    if (tm_drawio_style_on(cell->style, "part"))
        return TRUE;
    return cell->style->icon_library != NULL && *cell->label != '\0' && *card->label == '\0' &&
           card->n_children == 1 && !card->style->container &&
           MAX(cell->at.width, cell->at.height) < ICON_SIZE;
}

static DrawioRole
stated_role(const DrawioPage *page, const char *types)
{
    g_auto(GStrv) ids = g_strsplit_set(types, ", ", 2);
    const TmStencil *stencil = tm_template_stencil(page->template, ids[0]);

    if (strcmp(ids[0], "none") == 0)
        return DRAWIO_NOTHING;
    return stencil != NULL && stencil->kind == TM_BOUNDARY ? DRAWIO_BOUNDARY : DRAWIO_ELEMENT;
}

/* Badges that we wrote ourselves, in the layer that we added. */
static gboolean
is_ours(const DrawioCell *cell)
{
    return tm_drawio_extra(cell, "tm.badge") != NULL ||
           (cell->parent != NULL && tm_drawio_extra(cell->parent, "tm.layer") != NULL);
}

/* Text without a text style: nothing is drawn around it. */
static gboolean
is_text(const DrawioCell *cell)
{
    const DrawioStyle *style = cell->style;

    if (style->boxed && cell->n_edges > 0)
        return FALSE;
    return style->text || (style->nofill && style->nostroke && style->icon_library == NULL &&
                           strcmp(style->shape, "rectangle") == 0);
}

/* Strokes hold nothing; but a rectangle with few sides that has a name and flows is a
 * thing. */
static gboolean
is_stroke(const DrawioCell *cell)
{
    return cell->style->stroke && (strcmp(cell->style->shape, "partialRectangle") != 0 ||
                                   cell->n_edges == 0 || *cell->label == '\0');
}

DrawioRole
tm_drawio_first_look(const DrawioPage *page, const DrawioCell *cell)
{
    const char *types = tm_drawio_extra(cell, "tm.type");

    if (!cell->vertex || is_ours(cell))
        return DRAWIO_NOTHING;
    if (cell->parent != NULL && cell->parent->edge)
        return DRAWIO_LABEL;
    if (types != NULL && *types != '\0')
        return stated_role(page, types);
    if (is_group(cell))
        return DRAWIO_NOTHING;
    if (tm_drawio_is_arc(cell))
        return cell->style->dashed ? DRAWIO_BOUNDARY : DRAWIO_DECORATION;
    if (is_in_table(cell) || is_stroke(cell) || is_badge(cell))
        return DRAWIO_DECORATION;
    if (is_text(cell))
        return is_remark(cell->label) && cell->n_edges > 0 ? DRAWIO_DECORATION : DRAWIO_TEXT;
    return cell->n_edges == 0 && cell->at.height < SPECK ? DRAWIO_DECORATION : DRAWIO_ELEMENT;
}
