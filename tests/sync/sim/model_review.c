/* What needs a person, and the digest. */
#include "model.h"

#include <assert.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reviews {
    int n;
    struct m_review *at;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of entries in order, each once. */
static char *names_of(const struct m_world *w, const int *entry, int n)
{
    char name[M_ENTRIES][40], *sorted[M_ENTRIES];
    char *out = calloc((size_t)n + 1, 40);

    for (int i = 0; i < n; i++) {
        snprintf(name[i], sizeof name[i], "%010" PRIx64 "-%" PRId64,
                 w->entry[entry[i]].writer, w->entry[entry[i]].seq);
        sorted[i] = name[i];
    }
    qsort(sorted, (size_t)n, sizeof *sorted, by_text);
    for (int i = 0; i < n; i++)
        if (i == 0 || strcmp(sorted[i], sorted[i - 1]) != 0) {
            strcat(out, i == 0 ? "" : ",");
            strcat(out, sorted[i]);
        }
    return out;
}

static int64_t id_of(const char *entries)
{
    unsigned char hash[32];
    uint64_t v = 0;

    crypto_generichash(hash, sizeof hash, (const unsigned char *)entries,
                       strlen(entries), NULL, 0);
    for (int i = 0; i < 8; i++)
        v = v << 8 | hash[i];
    v &= INT64_MAX;
    return v == 0 ? 1 : (int64_t)v;
}

/* One more thing between these entries; one review for all of them. */
static void between(struct reviews *r, const struct m_world *w,
                    const int *entry, int n, bool cell)
{
    char *entries = names_of(w, entry, n);
    int at = 0;

    while (at < r->n && strcmp(r->at[at].entries, entries) != 0)
        at++;
    if (at == r->n) {
        r->at = realloc(r->at, (size_t)(r->n + 1) * sizeof *r->at);
        r->at[r->n++] =
            (struct m_review){.entries = entries, .id = id_of(entries)};
    } else {
        free(entries);
    }
    r->at[at].cells += cell;
    r->at[at].hits += !cell;
}

static void conflicts(struct reviews *r, const struct m_world *w,
                      const struct m_set *s)
{
    static struct m_cell cell[M_CELLS];
    static int head[M_ENTRIES];
    int n = m_cells(w, s, cell);

    for (int i = 0; i < n; i++)
        if (cell[i].col != M_COL_BIRTH && m_conflict(w, s, cell[i]))
            between(r, w, head, m_heads(w, s, cell[i], head), true);
}

static bool saw(const struct m_change *deletion, int entry)
{
    for (int i = 0; i < deletion->n_named; i++)
        if (deletion->named[i] == entry)
            return true;
    return false;
}

/* Somebody deleted the row, somebody else wrote into it unseen. Who goes on
 * writing after a deletion of his own knows what he does. */
static bool unseen(const struct m_world *w, struct m_cell flag, int deletion,
                   int edit)
{
    const struct m_entry *d = &w->entry[deletion], *x = &w->entry[edit];
    const struct m_change *c = m_write(d, flag);

    return deletion != edit && c->val.type == M_INT && c->val.i == 1 &&
           !saw(c, edit) && !(x->writer == d->writer && x->seq > d->seq) &&
           m_write(x, flag) == NULL;
}

static void edit_against_delete(struct reviews *r, const struct m_world *w,
                                const struct m_set *s)
{
    static struct m_cell cell[M_CELLS];
    static int deletion[M_ENTRIES], head[M_ENTRIES];
    int n = m_cells(w, s, cell);

    for (int i = 0; i < n; i++) {
        int deletions;

        if (cell[i].col != M_COL_DELETED)
            continue;
        deletions = m_heads(w, s, cell[i], deletion);
        for (int d = 0; d < deletions; d++) {
            bool told[M_ENTRIES] = {false};

            for (int k = 0; k < n; k++) {
                int heads = 0;

                if (cell[k].tab == cell[i].tab && cell[k].row == cell[i].row &&
                    cell[k].col > M_COL_DELETED)
                    heads = m_heads(w, s, cell[k], head);
                for (int h = 0; h < heads; h++) {
                    int pair[] = {deletion[d], head[h]};

                    if (!told[head[h]] &&
                        unseen(w, cell[i], deletion[d], head[h]))
                        between(r, w, pair, 2, false);
                    told[head[h]] = true;
                }
            }
        }
    }
}

