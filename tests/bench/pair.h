/* An office of a million changes and a laptop enrolled there, both made by the
 * program itself; work.h tells their cases again. */
#ifndef KIKUSUI_TESTS_BENCH_PAIR_H
#define KIKUSUI_TESTS_BENCH_PAIR_H

#include "bench.h"
#include "work.h"

#define PAIR_NOW "2026-01-15 10:00"
#define PAIR_WHO "佐藤 拓也"

struct pair {
    const char *program, *dir;
    const char *const *env;
    char *kept;            /* the folder of the office */
    char *office, *laptop; /* databases */
    struct work office_work, laptop_work;
    struct kk_str out; /* of the last command */
};

/* The office is made once in a build folder, which takes minutes, and kept
 * there in "bench-office" until the bench itself is built anew; the laptop's
 * copy, which has the office's units and none of its many cases, is a fresh
 * one in `dir`. */
void pair_open(struct pair *p, const char *dir, int64_t changes);
void pair_free(struct pair *p);

char *pair_path(const struct pair *p, const char *name); /* in its folder */
/* The program on a database, as a worker; it has to succeed. */
struct bench_ran pair_run(struct pair *p, const char *db,
                          const char *const *args);
#define PAIR_RUN(p, db, ...)                                                   \
    pair_run(p, db, (const char *const[]){__VA_ARGS__, NULL})
/* A text of the json object that the last command printed. */
char *pair_said(const struct pair *p, const char *name);
void pair_shell(const struct pair *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
int64_t pair_int(const char *db, const char *sql);

#endif
