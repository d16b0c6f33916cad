/* The sealed tail: every entry since the newest verified backup, beside the
 * database, so that a lost or broken file costs nothing that was called done;
 * and what this copy is, so that it can be made again from the tail alone.
 *
 * A record holds the entries of one commit up to its arrival, of a large one
 * those that follow the record before. One torn by a crash is cut at the next
 * append; what it held is still in the database and is appended again. */
#include "tail_priv.h"

#include <kikusui/base/file.h>
#include <kikusui/base/lock.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/card.h>
#include <kikusui/store/tail.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

/* A record takes no further entry beyond this. Each that opens the file walks
 * over all records; an import of a thousand entries must not be as many. */
#define FULL_RECORD_BYTES ((size_t)64 << 10)

static enum kk_status io_fail(struct kk_db *db, struct kk_err *err)
{
    const char *why = kk_errno_text(errno);
    struct kk_str owner = {0};

    kk_path_owner(db->tail_path, &owner);
    (void)kk_fail(err, KK_IO, "%s: %s%s", db->tail_path, why, kk_str_c(&owner));
    kk_str_free(&owner);
    return KK_IO;
}

struct record {
    int64_t at;
    struct kk_tail_head head;
};
struct records {
    struct record *r;
    size_t n, cap;
    int64_t end; /* of the last whole one */
};

/* Walks the records from `at`. */
static bool scan(int fd, int64_t at, int64_t size, struct records *out)
{
    unsigned char head[KK_TAIL_HEAD_BYTES];

    out->end = at;
    while (at + KK_TAIL_HEAD_BYTES <= size) {
        struct record r = {.at = at};

        if (pread(fd, head, sizeof head, at) != (ssize_t)sizeof head)
            return false;
        kk_tail_get_head(head, &r.head);
        if (r.head.n_bytes > KK_TAIL_MAX_BYTES ||
            at + KK_TAIL_HEAD_BYTES + (int64_t)r.head.n_bytes > size)
            break;
        kk_grow(&out->r, &out->cap, out->n + 1, sizeof *out->r);
        out->r[out->n++] = r;
        at += KK_TAIL_HEAD_BYTES + (int64_t)r.head.n_bytes;
        out->end = at;
    }
    return true;
}

/* What a record holds; false when it does not unseal. */
static bool read_record(struct kk_db *db, int fd, const struct record *r,
                        struct kk_str *text)
{
    size_t n = r->head.n_bytes;
    struct kk_str sealed = {0};
    bool ok = pread(fd, kk_str_room(&sealed, n), n,
                    r->at + KK_TAIL_HEAD_BYTES) == (ssize_t)n;

    kk_str_clear(text);
    ok = ok &&
         kk_unseal(db->local_key, kk_str_c(&sealed), n, text, NULL) == KK_OK;
    kk_str_free(&sealed);
    return ok;
}

/* A crash may have lengthened the file before its bytes came: what stands last
 * and does not unseal was never called done. */
static void drop_unsealed(struct kk_db *db, int fd, struct records *rs)
{
    struct kk_str text = {0};

    while (rs->n > 0 && !read_record(db, fd, &rs->r[rs->n - 1], &text))
        rs->end = rs->r[--rs->n].at;
    kk_str_free(&text);
}

/* The last record of entries, or of what this copy is; NULL: there is none. */
static const struct record *last_of(const struct records *rs, bool self)
{
    for (size_t i = rs->n; i > 0; i--)
        if (rs->r[i - 1].head.self == self)
            return &rs->r[i - 1];
    return NULL;
}

static bool ends_with(const struct kk_str *text, const struct kk_str *end)
{
    return end->n_bytes <= text->n_bytes &&
           memcmp(text->s + text->n_bytes - end->n_bytes, end->s,
                  end->n_bytes) == 0;
}

/* Somebody put another file in the database's place: the tail then ends in an
 * entry that this one does not have. What cannot be read tells nothing: the
 * tail of a broken file is what it will be restored from. */
