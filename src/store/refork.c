/* Mending a fork: a copy of a machine wrote other entries under the names that
 * those here have. They take new names, and with them all that builds on them:
 * the content, the times and the order here stay. The new names follow from
 * the old content, so that every copy that holds them comes to the same ones,
 * also one that is restored to before the mending. */
#include "internal.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/apply.h>
#include <kikusui/store/card.h>
#include <kikusui/store/refork.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct moved { /* a writer whose entries from `first` on are renamed */
    uint64_t from, to;
    int64_t first, seq; /* seq: of the last one renamed */
    unsigned char hash[KK_HASH_BYTES];
};

struct refork {
    struct kk_db *db;
    struct moved *moved;
    size_t n_moved, cap_moved;
    int64_t *arrival; /* of the entries to rename, ascending */
    size_t n, cap;
    struct kk_err *err;
};

static struct moved *moved_find(const struct refork *r, uint64_t writer)
{
    for (size_t i = 0; i < r->n_moved; i++)
        if (r->moved[i].from == writer)
            return &r->moved[i];
    return NULL;
}

static int by_number(const void *pa, const void *pb)
{
    const int64_t *a = pa, *b = pb;

    return (*a > *b) - (*a < *b);
}

static bool renamed(const struct refork *r, int64_t arrival)
{
    return r->n > 0 && bsearch(&arrival, r->arrival, r->n, sizeof arrival,
                               by_number) != NULL;
}

/* --- which entries --------------------------------------------------------
 */

static uint64_t new_writer(uint64_t from, int64_t seq,
                           const unsigned char old[KK_HASH_BYTES])
{
    unsigned char digest[KK_HASH_BYTES];
    struct kk_str name = {0};
    struct kk_hash h;
    uint64_t w = 0;

    kk_str_add(&name, "kikusui-refork-v1\n");
    kk_card_ref(&name, from, seq);
    kk_hash_init(&h);
    kk_hash_add(&h, name.s, name.n_bytes);
    kk_hash_add(&h, old, KK_HASH_BYTES);
    kk_hash_end(&h, digest);
    kk_str_free(&name);
    for (int i = 0; i < 5; i++)
        w = w << 8 | digest[i];
    return w == 0 ? 1 : w;
}

static void add(struct refork *r, int64_t arrival, uint64_t writer, int64_t seq,
                const unsigned char *hash)
{
    if (moved_find(r, writer) == NULL) {
        kk_grow(&r->moved, &r->cap_moved, r->n_moved + 1, sizeof *r->moved);
        r->moved[r->n_moved++] = (struct moved){
            .from = writer, .to = new_writer(writer, seq, hash), .first = seq};
    }
    kk_grow(&r->arrival, &r->cap, r->n + 1, sizeof *r->arrival);
    r->arrival[r->n++] = arrival;
}

/* Whether an entry replaces, or takes back, what is renamed. */
static enum kk_status builds_on(struct refork *r, int64_t arrival, bool *out)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(r->db,
                    "SELECT undoes,NULL FROM entry WHERE arrival=?1 UNION ALL "
                    "SELECT base,also FROM change WHERE entry=?1 AND col>0",
                    &st, r->err);

    *out = false;
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, arrival);
    while (!*out && sqlite3_step(st) == SQLITE_ROW) {
        const char *also = (const char *)sqlite3_column_text(st, 1);

        *out = renamed(r, sqlite3_column_int64(st, 0));
        while (!*out && also != NULL && *also != '\0') {
            char *end;

            *out = renamed(r, strtoll(also, &end, 10));
            also = *end == ' ' ? end + 1 : end;
        }
    }
    kk_stmt_done(r->db, st);
    return KK_OK;
}

/* A writer that went on from what is renamed. */
static enum kk_status parent_of(struct refork *r, uint64_t writer,
                                uint64_t *parent, int64_t *seq)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        r->db, "SELECT parent,parent_seq FROM writer WHERE writer=?1", &st,
        r->err);

    *parent = 0;
    *seq = 0;
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    if (sqlite3_step(st) == SQLITE_ROW) {
        *parent = (uint64_t)sqlite3_column_int64(st, 0);
        *seq = sqlite3_column_int64(st, 1);
    }
    kk_stmt_done(r->db, st);
    return KK_OK;
}

static enum kk_status is_affected(struct refork *r, int64_t arrival,
                                  uint64_t writer, int64_t seq, bool *out)
{
    const struct moved *m = moved_find(r, writer);
    enum kk_status rc;
    uint64_t parent;
    int64_t at;

    *out = m != NULL;
    if (*out)
        return KK_OK;
    rc = builds_on(r, arrival, out);
    if (rc != KK_OK || *out || seq != 1)
        return rc;
    rc = parent_of(r, writer, &parent, &at);
    m = rc == KK_OK ? moved_find(r, parent) : NULL;
    *out = m != NULL && at >= m->first;
    return rc;
}

