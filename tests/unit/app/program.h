/* Runs the program as a script would: status, stdout, stderr. */
#ifndef KIKUSUI_TESTS_APP_PROGRAM_H
#define KIKUSUI_TESTS_APP_PROGRAM_H

#include "test.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/str.h>

#include <string.h>

#include <sys/wait.h>

struct program {
    char dir[64];
    char *out_path, *err_path;
    struct kk_str out, err;
    int status;
};

static inline void program_new(struct program *p)
{
    memset(p, 0, sizeof *p);
    strcpy(p->dir, "/tmp/kikusui-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(p->dir));
    p->out_path = kk_path_join(p->dir, "out");
    p->err_path = kk_path_join(p->dir, "err");
    setenv("KIKUSUI_NOW", "2023-04-12T10:20", 1);
    setenv("HOME", p->dir, 1);
    setenv("XDG_CONFIG_HOME", p->dir, 1);
    setenv("XDG_DATA_HOME", p->dir, 1);
    unsetenv("KIKUSUI_DB");
}

static inline void program_free(struct program *p)
{
    struct kk_str rm = {0};

    kk_str_addf(&rm, "rm -rf %s", p->dir);
    ck_assert_int_eq(system(kk_str_c(&rm)), 0);
    kk_str_free(&rm);
    kk_str_free(&p->out);
    kk_str_free(&p->err);
    kk_free(p->out_path);
    kk_free(p->err_path);
}

/* Words of a shell command line behind the program's name; its status. */
static inline int program_run(struct program *p, const char *words)
{
    const char *program = getenv("KIKUSUI_TEST_PROGRAM");
    struct kk_str line = {0};
    struct kk_err err = {0};
    int rc;

    ck_assert_ptr_nonnull(program);
    kk_str_addf(&line, "'%s' %s >'%s' 2>'%s' </dev/null", program, words,
                p->out_path, p->err_path);
    rc = system(kk_str_c(&line));
    kk_str_free(&line);
    ck_assert(WIFEXITED(rc));
    p->status = WEXITSTATUS(rc);
    kk_str_clear(&p->out);
    kk_str_clear(&p->err);
    ck_ok(kk_file_read(p->out_path, 1 << 24, false, &p->out, &err), &err);
    ck_ok(kk_file_read(p->err_path, 1 << 24, false, &p->err, &err), &err);
    return p->status;
}

#define program_ok(p, words)                                                   \
    ck_assert_msg(program_run(p, words) == 0, "%s: status %d: %s", words,      \
                  (p)->status, kk_str_c(&(p)->err))
#define program_says(p, text)                                                  \
    ck_assert_msg(strstr(kk_str_c(&(p)->out), text) != NULL,                   \
                  "\"%s\" is not in: %s", text, kk_str_c(&(p)->out))
#define program_warns(p, text)                                                 \
    ck_assert_msg(strstr(kk_str_c(&(p)->err), text) != NULL,                   \
                  "\"%s\" is not in: %s", text, kk_str_c(&(p)->err))

#endif
