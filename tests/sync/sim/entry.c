/* Entries as text cards, read and written by code of the tests' own. */
#include "sim.h"

#include <kikusui/base/mem.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int entry_find(const struct m_world *w, uint64_t writer, int64_t seq)
{
    for (int i = 0; i < w->n; i++)
        if (w->entry[i].writer == writer && w->entry[i].seq == seq)
            return i;
    return -1;
}

static int entry_named(const struct m_world *w, const char *name)
{
    uint64_t writer;
    int64_t seq;

    if (sscanf(name, "%10" SCNx64 "-%" SCNd64, &writer, &seq) != 2)
        return -1;
    return entry_find(w, writer, seq);
}

static bool read_val(const char *s, struct m_val *out)
{
    *out = m_null();
    if (*s == 'i')
        *out = m_int(strtoll(s + 1, NULL, 10));
    else if (*s == 't' && strlen(s + 1) < M_TEXT_BYTES)
        *out = m_text(s + 1);
    else if (strcmp(s, "n") != 0)
        return false;
    return true;
}

static bool name_write(const struct m_world *w, struct m_change *c,
                       const char *name)
{
    int entry = entry_named(w, name);

    if (entry < 0 || c->n_named == M_NAMED)
        return false;
    for (int i = 0; i < c->n_named; i++)
        if (c->named[i] == entry)
            return true;
    c->named[c->n_named++] = entry;
    return true;
}

static bool read_change(const struct m_world *w, char *line,
                        struct m_change *out)
{
    char *field[5 + 2 * M_PAIRS], *also;
    int n = 0;

    *out = (struct m_change){0};
    for (; line != NULL && n < (int)(sizeof field / sizeof *field); n++)
        field[n] = strsep(&line, "\t");
    if (line != NULL || n < 5)
        return false;
    out->cell.tab = atoi(field[0]);
    out->cell.row = strtoll(field[1], NULL, 10);
    out->cell.col = atoi(field[2]);
    if (out->cell.col == M_COL_BIRTH) {
        for (int i = 5; i + 1 < n; i += 2, out->n_pairs++) {
            out->pair[out->n_pairs].col = atoi(field[i]);
            if (!read_val(field[i + 1], &out->pair[out->n_pairs].val))
                return false;
        }
        return n % 2 == 1;
    }
    if (n != 6 || !name_write(w, out, field[3]) ||
        !read_val(field[5], &out->val))
        return false;
    for (also = field[4]; also != NULL && strcmp(also, "-") != 0;)
        if (!name_write(w, out, strsep(&also, ",")))
            return false;
    return true;
}

static bool read_head(char *line, struct m_entry *e, bool *undo)
{
    char *field[12];
    int n = 0;

    for (; line != NULL && n < 12; n++)
        field[n] = strsep(&line, "\t");
    if (n != 12 || line != NULL)
        return false;
    e->writer = strtoull(field[0], NULL, 16);
    e->seq = strtoll(field[1], NULL, 10);
    e->ltime = strtoll(field[2], NULL, 10);
    e->subject_tab = atoi(field[6]);
    e->subject = strtoll(field[7], NULL, 10);
    e->schema = atoi(field[10]);
    *undo = strcmp(field[5], "undo") == 0;
    return true;
}

bool entry_read(const struct m_world *w, const char *cards, struct m_entry *out)
{
    char *copy = kk_strdup(cards), *rest = copy, *line;
    bool undo = false, ok = true;

    *out = (struct m_entry){.undoes = -1};
    out->change = calloc(M_CHANGES, sizeof *out->change);
    while (ok && (line = strsep(&rest, "\n")) != NULL && *line != '\0') {
        if (line[0] == 'E')
            ok = read_head(line + 2, out, &undo);
        else if (line[0] == 'A' && undo && strncmp(line, "A\tentry\tt", 9) == 0)
            out->undoes = entry_named(w, line + 9);
        else if (line[0] == 'C')
            ok = out->n < M_CHANGES &&
                 read_change(w, line + 2, &out->change[out->n++]);
    }
    kk_free(copy);
    return ok;
}

