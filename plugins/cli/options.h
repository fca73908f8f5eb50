/* The words of the command line: one table, from which parsing and --help are made. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

typedef enum {
    TM_COLOR_AUTO,
    TM_COLOR_ALWAYS,
    TM_COLOR_NEVER,
} TmColor;

/* What --fail-on asks for. */
typedef struct {
    gboolean threats;    /* a threat of @severity or worse that is open */
    gboolean unreviewed; /* of these only such that nobody has looked at */
    gboolean fresh;      /* of these only such that the baseline lacks */
    gboolean expired;    /* a decision that held until a day that is over */
    gboolean messages;   /* a message that is a warning */
    TmSeverity severity;
} TmFailOn;

typedef struct {
    GPtrArray *files;      /* char: what is no option, in order; "-" is standard input */
    GPtrArray *outputs;    /* const char */
    GPtrArray *templates;  /* const char: built-in names and folders */
    const char *decisions; /* --register; NULL: the file beside the diagram */
    const char *baseline;  /* NULL: there is none */
    const char *from;      /* NULL: by content */
    const char *to;        /* NULL: by the ending of each output, else text */
    const char *language;  /* NULL: English */
    TmView view;
    TmFailOn fail_on;
    gboolean summary; /* one page for all files */
    gboolean stated;  /* decide: --state is given */
    TmState state;
    const char *why; /* decide: NULL what is not given; "" what is taken away */
    const char *notes;
    const char *priority;
    const char *owner;
    const char *ticket;
    const char *expires;
    const char *by;
    const char *adopt;    /* decide: the old id */
    const char *revision; /* diff: of git; NULL: two files are given */
    gboolean exit_code;
    TmColor color;
    guint jobs;
    gboolean quiet;
    gboolean help;
    gboolean version;
} TmOptions;

/* Which command a word belongs to. */
typedef enum {
    TM_COMMAND_CHECK = 1 << 0,
    TM_COMMAND_TEMPLATE = 1 << 1,
    TM_COMMAND_EXPLAIN = 1 << 2,
    TM_COMMAND_DECIDE = 1 << 3,
    TM_COMMAND_MERGE = 1 << 4,
    TM_COMMAND_DIFF = 1 << 5,
} TmCommand;

/* Reads @words (ended by NULL, without the program's name) as options of @command; the strings are
 * not copied. Returns NULL and sets "drawbridge: error: ..." for a word or value that is unknown.
 */
TmOptions *tm_options_parse(TmCommand command, char **words, GError **error);
void tm_options_free(TmOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmOptions, tm_options_free)

/* Appends a line for each option of @command. */
void tm_options_print(TmCommand command, GString *out);

/* Sets "drawbridge: error: text" and returns FALSE: the command line is wrong. */
gboolean tm_options_fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

G_END_DECLS
