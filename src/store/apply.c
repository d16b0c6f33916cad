#include "internal.h"

#include <kikusui/store/apply.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct cell {
    int tab, col;
    kk_id row;
};

struct chain { /* where a writer's chain stands */
    uint64_t writer;
    int64_t seq;
    unsigned char hash[KK_HASH_BYTES];
};

struct pending { /* a C card of the entry being read */
    int tab, col;
    kk_id row;
    uint64_t base_writer;
    int64_t base_seq;
    const char *also; /* raw, "-" for none */
    struct kk_val val;
};

struct kk_apply {
    struct kk_db *db;
    kk_apply_skip *skip;
    void *skip_user;
    struct kk_apply_count count;
    int64_t next_arrival;
    struct chain *chain;
    size_t n_chains, cap_chains;

    bool have; /* an entry is being read */
    struct kk_entry e;
    struct kk_str bytes, args;
    struct pending *pending;
    size_t n_pending, cap_pending;
    struct kk_arena arena; /* of the entry being read */

    struct cell *touched;
    size_t n_touched, cap_touched;
};

enum kk_status kk_apply_new(struct kk_db *db, struct kk_apply **out,
                            struct kk_err *err)
{
    struct kk_apply *a;
    int64_t highest;
    enum kk_status st;

    *out = NULL;
    if (!db->in_tx)
        return kk_fail(err, KK_BUG, "取引の外で取り込みました");
    st = kk_tx_as_of(db, &highest, err);
    if (st != KK_OK)
        return st;
    a = kk_alloc(sizeof *a);
    a->db = db;
    a->next_arrival = highest + 1;
    *out = a;
    return KK_OK;
}

void kk_apply_set_skip(struct kk_apply *a, kk_apply_skip *skip, void *user)
{
    a->skip = skip;
    a->skip_user = user;
}

void kk_apply_free(struct kk_apply **pa)
{
    struct kk_apply *a = *pa;

    if (a == NULL)
        return;
    kk_str_free(&a->bytes);
    kk_str_free(&a->args);
    kk_arena_free(&a->arena);
    kk_free(a->chain);
    kk_free(a->pending);
    kk_free(a->touched);
    kk_free(a);
    *pa = NULL;
}

static enum kk_status step(struct kk_apply *a, sqlite3_stmt *st,
                           struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(a->db, err, "取込");
    kk_stmt_done(a->db, st);
    return rc;
}

/* --- writers ------------------------------------------------------------- */

static bool parse_writer(const char *s, uint64_t *out)
{
    char *end;

    if (strspn(s, "0123456789abcdef") != 10 || s[10] != '\0')
        return false;
    *out = strtoull(s, &end, 16);
    return *out != 0;
}

static struct chain *chain_find(struct kk_apply *a, uint64_t writer)
{
    for (size_t i = 0; i < a->n_chains; i++)
        if (a->chain[i].writer == writer)
            return &a->chain[i];
    return NULL;
}

static struct chain *chain_add(struct kk_apply *a, uint64_t writer)
{
    kk_grow(&a->chain, &a->cap_chains, a->n_chains + 1, sizeof *a->chain);
    a->chain[a->n_chains] = (struct chain){.writer = writer};
    return &a->chain[a->n_chains++];
}

static enum kk_status genesis(struct kk_apply *a, struct chain *c,
                              struct kk_err *err)
{
    struct kk_card_writer w = {.writer = c->writer};
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(a->db,
                    "SELECT node,parent,parent_seq,parent_hash FROM writer "
                    "WHERE writer=?1",
                    &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, (int64_t)c->writer);
    if (sqlite3_step(st) == SQLITE_ROW) {
        w.node = (const char *)sqlite3_column_text(st, 0);
        w.parent = (uint64_t)sqlite3_column_int64(st, 1);
        w.parent_seq = sqlite3_column_int64(st, 2);
        if (sqlite3_column_bytes(st, 3) == KK_HASH_BYTES)
            memcpy(w.parent_hash, sqlite3_column_blob(st, 3), KK_HASH_BYTES);
        kk_card_genesis(&w, c->hash);
    } else {
        rc = kk_fail_at(err, KK_BADBUNDLE, "gap",
                        "書き手 %010" PRIx64 " が紹介されていません。"
                        "前の持ち出しファイルを先に取り込んでください",
                        c->writer);
    }
    kk_stmt_done(a->db, st);
    return rc;
}

