/* What a style shows of a part. */
#include "drawio-sight.h"

void
tm_drawio_see_icon(TmModel *model, const DrawioStyle *style, TmPart *part)
{
    g_autofree char *icon = NULL;

    if (style->icon_library == NULL)
        return;
    icon = g_strdup_printf("%s %s", style->icon_library, style->icon_name);
    tm_model_see(model, part, "icon", icon);
}

static void
see_colour(TmModel *model, const DrawioStyle *style, TmPart *part, const char *what,
           const char *key)
{
    const char *value = tm_drawio_style_value(style, key);
    g_autofree char *lower = value != NULL ? g_ascii_strdown(value, -1) : NULL;

    if (lower != NULL && *lower == '#')
        tm_model_see(model, part, what, lower);
}

const GPtrArray *
tm_drawio_sights(TmModel *model, const DrawioStyle *style)
{
    TmPart part = {.seen = tm_pool_array(&model->pool)};

    tm_model_see(model, &part, "shape", style->shape);
    if (style->dashed)
        tm_model_see(model, &part, "style", "dashed");
    if (style->nofill)
        tm_model_see(model, &part, "style", "nofill");
    see_colour(model, style, &part, "stroke", "strokeColor");
    see_colour(model, style, &part, "fill", "fillColor");
    tm_drawio_see_icon(model, style, &part);
    return part.seen;
}
