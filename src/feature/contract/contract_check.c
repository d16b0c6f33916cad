/* What a row of the contract's conditions may say: a key that the program asks
 * for, and a value of the form that data/contract/param.csv has for it. */
#include "contract_feature.h"

#include <kikusui/domain/contract_rows.h>
#include <kikusui/domain/sheet.h>

#include <ctype.h>
#include <string.h>

enum form { FORM_TEXT, FORM_INT, FORM_TIME, FORM_RANGE, FORM_WDAYS };
static const char *const form_words[] = {[FORM_TEXT] = "文字",
                                         [FORM_INT] = "1以上の数",
                                         [FORM_TIME] = "時刻（08:45）",
                                         [FORM_RANGE] =
                                             "月日の範囲（12-29/01-03）",
                                         [FORM_WDAYS] = "曜日（土,日）"};

static bool is_int(const char *s)
{
    int64_t v;

    return kk_parse_i64(s, &v) && v >= 0 && v <= 1000000;
}

static bool is_range(const char *s)
{
    static const char like[] = "dd-dd/dd-dd";

    for (size_t i = 0; i < sizeof like - 1; i++)
        if (like[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != like[i])
            return false;
    return s[sizeof like - 1] == '\0';
}

static bool is_wdays(const char *s)
{
    for (;;) {
        int d = 0;

        while (d < 7 && !kk_str_starts(s, kk_wday_name(d)))
            d++;
        if (d == 7)
            return false;
        s += strlen(kk_wday_name(d));
        if (*s == '\0')
            return true;
        if (*s++ != ',')
            return false;
    }
}

static bool has_form(const char *s, enum form form)
{
    switch (form) {
    case FORM_INT:
        return is_int(s);
    case FORM_TIME:
        return kk_contract_minutes(s) >= 0;
    case FORM_RANGE:
        return is_range(s);
    case FORM_WDAYS:
        return is_wdays(s);
    case FORM_TEXT:
        return *s != '\0';
    }
    return false;
}

static enum form form_of(const char *s)
{
    for (enum form f = FORM_INT; f <= FORM_WDAYS; f++)
        if (has_form(s, f))
            return f;
    return FORM_TEXT;
}

static enum kk_status check_value(const char *key, const char *value,
                                  struct kk_err *err)
{
    struct kk_sheet s;
    const char *ours = NULL;
    enum form form;
    enum kk_status st = kk_sheet_open("contract/param.csv", &s, err);

    if (st != KK_OK)
        return st;
    for (size_t i = 0; i < s.n && ours == NULL; i++)
        if (kk_streq(kk_sheet_cell(&s, i, "key"), key))
            ours = kk_sheet_cell(&s, i, "value");
    form = ours == NULL ? FORM_TEXT : form_of(ours);
    if (ours == NULL)
        st = kk_fail_at(err, KK_REFUSED, "key",
                        "「%s」という契約条件はありません。kikusui list params "
                        "で項目を示します",
                        key);
    else if (!has_form(value, form) ||
             (kk_str_starts(key, "sla.") && kk_streq(value, "0")))
        st = kk_fail_at(err, KK_REFUSED, "value",
                        "%s の値「%s」が読めません。%sで入れてください", key,
                        value, form_words[form]);
    kk_sheet_close(&s);
    return st;
}

/* The row as it stands after the writes. */
enum kk_status kk_contract_check_param(struct kk_ctx *ctx, kk_id param,
                                       struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[6] = {{0}};
    enum kk_status st =
        kk_db_one(ctx->db, "param/row", KK_BINDS({"param", kk_vint(param)}),
                  &arena, v, 6, err);

    if (st == KK_OK && v[4].i == 0) /* taken away */
        st = v[5].i > 0 ? KK_OK
                        : kk_fail(err, KK_REFUSED,
                                  "%s の最後の行です。外さずに、値か適用終了を"
                                  "直してください",
                                  v[0].s);
    else if (st == KK_OK)
        st = check_value(v[0].s == NULL ? "" : v[0].s,
                         v[1].s == NULL ? "" : v[1].s, err);
    if (st == KK_OK && v[4].i != 0 && v[3].i != 0 && v[3].i < v[2].i)
        st = kk_fail_at(err, KK_REFUSED, "valid_to", "終了が開始より前です");
    if (st == KK_OK && v[4].i > 1)
        st = kk_fail_at(err, KK_REFUSED, "valid_from",
                        "同じ日から始まる %s の行がもうあります。「契約条件を"
                        "訂正」で直してください",
                        v[0].s);
    kk_arena_free(&arena);
    return st;
}
