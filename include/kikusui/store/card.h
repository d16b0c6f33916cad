/* Text cards: one line each, fields separated by TAB, with \t \n \\ escaped.
 * They are what the chain hashes, what bundles and the tail carry, and the
 * only exchange form of the journal. doc/bundle-format.md describes them.
 *
 *   W writer node parent parent-seq parent-hash
 *   E writer seq ltime recorded worker action table row happened program
 *     schema reason
 *   A name value                        arguments of the entry above
 *   C table row column base also value  one cell
 *   C table row 0 - - column value …    the birth of a row
 *
 * Numbers are decimal, writers ten hex digits, hashes hex; "-" is none. A
 * value is n (null), i and a decimal, t and text, or b and hex. A write is
 * named writer-seq; `also` is a comma-separated list of them. */
#ifndef KIKUSUI_STORE_CARD_H
#define KIKUSUI_STORE_CARD_H

#include <kikusui/base/crypt.h>
#include <kikusui/store/journal.h>

#define KK_CARD_MAX_FIELDS 160
#define KK_CARD_MAX_VALUE_BYTES 65536

/* Whether a card may carry it: UTF-8 without control characters but LF, at
 * most KK_CARD_MAX_VALUE_BYTES. */
bool kk_card_fits(const char *s, size_t n_bytes);
void kk_card_text(struct kk_str *out, const char *s); /* escaped */
void kk_card_value(struct kk_str *out, const struct kk_val *v);
/* "7f3a0b21c4-123" */
void kk_card_ref(struct kk_str *out, uint64_t writer, int64_t seq);
bool kk_card_parse_ref(const char *s, uint64_t *writer, int64_t *seq);

struct kk_card_writer {
    uint64_t writer;
    const char *node;
    uint64_t parent; /* 0: none */
    int64_t parent_seq;
    unsigned char parent_hash[KK_HASH_BYTES];
};
/* The first entry of a writer hashes on this card's hash. */
void kk_card_put_writer(struct kk_str *out, const struct kk_card_writer *w);
/* Only the fields of the E card are read. */
void kk_card_put_entry(struct kk_str *out, const struct kk_entry *e);
/* That hash, of a writer held here; KK_NONE: there is no such writer. */
enum kk_status kk_writer_genesis(struct kk_db *db, uint64_t writer,
                                 unsigned char out[KK_HASH_BYTES],
                                 struct kk_err *err) KK_MUST;
/* hash = BLAKE2b-256(previous hash, the entry's cards as bytes) */
void kk_card_chain(const unsigned char previous[KK_HASH_BYTES],
                   const struct kk_str *cards,
                   unsigned char out[KK_HASH_BYTES]);

/* The cards of an entry held here, exactly the bytes that its hash covers; in
 * front of a writer's first entry its W card, which the hash covers by way of
 * the genesis. KK_NONE: no such entry. */
enum kk_status kk_card_of_entry(struct kk_db *db, int64_t arrival,
                                struct kk_str *out, struct kk_err *err) KK_MUST;
/* The same of all entries from one arrival to another, one after the other;
 * KK_NONE: no more. They are of the state as of the opening: until the close a
 * writer waits, so that is soon. */
struct kk_cards;
enum kk_status kk_cards_open(struct kk_db *db, int64_t first, int64_t last,
                             struct kk_cards **out, struct kk_err *err) KK_MUST;
enum kk_status kk_cards_next(struct kk_cards *c, struct kk_str *out,
                             struct kk_err *err) KK_MUST;
int64_t kk_cards_arrival(const struct kk_cards *c); /* of the last one */
/* Its name and chain hash; false: what stands there is no hash. */
bool kk_cards_hash(const struct kk_cards *c, uint64_t *writer, int64_t *seq,
                   unsigned char hash[KK_HASH_BYTES]);
void kk_cards_close(struct kk_cards **c); /* NULL is good */

/* Reading. The buffer is changed in place (fields are unescaped and
 * terminated) and must outlive what is read from it. */
struct kk_card {
    char kind;
    size_t n;                        /* fields after the kind */
    char *field[KK_CARD_MAX_FIELDS]; /* raw: still escaped */
    const char *line;                /* as it stands in the file */
    size_t n_bytes;                  /* with its newline */
};
struct kk_card_reader {
    const char *bytes;
    size_t n_bytes, at;
    struct kk_str scratch;
    size_t line;
};
/* KK_NONE at the end; KK_BADBUNDLE for a line that is no card. The card's
 * fields live until the next call. */
enum kk_status kk_card_next(struct kk_card_reader *r, struct kk_card *out,
                            struct kk_err *err) KK_MUST;
void kk_card_reader_free(struct kk_card_reader *r);
/* A number, in the one spelling that the chain hashes: no zero in front. */
bool kk_card_read_int(const char *field, int64_t *out);
/* A field's value, unescaped into arena; valid NFC-free UTF-8 without control
 * characters but LF, at most KK_CARD_MAX_VALUE_BYTES. false: malformed. */
bool kk_card_read_value(const char *field, struct kk_arena *arena,
                        struct kk_val *out);
bool kk_card_read_text(const char *field, struct kk_arena *arena,
                       const char **out);
/* The same of at most `most` bytes: what is no value but a text of many lines.
 */
bool kk_card_read_long(const char *field, size_t most, struct kk_arena *arena,
                       const char **out);

#endif
