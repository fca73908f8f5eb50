/* The label of a flow: protocols make its type, verbs say whether it writes, and some words that
 * it carries credentials (templates.md section 5.5). */
#include <string.h>

#include "classify-own.h"

#define PROTOCOL "protocol "
#define NO_PROTOCOL 0.3

typedef enum {
    WRITES,
    CREDENTIALS,
    ENCRYPTED,
    PAYLOAD,
    N_PROPERTIES,
} Property;

typedef enum {
    ANYWHERE,
    FIRST, /* of a clause: "update stock", but not "stock update" */
    PART,  /* of a word: Chinese does not part them */
} Where;

typedef struct {
    const char *word;
    Property property;
    const char *value;
    Where where;
} Hint;

static const Hint hints[] = {
    {"read", WRITES, "Read", ANYWHERE},
    {"reads", WRITES, "Read", ANYWHERE},
    {"get", WRITES, "Read", FIRST},
    {"gets", WRITES, "Read", FIRST},
    {"select", WRITES, "Read", FIRST},
    {"fetch", WRITES, "Read", FIRST},
    {"fetches", WRITES, "Read", FIRST},
    {"lookup", WRITES, "Read", FIRST},
    {"look up", WRITES, "Read", FIRST},
    {"retrieve", WRITES, "Read", FIRST},
    {"query", WRITES, "Read", FIRST},
    {"download", WRITES, "Read", FIRST},
    {"lesen", WRITES, "Read", ANYWHERE},
    {"liest", WRITES, "Read", ANYWHERE},
    {"lire", WRITES, "Read", FIRST},
    {"leer", WRITES, "Read", FIRST},
    {"чтение", WRITES, "Read", FIRST},
    {"читать", WRITES, "Read", FIRST},
    {"读取", WRITES, "Read", PART},
    {"读", WRITES, "Read", FIRST},
    {"参照", WRITES, "Read", PART},
    {"write", WRITES, "Write", ANYWHERE},
    {"writes", WRITES, "Write", ANYWHERE},
    {"put", WRITES, "Write", FIRST},
    {"post", WRITES, "Write", FIRST},
    {"patch", WRITES, "Write", FIRST},
    {"delete", WRITES, "Write", FIRST},
    {"insert", WRITES, "Write", FIRST},
    {"update", WRITES, "Write", FIRST},
    {"updates", WRITES, "Write", FIRST},
    {"upload", WRITES, "Write", FIRST},
    {"uploads", WRITES, "Write", FIRST},
    {"publish", WRITES, "Write", FIRST},
    {"publishes", WRITES, "Write", FIRST},
    {"store", WRITES, "Write", FIRST},
    {"stores", WRITES, "Write", FIRST},
    {"save", WRITES, "Write", FIRST},
    {"saves", WRITES, "Write", FIRST},
    {"schreiben", WRITES, "Write", ANYWHERE},
    {"schreibt", WRITES, "Write", ANYWHERE},
    {"speichern", WRITES, "Write", ANYWHERE},
    {"écrire", WRITES, "Write", FIRST},
    {"enregistrer", WRITES, "Write", FIRST},
    {"escribir", WRITES, "Write", FIRST},
    {"guardar", WRITES, "Write", FIRST},
    {"запись", WRITES, "Write", FIRST},
    {"записать", WRITES, "Write", FIRST},
    {"сохранить", WRITES, "Write", FIRST},
    {"写入", WRITES, "Write", PART},
    {"保存", WRITES, "Write", PART},
    {"書き込み", WRITES, "Write", PART},
    {"token", CREDENTIALS, "Yes", ANYWHERE},
    {"tokens", CREDENTIALS, "Yes", ANYWHERE},
    {"jwt", CREDENTIALS, "Yes", ANYWHERE},
    {"password", CREDENTIALS, "Yes", ANYWHERE},
    {"passwords", CREDENTIALS, "Yes", ANYWHERE},
    {"credential", CREDENTIALS, "Yes", ANYWHERE},
    {"credentials", CREDENTIALS, "Yes", ANYWHERE},
    {"apikey", CREDENTIALS, "Yes", ANYWHERE},
    {"api key", CREDENTIALS, "Yes", ANYWHERE},
    {"api keys", CREDENTIALS, "Yes", ANYWHERE},
    {"access key", CREDENTIALS, "Yes", ANYWHERE},
    {"secret", CREDENTIALS, "Yes", ANYWHERE},
    {"secrets", CREDENTIALS, "Yes", ANYWHERE},
    {"login", CREDENTIALS, "Yes", FIRST},
    {"log in", CREDENTIALS, "Yes", FIRST},
    {"sign in", CREDENTIALS, "Yes", FIRST},
    {"passwort", CREDENTIALS, "Yes", ANYWHERE},
    {"zugangsdaten", CREDENTIALS, "Yes", ANYWHERE},
    {"anmeldedaten", CREDENTIALS, "Yes", ANYWHERE},
    {"mot de passe", CREDENTIALS, "Yes", ANYWHERE},
    {"identifiants", CREDENTIALS, "Yes", ANYWHERE},
    {"contraseña", CREDENTIALS, "Yes", ANYWHERE},
    {"credenciales", CREDENTIALS, "Yes", ANYWHERE},
    {"пароль", CREDENTIALS, "Yes", ANYWHERE},
    {"токен", CREDENTIALS, "Yes", ANYWHERE},
    {"密码", CREDENTIALS, "Yes", PART},
    {"令牌", CREDENTIALS, "Yes", PART},
    {"パスワード", CREDENTIALS, "Yes", PART},
    {"ldaps", ENCRYPTED, "Yes", ANYWHERE},
    {"ftps", ENCRYPTED, "Yes", ANYWHERE},
    {"smtps", ENCRYPTED, "Yes", ANYWHERE},
    {"encrypted", ENCRYPTED, "Yes", ANYWHERE},
    {"unencrypted", ENCRYPTED, "No", ANYWHERE},
    {"not encrypted", ENCRYPTED, "No", ANYWHERE},
    {"cleartext", ENCRYPTED, "No", ANYWHERE},
    {"plaintext", ENCRYPTED, "No", ANYWHERE},
    {"xml", PAYLOAD, "XML", ANYWHERE},
    {"soap", PAYLOAD, "XML", ANYWHERE},
    {"json", PAYLOAD, "JSON", ANYWHERE},
    {"prompt", PAYLOAD, "Prompt", ANYWHERE},
    {NULL, WRITES, NULL, ANYWHERE},
};