static enum kk_status find_all(struct refork *r, uint64_t writer, int64_t seq)
{
    bool begun = false;
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(r->db,
                    "SELECT arrival,writer,seq,hash FROM entry WHERE arrival>="
                    "(SELECT arrival FROM entry WHERE writer=?1 AND seq=?2) "
                    "ORDER BY arrival",
                    &st, r->err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    sqlite3_bind_int64(st, 2, seq);
    while (rc == KK_OK && (rc = kk_stmt_row(r->db, st, r->err)) == KK_OK) {
        int64_t arrival = sqlite3_column_int64(st, 0);
        uint64_t w = (uint64_t)sqlite3_column_int64(st, 1);
        bool affected = !begun;

        if (begun)
            rc = is_affected(r, arrival, w, sqlite3_column_int64(st, 2),
                             &affected);
        if (rc == KK_OK && affected)
            add(r, arrival, w, sqlite3_column_int64(st, 2),
                sqlite3_column_blob(st, 3));
        begun = true;
    }
    kk_stmt_done(r->db, st);
    return rc == KK_NONE && begun ? KK_OK : rc;
}

/* --- renaming them --------------------------------------------------------
 */

static enum kk_status hash_of(struct refork *r, uint64_t writer, int64_t seq,
                              unsigned char out[KK_HASH_BYTES])
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(r->db, "SELECT hash FROM entry WHERE writer=?1 AND seq=?2",
                    &st, r->err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    sqlite3_bind_int64(st, 2, seq);
    if (sqlite3_step(st) == SQLITE_ROW &&
        sqlite3_column_bytes(st, 0) == KK_HASH_BYTES)
        memcpy(out, sqlite3_column_blob(st, 0), KK_HASH_BYTES);
    else
        rc = kk_fail(r->err, KK_BUG,
                     "記録 %010" PRIx64 "-%" PRId64 " がありません", writer,
                     seq);
    kk_stmt_done(r->db, st);
    return rc;
}

static enum kk_status run(struct refork *r, sqlite3_stmt *st)
{
    enum kk_status rc = KK_OK;

    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(r->db, r->err, "枝分かれ");
    kk_stmt_done(r->db, st);
    return rc;
}

/* It goes on from the last entry that keeps its name; where the whole writer
 * is renamed, from what that one went on from. */
static enum kk_status begin_writer(struct refork *r, struct moved *m)
{
    unsigned char hash[KK_HASH_BYTES];
    uint64_t parent = m->from;
    int64_t seq = m->first - 1;
    sqlite3_stmt *st;
    enum kk_status rc = KK_OK;

    if (m->first == 1)
        rc = parent_of(r, m->from, &parent, &seq);
    if (rc == KK_OK && parent != 0) {
        const struct moved *p =
            parent == m->from ? NULL : moved_find(r, parent);

        if (p != NULL && seq >= p->first) {
            parent = p->to;
            seq = seq - p->first + 1;
        }
        rc = hash_of(r, parent, seq, hash);
    }
    if (rc == KK_OK)
        rc = kk_stmt_get(r->db,
                         "INSERT INTO writer SELECT ?1,node,?3,?4,?5 "
                         "FROM writer WHERE writer=?2",
                         &st, r->err);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, (int64_t)m->to);
    sqlite3_bind_int64(st, 2, (int64_t)m->from);
    if (parent != 0) {
        sqlite3_bind_int64(st, 3, (int64_t)parent);
        sqlite3_bind_int64(st, 4, seq);
        sqlite3_bind_blob(st, 5, hash, sizeof hash, SQLITE_STATIC);
    }
    rc = run(r, st);
    return rc == KK_OK ? kk_writer_genesis(r->db, m->to, m->hash, r->err) : rc;
}

/* An argument that names an entry (what is undone, what was chosen). */
static void new_args(const struct refork *r, const char *args,
                     struct kk_str *out)
{
    static const char want[] = "A\tentry\tt";

    while (*args != '\0') {
        size_t n = strcspn(args, "\n");
        const struct moved *m = NULL;
        char name[KK_ENTRY_NAME_BYTES];
        uint64_t writer;
        int64_t seq;

        if (strncmp(args, want, sizeof want - 1) == 0 &&
            n - (sizeof want - 1) < sizeof name) {
            snprintf(name, sizeof name, "%.*s", (int)(n - (sizeof want - 1)),
                     args + sizeof want - 1);
            if (kk_card_parse_ref(name, &writer, &seq))
                m = moved_find(r, writer);
        }
        if (m != NULL && seq >= m->first) {
            kk_str_add(out, want);
            kk_card_ref(out, m->to, seq - m->first + 1);
        } else {
            kk_str_addn(out, args, n);
        }
        kk_str_addc(out, '\n');
        args += n + (args[n] == '\n');
    }
}

