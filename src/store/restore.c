/* Going back to a backup without losing what was done after it: the tail and
 * the old file are taken in through the ordinary path. While it lasts a marker
 * stands beside the database, with which no other process opens it: whoever is
 * cut short begins again from what was there before. */
#include "restore_priv.h"

#include <kikusui/base/file.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/backup.h>
#include <kikusui/store/journal.h>
#include <kikusui/store/tail.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

struct restore {
    const char *path;
    const struct kk_clock *clock;
    char suffix[40]; /* of what is set aside */
    bool marked, db_aside, placed;
    struct kk_db *db;
    struct kk_str tail, old; /* the cards of what was set aside */
    struct kk_entry_refs left_out, damaged;
    struct kk_restore_count *count;
    struct kk_err *err;
};

static void aside_name(const struct restore *r, const char *ending,
                       struct kk_str *from, struct kk_str *to)
{
    kk_str_clear(from);
    kk_str_clear(to);
    kk_str_addf(from, "%s%s", r->path, ending);
    kk_str_addf(to, "%s%s%s", r->path, r->suffix, ending);
}

/* True also where there is none. */
static bool move_aside(struct restore *r, const char *ending, bool back)
{
    struct kk_str from = {0}, to = {0};
    bool moved;

    aside_name(r, ending, &from, &to);
    moved = back ? rename(kk_str_c(&to), kk_str_c(&from)) == 0
                 : rename(kk_str_c(&from), kk_str_c(&to)) == 0;
    if (!moved && errno == ENOENT)
        moved = true;
    kk_str_free(&from);
    kk_str_free(&to);
    return moved;
}

static bool is_aside(const struct restore *r)
{
    struct kk_str from = {0}, to = {0};
    bool is;

    aside_name(r, "", &from, &to);
    is = access(kk_str_c(&to), F_OK) == 0;
    kk_str_free(&from);
    kk_str_free(&to);
    return is;
}

static void drop(const struct restore *r, const char *ending)
{
    struct kk_str from = {0}, to = {0};

    aside_name(r, ending, &from, &to);
    (void)unlink(kk_str_c(&from));
    kk_str_free(&from);
    kk_str_free(&to);
}

/* The journal goes first: with the old file aside, one that stands beside the
 * name is of the new file, and must not be played back into the old one. */
static bool move_all_aside(struct restore *r)
{
    return move_aside(r, "-journal", false) && move_aside(r, "", false) &&
           move_aside(r, ".tail", false);
}

static bool move_all_back(struct restore *r)
{
    if (is_aside(r)) {
        drop(r, "-journal");
        if (!move_aside(r, "", true))
            return false;
    }
    return move_aside(r, "-journal", true) && move_aside(r, ".tail", true);
}

/* --- the marker -----------------------------------------------------------
 */

static enum kk_status write_marker(struct restore *r)
{
    char *path = kk_restore_marker(r->path);
    enum kk_status st =
        kk_file_replace(path, 0600, r->suffix, strlen(r->suffix), r->err);

    kk_free(path);
    return st;
}

static enum kk_status remove_marker(const struct restore *r)
{
    char *path = kk_restore_marker(r->path);
    enum kk_status st = KK_OK;

    if (unlink(path) != 0)
        st = kk_fail(r->err, KK_IO,
                     "戻しましたが、印の %s を消せません（%s）。もう一度戻す"
                     "まで開けません",
                     path, kk_errno_text(errno));
    kk_free(path);
    return st;
}

/* What an earlier one moved aside comes back, over what it began. Where it had
 * moved nothing yet, what is there counts. */
static enum kk_status undo_earlier(struct restore *r)
{
    struct restore earlier = {.path = r->path};
    char *path = kk_restore_marker(r->path);
    struct kk_str s = {0};
    enum kk_status st =
        kk_file_read(path, sizeof r->suffix - 1, true, &s, r->err);

    if (st == KK_OK && !kk_str_starts(kk_str_c(&s), ".old-"))
        st = kk_fail(r->err, KK_IO, "%s が読めません", path);
    if (st == KK_OK) {
        kk_fmt(earlier.suffix, sizeof earlier.suffix, "%s", kk_str_c(&s));
        if (!move_all_back(&earlier))
            st = kk_fail(r->err, KK_IO, "%s を元に戻せません: %s", r->path,
                         kk_errno_text(errno));
    }
    kk_str_free(&s);
    kk_free(path);
    return st == KK_NONE ? KK_OK : st;
}

/* Whether anything was moved aside under that name: a tail may be alone. */
static bool is_taken(const struct restore *r)
{
    static const char *const endings[] = {"", "-journal", ".tail"};
    struct kk_str from = {0}, to = {0};
    bool taken = false;

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        aside_name(r, endings[i], &from, &to);
        taken |= access(kk_str_c(&to), F_OK) == 0;
    }
    kk_str_free(&from);
    kk_str_free(&to);
    return taken;
}

/* A name that nothing has that was moved aside before. */
static void choose_suffix(struct restore *r)
{
    kk_time t = kk_now(r->clock);

    do {
        struct kk_civil c;

        kk_civil_of(t++, &c);
        snprintf(r->suffix, sizeof r->suffix, ".old-%04d%02d%02d-%02d%02d%02d",
                 c.year, c.month, c.day, c.hour, c.min, c.sec);
    } while (is_taken(r));
}

static enum kk_status copy_file(struct restore *r, const char *from)
{
    struct kk_str bytes = {0};
    enum kk_status st =
        kk_file_read(from, (size_t)1 << 34, true, &bytes, r->err);

