/* The arguments of an action: parsed by type, defaults, prefilled values. */
#include "args.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct kk_param kk_pass_param = {
    .name = KK_PASS,
    .label = "理由で進める",
    .hint = KK_PASS_WORDS " など",
    .type = KK_TEXT,
};

struct kk_args *kk_args_new(const struct kk_action *action)
{
    struct kk_args *a = kk_alloc(sizeof *a);

    a->action = action;
    while (action->params != NULL && action->params[a->n].name != NULL)
        if (++a->n > KK_MAX_PARAMS)
            abort();
    return a;
}

void kk_slot_clear(struct kk_slot *s)
{
    if (s->text != NULL)
        memset(s->text, 0, strlen(s->text)); /* it may be a secret */
    kk_free(s->text);
    kk_free(s->shown);
    kk_free(s->ids);
    kk_free(s->ruled);
    *s = (struct kk_slot){0};
}

void kk_args_free(struct kk_args **pa)
{
    if (*pa == NULL)
        return;
    for (size_t i = 0; i <= (*pa)->n; i++)
        kk_slot_clear(&(*pa)->slot[i]);
    kk_free(*pa);
    *pa = NULL;
}

const struct kk_action *kk_args_action(const struct kk_args *a)
{
    return a->action;
}

int kk_args_index(const struct kk_args *a, const char *name)
{
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->action->params[i].name, name) == 0)
            return (int)i;
    return strcmp(name, KK_PASS) == 0 ? (int)a->n : -1;
}

const struct kk_param *kk_args_param(const struct kk_args *a, size_t i)
{
    return i < a->n ? &a->action->params[i] : &kk_pass_param;
}

void kk_args_set_as_of(struct kk_args *a, int64_t as_of)
{
    a->as_of = as_of;
}

void kk_args_now(struct kk_args *a, kk_time now)
{
    char buf[KK_TIME_BYTES];

    for (size_t i = 0; i < a->n; i++) {
        struct kk_slot *s = &a->slot[i];

        if ((a->action->params[i].flags & KK_NOW) == 0 ||
            (s->given != KK_UNSET && !s->now))
            continue;
        kk_slot_clear(s);
        s->given = KK_GIVEN;
        s->now = true;
        s->i = kk_time_cut(now);
        s->shown = kk_strdup(kk_time_iso(s->i, buf));
    }
}

/* --- one value -------------------------------------------------------------
 */

/* Keeps a number as `kept` makes it, however it was typed. */
static void keep_number(struct kk_str *text,
                        void (*kept)(const char *, struct kk_str *))
{
    struct kk_str out = {0};

    kept(kk_str_c(text), &out);
    kk_str_free(text);
    *text = out;
}

static enum kk_status set_text(const struct kk_param *p, const char *text,
                               struct kk_slot *out, struct kk_err *err)
{
    int most = p->max_cps;
    struct kk_str clean = {0};
    enum kk_status st;

    if (most == 0)
        most = p->type == KK_LINES ? 2000 : 200;
    st = kk_text_clean(text, strlen(text), p->type == KK_LINES, (size_t)most,
                       &clean, err);
    if (st == KK_OK && clean.n_bytes == 0)
        out->given = KK_EMPTY;
    if (st == KK_OK && (p->flags & KK_NARROW) != 0)
        keep_number(&clean, kk_number);
    if (st == KK_OK && (p->flags & KK_IDENT) != 0)
        keep_number(&clean, kk_ident);
    if (st == KK_OK) {
        out->text = kk_str_take(&clean);
        out->shown = kk_strdup(p->type == KK_SECRET ? "" : out->text);
    }
    kk_str_free(&clean);
    return st;
}

/* Digits as people type them: full-width ones and thousands separators too. */
static enum kk_status set_int(const char *text, struct kk_slot *out,
                              struct kk_err *err)
{
    struct kk_str narrow = {0}, plain = {0};
    bool ok;

    kk_narrow(text, &narrow);
    for (const char *p = kk_str_c(&narrow); *p != '\0'; p++)
        if (*p != ',' && *p != ' ')
            kk_str_addc(&plain, *p);
    kk_str_free(&narrow);
    ok = kk_parse_i64(kk_str_c(&plain), &out->i);
    kk_str_free(&plain);
    if (!ok)
        return kk_fail(err, KK_REFUSED,
                       "「%.*s」は数ではありません。数字で入れてください",
                       KK_CUT(text, 60));
    out->shown = kk_strdup(text);
    return KK_OK;
}

