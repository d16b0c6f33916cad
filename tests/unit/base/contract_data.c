/* The contract's data files against the contract: 別表1 to 3, §5 to §7, §10
 * and §11. What the files say is written out here a second time, by hand. */
#include "sheet.h"

#include <kikusui/base/utf8.h>

START_TEST(every_csv_is_utf8_with_one_number_of_fields)
{
    size_t seen = 0;

    for (size_t i = 0; i < kk_data_count(); i++) {
        const char *name = kk_data_at(i)->name;
        size_t len = strlen(name);
        if (len < 4 || strcmp(name + len - 4, ".csv") != 0)
            continue;
        struct sheet s = sheet_open(name);
        seen++;
        ck_assert_str_eq(s.csv.encoding, "UTF-8");
        ck_assert_msg(rows(&s) > 0, "%s has no rows", name);
        for (size_t r = 0; r < s.csv.n; r++) {
            const struct kk_csv_record *rec = &s.csv.record[r];
            ck_assert_msg(rec->n == s.csv.record[0].n && !rec->torn,
                          "%s line %zu has %zu fields, the header %zu", name,
                          rec->line, rec->n, s.csv.record[0].n);
            for (size_t f = 0; f < rec->n; f++)
                ck_assert_msg(!rec->bad[f], "%s line %zu: not UTF-8", name,
                              rec->line);
        }
        sheet_close(&s);
    }
    ck_assert_uint_ge(seen, 11);
}
END_TEST

/* `init` loads them by header = column. */
START_TEST(headers_are_columns_of_their_tables)
{
    static const char *const of[][2] = {
        {"contract/param.csv", "contract_param"},
        {"contract/site.csv", "site"},
        {"contract/place.csv", "place"},
        {"contract/dept.csv", "dept"},
        {"contract/desk.csv", "vendor_desk"},
        {"contract/desk_hours.csv", "desk_hours"},
        {"contract/model.csv", "model"},
        {"contract/contract_model.csv", "contract_model"},
        {"contract/image.csv", "image"},
    };
    struct sheet tables = sheet_open("sql/tables.csv");

    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        struct sheet s = sheet_open(of[i][0]);
        for (size_t f = 0; f < s.csv.record[0].n; f++) {
            bool found = false;
            for (size_t r = 0; r < rows(&tables) && !found; r++)
                found = strcmp(cell(&tables, r, "table"), of[i][1]) == 0 &&
                        strcmp(cell(&tables, r, "column"),
                               s.csv.record[0].field[f]) == 0;
            ck_assert_msg(found, "%s: %s is no column of %s", of[i][0],
                          s.csv.record[0].field[f], of[i][1]);
        }
        sheet_close(&s);
    }
    sheet_close(&tables);
}
END_TEST

START_TEST(annex_1_lists_16_rows_and_2062_units)
{
    static const struct {
        const char *segment, *model;
        int n;
    } row[] = {
        {"住記・税", "HP_ProDesk400G3DM/CT", 563},
        {"住記・税", "RICOH_SP_C840", 219},
        {"住記・税", "RICOH_SP_4510", 37},
        {"住記・税", "RICOH_P501", 5},
        {"住記・税", "EPSON_GT-S650", 77},
        {"住記・税", "WELCOM_DESIGN 1023I-T123", 86},
        {"住記・税", "WELCOM_DESIGN SSH65LVU", 77},
        {"住記・税", "EPSON_VP-4300N", 6},
        {"住記・税", "ジェイエスキューブ TOM9000-SC", 7},
        {"国保福祉", "Lenovo_ThinkCentre_M720q_Tiny", 312},
        {"国保福祉", "RICOH_SP_C840", 228},
        {"国保福祉", "Canon_CanonScan_LiDE220", 22},
        {"国保福祉", "WELCOM_DESIGN SSH65LVU", 163},
        {"中間サーバ接続端末", "HP_ProBook_450_G8", 90},
        {"中間サーバ接続端末", "RICOH_IPSiO_SP_3400L", 80},
        {"中間サーバ接続端末", "SONY_RC-S380", 90},
    };
    struct sheet s = sheet_open("contract/contract_model.csv");
    int sum = 0;

    ck_assert_uint_eq(rows(&s), 16);
    for (size_t i = 0; i < 16; i++) {
        ck_assert_int_eq(number(&s, i, "list_no"), (int)i + 1);
        ck_assert_str_eq(cell(&s, i, "segment"), row[i].segment);
        ck_assert_str_eq(cell(&s, i, "model_id"), row[i].model);
        ck_assert_int_eq(number(&s, i, "contracted_number"), row[i].n);
        sum += number(&s, i, "contracted_number");
    }
    ck_assert_int_eq(sum, 2062);
    sheet_close(&s);
}
END_TEST