static enum kk_status chain_of(struct kk_apply *a, uint64_t writer,
                               struct chain **out, struct kk_err *err)
{
    struct chain *c = chain_find(a, writer);
    sqlite3_stmt *st;
    enum kk_status rc;

    *out = c;
    if (c != NULL)
        return KK_OK;
    rc = kk_stmt_get(a->db,
                     "SELECT seq,hash FROM entry WHERE writer=?1 "
                     "ORDER BY seq DESC LIMIT 1",
                     &st, err);
    if (rc != KK_OK)
        return rc;
    c = chain_add(a, writer);
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    if (sqlite3_step(st) == SQLITE_ROW) {
        c->seq = sqlite3_column_int64(st, 0);
        memcpy(c->hash, sqlite3_column_blob(st, 1), KK_HASH_BYTES);
    }
    kk_stmt_done(a->db, st);
    if (c->seq == 0)
        rc = genesis(a, c, err);
    *out = c;
    return rc;
}

static enum kk_status malformed(struct kk_err *err, const char *what)
{
    return kk_fail(err, KK_BADBUNDLE, "中身が壊れています（%s）", what);
}

/* The same writer introduced again must be introduced alike. */
static enum kk_status writer_known(struct kk_apply *a,
                                   const struct kk_card *card, bool *known,
                                   uint64_t writer, struct kk_err *err)
{
    struct kk_card_writer w = {.writer = writer};
    struct kk_str line = {0};
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(a->db,
                    "SELECT node,parent,parent_seq,parent_hash FROM writer "
                    "WHERE writer=?1",
                    &st, err);

    *known = false;
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    if (sqlite3_step(st) == SQLITE_ROW) {
        *known = true;
        w.node = (const char *)sqlite3_column_text(st, 0);
        w.parent = (uint64_t)sqlite3_column_int64(st, 1);
        w.parent_seq = sqlite3_column_int64(st, 2);
        if (sqlite3_column_bytes(st, 3) == KK_HASH_BYTES)
            memcpy(w.parent_hash, sqlite3_column_blob(st, 3), KK_HASH_BYTES);
        kk_card_put_writer(&line, &w);
        if (line.n_bytes != card->n_bytes ||
            memcmp(line.s, card->line, line.n_bytes) != 0)
            rc = kk_fail_at(err, KK_BADBUNDLE, "fork",
                            "書き手 %010" PRIx64 " の素性が違います", writer);
    }
    kk_stmt_done(a->db, st);
    kk_str_free(&line);
    return rc;
}

static enum kk_status
take_writer(struct kk_apply *a, const struct kk_card *card, struct kk_err *err)
{
    unsigned char hash[KK_HASH_BYTES];
    const char *node;
    uint64_t writer, parent = 0;
    int64_t parent_seq = 0;
    struct kk_arena arena = {0};
    sqlite3_stmt *st;
    bool known;
    enum kk_status rc;

    if (card->n != 5 || !parse_writer(card->field[0], &writer))
        return malformed(err, "W");
    if (!kk_streq(card->field[2], "-") &&
        (!parse_writer(card->field[2], &parent) ||
         !kk_parse_i64(card->field[3], &parent_seq) ||
         !kk_unhex(card->field[4], hash, sizeof hash)))
        return malformed(err, "W");
    rc = writer_known(a, card, &known, writer, err);
    if (rc != KK_OK || known)
        return rc;
    if (!kk_card_read_text(card->field[1], &arena, &node) || strlen(node) > 64)
        rc = malformed(err, "W");
    if (rc == KK_OK)
        rc = kk_stmt_get(a->db, "INSERT INTO writer VALUES(?1,?2,?3,?4,?5)",
                         &st, err);
    if (rc == KK_OK) {
        sqlite3_bind_int64(st, 1, (int64_t)writer);
        if (node[0] != '\0')
            sqlite3_bind_text(st, 2, node, -1, SQLITE_TRANSIENT);
        if (parent != 0) {
            sqlite3_bind_int64(st, 3, (int64_t)parent);
            sqlite3_bind_int64(st, 4, parent_seq);
            sqlite3_bind_blob(st, 5, hash, sizeof hash, SQLITE_TRANSIENT);
        }
        rc = step(a, st, err);
    }
    kk_arena_free(&arena);
    return rc;
}

