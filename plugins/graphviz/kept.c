/* What of a graph stays when it is rebuilt: the page, and where nodes lead to. A diagram may mean
 * harm, so words are those of a list, numbers have a bound, and an address leads to the web. */
#include "kept.h"

#include <graphviz/cgraph.h>
#include <math.h>
#include <string.h>

#define MAX_ADDRESS 2000

typedef struct {
    const char *name;
    const char *words; /* that are good, with blanks around; NULL: none */
    double most;       /* of each number in it; 0: it is no number */
} Page;

static const Page pages[] = {
    {"bgcolor", NULL, 0},
    {"concentrate", " true false ", 0},
    {"dpi", NULL, 600},
    {"nodesep", NULL, 5},
    {"overlap", " true false scale scalexy prism compress ", 0},
    {"rankdir", " TB LR BT RL ", 0},
    {"ranksep", NULL, 5},
    {"ratio", " fill compress expand auto ", 10},
    {"rotate", " 0 90 ", 0},
    {"size", NULL, 200},
    {"splines", " true false line spline polyline curved ortho ", 0},
};

static gboolean
is_word(const char *words, const char *value)
{
    g_autofree char *wanted = g_strdup_printf(" %s ", value);

    return words != NULL && strchr(value, ' ') == NULL && strstr(words, wanted) != NULL;
}

/* "7.5", "7.5,10", "7.5,10!" */
static gboolean
is_numbers(const char *value, double most)
{
    char *end = (char *)value;

    if (value[strspn(value, "0123456789.,!")] != '\0' || strlen(value) > 20)
        return FALSE;
    do {
        const char *start = end;
        const double number = g_ascii_strtod(start, &end);
        if (end == start || !(fabs(number) <= most) || number <= 0)
            return FALSE;
    } while (*end == ',' && *++end != '\0');
    return *end == '\0' || strcmp(end, "!") == 0;
}

static gboolean
is_color(const char *value)
{
    return strlen(value) < 40 && value[strspn(value, "#abcdefghijklmnopqrstuvwxyz0123456789"
                                                     "ABCDEF")] == '\0';
}

static gboolean
is_good(const Page *page, const char *value)
{
    if (page->words == NULL && page->most == 0)
        return is_color(value);
    return is_word(page->words, value) || (page->most > 0 && is_numbers(value, page->most));
}

/* A web address, or a place in the same site. */
static gboolean
is_address(const char *value)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:"};
    static const char good[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                               "-._~/?#@!$&*+,;=%:";

    if (strlen(value) > MAX_ADDRESS || value[strspn(value, good)] != '\0')
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++)
        if (g_ascii_strncasecmp(value, schemes[i], strlen(schemes[i])) == 0)
            return TRUE;
    return strchr(value, ':') == NULL;
}

gboolean
tm_kept_is_entity(const char *text)
{
    const char *c = text + 1;

    if (*text != '&')
        return FALSE;
    while (g_ascii_isalnum(*c) || *c == '#')
        c++;
    return c > text + 1 && *c == ';';
}

/* Graphviz 2.42 writes & into SVG as it is; what is escaped already, all versions leave alone. */
static char *
escape_address(const char *address)
{
    GString *escaped = g_string_new(NULL);

    for (const char *c = address; *c != '\0'; c++)
        g_string_append_printf(escaped, "%c%s", *c,
                               *c == '&' && !tm_kept_is_entity(c) ? "amp;" : "");
    return g_string_free(escaped, FALSE);
}

/* Returns it as Graphviz takes it, or NULL. */
static char *
address_of(Agnode_t *node)
{
    const char *url = agget(node, (char *)"URL");
    const char *href = agget(node, (char *)"href");
    const char *address = url != NULL && *url != '\0' ? url : href;

    return address != NULL && *address != '\0' && is_address(address) ? escape_address(address)
                                                                      : NULL;
}

void
tm_kept_free(TmKept *kept)
{
    if (kept == NULL)
        return;
    g_hash_table_unref(kept->page);
    g_hash_table_unref(kept->addresses);
    g_free(kept);
}

TmKept *
tm_kept_new(Agraph_t *graph)
{
    TmKept *kept = g_new0(TmKept, 1);

    kept->page = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    kept->addresses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        const char *value = agget(graph, (char *)pages[i].name);
        if (value != NULL && *value != '\0' && is_good(&pages[i], value))
            g_hash_table_insert(kept->page, (gpointer)pages[i].name, g_strdup(value));
    }
    for (Agnode_t *node = agfstnode(graph); node != NULL; node = agnxtnode(graph, node)) {
        char *address = address_of(node);
        if (address != NULL)
            g_hash_table_insert(kept->addresses, g_strdup(agnameof(node)), address);
    }
    return kept;
}

void
tm_kept_restore(const TmKept *kept, Agraph_t *graph)
{
    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        const char *value = g_hash_table_lookup(kept->page, pages[i].name);
        if (value != NULL)
            agsafeset(graph, (char *)pages[i].name, (char *)value, (char *)"");
    }
    for (Agnode_t *node = agfstnode(graph); node != NULL; node = agnxtnode(graph, node)) {
        const char *address = g_hash_table_lookup(kept->addresses, agnameof(node));
        if (address != NULL)
            agsafeset(node, (char *)"URL", (char *)address, (char *)"");
    }
}