/* R2: PC and display are one 台, TOM9000 and its control PC too. */
START_TEST(paired_models_are_never_counted)
{
    struct sheet m = sheet_open("contract/model.csv");
    struct sheet c = sheet_open("contract/contract_model.csv");
    size_t paired = 0;

    for (size_t i = 0; i < rows(&m); i++) {
        const char *with = cell(&m, i, "paired_with_id");
        ck_assert_int_eq(number(&m, i, "counted"), *with == '\0');
        if (*with != '\0') {
            paired++;
            ck_assert(has(&m, "name", with));
        }
        /* Whatever counts is in 別表1, what does not is not. */
        ck_assert_int_eq(has(&c, "model_id", cell(&m, i, "name")),
                         *with == '\0');
        ck_assert(strchr("PMS", *cell(&m, i, "flow_class")) != NULL);
        ck_assert_uint_eq(strlen(cell(&m, i, "flow_class")), 1);
    }
    ck_assert_uint_eq(paired, 3);
    for (size_t i = 0; i < rows(&c); i++)
        ck_assert(has(&m, "name", cell(&c, i, "model_id")));
    sheet_close(&m);
    sheet_close(&c);
}
END_TEST

START_TEST(annex_2_lists_32_sites_and_their_departments)
{
    struct sheet s = sheet_open("contract/site.csv");
    struct sheet d = sheet_open("contract/dept.csv");

    ck_assert_uint_eq(rows(&s), 32);
    for (size_t i = 0; i < rows(&s); i++) {
        ck_assert_int_eq(number(&s, i, "no"), (int)i + 1);
        ck_assert(kk_str_starts(cell(&s, i, "address"), "札幌市"));
        ck_assert_msg(has(&d, "site_id", cell(&s, i, "no")),
                      "No.%s has no department", cell(&s, i, "no"));
    }
    ck_assert_str_eq(cell(&s, 3, "name"), "北区役所");
    ck_assert_str_eq(cell(&s, 14, "name"), "定山溪出張所");
    ck_assert_str_eq(cell(&s, 27, "note"), "令和4年度新設");
    ck_assert_uint_eq(rows(&d), 80);
    for (size_t i = 0; i < rows(&d); i++)
        ck_assert(has(&s, "no", cell(&d, i, "site_id")));
    sheet_close(&s);
    sheet_close(&d);
}
END_TEST

/* §5.4.2, §5.5.2: 菊水分庁舎 and DEOS are out of both scopes, no other site
 * is. */
START_TEST(site_32_is_two_places_out_of_scope)
{
    struct sheet p = sheet_open("contract/place.csv");
    int of_site[33] = {0};

    for (size_t i = 0; i < rows(&p); i++) {
        bool site = *cell(&p, i, "site_id") != '\0';
        int no = site ? number(&p, i, "site_id") : 0;
        ck_assert_int_le(no, 32);
        of_site[no]++;
        ck_assert_int_eq(number(&p, i, "ledger_scope"), no != 32);
        ck_assert_int_eq(number(&p, i, "print_scope"), site && no != 32);
    }
    ck_assert_int_eq(of_site[0], 3);
    for (int no = 1; no <= 31; no++)
        ck_assert_int_eq(of_site[no], 1);
    ck_assert_int_eq(of_site[32], 2);
    ck_assert(has(&p, "name", "菊水分庁舎"));
    ck_assert(has(&p, "name", "DEOS"));
    sheet_close(&p);
}
END_TEST

/* One script, so that a reading is found however it is typed. */
START_TEST(readings_are_hiragana)
{
    static const char *const of[] = {"contract/site.csv", "contract/place.csv",
                                     "contract/dept.csv", "contract/desk.csv",
                                     "contract/model.csv"};

    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        struct sheet s = sheet_open(of[i]);
        for (size_t r = 0; r < rows(&s); r++) {
            const char *k = cell(&s, r, "kana");
            ck_assert_msg(*k != '\0', "%s row %zu: no reading", of[i], r + 1);
            while (*k != '\0') {
                uint32_t cp = 0;
                k += kk_utf8_decode(k, strlen(k), &cp);
                ck_assert_msg(
                    (cp >= 0x3041 && cp <= 0x3096) || cp == 0x30FB ||
                        cp == 0x30FC || cp == '(' || cp == ')' || cp == ' ',
                    "%s row %zu: %s", of[i], r + 1, cell(&s, r, "kana"));
            }
        }
        sheet_close(&s);
    }
}
END_TEST