static enum kk_status set_time(struct kk_ctx *ctx, const char *text,
                               struct kk_slot *out, struct kk_err *err)
{
    enum kk_status st = kk_time_parse(text, kk_now(ctx->clock), &out->i, err);

    out->shown = kk_strdup(text);
    return st;
}

static enum kk_status set_day(struct kk_ctx *ctx, const char *text,
                              struct kk_slot *out, struct kk_err *err)
{
    kk_day day;
    enum kk_status st = kk_day_parse(text, kk_now(ctx->clock), &day, err);

    out->i = day;
    out->shown = kk_strdup(text);
    return st;
}

static const struct kk_code *find_code(const struct kk_codes *codes,
                                       const char *text)
{
    struct kk_str fold = {0};
    const struct kk_code *found = NULL;

    for (const struct kk_code *c = codes->code; c->value != NULL; c++)
        if (strcmp(c->value, text) == 0 || strcmp(c->label, text) == 0)
            return c;
    kk_fold(text, &fold);
    for (const struct kk_code *c = codes->code;
         c->value != NULL && found == NULL; c++) {
        struct kk_str v = {0};
        struct kk_str l = {0};

        kk_fold(c->value, &v);
        kk_fold(c->label, &l);
        if (kk_streq(kk_str_c(&v), kk_str_c(&fold)) ||
            kk_streq(kk_str_c(&l), kk_str_c(&fold)))
            found = c;
        kk_str_free(&v);
        kk_str_free(&l);
    }
    kk_str_free(&fold);
    return found;
}

static enum kk_status set_choice(struct kk_ctx *ctx, const struct kk_param *p,
                                 const char *text, struct kk_slot *out,
                                 struct kk_err *err)
{
    const struct kk_codes *codes = kk_find_codes(ctx->reg, p->from);
    const struct kk_code *code;
    struct kk_str all = {0};

    if (codes == NULL)
        return kk_fail(err, KK_BUG, "選択肢「%s」がありません", p->from);
    code = find_code(codes, text);
    if (code != NULL) {
        out->text = kk_strdup(code->value);
        out->shown = kk_strdup(code->label);
        return KK_OK;
    }
    for (const struct kk_code *c = codes->code; c->value != NULL; c++) {
        kk_str_addf(&all, "%s%s", c == codes->code ? "" : "、", c->value);
        if (strcmp(c->value, c->label) != 0)
            kk_str_addf(&all, "(%s)", c->label);
    }
    (void)kk_fail(err, KK_REFUSED,
                  "「%.*s」は選べません。次から選んでください: %s",
                  KK_CUT(text, 60), kk_str_c(&all));
    kk_str_free(&all);
    return KK_REFUSED;
}

/* --- references ------------------------------------------------------------
 */

static enum kk_status add_ref(struct kk_ctx *ctx, struct kk_args *a,
                              const struct kk_kind *kind, const char *text,
                              struct kk_slot *out, struct kk_str *shown,
                              struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *label;
    kk_id id;
    enum kk_status st = kk_resolve(ctx, kind, text, kk_args_binds(a, NULL),
                                   &arena, &id, &label, err);

    if (st == KK_OK) {
        out->ids = kk_realloc(out->ids, (out->n_ids + 1) * sizeof *out->ids);
        out->ids[out->n_ids++] = id;
        kk_str_addf(shown, "%s%s", out->n_ids > 1 ? "、" : "", label);
    }
    kk_arena_free(&arena);
    return st;
}

/* The end of the first of several references: at , or 、 or a line's end. */
static size_t ref_bytes(const char *s, size_t *sep_bytes)
{
    size_t n = 0;

    *sep_bytes = 0;
    while (s[n] != '\0' && s[n] != ',' && s[n] != '\n' &&
           !kk_str_starts(s + n, "、"))
        n++;
    if (s[n] != '\0')
        *sep_bytes = s[n] == ',' || s[n] == '\n' ? 1 : strlen("、");
    return n;
}

static enum kk_status set_many(struct kk_ctx *ctx, struct kk_args *a,
                               const struct kk_kind *kind, const char *text,
                               struct kk_slot *out, struct kk_str *shown,
                               struct kk_err *err)
{
    enum kk_status st = KK_OK;

