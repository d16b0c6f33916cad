/* What is done and seen at a started screen. */
#include "play.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    return p->vt != NULL ? kk_play_settled(p)
                         : kk_play_fail(p, "no pseudo terminal");
}

static bool verb_keys(struct play *p, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!kk_vt_put_key(p->vt, word[i]))
            kk_vt_put_text(p->vt, word[i]);
        kk_vt_send(p->vt);
        if (!kk_play_settled(p))
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
    return kk_play_settled(p);
}

static bool verb_paste(struct play *p, const char *const *word, size_t n)
{
    (void)n;
    kk_vt_put_paste(p->vt, word[0]);
    kk_vt_send(p->vt);
    return kk_play_settled(p);
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
    return kk_play_settled(p) && (kk_vt_find(p->vt, word[0], &row, &col) ||
                                  kk_play_fail(p, "it is not there"));
}

static bool verb_hides(struct play *p, const char *const *word, size_t n)
{
    int row, col;

    (void)n;
    return kk_play_settled(p) && (!kk_vt_find(p->vt, word[0], &row, &col) ||
                                  kk_play_fail(p, "it is there"));
}

static bool verb_grab(struct play *p, const char *const *word, size_t n)
{
    struct kk_str line = {0};
    const char *at;
    int row, col;

    (void)n;
    if (!kk_play_settled(p) || !kk_vt_find(p->vt, word[0], &row, &col))
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
    size_t before;

    (void)n;
    if (!kk_play_size(p, word[0], &rows, &cols) || !kk_play_settled(p))
        return false;
    before = kk_vt_bytes(p->vt);
    kk_vt_resize(p->vt, rows, cols);
    return (kk_vt_wait_bytes(p->vt, before) && kk_play_settled(p)) ||
           kk_play_fail(p, "nothing is drawn for the new size");
}

static bool verb_signal(struct play *p, const char *const *word, size_t n)
{
    static const struct {
        const char *name;
        int signo;
    } signals[] = {
        {"HUP", SIGHUP},   {"TERM", SIGTERM}, {"INT", SIGINT},
        {"QUIT", SIGQUIT}, {"TSTP", SIGTSTP}, {"CONT", SIGCONT},
        {"STOP", SIGSTOP}, {"KILL", SIGKILL}, {"SEGV", SIGSEGV},
        {"ABRT", SIGABRT},
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
    if (!kk_play_settled(p))
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

    if (!kk_play_settled(p))
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
    if (!kk_play_settled(p) || !kk_vt_find(p->vt, word[0], &row, &col))
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
    if (!kk_play_settled(p))
        return false;
    cells = kk_vt_coloured(p->vt);
    return (cells > 0) == some || kk_play_fail(p, "%d cells", cells);
}

static bool verb_ambiguous(struct play *p, const char *const *word, size_t n)
{
    bool some = strcmp(word[0], "some") == 0;
    int cells;

    (void)n;
    if (!kk_play_settled(p))
        return false;
    cells = kk_vt_ambiguous(p->vt);
    return (cells > 0) == some || kk_play_fail(p, "%d cells", cells);
}

static bool verb_bells(struct play *p, const char *const *word, size_t n)
{
    size_t bells;

    (void)n;
    if (!kk_play_settled(p))
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
    if (!kk_play_settled(p))
        return false;
    bytes = kk_vt_bytes(p->vt) - p->mark;
    return bytes <= (size_t)atoi(word[0]) ||
           kk_play_fail(p, "%zu bytes", bytes);
}

const struct play_verb kk_play_screen_verbs[] = {
    {"lines", verb_lines, 0, 0, false},
    {"start", verb_start, 0, PLAY_WORDS_MAX, false},
    {"keys", verb_keys, 1, PLAY_WORDS_MAX, true},
    {"burst", verb_burst, 1, PLAY_WORDS_MAX, true},
    {"paste", verb_paste, 1, 1, true},
    {"expect", verb_expect, 1, 1, true},
    {"gone", verb_gone, 1, 1, true},
    {"shows", verb_shows, 1, 1, true},
    {"hides", verb_hides, 1, 1, true},
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
    {.name = NULL},
};
