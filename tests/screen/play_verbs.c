#include "play.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

typedef bool verb(struct play *p, const char *const *word, size_t n);

static bool read_size(struct play *p, const char *word, int *rows, int *cols)
{
    char rest;

    if (sscanf(word, "%4dx%4d%c", cols, rows, &rest) == 2 && *rows > 0 &&
        *cols > 0)
        return true;
    return kk_play_fail(p, "a size is like 80x24");
}

static bool settled(struct play *p)
{
    return kk_vt_settle(p->vt) ||
           kk_play_fail(p, "the program does not come to rest");
}

/* --- before the screen --- */

static bool verb_now(struct play *p, const char *const *word, size_t n)
{
    (void)n;
    kk_free(p->now);
    p->now = kk_strdup(word[0]);
    return true;
}

static bool verb_size(struct play *p, const char *const *word, size_t n)
{
    (void)n;
    return read_size(p, word[0], &p->rows, &p->cols);
}

static bool verb_wide(struct play *p, const char *const *word, size_t n)
{
    (void)word;
    (void)n;
    p->wide = true;
    return true;
}

static bool verb_env(struct play *p, const char *const *word, size_t n)
{
    size_t name = strcspn(word[0], "=") + 1;
    size_t i = 0;

    (void)n;
    while (i < p->n_env && strncmp(kk_str_c(&p->env[i]), word[0], name) != 0)
        i++;
    if (i == PLAY_ENV_MAX)
        return kk_play_fail(p, "too many variables");
    kk_str_clear(&p->env[i]);
    kk_str_add(&p->env[i], word[0]);
    if (i == p->n_env)
        p->n_env++;
    return true;
}

static bool verb_config(struct play *p, const char *const *word, size_t n)
{
    char *dir = kk_path_join(p->dir, ".config/kikusui");
    char *path = kk_path_join(dir, "kikusui.ini");
    struct kk_err err = {0};
    FILE *f;

    (void)n;
    f = kk_dir_make(dir, 0700, &err) == KK_OK ? fopen(path, "a") : NULL;
    if (f != NULL) {
        fprintf(f, "%s\n", word[0]);
        fclose(f);
    }
    kk_free(path);
    kk_free(dir);
    return f != NULL || kk_play_fail(p, "%s", err.text);
}

static bool verb_db(struct play *p, const char *const *word, size_t n)
{
    struct kk_str path = {0};

    (void)n;
    kk_str_addf(&path, "%s/%s.db", p->dir, word[0]);
    kk_free(p->db);
    p->db = kk_str_take(&path);
    return true;
}

static bool verb_dir(struct play *p, const char *const *word, size_t n)
{
    char *path = kk_path_join(p->dir, word[0]);
    struct kk_err err = {0};
    bool good = kk_dir_make(path, 0700, &err) == KK_OK ||
                kk_play_fail(p, "%s", err.text);

    (void)n;
    kk_free(path);
    return good;
}

static bool verb_file(struct play *p, const char *const *word, size_t n)
{
    char *path = kk_path_join(p->dir, word[0]);
    struct kk_err err = {0};
    bool good =
        kk_file_replace(path, 0600, word[1], strlen(word[1]), &err) == KK_OK ||
        kk_play_fail(p, "%s", err.text);

    (void)n;
    kk_free(path);
    return good;
}

static bool verb_run(struct play *p, const char *const *word, size_t n)
{
    int status = kk_play_command(p, word, n);

    return status == 0 ||
           kk_play_fail(p, "status %d: %s", status, kk_str_c(&p->out));
}

static bool verb_demo(struct play *p, const char *const *word, size_t n)
{
    const char *arg[] = {"demo", "--no-screen", "--dir", p->dir};

    (void)word;
    (void)n;
    return verb_run(p, arg, 4);
}

static bool verb_include(struct play *p, const char *const *word, size_t n)
{
    struct kk_str path = {0};
    bool good;

    (void)n;
    kk_str_addf(&path, "%s/%s.keys", p->src, word[0]);
    good = kk_play_file(p, kk_str_c(&path));
    kk_str_free(&path);
    return good;
}