    while (*text != '\0' && st == KK_OK) {
        size_t sep;
        size_t n = ref_bytes(text, &sep);
        struct kk_str one = {0};

        st = kk_text_clean(text, n, false, 200, &one, err);
        if (st == KK_OK && out->n_ids == KK_MAX_MANY)
            st = kk_fail(err, KK_REFUSED, "一度に%d件までです", KK_MAX_MANY);
        if (st == KK_OK && one.n_bytes > 0)
            st = add_ref(ctx, a, kind, kk_str_c(&one), out, shown, err);
        kk_str_free(&one);
        text += n + sep;
    }
    return st;
}

static enum kk_status set_ref(struct kk_ctx *ctx, struct kk_args *a,
                              const struct kk_param *p, const char *text,
                              struct kk_slot *out, struct kk_err *err)
{
    const struct kk_kind *kind = kk_param_kind(ctx->reg, p);
    struct kk_str shown = {0};
    enum kk_status st;

    if (kind == NULL)
        return kk_fail(err, KK_BUG, "候補「%s」がありません", p->from);
    if (p->flags & KK_MANY)
        st = set_many(ctx, a, kind, text, out, &shown, err);
    else
        st = add_ref(ctx, a, kind, text, out, &shown, err);
    if (st == KK_OK && out->n_ids == 0)
        out->given = KK_EMPTY;
    out->i = out->n_ids > 0 ? out->ids[0] : 0;
    out->shown = kk_str_take(&shown);
    return st;
}

/* --- setting ---------------------------------------------------------------
 */

static enum kk_status parse(struct kk_ctx *ctx, struct kk_args *a,
                            const struct kk_param *p, const char *text,
                            struct kk_slot *out, struct kk_err *err)
{
    out->given = KK_GIVEN;
    switch (p->type) {
    case KK_TEXT:
    case KK_LINES:
    case KK_SECRET:
        return set_text(p, text, out, err);
    case KK_INT:
        return set_int(text, out, err);
    case KK_TIME:
        return set_time(ctx, text, out, err);
    case KK_DATE:
        return set_day(ctx, text, out, err);
    case KK_CHOICE:
        return set_choice(ctx, p, text, out, err);
    case KK_REF:
        return set_ref(ctx, a, p, text, out, err);
    }
    return KK_BUG;
}

static enum kk_status set_one(struct kk_ctx *ctx, struct kk_args *a, size_t i,
                              const char *text, struct kk_err *err)
{
    const struct kk_param *p = kk_args_param(a, i);
    struct kk_slot fresh = {0};
    struct kk_str clean = {0};
    size_t unseen = text == NULL ? 0 : kk_text_unseen(text, strlen(text));
    enum kk_status st = KK_OK;

    if (text != NULL && *text != '\0' && p->type != KK_LINES &&
        p->type != KK_TEXT && p->type != KK_SECRET &&
        (p->flags & KK_MANY) == 0) {
        st = kk_text_clean(text, strlen(text), false, 200, &clean, err);
        text = kk_str_c(&clean);
    }
    if (st == KK_OK && text != NULL && *text == '\0')
        fresh.given = KK_EMPTY;
    else if (st == KK_OK && text != NULL)
        st = parse(ctx, a, p, text, &fresh, err);
    kk_str_free(&clean);
    if (st != KK_OK) {
        kk_slot_clear(&fresh);
        if (err != NULL)
            kk_fmt(err->field, sizeof err->field, "%s", p->name);
        return st;
    }
    fresh.unseen = unseen;
    kk_slot_clear(&a->slot[i]);
    a->slot[i] = fresh;
    return KK_OK;
}

/* The last / of the text, narrow or wide; NULL: none. */
static const char *last_slash(const char *text, size_t *n_bytes)
{
    const char *found = NULL;

    for (const char *s = text; *s != '\0'; s++) {
        if (*s == '/' || kk_str_starts(s, "／")) {
            found = s;
            *n_bytes = *s == '/' ? 1 : strlen("／");
        }
    }
    return found;
}

enum kk_status kk_args_set(struct kk_ctx *ctx, struct kk_args *a,
                           const char *name, const char *text,
                           struct kk_err *err)
{
    int i = kk_args_index(a, name);
    const char *slash = NULL;
    size_t slash_bytes = 0;
    char *head;
    enum kk_status st;

