/* What `check` asks of the signatures held here. */
#include "rekey.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/sync/head.h>

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

static void KK_PRINTF(2, 3)
    finding(struct kk_heads_found *out, const char *fmt, ...)
{
    va_list ap;

    if (++out->bad > 50)
        return; /* counted; fifty lines say enough */
    va_start(ap, fmt);
    kk_str_vaddf(&out->words, fmt, ap);
    va_end(ap);
    kk_str_addc(&out->words, '\n');
}

/* Ours with the key that we changed to, before the office has answered. */
static enum kk_status own_next(struct kk_db *db, const struct kk_node *node,
                               const struct kk_head *h, bool *out,
                               struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_member me = {0};
    const char *hex;
    enum kk_status st = kk_meta_get(db, KK_META_SIGN, &arena, &hex, err);

    *out = st == KK_OK && strcmp(h->node, node->hex) == 0 &&
           strlen(hex) == 2 * sizeof me.keys.sign.b &&
           kk_unhex(hex, me.keys.sign.b, sizeof me.keys.sign.b) &&
           kk_head_verify(node->deployment, h, &me);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status check_one(struct kk_db *db, const struct kk_node *node,
                                const struct kk_roster *roster,
                                const struct kk_head *h,
                                struct kk_heads_found *out, struct kk_err *err)
{
    const struct kk_member *m = kk_roster_find(roster, h->node);
    unsigned char hash[KK_HASH_BYTES];
    bool ours;
    enum kk_status st = own_next(db, node, h, &ours, err);

    if (st == KK_OK)
        st = kk_vector_hash(db, h->stand.writer, h->stand.seq, hash, err);
    if (st != KK_OK && st != KK_NONE)
        return st;
    if (m == NULL)
        finding(out, "書き手 %010" PRIx64 " の署名は名簿にない端末のものです",
                h->stand.writer);
    else if (!ours && !kk_head_verify(node->deployment, h, m))
        finding(out, "%s の書き手 %010" PRIx64 " の署名が正しくありません",
                m->name, h->stand.writer);
    else if (st == KK_NONE || memcmp(hash, h->stand.hash, sizeof hash) != 0)
        finding(out,
                "%s が署名した記録 %010" PRIx64 "-%" PRId64
                " はここにあるものと違います",
                m->name, h->stand.writer, h->stand.seq);
    return KK_OK;
}

static enum kk_status check_cards(struct kk_db *db, const struct kk_node *node,
                                  const struct kk_roster *roster,
                                  const struct kk_str *cards,
                                  struct kk_heads_found *out,
                                  struct kk_err *err)
{
    struct kk_card_reader reader = {.bytes = kk_str_c(cards),
                                    .n_bytes = cards->n_bytes};
    struct kk_card card;
    struct kk_head h;
    enum kk_status st;

    while ((st = kk_card_next(&reader, &card, err)) == KK_OK) {
        out->heads++;
        if (kk_head_card(&card, &h))
            st = check_one(db, node, roster, &h, out, err);
        else
            finding(out, "署名の記録 %" PRId64 " が読めません", out->heads);
        if (st != KK_OK)
            break;
    }
    kk_card_reader_free(&reader);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_heads_check(struct kk_db *db, struct kk_heads_found *out,
                              struct kk_err *err)
{
    struct kk_roster roster = {0};
    struct kk_str cards = {0};
    struct kk_node node;
    enum kk_status st = kk_heads_cards(db, &cards, err);

    *out = (struct kk_heads_found){0};
    /* A copy that never exchanged anything holds none, and needs no roster. */
    if (st != KK_OK || cards.n_bytes == 0)
        goto out;
    st = kk_node_read(db, &node, err);
    if (st == KK_OK)
        st = kk_roster_load(db, &roster, err);
    if (st == KK_OK || st == KK_NONE)
        st = check_cards(db, &node, &roster, &cards, out, err);
out:
    kk_roster_free(&roster);
    kk_str_free(&cards);
    return st;
}

static bool has_written(struct kk_db *db)
{
    static const char *const names[] = {"lease", "node.key"};
    bool has = false;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = kk_path_join(kk_db_keys_dir(db), names[i]);

        has |= access(path, F_OK) == 0;
        kk_free(path);
    }
    return has;
}

enum kk_status kk_keys_check(struct kk_db *db, const char *pass,
                             struct kk_heads_found *out, struct kk_err *err)
{
    struct kk_keys keys;
    struct kk_node node;
    struct kk_err why = {0};
    enum kk_status st = kk_node_read(db, &node, err);

    if (st == KK_REFUSED) /* a file that nobody has made a node of */
        return KK_OK;
    if (st != KK_OK)
        return st;
    st = kk_node_keys(db, pass, &keys, &why);
    kk_keys_wipe(&keys);
    /* A copy of the file alone, to be looked at, has none and needs none. */
    if (st != KK_OK && !has_written(db))
        return KK_OK;
    if (st != KK_OK && (pass != NULL || strcmp(why.field, "passphrase") != 0))
        finding(out, "%s", why.text);
    return KK_OK;
}
