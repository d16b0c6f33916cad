/* Which unit a row of the city's list is. Equal IDs are one unit and different
 * ones two; what looks as if it were neither is a bad row, for a person to
 * decide. */
#include "load_rows.h"

#include <kikusui/base/fold.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct keyed {
    const char *key;
    struct kk_ledger_row *row;
};

static int by_key(const void *pa, const void *pb)
{
    const struct keyed *a = pa, *b = pb;
    int c = strcmp(a->key, b->key);

    return c != 0
               ? c
               : (a->row->line > b->row->line) - (a->row->line < b->row->line);
}

static const char *machine_key(struct kk_ledger *l,
                               const struct kk_ledger_row *r)
{
    if (r->key == NULL)
        return NULL;
    /* Two IDs of one unit, of which one went into the other, are one. */
    return r->unit != 0 ? kk_arena_printf(&l->arena, "u%" PRId64, r->unit)
                        : kk_key_machine(&l->arena, r->key);
}

static const char *zeros_key(struct kk_ledger *l, const struct kk_ledger_row *r)
{
    return r->key == NULL || !r->good || r->unit != 0
               ? NULL
               : kk_key_zeros(&l->arena, r->key);
}

/* What stands here already is not the list's fault. */
static bool has_serial(const struct kk_ledger *l, const struct kk_ledger_row *r)
{
    const struct kk_known_unit *u = kk_known_id(&l->known, r->unit);

    return u != NULL && u->model == r->model &&
           kk_streq(u->serial, r->text[KK_L_SERIAL]);
}

static const char *serial_key(struct kk_ledger *l,
                              const struct kk_ledger_row *r)
{
    return r->good && !has_serial(l, r)
               ? kk_key_serial(&l->arena, r->model, r->text[KK_L_SERIAL])
               : NULL;
}

static void machine_twice(struct kk_ledger *l, struct kk_ledger_row *r,
                          const struct kk_ledger_row *first)
{
    if (strcmp(r->key, first->key) != 0) {
        kk_ledger_bad(l, r, KK_L_MACHINE,
                      "「%s」は%zu行目の「%s」に統合されています（%zu行目を"
                      "使います）",
                      r->typed, first->line, first->typed, first->line);
        return;
    }
    kk_ledger_bad(l, r, KK_L_MACHINE,
                  "「%s」は%zu行目にもあります（%zu行目を使います）", r->typed,
                  first->line, first->line);
}

static void zeros_twice(struct kk_ledger *l, struct kk_ledger_row *r,
                        const struct kk_ledger_row *first)
{
    kk_ledger_bad(
        l, r, KK_L_MACHINE,
        "「%s」と%zu行目の「%s」は先頭の0が違うだけです。どちらかの0が"
        "落ちていないか確かめてください（%zu行目を使います）",
        r->typed, first->line, first->typed, first->line);
}

static void serial_twice(struct kk_ledger *l, struct kk_ledger_row *r,
                         const struct kk_ledger_row *first)
{
    kk_ledger_bad(l, r, KK_L_SERIAL,
                  "「%s」は%zu行目の %s と機種も製造番号も同じです（%zu行目を"
                  "使います）",
                  r->text[KK_L_SERIAL], first->line, first->typed, first->line);
}

/* Of rows with one key the first stands. */
static void find_doubles(struct kk_ledger *l,
                         const char *(*key)(struct kk_ledger *,
                                            const struct kk_ledger_row *),
                         void (*twice)(struct kk_ledger *,
                                       struct kk_ledger_row *,
                                       const struct kk_ledger_row *))
{
    struct keyed *by = kk_alloc((l->n + 1) * sizeof *by);
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++) {
        const char *text = key(l, &l->row[i]);

        if (text != NULL)
            by[n++] = (struct keyed){.key = text, .row = &l->row[i]};
    }
    qsort(by, n, sizeof *by, by_key);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (strcmp(by[i].key, by[first].key) == 0)
            twice(l, by[i].row, by[first].row);
        else
            first = i;
    }
    kk_free(by);
}

/* A number that is shorter than ours by nothing but leading zeros. */
static void check_zeros(struct kk_ledger *l, struct kk_ledger_row *r,
                        enum kk_ledger_col col, const char *ours)
{
    const char *text = r->text[col];

    if (text != NULL && ours != NULL && strlen(text) < strlen(ours) &&
        kk_ident_lost_zeros(text, ours))
        kk_ledger_bad(l, r, col,
                      "「%s」は %s の先頭の0が落ちています。列を文字列にして"
                      "保存し直してください",
                      text, ours);
}

static void check_new(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const struct kk_known_unit *like = kk_known_zeros(&l->known, r->key);

    if (like == NULL)
        return;
    r->twin = like->machine;
    kk_ledger_bad(l, r, KK_L_MACHINE,
                  "「%s」は %s と先頭の0が違うだけです。落ちた0を補って"
                  "ください。別の機器なら「機器を加える」で加えてください",
                  r->typed, like->shown);
}

static void check_serial(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const struct kk_known_unit *same =
        kk_known_serial(&l->known, r->model, r->text[KK_L_SERIAL]);

    if (same == NULL || same->id == r->unit || has_serial(l, r))
        return;
    r->twin = same->machine;
    kk_ledger_bad(
        l, r, KK_L_SERIAL,
        "「%s」は %s と機種も製造番号も同じです。機器IDが変わったの"
        "なら先に「機器を訂正」で直し、二重なら「同じ機器として統合」で"
        "一つにしてください",
        r->text[KK_L_SERIAL], same->shown);
}

static void check(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const struct kk_known_unit *u = kk_known_id(&l->known, r->unit);

    if (u == NULL) {
        check_new(l, r);
    } else {
        check_zeros(l, r, KK_L_SERIAL, u->serial);
        check_zeros(l, r, KK_L_KEY, u->key_no);
    }
    if (r->good)
        check_serial(l, r);
}

void kk_ledger_identify(struct kk_ledger *l)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct kk_known_unit *u = NULL;

        if (l->row[i].key != NULL)
            u = kk_known_machine(&l->known, l->row[i].key);
        l->row[i].unit = u == NULL ? 0 : u->id;
    }
    find_doubles(l, machine_key, machine_twice);
    find_doubles(l, zeros_key, zeros_twice);
    find_doubles(l, serial_key, serial_twice);
    for (size_t i = 0; i < l->n; i++)
        if (l->row[i].key != NULL && l->row[i].good)
            check(l, &l->row[i]);
}
