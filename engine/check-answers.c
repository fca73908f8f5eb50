/* What a register says of the model and of its parts: metadata, and answers, which become values as
 * if the diagram stated them. Where the diagram says something else that can be, the diagram
 * counts: it is what people look at. */
#include <string.h>

#include "check-own.h"
#include "escape.h"
#include "tm7-names.h"
#include "wording.h"

/* --- parts by their names ---------------------------------------------------------------- */

static void
free_subject(gpointer subject)
{
    g_free(((TmSubject *)subject)->name);
    g_free(subject);
}

static void
add_subjects(GHashTable *subjects, const TmDiagram *diagram, const GPtrArray *parts)
{
    for (guint i = 0; i < parts->len; i++) {
        const TmPart *part = g_ptr_array_index(parts, i);
        GString *name = g_string_new(diagram->prefix);
        TmSubject *subject;

        tm_escape_id(name, part->id);
        if (g_hash_table_contains(subjects, name->str)) {
            g_string_free(name, TRUE);
            continue;
        }
        subject = g_new0(TmSubject, 1);
        *subject = (TmSubject){g_string_free(name, FALSE), diagram, part};
        g_hash_table_insert(subjects, subject->name, subject);
    }
}

GHashTable *
tm_check_subjects(const TmModel *model)
{
    GHashTable *subjects = g_hash_table_new_full(tm_text_hash, g_str_equal, NULL, free_subject);

    for (guint i = 0; i < model->diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(model->diagrams, i);
        add_subjects(subjects, diagram, diagram->elements);
        add_subjects(subjects, diagram, diagram->flows);
        add_subjects(subjects, diagram, diagram->boundaries);
    }
    return subjects;
}

/* --- metadata ---------------------------------------------------------------------------- */

static const TmValue *
find_value(const GPtrArray *values, const char *name)
{
    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = g_ptr_array_index(values, i);
        if (strcmp(value->name, name) == 0)
            return value;
    }
    return NULL;
}

/* What the register says replaces what the diagram does. */
static void
set_metadata(TmReport *report, const TmRegister *book)
{
    const GPtrArray *metadata = report->model->metadata;

    for (guint i = 0; book != NULL && i < book->metadata->len; i++) {
        const TmValue *value = g_ptr_array_index(book->metadata, i);
        if (strcmp(value->name, "name") == 0)
            report->name = value->value;
        else
            g_ptr_array_add(report->metadata, (gpointer)value);
    }
    for (guint i = 0; i < metadata->len; i++) {
        const TmValue *value = g_ptr_array_index(metadata, i);
        if (book == NULL || find_value(book->metadata, value->name) == NULL)
            g_ptr_array_add(report->metadata, (gpointer)value);
    }
}

/* --- answers ----------------------------------------------------------------------------- */

typedef struct {
    TmReport *report;
    const TmAnswer *answer;
    const TmSubject *subject;
    const TmValue *value;
} Answering;

static void
say(const Answering *a, const char *code, const char *text)
{
    TmMessage *message =
        tm_check_say_in(a->report, a->answer->file, a->value->place, code, "%s", text);

    message->diagram = a->subject->diagram;
    message->part = a->subject->part;
    message->cell = a->subject->part->id;
}

static const TmProperty *
find_property(const Answering *a)
{
    return g_hash_table_lookup(a->report->template->property_of, a->value->name);
}

/* Returns what is wrong with an answer, or NULL. */
static char *
find_mistake(const Answering *a)
{
    const char *language = a->report->template->language;
    const TmValue *value = a->value;
    const TmProperty *property = find_property(a);

    if (property == NULL)
        return g_strdup_printf(tm_wording(language, "no property is called %s"), value->name);
    if (property->derived)
        return g_strdup_printf(tm_wording(language, "%s is computed and cannot be answered"),
                               value->name);
    if (strcmp(value->name, "outOfScope") == 0)
        return g_strdup(
            tm_wording(language, "outOfScope cannot be answered: say it in the diagram"));
    if (tm_property_number(property, value->value) == 0)
        return g_strdup_printf(tm_wording(language, "%s cannot be '%s'"), value->name,
                               value->value);
    return NULL;
}

/* Nor does a value say anything that the property cannot have (H26). */
static gboolean
is_unsaid(const Answering *a, const char *value)
{
    const TmProperty *property = find_property(a);

    return value == NULL || *value == '\0' || strcmp(value, "Unknown") == 0 ||
           strcmp(value, TM_TM7_UNSAID) == 0 ||
           (!property->open && tm_property_number(property, value) == 0);
}

static void
add_answer(const Answering *a)
{
    const TmPart *part = a->subject->part;
    GPtrArray *values = g_hash_table_lookup(a->report->answers, part);

    if (values == NULL) {
        values = tm_pool_array(&a->report->pool);
        g_hash_table_insert(a->report->answers, (gpointer)part, values);
    }
    g_ptr_array_add(values, (gpointer)a->value);
}

static void
take_value(const Answering *a)
{
    const char *stated = tm_part_value(a->subject->part, a->value->name);
    g_autofree char *mistake = find_mistake(a);
    g_autofree char *contradiction = NULL;

    if (mistake != NULL) {
        say(a, "H26", mistake);
    } else if (is_unsaid(a, stated)) {
        add_answer(a);
    } else if (strcmp(stated, a->value->value) != 0) {
        contradiction = g_strdup_printf(
            tm_wording(a->report->template->language,
                       "the diagram says %s=%s of %s, and the register %s: the diagram counts"),
            a->value->name, stated, a->subject->part->called, a->value->value);
        say(a, "H43", contradiction);
    }
}

static void
take_answer(TmReport *report, GHashTable *subjects, const TmAnswer *answer)
{
    const TmSubject *subject = g_hash_table_lookup(subjects, answer->subject);

    if (subject == NULL)
        tm_check_say_in(report, answer->file, answer->place, "H42",
                        "%s, about which there are answers, is not in the diagram",
                        answer->subject);
    for (guint i = 0; subject != NULL && i < answer->values->len; i++) {
        const Answering answering = {report, answer, subject, g_ptr_array_index(answer->values, i)};
        take_value(&answering);
    }
}

void
tm_check_answer(TmReport *report, const TmRegister *book)
{
    g_autoptr(GHashTable) subjects = NULL;

    set_metadata(report, book);
    if (book == NULL || book->answers->len == 0)
        return;
    subjects = tm_check_subjects(report->model);
    report->answers = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < book->answers->len; i++)
        take_answer(report, subjects, g_ptr_array_index(book->answers, i));
}

/* --- what a part says -------------------------------------------------------------------- */

GPtrArray *
tm_report_values(const TmReport *report, const TmPart *part)
{
    const GPtrArray *answers =
        report->answers != NULL ? g_hash_table_lookup(report->answers, part) : NULL;
    GPtrArray *values = g_ptr_array_new();

    for (guint i = 0; i < part->values->len; i++) {
        const TmValue *value = g_ptr_array_index(part->values, i);
        if (answers == NULL || find_value(answers, value->name) == NULL)
            g_ptr_array_add(values, (gpointer)value);
    }
    for (guint i = 0; answers != NULL && i < answers->len; i++)
        g_ptr_array_add(values, g_ptr_array_index(answers, i));
    return values;
}

const char *
tm_report_value(const TmReport *report, const TmPart *part, const char *name)
{
    const GPtrArray *answers =
        report->answers != NULL ? g_hash_table_lookup(report->answers, part) : NULL;
    const TmValue *answer = answers != NULL ? find_value(answers, name) : NULL;

    return answer != NULL ? answer->value : tm_part_value(part, name);
}