static enum kk_status is_foreign(struct kk_db *db, int64_t arrival,
                                 const struct kk_str *last, bool *out,
                                 struct kk_err *err)
{
    struct kk_str held = {0}, hash = {0};
    unsigned char sum[KK_HASH_BYTES];
    struct kk_cards *c = NULL;
    uint64_t writer;
    int64_t seq;
    enum kk_status st;

    kk_reads_begin(db);
    st = kk_cards_open(db, arrival, arrival, &c, err);
    if (st == KK_OK)
        st = kk_cards_next(c, &held, err);
    if (st == KK_OK && kk_cards_hash(c, &writer, &seq, sum))
        kk_tail_put_hash(&hash, writer, seq, sum);
    kk_cards_close(&c);
    *out = st == KK_NONE;
    if (st == KK_OK) /* an older program's has the cards alone */
        *out = !(hash.n_bytes > 0 && ends_with(last, &hash)) &&
               !ends_with(last, &held);
    kk_str_free(&held);
    kk_str_free(&hash);
    return st == KK_OK || st == KK_NONE ? kk_reads_end(db, err) : st;
}

/* It is kept under another name, over nothing that was kept before. */
enum kk_status kk_tail_set_aside(struct kk_db *db, struct kk_err *err)
{
    kk_time t = kk_now(db->clock);
    struct kk_str name = {0};
    bool left;
    int e;

    do {
        struct kk_civil c;

        kk_civil_of(t++, &c);
        kk_str_clear(&name);
        kk_str_addf(&name, "%s.old-%04d%02d%02d-%02d%02d%02d.tail", db->path,
                    c.year, c.month, c.day, c.hour, c.min, c.sec);
        e = kk_fd_rename_new(AT_FDCWD, db->tail_path, kk_str_c(&name), &left);
    } while (e == EEXIST);
    kk_str_free(&name);
    errno = e;
    return e == 0 ? KK_NONE : io_fail(db, err);
}

static enum kk_status begin_file(struct kk_db *db, int fd, int64_t *end,
                                 struct kk_err *err)
{
    if (ftruncate(fd, 0) != 0 || pwrite(fd, KK_TAIL_MAGIC, KK_TAIL_MAGIC_BYTES,
                                        0) != KK_TAIL_MAGIC_BYTES)
        return io_fail(db, err);
    *end = KK_TAIL_MAGIC_BYTES;
    db->tail_arrival = -1;
    memset(db->tail_self, 0, sizeof db->tail_self);
    return KK_OK;
}

static void hash_text(const struct kk_str *text,
                      unsigned char out[KK_HASH_BYTES])
{
    struct kk_hash h;

    kk_hash_init(&h);
    kk_hash_add(&h, kk_str_c(text), text->n_bytes);
    kk_hash_end(&h, out);
}

/* What the records that are new to this handle tell. */
static enum kk_status learn(struct kk_db *db, int fd, const struct records *rs,
                            bool whole, struct kk_err *err)
{
    const struct record *entries = last_of(rs, false),
                        *self = last_of(rs, true);
    struct kk_str text = {0};
    bool foreign = false;
    enum kk_status st = KK_OK;

    if (whole) {
        db->tail_arrival = -1;
        memset(db->tail_self, 0, sizeof db->tail_self);
    }
    if (entries != NULL)
        db->tail_arrival = entries->head.arrival;
    if (self != NULL && read_record(db, fd, self, &text))
        hash_text(&text, db->tail_self);
    if (whole && entries != NULL && read_record(db, fd, entries, &text))
        st = is_foreign(db, db->tail_arrival, &text, &foreign, err);
    kk_str_free(&text);
    return st == KK_OK && foreign ? kk_tail_set_aside(db, err) : st;
}

/* Finds the end of what is whole and which arrival it reaches. This handle's
 * own last look is reused while the file only grew. KK_NONE: the file was
 * another database's and is out of the way. */
static enum kk_status find_end(struct kk_db *db, int fd, int64_t *end,
                               struct kk_err *err)
{
    struct stat sb;
    struct records rs = {0};
    int64_t from = KK_TAIL_MAGIC_BYTES;
    enum kk_status st;