    if (st == KK_NONE)
        st = kk_fail(r->err, KK_REFUSED, "控え %s がありません", from);
    if (st == KK_OK &&
        (bytes.n_bytes < 16 || memcmp(bytes.s, "SQLite format 3", 16) != 0))
        st = kk_fail(r->err, KK_REFUSED, "%s は控えのファイルではありません",
                     from);
    if (st == KK_OK)
        st = kk_file_replace(r->path, 0600, bytes.s, bytes.n_bytes, r->err);
    kk_str_free(&bytes);
    return st;
}

/* --- what came after the backup -------------------------------------------
 */

static enum kk_status read_tail(struct restore *r)
{
    struct kk_str from = {0}, to = {0};
    enum kk_status st;

    aside_name(r, ".tail", &from, &to);
    st = kk_tail_read(kk_str_c(&to), r->db->local_key, &r->tail,
                      &r->count->unverified, r->err);
    kk_str_free(&from);
    kk_str_free(&to);
    /* no tail, or none of ours: nothing to take */
    return st == KK_NONE || st == KK_REFUSED ? KK_OK : st;
}

static void read_old(struct restore *r)
{
    struct kk_str from = {0}, to = {0};

    aside_name(r, "", &from, &to);
    if (r->db_aside) {
        r->count->old_broken =
            !kk_restore_read_old(kk_str_c(&to), &r->old, &r->damaged);
        kk_fmt(r->count->aside, sizeof r->count->aside, "%s", kk_str_c(&to));
    }
    kk_str_free(&from);
    kk_str_free(&to);
}

/* What the tail has may go on from what only the old file has. */
static enum kk_status take_both(struct restore *r)
{
    struct kk_restore_count *n = r->count;
    enum kk_status st =
        kk_restore_take(r->db, &r->tail, &n->tail, &r->left_out, r->err);
    size_t of_tail = r->left_out.n;

    if (st == KK_OK)
        st = kk_restore_take(r->db, &r->old, &n->old, &r->left_out, r->err);
    if (st == KK_OK && of_tail > 0 && n->old > 0) {
        memmove(r->left_out.at, r->left_out.at + of_tail,
                (r->left_out.n - of_tail) * sizeof *r->left_out.at);
        r->left_out.n -= of_tail;
        st = kk_restore_take(r->db, &r->tail, &n->tail, &r->left_out, r->err);
    }
    return st;
}

/* A damaged entry may have come from elsewhere. */
static enum kk_status count_left_out(struct restore *r)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < r->damaged.n; i++) {
        const struct kk_entry_ref *e = &r->damaged.at[i];
        char name[KK_ENTRY_NAME_BYTES];
        int64_t arrival;

        snprintf(name, sizeof name, "%010" PRIx64 "-%" PRId64, e->writer,
                 e->seq);
        st = kk_journal_find(r->db, name, &arrival, r->err);
        if (st == KK_NONE) {
            kk_entry_refs_add(&r->left_out, e->writer, e->seq);
            st = KK_OK;
        }
    }
    r->count->unverified += kk_entry_refs_count(&r->left_out);
    return st;
}

static enum kk_status take_later(struct restore *r)
{
    enum kk_status st = read_tail(r);

    if (st == KK_OK) {
        read_old(r);
        st = take_both(r);
    }
    if (st == KK_OK)
        st = count_left_out(r);
    kk_str_free(&r->tail);
    kk_str_free(&r->old);
    kk_free(r->left_out.at);
    kk_free(r->damaged.at);
    return st;
}

static enum kk_status put_in_place(struct restore *r, const char *backup)
{
    struct kk_db_open how = {.path = r->path,
                             .busy_ms = 10000,
                             .clock = r->clock,
                             .restoring = true};
    enum kk_status st = undo_earlier(r);

    if (st == KK_OK) {
        choose_suffix(r);
        st = write_marker(r);
    }
    if (st != KK_OK)
        return st;
    r->marked = true;
    if (!move_all_aside(r))
        return kk_fail(r->err, KK_IO, "%s を退けられません: %s", r->path,
                       kk_errno_text(errno));
    r->db_aside = is_aside(r);
    r->placed = true;
    st = copy_file(r, backup);
    if (st == KK_OK)
        st = kk_db_open(&how, &r->db, r->err);
    return st;
}

/* Where that fails, too, the marker stays, and the next try does it. */
static void put_back(struct restore *r)
{
    struct kk_err why = *r->err;

    kk_db_close(&r->db);
    if (r->placed && !r->db_aside) {
        drop(r, "");
        drop(r, "-journal");
    }
    if (r->marked && move_all_back(r))
        (void)remove_marker(r);
    *r->err = why;
}

enum kk_status kk_restore(const char *db_path, const char *backup,
                          const struct kk_clock *clock,
                          struct kk_restore_count *out, struct kk_err *err)
{
    char *path = kk_path_abs(db_path), *from = kk_path_abs(backup);
    struct restore r = {.path = path, .clock = clock, .count = out, .err = err};
    enum kk_status st;

    *out = (struct kk_restore_count){0};
    st = put_in_place(&r, from);
    if (st == KK_OK) {
        /* From here on this is another copy: it must not go on with the old
         * one's writer. */
        kk_lease_drop(r.db);
        st = kk_tx_as_of(r.db, &out->backup, err);
    }
    if (st == KK_OK)
        st = take_later(&r);
    if (st == KK_OK)
        st = kk_backup_automatic(r.db, KK_BACKUP_DAILY, err);
    if (st == KK_OK) {
        kk_db_close(&r.db);
        st = remove_marker(&r);
    } else {
        put_back(&r);
    }
    kk_free(path);
    kk_free(from);
    return st;
}