static enum kk_status rename_entry(struct refork *r, int64_t arrival,
                                   const struct moved *m)
{
    struct kk_str args = {0};
    sqlite3_stmt *st;
    bool none = true;
    enum kk_status rc = kk_stmt_get(
        r->db, "SELECT args FROM entry WHERE arrival=?1", &st, r->err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, arrival);
    if (sqlite3_step(st) == SQLITE_ROW &&
        sqlite3_column_type(st, 0) == SQLITE_TEXT) {
        new_args(r, (const char *)sqlite3_column_text(st, 0), &args);
        none = false;
    }
    kk_stmt_done(r->db, st);
    rc = kk_stmt_get(
        r->db, "UPDATE entry SET writer=?2,seq=?3,args=?4 WHERE arrival=?1",
        &st, r->err);
    if (rc == KK_OK) {
        sqlite3_bind_int64(st, 1, arrival);
        sqlite3_bind_int64(st, 2, (int64_t)m->to);
        sqlite3_bind_int64(st, 3, m->seq);
        if (!none)
            sqlite3_bind_text(st, 4, kk_str_c(&args), -1, SQLITE_STATIC);
        rc = run(r, st);
    }
    kk_str_free(&args);
    return rc;
}

/* All that it names has its new name already: it came before. */
static enum kk_status chain_entry(struct refork *r, int64_t arrival,
                                  struct moved *m)
{
    struct kk_str cards = {0};
    sqlite3_stmt *st;
    enum kk_status rc = kk_card_of_entry(r->db, arrival, &cards, r->err);

    if (rc == KK_OK) {
        kk_entry_hash(m->hash, &cards, m->hash);
        rc = kk_stmt_get(r->db, "UPDATE entry SET hash=?2 WHERE arrival=?1",
                         &st, r->err);
    }
    if (rc == KK_OK) {
        sqlite3_bind_int64(st, 1, arrival);
        sqlite3_bind_blob(st, 2, m->hash, KK_HASH_BYTES, SQLITE_STATIC);
        rc = run(r, st);
    }
    kk_str_free(&cards);
    return rc;
}

static enum kk_status reissue(struct refork *r, int64_t arrival)
{
    struct moved *m;
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        r->db, "SELECT writer FROM entry WHERE arrival=?1", &st, r->err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, arrival);
    m = sqlite3_step(st) == SQLITE_ROW
            ? moved_find(r, (uint64_t)sqlite3_column_int64(st, 0))
            : NULL;
    kk_stmt_done(r->db, st);
    if (m == NULL)
        return kk_fail(r->err, KK_BUG, "枝分かれした記録がありません");
    if (m->seq++ == 0)
        rc = begin_writer(r, m);
    if (rc == KK_OK)
        rc = rename_entry(r, arrival, m);
    return rc == KK_OK ? chain_entry(r, arrival, m) : rc;
}

/* Of two heads written at the same logical time the writer's number decides,
 * so that what stands provisionally may be another one now. */
static enum kk_status note_conflicts(struct refork *r)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        r->db, "SELECT DISTINCT tab,row FROM conflict", &st, r->err);

    if (rc != KK_OK)
        return rc;
    while (rc == KK_OK && (rc = kk_stmt_row(r->db, st, r->err)) == KK_OK)
        rc = kk_apply_row(r->db, sqlite3_column_int(st, 0),
                          sqlite3_column_int64(st, 1), r->err);
    kk_stmt_done(r->db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

/* A writer all of whose entries were renamed was never heard of elsewhere. */
static enum kk_status drop_empty(struct refork *r)
{
    enum kk_status rc = KK_OK;

    for (size_t i = 0; rc == KK_OK && i < r->n_moved; i++) {
        sqlite3_stmt *st;

        rc = kk_stmt_get(r->db,
                         "DELETE FROM writer WHERE writer=?1 AND NOT EXISTS"
                         "(SELECT 1 FROM entry WHERE writer=?1)",
                         &st, r->err);
        if (rc != KK_OK)
            break;
        sqlite3_bind_int64(st, 1, (int64_t)r->moved[i].from);
        rc = run(r, st);
    }
    return rc;
}

enum kk_status kk_refork_writer(struct kk_db *db, uint64_t writer, int64_t seq,
                                uint64_t *out, struct kk_err *err)
{
    struct refork r = {.db = db, .err = err};
    unsigned char hash[KK_HASH_BYTES];
    enum kk_status st = hash_of(&r, writer, seq, hash);

    *out = st == KK_OK ? new_writer(writer, seq, hash) : 0;
    return st;
}

enum kk_status kk_journal_refork(struct kk_db *db, uint64_t writer, int64_t seq,
                                 struct kk_refork_count *out,
                                 struct kk_err *err)
{
    struct refork r = {.db = db, .err = err};
    enum kk_status rc = KK_OK;

    *out = (struct kk_refork_count){0};
    if (!db->in_tx || db->capture.n > 0)
        return kk_fail(err, KK_BUG, "取引の外で枝分かれを直しました");
    rc = find_all(&r, writer, seq);
    for (size_t i = 0; rc == KK_OK && i < r.n; i++)
        rc = reissue(&r, r.arrival[i]);
    if (rc == KK_OK)
        rc = drop_empty(&r);
    if (rc == KK_OK)
        rc = note_conflicts(&r);
    if (rc == KK_OK)
        rc = kk_hit_rebuild(db, err);
    if (rc == KK_OK)
        rc = kk_lease_revoke(db, err);
    if (rc == KK_OK) {
        out->entries = (int64_t)r.n;
        out->writer = r.moved[0].to;
    }
    kk_free(r.moved);
    kk_free(r.arrival);
    return rc;
}
