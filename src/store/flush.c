/* The capture buffer becomes one entry: heads are read for the base pointers,
 * the cards are written down once, and their hash continues the chain. */
#include "internal.h"

#include <kikusui/store/card.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct head { /* what one captured cell replaces */
    int64_t base;
    struct kk_str also;       /* arrivals, space between */
    struct kk_str also_cards; /* writer-seq, comma between */
};

struct flush {
    struct kk_db *db;
    const struct kk_intent *in;
    struct kk_entry e;
    unsigned char previous[KK_HASH_BYTES];
    struct kk_str cards, args;
    struct kk_err *err;
};

/* Where this writer's chain stands, and the highest logical time held. */
static enum kk_status read_position(struct flush *f)
{
    struct kk_db *db = f->db;
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT seq,hash FROM entry WHERE writer=?1 ORDER BY seq DESC LIMIT 1",
        &st, f->err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, (int64_t)db->writer);
    if (sqlite3_step(st) == SQLITE_ROW) {
        f->e.seq = sqlite3_column_int64(st, 0) + 1;
        memcpy(f->previous, sqlite3_column_blob(st, 1), KK_HASH_BYTES);
        kk_stmt_done(db, st);
        return KK_OK;
    }
    kk_stmt_done(db, st);
    f->e.seq = 1;
    return kk_writer_genesis(db, db->writer, f->previous, f->err);
}

static enum kk_status one_int(struct kk_db *db, const char *sql, int64_t *out,
                              struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(db, sql, &st, err);

    *out = 0;
    if (rc != KK_OK)
        return rc;
    if (sqlite3_step(st) == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0);
    kk_stmt_done(db, st);
    return KK_OK;
}

/* Logical time rises along every chain: the newest entry of each writer is
 * enough, and writers are few. */
enum kk_status kk_ltime_highest(struct kk_db *db, int64_t *out,
                                struct kk_err *err)
{
    return one_int(db,
                   "SELECT max((SELECT ltime FROM entry WHERE "
                   "entry.writer=writer.writer ORDER BY seq DESC LIMIT 1)) "
                   "FROM writer",
                   out, err);
}

/* What every other copy would refuse is not recorded. */
static enum kk_status check_times(const struct kk_entry *e, struct kk_err *err)
{
    if (kk_entry_time_fits(e->recorded_at) &&
        kk_entry_time_fits(e->happened_at))
        return KK_OK;
    return kk_fail(err, KK_REFUSED,
                   "日時が西暦9999年を過ぎています。この機械の時計を確かめて、"
                   "直してください");
}

static enum kk_status stamp(struct flush *f)
{
    struct kk_entry *e = &f->e;
    const struct kk_table *t =
        f->in->subject_table == NULL
            ? NULL
            : kk_catalog_named(&f->db->catalog, f->in->subject_table);
    int64_t highest;
    enum kk_status rc = kk_ltime_highest(f->db, &highest, f->err);

    if (rc == KK_OK)
        rc = one_int(f->db, "SELECT max(arrival) FROM entry", &e->arrival,
                     f->err);
    if (rc != KK_OK)
        return rc;
    e->arrival++;
    e->writer = f->db->writer;
    e->recorded_at = kk_now(f->db->clock);
    e->ltime = (e->recorded_at > highest ? e->recorded_at : highest) + 1;
    e->worker = f->in->worker;
    e->action = f->in->action;
    e->subject_table = t == NULL ? 0 : t->id;
    e->subject = f->in->subject;
    e->happened_at = f->in->happened_at;
    e->reason = f->in->reason;
    e->program = KK_VERSION;
    e->schema = f->db->user_version;
    return check_times(e, f->err);
}

static enum kk_status refuse_text(struct flush *f, const char *field,
                                  const char *label)
{
    return kk_fail_at(f->err, KK_REFUSED, field,
                      "「%s」に使えない文字があるか、長すぎます（%d KiBまで）。"
                      "直してください",
                      label, KK_CARD_MAX_VALUE_BYTES / 1024);
}

static bool fits(const char *s)
{
    return s == NULL || kk_card_fits(s, strlen(s));
}

/* What no other copy could read must not be recorded here. */
static enum kk_status check_texts(struct flush *f)
{
    const struct kk_capture *c = &f->db->capture;

    if (!fits(f->in->reason))
        return refuse_text(f, "reason", "理由");
    for (size_t i = 0; i < f->in->n_args; i++)
        if (!fits(f->in->arg[i].value))
            return refuse_text(f, f->in->arg[i].name, f->in->arg[i].name);
    for (size_t i = 0; i < c->n; i++) {
        const struct kk_capture_item *it = &c->item[i];
        const struct kk_table *t;
        const struct kk_column *col;

        if (it->new.type != KK_VTEXT ||
            kk_card_fits(it->new.s, it->new.n_bytes))
            continue;
        t = kk_catalog_table(&f->db->catalog, it->tab);
        col = kk_table_column(t, it->col);
        return refuse_text(f, col->name, col->label);
    }
    return KK_OK;
}

