/* The command line: its words become a command, options and operands. */
#include "cli_priv.h"

#include <kikusui/base/data.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/store/backup.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

const char *kk_parsed_opt(const struct kk_parsed *p, const char *name)
{
    const struct kk_opt *o = p->command->opts;

    for (size_t i = 0; o != NULL && o[i].name != NULL; i++)
        if (strcmp(o[i].name, name) == 0)
            return p->opt[i];
    return NULL;
}

/* --- options ---------------------------------------------------------------
 */

static const struct kk_opt global_opts[] = {
    {"db", "FILE", "データベース（なければ KIKUSUI_DB、設定、既定の場所）"},
    {"config", "FILE", "設定ファイル"},
    {"as", "WORKER", "作業者（従事者名簿の名前）"},
    {"passphrase-file", "FILE", "合言葉を1行目に書いたファイル"},
    {"format", "table|tsv|csv|json", "出力の形"},
    {"progress-fd", "N", "進み具合を書くファイル記述子"},
    {"help", NULL, "この説明"},
    {"version", NULL, "版"},
    {.name = NULL},
};
const struct kk_opt *const kk_global_opts = global_opts;

static enum kk_status set_format(struct kk_app *app, const char *value,
                                 struct kk_err *err)
{
    for (int i = 0; i < KK_FMT_COUNT; i++) {
        if (strcmp(value, kk_backends[i].name) == 0) {
            app->format = (enum kk_format)i;
            return KK_OK;
        }
    }
    return kk_fail(err, KK_USAGE,
                   "--format は table、tsv、csv、json のどれかです");
}

static enum kk_status set_global(struct kk_cli *cli, size_t i,
                                 const char *value, struct kk_err *err)
{
    struct kk_app *app = &cli->app;
    int64_t n;

    switch (i) {
    case 0:
        app->db_opt = value;
        break;
    case 1:
        app->config_opt = value;
        break;
    case 2:
        app->as_opt = value;
        break;
    case 3:
        app->passphrase_file = value;
        break;
    case 4:
        return set_format(app, value, err);
    case 5:
        if (!kk_parse_i64(value, &n) || n < 0 || n > 1023)
            return kk_fail(err, KK_USAGE, "--progress-fd は数です");
        /* One that is free is the next file's: the database's. */
        if (fcntl((int)n, F_GETFD) < 0)
            return kk_fail(err, KK_USAGE, "--progress-fd %d は開かれていません",
                           (int)n);
        app->progress_fd = (int)n;
        break;
    case 6:
        cli->help = true;
        break;
    default:
        cli->version = true;
        break;
    }
    return KK_OK;
}

/* The option that `word` (behind the dashes, perhaps with =value) names. */
static const struct kk_opt *find_opt(const struct kk_opt *opts,
                                     const char *word, size_t *index)
{
    size_t n = strcspn(word, "=");

    for (size_t i = 0; opts != NULL && opts[i].name != NULL; i++) {
        if (strlen(opts[i].name) == n && memcmp(opts[i].name, word, n) == 0) {
            *index = i;
            return &opts[i];
        }
    }
    return NULL;
}

/* Its value: behind = or the next word. *used counts words taken. */
static enum kk_status opt_value(const struct kk_opt *o, const char *word,
                                const char *next, const char **value, int *used,
                                struct kk_err *err)
{
    const char *eq = strchr(word, '=');

    *used = 1;
    *value = "";
    if (o->value == NULL) {
        if (eq != NULL)
            return kk_fail(err, KK_USAGE, "--%s に値は要りません", o->name);
        return KK_OK;
    }
    if (eq != NULL) {
        *value = eq + 1;
        return KK_OK;
    }
    if (next == NULL)
        return kk_fail(err, KK_USAGE, "--%s の後に %s が要ります", o->name,
                       o->value);
    *value = next;
    *used = 2;
    return KK_OK;
}

/* --- which command ---------------------------------------------------------
 */

/* "load ledger" as well as "do": the name may be two words. */
static const struct kk_command *find_command(char **words, size_t n,
                                             size_t *used)
{
    const struct kk_command *found = NULL;

    *used = 0;
    for (const struct kk_command *c = kk_commands; c->name != NULL; c++) {
        size_t first = strcspn(c->name, " ");
        const char *second =
            c->name[first] == '\0' ? NULL : c->name + first + 1;

        if (n == 0 ? *c->name != '\0'
                   : (strlen(words[0]) != first ||
                      memcmp(words[0], c->name, first) != 0))
            continue;
        if (second != NULL && (n < 2 || strcmp(words[1], second) != 0))
            continue;
        if (found == NULL || second != NULL) {
            found = c;
            *used = n == 0 ? 0 : second == NULL ? 1 : 2;
        }
    }
    return found;
}

/* "load" alone, of which there are several: says which. */
enum kk_status kk_no_command(const char *name, struct kk_err *err)
{
    struct kk_str all = {0};
    size_t n = strcspn(name, " ");

