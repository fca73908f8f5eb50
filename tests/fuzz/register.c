/* Any bytes as a register: refused with a place, or joined to a report that is then written, and
 * changed: then all that was not touched is there, byte for byte. */
#include <string.h>

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

/* How many bytes of @text are at the beginning and at the end of @out. */
static gsize
count_kept(const char *text, gsize length, const GString *out)
{
    gsize begin = 0;
    gsize end = 0;

    while (begin < MIN(length, out->len) && text[begin] == out->str[begin])
        begin++;
    while (end < MIN(length, out->len) - begin &&
           text[length - 1 - end] == out->str[out->len - 1 - end])
        end++;
    return begin + end;
}

static void
put(GBytes *bytes, const TmRegister *book, const char *id)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GBytes) again = NULL;
    g_autoptr(TmRegister) changed = NULL;
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    TmDecision *decision;
    TmPool pool;
    gboolean done;

    tm_pool_init(&pool);
    decision = tm_decision_new(&pool, TM_NOWHERE);
    decision->id = id;
    decision->state = TM_STATE_MITIGATED;
    decision->justification = "one: #\n two";
    decision->at = "2026-11-21";
    done = tm_register_put("fuzz.yaml", bytes, decision, out, NULL);
    tm_pool_clear(&pool);
    if (!done)
        return;
    again = g_bytes_new(out->str, out->len);
    changed = tm_register_load("fuzz.yaml", again, NULL);
    g_assert_nonnull(changed);
    g_assert_cmpuint(changed->decisions->len, >=, book->decisions->len);
    if (changed->decisions->len > book->decisions->len && book->decisions->len > 0)
        g_assert_cmpuint(count_kept(text, length, out), ==, length);
}

static void
adopt(GBytes *bytes, const char *former)
{
    g_autoptr(GString) out = g_string_new(NULL);

    tm_register_adopt("fuzz.yaml", bytes, former, "S01@user:web", out, NULL);
}

/* With a decision that is new, and with one that may be there. */
static void
change(GBytes *bytes, const TmRegister *book)
{
    put(bytes, book, "S01@user:web");
    for (guint i = 0; i < MIN(book->decisions->len, 3); i++) {
        const TmDecision *decision = g_ptr_array_index(book->decisions, i);
        put(bytes, book, decision->id);
        adopt(bytes, decision->id);
    }
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(TmRegister) book = tm_register_load("fuzz.yaml", bytes, &error);

    g_assert_true((book == NULL) == (error != NULL));
    if (book == NULL)
        return 0;
    join(book);
    change(bytes, book);
    return 0;
}