START_TEST(every_desk_named_anywhere_exists)
{
    struct sheet d = sheet_open("contract/desk.csv");
    struct sheet h = sheet_open("contract/desk_hours.csv");
    struct sheet m = sheet_open("contract/model.csv");

    for (size_t i = 0; i < rows(&h); i++)
        ck_assert(has(&d, "name", cell(&h, i, "desk_id")));
    for (size_t i = 0; i < rows(&m); i++) {
        const char *desk = cell(&m, i, "desk_id");
        const char *name = cell(&m, i, "short");
        /* 別表3 has none for these two. */
        bool none =
            strcmp(name, "SP 3400L") == 0 || strcmp(name, "RC-S380") == 0;
        ck_assert_int_eq(*desk == '\0', none);
        ck_assert_msg(none || has(&d, "name", desk), "no desk %s", desk);
    }
    sheet_close(&d);
    sheet_close(&h);
    sheet_close(&m);
}
END_TEST

struct week {
    const char *desk, *service, *days; /* days: Sunday is 0 */
    int from, to;
};

/* 別表3, 受付時間等, in minutes after 0:00. */
static const struct week hours[] = {
    {"HP診断", "受付", "12345", 540, 1260},
    {"HP診断", "受付", "6", 540, 1020},
    {"HP修理", "受付", "12345", 540, 1020},
    {"日立", "受付", "12345", 540, 1080},
    {"レノボ", "受付", "0123456", 540, 1080},
    {"リコー", "受付", "123456", 540, 1080},
    {"リコー", "訪問", "123456", 540, 1020},
    {"エプソン", "受付", "12345", 540, 1050},
    {"エプソン", "訪問", "12345", 540, 1050},
    {"ウェルコム", "受付", "12345", 540, 1065},
    {"ジェイエスキューブ", "受付", "12345", 540, 1020},
};

START_TEST(desk_hours_are_those_of_annex_3)
{
    struct sheet d = sheet_open("contract/desk.csv");
    struct sheet h = sheet_open("contract/desk_hours.csv");
    size_t expected = 0;

    for (size_t i = 0; i < sizeof hours / sizeof hours[0]; i++)
        expected += strlen(hours[i].days);
    ck_assert_uint_eq(rows(&h), expected);
    for (size_t i = 0; i < rows(&h); i++) {
        bool found = false;
        for (size_t w = 0; w < sizeof hours / sizeof hours[0]; w++) {
            size_t at = 0;
            while (strcmp(cell(&d, at, "short"), hours[w].desk) != 0)
                at++;
            found |=
                strcmp(cell(&d, at, "name"), cell(&h, i, "desk_id")) == 0 &&
                strcmp(cell(&h, i, "service"), hours[w].service) == 0 &&
                strchr(hours[w].days, *cell(&h, i, "dow")) != NULL &&
                number(&h, i, "open_min") == hours[w].from &&
                number(&h, i, "close_min") == hours[w].to;
        }
        ck_assert_msg(found, "desk_hours row %zu is not in 別表3", i + 1);
    }
    sheet_close(&d);
    sheet_close(&h);
}
END_TEST

