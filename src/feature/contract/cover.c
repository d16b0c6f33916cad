/* What stands on the cover of every paper (§11): who the contractor is, the
 * contract's number, whom it goes to and who answers for it. Conditions of the
 * contract with their validity (data/contract/cover.csv) that the contract
 * itself leaves open: none of them is there before the office enters it. */
#include "contract_feature.h"

#include <kikusui/base/shown.h>
#include <kikusui/base/time.h>
#include <kikusui/domain/sheet.h>
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/db.h>
#include <kikusui/store/tx.h>

#include <string.h>

#define KEYS "cover."

/* --- writing ---------------------------------------------------------------
 */

struct cover {
    struct kk_ctx *ctx;
    const struct kk_args *args;
    struct kk_sheet labels;
    kk_day from;
    struct kk_val to; /* where the contract's term ends */
    struct kk_err *err;
};

static const char *label_of(const struct cover *c, const char *key)
{
    for (size_t i = 0; i < c->labels.n; i++)
        if (strcmp(kk_sheet_cell(&c->labels, i, "key"), key) == 0)
            return kk_sheet_cell(&c->labels, i, "label");
    return key;
}

/* A row that begins on that day is put right, any other stays as it is. */
static enum kk_status put(struct cover *c, const struct kk_param *p, kk_id *id)
{
    struct kk_db *db = c->ctx->db;
    char key[48], day[KK_TIME_BYTES];
    const char *value = p->type == KK_DATE
                            ? kk_day_iso(kk_arg_day(c->args, p->name), day)
                            : kk_arg_text(c->args, p->name);
    int64_t row;
    enum kk_status st;

    kk_fmt(key, sizeof key, KEYS "%s", p->name);
    st = kk_db_int(db, "param/cover_row",
                   KK_BINDS({"key", kk_vtext(key)}, {"from", kk_vint(c->from)}),
                   &row, c->err);
    if (st == KK_OK && row == 0 && kk_arg_given(c->args, p->name) == KK_GIVEN)
        return kk_row_insert(
            db, "contract_param",
            KK_CELLS({"key", kk_vtext(key)}, {"value", kk_vtext(value)},
                     {"label", kk_vtext(label_of(c, key))},
                     {"valid_from", kk_vint(c->from)}, {"valid_to", c->to}),
            id, c->err);
    if (st != KK_OK || row == 0)
        return st;
    *id = row;
    return kk_arg_given(c->args, p->name) == KK_EMPTY
               ? kk_row_delete(db, "contract_param", row, c->err)
               : kk_row_update(db, "contract_param", row,
                               KK_CELLS({"value", kk_vtext(value)}), c->err);
}

static enum kk_status term(struct cover *c, kk_day day, kk_day *first)
{
    struct kk_arena arena = {0};
    struct kk_val v[2] = {{0}, {0}};
    enum kk_status st =
        kk_db_one(c->ctx->db, "param/cover_term",
                  KK_BINDS({"day", kk_vint(day)}), &arena, v, 2, c->err);