/* --- reading an entry's cards --------------------------------------------- */

static enum kk_status take_entry(struct kk_apply *a, const struct kk_card *card,
                                 struct kk_err *err)
{
    struct kk_entry *e = &a->e;
    struct kk_val reason;
    int64_t table, schema;

    *e = (struct kk_entry){0};
    kk_arena_free(&a->arena);
    kk_str_clear(&a->bytes);
    kk_str_clear(&a->args);
    a->n_pending = 0;
    if (card->n != 12 || !parse_writer(card->field[0], &e->writer) ||
        !kk_parse_i64(card->field[1], &e->seq) || e->seq < 1 ||
        !kk_parse_i64(card->field[2], &e->ltime) || e->ltime < 0 ||
        !kk_parse_i64(card->field[3], &e->recorded_at) ||
        !kk_parse_i64(card->field[4], &e->worker) ||
        !kk_card_read_text(card->field[5], &a->arena, &e->action) ||
        !kk_parse_i64(card->field[6], &table) || table < 0 ||
        table > INT32_MAX || !kk_parse_i64(card->field[7], &e->subject) ||
        !kk_parse_i64(card->field[8], &e->happened_at) ||
        !kk_card_read_text(card->field[9], &a->arena, &e->program) ||
        !kk_parse_i64(card->field[10], &schema) || schema < 0 ||
        schema > INT32_MAX ||
        !kk_card_read_value(card->field[11], &a->arena, &reason))
        return malformed(err, "E");
    e->subject_table = (int)table;
    e->schema = (int)schema;
    e->reason = reason.type == KK_VTEXT ? reason.s : NULL;
    kk_str_addn(&a->bytes, card->line, card->n_bytes);
    a->have = true;
    return KK_OK;
}

static enum kk_status take_arg(struct kk_apply *a, const struct kk_card *card,
                               struct kk_err *err)
{
    const char *name;
    struct kk_val v;

    if (!a->have || a->n_pending > 0 || card->n != 2 ||
        !kk_card_read_text(card->field[0], &a->arena, &name) ||
        !kk_card_read_value(card->field[1], &a->arena, &v) ||
        (v.type != KK_VTEXT && v.type != KK_VNULL))
        return malformed(err, "A");
    kk_str_addn(&a->args, card->line, card->n_bytes);
    kk_str_addn(&a->bytes, card->line, card->n_bytes);
    return KK_OK;
}

/* A known column takes only values of its type; what is unknown is kept. */
static bool value_fits(const struct kk_db *db, int tab, int col,
                       const struct kk_val *v)
{
    const struct kk_table *t = kk_catalog_table(&db->catalog, tab);
    const struct kk_column *c;

    if (v->type == KK_VNULL || t == NULL)
        return true;
    if (col == KK_COL_DELETED)
        return v->type == KK_VINT;
    c = kk_table_column(t, col);
    if (c == NULL)
        return true;
    return c->type == KK_CT_TEXT ? v->type == KK_VTEXT : v->type == KK_VINT;
}

/* A birth is stored as its card has it; the pairs are checked here. */
static bool read_birth(struct kk_apply *a, const struct kk_card *card,
                       struct pending *p)
{
    struct kk_str pairs = {0};
    int64_t last = 0;
    bool ok = card->n % 2 == 1 && kk_streq(card->field[3], "-") &&
              kk_streq(card->field[4], "-");

    for (size_t i = 5; ok && i + 1 < card->n; i += 2) {
        struct kk_val v;
        int64_t col;

        ok = kk_parse_i64(card->field[i], &col) && col > last &&
             col <= INT32_MAX &&
             kk_card_read_value(card->field[i + 1], &a->arena, &v) &&
             v.type != KK_VNULL && value_fits(a->db, p->tab, (int)col, &v);
        last = col;
        kk_str_addf(&pairs, "%s%s\t%s", i > 5 ? "\t" : "", card->field[i],
                    card->field[i + 1]);
    }
    p->val = kk_vtext(kk_arena_strdup(&a->arena, kk_str_c(&pairs)));
    kk_str_free(&pairs);
    return ok;
}

