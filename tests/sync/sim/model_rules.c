/* The rules of the contract's rows, written down a second time: what an action
 * may not break, and what becomes a review where two nodes broke it. */
#include "model.h"

#include <stdio.h>
#include <string.h>

enum { PARAM = 1, SITE = 4, PLACE = 5, DEPT = 6, MODEL = 10 };

static struct m_val value(const struct m_world *w, const struct m_set *s,
                          int tab, int64_t row, int col)
{
    return m_value(w, s, (struct m_cell){.tab = tab, .row = row, .col = col});
}

static bool same_given(const struct m_val *a, const struct m_val *b)
{
    return a->type != M_NULL && m_same(a, b);
}

/* A row, with the columns that the rules ask for. */
struct row {
    int tab;
    int64_t id;
    bool live;
    struct m_val val[14]; /* by column */
};
struct rows {
    int n;
    struct row at[M_CELLS];
};

static void rows_of(const struct m_world *w, const struct m_set *s,
                    struct rows *out)
{
    static const struct {
        int tab, col;
    } asked[] = {{PARAM, 2}, {PARAM, 3}, {PARAM, 5}, {SITE, 2},   {SITE, 7},
                 {SITE, 8},  {PLACE, 2}, {DEPT, 2},  {MODEL, 12}, {MODEL, 13}};
    static struct m_cell cell[M_CELLS];
    int n = m_cells(w, s, cell);

    out->n = 0;
    for (int i = 0; i < n; i++) {
        struct row *r = &out->at[out->n];

        if (cell[i].col != M_COL_BIRTH)
            continue;
        *r = (struct row){.tab = cell[i].tab, .id = cell[i].row};
        for (size_t k = 0; k < sizeof asked / sizeof *asked; k++)
            if (asked[k].tab == r->tab) {
                r->val[asked[k].col] = value(w, s, r->tab, r->id, asked[k].col);
                out->n += asked[k].col == 2 || asked[k].col == 12;
            }
        r->live = value(w, s, r->tab, r->id, M_COL_DELETED).type == M_NULL;
    }
}

static void add(struct m_broken *out, int *n, const struct row *a, int a_col,
                const struct row *b, int b_col)
{
    if (*n < M_BROKEN)
        out[(*n)++] =
            (struct m_broken){.a = {.tab = a->tab, .row = a->id, .col = a_col},
                              .b = {.tab = b->tab, .row = b->id, .col = b_col}};
}

/* The same number, or a condition of the same day. */
static bool doubled(const struct row *x, const struct row *y, int col)
{
    return x != y && y->tab == x->tab && x->live && y->live &&
           same_given(&x->val[col], &y->val[col]) &&
           same_given(&x->val[2], &y->val[2]);
}

static void ends_before(const struct row *x, struct m_broken *out, int *n)
{
    int first = x->tab == SITE ? 7 : 12;
    const struct m_val *from = &x->val[first], *to = &x->val[first + 1];

    if (x->live && from->type == M_INT && to->type == M_INT && to->i < from->i)
        add(out, n, x, first, x, first + 1);
}

/* A site that is gone, and what is left there. */
static bool left_there(const struct row *site, const struct row *y)
{
    return !site->live && (y->tab == PLACE || y->tab == DEPT) && y->live &&
           y->val[2].type == M_INT && y->val[2].i == site->id;
}

int m_broken(const struct m_world *w, const struct m_set *s,
             struct m_broken out[M_BROKEN])
{
    static struct rows r;
    int n = 0;

    rows_of(w, s, &r);
    for (int i = 0; i < r.n; i++) {
        const struct row *x = &r.at[i];
        int col = x->tab == SITE ? 2 : 5;

        if (x->tab == SITE || x->tab == MODEL)
            ends_before(x, out, &n);
        for (int k = 0; k < r.n && (x->tab == SITE || x->tab == PARAM); k++) {
            if (doubled(x, &r.at[k], col))
                add(out, &n, x, col, &r.at[k], col);
            if (x->tab == SITE && left_there(x, &r.at[k]))
                add(out, &n, x, M_COL_DELETED, &r.at[k], 2);
        }
    }
    return n;
}

/* --- conditions ------------------------------------------------------------
 */

static int minutes(struct m_val v)
{
    int h, m;

    if (v.type != M_TEXT || strlen(v.s) != 5 ||
        sscanf(v.s, "%2d:%2d", &h, &m) != 2)
        return -1;
    return h * 60 + m;
}

/* Of the rows of a key the one that counts on a day: the last to begin by
 * then, else the first of all. They begin, but do not end. */
static int at_day(const struct rows *r, const char *key, int64_t day)
{
    const struct row *best = NULL;

    for (int i = 0; i < r->n; i++) {
        const struct row *x = &r->at[i];
        int64_t from = x->val[5].i, of = best == NULL ? 0 : best->val[5].i;
        bool better;

        if (x->tab != PARAM || !x->live || strcmp(x->val[2].s, key) != 0)
            continue;
        better = best == NULL || (from <= day) > (of <= day);
        if (!better && (from <= day) == (of <= day))
            better = from == of    ? x->id > best->id
                     : from <= day ? from > of
                                   : from < of;
        if (better)
            best = x;
    }
    return best == NULL ? -2 : minutes(best->val[3]);
}

