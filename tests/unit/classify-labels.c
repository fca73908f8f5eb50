/* What labels are taken for with the built-in template: the table beside this file. */
#include <string.h>

#include "classify.h"

/* So many of a hundred must be right: language leaves room for doubt. */
#define RIGHT 97

typedef struct {
    TmTemplate *template;
    guint right;
    guint wrong;
} Tally;

static TmTemplate *
load(void)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GError) error = NULL;
    TmTemplate *template;

    g_assert_true(tm_template_builtin("stride", sources));
    template = tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, &error);
    g_assert_no_error(error);
    return template;
}

static TmElement *
add(TmModel *model, const char *id, const char *label)
{
    TmElement *element =
        tm_model_add_element(model, g_ptr_array_index(model->diagrams, 0), id, TM_NOWHERE);

    tm_model_set_name(model, &element->part, label);
    return element;
}

/* The others are inside of a boundary, so that this one is outside. */
static void
fence(TmModel *model)
{
    TmBoundary *boundary =
        tm_model_add_boundary(model, g_ptr_array_index(model->diagrams, 0), "zone", TM_NOWHERE);

    for (guint i = 0; i < 3; i++) {
        g_autofree char *id = g_strdup_printf("inside%u", i);
        tm_model_put_inside(&add(model, id, "Web server")->part, boundary);
    }
}

static void
show(TmModel *model, TmPart *part, const char *sight)
{
    g_auto(GStrv) words = g_strsplit(sight, " ", 2);

    if (strcmp(sight, "outside") == 0)
        fence(model);
    else
        tm_model_see(model, part, words[0], words[1]);
}

static void
count(Tally *tally, gboolean right, const char *label, const char *wanted, const TmPart *part)
{
    tally->right += right;
    tally->wrong += !right;
    if (!right)
        g_test_message("%s is no %s but %s", label, wanted, part->type);
}

static void
check_boundary(Tally *tally, const char *type, const char *label)
{
    g_autoptr(GBytes) none = g_bytes_new_static("", 0);
    g_autoptr(TmModel) model = tm_model_new("labels", none);
    TmBoundary *boundary =
        tm_model_add_boundary(model, tm_model_add_diagram(model, "page", "page"), "b", TM_NOWHERE);

    tm_model_set_name(model, &boundary->part, label);
    tm_classify(model, tally->template);
    count(tally, strcmp(boundary->part.type, type) == 0, label, type, &boundary->part);
}

static void
check(Tally *tally, const char *kind, const char *label, const char *sight)
{
    g_autoptr(GBytes) none = g_bytes_new_static("", 0);
    g_autoptr(TmModel) model = tm_model_new("labels", none);
    TmElement *element;

    tm_model_add_diagram(model, "page", "page");
    element = add(model, "x", label);
    if (sight != NULL)
        show(model, &element->part, sight);
    tm_classify(model, tally->template);
    g_assert_cmpfloat(element->part.confidence, >, 0);
    g_assert_cmpfloat(element->part.confidence, <=, 1);
    count(tally, strcmp(tm_kind_name(element->part.kind), kind) == 0, label, kind, &element->part);
}

static void
test_labels(void)
{
    g_autoptr(TmTemplate) template = load();
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;
    Tally tally = {template, 0, 0};

    g_assert_true(g_file_get_contents(LABELS, &text, NULL, NULL));
    lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) fields = g_strsplit(lines[i], "\t", 3);
        if (*lines[i] == '\0' || *lines[i] == '#')
            continue;
        if (strstr(fields[0], "TB") != NULL)
            check_boundary(&tally, fields[0], fields[1]);
        else
            check(&tally, fields[0], fields[1], fields[2]);
    }
    g_test_message("%u of %u right", tally.right, tally.right + tally.wrong);
    g_assert_cmpuint(tally.right, >=, 150);
    g_assert_cmpuint(tally.right * 100, >=, (tally.right + tally.wrong) * RIGHT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/classify/labels", test_labels);
    return g_test_run();
}
