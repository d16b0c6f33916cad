/* Does the tail hold what the journal does since the newest copy? */
#include "tail_priv.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/card.h>

#include <inttypes.h>
#include <unistd.h>

struct look {
    struct kk_db *db;
    struct kk_verify *v;
    struct kk_cards *cards; /* the journal's; NULL: no entry was met yet */
    struct kk_err *err;
};

/* The journal's entries up to that one: as a record has them, and as one of an
 * older program had. */
static enum kk_status entries_up_to(struct look *l, int64_t arrival,
                                    struct kk_str *want, struct kk_str *older)
{
    struct kk_str cards = {0};
    enum kk_status st = KK_OK;

    kk_str_clear(want);
    kk_str_clear(older);
    while (st == KK_OK && kk_cards_arrival(l->cards) < arrival) {
        kk_str_clear(&cards);
        st = kk_cards_next(l->cards, &cards, l->err);
        if (st != KK_OK)
            break;
        kk_str_addn(older, kk_str_c(&cards), cards.n_bytes);
        kk_str_addn(want, kk_str_c(&cards), cards.n_bytes);
        kk_tail_add_hash(l->cards, want);
    }
    kk_str_free(&cards);
    return st == KK_NONE ? KK_OK : st;
}

static bool ends_with(const struct kk_str *text, const struct kk_str *end)
{
    return end->n_bytes <= text->n_bytes &&
           memcmp(text->s + text->n_bytes - end->n_bytes, end->s,
                  end->n_bytes) == 0;
}

/* The first entries may go further back than the newest copy: a crash between
 * the two leaves the tail as it was. */
static enum kk_status first_entries(struct look *l, int64_t arrival)
{
    int64_t after = kk_tail_begins_after(l->db);

    return kk_cards_open(l->db, arrival > after ? after + 1 : arrival,
                         INT64_MAX, &l->cards, l->err);
}

static bool is_self(const char *text)
{
    return kk_str_starts(text, "M\t") || kk_str_starts(text, "R\t");
}

static enum kk_status verify_record(struct look *l,
                                    const struct kk_tail_head *head,
                                    const char *sealed, int64_t n)
{
    struct kk_str held = {0}, want = {0}, older = {0};
    enum kk_status st = KK_OK;
    bool good, first = !head->self && l->cards == NULL;

    if (first)
        st = first_entries(l, head->arrival);
    good = kk_unseal(l->db->local_key, sealed, head->n_bytes, &held, NULL) ==
           KK_OK;
    if (st == KK_OK && !head->self)
        st = entries_up_to(l, head->arrival, &want, &older);
    if (good && head->self)
        good = is_self(kk_str_c(&held));
    else if (good && first)
        good = ends_with(&held, &want) || ends_with(&held, &older);
    else if (good)
        good = kk_streq(kk_str_c(&held), kk_str_c(&want)) ||
               kk_streq(kk_str_c(&held), kk_str_c(&older));
    if (st == KK_OK && !good)
        kk_verify_say(l->v, "直近の控え（%s）の%" PRId64 "番目が壊れています",
                      l->db->tail_path, n);
    kk_str_free(&held);
    kk_str_free(&want);
    kk_str_free(&older);
    return st;
}

static enum kk_status verify_end(struct look *l)
{
    struct kk_str want = {0}, older = {0};
    enum kk_status st = l->cards == NULL ? first_entries(l, INT64_MAX) : KK_OK;

    if (st == KK_OK)
        st = entries_up_to(l, INT64_MAX, &want, &older);

    if (st == KK_OK && want.n_bytes > 0)
        kk_verify_say(l->v, "直近の控え（%s）に足りない記録があります",
                      l->db->tail_path);
    kk_str_free(&want);
    kk_str_free(&older);
    return st;
}

/* Each record opened and held against the entries that it is of. */
static enum kk_status verify_records(struct look *l, const struct kk_str *file)
{
    size_t at = KK_TAIL_MAGIC_BYTES;
    enum kk_status st = KK_OK;

    for (int64_t n = 1; st == KK_OK && at < file->n_bytes; n++) {
        size_t left = file->n_bytes - at;
        struct kk_tail_head head = {0};

        if (left >= KK_TAIL_HEAD_BYTES)
            kk_tail_get_head((const unsigned char *)file->s + at, &head);
        if (left < KK_TAIL_HEAD_BYTES ||
            head.n_bytes > left - KK_TAIL_HEAD_BYTES) {
            kk_verify_say(l->v,
                          "直近の控え（%s）が%" PRId64 "番目で切れています",
                          l->db->tail_path, n);
            break;
        }
        at += KK_TAIL_HEAD_BYTES;
        st = verify_record(l, &head, file->s + at, n);
        at += head.n_bytes;
    }
    return st == KK_OK ? verify_end(l) : st;
}

/* The lock is held: nobody appends meanwhile, and what the file holds is in the
 * journal. */
static enum kk_status verify_locked(struct kk_db *db, struct kk_verify *v,
                                    struct kk_err *err)
{
    struct look l = {.db = db, .v = v, .err = err};
    struct kk_str file = {0};
    enum kk_status st =
        kk_file_read(db->tail_path, (size_t)1 << 31, true, &file, err);

    if (st == KK_OK &&
        (file.n_bytes < KK_TAIL_MAGIC_BYTES || !kk_tail_is(file.s)))
        kk_verify_say(v, "直近の控え（%s）の初めが壊れています", db->tail_path);
    else if (st == KK_OK)
        st = verify_records(&l, &file);
    kk_cards_close(&l.cards);
    kk_str_free(&file);
    return st;
}

enum kk_status kk_tail_verify(struct kk_db *db, bool afresh,
                              struct kk_verify *v, struct kk_err *err)
{
    int64_t bad = v->bad;
    struct kk_err why = {0};
    int fd;
    enum kk_status st = kk_tail_lock(db, &fd, &why);

    if (st != KK_OK) {
        kk_verify_say(v, "直近の控えを開けません: %s", why.text);
        return KK_OK;
    }
    st = verify_locked(db, v, err);
    afresh = afresh && st == KK_OK && v->bad > bad;
    if (afresh)
        st = kk_tail_set_aside(db, err);
    close(fd);
    db->tail_size = -1;
    if (!afresh || st != KK_NONE)
        return st;
    kk_str_add(&v->words, "直近の控えは退けて（.old-….tail）、記録から作り"
                          "直しました\n");
    return kk_tail_append(db, err);
}
