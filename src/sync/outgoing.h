/* Making the files of one bundle: shared by export, grant and key change. */
#ifndef KIKUSUI_SYNC_OUTGOING_H
#define KIKUSUI_SYNC_OUTGOING_H

#include <kikusui/sync/exchange.h>
#include <kikusui/sync/media.h>
#include <kikusui/sync/vector.h>

struct kk_outgoing {
    struct kk_db *db;
    const struct kk_node *node;
    const struct kk_keys *keys;
    enum kk_bundle_kind kind;
    const char *dir; /* where the files will go */
    unsigned char bundle[KK_BUNDLE_ID_BYTES];
    uint64_t seq;            /* of the first file */
    struct kk_vector has;    /* what this copy has: no entry beyond it goes */
    struct kk_vector theirs; /* what the receivers have */
    const struct kk_age_recipient *to;
    size_t n_to;
    int format;                /* of the cards in front; 0: 1 */
    struct kk_str front;       /* cards before the entries, in the first file */
    size_t part_bytes;         /* 0: the format's limit */
    struct kk_media_over over; /* what the writing puts an end to */
    kk_progress *progress;
    void *user;
    /* made */
    size_t n_parts, cap_parts;
    struct kk_str *part; /* the files */
    int64_t entries;
};
/* Fills bundle and seq: beyond what this node sent, and beyond its files in
 * the folder, which a restored copy may have forgotten. */
enum kk_status kk_outgoing_name(struct kk_outgoing *o,
                                struct kk_err *err) KK_MUST;
/* Also fills front (sender, what it has, rosters, heads); bundle and seq where
 * they are not yet. */
enum kk_status kk_outgoing_begin(struct kk_outgoing *o,
                                 struct kk_err *err) KK_MUST;
/* Collects the entries and makes the files, in memory. */
enum kk_status kk_outgoing_build(struct kk_outgoing *o,
                                 struct kk_err *err) KK_MUST;
/* Writes them; the paths are added to files. On failure none is left. */
enum kk_status kk_outgoing_write(struct kk_outgoing *o,
                                 struct kk_export_done *done,
                                 struct kk_err *err) KK_MUST;
/* Removes what was written. */
void kk_outgoing_take_away(struct kk_export_done *done);
void kk_outgoing_free(struct kk_outgoing *o);

#endif
