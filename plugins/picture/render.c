/* A painter: a child process that draws, with limits on its time, its memory and what it may touch.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "draw.h"
#include "escape.h"
#include "picture.h"

#define MAX_COMPLAINT 4096 /* bytes of what Graphviz prints */
#define CHUNK 65536
#define LOST (-1) /* no status that waitpid() gives */

#if defined(__SANITIZE_ADDRESS__)
#define SHADOWED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SHADOWED 1
#endif
#endif
#ifndef SHADOWED
#define SHADOWED 0
#endif

struct TmPainter {
    pid_t process; /* 0 when it is gone */
    int line;      /* a socket: DOT to the child, the picture back */
    int complaint; /* what Graphviz prints */
    TmPictureLimits limits;
};

/* What is read until its end, or until it is too much. */
typedef struct {
    int from;
    GString *text;
    gsize limit;
    gboolean ended;
    gboolean full; /* more than the limit */
} Reader;

/* What is still to be written. */
typedef struct {
    int to;
    const char *data;
    gsize length;
    gboolean ended;
} Writer;

/* --- the child --------------------------------------------------------------------------- */

static void
limit_resource(int resource, gsize limit)
{
    const struct rlimit both = {limit, limit};

    setrlimit(resource, &both);
}

static void
limit_process(const TmPictureLimits *limits)
{
    limit_resource(RLIMIT_CPU, limits->seconds + 1);
    limit_resource(RLIMIT_CORE, 0);
    limit_resource(RLIMIT_FSIZE, 0);
    if (!SHADOWED)
        limit_resource(RLIMIT_AS, limits->memory);
    signal(SIGXFSZ, SIG_IGN);
}

/* Nobody would read what a child without its parent draws. */
static void
end_with(pid_t parent)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (getppid() != parent)
        _exit((int)TM_DRAW_NO_PICTURE);
}

static void
run_child(const char *format, const TmPictureLimits *limits, int line, int complaint)
{
    dup2(line, STDIN_FILENO);
    dup2(line, STDOUT_FILENO);
    dup2(complaint, STDERR_FILENO);
    setenv("SERVER_NAME", "drawbridge", 1);
    limit_process(limits);
    _exit((int)tm_draw(format));
}

static void
close_both(const int pair[2])
{
    close(pair[0]);
    close(pair[1]);
}

TmPainter *
tm_painter_start(const char *format, const TmPictureLimits *limits)
{
    TmPainter *painter;
    int line[2];
    int complaint[2];
    const pid_t parent = getpid();
    pid_t process;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line) != 0)
        return NULL;
    if (pipe2(complaint, O_CLOEXEC) != 0) {
        close_both(line);
        return NULL;
    }
    process = fork();
    if (process == 0) {
        end_with(parent);
        close(line[0]);
        close(complaint[0]);
        run_child(format, limits, line[1], complaint[1]);
    }
    close(line[1]);
    close(complaint[1]);
    painter = g_new0(TmPainter, 1);
    *painter = (TmPainter){process, line[0], complaint[0], *limits};
    if (process > 0)
        return painter;
    painter->process = 0;
    tm_painter_free(painter);
    return NULL;
}

/* --- the parent -------------------------------------------------------------------------- */

