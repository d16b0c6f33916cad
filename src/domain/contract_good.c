/* The last good values of the contract: what came by a merge or was damaged
 * keeps nobody from opening the program. */
#include "contract_priv.h"

#include <kikusui/base/shown.h>

#define OPEN KK_PARAM_OPEN

static kk_id id_of(const struct kk_contract_rows *r,
                   enum kk_contract_table table, size_t i)
{
    return table == KK_TAB_HOLIDAY ? r->holiday[i].id
           : table == KK_TAB_DESK  ? r->desk[i].id
           : table == KK_TAB_HOURS ? r->hours[i].id
                                   : r->closure[i].id;
}

/* Row i becomes the one of `from`, or, where that has none, is left out. Of
 * a desk what it says of its closing days is then 不明: a desk is referred to.
 */
static bool put_row(struct kk_contract_rows *r, enum kk_contract_table table,
                    size_t i, const struct kk_contract_rows *from)
{
    bool good = kk_contract_count(from, table) > 0;

    if (table == KK_TAB_DESK)
        r->desk[i].closed_on =
            good ? kk_arena_strdup(&r->arena, from->desk[0].closed_on) : "不明";
    else if (table == KK_TAB_HOURS)
        r->hours[i] = good ? from->hours[0] : r->hours[--r->n_hours];
    else if (table == KK_TAB_CLOSURE)
        r->closure[i] = good ? from->closure[0] : r->closure[--r->n_closures];
    else if (table == KK_TAB_HOLIDAY)
        r->holiday[i] = good ? from->holiday[0] : r->holiday[--r->n_holidays];
    if (good && table == KK_TAB_HOURS)
        r->hours[i].service =
            kk_arena_strdup(&r->arena, from->hours[0].service);
    if (good && table == KK_TAB_CLOSURE)
        r->closure[i].note = kk_arena_strdup(&r->arena, from->closure[0].note);
    if (good && table == KK_TAB_HOLIDAY) {
        r->holiday[i].name = kk_arena_strdup(&r->arena, from->holiday[0].name);
        r->holiday[i].kind = kk_arena_strdup(&r->arena, from->holiday[0].kind);
    }
    return good;
}

static struct kk_contract_bad *add_bad(struct kk_contract_rows *r,
                                       struct kk_contract_bads *out,
                                       const struct kk_contract_asked *a,
                                       const struct kk_err *why)
{
    struct kk_contract_bad *b;

    kk_grow(&out->at, &out->cap, out->n + 1, sizeof *out->at);
    b = &out->at[out->n++];
    *b = (struct kk_contract_bad){
        .table = a->table,
        .key = a->group,
        .row = a->row,
        .column = kk_arena_strdup(&r->arena, why->field),
        .words = kk_arena_strdup(&r->arena, why->text),
    };
    return b;
}

static const char *used_words(struct kk_contract_rows *r,
                              const struct kk_contract_rows *from,
                              const char *group, bool known)
{
    struct kk_str s = {0};
    const char *words;

    for (size_t i = 0; i < from->n_params; i++)
        if (kk_contract_in_group(from->param[i].key, group))
            kk_str_addf(&s, "%s%.*s", s.n_bytes > 0 ? "、" : "",
                        KK_CUT(from->param[i].value, 40));
    words = kk_arena_strdup(&r->arena, kk_str_c(&s));
    kk_str_clear(&s);
    kk_str_addf(&s, "%s「%s」", known ? "前の値" : "契約の初めの値", words);
    words = kk_arena_strdup(&r->arena, kk_str_c(&s));
    kk_str_free(&s);
    return words;
}

/* Rows of a key stand together. */
static void put_params(struct kk_contract_rows *r, const char *group,
                       const struct kk_contract_rows *from)
{
    static const char *const hours[] = {OPEN, KK_PARAM_CLOSE};
    size_t n = 0, keys = kk_streq(group, OPEN) ? 2 : 1;

    for (size_t i = 0; i < r->n_params; i++)
        if (!kk_contract_in_group(r->param[i].key, group))
            r->param[n++] = r->param[i];
    r->n_params = n;
    for (size_t k = 0; k < keys; k++) {
        const char *key = keys == 2 ? hours[k] : group;

        for (size_t i = 0; i < from->n_params; i++) {
            struct kk_param_row row = from->param[i];

            if (!kk_streq(row.key, key))
                continue;
            row.key = kk_arena_strdup(&r->arena, row.key);
            row.value = kk_arena_strdup(&r->arena, row.value);
            kk_grow(&r->param, &r->cap_params, r->n_params + 1,
                    sizeof *r->param);
            r->param[r->n_params++] = row;
        }
    }
}

