/* The sealed tail: every entry since the newest verified backup, beside the
 * database, so that a lost or broken file costs nothing that was called done.
 *
 *   "KKTAIL1\n", then records: LE32 sealed length, LE64 arrival, sealed cards
 *
 * A record holds the entries of one commit up to that arrival, of a large one
 * those that follow the record before. One torn by a crash is cut at the next
 * append; what it held is still in the database and is appended again. */
#include "internal.h"

#include <kikusui/base/file.h>
#include <kikusui/store/card.h>
#include <kikusui/store/tail.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/file.h>
#include <sys/stat.h>

#define MAGIC "KKTAIL1\n"
#define MAGIC_BYTES 8
#define RECORD_HEAD_BYTES 12
#define MAX_RECORD_BYTES (256u << 20)
/* A record takes no further entry beyond this. Each that opens the file walks
 * over all records; an import of a thousand entries must not be as many. */
#define FULL_RECORD_BYTES ((size_t)64 << 10)

static void put_le(unsigned char *p, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        p[i] = (unsigned char)(v >> (8 * i));
}

static uint64_t get_le(const unsigned char *p, int bytes)
{
    uint64_t v = 0;

    for (int i = 0; i < bytes; i++)
        v |= (uint64_t)p[i] << (8 * i);
    return v;
}

static enum kk_status io_fail(struct kk_db *db, struct kk_err *err)
{
    return kk_fail(err, KK_IO, "%s: %s", db->tail_path, kk_errno_text(errno));
}

struct record {
    int64_t at, arrival;
};
struct records {
    struct record *r;
    size_t n, cap;
    int64_t end; /* of the last whole one */
};

/* Walks the records from `at`. */
static bool scan(int fd, int64_t at, int64_t size, struct records *out)
{
    unsigned char head[RECORD_HEAD_BYTES];

    out->end = at;
    while (at + RECORD_HEAD_BYTES <= size) {
        uint64_t len;

        if (pread(fd, head, sizeof head, at) != (ssize_t)sizeof head)
            return false;
        len = get_le(head, 4);
        if (len > MAX_RECORD_BYTES ||
            at + RECORD_HEAD_BYTES + (int64_t)len > size)
            break;
        kk_grow(&out->r, &out->cap, out->n + 1, sizeof *out->r);
        out->r[out->n++] =
            (struct record){.at = at, .arrival = (int64_t)get_le(head + 4, 8)};
        at += RECORD_HEAD_BYTES + (int64_t)len;
        out->end = at;
    }
    return true;
}

/* What the last record holds; false when it does not unseal. */
static bool read_last(struct kk_db *db, int fd, const struct records *rs,
                      struct kk_str *plain)
{
    int64_t at = rs->r[rs->n - 1].at + RECORD_HEAD_BYTES;
    size_t n = (size_t)(rs->end - at);
    struct kk_str sealed = {0};
    bool ok =
        pread(fd, kk_str_room(&sealed, n), n, at) == (ssize_t)n &&
        kk_unseal(db->local_key, kk_str_c(&sealed), n, plain, NULL) == KK_OK;

    kk_str_free(&sealed);
    return ok;
}

/* A crash may have lengthened the file before its bytes came: what stands last
 * and does not unseal was never called done. */
static void drop_unsealed(struct kk_db *db, int fd, struct records *rs,
                          struct kk_str *last)
{
    while (rs->n > 0) {
        kk_str_clear(last);
        if (read_last(db, fd, rs, last))
            return;
        rs->end = rs->r[--rs->n].at;
    }
}

/* Somebody put another file in the database's place: the tail then ends in an
 * entry that this one does not have. What cannot be read tells nothing: the
 * tail of a broken file is what it will be restored from. */
static enum kk_status is_foreign(struct kk_db *db, int64_t arrival,
                                 const struct kk_str *last, bool *out,
                                 struct kk_err *err)
{
    struct kk_str held = {0};
    enum kk_status st;

    kk_reads_begin(db);
    st = kk_card_of_entry(db, arrival, &held, err);
    *out = st == KK_NONE;
    if (st == KK_OK)
        *out = held.n_bytes > last->n_bytes ||
               memcmp(last->s + last->n_bytes - held.n_bytes, held.s,
                      held.n_bytes) != 0;
    kk_str_free(&held);
    return st == KK_OK || st == KK_NONE ? kk_reads_end(db, err) : st;
}

