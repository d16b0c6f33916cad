/* Rules between columns: what an action broke is refused, goes on for the
 * reason given, or is told. */
#include <kikusui/domain/check.h>
#include <kikusui/store/tx.h>

#include <string.h>

bool kk_fault_stood(const struct kk_faults *before, const struct kk_fault *f)
{
    for (size_t i = 0; i < before->n; i++)
        if (before->fault[i].kind == f->kind &&
            before->fault[i].row == f->row &&
            before->fault[i].weight <= f->weight &&
            kk_streq(before->fault[i].key, f->key))
            return true;
    return false;
}

/* Whether the action has an own parameter of that name. */
static bool has(const struct kk_action *a, const char *name)
{
    for (const struct kk_param *p = a->params;
         p != NULL && p->name != NULL && name != NULL; p++)
        if (kk_streq(p->name, name))
            return true;
    return false;
}

/* The parameter that wrote the column at fault; else the time of what
 * happened, which many actions write by themselves. */
static const char *field_of(const struct kk_action *a, const char *column)
{
    if (column == NULL)
        return "";
    for (const struct kk_param *p = a->params; p != NULL && p->name != NULL;
         p++)
        if (kk_streq(p->column, column))
            return p->name;
    if (has(a, column))
        return column;
    return (a->flags & KK_HAPPENED) != 0 && has(a, "at") ? "at" : "";
}

/* Whether the action's own reason is what the rule asks for. */
static bool own(const struct kk_action *a, const struct kk_fault *f)
{
    return f->into == NULL && kk_streq(f->column, "reason") && has(a, "reason");
}

/* What was given for going on: `pass`, or the action's own reason where the
 * rule asks for that. */
static const char *reason_for(const struct kk_args *a, const struct kk_fault *f)
{
    const char *reason = kk_arg_text(a, KK_PASS);

    if (reason == NULL && own(kk_args_action(a), f))
        reason = kk_arg_text(a, "reason");
    return reason != NULL && *reason != '\0' ? reason : NULL;
}

static enum kk_status put_reason(struct kk_ctx *ctx, const struct kk_fault *f,
                                 const char *reason, struct kk_str *tell,
                                 struct kk_err *err)
{
    const struct kk_table *t =
        kk_catalog_named(kk_db_catalog(ctx->db), f->kind->table);
    kk_id id;

    kk_str_addf(tell, "%.*s: %s\n", (int)kk_fault_wrong(f), f->words, reason);
    if (f->into != NULL)
        return kk_row_update(ctx->db, f->kind->table, f->row,
                             KK_CELLS({f->into, kk_vtext(reason)}), err);
    return kk_row_insert(
        ctx->db, "pass",
        KK_CELLS({"tab", kk_vint(t->id)}, {"row", kk_vint(f->row)},
                 {"key", kk_vtext(f->key)}, {"reason", kk_vtext(reason)}),
        &id, err);
}

struct refusal {
    struct kk_str words;
    const char *field;
    bool forbidden;
    bool pass;    /* the action's own reason would not do for all of it */
    bool into;    /* a reason of the record's is asked */
    bool missing; /* another copy may hold it */
};

static void refuse(struct refusal *r, const struct kk_args *args,
                   const struct kk_fault *f)
{
    const struct kk_action *a = kk_args_action(args);
    bool forbidden = f->weight == KK_FORBIDDEN;

    if (strstr(kk_str_c(&r->words), f->words) == NULL)
        kk_str_addf(&r->words, "%s%s", r->words.n_bytes > 0 ? "。" : "",
                    f->words);
    if (forbidden && !r->forbidden)
        r->field = field_of(a, f->column);
    r->forbidden |= forbidden;
    r->into |= f->into != NULL;
    r->pass |= !own(a, f);
    r->missing |= f->missing;
}

static enum kk_status say(const struct refusal *r, struct kk_err *err)
{
    if (r->forbidden)
        return kk_fail_at(err, KK_REFUSED, r->field, "%s", kk_str_c(&r->words));
    return kk_fail_at(err, KK_REFUSED, r->pass ? KK_PASS : "reason", "%s。%s",
                      kk_str_c(&r->words),
                      r->into ? "理由をここに入れても進められます"
                      : r->missing
                          ? "「" KK_PASS_WORDS "」などの理由で進められます"
                          : "正しいときは、理由を入れると進められます");
}

enum kk_status kk_check_judge(struct kk_ctx *ctx, const struct kk_args *a,
                              const struct kk_faults *before,
                              const struct kk_faults *now, struct kk_str *tell,
                              struct kk_err *err)
{
    struct refusal r = {.field = ""};
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < now->n; i++) {
        const struct kk_fault *f = &now->fault[i];
        const char *reason = reason_for(a, f);

        if (f->reason != NULL || kk_fault_stood(before, f))
            continue;
        if (f->weight == KK_REMARK)
            kk_str_addf(tell, "注意: %s\n", f->words);
        else if (f->weight == KK_PASSABLE && reason != NULL)
            st = put_reason(ctx, f, reason, tell, err);
        else
            refuse(&r, a, f);
    }
    if (st == KK_OK && r.words.n_bytes > 0)
        st = say(&r, err);
    kk_str_free(&r.words);
    return st;
}