    if (i < 0)
        return kk_fail(err, KK_USAGE, "%s に「%s」という項目はありません",
                       a->action->name, name);
    if (text != NULL && (kk_args_param(a, (size_t)i)->flags & KK_SPLIT) &&
        (size_t)i + 1 < a->n)
        slash = last_slash(text, &slash_bytes);
    if (slash == NULL)
        return set_one(ctx, a, (size_t)i, text, err);
    head = kk_strndup(text, (size_t)(slash - text));
    st = set_one(ctx, a, (size_t)i, head, err);
    if (st == KK_OK)
        st = set_one(ctx, a, (size_t)i + 1, slash + slash_bytes, err);
    kk_free(head);
    return st;
}

static const char *ref_label(struct kk_ctx *ctx, const struct kk_param *p,
                             kk_id id, struct kk_arena *arena)
{
    const struct kk_kind *kind = kk_param_kind(ctx->reg, p);
    const char *label = "";

    if (kind != NULL && kk_label(ctx, kind, id, arena, &label, NULL) != KK_OK)
        label = "";
    return label;
}

enum kk_status kk_args_prefill(struct kk_ctx *ctx, struct kk_args *a,
                               const char *name, struct kk_val v,
                               struct kk_err *err)
{
    int i = kk_args_index(a, name);
    struct kk_arena arena = {0};
    struct kk_slot *s;
    char buf[KK_TIME_BYTES];
    enum kk_status st = KK_OK;
    const struct kk_param *p;

    if (i < 0)
        return KK_OK;
    s = &a->slot[i];
    p = kk_args_param(a, (size_t)i);
    if (s->given != KK_UNSET && !s->filled && !s->now)
        return KK_OK;
    kk_slot_clear(s);
    if (v.type == KK_VTEXT) {
        st = set_one(ctx, a, (size_t)i, v.s, err);
    } else if (v.type == KK_VINT && p->type == KK_CHOICE) {
        st = set_one(ctx, a, (size_t)i, v.i != 0 ? "yes" : "no", err);
    } else if (v.type == KK_VINT) {
        s->given = KK_GIVEN;
        s->i = v.i;
        if (p->type == KK_REF) {
            s->ids = kk_alloc(sizeof *s->ids);
            s->ids[s->n_ids++] = v.i;
        }
        s->shown =
            kk_strdup(p->type == KK_REF    ? ref_label(ctx, p, v.i, &arena)
                      : p->type == KK_TIME ? kk_time_iso(v.i, buf)
                      : p->type == KK_DATE
                          ? kk_day_iso((kk_day)v.i, buf)
                          : kk_arena_printf(&arena, "%lld", (long long)v.i));
    }
    s->filled = s->given != KK_UNSET;
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_args_defaults(struct kk_ctx *ctx, struct kk_args *a,
                                struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; i < a->n && st == KK_OK; i++) {
        const struct kk_param *p = &a->action->params[i];

        if (p->initial != NULL && a->slot[i].given == KK_UNSET)
            st = kk_args_prefill(ctx, a, p->name, kk_vtext(p->initial), err);
    }
    return st;
}

enum kk_status kk_args_set_id(struct kk_args *a, const char *name, kk_id id,
                              struct kk_err *err)
{
    int i = kk_args_index(a, name);
    struct kk_slot *s;

    if (i < 0 || kk_args_param(a, (size_t)i)->type != KK_REF)
        return kk_fail(err, KK_USAGE, "%s に「%s」という参照はありません",
                       a->action->name, name);
    s = &a->slot[i];
    if ((a->action->params[i].flags & KK_MANY) == 0)
        kk_slot_clear(s);
    if (s->n_ids == KK_MAX_MANY)
        return kk_fail_at(err, KK_REFUSED, name, "一度に%d件までです",
                          KK_MAX_MANY);
    s->given = KK_GIVEN;
    s->ids = kk_realloc(s->ids, (s->n_ids + 1) * sizeof *s->ids);
    s->ids[s->n_ids++] = id;
    s->i = s->ids[0];
    return KK_OK;
}

enum kk_status kk_args_check(const struct kk_args *a, struct kk_err *err)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct kk_param *p = &a->action->params[i];

        if ((p->flags & KK_REQUIRED) && (p->flags & KK_NOW) == 0 &&
            a->slot[i].given != KK_GIVEN)
            return kk_fail_at(err, KK_REFUSED, p->name, "%sを入れてください",
                              p->label);
    }
    return KK_OK;
}
