/* Decisions go into the text of a register. What comes out is read again, and must say what is
 * wanted and nothing else: YAML can be written in more ways than we look at. */
#include <string.h>

#include "register-own.h"

#define MAX_KEY 1000 /* bytes: YAML wants the colon before the 1024th character */

typedef struct {
    const char *name;
    TmLines lines;
    TmRegister *book; /* what the text says */
    TmEdits *edits;
    GError **error;
} Saving;

static gboolean
begin(Saving *saving, const char *name, GBytes *bytes, GError **error)
{
    static const char empty[] = "drawbridge: 1\n";
    g_autoptr(GBytes) nothing = g_bytes_new_static(empty, strlen(empty));

    *saving = (Saving){.name = name, .edits = tm_edits_new(), .error = error};
    saving->book = tm_register_load(name, bytes != NULL ? bytes : nothing, error);
    return saving->book != NULL && tm_lines_parse(&saving->lines, name, bytes, error);
}

static void
end(Saving *saving)
{
    tm_register_free(saving->book);
    tm_edits_free(saving->edits);
    tm_lines_clear(&saving->lines);
}

/* --- what is there ----------------------------------------------------------------------- */

static const TmDecision *
find_decision(const GPtrArray *decisions, const char *id)
{
    for (guint i = 0; i < decisions->len; i++) {
        const TmDecision *decision = g_ptr_array_index(decisions, i);
        if (strcmp(decision->id, id) == 0)
            return decision;
    }
    return NULL;
}

static const TmAnswer *
find_answer(const GPtrArray *answers, const char *subject)
{
    for (guint i = 0; i < answers->len; i++) {
        const TmAnswer *answer = g_ptr_array_index(answers, i);
        if (strcmp(answer->subject, subject) == 0)
            return answer;
    }
    return NULL;
}

static const char *
key_of(const TmBlock *block)
{
    return block->key != NULL ? block->key->text : tm_yaml_get(block->value, "id")->text;
}

static const TmBlock *
find_block(const GArray *blocks, const char *key)
{
    for (guint i = 0; i < blocks->len; i++) {
        const TmBlock *block = &g_array_index(blocks, TmBlock, i);
        if (strcmp(key_of(block), key) == 0)
            return block;
    }
    return NULL;
}

/* --- what came out ----------------------------------------------------------------------- */

static gboolean
same_values(const GPtrArray *one, const GPtrArray *other)
{
    if (one->len != other->len)
        return FALSE;
    for (guint i = 0; i < one->len; i++) {
        const TmValue *left = g_ptr_array_index(one, i);
        const TmValue *right = g_ptr_array_index(other, i);
        if (strcmp(left->name, right->name) != 0 || strcmp(left->value, right->value) != 0)
            return FALSE;
    }
    return TRUE;
}

/* Whether all of @one is in @other, but for what goes by the name @but. */
static gboolean
has_decisions(const GPtrArray *one, const GPtrArray *other, const char *but)
{
    g_autoptr(GHashTable) known = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = 0; i < other->len; i++) {
        TmDecision *decision = g_ptr_array_index(other, i);
        g_hash_table_insert(known, (gpointer)decision->id, decision);
    }
    for (guint i = 0; i < one->len; i++) {
        const TmDecision *decision = g_ptr_array_index(one, i);
        const TmDecision *same = g_hash_table_lookup(known, decision->id);
        if (strcmp(decision->id, but) != 0 && (same == NULL || !tm_register_same(decision, same)))
            return FALSE;
    }
    return TRUE;
}

static gboolean
has_answers(const GPtrArray *one, const GPtrArray *other, const char *but)
{
    g_autoptr(GHashTable) known = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = 0; i < other->len; i++) {
        TmAnswer *answer = g_ptr_array_index(other, i);
        g_hash_table_insert(known, (gpointer)answer->subject, answer);
    }
    for (guint i = 0; i < one->len; i++) {
        const TmAnswer *answer = g_ptr_array_index(one, i);
        const TmAnswer *same = g_hash_table_lookup(known, answer->subject);
        if (strcmp(answer->subject, but) != 0 &&
            (same == NULL || !same_values(answer->values, same->values)))
            return FALSE;
    }
    return TRUE;
}

