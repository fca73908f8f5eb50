/* drawbridge: bytes become a model, the model is checked against a template, the report becomes
 * bytes. Around that sentence stand the options. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "color.h"
#include "decide.h"
#include "diff-command.h"
#include "escape.h"
#include "explain.h"
#include "files.h"
#include "folders.h"
#include "formats.h"
#include "gate.h"
#include "importers.h"
#include "jobs.h"
#include "knowledge.h"
#include "merge-register.h"
#include "options.h"
#include "outputs.h"
#include "register-file.h"
#include "survey-command.h"
#include "template-command.h"
#include "today.h"

#define DONE 0
#define FOUND 1
#define FAILED 2

/* What all files share. */
typedef struct {
    const TmOptions *options;
    const TmTemplate *template;
    const TmTemplate *reader;   /* with which diagrams are read; mostly the same */
    const GPtrArray *outputs;   /* for each file an array of TmOutput */
    const GPtrArray *painters;  /* for each output of the only file a TmPainter; or NULL */
    const TmBaseline *baseline; /* or NULL */
} Run;

/* A command other than the check itself. */
typedef struct {
    const char *name;
    TmCommand command;
    const char *usage;
    int (*run)(const TmOptions *options, GError **error); /* -1 sets the error */
} Command;

static const char check_usage[] =
    "Usage: drawbridge [OPTIONS] FILE-OR-FOLDER...\n"
    "       drawbridge template list | show ID | lint FOLDER | new FOLDER | docs NAME FOLDER\n"
    "       drawbridge explain ID [FILE]\n"
    "       drawbridge decide FILE THREAT-ID --state STATE [--why TEXT]\n"
    "       drawbridge diff OLD NEW\n"
    "       drawbridge merge-register BASE OURS THEIRS\n"
    "\n"
    "Reads diagrams of a system and reports the threats to it, one on each line. FILE may be -,\n"
    "the standard input; of a folder all diagrams in it are read.\n"
    "`drawbridge COMMAND --help` tells about a command.\n";

static const char check_status[] =
    "\n--fail-on high: threats that are high or critical, and not decided to be mitigated or not\n"
    "applicable. high,unreviewed: only those that nobody has decided. high,new: only those that\n"
    "the --baseline lacks. expired, alone or besides: decisions that held until a day that is\n"
    "over. messages: warnings about the diagram.\n"
    "\nExit status: 0 done, whatever was found; 1 where --fail-on says so; 2 a file could not be\n"
    "read or written, or the command line is wrong.\n";

static const Command commands[] = {
    {"template", TM_COMMAND_TEMPLATE,
     "Usage: drawbridge template list [--template NAME]      what a template holds\n"
     "       drawbridge template show ID [--template NAME]   one entry of it\n"
     "       drawbridge template lint FOLDER                 checks a template of your own\n"
     "       drawbridge template new FOLDER                  begins one\n"
     "       drawbridge template docs NAME FOLDER            writes its reference pages\n"
     "       drawbridge template convert FILE FOLDER         a .tb7 in our own format\n",
     tm_template_command},
    {"explain", TM_COMMAND_EXPLAIN,
     "Usage: drawbridge explain ID\n"
     "       drawbridge explain THREAT-ID FILE\n"
     "\n"
     "Tells about a threat type (S01), a control (G.AUTHN), a mitigation (comm-ssltls), a message\n"
     "(H05), a stencil or a property; or about a threat of a diagram (S01@user:web).\n",
     tm_explain_command},
    {"decide", TM_COMMAND_DECIDE,
     "Usage: drawbridge decide FILE THREAT-ID --state STATE [--why TEXT] ...\n"
     "       drawbridge decide FILE --adopt OLD-ID NEW-ID\n"
     "\n"
     "Writes into the register of a diagram, FILE.threats.yaml, what you decide about a threat:\n"
     "its id stands at the end of the line that reports it. What is not named stays as it is; an\n"
     "empty text takes it away. --adopt takes a decision over for a threat that has a new id, or\n"
     "the answers for a part that has one.\n"
     "\n"
     "STATE is not-started, needs-investigation, not-applicable or mitigated; the last two need\n"
     "a reason.\n",
     tm_decide_command},
    {"diff", TM_COMMAND_DIFF,
     "Usage: drawbridge diff OLD NEW\n"
     "       drawbridge diff --git REV FILE\n"
     "\n"
     "Tells what is different between two versions of a diagram: what changed in the model, and\n"
     "which threats are new, gone or changed because of that. Places and looks do not count. The\n"
     "two may be of different formats. Each is read with the register beside it.\n"
     "\n"
     "--fail-on high: open threats that are new, more severe, or were decided and are open again;\n"
     "high,new: new ones only.\n",
     tm_diff_command},
    {"merge-register", TM_COMMAND_MERGE,
     "Usage: drawbridge merge-register BASE OURS THEIRS\n"
     "\n"
     "Merges two versions of a register into OURS. Of decisions on both sides the newer one "
     "counts;\n"
     "what only people can decide is marked, and the status is 1. For git:\n"
     "\n"
     "  git config merge.drawbridge.driver 'drawbridge merge-register %O %A %B'\n"
     "  echo '*.threats.yaml merge=drawbridge' >> .gitattributes\n",
     tm_merge_register_command},
};

