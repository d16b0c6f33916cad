#include "play.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

bool kk_play_size(struct play *p, const char *word, int *rows, int *cols)
{
    char rest;

    if (sscanf(word, "%4dx%4d%c", cols, rows, &rest) == 2 && *rows > 0 &&
        *cols > 0)
        return true;
    return kk_play_fail(p, "a size is like 80x24");
}

bool kk_play_settled(struct play *p)
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
    return kk_play_size(p, word[0], &p->rows, &p->cols);
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

/* How many names it has, hidden ones as well. */
static bool verb_holds(struct play *p, const char *const *word, size_t n)
{
    char *path = kk_path_join(p->dir, word[0]);
    DIR *dir = opendir(path);
    struct dirent *e;
    int names = 0;

    (void)n;
    kk_free(path);
    while (dir != NULL && (e = readdir(dir)) != NULL)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            kk_str_addf(&p->why, "%s\n", e->d_name);
            names++;
        }
    if (dir != NULL)
        closedir(dir);
    if (names != atoi(word[1]))
        return false;
    kk_str_clear(&p->why);
    return true;
}

static bool shell(struct play *p, const char *words)
{
    struct kk_str cmd = {0};
    bool good;

    kk_str_addf(&cmd, "cd '%s' && db='%s' && %s", p->dir,
                strrchr(p->db, '/') + 1, words);
    good = system(kk_str_c(&cmd)) == 0;
    kk_str_free(&cmd);
    return good || kk_play_fail(p, "the files cannot be copied");
}

/* The machine as a snapshot keeps it: the very same files, lease and all. */
static bool verb_snapshot(struct play *p, const char *const *word, size_t n)
{
    (void)word;
    (void)n;
    return shell(p, "rm -rf snap && mkdir snap && "
                    "cp -a $db $db.keys $db.tail snap/");
}

static bool verb_goback(struct play *p, const char *const *word, size_t n)
{
    (void)word;
    (void)n;
    return shell(p, "rm -rf $db.keys $db.tail && "
                    "cp -a snap/$db.keys snap/$db.tail . && cat snap/$db >$db");
}

static char *fifo_path(const struct play *p)
{
    return kk_path_join(p->dir, "gate");
}

/* For what is started from here on. */
static bool verb_gate(struct play *p, const char *const *word, size_t n)
{
    char *path = fifo_path(p);
    struct kk_str set = {0};
    const char *env[1];
    bool good;

    kk_str_addf(&set, "KK_GATE=%s", word[0]);
    env[0] = kk_str_c(&set);
    good = verb_env(p, env, n);
    kk_str_clear(&set);
    kk_str_addf(&set, "KK_GATE_FIFO=%s", path);
    env[0] = kk_str_c(&set);
    good = good && verb_env(p, env, n) &&
           (mkfifo(path, 0600) == 0 || errno == EEXIST ||
            kk_play_fail(p, "no fifo"));
    kk_str_free(&set);
    kk_free(path);
    return good;
}

/* Opening waits until the work stands there. */
static bool verb_held(struct play *p, const char *const *word, size_t n)
{
    char *path = fifo_path(p);

    (void)word;
    (void)n;
    p->gate_fd = open(path, O_WRONLY | O_CLOEXEC);
    kk_free(path);
    return p->gate_fd >= 0 || kk_play_fail(p, "no fifo");
}

static bool verb_release(struct play *p, const char *const *word, size_t n)
{
    (void)word;
    (void)n;
    return close(p->gate_fd) == 0 || kk_play_fail(p, "nothing is held");
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
    bool good = kk_play_settled(p);
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

static const struct play_verb kk_play_verbs[] = {
    {"now", verb_now, 1, 1, false},
    {"size", verb_size, 1, 1, false},
    {"wide", verb_wide, 0, 0, false},
    {"env", verb_env, 1, 1, false},
    {"config", verb_config, 1, 1, false},
    {"db", verb_db, 1, 1, false},
    {"demo", verb_demo, 0, 0, false},
    {"dir", verb_dir, 1, 1, false},
    {"gate", verb_gate, 1, 1, false},
    {"held", verb_held, 0, 0, false},
    {"release", verb_release, 0, 0, false},
    {"snapshot", verb_snapshot, 0, 0, false},
    {"goback", verb_goback, 0, 0, false},
    {"include", verb_include, 1, 1, false},
    {"file", verb_file, 2, 2, false},
    {"holds", verb_holds, 2, 2, false},
    {"run", verb_run, 1, PLAY_WORDS_MAX, false},
    {"refused", verb_refused, 1, PLAY_WORDS_MAX, false},
    {"out", verb_out, 1, 1, false},
    {"outno", verb_outno, 1, 1, false},
    {"draw", verb_draw, 1, 3, false},
    {"golden", verb_golden, 1, 1, true},
    {.name = NULL},
};

static const struct play_verb *find(const struct play_verb *verbs,
                                    const char *name)
{
    for (; verbs->name != NULL; verbs++)
        if (strcmp(verbs->name, name) == 0)
            return verbs;
    return NULL;
}

bool kk_play_line(struct play *p, const char *const *word, size_t n)
{
    const struct play_verb *v = find(kk_play_verbs, word[0]);

    if (v == NULL)
        v = find(kk_play_screen_verbs, word[0]);
    if (v == NULL)
        return kk_play_fail(p, "no such verb");
    if (n - 1 < v->min || n - 1 > v->max)
        return kk_play_fail(p, "it takes %zu to %zu words", v->min, v->max);
    if (v->screen && p->vt == NULL)
        return kk_play_fail(p, "no screen was started");
    return v->run(p, word + 1, n - 1);
}