/* Whether the rest of a register stayed: of @was all but @former, and nothing is new but @now. */
static gboolean
kept_rest(const TmRegister *was, const TmRegister *is, const char *former, const char *now)
{
    return same_values(was->metadata, is->metadata) &&
           has_decisions(was->decisions, is->decisions, former) &&
           has_decisions(is->decisions, was->decisions, now) &&
           has_decisions(was->customs, is->customs, former) &&
           has_decisions(is->customs, was->customs, now) &&
           has_answers(was->answers, is->answers, former) &&
           has_answers(is->answers, was->answers, now);
}

static TmRegister *
read_again(const Saving *saving, const GString *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text->str, text->len);

    return tm_register_load(saving->name, bytes, NULL);
}

/* --- decide ------------------------------------------------------------------------------ */

static gboolean
check_id(const Saving *saving, const char *id)
{
    return (strlen(id) <= MAX_KEY && strpbrk(id, "\n\t") == NULL && *id != '\0' &&
            g_utf8_validate(id, -1, NULL)) ||
           tm_fail(saving->error, TM_ERROR_LIMIT, saving->name, (TmPlace){1, 1},
                   "an id has at most %d letters of UTF-8, on one line", MAX_KEY);
}

static gboolean
check_decision(const Saving *saving, const TmDecision *decision)
{
    const TmDecision *custom = find_decision(saving->book->customs, decision->id);

    if (!check_id(saving, decision->id))
        return FALSE;
    if (!decision->custom && custom != NULL)
        return tm_fail(saving->error, TM_ERROR_MEANING, saving->name, custom->place,
                       "a threat that a person added is called %s, too", decision->id);
    return tm_decision_is_reasoned(decision) ||
           tm_fail(saving->error, TM_ERROR_MEANING, saving->name, (TmPlace){1, 1},
                   "%s: %s needs a justification", decision->id, tm_state_name(decision->state));
}

static gboolean
edit(const Saving *saving, const TmDecision *was, const TmDecision *now)
{
    const TmLines *lines = &saving->lines;
    const char *section = now->custom ? "custom" : "threats";
    g_autoptr(GArray) blocks = tm_lines_blocks(lines, section, saving->error);
    g_autofree char *text = NULL;
    const TmBlock *block;

    if (blocks == NULL)
        return FALSE;
    if (was == NULL) {
        text = tm_block_new(lines, blocks, now);
        return tm_lines_insert(saving->edits, lines, section, now->custom ? NULL : now->id, text,
                               saving->error);
    }
    block = find_block(blocks, now->id);
    text = tm_block_revise(lines, block, was, now);
    tm_edits_add(saving->edits, tm_lines_span(lines, block->first, block->end), text);
    return TRUE;
}

static gboolean
put(const Saving *saving, const TmDecision *decision, GString *text)
{
    const GPtrArray *decisions = decision->custom ? saving->book->customs : saving->book->decisions;
    const TmDecision *was = find_decision(decisions, decision->id);
    g_autoptr(TmRegister) again = NULL;
    const TmDecision *now;

    if (!check_decision(saving, decision))
        return FALSE;
    if ((was == NULL || !tm_register_same(was, decision)) && !edit(saving, was, decision))
        return FALSE;
    tm_edits_apply(saving->edits, saving->lines.text, saving->lines.length, text);
    again = read_again(saving, text);
    if (again == NULL || !kept_rest(saving->book, again, decision->id, decision->id))
        return tm_lines_refuse(&saving->lines, was != NULL ? was->place : (TmPlace){1, 1},
                               saving->error);
    now = find_decision(decision->custom ? again->customs : again->decisions, decision->id);
    return (now != NULL && tm_register_same(now, decision)) ||
           tm_lines_refuse(&saving->lines, was != NULL ? was->place : (TmPlace){1, 1},
                           saving->error);
}

