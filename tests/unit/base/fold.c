#include "test.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/utf8.h>

#include <string.h>

static void check_same(const char *a, const char *b)
{
    struct kk_str fa = {0}, fb = {0};

    kk_fold(a, &fa);
    kk_fold(b, &fb);
    ck_assert_msg(kk_streq(kk_str_c(&fa), kk_str_c(&fb)),
                  "%s folds to %s, %s to %s", a, kk_str_c(&fa), b,
                  kk_str_c(&fb));
    kk_str_free(&fa);
    kk_str_free(&fb);
}

static bool finds(const char *typed, const char *text)
{
    struct kk_str ft = {0}, fx = {0};
    bool found;

    kk_fold(typed, &ft);
    kk_fold(text, &fx);
    found = strstr(kk_str_c(&fx), kk_str_c(&ft)) != NULL;
    kk_str_free(&ft);
    kk_str_free(&fx);
    return found;
}

START_TEST(folds_what_people_type_alike)
{
    check_same("ぷりんたー", "ﾌﾟﾘﾝﾀｰ");
    check_same("プリンタ—", "プリンター");
    check_same("コ〜ド", "コード");
    check_same("ＳＰ　Ｃ８４０", "sp c840");
    check_same("HP_ProDesk400G3DM/CT", "hp prodesk 400 g3 dm/ct");
    check_same("バーコード・リーダー", "バ-コ-ドリ-ダ-");
    check_same("㈱エプソン", "株式会社エプソン");
    check_same("（株）エプソン", "㍿エプソン");
    check_same("髙橋", "高橋");
    check_same("山﨑", "山崎");
    check_same("定山渓", "定山溪");
    check_same("桜ヶ丘", "桜ケ丘");
    check_same("キャッシュ", "キヤツシユ");
    check_same("「北区」(仮)", "北区 仮");
    check_same("か\u3099", "が");
    check_same("ㇻ", "ラ");
    ck_assert(finds("ぷりんた", "ﾌﾟﾘﾝﾀｰ"));
    ck_assert(!finds("ふりんた", "プリンタ"));
    ck_assert(!finds("一", "ー"));
}
END_TEST

START_TEST(drops_invalid_bytes)
{
    check_same("\xFF札\xE6幌\x80", "札幌");
    check_same("", " ・「」");
}
END_TEST

START_TEST(names_match_when_one_says_more_in_brackets)
{
    ck_assert(kk_fold_eq("中央区役所仮庁舎", "中央区役所 仮庁舎"));
    ck_assert(kk_fold_eq("中央区役所（仮庁舎）", "中央区役所"));
    ck_assert(kk_fold_eq("中央区役所", "中央区役所(仮庁舎)"));
    ck_assert(!kk_fold_eq("M720q(窓口)", "M720q(運用)"));
    ck_assert(!kk_fold_eq("北区役所", "東区役所"));
    ck_assert(!kk_fold_eq("(仮)", ""));
}
END_TEST

static unsigned seed_of_run(void)
{
    const char *told = getenv("KK_SEED");
    unsigned seed =
        told == NULL ? (unsigned)time(NULL) : (unsigned)strtoul(told, NULL, 10);

    printf("fold: KK_SEED=%u\n", seed);
    return seed;
}

static void check_fold_is_final(const char *text)
{
    struct kk_str once = {0}, twice = {0};

    kk_fold(text, &once);
    kk_fold(kk_str_c(&once), &twice);
    if (!kk_streq(kk_str_c(&once), kk_str_c(&twice)))
        ck_abort_msg("%s folds to %s, then to %s", text, kk_str_c(&once),
                     kk_str_c(&twice));
    kk_str_free(&once);
    kk_str_free(&twice);
}

static void add_cp(struct kk_str *s, uint32_t cp)
{
    char b[4];

    kk_str_addn(s, b, kk_utf8_encode(cp, b));
}

START_TEST(folding_the_fold_of_any_character_changes_nothing)
{
    for (uint32_t cp = 1; cp < 0x30000; cp++) {
        struct kk_str s = {0};

        add_cp(&s, cp);
        check_fold_is_final(kk_str_c(&s));
        /* What the character leaves behind may combine across it. */
        kk_str_clear(&s);
        kk_str_add(&s, "か");
        add_cp(&s, cp);
        kk_str_add(&s, "\u3099e(\u0301");
        check_fold_is_final(s.s);
        kk_str_free(&s);
    }
}
END_TEST

