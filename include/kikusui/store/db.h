/* The one SQLite file: opening it, reading from it. Only the store layer
 * includes sqlite3.h.
 *
 * Queries are files of data/sql, named without folder prefix "sql/" and
 * suffix ".sql" ("query/incident_by_no"); each is prepared once and cached.
 * Parameters are bound by name: a name the statement does not have is ignored,
 * a parameter nobody bound is NULL. That is what lets a candidate list depend
 * on the other fields of a form without code. */
#ifndef KIKUSUI_STORE_DB_H
#define KIKUSUI_STORE_DB_H

#include <kikusui/base/mem.h>
#include <kikusui/base/status.h>
#include <kikusui/base/str.h>
#include <kikusui/base/time.h>
#include <kikusui/base/val.h>

struct kk_db;

struct kk_db_open {
    const char *path;
    bool create; /* make a new file; KK_REFUSED when there is one */
    int busy_ms; /* how long a lock is waited for: 10000 command, 900 screen */
    const struct kk_clock *clock; /* borrowed; must outlive the handle */
    bool restoring; /* by kk_restore itself: others are refused meanwhile */
};
/* KK_NODB, with the reason and the way out: missing, newer program's file,
 * corrupt, locked, no kikusui file, network or FAT file system. Migrates an
 * older file after a verified backup. */
enum kk_status kk_db_open(const struct kk_db_open *how, struct kk_db **out,
                          struct kk_err *err) KK_MUST;
void kk_db_close(struct kk_db **db);
/* KK_NODB, with what to do: the file under its name is not the one that was
 * opened any more. It was removed, moved, or put back from a backup. */
enum kk_status kk_db_here(struct kk_db *db, struct kk_err *err) KK_MUST;
/* From here on a lock is waited for so long. */
void kk_db_set_busy(struct kk_db *db, int ms);
/* What went wrong beside a success: what was asked for is recorded, and said
 * to have failed somebody would record it twice. A line for a person. */
void kk_db_warn(struct kk_db *db, const char *fmt, ...) KK_PRINTF(2, 3);
/* Moves the lines that came since the last call to the end of out; whether
 * there were any. */
bool kk_db_warnings(struct kk_db *db, struct kk_str *out);
const char *kk_db_path(const struct kk_db *db);
/* The folder of keys beside it (NAME.keys, 0700). */
const char *kk_db_keys_dir(const struct kk_db *db);
const struct kk_clock *kk_db_clock(const struct kk_db *db);
int64_t kk_db_version(struct kk_db *db); /* PRAGMA data_version: changes when
                                            another connection committed */

/* A running statement. Values are borrowed until the next call on it. */
struct kk_cur;
enum kk_status kk_cur_open(struct kk_db *db, const char *query,
                           const struct kk_bind *binds, struct kk_cur **out,
                           struct kk_err *err) KK_MUST;
/* For SQL that the listing engine composes from a file and its columns. */
enum kk_status kk_cur_open_sql(struct kk_db *db, const char *sql,
                               const struct kk_bind *binds, struct kk_cur **out,
                               struct kk_err *err) KK_MUST;
/* KK_OK: a row stands ready; KK_NONE: there are no more. */
enum kk_status kk_cur_next(struct kk_cur *cur, struct kk_err *err) KK_MUST;
int kk_cur_count(const struct kk_cur *cur);
const char *kk_cur_name(const struct kk_cur *cur, int col);
struct kk_val kk_cur_val(const struct kk_cur *cur, int col);
int64_t kk_cur_int(const struct kk_cur *cur, int col);      /* NULL is 0 */
const char *kk_cur_text(const struct kk_cur *cur, int col); /* NULL is NULL */
int kk_cur_col(const struct kk_cur *cur, const char *name); /* -1: none */
void kk_cur_close(struct kk_cur **cur);

/* Any statement may read the views of data/ as if they were tables: they are no
 * part of the file but stand in front of the statements that name them. The
 * i-th one's name, as long as the handle; NULL: there are no more. */
const char *kk_db_view(struct kk_db *db, size_t i);

/* The first row's columns into out[0..n), text copied into `arena`; KK_NONE
 * when there is no row. Fewer columns leave the rest null. */
enum kk_status kk_db_one(struct kk_db *db, const char *query,
                         const struct kk_bind *binds, struct kk_arena *arena,
                         struct kk_val *out, size_t n,
                         struct kk_err *err) KK_MUST;
/* The first column of the first row as a number; 0 when there is none. */
enum kk_status kk_db_int(struct kk_db *db, const char *query,
                         const struct kk_bind *binds, int64_t *out,
                         struct kk_err *err) KK_MUST;

/* A function that SQL may call (kk_due, kk_elapsed …). It must not touch the
 * database. text results are copied. */
typedef void kk_sql_fn(void *user, const struct kk_val *args, int n,
                       struct kk_val *result, struct kk_arena *arena);
enum kk_status kk_db_function(struct kk_db *db, const char *name, int n_args,
                              kk_sql_fn *fn, void *user,
                              struct kk_err *err) KK_MUST;

/* Local facts of this copy, never replicated (table meta): role, node name,
 * deployment, drafts, as-of marks. The value is copied into arena. */
enum kk_status kk_meta_get(struct kk_db *db, const char *key,
                           struct kk_arena *arena, const char **value,
                           struct kk_err *err) KK_MUST; /* KK_NONE: none */
/* Outside a transaction: one of its own. NULL removes. */
enum kk_status kk_meta_set(struct kk_db *db, const char *key, const char *value,
                           struct kk_err *err) KK_MUST;

/* Runs a statement of data/sql that writes local tables (never replicated
 * ones: the triggers refuse). */
enum kk_status kk_db_run(struct kk_db *db, const char *query,
                         const struct kk_bind *binds,
                         struct kk_err *err) KK_MUST;

#endif
