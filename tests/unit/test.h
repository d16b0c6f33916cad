/* What every Check test of this project starts with: pinned locale and time
 * zone, and a main() from a list of test cases. */
#ifndef KIKUSUI_TESTS_UNIT_TEST_H
#define KIKUSUI_TESTS_UNIT_TEST_H

#include <kikusui/base/status.h>

#include <check.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <sys/prctl.h>

#define ck_ok(expr, err)                                                       \
    do {                                                                       \
        enum kk_status ck_st_ = (expr);                                        \
        ck_assert_msg(ck_st_ == KK_OK, "%s: status %d: %s", #expr,             \
                      (int)ck_st_, (err)->text);                               \
    } while (0)

/* fork() of a child that ends with the test: one that is stopped leaves none
 * behind. */
static inline pid_t kk_test_fork(void)
{
    pid_t child = fork();

    ck_assert_int_ge(child, 0);
    if (child == 0)
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    return child;
}

/* Runs the tests; what main() returns. */
static inline int kk_test_run(const char *name, const TTest *const *tests,
                              size_t n)
{
    Suite *suite = suite_create(name);
    TCase *tc = tcase_create(name);
    SRunner *sr;
    int failed;

    setenv("TZ", "UTC", 1);
    setlocale(LC_ALL, "C.UTF-8");
    tcase_set_timeout(tc, 300);
    for (size_t i = 0; i < n; i++)
        tcase_add_test(tc, tests[i]);
    suite_add_tcase(suite, tc);
    sr = srunner_create(suite);
    srunner_run_all(sr, CK_ENV);
    failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed == 0 ? 0 : 1;
}

/* The exit status by which a test says that it could not run here; it prints
 * why. */
#define KK_TEST_SKIPPED 77

#define KK_TEST_MAIN(name, ...)                                                \
    int main(void)                                                             \
    {                                                                          \
        const TTest *const tests[] = {__VA_ARGS__};                            \
                                                                               \
        return kk_test_run(name, tests, sizeof tests / sizeof *tests);         \
    }

#endif
