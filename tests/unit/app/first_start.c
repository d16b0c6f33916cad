/* The first start on a terminal: three questions, wrong answers included. */
#include "program.h"

#include <kikusui/app/cli.h>

static struct program p;
static struct kk_app app;
static struct kk_err err;
static char said[8192];

static enum kk_status start(const char *typed)
{
    FILE *in = fmemopen((void *)(uintptr_t)typed, strlen(typed), "r");
    FILE *out = fmemopen(said, sizeof said, "w");
    char *path = kk_path_join(p.dir, "k.db");
    enum kk_status st;

    memset(&app, 0, sizeof app);
    app.reg = &kk_app_registry;
    app.progress_fd = -1;
    ck_ok(kk_clock_init(&app.clock, &err), &err);
    kk_app_set_path(&app, path);
    st = kk_first_start(&app, in, out, &err);
    fclose(in);
    fclose(out);
    kk_free(path);
    return st;
}

static void end(void)
{
    kk_app_close(&app);
    kk_free(app.db_path);
    program_free(&p);
}

START_TEST(an_office_with_its_first_worker)
{
    program_new(&p);
    ck_ok(start("9\n１\nK 0\nK0\n佐藤 拓也\n"), &err);
    ck_assert_ptr_nonnull(strstr(said, "1 から 3 の数字"));
    ck_assert_ptr_nonnull(strstr(said, "英字と数字"));
    ck_assert(app.ctx.office);
    ck_assert_str_eq(app.ctx.node, "K0");
    ck_assert_int_ne(app.ctx.worker, 0);
    end();
}
END_TEST

START_TEST(a_laptop_stays_empty)
{
    program_new(&p);
    ck_ok(start("2\nＫ１\n"), &err);
    ck_assert(!app.ctx.office);
    ck_assert_str_eq(app.ctx.node, "K1");
    ck_assert_ptr_nonnull(strstr(said, "登録を願います"));
    end();
}
END_TEST

START_TEST(giving_up_makes_nothing)
{
    char *path;
    struct kk_str nothing = {0};

    program_new(&p);
    ck_assert_int_eq(start("3\n"), KK_CANCELLED);
    kk_app_close(&app);
    kk_free(app.db_path);
    ck_assert_int_eq(start("1\n"), KK_CANCELLED);
    path = kk_path_join(p.dir, "k.db");
    ck_assert_int_eq(kk_file_read(path, 10, false, &nothing, &err), KK_NONE);
    kk_free(path);
    end();
}
END_TEST

KK_TEST_MAIN("first_start", an_office_with_its_first_worker,
             a_laptop_stays_empty, giving_up_makes_nothing)