/* It is kept under another name. */
static enum kk_status set_aside(struct kk_db *db, struct kk_err *err)
{
    struct kk_str name = {0};
    struct kk_civil c;
    int rc;

    kk_civil_of(kk_now(db->clock), &c);
    kk_str_addf(&name, "%s.old-%04d%02d%02d-%02d%02d%02d.tail", db->path,
                c.year, c.month, c.day, c.hour, c.min, c.sec);
    rc = rename(db->tail_path, kk_str_c(&name));
    kk_str_free(&name);
    return rc == 0 ? KK_NONE : io_fail(db, err);
}

static enum kk_status begin_file(struct kk_db *db, int fd, int64_t *end,
                                 struct kk_err *err)
{
    if (ftruncate(fd, 0) != 0 ||
        pwrite(fd, MAGIC, MAGIC_BYTES, 0) != MAGIC_BYTES)
        return io_fail(db, err);
    *end = MAGIC_BYTES;
    db->tail_arrival = -1;
    return KK_OK;
}

/* Finds the end of what is whole and which arrival it reaches. This handle's
 * own last look is reused while the file only grew. KK_NONE: the file was
 * another database's and is out of the way. */
static enum kk_status find_end(struct kk_db *db, int fd, int64_t *end,
                               struct kk_err *err)
{
    struct stat sb;
    struct records rs = {0};
    struct kk_str last = {0};
    int64_t from = MAGIC_BYTES, arrival = -1;
    bool foreign = false;
    enum kk_status st = KK_OK;

    if (fstat(fd, &sb) != 0)
        return io_fail(db, err);
    if (sb.st_size < MAGIC_BYTES)
        return begin_file(db, fd, end, err);
    if (db->tail_size >= MAGIC_BYTES && db->tail_ino == sb.st_ino &&
        sb.st_size >= db->tail_size) {
        from = db->tail_size;
        arrival = db->tail_arrival;
    }
    if (!scan(fd, from, sb.st_size, &rs)) {
        st = io_fail(db, err);
    } else {
        drop_unsealed(db, fd, &rs, &last);
        if (rs.n > 0)
            arrival = rs.r[rs.n - 1].arrival;
        if (rs.n > 0 && from == MAGIC_BYTES)
            st = is_foreign(db, arrival, &last, &foreign, err);
        if (st == KK_OK && foreign)
            st = set_aside(db, err);
        else if (st == KK_OK && rs.end < sb.st_size &&
                 ftruncate(fd, rs.end) != 0)
            st = io_fail(db, err);
    }
    *end = rs.end;
    db->tail_arrival = arrival;
    kk_free(rs.r);
    kk_str_free(&last);
    return st;
}

static void add_record(struct kk_db *db, int64_t arrival,
                       const struct kk_str *cards, struct kk_str *out)
{
    unsigned char head[RECORD_HEAD_BYTES];

    put_le(head, cards->n_bytes + KK_SEAL_OVERHEAD_BYTES, 4);
    put_le(head + 4, (uint64_t)arrival, 8);
    kk_str_addn(out, head, sizeof head);
    kk_seal(db->local_key, kk_str_c(cards), cards->n_bytes, out);
}

/* A tail started afresh begins after what the newest backup holds. */
static int64_t begin_after(struct kk_db *db)
{
    struct kk_arena arena = {0};
    const char *value;
    int64_t n = 0;

    if (kk_meta_get(db, "tail_after", &arena, &value, NULL) == KK_OK)
        (void)kk_parse_i64(value, &n);
    kk_arena_free(&arena);
    return n;
}

static enum kk_status collect(struct kk_db *db, struct kk_str *out,
                              struct kk_err *err)
{
    int64_t after = db->tail_arrival >= 0 ? db->tail_arrival : begin_after(db);
    struct kk_str cards = {0};
    struct kk_cards *c;
    enum kk_status st = kk_cards_open(db, after + 1, INT64_MAX, &c, err);

