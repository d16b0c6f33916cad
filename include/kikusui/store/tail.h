/* The sealed tail beside the database (NAME.tail). */
#ifndef KIKUSUI_STORE_TAIL_H
#define KIKUSUI_STORE_TAIL_H

#include <kikusui/base/crypt.h>
#include <kikusui/store/db.h>

/* Starts it afresh: it will hold the entries after that arrival. */
enum kk_status kk_tail_restart(struct kk_db *db, int64_t after,
                               struct kk_err *err) KK_MUST;

/* Who a copy is; "" what is not known. */
struct kk_copy {
    char role[16], name[32];       /* office or laptop, and its name */
    char node[40], deployment[40]; /* hex */
};
struct kk_tail_entry {
    uint64_t writer;
    int64_t seq;
    unsigned char hash[KK_HASH_BYTES];
};
struct kk_tail {                 /* what one holds */
    struct kk_str cards;         /* of its entries */
    struct kk_tail_entry *entry; /* their hashes; none in an older program's */
    size_t n, cap;
    struct kk_copy copy;
    struct kk_str roster; /* the R card of its newest roster */
    int64_t first;        /* the arrival that it begins after; -1: unknown */
    int64_t bad;          /* entries of records whose seal does not verify */
};
/* KK_NONE: there is no tail; KK_REFUSED: that file is none. */
enum kk_status kk_tail_load(const char *path,
                            const unsigned char key[KK_SEAL_KEY_BYTES],
                            struct kk_tail *out, struct kk_err *err) KK_MUST;
void kk_tail_free(struct kk_tail *t);
/* Whether a file begins as a tail does. */
bool kk_tail_is_file(const char *path);

/* The cards alone, appended; *bad as above. */
enum kk_status kk_tail_read(const char *path,
                            const unsigned char key[KK_SEAL_KEY_BYTES],
                            struct kk_str *cards, int64_t *bad,
                            struct kk_err *err) KK_MUST;

#endif
