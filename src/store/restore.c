/* Going back to a backup without losing what was done after it: the tail and
 * the old file are taken in through the ordinary path. While it lasts a marker
 * stands beside the database, with which no other process opens it: whoever is
 * cut short begins again from what was there before. */
#include "restore_priv.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
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
    const struct kk_restore_how *how;
    const char *path, *from;
    char suffix[40];  /* of what is set aside */
    int marker, held; /* -1: not */
    bool marked, db_aside, placed;
    bool tail_alone;
    char *base; /* what is copied into place; NULL: a new file is made */
    struct kk_db *db;
    struct kk_tail given; /* of a tail alone */
    struct kk_tail tail;  /* what was set aside */
    bool had_tail;
    struct kk_str old; /* the cards of the old file */
    struct kk_str rosters;
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
static enum kk_status undo_earlier(struct restore *r, const char *suffix)
{
    struct restore earlier = {.path = r->path};

    if (suffix[0] == '\0')
        return KK_OK;
    snprintf(earlier.suffix, sizeof earlier.suffix, "%s", suffix);
    if (move_all_back(&earlier))
        return KK_OK;
    return kk_fail(r->err, KK_IO, "%s を元に戻せません: %s", r->path,
                   kk_errno_text(errno));
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
    kk_time t = kk_now(r->how->clock);

    do {
        struct kk_civil c;

        kk_civil_of(t++, &c);
        snprintf(r->suffix, sizeof r->suffix, ".old-%04d%02d%02d-%02d%02d%02d",
                 c.year, c.month, c.day, c.hour, c.min, c.sec);
    } while (is_taken(r));
}

static enum kk_status copy_file(struct restore *r)
{
    struct kk_str bytes = {0};
    enum kk_status st =
        kk_file_read(r->base, (size_t)1 << 34, true, &bytes, r->err);

    if (st == KK_OK &&
        (bytes.n_bytes < 16 || memcmp(bytes.s, "SQLite format 3", 16) != 0))
        st = kk_fail(r->err, KK_REFUSED, "%s は控えのファイルではありません%s",
                     r->base, bytes.n_bytes == 0 ? "（空です）" : "");
    if (st == KK_OK)
        st = kk_file_replace(r->path, 0600, bytes.s, bytes.n_bytes, r->err);
    kk_str_free(&bytes);
    return st;
}

/* --- what is to be put in place -------------------------------------------
 */

/* The key lies beside the tail's database, else beside the one that is to be
 * put back. */
static enum kk_status load_given(struct restore *r)
{
    unsigned char key[KK_SEAL_KEY_BYTES];
    size_t n = strlen(r->from);
    char *db = kk_strndup(
        r->from, n > 5 && strcmp(r->from + n - 5, ".tail") == 0 ? n - 5 : n);
    enum kk_status st;

    if (!kk_copy_local_key(db, key) && !kk_copy_local_key(r->path, key))
        st = kk_fail(r->err, KK_REFUSED,
                     "%s を開く鍵（%s.keys/local.key）がありません。その"
                     "フォルダーごと戻してください",
                     r->from, r->path);
    else
        st = kk_tail_load(r->from, key, &r->given, r->err);
    kk_wipe(key, sizeof key);
    kk_free(db);
    if (st == KK_OK && r->given.bad > 0 && r->given.cards.n_bytes == 0)
        st = kk_fail(r->err, KK_REFUSED, "%s は別の鍵で封じてあり、読めません",
                     r->from);
    return st;
}

/* A tail alone goes on from the newest copy; one that began with the database
 * needs none. */
static enum kk_status find_base(struct restore *r)
{
    const struct kk_tail *t = &r->given;

    r->base = kk_copy_newest_backup(r->path);
    if (r->base != NULL) {
        snprintf(r->count->base, sizeof r->count->base, "%s", r->base);
        return KK_OK;
    }
    if (t->first == 0 && t->copy.node[0] != '\0')
        return KK_OK;
    return kk_fail(r->err, KK_REFUSED,
                   "%s は控えの後の記録です。その前の控え（%s.backup）が"
                   "ないので、これだけからは戻せません。控えを指定して"
                   "ください",
                   r->from, r->path);
}

