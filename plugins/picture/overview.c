/* Graphviz lays out one node for each boundary; what it writes as "plain" tells where they are. */
#include "overview.h"

#include <stdlib.h>
#include <string.h>

#define POINTS_AN_INCH 72
#define SPACE 14 /* points, around each node */

static void
append_inches(GString *out, const char *name, double points)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd(digits, sizeof digits, "%.3f", points / POINTS_AN_INCH);
    g_string_append_printf(out, " %s=%s", name, digits);
}

static void
append_nodes(const TmArrangement *arrangement, GString *dot)
{
    guint count;
    const TmTile *tiles = tm_arrange_tiles(arrangement, &count);

    for (guint i = 0; i < count; i++) {
        g_string_append_printf(dot, "  n%u [", i);
        append_inches(dot, "width", tiles[i].box->width);
        append_inches(dot, "height", tiles[i].box->height);
        g_string_append(dot, "];\n");
    }
}

/* One edge for all flows between two tiles. */
static void
append_edges(const TmArrangement *arrangement, const TmDiagram *diagram, GString *dot)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        const guint from = tm_arrange_tile_of(arrangement, flow->source);
        const guint to = tm_arrange_tile_of(arrangement, flow->target);
        char *edge = g_strdup_printf("  n%u -- n%u;\n", MIN(from, to), MAX(from, to));

        if (from == to || g_hash_table_contains(known, edge)) {
            g_free(edge);
            continue;
        }
        g_string_append(dot, edge);
        g_hash_table_add(known, edge);
    }
}

/* "node n7 1.5 2.25 ...": number, then the centre in inches, counted from below. */
static void
take_line(const TmTile *tiles, guint count, const char *line)
{
    char *end;
    const gulong number = g_str_has_prefix(line, "node n") ? strtoul(line + 6, &end, 10) : count;
    TmBox *box;

    if (number >= count)
        return;
    box = tiles[number].box;
    box->x = g_ascii_strtod(end, &end) * POINTS_AN_INCH - box->width / 2;
    box->y = -g_ascii_strtod(end, &end) * POINTS_AN_INCH - box->height / 2;
}

gboolean
tm_overview_spread(TmArrangement *arrangement, const TmDiagram *diagram,
                   const TmPictureLimits *limits, GError **error)
{
    g_autoptr(GString) dot = g_string_new("graph {\n  graph [layout=sfdp overlap=prism");
    g_autoptr(GString) plain = g_string_new(NULL);
    g_auto(GStrv) lines = NULL;
    guint count;
    const TmTile *tiles = tm_arrange_tiles(arrangement, &count);

    if (count < 2)
        return TRUE;
    g_string_append_printf(dot, " sep=\"+%d\"];\n  node [shape=box fixedsize=true label=\"\"];\n",
                           SPACE);
    append_nodes(arrangement, dot);
    append_edges(arrangement, diagram, dot);
    g_string_append(dot, "}\n");
    if (!tm_picture_render(dot->str, dot->len, "plain", limits, plain, error))
        return FALSE;
    lines = g_strsplit(plain->str, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        take_line(tiles, count, *line);
    return TRUE;
}
