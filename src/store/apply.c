/* Entries that another copy wrote become rows of the journal here, and their
 * winners cells of the tables. */
#include "apply_priv.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* So much may wait for its row: the more there is, the better it is in order,
 * and the more memory it takes. */
enum { PENDING_MAX = 20000, BYTES_MAX = 8 << 20 };

enum kk_status kk_apply_new(struct kk_db *db, struct kk_apply **out,
                            struct kk_err *err)
{
    struct kk_apply *a;
    int64_t highest, ltime;
    enum kk_status st;

    *out = NULL;
    if (!db->in_tx)
        return kk_fail(err, KK_BUG, "取引の外で取り込みました");
    st = kk_tx_as_of(db, &highest, err);
    if (st == KK_OK)
        st = kk_ltime_highest(db, &ltime, err);
    if (st != KK_OK)
        return st;
    a = kk_alloc(sizeof *a);
    a->db = db;
    a->before = highest;
    a->next_arrival = highest + 1;
    kk_apply_begin_times(a, ltime);
    *out = a;
    return KK_OK;
}

void kk_apply_set_skip(struct kk_apply *a, kk_apply_skip *skip, void *user)
{
    a->skip = skip;
    a->skip_user = user;
}

size_t kk_apply_chains(const struct kk_apply *a,
                       const struct kk_apply_chain **out)
{
    *out = a->chain;
    return a->n_chains;
}

bool kk_apply_fork(const struct kk_apply *a, uint64_t *writer, int64_t *seq)
{
    *writer = a->fork_writer;
    *seq = a->fork_seq;
    return a->fork_writer != 0;
}

void kk_apply_free(struct kk_apply **pa)
{
    struct kk_apply *a = *pa;

    if (a == NULL)
        return;
    kk_str_free(&a->bytes);
    kk_str_free(&a->args);
    kk_str_free(&a->again);
    kk_arena_free(&a->arena);
    for (size_t i = 0; i < a->n_chains; i++)
        kk_free(a->chain[i].arrival);
    kk_free(a->chain);
    kk_free(a->pending);
    kk_free(a);
    *pa = NULL;
}

enum kk_status kk_apply_step(struct kk_apply *a, sqlite3_stmt *st,
                             struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(a->db, err, "取込");
    kk_stmt_done(a->db, st);
    return rc;
}

enum kk_status kk_apply_malformed(struct kk_err *err, const char *what)
{
    return kk_fail(
        err, KK_BADBUNDLE,
        "中身が壊れています（%s）。送り手にもう一度書き出してもらって"
        "ください。同じことが続けば、開発の担当に伝えてください",
        what);
}

/* --- storing it ----------------------------------------------------------- */

/* Of an entry held before; 0: none. */
static enum kk_status held_arrival(struct kk_apply *a, uint64_t writer,
                                   int64_t seq, int64_t *out,
                                   struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        a->db, "SELECT arrival FROM entry WHERE writer=?1 AND seq=?2", &st,
        err);

    *out = 0;
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    sqlite3_bind_int64(st, 2, seq);
    if (sqlite3_step(st) == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0);
    kk_stmt_done(a->db, st);
    return KK_OK;
}

/* Most of what an entry builds on came just before it, or is what the last
 * change built on. */
static enum kk_status arrival_of(struct kk_apply *a, uint64_t writer,
                                 int64_t seq, int64_t *out, struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    *out = kk_apply_added(a, writer, seq);
    if (*out == 0 && a->base_writer == writer && a->base_seq == seq)
        *out = a->base;
    if (*out != 0)
        return KK_OK;
    rc = held_arrival(a, writer, seq, out, err);
    if (rc == KK_OK && *out == 0)
        rc = kk_fail_at(err, KK_BADBUNDLE, "gap",
                        "記録 %010" PRIx64 "-%" PRId64
                        " がここにありません。間の持ち出しファイルを先に"
                        "取り込んでください",
                        writer, seq);
    if (rc == KK_OK) {
        a->base_writer = writer;
        a->base_seq = seq;
        a->base = *out;
    }
    return rc;
}

