/* A report made by hand. */
#include "shop.h"

#include <string.h>

typedef struct {
    const char *id;
    const char *name;
    TmKind kind;
    const char *type;
    const char *inside; /* innermost first */
} Element;

typedef struct {
    const char *source;
    const char *target;
    const char *name;
    const char *crosses;
} Flow;

typedef struct {
    const char *type;
    TmScope scope;
    TmSeverity severity;
    guint score;
    gboolean stated;
    guint flow;
    const char *asks; /* the id of an element, or NULL */
    const char *title;
} Threat;

static const Element elements[] = {
    {"user", "Customer browser", TM_EXTERNAL, "EI.User", ""},
    {"admin", "Administrator", TM_EXTERNAL, "EI.Admin", ""},
    {"psp", "Payment provider", TM_EXTERNAL, "EI.Service", ""},
    {"cdn", "CDN / WAF", TM_PROCESS, "P.Waf", "edge"},
    {"web", "Web front end \"R&D\" <beta>", TM_PROCESS, "P.WebApp", "dmz"},
    {"api", "API gateway", TM_PROCESS, "P.Gateway", "dmz"},
    {"auth", "Auth service", TM_PROCESS, "P.Auth", "net"},
    {"order", "Order service", TM_PROCESS, "P.Service", "net"},
    {"job", "Batch jobs that run \\N every night and take much longer", TM_PROCESS, "P.Job", "net"},
    {"users", "User DB", TM_STORE, "DS.Sql", "data net"},
    {"orders", "Order DB", TM_STORE, "DS.Sql", "data net"},
    {"logs", "Audit log", TM_STORE, "DS.Log", "data net"},
};

static const char *const boundaries[][4] = {
    {"edge", "Edge (CDN provider)", "TB.Provider", ""},
    {"dmz", "DMZ", "TB.Subnet", ""},
    {"net", "Internal network", "TB.Network", ""},
    {"data", "Data tier", "TB.Subnet", "net"},
};

static const Flow flows[] = {
    {"user", "cdn", "HTTPS", "edge"},         {"cdn", "web", "HTTPS", "edge dmz"},
    {"web", "api", "REST/JSON", ""},          {"api", "auth", "token check", "dmz net"},
    {"api", "order", "gRPC", "dmz net wall"}, {"auth", "users", "SQL", "data"},
    {"order", "orders", "SQL", "data"},       {"order", "psp", "card data & amount <EUR>", "net"},
    {"admin", "auth", "SSH", "net"},          {"auth", "logs", "", "data"},
    {"job", "orders", "SQL", "data"},         {"orders", "job", "rows", "data"},
};

static const Threat threats[] = {
    {"I02", TM_SCOPE_PAIR, TM_CRITICAL, 16, TRUE, 7, NULL, "Card data in \"clear\" <text>"},
    {"T04", TM_SCOPE_TARGET, TM_CRITICAL, 16, FALSE, 5, "users", "Dump of password hashes"},
    {"S01", TM_SCOPE_PAIR, TM_HIGH, 9, TRUE, 8, NULL, "Admin SSH from the Internet"},
    {"E01", TM_SCOPE_TARGET, TM_HIGH, 9, FALSE, 1, "web", "Stored cross-site scripting"},
    {"S06", TM_SCOPE_TARGET, TM_HIGH, 8, FALSE, 3, "web", "Credential stuffing"},
    {"T01", TM_SCOPE_PAIR, TM_HIGH, 8, FALSE, 6, "users", "SQL injection"},
    {"E13", TM_SCOPE_MODEL, TM_MEDIUM, 6, TRUE, 0, NULL, "Nobody watches"},
    {"D01", TM_SCOPE_TARGET, TM_MEDIUM, 6, FALSE, 2, "web", "No rate limit"},
    {"S05", TM_SCOPE_TARGET, TM_MEDIUM, 4, FALSE, 1, "web", "Session fixation"},
    {"R01", TM_SCOPE_TARGET, TM_MEDIUM, 4, FALSE, 1, "web", "Repudiation of an order"},
    {"T07", TM_SCOPE_TARGET, TM_MEDIUM, 4, FALSE, 1, "web", "Templates can be changed"},
    {"E09", TM_SCOPE_TARGET, TM_LOW, 2, FALSE, 1, "web", "Console is reachable"},
    {"I05", TM_SCOPE_SOURCE, TM_LOW, 2, FALSE, 2, "web", "Verbose errors"},
};

