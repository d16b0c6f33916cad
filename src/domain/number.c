/* Numbers that people say: each copy counts its own, so that laptops which
 * cannot talk never give the same one. */
#include <kikusui/base/shown.h>
#include <kikusui/domain/feature.h>
#include <kikusui/store/db.h>

#include <string.h>

/* The highest it gave, deleted rows included: a number is never used again. */
static enum kk_status last_no(struct kk_ctx *ctx, const struct kk_kind *kind,
                              const char *from, int64_t *out,
                              struct kk_err *err)
{
    char below[40];
    struct kk_str sql = {0};
    struct kk_cur *cur = NULL;
    enum kk_status st;

    /* The character behind the last one: '.' follows '-', G follows F. */
    kk_fmt(below, sizeof below, "%s", from);
    below[strlen(below) - 1]++;
    kk_str_addf(&sql,
                "SELECT max(CAST(substr(no, length(:from) + 1) AS INTEGER)) "
                "FROM %s WHERE no >= :from AND no < :below",
                kind->table);
    st = kk_cur_open_sql(
        ctx->db, kk_str_c(&sql),
        KK_BINDS({"from", kk_vtext(from)}, {"below", kk_vtext(below)}), &cur,
        err);
    if (st == KK_OK)
        st = kk_cur_next(cur, err);
    *out = st == KK_OK ? kk_cur_int(cur, 0) : 0;
    kk_cur_close(&cur);
    kk_str_free(&sql);
    return st;
}

enum kk_status kk_next_no(struct kk_ctx *ctx, const struct kk_kind *kind,
                          char out[48], struct kk_err *err)
{
    char from[40];
    int64_t last;
    enum kk_status st;

    out[0] = '\0';
    if (ctx->node[0] == '\0')
        return kk_fail(err, KK_REFUSED,
                       "この端末にまだ名前がありません。init か node accept を"
                       "先に済ませてください");
    kk_fmt(from, sizeof from, "%s-%s", ctx->node, kind->number);
    st = last_no(ctx, kind, from, &last, err);
    if (st == KK_OK)
        kk_fmt(out, 48, "%s%04d", from, (int)(last % 100000000) + 1);
    return st;
}
