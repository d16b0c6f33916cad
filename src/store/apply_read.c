/* Reading the cards of one entry. */
#include "apply_priv.h"

#include <string.h>

/* The end of the year 9999. */
#define MAX_TIME INT64_C(253402300799)

bool kk_entry_time_fits(int64_t t)
{
    return t >= -MAX_TIME && t <= MAX_TIME;
}

/* No clock shows more, and a writer goes one beyond what it holds: whoever says
 * more would take everybody's time up to where nothing can be recorded. What is
 * left out here counts as well: its reader may have built on it. */
static bool ltime_fits(struct kk_apply *a, int64_t ltime)
{
    if (ltime < 0 || ltime > a->highest + 1)
        return false;
    if (ltime > a->highest)
        a->highest = ltime;
    return true;
}

bool kk_apply_same_line(const struct kk_card *card, const struct kk_str *again)
{
    return again->n_bytes == card->n_bytes &&
           memcmp(again->s, card->line, card->n_bytes) == 0;
}

static bool entry_line(struct kk_apply *a, const struct kk_card *card)
{
    kk_str_clear(&a->again);
    kk_card_put_entry(&a->again, &a->e);
    return kk_apply_same_line(card, &a->again);
}

static bool arg_line(struct kk_apply *a, const struct kk_card *card,
                     const char *name, const struct kk_val *v)
{
    kk_str_clear(&a->again);
    kk_str_add(&a->again, "A\t");
    kk_card_text(&a->again, name);
    kk_str_addc(&a->again, '\t');
    kk_card_value(&a->again, v);
    kk_str_addc(&a->again, '\n');
    return kk_apply_same_line(card, &a->again);
}

/* "-" or names with a comma between. */
static bool also_line(const char *s, struct kk_str *again)
{
    char name[KK_ENTRY_NAME_BYTES];
    uint64_t writer;
    int64_t seq;

    if (kk_streq(s, "-")) {
        kk_str_addc(again, '-');
        return true;
    }
    for (;;) {
        size_t n = strcspn(s, ",");

        if (n >= sizeof name)
            return false;
        memcpy(name, s, n);
        name[n] = '\0';
        if (!kk_card_parse_ref(name, &writer, &seq))
            return false;
        kk_card_ref(again, writer, seq);
        if (s[n] == '\0')
            return true;
        kk_str_addc(again, ',');
        s += n + 1;
    }
}

static void add_number(struct kk_str *s, int64_t n)
{
    kk_str_addi(s, n);
    kk_str_addc(s, '\t');
}

static bool change_line(struct kk_apply *a, const struct kk_card *card,
                        const struct kk_apply_change *p)
{
    struct kk_str *again = &a->again;
    bool ok = true;

    kk_str_clear(again);
    kk_str_add(again, "C\t");
    add_number(again, p->tab);
    add_number(again, p->row);
    add_number(again, p->col);
    if (p->col == KK_COL_BIRTH) {
        kk_str_add(again, p->val.n_bytes > 0 ? "-\t-\t" : "-\t-");
        kk_str_add(again, p->val.s);
    } else {
        kk_card_ref(again, p->base_writer, p->base_seq);
        kk_str_addc(again, '\t');
        ok = also_line(p->also, again);
        kk_str_addc(again, '\t');
        kk_card_value(again, &p->val);
    }
    kk_str_addc(again, '\n');
    return kk_apply_same_line(card, again) && ok;
}

void kk_apply_begin_times(struct kk_apply *a, int64_t held)
{
    a->highest = held > MAX_TIME ? held : MAX_TIME;
}

enum kk_status kk_apply_take_entry(struct kk_apply *a,
                                   const struct kk_card *card,
                                   struct kk_err *err)
{
    struct kk_entry *e = &a->e;
    struct kk_val reason;
    int64_t table, schema;

