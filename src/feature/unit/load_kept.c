/* What the city's list may change of ours, and what stays: every value of ours
 * that is concerned is named. */
#include "load_writer.h"

#include <string.h>

/* --- whose a cell is ------------------------------------------------------ */

enum whose { THEIRS, OURS_BEFORE, OURS_SINCE };

/* Who wrote that cell last: a list, or one of us, before the list's date or
 * since. What an earlier load wrote is not ours. */
static enum kk_status find_author(struct kk_load_writer *w, kk_id unit,
                                  const char *column, enum whose *out)
{
    const struct kk_table *t =
        kk_catalog_named(kk_db_catalog(w->l.ctx->db), "unit");
    struct kk_arena arena = {0};
    struct kk_val got[2];
    enum kk_status st =
        kk_db_one(w->l.ctx->db, "unit/cell_written",
                  KK_BINDS({"tab", kk_vint(t->id)}, {"row", kk_vint(unit)},
                           {"col", kk_vint(kk_table_named(t, column)->id)}),
                  &arena, got, 2, w->err);

    *out = THEIRS;
    if (st == KK_OK && !kk_streq(got[1].s, KK_LOAD_LEDGER))
        *out = got[0].i >= w->as_of ? OURS_SINCE : OURS_BEFORE;
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

/* --- in words ------------------------------------------------------------- */

static const char *name_of(const struct kk_names *names, kk_id id)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->item[i].id == id)
            return names->item[i].name;
    return "?";
}

static const char *machine_of(struct kk_load_writer *w, kk_id unit)
{
    struct kk_val v = {0};

    return kk_row_get(w->l.ctx->db, "unit", unit, "machine_id", &w->l.arena, &v,
                      NULL) == KK_OK &&
                   v.s != NULL
               ? v.s
               : "?";
}

static const char *value_words(struct kk_load_writer *w, int c,
                               const struct kk_val *v, char day[KK_TIME_BYTES])
{
    if (v->type == KK_VNULL)
        return "(空)";
    switch (c) {
    case KK_C_MODEL:
        return name_of(&w->l.models, v->i);
    case KK_C_PLACE:
        return name_of(&w->l.places, v->i);
    case KK_C_DEPT:
        return name_of(&w->l.depts, v->i);
    case KK_C_PAIR:
        return machine_of(w, v->i);
    case KK_C_MEDIA:
        return name_of(&w->releases, v->i);
    case KK_C_WARRANTY:
        return kk_day_era((kk_day)v->i, day);
    default:
        return v->type == KK_VTEXT ? v->s : "?";
    }
}

static void tell(struct kk_load_writer *w, const struct kk_ledger_row *r,
                 enum kk_load_cell c, const struct kk_val *have,
                 const struct kk_val *want, const char *open, bool kept)
{
    char day[2][KK_TIME_BYTES];
    const char *ours = value_words(w, (int)c, have, day[0]);
    const char *theirs = value_words(w, (int)c, want, day[1]);

    kk_str_addf(&w->l.out->words, "%zu行目 %s %s: ", r->line,
                r->text[KK_L_MACHINE],
                kk_ledger_title(kk_load_columns[c].source));
    if (!kept)
        kk_str_addf(&w->l.out->words,
                    "こちらの「%s」を一覧の「%s」に変えます\n", ours, theirs);
    else
        kk_str_addf(&w->l.out->words,
                    "こちらの「%s」を残します（一覧では「%s」）%s%s%s\n", ours,
                    theirs, open == NULL ? "" : "。", open == NULL ? "" : open,
                    open == NULL ? "" : "が終わっていません");
    if (kept)
        w->l.out->kept++;
    else
        w->l.out->overwritten++;
}

/* --- deciding ------------------------------------------------------------- */

static const char *open_words(const struct kk_load_writer *w,
                              const struct kk_ledger_row *r)
{
    const struct kk_known_unit *u = kk_known_id(&w->l.known, r->unit);

    return u == NULL ? NULL : u->open;
}

enum kk_status kk_load_may(struct kk_load_writer *w,
                           const struct kk_ledger_row *r, enum kk_load_cell c,
                           const struct kk_val *have, const struct kk_val *want,
                           bool *may)
{
    const char *open = open_words(w, r);
    enum whose whose;
    enum kk_status st =
        find_author(w, r->unit, kk_load_columns[c].column, &whose);

    *may = open == NULL && whose != OURS_SINCE;
    if (st == KK_OK && (!*may || whose == OURS_BEFORE))
        tell(w, r, c, have, want, open, !*may);
    return st;
}

enum kk_status kk_load_may_seat(struct kk_load_writer *w,
                                const struct kk_ledger_row *r,
                                const struct kk_val have[KK_C_COUNT],
                                const struct kk_val want[KK_C_COUNT], bool *may)
{
    static const enum kk_load_cell seat[] = {KK_C_PLACE, KK_C_DEPT};
    const char *open = open_words(w, r);
    enum whose whose[2] = {THEIRS, THEIRS};
    bool differs[2];
    enum kk_status st = KK_OK;

    for (int i = 0; i < 2; i++)
        differs[i] = kk_val_cmp(&have[seat[i]], &want[seat[i]]) != 0;
    for (int i = 0; i < 2 && st == KK_OK; i++)
        if (differs[i])
            st = find_author(w, r->unit, kk_load_columns[seat[i]].column,
                             &whose[i]);
    *may = open == NULL && whose[0] != OURS_SINCE && whose[1] != OURS_SINCE &&
           (differs[0] || differs[1]);
    for (int i = 0; i < 2 && st == KK_OK; i++)
        if (differs[i] && (!*may || whose[i] == OURS_BEFORE))
            tell(w, r, seat[i], &have[seat[i]], &want[seat[i]], open, !*may);
    return st;
}
