/* The harness itself, on a small program whose doings are known. */
#include "test.h"
#include "vt.h"

#include <signal.h>
#include <string.h>

static struct kk_vt *start(const char *program, const char *arg, bool wide)
{
    const char *const argv[] = {program, arg, NULL};
    const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8",
                               "PATH=/usr/bin:/bin", NULL};
    const struct kk_vt_how how = {
        .argv = argv, .env = env, .rows = 24, .cols = 80, .wide = wide};
    struct kk_vt *vt = kk_vt_start(&how);

    ck_assert_ptr_nonnull(vt);
    return vt;
}

static struct kk_vt *start_fake(bool wide)
{
    struct kk_vt *vt = start(getenv("KIKUSUI_TEST_FAKE"), NULL, wide);

    ck_assert(kk_vt_settle(vt));
    ck_assert(kk_vt_expect(vt, "SIZE 80x24"));
    return vt;
}

static void press(struct kk_vt *vt, const char *key)
{
    ck_assert_msg(kk_vt_put_key(vt, key), "no key %s", key);
    kk_vt_send(vt);
    ck_assert(kk_vt_settle(vt));
}

static void ck_row(const struct kk_vt *vt, int row, const char *want)
{
    struct kk_str line = {0};

    kk_vt_row(vt, row, &line);
    ck_assert_str_eq(kk_str_c(&line), want);
    kk_str_free(&line);
}

START_TEST(keys_arrive_as_a_terminal_sends_them)
{
    static const struct {
        const char *key, *hex;
    } keys[] = {
        {"j", "6A"},          {"Space", "20"},
        {"Enter", "0D"},      {"Esc", "1B"},
        {"Tab", "09"},        {"S-Tab", "1B 5B 5A"},
        {"BS", "7F"},         {"Up", "1B 4F 41"},
        {"Home", "1B 4F 48"}, {"Del", "1B 5B 33 7E"},
        {"F2", "1B 4F 51"},   {"F8", "1B 5B 31 39 7E"},
        {"^L", "0C"},         {"C-l", "0C"},
        {"C-i", "09"},        {"ｊ", "EF BD 8A"},
    };
    struct kk_vt *vt = start_fake(false);

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char want[64];

        press(vt, keys[i].key);
        snprintf(want, sizeof want, "KEYS %s", keys[i].hex);
        ck_row(vt, 2, want);
    }
    ck_assert(!kk_vt_put_key(vt, "Entre"));
    ck_assert(!kk_vt_put_key(vt, "F13"));
    ck_assert(!kk_vt_put_key(vt, ""));
    kk_vt_free(&vt);
}
END_TEST

START_TEST(keys_sent_together_arrive_together)
{
    struct kk_vt *vt = start_fake(false);

    kk_vt_put_text(vt, "北");
    ck_assert(kk_vt_put_key(vt, "Enter"));
    kk_vt_send(vt);
    ck_assert(kk_vt_settle(vt));
    ck_row(vt, 2, "KEYS E5 8C 97 0D");
    kk_vt_free(&vt);
}
END_TEST

START_TEST(a_paste_is_marked_when_asked_for)
{
    struct kk_vt *vt = start_fake(false);

    kk_vt_put_paste(vt, "a\nb");
    kk_vt_send(vt);
    ck_assert(kk_vt_settle(vt));
    ck_row(vt, 2, "KEYS 61 0D 62");
    press(vt, "p");
    kk_vt_put_paste(vt, "a\nb");
    kk_vt_send(vt);
    ck_assert(kk_vt_settle(vt));
    ck_row(vt, 2, "KEYS 1B 5B 32 30 30 7E 61 0D 62 1B 5B 32 30 31 7E");
    kk_vt_free(&vt);
}
END_TEST

START_TEST(double_width_is_read_and_torn_halves_are_seen)
{
    struct kk_vt *vt = start_fake(false);
    int row, col;

    press(vt, "W");
    ck_row(vt, 3, "北区ｱ|");
    ck_assert_int_eq(kk_vt_torn(vt), 0);
    ck_assert(kk_vt_find(vt, "ｱ|", &row, &col));
    ck_assert_int_eq(row, 3);
    ck_assert_int_eq(col, 4);
    press(vt, "w");
    ck_row(vt, 3, "\xEF\xBF\xBDx区ｱ|    y\xEF\xBF\xBD");
    ck_assert_int_eq(kk_vt_torn(vt), 2);
    kk_vt_free(&vt);
}
END_TEST

START_TEST(a_repeated_character_is_drawn)
{
    struct kk_vt *vt = start_fake(false);

    press(vt, "r");
    ck_row(vt, 6, "----------|");
    kk_vt_free(&vt);
}
END_TEST