static bool verb_refused(struct play *p, const char *const *word, size_t n)
{
    return kk_play_command(p, word, n) == 1 ||
           kk_play_fail(p, "not refused: %s", kk_str_c(&p->out));
}

static bool verb_out(struct play *p, const char *const *word, size_t n)
{
    (void)n;
    return strstr(kk_str_c(&p->out), word[0]) != NULL ||
           kk_play_fail(p, "not in: %s", kk_str_c(&p->out));
}

static bool verb_outno(struct play *p, const char *const *word, size_t n)
{
    (void)n;
    return strstr(kk_str_c(&p->out), word[0]) == NULL ||
           kk_play_fail(p, "is in: %s", kk_str_c(&p->out));
}

/* --- goldens --- */

static char *golden_path(struct play *p, const char *name, int rows, int cols)
{
    struct kk_str path = {0};

    kk_str_addf(&path, "%s/%s-%dx%d.txt", p->golden_dir, name, cols, rows);
    return kk_str_take(&path);
}

static bool accept(struct play *p, const char *path, const char *text)
{
    struct kk_err err = {0};

    return kk_file_replace(path, 0644, text, strlen(text), &err) == KK_OK ||
           kk_play_fail(p, "%s", err.text);
}

/* Only the rows that differ. */
static void tell_difference(struct play *p, const char *want, const char *got)
{
    for (int row = 0; *want != '\0' || *got != '\0'; row++) {
        int w = (int)strcspn(want, "\n"), g = (int)strcspn(got, "\n");

        if (w != g || memcmp(want, got, (size_t)w) != 0)
            kk_str_addf(&p->why, "%3d -%.*s\n    +%.*s\n", row, w, want, g,
                        got);
        want += w + (want[w] == '\n' ? 1 : 0);
        got += g + (got[g] == '\n' ? 1 : 0);
    }
}

static bool compare(struct play *p, const char *path, const char *got)
{
    struct kk_str want = {0};
    struct kk_err err = {0};
    bool same;

    if (p->accept)
        return accept(p, path, got);
    if (kk_file_read(path, 1 << 20, false, &want, &err) != KK_OK)
        return kk_play_fail(p, "%s is not there; KIKUSUI_ACCEPT=1 writes it",
                            path);
    same = strcmp(kk_str_c(&want), got) == 0;
    if (!same) {
        kk_play_fail(p, "differs from %s; KIKUSUI_ACCEPT=1 writes it\n", path);
        tell_difference(p, kk_str_c(&want), got);
    }
    kk_str_free(&want);
    return same;
}

static bool verb_golden(struct play *p, const char *const *word, size_t n)
{
    struct kk_str got = {0};
    bool good = settled(p);
    int rows, cols;
    char *path;

    (void)n;
    kk_vt_size(p->vt, &rows, &cols);
    path = golden_path(p, word[0], rows, cols);
    kk_vt_text(p->vt, &got);
    kk_play_steady(p, &got);
    if (good && kk_vt_torn(p->vt) != 0)
        good = kk_play_fail(p, "halves of wide characters stand alone");
    good = good && compare(p, path, kk_str_c(&got));
    kk_str_free(&got);
    kk_free(path);
    return good;
}

static bool verb_draw(struct play *p, const char *const *word, size_t n)
{
    char size[32];
    const char *arg[6] = {"screen", "--size", size};
    size_t n_arg = 3;
    char *path = golden_path(p, word[0], p->rows, p->cols);
    bool good;

    snprintf(size, sizeof size, "%dx%d", p->cols, p->rows);
    if (n > 1)
        arg[n_arg++] = word[1];
    if (n > 2) {
        arg[n_arg++] = "--keys";
        arg[n_arg++] = word[2];
    }
    good = verb_run(p, arg, n_arg) && compare(p, path, kk_str_c(&p->out));
    kk_free(path);
    return good;
}

