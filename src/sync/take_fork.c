/* Where the sender's journal and ours part, and what to do about it. */
#include "take.h"

#include <kikusui/store/card.h>
#include <kikusui/store/refork.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum kk_status kk_take_forked(struct kk_taking *t, uint64_t writer)
{
    t->fork_writer = writer;
    return kk_fail_at(t->err, KK_BADBUNDLE, "fork",
                      "書き手 %010" PRIx64 " の記録が二通りあります", writer);
}

enum kk_status kk_take_find_fork(struct kk_taking *t, uint64_t *writer)
{
    const struct kk_vector *has = &t->manifest->has;

    *writer = 0;
    for (size_t i = 0; *writer == 0 && i < has->n; i++) {
        unsigned char hash[KK_HASH_BYTES];
        enum kk_status st = kk_vector_hash(t->db, has->at[i].writer,
                                           has->at[i].seq, hash, t->err);

        if (st == KK_OK && memcmp(hash, has->at[i].hash, sizeof hash) != 0)
            *writer = has->at[i].writer;
        else if (st != KK_OK && st != KK_NONE)
            return st;
    }
    return KK_OK;
}

/* --- the proof ------------------------------------------------------------ */

/* The chain of the writer as the bundle has it, from where it parts from ours
 * on. */
struct walk {
    struct kk_taking *t;
    char writer[11];
    int64_t next; /* the entry that is wanted */
    bool inside;  /* of one that is */
    struct kk_str bytes;
    unsigned char hash[KK_HASH_BYTES];
};

static void end_entry(struct walk *w)
{
    if (!w->inside)
        return;
    kk_card_chain(w->hash, &w->bytes, w->hash);
    kk_str_clear(&w->bytes);
    w->next++;
    w->inside = false;
}

static void walk_card(struct walk *w, const struct kk_card *card)
{
    int64_t seq;

    if (card->kind == 'E' || card->kind == 'W')
        end_entry(w);
    if (card->kind == 'E')
        w->inside = card->n >= 2 && kk_streq(card->field[0], w->writer) &&
                    kk_card_read_int(card->field[1], &seq) && seq == w->next;
    if (w->inside)
        kk_str_addn(&w->bytes, card->line, card->n_bytes);
}

static bool walk_part(struct walk *w, const struct kk_part *part)
{
    struct kk_str cards = {0};
    struct kk_card_reader r;
    struct kk_card card;
    enum kk_status st = kk_bundle_open(&part->bundle, w->t->keys->seal,
                                       w->t->keys->n_seal, &cards, NULL);

    r = (struct kk_card_reader){.bytes = kk_str_c(&cards),
                                .n_bytes = cards.n_bytes};
    while (st == KK_OK && (st = kk_card_next(&r, &card, NULL)) == KK_OK)
        walk_card(w, &card);
    end_entry(w);
    kk_card_reader_free(&r);
    kk_str_free(&cards);
    return st == KK_NONE;
}

/* Whether the entries in the bundle lead from there to what was signed. */
static bool leads_to(struct kk_taking *t, const struct kk_stand *end)
{
    struct walk w = {.t = t, .next = t->fork_seq};
    enum kk_status st =
        t->fork_seq == 1
            ? kk_writer_genesis(t->db, t->fork_writer, w.hash, NULL)
            : kk_vector_hash(t->db, t->fork_writer, t->fork_seq - 1, w.hash,
                             NULL);
    bool ok = st == KK_OK;

    snprintf(w.writer, sizeof w.writer, "%010" PRIx64, t->fork_writer);
    for (size_t i = 0; ok && i < t->in->n && w.next <= end->seq; i++)
        ok = walk_part(&w, &t->in->part[i]);
    kk_str_free(&w.bytes);
    return ok && w.next == end->seq + 1 &&
           memcmp(w.hash, end->hash, sizeof w.hash) == 0;
}

/* No laptop can make us rename what we wrote: the entries that differ from ours
 * lead to a head that our own key signed, or the office, which took them from
 * us under such a head. An honest peer passes both on. */
static bool is_proved(struct kk_taking *t, const struct kk_member *m)
{
    const struct kk_head *h = kk_take_head(t, t->fork_writer);

    return h != NULL && kk_take_vouched(t, m, h) && leads_to(t, &h->stand);
}

/* --- the words ------------------------------------------------------------ */

/* Another's entries take new names here only after the owner gave them those:
 * its head of the writer that they would have is in the bundle. */
static bool is_mended(struct kk_taking *t, const struct kk_member *m)
{
    const struct kk_head *h;
    uint64_t to;

    if (m == NULL || kk_refork_writer(t->db, t->fork_writer, t->fork_seq, &to,
                                      NULL) != KK_OK)
        return false;
    h = kk_take_head(t, to);
    return h != NULL && strcmp(h->node, m->hex) == 0 &&
           kk_head_verify(t->node->deployment, h, m);
}

/* What to do depends on whose writer it is and on what is known. */
void kk_take_fork_words(struct kk_taking *t)
{
    const struct kk_member *m = kk_take_owner(t, t->fork_writer);
    bool ours = m != NULL && strcmp(m->hex, t->node->hex) == 0;
    bool unproved = ours && t->fork_seq != 0 && !is_proved(t, m);
    const char *name = m == NULL ? "送り手" : m->name;

    if (unproved || (!ours && t->fork_seq != 0 && !is_mended(t, m)))
        t->fork_seq = 0;
    if (t->fork_seq != 0)
        (void)kk_fail_at(
            t->err, KK_BADBUNDLE, "fork",
            "%s の記録が %010" PRIx64 "-%" PRId64
            " から二通りに分かれています（%s の写しでも記録したため）。"
            "この端末で kikusui node refork を行ってから、このファイルを"
            "もう一度取り込んでください。どちらの記録も残ります",
            name, t->fork_writer, t->fork_seq, name);
    else if (unproved)
        (void)kk_fail_at(
            t->err, KK_BADBUNDLE, "fork",
            "この端末の記録（書き手 %010" PRIx64
            "）と違うものが、この端末の署名なしに入っています。だれかが"
            "作り替えたおそれがあります。取り込まず、送り手に確かめてください",
            t->fork_writer);
    else if (ours)
        (void)kk_fail_at(
            t->err, KK_BADBUNDLE, "fork",
            "この端末の記録が二通りに分かれています（書き手 %010" PRIx64
            "）。どこからかを知るため、この端末で書き出し、相手で取り込み"
            "（不受理になります）、相手が次に書き出したものをここで取り込んで"
            "ください",
            t->fork_writer);
    else
        (void)kk_fail_at(
            t->err, KK_BADBUNDLE, "fork",
            "%s の記録が二通りあります（書き手 %010" PRIx64
            "）。写しや古い控えから始めた %s で、こちらから次に書き出すものを"
            "取り込み（不受理になります）、kikusui node refork を行い、"
            "もう一度取り込んでから書き出してください",
            name, t->fork_writer, name);
}
