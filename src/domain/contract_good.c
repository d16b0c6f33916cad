/* The last good values of the contract: what came by a merge or was damaged
 * keeps nobody from opening the program. */
#include <kikusui/base/shown.h>
#include <kikusui/domain/contract_rows.h>
#include <kikusui/store/journal.h>

#include <string.h>

#define OPEN "service.open"
#define CLOSE "service.close"

const char *kk_contract_group(const char *key)
{
    return kk_streq(key, CLOSE) ? OPEN : key;
}

static bool in_group(const char *key, const char *group)
{
    return kk_streq(kk_contract_group(key), group);
}

/* --- what makes sense ------------------------------------------------------
 */

static enum kk_status judge_hours(const struct kk_contract_rows *r,
                                  struct kk_err *err)
{
    struct kk_term *t = kk_alloc(2 * (r->n_params + 1) * sizeof *t);
    struct kk_term *closes = t + r->n_params + 1;
    struct kk_cal_spec spec = {.opens = t, .closes = closes};
    struct kk_calendar *cal = NULL;
    enum kk_status st;

    for (size_t i = 0; i < r->n_params; i++) {
        const struct kk_param_row *p = &r->param[i];
        struct kk_term term = {.from = p->from,
                               .to = p->to,
                               .value = kk_contract_minutes(p->value)};

        if (kk_streq(p->key, OPEN))
            t[spec.n_opens++] = term;
        else if (kk_streq(p->key, CLOSE))
            closes[spec.n_closes++] = term;
    }
    st = kk_cal_new(&spec, &cal, err);
    kk_cal_free(&cal);
    kk_free(t);
    return st;
}

static enum kk_status judge_params(const struct kk_contract_rows *r,
                                   const char *group, struct kk_err *err)
{
    enum kk_status st = KK_OK;
    size_t n = 0;

    for (size_t i = 0; st == KK_OK && i < r->n_params; i++) {
        const struct kk_param_row *p = &r->param[i];

        if (!in_group(p->key, group))
            continue;
        n++;
        st = kk_contract_value(p->key, p->value, err);
        if (st == KK_NONE) /* of a newer program */
            return KK_OK;
        if (st == KK_OK && p->from != 0 && p->to != 0 && p->to < p->from)
            st = kk_fail_at(err, KK_REFUSED, "valid_to",
                            "%s の適用終了が開始より前です", p->key);
    }
    if (st == KK_OK && n == 0)
        st = kk_fail(err, KK_REFUSED,
                     "%s の行がありません。最後の行は外さずに、値か適用終了を"
                     "直してください",
                     group);
    return st == KK_OK && kk_streq(group, OPEN) ? judge_hours(r, err) : st;
}

static enum kk_status judge_holiday(const struct kk_holiday_row *h,
                                    struct kk_err *err)
{
    static const char *const kinds[] = {"",           "祝日",     "振替休日",
                                        "国民の休日", "年末年始", "臨時"};
    bool known = false;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        known |= kk_streq(h->kind, kinds[i]);
    if (!known)
        return kk_fail_at(err, KK_REFUSED, "kind",
                          "休日の種類「%.*s」はありません",
                          KK_CUT(h->kind, 40));
    if (h->day < kk_day_make(KK_CAL_FIRST_YEAR, 1, 1) ||
        h->day > kk_day_make(KK_CAL_LAST_YEAR, 12, 31))
        return kk_fail_at(err, KK_REFUSED, "date",
                          "休日の日付が%d年から%d年の間にありません",
                          KK_CAL_FIRST_YEAR, KK_CAL_LAST_YEAR);
    return KK_OK;
}

static enum kk_status judge_desk_hours(const struct kk_desk_hours_row *h,
                                       struct kk_err *err)
{
    if (h->dow < 0 || h->dow > 6)
        return kk_fail_at(err, KK_REFUSED, "dow", "窓口の曜日がありません");
    if (h->open_min < 0 || h->close_min > 24 * 60 ||
        h->close_min <= h->open_min)
        return kk_fail_at(err, KK_REFUSED, "close",
                          "窓口の受付時間の終了 %d:%02d が開始 %d:%02d より後に"
                          "なっていません",
                          h->close_min / 60, h->close_min % 60,
                          h->open_min / 60, h->open_min % 60);
    return KK_OK;
}

