/* Random models: 3 to 15 elements with types, values, boundaries and flows. */
#include "sketch.h"

#include <string.h>

#include "classify.h"
#include "crossing.h"

#define LEAST_ELEMENTS 3
#define MOST_ELEMENTS 15
#define MOST_BOUNDARIES 4

typedef struct {
    TmModel *model;
    TmDiagram *page;
    const TmTemplate *template;
    GRand *random;
} Sketch;

static gboolean
chance(GRand *random, double share)
{
    return g_rand_double(random) < share;
}

static guint
below(GRand *random, guint limit)
{
    return (guint)g_rand_int_range(random, 0, (gint32)limit);
}

TmDiagram *
sketch_page(const TmModel *model)
{
    return g_ptr_array_index(model->diagrams, 0);
}

/* --- types and values -------------------------------------------------------------------- */

static const char *
random_type(const Sketch *sketch, TmKind kind)
{
    const GPtrArray *stencils = sketch->template->stencils;

    for (;;) {
        const TmStencil *stencil =
            g_ptr_array_index(stencils, below(sketch->random, stencils->len));
        if (stencil->kind == kind)
            return stencil->id;
    }
}

void
sketch_each_property(const TmTemplate *template, TmPart *part, SketchVisit visit, gpointer data)
{
    const TmStencil *type = tm_template_stencil(template, part->type);

    for (guint i = 0; i < template->properties->len; i++) {
        const TmProperty *property = g_ptr_array_index(template->properties, i);
        if (!property->derived && strcmp(property->id, "outOfScope") != 0 &&
            tm_template_property(template, property->id, type) == property)
            visit(part, property, data);
    }
}

void
sketch_say(TmModel *model, TmPart *part, const char *name, const char *value)
{
    for (guint i = part->values->len; i > 0; i--) {
        const TmValue *said = g_ptr_array_index(part->values, i - 1);
        if (strcmp(said->name, name) == 0)
            g_ptr_array_remove_index(part->values, i - 1);
    }
    if (value != NULL)
        tm_model_add_value(model, part, name, value, TM_NOWHERE);
}

static void
say_something(TmPart *part, const TmProperty *property, gpointer data)
{
    const Sketch *sketch = data;

    if (chance(sketch->random, 0.15))
        sketch_say(
            sketch->model, part, property->id,
            g_ptr_array_index(property->values, below(sketch->random, property->values->len)));
}

static void
fill(const Sketch *sketch, TmPart *part)
{
    tm_model_state_type(sketch->model, part, random_type(sketch, part->kind));
    sketch_each_property(sketch->template, part, say_something, (gpointer)sketch);
}

/* --- parts ------------------------------------------------------------------------------- */

static void
add_boundaries(const Sketch *sketch)
{
    guint count = below(sketch->random, MOST_BOUNDARIES + 1);

    for (guint i = 0; i < count; i++) {
        char id[] = {'b', (char)('0' + i), '\0'};
        TmBoundary *boundary = tm_model_add_boundary(sketch->model, sketch->page, id, TM_NOWHERE);
        fill(sketch, &boundary->part);
        if (i > 0 && chance(sketch->random, 0.4)) {
            TmBoundary *outer =
                g_ptr_array_index(sketch->page->boundaries, below(sketch->random, i));
            tm_model_put_inside(&boundary->part, outer);
            for (guint o = 0; o < outer->part.inside->len; o++)
                tm_model_put_inside(&boundary->part, g_ptr_array_index(outer->part.inside, o));
        }
    }
}

static void
put_somewhere(const Sketch *sketch, TmPart *part)
{
    const GPtrArray *boundaries = sketch->page->boundaries;
    TmBoundary *boundary;

    if (boundaries->len == 0 || chance(sketch->random, 0.3))
        return;
    boundary = g_ptr_array_index(boundaries, below(sketch->random, boundaries->len));
    tm_model_put_inside(part, boundary);
    for (guint i = 0; i < boundary->part.inside->len; i++)
        tm_model_put_inside(part, g_ptr_array_index(boundary->part.inside, i));
}

