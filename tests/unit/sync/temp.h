/* A temporary folder for a test, and whole files in it. */
#ifndef KIKUSUI_TESTS_UNIT_SYNC_TEMP_H
#define KIKUSUI_TESTS_UNIT_SYNC_TEMP_H

#include "test.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/str.h>

#include <dirent.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

/* The caller removes it with temp_drop. */
static inline char *temp_make(void)
{
    const char *tmp = getenv("TMPDIR");
    char *dir = kk_path_join(tmp == NULL ? "/tmp" : tmp, "kk-sync-XXXXXX");

    ck_assert_ptr_nonnull(mkdtemp(dir));
    return dir;
}

static inline void temp_remove(const char *path)
{
    DIR *d = opendir(path);
    struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char *p;

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        p = kk_path_join(path, e->d_name);
        if (unlink(p) != 0)
            temp_remove(p);
        kk_free(p);
    }
    if (d != NULL)
        closedir(d);
    rmdir(path);
}

static inline void temp_drop(char *dir)
{
    temp_remove(dir);
    kk_free(dir);
}

static inline int temp_count(const char *dir)
{
    DIR *d = opendir(dir);
    int n = 0;

    while (readdir(d) != NULL)
        n++;
    closedir(d);
    return n - 2;
}

/* Writes dir/name; the path, which the caller kk_frees. */
static inline char *temp_put(const char *dir, const char *name,
                             const void *bytes, size_t n_bytes)
{
    struct kk_err err = {0};
    char *path = kk_path_join(dir, name);

    ck_ok(kk_file_replace(path, 0600, bytes, n_bytes, &err), &err);
    return path;
}

static inline void temp_get(const char *path, struct kk_str *out)
{
    struct kk_err err = {0};

    ck_ok(kk_file_read(path, (size_t)64 << 20, false, out, &err), &err);
}

/* Runs a shell command; its exit status. */
static inline int KK_PRINTF(1, 2) temp_sh(const char *fmt, ...)
{
    struct kk_str cmd = {0};
    va_list ap;
    int rc;

    va_start(ap, fmt);
    kk_str_vaddf(&cmd, fmt, ap);
    va_end(ap);
    rc = system(kk_str_c(&cmd));
    kk_str_free(&cmd);
    return rc;
}

#endif
