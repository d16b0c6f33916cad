/* A copy against the model: what it holds, the heads, the rows that it shows,
 * the conflicts, the reviews, the digest. */
#include "sim.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/card.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct kk_cur *query(struct sim *s, struct copy *c, const char *sql)
{
    struct kk_cur *cur = NULL;
    struct kk_err err = {0};

    sim_ok(s, kk_cur_open_sql(c->db, sql, NULL, &cur, &err), &err, sql);
    return cur;
}

static bool next(struct sim *s, struct kk_cur *cur)
{
    struct kk_err err = {0};
    enum kk_status st = kk_cur_next(cur, &err);

    if (st != KK_NONE)
        sim_ok(s, st, &err, "query");
    return st == KK_OK;
}

static void put_val(const struct m_val *v, struct kk_str *out)
{
    if (v->type == M_INT)
        kk_str_addf(out, " %" PRId64, v->i);
    else
        kk_str_addf(out, " %s%s", v->type == M_TEXT ? "'" : "-", v->s);
}

static void put_col(const struct kk_cur *cur, int col, struct kk_str *out)
{
    struct kk_val v = kk_cur_val(cur, col);

    if (v.type == KK_VINT)
        kk_str_addf(out, " %" PRId64, v.i);
    else
        kk_str_addf(out, " %s%s", v.type == KK_VTEXT ? "'" : "-",
                    v.type == KK_VTEXT ? v.s : "");
}

static void same(struct sim *s, const struct copy *c, const char *what,
                 struct kk_str *want, struct kk_str *have)
{
    if (strcmp(kk_str_c(want), kk_str_c(have)) != 0)
        sim_fail(s, "copy %d, %s: by the model\n%sbut it has\n%s",
                 (int)(c - s->copy), what, kk_str_c(want), kk_str_c(have));
    kk_str_free(want);
    kk_str_free(have);
}

static void put_rows(struct sim *s, struct copy *c, const char *sql,
                     struct kk_str *out)
{
    struct kk_cur *cur = query(s, c, sql);

    while (next(s, cur)) {
        for (int i = 0; i < kk_cur_count(cur); i++)
            put_col(cur, i, out);
        kk_str_add(out, "\n");
    }
    kk_cur_close(&cur);
}

static void check_held(struct sim *s, struct copy *c)
{
    struct kk_str want = {0}, have = {0};

    for (int i = 0; i < c->is.set.n; i++) {
        const struct m_entry *e = &s->w.entry[c->is.set.at[i]];

        kk_str_addf(&want, " %d %" PRIu64 " %" PRId64 "\n", i + 1, e->writer,
                    e->seq);
    }
    put_rows(s, c, "SELECT arrival,writer,seq FROM entry ORDER BY arrival",
             &have);
    same(s, c, "entries", &want, &have);
}

static void check_heads(struct sim *s, struct copy *c)
{
    static struct m_cell cell[M_CELLS];
    static int head[M_ENTRIES];
    struct kk_str want = {0}, have = {0}, differ = {0}, noted = {0};
    int n = m_cells(&s->w, &c->is.set, cell);

    for (int i = 0; i < n; i++) {
        int heads = m_heads(&s->w, &c->is.set, cell[i], head);

        if (cell[i].col == M_COL_BIRTH)
            continue;
        for (int k = 0; k < heads; k++) {
            const struct m_entry *e = &s->w.entry[head[k]];

            kk_str_addf(&want, " %d %" PRId64 " %d %" PRIu64 " %" PRId64,
                        cell[i].tab, cell[i].row, cell[i].col, e->writer,
                        e->seq);
            put_val(&m_write(e, cell[i])->val, &want);
            kk_str_add(&want, "\n");
        }
        if (m_conflict(&s->w, &c->is.set, cell[i])) {
            kk_str_addf(&differ, " %d %" PRId64 " %d\n", cell[i].tab,
                        cell[i].row, cell[i].col);
            s->conflicts++;
        }
    }
    put_rows(s, c,
             "SELECT tab,row,col,e.writer,e.seq,val FROM change c JOIN entry e "
             "ON e.arrival=c.entry WHERE live=1 AND col>0 "
             "ORDER BY tab,row,col,ltime DESC,writer DESC,seq DESC",
             &have);
    same(s, c, "heads", &want, &have);
    put_rows(s, c, "SELECT tab,row,col FROM conflict ORDER BY tab,row,col",
             &noted);
    same(s, c, "conflicts", &differ, &noted);
}

