/* Our own .tm7 files are known by the manifest of the template inside. */
#include "tm7-names.h"

#include <string.h>

gboolean
tm_tm7_is_ours(const char *text)
{
    return strstr(text, "Id>" TM_TM7_MANIFEST "<") != NULL;
}