static void put_args(struct flush *f)
{
    kk_card_put_entry(&f->cards, &f->e);
    for (size_t i = 0; i < f->in->n_args; i++) {
        struct kk_val v = kk_vtext(f->in->arg[i].value);

        kk_str_add(&f->args, "A\t");
        kk_card_text(&f->args, f->in->arg[i].name);
        kk_str_addc(&f->args, '\t');
        kk_card_value(&f->args, &v);
        kk_str_addc(&f->args, '\n');
    }
    kk_str_addn(&f->cards, kk_str_c(&f->args), f->args.n_bytes);
}

static void add_also(struct head *h, int64_t arrival, uint64_t writer,
                     int64_t seq)
{
    kk_str_addf(&h->also, "%s%" PRId64, h->also.n_bytes ? " " : "", arrival);
    if (h->also_cards.n_bytes > 0)
        kk_str_addc(&h->also_cards, ',');
    kk_card_ref(&h->also_cards, writer, seq);
}

static enum kk_status refuse_stale(struct flush *f,
                                   const struct kk_capture_item *it,
                                   const struct kk_val *now)
{
    const struct kk_table *t = kk_catalog_table(&f->db->catalog, it->tab);
    const struct kk_column *c = t == NULL ? NULL : kk_table_column(t, it->col);

    return kk_fail_at(f->err, KK_REFUSED, c == NULL ? "" : c->name,
                      "%sの「%s」は、この画面を開いた後に変わりました%s%s%s。"
                      "開き直して確かめてください",
                      t == NULL ? "" : t->label, c == NULL ? "削除" : c->label,
                      now->type == KK_VTEXT ? "（今は「" : "",
                      now->type == KK_VTEXT ? now->s : "",
                      now->type == KK_VTEXT ? "」）" : "");
}

/* Sets base to the winner and also to the heads equal to it: an ordinary edit
 * never closes a losing head of another value, only a settled cell closes them
 * all. Heads come winner first. */
static enum kk_status heads_of(struct flush *f,
                               const struct kk_capture_item *it, struct head *h)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        f->db,
        "SELECT c.entry,c.val,e.writer,e.seq FROM change c JOIN entry e "
        "ON e.arrival=c.entry WHERE tab=?1 AND row=?2 AND col=?3 AND live=1 "
        "ORDER BY ltime DESC,writer DESC,seq DESC",
        &st, f->err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, it->tab);
    sqlite3_bind_int64(st, 2, it->row);
    sqlite3_bind_int(st, 3, it->col);
    while (rc == KK_OK && sqlite3_step(st) == SQLITE_ROW) {
        struct kk_val v = kk_sql_val(sqlite3_column_value(st, 1));
        uint64_t writer = (uint64_t)sqlite3_column_int64(st, 2);

        if (h->base == 0) {
            h->base = sqlite3_column_int64(st, 0);
            if (f->in->as_of > 0 && h->base > f->in->as_of)
                rc = refuse_stale(f, it, &v);
            kk_card_ref(&f->cards, writer, sqlite3_column_int64(st, 3));
        } else if (it->settled || kk_val_cmp(&it->old, &v) == 0) {
            add_also(h, sqlite3_column_int64(st, 0), writer,
                     sqlite3_column_int64(st, 3));
        }
    }
    kk_stmt_done(f->db, st);
    return rc;
}

/* A cell never changed since the row's birth: the birth is its head. */
static enum kk_status birth_of(struct flush *f,
                               const struct kk_capture_item *it, struct head *h)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(f->db,
                    "SELECT c.entry,e.writer,e.seq FROM change c JOIN entry e "
                    "ON e.arrival=c.entry WHERE tab=?1 AND row=?2 AND col=0",
                    &st, f->err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, it->tab);
    sqlite3_bind_int64(st, 2, it->row);
    if (sqlite3_step(st) == SQLITE_ROW) {
        h->base = sqlite3_column_int64(st, 0);
        kk_card_ref(&f->cards, (uint64_t)sqlite3_column_int64(st, 1),
                    sqlite3_column_int64(st, 2));
    } else {
        rc = kk_fail(f->err, KK_BUG, "表%d行%" PRId64 "の記録がありません",
                     it->tab, it->row);
    }
    kk_stmt_done(f->db, st);
    return rc;
}

