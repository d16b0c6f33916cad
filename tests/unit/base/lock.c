#include "test.h"

#include <kikusui/base/lock.h>
#include <kikusui/base/mem.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/file.h>
#include <sys/wait.h>

static int open_it(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    ck_assert_int_ge(fd, 0);
    return fd;
}

/* A process that holds the lock and is stopped. */
static pid_t stopped_holder(const char *path)
{
    pid_t child = kk_test_fork();
    int status;

    if (child == 0) {
        int fd = open(path, O_RDWR | O_CLOEXEC);

        if (fd < 0 || flock(fd, LOCK_EX) != 0)
            _exit(1);
        raise(SIGSTOP);
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, WUNTRACED), child);
    ck_assert(WIFSTOPPED(status));
    return child;
}

START_TEST(a_lock_that_is_free_is_taken)
{
    char path[] = "/tmp/kikusui-lock-XXXXXX";
    int one = mkstemp(path), two = open_it(path);
    struct kk_err err = {0};

    ck_ok(kk_lock_take(one, path, 0, &err), &err);
    ck_assert_int_eq(kk_lock_take(two, path, 0, &err), KK_BUSY);
    close(one);
    ck_ok(kk_lock_take(two, path, 0, &err), &err);
    close(two);
    unlink(path);
}
END_TEST

START_TEST(who_is_stopped_with_it_is_named)
{
    char path[] = "/tmp/kikusui-lock-XXXXXX", pid[32];
    int fd = mkstemp(path), status;
    struct kk_err err = {0};
    struct kk_str who = {0};
    pid_t child;

    ck_assert(!kk_lock_holder(path, &who));
    child = stopped_holder(path);
    snprintf(pid, sizeof pid, "プロセス %ld", (long)child);
    ck_assert_int_eq(kk_lock_take(fd, path, 60, &err), KK_BUSY);
    ck_assert_ptr_nonnull(strstr(err.text, path));
    ck_assert_ptr_nonnull(strstr(err.text, pid));
    ck_assert_ptr_nonnull(strstr(err.text, "一時停止中"));
    kill(child, SIGKILL);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_ok(kk_lock_take(fd, path, 0, &err), &err);
    close(fd);
    kk_str_free(&who);
    unlink(path);
}
END_TEST

KK_TEST_MAIN("lock", a_lock_that_is_free_is_taken,
             who_is_stopped_with_it_is_named)
