/* The fixture: a template of a few stencils and properties, and a model with one page. */
#include "fixture.h"

#include <string.h>

#include "classify.h"

static const char manifest[] = "template: small\nname: Small\nversion: \"1\"\npacks: [core]\n";

static const char stencils[] =
    "stencils:\n"
    "  - {id: GE.P, kind: process, name: Process, words: {weak: [service]}}\n"
    "  - {id: P.Web, parent: GE.P, name: Web server, words: {strong: [nginx], generic: [web, "
    "web server]}}\n"
    "  - {id: P.Edge, parent: GE.P, name: Edge}\n"
    "  - {id: P.Lb, parent: P.Edge, name: Load balancer, sets: {passThrough: Yes}, words: "
    "{generic: [load balancer]}}\n"
    "  - {id: P.Func, parent: GE.P, name: Function}\n"
    "  - {id: GE.EI, kind: external, name: External}\n"
    "  - {id: EI.User, parent: GE.EI, name: User, words: {generic: [user, 用户]}}\n"
    "  - {id: EI.Admin, parent: EI.User, name: Administrator}\n"
    "  - {id: GE.DS, kind: store, name: Store, words: {weak: [store]}}\n"
    "  - {id: DS.Sql, parent: GE.DS, name: Database, words: {strong: [postgres], generic: "
    "[database, 数据库]}}\n"
    "  - {id: GE.DF, kind: flow, name: Flow}\n"
    "  - {id: DF.Https, parent: GE.DF, name: HTTPS, sets: {encrypted: Yes}, words: {generic: "
    "[https]}}\n"
    "  - {id: DF.Grpc, parent: GE.DF, name: gRPC, words: {generic: [grpc]}}\n"
    "  - {id: DF.Local, parent: GE.DF, name: Local}\n"
    "  - {id: GE.TB, kind: boundary, name: Boundary}\n"
    "  - {id: TB.Internet, parent: GE.TB, name: Internet, sets: {zone: Internet}, words: "
    "{generic: [internet]}}\n"
    "  - {id: TB.Partner, parent: GE.TB, name: Partner, sets: {zone: External}}\n"
    "  - {id: TB.Corp, parent: GE.TB, name: Company, sets: {zone: Internal}}\n";

static const char properties[] =
    "properties:\n"
    "  - {id: classification, label: C, values: [Unknown, Public, Internal, Confidential, "
    "Restricted], ordered: true}\n"
    "  - {id: criticality, label: A, values: [Unknown, Low, Medium, High, Mission], ordered: "
    "true}\n"
    "  - {id: owner, label: Operated by, values: [Own team, Third party]}\n"
    "  - {id: authn, on: [GE.P, GE.DS], label: Authenticates callers, values: [Unknown, No, "
    "Yes], safe: Yes}\n"
    "  - {id: passThrough, on: [P.Edge], label: Passes, values: [No, Yes]}\n"
    "  - {id: trusted, on: [GE.EI], label: Trusted, values: [No, Yes], safe: Yes}\n"
    "  - {id: tlsEnforced, on: [GE.DS], label: TLS only, values: [Unknown, No, Yes]}\n"
    "  - {id: encrypted, on: [GE.DF], label: Encrypted, values: [Unknown, No, Yes], safe: Yes}\n"
    "  - {id: writes, on: [GE.DF], label: Writes, values: [Unknown, Read, Write, ReadWrite]}\n"
    "  - {id: carriesCredentials, on: [GE.DF], label: K, values: [Unknown, No, Yes]}\n"
    "  - {id: role, on: [GE.DF], label: Role, values: [Request, Response]}\n"
    "  - {id: initiator, on: [GE.DF], label: Opened by, values: [Source, Target]}\n"
    "  - {id: zone, on: [GE.TB], label: Zone, values: [None, Internal, External, Internet]}\n"
    "  - {id: exposure, on: [GE.DF], label: Exposure, values: [Local, Internal, External, "
    "Internet], ordered: true, derived: true}\n"
    "  - {id: reach, on: [GE.P, GE.EI, GE.DS], label: Reach, values: [Local, Internal, External, "
    "Internet], ordered: true, derived: true}\n"
    "  - {id: taint, on: [GE.P, GE.EI, GE.DS], label: Taint, values: [No, Yes], derived: true}\n"
    "  - {id: handles, on: [GE.P, GE.EI, GE.DS], label: H, values: [Unknown, Public, Internal, "
    "Confidential, Restricted], ordered: true, derived: true}\n"
    "  - {id: pull, on: [GE.DF], label: Pulled, values: [No, Yes], derived: true}\n"
    "  - {id: hasReverse, on: [GE.DF], label: Both, values: [No, Yes], derived: true}\n";