static const struct shown {
    int tab;
    const char *sql;
    int col[4];
} shown[] = {
    {1,
     "SELECT id,deleted,key,value,valid_from FROM contract_param ORDER BY id",
     {1, 2, 3, 5}},
    {3, "SELECT id,deleted,name,kana FROM person ORDER BY id", {1, 2, 3}},
    {4, "SELECT id,deleted,no,name,note FROM site ORDER BY id", {1, 2, 3, 6}},
    {5, "SELECT id,deleted,site_id,name FROM place ORDER BY id", {1, 2, 3}},
    {6, "SELECT id,deleted,site_id,name FROM dept ORDER BY id", {1, 2, 3}},
    {10, "SELECT id,deleted,name FROM model ORDER BY id", {1, 3}},
    {28, "SELECT id,deleted,no,question FROM qa ORDER BY id", {1, 2, 4}},
    {36, "SELECT id,deleted,review FROM review_accept ORDER BY id", {1, 2}},
};

static void check_rows(struct sim *s, struct copy *c)
{
    static struct m_cell cell[M_CELLS];
    struct kk_str want = {0}, have = {0};
    int n = m_cells(&s->w, &c->is.set, cell);

    for (size_t t = 0; t < sizeof shown / sizeof *shown; t++) {
        for (int i = 0; i < n; i++) {
            if (cell[i].tab != shown[t].tab || cell[i].col != M_COL_BIRTH)
                continue;
            kk_str_addf(&want, " %" PRId64, cell[i].row);
            for (int k = 0; k < 4 && shown[t].col[k] != 0; k++) {
                struct m_cell at = cell[i];
                struct m_val v;

                at.col = shown[t].col[k];
                v = m_value(&s->w, &c->is.set, at);
                put_val(&v, &want);
            }
            kk_str_add(&want, "\n");
        }
        put_rows(s, c, shown[t].sql, &have);
    }
    same(s, c, "rows", &want, &have);
}

static void check_reviews(struct sim *s, struct copy *c)
{
    struct kk_str want = {0}, have = {0};
    struct m_review *r;
    int n = m_reviews(&s->w, &c->is.set, &sim_rules, &r);

    for (int i = 0; i < n; i++)
        kk_str_addf(&want, " '%s %" PRId64 " %d %d\n", r[i].entries, r[i].id,
                    r[i].cells, r[i].hits);
    m_reviews_free(r, n);
    put_rows(s, c, "SELECT entries,id,cells,hits FROM review ORDER BY entries",
             &have);
    same(s, c, "reviews", &want, &have);
}

static void check_digest(struct sim *s, struct copy *c)
{
    unsigned char want[32], have[KK_HASH_BYTES];
    struct kk_err err = {0};

    m_digest(&s->w, &c->is.set, want);
    sim_ok(s, kk_journal_digest(c->db, have, &err), &err, "digest");
    if (memcmp(want, have, sizeof have) != 0)
        sim_fail(s, "copy %d: the digest is not the model's",
                 (int)(c - s->copy));
}

/* Every entry is passed on as its author wrote it, and told as undone or not
 * as the model has it. */