static enum kk_status
take_change(struct kk_apply *a, const struct kk_card *card, struct kk_err *err)
{
    struct pending p = {0};
    int64_t tab, col;
    bool ok = a->have && card->n >= 5 && kk_parse_i64(card->field[0], &tab) &&
              tab > 0 && tab <= INT32_MAX &&
              kk_parse_i64(card->field[1], &p.row) && p.row != 0 &&
              kk_parse_i64(card->field[2], &col) && col >= 0 &&
              col <= INT32_MAX;

    if (!ok)
        return malformed(err, "C");
    p.tab = (int)tab;
    p.col = (int)col;
    if (p.col == KK_COL_BIRTH) {
        ok = read_birth(a, card, &p);
    } else {
        ok = card->n == 6 &&
             kk_card_parse_ref(card->field[3], &p.base_writer, &p.base_seq) &&
             kk_card_read_value(card->field[5], &a->arena, &p.val) &&
             value_fits(a->db, p.tab, p.col, &p.val);
        p.also = kk_arena_strdup(&a->arena, card->field[4]);
    }
    if (!ok)
        return malformed(err, "C");
    kk_grow(&a->pending, &a->cap_pending, a->n_pending + 1, sizeof *a->pending);
    a->pending[a->n_pending++] = p;
    kk_str_addn(&a->bytes, card->line, card->n_bytes);
    return KK_OK;
}

/* --- storing it ----------------------------------------------------------- */

static enum kk_status arrival_of(struct kk_apply *a, uint64_t writer,
                                 int64_t seq, int64_t *out, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        a->db, "SELECT arrival FROM entry WHERE writer=?1 AND seq=?2", &st,
        err);

    *out = 0;
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    sqlite3_bind_int64(st, 2, seq);
    if (sqlite3_step(st) == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0);
    kk_stmt_done(a->db, st);
    if (*out == 0)
        return kk_fail_at(err, KK_BADBUNDLE, "gap",
                          "記録 %010" PRIx64 "-%" PRId64
                          " がここにありません。間の持ち出しファイルを先に"
                          "取り込んでください",
                          writer, seq);
    return KK_OK;
}

/* The write a change replaces must have been a write of that very cell (or
 * the row's birth), and is no head any more. */
static enum kk_status retire(struct kk_apply *a, const struct pending *p,
                             int64_t entry, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        a->db,
        "UPDATE change SET live=0 WHERE tab=?1 AND row=?2 AND col=?3 "
        "AND entry=?4",
        &st, err);
    int changed;

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, p->tab);
    sqlite3_bind_int64(st, 2, p->row);
    sqlite3_bind_int(st, 3, p->col);
    sqlite3_bind_int64(st, 4, entry);
    rc = step(a, st, err);
    changed = sqlite3_changes(a->db->sql);
    if (rc != KK_OK || changed > 0)
        return rc;
    rc = kk_stmt_get(a->db,
                     "SELECT 1 FROM change WHERE tab=?1 AND row=?2 AND col=0 "
                     "AND entry=?3",
                     &st, err);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, p->tab);
    sqlite3_bind_int64(st, 2, p->row);
    sqlite3_bind_int64(st, 3, entry);
    if (sqlite3_step(st) != SQLITE_ROW)
        rc = malformed(err, "基になる記録がその欄のものではありません");
    kk_stmt_done(a->db, st);
    return rc;
}

static enum kk_status retire_also(struct kk_apply *a, const struct pending *p,
                                  struct kk_str *arrivals, struct kk_err *err)
{
    const char *s = p->also;
    enum kk_status rc = KK_OK;

    if (kk_streq(s, "-"))
        return KK_OK;
    while (rc == KK_OK && *s != '\0') {
        char name[KK_ENTRY_NAME_BYTES];
        size_t n = strcspn(s, ",");
        uint64_t writer;
        int64_t seq, entry;

        if (n >= sizeof name)
            return malformed(err, "C");
        memcpy(name, s, n);
        name[n] = '\0';
        if (!kk_card_parse_ref(name, &writer, &seq))
            return malformed(err, "C");
        rc = arrival_of(a, writer, seq, &entry, err);
        if (rc == KK_OK && p->col != KK_COL_DELETED)
            rc = retire(a, p, entry, err);
        else if (rc == KK_OK) /* a deletion names all it saw of the row */
            rc = retire(a, p, entry, NULL) == KK_BUG ? KK_BUG : KK_OK;
        kk_str_addf(arrivals, "%s%" PRId64, arrivals->n_bytes ? " " : "",
                    entry);
        s += n;
        s += *s == ',';
    }
    return rc;
}

