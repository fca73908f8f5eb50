/* What a file was in a revision. Words reach git as they are: there is no shell. */
#include "git.h"

#include <string.h>

#include "escape.h"

#define MAX_BYTES ((guint64)64 << 20)

typedef struct {
    char *out;
    char *error;
    gboolean good; /* git said so */
} Answer;

static void
clear_answer(Answer *answer)
{
    g_free(answer->out);
    g_free(answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, clear_answer)

/* Nobody is asked for a password, nothing is locked, and no missing object is fetched. */
static char **
new_environment(void)
{
    static const char *const settings[][2] = {
        {"GIT_TERMINAL_PROMPT", "0"},
        {"GIT_OPTIONAL_LOCKS", "0"},
        {"GIT_NO_LAZY_FETCH", "1"},
        {"GIT_ALLOW_PROTOCOL", "none"},
        {"GIT_PAGER", "cat"},
        {"LC_ALL", "C"},
        {"LANGUAGE", "C"},
    };
    char **environment = g_get_environ();

    for (gsize i = 0; i < G_N_ELEMENTS(settings); i++)
        environment = g_environ_setenv(environment, settings[i][0], settings[i][1], TRUE);
    return environment;
}

/* @words are behind `git -C FOLDER`. */
static gboolean
ask(const TmGitFile *found, const char *const *words, Answer *answer, GError **error)
{
    g_auto(GStrv) environment = new_environment();
    g_autoptr(GPtrArray) arguments = g_ptr_array_new();
    g_autoptr(GError) mistake = NULL;
    int status = 0;

    g_ptr_array_add(arguments, (char *)"git");
    g_ptr_array_add(arguments, (char *)"--literal-pathspecs");
    g_ptr_array_add(arguments, (char *)"-C");
    g_ptr_array_add(arguments, found->folder);
    for (; *words != NULL; words++)
        g_ptr_array_add(arguments, (char *)*words);
    g_ptr_array_add(arguments, NULL);
    if (!g_spawn_sync(NULL, (char **)arguments->pdata, environment, G_SPAWN_SEARCH_PATH, NULL, NULL,
                      &answer->out, &answer->error, &status, &mistake)) {
        g_set_error(error, TM_ERROR, TM_ERROR_FORMAT, "drawbridge: error: cannot run git: %s",
                    mistake->message);
        return FALSE;
    }
    answer->good = g_spawn_check_wait_status(status, NULL);
    return TRUE;
}

/* The first line that git says, without its "fatal: ". */
static gboolean
fail(GError **error, const TmGitFile *found, const Answer *answer)
{
    const char *said = answer->error;
    g_autofree char *first = NULL;
    g_autofree char *line = NULL;

    if (g_str_has_prefix(said, "fatal: "))
        said += strlen("fatal: ");
    first = g_strndup(said, MIN(strcspn(said, "\n"), 300));
    line = tm_escape_line(first);
    return tm_fail(error, TM_ERROR_FORMAT, found->name, (TmPlace){1, 1}, "git: %s", line);
}

/* --- the revision ------------------------------------------------------------------------ */

static gboolean
resolve(const char *revision, TmGitFile *found, GError **error)
{
    g_autofree char *wanted = g_strconcat(revision, "^{commit}", NULL);
    const char *const words[] = {"rev-parse", "--verify", wanted, NULL};
    g_auto(Answer) answer = {NULL, NULL, FALSE};

    if (!ask(found, words, &answer, error))
        return FALSE;
    if (!answer.good && strstr(answer.error, "Needed a single revision") != NULL)
        return tm_fail(error, TM_ERROR_FORMAT, found->name, (TmPlace){1, 1},
                       "git knows no revision of that name");
    if (!answer.good)
        return fail(error, found, &answer);
    found->commit = g_strdup(g_strstrip(answer.out));
    return TRUE;
}

gboolean
tm_git_find(const char *revision, const char *file, TmGitFile *found, GError **error)
{
    const gboolean absolute = g_path_is_absolute(file);
    g_autofree char *name = g_strconcat(revision, ":", file, NULL);

    found->name = tm_escape_line(name);
    found->folder = absolute ? g_path_get_dirname(file) : g_strdup(".");
    found->path = absolute ? g_path_get_basename(file) : g_strdup(file);
    return resolve(revision, found, error);
}

void
tm_git_clear(TmGitFile *found)
{
    g_clear_pointer(&found->commit, g_free);
    g_clear_pointer(&found->folder, g_free);
    g_clear_pointer(&found->name, g_free);
    g_clear_pointer(&found->path, g_free);
}

/* --- the file ---------------------------------------------------------------------------- */

gboolean
tm_git_has(const TmGitFile *found, gboolean *has, GError **error)
{
    const char *const words[] = {"ls-tree", "--name-only", found->commit, "--", found->path, NULL};
    g_auto(Answer) answer = {NULL, NULL, FALSE};

    if (!ask(found, words, &answer, error))
        return FALSE;
    if (!answer.good)
        return fail(error, found, &answer);
    *has = *answer.out != '\0';
    return TRUE;
}

static gboolean
find_size(const TmGitFile *found, const char *object, guint64 *size, GError **error)
{
    const char *const words[] = {"cat-file", "-s", object, NULL};
    g_auto(Answer) answer = {NULL, NULL, FALSE};

    if (!ask(found, words, &answer, error))
        return FALSE;
    if (!answer.good)
        return fail(error, found, &answer);
    *size = g_ascii_strtoull(answer.out, NULL, 10);
    if (*size > MAX_BYTES)
        return tm_fail(error, TM_ERROR_LIMIT, found->name, (TmPlace){1, 1}, "larger than %u MiB",
                       (guint)(MAX_BYTES >> 20));
    return TRUE;
}

/* An object never changes, so its size is the length of what git prints, which may have NULs. */
static GBytes *
read_object(const TmGitFile *found, const char *object, guint64 size, GError **error)
{
    const char *const words[] = {"cat-file", "blob", object, NULL};
    g_auto(Answer) answer = {NULL, NULL, FALSE};

    if (!ask(found, words, &answer, error))
        return NULL;
    if (answer.good)
        return g_bytes_new_take(g_steal_pointer(&answer.out), (gsize)size);
    fail(error, found, &answer);
    return NULL;
}

GBytes *
tm_git_read(const TmGitFile *found, GError **error)
{
    g_autofree char *object = g_strdup_printf("%s:./%s", found->commit, found->path);
    gboolean has = FALSE;
    guint64 size = 0;

    if (!tm_git_has(found, &has, error))
        return NULL;
    if (!has) {
        tm_fail(error, TM_ERROR_FORMAT, found->name, (TmPlace){1, 1},
                "that revision has no such file");
        return NULL;
    }
    if (!find_size(found, object, &size, error))
        return NULL;
    return read_object(found, object, size, error);
}
