/* From the marks of libyaml to lines and columns. */
#include "yaml-cursor.h"

TmCursor
tm_cursor_walk(TmCursor cursor, const char *text, gsize mark, gsize byte)
{
    while (cursor.mark < mark && cursor.byte < byte) {
        guchar c = (guchar)text[cursor.byte];
        cursor.byte += c < 0x80 ? 1 : (gsize)g_utf8_skip[c];
        cursor.mark++;
        if (c != '\n')
            continue;
        cursor.line++;
        cursor.line_start = cursor.byte;
    }
    return cursor;
}

TmPlace
tm_cursor_place(const TmCursor *cursor)
{
    return (TmPlace){cursor->line + 1, (guint)(cursor->byte - cursor->line_start) + 1};
}
