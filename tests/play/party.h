/* An office with the contract's data and its laptops, each a database with
 * every feature, and a folder that plays the stick. */
#ifndef KIKUSUI_TESTS_PLAY_PARTY_H
#define KIKUSUI_TESTS_PLAY_PARTY_H

#include "../unit/sync/temp.h"
#include "../unit/test.h"
#include "actor.h"

#include <kikusui/store/db.h>

enum { PARTY_COPIES = 3 }; /* the first is the office */

struct party_copy {
    char *path;
    struct kk_clock clock;
    struct kk_db *db;
    struct kk_ctx ctx;
};
struct party {
    char *dir, *stick;
    size_t n;
    struct party_copy copy[PARTY_COPIES];
};
void party_new(struct party *p, size_t n);
void party_free(struct party *p);
void party_open(struct party_copy *c, bool create);
void party_close(struct party_copy *c);
/* A bundle from one to the other. */
void party_carry(struct party *p, struct party_copy *from,
                 struct party_copy *to);
void party_verify(struct party_copy *c);
/* One number. */
int64_t party_int(struct party_copy *c, const char *sql);

#endif
