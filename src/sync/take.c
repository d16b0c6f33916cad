/* Taking one bundle into the open transaction. */
#include "take.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/apply.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/review.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kk_status kk_take_known(struct kk_taking *t, bool *known)
{
    char hex[KK_NODE_HEX_BYTES];
    int64_t n;
    enum kk_status st;

    kk_hex(t->in->part[0].bundle.head.bundle, KK_BUNDLE_ID_BYTES, hex);
    st = kk_db_int(
        t->db, "query/sync_import_find",
        KK_BINDS({"bundle", kk_vtext(hex)}, {"hash", kk_vtext(t->in->hash)}),
        &n, t->err);
    *known = n > 0;
    return st;
}

enum kk_status kk_take_open(struct kk_taking *t, struct kk_str *cards)
{
    enum kk_status st = kk_bundle_open(&t->in->part[0].bundle, t->keys->seal,
                                       t->keys->n_seal, cards, t->err);

    t->reader = (struct kk_card_reader){.bytes = kk_str_c(cards),
                                        .n_bytes = cards->n_bytes};
    if (st == KK_OK)
        st = kk_manifest_read(&t->reader, t->manifest, &t->first, t->err);
    if (st == KK_OK) {
        kk_fmt(t->one->reason, sizeof t->one->reason, "%s",
               t->manifest->reason);
        kk_fmt(t->one->permit, sizeof t->one->permit, "%s",
               t->manifest->permit);
    }
    return st;
}

void kk_take_say(struct kk_import_one *one, const char *fmt, ...)
{
    size_t n = strlen(one->why);
    va_list ap;

    if (n > 0 && n + 1 < sizeof one->why)
        one->why[n++] = '\n';
    va_start(ap, fmt);
    kk_vfmt(one->why + n, sizeof one->why - n, fmt, ap);
    va_end(ap);
}

static enum kk_status reload_roster(struct kk_taking *t)
{
    kk_roster_free(&t->roster);
    return kk_roster_load(t->db, &t->roster, t->err);
}

static int by_version(const void *pa, const void *pb)
{
    int64_t a = kk_roster_version(pa), b = kk_roster_version(pb);

    return (a > b) - (a < b);
}

/* Only a person knows whether the office forgot it, or somebody who has the old
 * key says so. */
static void say_gone(struct kk_taking *t, const char *names)
{
    for (size_t n; *names != '\0'; names += n + 1) {
        n = strcspn(names, "\n");
        kk_take_say(t->one,
                    "失効: 鍵を替える前の名簿では %.*s の登録が取り消されて"
                    "います。覚えがあれば node revoke で取り消してください",
                    (int)n, names);
    }
}

static enum kk_status take_rosters(struct kk_taking *t)
{
    struct kk_str gone = {0};
    enum kk_status st = KK_OK;

    /* Whoever missed a change of the office's key follows from the oldest. */
    if (t->manifest->n_rosters > 0)
        qsort(t->manifest->roster, t->manifest->n_rosters,
              sizeof *t->manifest->roster, by_version);
    for (size_t i = 0; st == KK_OK && i < t->manifest->n_rosters; i++) {
        bool changed;

        st = kk_roster_accept(t->db, &t->manifest->roster[i],
                              t->node->office ? t->keys : NULL, &changed, &gone,
                              t->err);
        if (st == KK_OK && changed)
            st = reload_roster(t);
    }
    say_gone(t, kk_str_c(&gone));
    kk_str_free(&gone);
    return st;
}

/* Up to where the key that signed the file vouches: what is here, and what the
 * sender had written by then. */
static enum kk_status vouched_for(struct kk_taking *t, struct kk_vector *out)
{
    const struct kk_manifest *m = t->manifest;
    enum kk_status st = kk_vector_of_node(t->db, t->sender, out, t->err);

    for (size_t i = 0; st == KK_OK && i < m->n_heads; i++) {
        const struct kk_head *h = &m->head[i];
        const struct kk_member *owner = kk_take_owner(t, h->stand.writer);
        const struct kk_member *signer = kk_roster_find(&t->roster, h->node);
        const struct kk_stand *have = kk_vector_find(out, h->stand.writer);

        if (strcmp(h->node, t->sender) == 0 && signer != NULL &&
            (owner == NULL || owner == signer) &&
            (have == NULL || have->seq < h->stand.seq) &&
            kk_head_verify(t->node->deployment, h, signer))
            kk_vector_put(out, &h->stand);
    }
    return st;
}

/* A laptop's new keys, in a file that the old ones signed. The office's come
 * with its roster. */
static enum kk_status take_keys(struct kk_taking *t)
{
    struct kk_member *m = kk_roster_find(&t->roster, t->sender);
    struct kk_vector upto = {0};
    enum kk_status st;

