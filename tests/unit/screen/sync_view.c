/* The screens of the exchange, drawn from plain structs: whatever the counts
 * and the window, nothing runs into anything and nothing is silently left out.
 */
#include "sync_view.h"

#include "../feature/world.h"
#include "test.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <unistd.h>

#include <sys/stat.h>

static struct kk_canvas canvas;

/* What was drawn, which lives until the next call. */
static const char *drawn(struct kk_view *v, int rows, int cols,
                         void (*draw)(const struct kk_view *,
                                      struct kk_canvas *))
{
    static struct kk_str out;

    kk_canvas_free(&canvas);
    kk_canvas_init(&canvas, rows, cols, false);
    v->area = kk_canvas_all(&canvas);
    draw(v, &canvas);
    kk_str_clear(&out);
    kk_canvas_text(&canvas, &out);
    return kk_str_c(&out);
}

#define ck_has(text, part)                                                     \
    ck_assert_msg(strstr(text, part) != NULL, "no \"%s\" in\n%s", part, text)
#define ck_hasnt(text, part)                                                   \
    ck_assert_msg(strstr(text, part) == NULL, "\"%s\" in\n%s", part, text)

/* --- the sync screen ------------------------------------------------------ */

static struct kk_peer_status peers[6];
static struct kk_unsent groups[5];
static char names[6][8];

static void fill(struct kk_sync_page *p, bool office, size_t n_peers,
                 size_t n_groups)
{
    *p = (struct kk_sync_page){.now = 1694761200};
    p->status.me = (struct kk_node){.office = office, .enrolled = true};
    strcpy(p->status.me.name, office ? "K0" : "K1");
    for (size_t i = 0; i < n_peers; i++) {
        snprintf(names[i], sizeof names[i], "K%zu", i + 1);
        peers[i] = (struct kk_peer_status){.name = names[i],
                                           .live = true,
                                           .direct = true,
                                           .heard = p->now - 600,
                                           .made = p->now - (kk_time)i * 86400,
                                           .skew = i == 2 ? 3 * 3600 : 0};
    }
    for (size_t i = 0; i < n_groups; i++)
        groups[i] = (struct kk_unsent){.node = names[i],
                                       .who = "長宗我部 三郎右衛門",
                                       .entries = 12345,
                                       .incidents = 678};
    p->status.peer = peers;
    p->status.n_peers = p->status.n_direct = n_peers;
    p->status.group = groups;
    p->status.n_groups = n_groups;
    p->status.unsent = 3;
}

START_TEST(more_than_fits_is_told)
{
    struct kk_sync_row last = {-1, -1};
    struct kk_sync_page p;
    const char *text;

    fill(&p, true, 6, 5);
    text = drawn(&p.view, 21, 80, kk_sync_draw);
    ck_has(text, "ほか 2台");
    ck_has(text, "3日前!");
    ck_has(text, "3時間以上進んでいます");
    ck_has(text, "案件678件 記録12345件");
    ck_hasnt(text, "K6");
    for (size_t i = 0; i < 4; i++)
        ck_has(text, names[i]);
    /* A low one leaves the room to what can be chosen. */
    p.row = &last;
    p.n_rows = 1;
    text = drawn(&p.view, 7, 45, kk_sync_draw);
    ck_has(text, "フォルダーを指定する");
    ck_has(text, "未送信 3件");
    p.n_rows = 0;
    /* No window is too small to draw in. */
    for (int rows = 5; rows < 40; rows += 7)
        for (int cols = 40; cols < 140; cols += 9)
            (void)drawn(&p.view, rows, cols, kk_sync_draw);
}
END_TEST

