/* The writers of another copy and where their chains stand here. */
#include "apply_priv.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

bool kk_apply_parse_writer(const char *s, uint64_t *out)
{
    char *end;

    if (strspn(s, "0123456789abcdef") != 10 || s[10] != '\0')
        return false;
    *out = strtoull(s, &end, 16);
    return *out != 0;
}

static struct kk_apply_chain *chain_find(struct kk_apply *a, uint64_t writer)
{
    for (size_t i = 0; i < a->n_chains; i++)
        if (a->chain[i].writer == writer)
            return &a->chain[i];
    return NULL;
}

int64_t kk_apply_added(struct kk_apply *a, uint64_t writer, int64_t seq)
{
    const struct kk_apply_chain *c = chain_find(a, writer);
    int64_t i = c == NULL ? -1 : seq - (c->seq - c->left_out - c->added) - 1;

    return i >= 0 && i < c->added ? c->arrival[i] : 0;
}

static struct kk_apply_chain *chain_add(struct kk_apply *a, uint64_t writer)
{
    kk_grow(&a->chain, &a->cap_chains, a->n_chains + 1, sizeof *a->chain);
    a->chain[a->n_chains] = (struct kk_apply_chain){.writer = writer};
    return &a->chain[a->n_chains++];
}

static enum kk_status genesis(struct kk_apply *a, struct kk_apply_chain *c,
                              struct kk_err *err)
{
    enum kk_status rc = kk_writer_genesis(a->db, c->writer, c->hash, err);

    if (rc != KK_NONE)
        return rc;
    return kk_fail_at(err, KK_BADBUNDLE, "gap",
                      "書き手 %010" PRIx64 " が紹介されていません。"
                      "前の持ち出しファイルを先に取り込んでください",
                      c->writer);
}

enum kk_status kk_apply_chain_of(struct kk_apply *a, uint64_t writer,
                                 struct kk_apply_chain **out,
                                 struct kk_err *err)
{
    struct kk_apply_chain *c = chain_find(a, writer);
    sqlite3_stmt *st;
    enum kk_status rc;

    *out = c;
    if (c != NULL)
        return KK_OK;
    rc = kk_stmt_get(a->db,
                     "SELECT seq,hash FROM entry WHERE writer=?1 "
                     "ORDER BY seq DESC LIMIT 1",
                     &st, err);
    if (rc != KK_OK)
        return rc;
    c = chain_add(a, writer);
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    if (sqlite3_step(st) == SQLITE_ROW) {
        c->seq = sqlite3_column_int64(st, 0);
        memcpy(c->hash, sqlite3_column_blob(st, 1), KK_HASH_BYTES);
    }
    kk_stmt_done(a->db, st);
    if (c->seq == 0)
        rc = genesis(a, c, err);
    *out = c;
    return rc;
}

/* The same writer introduced again must be introduced alike. */
static enum kk_status writer_known(struct kk_apply *a,
                                   const struct kk_card *card, bool *known,
                                   uint64_t writer, struct kk_err *err)
{
    enum kk_status rc;

    kk_str_clear(&a->again);
    rc = kk_card_of_writer(a->db, writer, &a->again, err);
    *known = rc == KK_OK;
    if (*known && !kk_apply_same_line(card, &a->again))
        return kk_fail_at(
            err, KK_BADBUNDLE, "fork",
            "書き手 %010" PRIx64
            " の素性がここにあるものと違います。だれかが作り替えた"
            "おそれがあります。取り込まず、送り手に確かめて"
            "ください",
            writer);
    return rc == KK_NONE ? KK_OK : rc;
}

static bool read_writer(struct kk_apply *a, const struct kk_card *card,
                        struct kk_arena *arena, struct kk_card_writer *w)
{
    if (card->n != 5 || !kk_apply_parse_writer(card->field[0], &w->writer) ||
        !kk_card_read_text(card->field[1], arena, &w->node) ||
        strlen(w->node) > 64)
        return false;
    if (!kk_streq(card->field[2], "-") &&
        (!kk_apply_parse_writer(card->field[2], &w->parent) ||
         !kk_card_read_int(card->field[3], &w->parent_seq) ||
         !kk_unhex(card->field[4], w->parent_hash, sizeof w->parent_hash)))
        return false;
    kk_str_clear(&a->again);
    kk_card_put_writer(&a->again, w);
    return kk_apply_same_line(card, &a->again);
}

static enum kk_status insert_writer(struct kk_apply *a,
                                    const struct kk_card_writer *w,
                                    struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        a->db, "INSERT INTO writer VALUES(?1,?2,?3,?4,?5)", &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, (int64_t)w->writer);
    if (w->node[0] != '\0')
        sqlite3_bind_text(st, 2, w->node, -1, SQLITE_TRANSIENT);
    if (w->parent != 0) {
        sqlite3_bind_int64(st, 3, (int64_t)w->parent);
        sqlite3_bind_int64(st, 4, w->parent_seq);
        sqlite3_bind_blob(st, 5, w->parent_hash, KK_HASH_BYTES,
                          SQLITE_TRANSIENT);
    }
    return kk_apply_step(a, st, err);
}

enum kk_status kk_apply_take_writer(struct kk_apply *a,
                                    const struct kk_card *card,
                                    struct kk_err *err)
{
    struct kk_card_writer w = {0};
    struct kk_arena arena = {0};
    bool known;
    enum kk_status rc = KK_OK;

    if (!read_writer(a, card, &arena, &w))
        rc = kk_apply_malformed(err, "W");
    if (rc == KK_OK)
        rc = writer_known(a, card, &known, w.writer, err);
    if (rc == KK_OK && !known)
        rc = insert_writer(a, &w, err);
    kk_arena_free(&arena);
    return rc;
}
