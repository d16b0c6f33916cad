/* The training copy's inputs: enough of everything, and nothing in them that
 * the contract's data does not know. */
#include "sheet.h"

START_TEST(workers_hold_the_two_responsible_roles)
{
    struct sheet w = sheet_open("demo/worker.csv");

    ck_assert_uint_eq(rows(&w), 8);
    ck_assert(has(&w, "role", "業務責任者"));
    ck_assert(has(&w, "role", "情報セキュリティ責任者"));
    for (size_t i = 0; i < rows(&w); i++)
        ck_assert_str_eq(cell(&w, i, "org"), "受託者");
    sheet_close(&w);
}
END_TEST

START_TEST(every_counted_type_has_six_faults)
{
    struct sheet m = sheet_open("contract/model.csv");
    struct sheet f = sheet_open("demo/fault.csv");

    for (size_t i = 0; i < rows(&m); i++) {
        const char *type = cell(&m, i, "dev_type");
        size_t n = 0;
        if (number(&m, i, "counted") == 0)
            continue;
        for (size_t r = 0; r < rows(&f); r++)
            n += strcmp(cell(&f, r, "dev_type"), type) == 0;
        ck_assert_msg(n >= 6, "%s has %zu faults", type, n);
    }
    for (size_t r = 0; r < rows(&f); r++) {
        const char *kind = cell(&f, r, "cause_kind");
        ck_assert(has(&m, "dev_type", cell(&f, r, "dev_type")));
        ck_assert(strcmp(kind, "機器故障") == 0 ||
                  strcmp(kind, "設定起因") == 0 || strcmp(kind, "その他") == 0);
        for (size_t c = 0; c < f.csv.record[r + 1].n; c++)
            ck_assert_str_ne(f.csv.record[r + 1].field[c], "");
    }
    sheet_close(&m);
    sheet_close(&f);
}
END_TEST

/* Every 別表1 row finds somewhere to stand, and every department something. */
START_TEST(weights_cover_departments_and_segments)
{
    struct sheet w = sheet_open("demo/weight.csv");
    struct sheet d = sheet_open("contract/dept.csv");
    struct sheet c = sheet_open("contract/contract_model.csv");

    ck_assert_uint_eq(rows(&w), rows(&d));
    for (size_t i = 0; i < rows(&w); i++) {
        ck_assert_str_eq(cell(&w, i, "site"), cell(&d, i, "site_id"));
        ck_assert_str_eq(cell(&w, i, "dept"), cell(&d, i, "name"));
        ck_assert_int_gt(number(&w, i, "住記・税") + number(&w, i, "国保福祉") +
                             number(&w, i, "中間サーバ接続端末"),
                         0);
        ck_assert_int_le(number(&w, i, "window_percent"), 100);
    }
    for (size_t r = 0; r < rows(&c); r++) {
        int sum = 0;
        for (size_t i = 0; i < rows(&w); i++)
            sum += number(&w, i, cell(&c, r, "segment"));
        ck_assert_int_gt(sum, 0);
    }
    sheet_close(&w);
    sheet_close(&d);
    sheet_close(&c);
}
END_TEST

/* Spares are among the contracted units, of classes that swap, in known
 * places and roles. */
START_TEST(spares_are_part_of_the_contracted_number)
{
    struct sheet s = sheet_open("demo/spare.csv");
    struct sheet c = sheet_open("contract/contract_model.csv");
    struct sheet p = sheet_open("contract/place.csv");
    struct sheet m = sheet_open("contract/model.csv");

    for (size_t i = 0; i < rows(&s); i++) {
        size_t row = (size_t)number(&s, i, "list_no") - 1;
        const char *model = cell(&c, row, "model_id");
        ck_assert_int_gt(number(&s, i, "count"), 0);
        ck_assert_int_lt(number(&s, i, "count"),
                         number(&c, row, "contracted_number"));
        ck_assert(has(&p, "name", cell(&s, i, "place")));
        for (size_t r = 0; r < rows(&m); r++)
            if (strcmp(cell(&m, r, "name"), model) == 0)
                ck_assert_str_ne(cell(&m, r, "flow_class"), "M");
    }
    sheet_close(&s);
    sheet_close(&c);
    sheet_close(&p);
    sheet_close(&m);
}
END_TEST

/* Who holds a thing on loan works here, a manual is for a model there is, and
 * one number stands for one thing. */
START_TEST(things_on_loan_name_people_and_models_there_are)
{
    struct sheet l = sheet_open("demo/lent.csv");
    struct sheet w = sheet_open("demo/worker.csv");
    struct sheet m = sheet_open("contract/model.csv");

    ck_assert_uint_gt(rows(&l), 0);
    for (size_t i = 0; i < rows(&l); i++) {
        const char *holder = cell(&l, i, "holder");
        const char *model = cell(&l, i, "model");

        ck_assert(*holder == '\0' || has(&w, "name", holder));
        ck_assert(*model == '\0' || has(&m, "name", model));
        for (size_t r = 0; r < i; r++)
            ck_assert_str_ne(cell(&l, r, "no"), cell(&l, i, "no"));
    }
    sheet_close(&l);
    sheet_close(&w);
    sheet_close(&m);
}
END_TEST

KK_TEST_MAIN("demo_data", workers_hold_the_two_responsible_roles,
             every_counted_type_has_six_faults,
             weights_cover_departments_and_segments,
             spares_are_part_of_the_contracted_number,
             things_on_loan_name_people_and_models_there_are)