static enum kk_status judge_closure(const struct kk_desk_closure_row *c,
                                    struct kk_err *err)
{
    if (c->from == 0 || c->to < c->from)
        return kk_fail_at(err, KK_REFUSED, "to_day",
                          "窓口の休業の終了が開始より前です");
    return KK_OK;
}

static enum kk_status judge_desk(const struct kk_desk_info *d,
                                 struct kk_err *err)
{
    struct kk_desk_rule rule;
    enum kk_status st = kk_desk_rule_parse(d->closed_on, &rule, err);

    if (st != KK_OK) {
        kk_err_prefix(err, "メーカー窓口「%.*s」の休業: ", KK_CUT(d->name, 60));
        kk_fmt(err->field, sizeof err->field, "closed_on");
    }
    return st;
}

/* --- rows of any table -----------------------------------------------------
 *
 * A table's rows by number, so that one walk serves them all. */

static size_t count_of(const struct kk_contract_rows *r,
                       enum kk_contract_table table)
{
    return table == KK_TAB_HOLIDAY   ? r->n_holidays
           : table == KK_TAB_DESK    ? r->n_desks
           : table == KK_TAB_HOURS   ? r->n_hours
           : table == KK_TAB_CLOSURE ? r->n_closures
                                     : 0;
}

static kk_id id_of(const struct kk_contract_rows *r,
                   enum kk_contract_table table, size_t i)
{
    return table == KK_TAB_HOLIDAY ? r->holiday[i].id
           : table == KK_TAB_DESK  ? r->desk[i].id
           : table == KK_TAB_HOURS ? r->hours[i].id
                                   : r->closure[i].id;
}

static enum kk_status judge_row(const struct kk_contract_rows *r,
                                enum kk_contract_table table, size_t i,
                                struct kk_err *err)
{
    return table == KK_TAB_HOLIDAY ? judge_holiday(&r->holiday[i], err)
           : table == KK_TAB_DESK  ? judge_desk(&r->desk[i], err)
           : table == KK_TAB_HOURS ? judge_desk_hours(&r->hours[i], err)
                                   : judge_closure(&r->closure[i], err);
}

/* Row i becomes the one of `from`, or, where that has none, is left out. Of
 * a desk what it says of its closing days is then 不明: a desk is referred to.
 */
static bool put_row(struct kk_contract_rows *r, enum kk_contract_table table,
                    size_t i, const struct kk_contract_rows *from)
{
    bool good = count_of(from, table) > 0;

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

/* --- the journal played from its beginning ---------------------------------
 */

enum { COLUMNS_MAX = 32 };
struct played { /* a row as it stood after some entry */
    const struct kk_table *table;
    kk_id row;
    bool born, deleted;
    struct kk_val val[COLUMNS_MAX]; /* by column id */
};
struct play {
    const struct kk_table *table;
    struct played *row;
    size_t n, cap;
    struct kk_arena arena;
};

static struct kk_val played_val(void *src, const char *column)
{
    const struct played *p = src;
    const struct kk_column *c = kk_table_named(p->table, column);

    return c != NULL && c->id < COLUMNS_MAX ? p->val[c->id] : kk_vnull();
}

static const char *played_text(void *src, const char *column)
{
    struct kk_val v = played_val(src, column);

    return v.type == KK_VTEXT ? v.s : "";
}

static int64_t played_number(void *src, const char *column)
{
    struct kk_val v = played_val(src, column);

    if (kk_streq(column, "id"))
        return ((const struct played *)src)->row;
    return v.type == KK_VINT ? v.i : 0;
}

static kk_id played_desk(struct kk_contract_rows *rows, void *src)
{
    (void)rows;
    return played_number(src, "desk_id");
}

static struct played *row_of(struct play *p, kk_id row)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->row[i].row == row)
            return &p->row[i];
    kk_grow(&p->row, &p->cap, p->n + 1, sizeof *p->row);
    p->row[p->n] = (struct played){.table = p->table, .row = row};
    return &p->row[p->n++];
}

struct put {
    struct play *play;
    struct played *row;
};

static void put_cell(void *user, int column, const struct kk_val *v)
{
    const struct put *put = user;

    if (column <= KK_COL_DELETED || column >= COLUMNS_MAX)
        return;
    put->row->val[column] =
        v->type == KK_VTEXT ? kk_vtext(kk_arena_strdup(&put->play->arena, v->s))
                            : *v;
}

