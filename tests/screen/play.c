/* play FILE.keys: a technician's day, line by line. Every line is a verb and
 * its words; "..." holds blanks and \n; # begins a comment; $DIR is the
 * script's own folder, $SRC the one its file lies in, $GRAB what was grabbed,
 * $LINE1 and $LINE2 what `lines` kept, $GATE and $DISK the libraries of
 * tests/fault/gate.c and shim.c.
 * What a line claims has to come true within KK_VT_WAIT_MS, or the script fails
 * with the screen as it was.
 *
 *   now T             the clock of what is started from here on
 *   size CxR          of the next screen
 *   wide              the next terminal draws ambiguous characters wide
 *   env NAME=VALUE    for what is started; NAME= takes it away
 *   config LINE       appends to the configuration file
 *   db NAME           the database NAME.db in $DIR
 *   demo              a training copy as the database
 *   gate TEXT         what a screen runs beside itself stops where it first
 *                     opens a file whose name has that (tests/fault/gate.c)
 *   held, release     waits until it stands there; lets it go on
 *   snapshot, goback  keeps the database and what stands beside it; puts it
 *                     back into the very same files
 *   include NAME      plays NAME.keys of $SRC at this place
 *   run ARG...        a command that must end with 0; its output is kept
 *   refused ARG...    one that must not
 *   lines             keeps the first two lines it wrote
 *   file NAME TEXT    writes that file in $DIR
 *   holds NAME N      the folder NAME in $DIR holds N files
 *   out TEXT, outno TEXT   what the last command wrote has it, has it not
 *   draw GOLDEN [SCREEN [KEYS]]   kikusui screen at this size
 *   start [ARG...]    the program on the terminal
 *   keys KEY...       one after the other; what is no key's name is text
 *   burst KEY...      typed ahead: they arrive together
 *   paste TEXT        into the terminal
 *   expect TEXT, gone TEXT   waits until a row has it, until none has it
 *   shows TEXT, hides TEXT   now, with the program settled
 *   golden NAME       the whole screen is golden/NAME-CxR.txt;
 *                     KIKUSUI_ACCEPT=1 meson test writes it: look at it first
 *   grab TEXT         keeps what stands behind it on its row
 *   dir NAME          makes that folder in $DIR
 *   resize CxR, signal NAME, hangup, stopped, continue
 *   exit STATUS       waits for the program's end
 *   tty raw|cooked    and which screen the terminal shows
 *   caret after|before TEXT, caret hidden
 *   look TEXT bold|reverse|underline|colour|plain
 *   colours some|none, ambiguous none, bells N
 *   mark, bytes N     at most N bytes were printed since the mark
 */
#include "play.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/wait.h>

bool kk_play_fail(struct play *p, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    kk_str_vaddf(&p->why, fmt, ap);
    va_end(ap);
    return false;
}

/* --- running the program --- */

const char **kk_play_env(struct play *p)
{
    static const char *const usual[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8",
                                        "TZ=UTC", "PATH=/usr/bin:/bin"};
    const char **env = kk_alloc(sizeof *env * (PLAY_ENV_MAX + 16));
    struct kk_str s = {0};
    size_t n = 0;

    /* The first of a name counts. */
    for (size_t i = 0; i < p->n_env; i++)
        env[n++] = kk_strdup(kk_str_c(&p->env[i]));
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        env[n++] = kk_strdup(usual[i]);
    kk_str_addf(&s, "HOME=%s", p->dir);
    env[n++] = kk_str_take(&s);
    kk_str_addf(&s, "KIKUSUI_NOW=%s", p->now);
    env[n++] = kk_str_take(&s);
    kk_str_addf(&s, "KIKUSUI_DB=%s", p->db);
    env[n++] = kk_str_take(&s);
    return env;
}

void kk_play_env_free(const char **env)
{
    for (size_t i = 0; env[i] != NULL; i++)
        kk_free((void *)(uintptr_t)env[i]);
    kk_free(env);
}

