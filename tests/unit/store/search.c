#include "exchange.h"
#include "random.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/utf8.h>
#include <kikusui/store/search.h>

#include <inttypes.h>

static const struct kk_intent some = {.action = "test", .worker = 7};

static void begin(struct fixture *f)
{
    ck_ok(kk_tx_begin(f->db, KK_TX_WRITE, &f->err), &f->err);
}

static void commit(struct fixture *f)
{
    struct kk_commit c;

    ck_ok(kk_tx_commit(f->db, &some, &c, &f->err), &f->err);
}

static kk_id insert(struct fixture *f, const char *table,
                    const struct kk_cell *cells)
{
    kk_id id;

    ck_ok(kk_row_insert(f->db, table, cells, &id, &f->err), &f->err);
    return id;
}

struct town {
    kk_id site, other, place, away, dept, model, unit, second;
};

static struct town build(struct fixture *f)
{
    struct town t;

    begin(f);
    t.site = insert(f, "site",
                    KK_CELLS({"name", kk_vtext("北区役所")},
                             {"kana", kk_vtext("きたくやくしょ")}));
    t.other = insert(f, "site",
                     KK_CELLS({"name", kk_vtext("東区役所")},
                              {"kana", kk_vtext("ひがしくやくしょ")}));
    t.place = insert(
        f, "place",
        KK_CELLS({"site_id", kk_vint(t.site)}, {"name", kk_vtext("2階窓口")}));
    t.away = insert(
        f, "place",
        KK_CELLS({"site_id", kk_vint(t.other)}, {"name", kk_vtext("1階")}));
    t.dept = insert(f, "dept",
                    KK_CELLS({"site_id", kk_vint(t.site)},
                             {"name", kk_vtext("保健福祉課")}));
    t.model = insert(f, "model",
                     KK_CELLS({"name", kk_vtext("ProDesk 400 G3")},
                              {"short", kk_vtext("ProDesk")}));
    t.unit = insert(f, "unit",
                    KK_CELLS({"machine_id", kk_vtext("PC-00123")},
                             {"serial", kk_vtext("JPH712345")},
                             {"model_id", kk_vint(t.model)},
                             {"place_id", kk_vint(t.place)},
                             {"dept_id", kk_vint(t.dept)}));
    t.second = insert(f, "unit",
                      KK_CELLS({"machine_id", kk_vtext("PR-00007")},
                               {"place_id", kk_vint(t.away)}));
    commit(f);
    return t;
}

/* The units found, as text: "" or their ids in order. */
static bool finds(struct fixture *f, const char *typed, kk_id unit)
{
    struct kk_str match = {0};
    struct kk_cur *cur;
    bool found = false;
    enum kk_status st;

    if (!kk_search_match(typed, &match))
        return false;
    ck_ok(kk_cur_open_sql(
              f->db, "SELECT rowid FROM search WHERE search MATCH :m",
              KK_BINDS({"m", kk_vtext(kk_str_c(&match))}), &cur, &f->err),
          &f->err);
    while ((st = kk_cur_next(cur, &f->err)) == KK_OK)
        found |= kk_cur_int(cur, 0) == unit;
    ck_assert_msg(st == KK_NONE, "%s: %s", typed, f->err.text);
    kk_cur_close(&cur);
    kk_str_free(&match);
    return found;
}

START_TEST(a_part_of_any_word_finds_the_unit)
{
    static const char *const typed[] = {
        "北区",    "区役",           "役所",           "北区役所",
        "prodesk", "PRODESK 400",    "ＰｒｏＤｅｓｋ", "400 G3",
        "00123",   "pc-00123",       "窓口",           "2階",
        "２階",    "保健 窓口",      "窓口　保健",     "JPH7",
        "きたく",  "キタクヤクショ", "ｷﾀｸﾔｸｼｮ",
    };
    struct fixture f;
    struct town t;

    fixture_new(&f);
    t = build(&f);
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        ck_assert_msg(finds(&f, typed[i], t.unit), "%s", typed[i]);
        if (i < 1)
            ck_assert_msg(!finds(&f, typed[i], t.second), "%s", typed[i]);
    }
    fixture_free(&f);
}
END_TEST

