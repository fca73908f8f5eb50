/* Every threat type of the built-in templates carries diagrams in which it fires and diagrams in
 * which it must not, and they are many enough: each test that its include makes must decide one. */
#include <stdio.h>
#include <string.h>

#include "expression.h"
#include "importers.h"
#include "trial.h"

static gboolean
holds(const TmExpression *expression, const TmInteraction *interaction)
{
    return expression == NULL || tm_expression_holds(expression, interaction);
}

static gboolean
fires_in(const TmThreatType *type, const TmExpression *include, const TmDiagram *diagram,
         const TmTemplate *template)
{
    g_autoptr(TmFactsTypes) types = tm_facts_types_new(template);
    g_autoptr(TmDiagramFacts) facts = tm_facts_new(diagram, template, NULL, types);

    for (guint i = 0; i < facts->interactions->len; i++) {
        const TmInteraction *interaction = g_ptr_array_index(facts->interactions, i);

        if (holds(include, interaction) &&
            (type->exclude == NULL || !tm_expression_holds(type->exclude, interaction)))
            return TRUE;
    }
    return FALSE;
}

/* Whether the rule says something else of @text when it is @mutant instead of its include. */
static gboolean
differs(const TmThreatType *type, const TmExpression *mutant, const char *text,
        const TmTemplate *template)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(TmModel) model = tm_import_as("dot", type->id, bytes, template, NULL);
    gboolean different = FALSE;

    for (guint i = 0; model != NULL && i < model->diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(model->diagrams, i);

        different |= fires_in(type, type->include, diagram, template) !=
                     fires_in(type, mutant, diagram, template);
    }
    return different;
}

static gboolean
differs_in_any(const TmThreatType *type, const TmExpression *mutant, const GPtrArray *texts,
               const TmTemplate *template)
{
    for (guint i = 0; i < texts->len; i++)
        if (differs(type, mutant, g_ptr_array_index(texts, i), template))
            return TRUE;
    return FALSE;
}

static void
try_mutants(const TmTemplate *template, const TmThreatType *type, GPtrArray *lines)
{
    TmPool pool;

    tm_pool_init(&pool);
    for (guint i = 0; i < tm_expression_count(type->include); i++) {
        const TmExpression *mutant = tm_expression_without(type->include, &pool, i);
        g_autoptr(GString) text = g_string_new(NULL);

        if (differs_in_any(type, mutant, type->hit, template) ||
            differs_in_any(type, mutant, type->miss, template))
            continue;
        if (mutant != NULL)
            tm_expression_print(mutant, text);
        g_ptr_array_add(
            lines, g_strdup_printf("test %u of the include decides nothing: %s", i + 1, text->str));
    }
    tm_pool_clear(&pool);
}

static gboolean
print_result(guint number, const TmThreatType *type, const char *what, const GPtrArray *lines)
{
    printf("%s %u - %s %s\n", lines->len == 0 ? "ok" : "not ok", number, type->id, what);
    for (guint i = 0; i < lines->len; i++)
        printf("# %s\n", (const char *)g_ptr_array_index(lines, i));
    return lines->len == 0;
}

static gboolean
try_type(const TmTemplate *template, guint number)
{
    const TmThreatType *type = g_ptr_array_index(template->threats, number);
    g_autoptr(GPtrArray) trial = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) mutants = g_ptr_array_new_with_free_func(g_free);
    gboolean good;

    tm_trial_run(template, type, trial);
    good = print_result(2 * number + 1, type, "fires in its hits and in no miss", trial);
    try_mutants(template, type, mutants);
    return print_result(2 * number + 2, type, "needs every test", mutants) && good;
}

int
main(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(TmTemplate) template = NULL;
    gboolean good = TRUE;

    if (!tm_trial_possible()) {
        printf("1..0 # SKIP this build does not read DOT\n");
        return 0;
    }
    tm_template_builtin("stride", sources);
    template = tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, &error);
    g_assert_no_error(error);
    printf("1..%u\n", 2 * template->threats->len);
    for (guint i = 0; i < template->threats->len; i++)
        good &= try_type(template, i);
    return good ? 0 : 1;
}