/* --- at the screen --- */

static bool verb_start(struct play *p, const char *const *word, size_t n)
{
    const char *argv[PLAY_WORDS_MAX + 2] = {p->program};
    const char **env = kk_play_env(p);
    struct kk_vt_how how = {.argv = argv,
                            .env = env,
                            .rows = p->rows,
                            .cols = p->cols,
                            .wide = p->wide};

    for (size_t i = 0; i < n; i++)
        argv[i + 1] = word[i];
    kk_vt_free(&p->vt);
    p->vt = kk_vt_start(&how);
    p->mark = 0;
    kk_play_env_free(env);
    return p->vt != NULL ? settled(p) : kk_play_fail(p, "no pseudo terminal");
}

static bool verb_keys(struct play *p, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!kk_vt_put_key(p->vt, word[i]))
            kk_vt_put_text(p->vt, word[i]);
        kk_vt_send(p->vt);
        if (!settled(p))
            return false;
    }
    return true;
}

static bool verb_burst(struct play *p, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!kk_vt_put_key(p->vt, word[i]))
            kk_vt_put_text(p->vt, word[i]);
    kk_vt_send(p->vt);
    return settled(p);
}

static bool verb_paste(struct play *p, const char *const *word, size_t n)
{
    (void)n;
    kk_vt_put_paste(p->vt, word[0]);
    kk_vt_send(p->vt);
    return settled(p);
}

static bool verb_expect(struct play *p, const char *const *word, size_t n)
{
    (void)n;
    return kk_vt_expect(p->vt, word[0]) ||
           kk_play_fail(p, "it does not appear");
}

static bool verb_gone(struct play *p, const char *const *word, size_t n)
{
    (void)n;
    return kk_vt_expect_gone(p->vt, word[0]) ||
           kk_play_fail(p, "it does not go");
}

static bool verb_shows(struct play *p, const char *const *word, size_t n)
{
    int row, col;

    (void)n;
    return settled(p) && (kk_vt_find(p->vt, word[0], &row, &col) ||
                          kk_play_fail(p, "it is not there"));
}

static bool verb_hides(struct play *p, const char *const *word, size_t n)
{
    int row, col;

    (void)n;
    return settled(p) && (!kk_vt_find(p->vt, word[0], &row, &col) ||
                          kk_play_fail(p, "it is there"));
}

static bool verb_grab(struct play *p, const char *const *word, size_t n)
{
    struct kk_str line = {0};
    const char *at;
    int row, col;

    (void)n;
    if (!settled(p) || !kk_vt_find(p->vt, word[0], &row, &col))
        return kk_play_fail(p, "it is not there");
    kk_vt_row(p->vt, row, &line);
    at = strstr(kk_str_c(&line), word[0]) + strlen(word[0]);
    at += strspn(at, " ");
    kk_free(p->grab);
    p->grab = kk_strndup(at, strcspn(at, "\n"));
    kk_str_free(&line);
    return true;
}

/* The first two lines that the last command wrote. */
static bool verb_lines(struct play *p, const char *const *word, size_t n)
{
    const char *s = kk_str_c(&p->out);

    (void)word;
    (void)n;
    for (int i = 0; i < 2; i++) {
        size_t len = strcspn(s, "\n");

        kk_free(p->line[i]);
        p->line[i] = kk_strndup(s, len);
        s += len + (s[len] == '\n' ? 1 : 0);
    }
    return true;
}

static bool verb_resize(struct play *p, const char *const *word, size_t n)
{
    int rows, cols;

    (void)n;
    if (!read_size(p, word[0], &rows, &cols))
        return false;
    kk_vt_resize(p->vt, rows, cols);
    return settled(p);
}

