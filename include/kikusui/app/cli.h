/* The command line: a table with one row a command, and what each is given. */
#ifndef KIKUSUI_APP_CLI_H
#define KIKUSUI_APP_CLI_H

#include <kikusui/base/config.h>
#include <kikusui/domain/feature.h>
#include <kikusui/report/report.h>

#include <stdio.h>

struct kk_app {
    const char *prog; /* how it was called: to run itself again */
    /* global options, NULL where not given */
    const char *db_opt, *config_opt, *as_opt, *passphrase_file;
    enum kk_format format;
    int progress_fd; /* -1: none */
    char *pass[2];   /* lines of the passphrase file, read once; owned */
    char *held[2];   /* the worker's and the keys', for a session; owned */
    struct kk_clock clock;
    struct kk_config config;
    const struct kk_registry *reg;
    char *db_path;      /* owned; where the database is or would be */
    struct kk_db *db;   /* owned; NULL while none is open */
    struct kk_ctx ctx;  /* open exactly while db is */
    struct kk_str out;  /* what goes to stdout when the command is done */
    struct kk_str note; /* lines for stderr of a command that succeeded */
    kk_time said;       /* private to progress.c */
};

enum {
    KK_CMD_DB = 1,       /* needs the database */
    KK_CMD_DB_IF = 2,    /* reads the database where there is one */
    KK_CMD_WORKER = 4,   /* somebody acts: --as, config, or the only one */
    KK_CMD_TERMINAL = 8, /* writes to the terminal itself */
    KK_CMD_WRITES = 16,  /* without --preview it changes something */
    KK_CMD_FREE = 32     /* … but no record: nobody has to prove who he is */
};
struct kk_opt {
    const char *name;  /* without --; NULL ends */
    const char *value; /* what it takes, or NULL: a flag */
    const char *words;
};
#define KK_MAX_OPTS 12
#define KK_MAX_WORDS 256
struct kk_parsed {
    const struct kk_command *command;
    size_t n;
    const char *word[KK_MAX_WORDS]; /* what is no option, in order */
    const char *opt[KK_MAX_OPTS];   /* by index; a flag is "" */
};
struct kk_command {
    const char *name;  /* "load ledger"; "" the screen */
    const char *usage; /* what follows the name */
    const char *words; /* one line */
    const char *help;  /* more, or NULL */
    const struct kk_opt *opts;
    unsigned flags;
    int min_words, max_words; /* max -1: as many as there are */
    enum kk_status (*run)(struct kk_app *, const struct kk_parsed *,
                          struct kk_err *);
};
/* Ends with name NULL. */
extern const struct kk_command kk_commands[];
extern const struct kk_registry kk_app_registry;

/* An option of the command: NULL when it was not given. */
const char *kk_parsed_opt(const struct kk_parsed *p, const char *name);

/* doc/kikusui.1, whole. Appends. */
void kk_man_page(struct kk_str *out);

/* The first start on a terminal, where there is no database yet: asks what this
 * copy is to be (office or laptop) and makes it, reading lines from
 * `in` and asking on `out`. The database is open afterwards. KK_CANCELLED when
 * the answers end. */
enum kk_status kk_first_start(struct kk_app *app, FILE *in, FILE *out,
                              struct kk_err *err) KK_MUST;

/* The whole program: parses, opens, runs, prints; returns the exit status. */
int kk_cli_main(int argc, char **argv);

/* --- for commands ----------------------------------------------------------
 */

/* Opens app->db_path, or makes it. */
enum kk_status kk_app_open(struct kk_app *app, bool create,
                           struct kk_err *err) KK_MUST;
void kk_app_close(struct kk_app *app);
/* Makes the database at app->db_path and opens it: role is office or laptop. An
 * office begins with the contract's data. */
enum kk_status kk_app_init(struct kk_app *app, const char *role,
                           const char *name, struct kk_err *err) KK_MUST;
/* Another folder's database in place of the one the options name. */
void kk_app_set_path(struct kk_app *app, const char *path);
/* Picks ctx.worker as KK_CMD_WORKER does. */
enum kk_status kk_app_worker(struct kk_app *app, struct kk_err *err) KK_MUST;
/* For the node's keys: the second line of --passphrase-file, or the only one;
 * NULL when it was not given. kk_app_forget ends it. */
enum kk_status kk_app_passphrase(struct kk_app *app, char **out,
                                 struct kk_err *err) KK_MUST;
/* Two lines of a passphrase file, without a byte order mark and CR; the second
 * NULL where there is none. The caller wipes them. */
enum kk_status kk_pass_file(const char *path, char *line[2],
                            struct kk_err *err) KK_MUST;
/* The worker's passphrase is the first line of the file, or is asked on the
 * terminal. KK_REFUSED: wrong, or a screen of this copy stands locked and the
 * worker has none. */
enum kk_status kk_app_prove(struct kk_app *app, const struct kk_parsed *p,
                            struct kk_err *err) KK_MUST;
void kk_app_wipe(struct kk_app *app); /* what was read of passphrases */

/* Progress for long work: a kk_progress whose user is the app. Writes
 * "done total words" to --progress-fd; false once SIGTERM or SIGINT came.
 * The same signals end running statements with KK_CANCELLED. */
bool kk_app_progress(void *app, int64_t done, int64_t total, const char *words);
void kk_app_watch_signals(void);
bool kk_app_cancelled(void);
const volatile int *kk_app_cancel_flag(void);

/* --- output ----------------------------------------------------------------
 */

/* Begins rows on stdout, in the format asked for; kk_report_row and
 * kk_report_end go on with them. */
void kk_out_rows(struct kk_app *app, struct kk_report *report,
                 const struct kk_col *cols, bool head);
/* Text as it is, then a newline. */
void kk_out_line(struct kk_app *app, const char *fmt, ...) KK_PRINTF(2, 3);
/* Words straight to a stream (standard error, a terminal): nothing of ours is
 * printed but by this and by what flushes app->out, which clean strangers'
 * strings (kk_shown). */
void kk_app_say(FILE *f, const char *fmt, ...) KK_PRINTF(2, 3);

#endif