gboolean
tm_register_put(const char *name, GBytes *bytes, const TmDecision *decision, GString *out,
                GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Saving saving;
    gboolean done = begin(&saving, name, bytes, error);

    if (done) {
        TmDecision tidy = tm_register_tidy(&saving.lines.pool, decision);
        done = put(&saving, &tidy, text);
    }
    if (done)
        g_string_append_len(out, text->str, (gssize)text->len);
    end(&saving);
    return done;
}

/* --- adopt ------------------------------------------------------------------------------- */

/* The lines of an entry, with the comments above it, under another key. */
static char *
rename_block(const TmLines *lines, const TmBlock *block, const char *now)
{
    GString *text = g_string_new(NULL);
    gsize start = tm_lines_start(lines, block->head);
    gsize key = tm_lines_scalar_start(lines, block->key);
    gsize after = tm_lines_scalar_end(lines, block->key);
    gsize stop = tm_lines_start(lines, block->end);

    g_string_append_len(text, lines->text + start, (gssize)(key - start));
    tm_register_write(text, now, FALSE, 0, "", "");
    g_string_append_len(text, lines->text + after, (gssize)(stop - after));
    if (!g_str_has_suffix(text->str, "\n"))
        g_string_append(text, lines->newline);
    return g_string_free(text, FALSE);
}

static gboolean
move(const Saving *saving, const char *section, const char *former, const char *now)
{
    const TmLines *lines = &saving->lines;
    g_autoptr(GArray) blocks = tm_lines_blocks(lines, section, saving->error);
    g_autofree char *text = NULL;
    const TmBlock *block;

    if (blocks == NULL)
        return FALSE;
    block = find_block(blocks, former);
    text = rename_block(lines, block, now);
    tm_edits_add(saving->edits, tm_lines_span(lines, block->head, block->end), "");
    return tm_lines_insert(saving->edits, lines, section, now, text, saving->error);
}

/* What goes from one name to another says the same there. */
static gboolean
has_moved(const TmRegister *was, const TmRegister *is, const char *former, const char *now)
{
    const TmDecision *decision = find_decision(was->decisions, former);
    const TmDecision *same = find_decision(is->decisions, now);
    const TmAnswer *answer = find_answer(was->answers, former);
    const TmAnswer *other = find_answer(is->answers, now);
    TmDecision renamed;

    if (decision == NULL)
        return other != NULL && same_values(answer->values, other->values);
    renamed = *decision;
    renamed.id = now;
    return same != NULL && tm_register_same(&renamed, same);
}

static gboolean
adopt(const Saving *saving, const char *former, const char *now, GString *text)
{
    const TmRegister *book = saving->book;
    gboolean decided = find_decision(book->decisions, former) != NULL;
    g_autoptr(TmRegister) again = NULL;

    if (!decided && find_answer(book->answers, former) == NULL)
        return tm_fail(saving->error, TM_ERROR_MEANING, saving->name, (TmPlace){1, 1},
                       "says nothing about %s", former);
    if (decided ? find_decision(book->decisions, now) != NULL ||
                      find_decision(book->customs, now) != NULL
                : find_answer(book->answers, now) != NULL)
        return tm_fail(saving->error, TM_ERROR_MEANING, saving->name, (TmPlace){1, 1},
                       "says something about %s already", now);
    if (!check_id(saving, now) || !move(saving, decided ? "threats" : "answers", former, now))
        return FALSE;
    tm_edits_apply(saving->edits, saving->lines.text, saving->lines.length, text);
    again = read_again(saving, text);
    return (again != NULL && kept_rest(book, again, former, now) &&
            has_moved(book, again, former, now)) ||
           tm_lines_refuse(&saving->lines, (TmPlace){1, 1}, saving->error);
}

gboolean
tm_register_adopt(const char *name, GBytes *bytes, const char *former, const char *now,
                  GString *out, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Saving saving;
    gboolean done = begin(&saving, name, bytes, error) && adopt(&saving, former, now, text);

    if (done)
        g_string_append_len(out, text->str, (gssize)text->len);
    end(&saving);
    return done;
}
