/* Web pages with a diagram inside. They are no XML: what begins and ends the diagram is searched.
 */
#include <string.h>

#include "drawio-html.h"
#include "drawio-label.h"
#include "drawio-packed.h"
#include "json.h"

#define PROBE_LENGTH 1024

/* The ways to hold a diagram, in the order in which they are tried. */
typedef enum {
    HOLDS_JSON,    /* data-mxgraph="{...}" */
    HOLDS_PAGE,    /* <div class="mxgraph" ...><div ...>packed</div></div> */
    HOLDS_ESCAPED, /* &lt;mxfile ...&gt; */
    HOLDS_NOTHING,
} Holds;

typedef struct {
    Holds holds;
    const char *from; /* of the JSON, the class, or the escaped XML */
} Finding;

static Finding
find_diagram(const char *text, gsize length)
{
    static const struct {
        const char *mark;
        Holds holds;
        gsize skip;
    } marks[] = {
        {"data-mxgraph=", HOLDS_JSON, sizeof "data-mxgraph=" - 1},
        {"class=\"mxgraph\"", HOLDS_PAGE, 0},
        {"&lt;mxfile", HOLDS_ESCAPED, 0},
        {"&lt;mxGraphModel", HOLDS_ESCAPED, 0},
        {NULL, HOLDS_NOTHING, 0},
    };

    for (guint i = 0; marks[i].mark != NULL; i++) {
        const char *found = g_strstr_len(text, (gssize)length, marks[i].mark);
        if (found != NULL)
            return (Finding){marks[i].holds, found + marks[i].skip};
    }
    return (Finding){HOLDS_NOTHING, NULL};
}

static gboolean
is_html(const char *text, gsize length)
{
    static const char *const starts[] = {"<!doctype html*", "<html*", "<div*",  "<meta*", "<!--*",
                                         "<head*",          "<body*", "<span*", NULL};
    g_autofree char *head = g_ascii_strdown(text, (gssize)MIN(length, PROBE_LENGTH));
    const char *at = g_str_has_prefix(head, "\xef\xbb\xbf") ? head + 3 : head;

    at += strspn(at, " \t\r\n");
    for (guint i = 0; starts[i] != NULL; i++)
        if (strncmp(at, starts[i], strlen(starts[i]) - 1) == 0)
            return TRUE;
    return FALSE;
}

gboolean
tm_drawio_is_in_html(const char *text, gsize length)
{
    return is_html(text, length) && find_diagram(text, length).holds != HOLDS_NOTHING;
}

static TmPlace
place_of(const char *text, const char *at)
{
    TmPlace place = {1, 1};

    for (; text < at; text++) {
        place.column = *text == '\n' ? 1 : place.column + 1;
        place.line += *text == '\n';
    }
    return place;
}

/* Returns the attribute's value at @from, up to its closing quote, without entities. */
static GString *
take_value(const char *from, const char *end)
{
    const char quote = from < end ? *from : '\0';
    const char *close =
        quote == '"' || quote == '\'' ? memchr(from + 1, quote, (gsize)(end - from - 1)) : NULL;
    g_autofree char *value = NULL;
    GString *plain = g_string_new(NULL);

    if (close == NULL)
        return plain;
    value = g_strndup(from + 1, (gsize)(close - from - 1));
    tm_drawio_decode(plain, value);
    return plain;
}

static char *
take_json(const char *from, const char *end)
{
    g_autoptr(GString) json = take_value(from, end);
    g_autoptr(GHashTable) members = tm_json_read_texts(json->str);

    return members != NULL ? g_strdup(g_hash_table_lookup(members, "xml")) : NULL;
}

/* The text in the innermost <div>. */
static char *
take_page(const char *from, const char *end)
{
    const char *close = g_strstr_len(from, end - from, "</div>");
    const char *open = close != NULL ? memrchr(from, '>', (gsize)(close - from)) : NULL;
    g_autofree char *page = open != NULL ? g_strndup(open + 1, (gsize)(close - open - 1)) : NULL;
    g_autoptr(GString) plain = g_string_new(NULL);

    if (page == NULL)
        return NULL;
    tm_drawio_decode(plain, page);
    return g_strdup(g_strstrip(plain->str));
}

/* Escaped XML ends with the page, or where a tag of the page begins. */
static char *
take_escaped(const char *from, const char *end)
{
    const char *close = memchr(from, '<', (gsize)(end - from));
    g_autofree char *escaped = g_strndup(from, (gsize)((close != NULL ? close : end) - from));
    g_autoptr(GString) plain = g_string_new(NULL);

    tm_drawio_decode(plain, escaped);
    return g_strdup(g_strstrip(plain->str));
}

GString *
tm_drawio_unwrap_html(const char *file, const char *text, gsize length, gsize *budget,
                      TmPlace *place, GError **error)
{
    const Finding finding = find_diagram(text, length);
    const char *end = text + length;
    g_autofree char *packed = NULL;

    switch (finding.holds) {
    case HOLDS_JSON:
        packed = take_json(finding.from, end);
        break;
    case HOLDS_PAGE:
        packed = take_page(finding.from, end);
        break;
    case HOLDS_ESCAPED:
        packed = take_escaped(finding.from, end);
        break;
    case HOLDS_NOTHING:
        break;
    }
    if (finding.from != NULL)
        *place = place_of(text, finding.from);
    if (packed == NULL || *packed == '\0') {
        tm_fail(error, TM_ERROR_FORMAT, file, *place, "no diagram is inside of this web page");
        return NULL;
    }
    return tm_drawio_unpack(file, packed, budget, *place, error);
}
