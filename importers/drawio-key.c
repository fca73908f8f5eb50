/* Lists that explain: the steps that a box takes, and the symbols of data flow diagrams. */
#include <string.h>

#include "drawio-key.h"
#include "drawio-look.h"

#define STEPS 3       /* the shortest list; of so many at most one has a flow */
#define MAX_STEP 16   /* bytes within which a label says that it is a step */
#define KEY_SYMBOLS 3 /* explained: fewer may be names */
#define BESIDE 400    /* pixels from a word of the key to what it explains, in its row */
#define ABOVE 60      /* the same in its column */

/* --- steps -------------------------------------------------------------------------------- */

/* "1. Pull the image", "Step 2: build it"; but no "1.2 Check the order". */
static gboolean
is_step(const char *label)
{
    static const char *const words[] = {"step *#*", "schritt *#*", "étape *#*", "paso *#*",
                                        "шаг *#*",  "步骤*#*",     "第#步*",    "#. *",
                                        "#) *",     "##. *",       "##) *",     NULL};
    g_autofree char *lower = NULL;

    if (strcspn(label, "0123456789") >= MAX_STEP)
        return FALSE;
    lower = g_utf8_strdown(label, (gssize)MIN(strlen(label), MAX_STEP));
    for (char *at = lower; *at != '\0'; at++)
        if (g_ascii_isdigit(*at))
            *at = '#';
    return tm_drawio_matches(lower, words);
}

typedef struct {
    DrawioCell *area;
    guint n_steps;
    guint n_joined; /* those with edges */
} Steps;

static gboolean
is_step_of(const DrawioCell *cell, const DrawioCell *area)
{
    return cell->role == DRAWIO_ELEMENT && cell->n_inside == 0 && !tm_drawio_is_stated(cell) &&
           tm_drawio_is_inside(cell, area) && is_step(cell->label);
}

static void
count_steps(DrawioCell *cell, gpointer data)
{
    Steps *steps = data;

    if (!is_step_of(cell, steps->area))
        return;
    steps->n_steps++;
    steps->n_joined += cell->n_edges > 0;
}

static void
claim_step(DrawioCell *cell, gpointer data)
{
    if (!is_step_of(cell, data))
        return;
    cell->role = DRAWIO_PIECE;
    cell->owner = data;
}

void
tm_drawio_claim_steps(DrawioGrid *grid, GPtrArray *candidates)
{
    for (guint i = 0; i < candidates->len; i++) {
        DrawioCell *cell = g_ptr_array_index(candidates, i);
        Steps steps = {.area = cell};
        if (cell->n_inside < STEPS)
            continue;
        tm_drawio_grid_visit(grid, cell->at, count_steps, &steps);
        if (steps.n_steps >= STEPS && steps.n_joined * STEPS <= steps.n_steps)
            tm_drawio_grid_visit(grid, cell->at, claim_step, cell);
    }
}

/* --- keys of symbols ---------------------------------------------------------------------- */

/* What the notation of data flow diagrams calls its symbols. */
static const char *const notation[] = {"external entity",
                                       "external entities",
                                       "external interactor",
                                       "external interactors",
                                       "externe entität",
                                       "entité externe",
                                       "entidad externa",
                                       "внешняя сущность",
                                       "外部实体",
                                       "外部エンティティ",
                                       "process",
                                       "processes",
                                       "prozess",
                                       "processus",
                                       "proceso",
                                       "процесс",
                                       "处理过程",
                                       "プロセス",
                                       "data store",
                                       "data stores",
                                       "datastore",
                                       "datenspeicher",
                                       "almacén de datos",
                                       "хранилище данных",
                                       "数据存储",
                                       "データストア",
                                       "data flow",
                                       "data flows",
                                       "dataflow",
                                       "datenfluss",
                                       "flux de données",
                                       "flujo de datos",
                                       "поток данных",
                                       "数据流",
                                       "データフロー",
                                       "trust boundary",
                                       "trust boundaries",
                                       "vertrauensgrenze",
                                       "信任边界",
                                       "信頼境界",
                                       NULL};

static gboolean
is_notation(const char *label)
{
    g_autofree char *lower = g_utf8_strdown(label, MIN(strlen(label), 64));

    return g_strv_contains(notation, g_strstrip(lower));
}

static TmBox
around(TmBox a, TmBox b)
{
    const double x = MIN(a.x, b.x);
    const double y = MIN(a.y, b.y);

    return (TmBox){x, y, MAX(a.x + a.width, b.x + b.width) - x,
                   MAX(a.y + a.height, b.y + b.height) - y};
}

static void
find_key(DrawioPage *page)
{
    guint count = 0;

    for (guint i = 0; i < page->cells->len; i++) {
        const DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (!cell->vertex || cell->n_edges > 0 || !is_notation(cell->label))
            continue;
        page->key = count == 0 ? cell->at : around(page->key, cell->at);
        count++;
    }
    page->has_key = count >= KEY_SYMBOLS;
    page->key = (TmBox){page->key.x - BESIDE, page->key.y - ABOVE, page->key.width + 2 * BESIDE,
                        page->key.height + 2 * ABOVE};
}

gboolean
tm_drawio_is_in_key(const DrawioPage *page, TmPoint point)
{
    return page->has_key && tm_drawio_box_holds(page->key, point);
}

static gboolean
is_symbol(const DrawioPage *page, const DrawioCell *cell)
{
    return (cell->role == DRAWIO_ELEMENT || cell->role == DRAWIO_BOUNDARY) &&
           (cell->n_edges == 0 || cell->n_inside > 0) && !tm_drawio_is_stated(cell) &&
           (*cell->label == '\0' || is_notation(cell->label)) &&
           tm_drawio_is_in_key(page, tm_drawio_box_centre(cell->at));
}

void
tm_drawio_drop_key(DrawioPage *page, GPtrArray *candidates)
{
    find_key(page);
    for (guint i = 0; page->has_key && i < candidates->len; i++) {
        DrawioCell *cell = g_ptr_array_index(candidates, i);
        if (is_symbol(page, cell))
            cell->role = DRAWIO_DECORATION;
    }
}
