/* Work side by side: a process for each job. What a job prints is kept in memory files until those
 * before it have printed theirs. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"
#include "jobs.h"

/* Jobs that run or wait to be printed, for each worker: more would only fill memory. */
#define AHEAD 8

typedef struct {
    const char *name;
    pid_t process;
    gboolean done;
    int status;
    int out;   /* memory file */
    int error; /* memory file */
} Work;

typedef struct {
    Work *works; /* one for each job */
    guint count;
    guint started;
    guint running;
    guint printed;
} Queue;

static int
run_here(guint count, TmJob job, gpointer data)
{
    int worst = 0;

    for (guint i = 0; i < count; i++) {
        int status = job(i, data);

        worst = MAX(worst, status);
    }
    return worst;
}

G_GNUC_NORETURN static void
run_child(const Work *work, guint number, TmJob job, gpointer data)
{
    if (dup2(work->out, STDOUT_FILENO) < 0 || dup2(work->error, STDERR_FILENO) < 0)
        _exit(2);
    _exit(job(number, data));
}

static gboolean
start_child(Work *work, guint number, TmJob job, gpointer data)
{
    work->out = memfd_create("output", MFD_CLOEXEC);
    work->error = memfd_create("errors", MFD_CLOEXEC);
    work->process = work->out >= 0 && work->error >= 0 ? fork() : -1;
    if (work->process == 0)
        run_child(work, number, job, data);
    return work->process > 0;
}

static Work *
find_work(Queue *queue, pid_t process)
{
    for (guint i = queue->printed; i < queue->started; i++)
        if (queue->works[i].process == process && !queue->works[i].done)
            return &queue->works[i];
    return NULL;
}

static void
report_crash(const Work *work, int wait_status)
{
    if (WIFSIGNALED(wait_status))
        dprintf(work->error,
                "%s:1:1: error: the process that read it was ended by signal %d (%s)\n", work->name,
                WTERMSIG(wait_status), strsignal(WTERMSIG(wait_status)));
}

static void
wait_for_one(Queue *queue)
{
    int wait_status;
    pid_t process = waitpid(-1, &wait_status, 0);
    Work *work = process > 0 ? find_work(queue, process) : NULL;

    if (work == NULL)
        return;
    work->done = TRUE;
    work->status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 2;
    report_crash(work, wait_status);
    queue->running--;
}

static gboolean
copy_out(int from, int to, const char *name)
{
    g_autoptr(GError) error = NULL;
    gsize length = (gsize)lseek(from, 0, SEEK_END);
    const char *text = length > 0 ? mmap(NULL, length, PROT_READ, MAP_PRIVATE, from, 0) : NULL;
    gboolean good = text == NULL || tm_file_print(to, name, text, length, &error);

    if (text != NULL)
        munmap((char *)text, length);
    close(from);
    if (!good)
        dprintf(STDERR_FILENO, "%s\n", error->message);
    return good;
}

/* Prints what is finished, up to the first job that still runs; returns the worst status. */
static int
print_finished(Queue *queue)
{
    int worst = 0;

    while (queue->printed < queue->started && queue->works[queue->printed].done) {
        Work *work = &queue->works[queue->printed++];
        gboolean good = copy_out(work->error, STDERR_FILENO, "standard error");

        if (!copy_out(work->out, STDOUT_FILENO, "standard output") || !good)
            work->status = 2;
        worst = MAX(worst, work->status);
    }
    return worst;
}

/* A job for which there is no process is an error like any other; the rest goes on. */
static void
start_one(Queue *queue, TmJob job, gpointer data)
{
    Work *work = &queue->works[queue->started];

    if (start_child(work, queue->started, job, data)) {
        queue->running++;
    } else {
        dprintf(STDERR_FILENO, "drawbridge: error: cannot start a process: %s\n",
                g_strerror(errno));
        work->done = TRUE;
        work->status = 2;
    }
    queue->started++;
}

static void
start_some(Queue *queue, guint workers, TmJob job, gpointer data)
{
    while (queue->started < queue->count && queue->running < workers &&
           queue->started - queue->printed < workers * AHEAD)
        start_one(queue, job, data);
}

int
tm_jobs_run(const GPtrArray *names, guint workers, TmJob job, gpointer data)
{
    Queue queue = {.count = names->len};
    int worst = 0;

    if (workers == 1 || queue.count == 1)
        return run_here(queue.count, job, data);
    queue.works = g_new0(Work, queue.count);
    for (guint i = 0; i < queue.count; i++)
        queue.works[i].name = g_ptr_array_index(names, i);
    while (queue.printed < queue.count) {
        int status;

        start_some(&queue, workers, job, data);
        if (queue.running > 0)
            wait_for_one(&queue);
        status = print_finished(&queue);
        worst = MAX(worst, status);
    }
    g_free(queue.works);
    return worst;
}