static enum kk_status store_birth(struct kk_apply *a, const struct pending *p,
                                  struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        a->db, "SELECT 1 FROM change WHERE tab=?1 AND row=?2 AND col=0", &st,
        err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, p->tab);
    sqlite3_bind_int64(st, 2, p->row);
    if (sqlite3_step(st) == SQLITE_ROW)
        rc = kk_fail(err, KK_BADBUNDLE, "同じ行が二度作られています（表%d）",
                     p->tab);
    kk_stmt_done(a->db, st);
    return rc;
}

static enum kk_status store_change(struct kk_apply *a, const struct pending *p,
                                   int64_t arrival, struct kk_err *err)
{
    struct kk_str also = {0};
    sqlite3_stmt *st;
    int64_t base = 0;
    enum kk_status rc;

    if (p->col == KK_COL_BIRTH) {
        rc = store_birth(a, p, err);
    } else {
        rc = arrival_of(a, p->base_writer, p->base_seq, &base, err);
        if (rc == KK_OK && base == arrival)
            rc = malformed(err, "自分自身を基にしています");
        if (rc == KK_OK)
            rc = retire(a, p, base, err);
        if (rc == KK_OK)
            rc = retire_also(a, p, &also, err);
    }
    if (rc == KK_OK)
        rc = kk_stmt_get(a->db,
                         "INSERT INTO change(tab,row,col,entry,val,base,also,"
                         "live) VALUES(?1,?2,?3,?4,?5,?6,?7,1)",
                         &st, err);
    if (rc == KK_OK) {
        sqlite3_bind_int(st, 1, p->tab);
        sqlite3_bind_int64(st, 2, p->row);
        sqlite3_bind_int(st, 3, p->col);
        sqlite3_bind_int64(st, 4, arrival);
        kk_bind_val(st, 5, &p->val);
        if (base != 0)
            sqlite3_bind_int64(st, 6, base);
        if (also.n_bytes > 0)
            sqlite3_bind_text(st, 7, also.s, -1, SQLITE_TRANSIENT);
        rc = step(a, st, err);
    }
    kk_str_free(&also);
    if (rc == KK_OK) {
        kk_grow(&a->touched, &a->cap_touched, a->n_touched + 1,
                sizeof *a->touched);
        a->touched[a->n_touched++] =
            (struct cell){.tab = p->tab, .col = p->col, .row = p->row};
        a->count.changes++;
    }
    return rc;
}

/* The entry that an undo takes back, from its argument. */
static int64_t undoes_of(struct kk_apply *a)
{
    static const char want[] = "A\tentry\tt";
    char name[KK_ENTRY_NAME_BYTES] = "";
    const char *s;
    uint64_t writer;
    int64_t seq, arrival;

    if (!kk_streq(a->e.action, "undo"))
        return 0;
    s = strstr(kk_str_c(&a->args), want);
    if (s == NULL)
        return 0;
    s += sizeof want - 1;
    if (strcspn(s, "\n") >= sizeof name)
        return 0;
    memcpy(name, s, strcspn(s, "\n"));
    if (!kk_card_parse_ref(name, &writer, &seq) ||
        arrival_of(a, writer, seq, &arrival, NULL) != KK_OK)
        return 0;
    return arrival;
}

static enum kk_status store_entry(struct kk_apply *a, int64_t arrival,
                                  struct kk_err *err)
{
    const struct kk_entry *e = &a->e;
    int64_t undoes = undoes_of(a);
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        a->db,
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
    sqlite3_bind_text(st, 8, kk_str_c(&a->args), -1, SQLITE_STATIC);
    sqlite3_bind_int(st, 9, e->subject_table);
    sqlite3_bind_int64(st, 10, e->subject);
    sqlite3_bind_int64(st, 11, e->happened_at);
    sqlite3_bind_text(st, 12, e->reason, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 13, e->program, -1, SQLITE_STATIC);
    sqlite3_bind_int(st, 14, e->schema);
    if (undoes != 0)
        sqlite3_bind_int64(st, 15, undoes);
    sqlite3_bind_blob(st, 16, e->hash, KK_HASH_BYTES, SQLITE_STATIC);
    return step(a, st, err);
}

