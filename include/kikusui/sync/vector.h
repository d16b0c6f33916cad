/* What a copy has: of every writer how far, and the chain's hash there. */
#ifndef KIKUSUI_SYNC_VECTOR_H
#define KIKUSUI_SYNC_VECTOR_H

#include <kikusui/store/card.h>

struct kk_stand {
    uint64_t writer;
    int64_t seq;
    unsigned char hash[KK_HASH_BYTES];
};
struct kk_vector { /* sorted by writer */
    size_t n, cap;
    struct kk_stand *at;
};
void kk_vector_free(struct kk_vector *v);
/* The writer's place; NULL: nothing of it. */
struct kk_stand *kk_vector_find(const struct kk_vector *v, uint64_t writer);
/* Adds it or replaces what is there. */
void kk_vector_put(struct kk_vector *v, const struct kk_stand *s);
/* Down to what both have. */
void kk_vector_lower(struct kk_vector *v, const struct kk_vector *other);

/* What this copy has. */
enum kk_status kk_vector_held(struct kk_db *db, struct kk_vector *out,
                              struct kk_err *err) KK_MUST;
/* Of that, the writers for whose last entry no head that another node than
 * this signed is here. */
enum kk_status kk_vector_unsigned(struct kk_db *db, const char *node,
                                  struct kk_vector *out,
                                  struct kk_err *err) KK_MUST;
/* How far the writers of one node are held. */
enum kk_status kk_vector_of_node(struct kk_db *db, const char *node,
                                 struct kk_vector *out,
                                 struct kk_err *err) KK_MUST;
/* What a peer said last that it has; empty when it said nothing yet. */
enum kk_status kk_vector_peer(struct kk_db *db, const char *node,
                              struct kk_vector *out,
                              struct kk_err *err) KK_MUST;
enum kk_status kk_vector_peer_save(struct kk_db *db, const char *node,
                                   const struct kk_vector *v,
                                   struct kk_err *err) KK_MUST;
/* The chain's hash at an entry held here; KK_NONE: not held. */
enum kk_status kk_vector_hash(struct kk_db *db, uint64_t writer, int64_t seq,
                              unsigned char out[KK_HASH_BYTES],
                              struct kk_err *err) KK_MUST;
/* Writer, seq and hash as text. */
bool kk_stand_parse(char *const field[3], struct kk_stand *out);
/* S cards: "S writer seq hash". */
void kk_vector_cards(const struct kk_vector *v, struct kk_str *out);
bool kk_vector_card(const struct kk_card *card, struct kk_vector *v);

#endif