    for (const struct kk_command *c = kk_commands; c->name != NULL; c++)
        if (strncmp(c->name, name, n) == 0 && c->name[n] == ' ')
            kk_str_addf(&all, "%s%s", all.n_bytes > 0 ? "、" : "", c->name);
    if (all.n_bytes > 0)
        (void)kk_fail(err, KK_USAGE, "どれですか: %s", kk_str_c(&all));
    else
        (void)kk_fail(err, KK_USAGE, "「%.*s」というコマンドはありません",
                      KK_CUT(name, 60));
    kk_str_free(&all);
    return KK_USAGE;
}

/* The words that are no options and no values of global ones; an unknown
 * option's value may be among them, which is why this only finds the command.
 */
static size_t plain_words(int argc, char **argv, char **out)
{
    size_t n = 0;
    size_t index;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0)
            break;
        if (!kk_str_starts(argv[i], "--")) {
            out[n++] = argv[i];
            continue;
        }
        const struct kk_opt *o = find_opt(global_opts, argv[i] + 2, &index);
        if (o != NULL && o->value != NULL && strchr(argv[i], '=') == NULL)
            i++;
    }
    return n;
}

static enum kk_status take_opt(struct kk_cli *cli, char **argv, int *i,
                               struct kk_err *err)
{
    const char *word = argv[*i] + 2;
    const struct kk_command *c = cli->parsed.command;
    const char *value;
    size_t index;
    int used;
    bool global = false;
    const struct kk_opt *o = find_opt(c == NULL ? NULL : c->opts, word, &index);
    enum kk_status st;

    if (o == NULL) {
        o = find_opt(global_opts, word, &index);
        global = true;
    }
    if (o == NULL)
        return kk_fail(err, KK_USAGE, "%s というオプションはありません",
                       argv[*i]);
    st = opt_value(o, word, argv[*i + 1], &value, &used, err);
    if (st != KK_OK)
        return st;
    *i += used - 1;
    if (global)
        return set_global(cli, index, value, err);
    cli->parsed.opt[index] = value;
    return KK_OK;
}

static enum kk_status parse(struct kk_cli *cli, int argc, char **argv,
                            struct kk_err *err)
{
    char **words = kk_alloc((size_t)argc * sizeof *words);
    size_t n = plain_words(argc, argv, words);
    size_t named;
    bool only_words = false;
    enum kk_status st = KK_OK;

    cli->parsed.command = find_command(words, n, &named);
    if (cli->parsed.command == NULL && n > 0)
        st = kk_no_command(words[0], err);
    kk_free(words);
    for (int i = 1; i < argc && st == KK_OK; i++) {
        if (!only_words && strcmp(argv[i], "--") == 0)
            only_words = true;
        else if (!only_words && kk_str_starts(argv[i], "--"))
            st = take_opt(cli, argv, &i, err);
        else if (!only_words && argv[i][0] == '-' && argv[i][1] != '\0')
            st = kk_fail(err, KK_USAGE, "%s というオプションはありません",
                         argv[i]);
        else if (named > 0)
            named--;
        else if (cli->parsed.n == KK_MAX_WORDS)
            st = kk_fail(err, KK_USAGE, "引数が多すぎます");
        else
            cli->parsed.word[cli->parsed.n++] = argv[i];
    }
    return st;
}

static enum kk_status check_words(const struct kk_parsed *p, struct kk_err *err)
{
    const struct kk_command *c = p->command;

    if ((int)p->n < c->min_words)
        return kk_fail(err, KK_USAGE, "引数が足りません");
    if (c->max_words >= 0 && (int)p->n > c->max_words)
        return kk_fail(err, KK_USAGE, "「%.*s」は余分です",
                       KK_CUT(p->word[c->max_words], 60));
    return KK_OK;
}

/* --- running ---------------------------------------------------------------
 */

static bool writes(const struct kk_parsed *p)
{
    /* Keys that are pressed on a screen may do anything. */
    return kk_parsed_opt(p, "keys") != NULL ||
           ((p->command->flags & KK_CMD_WRITES) != 0 &&
            kk_parsed_opt(p, "preview") == NULL);
}

static enum kk_status run(struct kk_cli *cli, struct kk_err *err)
{
    struct kk_app *app = &cli->app;
    const struct kk_command *c = cli->parsed.command;
    enum kk_status st = kk_app_setup(app, err);

    if (st == KK_OK && (c->flags & (KK_CMD_DB | KK_CMD_DB_IF)))
        st = kk_app_open_for(app, c, err);
    if (st == KK_OK && app->db != NULL)
        st = kk_app_choose(app, c, err);
    if (st == KK_OK && app->db != NULL && writes(&cli->parsed) &&
        (c->flags & KK_CMD_FREE) == 0)
        st = kk_app_prove(app, &cli->parsed, err);
    if (st == KK_OK)
        st = c->run(app, &cli->parsed, err);
    return st;
}