static enum kk_status prepare(struct restore *r)
{
    struct kk_copy what;
    enum kk_status st = KK_OK;

    if (access(r->from, F_OK) != 0)
        return kk_fail(r->err, KK_REFUSED, "控え %s がありません: %s", r->from,
                       kk_errno_text(errno));
    r->tail_alone = kk_tail_is_file(r->from);
    if (r->tail_alone) {
        st = load_given(r);
        what = r->given.copy;
        if (st == KK_OK)
            st = find_base(r);
        if (st == KK_OK && what.node[0] == '\0') /* of an older program */
            (void)kk_copy_of_place(r->path, &what);
    } else {
        r->base = kk_strdup(r->from);
        (void)kk_copy_of_file(r->from, &what);
    }
    return st == KK_OK ? kk_copy_must_fit(r->path, r->from, &what, r->err) : st;
}

static enum kk_status make_new(struct restore *r)
{
    const struct kk_copy *c = &r->given.copy;
    const struct {
        const char *key, *value;
    } facts[] = {{"role", c->role},
                 {"node", c->name},
                 {"node_id", c->node},
                 {"deployment", c->deployment}};
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < sizeof facts / sizeof *facts; i++)
        if (facts[i].value[0] != '\0')
            st = kk_meta_set(r->db, facts[i].key, facts[i].value, r->err);
    return st;
}

static enum kk_status open_new(struct restore *r)
{
    struct kk_db_open how = {.path = r->path,
                             .create = r->base == NULL,
                             .busy_ms = 10000,
                             .clock = r->how->clock,
                             .restoring = true};
    enum kk_status st = r->base == NULL ? KK_OK : copy_file(r);

    if (st == KK_OK)
        st = kk_db_open(&how, &r->db, r->err);
    return st == KK_OK && r->base == NULL ? make_new(r) : st;
}

/* --- what came after the backup -------------------------------------------
 */

static enum kk_status read_tail(struct restore *r)
{
    struct kk_str from = {0}, to = {0};
    enum kk_status st;

    aside_name(r, ".tail", &from, &to);
    st = kk_tail_load(kk_str_c(&to), r->db->local_key, &r->tail, r->err);
    r->had_tail = st == KK_OK;
    r->count->unverified += r->tail.bad;
    kk_str_add(&r->rosters, kk_str_c(&r->given.roster));
    kk_str_add(&r->rosters, kk_str_c(&r->tail.roster));
    kk_str_free(&from);
    kk_str_free(&to);
    /* no tail, or none of ours: nothing to take */
    return st == KK_NONE || st == KK_REFUSED ? KK_OK : st;
}

static void read_old(struct restore *r)
{
    struct kk_str from = {0}, to = {0}, roster = {0};

    aside_name(r, "", &from, &to);
    if (r->db_aside) {
        r->count->old_broken =
            !kk_restore_read_old(kk_str_c(&to), &r->old, &r->damaged, &roster);
        snprintf(r->count->aside, sizeof r->count->aside, "%s", kk_str_c(&to));
        kk_str_add(&r->rosters, kk_str_c(&roster));
    }
    r->count->alone = !r->tail_alone && !r->had_tail &&
                      (!r->db_aside || r->count->old_broken);
    kk_str_free(&roster);
    kk_str_free(&from);
    kk_str_free(&to);
}

static enum kk_status take_tails(struct restore *r)
{
    const struct kk_tail *tails[] = {&r->given, &r->tail};
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < 2; i++)
        if (tails[i]->cards.n_bytes > 0)
            st = kk_restore_take(r->db, &tails[i]->cards, tails[i]->entry,
                                 tails[i]->n, &r->count->tail, &r->left_out,
                                 r->err);
    return st;
}

/* What a tail has may go on from what only the old file has. */
static enum kk_status take_both(struct restore *r)
{
    struct kk_restore_count *n = r->count;
    enum kk_status st = take_tails(r);
    size_t of_tail = r->left_out.n;