static const char shapes[] =
    "shapes:\n"
    "  - {seen: shape ellipse, type: GE.P, confidence: 0.85}\n"
    "  - {seen: \"shape cylinder*\", type: GE.DS, confidence: 0.85}\n"
    "  - {seen: shape box, with: shape ellipse, type: GE.EI, confidence: 0.6}\n"
    "  - {seen: shape box, type: GE.P, confidence: 0.4}\n"
    "  - {seen: icon aws4 lambda, type: P.Func, confidence: 0.95}\n";

static TmSource
source(const char *name, const char *text)
{
    return (TmSource){name, g_bytes_new_static(text, strlen(text))};
}

TmTemplate *
fixture_template(const char *threat)
{
    const TmSource sources[] = {
        source("small/template.yaml", manifest),
        source("small/stencils.yaml", stencils),
        source("small/properties.yaml", properties),
        source("small/shapes.yaml", shapes),
        source("small/threats/core/X.yaml", threat != NULL ? threat : ""),
    };
    g_autoptr(GError) error = NULL;
    TmTemplate *template = tm_template_load(sources, threat != NULL ? 5 : 4, &error);

    for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
        g_bytes_unref(sources[i].bytes);
    g_assert_no_error(error);
    return template;
}

TmModel *
fixture_model(void)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static("", 0);
    TmModel *model = tm_model_new("small.dot", bytes);

    tm_model_add_diagram(model, "page", "Page");
    return model;
}

static TmDiagram *
page(const TmModel *model)
{
    return g_ptr_array_index(model->diagrams, 0);
}

TmPart *
fixture_part(const TmModel *model, const char *id)
{
    TmPart *part = tm_diagram_find(page(model), id);

    g_assert_nonnull(part);
    return part;
}

TmElement *
fixture_element(TmModel *model, const char *id, const char *type)
{
    TmElement *element = tm_model_add_element(model, page(model), id, (TmPlace){1, 1});

    tm_model_set_name(model, &element->part, id);
    if (type != NULL)
        tm_model_state_type(model, &element->part, type);
    if (type != NULL && g_str_has_prefix(type, "EI"))
        element->part.kind = TM_EXTERNAL;
    if (type != NULL && g_str_has_prefix(type, "DS"))
        element->part.kind = TM_STORE;
    return element;
}

TmFlow *
fixture_flow(TmModel *model, const char *source_id, const char *target_id, const char *type)
{
    g_autofree char *id = g_strdup_printf("%s->%s", source_id, target_id);
    TmFlow *flow =
        tm_model_add_flow(model, page(model), id, (TmElement *)fixture_part(model, source_id),
                          (TmElement *)fixture_part(model, target_id), (TmPlace){2, 1});

    if (type != NULL)
        tm_model_state_type(model, &flow->part, type);
    return flow;
}

TmBoundary *
fixture_boundary(TmModel *model, const char *id, const char *type)
{
    TmBoundary *boundary = tm_model_add_boundary(model, page(model), id, (TmPlace){3, 1});

    tm_model_state_type(model, &boundary->part, type);
    return boundary;
}

void
fixture_state(TmModel *model, const char *id, const char *name, const char *value)
{
    tm_model_add_value(model, fixture_part(model, id), name, value, TM_NOWHERE);
}

void
fixture_put_inside(TmModel *model, const char *id, const char *boundary)
{
    tm_model_put_inside(fixture_part(model, id), (TmBoundary *)fixture_part(model, boundary));
}