/* Requirements, ambiguity 15: the contract has several names for one thing. */
START_TEST(a_device_is_found_by_what_its_kind_is_called)
{
    static const struct {
        const char *type, *typed[5];
    } kinds[] = {
        {"パソコン", {"端末", "PC", "ぱそこん"}},
        {"ディスプレイ", {"モニタ", "画面"}},
        {"カラーレーザー",
         {"ぷりんた", "プリンター", "カラーレーザープリンタ"}},
        {"モノクロレーザー", {"ﾌﾟﾘﾝﾀ", "ものくろれーざーぷりんた"}},
        {"小型レーザー", {"小型レーザープリンタ", "小型プリンター"}},
        {"ドットインパクト", {"ドットインパクトプリンタ", "ぷりんたー"}},
        {"打番スキャナ",
         {"イメージスキャナ(打番機能付)", "だばん", "スキャナー"}},
        {"打番スキャナ制御PC", {"制御用パソコン", "だばんすきゃなせいぎょ"}},
        {"USBスキャナ", {"イメージスキャナ", "USBスキャナー"}},
        {"バーコード", {"タッチ式バーコードリーダー", "ばーこーどりーだー"}},
        {"磁気カード", {"磁気カードリーダー", "じきかーど"}},
        {"ICカード", {"ICカードリーダー", "あいしーかーど"}},
    };
    struct fixture f;
    struct town t;

    fixture_new(&f);
    t = build(&f);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        begin(&f);
        ck_ok(kk_row_update(f.db, "model", t.model,
                            KK_CELLS({"dev_type", kk_vtext(kinds[i].type)}),
                            &f.err),
              &f.err);
        commit(&f);
        for (size_t k = 0; kinds[i].typed[k] != NULL; k++)
            ck_assert_msg(finds(&f, kinds[i].typed[k], t.unit), "%s",
                          kinds[i].typed[k]);
    }
    ck_assert(!finds(&f, "ぷりんた", t.unit));
    fixture_free(&f);
}
END_TEST

START_TEST(what_is_not_there_is_not_found)
{
    static const char *const typed[] = {
        "西区",      "区北",  "所北", "北区 西区",
        "PC-00124",  "0123J", /* the end of one part and the start of the next
                               */
        "課prodesk",
    };
    struct fixture f;
    struct town t;

    fixture_new(&f);
    t = build(&f);
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        ck_assert_msg(!finds(&f, typed[i], t.unit), "%s", typed[i]);
    fixture_free(&f);
}
END_TEST

START_TEST(a_single_character_finds_wherever_it_stands)
{
    static const char *const typed[] = {"北", "区", "所", "課", "き", "3"};
    struct fixture f;
    struct town t;

    fixture_new(&f);
    t = build(&f);
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        ck_assert_msg(finds(&f, typed[i], t.unit), "%s", typed[i]);
    ck_assert(!finds(&f, "西", t.unit));
    fixture_free(&f);
}
END_TEST

