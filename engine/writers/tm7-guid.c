/* GUIDs that are the same on every run: the hash of what they stand for. */
#include <string.h>

#include "tm7-names.h"
#include "tm7-own.h"

/* Our own name space of GUIDs. */
static const guint8 space[16] = {0x1c, 0x6f, 0x5b, 0x0e, 0x8d, 0x2a, 0x4b, 0x67,
                                 0x9e, 0x31, 0x54, 0xd7, 0xa2, 0x0c, 0x83, 0xf9};

void
tm_tm7_guid(const char *scope, const char *what, char guid[TM_TM7_GUID_LENGTH + 1])
{
    g_autoptr(GChecksum) hash = g_checksum_new(G_CHECKSUM_SHA1);
    guint8 b[20];
    gsize length = sizeof b;

    g_checksum_update(hash, space, sizeof space);
    g_checksum_update(hash, (const guchar *)scope, (gssize)strlen(scope) + 1);
    g_checksum_update(hash, (const guchar *)what, (gssize)strlen(what));
    g_checksum_get_digest(hash, b, &length);
    b[6] = (guint8)((b[6] & 0x0F) | 0x50);
    b[8] = (guint8)((b[8] & 0x3F) | 0x80);
    g_snprintf(guid, TM_TM7_GUID_LENGTH + 1,
               "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
               b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
               b[15]);
}

/* Ids of a .tm7 are GUIDs of that file; those of other formats are unique on their page only. */
static gboolean
is_kept(const TmTm7Writer *writer, const char *id)
{
    return strcmp(writer->report->model->format, "tm7") == 0 && g_uuid_string_is_valid(id);
}

void
tm_tm7_part_guid(const TmTm7Writer *writer, const TmDiagram *diagram, const char *id,
                 char guid[TM_TM7_GUID_LENGTH + 1])
{
    if (*id == '\0')
        g_strlcpy(guid, TM_TM7_NOBODY, TM_TM7_GUID_LENGTH + 1);
    else if (is_kept(writer, id))
        g_strlcpy(guid, id, TM_TM7_GUID_LENGTH + 1);
    else
        tm_tm7_guid(diagram->id, id, guid);
}

void
tm_tm7_diagram_guid(const TmTm7Writer *writer, const TmDiagram *diagram,
                    char guid[TM_TM7_GUID_LENGTH + 1])
{
    if (is_kept(writer, diagram->id))
        g_strlcpy(guid, diagram->id, TM_TM7_GUID_LENGTH + 1);
    else
        tm_tm7_guid(diagram->id, "", guid);
}
