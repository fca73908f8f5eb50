/* Types of one template in the words of another: Microsoft's templates know none of ours, but ours
 * know theirs as aliases. */
#include <string.h>

#include "tm.h"

/* What a type becomes. */
typedef struct {
    const char *id;
    const TmStencil *stencil;
    gboolean generic;
} Mapped;

static gboolean
is_border(const TmStencil *stencil)
{
    while (stencil->parent != NULL)
        stencil = stencil->parent;
    return g_strcmp0(stencil->representation, "BorderBoundary") == 0;
}

/* A boundary is a rectangle more often than a line. */
static const TmStencil *
prefer(const TmStencil *one, const TmStencil *other)
{
    if (one == NULL || other == NULL)
        return one != NULL ? one : other;
    return !is_border(one) && is_border(other) ? other : one;
}

static const TmStencil *
find_same(const TmTemplate *template, const TmStencil *stencil)
{
    const TmStencil *found = tm_template_stencil(template, stencil->id);

    for (guint i = 0; i < stencil->aliases->len; i++)
        found = prefer(found, tm_template_stencil(template, stencil->aliases->pdata[i]));
    return found != NULL && (found->kind == TM_FLOW) == (stencil->kind == TM_FLOW) &&
                   (found->kind == TM_BOUNDARY) == (stencil->kind == TM_BOUNDARY)
               ? found
               : NULL;
}

static const TmStencil *
find_root(const TmTemplate *template, TmKind kind)
{
    const TmStencil *found = NULL;

    for (guint i = 0; i < template->stencils->len; i++) {
        const TmStencil *stencil = g_ptr_array_index(template->stencils, i);
        if (stencil->parent == NULL && stencil->kind == kind)
            found = prefer(found, stencil);
    }
    return found;
}

static Mapped
map_type(const TmTemplate *template, const TmStencil *type)
{
    for (const TmStencil *s = type; s != NULL; s = s->parent) {
        const TmStencil *found = find_same(template, s);
        if (found != NULL)
            return (Mapped){type->id, found, s->parent == NULL && s != type};
    }
    return (Mapped){type->id, find_root(template, type->kind), TRUE};
}

void
tm_template_map(TmTemplate *template, const TmTemplate *other)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Mapped));

    for (guint i = 0; i < other->stencils->len; i++) {
        Mapped mapped = map_type(template, g_ptr_array_index(other->stencils, i));
        if (mapped.stencil != NULL && tm_template_stencil(template, mapped.id) == NULL)
            g_array_append_val(all, mapped);
    }
    for (guint i = 0; i < all->len; i++) {
        const Mapped *mapped = &g_array_index(all, Mapped, i);
        g_hash_table_insert(template->stencil_of, (gpointer)mapped->id, (gpointer)mapped->stencil);
        if (mapped->generic)
            g_hash_table_insert(template->unmapped, (gpointer)mapped->id,
                                (gpointer)mapped->stencil);
    }
}