START_TEST(what_was_renamed_moved_or_deleted_is_found_anew)
{
    struct fixture f;
    struct town t;

    fixture_new(&f);
    t = build(&f);
    begin(&f);
    ck_ok(kk_row_update(f.db, "site", t.site,
                        KK_CELLS({"name", kk_vtext("北総合庁舎")}), &f.err),
          &f.err);
    commit(&f);
    ck_assert(finds(&f, "総合", t.unit));
    ck_assert(!finds(&f, "北区役所", t.unit));
    begin(&f);
    ck_ok(kk_row_update(
              f.db, "unit", t.unit,
              KK_CELLS({"place_id", kk_vint(t.away)}, {"dept_id", kk_vnull()}),
              &f.err),
          &f.err);
    commit(&f);
    ck_assert(finds(&f, "東区", t.unit));
    ck_assert(!finds(&f, "総合", t.unit));
    ck_assert(!finds(&f, "保健", t.unit));
    begin(&f);
    ck_ok(kk_row_delete(f.db, "unit", t.unit, &f.err), &f.err);
    commit(&f);
    ck_assert(!finds(&f, "東区", t.unit));
    ck_assert(finds(&f, "東区", t.second));
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(a_rolled_back_change_leaves_the_index)
{
    struct fixture f;
    struct town t;

    fixture_new(&f);
    t = build(&f);
    begin(&f);
    ck_ok(kk_row_update(f.db, "site", t.site,
                        KK_CELLS({"name", kk_vtext("消えた名前")}), &f.err),
          &f.err);
    kk_tx_rollback(f.db);
    ck_assert(finds(&f, "北区", t.unit));
    ck_assert(!finds(&f, "消え", t.unit));
    fixture_free(&f);
}
END_TEST

static bool key_in_range(struct fixture *f, const char *typed, kk_id unit)
{
    struct kk_str lo = {0}, hi = {0};
    struct kk_cur *cur;
    bool found;

    kk_search_range(typed, &lo, &hi);
    ck_ok(kk_cur_open_sql(f->db,
                          "SELECT 1 FROM unit_key WHERE key>=:lo AND key<:hi "
                          "AND unit=:u",
                          KK_BINDS({"lo", kk_vtext(kk_str_c(&lo))},
                                   {"hi", kk_vtext(kk_str_c(&hi))},
                                   {"u", kk_vint(unit)}),
                          &cur, &f->err),
          &f->err);
    found = kk_cur_next(cur, &f->err) == KK_OK;
    kk_cur_close(&cur);
    kk_str_free(&lo);
    kk_str_free(&hi);
    return found;
}

START_TEST(machine_ids_and_serials_are_found_by_their_beginning)
{
    struct fixture f;
    struct town t;

    fixture_new(&f);
    t = build(&f);
    ck_assert(key_in_range(&f, "pc-001", t.unit));
    ck_assert(key_in_range(&f, "ＰＣ－００１２３", t.unit));
    ck_assert(key_in_range(&f, "jph", t.unit));
    ck_assert(!key_in_range(&f, "00123", t.unit));
    ck_assert(!key_in_range(&f, "pr", t.unit));
    ck_assert(key_in_range(&f, "pr", t.second));
    fixture_free(&f);
}
END_TEST

/* Whatever is typed is text to look for, never search syntax. */
START_TEST(nothing_typed_is_an_error)
{
    static const char *const words[] = {
        "\"", "*", "AND", "OR", "NOT", "NEAR(", ")",  "(", "-", ":",  "text:",
        "^",  "+", "'",   "北", "a",   " ",     "　", "{", "}", "\\", "%",
    };
    struct rnd r = rnd_new();
    struct fixture f;
    struct town t;

    fixture_new(&f);
    t = build(&f);
    for (int i = 0; i < 2000; i++) {
        struct kk_str typed = {0};

        for (size_t n = rnd_below(&r, 8); n > 0; n--)
            kk_str_add(&typed,
                       words[rnd_below(&r, sizeof words / sizeof *words)]);
        (void)finds(&f, kk_str_c(&typed), t.unit);
        kk_str_free(&typed);
    }
    ck_assert(!finds(&f, "", t.unit));
    ck_assert(!finds(&f, " 　 ", t.unit));
    fixture_free(&f);
}
END_TEST

/* Every piece of what a unit is found by finds it. */
START_TEST(every_piece_of_every_part_is_found)
{
    struct rnd r = rnd_new();
    struct fixture f;
    struct town t;
    struct kk_cur *cur;

    fixture_new(&f);
    t = build(&f);
    ck_ok(kk_cur_open(f.db, "unit/search_text",
                      KK_BINDS({"id", kk_vint(t.unit)}), &cur, &f.err),
          &f.err);
    ck_ok(kk_cur_next(cur, &f.err), &f.err);
    for (int i = 0; i < kk_cur_count(cur); i++) {
        const char *part = kk_cur_text(cur, i);
        struct kk_str fold = {0};

        if (part != NULL)
            kk_fold(part, &fold);
        for (int k = 0; fold.n_bytes > 0 && k < 60; k++) {
            size_t from = rnd_below(&r, fold.n_bytes);
            size_t n = 1 + rnd_below(&r, fold.n_bytes - from);
            char piece[200];

            if (n >= sizeof piece)
                continue;
            memcpy(piece, fold.s + from, n);
            piece[n] = '\0';
            if (kk_utf8_count(piece, n) == 0 || strchr(piece, ' ') != NULL ||
                (piece[0] & 0xC0) == 0x80 || (fold.s[from + n] & 0xC0) == 0x80)
                continue;
            ck_assert_msg(finds(&f, piece, t.unit), "%s in %s", piece, part);
        }
        kk_str_free(&fold);
    }
    kk_cur_close(&cur);
    fixture_free(&f);
}
END_TEST

static void dump(struct fixture *f, struct kk_str *out)
{
    static const char *const sql[] = {
        "SELECT rowid,text FROM search ORDER BY rowid",
        "SELECT unit,key FROM unit_key ORDER BY unit,key",
    };

    for (int i = 0; i < 2; i++) {
        struct kk_cur *cur;

        ck_ok(kk_cur_open_sql(f->db, sql[i], NULL, &cur, &f->err), &f->err);
        while (kk_cur_next(cur, &f->err) == KK_OK)
            kk_str_addf(out, "%" PRId64 " %s\n", kk_cur_int(cur, 0),
                        kk_cur_text(cur, 1));
        kk_cur_close(&cur);
    }
}

START_TEST(kept_up_or_made_anew_it_is_the_same)
{
    struct rnd r = rnd_new();
    struct fixture f;
    struct town t;
    struct kk_str kept = {0}, anew = {0};
    bool current;

    fixture_new(&f);
    ck_ok(kk_search_current(f.db, &current, &f.err), &f.err);
    ck_assert(current);
    t = build(&f);
    for (int i = 0; i < 60; i++) {
        char name[32];
        const kk_id unit = rnd_below(&r, 2) ? t.unit : t.second;

        snprintf(name, sizeof name, "名前%zu", rnd_below(&r, 100));
        begin(&f);
        switch (rnd_below(&r, 5)) {
        case 0:
            ck_ok(kk_row_update(f.db, "site", t.site,
                                KK_CELLS({"name", kk_vtext(name)}), &f.err),
                  &f.err);
            break;
        case 1:
            ck_ok(kk_row_update(f.db, "model", t.model,
                                KK_CELLS({"short", kk_vtext(name)}), &f.err),
                  &f.err);
            break;
        case 2:
            ck_ok(kk_row_update(f.db, "unit", unit,
                                KK_CELLS({"serial", kk_vtext(name)}), &f.err),
                  &f.err);
            break;
        case 3:
            ck_ok(kk_row_update(f.db, "place", t.place,
                                KK_CELLS({"site_id", kk_vint(t.other)}),
                                &f.err),
                  &f.err);
            break;
        default:
            ck_ok(kk_row_update(
                      f.db, "unit", unit,
                      KK_CELLS({"deleted",
                                rnd_below(&r, 2) ? kk_vint(1) : kk_vnull()}),
                      &f.err),
                  &f.err);
        }
        commit(&f);
    }
    dump(&f, &kept);
    ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
    ck_ok(kk_search_rebuild(f.db, &f.err), &f.err);
    commit(&f);
    dump(&f, &anew);
    ck_assert_str_eq(kk_str_c(&kept), kk_str_c(&anew));
    ck_ok(kk_search_current(f.db, &current, &f.err), &f.err);
    ck_assert(current);
    kk_str_free(&kept);
    kk_str_free(&anew);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("search", a_part_of_any_word_finds_the_unit,
             a_device_is_found_by_what_its_kind_is_called,
             what_is_not_there_is_not_found,
             a_single_character_finds_wherever_it_stands,
             what_was_renamed_moved_or_deleted_is_found_anew,
             a_rolled_back_change_leaves_the_index,
             machine_ids_and_serials_are_found_by_their_beginning,
             nothing_typed_is_an_error, every_piece_of_every_part_is_found,
             kept_up_or_made_anew_it_is_the_same)