/* @text has a blank before and behind every word. */
static gboolean
says(const char *text, const Hint *hint)
{
    const gsize length = strlen(hint->word);

    for (const char *at = strstr(text, hint->word); at != NULL; at = strstr(at + 1, hint->word)) {
        if (hint->where == PART)
            return TRUE;
        if (at[-1] == ' ' && at[length] == ' ' && (hint->where == ANYWHERE || at[-2] == '|'))
            return TRUE;
    }
    return FALSE;
}

/* What the name of a flow says: flows of the same name say the same. */
typedef struct {
    const char *type;
    double confidence;
    GPtrArray *facets;                /* const char: further protocols: "mTLS gRPC" is both */
    const char *values[N_PROPERTIES]; /* NULL: nothing */
} Wire;

/* Who both reads and writes does so; who else says two things says neither. */
static const char *
join_values(Property property, const char *value, const char *other)
{
    if (value == NULL || strcmp(value, other) == 0)
        return other;
    return property == WRITES ? "ReadWrite" : "";
}

static void
take_hints(Wire *wire, const char *text)
{
    for (const Hint *hint = hints; hint->word != NULL; hint++)
        if (says(text, hint))
            wire->values[hint->property] =
                join_values(hint->property, wire->values[hint->property], hint->value);
}

static void
add_facets(const TmClassifier *classifier, Wire *wire, const GArray *hits)
{
    const TmStencil *type = tm_template_stencil(classifier->template, wire->type);

    for (guint i = 0; i < hits->len; i++) {
        const TmStencil *stencil = g_array_index(hits, TmWordHit, i).stencil;
        if (stencil->kind == TM_FLOW && stencil != type && !tm_stencil_is(type, stencil) &&
            !g_ptr_array_find(wire->facets, stencil->id, NULL))
            g_ptr_array_add(wire->facets, (gpointer)stencil->id);
    }
}

/* A mounted folder is no protocol. */
static gboolean
is_path(const char *label)
{
    return (*label == '/' || *label == '\\') && strchr(label, ' ') == NULL;
}

