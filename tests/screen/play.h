/* Plays a .keys script: a day at the screen. play.c reads the lines,
 * play_verbs.c and play_screen.c know the words, play_steady.c what differs
 * from run to run; README in play.c. */
#ifndef KIKUSUI_TESTS_PLAY_H
#define KIKUSUI_TESTS_PLAY_H

#include "vt.h"

#define PLAY_WORDS_MAX 48
#define PLAY_ENV_MAX 24

struct play {
    const char *program, *golden_dir, *gate, *disk;
    char *src;                       /* the folder of the script */
    bool told;                       /* a failure, on stderr */
    char dir[64];                    /* home, databases, output of commands */
    char *now, *db;                  /* KIKUSUI_NOW, path of the database */
    struct kk_str env[PLAY_ENV_MAX]; /* NAME=VALUE beyond the usual */
    size_t n_env;
    int rows, cols;
    bool wide, accept;
    struct kk_vt *vt;  /* the screen, while one is started */
    struct kk_str out; /* what the last command wrote */
    size_t mark;       /* bytes at the last `mark` */
    char *grab;        /* what `grab` took from the screen; or NULL */
    int gate_fd;       /* what `held` holds */
    char *line[2];     /* what `lines` took from a command's output */
    struct kk_str why; /* a failure, in words */
};

struct play_verb { /* name NULL ends */
    const char *name;
    bool (*run)(struct play *p, const char *const *word, size_t n);
    size_t min, max; /* words behind it */
    bool screen;     /* needs a started one */
};
extern const struct play_verb kk_play_screen_verbs[];
bool kk_play_settled(struct play *p);
/* "80x24" */
bool kk_play_size(struct play *p, const char *word, int *rows, int *cols);

/* One line's words; false with p->why when it does not hold. */
bool kk_play_line(struct play *p, const char *const *word, size_t n);
bool kk_play_file(struct play *p, const char *file);
/* Runs the program with these arguments; its status, its output in p->out. */
int kk_play_command(struct play *p, const char *const *arg, size_t n);
/* The environment for the program; kk_play_env_free it. */
const char **kk_play_env(struct play *p);
void kk_play_env_free(const char **env);
/* Makes steady what differs from run to run, before a golden is compared. */
void kk_play_steady(const struct play *p, struct kk_str *text);
bool kk_play_fail(struct play *p, const char *fmt, ...) KK_PRINTF(2, 3);

#endif
