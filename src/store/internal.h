/* Shared by the files of src/store only. */
#ifndef KIKUSUI_STORE_INTERNAL_H
#define KIKUSUI_STORE_INTERNAL_H

#include <kikusui/base/crypt.h>
#include <kikusui/store/journal.h>

#include <sqlite3.h>

struct kk_stmt { /* a prepared statement, cached under its text */
    struct kk_stmt *next;
    char *key; /* query name, or the SQL itself */
    sqlite3_stmt *stmt;
    bool busy;
};

/* One captured cell. col KK_COL_BIRTH marks a row born in this entry; its
 * cells follow as items of their own with `born` set. */
struct kk_capture_item {
    int tab, col;
    kk_id row;
    bool born;
    bool settled; /* a change even without a difference; closes all heads */
    struct kk_val old, new;
};
struct kk_capture {
    size_t n, cap;
    struct kk_capture_item *item;
    size_t n_slots; /* power of two; slot holds index + 1 */
    size_t *slot;
    struct kk_arena arena; /* of the values */
};

/* view.c: a view, and where its file has it */
struct kk_view {
    const char *name, *columns, *text; /* not NUL-terminated */
    size_t n_name, n_columns, n_text;
    const struct kk_table *ruled; /* its text is made when first needed */
    bool open;                    /* what it names is being looked for */
};
struct kk_views {
    size_t n, cap;
    struct kk_view *view;
    size_t n_slots; /* power of two; slot holds index + 1 */
    unsigned short *slot;
    /* By length of a name: which letters one begins with; longer names are all
     * looked for. */
    unsigned first[32];
};
void kk_views_add(struct kk_views *all, const struct kk_view *v);
/* NULL: none is called so. */
struct kk_view *kk_views_find(struct kk_views *all, const char *name, size_t n);
void kk_views_empty(struct kk_views *all);

struct kk_touched { /* rows written in this transaction, for the index */
    int tab;
    kk_id row;
};

struct kk_db {
    sqlite3 *sql;
    char *path, *keys_dir, *tail_path, *backup_dir;
    const struct kk_clock *clock;
    int busy_ms, user_version;
    struct kk_stmt *stmt[64];
    struct kk_stmt *taken; /* the last one: mostly the next to come back */
    struct kk_catalog catalog;
    struct kk_views views;
    struct kk_arena arena; /* lives as long as the handle */
    struct kk_fn *fns;

    bool in_tx, preview, restoring;
    bool capturing; /* false while a replay writes the tables */
    struct kk_capture capture;
    struct kk_touched *touched;
    size_t n_touched, cap_touched;
    size_t n_hit;    /* of them, that the invariants were looked at for */
    size_t n_marked; /* of them, at kk_tx_mark */
    kk_id next_id;
    int64_t last_arrival; /* of the entries written in this transaction */
    struct kk_commit own; /* the last of them that this copy made itself */
    int failed; /* the first statement that failed in it: no commit then */

    bool lease_known; /* this handle's writer was checked against the lease */
    int64_t lease_epoch; /* as of that check */
    uint64_t writer;
    unsigned char local_key[KK_SEAL_KEY_BYTES];
    bool have_key;
    bool key_remade; /* it was there, and was none */
    /* the tail file as this handle last saw it */
    uint64_t tail_ino;
    int64_t tail_size, tail_arrival;
    unsigned char tail_self[KK_HASH_BYTES]; /* of what it says that we are */
    bool local_open, local_damaged;         /* local.c: between begin and end */
    const volatile int *cancel;
    struct kk_str warned; /* what kk_db_warnings hands out */
};

/* ways.c: the queries PART_TABLE of the features, of one table at a time */
struct kk_ways {
    int tab; /* 0: none yet */
    size_t n, cap;
    const char **sql;      /* :id bound */
    struct kk_arena arena; /* for what the caller adds */
};
/* Whether they are another table's than before, and so found anew. */
bool kk_ways_of(struct kk_ways *w, const char *part, const struct kk_table *t);
void kk_ways_add(struct kk_ways *w, const char *sql); /* borrowed */
void kk_ways_free(struct kk_ways *w);

