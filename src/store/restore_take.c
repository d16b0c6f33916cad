/* What the tail and the old file hold beyond the backup, taken in through the
 * ordinary path. An entry that does not fit is left out with all that follows
 * of its writer, and so is whatever builds on those; the rest counts. */
#include "apply_priv.h"
#include "restore_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/apply.h>
#include <kikusui/store/tx.h>

#include <string.h>

struct taking {
    struct kk_db *db;
    const struct kk_str *cards;
    const struct kk_tail_entry *told;
    size_t n_told;
    struct kk_entry_refs entry; /* of every E card, in order */
    struct kk_entry_refs
        without; /* the first of each writer that does not fit */
    int64_t added;
    struct kk_err *err;
};

static bool is_without(const struct taking *t, const struct kk_entry_ref *e)
{
    for (size_t i = 0; i < t->without.n; i++)
        if (t->without.at[i].writer == e->writer &&
            t->without.at[i].seq <= e->seq)
            return true;
    return false;
}

/* The next card; *begins: it is the first one of an entry. */
static enum kk_status next_card(struct kk_card_reader *r, struct kk_card *card,
                                bool *begins, struct kk_err *err)
{
    bool after_w = card->kind == 'W';
    enum kk_status st = kk_card_next(r, card, err);

    *begins =
        st == KK_OK && (card->kind == 'W' || (card->kind == 'E' && !after_w));
    return st;
}

/* What cannot be read has the name 0-0. */
static enum kk_status read_names(struct taking *t)
{
    struct kk_card_reader reader = {.bytes = kk_str_c(t->cards),
                                    .n_bytes = t->cards->n_bytes};
    struct kk_card card = {0};
    bool begins;
    enum kk_status st;

    while ((st = next_card(&reader, &card, &begins, t->err)) == KK_OK) {
        struct kk_entry_ref e;

        if (begins)
            kk_entry_refs_add(&t->entry, 0, 0);
        if (card.kind == 'E' && card.n >= 2 &&
            kk_apply_parse_writer(card.field[0], &e.writer) &&
            kk_card_read_int(card.field[1], &e.seq))
            t->entry.at[t->entry.n - 1] = e;
    }
    kk_card_reader_free(&reader);
    return st == KK_NONE ? KK_OK : st;
}

/* The first `most` entries, in a transaction that stays open where they fit.
 * *seen counts the entries up to the card that failed. */
static enum kk_status apply(struct taking *t, int64_t most, int64_t *seen)
{
    struct kk_card_reader reader = {.bytes = kk_str_c(t->cards),
                                    .n_bytes = t->cards->n_bytes};
    struct kk_apply_count count;
    struct kk_apply *a = NULL;
    struct kk_card card = {0};
    bool begins, out = false;
    enum kk_status st = kk_tx_begin(t->db, KK_TX_WRITE, t->err);

    *seen = 0;
    if (st != KK_OK)
        return st;
    st = kk_apply_new(t->db, &a, t->err);
    while (st == KK_OK &&
           (st = next_card(&reader, &card, &begins, t->err)) == KK_OK) {
        if (begins && *seen == most)
            break;
        if (begins)
            out = is_without(t, &t->entry.at[(*seen)++]);
        if (!out)
            st = kk_apply_card(a, &card, t->err);
    }
    if (st == KK_OK || st == KK_NONE)
        st = kk_apply_finish(a, &count, t->err);
    if (st == KK_OK)
        t->added = count.entries;
    kk_apply_free(&a);
    kk_card_reader_free(&reader);
    if (st != KK_OK)
        kk_tx_rollback(t->db);
    return st;
}

/* Which entry is the first that does not fit, where the first `seen` do not:
 * a failure shows when the next entry begins, a reference that leads nowhere
 * only at the end. */
static enum kk_status find_misfit(struct taking *t, int64_t seen, int64_t *out)
{
    int64_t fits = 0, tried = seen > 2 ? seen - 2 : 0, none;
    enum kk_status st = KK_OK;

    while (seen - fits > 1) {
        st = apply(t, tried, &none);
        if (st == KK_OK) {
            kk_tx_rollback(t->db);
            fits = tried;
        } else if (st == KK_BADBUNDLE) {
            seen = tried;
        } else {
            return st;
        }
        tried = fits + (seen - fits) / 2;
    }
    *out = seen - 1;
    return KK_OK;
}

static enum kk_status apply_what_fits(struct taking *t)
{
    const int64_t all = (int64_t)t->entry.n;
    int64_t seen, at;
    enum kk_status st = apply(t, all, &seen);

    while (st == KK_BADBUNDLE && seen > 0) {
        st = find_misfit(t, seen, &at);
        if (st != KK_OK)
            return st;
        kk_entry_refs_add(&t->without, t->entry.at[at].writer,
                          t->entry.at[at].seq);
        st = apply(t, all, &seen);
    }
    return st;
}

/* Whether it is held with another hash than it was told to have. */
static bool is_another(sqlite3_stmt *st, const struct kk_tail_entry *e)
{
    bool other = false;

    sqlite3_reset(st);
    sqlite3_bind_int64(st, 1, (int64_t)e->writer);
    sqlite3_bind_int64(st, 2, e->seq);
    if (sqlite3_step(st) == SQLITE_ROW)
        other = sqlite3_column_bytes(st, 0) != KK_HASH_BYTES ||
                memcmp(sqlite3_column_blob(st, 0), e->hash, KK_HASH_BYTES) != 0;
    return other;
}

/* An entry that came without some of its changes would stand here as another
 * than everywhere else: a fork. How many are now to be left out. */
static enum kk_status find_others(struct taking *t, size_t *out)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(t->db, "SELECT hash FROM entry WHERE writer=?1 AND seq=?2",
                    &st, t->err);

    *out = 0;
    if (rc != KK_OK)
        return rc;
    for (size_t i = 0; i < t->n_told; i++) {
        const struct kk_entry_ref e = {t->told[i].writer, t->told[i].seq};

        if (is_without(t, &e) || !is_another(st, &t->told[i]))
            continue;
        kk_entry_refs_add(&t->without, e.writer, e.seq);
        ++*out;
    }
    kk_stmt_done(t->db, st);
    return KK_OK;
}

static enum kk_status take_what_fits(struct taking *t)
{
    for (;;) {
        size_t others;
        enum kk_status st = apply_what_fits(t);

        if (st == KK_OK)
            st = find_others(t, &others);
        if (st != KK_OK || others == 0)
            return st;
        kk_tx_rollback(t->db);
    }
}

enum kk_status kk_restore_take(struct kk_db *db, const struct kk_str *cards,
                               const struct kk_tail_entry *told, size_t n_told,
                               int64_t *added, struct kk_entry_refs *left_out,
                               struct kk_err *err)
{
    const struct kk_intent none = {.action = "restore"};
    struct taking t = {
        .db = db, .cards = cards, .told = told, .n_told = n_told, .err = err};
    struct kk_commit commit;
    enum kk_status st = read_names(&t);

    if (st == KK_OK)
        st = take_what_fits(&t);
    if (st == KK_OK)
        st = kk_tx_commit(db, &none, &commit, err);
    if (st == KK_OK)
        *added += t.added;
    for (size_t i = 0; st == KK_OK && i < t.entry.n; i++)
        if (is_without(&t, &t.entry.at[i]))
            kk_entry_refs_add(left_out, t.entry.at[i].writer,
                              t.entry.at[i].seq);
    kk_free(t.entry.at);
    kk_free(t.without.at);
    return st;
}