static bool verb_signal(struct play *p, const char *const *word, size_t n)
{
    static const struct {
        const char *name;
        int signo;
    } signals[] = {
        {"HUP", SIGHUP},   {"TERM", SIGTERM}, {"INT", SIGINT},
        {"QUIT", SIGQUIT}, {"TSTP", SIGTSTP}, {"CONT", SIGCONT},
        {"STOP", SIGSTOP}, {"KILL", SIGKILL},
    };

    (void)n;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (strcmp(signals[i].name, word[0]) == 0) {
            kk_vt_signal(p->vt, signals[i].signo);
            return true;
        }
    return kk_play_fail(p, "no such signal");
}

static bool verb_hangup(struct play *p, const char *const *word, size_t n)
{
    (void)word;
    (void)n;
    kk_vt_hangup(p->vt);
    return true;
}

static bool verb_stopped(struct play *p, const char *const *word, size_t n)
{
    (void)word;
    (void)n;
    return (kk_vt_wait_stopped(p->vt) && kk_vt_settle(p->vt)) ||
           kk_play_fail(p, "it does not stop");
}

static bool verb_continue(struct play *p, const char *const *word, size_t n)
{
    (void)word;
    (void)n;
    kk_vt_continue(p->vt);
    return true;
}

static bool verb_exit(struct play *p, const char *const *word, size_t n)
{
    int status, want = atoi(word[0]);

    (void)n;
    if (!kk_vt_wait_exit(p->vt, &status))
        return kk_play_fail(p, "it goes on");
    return status == want || kk_play_fail(p, "status %d", status);
}

static bool verb_tty(struct play *p, const char *const *word, size_t n)
{
    bool cooked = strcmp(word[0], "cooked") == 0;

    (void)n;
    if (!settled(p))
        return false;
    if (kk_vt_cooked(p->vt) != cooked)
        return kk_play_fail(p, "the terminal is %s", cooked ? "raw" : "cooked");
    return kk_vt_alt(p->vt) != cooked ||
           kk_play_fail(p, "the %s screen is shown",
                        cooked ? "alternate" : "normal");
}

static bool verb_caret(struct play *p, const char *const *word, size_t n)
{
    int row, col, at_row, at_col;
    bool shown;

    if (!settled(p))
        return false;
    shown = kk_vt_cursor(p->vt, &row, &col);
    if (strcmp(word[0], "hidden") == 0)
        return !shown || kk_play_fail(p, "the cursor is shown");
    if (n < 2 || !kk_vt_find(p->vt, word[1], &at_row, &at_col))
        return kk_play_fail(p, "the text is not there");
    if (strcmp(word[0], "after") == 0)
        at_col += kk_cols(word[1]);
    return (shown && row == at_row && col == at_col) ||
           kk_play_fail(p, "it is not there");
}

static bool verb_look(struct play *p, const char *const *word, size_t n)
{
    struct kk_vt_look look;
    const char *want = word[1];
    int row, col;
    bool is;

    (void)n;
    if (!settled(p) || !kk_vt_find(p->vt, word[0], &row, &col))
        return kk_play_fail(p, "the text is not there");
    look = kk_vt_look(p->vt, row, col);
    is = strcmp(want, "bold") == 0        ? look.bold
         : strcmp(want, "reverse") == 0   ? look.reverse
         : strcmp(want, "underline") == 0 ? look.underline
         : strcmp(want, "colour") == 0
             ? look.colour
             : !look.bold && !look.reverse && !look.underline && !look.colour;
    return is ||
           kk_play_fail(p, "bold %d reverse %d underline %d colour %d",
                        look.bold, look.reverse, look.underline, look.colour);
}

static bool verb_colours(struct play *p, const char *const *word, size_t n)
{
    bool some = strcmp(word[0], "some") == 0;
    int cells;

    (void)n;
    if (!settled(p))
        return false;
    cells = kk_vt_coloured(p->vt);
    return (cells > 0) == some || kk_play_fail(p, "%d cells", cells);
}