/* db.c */
enum kk_status kk_sql_fail(struct kk_db *db, struct kk_err *err,
                           const char *what);
enum kk_status kk_sql_fail_code(struct kk_db *db, int code, struct kk_err *err,
                                const char *what);
enum kk_status kk_exec(struct kk_db *db, const char *sql,
                       struct kk_err *err) KK_MUST;
enum kk_status kk_bind_val(sqlite3_stmt *st, int i, const struct kk_val *v);
/* Whether the file is ours and not newer; reads its user_version. */
enum kk_status kk_db_check_file(struct kk_db *db, struct kk_err *err) KK_MUST;
struct kk_val kk_sql_val(sqlite3_value *v);

/* stmt.c */
/* A cached statement for literal SQL, reset and unbound; give it back with
 * kk_stmt_done. */
enum kk_status kk_stmt_get(struct kk_db *db, const char *sql,
                           sqlite3_stmt **out, struct kk_err *err) KK_MUST;
void kk_stmt_done(struct kk_db *db, sqlite3_stmt *st);
/* The next row; KK_NONE: there are no more. */
enum kk_status kk_stmt_row(struct kk_db *db, sqlite3_stmt *st,
                           struct kk_err *err) KK_MUST;
/* Around reads outside a kk_tx: a loop over rows ends the same way whether
 * there are no more or one could not be read. The end tells. */
void kk_reads_begin(struct kk_db *db);
enum kk_status kk_reads_end(struct kk_db *db, struct kk_err *err) KK_MUST;
void kk_stmt_drop_all(struct kk_db *db);

/* schema.c */
#define KK_APPLICATION_ID 0x4B4B5349 /* KKSI */
int kk_schema_latest(void);
enum kk_status kk_schema_create(struct kk_db *db, struct kk_err *err) KK_MUST;
/* Brings an older file up and makes views and triggers fit this program. */
enum kk_status kk_schema_update(struct kk_db *db, struct kk_err *err) KK_MUST;
enum kk_status kk_schema_triggers(struct kk_db *db, struct kk_err *err) KK_MUST;
enum kk_status kk_schema_no_triggers(struct kk_db *db,
                                     struct kk_err *err) KK_MUST;

/* catalog.c */
extern const struct kk_catalog kk_catalog;

/* function.c */
enum kk_status kk_functions_register(struct kk_db *db,
                                     struct kk_err *err) KK_MUST;
void kk_functions_free(struct kk_db *db);

/* capture.c */
enum kk_status kk_capture_register(struct kk_db *db,
                                   struct kk_err *err) KK_MUST;
void kk_capture_clear(struct kk_capture *c);
void kk_capture_sort(struct kk_capture *c);
void kk_touch(struct kk_db *db, int tab, kk_id row);
/* A cell of which no table need know; the triggers capture all others.
 * settled: it is decided, and becomes a change whatever its value is now. */
void kk_capture_cell(struct kk_db *db, int tab, kk_id row, int col,
                     const struct kk_val *old, const struct kk_val *new,
                     bool settled);

/* flush.c: the capture buffer becomes an entry */
/* The highest logical time held. */
enum kk_status kk_ltime_highest(struct kk_db *db, int64_t *out,
                                struct kk_err *err) KK_MUST;
/* A clock, or a day that somebody named. */
bool kk_entry_time_fits(int64_t t);
enum kk_status kk_flush(struct kk_db *db, const struct kk_intent *in,
                        struct kk_commit *out, struct kk_err *err) KK_MUST;
/* The one way into the table of entries, for what is written here and what
 * others bring; undoes: the arrival of the entry that it takes back, or 0. */
enum kk_status kk_entry_put(struct kk_db *db, const struct kk_entry *e,
                            int64_t arrival, const char *args, int64_t undoes,
                            struct kk_err *err) KK_MUST;