    if (fstat(fd, &sb) != 0)
        return io_fail(db, err);
    if (sb.st_size < KK_TAIL_MAGIC_BYTES)
        return begin_file(db, fd, end, err);
    if (db->tail_size >= KK_TAIL_MAGIC_BYTES && db->tail_ino == sb.st_ino &&
        sb.st_size >= db->tail_size)
        from = db->tail_size;
    if (!scan(fd, from, sb.st_size, &rs)) {
        st = io_fail(db, err);
    } else {
        drop_unsealed(db, fd, &rs);
        st = learn(db, fd, &rs, from == KK_TAIL_MAGIC_BYTES, err);
        if (st == KK_OK && rs.end < sb.st_size && ftruncate(fd, rs.end) != 0)
            st = io_fail(db, err);
    }
    *end = rs.end;
    kk_free(rs.r);
    return st;
}

static void add_record(struct kk_db *db, struct kk_tail_head *head,
                       const struct kk_str *text, struct kk_str *out)
{
    unsigned char bytes[KK_TAIL_HEAD_BYTES];

    head->n_bytes = (uint32_t)(text->n_bytes + KK_SEAL_OVERHEAD_BYTES);
    kk_tail_put_head(head, bytes);
    kk_str_addn(out, bytes, sizeof bytes);
    kk_seal(db->local_key, kk_str_c(text), text->n_bytes, out);
}

/* A tail started afresh begins after what the newest backup holds. */
int64_t kk_tail_begins_after(struct kk_db *db)
{
    struct kk_arena arena = {0};
    const char *value;
    int64_t n = 0;

    if (kk_meta_get(db, "tail_after", &arena, &value, NULL) == KK_OK)
        (void)kk_parse_i64(value, &n);
    kk_arena_free(&arena);
    return n;
}

static int64_t reached(struct kk_db *db)
{
    return db->tail_arrival >= 0 ? db->tail_arrival : kk_tail_begins_after(db);
}

void kk_tail_add_hash(const struct kk_cards *c, struct kk_str *text)
{
    unsigned char hash[KK_HASH_BYTES];
    uint64_t writer;
    int64_t seq;

    if (kk_cards_hash(c, &writer, &seq, hash))
        kk_tail_put_hash(text, writer, seq, hash);
}

static enum kk_status collect(struct kk_db *db, struct kk_str *out,
                              struct kk_err *err)
{
    struct kk_tail_head head = {0};
    struct kk_str text = {0};
    struct kk_cards *c;
    enum kk_status st = kk_cards_open(db, reached(db) + 1, INT64_MAX, &c, err);

    while (st == KK_OK && (st = kk_cards_next(c, &text, err)) == KK_OK) {
        kk_tail_add_hash(c, &text);
        db->tail_arrival = head.arrival = kk_cards_arrival(c);
        if (text.n_bytes < FULL_RECORD_BYTES)
            continue;
        add_record(db, &head, &text, out);
        kk_str_clear(&text);
    }
    if (st == KK_NONE && text.n_bytes > 0)
        add_record(db, &head, &text, out);
    kk_cards_close(&c);
    kk_str_free(&text);
    return st == KK_NONE ? KK_OK : st;
}

/* What this copy is, where the tail does not say it yet; a fresh one begins
 * with it. */
static enum kk_status collect_self(struct kk_db *db, struct kk_str *out,
                                   struct kk_err *err)
{
    struct kk_tail_head head = {.arrival = reached(db), .self = true};
    unsigned char hash[KK_HASH_BYTES];
    struct kk_str text = {0};
    enum kk_status st = kk_tail_self(db, &text, err);

    hash_text(&text, hash);
    if (st == KK_OK && text.n_bytes > 0 &&
        memcmp(hash, db->tail_self, sizeof hash) != 0) {
        add_record(db, &head, &text, out);
        memcpy(db->tail_self, hash, sizeof hash);
    }
    kk_str_free(&text);
    return st;
}

static enum kk_status append_locked(struct kk_db *db, int fd,
                                    struct kk_err *err)
{
    struct kk_str out = {0};
    struct stat sb;
    int64_t end = 0;
    enum kk_status st = kk_db_here(db, err);