/* The names of entries become arrivals. */
static enum kk_status find_also(struct kk_apply *a, struct kk_apply_change *p,
                                struct kk_err *err)
{
    struct kk_str arrivals = {0};
    const char *s = p->also;
    enum kk_status rc = KK_OK;

    p->also = NULL;
    if (kk_streq(s, "-"))
        return KK_OK;
    while (rc == KK_OK && *s != '\0') {
        char name[KK_ENTRY_NAME_BYTES];
        size_t n = strcspn(s, ",");
        uint64_t writer;
        int64_t seq, entry = 0;

        memcpy(name, s, n); /* its length was checked when it was read */
        name[n] = '\0';
        if (!kk_card_parse_ref(name, &writer, &seq))
            return kk_apply_malformed(err, "C");
        rc = arrival_of(a, writer, seq, &entry, err);
        if (arrivals.n_bytes > 0)
            kk_str_addc(&arrivals, ' ');
        kk_str_addi(&arrivals, entry);
        s += n;
        s += *s == ',';
    }
    p->also = kk_arena_strdup(&a->arena, kk_str_c(&arrivals));
    kk_str_free(&arrivals);
    return rc;
}

static enum kk_status store_change(struct kk_apply *a,
                                   struct kk_apply_change *p, int64_t arrival,
                                   struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    p->entry = arrival;
    if (p->col == KK_COL_BIRTH)
        return KK_OK;
    rc = arrival_of(a, p->base_writer, p->base_seq, &p->base, err);
    if (rc == KK_OK && p->base == arrival)
        rc = kk_apply_malformed(err, "自分自身を基にしています");
    return rc == KK_OK ? find_also(a, p, err) : rc;
}

/* The entry that an undo takes back, from its argument. */
static int64_t undoes_of(struct kk_apply *a)
{
    static const char want[] = "A\tentry\tt";
    char name[KK_ENTRY_NAME_BYTES] = "";
    const char *s;
    uint64_t writer;
    int64_t seq, arrival;

    if (!kk_streq(a->e.action, "undo"))
        return 0;
    s = strstr(kk_str_c(&a->args), want);
    if (s == NULL)
        return 0;
    s += sizeof want - 1;
    if (strcspn(s, "\n") >= sizeof name)
        return 0;
    memcpy(name, s, strcspn(s, "\n"));
    if (!kk_card_parse_ref(name, &writer, &seq) ||
        arrival_of(a, writer, seq, &arrival, NULL) != KK_OK)
        return 0;
    return arrival;
}

/* An entry already here must be the same one. Where the one before it was
 * among the cards, too, and the same, they part here; else before. */
static enum kk_status compare_held(struct kk_apply *a,
                                   const struct kk_apply_chain *c,
                                   struct kk_err *err)
{
    struct kk_str held = {0};
    int64_t arrival;
    const char *from;
    enum kk_status rc;

    a->n_pending = a->n_stored;
    rc = arrival_of(a, a->e.writer, a->e.seq, &arrival, err);
    if (rc == KK_OK && a->n_stored > 0 && arrival >= a->first_pending)
        rc = kk_apply_settle(a, err);
    if (rc == KK_OK)
        rc = kk_card_of_entry(a->db, arrival, &held, err);
    if (rc != KK_OK)
        return rc;
    from = kk_str_c(&held); /* its W card is no part of the entry */
    if (from[0] == 'W')
        from = strchr(from, '\n') + 1;
    if (strlen(from) != a->bytes.n_bytes ||
        memcmp(from, a->bytes.s, a->bytes.n_bytes) != 0) {
        a->fork_writer = a->e.writer;
        a->fork_seq = a->e.seq == 1 || a->e.seq > c->from ? a->e.seq : 0;
        rc = kk_fail_at(err, KK_BADBUNDLE, "fork",
                        "記録 %010" PRIx64 "-%" PRId64
                        " がここにあるものと違います",
                        a->e.writer, a->e.seq);
    } else {
        a->count.already++;
    }
    kk_str_free(&held);
    return rc;
}

