/* Two copies that exchange cards, without a bundle around them. */
#ifndef KIKUSUI_TESTS_STORE_EXCHANGE_H
#define KIKUSUI_TESTS_STORE_EXCHANGE_H

#include "fixture.h"

#include <kikusui/store/apply.h>

/* The cards of every entry held, in order of arrival. */
static inline void exchange_cards(struct fixture *f, struct kk_str *out)
{
    int64_t last;

    ck_ok(kk_tx_as_of(f->db, &last, &f->err), &f->err);
    for (int64_t arrival = 1; arrival <= last; arrival++)
        ck_ok(kk_card_of_entry(f->db, arrival, out, &f->err), &f->err);
}

/* Takes cards in, as an import does: all of them or nothing. */
static inline enum kk_status exchange_take(struct fixture *f, const char *cards,
                                           struct kk_apply_count *count)
{
    const struct kk_intent none = {.action = "import"};
    struct kk_card_reader r = {.bytes = cards, .n_bytes = strlen(cards)};
    struct kk_apply *a = NULL;
    struct kk_commit commit;
    struct kk_card card;
    enum kk_status st = kk_tx_begin(f->db, KK_TX_WRITE, &f->err);

    if (st == KK_OK)
        st = kk_apply_new(f->db, &a, &f->err);
    while (st == KK_OK && (st = kk_card_next(&r, &card, &f->err)) == KK_OK)
        st = kk_apply_card(a, &card, &f->err);
    if (st == KK_NONE)
        st = kk_apply_finish(a, count, &f->err);
    kk_apply_free(&a);
    kk_card_reader_free(&r);
    if (st == KK_OK)
        return kk_tx_commit(f->db, &none, &commit, &f->err);
    kk_tx_rollback(f->db);
    return st;
}

static inline void exchange_digest(struct fixture *f,
                                   unsigned char out[KK_HASH_BYTES])
{
    ck_ok(kk_journal_digest(f->db, out, &f->err), &f->err);
}

static inline void exchange_same(struct fixture *a, struct fixture *b)
{
    unsigned char x[KK_HASH_BYTES], y[KK_HASH_BYTES];

    exchange_digest(a, x);
    exchange_digest(b, y);
    ck_assert_mem_eq(x, y, sizeof x);
}

#endif
