/* Work side by side: a process for each job. What a job prints is kept in memory files until those
 * before it have printed theirs. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "files.h"
#include "jobs.h"

/* Jobs that run or wait to be printed, for each worker: more would only fill memory. */
#define AHEAD 8
/* File descriptors that are not for jobs, and those for a job: two here, as many where it reads. */
#define DESCRIPTORS 32
#define DESCRIPTORS_OF_JOB 4

typedef struct {
    const char *name;
    pid_t process;
    gboolean done;
    int status;
    int out;   /* memory file; -1: none */
    int error; /* memory file; -1: none */
} Work;

typedef struct {
    Work *works; /* one for each job */
    guint count;
    guint workers;
    guint ahead; /* at most so many run or wait to be printed */
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

/* Nobody would read what a child without its parent writes. */
static void
end_with(pid_t parent)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (getppid() != parent)
        _exit(2);
}

/* The child has no use for the memory files, and its job may need the descriptors. */
static void
close_files(const Queue *queue)
{
    for (guint i = queue->printed; i <= queue->started; i++) {
        const Work *work = &queue->works[i];

        if (work->out > STDERR_FILENO)
            close(work->out);
        if (work->error > STDERR_FILENO)
            close(work->error);
    }
}

G_GNUC_NORETURN static void
run_child(const Queue *queue, pid_t parent, TmJob job, gpointer data)
{
    const Work *work = &queue->works[queue->started];

    end_with(parent);
    if (dup2(work->out, STDOUT_FILENO) < 0 || dup2(work->error, STDERR_FILENO) < 0)
        _exit(2);
    close_files(queue);
    _exit(job(queue->started, data));
}

/* Closes what is open; errno stays. */
static void
drop_files(Work *work)
{
    int problem = errno;

    if (work->out >= 0)
        close(work->out);
    if (work->error >= 0)
        close(work->error);
    work->out = -1;
    work->error = -1;
    errno = problem;
}

static gboolean
start_child(const Queue *queue, TmJob job, gpointer data)
{
    Work *work = &queue->works[queue->started];
    const pid_t parent = getpid();

    work->out = memfd_create("output", MFD_CLOEXEC);
    work->error = work->out >= 0 ? memfd_create("errors", MFD_CLOEXEC) : -1;
    work->process = work->error >= 0 ? fork() : -1;
    if (work->process == 0)
        run_child(queue, parent, job, data);
    if (work->process < 0)
        drop_files(work);
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

/* Nobody can tell how the jobs that ran have ended. */
static void
give_up(Queue *queue)
{
    for (guint i = queue->printed; i < queue->started; i++) {
        Work *work = &queue->works[i];

        if (work->done)
            continue;
        dprintf(work->error, "%s:1:1: error: the process that read it is lost\n", work->name);
        work->done = TRUE;
        work->status = 2;
    }
    queue->running = 0;
}

static void
wait_for_one(Queue *queue)
{
    int wait_status;
    pid_t process = waitpid(-1, &wait_status, 0);
    Work *work = process > 0 ? find_work(queue, process) : NULL;

    if (process < 0 && errno != EINTR)
        give_up(queue);
    if (work == NULL)
        return;
    work->done = TRUE;
    work->status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 2;
    report_crash(work, wait_status);
    queue->running--;
}

static gboolean
copy_mapped(int from, int to, const char *name)
{
    g_autoptr(GError) error = NULL;
    gsize length = (gsize)lseek(from, 0, SEEK_END);
    char *text = length > 0 ? mmap(NULL, length, PROT_READ, MAP_PRIVATE, from, 0) : NULL;
    gboolean good;

    if (text == MAP_FAILED) {
        dprintf(STDERR_FILENO, "drawbridge: error: cannot read what a process printed: %s\n",
                g_strerror(errno));
        return FALSE;
    }
    good = text == NULL || tm_file_print(to, name, text, length, &error);
    if (text != NULL)
        munmap(text, length);
    if (!good)
        dprintf(STDERR_FILENO, "%s\n", error->message);
    return good;
}

static gboolean
copy_out(int from, int to, const char *name)
{
    gboolean good = from < 0 || copy_mapped(from, to, name);

    if (from >= 0)
        close(from);
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

/* Returns FALSE when there is no process for the job before another one ends. Where none runs, that
 * is an error like any other; the rest goes on. */
static gboolean
start_one(Queue *queue, TmJob job, gpointer data)
{
    Work *work = &queue->works[queue->started];

    if (start_child(queue, job, data)) {
        queue->running++;
    } else if (queue->running > 0) {
        return FALSE;
    } else {
        dprintf(STDERR_FILENO, "%s:1:1: error: cannot start a process: %s\n", work->name,
                g_strerror(errno));
        work->done = TRUE;
        work->status = 2;
    }
    queue->started++;
    return TRUE;
}

static void
start_some(Queue *queue, TmJob job, gpointer data)
{
    while (queue->started < queue->count && queue->running < queue->workers &&
           queue->started - queue->printed < queue->ahead)
        if (!start_one(queue, job, data))
            return;
}

static guint
most_ahead(guint workers)
{
    struct rlimit files;
    const guint wanted = workers * AHEAD;

    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return wanted;
    if (files.rlim_cur < DESCRIPTORS + DESCRIPTORS_OF_JOB)
        return 1;
    return (guint)MIN((files.rlim_cur - DESCRIPTORS) / DESCRIPTORS_OF_JOB, wanted);
}

int
tm_jobs_run(const GPtrArray *names, guint workers, TmJob job, gpointer data)
{
    Queue queue = {.count = names->len, .workers = workers, .ahead = most_ahead(workers)};
    int worst = 0;

    if (workers == 1 || queue.count == 1)
        return run_here(queue.count, job, data);
    queue.works = g_new0(Work, queue.count);
    for (guint i = 0; i < queue.count; i++)
        queue.works[i].name = g_ptr_array_index(names, i);
    while (queue.printed < queue.count) {
        int status;

        start_some(&queue, job, data);
        if (queue.running > 0)
            wait_for_one(&queue);
        status = print_finished(&queue);
        worst = MAX(worst, status);
    }
    g_free(queue.works);
    return worst;
}