static bool has_form(const char *key, struct m_val v)
{
    static const char *const wdays[] = {"土,日", "日", "水,日"};
    bool ok = false;

    if (strncmp(key, "service.o", 9) == 0 || strcmp(key, "service.close") == 0)
        return minutes(v) >= 0;
    if (strcmp(key, "sla.contact_min") == 0)
        return v.type == M_TEXT && v.s[0] >= '1' && v.s[0] <= '9';
    for (int i = 0; i < 3; i++)
        ok |= v.type == M_TEXT && strcmp(v.s, wdays[i]) == 0;
    return ok;
}

static bool together(const char *a, const char *b)
{
    bool hours =
        strcmp(a, "service.open") == 0 || strcmp(a, "service.close") == 0;

    return strcmp(a, b) == 0 || (hours && (strcmp(b, "service.open") == 0 ||
                                           strcmp(b, "service.close") == 0));
}

/* Whether what stands under this key makes no sense. */
static bool key_broken(const struct m_world *w, const struct m_set *s,
                       const char *key)
{
    static struct rows r;
    int n = 0;

    rows_of(w, s, &r);
    for (int i = 0; i < r.n; i++) {
        const struct row *x = &r.at[i];

        if (x->tab != PARAM || !x->live || !together(key, x->val[2].s))
            continue;
        n++;
        if (!has_form(x->val[2].s, x->val[3]))
            return true;
    }
    if (n == 0 || !together(key, "service.open"))
        return n == 0;
    for (int i = -1; i < r.n; i++) {
        int64_t day = i < 0 || r.at[i].tab != PARAM ? 0 : r.at[i].val[5].i;
        int open = at_day(&r, "service.open", day);

        if (open < 0 || at_day(&r, "service.close", day) <= open)
            return true;
    }
    return false;
}

/* Whether what stands with this condition makes no sense. */
bool m_param_broken(const struct m_world *w, const struct m_set *s, int64_t row)
{
    return m_birth(w, s, PARAM, row) >= 0 &&
           key_broken(w, s, value(w, s, PARAM, row, 2).s);
}

/* --- what an action may not do ---------------------------------------------
 */

/* The rows that an entry bears on: those it wrote, and what these refer to or
 * did before. */
static bool bears_on(const struct m_world *w, const struct m_set *before,
                     const struct m_set *after, const struct m_entry *e,
                     struct m_cell record)
{
    for (int i = 0; i < e->n; i++) {
        struct m_cell at = e->change[i].cell;
        int refers = at.tab == DEPT || at.tab == PLACE;
        struct m_val is, was;

        if (at.tab == record.tab && at.row == record.row)
            return true;
        if (!refers || record.tab != SITE)
            continue;
        is = value(w, after, at.tab, at.row, 2);
        was = value(w, before, at.tab, at.row, 2);
        if ((is.type == M_INT && is.i == record.row) ||
            (at.col == 2 && was.type == M_INT && was.i == record.row))
            return true;
    }
    return false;
}

static bool stood(const struct m_broken *b, int n, const struct m_broken *x)
{
    for (int i = 0; i < n; i++)
        if (m_by_cell(&b[i].a, &x->a) == 0 && m_by_cell(&b[i].b, &x->b) == 0)
            return true;
    return false;
}

/* What was here before an entry came. */
static const struct m_set *until(const struct m_set *s, int entry)
{
    static struct m_set out;

    out = (struct m_set){0};
    for (int i = 0; i < s->n && s->at[i] != entry; i++)
        m_add(&out, s->at[i]);
    return &out;
}

bool m_breaks(struct m_world *w, const struct m_set *s, const struct m_entry *e)
{
    static struct m_broken before[M_BROKEN], after[M_BROKEN], once[M_BROKEN];
    static struct m_set then;
    const struct m_set *back = e->undoes >= 0 ? until(s, e->undoes) : NULL;
    int n_before = m_broken(w, s, before), n_after;
    int n_once = back != NULL ? m_broken(w, back, once) : 0;
    bool breaks = false;

    then = *s;
    w->entry[w->n] = *e;
    w->entry[w->n].writer = UINT64_MAX; /* nobody's: it is the newest */
    m_add(&then, w->n++);
    n_after = m_broken(w, &then, after);
    for (int i = 0; i < n_after; i++)
        breaks |= !stood(before, n_before, &after[i]) &&
                  !stood(once, n_once, &after[i]) &&
                  bears_on(w, s, &then, e, after[i].a);
    for (int i = 0; i < e->n; i++)
        if (e->change[i].cell.tab == PARAM)
            breaks |=
                m_param_broken(w, &then, e->change[i].cell.row) &&
                !m_param_broken(w, s, e->change[i].cell.row) &&
                !(back != NULL &&
                  key_broken(
                      w, back,
                      value(w, &then, PARAM, e->change[i].cell.row, 2).s));
    w->n--;
    return breaks;
}