/* Who gave the row its number: the winner of the cell, or the birth. */
static int numbered_by(const struct m_world *w, const struct m_set *s,
                       struct m_cell cell)
{
    int head[M_ENTRIES];

    return m_heads(w, s, cell, head) > 0 ? head[0]
                                         : m_birth(w, s, cell.tab, cell.row);
}

static void same_number(struct reviews *r, const struct m_world *w,
                        const struct m_set *s, const struct m_number *rule)
{
    static struct m_cell cell[M_CELLS], row[M_CELLS];
    static struct m_val no[M_CELLS];
    int n = m_cells(w, s, cell), rows = 0;

    for (int i = 0; i < n; i++) {
        struct m_cell at = {
            .tab = rule->tab, .row = cell[i].row, .col = rule->col};
        struct m_cell gone = {
            .tab = rule->tab, .row = cell[i].row, .col = M_COL_DELETED};
        struct m_val deleted;

        if (cell[i].tab != rule->tab || cell[i].col != M_COL_BIRTH)
            continue;
        deleted = m_value(w, s, gone);
        no[rows] = m_value(w, s, at);
        row[rows] = at;
        rows += deleted.type == M_NULL && no[rows].type != M_NULL;
    }
    for (int i = 0; i < rows; i++) {
        int by[M_ENTRIES], same = 0;
        bool first = true;

        for (int k = 0; k < rows; k++) {
            if (!m_same(&no[i], &no[k]))
                continue;
            first &= k >= i;
            by[same++] = numbered_by(w, s, row[k]);
        }
        if (first && same > 1)
            between(r, w, by, same, false);
    }
}

/* What a laptop wrote into what only the office changes, and still stands: one
 * review an entry. The row itself may be gone, but not what took it away. */
static void office_only(struct reviews *r, const struct m_world *w,
                        const struct m_set *s, const int *tab)
{
    static struct m_cell cell[M_CELLS];
    static int head[M_ENTRIES];
    int n = m_cells(w, s, cell);
    bool told[M_ENTRIES] = {false};

    for (int i = 0; i < n; i++) {
        struct m_cell gone = {
            .tab = cell[i].tab, .row = cell[i].row, .col = M_COL_DELETED};
        struct m_val deleted;
        int heads;

        if (cell[i].tab != *tab)
            continue;
        deleted = m_value(w, s, gone);
        if (cell[i].col != M_COL_DELETED && deleted.type == M_INT &&
            deleted.i == 1)
            continue;
        heads = m_heads(w, s, cell[i], head);
        if (cell[i].col == M_COL_BIRTH) {
            head[0] = m_birth(w, s, cell[i].tab, cell[i].row);
            heads = 1;
        }
        for (int h = 0; h < heads; h++) {
            if (!told[head[h]] && w->entry[head[h]].laptop)
                between(r, w, &head[h], 1, false);
            told[head[h]] = true;
        }
    }
}

/* What a rule refuses, where two nodes wrote its cells, the later with a
 * program that knew it. */
static void rules_broken(struct reviews *r, const struct m_world *w,
                         const struct m_set *s)
{
    static struct m_broken broken[M_BROKEN];
    int n = m_broken(w, s, broken);

    for (int i = 0; i < n; i++) {
        int by[] = {numbered_by(w, s, broken[i].a),
                    numbered_by(w, s, broken[i].b)};
        int later = m_before(w, by[0], by[1]) ? by[1] : by[0];

        if (w->entry[by[0]].node != w->entry[by[1]].node &&
            w->entry[later].schema >= M_RULES)
            between(r, w, by, 2, false);
    }
}

/* A hit may be let stand with a reason; a cell has to be decided. */
static bool accepted(const struct m_world *w, const struct m_set *s,
                     const struct m_rules *rules, const struct m_review *r)
{
    static struct m_cell cell[M_CELLS];
    int n = m_cells(w, s, cell);
    char id[24];

    snprintf(id, sizeof id, "%" PRId64, r->id);
    for (int i = 0; r->cells == 0 && i < n; i++) {
        struct m_cell at = {.tab = rules->accept_tab,
                            .row = cell[i].row,
                            .col = rules->accept_col};
        struct m_cell gone = {
            .tab = rules->accept_tab, .row = cell[i].row, .col = M_COL_DELETED};
        struct m_val v, deleted;

        if (cell[i].tab != rules->accept_tab || cell[i].col != M_COL_BIRTH)
            continue;
        v = m_value(w, s, at);
        deleted = m_value(w, s, gone);
        if (v.type == M_TEXT && strcmp(v.s, id) == 0 && deleted.type == M_NULL)
            return true;
    }
    return false;
}