    if (st == KK_OK)
        st = kk_restore_take(r->db, &r->old, NULL, 0, &n->old, &r->left_out,
                             r->err);
    if (st == KK_OK && of_tail > 0 && n->old > 0) {
        memmove(r->left_out.at, r->left_out.at + of_tail,
                (r->left_out.n - of_tail) * sizeof *r->left_out.at);
        r->left_out.n -= of_tail;
        st = take_tails(r);
    }
    return st;
}

/* Whether the copy has an entry of that name by now. */
static enum kk_status is_held(struct restore *r, const struct kk_entry_ref *e,
                              bool *out)
{
    char name[KK_ENTRY_NAME_BYTES];
    int64_t arrival;
    enum kk_status st;

    snprintf(name, sizeof name, "%010" PRIx64 "-%" PRId64, e->writer, e->seq);
    st = kk_journal_find(r->db, name, &arrival, r->err);
    *out = st == KK_OK;
    return st == KK_NONE ? KK_OK : st;
}

/* A damaged entry may have come from elsewhere. */
static enum kk_status count_left_out(struct restore *r)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < r->damaged.n; i++) {
        const struct kk_entry_ref *e = &r->damaged.at[i];
        bool held;

        st = is_held(r, e, &held);
        if (st == KK_OK && !held)
            kk_entry_refs_add(&r->left_out, e->writer, e->seq);
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
    if (st == KK_OK && r->how->finish != NULL)
        st = r->how->finish(r->how->user, r->db, &r->rosters, r->err);
    return st;
}

/* Nobody else is at it from here on, and nobody comes. */
static enum kk_status hold(struct restore *r)
{
    char suffix[40];
    enum kk_status st =
        kk_restore_mark(r->path, r->how->wait_ms, &r->marker, suffix, r->err);

    if (st != KK_OK)
        return st;
    r->marked = true;
    st = undo_earlier(r, suffix);
    if (st != KK_OK)
        r->marked = false; /* it stays for the next try */
    if (st == KK_OK)
        st = prepare(r);
    if (st != KK_OK)
        return st;
    st = kk_restore_hold(r->path, r->how->wait_ms, &r->held, r->err);
    if (st == KK_BUSY)
        kk_err_prefix(r->err, "何も変えていません。");
    return st;
}

static enum kk_status put_in_place(struct restore *r)
{
    enum kk_status st = hold(r);

    if (st == KK_OK) {
        choose_suffix(r);
        st = kk_restore_mark_write(r->marker, r->path, r->suffix, r->err);
    }
    if (st != KK_OK)
        return st;
    if (!move_all_aside(r))
        return kk_fail(r->err, KK_IO, "%s を退けられません: %s", r->path,
                       kk_errno_text(errno));
    r->db_aside = is_aside(r);
    r->placed = true;
    return open_new(r);
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
    if (r->marked && (r->suffix[0] == '\0' || move_all_back(r)))
        (void)remove_marker(r);
    *r->err = why;
}

static void let_go(struct restore *r)
{
    kk_tail_free(&r->given);
    kk_tail_free(&r->tail);
    kk_str_free(&r->old);
    kk_str_free(&r->rosters);
    kk_free(r->left_out.at);
    kk_free(r->damaged.at);
    kk_free(r->base);
    if (r->held >= 0)
        close(r->held);
    if (r->marker >= 0)
        close(r->marker);
}

enum kk_status kk_restore_from(const struct kk_restore_how *how,
                               struct kk_restore_count *out, struct kk_err *err)
{
    char *path = kk_path_abs(how->path), *from = kk_path_abs(how->from);
    struct restore r = {.how = how,
                        .path = path,
                        .from = from,
                        .marker = -1,
                        .held = -1,
                        .count = out,
                        .err = err};
    enum kk_status st;

    *out = (struct kk_restore_count){0};
    st = put_in_place(&r);
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
    let_go(&r);
    kk_free(path);
    kk_free(from);
    return st;
}

enum kk_status kk_restore(const char *db_path, const char *backup,
                          const struct kk_clock *clock,
                          struct kk_restore_count *out, struct kk_err *err)
{
    const struct kk_restore_how how = {
        .path = db_path, .from = backup, .clock = clock, .wait_ms = 10000};

    return kk_restore_from(&how, out, err);
}