static enum kk_status play_write(struct play *p, const struct kk_cur *cur,
                                 struct kk_err *err)
{
    struct put put = {.play = p, .row = row_of(p, kk_cur_int(cur, 0))};
    int col = (int)kk_cur_int(cur, 1);
    struct kk_val v = kk_cur_val(cur, 2);

    if (col == KK_COL_BIRTH) {
        put.row->born = true;
        return kk_journal_birth(&v, put_cell, &put, err);
    }
    if (col == KK_COL_DELETED)
        put.row->deleted = v.type == KK_VINT && v.i != 0;
    else
        put_cell(&put, col, &v);
    return KK_OK;
}

static void played_rows(struct play *p, struct kk_contract_rows *out)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->row[i].born && !p->row[i].deleted)
            kk_contract_rows_add(
                out, (enum kk_contract_table)p->table->id,
                &(struct kk_row_source){.src = &p->row[i],
                                        .text = played_text,
                                        .number = played_number,
                                        .desk_id = played_desk});
}

/* What is asked about: conditions of a group, or one row. */
struct asked {
    enum kk_contract_table table;
    const char *group;
    kk_id row;
};

static void keep_good(struct play *p, const struct asked *a,
                      struct kk_contract_rows *good)
{
    struct kk_contract_rows now = {0};
    struct kk_err why;
    enum kk_status st = KK_OK;

    played_rows(p, &now);
    if (a->group != NULL)
        st = judge_params(&now, a->group, &why);
    else if (count_of(&now, a->table) > 0)
        st = judge_row(&now, a->table, 0, &why);
    if (st != KK_OK) {
        kk_contract_rows_free(&now);
        return;
    }
    kk_contract_rows_free(good);
    *good = now;
}

/* The rows after the last entry that left them good; none: there was none. */
static enum kk_status last_good(struct kk_db *db, const struct asked *a,
                                struct kk_contract_rows *good,
                                struct kk_err *err)
{
    struct play p = {.table =
                         kk_catalog_table(kk_db_catalog(db), (int)a->table)};
    struct kk_cur *cur = NULL;
    int64_t entry = 0;
    enum kk_status st = kk_cur_open(
        db, "query/contract_writes",
        KK_BINDS({"tab", kk_vint(p.table->id)}, {"row", kk_vid(a->row)}), &cur,
        err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        if (entry != 0 && kk_cur_int(cur, 3) != entry)
            keep_good(&p, a, good);
        entry = kk_cur_int(cur, 3);
        st = play_write(&p, cur, err);
    }
    kk_cur_close(&cur);
    if (st == KK_NONE)
        keep_good(&p, a, good);
    kk_free(p.row);
    kk_arena_free(&p.arena);
    return st == KK_NONE ? KK_OK : st;
}

/* --- mending ---------------------------------------------------------------
 */

static struct kk_contract_bad *add_bad(struct kk_contract_rows *r,
                                       struct kk_contract_bads *out,
                                       const struct asked *a,
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
        if (in_group(from->param[i].key, group))
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
    static const char *const hours[] = {OPEN, CLOSE};
    size_t n = 0, keys = kk_streq(group, OPEN) ? 2 : 1;

    for (size_t i = 0; i < r->n_params; i++)
        if (!in_group(r->param[i].key, group))
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
    const struct asked a = {.table = KK_TAB_PARAM,
                            .group = kk_arena_strdup(&r->arena, group)};
    struct kk_contract_bad *b;
    struct kk_err why = {0};
    bool known;
    enum kk_status st = judge_params(r, group, &why);

    if (st == KK_OK)
        return KK_OK;
    b = add_bad(r, out, &a, &why);
    st = last_good(db, &a, &good, err);
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

    for (size_t i = count_of(r, table); st == KK_OK && i-- > 0;) {
        const struct asked a = {.table = table, .row = id_of(r, table, i)};
        struct kk_contract_rows good = {0};
        struct kk_contract_bad *b;
        struct kk_err why = {0};

        if (judge_row(r, table, i, &why) == KK_OK)
            continue;
        b = add_bad(r, out, &a, &why);
        st = last_good(db, &a, &good, err);
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
