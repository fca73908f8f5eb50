/* Looking things up in a graph that was read. */
#include "dot-graph.h"

#include <string.h>

void
tm_dot_graph_free(TmDotGraph *graph)
{
    if (graph == NULL)
        return;
    tm_pool_clear(&graph->pool);
    g_free(graph);
}

const TmDotAttribute *
tm_dot_find(const TmDotObject *object, const char *name)
{
    for (guint i = 0; i < object->n_attributes; i++)
        if (strcmp(object->attributes[i].name, name) == 0)
            return &object->attributes[i];
    return NULL;
}

const TmDotAttribute *
tm_dot_find_name(const TmDotObject *object)
{
    const TmDotAttribute *name = tm_dot_find(object, "tm_name");

    return name != NULL ? name : tm_dot_find(object, "label");
}

const char *
tm_dot_value(const TmDotObject *object, const char *name)
{
    const TmDotAttribute *attribute = tm_dot_find(object, name);

    return attribute != NULL ? attribute->value : "";
}

gboolean
tm_dot_list_has(const char *list, const char *word)
{
    gsize wanted = strlen(word);

    for (list += strspn(list, ", \t"); *list != '\0'; list += strspn(list, ", \t")) {
        gsize length = strcspn(list, ", \t(");
        if (length == wanted && g_ascii_strncasecmp(list, word, length) == 0)
            return TRUE;
        list += length;
        if (*list == '(')
            list += strcspn(list, ")");
        list += *list == ')' ? 1 : 0;
    }
    return FALSE;
}
