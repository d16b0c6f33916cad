/* One source of rows, as every format writes it. */
#include "test.h"

#include <kikusui/report/report.h>

#include <string.h>

static const struct kk_col cols[] = {
    {.name = "id", .title = "ID", .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN},
    {.name = "name", .title = "名称"},
    {.name = "n", .title = "台数", .show = KK_SHOW_INT, .flags = KK_COL_RIGHT},
    {.name = "day", .title = "日付", .show = KK_SHOW_DATE},
    {.name = "sent", .title = "送付", .show = KK_SHOW_YESNO},
    {.name = NULL},
};

static const char *written(enum kk_format format, bool head, struct kk_str *out)
{
    const struct kk_sink sink = {.out = out};
    struct kk_report r;

    kk_report_begin(&r, format, &sink, cols, head, 0);
    kk_report_row(&r, 9007199254740993,
                  (const struct kk_val[]){kk_vint(9007199254740993),
                                          kk_vtext("窓口, \"西\"\t"),
                                          kk_vint(7), kk_vint(1), kk_vint(1)});
    kk_report_row(&r, 2,
                  (const struct kk_val[]){kk_vint(2), kk_vtext("北"),
                                          kk_vint(12), kk_vnull(), kk_vint(0)});
    kk_report_end(&r);
    return kk_str_c(out);
}

START_TEST(csv_quotes_and_ends_lines_with_crlf)
{
    struct kk_str out = {0};

    ck_assert_str_eq(written(KK_FMT_CSV, true, &out),
                     "id,name,n,day,sent\r\n"
                     "9007199254740993,\"窓口, \"\"西\"\"\t\",7,1970-01-02,"
                     "yes\r\n"
                     "2,北,12,,no\r\n");
    kk_str_free(&out);
}
END_TEST

START_TEST(tsv_keeps_tabs_between_fields_only)
{
    struct kk_str out = {0};

    ck_assert_str_eq(written(KK_FMT_TSV, false, &out),
                     "9007199254740993\t窓口, \"西\" \t7\t1970-01-02\tyes\n"
                     "2\t北\t12\t\tno\n");
    kk_str_free(&out);
}
END_TEST

START_TEST(json_keeps_ids_as_strings)
{
    struct kk_str out = {0};

    ck_assert_str_eq(
        written(KK_FMT_JSON, true, &out),
        "[\n {\"id\":\"9007199254740993\",\"name\":\"窓口, \\\"西\\\"\\t\","
        "\"n\":7,\"day\":\"1970-01-02\",\"sent\":true},\n"
        " {\"id\":\"2\",\"name\":\"北\",\"n\":12,\"day\":null,"
        "\"sent\":false}\n]\n");
    kk_str_free(&out);
}
END_TEST

START_TEST(the_table_measures_in_columns)
{
    struct kk_str out = {0};
    const char *s = written(KK_FMT_TABLE, true, &out);

    ck_assert_ptr_nonnull(strstr(s, "名称"));
    ck_assert_ptr_nonnull(strstr(s, "\n北            12"));
    ck_assert_ptr_null(strstr(s, "9007199254740993")); /* hidden */
    kk_str_free(&out);
}
END_TEST

static int emptied;

static void empty(void *user)
{
    struct kk_str *out = user;

    emptied++;
    kk_str_clear(out);
}

START_TEST(the_sink_is_told_before_all_rows_are_held)
{
    struct kk_str out = {0};
    const struct kk_sink sink = {.out = &out, .full = empty, .user = &out};
    const struct kk_val row[] = {kk_vint(1), kk_vtext("あ"), kk_vint(1),
                                 kk_vint(1), kk_vint(1)};
    struct kk_report r;

    emptied = 0;
    kk_report_begin(&r, KK_FMT_TSV, &sink, cols, true, 0);
    for (int i = 0; i < 100000; i++)
        kk_report_row(&r, 1, row);
    kk_report_end(&r);
    ck_assert_int_ge(emptied, 1);
    ck_assert_uint_lt(out.n_bytes, 1u << 21);
    kk_str_free(&out);
}
END_TEST

KK_TEST_MAIN("formats", csv_quotes_and_ends_lines_with_crlf,
             tsv_keeps_tabs_between_fields_only, json_keeps_ids_as_strings,
             the_table_measures_in_columns,
             the_sink_is_told_before_all_rows_are_held)
