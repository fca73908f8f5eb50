/* Threats that people wrote into a model of Threat Dragon. */
#include <string.h>

#include "escape.h"
#include "threat-dragon-own.h"

/* What the editor writes into the fields of a new threat: nobody said it. */
static const char *
said(const TmYaml *threat, const char *key)
{
    static const char *const hints[] = {"Provide a description for this threat",
                                        "Provide remediation for this threat",
                                        "Mitigation or prevention for the threat"};
    const char *text = tm_tree_text(threat, key);

    for (gsize i = 0; i < G_N_ELEMENTS(hints); i++)
        if (g_str_has_prefix(text, hints[i]))
            return "";
    return text;
}

/* Version 2 numbers the threats of a model. Before they were told apart by where they stand. */
static const char *
id_of(const TmDragon *dragon, const DragonCell *cell, const TmYaml *threat, guint index)
{
    const char *number = tm_tree_text(threat, "number");
    g_autoptr(GString) id = g_string_new("U");

    if (*number != '\0' && strcmp(number, "0") != 0) {
        tm_escape_id(id, number);
        return tm_pool_text(&dragon->model->pool, id->str);
    }
    g_string_append_printf(id, "%u@%s", index + 1, dragon->diagram->prefix);
    tm_escape_id(id, cell->id);
    return tm_pool_text(&dragon->model->pool, id->str);
}

static void
read_threat(TmDragon *dragon, const DragonCell *cell, const TmPart *part, const TmYaml *threat,
            guint index)
{
    g_autofree char *title = tm_escape_line(tm_tree_text(threat, "title"));
    TmDecision *decision =
        tm_keep_threat(dragon->model, dragon->threats, id_of(dragon, cell, threat, index),
                       dragon->diagram, part, threat->place);

    decision->title = tm_pool_text(&dragon->model->pool, title);
    decision->description = said(threat, "description");
    decision->category = tm_keep_category(tm_tree_text(threat, "type"));
    decision->number = tm_tree_text(threat, "number");
    tm_keep_severity(decision, tm_tree_text(threat, "severity"));
    tm_keep_state(dragon->model, decision, tm_tree_text(threat, "status"),
                  said(threat, "mitigation"));
}

void
tm_dragon_read_threats(TmDragon *dragon, const DragonCell *cell, const TmPart *part)
{
    const TmYaml *threats = tm_tree_list(cell->data, "threats");

    if (threats == NULL)
        threats = tm_tree_list(cell->node, "threats");
    for (guint i = 0; i < tm_tree_count(threats); i++)
        if (threats->items[i].kind == TM_YAML_MAPPING)
            read_threat(dragon, cell, part, &threats->items[i], i);
}