int kk_play_command(struct play *p, const char *const *arg, size_t n)
{
    const char **argv = kk_alloc(sizeof *argv * (n + 2));
    const char **env = kk_play_env(p);
    char *path = kk_path_join(p->dir, "out");
    struct kk_err err = {0};
    int status = 0;
    pid_t pid;

    argv[0] = p->program;
    for (size_t i = 0; i < n; i++)
        argv[i + 1] = arg[i];
    pid = fork();
    if (pid == 0) {
        if (freopen("/dev/null", "r", stdin) == NULL ||
            freopen(path, "w", stdout) == NULL)
            _exit(126);
        dup2(STDOUT_FILENO, STDERR_FILENO);
        execve(p->program, (char *const *)(uintptr_t)argv,
               (char *const *)(uintptr_t)env);
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        status = -1;
    kk_str_clear(&p->out);
    if (kk_file_read(path, 1 << 24, false, &p->out, &err) != KK_OK)
        status = -1;
    kk_free(path);
    kk_play_env_free(env);
    kk_free(argv);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* --- reading lines --- */

/* One word from *s on, unquoted; NULL at the end or a comment. */
static char *next_word(const struct play *p, const char **s)
{
    struct kk_str w = {0};
    bool quoted = false;

    while (**s == ' ' || **s == '\t')
        (*s)++;
    if (**s == '\0' || **s == '#')
        return NULL;
    for (; **s != '\0' && (quoted || (**s != ' ' && **s != '\t')); (*s)++) {
        if (**s == '"') {
            quoted = !quoted;
        } else if (quoted && **s == '\\' && (*s)[1] != '\0') {
            (*s)++;
            kk_str_addc(&w, **s == 'n' ? '\n' : **s == 't' ? '\t' : **s);
        } else if (kk_str_starts(*s, "$GRAB") && p->grab != NULL) {
            kk_str_add(&w, p->grab);
            *s += strlen("$GRAB") - 1;
        } else if (kk_str_starts(*s, "$LINE") && (*s)[5] != '\0' &&
                   strchr("12", (*s)[5]) != NULL &&
                   p->line[(*s)[5] - '1'] != NULL) {
            kk_str_add(&w, p->line[(*s)[5] - '1']);
            *s += strlen("$LINE1") - 1;
        } else if (kk_str_starts(*s, "$GATE") && p->gate != NULL) {
            kk_str_add(&w, p->gate);
            *s += strlen("$GATE") - 1;
        } else if (kk_str_starts(*s, "$DISK") && p->disk != NULL) {
            kk_str_add(&w, p->disk);
            *s += strlen("$DISK") - 1;
        } else if (kk_str_starts(*s, "$DIR") || kk_str_starts(*s, "$SRC")) {
            kk_str_add(&w, (*s)[1] == 'D' ? p->dir : p->src);
            *s += strlen("$DIR") - 1;
        } else {
            kk_str_addc(&w, **s);
        }
    }
    if (w.s == NULL)
        kk_str_add(&w, "");
    return w.s == NULL ? kk_strdup("") : kk_str_take(&w);
}

static bool play_one(struct play *p, const char *line)
{
    char *own[PLAY_WORDS_MAX + 1] = {0};
    const char *word[PLAY_WORDS_MAX + 1] = {0};
    size_t n = 0;
    bool good = true;

    while (n < PLAY_WORDS_MAX && (own[n] = next_word(p, &line)) != NULL) {
        word[n] = own[n];
        n++;
    }
    if (n > 0)
        good = kk_play_line(p, word, n);
    for (size_t i = 0; i < n; i++)
        kk_free(own[i]);
    return good;
}

static void tell_failure(struct play *p, const char *file, int line,
                         const char *text)
{
    struct kk_str dump = {0};

    p->told = true;
    fprintf(stderr, "%s:%d: %s\n%s\n", file, line, text, kk_str_c(&p->why));
    if (p->vt != NULL) {
        kk_vt_dump(p->vt, &dump);
        fputs(kk_str_c(&dump), stderr);
    }
    kk_str_free(&dump);
}

bool kk_play_file(struct play *p, const char *file)
{
    struct kk_str text = {0};
    struct kk_err err = {0};
    bool good = true;
    int no = 0;

    if (kk_file_read(file, 1 << 20, false, &text, &err) != KK_OK) {
        fprintf(stderr, "%s\n", err.text);
        return false;
    }
    for (const char *s = kk_str_c(&text); *s != '\0' && good;) {
        size_t n = strcspn(s, "\n");
        char *line = kk_strndup(s, n);

        no++;
        good = play_one(p, line);
        if (!good && !p->told)
            tell_failure(p, file, no, line);
        kk_free(line);
        s += n + (s[n] == '\n' ? 1 : 0);
    }
    kk_str_free(&text);
    return good;
}

static void end(struct play *p)
{
    struct kk_str rm = {0};

    kk_vt_free(&p->vt);
    kk_str_addf(&rm, "rm -rf '%s'", p->dir);
    if (system(kk_str_c(&rm)) != 0)
        fprintf(stderr, "%s\n", kk_str_c(&rm));
    kk_str_free(&rm);
    for (size_t i = 0; i < p->n_env; i++)
        kk_str_free(&p->env[i]);
    kk_str_free(&p->out);
    kk_str_free(&p->why);
    kk_free(p->now);
    kk_free(p->db);
    kk_free(p->grab);
    kk_free(p->src);
    kk_free(p->line[0]);
    kk_free(p->line[1]);
}

int main(int argc, char **argv)
{
    const char *accept = getenv("KIKUSUI_ACCEPT");
    const char *tmp = getenv("TMPDIR");
    struct play p = {.program = getenv("KIKUSUI_TEST_PROGRAM"),
                     .golden_dir = getenv("KIKUSUI_TEST_GOLDEN"),
                     .gate = getenv("KIKUSUI_TEST_GATE"),
                     .disk = getenv("KIKUSUI_TEST_DISK"),
                     .rows = 24,
                     .cols = 80,
                     .accept = accept != NULL && strcmp(accept, "1") == 0};
    bool good;

    if (argc != 2 || p.program == NULL || p.golden_dir == NULL) {
        fprintf(stderr, "play FILE.keys, with KIKUSUI_TEST_PROGRAM and "
                        "KIKUSUI_TEST_GOLDEN\n");
        return 2;
    }
    if (access(p.program, X_OK) != 0) {
        printf("%s is not built\n", p.program);
        return 77;
    }
    kk_locale_init();
    snprintf(p.dir, sizeof p.dir, "%s/kikusui-screen-XXXXXX",
             tmp != NULL && strlen(tmp) < 32 ? tmp : "/tmp");
    if (mkdtemp(p.dir) == NULL) {
        perror(p.dir);
        return 1;
    }
    p.now = kk_strdup("2023-04-12T10:20");
    p.db = kk_path_join(p.dir, "kikusui.db");
    p.src = kk_path_dir(argv[1]);
    good = kk_play_file(&p, argv[1]);
    end(&p);
    return good ? 0 : 1;
}