    /* One that a former key signed was followed long ago. */
    if (t->in->part[0].bundle.head.kind != KK_BUNDLE_REKEY ||
        !t->node->office || t->in->former)
        return KK_OK;
    if (!t->manifest->has_keys)
        return kk_fail(t->err, KK_BADBUNDLE, "新しい鍵が入っていません");
    if (memcmp(&m->keys, &t->manifest->keys, sizeof m->keys) == 0)
        return KK_OK;
    st = kk_roster_keys_fit(&t->roster, m, &t->manifest->keys, t->err);
    if (st == KK_OK)
        st = vouched_for(t, &upto);
    if (st == KK_OK) {
        kk_member_rekey(m, &t->manifest->keys, t->roster.version + 1,
                        t->in->part[0].bundle.head.seq, &upto);
        st = kk_roster_issue(t->db, &t->roster, t->keys, t->err);
    }
    kk_vector_free(&upto);
    return st;
}

/* What the file says of who belongs, in words: its rows tell of entries. */
static void say_members(struct kk_taking *t, const struct kk_roster *before)
{
    const struct kk_member *sender = kk_roster_find(&t->roster, t->sender);

    for (size_t i = 0; i < t->roster.n; i++) {
        const struct kk_member *is = &t->roster.member[i];
        const struct kk_member *was = kk_roster_find(before, is->hex);

        if (was != NULL && memcmp(&is->keys, &was->keys, sizeof is->keys) != 0)
            kk_take_say(t->one, "鍵の変更: %s の鍵がこのファイルで替わります",
                        is->name);
        if (is->state != (was == NULL ? KK_MEMBER_LIVE : was->state))
            kk_take_say(t->one, "%s: %s の登録は事務所で取り消されました",
                        is->state == KK_MEMBER_LOST ? "紛失" : "返却",
                        is->name);
    }
    if (sender != NULL && sender->state == KK_MEMBER_LOST)
        kk_take_say(t->one,
                    "紛失: %s は紛失として登録を取り消した端末です。取り消した"
                    "後の記録は取り込みません",
                    sender->name);
}

/* --- entries -------------------------------------------------------------- */

static bool beyond_limit(void *user, uint64_t writer, int64_t seq)
{
    struct kk_limits *l = user;

    if (l->writer != writer) {
        l->writer = writer;
        l->most = kk_take_limit(l->t, writer);
    }
    return seq > l->most;
}

static enum kk_status go_on(struct kk_taking *t, size_t done, size_t total)
{
    if (t->progress == NULL ||
        t->progress(t->user, (int64_t)done, (int64_t)total, "取り込み"))
        return KK_OK;
    return kk_fail(t->err, KK_CANCELLED,
                   "中止しました。このファイルからは何も取り込んでいません");
}

/* The cards from the reader's place on; first is one read already. */
static enum kk_status apply_cards(struct kk_taking *t, struct kk_apply *a,
                                  struct kk_card_reader *r,
                                  struct kk_card *first)
{
    enum kk_status st = KK_OK;
    size_t n = 0;

    while (st == KK_OK && first->kind != '\0') {
        st = kk_apply_card(a, first, t->err);
        if (st == KK_OK && ++n % 2000 == 0)
            st = go_on(t, r->at, r->n_bytes);
        if (st == KK_OK)
            st = kk_card_next(r, first, t->err);
    }
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status check_part(struct kk_taking *t,
                                 const struct kk_manifest *m, size_t i)
{
    bool last = i + 1 == t->in->n;

    if (m->part == (int64_t)i + 1 && m->last == last)
        return KK_OK;
    if (m->part == (int64_t)i + 1 && !m->last)
        return kk_fail_at(t->err, KK_BADBUNDLE, "part",
                          "この持ち出しには続きのファイルがあります。"
                          "すべてを同じフォルダーに置いてください（%s の次）",
                          t->in->part[i].name);
    return kk_fail_at(t->err, KK_BADBUNDLE, "part",
                      "この持ち出しのファイルが揃っていません。最初から"
                      "すべてを同じフォルダーに置いてください");
}

/* One file after the other: only one is unpacked at a time. */
static enum kk_status apply_next(struct kk_taking *t, struct kk_apply *a,
                                 size_t i)
{
    struct kk_str cards = {0};
    struct kk_card_reader r = {0};
    struct kk_manifest m = {0};
    struct kk_card card;
    enum kk_status st = kk_bundle_open(&t->in->part[i].bundle, t->keys->seal,
                                       t->keys->n_seal, &cards, t->err);

    r = (struct kk_card_reader){.bytes = kk_str_c(&cards),
                                .n_bytes = cards.n_bytes};
    if (st == KK_OK)
        st = kk_manifest_read(&r, &m, &card, t->err);
    if (st == KK_OK)
        st = check_part(t, &m, i);
    if (st == KK_OK)
        st = apply_cards(t, a, &r, &card);
    kk_card_reader_free(&r);
    kk_manifest_free(&m);
    kk_str_free(&cards);
    return st;
}

static enum kk_status apply_all(struct kk_taking *t, struct kk_apply *a,
                                struct kk_apply_count *count)
{
    enum kk_status st = check_part(t, t->manifest, 0);