static void put_ref(const struct m_world *w, int entry, struct kk_str *out)
{
    kk_str_addf(out, "%010" PRIx64 "-%" PRId64, w->entry[entry].writer,
                w->entry[entry].seq);
}

static void put_val(const struct m_val *v, struct kk_str *out)
{
    if (v->type == M_NULL)
        kk_str_add(out, "n");
    else if (v->type == M_INT)
        kk_str_addf(out, "i%" PRId64, v->i);
    else
        kk_str_addf(out, "t%s", v->s);
}

static void put_change(const struct m_world *w, const struct m_change *c,
                       struct kk_str *out)
{
    kk_str_addf(out, "C\t%d\t%" PRId64 "\t%d\t", c->cell.tab, c->cell.row,
                c->cell.col);
    if (c->cell.col == M_COL_BIRTH) {
        kk_str_add(out, "-\t-");
        for (int i = 0; i < c->n_pairs; i++) {
            kk_str_addf(out, "\t%d\t", c->pair[i].col);
            put_val(&c->pair[i].val, out);
        }
    } else {
        put_ref(w, c->named[0], out);
        kk_str_add(out, c->n_named > 1 ? "\t" : "\t-");
        for (int i = 1; i < c->n_named; i++) {
            kk_str_add(out, i > 1 ? "," : "");
            put_ref(w, c->named[i], out);
        }
        kk_str_add(out, "\t");
        put_val(&c->val, out);
    }
    kk_str_add(out, "\n");
}

void entry_write(const struct m_world *w, const struct m_entry *e,
                 const char *node, int64_t wall, struct kk_str *out)
{
    qsort(e->change, (size_t)e->n, sizeof *e->change, m_by_cell);
    if (e->seq == 1)
        kk_str_addf(out, "W\t%010" PRIx64 "\t%s\t-\t-\t-\n", e->writer, node);
    kk_str_addf(out,
                "E\t%010" PRIx64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64
                "\t0\tnewer.action\t%d\t%" PRId64 "\t0\t9.0\t%d\tn\n",
                e->writer, e->seq, e->ltime, wall, e->subject_tab, e->subject,
                e->schema);
    for (int i = 0; i < e->n; i++)
        put_change(w, &e->change[i], out);
}

int entry_keep(struct sim *s, struct m_entry *e)
{
    if (s->w.n == M_ENTRIES)
        sim_fail(s, "the history has too many entries");
    s->w.entry[s->w.n] = *e;
    s->entries++;
    return s->w.n++;
}

/* --- compared ------------------------------------------------------------- */

static int by_number(const void *pa, const void *pb)
{
    const int *a = pa, *b = pb;

    return (*a > *b) - (*a < *b);
}

static void put_set(const struct m_world *w, const struct m_change *c,
                    struct kk_str *out)
{
    struct m_change sorted = *c;

    /* The base stays in front: it is what an undo goes back to. */
    if (sorted.n_named > 1)
        qsort(sorted.named + 1, (size_t)sorted.n_named - 1,
              sizeof *sorted.named, by_number);
    put_change(w, &sorted, out);
}

void entry_compare(struct sim *s, const struct m_entry *want,
                   const struct m_entry *got)
{
    struct kk_str a = {0}, b = {0};

    qsort(want->change, (size_t)want->n, sizeof *want->change, m_by_cell);
    for (int i = 0; i < want->n; i++)
        put_set(&s->w, &want->change[i], &a);
    for (int i = 0; i < got->n; i++)
        put_set(&s->w, &got->change[i], &b);
    if (strcmp(kk_str_c(&a), kk_str_c(&b)) != 0)
        sim_fail(s, "the entry should be\n%sbut is\n%s", kk_str_c(&a),
                 kk_str_c(&b));
    if (want->ltime != got->ltime || want->subject != got->subject ||
        want->subject_tab != got->subject_tab || want->undoes != got->undoes)
        sim_fail(s,
                 "the entry should have time %" PRId64 ", subject %d:%" PRId64
                 ", undo %d, but has %" PRId64 ", %d:%" PRId64 ", %d",
                 want->ltime, want->subject_tab, want->subject, want->undoes,
                 got->ltime, got->subject_tab, got->subject, got->undoes);
    kk_str_free(&a);
    kk_str_free(&b);
}