    *first = v[0].type == KK_VINT ? (kk_day)v[0].i : day;
    c->to = v[1];
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status run_set(struct kk_ctx *ctx, const struct kk_args *a,
                              kk_id *id, struct kk_err *err)
{
    struct cover c = {.ctx = ctx, .args = a, .err = err};
    bool given = kk_arg_given(a, "from") == KK_GIVEN;
    kk_day day = given ? kk_arg_day(a, "from") : kk_day_of(kk_now(ctx->clock));
    enum kk_status st = kk_sheet_open("contract/cover.csv", &c.labels, err);
    size_t n = 0;

    if (st != KK_OK)
        return st;
    st = term(&c, day, &c.from);
    c.from = given ? day : c.from;
    for (const struct kk_param *p = kk_args_action(a)->params;
         st == KK_OK && p->name != NULL; p++) {
        if (strcmp(p->name, "from") == 0 || strcmp(p->name, "reason") == 0 ||
            kk_arg_given(a, p->name) == KK_UNSET)
            continue;
        st = put(&c, p, id);
        n++;
    }
    kk_sheet_close(&c.labels);
    if (st == KK_OK && n == 0)
        return kk_fail(err, KK_REFUSED, "変えるものを入れてください");
    return st;
}

/* --- the tables ------------------------------------------------------------
 */

#define TEXT(name_, label_, ...)                                               \
    PARAM(name_, .label = label_, .max_cps = 100, __VA_ARGS__)

static const struct kk_action actions[] = {
    {.name = "cover.set",
     .label = "書類の記載事項を決める",
     .kind = "param",
     .words = "報告書の鑑に載る受託者、契約番号、宛名、連絡先を入れます。年度の"
              "途中で変わるときは、適用開始を入れて変わるものだけを直します。",
     .fill = "param/fill_cover",
     .flags = KK_OFFICE,
     .params = PARAMS(
         TEXT("contractor", "受託者の商号", .hint = "例: 株式会社○○"),
         TEXT("address", "受託者の住所"),
         TEXT("representative", "代表者職氏名", .hint = "例: 代表取締役 ○○ ○○"),
         TEXT("contract_no", "契約番号"),
         PARAM("contract_date", .label = "契約日", .type = KK_DATE),
         TEXT("addressee", "宛名", .hint = "（あて先）札幌市長"),
         TEXT("section", "担当課", .hint = "市の担当課"),
         TEXT("mail", "担当課のメール", .hint = "完了報告メールの宛先"),
         TEXT("person", "連絡先の担当者", .hint = "受託者の担当者"),
         TEXT("phone", "連絡先の電話", .flags = KK_NARROW),
         PARAM("from", .label = "適用開始", .type = KK_DATE,
               .hint = "空なら今の契約期間の始めから"),
         TEXT("mail_from", "差出人のメール",
              .hint = "空なら完了報告メールに差出人を書きません"),
         PARAM("seal", .label = "押印欄", .type = KK_CHOICE, .from = "box",
               .hint = "空ならなし"),
         PARAM("check", .label = "確認欄", .type = KK_CHOICE, .from = "box",
               .hint = "市の確認欄。空ならなし"),
         KK_P_WHY),
     .run = run_set},
    END,
};
static const struct kk_codes codes[] = {
    CODES("box", SAME("あり"), SAME("なし")),
    END,
};
static const struct kk_col cols[] = {
    COL("label", "記載事項", 16),
    COL("value", "内容", 30, .flags = KK_COL_GROW),
    COL("state", "状態", 8, .flags = KK_COL_JUDGED),
    COL("valid_from", "適用開始", 10, .show = KK_SHOW_DATE),
    COL("valid_to", "適用終了", 10, .show = KK_SHOW_DATE),
    COL("key", "項目", 0, .flags = KK_COL_HIDDEN),
    COL("need", "要否", 0, .flags = KK_COL_HIDDEN),
    COL("sort", "並び", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    END,
};
/* What is missing of it for a paper of :first to :last, as gaps are told. */
static const struct kk_col gap_cols[] = {
    COL("what", "足りないもの", 30, .flags = KK_COL_GROW),
    COL("weight", "扱い", 8),
    COL("kind", "種類", 8),
    COL("target", "記録", 8, .flags = KK_COL_HIDDEN),
    COL("sort", "並び", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_listing listings[] = {
    {.name = "cover",
     .title = "書類の記載事項",
     .sql = "param/list_cover",
     .empty = "書類の記載事項はありません。F2 の「書類の記載事項を決める」で"
              "入れます。",
     .row_kind = "",
     .orders = ORDERS("sort"),
     .cols = cols},
    {.name = "cover_data",
     .title = "記載事項の未記入",
     .sql = "param/cover_data",
     .empty = "足りないものはありません。",
     .row_kind = "",
     .orders = ORDERS("sort"),
     .cols = gap_cols,
     .flags = KK_LIST_HIDDEN},
    END,
};

const struct kk_feature kk_feature_cover = {
    .name = "cover",
    .actions = actions,
    .listings = listings,
    .codes = codes,
};