/* Keeps `conflict` true for one cell after its heads changed. */
enum kk_status kk_conflict_note(struct kk_db *db, int tab, kk_id row, int col,
                                struct kk_err *err) KK_MUST;
/* Makes the whole table anew. */
enum kk_status kk_conflict_rebuild(struct kk_db *db,
                                   struct kk_err *err) KK_MUST;

/* journal.c: of an entry's cards; a W card in front is no part of it */
void kk_entry_hash(const unsigned char previous[KK_HASH_BYTES],
                   const struct kk_str *cards,
                   unsigned char out[KK_HASH_BYTES]);

/* replay.c */
/* One cell's value, and those of a packed birth, into val as kk_replay_row
 * has it. Text in arena. */
void kk_replay_cell(const struct kk_table *t, int col, const struct kk_val *v,
                    struct kk_val *val);
enum kk_status kk_replay_birth(const struct kk_table *t,
                               const struct kk_val *packed,
                               struct kk_arena *arena, struct kk_val *val,
                               struct kk_err *err) KK_MUST;
/* What writes whole rows of a table; give it back with kk_stmt_done. */
enum kk_status kk_replay_put(struct kk_db *db, const struct kk_table *t,
                             sqlite3_stmt **out, struct kk_err *err) KK_MUST;
enum kk_status kk_replay_put_row(struct kk_db *db, const struct kk_table *t,
                                 sqlite3_stmt *st, kk_id row,
                                 const struct kk_val *val,
                                 struct kk_err *err) KK_MUST;

/* invariant.c: what must hold across rows, made of what the features say of a
 * table's rows (inv_TABLE.sql), of the columns whose values stand only once,
 * and of sql/invariant for what is deleted. A WITH clause that gives the hits
 * as `invariant`(kind, key, tab, row, title, entry). No view of the file:
 * whoever only reads would parse it at every opening. */
void kk_invariant_of(const struct kk_table *t, bool alone, struct kk_str *out);
void kk_invariant_of_deleted(struct kk_str *out);
void kk_invariant_all(const struct kk_db *db, struct kk_str *out);
void kk_invariant_hash(struct kk_hash *h);
/* view.c: the statement with the views that it names in front of it; false: it
 * names none, and out stays as it was. */
bool kk_views_put(struct kk_db *db, const char *sql, struct kk_str *out);
void kk_views_free(struct kk_db *db);
/* rule_view.c: the text of the view ruled_TABLE, and what it is made of */
void kk_ruled_view(const struct kk_table *t, struct kk_str *out);
void kk_ruled_hash(struct kk_hash *h);
/* May anything be wrong with rows of that table? */
bool kk_invariant_has(const struct kk_table *t, bool alone);

/* hit.c: keeps `hit` true for the rows touched since it was last called */
enum kk_status kk_hit_update(struct kk_db *db, int64_t after,
                             struct kk_err *err) KK_MUST;
enum kk_status kk_hit_rebuild(struct kk_db *db, struct kk_err *err) KK_MUST;

/* cardout.c; KK_NONE: no such writer */
enum kk_status kk_card_of_writer(struct kk_db *db, uint64_t writer,
                                 struct kk_str *out,
                                 struct kk_err *err) KK_MUST;

/* lease.c */
enum kk_status kk_keys_open(struct kk_db *db, struct kk_err *err) KK_MUST;
/* The writer this process may use, checked or minted (inside a transaction). */
enum kk_status kk_lease_writer(struct kk_db *db, struct kk_err *err) KK_MUST;
void kk_lease_save(struct kk_db *db, int64_t seq,
                   const unsigned char hash[KK_HASH_BYTES]);
void kk_lease_drop(struct kk_db *db);
/* Inside a transaction: from its commit on no process goes on with a writer
 * that it used before. */
enum kk_status kk_lease_revoke(struct kk_db *db, struct kk_err *err) KK_MUST;