static const char *
category_of(char letter)
{
    switch (letter) {
    case 'S':
        return "Spoofing";
    case 'T':
        return "Tampering";
    case 'R':
        return "Repudiation";
    case 'I':
        return "Information Disclosure";
    case 'D':
        return "Denial of Service";
    }
    return "Elevation of Privilege";
}

static void
put_inside(TmDiagram *diagram, TmPart *part, const char *ids)
{
    g_auto(GStrv) names = g_strsplit(ids, " ", -1);

    for (char **name = names; *name != NULL; name++)
        if (**name != '\0')
            tm_model_put_inside(part, (TmBoundary *)tm_diagram_find(diagram, *name));
}

static void
add_boundaries(TmModel *model, TmDiagram *diagram)
{
    TmBoundary *wall;

    for (guint i = 0; i < G_N_ELEMENTS(boundaries); i++) {
        TmBoundary *boundary =
            tm_model_add_boundary(model, diagram, boundaries[i][0], (TmPlace){i + 1, 3});
        tm_model_set_name(model, &boundary->part, boundaries[i][1]);
        tm_model_state_type(model, &boundary->part, boundaries[i][2]);
        put_inside(diagram, &boundary->part, boundaries[i][3]);
    }
    wall = tm_model_add_boundary(model, diagram, "wall", TM_NOWHERE);
    wall->line = TRUE;
    tm_model_set_name(model, &wall->part, "Country");
    tm_model_state_type(model, &wall->part, "TB.Border");
}

static void
add_elements(TmModel *model, TmDiagram *diagram)
{
    for (guint i = 0; i < G_N_ELEMENTS(elements); i++) {
        TmElement *element =
            tm_model_add_element(model, diagram, elements[i].id, (TmPlace){i + 10, 5});
        element->part.kind = elements[i].kind;
        element->part.confidence = 0.85;
        tm_model_set_name(model, &element->part, elements[i].name);
        tm_model_state_type(model, &element->part, elements[i].type);
        put_inside(diagram, &element->part, elements[i].inside);
    }
}

static void
add_crossings(TmModel *model, TmDiagram *diagram, TmFlow *flow, const char *ids)
{
    g_auto(GStrv) names = g_strsplit(ids, " ", -1);

    for (char **name = names; *name != NULL; name++) {
        const TmBoundary *boundary = (TmBoundary *)tm_diagram_find(diagram, *name);
        if (boundary != NULL)
            tm_model_add_crossing(model, flow, boundary, boundary->part.type);
    }
}

static void
add_flows(TmModel *model, TmDiagram *diagram)
{
    for (guint i = 0; i < G_N_ELEMENTS(flows); i++) {
        g_autofree char *id = g_strconcat(flows[i].source, "->", flows[i].target, NULL);
        TmFlow *flow = tm_model_add_flow(
            model, diagram, id, (TmElement *)tm_diagram_find(diagram, flows[i].source),
            (TmElement *)tm_diagram_find(diagram, flows[i].target), (TmPlace){i + 30, 7});
        tm_model_set_name(model, &flow->part, flows[i].name);
        tm_model_state_type(model, &flow->part, "DF.Https,DF.Json");
        add_crossings(model, diagram, flow, flows[i].crosses);
    }
}

static TmQuestion *
new_question(Shop *shop, TmDiagram *diagram, const TmThreatType *type, const char *id)
{
    TmQuestion *question = tm_pool_new(&shop->report.pool, TmQuestion);

    question->part = tm_diagram_find(diagram, id);
    question->property = g_hash_table_lookup(shop->template.property_of, "authn");
    question->clears = "Yes";
    question->ask = g_ptr_array_index(type->asks, 0);
    return question;
}

static void
add_ask(Shop *shop, TmThreatType *type)
{
    TmAsk *ask = tm_pool_new(&shop->template.pool, TmAsk);

    *ask = (TmAsk){"target", "authn", "Does {target.Name} authenticate its callers?"};
    g_ptr_array_add(type->asks, ask);
}

static TmThreatType *
new_type(Shop *shop, const Threat *threat)
{
    TmThreatType *type = tm_pool_new(&shop->template.pool, TmThreatType);

    type->id = threat->type;
    type->category = category_of(threat->type[0]);
    type->scope = threat->scope;
    type->description = "What goes wrong.";
    type->asks = tm_pool_array(&shop->template.pool);
    add_ask(shop, type);
    type->controls = tm_pool_array(&shop->template.pool);
    g_ptr_array_add(type->controls, (gpointer) "G.AUTHN");
    type->cwe = g_array_new(FALSE, FALSE, sizeof(guint));
    type->capec = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_vals(type->cwe, (const guint[]){287, 306}, 2);
    return type;
}

