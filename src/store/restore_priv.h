/* Shared by the files that go back to a backup. */
#ifndef KIKUSUI_STORE_RESTORE_PRIV_H
#define KIKUSUI_STORE_RESTORE_PRIV_H

#include "internal.h"

#include <kikusui/store/tail.h>

/* Names of entries. */
struct kk_entry_refs {
    struct kk_entry_ref {
        uint64_t writer;
        int64_t seq;
    } * at;
    size_t n, cap;
};
void kk_entry_refs_add(struct kk_entry_refs *l, uint64_t writer, int64_t seq);
/* Sorts them; how many different ones they are. */
int64_t kk_entry_refs_count(struct kk_entry_refs *l);

/* Takes in, in a transaction of its own, what of the cards fits onto what the
 * database holds and has the hash that is told of it, if any; counts what is
 * new, and names what was left out. */
enum kk_status kk_restore_take(struct kk_db *db, const struct kk_str *cards,
                               const struct kk_tail_entry *told, size_t n_told,
                               int64_t *added, struct kk_entry_refs *left_out,
                               struct kk_err *err) KK_MUST;

/* restore_old.c: the cards of an old file's entries, the names of those that
 * are not as they were written, and the R card of its newest roster. False: it
 * could not be read to its end. */
bool kk_restore_read_old(const char *path, struct kk_str *cards,
                         struct kk_entry_refs *damaged, struct kk_str *roster);

/* --- restore_hold.c: keeping others off ------------------------------------
 */

/* The marker beside the database, made where there is none, and held: *suffix
 * is what an earlier restore wrote into it that was cut short after it began
 * to move files, else "". KK_BUSY: another restore is at it. */
enum kk_status kk_restore_mark(const char *path, int wait_ms, int *fd,
                               char suffix[40], struct kk_err *err) KK_MUST;
/* On the disk before anything is moved. */
enum kk_status kk_restore_mark_write(int fd, const char *path,
                                     const char *suffix,
                                     struct kk_err *err) KK_MUST;
/* The database alone, until fd is closed: who writes is waited for, who comes
 * later waits. *fd -1: there is no file. KK_BUSY names who has it. */
enum kk_status kk_restore_hold(const char *path, int wait_ms, int *fd,
                               struct kk_err *err) KK_MUST;

/* --- restore_copy.c: whose it is -------------------------------------------
 */

/* Of a database file; false: it does not tell. */
bool kk_copy_of_file(const char *path, struct kk_copy *out);
/* Of what stands under that name: the file, else the tail, else the newest
 * automatic copy. False: nothing does, or none of it tells. */
bool kk_copy_of_place(const char *path, struct kk_copy *out);
/* KK_REFUSED, both named: what is to be restored is not of what stands. */
enum kk_status kk_copy_must_fit(const char *path, const char *from,
                                const struct kk_copy *what,
                                struct kk_err *err) KK_MUST;
/* NAME.keys/local.key beside a database of that name; false: there is none. */
bool kk_copy_local_key(const char *path, unsigned char key[KK_SEAL_KEY_BYTES]);
/* The newest automatic copy beside a database of that name; the caller
 * kk_frees. NULL: there is none. */
char *kk_copy_newest_backup(const char *path);

#endif
