/* The key folder's memory that outlives an older backup. */
#include "state.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/tx.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define FILE_NAME "sync.state"
#define MAX_BYTES ((size_t)64 << 20)

enum kk_status kk_state_seq(struct kk_db *db, uint64_t *out, struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *value;
    int64_t n = 0;
    enum kk_status st = kk_meta_get(db, "bundle_seq", &arena, &value, err);

    if (st == KK_OK)
        (void)kk_parse_i64(value, &n);
    kk_arena_free(&arena);
    *out = (uint64_t)n;
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_state_set_seq(struct kk_db *db, uint64_t seq,
                                struct kk_err *err)
{
    char number[24];

    snprintf(number, sizeof number, "%" PRIu64, seq);
    return kk_meta_set(db, "bundle_seq", number, err);
}

static enum kk_status compose(struct kk_db *db, struct kk_str *out,
                              struct kk_err *err)
{
    uint64_t seq;
    enum kk_status st = kk_state_seq(db, &seq, err);

    kk_str_addf(out, "M\tseq\t%" PRIu64 "\n", seq);
    if (st == KK_OK)
        st = kk_roster_cards(db, KK_ROSTER_OLDEST_FIRST, out, NULL, err);
    if (st == KK_OK)
        st = kk_heads_cards(db, out, err);
    return st;
}

/* "" when there is none. */
static enum kk_status read_file(struct kk_db *db, struct kk_str *out,
                                struct kk_err *err)
{
    char *path = kk_path_join(kk_db_keys_dir(db), FILE_NAME);
    enum kk_status st = kk_file_read(path, MAX_BYTES, true, out, err);

    kk_free(path);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_state_save(struct kk_db *db, struct kk_err *err)
{
    char *path = kk_path_join(kk_db_keys_dir(db), FILE_NAME);
    struct kk_str now = {0}, was = {0};
    enum kk_status st = compose(db, &now, err);

    if (st == KK_OK)
        st = read_file(db, &was, err);
    if (st == KK_OK && strcmp(kk_str_c(&now), kk_str_c(&was)) != 0)
        st = kk_file_replace(path, 0600, now.s, now.n_bytes, err);
    kk_str_free(&now);
    kk_str_free(&was);
    kk_free(path);
    return st;
}

struct merge {
    struct kk_db *db;
    const struct kk_node *node;
    const struct kk_keys *keys;
    struct kk_roster roster; /* as last loaded */
    struct kk_err *err;
};

/* What does not verify any more is no use and no harm: it is passed over. */
static enum kk_status merge_roster(struct merge *m, const struct kk_card *card)
{
    struct kk_arena arena = {0};
    struct kk_roster_doc doc;
    bool changed;
    enum kk_status st = KK_OK;

    if (kk_roster_card(card, &arena, &doc)) {
        st = kk_roster_accept(m->db, &doc, m->node->office ? m->keys : NULL,
                              &changed, NULL, m->err);
        if (st == KK_BADBUNDLE)
            st = KK_OK;
    }
    kk_arena_free(&arena);
    return st;
}

static enum kk_status merge_head(struct merge *m, const struct kk_card *card)
{
    const struct kk_member *who;
    struct kk_head h;

    if (!kk_head_card(card, &h))
        return KK_OK;
    who = kk_roster_find(&m->roster, h.node);
    if (who == NULL || !kk_head_verify(m->node->deployment, &h, who))
        return KK_OK;
    return kk_head_save(m->db, &h, m->err);
}

static enum kk_status merge_seq(struct merge *m, const struct kk_card *card)
{
    uint64_t have;
    int64_t n;
    enum kk_status st = kk_state_seq(m->db, &have, m->err);

    if (st == KK_OK && card->n == 2 && kk_streq(card->field[0], "seq") &&
        kk_card_read_int(card->field[1], &n) && n > 0 && (uint64_t)n > have)
        st = kk_state_set_seq(m->db, (uint64_t)n, m->err);
    return st;
}

/* All cards of one kind. */
static enum kk_status pass(struct merge *m, const struct kk_str *file,
                           char kind)
{
    struct kk_card_reader r = {.bytes = kk_str_c(file),
                               .n_bytes = file->n_bytes};
    struct kk_card card;
    enum kk_status st = KK_OK;

    while (st == KK_OK && kk_card_next(&r, &card, NULL) == KK_OK) {
        if (card.kind != kind)
            continue;
        if (kind == 'R')
            st = merge_roster(m, &card);
        else if (kind == 'H')
            st = merge_head(m, &card);
        else
            st = merge_seq(m, &card);
    }
    kk_card_reader_free(&r);
    return st;
}

static enum kk_status merge_all(struct merge *m, const struct kk_str *file)
{
    const struct kk_intent none = {.action = "state"};
    struct kk_commit commit;
    enum kk_status st = kk_tx_begin(m->db, KK_TX_WRITE, m->err);

    if (st != KK_OK)
        return st;
    st = pass(m, file, 'R');
    if (st == KK_OK)
        st = kk_roster_load(m->db, &m->roster, m->err);
    if (st == KK_OK)
        st = pass(m, file, 'H');
    if (st == KK_OK)
        st = pass(m, file, 'M');
    if (st == KK_OK)
        return kk_tx_commit(m->db, &none, &commit, m->err);
    kk_tx_rollback(m->db);
    return st;
}

enum kk_status kk_state_merge(struct kk_db *db, const struct kk_node *node,
                              const struct kk_keys *keys, struct kk_err *err)
{
    struct merge m = {.db = db, .node = node, .keys = keys, .err = err};
    struct kk_str file = {0}, now = {0};
    enum kk_status st = KK_OK;

    if (!node->enrolled)
        return KK_OK;
    st = read_file(db, &file, err);
    if (st == KK_OK)
        st = compose(db, &now, err);
    if (st == KK_OK && file.n_bytes > 0 &&
        strcmp(kk_str_c(&file), kk_str_c(&now)) != 0)
        st = merge_all(&m, &file);
    if (st == KK_OK)
        st = kk_state_save(db, err);
    kk_roster_free(&m.roster);
    kk_str_free(&file);
    kk_str_free(&now);
    return st;
}
