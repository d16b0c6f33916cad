/* A private database with the entries up to a vector. */
#include "internal.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/apply.h>
#include <kikusui/store/as_of.h>
#include <kikusui/store/make.h>

#include <string.h>

enum { CHUNK = 2000 }; /* entries read while writers wait */

struct upto {
    uint64_t writer;
    int64_t seq;
};
struct kk_as_of {
    struct kk_make *make;
    struct kk_db *db;
};
struct replay {
    struct kk_db *from;
    struct kk_apply *apply;
    struct upto *upto;
    size_t n, cap;
    int64_t wanted, taken; /* entries */
    kk_progress *progress;
    void *user;
    struct kk_err *err;
};

static enum kk_status parse(struct replay *r, const char *vector)
{
    while (*vector != '\0') {
        size_t n = strcspn(vector, " ");
        char *one = kk_strndup(vector, n);
        struct upto u;
        bool good = kk_card_parse_ref(one, &u.writer, &u.seq) && u.seq > 0;

        kk_free(one);
        if (!good)
            return kk_fail(r->err, KK_REFUSED, "基準の記録が読めません");
        kk_grow(&r->upto, &r->cap, r->n + 1, sizeof *r->upto);
        r->upto[r->n++] = u;
        r->wanted += u.seq;
        vector += n + (vector[n] == ' ');
    }
    return KK_OK;
}

static bool is_within(const struct replay *r, uint64_t writer, int64_t seq)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->upto[i].writer == writer)
            return seq <= r->upto[i].seq;
    return false;
}

static enum kk_status apply_entry(struct replay *r, const struct kk_str *cards)
{
    struct kk_card_reader reader = {.bytes = kk_str_c(cards),
                                    .n_bytes = cards->n_bytes};
    struct kk_card card = {0};
    enum kk_status st;

    while ((st = kk_card_next(&reader, &card, r->err)) == KK_OK) {
        st = kk_apply_card(r->apply, &card, r->err);
        if (st != KK_OK)
            break;
    }
    kk_card_reader_free(&reader);
    r->taken++;
    return st == KK_NONE ? KK_OK : st;
}

/* The entries of a range of arrivals; false in *more: there are no later. */
static enum kk_status replay_chunk(struct replay *r, int64_t first, bool *more)
{
    struct kk_cards *cards = NULL;
    struct kk_str text = {0};
    unsigned char hash[KK_HASH_BYTES];
    uint64_t writer;
    int64_t seq;
    enum kk_status st =
        kk_cards_open(r->from, first, first + CHUNK - 1, &cards, r->err);

    while (st == KK_OK) {
        kk_str_clear(&text);
        st = kk_cards_next(cards, &text, r->err);
        if (st != KK_OK)
            break;
        if (kk_cards_hash(cards, &writer, &seq, hash) &&
            is_within(r, writer, seq))
            st = apply_entry(r, &text);
    }
    kk_cards_close(&cards);
    kk_str_free(&text);
    *more = r->taken < r->wanted;
    if (st == KK_NONE)
        st = KK_OK;
    if (st == KK_OK && r->progress != NULL &&
        !r->progress(r->user, r->taken, r->wanted, "記録の再生"))
        st =
            kk_fail(r->err, KK_CANCELLED, "中止しました。何も変わっていません");
    return st;
}

static enum kk_status replay(struct replay *r)
{
    struct kk_apply_count count;
    int64_t last = 0;
    bool more = r->wanted > 0;
    enum kk_status st = kk_tx_as_of(r->from, &last, r->err);

    for (int64_t at = 1; st == KK_OK && more && at <= last; at += CHUNK)
        st = replay_chunk(r, at, &more);
    if (st == KK_OK && more)
        st = kk_fail(r->err, KK_REFUSED,
                     "確定したときの記録が、ここにはまだ全部ありません。"
                     "kikusui import で取り込んでからもう一度行ってください");
    if (st == KK_OK)
        st = kk_apply_finish(r->apply, &count, r->err);
    return st;
}

static enum kk_status make(struct kk_as_of *a, const char *beside,
                           const struct kk_clock *clock, struct kk_err *err)
{
    struct kk_db_open how = {.create = true, .busy_ms = 1000, .clock = clock};
    struct kk_str path = {0};
    enum kk_status st;

    kk_str_addf(&path, "%s.then", beside);
    st = kk_make_begin(kk_str_c(&path), clock, &a->make, err);
    kk_str_free(&path);
    if (st != KK_OK)
        return st;
    how.path = kk_make_path(a->make);
    st = kk_db_open(&how, &a->db, err);
    /* As a preview does: nothing of it reaches the disk. */
    return st == KK_OK ? kk_tx_begin(a->db, KK_TX_PREVIEW, err) : st;
}

enum kk_status kk_as_of_open(struct kk_db *db, const char *vector,
                             const struct kk_clock *clock,
                             kk_progress *progress, void *user,
                             struct kk_as_of **out, struct kk_err *err)
{
    struct kk_as_of *a = kk_alloc(sizeof *a);
    struct replay r = {
        .from = db, .progress = progress, .user = user, .err = err};
    enum kk_status st = parse(&r, vector);

    *a = (struct kk_as_of){0};
    *out = NULL;
    if (st == KK_OK)
        st = make(a, kk_db_path(db), clock, err);
    if (st == KK_OK)
        st = kk_apply_new(a->db, &r.apply, err);
    if (st == KK_OK)
        st = replay(&r);
    kk_apply_free(&r.apply);
    kk_free(r.upto);
    if (st == KK_OK)
        *out = a;
    else
        kk_as_of_close(&a);
    return st;
}

struct kk_db *kk_as_of_db(struct kk_as_of *a)
{
    return a->db;
}

void kk_as_of_close(struct kk_as_of **pa)
{
    struct kk_as_of *a = *pa;

    if (a == NULL)
        return;
    if (a->db != NULL)
        kk_tx_rollback(a->db);
    kk_db_close(&a->db);
    kk_make_free(&a->make);
    kk_free(a);
    *pa = NULL;
}