static int by_entries(const void *pa, const void *pb)
{
    const struct m_review *a = pa, *b = pb;

    return strcmp(a->entries, b->entries);
}

int m_reviews(const struct m_world *w, const struct m_set *s,
              const struct m_rules *rules, struct m_review **out)
{
    struct reviews r = {0};
    int n = 0;

    conflicts(&r, w, s);
    edit_against_delete(&r, w, s);
    for (const struct m_number *no = rules->number; no->tab != 0; no++)
        same_number(&r, w, s, no);
    rules_broken(&r, w, s);
    for (const int *tab = rules->office; *tab != 0; tab++)
        office_only(&r, w, s, tab);
    for (int i = 0; i < r.n; i++)
        if (accepted(w, s, rules, &r.at[i]))
            free(r.at[i].entries);
        else
            r.at[n++] = r.at[i];
    if (n > 0)
        qsort(r.at, (size_t)n, sizeof *r.at, by_entries);
    *out = r.at;
    return n;
}

void m_reviews_free(struct m_review *r, int n)
{
    for (int i = 0; i < n; i++)
        free(r[i].entries);
    free(r);
}

/* --- digest --------------------------------------------------------------- */

void m_birth_text(const struct m_change *c, char *out, size_t size)
{
    size_t at = 0;

    *out = '\0';
    for (int i = 0; i < c->n_pairs; i++) {
        const struct m_val *v = &c->pair[i].val;

        at += (size_t)snprintf(out + at, size - at, "%s%d\t", i > 0 ? "\t" : "",
                               c->pair[i].col);
        if (v->type == M_INT)
            at += (size_t)snprintf(out + at, size - at, "i%" PRId64, v->i);
        else
            at += (size_t)snprintf(out + at, size - at, "t%s", v->s);
        assert(at < size);
    }
}

static void le64(crypto_generichash_state *h, int64_t v)
{
    unsigned char b[8];

    for (int i = 0; i < 8; i++)
        b[i] = (unsigned char)((uint64_t)v >> (8 * i));
    crypto_generichash_update(h, b, sizeof b);
}

static void add_write(crypto_generichash_state *h, const struct m_entry *e,
                      struct m_cell cell)
{
    const struct m_change *c = m_write(e, cell);
    unsigned char type = (unsigned char)c->val.type;
    char text[1024];

    le64(h, cell.tab);
    le64(h, cell.row);
    le64(h, cell.col);
    le64(h, (int64_t)e->writer);
    le64(h, e->seq);
    snprintf(text, sizeof text, "%s", c->val.s);
    if (cell.col == M_COL_BIRTH) {
        type = M_TEXT;
        m_birth_text(c, text, sizeof text);
    }
    crypto_generichash_update(h, &type, 1);
    if (type == M_INT) {
        le64(h, 8);
        le64(h, c->val.i);
    } else {
        le64(h, (int64_t)strlen(text));
        crypto_generichash_update(h, (const unsigned char *)text, strlen(text));
    }
}

/* By writer and seq. */
static void order(const struct m_world *w, int *entry, int n)
{
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0; k--) {
            const struct m_entry *a = &w->entry[entry[k - 1]];
            const struct m_entry *b = &w->entry[entry[k]];
            int was = entry[k];

            if (a->writer < b->writer ||
                (a->writer == b->writer && a->seq < b->seq))
                break;
            entry[k] = entry[k - 1];
            entry[k - 1] = was;
        }
}

void m_digest(const struct m_world *w, const struct m_set *s,
              unsigned char out[32])
{
    static struct m_cell cell[M_CELLS];
    static int head[M_ENTRIES];
    crypto_generichash_state h;
    int n = m_cells(w, s, cell);

    crypto_generichash_init(&h, NULL, 0, 32);
    for (int i = 0; i < n; i++) {
        int heads;

        if (cell[i].col == M_COL_BIRTH) {
            head[0] = m_birth(w, s, cell[i].tab, cell[i].row);
            heads = 1;
        } else {
            heads = m_heads(w, s, cell[i], head);
        }
        order(w, head, heads);
        for (int k = 0; k < heads; k++)
            add_write(&h, &w->entry[head[k]], cell[i]);
    }
    crypto_generichash_final(&h, out, 32);
}
