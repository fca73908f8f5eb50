/* Any bytes as a register: refused with a place, or joined to a report that is then written. */
#include "crossing.h"
#include "fuzz.h"
#include "writers.h"

static TmElement *
add_element(TmModel *model, TmDiagram *page, const char *id, TmKind kind, const char *type)
{
    TmElement *element = tm_model_add_element(model, page, id, (TmPlace){1, 1});

    element->part.kind = kind;
    tm_model_state_type(model, &element->part, type);
    return element;
}

/* A customer, a web server and a database. */
static TmModel *
new_model(void)
{
    g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
    TmModel *model = tm_model_new("fuzz", nothing);
    TmDiagram *page = tm_model_add_diagram(model, "page", "Page");
    TmElement *user = add_element(model, page, "user", TM_EXTERNAL, "EI.User");
    TmElement *web = add_element(model, page, "web", TM_PROCESS, "P.WebApp");
    TmElement *db = add_element(model, page, "db", TM_STORE, "DS.Sql");
    TmFlow *order = tm_model_add_flow(model, page, "order", user, web, (TmPlace){2, 1});
    TmFlow *query = tm_model_add_flow(model, page, "query", web, db, (TmPlace){3, 1});

    tm_model_state_type(model, &order->part, "DF.Https");
    tm_model_state_type(model, &query->part, "DF.Sql");
    tm_crossing_compute(model);
    return model;
}

static void
write_as(const TmReport *report, const char *format)
{
    const TmView view = {.version = "fuzz"};
    g_autoptr(GString) out = g_string_new(NULL);

    g_assert_true(tm_write(report, &view, format, out, NULL));
    g_assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
}

static void
join(const TmRegister *book)
{
    const TmDecided decided = {book, "2026-11-21"};
    g_autoptr(TmModel) model = new_model();
    g_autoptr(TmReport) report = tm_check(model, fuzz_template(), &decided);

    write_as(report, "text");
    write_as(report, "json");
    write_as(report, "tm7");
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(TmRegister) book = tm_register_load("fuzz.yaml", bytes, &error);

    g_assert_true((book == NULL) == (error != NULL));
    if (book != NULL)
        join(book);
    return 0;
}
