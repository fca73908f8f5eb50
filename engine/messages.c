/* What is wrong with the drawing itself (templates.md section 2.4), and what importers leave out;
 * from H40 on what is wrong with a register. */
#include "messages.h"

#include <string.h>

const TmMessageCode tm_message_codes[] = {
    {"H01", TM_WARNING, "an element has no flow",
     "connect it, or set tm_type=none if it is not part of the model"},
    {"H02", TM_WARNING, "a store is never written or never read", "draw the missing flow"},
    {"H03", TM_WARNING, "a process only takes or only gives", "draw the missing flow"},
    {"H04", TM_WARNING, "a flow joins two stores or two externals directly",
     "draw the process between them"},
    {"H05", TM_WARNING, "no trust boundary is drawn", "draw a boundary around what you control"},
    {"H06", TM_WARNING, "data that the Internet can reach is not classified",
     "set classification on the store or the flow"},
    {"H07", TM_NOTE, "a type is a guess", "state the type (tm_type)"},
    {"H08", TM_NOTE, "a flow that crosses a boundary names no protocol",
     "write the protocol on the arrow"},
    {"H09", TM_WARNING, "two elements have the same name",
     "rename one, so that threats can be told apart"},
    {"H10", TM_NOTE, "nothing is inside a boundary", "move the elements into it or remove it"},
    {"H11", TM_NOTE, "secrets are used but no vault is drawn",
     "draw the vault, or set secretsFrom"},
    {"H12", TM_NOTE, "own code but no repository or pipeline is drawn",
     "draw how the code gets there"},
    {"H13", TM_NOTE, "nobody says who operates a third party",
     "set owner=\"Third party\", or to the team that runs it"},
    {"H14", TM_WARNING, "a property contradicts the type", "correct the property or the type"},
    {"H15", TM_NOTE, "feature questions of an exposed element are open",
     "answer them as properties"},
    {"H20", TM_NOTE, "an edge without two ends is left out", "connect both ends to elements"},
    {"H21", TM_NOTE, "a text, picture or decoration is left out",
     "give it a type (tm_type) if it is an element"},
    {"H22", TM_NOTE, "a hidden part is read all the same",
     "delete it if it is not part of the model"},
    {"H23", TM_WARNING, "a part of the file is damaged and left out",
     "open and save the diagram in its editor"},
    {"H24", TM_WARNING, "a flow ends on a boundary",
     "connect it to the element inside that it reaches"},
    {"H25", TM_NOTE, "a flow has no arrow head", "add the head that says where data goes"},
    {"H26", TM_WARNING, "a property, value or type is not declared",
     "use a declared name; they are case-sensitive"},
    {"H27", TM_WARNING, "an id is used twice", "save the diagram again in its editor"},
    {"H28", TM_NOTE, "a boundary can be crossed without being drawn", "draw the boundary"},
    {"H29", TM_NOTE, "edges of a generator are dependencies, not flows", "draw the flows of data"},
    {"H30", TM_NOTE, "a template overrides another", "rename one if that is not meant"},
    {"H31", TM_NOTE, "a type is not in the template: its generic type counts",
     "use a template that knows the type"},
    {"H32", TM_WARNING, "part of a Microsoft template is not understood",
     "correct the template in its editor"},
    {"H33", TM_NOTE, "the tool that saved the file says so",
     "open the file in that tool, or correct the drawing"},
    {"H40", TM_WARNING, "a decision is about a part that is not there",
     "take it over for the part that replaces it: drawbridge decide FILE --adopt OLD NEW"},
    {"H41", TM_NOTE, "a decision is about a threat that is not found",
     "remove it from the register if that is right"},
    {"H42", TM_WARNING, "a register names a part that is not there",
     "correct the name, or remove what it says"},
    {"H43", TM_WARNING, "an answer of the register contradicts the diagram",
     "correct the one or the other"},
    {"H44", TM_WARNING, "a decision has expired", "decide again"},
    {"H45", TM_NOTE, "two files decide about the same threat", "remove the older decision"},
    {NULL, TM_NOTE, NULL, NULL},
};

const TmMessageCode *
tm_message_code(const char *code)
{
    for (const TmMessageCode *known = tm_message_codes; known->code != NULL; known++)
        if (strcmp(known->code, code) == 0)
            return known;
    return NULL;
}
