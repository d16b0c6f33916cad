/* Where the exchange stands, for people: who has heard what of whom, and what
 * waits to be carried. Only read. */
#ifndef KIKUSUI_SYNC_STATUS_H
#define KIKUSUI_SYNC_STATUS_H

#include <kikusui/base/mem.h>
#include <kikusui/sync/node.h>

struct kk_peer_status {
    const char *name;
    bool office, live, lost;
    bool direct;   /* bundles go to and fro: laptops only know the office */
    kk_time since; /* enrolled */
    kk_time heard; /* when its last bundle was taken in here; 0: never */
    kk_time made;  /* and when it was made, by its clock */
    int64_t skew;  /* seconds that clock was ahead, as far as it showed */
};
struct kk_unsent { /* what the other side lacks, by whom */
    const char *node, *who;
    int64_t entries, incidents; /* incidents they are about */
};
/* More is counted, but not told by whom. */
#define KK_UNSENT_TOLD 20000
struct kk_sync_status {
    struct kk_node me;
    size_t n_peers; /* the direct ones first, then the live, then the oldest */
    size_t n_direct;
    struct kk_peer_status *peer;
    int64_t unsent;  /* entries that no bundle of ours has carried yet */
    int64_t waiting; /* carried by one, and the other side did not yet say that
                        it has them: they go along again */
    size_t n_groups; /* of both; 0 where there are too many */
    struct kk_unsent *group;
    int64_t reviews;
    kk_time exported; /* the last whole export; 0: none */
    char permit[64];  /* to carry data out today; "": none on record */
    struct kk_arena arena;
};
enum kk_status kk_sync_status_load(struct kk_db *db, struct kk_sync_status *out,
                                   struct kk_err *err) KK_MUST;
void kk_sync_status_free(struct kk_sync_status *s);

/* For a line that is always seen, a piece a line, the most important first:
 * 要確認 1, 未送信 3件; at the office how old each laptop's data is, the oldest
 * first (K2 2日前!). Appends nothing where there is nothing to say. */
enum kk_status kk_sync_brief(struct kk_db *db, kk_time now, struct kk_str *out,
                             struct kk_err *err) KK_MUST;
/* 今日09:10, 昨日17:00, 3日前!, まだ!: how old data of that time is. */
void kk_sync_age(kk_time made, kk_time now, char out[KK_TIME_BYTES]);
#define KK_CLOCK_TOLERANCE (10 * 60) /* more than this off is told */
/* 20分以上進んでいます: a clock that is so far ahead. False, and "", while it
 * is within what goes for right. */
bool kk_sync_skew(int64_t skew, char out[KK_TIME_BYTES]);
/* The permit on record that covers carrying data out that day; "" without. */
enum kk_status kk_sync_permit(struct kk_db *db, kk_day day, char out[64],
                              struct kk_err *err) KK_MUST;

#endif