static int
fail(const GError *error)
{
    dprintf(STDERR_FILENO, "%s\n", error->message);
    return FAILED;
}

static int
print(const GString *text)
{
    g_autoptr(GError) error = NULL;

    if (!tm_file_print(STDOUT_FILENO, "standard output", text->str, text->len, &error))
        return fail(error);
    return DONE;
}

static int
print_help(TmCommand command, const char *usage)
{
    g_autoptr(GString) text = g_string_new(usage);

    g_string_append(text, "\nOptions:\n");
    tm_options_print(command, text);
    if (command == TM_COMMAND_CHECK) {
        tm_formats_print(text);
        g_string_append(text, check_status);
    }
    return print(text);
}

static int
print_version(void)
{
    g_autoptr(GString) text = g_string_new("drawbridge " DRAWBRIDGE_VERSION "\n");

    return print(text);
}

static gboolean
has_page(const TmModel *model, const TmView *view, GError **error)
{
    if (view->page == NULL)
        return TRUE;
    for (guint i = 0; i < model->diagrams->len; i++)
        if (tm_view_diagram(view, model->diagrams->pdata[i]))
            return TRUE;
    return tm_fail(error, TM_ERROR_MEANING, model->file, (TmPlace){1, 1}, "no page '%s'",
                   view->page);
}

static void
free_text(gpointer text)
{
    g_string_free(text, TRUE);
}

static void
print_note(const char *file, const char *text)
{
    g_autofree char *name = tm_escape_line(file);

    dprintf(STDERR_FILENO, "%s:1:1: note: %s\n", name, text);
}

static gboolean
render(const TmReport *report, const TmOptions *options, const GPtrArray *outputs,
       const TmOutput *output, TmPainter *painter, GString *text, GError **error)
{
    g_autofree char *address = tm_output_address(outputs, output, "html");
    g_autofree char *picture = tm_output_picture(outputs, output);
    g_autoptr(GString) notes = g_string_new(NULL);
    TmView view = options->view;

    view.report = address;
    view.picture = picture;
    if (!tm_format_write(report, &view, output->format, painter, text, notes, error))
        return FALSE;
    if (notes->len > 0 && !options->quiet)
        print_note(report->model->file, notes->str);
    if (options->color == TM_COLOR_ALWAYS && strcmp(output->format, "text") == 0)
        tm_color_severities(text);
    return TRUE;
}

/* What is written over the diagram itself is no copy that could be made again. */
static gboolean
write_output(const char *path, const char *diagram, const GString *text, GError **error)
{
    g_autofree char *key = tm_file_key(path);
    g_autofree char *own = tm_file_key(diagram);

    return strcmp(key, own) == 0 ? tm_file_save(path, text->str, text->len, error)
                                 : tm_file_write(path, text->str, text->len, error);
}

/* Every output is made before the first is written: a report or picture that cannot be made leaves
 * none. One that cannot be written leaves those before it. */