static void
add_element(const Sketch *sketch, const char *id)
{
    static const TmKind kinds[] = {TM_EXTERNAL, TM_PROCESS, TM_PROCESS, TM_STORE};
    TmElement *element = tm_model_add_element(sketch->model, sketch->page, id, TM_NOWHERE);

    element->part.kind = kinds[below(sketch->random, G_N_ELEMENTS(kinds))];
    tm_model_set_name(sketch->model, &element->part, id);
    fill(sketch, &element->part);
    put_somewhere(sketch, &element->part);
}

static void
add_elements(const Sketch *sketch)
{
    guint count = LEAST_ELEMENTS + below(sketch->random, MOST_ELEMENTS - LEAST_ELEMENTS + 1);

    for (guint i = 0; i < count; i++) {
        char id[] = {'e', (char)('a' + i), '\0'};
        add_element(sketch, id);
    }
}

void
sketch_cross(TmModel *model, TmFlow *flow, const char *type)
{
    tm_model_add_crossing(model, flow, NULL, type);
}

static void
add_flow(const Sketch *sketch)
{
    const GPtrArray *elements = sketch->page->elements;
    guint from = below(sketch->random, elements->len);
    guint to = (from + 1 + below(sketch->random, elements->len - 1)) % elements->len;
    g_autofree char *id = g_strdup_printf("f%u", sketch->page->flows->len);
    TmFlow *flow =
        tm_model_add_flow(sketch->model, sketch->page, id, g_ptr_array_index(elements, from),
                          g_ptr_array_index(elements, to), TM_NOWHERE);

    tm_model_set_name(sketch->model, &flow->part, id);
    fill(sketch, &flow->part);
    if (chance(sketch->random, 0.15))
        sketch_cross(sketch->model, flow, random_type(sketch, TM_BOUNDARY));
}

TmModel *
sketch_random(const TmTemplate *template, guint32 seed)
{
    g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    TmModel *model = tm_model_new("random", nothing);
    Sketch sketch = {model, tm_model_add_diagram(model, "p", "p"), template, random};
    guint flows;

    sketch.page->prefix = "";
    add_boundaries(&sketch);
    add_elements(&sketch);
    flows = sketch.page->elements->len + below(random, sketch.page->elements->len);
    for (guint i = 0; i < flows; i++)
        add_flow(&sketch);
    tm_classify(model, template);
    tm_crossing_compute(model);
    return model;
}

/* --- changes ----------------------------------------------------------------------------- */

void
sketch_add_lonely(TmModel *model, const TmTemplate *template, GRand *random)
{
    Sketch sketch = {model, sketch_page(model), template, random};

    add_element(&sketch, "lonely");
    tm_classify(model, template);
}

static void
shuffle(GPtrArray *parts, GRand *random)
{
    for (guint i = parts->len; i > 1; i--) {
        guint other = below(random, i);
        gpointer moved = parts->pdata[i - 1];
        parts->pdata[i - 1] = parts->pdata[other];
        parts->pdata[other] = moved;
    }
    for (guint i = 0; i < parts->len; i++)
        ((TmPart *)parts->pdata[i])->index = i;
}

void
sketch_shuffle(TmModel *model, GRand *random)
{
    TmDiagram *page = sketch_page(model);

    shuffle(page->elements, random);
    shuffle(page->flows, random);
    shuffle(page->boundaries, random);
}

GPtrArray *
sketch_parts(const TmModel *model)
{
    const TmDiagram *page = sketch_page(model);
    const GPtrArray *kinds[] = {page->elements, page->flows, page->boundaries};
    GPtrArray *parts = g_ptr_array_new();

    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
        for (guint i = 0; i < kinds[k]->len; i++)
            g_ptr_array_add(parts, kinds[k]->pdata[i]);
    return parts;
}