START_TEST(places_and_files_line_up)
{
    struct kk_found found[] = {
        {.path = (char *)(uintptr_t) "/m/KKS-7F3A-0B21C4-000123.KKS",
         .name = "KKS-7F3A-0B21C4-000123.KKS",
         .sender = "K2",
         .kind = KK_BUNDLE_TO_OFFICE,
         .created = 1694761200,
         .n_files = 2},
        {.path = (char *)(uintptr_t) "/m/x.KKS",
         .name = "x.KKS",
         .state = KK_FOUND_STRANGE,
         .n_files = 1}};
    struct kk_place place = {.dir = (char *)(uintptr_t) "/media/sato/KIKUSUI",
                             .words = (char *)(uintptr_t) "SanDisk Cruzer",
                             .stick = true,
                             .read_only = true,
                             .n = 2,
                             .found = found};
    struct kk_sync_row rows[] = {{0, -1}, {0, 0}, {0, 1}, {-1, -1}};
    struct kk_sync_page p;
    const char *text;

    fill(&p, true, 1, 0);
    p.places = (struct kk_places){.n = 1, .place = &place};
    p.row = rows;
    p.n_rows = 4;
    text = drawn(&p.view, 21, 80, kk_sync_draw);
    ck_has(text, " > USBメモリー SanDisk Cruzer /media/sato/KIKUSUI");
    ck_has(text, "書き込み禁止\n");
    ck_has(text, "K2       記録 2つ         16:00         新しい "
                 "KKS-7F3A-0B21C4-000123.KKS\n");
    ck_has(text, "読めないファイル");
    ck_has(text, "フォルダーを指定する");
    ck_assert_str_eq(kk_sync_hint(&p), "Enter でここへ書き出します。F5 で"
                                       "ここの物をまとめて読みます。");
    p.sel = 1;
    ck_assert_str_eq(kk_sync_hint(&p),
                     "Enter で中身を確かめます。取り込むのはその後です。");
    found[0].kind = KK_BUNDLE_REQUEST;
    ck_assert_str_eq(kk_sync_hint(&p), "Enter で、この端末の登録に進みます。");
    strcpy(p.digits, "12345 67890 12345 67890 12345 67890");
    kk_str_add(&p.result, "運びます。");
    text = drawn(&p.view, 21, 80, kk_sync_draw);
    ck_has(text, "読み上げる数字  12345 67890 12345 67890 12345 67890");
    kk_str_free(&p.result);
}
END_TEST

/* --- sticks and folders --------------------------------------------------- */

static void put(const char *dir, const char *name, const char *text)
{
    char *path = kk_path_join(dir, name);
    struct kk_err err;

    ck_ok(kk_file_replace(path, 0600, text, strlen(text), &err), &err);
    kk_free(path);
}

static char *sub(const char *dir, const char *name)
{
    char *path = kk_path_join(dir, name);
    struct kk_err err;

    ck_ok(kk_dir_make(path, 0700, &err), &err);
    return path;
}

START_TEST(a_stick_is_found_and_a_folder_remembered)
{
    struct world w;
    struct kk_places places;
    struct kk_node me = {.office = true, .enrolled = true};
    struct kk_stick_roots roots;
    struct kk_str mounts = {0};
    char *dir, *stick, *folder, *sys, *device, *info;

    world_new(&w);
    dir = kk_path_dir(kk_db_path(w.f.db));
    stick = sub(dir, "stick");
    folder = sub(dir, "folder");
    sys = sub(dir, "sys");
    device = sub(sys, "dev/block/8:17");
    put(device, "removable", "1\n");
    kk_str_addf(&mounts, "36 25 8:17 / %s rw - vfat /dev/sdb1 rw\n", stick);
    put(dir, "mountinfo", kk_str_c(&mounts));
    info = kk_path_join(dir, "mountinfo");
    roots = (struct kk_stick_roots){.mountinfo = info, .sys = sys};
    put(stick, "x.KKS", "no bundle");
    put(stick, "notes.txt", "not looked at");

    ck_ok(kk_places_load(&w.ctx, &me, &roots, &places, &w.err), &w.err);
    ck_assert_uint_eq(places.n, 1);
    ck_assert(places.place[0].stick);
    ck_assert_str_eq(places.place[0].dir, stick);
    ck_assert_uint_eq(places.place[0].n, 1);
    ck_assert_int_eq(places.place[0].found[0].state, KK_FOUND_STRANGE);
    kk_places_free(&places);

    ck_ok(kk_meta_set(w.f.db, KK_META_FOLDER, folder, &w.err), &w.err);
    ck_ok(kk_places_load(&w.ctx, &me, &roots, &places, &w.err), &w.err);
    ck_assert_uint_eq(places.n, 2);
    ck_assert_str_eq(places.place[1].dir, folder);
    ck_assert(!places.place[1].missing);
    kk_places_free(&places);

    /* One that is gone is shown, not forgotten. */
    rmdir(folder);
    ck_ok(kk_places_load(&w.ctx, &me, &roots, &places, &w.err), &w.err);
    ck_assert(places.place[1].missing);
    kk_places_free(&places);
    kk_str_free(&mounts);
    kk_free(info);
    kk_free(device);
    kk_free(sys);
    kk_free(folder);
    kk_free(stick);
    kk_free(dir);
    world_free(&w);
}
END_TEST