START_TEST(desks_say_what_annex_3_says)
{
    static const struct {
        const char *name, *phone, *closed;
        int cert;
    } desk[] = {
        {"HP診断", "0120-566-589", "祝日,年末年始,5/1", 0},
        {"HP修理", "0120-206-042", "祝日,年末年始,5/1", 1},
        {"日立", "0120-921-789", "祝日,年末年始,夏季", 0},
        {"レノボ", "0570-030-053", "", 0}, /* first, for mobile callers */
        {"リコー", "0120-892-111", "祝日,振替,年末年始", 0},
        /* メーカー休業日: neither its summer nor its winter is stated */
        {"エプソン", "050-3155-8600", "祝日,夏季,不明", 0},
        {"エプソン松本", "050-3155-7110", "不明", 0},
        {"キヤノン", "", "不明", 0},
        {"ウェルコム", "078-993-6010", "祝日,不明", 0},
        {"ジェイエスキューブ", "0120-736-735", "祝日,振替,不明", 1},
    };
    struct sheet d = sheet_open("contract/desk.csv");

    ck_assert_uint_eq(rows(&d), sizeof desk / sizeof desk[0]);
    for (size_t i = 0; i < rows(&d); i++) {
        ck_assert_str_eq(cell(&d, i, "short"), desk[i].name);
        ck_assert(kk_str_starts(cell(&d, i, "phone"), desk[i].phone));
        ck_assert_str_eq(cell(&d, i, "closed_on"), desk[i].closed);
        ck_assert_int_eq(number(&d, i, "issues_certificate"), desk[i].cert);
    }
    ck_assert_ptr_nonnull(strstr(cell(&d, 3, "phone"), "0120-053-600"));
    ck_assert_ptr_nonnull(strstr(cell(&d, 9, "needs_text"), "機番（5桁）"));
    ck_assert_ptr_nonnull(strstr(cell(&d, 9, "needs_text"), "製造番号"));
    ck_assert_ptr_nonnull(
        strstr(cell(&d, 2, "contract_note"), "修理依頼対応要求書"));
    sheet_close(&d);
}
END_TEST

START_TEST(hours_limits_and_quotas_are_those_of_the_contract)
{
    static const char *const want[][2] = {
        {"contract.year", "2023"},
        {"service.open", "08:45"},
        {"service.close", "17:15"},
        {"service.closed_wdays", "土,日"},
        {"service.year_end", "12-29/01-03"},
        {"sla.contact_min", "60"},
        {"sla.onsite_min", "180"},
        {"sla.waive_before", "14:15"},
        {"install.orders", "5"},
        {"install.units", "5"},
        {"survey.per_year", "1"},
        {"media.orders", "6"},
        {"resetup.units", "30"},
        {"resetup.days", "7"},
        {"minutes.days", "2"},
    };
    struct sheet s = sheet_open("contract/param.csv");

    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        size_t at = 0;
        while (at < rows(&s) && strcmp(cell(&s, at, "key"), want[i][0]) != 0)
            at++;
        ck_assert_msg(at < rows(&s), "no %s", want[i][0]);
        ck_assert_str_eq(cell(&s, at, "value"), want[i][1]);
    }
    for (size_t i = 0; i < rows(&s); i++) {
        ck_assert_str_eq(cell(&s, i, "valid_from"), "2023-04-01");
        ck_assert_str_eq(cell(&s, i, "valid_to"), "2024-03-31");
        ck_assert_str_ne(cell(&s, i, "label"), "");
    }
    sheet_close(&s);
}
END_TEST

START_TEST(media_and_submissions_are_complete)
{
    struct sheet image = sheet_open("contract/image.csv");
    struct sheet model = sheet_open("contract/model.csv");
    struct sheet doc = sheet_open("contract/media_doc.csv");
    struct sheet sub = sheet_open("contract/submission.csv");
    size_t manuals = 0, before = 0, monthly = 0;

    ck_assert_uint_eq(rows(&image), 5);
    for (size_t i = 0; i < rows(&image); i++)
        ck_assert(has(&model, "name", cell(&image, i, "model_id")));
    ck_assert_uint_eq(rows(&doc), 11);
    for (size_t i = 0; i < rows(&doc); i++)
        manuals += strcmp(cell(&doc, i, "form"), "手順書") == 0;
    ck_assert_uint_eq(manuals, 9);
    ck_assert_uint_eq(rows(&sub), 8);
    for (size_t i = 0; i < rows(&sub); i++) {
        before += strcmp(cell(&sub, i, "due"), "着手前") == 0;
        monthly += strcmp(cell(&sub, i, "due"), "月末") == 0;
    }
    ck_assert_uint_eq(before, 4);
    ck_assert_uint_eq(monthly, 3);
    sheet_close(&image);
    sheet_close(&model);
    sheet_close(&doc);
    sheet_close(&sub);
}
END_TEST

KK_TEST_MAIN("contract_data", every_csv_is_utf8_with_one_number_of_fields,
             headers_are_columns_of_their_tables,
             annex_1_lists_16_rows_and_2062_units,
             paired_models_are_never_counted,
             annex_2_lists_32_sites_and_their_departments,
             site_32_is_two_places_out_of_scope, readings_are_hiragana,
             every_desk_named_anywhere_exists, desk_hours_are_those_of_annex_3,
             desks_say_what_annex_3_says,
             hours_limits_and_quotas_are_those_of_the_contract,
             media_and_submissions_are_complete)
