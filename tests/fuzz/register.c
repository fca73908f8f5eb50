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
count_kept(const char *text, gsize length, const char *out, gsize size)
{
    gsize begin = 0;
    gsize end = 0;

    while (begin < MIN(length, size) && text[begin] == out[begin])
        begin++;
    while (end < MIN(length, size) - begin && text[length - 1 - end] == out[size - 1 - end])
        end++;
    return begin + end;
}

/* Returns the register with a decision about @id, or NULL. */
static GBytes *
put(GBytes *bytes, const char *id)
{
    GString *out = g_string_new(NULL);
    TmDecision *decision;
    TmPool pool;
    gboolean done;

    tm_pool_init(&pool);
    decision = tm_decision_new(&pool, TM_NOWHERE);
    decision->id = id;
    decision->state = TM_STATE_MITIGATED;
    decision->justification = "one: #\n two";
    decision->notes = "- three\n\n\t# four";
    decision->at = "2026-11-21";
    done = tm_register_put("fuzz.yaml", bytes, decision, out, NULL);
    tm_pool_clear(&pool);
    if (done)
        return g_string_free_to_bytes(out);
    g_string_free(out, TRUE);
    return NULL;
}

static TmRegister *
load(GBytes *bytes)
{
    g_autoptr(GError) error = NULL;
    TmRegister *book = tm_register_load("fuzz.yaml", bytes, &error);

    g_assert_no_error(error);
    return book;
}

/* A new decision is lines between those that were there. */
static void
put_new(GBytes *bytes, const TmRegister *book, const char *id)
{
    g_autoptr(GBytes) again = put(bytes, id);
    g_autoptr(TmRegister) changed = again != NULL ? load(again) : NULL;
    gsize length, size;
    const char *text = g_bytes_get_data(bytes, &length);
    const char *out;

    if (changed == NULL)
        return;
    out = g_bytes_get_data(again, &size);
    g_assert_cmpuint(changed->decisions->len, >=, book->decisions->len);
    if (changed->decisions->len > book->decisions->len && book->decisions->len > 0)
        g_assert_cmpuint(count_kept(text, length, out, size), ==, length);
}

/* What is decided on two sides is in the merged register. */
static void
merge(GBytes *bytes, const char *one, const char *other)
{
    g_autoptr(GBytes) ours = put(bytes, one);
    g_autoptr(GBytes) theirs = put(bytes, other);
    const TmMergeSide sides[3] = {{"base", bytes}, {"ours", ours}, {"theirs", theirs}};
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GBytes) merged = NULL;
    g_autoptr(TmRegister) book = NULL;
    g_autoptr(TmRegister) mine = NULL;
    guint conflicts = 0;

    if (ours == NULL || theirs == NULL || !tm_register_merge(sides, out, notes, &conflicts, NULL) ||
        conflicts > 0)
        return;
    merged = g_bytes_new(out->str, out->len);
    book = load(merged);
    mine = load(ours);
    g_assert_cmpuint(book->decisions->len, >=, mine->decisions->len);
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
    put_new(bytes, book, "S01@user:web");
    merge(bytes, "S01@user:web", "A2@web");
    for (guint i = 0; i < MIN(book->decisions->len, 3); i++) {
        const TmDecision *decision = g_ptr_array_index(book->decisions, i);
        put_new(bytes, book, decision->id);
        adopt(bytes, decision->id);
        merge(bytes, decision->id, "A2@web");
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
