/* Work beside the screen: what it says on the way, what is left of it at the
 * end, and that it stops when it is told to. A script stands for the program.
 */
#include "background.h"

#include "../sync/temp.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>

#include <poll.h>
#include <string.h>

static char *dir, *script;
static int n_scripts;
static struct kk_job job;
static struct kk_err err;

static enum kk_status start(const char *body, const char *secret)
{
    const char *const words[] = {"one", "two", NULL};
    const char *const options[] = {"--db", "x.db", NULL};
    const struct kk_ui_job what = {
        .title = "書き出し", .argv = words, .secret = secret};
    struct kk_str text = {0};

    if (dir == NULL)
        dir = temp_make();
    /* Each its own: the shell opens it some time after it was started. */
    kk_free(script);
    script = kk_path_join(dir, n_scripts++ == 0 ? "first" : "second");
    kk_str_addf(&text, "#!/bin/sh\n%s\n", body);
    ck_ok(kk_file_replace(script, 0700, text.s, text.n_bytes, &err), &err);
    kk_str_free(&text);
    return kk_job_start(&job, script, options, &what, &err);
}

static void end(void)
{
    kk_job_free(&job);
    memset(&job, 0, sizeof job);
    kk_free(script);
    script = NULL;
    n_scripts = 0;
    temp_drop(dir);
    dir = NULL;
}

/* Until it says so; the pipes wake us. */
static void wait_for_words(const char *words)
{
    while (strcmp(kk_str_c(&job.words), words) != 0) {
        struct pollfd p = {.fd = job.progress, .events = POLLIN};

        ck_assert_msg(poll(&p, 1, 20000) == 1, "it says \"%s\"",
                      kk_str_c(&job.words));
        ck_assert_msg(kk_job_read(&job) || (p.revents & POLLHUP) == 0,
                      "it ended and said \"%s\"", kk_str_c(&job.words));
    }
}

/* Until the pipes are closed: then it is ending. */
static bool wait_for_end(void)
{
    bool good = false;
    struct pollfd p = {.fd = job.progress, .events = 0};

    ck_assert_int_eq(poll(&p, 1, 20000), 1);
    while (!kk_job_reap(&job, &good))
        (void)kk_job_read(&job);
    return good;
}

START_TEST(what_it_writes_is_kept_apart)
{
    ck_ok(start("echo \"$@\"\n"
                "echo 'kikusui: 注意' >&2\n"
                "echo '50 100 記録' >&3",
                NULL),
          &err);
    ck_assert(wait_for_end());
    ck_assert_str_eq(kk_str_c(&job.out), "--db x.db --progress-fd 3 one two\n");
    ck_assert_str_eq(kk_str_c(&job.notes), "kikusui: 注意\n");
    ck_assert_str_eq(kk_str_c(&job.words), "書き出し: 注意");
    end();
}
END_TEST

START_TEST(it_tells_how_far_it_is_and_stops)
{
    ck_ok(start("echo '50 100 記録' >&3\nexec sleep 1000", NULL), &err);
    /* One at a time. */
    ck_assert_int_eq(start("exit 0", NULL), KK_REFUSED);
    wait_for_words("書き出し 50% 記録");
    kk_job_cancel(&job);
    ck_assert_str_eq(kk_str_c(&job.words), "書き出し を止めています");
    ck_assert(!wait_for_end());
    ck_assert(job.cancelled);
    ck_assert_str_eq(kk_str_c(&job.words),
                     "書き出し を止めました。何も変わっていません。");
    end();
}
END_TEST

/* What had ended by then it told, and that stays. */
START_TEST(stopped_on_the_way_it_does_not_deny_what_it_did)
{
    ck_ok(start("echo 'A.KKS\tok'\necho '50 100 記録' >&3\nexec sleep 1000",
                NULL),
          &err);
    wait_for_words("書き出し 50% 記録");
    kk_job_cancel(&job);
    ck_assert(!wait_for_end());
    ck_assert_str_eq(
        kk_str_c(&job.words),
        "書き出し を止めました。止めるまでに終わった分だけが残っています。");
    end();
}
END_TEST

/* Of more than a pipe holds. */
static bool read_to_end(void)
{
    bool good = false;

    while (!kk_job_reap(&job, &good)) {
        struct pollfd p = {.fd = job.output, .events = POLLIN};

        ck_assert_int_eq(poll(&p, 1, 20000), 1);
        (void)kk_job_read(&job);
    }
    return good;
}

START_TEST(more_than_is_kept_is_told)
{
    ck_ok(start("head -c 3000000 /dev/zero | tr '\\0' x", NULL), &err);
    ck_assert(read_to_end());
    ck_assert_uint_eq(job.out.n_bytes, 1 << 20);
    ck_assert_str_eq(kk_str_c(&job.words),
                     "書き出し: 長すぎるため、終わりのほうは示していません。");
    end();
    ck_ok(start("head -c 3000000 /dev/zero | tr '\\0' x\n"
                "echo 'kikusui: だめ' >&2\nexit 1",
                NULL),
          &err);
    ck_assert(!read_to_end());
    ck_assert_str_eq(kk_str_c(&job.words), "書き出し: だめ");
    end();
}
END_TEST

START_TEST(a_secret_comes_by_a_pipe)
{
    ck_ok(start("cat /dev/fd/4", "ひみつ"), &err);
    ck_assert(wait_for_end());
    ck_assert_str_eq(kk_str_c(&job.out), "ひみつ");
    end();
}
END_TEST

START_TEST(a_failure_tells_its_reason)
{
    ck_ok(
        start("echo 途中まで >&2\necho 'kikusui: 場所がありません' >&2\nexit 1",
              NULL),
        &err);
    ck_assert(!wait_for_end());
    ck_assert_str_eq(kk_str_c(&job.words), "書き出し: 場所がありません");
    end();
}
END_TEST

KK_TEST_MAIN("app/background", what_it_writes_is_kept_apart,
             it_tells_how_far_it_is_and_stops,
             stopped_on_the_way_it_does_not_deny_what_it_did,
             more_than_is_kept_is_told, a_secret_comes_by_a_pipe,
             a_failure_tells_its_reason)