static void
write_some(Writer *writer)
{
    gssize length = send(writer->to, writer->data, writer->length, MSG_NOSIGNAL | MSG_DONTWAIT);

    if (length < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (length < 0)
        writer->length = 0;
    else
        writer->length -= (gsize)length;
    writer->data += MAX(length, 0);
    writer->ended = writer->length == 0;
    if (writer->ended)
        shutdown(writer->to, SHUT_WR);
}

static void
read_some(Reader *reader)
{
    char chunk[CHUNK];
    gssize length = read(reader->from, chunk, sizeof chunk);
    gsize room = reader->limit - reader->text->len;

    if (length < 0 && errno == EINTR)
        return;
    if (length <= 0) {
        reader->ended = TRUE;
        return;
    }
    reader->full = reader->full || (gsize)length > room;
    g_string_append_len(reader->text, chunk, (gssize)MIN((gsize)length, room));
}

/* Returns FALSE when @deadline has passed. */
static gboolean
exchange_some(Writer *dot, Reader *picture, Reader *complaint, gint64 deadline)
{
    const short wanted = (short)(POLLIN | (dot->ended ? 0 : POLLOUT));
    struct pollfd polls[] = {{picture->ended ? -1 : picture->from, wanted, 0},
                             {complaint->ended ? -1 : complaint->from, POLLIN, 0}};
    const gint64 left = (deadline - g_get_monotonic_time()) / 1000;

    if (left <= 0)
        return FALSE;
    if (poll(polls, G_N_ELEMENTS(polls), (int)left) <= 0)
        return TRUE;
    if ((polls[0].revents & POLLOUT) != 0)
        write_some(dot);
    if ((polls[0].revents & ~POLLOUT) != 0)
        read_some(picture);
    if (polls[1].revents != 0)
        read_some(complaint);
    return TRUE;
}

/* Returns FALSE when the time is over. */
static gboolean
exchange(Writer *dot, Reader *picture, Reader *complaint, guint seconds)
{
    const gint64 deadline = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;

    while (!(picture->ended && complaint->ended) && !picture->full)
        if (!exchange_some(dot, picture, complaint, deadline))
            return FALSE;
    return TRUE;
}

/* Waits for the process to end, by force or of itself; returns its status, or LOST. */
static int
end_process(TmPainter *painter, gboolean force)
{
    int status = 0;
    pid_t ended;

    if (force)
        kill(painter->process, SIGKILL);
    do
        ended = waitpid(painter->process, &status, 0);
    while (ended < 0 && errno == EINTR);
    painter->process = 0;
    return ended < 0 ? LOST : status;
}

static gboolean
fail(GError **error, const char *text)
{
    g_set_error_literal(error, TM_ERROR, (gint)TM_ERROR_PICTURE, text);
    return FALSE;
}

static gboolean
judge(int status, const char *complaint, GError **error)
{
    static const char *const texts[] = {
        [TM_DRAW_DONE] = "",
        [TM_DRAW_UNREADABLE] = "Graphviz cannot read the graph",
        [TM_DRAW_NO_LAYOUT] = "Graphviz cannot lay the graph out",
        [TM_DRAW_NO_PICTURE] = "Graphviz cannot draw the graph",
    };
    g_autofree char *line = tm_escape_line(complaint);
    g_autofree char *text = NULL;

    if (status == LOST)
        return fail(error, "nobody can tell how Graphviz ended");
    if (WIFEXITED(status) && WEXITSTATUS(status) == TM_DRAW_DONE)
        return TRUE;
    if (WIFEXITED(status) && WEXITSTATUS(status) < (int)G_N_ELEMENTS(texts))
        text = g_strdup_printf("%s: %s", texts[WEXITSTATUS(status)], line);
    else if (WIFSIGNALED(status))
        text = g_strdup_printf("Graphviz was ended by signal %d", WTERMSIG(status));
    else
        text = g_strdup_printf("Graphviz ended with status %d", WEXITSTATUS(status));
    return fail(error, text);
}

gboolean
tm_painter_draw(TmPainter *painter, const char *dot, gsize length, GString *out, GError **error)
{
    g_autoptr(GString) picture = g_string_new(NULL);
    g_autoptr(GString) complaint = g_string_new(NULL);
    Writer to = {painter->line, dot, length, FALSE};
    Reader from = {painter->line, picture, painter->limits.length, FALSE, FALSE};
    Reader aside = {painter->complaint, complaint, MAX_COMPLAINT, FALSE, FALSE};
    gboolean in_time = exchange(&to, &from, &aside, painter->limits.seconds);
    int status = end_process(painter, !in_time || from.full);

    if (!in_time)
        return fail(error, "Graphviz took too long");
    if (from.full)
        return fail(error, "the picture is too large");
    if (!judge(status, complaint->str, error))
        return FALSE;
    if (picture->len == 0)
        return fail(error, "Graphviz drew nothing");
    g_string_append_len(out, picture->str, (gssize)picture->len);
    return TRUE;
}

void
tm_painter_hurry(TmPainter *painter, guint seconds)
{
    painter->limits.seconds = MIN(painter->limits.seconds, seconds);
}

void
tm_painter_free(TmPainter *painter)
{
    if (painter == NULL)
        return;
    if (painter->process > 0)
        end_process(painter, TRUE);
    close(painter->line);
    close(painter->complaint);
    g_free(painter);
}

gboolean
tm_picture_render(const char *dot, gsize length, const char *format, const TmPictureLimits *limits,
                  GString *out, GError **error)
{
    g_autoptr(TmPainter) painter = tm_painter_start(format, limits);

    if (painter == NULL)
        return fail(error, "cannot start a process to draw in");
    return tm_painter_draw(painter, dot, length, out, error);
}