static void check_entries(struct sim *s, struct copy *c)
{
    struct kk_err err = {0};

    for (int i = 0; i < c->is.set.n; i++) {
        const struct m_entry *want = &s->w.entry[c->is.set.at[i]];
        struct kk_str cards = {0};
        struct kk_arena arena = {0};
        struct kk_entry e;
        bool undone = m_undone(&s->w, &c->is.set, c->is.set.at[i]);

        sim_ok(s, kk_card_of_entry(c->db, i + 1, &cards, &err), &err, "cards");
        if (strcmp(kk_str_c(&cards), want->cards) != 0)
            sim_fail(s, "an entry was\n%sbut copy %d passes on\n%s",
                     want->cards, (int)(c - s->copy), kk_str_c(&cards));
        sim_ok(s, kk_journal_entry(c->db, i + 1, &arena, &e, &err), &err,
               "entry");
        if (e.undone != undone)
            sim_fail(s, "copy %d: %s should be %sundone", (int)(c - s->copy),
                     e.name, undone ? "" : "not ");
        kk_str_free(&cards);
        kk_arena_free(&arena);
    }
}

static void check_itself(struct sim *s, struct copy *c)
{
    struct kk_verify v;
    struct kk_err err = {0};

    sim_ok(s, kk_journal_verify(c->db, NULL, NULL, &v, &err), &err, "verify");
    if (v.bad > 0)
        sim_fail(s, "copy %d, verify: %s", (int)(c - s->copy),
                 kk_str_c(&v.words));
    kk_str_free(&v.words);
}

void check_copy(struct sim *s, struct copy *c, bool deep)
{
    check_held(s, c);
    check_heads(s, c);
    check_rows(s, c);
    check_reviews(s, c);
    check_digest(s, c);
    if (!deep)
        return;
    check_entries(s, c);
    check_itself(s, c);
}

/* --- in the end ----------------------------------------------------------- */

/* Whether a review names both what stands and this losing write. */
static bool asked(struct sim *s, struct copy *c, const struct m_cell *cell,
                  int entry)
{
    struct kk_str sql = {0};
    struct kk_cur *cur;
    bool found;

    kk_str_addf(&sql,
                "SELECT 1 FROM review_cell k JOIN review r ON "
                "r.entries=k.entries WHERE tab=%d AND row=%" PRId64
                " AND col=%d AND k.entries LIKE '%%%010" PRIx64 "-%" PRId64
                "%%'",
                cell->tab, cell->row, cell->col, s->w.entry[entry].writer,
                s->w.entry[entry].seq);
    cur = query(s, c, kk_str_c(&sql));
    found = next(s, cur);
    kk_cur_close(&cur);
    kk_str_free(&sql);
    return found;
}

/* Nothing that was recorded and is held anywhere is lost: it stands, or
 * another write says that it replaces it, or a person is asked. */
static void check_accounted(struct sim *s, struct copy *c)
{
    static struct m_cell cell[M_CELLS];
    static int head[M_ENTRIES];
    int n = m_cells(&s->w, &c->is.set, cell);

    for (int i = 0; i < n; i++) {
        int heads = m_heads(&s->w, &c->is.set, cell[i], head);
        struct m_val stands = m_value(&s->w, &c->is.set, cell[i]);

        for (int k = 0; k < heads; k++) {
            const struct m_change *x = m_write(&s->w.entry[head[k]], cell[i]);

            if (cell[i].col != M_COL_BIRTH && !m_same(&x->val, &stands) &&
                !asked(s, c, &cell[i], head[k]))
                sim_fail(s, "a value that lost is in no review of copy %d",
                         (int)(c - s->copy));
        }
    }
}

void check_end(struct sim *s)
{
    int any = (int)(s->h->seed % (unsigned)s->h->copies);

    for (int i = 1; i < s->h->copies; i++) {
        const struct m_set *a = &s->copy[0].is.set, *b = &s->copy[i].is.set;

        if (memcmp(a->has, b->has, sizeof a->has) != 0)
            sim_fail(s, "copies 0 and %d do not hold the same", i);
    }
    for (int i = 0; i < s->h->copies; i++)
        check_copy(s, &s->copy[i], i == any);
    check_accounted(s, &s->copy[any]);
}
