/* Who leaves sign-in to another service: passwords can be guessed where they are checked. So does a
 * process that talks with an identity service, and one whose callers sign in there. */
#include "facts-own.h"

typedef struct {
    const TmDiagramFacts *facts;
    const TmProperty *elsewhere;
    const TmStencil *identity[2]; /* services that check passwords for others */
    gboolean *signs_in;           /* by element: talks with one of these */
} SignIn;

static gboolean
is_identity(const SignIn *sign_in, const TmFacts *part)
{
    for (guint i = 0; i < G_N_ELEMENTS(sign_in->identity); i++)
        if (tm_facts_is_some(part, sign_in->identity[i]))
            return TRUE;
    return FALSE;
}

static void
note_ends(const SignIn *sign_in, const TmInteraction *interaction)
{
    if (is_identity(sign_in, interaction->of[0]))
        sign_in->signs_in[interaction->target->part.index] = TRUE;
    if (is_identity(sign_in, interaction->of[1]))
        sign_in->signs_in[interaction->source->part.index] = TRUE;
}

static void
settle(const SignIn *sign_in, TmFacts *process)
{
    if (process->part->kind == TM_PROCESS && !is_identity(sign_in, process))
        tm_facts_set(process, sign_in->elsewhere, "Yes");
}

void
tm_facts_find_sign_in(TmDiagramFacts *facts)
{
    g_autofree gboolean *signs_in = g_new0(gboolean, facts->diagram->elements->len + 1);
    const SignIn sign_in = {facts,
                            g_hash_table_lookup(facts->template->property_of, "signsInElsewhere"),
                            {tm_template_stencil(facts->template, "P.Id"),
                             tm_template_stencil(facts->template, "EI.Idp")},
                            signs_in};

    if (sign_in.elsewhere == NULL || !sign_in.elsewhere->derived)
        return;
    for (guint i = 0; i < facts->interactions->len; i++)
        note_ends(&sign_in, g_ptr_array_index(facts->interactions, i));
    for (guint i = 0; i < facts->interactions->len; i++) {
        const TmInteraction *interaction = g_ptr_array_index(facts->interactions, i);
        if (signs_in[interaction->target->part.index] ||
            (interaction->source->part.kind == TM_EXTERNAL &&
             signs_in[interaction->source->part.index]))
            settle(&sign_in, interaction->of[1]);
    }
}