static void go_on(const struct kk_apply *a, struct kk_apply_chain *c)
{
    c->seq = a->e.seq;
    memcpy(c->hash, a->e.hash, KK_HASH_BYTES);
}

static enum kk_status add_entry(struct kk_apply *a, struct kk_apply_chain *c,
                                struct kk_err *err)
{
    int64_t arrival = a->next_arrival;
    enum kk_status rc = kk_entry_put(a->db, &a->e, arrival, kk_str_c(&a->args),
                                     undoes_of(a), err);

    for (size_t i = a->n_stored; rc == KK_OK && i < a->n_pending; i++)
        rc = store_change(a, &a->pending[i], arrival, err);
    if (rc != KK_OK)
        return rc;
    if (a->n_stored == 0)
        a->first_pending = arrival;
    a->count.entries++;
    a->count.changes += (int64_t)(a->n_pending - a->n_stored);
    a->n_stored = a->n_pending;
    kk_grow(&c->arrival, &c->cap, (size_t)c->added + 1, sizeof *c->arrival);
    c->arrival[c->added++] = arrival;
    a->next_arrival++;
    a->db->last_arrival = arrival;
    return KK_OK;
}

static enum kk_status judge_entry(struct kk_apply *a, struct kk_err *err)
{
    struct kk_apply_chain *c;
    enum kk_status rc = kk_apply_chain_of(a, a->e.writer, &c, err);

    if (rc != KK_OK)
        return rc;
    if (c->from == 0)
        c->from = a->e.seq;
    if (a->e.seq <= c->seq)
        return compare_held(a, c, err);
    if (a->e.seq != c->seq + 1)
        return kk_fail_at(err, KK_BADBUNDLE, "gap",
                          "記録 %010" PRIx64 " の %" PRId64 " から %" PRId64
                          " までが抜けています。間の持ち出しファイルを先に"
                          "取り込んでください",
                          a->e.writer, c->seq + 1, a->e.seq - 1);
    kk_card_chain(c->hash, &a->bytes, a->e.hash);
    if (c->left_out > 0 ||
        (a->skip != NULL && a->skip(a->skip_user, a->e.writer, a->e.seq))) {
        c->left_out++;
        a->n_pending = a->n_stored;
    } else {
        rc = add_entry(a, c, err);
    }
    go_on(a, c);
    return rc;
}

static enum kk_status end_entry(struct kk_apply *a, struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    if (!a->have)
        return KK_OK;
    a->have = false;
    a->n_bytes += a->bytes.n_bytes;
    rc = judge_entry(a, err);
    if (rc == KK_OK && (a->n_stored >= PENDING_MAX || a->n_bytes >= BYTES_MAX))
        rc = kk_apply_settle(a, err);
    return rc;
}

enum kk_status kk_apply_card(struct kk_apply *a, const struct kk_card *card,
                             struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    switch (card->kind) {
    case 'W':
        rc = end_entry(a, err);
        return rc == KK_OK ? kk_apply_take_writer(a, card, err) : rc;
    case 'E':
        rc = end_entry(a, err);
        return rc == KK_OK ? kk_apply_take_entry(a, card, err) : rc;
    case 'A':
        return kk_apply_take_arg(a, card, err);
    case 'C':
        return kk_apply_take_change(a, card, err);
    default:
        return kk_apply_malformed(err, "知らない行");
    }
}

enum kk_status kk_apply_finish(struct kk_apply *a, struct kk_apply_count *out,
                               struct kk_err *err)
{
    enum kk_status rc = end_entry(a, err);

    if (rc == KK_OK)
        rc = kk_apply_settle(a, err);
    if (rc == KK_OK)
        rc = kk_apply_check_references(a, err);
    if (rc == KK_OK)
        rc = kk_hit_update(a->db, a->before, err);
    *out = rc == KK_OK ? a->count : (struct kk_apply_count){0};
    return rc;
}