/* An entry already here must be the same one. */
static enum kk_status compare_held(struct kk_apply *a, struct kk_err *err)
{
    struct kk_str held = {0};
    int64_t arrival;
    const char *from;
    enum kk_status rc = arrival_of(a, a->e.writer, a->e.seq, &arrival, err);

    if (rc == KK_OK)
        rc = kk_card_of_entry(a->db, arrival, &held, err);
    if (rc != KK_OK)
        return rc;
    from = kk_str_c(&held); /* its W card is no part of the entry */
    if (from[0] == 'W')
        from = strchr(from, '\n') + 1;
    if (strlen(from) != a->bytes.n_bytes ||
        memcmp(from, a->bytes.s, a->bytes.n_bytes) != 0)
        rc = kk_fail_at(err, KK_BADBUNDLE, "fork",
                        "記録 %010" PRIx64 "-%" PRId64
                        " がここにあるものと違います。写したパソコンで "
                        "kikusui node refork を行ってください",
                        a->e.writer, a->e.seq);
    else
        a->count.already++;
    kk_str_free(&held);
    return rc;
}

static enum kk_status end_entry(struct kk_apply *a, struct kk_err *err)
{
    struct chain *c;
    int64_t arrival = a->next_arrival;
    enum kk_status rc;

    if (!a->have)
        return KK_OK;
    a->have = false;
    if (a->skip != NULL && a->skip(a->skip_user, a->e.writer, a->e.seq))
        return KK_OK;
    rc = chain_of(a, a->e.writer, &c, err);
    if (rc != KK_OK)
        return rc;
    if (a->e.seq <= c->seq)
        return compare_held(a, err);
    if (a->e.seq != c->seq + 1)
        return kk_fail_at(err, KK_BADBUNDLE, "gap",
                          "記録 %010" PRIx64 " の %" PRId64 " から %" PRId64
                          " までが抜けています。間の持ち出しファイルを先に"
                          "取り込んでください",
                          a->e.writer, c->seq + 1, a->e.seq - 1);
    kk_card_chain(c->hash, &a->bytes, a->e.hash);
    rc = store_entry(a, arrival, err);
    for (size_t i = 0; rc == KK_OK && i < a->n_pending; i++)
        rc = store_change(a, &a->pending[i], arrival, err);
    if (rc != KK_OK)
        return rc;
    c->seq = a->e.seq;
    memcpy(c->hash, a->e.hash, KK_HASH_BYTES);
    a->next_arrival++;
    a->count.entries++;
    a->db->last_arrival = arrival;
    return KK_OK;
}

enum kk_status kk_apply_card(struct kk_apply *a, const struct kk_card *card,
                             struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    switch (card->kind) {
    case 'W':
        rc = end_entry(a, err);
        return rc == KK_OK ? take_writer(a, card, err) : rc;
    case 'E':
        rc = end_entry(a, err);
        return rc == KK_OK ? take_entry(a, card, err) : rc;
    case 'A':
        return take_arg(a, card, err);
    case 'C':
        return take_change(a, card, err);
    default:
        return malformed(err, "知らない行");
    }
}

static int by_cell(const void *pa, const void *pb)
{
    const struct cell *x = pa, *y = pb;

    if (x->tab != y->tab)
        return x->tab < y->tab ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->col > y->col) - (x->col < y->col);
}

static enum kk_status settle_tables(struct kk_apply *a, struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    qsort(a->touched, a->n_touched, sizeof *a->touched, by_cell);
    for (size_t i = 0; rc == KK_OK && i < a->n_touched; i++) {
        const struct cell *t = &a->touched[i];
        bool new_row = i == 0 || a->touched[i - 1].tab != t->tab ||
                       a->touched[i - 1].row != t->row;
        bool new_cell = new_row || a->touched[i - 1].col != t->col;

        if (new_row)
            rc = kk_apply_row(a->db, t->tab, t->row, err);
        if (rc == KK_OK && new_cell && t->col != KK_COL_BIRTH)
            rc = kk_conflict_note(a->db, t->tab, t->row, t->col, err);
    }
    return rc;
}

enum kk_status kk_apply_finish(struct kk_apply *a, struct kk_apply_count *out,
                               struct kk_err *err)
{
    enum kk_status rc = end_entry(a, err);

    if (rc == KK_OK && a->n_touched > 0)
        rc = settle_tables(a, err);
    *out = rc == KK_OK ? a->count : (struct kk_apply_count){0};
    return rc;
}