/* The words of a label between blanks, with "|" where a clause begins, and without numbers there.
 */
static char *
plain_words(const char *label)
{
    g_autoptr(GArray) words = tm_label_split(NULL, label, 0);
    GString *text = g_string_new(" | ");
    guint segment = 0;

    for (guint i = 0; i < words->len; i++) {
        const TmLabelWord *word = &g_array_index(words, TmLabelWord, i);
        if (word->segment != segment)
            g_string_append(text, "| ");
        segment = word->segment;
        if (g_str_has_suffix(text->str, "| ") && g_ascii_isdigit(*word->text))
            continue;
        g_string_append_printf(text, "%s ", word->text);
    }
    return g_string_free(text, FALSE);
}

static void
find_type(const TmClassifier *classifier, Wire *wire, const char *name)
{
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(TmWordHit));
    const TmStencil *root = tm_template_root(classifier->template, TM_FLOW);
    const TmWordHit *best;

    if (!is_path(name))
        tm_words_find(classifier->words, name, hits);
    best = tm_words_best(hits, 1u << TM_FLOW);
    wire->type = best != NULL ? best->stencil->id : root != NULL ? root->id : NULL;
    wire->confidence = best != NULL ? best->confidence : NO_PROTOCOL;
    if (best != NULL)
        add_facets(classifier, wire, hits);
}

/* Names are interned in the model. */
static const Wire *
read_wire(TmClassifier *classifier, const char *name)
{
    Wire *wire = g_hash_table_lookup(classifier->wires, name);
    g_autofree char *text = NULL;

    if (wire != NULL)
        return wire;
    wire = tm_pool_new(&classifier->model->pool, Wire);
    wire->facets = tm_pool_array(&classifier->model->pool);
    find_type(classifier, wire, name);
    if (*name != '\0' && !is_path(name)) {
        text = plain_words(name);
        take_hints(wire, text);
    }
    g_hash_table_insert(classifier->wires, (gpointer)name, wire);
    return wire;
}

static void
add_values(TmClassifier *classifier, TmFlow *flow, const Wire *wire)
{
    static const char *const names[N_PROPERTIES] = {"writes", "carriesCredentials", "encrypted",
                                                    "payload"};

    for (guint i = 0; i < N_PROPERTIES; i++)
        if (wire->values[i] != NULL && *wire->values[i] != '\0' &&
            tm_part_value(&flow->part, names[i]) == NULL &&
            g_hash_table_contains(classifier->template->property_of, names[i]))
            tm_model_add_value(classifier->model, &flow->part, names[i], wire->values[i],
                               flow->part.place);
}

/* What the file says beside the name: the sights "protocol HTTPS", of which most may be other
 * words. Returns the surest, or NULL. */
static const Wire *
read_protocol(TmClassifier *classifier, const TmPart *part)
{
    const Wire *best = NULL;

    for (guint i = 0; i < part->seen->len; i++) {
        const char *sight = g_ptr_array_index(part->seen, i);
        const Wire *wire = g_str_has_prefix(sight, PROTOCOL)
                               ? read_wire(classifier, sight + strlen(PROTOCOL))
                               : NULL;
        if (wire != NULL && wire->confidence > (best != NULL ? best->confidence : NO_PROTOCOL))
            best = wire;
    }
    return best;
}

static void
settle_wire(TmClassifier *classifier, TmFlow *flow, const Wire *wire)
{
    flow->part.type = wire->type;
    flow->part.confidence = wire->confidence;
    for (guint i = 0; i < wire->facets->len; i++)
        if (!g_ptr_array_find(flow->part.facets, g_ptr_array_index(wire->facets, i), NULL))
            tm_pool_add(&classifier->model->pool, &flow->part.facets,
                        g_ptr_array_index(wire->facets, i));
}

void
tm_classify_flow(TmClassifier *classifier, TmFlow *flow)
{
    const Wire *protocol = read_protocol(classifier, &flow->part);
    const Wire *wire = read_wire(classifier, flow->part.name);

    if (protocol != NULL)
        add_values(classifier, flow, protocol);
    add_values(classifier, flow, wire);
    if (flow->part.stated)
        return;
    if (protocol != NULL && protocol->confidence >= wire->confidence)
        wire = protocol;
    settle_wire(classifier, flow, wire);
}
