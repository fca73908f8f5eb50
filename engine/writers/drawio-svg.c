/* A picture with a diagram inside (.drawio.svg): badges on the picture, and on the diagram. */
#include <math.h>
#include <string.h>

#include "chip.h"
#include "dot-label.h"
#include "drawio-own.h"
#include "escape.h"

#define GROUP "tm-badges" /* id of what we put into the picture */
#define MAX_VOTERS 2000   /* parts whose sizes are sought in the picture */
#define MAX_PAIRS 50000000
#define SAME_SIZE 0.75 /* pixels that a shape and its cell may differ by */
#define SAME_LINE 60   /* pixels that both ends of a line and its flow may differ by in sum */

/* From the diagram to the picture. */
typedef struct {
    const TmDrawioPicture *picture;
    double dx;
    double dy;
    guint votes;
    gboolean exact; /* lines are sought in the picture */
} Mapping;

/* --- where the diagram is in the picture -------------------------------------------------- */

static gboolean
is_size_of(const TmDrawioShape *shape, TmBox box)
{
    return fabs(shape->box.width - box.width) < SAME_SIZE &&
           fabs(shape->box.height - box.height) < SAME_SIZE;
}

/* A shape that is as large as a cell may be that cell: all that are tell how far the picture is
 * moved. Moves are counted in whole pixels. */
static void
vote(GHashTable *votes, const TmDrawioPicture *picture, const char *cell, TmBox box)
{
    for (guint i = 0; i < picture->shapes->len; i++) {
        const TmDrawioShape *shape = &g_array_index(picture->shapes, TmDrawioShape, i);
        char *key;
        guint count;
        if (!is_size_of(shape, box) || (shape->cell != NULL && strcmp(shape->cell, cell) != 0))
            continue;
        key = g_strdup_printf("%.0f %.0f", shape->box.x - box.x, shape->box.y - box.y);
        count = GPOINTER_TO_UINT(g_hash_table_lookup(votes, key));
        g_hash_table_insert(votes, key, GUINT_TO_POINTER(count + 1));
    }
}

static void
take_winner(Mapping *mapping, GHashTable *votes)
{
    const char *winner = NULL;
    GHashTableIter iter;
    gpointer key;
    gpointer count;
    char *end;

    g_hash_table_iter_init(&iter, votes);
    while (g_hash_table_iter_next(&iter, &key, &count)) {
        const guint number = GPOINTER_TO_UINT(count);
        if (number < mapping->votes ||
            (number == mapping->votes && winner != NULL && strcmp(key, winner) > 0))
            continue;
        winner = key;
        mapping->votes = number;
    }
    if (winner == NULL)
        return;
    mapping->dx = g_ascii_strtod(winner, &end);
    mapping->dy = g_ascii_strtod(end, NULL);
}

/* Without any shape to go by the picture begins where the first thing of the diagram does. */
static void
take_corner(Mapping *mapping, const TmDiagram *diagram)
{
    TmPoint low = {G_MAXDOUBLE, G_MAXDOUBLE};

    for (guint i = 0; i < diagram->elements->len; i++) {
        const TmElement *element = diagram->elements->pdata[i];
        if (element->placed)
            low = (TmPoint){MIN(low.x, element->box.x), MIN(low.y, element->box.y)};
    }
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = diagram->boundaries->pdata[i];
        if (boundary->placed && !boundary->line)
            low = (TmPoint){MIN(low.x, boundary->box.x), MIN(low.y, boundary->box.y)};
    }
    mapping->dx = low.x < G_MAXDOUBLE ? -low.x : 0;
    mapping->dy = low.y < G_MAXDOUBLE ? -low.y : 0;
}

static Mapping
map_diagram(const TmDrawioPicture *picture, const TmDiagram *diagram)
{
    g_autoptr(GHashTable) votes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Mapping mapping = {picture, 0, 0, 0, TRUE};

    for (guint i = 0; i < MIN(diagram->elements->len, MAX_VOTERS); i++) {
        const TmElement *element = diagram->elements->pdata[i];
        if (element->placed)
            vote(votes, picture, element->part.id, element->box);
    }
    for (guint i = 0; i < MIN(diagram->boundaries->len, MAX_VOTERS); i++) {
        const TmBoundary *boundary = diagram->boundaries->pdata[i];
        if (boundary->placed && !boundary->line)
            vote(votes, picture, boundary->part.id, boundary->box);
    }
    take_winner(&mapping, votes);
    if (mapping.votes == 0)
        take_corner(&mapping, diagram);
    return mapping;
}

/* --- badges ------------------------------------------------------------------------------- */