START_TEST(folding_a_fold_of_random_text_changes_nothing)
{
    static const uint32_t ranges[][2] = {
        {0x20, 0x7E},     {0xA0, 0x24F},    {0x300, 0x36F},
        {0x1100, 0x11FF}, {0x2000, 0x206F}, {0x3000, 0x30FF},
        {0x3200, 0x33FF}, {0x4E00, 0x4EFF}, {0xFE00, 0xFFEF}};

    srand(seed_of_run());
    for (int i = 0; i < 30000; i++) {
        struct kk_str s = {0};

        for (int n = rand() % 12; n >= 0; n--) {
            const uint32_t *r =
                ranges[(size_t)rand() % (sizeof ranges / sizeof *ranges)];

            add_cp(&s, r[0] + (uint32_t)rand() % (r[1] - r[0] + 1));
        }
        check_fold_is_final(kk_str_c(&s));
        kk_str_free(&s);
    }
}
END_TEST

/* The short way that plain text takes must not be another way. */
START_TEST(plain_text_folds_as_in_company)
{
    srand(seed_of_run());
    for (int i = 0; i < 20000; i++) {
        struct kk_str s = {0}, alone = {0}, both = {0};

        for (int n = rand() % 8; n >= 0; n--)
            add_cp(&s, rand() % 2 == 0 ? 0x20U + (uint32_t)rand() % 0x5F
                                       : 0x3041U + (uint32_t)rand() % 0x56);
        kk_fold(s.s, &alone);
        /* One character that is not plain sends all of it the long way. */
        kk_str_add(&s, "é");
        kk_fold(s.s, &both);
        kk_str_add(&alone, "é");
        ck_assert_str_eq(alone.s, both.s);
        kk_str_free(&s);
        kk_str_free(&alone);
        kk_str_free(&both);
    }
}
END_TEST

static void check_clean(const char *in, bool multiline, const char *want)
{
    struct kk_str out = {0};
    struct kk_err err = {0};

    ck_ok(kk_text_clean(in, strlen(in), multiline, 0, &out, &err), &err);
    ck_assert_str_eq(kk_str_c(&out), want);
    kk_str_free(&out);
}

START_TEST(cleans_text_at_the_border)
{
    check_clean(" か\u3099\t\u3000", false, "が");
    check_clean("a\tb", false, "a b");
    check_clean("one line\r\n", false, "one line");
    check_clean("\r\n一\r\n\r\n二\n", true, "一\n\n二");
    check_clean("\u202E札幌\uFEFF", false, "札幌");
    check_clean(" \u3000\n", false, "");
    check_clean("", true, "");
}
END_TEST

static void check_refused(const char *in, bool multiline, size_t max_cps,
                          const char *words)
{
    struct kk_str out = {0};
    struct kk_err err = {0};

    kk_str_add(&out, "前");
    ck_assert_int_eq(
        kk_text_clean(in, strlen(in), multiline, max_cps, &out, &err),
        KK_REFUSED);
    ck_assert_msg(strstr(err.text, words) != NULL, "%s", err.text);
    ck_assert_str_eq(out.s, "前");
    kk_str_free(&out);
}

START_TEST(refuses_text_that_may_not_enter)
{
    check_refused("札\x1B[2J", true, 0, "2文字目");
    check_refused("a\xC2\x85 z", true, 0, "制御文字");
    check_refused("a\x7F", true, 0, "U+007F");
    check_refused("札\xE6\x9C", true, 0, "2文字目");
    check_refused("a\nb", false, 0, "改行");
    check_refused("札幌市", false, 2, "3文字");
}
END_TEST

START_TEST(clean_text_is_clean)
{
    srand(seed_of_run());
    for (int i = 0; i < 30000; i++) {
        struct kk_str s = {0}, once = {0}, twice = {0};
        struct kk_err err = {0};

        for (int n = rand() % 10; n >= 0; n--)
            add_cp(&s, 0x20U + (uint32_t)rand() % 0x3300);
        if (kk_text_clean(s.s, s.n_bytes, true, 0, &once, &err) == KK_OK) {
            ck_ok(kk_text_clean(once.s, once.n_bytes, true, 0, &twice, &err),
                  &err);
            ck_assert_str_eq(kk_str_c(&once), kk_str_c(&twice));
        }
        kk_str_free(&s);
        kk_str_free(&once);
        kk_str_free(&twice);
    }
}
END_TEST

