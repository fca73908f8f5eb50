/* The numbers of data flow diagrams: "D1 Orders" is a store, "P2 Pay" and "2.1 Pay" are processes.
 */
#include <string.h>

#include "classify-own.h"

#define NUMBERED 0.7
/* One number may be the name of a thing, two are a system. */
#define LEAST 2
#define NO_KIND (TM_BOUNDARY + 1)

/* Returns the length of a number at the start of @text: of "12", or of "2.1" where @dotted. */
static gsize
number_length(const char *text, gboolean dotted)
{
    const gsize whole = strspn(text, "0123456789");

    if (whole == 0 || !dotted)
        return whole;
    if (text[whole] != '.' || !g_ascii_isdigit(text[whole + 1]))
        return 0;
    return whole + strspn(text + whole, ".0123456789");
}

/* Returns the kind that the number before the name of @part stands for, or NO_KIND. */
static guint
numbered_kind(const TmPart *part, gsize *length)
{
    const char *label = part->name;
    gsize letters = *label == 'D' || *label == 'P' ? 1 : 0;

    if (g_str_has_prefix(label, "DS"))
        letters = 2;
    *length = number_length(label + letters, letters == 0);
    if (*length == 0)
        return NO_KIND;
    *length += letters;
    if (label[*length] == '\0' || g_ascii_isalnum(label[*length]))
        return NO_KIND;
    return *label == 'D' ? TM_STORE : TM_PROCESS;
}

void
tm_classify_count_numbers(TmClassifier *classifier)
{
    const GPtrArray *elements = classifier->diagram->elements;
    gsize length;

    memset(classifier->numbered, 0, sizeof classifier->numbered);
    for (guint i = 0; i < elements->len; i++)
        classifier->numbered[numbered_kind(g_ptr_array_index(elements, i), &length)]++;
}

TmClue
tm_classify_number(const TmClassifier *classifier, const TmPart *part, TmClue word)
{
    gsize length;
    const guint kind = numbered_kind(part, &length);

    if (kind == NO_KIND || classifier->numbered[kind] < LEAST ||
        (word.stencil != NULL && word.stencil->kind == (TmKind)kind))
        return word;
    return (TmClue){
        tm_template_root(classifier->template, (TmKind)kind), NUMBERED,
        tm_pool_printf(&classifier->model->pool, "number '%.*s'", (int)length, part->name), TRUE};
}