static const TmDrawioShape *
shape_of(const Mapping *mapping, const TmDrawioWorn *worn)
{
    gpointer number =
        worn->cell != NULL ? g_hash_table_lookup(mapping->picture->by_id, worn->cell) : NULL;

    return number == NULL ? NULL
                          : &g_array_index(mapping->picture->shapes, TmDrawioShape,
                                           GPOINTER_TO_UINT(number) - 1);
}

/* On the first or the last piece of the path that is known. */
static TmPoint
point_on(const TmDrawioWorn *worn)
{
    const TmFlow *flow = worn->drawn;
    const TmPoint *points = flow->points + (worn->early ? 0 : flow->n_points - 2);
    const double share = flow->n_points > 2 ? 0.5 : worn->early ? 0.25 : 0.75;

    return (TmPoint){points[0].x + (points[1].x - points[0].x) * share,
                     points[0].y + (points[1].y - points[0].y) * share};
}

/* Returns the line of the picture whose ends are those of the flow, or NULL. */
static const TmDrawioShape *
line_of(const Mapping *mapping, const TmFlow *flow)
{
    const TmPoint from = flow->points[0];
    const TmPoint to = flow->points[flow->n_points - 1];
    const GArray *shapes = mapping->picture->shapes;
    const TmDrawioShape *best = NULL;
    double least = SAME_LINE;

    for (guint i = 0; i < shapes->len; i++) {
        const TmDrawioShape *shape = &g_array_index(shapes, TmDrawioShape, i);
        const double apart =
            hypot(from.x + mapping->dx - shape->from.x, from.y + mapping->dy - shape->from.y) +
            hypot(to.x + mapping->dx - shape->to.x, to.y + mapping->dy - shape->to.y);
        if (!shape->line || apart >= least)
            continue;
        least = apart;
        best = shape;
    }
    return best;
}

/* Returns FALSE where nobody knows where the badge would be. */
static gboolean
find_place(const Mapping *mapping, const TmDrawioWorn *worn, TmPoint *place)
{
    const TmDrawioShape *shape = shape_of(mapping, worn);
    TmDrawioWorn drawn = *worn;

    if (shape != NULL && worn->flow == shape->line) {
        drawn.box = shape->box;
        *place = !worn->flow   ? tm_drawio_badge_place(&drawn)
                 : worn->early ? shape->early
                               : shape->late;
        return TRUE;
    }
    if (worn->flow && (worn->drawn == NULL || worn->drawn->n_points < 2))
        return FALSE;
    if (!worn->flow && !worn->placed)
        return FALSE;
    if (worn->flow && mapping->exact && (shape = line_of(mapping, worn->drawn)) != NULL) {
        *place = worn->early ? shape->early : shape->late;
        return TRUE;
    }
    *place = worn->flow ? point_on(worn) : tm_drawio_badge_place(worn);
    *place = (TmPoint){place->x + mapping->dx, place->y + mapping->dy};
    return TRUE;
}

/* What would be cut off at the edge of the picture stays inside. */
static void
append_badge(GString *out, const TmDrawioWorn *worn, TmPoint at)
{
    const TmThreat *worst = g_ptr_array_index(worn->threats, 0);
    const int width = tm_drawio_badge_width(worn);
    const int x = (int)CLAMP(round(at.x - width / 2.0), 0, 1e6);
    const int y = (int)CLAMP(round(at.y - TM_DRAWIO_BADGE_HEIGHT / 2.0), 0, 1e6);
    g_autoptr(GString) text = g_string_new(NULL);

    tm_drawio_badge_text(text, worn->threats);
    g_string_append_printf(out, "<g class=\"tm-badge severity-%s\"><title>",
                           tm_severity_name(worst->severity));
    tm_escape_xml(out, text->str);
    g_string_append_printf(out,
                           "</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" "
                           "fill=\"%s\" stroke=\"#ffffff\"/>",
                           x, y, width, TM_DRAWIO_BADGE_HEIGHT,
                           tm_chip_colour(worst->severity)->fill);
    g_string_append_printf(out,
                           "<text x=\"%d\" y=\"%d\" fill=\"%s\" font-family=\"Helvetica\" "
                           "font-size=\"10px\" font-weight=\"bold\" text-anchor=\"middle\">",
                           x + width / 2, y + 12, tm_chip_colour(worst->severity)->ink);
    tm_drawio_badge_label(out, worn);
    g_string_append(out, "</text></g>");
}

/* The picture shows one page: that of which it has the most. */
static guint
find_page(const TmModel *model, const TmDrawioPicture *picture, Mapping *best)
{
    guint found = 0;

    *best = (Mapping){picture, 0, 0, 0, TRUE};
    for (guint i = 0; i < model->diagrams->len; i++) {
        const Mapping mapping = map_diagram(picture, model->diagrams->pdata[i]);
        if (i > 0 && mapping.votes <= best->votes)
            continue;
        *best = mapping;
        found = i;
    }
    return found;
}

