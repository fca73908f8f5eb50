/* Which way an arrow points. */
#include <string.h>

#include "drawio-heads.h"

typedef enum {
    HEAD_NONE,
    HEAD_MARK,
    HEAD_ARROW,
} Head;

static Head
head(const DrawioStyle *style, const char *key, Head otherwise)
{
    static const char *const marks[] = {"oval",        "circle",   "circlePlus", "diamond",
                                        "diamondThin", "dash",     "cross",      "box",
                                        "halfCircle",  "baseDash", NULL};
    const char *value = tm_drawio_style_value(style, key);

    if (value == NULL || strcmp(value, "default") == 0)
        return otherwise;
    if (*value == '\0' || strcmp(value, "none") == 0)
        return HEAD_NONE;
    return g_strv_contains(marks, value) || g_str_has_prefix(value, "ER") ? HEAD_MARK : HEAD_ARROW;
}

DrawioHeads
tm_drawio_heads(const DrawioStyle *style)
{
    static const char *const plain[] = {"link", "line", "filledEdge", NULL};
    const Head usual = g_strv_contains(plain, style->shape) ? HEAD_NONE : HEAD_ARROW;
    const Head end = head(style, "endArrow", usual);
    const Head start = head(style, "startArrow", HEAD_NONE);
    DrawioHeads heads = {end >= start, start > end, FALSE};

    if (end == start) {
        heads.backward = end == HEAD_ARROW;
        heads.undirected = end != HEAD_ARROW;
    }
    return heads;
}