static enum kk_status retire(struct flush *f, const struct kk_capture_item *it,
                             int64_t entry)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(f->db,
                                    "UPDATE change SET live=0 WHERE tab=?1 "
                                    "AND row=?2 AND col=?3 AND entry=?4",
                                    &st, f->err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, it->tab);
    sqlite3_bind_int64(st, 2, it->row);
    sqlite3_bind_int(st, 3, it->col);
    sqlite3_bind_int64(st, 4, entry);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(f->db, f->err, "change");
    kk_stmt_done(f->db, st);
    return rc;
}

static enum kk_status insert_change(struct flush *f,
                                    const struct kk_capture_item *it,
                                    const struct kk_val *val,
                                    const struct head *h)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(f->db,
                    "INSERT INTO change(tab,row,col,entry,val,base,also,live) "
                    "VALUES(?1,?2,?3,?4,?5,?6,?7,1)",
                    &st, f->err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, it->tab);
    sqlite3_bind_int64(st, 2, it->row);
    sqlite3_bind_int(st, 3, it->col);
    sqlite3_bind_int64(st, 4, f->e.arrival);
    kk_bind_val(st, 5, val);
    if (h->base != 0)
        sqlite3_bind_int64(st, 6, h->base);
    if (h->also.n_bytes > 0)
        sqlite3_bind_text(st, 7, h->also.s, (int)h->also.n_bytes,
                          SQLITE_STATIC);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(f->db, f->err, "change");
    kk_stmt_done(f->db, st);
    return rc;
}

/* A deletion names everything of the row that it saw: an edit it did not see
 * is then known to be concurrent with it. Who wrote the deleted flag too is
 * named by heads_of or, where that write differs, by nobody. */
static enum kk_status saw(struct flush *f, const struct kk_capture_item *it,
                          struct head *h)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        f->db,
        "SELECT DISTINCT c.entry,e.writer,e.seq FROM change c JOIN entry e "
        "ON e.arrival=c.entry WHERE tab=?1 AND row=?2 AND col>1 AND live=1 "
        "AND c.entry<>?3 AND NOT EXISTS(SELECT 1 FROM change d WHERE "
        "d.tab=?1 AND d.row=?2 AND d.col=1 AND d.entry=c.entry AND d.live=1) "
        "ORDER BY c.entry",
        &st, f->err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, it->tab);
    sqlite3_bind_int64(st, 2, it->row);
    sqlite3_bind_int64(st, 3, f->e.arrival);
    while (sqlite3_step(st) == SQLITE_ROW)
        add_also(h, sqlite3_column_int64(st, 0),
                 (uint64_t)sqlite3_column_int64(st, 1),
                 sqlite3_column_int64(st, 2));
    kk_stmt_done(f->db, st);
    return rc;
}

static enum kk_status flush_cell(struct flush *f,
                                 const struct kk_capture_item *it)
{
    struct head h = {0};
    enum kk_status rc;

    kk_str_addf(&f->cards, "C\t%d\t%" PRId64 "\t%d\t", it->tab, it->row,
                it->col);
    rc = heads_of(f, it, &h);
    if (rc == KK_OK && h.base != 0)
        rc = retire(f, it, h.base);
    else if (rc == KK_OK)
        rc = birth_of(f, it, &h);
    if (rc == KK_OK && it->col == KK_COL_DELETED)
        rc = saw(f, it, &h);
    for (const char *s = kk_str_c(&h.also); rc == KK_OK && *s != '\0';) {
        char *end;

        rc = retire(f, it, strtoll(s, &end, 10));
        s = *end == ' ' ? end + 1 : end;
    }
    if (rc == KK_OK) {
        kk_str_addf(&f->cards, "\t%s\t",
                    h.also_cards.n_bytes > 0 ? h.also_cards.s : "-");
        kk_card_value(&f->cards, &it->new);
        kk_str_addc(&f->cards, '\n');
        rc = insert_change(f, it, &it->new, &h);
    }
    if (rc == KK_OK)
        rc = kk_conflict_note(f->db, it->tab, it->row, it->col, f->err);
    kk_str_free(&h.also);
    kk_str_free(&h.also_cards);
    return rc;
}