START_TEST(graphemes_go_back_as_they_went)
{
    static const uint32_t cps[] = {'a',     '\n',    0x3099, U'か',  0x200D,
                                   0x1F1EF, 0x1F468, 0xFE0F, 0x1100, 0x1161};

    srand(seed_of_run());
    for (int i = 0; i < 20000; i++) {
        size_t at[20] = {0}, n = 0;
        struct kk_str s = {0};

        for (int k = rand() % 12; k >= 0; k--)
            add_cp(&s, cps[(size_t)rand() % (sizeof cps / sizeof *cps)]);
        while (at[n] < s.n_bytes) {
            at[n + 1] = kk_grapheme_next(s.s, s.n_bytes, at[n]);
            ck_assert_uint_gt(at[n + 1], at[n]);
            n++;
        }
        for (; n > 0; n--)
            ck_assert_uint_eq(kk_grapheme_prev(s.s, s.n_bytes, at[n]),
                              at[n - 1]);
        kk_str_free(&s);
    }
}
END_TEST

START_TEST(steps_by_grapheme)
{
    /* が in two code points, a flag, a family, 葛 with a variation. */
    static const char s[] = "a"
                            "か\u3099"
                            "\U0001F1EF\U0001F1F5"
                            "\U0001F468\u200D\U0001F469"
                            "葛\U000E0100"
                            "\n"
                            "b";
    static const size_t ends[] = {1, 7, 15, 26, 33, 34, 35};
    size_t at = 0;

    for (size_t i = 0; i < 7; i++) {
        size_t next = kk_grapheme_next(s, strlen(s), at);

        ck_assert_uint_eq(next, ends[i]);
        ck_assert_uint_eq(kk_grapheme_prev(s, strlen(s), next), at);
        at = next;
    }
    ck_assert_uint_eq(kk_grapheme_next(s, strlen(s), at), strlen(s));
    ck_assert_uint_eq(kk_grapheme_prev(s, strlen(s), 0), 0);
}
END_TEST

START_TEST(numbers_are_equal_however_they_are_written)
{
    static const char *const same[][2] = {
        {"K0ー0001", "K0-0001"},      {"ＫＨ－００９９", "KH-0099"},
        {"kh‐0099", "KH-0099"},       {"KH−0099", "KH-0099"},
        {"サーバー01", "サーバー01"}, {"ｻｰﾊﾞｰ1", "サーバー1"},
        {"SN\u200B1", "SN1"},         {"SN 1", "SN 1"},
    };

    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct kk_str out = {0}, again = {0};

        kk_ident(same[i][0], &out);
        ck_assert_str_eq(kk_str_c(&out), same[i][1]);
        kk_ident(kk_str_c(&out), &again);
        ck_assert_str_eq(kk_str_c(&again), kk_str_c(&out));
        ck_assert(kk_ident_eq(same[i][0], same[i][1]));
        kk_str_free(&out);
        kk_str_free(&again);
    }
    /* What a search takes for the same is not. */
    ck_assert(!kk_ident_eq("PC-1.11", "PC-11.1"));
    ck_assert(!kk_ident_eq("00123", "123"));
    ck_assert(!kk_ident_eq("A_1", "A1"));
    ck_assert(!kk_ident_eq("A 1", "A1"));
}
END_TEST

START_TEST(tells_a_lost_leading_zero)
{
    ck_assert(kk_ident_lost_zeros("123", "00123"));
    ck_assert(kk_ident_lost_zeros("0123", "00123"));
    ck_assert(!kk_ident_lost_zeros("123", "123"));
    ck_assert(!kk_ident_lost_zeros("123", "1230"));
    ck_assert(!kk_ident_lost_zeros("A-1", "A-01"));
}
END_TEST

KK_TEST_MAIN("fold", numbers_are_equal_however_they_are_written,
             tells_a_lost_leading_zero, folds_what_people_type_alike,
             drops_invalid_bytes, names_match_when_one_says_more_in_brackets,
             folding_the_fold_of_any_character_changes_nothing,
             folding_a_fold_of_random_text_changes_nothing,
             plain_text_folds_as_in_company, cleans_text_at_the_border,
             refuses_text_that_may_not_enter, clean_text_is_clean,
             graphemes_go_back_as_they_went, steps_by_grapheme)