    *e = (struct kk_entry){0};
    kk_str_clear(&a->bytes);
    kk_str_clear(&a->args);
    if (card->n != 12 || !kk_apply_parse_writer(card->field[0], &e->writer) ||
        !kk_parse_i64(card->field[1], &e->seq) || e->seq < 1 ||
        !kk_parse_i64(card->field[2], &e->ltime) || !ltime_fits(a, e->ltime) ||
        !kk_parse_i64(card->field[3], &e->recorded_at) ||
        !kk_entry_time_fits(e->recorded_at) ||
        !kk_parse_i64(card->field[4], &e->worker) ||
        !kk_card_read_text(card->field[5], &a->arena, &e->action) ||
        !kk_parse_i64(card->field[6], &table) || table < 0 ||
        table > INT32_MAX || !kk_parse_i64(card->field[7], &e->subject) ||
        !kk_parse_i64(card->field[8], &e->happened_at) ||
        !kk_entry_time_fits(e->happened_at) ||
        !kk_card_read_text(card->field[9], &a->arena, &e->program) ||
        !kk_parse_i64(card->field[10], &schema) || schema < 0 ||
        schema > INT32_MAX ||
        !kk_card_read_value(card->field[11], &a->arena, &reason))
        return kk_apply_malformed(err, "E");
    e->subject_table = (int)table;
    e->schema = (int)schema;
    e->reason = reason.type == KK_VTEXT ? reason.s : NULL;
    if (!entry_line(a, card))
        return kk_apply_malformed(err, "E");
    kk_str_addn(&a->bytes, card->line, card->n_bytes);
    a->have = true;
    return KK_OK;
}

enum kk_status kk_apply_take_arg(struct kk_apply *a, const struct kk_card *card,
                                 struct kk_err *err)
{
    const char *name;
    struct kk_val v;

    if (!a->have || a->n_pending > a->n_stored || card->n != 2 ||
        !kk_card_read_text(card->field[0], &a->arena, &name) ||
        !kk_card_read_value(card->field[1], &a->arena, &v) ||
        (v.type != KK_VTEXT && v.type != KK_VNULL) ||
        !arg_line(a, card, name, &v))
        return kk_apply_malformed(err, "A");
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
                       struct kk_apply_change *p)
{
    struct kk_str *pairs = &a->again;
    int64_t last = 0;
    bool ok = card->n % 2 == 1 && kk_streq(card->field[3], "-") &&
              kk_streq(card->field[4], "-");

    kk_str_clear(pairs);
    for (size_t i = 5; ok && i + 1 < card->n; i += 2) {
        struct kk_val v;
        int64_t col;

        ok = kk_parse_i64(card->field[i], &col) && col > last &&
             col <= INT32_MAX &&
             kk_card_read_value(card->field[i + 1], &a->arena, &v) &&
             v.type != KK_VNULL && value_fits(a->db, p->tab, (int)col, &v);
        last = col;
        if (i > 5)
            kk_str_addc(pairs, '\t');
        add_number(pairs, col);
        if (ok)
            kk_card_value(pairs, &v);
    }
    p->val = kk_vtext(kk_arena_strdup(&a->arena, kk_str_c(pairs)));
    return ok;
}

/* By table, row and column, each cell once: as an entry is written down. */
static bool in_order(const struct kk_apply *a, const struct kk_apply_change *p)
{
    const struct kk_apply_change *last;

    if (a->n_pending == a->n_stored)
        return true;
    last = &a->pending[a->n_pending - 1];
    if (last->tab != p->tab)
        return last->tab < p->tab;
    if (last->row != p->row)
        return last->row < p->row;
    return last->col < p->col;
}

enum kk_status kk_apply_take_change(struct kk_apply *a,
                                    const struct kk_card *card,
                                    struct kk_err *err)
{
    struct kk_apply_change p = {0};
    int64_t tab, col;
    bool ok = a->have && card->n >= 5 && kk_parse_i64(card->field[0], &tab) &&
              tab > 0 && tab <= INT32_MAX &&
              kk_parse_i64(card->field[1], &p.row) && p.row != 0 &&
              kk_parse_i64(card->field[2], &col) && col >= 0 &&
              col <= INT32_MAX;

    if (!ok)
        return kk_apply_malformed(err, "C");
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
    if (!ok || !change_line(a, card, &p) || !in_order(a, &p))
        return kk_apply_malformed(err, "C");
    kk_grow(&a->pending, &a->cap_pending, a->n_pending + 1, sizeof *a->pending);
    a->pending[a->n_pending++] = p;
    kk_str_addn(&a->bytes, card->line, card->n_bytes);
    return KK_OK;
}
