/* Messages: how one is added, and how many of the same kind become few. */
#include <string.h>

#include "check-own.h"
#include "escape.h"
#include "messages.h"
#include "wording.h"

/* Messages of a code that a page shows, before one speaks for the others. */
#define SHOWN 3
#define NAMES 6

static TmMessage *
add_message(TmReport *report, const char *code, const char *format, va_list args)
{
    TmMessage *message = tm_pool_new(&report->pool, TmMessage);
    const TmMessageCode *known = tm_message_code(code);
    g_autofree char *text = g_strdup_vprintf(tm_wording(report->template->language, format), args);
    g_autofree char *line = tm_escape_line(text);

    message->code = known->code;
    message->level = known->level;
    message->text = tm_pool_text(&report->pool, line);
    g_ptr_array_add(report->messages, message);
    return message;
}

void
tm_check_say(TmReport *report, const TmDiagramFacts *facts, const char *code, const TmPart *part,
             const char *format, ...)
{
    TmMessage *message;
    va_list args;

    va_start(args, format);
    message = add_message(report, code, format, args);
    va_end(args);
    message->diagram = facts->diagram;
    message->part = part;
    message->cell = part != NULL ? part->id : NULL;
    message->place = part != NULL ? part->place : TM_NOWHERE;
}

TmMessage *
tm_check_say_in(TmReport *report, const char *file, TmPlace place, const char *code,
                const char *format, ...)
{
    TmMessage *message;
    va_list args;

    va_start(args, format);
    message = add_message(report, code, format, args);
    va_end(args);
    message->file = file;
    message->place = place;
    return message;
}

void
tm_check_list(const TmReport *report, const GPtrArray *parts, GString *text)
{
    for (guint i = 0; i < MIN(parts->len, NAMES); i++) {
        const TmPart *part = g_ptr_array_index(parts, i);
        g_string_append_printf(text, "%s%s", i == 0 ? "" : ", ", part->called);
    }
    if (parts->len > NAMES)
        g_string_append_printf(text, tm_wording(report->template->language, " and %u more"),
                               parts->len - NAMES);
}

/* --- folding ----------------------------------------------------------------------------- */

/* The messages of one code on one page. */
typedef struct {
    const TmDiagram *diagram;
    const char *code;    /* of the table: the pointer tells */
    GPtrArray *messages; /* const TmMessage */
} Heap;

static guint
hash_heap(gconstpointer key)
{
    const Heap *heap = key;

    return g_direct_hash(heap->diagram) * 31 + g_direct_hash(heap->code);
}

static gboolean
same_heap(gconstpointer a, gconstpointer b)
{
    const Heap *one = a;
    const Heap *two = b;

    return one->diagram == two->diagram && one->code == two->code;
}

static void
free_heap(gpointer data)
{
    Heap *heap = data;

    g_ptr_array_unref(heap->messages);
    g_free(heap);
}

/* Whatever a page may have hundreds of; a wrong value is never one of many. */
static gboolean
is_foldable(const TmMessage *message)
{
    return message->diagram != NULL && strcmp(message->code, "H26") < 0;
}

static Heap *
heap_of(GHashTable *heaps, const TmMessage *message)
{
    const Heap key = {message->diagram, message->code, NULL};
    Heap *heap = g_hash_table_lookup(heaps, &key);

    if (heap != NULL)
        return heap;
    heap = g_memdup2(&key, sizeof key);
    heap->messages = g_ptr_array_new();
    g_hash_table_add(heaps, heap);
    return heap;
}

/* The fourth of many speaks for those after it. */
static const TmMessage *
speak_for_all(TmReport *report, const Heap *heap)
{
    const TmMessage *first = g_ptr_array_index(heap->messages, SHOWN);
    const TmMessageCode *known = tm_message_code(first->code);
    const char *language = report->template->language;
    TmMessage *message = tm_pool_new(&report->pool, TmMessage);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = SHOWN; i < heap->messages->len; i++) {
        const TmMessage *one = g_ptr_array_index(heap->messages, i);
        if (one->part != NULL && *one->part->called != '\0')
            g_ptr_array_add(parts, (gpointer)one->part);
    }
    g_string_printf(text, tm_wording(language, "%u times more: %s"), heap->messages->len - SHOWN,
                    tm_wording(language, known->about));
    if (parts->len > 0)
        g_string_append(text, " (");
    tm_check_list(report, parts, text);
    g_string_append_printf(text, "%s: %s", parts->len > 0 ? ")" : "",
                           tm_wording(language, known->advice));
    *message = *first;
    message->text = tm_pool_text(&report->pool, text->str);
    message->part = NULL;
    message->cell = NULL;
    return message;
}

void
tm_check_fold(TmReport *report)
{
    g_autoptr(GHashTable) heaps = g_hash_table_new_full(hash_heap, same_heap, free_heap, NULL);
    GPtrArray *kept = tm_pool_array(&report->pool);

    for (guint i = 0; i < report->messages->len; i++) {
        const TmMessage *message = g_ptr_array_index(report->messages, i);
        if (is_foldable(message))
            g_ptr_array_add(heap_of(heaps, message)->messages, (gpointer)message);
    }
    for (guint i = 0; i < report->messages->len; i++) {
        const TmMessage *message = g_ptr_array_index(report->messages, i);
        const Heap *heap = is_foldable(message) ? heap_of(heaps, message) : NULL;
        guint rank = 0;

        if (heap == NULL || heap->messages->len <= SHOWN + 1) {
            g_ptr_array_add(kept, (gpointer)message);
            continue;
        }
        while (rank <= SHOWN && g_ptr_array_index(heap->messages, rank) != message)
            rank++;
        if (rank < SHOWN)
            g_ptr_array_add(kept, (gpointer)message);
        else if (rank == SHOWN)
            g_ptr_array_add(kept, (gpointer)speak_for_all(report, heap));
    }
    report->messages = kept;
}