static void
append_badges(GString *out, const TmModel *model, const TmDrawioPicture *picture,
              const GPtrArray *pages)
{
    Mapping mapping;
    const guint number = find_page(model, picture, &mapping);
    const GPtrArray *page = number < pages->len ? pages->pdata[number] : NULL;

    if (page == NULL || page->len == 0)
        return;
    mapping.exact = (guint64)page->len * picture->shapes->len <= MAX_PAIRS;
    g_string_append(out, "<g id=\"" GROUP "\">");
    for (guint i = 0; i < page->len; i++) {
        const TmDrawioWorn *worn = page->pdata[i];
        TmPoint place;
        if (find_place(&mapping, worn, &place))
            append_badge(out, worn, place);
    }
    g_string_append(out, "</g>");
}

/* --- the file ----------------------------------------------------------------------------- */

/* Finds the group that we put in before. */
static gboolean
find_group(const char *text, gsize length, TmSpan *group)
{
    TmTag tag = {0};
    TmTag end;

    while (tm_tag_next(text, length, tag.at.end, &tag)) {
        g_autofree char *id = tm_tag_is(text, &tag, "g") && tag.kind != TM_TAG_CLOSE
                                  ? tm_mark_value(text, &tag, "id")
                                  : NULL;
        if (g_strcmp0(id, GROUP) != 0 || !tm_tag_end(text, length, &tag, &end))
            continue;
        *group = (TmSpan){tag.at.start, end.at.end};
        return TRUE;
    }
    return FALSE;
}

/* The diagram goes back in the form in which it was. */
static void
replace_content(const TmModel *model, TmEdits *edits, TmSpan span, const GString *diagram)
{
    g_autofree char *former = g_strndup(model->text + span.start, span.end - span.start);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *coded = NULL;

    if (strcmp(diagram->str, model->drawing) == 0)
        return;
    if (*former == '%') {
        tm_drawio_escape(out, diagram->str, diagram->len);
    } else if (*former == '&' || *former == '<') {
        tm_escape_xml(out, diagram->str);
    } else {
        coded = g_base64_encode((const guchar *)diagram->str, diagram->len);
        g_string_append(out, coded);
    }
    tm_edits_add(edits, span, out->str);
}

static gboolean
find_root(const TmModel *model, TmTag *root)
{
    *root = (TmTag){0};
    while (tm_tag_next(model->text, model->length, root->at.end, root))
        if (root->kind != TM_TAG_OTHER)
            return tm_tag_is(model->text, root, "svg");
    return FALSE;
}

static void
splice_picture(const TmModel *model, const TmTag *root, const GPtrArray *worn,
               const GString *diagram, GString *out)
{
    g_autoptr(TmEdits) edits = tm_edits_new();
    g_autoptr(TmDrawioPicture) picture = NULL;
    g_autoptr(GString) badges = g_string_new(NULL);
    g_autoptr(GString) bare = g_string_new(NULL);
    g_autoptr(TmEdits) cut = tm_edits_new();
    TmSpan group;
    TmMark mark;
    TmTag end;

    if (find_group(model->text, model->length, &group)) {
        tm_edits_add(edits, group, "");
        tm_edits_add(cut, group, "");
    }
    tm_edits_apply(cut, model->text, model->length, bare);
    picture = tm_drawio_picture_new(bare->str, bare->len);
    append_badges(badges, model, picture, worn);
    if (tm_mark_find(model->text, root, "content", &mark))
        replace_content(model, edits, mark.value, diagram);
    if (tm_tag_end(model->text, model->length, root, &end))
        tm_edits_insert(edits, end.at.start, badges->str);
    tm_edits_apply(edits, model->text, model->length, out);
}

static gboolean
write_svg(const TmReport *report, const TmView *view, GString *out, GError **error)
{
    const TmModel *model = report->model;
    g_autoptr(GString) diagram = g_string_new(NULL);
    g_autoptr(GPtrArray) worn = NULL;
    TmTag root;

    if (model->drawing == NULL || !find_root(model, &root))
        return tm_fail(error, TM_ERROR_FORMAT, model->file, (TmPlace){1, 1},
                       "only a .drawio.svg is written as one: .drawio and .svg can be written too");
    if (!g_utf8_validate(model->text, (gssize)model->length, NULL))
        return tm_fail(error, TM_ERROR_FORMAT, model->file, (TmPlace){1, 1},
                       "only files in UTF-8 are written back: save it with draw.io first");
    worn = tm_drawio_worn(report, view);
    if (!tm_drawio_splice(report, view, worn, diagram, error))
        return FALSE;
    splice_picture(model, &root, worn, diagram, out);
    return TRUE;
}

const TmWriter tm_writer_drawio_svg = {
    "drawio.svg", "drawio.svg dio.svg",
    "the picture with a draw.io diagram inside, with badges on both", write_svg, FALSE};