START_TEST(looks_cursor_and_bell_are_seen)
{
    struct kk_vt *vt = start_fake(false);
    int row, col;

    ck_assert_int_eq(kk_vt_coloured(vt), 0);
    press(vt, "a");
    ck_assert(kk_vt_look(vt, 7, 0).bold);
    ck_assert(kk_vt_look(vt, 7, 1).reverse);
    ck_assert(kk_vt_look(vt, 7, 2).underline);
    ck_assert(kk_vt_look(vt, 7, 3).colour);
    ck_assert(!kk_vt_look(vt, 7, 4).bold);
    ck_assert_int_eq(kk_vt_coloured(vt), 1);
    ck_assert(kk_vt_cursor(vt, &row, &col));
    ck_assert_int_eq(row, 7);
    ck_assert_int_eq(col, 5);
    press(vt, "h");
    ck_assert(!kk_vt_cursor(vt, &row, &col));
    ck_assert_uint_eq(kk_vt_bells(vt), 0);
    press(vt, "b");
    ck_assert_uint_eq(kk_vt_bells(vt), 1);
    kk_vt_free(&vt);
}
END_TEST

START_TEST(a_question_to_the_terminal_is_answered)
{
    struct kk_vt *narrow = start_fake(false), *wide = start_fake(true);

    press(narrow, "q");
    ck_row(narrow, 5, "WIDTH 1");
    ck_assert_int_eq(kk_vt_ambiguous(narrow), 1);
    press(wide, "q");
    ck_row(wide, 5, "WIDTH 2");
    kk_vt_free(&narrow);
    kk_vt_free(&wide);
}
END_TEST

START_TEST(a_resize_is_told)
{
    struct kk_vt *vt = start_fake(false);
    int rows, cols;

    kk_vt_resize(vt, 40, 120);
    ck_assert(kk_vt_expect(vt, "SIZE 120x40"));
    kk_vt_size(vt, &rows, &cols);
    ck_assert_int_eq(rows, 40);
    ck_assert_int_eq(cols, 120);
    kk_vt_resize(vt, 6, 30);
    ck_assert(kk_vt_expect(vt, "SIZE 30x6"));
    ck_assert(kk_vt_expect_gone(vt, "120"));
    kk_vt_free(&vt);
}
END_TEST

START_TEST(a_stop_gives_the_terminal_back)
{
    struct kk_vt *vt = start_fake(false);
    int status;

    ck_assert(kk_vt_alt(vt));
    ck_assert(!kk_vt_cooked(vt));
    press(vt, "^Z");
    ck_assert(kk_vt_wait_stopped(vt));
    ck_assert(!kk_vt_alt(vt));
    ck_assert(kk_vt_cooked(vt));
    kk_vt_continue(vt);
    ck_assert(kk_vt_expect(vt, "BACK"));
    ck_assert(kk_vt_alt(vt));
    press(vt, "x");
    ck_assert(kk_vt_wait_exit(vt, &status));
    ck_assert_int_eq(status, 3);
    kk_vt_free(&vt);
}
END_TEST

START_TEST(signals_and_a_hangup_reach_the_program)
{
    struct kk_vt *term = start_fake(false), *line = start_fake(false);
    int status;

    kk_vt_signal(term, SIGTERM);
    ck_assert(kk_vt_wait_exit(term, &status));
    ck_assert_int_eq(status, 100 + SIGTERM);
    kk_vt_hangup(line);
    ck_assert(kk_vt_wait_exit(line, &status));
    ck_assert_int_eq(status, 100 + SIGHUP);
    kk_vt_free(&term);
    kk_vt_free(&line);
}
END_TEST

START_TEST(bytes_are_counted)
{
    struct kk_vt *vt = start_fake(false);
    size_t before = kk_vt_bytes(vt);

    press(vt, "b");
    /* ESC[3;1H ESC[K KEYS 62 and the bell */
    ck_assert_uint_eq(kk_vt_bytes(vt) - before, 6 + 3 + 7 + 1);
    kk_vt_free(&vt);
}
END_TEST

START_TEST(a_shell_runs_as_at_a_terminal)
{
    struct kk_vt *vt = start("/bin/sh", NULL, false);
    int status;

    ck_assert(kk_vt_settle(vt));
    kk_vt_put_text(vt, "echo 札幌$((40+2))");
    ck_assert(kk_vt_put_key(vt, "Enter"));
    kk_vt_send(vt);
    ck_assert(kk_vt_expect(vt, "札幌42"));
    press(vt, "^D");
    ck_assert(kk_vt_wait_exit(vt, &status));
    ck_assert_int_eq(status, 0);
    kk_vt_free(&vt);
}
END_TEST

START_TEST(a_program_that_is_not_there_ends)
{
    struct kk_vt *vt = start("/nonexistent/program", NULL, false);
    int status;

    ck_assert(kk_vt_wait_exit(vt, &status));
    ck_assert_int_eq(status, 127);
    kk_vt_free(&vt);
}
END_TEST

KK_TEST_MAIN("screen/harness", keys_arrive_as_a_terminal_sends_them,
             keys_sent_together_arrive_together,
             a_paste_is_marked_when_asked_for,
             double_width_is_read_and_torn_halves_are_seen,
             a_repeated_character_is_drawn, looks_cursor_and_bell_are_seen,
             a_question_to_the_terminal_is_answered, a_resize_is_told,
             a_stop_gives_the_terminal_back,
             signals_and_a_hangup_reach_the_program, bytes_are_counted,
             a_shell_runs_as_at_a_terminal, a_program_that_is_not_there_ends)
