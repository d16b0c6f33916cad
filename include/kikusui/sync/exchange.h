/* Bundles out and in. What is sent depends only on what each peer last said
 * that it has, never on what was sent: a lost bundle heals by itself. */
#ifndef KIKUSUI_SYNC_EXCHANGE_H
#define KIKUSUI_SYNC_EXCHANGE_H

#include <kikusui/store/journal.h>
#include <kikusui/sync/node.h>

struct kk_export_how {
    const char *dir;
    const char *reason; /* NULL: none told */
    const char *permit; /* NULL: the one on record that is valid today */
    const char *pass;   /* of the node's keys; NULL: none */
    kk_id worker;       /* 0: nobody chosen */
    size_t part_bytes;  /* cards a file; 0: as many as the format allows */
    kk_progress *progress;
    void *user;
};
struct kk_export_done {
    size_t n_files, cap_files;
    char **file;  /* absolute */
    uint64_t seq; /* of the first */
    int64_t entries;
    size_t recipients;
    char permit[64]; /* "": none valid today; the record says so */
};
/* Writes the files of one bundle into the folder and nothing else: a laptop
 * for the office, the office for all live laptops. Also when nothing is new,
 * for it tells what this copy has. Consumes nothing. On failure nothing of it
 * is left in the folder. */
enum kk_status kk_export(struct kk_db *db, const struct kk_export_how *how,
                         struct kk_export_done *out,
                         struct kk_err *err) KK_MUST;
void kk_export_done_free(struct kk_export_done *d);

struct kk_import_how {
    const char *path; /* a file, or a folder of which all bundles are taken */
    const char *pass;
    kk_id worker;
    bool preview; /* the same, rolled back */
    kk_progress *progress;
    void *user;
};
struct kk_import_one {     /* one bundle: all its files */
    enum kk_status status; /* KK_BADBUNDLE: refused; else why it failed */
    char file[256];        /* the first one's name */
    char why[1024];        /* of a refusal or failure; with KK_OK a warning */
    char sender[KK_NODE_NAME_BYTES];
    uint64_t seq;
    kk_time created;      /* by the sender's clock */
    kk_time heard_before; /* when the bundle before it was taken in; 0 */
    int64_t skew;         /* seconds the sender's clock is ahead, as far as
                             it shows; 0: nothing shows */
    bool already;         /* 取込済み・変更なし */
    bool for_others;      /* not meant for this copy: passed over */
    int64_t entries, changes, held, left_out, reviews;
    char reason[256], permit[64];
};
struct kk_import_done {
    size_t n, cap;
    struct kk_import_one *one;
    int64_t entries, changes, held, left_out, reviews, refused;
};
/* Takes bundles in, each in one transaction, in the order of their making.
 * KK_BADBUNDLE when one was refused: *out has the others all the same. A
 * refusal leaves one row in the local ledger, nothing else. A preview opens no
 * file for writing and never waits (KK_BUSY). */
enum kk_status kk_import(struct kk_db *db, const struct kk_import_how *how,
                         struct kk_import_done *out,
                         struct kk_err *err) KK_MUST;
void kk_import_done_free(struct kk_import_done *d);

/* Where another copy of this machine wrote other entries under the same names
 * and a refused bundle told from which one on: ours go on under a new writer.
 * KK_REFUSED: none is known. */
struct kk_refork {
    int64_t entries; /* that have new names now */
    uint64_t writer; /* where it began */
    int64_t seq;
    uint64_t new_writer;
};
enum kk_status kk_refork(struct kk_db *db, struct kk_refork *out,
                         struct kk_err *err) KK_MUST;

/* What a bundle file says, its signature checked where the sender is known;
 * opened where it is for us. Needs no worker; writes nothing. */
struct kk_inspect {
    struct kk_bundle_head head;
    bool known, genuine, opened;
    char sender[KK_NODE_NAME_BYTES];
    char why[1024]; /* why not genuine, or not opened */
    int64_t part;
    bool last;
    int64_t entries, changes; /* in this file */
    char reason[256], permit[64], program[32];
};
enum kk_status kk_inspect(struct kk_db *db, const char *path, const char *pass,
                          struct kk_inspect *out, struct kk_err *err) KK_MUST;

#endif
