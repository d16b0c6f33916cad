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

KK_TEST_MAIN("fold", folds_what_people_type_alike, drops_invalid_bytes,
             names_match_when_one_says_more_in_brackets,
             cleans_text_at_the_border, refuses_text_that_may_not_enter,
             steps_by_grapheme)