    if (st == KK_OK)
        st = apply_cards(t, a, &t->reader, &t->first);
    for (size_t i = 1; st == KK_OK && i < t->in->n; i++)
        st = apply_next(t, a, i);
    if (st == KK_OK)
        st = kk_apply_finish(a, count, t->err);
    if (st != KK_OK)
        (void)kk_apply_fork(a, &t->fork_writer, &t->fork_seq);
    return st;
}

/* --- reviews -------------------------------------------------------------- */

struct ids {
    size_t n, cap;
    int64_t *at;
};

static int by_number(const void *pa, const void *pb)
{
    const int64_t *a = pa, *b = pb;

    return (*a > *b) - (*a < *b);
}

static enum kk_status read_reviews(struct kk_taking *t, struct ids *out)
{
    struct kk_cur *cur;
    enum kk_status st =
        kk_cur_open(t->db, "query/sync_review_ids", NULL, &cur, t->err);

    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, t->err)) == KK_OK) {
        kk_grow(&out->at, &out->cap, out->n + 1, sizeof *out->at);
        out->at[out->n++] = kk_cur_int(cur, 0);
    }
    kk_cur_close(&cur);
    if (out->n > 0)
        qsort(out->at, out->n, sizeof *out->at, by_number);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status count_reviews(struct kk_taking *t,
                                    const struct ids *before)
{
    struct ids after = {0};
    enum kk_status st = read_reviews(t, &after);

    for (size_t i = 0; st == KK_OK && i < after.n; i++)
        t->one->reviews +=
            before->n == 0 || bsearch(&after.at[i], before->at, before->n,
                                      sizeof *before->at, by_number) == NULL;
    kk_free(after.at);
    return st;
}

static void count_up(struct kk_taking *t, const struct kk_apply *a,
                     const struct kk_apply_count *count)
{
    const struct kk_apply_chain *c;
    size_t n = kk_apply_chains(a, &c);

    t->one->entries = count->entries;
    t->one->changes = count->changes;
    t->one->held = count->already;
    for (size_t i = 0; i < n; i++)
        t->one->left_out += c[i].left_out;
}

enum kk_status kk_take(struct kk_taking *t)
{
    struct kk_limits limits = {.t = t};
    struct kk_roster roster = {0};
    struct ids before = {0};
    struct kk_apply_count count;
    struct kk_apply *a = NULL;
    uint64_t suspect = 0;
    int64_t held = 0;
    enum kk_status st;

    (void)kk_roster_merge(&roster, &t->roster);
    st = take_rosters(t);
    if (st == KK_OK)
        st = take_keys(t);
    if (st == KK_OK)
        say_members(t, &roster);
    if (st == KK_OK)
        st = kk_take_find_fork(t, &suspect);
    if (st == KK_OK)
        st = read_reviews(t, &before);
    if (st == KK_OK)
        st = kk_tx_as_of(t->db, &held, t->err);
    if (st == KK_OK)
        st = kk_apply_new(t->db, &a, t->err);
    if (st == KK_OK) {
        kk_apply_set_skip(a, beyond_limit, &limits);
        st = apply_all(t, a, &count);
        /* The entries may tell where it begins; stopped or failed for another
         * reason they tell nothing. */
        if (suspect != 0 && t->fork_writer == 0 &&
            (st == KK_OK || st == KK_BADBUNDLE))
            st = kk_take_forked(t, suspect);
    }
    if (st == KK_OK) {
        count_up(t, a, &count);
        st = kk_take_check_heads(t, a);
    }
    if (st == KK_OK)
        st = count_reviews(t, &before);
    if (st == KK_OK)
        st = kk_review_note_lost(t->db, t->node->hex, held, t->err);
    if (st == KK_OK)
        st = kk_take_note(t, a);
    if (st == KK_OK) /* a wish to stop is heard until the commit */
        st = go_on(t, 1, 1);
    if (st == KK_BADBUNDLE && t->fork_writer != 0)
        kk_take_fork_words(t);
    kk_apply_free(&a);
    kk_roster_free(&roster);
    kk_free(before.at);
    return st;
}

/* An error from the commit does not mean that nothing was kept: the ledger is
 * asked. What it says then are words beside a success. */
enum kk_status kk_take_commit(struct kk_taking *t)
{
    const struct kk_intent none = {.action = "import"};
    struct kk_commit c;
    bool known = false;
    enum kk_status st = kk_tx_commit(t->db, &none, &c, t->err);

    if (st == KK_OK) {
        st = kk_take_known(t, &known);
        if (st == KK_OK && !known)
            st = kk_fail(t->err, KK_IO,
                         "取り込みの控えが読み返せません。もう一度取り込んで"
                         "ください");
        return st;
    }
    if (kk_take_known(t, &known) != KK_OK || !known)
        return st;
    kk_take_say(t->one, "%s", t->err->text);
    return KK_OK;
}