static bool verb_ambiguous(struct play *p, const char *const *word, size_t n)
{
    bool some = strcmp(word[0], "some") == 0;
    int cells;

    (void)n;
    if (!settled(p))
        return false;
    cells = kk_vt_ambiguous(p->vt);
    return (cells > 0) == some || kk_play_fail(p, "%d cells", cells);
}

static bool verb_bells(struct play *p, const char *const *word, size_t n)
{
    size_t bells;

    (void)n;
    if (!settled(p))
        return false;
    bells = kk_vt_bells(p->vt);
    return bells == (size_t)atoi(word[0]) || kk_play_fail(p, "%zu", bells);
}

static bool verb_mark(struct play *p, const char *const *word, size_t n)
{
    (void)word;
    (void)n;
    p->mark = kk_vt_bytes(p->vt);
    return true;
}

static bool verb_bytes(struct play *p, const char *const *word, size_t n)
{
    size_t bytes;

    (void)n;
    if (!settled(p))
        return false;
    bytes = kk_vt_bytes(p->vt) - p->mark;
    return bytes <= (size_t)atoi(word[0]) ||
           kk_play_fail(p, "%zu bytes", bytes);
}

static const struct {
    const char *name;
    verb *run;
    size_t min, max; /* words behind it */
    bool screen;     /* needs a started one */
} verbs[] = {
    {"now", verb_now, 1, 1, false},
    {"size", verb_size, 1, 1, false},
    {"wide", verb_wide, 0, 0, false},
    {"env", verb_env, 1, 1, false},
    {"config", verb_config, 1, 1, false},
    {"db", verb_db, 1, 1, false},
    {"demo", verb_demo, 0, 0, false},
    {"dir", verb_dir, 1, 1, false},
    {"include", verb_include, 1, 1, false},
    {"file", verb_file, 2, 2, false},
    {"run", verb_run, 1, PLAY_WORDS_MAX, false},
    {"refused", verb_refused, 1, PLAY_WORDS_MAX, false},
    {"out", verb_out, 1, 1, false},
    {"outno", verb_outno, 1, 1, false},
    {"lines", verb_lines, 0, 0, false},
    {"draw", verb_draw, 1, 3, false},
    {"start", verb_start, 0, PLAY_WORDS_MAX, false},
    {"keys", verb_keys, 1, PLAY_WORDS_MAX, true},
    {"burst", verb_burst, 1, PLAY_WORDS_MAX, true},
    {"paste", verb_paste, 1, 1, true},
    {"expect", verb_expect, 1, 1, true},
    {"gone", verb_gone, 1, 1, true},
    {"shows", verb_shows, 1, 1, true},
    {"hides", verb_hides, 1, 1, true},
    {"golden", verb_golden, 1, 1, true},
    {"grab", verb_grab, 1, 1, true},
    {"resize", verb_resize, 1, 1, true},
    {"signal", verb_signal, 1, 1, true},
    {"hangup", verb_hangup, 0, 0, true},
    {"stopped", verb_stopped, 0, 0, true},
    {"continue", verb_continue, 0, 0, true},
    {"exit", verb_exit, 1, 1, true},
    {"tty", verb_tty, 1, 1, true},
    {"caret", verb_caret, 1, 2, true},
    {"look", verb_look, 2, 2, true},
    {"colours", verb_colours, 1, 1, true},
    {"ambiguous", verb_ambiguous, 1, 1, true},
    {"bells", verb_bells, 1, 1, true},
    {"mark", verb_mark, 0, 0, true},
    {"bytes", verb_bytes, 1, 1, true},
};

bool kk_play_line(struct play *p, const char *const *word, size_t n)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, word[0]) != 0)
            continue;
        if (n - 1 < verbs[i].min || n - 1 > verbs[i].max)
            return kk_play_fail(p, "it takes %zu to %zu words", verbs[i].min,
                                verbs[i].max);
        if (verbs[i].screen && p->vt == NULL)
            return kk_play_fail(p, "no screen was started");
        return verbs[i].run(p, word + 1, n - 1);
    }
    return kk_play_fail(p, "no such verb");
}