static void say(const struct kk_cli *cli, enum kk_status st,
                const struct kk_err *err)
{
    const struct kk_command *c = cli->parsed.command;

    kk_app_say(stderr, "kikusui: %s\n", err->text);
    if (st != KK_USAGE)
        return;
    if (c == NULL)
        kk_app_say(stderr, "kikusui help で使い方を示します\n");
    else if (*c->name == '\0')
        kk_app_say(stderr, "使い方: kikusui [オプション] [コマンド …]\n");
    else
        kk_app_say(stderr, "使い方: kikusui %s%s%s\n", c->name,
                   *c->usage == '\0' ? "" : " ", c->usage);
}

static void write_shown(FILE *f, const char *s, size_t n_bytes)
{
    struct kk_str shown = {0};

    kk_shown(s, n_bytes, &shown);
    fwrite(shown.s, 1, shown.n_bytes, f);
    kk_str_free(&shown);
}

void kk_app_say(FILE *f, const char *fmt, ...)
{
    struct kk_str text = {0};
    va_list ap;

    va_start(ap, fmt);
    kk_str_vaddf(&text, fmt, ap);
    va_end(ap);
    write_shown(f, kk_str_c(&text), text.n_bytes);
    kk_str_free(&text);
}

bool kk_app_flush(struct kk_app *app)
{
    const char *s = kk_str_c(&app->out), *end = s + app->out.n_bytes, *next;

    /* The line ends of CSV are its own, CR LF: what stands in a field had its
     * CR taken already. */
    for (; s < end; s = next) {
        next = app->format == KK_FMT_CSV
                   ? memmem(s, (size_t)(end - s), "\r\n", 2)
                   : NULL;
        write_shown(stdout, s, (size_t)((next == NULL ? end : next) - s));
        if (next != NULL)
            fputs("\r\n", stdout);
        next = next == NULL ? end : next + 2;
    }
    kk_str_clear(&app->out);
    return fflush(stdout) == 0 && !ferror(stdout);
}

/* A descriptor that whoever started us closed would be given to the next file
 * that is opened, and what is said there written into the database. Where
 * something is said, saying it must fail. */
static void hold_standard(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            (void)open("/dev/null", O_RDONLY); /* the lowest free: fd */
}

/* What is in the database is the city's: no dump of it may be left behind. */
static void harden(void)
{
    const struct rlimit none = {0, 0};

    (void)setrlimit(RLIMIT_CORE, &none);
    /* Nor may another process of the same person read it out of this one. A
     * sanitizer has to, and so have the tests. */
#ifndef KK_SANITIZED
    if (!kk_in_build_tree())
        (void)prctl(PR_SET_DUMPABLE, 0);
#endif
    umask(0077);
}

static bool changed(const struct kk_cli *cli, enum kk_status st)
{
    const struct kk_parsed *p = &cli->parsed;

    if (st != KK_OK || p->command == NULL || cli->help || cli->version)
        return false;
    return writes(p);
}

/* The status, once all is said. A result that nobody could read is a failure;
 * but not of what is recorded: somebody would record it a second time. */
static int finish(struct kk_cli *cli, enum kk_status st,
                  const struct kk_err *err)
{
    bool done = changed(cli, st);
    int status = kk_exit_status(st);

    if (done)
        (void)signal(SIGPIPE, SIG_IGN);
    if (!kk_app_flush(&cli->app) && status == 0) {
        kk_app_say(stderr, "kikusui: 標準出力に書けません%s\n",
                   done ? "。操作は済んでいます。もう一度行わないでください"
                        : "");
        status = done ? 0 : 1;
    }
    if (done && cli->app.db != NULL)
        kk_backup_daily(cli->app.db);
    kk_app_close(&cli->app);
    if (cli->app.note.n_bytes > 0)
        kk_app_say(stderr, "%s", kk_str_c(&cli->app.note));
    if (st != KK_OK)
        say(cli, st, err);
    return status;
}

int kk_cli_main(int argc, char **argv)
{
    struct kk_cli *cli = kk_alloc(sizeof *cli);
    struct kk_err err = {0};
    enum kk_status st;
    int status;

    hold_standard();
    harden();
    kk_locale_init();
    cli->app.prog = argv[0];
    cli->app.progress_fd = -1;
    cli->app.reg = &kk_app_registry;
    st = parse(cli, argc, argv, &err);
    if (cli->help && (st == KK_OK || cli->parsed.command != NULL)) {
        st = KK_OK;
        kk_help_command(&cli->app.out, cli->parsed.command);
    } else if (st == KK_OK && cli->version) {
        kk_out_line(&cli->app, "kikusui %s", KK_VERSION);
    } else {
        if (st == KK_OK && cli->parsed.command == NULL)
            st = kk_fail(&err, KK_USAGE, "コマンドがありません");
        if (st == KK_OK)
            st = check_words(&cli->parsed, &err);
        if (st == KK_OK)
            st = run(cli, &err);
    }
    status = finish(cli, st, &err);
    kk_app_wipe(&cli->app);
    kk_config_free(&cli->app.config);
    kk_str_free(&cli->app.out);
    kk_str_free(&cli->app.note);
    kk_free(cli->app.db_path);
    kk_free(cli);
    return status;
}