static gboolean
write_outputs(const TmReport *report, const Run *run, guint number, GError **error)
{
    const GPtrArray *outputs = run->outputs->pdata[number];
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(free_text);

    for (guint i = 0; i < outputs->len; i++) {
        const TmOutput *output = outputs->pdata[i];
        GString *text = g_string_new(NULL);

        g_ptr_array_add(texts, text);
        if (!render(report, run->options, outputs, output,
                    run->painters != NULL ? run->painters->pdata[i] : NULL, text, error))
            return FALSE;
    }
    for (guint i = 0; i < outputs->len; i++) {
        const TmOutput *output = outputs->pdata[i];
        const GString *text = texts->pdata[i];

        if (!write_output(output->path, report->model->file, text, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
load_register(const TmOptions *options, const char *file, TmRegister **beside, GError **error)
{
    g_autofree char *path = tm_register_file_path(options->decisions, file);

    return tm_register_file_load(path, options->decisions != NULL, beside, error);
}

/* The sentence. @reader is the template with which the file is read. */
static int
check_bytes(const Run *run, guint number, GBytes *bytes, const TmTemplate *template,
            const TmTemplate *reader)
{
    const TmOptions *options = run->options;
    const char *file = options->files->pdata[number];
    g_autoptr(GError) error = NULL;
    g_autoptr(TmRegister) beside = NULL;
    g_autoptr(TmModel) model = NULL;
    g_autoptr(TmReport) report = NULL;
    TmDecided decided;

    if (!load_register(options, file, &beside, &error))
        return fail(error);
    if ((model = tm_import_as(options->from, file, bytes, reader, &error)) == NULL)
        return fail(error);
    if (!has_page(model, &options->view, &error))
        return fail(error);
    decided = (TmDecided){beside, options->view.today};
    report = tm_check(model, template, &decided);
    if (run->baseline != NULL)
        tm_baseline_compare(run->baseline, report, options->files->len == 1);
    if (!write_outputs(report, run, number, &error))
        return fail(error);
    return tm_gate_fails(report, &options->fail_on) ? FOUND : DONE;
}

/* A .tm7 brings its own template, and speaks the language of Microsoft's others. */
static int
check_tm7(const Run *run, guint number, GBytes *bytes)
{
    const char *file = run->options->files->pdata[number];
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) inside = NULL;

    if (run->options->templates->len == 0)
        inside = tm_knowledge_inside(file, bytes, run->options->language, &error);
    if (error != NULL && !g_error_matches(error, TM_ERROR, TM_ERROR_MEANING))
        return fail(error);
    if (inside != NULL)
        return check_bytes(run, number, bytes, inside, inside);
    return check_bytes(run, number, bytes, run->template, run->template);
}

static int
check_file(guint number, gpointer data)
{
    const Run *run = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = tm_file_read(run->options->files->pdata[number], &error);

    if (bytes == NULL)
        return fail(error);
    if (tm_knowledge_has_inside(bytes))
        return check_tm7(run, number, bytes);
    return check_bytes(run, number, bytes, run->template, run->reader);
}

static void
free_painter(gpointer painter)
{
    tm_format_unprepare(painter);
}

/* Graphviz gets ready while a single file is read and checked; for more it is not worth it. */
static GPtrArray *
start_painters(const TmOptions *options, const GPtrArray *outputs)
{
    const GPtrArray *first = outputs->pdata[0];
    GPtrArray *painters;

    if (outputs->len != 1)
        return NULL;
    painters = g_ptr_array_new_with_free_func(free_painter);
    for (guint i = 0; i < first->len; i++)
        g_ptr_array_add(painters, tm_format_prepare(((const TmOutput *)first->pdata[i])->format,
                                                    &options->view, options->files->pdata[0]));
    return painters;
}

static int
run_check(TmOptions *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TmBaseline) baseline = NULL;
    g_autoptr(GPtrArray) outputs = NULL;
    g_autoptr(GPtrArray) painters = NULL;
    g_autoptr(TmTemplate) reader = NULL;
    g_autoptr(TmTemplate) template = NULL;
    g_autofree char *today = tm_today();
    Run run;

    options->view.version = DRAWBRIDGE_VERSION;
    options->view.today = today;
    options->color = tm_color_wanted(options) ? TM_COLOR_ALWAYS : TM_COLOR_NEVER;
    if (!tm_folders_expand(options, &error) || !tm_gate_load_baseline(options, &baseline, &error))
        return fail(error);
    if (tm_survey_is_wanted(options))
        return tm_survey_command(options, baseline);
    if ((outputs = tm_outputs_plan(options, &error)) == NULL)
        return fail(error);
    painters = start_painters(options, outputs);
    if ((template = tm_knowledge_load(options->templates, options->language, &error)) == NULL)
        return fail(error);
    if (tm_knowledge_needs_reader(template) &&
        (reader = tm_knowledge_reader(template, &error)) == NULL)
        return fail(error);
    options->view.one_line = options->outputs->len == 0 && options->files->len > 1;
    run = (Run){options, template, reader != NULL ? reader : template, outputs, painters, baseline};
    return tm_jobs_run(options->files, options->jobs, check_file, &run);
}

static int
run_command(const Command *command, char **words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TmOptions) options = tm_options_parse(command->command, words, &error);
    int status;

    if (options == NULL)
        return fail(error);
    if (options->help)
        return print_help(command->command, command->usage);
    status = command->run(options, &error);
    return error != NULL ? fail(error) : status;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TmOptions) options = NULL;

    signal(SIGCHLD, SIG_DFL); /* who starts us may ignore it: then no child can be waited for */
    if (!tm_today_check(&error))
        return fail(error);
    tm_today_hold();
    for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS(commands); i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return run_command(&commands[i], argv + 2);
    if ((options = tm_options_parse(TM_COMMAND_CHECK, argv + 1, &error)) == NULL)
        return fail(error);
    if (options->help)
        return print_help(TM_COMMAND_CHECK, check_usage);
    if (options->version)
        return print_version();
    return run_check(options);
}
