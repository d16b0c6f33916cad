/* What people type and paste: times, days, texts at the border, folding. */
#include "fuzz.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/time.h>
#include <kikusui/base/utf8.h>

#include <string.h>

static const char *const seeds[] = {"2023-04-12T10:20",
                                    "2023-04-12 10:20",
                                    "10:20",
                                    "1020",
                                    "昨日 14:20",
                                    "明日",
                                    "+3",
                                    "+30分",
                                    "+2時間",
                                    "9/16 14:20",
                                    "9月16日 9:05",
                                    "2023/9/16",
                                    "R8.9.16 10:20",
                                    "令和8年9月16日",
                                    "20230916",
                                    "今",
                                    "１０：２０",
                                    "－3",
                                    "2099-12-31",
                                    "北区役所(総合庁舎)",
                                    "ＲＩＣＯＨ＿ＳＰ",
                                    "ﾊﾟｿｺﾝ ㈱ 髙﨑",
                                    "が\xE3\x82\x99"};

bool kk_fuzz_seed(size_t i, struct kk_str *out)
{
    if (i >= sizeof seeds / sizeof *seeds)
        return false;
    kk_str_add(out, seeds[i]);
    return true;
}

/* 2023-04-12T10:20 */
static const kk_time now = 1681262400;

static void check_times(const char *text)
{
    char iso[KK_TIME_BYTES];
    struct kk_err err = {0};
    kk_time t, again;
    kk_day d, d_again;
    enum kk_status st = kk_time_parse(text, now, &t, &err);

    FUZZ_CHECK(st == KK_OK || (st == KK_REFUSED && err.text[0] != '\0'));
    if (st == KK_OK) {
        FUZZ_CHECK(t % 60 == 0);
        FUZZ_CHECK(kk_time_parse(kk_time_iso(t, iso), now, &again, NULL) ==
                       KK_OK &&
                   again == t);
    }
    st = kk_day_parse(text, now, &d, &err);
    FUZZ_CHECK(st == KK_OK || st == KK_REFUSED);
    if (st == KK_OK)
        FUZZ_CHECK(kk_day_parse(kk_day_iso(d, iso), now, &d_again, NULL) ==
                       KK_OK &&
                   d_again == d);
}

/* Clean text is clean; folded text is folded. */
static void check_text(const char *text, size_t n_bytes)
{
    struct kk_str clean = {0}, again = {0}, fold = {0}, twice = {0};
    enum kk_status st = kk_text_clean(text, n_bytes, true, 100, &clean, NULL);

    FUZZ_CHECK(st == KK_OK || st == KK_REFUSED);
    if (st == KK_OK) {
        FUZZ_CHECK(kk_utf8_count(kk_str_c(&clean), clean.n_bytes) <= 100);
        FUZZ_CHECK(kk_text_clean(kk_str_c(&clean), clean.n_bytes, true, 100,
                                 &again, NULL) == KK_OK);
        FUZZ_CHECK(kk_streq(kk_str_c(&clean), kk_str_c(&again)));
    }
    kk_fold(text, &fold);
    kk_fold(kk_str_c(&fold), &twice);
    FUZZ_CHECK(kk_streq(kk_str_c(&fold), kk_str_c(&twice)));
    kk_str_free(&clean);
    kk_str_free(&again);
    kk_str_free(&fold);
    kk_str_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct kk_str text = {0};

    kk_str_addn(&text, (const char *)data, n_bytes > 400 ? 400 : n_bytes);
    check_text(kk_str_c(&text), text.n_bytes);
    check_times(kk_str_c(&text));
    kk_str_free(&text);
    return 0;
}