    /* The tail under that name may be another file's by now. */
    if (st == KK_OK)
        st = find_end(db, fd, &end, err);
    if (st == KK_OK)
        st = collect_self(db, &out, err);
    if (st == KK_OK)
        st = collect(db, &out, err);
    errno = ENOSPC; /* what a short write means */
    if (st == KK_OK && out.n_bytes > 0 &&
        (pwrite(fd, out.s, out.n_bytes, end) != (ssize_t)out.n_bytes ||
         fdatasync(fd) != 0)) {
        st = io_fail(db, err);
        /* What is torn is cut by whoever appends next, if not here. */
        (void)!ftruncate(fd, end);
    }
    if (st == KK_OK && fstat(fd, &sb) == 0) {
        db->tail_size = sb.st_size;
        db->tail_ino = sb.st_ino;
    } else {
        db->tail_size = -1;
    }
    kk_str_free(&out);
    return st;
}

/* In the caller's turn: another process holds the lock for one write. */
enum kk_status kk_tail_lock(struct kk_db *db, int *out, struct kk_err *err)
{
    for (;;) {
        struct stat by_fd, by_name;
        int fd = open(db->tail_path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
                      0600);
        enum kk_status st;

        if (fd < 0)
            return io_fail(db, err);
        kk_fd_own_as(fd, db->path);
        st = kk_lock_take(fd, db->tail_path, db->busy_ms, err);
        if (st == KK_OK && fstat(fd, &by_fd) == 0 &&
            stat(db->tail_path, &by_name) == 0 &&
            by_fd.st_ino == by_name.st_ino) {
            *out = fd;
            return KK_OK;
        }
        /* It was replaced while we waited: take the new one. */
        close(fd);
        if (st != KK_OK && err != NULL)
            snprintf(err->field, sizeof err->field, KK_TAIL_LOCK);
        if (st != KK_OK)
            return st;
    }
}

enum kk_status kk_tail_append(struct kk_db *db, struct kk_err *err)
{
    enum kk_status st;

    do {
        int fd;

        st = kk_tail_lock(db, &fd, err);
        if (st != KK_OK)
            return st;
        st = append_locked(db, fd, err);
        close(fd);
    } while (st == KK_NONE);
    return st;
}

void kk_tail_warn(struct kk_db *db, const struct kk_err *why)
{
    /* Whoever is next completes it. */
    if (why->status == KK_BUSY)
        kk_db_warn(db,
                   "注意: 記録は済んでいますが、控えには次の操作のときに"
                   "書きます。%s",
                   why->text);
    else
        kk_db_warn(
            db,
            "注意: 記録は済んでいますが、控え（%s）に書けません。直すまで"
            "この端末の故障で失われます: %s",
            db->tail_path, why->text);
}

/* Whether it lacks what this copy is by now. */
bool kk_tail_is_behind(struct kk_db *db)
{
    unsigned char hash[KK_HASH_BYTES];
    struct kk_str text = {0};
    bool behind = false;

    if (kk_tail_self(db, &text, NULL) == KK_OK && text.n_bytes > 0) {
        hash_text(&text, hash);
        behind = memcmp(hash, db->tail_self, sizeof hash) != 0;
    }
    kk_str_free(&text);
    return behind;
}

enum kk_status kk_tail_restart(struct kk_db *db, int64_t after,
                               struct kk_err *err)
{
    char number[32];
    int fd;
    enum kk_status st = kk_tail_lock(db, &fd, err);

    if (st != KK_OK)
        return st;
    snprintf(number, sizeof number, "%" PRId64, after);
    st = kk_meta_set(db, "tail_after", number, err);
    /* A new file beside it and a rename: a crash leaves the old or the new. */
    if (st == KK_OK)
        st = kk_file_replace(db->tail_path, 0600, KK_TAIL_MAGIC,
                             KK_TAIL_MAGIC_BYTES, err);
    kk_path_own_as(db->tail_path, db->path);
    close(fd);
    db->tail_size = -1;
    return st == KK_OK ? kk_tail_append(db, err) : st;
}
