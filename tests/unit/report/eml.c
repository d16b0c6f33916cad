/* A mail's file from what strangers wrote: no header but ours, no long line, no
 * character in two. */
#include "test.h"

#include <kikusui/base/utf8.h>
#include <kikusui/report/paper.h>

#include <string.h>

static const struct kk_part pairs = {.form = KK_PART_PAIRS};
static const struct kk_part lines = {.form = KK_PART_TEXT};
static const struct kk_paper_kind kind = {.title = "完了報告メール"};

static enum kk_status mail(const char *to, const char *subject,
                           const char *line, struct kk_str *out,
                           struct kk_err *err)
{
    struct kk_val head[] = {kk_vtext("宛先"), kk_vtext(to), kk_vtext("件名"),
                            kk_vtext(subject)};
    struct kk_val text[] = {kk_vtext(line)};
    struct kk_made_part part[] = {
        {.part = &pairs, .n_cols = 2, .n_rows = 2, .cell = head},
        {.part = &lines, .n_cols = 1, .n_rows = 1, .cell = text}};
    struct kk_made_sheet sheet = {.n_parts = 2, .part = part};
    struct kk_paper p = {.kind = &kind, .n_sheets = 1, .sheet = &sheet};

    return kk_paper_eml(&p, out, err);
}

/* Lines of at most 76 ASCII characters, each ended by CR LF; before the first
 * empty one only the headers that there are. */
static void expect_sound(const char *s)
{
    static const char *const known[] = {"X-Unsent: 1",
                                        "To:",
                                        "Subject:",
                                        " ",
                                        "MIME-Version: 1.0",
                                        "Content-Type:",
                                        "Content-Transfer-Encoding: base64"};
    bool head = true;

    while (*s != '\0') {
        size_t n = strcspn(s, "\r\n");
        bool found = !head;

        ck_assert_uint_le(n, 76);
        ck_assert_msg(strncmp(s + n, "\r\n", 2) == 0, "a bare line end");
        for (size_t i = 0; i < n; i++)
            ck_assert_msg(s[i] >= ' ' && s[i] <= '~', "no ASCII");
        head = head && n > 0;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            found = found || strncmp(s, known[i], strlen(known[i])) == 0;
        ck_assert_msg(!head || found, "a header of theirs: %.*s", (int)n, s);
        s += n + 2;
    }
    ck_assert(!head);
}

START_TEST(data_gets_into_no_header)
{
    struct kk_str out = {0};
    struct kk_err err;

    ck_ok(mail("a@example.jp", "【完了報告】R5\r\nBcc: x@example.jp\r\n\r\nhi",
               "text\rwith\r\nreturns", &out, &err),
          &err);
    expect_sound(kk_str_c(&out));
    ck_assert_ptr_null(strstr(kk_str_c(&out), "Bcc"));
    kk_str_free(&out);
}
END_TEST

START_TEST(an_address_is_one)
{
    static const char *const bad[] = {"a@example.jp\r\nBcc: x",
                                      "担当課",
                                      "担当課 <a@example.jp>",
                                      "a@b@c",
                                      "@example.jp",
                                      "a@",
                                      "a\x7f@example.jp",
                                      "",
                                      " , ;"};
    struct kk_str out = {0};
    struct kk_err err;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_msg(mail(bad[i], "x", "y", &out, &err) == KK_REFUSED, "%s",
                      bad[i]);
        kk_str_clear(&out);
    }
    ck_ok(mail("a@example.jp; b@example.jp,c@example.jp", "x", "y", &out, &err),
          &err);
    expect_sound(kk_str_c(&out));
    ck_assert_ptr_nonnull(strstr(kk_str_c(&out),
                                 "To: a@example.jp,\r\n b@example.jp,\r\n "
                                 "c@example.jp\r\n"));
    kk_str_free(&out);
}
END_TEST

/* Whatever the length, each word is whole characters. */
START_TEST(a_subject_is_cut_between_characters)
{
    struct kk_err err;

    for (size_t n = 0; n < 120; n++) {
        struct kk_str out = {0}, subject = {0};
        const char *at;

        for (size_t i = 0; i < n; i++)
            kk_str_add(&subject, i % 3 == 0 ? "x" : i % 3 == 1 ? "𠮷" : "髙");
        ck_ok(mail("a@example.jp", kk_str_c(&subject), "y", &out, &err), &err);
        expect_sound(kk_str_c(&out));
        at = kk_str_c(&out);
        while ((at = strstr(at, "=?UTF-8?B?")) != NULL) {
            size_t len = strcspn(at, "\r");
            char word[80] = "";
            uint32_t buf = 0;
            size_t bits = 0, bytes = 0, done = 0;

            ck_assert_uint_le(len, 75);
            for (const char *c = at + 10; *c != '?' && *c != '='; c++) {
                static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                            "abcdefghijklmnopqrstuvwxyz"
                                            "0123456789+/";

                buf = buf << 6 | (uint32_t)(strchr(digit, *c) - digit);
                bits += 6;
                if (bits >= 8)
                    word[bytes++] = (char)(buf >> (bits -= 8));
            }
            while (done < bytes) {
                uint32_t cp;
                size_t one = kk_utf8_decode(word + done, bytes - done, &cp);

                ck_assert_msg(one > 0, "a character in two");
                done += one;
            }
            at += len;
        }
        kk_str_free(&out);
        kk_str_free(&subject);
    }
}
END_TEST

KK_TEST_MAIN("eml", data_gets_into_no_header, an_address_is_one,
             a_subject_is_cut_between_characters)
