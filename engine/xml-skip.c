/* Over markup without reading it. */
#include <string.h>

#include "xml-skip.h"

static gboolean
begins(const char *at, const char *end, const char *with)
{
    gsize length = strlen(with);

    return (gsize)(end - at) >= length && memcmp(at, with, length) == 0;
}

const char *
tm_xml_skip(const char *at, const char *end, guint *attributes)
{
    const char *past = NULL;

    if (begins(at, end, "<!--"))
        past = g_strstr_len(at, end - at, "-->");
    else if (begins(at, end, "<![CDATA["))
        past = g_strstr_len(at, end - at, "]]>");
    if (past != NULL)
        return past;
    for (at++; at < end && *at != '>'; at++) {
        const char *quote =
            *at == '"' || *at == '\'' ? memchr(at + 1, *at, (gsize)(end - at - 1)) : NULL;
        *attributes += quote != NULL;
        at = quote != NULL ? quote : at;
    }
    return at;
}
