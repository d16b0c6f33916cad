/* What a copy has of each writer: read, kept, compared. */
#include <kikusui/base/mem.h>
#include <kikusui/sync/vector.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void kk_vector_free(struct kk_vector *v)
{
    kk_free(v->at);
    *v = (struct kk_vector){0};
}

/* Where the writer is, or would be. */
static size_t place(const struct kk_vector *v, uint64_t writer)
{
    size_t lo = 0, hi = v->n;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (v->at[mid].writer < writer)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

struct kk_stand *kk_vector_find(const struct kk_vector *v, uint64_t writer)
{
    size_t i = place(v, writer);

    return i < v->n && v->at[i].writer == writer ? &v->at[i] : NULL;
}

void kk_vector_put(struct kk_vector *v, const struct kk_stand *s)
{
    size_t i = place(v, s->writer);

    if (i == v->n || v->at[i].writer != s->writer) {
        kk_grow(&v->at, &v->cap, v->n + 1, sizeof *v->at);
        memmove(&v->at[i + 1], &v->at[i], (v->n - i) * sizeof *v->at);
        v->n++;
    }
    v->at[i] = *s;
}

void kk_vector_lower(struct kk_vector *v, const struct kk_vector *other)
{
    size_t n = 0;

    for (size_t i = 0; i < v->n; i++) {
        const struct kk_stand *o = kk_vector_find(other, v->at[i].writer);

        if (o == NULL)
            continue;
        v->at[n++] = o->seq < v->at[i].seq ? *o : v->at[i];
    }
    v->n = n;
}

static enum kk_status read_rows(struct kk_db *db, const char *query,
                                const struct kk_bind *binds,
                                struct kk_vector *out, struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st = kk_cur_open(db, query, binds, &cur, err);

    *out = (struct kk_vector){0};
    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        struct kk_stand s = {.writer = (uint64_t)kk_cur_int(cur, 0),
                             .seq = kk_cur_int(cur, 1)};
        struct kk_val hash = kk_cur_val(cur, 2);

        if (hash.n_bytes == sizeof s.hash)
            memcpy(s.hash, hash.s, sizeof s.hash);
        kk_vector_put(out, &s);
    }
    kk_cur_close(&cur);
    if (st == KK_NONE)
        return KK_OK;
    kk_vector_free(out);
    return st;
}

enum kk_status kk_vector_held(struct kk_db *db, struct kk_vector *out,
                              struct kk_err *err)
{
    return read_rows(db, "query/sync_held", NULL, out, err);
}

enum kk_status kk_vector_unsigned(struct kk_db *db, const char *node,
                                  struct kk_vector *out, struct kk_err *err)
{
    return read_rows(db, "query/sync_unsigned",
                     KK_BINDS({"node", kk_vtext(node)}), out, err);
}

enum kk_status kk_vector_of_node(struct kk_db *db, const char *node,
                                 struct kk_vector *out, struct kk_err *err)
{
    return read_rows(db, "query/sync_own_heads",
                     KK_BINDS({"node", kk_vtext(node)}), out, err);
}

enum kk_status kk_vector_peer(struct kk_db *db, const char *node,
                              struct kk_vector *out, struct kk_err *err)
{
    return read_rows(db, "query/sync_peer_get",
                     KK_BINDS({"node", kk_vtext(node)}), out, err);
}

enum kk_status kk_vector_peer_save(struct kk_db *db, const char *node,
                                   const struct kk_vector *v,
                                   struct kk_err *err)
{
    enum kk_status st = kk_db_run(db, "query/sync_peer_clear",
                                  KK_BINDS({"node", kk_vtext(node)}), err);

    for (size_t i = 0; st == KK_OK && i < v->n; i++)
        st = kk_db_run(
            db, "query/sync_peer_put",
            KK_BINDS({"node", kk_vtext(node)},
                     {"writer", kk_vint((int64_t)v->at[i].writer)},
                     {"seq", kk_vint(v->at[i].seq)},
                     {"hash", kk_vblob(v->at[i].hash, sizeof v->at[i].hash)}),
            err);
    return st;
}

enum kk_status kk_vector_hash(struct kk_db *db, uint64_t writer, int64_t seq,
                              unsigned char out[KK_HASH_BYTES],
                              struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val hash;
    enum kk_status st = kk_db_one(
        db, "query/sync_hash",
        KK_BINDS({"writer", kk_vint((int64_t)writer)}, {"seq", kk_vint(seq)}),
        &arena, &hash, 1, err);

    memset(out, 0, KK_HASH_BYTES);
    if (st == KK_OK && hash.n_bytes == KK_HASH_BYTES)
        memcpy(out, hash.s, KK_HASH_BYTES);
    kk_arena_free(&arena);
    return st;
}

void kk_vector_cards(const struct kk_vector *v, struct kk_str *out)
{
    char hex[2 * KK_HASH_BYTES + 1];

    for (size_t i = 0; i < v->n; i++) {
        kk_hex(v->at[i].hash, sizeof v->at[i].hash, hex);
        kk_str_addf(out, "S\t%010" PRIx64 "\t%" PRId64 "\t%s\n",
                    v->at[i].writer, v->at[i].seq, hex);
    }
}

bool kk_stand_parse(char *const field[3], struct kk_stand *out)
{
    if (strlen(field[0]) != 10 || strspn(field[0], "0123456789abcdef") != 10)
        return false;
    out->writer = strtoull(field[0], NULL, 16);
    return out->writer != 0 && kk_card_read_int(field[1], &out->seq) &&
           out->seq > 0 && strlen(field[2]) == 2 * sizeof out->hash &&
           kk_unhex(field[2], out->hash, sizeof out->hash);
}

bool kk_vector_card(const struct kk_card *card, struct kk_vector *v)
{
    struct kk_stand s;

    if (card->n != 3 || !kk_stand_parse(card->field, &s) ||
        kk_vector_find(v, s.writer) != NULL)
        return false;
    kk_vector_put(v, &s);
    return true;
}
