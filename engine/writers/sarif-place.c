/* Places of SARIF: a file and where in it, counted in characters. */
#include "sarif-place.h"

#include <string.h>

#include "escape.h"

static GArray *
find_lines(const char *text)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(gsize));
    gsize start = 0;

    g_array_append_val(lines, start);
    for (const char *end; (end = strchr(text + start, '\n')) != NULL;) {
        start = (gsize)(end - text) + 1;
        g_array_append_val(lines, start);
    }
    return lines;
}

/* Returns the column in characters, as SARIF counts, or 0 where that is not to be had. */
static guint
find_column(const TmSarifText *text, TmPlace place)
{
    const char *line;

    if (place.line == 0 || place.line > text->lines->len || place.column == 0)
        return 0;
    line = text->model->text + g_array_index(text->lines, gsize, place.line - 1);
    if (memchr(line, '\0', place.column - 1) != NULL ||
        !g_utf8_validate(line, (gssize)place.column - 1, NULL))
        return 0;
    return (guint)g_utf8_strlen(line, (gssize)place.column - 1) + 1;
}

static TmJson *
new_region(const TmSarifText *text, gboolean own, TmPlace place)
{
    TmJson *region = tm_json_object();
    guint column = own ? find_column(text, place) : 0;

    tm_json_set_integer(region, "startLine", place.line);
    if (column > 0)
        tm_json_set_integer(region, "startColumn", column);
    return region;
}

/* A path from the root is no path in a repository: it stays what it is, as an address. */
static TmJson *
new_artifact(const char *file)
{
    g_autofree char *escaped = g_uri_escape_string(tm_bare_path(file), "/", FALSE);
    g_autofree char *uri = g_strconcat(*file == '/' ? "file://" : "", escaped, NULL);
    TmJson *artifact = tm_json_object();

    tm_json_set_text(artifact, "uri", uri);
    return artifact;
}

TmJson *
tm_sarif_physical(const TmSarifText *text, const char *file, TmPlace place)
{
    const char *own = text->model->file;
    TmJson *physical = tm_json_object();

    tm_json_set(physical, "artifactLocation", new_artifact(file != NULL ? file : own));
    if (place.line > 0)
        tm_json_set(physical, "region",
                    new_region(text, file == NULL || strcmp(file, own) == 0, place));
    return physical;
}

TmSarifText
tm_sarif_text(const TmModel *model)
{
    return (TmSarifText){model, find_lines(model->text)};
}