    while (st == KK_OK && (st = kk_cards_next(c, &cards, err)) == KK_OK) {
        db->tail_arrival = kk_cards_arrival(c);
        if (cards.n_bytes < FULL_RECORD_BYTES)
            continue;
        add_record(db, db->tail_arrival, &cards, out);
        kk_str_clear(&cards);
    }
    if (cards.n_bytes > 0)
        add_record(db, db->tail_arrival, &cards, out);
    kk_cards_close(&c);
    kk_str_free(&cards);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status append_locked(struct kk_db *db, int fd,
                                    struct kk_err *err)
{
    struct kk_str out = {0};
    struct stat sb;
    int64_t end = 0;
    enum kk_status st = find_end(db, fd, &end, err);

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

/* Waits in the caller's turn: another process holds the lock for one write. */
static int open_locked(struct kk_db *db)
{
    for (;;) {
        struct stat by_fd, by_name;
        int fd = open(db->tail_path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
                      0600);

        if (fd < 0)
            return -1;
        while (flock(fd, LOCK_EX) != 0)
            if (errno != EINTR) {
                close(fd);
                return -1;
            }
        if (fstat(fd, &by_fd) == 0 && stat(db->tail_path, &by_name) == 0 &&
            by_fd.st_ino == by_name.st_ino)
            return fd;
        /* It was replaced while we waited: take the new one. */
        close(fd);
    }
}

enum kk_status kk_tail_append(struct kk_db *db, struct kk_err *err)
{
    enum kk_status st;

    do {
        int fd = open_locked(db);

        if (fd < 0)
            return io_fail(db, err);
        st = append_locked(db, fd, err);
        close(fd);
    } while (st == KK_NONE);
    return st;
}

void kk_tail_warn(struct kk_db *db, const struct kk_err *why)
{
    kk_db_warn(db,
               "注意: 記録は済んでいますが、控え（%s）に書けません。直すまで"
               "この端末の故障で失われます: %s",
               db->tail_path, why->text);
}

enum kk_status kk_tail_restart(struct kk_db *db, int64_t after,
                               struct kk_err *err)
{
    char number[32];
    int fd = open_locked(db);
    enum kk_status st;

    if (fd < 0)
        return io_fail(db, err);
    snprintf(number, sizeof number, "%" PRId64, after);
    st = kk_meta_set(db, "tail_after", number, err);
    /* A new file beside it and a rename: a crash leaves the old or the new. */
    if (st == KK_OK)
        st = kk_file_replace(db->tail_path, 0600, MAGIC, MAGIC_BYTES, err);
    close(fd);
    db->tail_size = -1;
    return st == KK_OK ? kk_tail_append(db, err) : st;
}

/* How many entries a record held that does not unseal: arrivals leave no gap.
 * What tells them may be as broken. */
static int64_t entries_in(int64_t before, int64_t arrival, size_t len)
{
    uint64_t n = (uint64_t)arrival - (uint64_t)before;

    return before >= 0 && n > 0 && n < len ? (int64_t)n : 1;
}

enum kk_status kk_tail_read(const char *path,
                            const unsigned char key[KK_SEAL_KEY_BYTES],
                            struct kk_str *cards, int64_t *bad,
                            struct kk_err *err)
{
    struct kk_str file = {0};
    enum kk_status st = kk_file_read(path, (size_t)1 << 31, true, &file, err);
    size_t at = MAGIC_BYTES;
    int64_t before = -1;

    *bad = 0;
    if (st == KK_OK &&
        (file.n_bytes < MAGIC_BYTES || memcmp(file.s, MAGIC, MAGIC_BYTES) != 0))
        st =
            kk_fail(err, KK_REFUSED, "%s は控えのファイルではありません", path);
    while (st == KK_OK && at + RECORD_HEAD_BYTES <= file.n_bytes) {
        const unsigned char *head = (const unsigned char *)file.s + at;
        size_t len = (size_t)get_le(head, 4);
        int64_t arrival = (int64_t)get_le(head + 4, 8);

        at += RECORD_HEAD_BYTES;
        if (len > file.n_bytes - at)
            break; /* torn by a crash: never called done */
        if (kk_unseal(key, file.s + at, len, cards, NULL) != KK_OK)
            *bad += entries_in(before, arrival, len);
        before = arrival;
        at += len;
    }
    kk_str_free(&file);
    return st;
}