/* --- a bundle looked at --------------------------------------------------- */

#define HEAD                                                                   \
    "file\tstate\tsender\tseq\tcreated\theard_before\tentries\tchanges\t"      \
    "already\tleft_out\treviews\tskew\treason\tpermit\twhy\n"

/* A refused bundle of a sender whom we know is worth the noting: what mends a
 * fork is found there. */
START_TEST(a_refusal_can_be_noted)
{
    static const struct {
        const char *rows;
        enum kk_take_worth worth;
    } cases[] = {
        {"A.KKS\trefused\t\n", KK_TAKE_NOTHING},
        {"A.KKS\talready\tK1\nB.KKS\tpassed\tK2\n", KK_TAKE_NOTHING},
        {"A.KKS\tfailed\tK1\n", KK_TAKE_NOTHING},
        {"A.KKS\trefused\tK1\n", KK_TAKE_NOTES},
        {"A.KKS\trefused\tK1\nB.KKS\tok\tK2\n", KK_TAKE_TAKES},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kk_take_page p = {.stage = KK_TAKE_LOOKED};
        struct kk_str tsv = {0};

        kk_str_addf(&tsv, "file\tstate\tsender\n%s", cases[i].rows);
        ck_assert(kk_take_read(&p, kk_str_c(&tsv)));
        ck_assert_int_eq(kk_take_worth(&p), cases[i].worth);
        kk_take_clear(&p);
        kk_free(p.one);
        kk_str_free(&tsv);
    }
}
END_TEST

START_TEST(what_the_import_told_is_shown)
{
    struct kk_take_page p = {
        .now = 1694761200, .office = true, .stage = KK_TAKE_LOOKED};
    const char *text;

    ck_assert(!kk_take_read(&p, ""));
    ck_assert(kk_take_read(
        &p, HEAD "a.KKS\tok\tK2\t123\t2023-09-15T17:02\t2023-09-14T17:00\t31\t"
                 "90\t1204\t2\t1\t1200\t定期\t市12\t\n"
                 "b.KKS\trefused\tK1\t4\t\t\t0\t0\t0\t0\t0\t0\t\t\t"
                 "署名が合いません。書き出し直してもらってください。\n"
                 "c.KKS\tpassed\tK0\t5\t\t\t0\t0\t0\t0\t0\t0\t\t\t\n"
                 "d.KKS\talready\tK1\t3\t\t\t0\t0\t9\t0\t0\t0\t\t\t\n"));
    ck_assert_uint_eq(p.n, 4);
    ck_assert_int_eq(p.one[0].held, 1204);
    text = drawn(&p.view, 21, 80, kk_take_draw);
    ck_has(text, "送り手 K2  123回目");
    ck_has(text, "注意: K2の時計が 20分以上進んでいます");
    ck_has(text, "1,204");
    ck_has(text, "市の承認番号 市12");
    ck_has(text, "締め切りの後に書いた記録");
    ck_has(text, "署名が合いません。書き出し直してもらってください。");
    ck_has(text, "取込済み・変更なし");
    ck_hasnt(text, "c.KKS");
    ck_has(text, "この端末あてでないファイルがほかに 1件あります。");
    text = drawn(&p.view, 6, 80, kk_take_draw);
    ck_has(text, "続き PgDn");
    p.top = kk_take_rows(&p) - 6;
    text = drawn(&p.view, 6, 80, kk_take_draw);
    ck_hasnt(text, "続き PgDn");
    ck_has(text, "ほかに 1件あります。");
    kk_take_clear(&p);
    kk_free(p.one);
}
END_TEST

/* --- a review ------------------------------------------------------------- */

