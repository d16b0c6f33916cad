#include "test.h"

#include <kikusui/base/config.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>

#include <string.h>
#include <unistd.h>

static char *dir, *path;

static void make_dir(void)
{
    const char *tmp = getenv("TMPDIR");

    dir = kk_path_join(tmp == NULL ? "/tmp" : tmp, "kk-config-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(dir));
    path = kk_path_join(dir, "kikusui.ini");
}

static void drop_dir(void)
{
    unlink(path);
    rmdir(dir);
    kk_free(dir);
    kk_free(path);
}

static enum kk_status load_text(const char *text, struct kk_config *c,
                                struct kk_err *err)
{
    ck_ok(kk_file_replace(path, 0600, text, strlen(text), err), err);
    return kk_config_load(path, c, err);
}

static void check_defaults(const struct kk_config *c)
{
    ck_assert_ptr_null(c->db);
    ck_assert_ptr_null(c->worker);
    ck_assert_str_eq(c->ambiguous, "auto");
    ck_assert_str_eq(c->background, "auto");
    ck_assert_int_eq(c->escdelay_ms, 100);
    ck_assert_int_eq(c->lock_minutes, 5);
    ck_assert(c->bell);
    ck_assert(!c->mouse);
    ck_assert_ptr_null(c->stick);
}

START_TEST(without_a_file_there_are_defaults)
{
    struct kk_config c;
    struct kk_err err = {0};

    make_dir();
    setenv("XDG_CONFIG_HOME", dir, 1);
    ck_ok(kk_config_load(NULL, &c, &err), &err);
    check_defaults(&c);
    ck_assert_str_eq(err.text, "");
    kk_config_free(&c);
    /* One that was asked for has to be there. */
    ck_assert_int_eq(kk_config_load(path, &c, &err), KK_NONE);
    ck_assert_ptr_null(c.ambiguous);
    drop_dir();
}
END_TEST

START_TEST(the_commented_file_gives_the_defaults_and_names_every_key)
{
    static const char *const keys[] = {
        "\ndb =",   "\nworker =", "\nambiguous =", "\nescdelay =",
        "\nlock =", "\nbell =",   "\nmouse =",     "\ndir ="};
    char *ini = kk_path_join(getenv("KIKUSUI_TEST_DATA"), "kikusui.ini");
    struct kk_str text = {0};
    struct kk_config c;
    struct kk_err err = {0};

    ck_ok(kk_config_load(ini, &c, &err), &err);
    check_defaults(&c);
    ck_ok(kk_file_read(ini, 1 << 16, true, &text, &err), &err);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        ck_assert_msg(strstr(text.s, keys[i]) != NULL, "%s", keys[i]);
    kk_str_free(&text);
    kk_config_free(&c);
    kk_free(ini);
}
END_TEST

START_TEST(reads_every_key)
{
    struct kk_config c;
    struct kk_err err = {0};

    make_dir();
    setenv("HOME", "/home/sato", 1);
    ck_ok(load_text("; 説明\r\n[STORE]\r\ndb = ~/菊水/k.db # ここ\r\n\r\n"
                    "[user]\nworker=佐藤\n[ui]\nambiguous = wide\n"
                    "escdelay=25\nLock = 0\nbell = no\nmouse = YES\n"
                    "[sync]\ndir = \"/media/a;b #1\"",
                    &c, &err),
          &err);
    ck_assert_str_eq(c.db, "/home/sato/菊水/k.db");
    ck_assert_str_eq(c.worker, "佐藤");
    ck_assert_str_eq(c.ambiguous, "wide");
    ck_assert_int_eq(c.escdelay_ms, 25);
    ck_assert_int_eq(c.lock_minutes, 0);
    ck_assert(!c.bell);
    ck_assert(c.mouse);
    ck_assert_str_eq(c.stick, "/media/a;b #1");
    kk_config_free(&c);
    drop_dir();
}
END_TEST

START_TEST(finds_the_file_where_the_environment_says)
{
    struct kk_config c;
    struct kk_err err = {0};
    char *sub;

    make_dir();
    kk_free(path);
    sub = kk_path_join(dir, "kikusui");
    path = kk_path_join(sub, "kikusui.ini");
    ck_ok(kk_dir_make(sub, 0700, &err), &err);
    setenv("XDG_CONFIG_HOME", dir, 1);
    ck_ok(kk_file_replace(path, 0600, "[ui]\nlock=9\n", 12, &err), &err);
    ck_ok(kk_config_load(NULL, &c, &err), &err);
    ck_assert_int_eq(c.lock_minutes, 9);
    kk_config_free(&c);
    unlink(path);
    rmdir(sub);
    kk_free(sub);
    /* A relative XDG_CONFIG_HOME counts as none, and then there is HOME. */
    setenv("XDG_CONFIG_HOME", "config", 1);
    setenv("HOME", dir, 1);
    ck_ok(kk_config_load(NULL, &c, &err), &err);
    check_defaults(&c);
    kk_config_free(&c);
    unsetenv("HOME");
    ck_ok(kk_config_load(NULL, &c, &err), &err);
    check_defaults(&c);
    kk_config_free(&c);
    drop_dir();
}
END_TEST

START_TEST(refuses_the_file_naming_the_line_and_prints_nothing)
{
    static const struct {
        const char *text, *line, *words;
    } bad[] = {
        {"[ui]\nlock = 5\nbells = yes\n", "3行目", "「bells」は [ui]"},
        {"# 1\n\n[view]\n", "3行目", "store"},
        {"[ui]\nlock = 5 minutes\n", "2行目", "「5 minutes」"},
        {"[ui]\nlock = -1\n", "2行目", "0 から 1440"},
        {"[ui]\n\nescdelay = 99999999999999999999\n", "3行目", "escdelay"},
        {"[ui]\nbell = maybe\n", "2行目", "yes"},
        {"[ui]\nambiguous = narro\n", "2行目", "narrow"},
        {"[ui]\nambiguous = auto|narrow\n", "2行目", "narrow"},
        {"[ui]\nbackground = grey\n", "2行目", "light"},
        {"[ui]\nlock\n", "2行目", "項目 = 値"},
        {"[ui\nlock = 5\n", "1行目", "項目 = 値"},
        {"[ui] # 画面\nlock = 5\n", "1行目", "項目 = 値"},
        {"= 5\n", "1行目", "項目 = 値"},
        {"lock = 5\n", "1行目", "[ui]"},
        {"[ui]\nlock = 5\n[sync]\n[ui]\nlock = 5\n", "5行目", "2度"},
        {"[ui]\nlock = \\\n5\n", "2行目", "\\"},
        {"[user]\nworker = 佐\xE8\xA4\n", "2行目", "UTF-8"},
        {"[user]\nworker = a\x1B[2J\n", "2行目", "制御文字"},
        {"\xEF\xBB\xBF[ui]\n", "1行目", "BOM"},
    };
    struct kk_config c;
    struct kk_err err;
    char *log;
    struct kk_str printed = {0};

    make_dir();
    log = kk_path_join(dir, "stderr");
    ck_assert_ptr_nonnull(freopen(log, "w", stderr));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        err = (struct kk_err){0};
        ck_assert_int_eq(load_text(bad[i].text, &c, &err), KK_USAGE);
        ck_assert_msg(strstr(err.text, bad[i].line) != NULL &&
                          strstr(err.text, bad[i].words) != NULL,
                      "%zu: %s", i, err.text);
        ck_assert_ptr_nonnull(strstr(err.text, path));
        ck_assert_ptr_null(c.ambiguous);
    }
    fflush(stderr);
    ck_ok(kk_file_read(log, 1000, true, &printed, &err), &err);
    ck_assert_uint_eq(printed.n_bytes, 0);
    unlink(log);
    kk_free(log);
    drop_dir();
}
END_TEST

START_TEST(refuses_lines_and_files_without_end)
{
    struct kk_str text = {0};
    struct kk_config c;
    struct kk_err err = {0};

    make_dir();
    kk_str_add(&text, "[ui]\n# ");
    for (int i = 0; i < 400; i++)
        kk_str_add(&text, "札幌");
    ck_assert_int_eq(load_text(text.s, &c, &err), KK_USAGE);
    ck_assert_ptr_nonnull(strstr(err.text, "2行目"));
    for (int i = 0; i < 20000; i++)
        kk_str_add(&text, "\n#\n#");
    ck_assert_int_ne(load_text(text.s, &c, &err), KK_OK);
    kk_str_free(&text);
    drop_dir();
}
END_TEST

KK_TEST_MAIN("config", without_a_file_there_are_defaults,
             the_commented_file_gives_the_defaults_and_names_every_key,
             reads_every_key, finds_the_file_where_the_environment_says,
             refuses_the_file_naming_the_line_and_prints_nothing,
             refuses_lines_and_files_without_end)