static enum kk_status mend_group(struct kk_db *db, struct kk_contract_rows *r,
                                 const char *group,
                                 struct kk_contract_bads *out,
                                 struct kk_err *err)
{
    struct kk_contract_rows good = {0};
    const struct kk_contract_asked a = {
        .table = KK_TAB_PARAM, .group = kk_arena_strdup(&r->arena, group)};
    struct kk_contract_bad *b;
    struct kk_err why = {0};
    bool known;
    enum kk_status st = kk_contract_judge(r, group, &why);

    if (st == KK_OK)
        return KK_OK;
    b = add_bad(r, out, &a, &why);
    st = kk_contract_last_good(db, &a, &good, err);
    known = good.n_params > 0;
    if (st == KK_OK && !known)
        st = kk_contract_rows_builtin(&good, err);
    if (st == KK_OK) {
        b->used = used_words(r, &good, group, known);
        put_params(r, a.group, &good);
    }
    kk_contract_rows_free(&good);
    return st;
}

static bool told(const struct kk_contract_bads *out, const char *group)
{
    for (size_t i = 0; i < out->n; i++)
        if (kk_streq(out->at[i].key, group))
            return true;
    return false;
}

static enum kk_status mend_params(struct kk_db *db, struct kk_contract_rows *r,
                                  struct kk_contract_bads *out,
                                  struct kk_err *err)
{
    enum kk_status st = mend_group(db, r, OPEN, out, err);

    /* What is put in place stands at the end. */
    for (size_t i = 0; st == KK_OK && i < r->n_params; i++) {
        const char *group = kk_contract_group(r->param[i].key);

        if (!kk_streq(group, OPEN) && !told(out, group) &&
            (i == 0 || !kk_streq(r->param[i].key, r->param[i - 1].key))) {
            st = mend_group(db, r, group, out, err);
            if (told(out, group))
                i = (size_t)-1; /* they moved: from the beginning */
        }
    }
    for (size_t i = 0; st == KK_OK && i < r->n_gone; i++) {
        const char *group = kk_contract_group(r->gone[i]);
        struct kk_err why;

        /* Conditions of newer and of older programs come and go. */
        if (!told(out, group) && kk_contract_value(group, "", &why) != KK_NONE)
            st = mend_group(db, r, group, out, err);
    }
    return st;
}

static enum kk_status mend_rows(struct kk_db *db, enum kk_contract_table table,
                                struct kk_contract_rows *r,
                                struct kk_contract_bads *out,
                                struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = kk_contract_count(r, table); st == KK_OK && i-- > 0;) {
        const struct kk_contract_asked a = {.table = table,
                                            .row = id_of(r, table, i)};
        struct kk_contract_rows good = {0};
        struct kk_contract_bad *b;
        struct kk_err why = {0};

        if (kk_contract_judge_row(r, table, i, &why) == KK_OK)
            continue;
        b = add_bad(r, out, &a, &why);
        st = kk_contract_last_good(db, &a, &good, err);
        if (st == KK_OK)
            b->used = put_row(r, table, i, &good) ? "前の値"
                      : table == KK_TAB_DESK      ? "休業は「不明」"
                                                  : "この行はないもの";
        kk_contract_rows_free(&good);
    }
    return st;
}

enum kk_status kk_contract_mend(struct kk_db *db, struct kk_contract_rows *rows,
                                struct kk_contract_bads *out,
                                struct kk_err *err)
{
    static const enum kk_contract_table tables[] = {
        KK_TAB_HOLIDAY, KK_TAB_DESK, KK_TAB_HOURS, KK_TAB_CLOSURE};
    enum kk_status st = mend_params(db, rows, out, err);

    for (size_t i = 0; st == KK_OK && i < sizeof tables / sizeof *tables; i++)
        st = mend_rows(db, tables[i], rows, out, err);
    return st;
}