static const char *values[] = {"東区役所", "厚別区役所", ""};
static struct kk_review_cell cells[] = {{"SP-07", "場所", values}};
static struct kk_review_side sides[] = {{.node = "K1",
                                         .who = "佐藤",
                                         .action = "交換",
                                         .subject = "K1-0051 東区役所",
                                         .meant = "予備機 SP-07\n理由 なし",
                                         .leaves = "K2-0033 は「予備未定」",
                                         .recorded = 1694761200},
                                        {.node = "K2",
                                         .who = "高橋",
                                         .action = "交換",
                                         .subject = "K2-0033 厚別区役所",
                                         .meant = "予備機 SP-07",
                                         .leaves = "K1-0051 は「予備未定」",
                                         .recorded = 1694761260},
                                        {.node = "K3",
                                         .who = "鈴木",
                                         .action = "異動",
                                         .subject = "SP-07",
                                         .meant = "",
                                         .leaves = "",
                                         .why_not = "選べない理由",
                                         .recorded = 1694761320}};

static struct kk_review_page three(void)
{
    return (struct kk_review_page){
        .now = 1694761200,
        .review = {.title = "SP-07 が三つの記録で食い違っています",
                   .n_sides = 3,
                   .n_cells = 1,
                   .side = sides,
                   .cell = cells}};
}

START_TEST(three_sides_are_two_at_a_time)
{
    struct kk_review_page p = three();
    const char *text = drawn(&p.view, 21, 80, kk_review_draw);

    ck_assert_int_eq(kk_review_columns(&p), 2);
    ck_has(text, "1-2 / 3件");
    ck_has(text, ">こちらを残すと");
    ck_has(text, "K2 高橋");
    ck_hasnt(text, "K3 鈴木");
    p.sel = 2;
    text = drawn(&p.view, 21, 80, kk_review_draw);
    ck_has(text, "2-3 / 3件");
    ck_hasnt(text, "K1 佐藤");
    ck_has(text, "選べない理由");
    ck_has(text, "SP-07 の場所: （空）");
    text = drawn(&p.view, 37, 120, kk_review_draw);
    ck_assert_int_eq(kk_review_columns(&p), 3);
    ck_hasnt(text, "/ 3件");
    ck_has(text, "K1 佐藤");
    ck_has(text, "K3 鈴木");
}
END_TEST

/* Nothing to change and not to be known yet are two things. */
START_TEST(what_is_not_known_is_not_nothing)
{
    struct kk_review_page p = three();
    const char *leaves = sides[0].leaves;
    const char *text;

    sides[0].leaves = "";
    text = drawn(&p.view, 21, 80, kk_review_draw);
    ck_has(text, "いまは分かりません");
    sides[0].looked = true;
    text = drawn(&p.view, 21, 80, kk_review_draw);
    ck_has(text, "いまの記録のままです");
    sides[0].looked = false;
    sides[0].leaves = leaves;
}
END_TEST

/* The choices stand in one row, whichever side meant more. */
START_TEST(choices_stand_beside_each_other)
{
    struct kk_review_page p = three();
    const char *text = drawn(&p.view, 21, 80, kk_review_draw);
    const char *at = strstr(text, ">こちらを残すと");
    const char *end = strchr(at, '\n');

    ck_assert(strstr(at + 1, "こちらを残すと") != NULL);
    ck_assert(strstr(at + strlen(">こちらを残すと"), "こちらを残すと") < end);
}
END_TEST

START_TEST(a_long_review_scrolls)
{
    struct kk_review_page p = three();
    const char *text = drawn(&p.view, 9, 80, kk_review_draw);

    ck_has(text, "続き PgDn");
    p.top = kk_review_lines(&p) - (9 - 2);
    text = drawn(&p.view, 9, 80, kk_review_draw);
    ck_has(text, "予備未定");
    ck_hasnt(text, "続き PgDn");
    p.gone = true;
    text = drawn(&p.view, 9, 80, kk_review_draw);
    ck_has(text, "済んでいます");
}
END_TEST

KK_TEST_MAIN("app/sync_view", more_than_fits_is_told, places_and_files_line_up,
             a_stick_is_found_and_a_folder_remembered,
             what_the_import_told_is_shown, a_refusal_can_be_noted,
             three_sides_are_two_at_a_time, choices_stand_beside_each_other,
             what_is_not_known_is_not_nothing, a_long_review_scrolls)
