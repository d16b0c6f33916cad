/* Days too far from today to be meant. */
#include <kikusui/base/shown.h>
#include <kikusui/base/time.h>
#include <kikusui/domain/far.h>
#include <kikusui/store/tx.h>

#define FAR 731 /* days: two years */

struct found {
    struct kk_ctx *ctx;
    struct kk_faults *out;
};

static const struct kk_kind *near_kind(const struct kk_registry *reg,
                                       const struct kk_table *t)
{
    for (const struct kk_feature *const *f = reg->features; *f != NULL; f++)
        for (const struct kk_kind *k = (*f)->kinds;
             k != NULL && k->name != NULL; k++)
            if (k->near && kk_streq(k->table, t->name))
                return k;
    return NULL;
}

/* What the contract itself says of a row that it demands is no slip. */
static bool by_rule(struct kk_ctx *ctx, const struct kk_captured *c)
{
    const char *rule = c->born ? kk_ruled_sql(c->table, c->column->name) : NULL;
    struct kk_cur *cur = NULL;
    struct kk_str sql = {0};
    bool same = false;

    if (rule == NULL)
        return false;
    kk_str_addf(&sql,
                "SELECT 1 FROM (%s\n) r JOIN %s t ON t.rule_key = r.rule_key "
                "WHERE t.id = :row AND r.\"%s\" = :value",
                rule, c->table->name, c->column->name);
    if (kk_cur_open_sql(ctx->db, kk_str_c(&sql),
                        KK_BINDS({"row", kk_vint(c->row)}, {"value", c->new}),
                        &cur, NULL) == KK_OK)
        same = kk_cur_next(cur, NULL) == KK_OK;
    kk_cur_close(&cur);
    kk_str_free(&sql);
    return same;
}

static void look(void *user, const struct kk_captured *c)
{
    struct found *w = user;
    const struct kk_kind *kind;
    char key[64], words[160], day_text[KK_TIME_BYTES];
    kk_day day, today = kk_day_of(kk_now(w->ctx->clock));

    if (c->column == NULL || c->new.type != KK_VINT ||
        (c->column->type != KK_CT_DAY && c->column->type != KK_CT_TIME) ||
        (kind = near_kind(w->ctx->reg, c->table)) == NULL)
        return;
    day = c->column->type == KK_CT_DAY ? (kk_day)c->new.i : kk_day_of(c->new.i);
    if ((day >= today - FAR && day <= today + FAR) || by_rule(w->ctx, c))
        return;
    kk_fmt(key, sizeof key, "far %s", c->column->name);
    kk_fmt(words, sizeof words, "%sの %s は今日から2年より離れています",
           c->column->label, kk_day_long(day, day_text));
    kk_faults_add(w->out, &(struct kk_fault){
                              .kind = kind,
                              .row = c->row,
                              .key = key,
                              .column = c->column->name,
                              .words = words,
                              .weight = KK_PASSABLE,
                              .born = c->born,
                          });
}

void kk_far_written(struct kk_ctx *ctx, struct kk_faults *out)
{
    struct found w = {.ctx = ctx, .out = out};

    kk_tx_captured(ctx->db, look, &w);
}
