/* Between the office (copy 0) and its laptops: real bundle files. */
#include "sim.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/sync/exchange.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

/* What everyone to whom c writes said that he has. */
static void theirs(const struct sim *s, const struct copy *c, bool *out)
{
    int office = c == &s->copy[0];
    int first = office ? 1 : 0, last = office ? s->h->copies : 1;

    for (int e = 0; e < M_ENTRIES; e++) {
        out[e] = true;
        for (int i = first; i < last; i++)
            out[e] &= c->is.said[i].has[e];
    }
}

/* files: one (0), several (1), several of which the last is lost (2). */
static void export(struct sim *s, struct copy *c, unsigned files)
{
    struct kk_export_how how = {.reason = "定期",
                                .part_bytes = files % 3 == 0 ? 0 : 600};
    struct kk_export_done done;
    struct kk_err err = {0};
    struct mail *m = &s->mail[s->n_mails++];
    static bool has[M_ENTRIES];
    char dir[120];

    snprintf(dir, sizeof dir, "%s/stick/%d", s->dir, s->n_mails);
    mkdir(dir, 0700);
    how.dir = dir;
    theirs(s, c, has);
    m->from = (int)(c - s->copy);
    m->n = 0;
    for (int i = 0; i < c->is.set.n; i++)
        if (!has[c->is.set.at[i]])
            m->entry[m->n++] = c->is.set.at[i];
    memcpy(m->has, c->is.set.has, sizeof m->has);
    sim_ok(s, kk_export(c->db, &how, &done, &err), &err, "export");
    if (done.entries != m->n || (how.part_bytes == 0 && done.n_files != 1))
        sim_fail(s, "copy %d should send %d entries, but sends %d", m->from,
                 m->n, (int)done.entries);
    snprintf(m->file, sizeof m->file, "%s", done.file[0]);
    m->seq = done.seq;
    m->torn = files % 3 == 2 && done.n_files > 1;
    if (m->torn)
        unlink(done.file[done.n_files - 1]);
    kk_export_done_free(&done);
    for (const struct mail *x = s->mail; x < m; x++)
        if (x->from == m->from && x->seq >= m->seq)
            sim_fail(s, "copy %d gives bundle number %d again", m->from,
                     (int)m->seq);
}

/* Only the newest bundle counts; of an older one, what both say is sure. */
static void hear(struct said *said, const struct mail *m)
{
    for (int e = 0; e < M_ENTRIES; e++)
        said->has[e] =
            m->seq > said->seq ? m->has[e] : said->has[e] && m->has[e];
    said->seq = m->seq;
}

struct outcome {
    enum kk_status status;
    bool already;
    int64_t entries;
};

static struct outcome import(struct sim *s, struct copy *c,
                             const struct mail *m, bool preview,
                             struct kk_err *err)
{
    const struct kk_import_how how = {.path = m->file, .preview = preview};
    struct kk_import_done done;
    struct outcome o = {0};
    enum kk_status st = kk_import(c->db, &how, &done, err);

    if (st != KK_OK && st != KK_BADBUNDLE)
        sim_ok(s, st, err, "import");
    o.status = st;
    if (done.n > 0) {
        o.already = done.one[0].already;
        o.entries = done.one[0].entries;
    }
    kk_import_done_free(&done);
    return o;
}

/* A copy is made before an import where the newest is old: the tail begins
 * anew then. */
static struct outcome import_for_good(struct sim *s, struct copy *c,
                                      const struct mail *m, struct kk_err *err)
{
    char *before = copy_newest_backup(c), *after;
    struct outcome o = import(s, c, m, false, err);

    after = copy_newest_backup(c);
    if (!kk_streq(before, after))
        copy_tail_restart(c);
    kk_free(before);
    kk_free(after);
    return o;
}

static void take(struct sim *s, struct copy *c, const struct mail *m,
                 bool preview)
{
    static struct m_set after;
    struct said *said = &c->is.said[m->from];
    bool *taken = &c->is.taken[m - s->mail];
    struct outcome o;
    struct kk_err err = {0};
    bool ok, for_us = (m->from == 0) != (c == &s->copy[0]);

    after = c->is.set;
    ok = for_us && !m->torn &&
         (*taken || (m_take(&s->w, &after, sim_refs, m->entry, m->n) &&
                     m_covers(&after, m->has)));
    if (preview) {
        o = import(s, c, m, true, &err);
        if ((o.status == KK_OK) != ok ||
            (ok && !*taken && o.entries != after.n - c->is.set.n))
            sim_fail(s, "the preview tells otherwise: %s", err.text);
    }
    o = import_for_good(s, c, m, &err);
    if ((o.status == KK_OK) != ok)
        sim_fail(s, "the bundle of copy %d should be %s by copy %d: %s",
                 m->from, ok ? "taken" : "refused", (int)(c - s->copy),
                 err.text);
    if (ok && o.already != *taken)
        sim_fail(s, "taken before is %s", o.already ? "said" : "not said");
    if (!ok) {
        s->refused++;
        return;
    }
    if (!*taken) {
        if (o.entries != after.n - c->is.set.n)
            sim_fail(s, "%d entries should be new, but %d are",
                     after.n - c->is.set.n, (int)o.entries);
        c->is.set = after;
        hear(said, m);
        *taken = true;
    }
    copy_tail_append(c);
}

static void step_export(struct sim *s, struct copy *c, const struct step *st)
{
    if (s->n_mails < S_MAILS - 64)
        export(s, c, st->c % 6);
}

static void step_import(struct sim *s, struct copy *c, const struct step *st)
{
    unsigned n = (unsigned)s->n_mails;
    const struct mail *m;

    if (n == 0)
        return;
    m = &s->mail[st->c % 3 == 0 || n < 4 ? st->a % n : n - 1 - st->a % 4];
    if (m->from == (int)(c - s->copy))
        return;
    take(s, c, m, st->c % 5 == 0 && !s->rekeyed);
    if (st->c % 4 == 0)
        check_copy(s, c, false);
}

static void step_carry(struct sim *s, struct copy *c, const struct step *st)
{
    struct copy *to = &s->copy[0];

    if (c == to)
        to = &s->copy[1 + st->a % (unsigned)(s->h->copies - 1)];
    if (s->n_mails >= S_MAILS - 64)
        return;
    export(s, c, st->c % 2);
    take(s, to, &s->mail[s->n_mails - 1], false);
}

const struct op star_ops[] = {
    {"export", 0, 8, step_export},
    {"import", 0, 12, step_import},
    {"carry", 0, 10, step_carry},
    {NULL, 0, 0, NULL},
};

static bool alike(const struct sim *s)
{
    for (int i = 1; i < s->h->copies; i++)
        if (memcmp(s->copy[0].is.set.has, s->copy[i].is.set.has,
                   sizeof s->copy[i].is.set.has) != 0)
            return false;
    return true;
}

/* However far copies went back: a laptop may have to hear from the office
 * before it can tell the office, so three rounds at most. */
void star_carry_all(struct sim *s)
{
    for (int round = 0; round < 3 && !(round > 0 && alike(s)); round++) {
        for (int i = 1; i < s->h->copies; i++) {
            export(s, &s->copy[i], (unsigned)i % 2);
            take(s, &s->copy[0], &s->mail[s->n_mails - 1], false);
        }
        export(s, &s->copy[0], 0);
        for (int i = 1; i < s->h->copies; i++)
            take(s, &s->copy[i], &s->mail[s->n_mails - 1], false);
    }
}
