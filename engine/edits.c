/* Changes of a text, put in order and made at once. */
#include "edits.h"

typedef struct {
    TmSpan span;
    guint order;
    char *text;
} Edit;

struct TmEdits {
    GArray *list; /* Edit */
};

static void
clear_edit(gpointer data)
{
    g_free(((Edit *)data)->text);
}

TmEdits *
tm_edits_new(void)
{
    TmEdits *edits = g_new0(TmEdits, 1);

    edits->list = g_array_new(FALSE, FALSE, sizeof(Edit));
    g_array_set_clear_func(edits->list, clear_edit);
    return edits;
}

void
tm_edits_free(TmEdits *edits)
{
    g_array_unref(edits->list);
    g_free(edits);
}

void
tm_edits_add(TmEdits *edits, TmSpan span, const char *with)
{
    const Edit edit = {span, edits->list->len, g_strdup(with)};

    g_array_append_val(edits->list, edit);
}

void
tm_edits_insert(TmEdits *edits, gsize at, const char *text)
{
    tm_edits_add(edits, (TmSpan){at, at}, text);
}

static gint
compare_edits(gconstpointer a, gconstpointer b)
{
    const Edit *one = a;
    const Edit *two = b;

    const gboolean one_adds = one->span.start == one->span.end;

    if (one->span.start != two->span.start)
        return one->span.start < two->span.start ? -1 : 1;
    if (one_adds != (two->span.start == two->span.end))
        return one_adds ? -1 : 1;
    return one->order < two->order ? -1 : one->order > two->order;
}

void
tm_edits_apply(TmEdits *edits, const char *text, gsize length, GString *out)
{
    gsize copied = 0;

    g_array_sort(edits->list, compare_edits);
    for (guint i = 0; i < edits->list->len; i++) {
        const Edit *edit = &g_array_index(edits->list, Edit, i);
        if (edit->span.start < copied)
            continue;
        g_string_append_len(out, text + copied, (gssize)(edit->span.start - copied));
        g_string_append(out, edit->text);
        copied = edit->span.end;
    }
    g_string_append_len(out, text + copied, (gssize)(length - copied));
}
