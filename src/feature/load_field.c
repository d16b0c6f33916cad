/* Reading one field of a list that others made. */
#include "load_field.h"

#include <kikusui/base/fold.h>

#include <string.h>

enum { MAX_CPS = 40 };

enum kk_status kk_load_field(const struct kk_csv_record *rec, size_t i,
                             struct kk_str *out, struct kk_err *why)
{
    const char *ruined;
    enum kk_status st;

    if (i >= rec->n)
        return kk_fail(why, KK_REFUSED, "空です");
    if (rec->bad[i])
        return kk_fail(
            why, KK_REFUSED,
            "%zu文字目が読めません（CP932 か UTF-8 で保存してください）",
            rec->bad[i]);
    kk_csv_unwrap(rec->field[i]);
    st = kk_text_clean(rec->field[i], strlen(rec->field[i]), false, MAX_CPS,
                       out, why);
    ruined = st == KK_OK ? kk_csv_ruined(kk_str_c(out), true) : NULL;
    if (ruined != NULL)
        st = kk_fail(why, KK_REFUSED, "「%s」は%s", kk_str_c(out), ruined);
    if (st == KK_OK && out->n_bytes == 0)
        st = kk_fail(why, KK_REFUSED, "空です");
    return st;
}