/* it[0] is the birth, the row's cells follow; returns how many items it is. */
static enum kk_status flush_birth(struct flush *f,
                                  const struct kk_capture_item *it, size_t left,
                                  size_t *used)
{
    struct kk_str pairs = {0};
    struct head none = {0};
    struct kk_val packed;
    enum kk_status rc;
    size_t n = 1;

    for (; n < left && it[n].tab == it->tab && it[n].row == it->row; n++) {
        if (it[n].new.type == KK_VNULL)
            continue;
        kk_str_addf(&pairs, "%s%d\t", pairs.n_bytes > 0 ? "\t" : "", it[n].col);
        kk_card_value(&pairs, &it[n].new);
    }
    *used = n;
    packed = kk_vtext(kk_str_c(&pairs));
    kk_str_addf(&f->cards, "C\t%d\t%" PRId64 "\t0\t-\t-%s%s\n", it->tab,
                it->row, pairs.n_bytes > 0 ? "\t" : "", kk_str_c(&pairs));
    rc = insert_change(f, it, &packed, &none);
    kk_str_free(&pairs);
    return rc;
}

static enum kk_status flush_cells(struct flush *f)
{
    struct kk_capture *c = &f->db->capture;
    enum kk_status rc = KK_OK;

    for (size_t i = 0; rc == KK_OK && i < c->n;) {
        size_t used = 1;

        if (c->item[i].col == KK_COL_BIRTH)
            rc = flush_birth(f, &c->item[i], c->n - i, &used);
        else
            rc = flush_cell(f, &c->item[i]);
        i += used;
    }
    return rc;
}

/* An undo is known by its action and names what it takes back. */
static int64_t undone_entry(struct flush *f)
{
    int64_t arrival = 0;

    if (!kk_streq(f->in->action, "undo"))
        return 0;
    for (size_t i = 0; i < f->in->n_args; i++)
        if (kk_streq(f->in->arg[i].name, "entry") &&
            kk_journal_find(f->db, f->in->arg[i].value, &arrival, NULL) ==
                KK_OK)
            return arrival;
    return 0;
}

enum kk_status kk_entry_put(struct kk_db *db, const struct kk_entry *e,
                            int64_t arrival, const char *args, int64_t undoes,
                            struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "INSERT INTO entry(arrival,writer,seq,ltime,recorded_at,worker,action,"
        "args,subject_table,subject,happened_at,reason,program,schema,undoes,"
        "hash) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)",
        &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, arrival);
    sqlite3_bind_int64(st, 2, (int64_t)e->writer);
    sqlite3_bind_int64(st, 3, e->seq);
    sqlite3_bind_int64(st, 4, e->ltime);
    sqlite3_bind_int64(st, 5, e->recorded_at);
    sqlite3_bind_int64(st, 6, e->worker);
    sqlite3_bind_text(st, 7, e->action, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 8, args, -1, SQLITE_STATIC);
    sqlite3_bind_int(st, 9, e->subject_table);
    sqlite3_bind_int64(st, 10, e->subject);
    sqlite3_bind_int64(st, 11, e->happened_at);
    sqlite3_bind_text(st, 12, e->reason, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 13, e->program, -1, SQLITE_STATIC);
    sqlite3_bind_int(st, 14, e->schema);
    if (undoes != 0)
        sqlite3_bind_int64(st, 15, undoes);
    sqlite3_bind_blob(st, 16, e->hash, KK_HASH_BYTES, SQLITE_STATIC);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "entry");
    kk_stmt_done(db, st);
    return rc;
}

enum kk_status kk_flush(struct kk_db *db, const struct kk_intent *in,
                        struct kk_commit *out, struct kk_err *err)
{
    struct flush f = {.db = db, .in = in, .err = err};
    enum kk_status rc;

    *out = (struct kk_commit){0};
    kk_capture_sort(&db->capture);
    if (db->capture.n == 0)
        return KK_OK;
    rc = check_texts(&f);
    if (rc == KK_OK)
        rc = kk_lease_writer(db, err);
    if (rc == KK_OK)
        rc = stamp(&f);
    if (rc == KK_OK)
        rc = read_position(&f);
    if (rc == KK_OK) {
        put_args(&f);
        rc = flush_cells(&f);
    }
    if (rc == KK_OK) {
        kk_card_chain(f.previous, &f.cards, f.e.hash);
        rc = kk_entry_put(db, &f.e, f.e.arrival, kk_str_c(&f.args),
                          undone_entry(&f), err);
    }
    if (rc == KK_OK) {
        struct kk_str name = {0};

        kk_card_ref(&name, f.e.writer, f.e.seq);
        *out = (struct kk_commit){
            .arrival = f.e.arrival, .writer = f.e.writer, .seq = f.e.seq};
        memcpy(out->hash, f.e.hash, KK_HASH_BYTES);
        memcpy(out->name, name.s, name.n_bytes + 1);
        kk_str_free(&name);
        db->last_arrival = f.e.arrival;
        db->own = *out;
        kk_capture_clear(&db->capture);
    }
    kk_str_free(&f.cards);
    kk_str_free(&f.args);
    return rc;
}
