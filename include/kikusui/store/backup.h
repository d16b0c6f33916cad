/* Verified copies of the database, and going back to one.
 *
 * Automatic copies stand in NAME.backup/ (0700, files 0600): the newest of
 * each of the last 7 days, 4 weeks and 12 months that have one, and always
 * the last three. A verified copy starts the sealed tail afresh. */
#ifndef KIKUSUI_STORE_BACKUP_H
#define KIKUSUI_STORE_BACKUP_H

#include <kikusui/store/journal.h>

enum kk_backup_kind {
    KK_BACKUP_DAILY,
    KK_BACKUP_MIGRATION,
    KK_BACKUP_IMPORT,
    KK_BACKUP_REFORK,
};
enum kk_status kk_backup_automatic(struct kk_db *db, enum kk_backup_kind kind,
                                   struct kk_err *err) KK_MUST;
/* The one of today, where there is none yet and something came since the
 * newest. Neither this nor the one of a copy that has just been made keeps
 * anybody from anything: what fails is a warning (kk_db_warnings). */
void kk_backup_daily(struct kk_db *db);
void kk_backup_first(struct kk_db *db);
/* A verified copy at `path`; KK_REFUSED when there is a file. */
enum kk_status kk_backup_to(struct kk_db *db, const char *path,
                            struct kk_err *err) KK_MUST;
/* When the newest automatic copy was made; 0: there is none. What a clock that
 * ran ahead has named for days to come does not count. */
kk_time kk_backup_newest(const struct kk_db *db);
/* Its path; the caller kk_frees. NULL: there is none. */
char *kk_backup_newest_path(const struct kk_db *db);

struct kk_restore_count {
    int64_t backup;     /* entries that the backup held */
    int64_t tail, old;  /* entries added from the tail, from the old file */
    int64_t unverified; /* entries of those that did not verify: left out */
    bool old_broken;    /* the old file could not be read to its end */
    bool alone; /* there was neither tail nor old file: what was done after the
                   backup is not known */
    char aside[512]; /* where the old file is now; "" when there was none */
    char base[512];  /* of a tail alone: the backup it goes on from, or "" */
};
/* Called while nobody else can open the database yet, with the R cards of the
 * newest rosters that tail and old file held; a failure undoes the restore. */
typedef enum kk_status kk_restore_finish(void *user, struct kk_db *db,
                                         const struct kk_str *rosters,
                                         struct kk_err *err);
struct kk_restore_how {
    const char *path; /* the database */
    const char *from; /* a backup, or a tail alone */
    const struct kk_clock *clock;
    int wait_ms;               /* for who has the database in use */
    kk_restore_finish *finish; /* may be NULL */
    void *user;
};
/* Sets the old file aside, puts the backup in its place, and takes in what the
 * tail and the old file hold beyond it; each entry with the very hash that was
 * told of it. The copy gets a new writer. A tail alone goes on from the newest
 * automatic copy or, where it began with the database, from nothing.
 *
 * KK_REFUSED: what stands there is another node's or deployment's, both named.
 * KK_BUSY: somebody has it in use. Others are kept off from before the old file
 * is set aside until the new one stands. On failure the old one is back. */
enum kk_status kk_restore_from(const struct kk_restore_how *how,
                               struct kk_restore_count *out,
                               struct kk_err *err) KK_MUST;
/* The same with no more than this to tell. */
enum kk_status kk_restore(const char *db_path, const char *backup,
                          const struct kk_clock *clock,
                          struct kk_restore_count *out,
                          struct kk_err *err) KK_MUST;

/* SQLite's own look at pages, rows and indexes. KK_NODB: it is broken, words
 * has a line each. */
enum kk_status kk_check_pages(struct kk_db *db, struct kk_str *words,
                              struct kk_err *err) KK_MUST;
/* What stands beside the database: who may read it, the tail, the newest copy,
 * and what was mended when it was opened. Findings are added to v. A damaged
 * tail is begun afresh if nothing is wrong so far: a broken file's tail is what
 * it will be restored from. */
enum kk_status kk_file_verify(struct kk_db *db, struct kk_verify *v,
                              struct kk_err *err) KK_MUST;

#endif