/* place.c */
/* Whether a database may lie there; KK_NODB or KK_REFUSED with the reason. */
enum kk_status kk_place_check(const struct kk_db_open *how,
                              struct kk_err *err) KK_MUST;
/* Beside a database that is being restored; the caller kk_frees. */
char *kk_restore_marker(const char *path);
/* KK_NODB: it is being put back from a backup, or that was cut short. */
enum kk_status kk_restore_check(const char *path, struct kk_err *err) KK_MUST;

/* meta.c: kk_meta_set without the local tables' hash */
enum kk_status kk_meta_put(struct kk_db *db, const char *key, const char *value,
                           struct kk_err *err) KK_MUST;

/* local.c: every write to a local table stands between begin and end, which
 * keep the hash of their rows; the end of a kk_tx is in its commit. */
enum kk_status kk_local_begin(struct kk_db *db, struct kk_err *err) KK_MUST;
enum kk_status kk_local_end(struct kk_db *db, struct kk_err *err) KK_MUST;
/* Does so around one write, in a transaction of its own where none is open. */
typedef enum kk_status kk_local_fn(struct kk_db *db, void *user,
                                   struct kk_err *err);
enum kk_status kk_local_write(struct kk_db *db, kk_local_fn *write, void *user,
                              struct kk_err *err) KK_MUST;
/* Whether the rows are those that were written; true where none was kept. */
enum kk_status kk_local_fits(struct kk_db *db, bool *out,
                             struct kk_err *err) KK_MUST;

/* verify.c */
/* A line for a person; counted, and the first fifty kept. */
void kk_verify_say(struct kk_verify *v, const char *fmt, ...) KK_PRINTF(2, 3);

/* What each of these keeps, held against what it is made from; findings are
 * added. search_keep.c also has FTS5 look at its own index, outside a
 * transaction; tail_verify.c begins a damaged tail afresh when `afresh`. */
enum kk_status kk_schema_verify(struct kk_db *db, struct kk_verify *v,
                                struct kk_err *err) KK_MUST;
enum kk_status kk_search_verify(struct kk_db *db, struct kk_verify *v,
                                struct kk_err *err) KK_MUST;
enum kk_status kk_search_verify_index(struct kk_db *db, struct kk_verify *v,
                                      struct kk_err *err) KK_MUST;
enum kk_status kk_tail_verify(struct kk_db *db, bool afresh,
                              struct kk_verify *v, struct kk_err *err) KK_MUST;

/* verify_file.c: quick_check or integrity_check; KK_NODB, with a line added for
 * each fault, where it finds one */
enum kk_status kk_pages_read(sqlite3 *sql, const char *pragma,
                             struct kk_str *words) KK_MUST;
/* verify_file.c: keeps how the newest copy looked when it was verified */
void kk_backup_note(struct kk_db *db, const char *path);

/* tail.c; KK_BUSY, with this as the field, where another process holds the
 * tail for too long: whoever is next completes it */
#define KK_TAIL_LOCK "tail"
enum kk_status kk_tail_append(struct kk_db *db, struct kk_err *err) KK_MUST;
/* Recorded is recorded: that the tail does not hold it is told, and the next
 * commit or opening appends what is missing. */
void kk_tail_warn(struct kk_db *db, const struct kk_err *why);
/* Whether it lacks what this copy is by now: who, and its newest roster. */
bool kk_tail_is_behind(struct kk_db *db);

/* search.c, search_keep.c */
enum {
    KK_KEYS_OF_A_UNIT = 2,
    KK_PART_END = 0x1F /* no pair crosses from one part into the next */
};
/* The index's tokenizer, on any connection: since SQLite 3.44 quick_check reads
 * the index too, so that a copy that is checked needs it as well. */
enum kk_status kk_search_register(sqlite3 *sql, struct kk_err *err) KK_MUST;
/* What the index is made with: the fold and the text of a unit. */
void kk_search_hash(struct kk_hash *h);
enum kk_status kk_search_update(struct kk_db *db, struct kk_err *err) KK_MUST;

#endif
