/* A picture with a diagram inside (.drawio.svg): badges on the picture, and on the diagram. */
#include <math.h>
#include <string.h>

#include "chip.h"
#include "dot-label.h"
#include "drawio-own.h"
#include "escape.h"

#define GROUP "tm-badges" /* id of what we put into the picture */
#define MAX_PAIRS 50000000
#define LEAST_SCALE 0.6 /* of badges: smaller ones cannot be read */
#define MOST_SCALE 4
#define SAME_LINE 60 /* pixels that both ends of a line and its flow may differ by in sum */

/* --- badges ------------------------------------------------------------------------------- */

static const TmDrawioShape *
shape_of(const TmDrawioMapping *mapping, const TmDrawioWorn *worn)
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
line_of(const TmDrawioMapping *mapping, const TmFlow *flow)
{
    const TmPoint from = tm_drawio_mapped(mapping, flow->points[0]);
    const TmPoint to = tm_drawio_mapped(mapping, flow->points[flow->n_points - 1]);
    const GArray *shapes = mapping->picture->shapes;
    const TmDrawioShape *best = NULL;
    double least = SAME_LINE;

    for (guint i = 0; i < shapes->len; i++) {
        const TmDrawioShape *shape = &g_array_index(shapes, TmDrawioShape, i);
        const double apart = hypot(from.x - shape->from.x, from.y - shape->from.y) +
                             hypot(to.x - shape->to.x, to.y - shape->to.y);
        if (!shape->line || apart >= least)
            continue;
        least = apart;
        best = shape;
    }
    return best;
}

static TmPoint
place_on_line(const TmDrawioMapping *mapping, const TmDrawioWorn *worn, const TmDrawioShape *line)
{
    const double up = tm_drawio_badge_above(worn) * mapping->scale;

    if (worn->brief || line->length < TM_DRAWIO_SHORT * mapping->scale)
        return (TmPoint){line->middle.x, line->middle.y - up};
    return worn->early ? line->early : line->late;
}

/* Returns FALSE where nobody knows where the badge would be. */
static gboolean
find_place(const TmDrawioMapping *mapping, const TmDrawioWorn *worn, gboolean exact, TmPoint *place)
{
    const TmDrawioShape *shape = shape_of(mapping, worn);
    TmDrawioWorn drawn = *worn;

    if (shape != NULL && worn->flow == shape->line) {
        drawn.box = shape->box;
        *place = worn->flow ? place_on_line(mapping, worn, shape) : tm_drawio_badge_place(&drawn);
        return TRUE;
    }
    if (worn->flow && (worn->drawn == NULL || worn->drawn->n_points < 2))
        return FALSE;
    if (!worn->flow && !worn->placed)
        return FALSE;
    if (worn->flow && exact && (shape = line_of(mapping, worn->drawn)) != NULL) {
        *place = place_on_line(mapping, worn, shape);
        return TRUE;
    }
    drawn.box = tm_drawio_mapped_box(mapping, worn->box);
    *place = worn->flow ? tm_drawio_mapped(mapping, point_on(worn)) : tm_drawio_badge_place(&drawn);
    return TRUE;
}

/* What would be cut off at the edge of the picture stays inside. */
static void
append_badge(GString *out, const TmDrawioWorn *worn, TmPoint at, double scale)
{
    const TmThreat *worst = g_ptr_array_index(worn->threats, 0);
    const double times = CLAMP(scale, LEAST_SCALE, MOST_SCALE);
    const int width = (int)round(tm_drawio_badge_width(worn) * times);
    const int height = (int)round(TM_DRAWIO_BADGE_HEIGHT * times);
    const int x = (int)CLAMP(round(at.x - width / 2.0), 0, 1e6);
    const int y = (int)CLAMP(round(at.y - height / 2.0), 0, 1e6);
    g_autoptr(GString) text = g_string_new(NULL);

    tm_drawio_badge_text(text, worn->threats);
    g_string_append_printf(out, "<g class=\"tm-badge severity-%s\"><title>",
                           tm_severity_name(worst->severity));
    tm_escape_xml(out, text->str);
    g_string_append_printf(out,
                           "</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" "
                           "fill=\"%s\" stroke=\"#ffffff\"/>",
                           x, y, width, height, height / 2, tm_chip_colour(worst->severity)->fill);
    g_string_append_printf(out,
                           "<text x=\"%d\" y=\"%d\" fill=\"%s\" font-family=\"Helvetica\" "
                           "font-size=\"%dpx\" font-weight=\"bold\" text-anchor=\"middle\">",
                           x + width / 2, y + (int)round(12 * times),
                           tm_chip_colour(worst->severity)->ink, (int)round(10 * times));
    tm_drawio_badge_label(out, worn);
    g_string_append(out, "</text></g>");
}

static void
append_badges(GString *out, const TmModel *model, const TmDrawioPicture *picture,
              const GPtrArray *pages)
{
    TmDrawioMapping mapping;
    const guint number = tm_drawio_map(model, picture, &mapping);
    const GPtrArray *page = number < pages->len ? pages->pdata[number] : NULL;
    gboolean exact;

    if (page == NULL || page->len == 0)
        return;
    exact = (guint64)page->len * picture->shapes->len <= MAX_PAIRS;
    g_string_append(out, "<g id=\"" GROUP "\">");
    for (guint i = 0; i < page->len; i++) {
        const TmDrawioWorn *worn = page->pdata[i];
        TmPoint place;
        if (find_place(&mapping, worn, exact, &place))
            append_badge(out, worn, place, mapping.scale);
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