static void
add_threat(Shop *shop, TmDiagram *diagram, const Threat *row)
{
    TmPool *pool = &shop->report.pool;
    TmThreat *threat = tm_pool_new(pool, TmThreat);

    threat->type = new_type(shop, row);
    threat->flow = g_ptr_array_index(diagram->flows, row->flow);
    threat->source = threat->flow->source;
    threat->target = threat->flow->target;
    threat->id = tm_pool_printf(pool, "%s@%s:%s", row->type, threat->source->part.id,
                                threat->target->part.id);
    threat->diagram = diagram;
    threat->title = row->title;
    threat->flows = tm_pool_array(pool);
    g_ptr_array_add(threat->flows, (gpointer)threat->flow);
    threat->severity = row->severity;
    threat->score = row->score;
    threat->likelihood = 3;
    threat->impact = 3;
    threat->stated = row->stated;
    threat->questions = tm_pool_array(pool);
    threat->priority = "High";
    if (row->asks != NULL)
        g_ptr_array_add(threat->questions, new_question(shop, diagram, threat->type, row->asks));
    g_ptr_array_add(shop->report.threats, threat);
}

static void
init_template(TmTemplate *template)
{
    TmProperty *property;
    TmControl *control;
    TmManifest *manifest;

    tm_pool_init(&template->pool);
    property = tm_pool_new(&template->pool, TmProperty);
    control = tm_pool_new(&template->pool, TmControl);
    manifest = tm_pool_new(&template->pool, TmManifest);
    property->id = "authn";
    property->label = "Authenticates";
    control->id = "G.AUTHN";
    control->name = "Authenticate callers";
    control->references = tm_pool_array(&template->pool);
    g_ptr_array_add(control->references, (gpointer) "NIST SP 800-53 IA-2");
    manifest->id = "stride";
    manifest->name = "Drawbridge STRIDE";
    manifest->version = "1";
    template->manifests = tm_pool_array(&template->pool);
    g_ptr_array_add(template->manifests, manifest);
    template->stencil_of = g_hash_table_new(g_str_hash, g_str_equal);
    template->property_of = g_hash_table_new(g_str_hash, g_str_equal);
    template->control_of = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(template->property_of, (gpointer)property->id, property);
    g_hash_table_insert(template->control_of, (gpointer)control->id, control);
}

Shop *
shop_new(const char *format)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static("", 0);
    Shop *shop = g_new0(Shop, 1);
    TmDiagram *diagram;
    TmPart *web;

    init_template(&shop->template);
    shop->model = tm_model_new("shop.dot", bytes);
    shop->model->format = format;
    shop->model->name = "Web shop: data flow diagram";
    diagram = tm_model_add_diagram(shop->model, "shop", "Payments");
    add_boundaries(shop->model, diagram);
    add_elements(shop->model, diagram);
    add_flows(shop->model, diagram);
    web = tm_diagram_find(diagram, "web");
    tm_model_add_value(shop->model, web, "authn", "No \\", TM_NOWHERE);
    tm_model_add_value(shop->model, web, "image", "/etc/passwd", TM_NOWHERE);
    tm_model_add_message(shop->model, "H05", diagram, web, (TmPlace){9, 2}, "something is odd");
    tm_pool_init(&shop->report.pool);
    shop->report.model = shop->model;
    shop->report.template = &shop->template;
    shop->report.name = shop->model->name;
    shop->report.metadata = shop->model->metadata;
    shop->report.threats = tm_pool_array(&shop->report.pool);
    shop->report.messages = shop->model->messages;
    for (guint i = 0; i < G_N_ELEMENTS(threats); i++)
        add_threat(shop, diagram, &threats[i]);
    return shop;
}

void
shop_free(Shop *shop)
{
    for (guint i = 0; i < shop->report.threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(shop->report.threats, i);
        g_array_unref(threat->type->cwe);
        g_array_unref(threat->type->capec);
    }
    g_hash_table_unref(shop->template.stencil_of);
    g_hash_table_unref(shop->template.property_of);
    g_hash_table_unref(shop->template.control_of);
    tm_pool_clear(&shop->report.pool);
    tm_pool_clear(&shop->template.pool);
    tm_model_free(shop->model);
    g_free(shop);
}
