/* One row of the city's list becomes a unit, or changes one. */
#include "load_writer.h"

#include <string.h>

/* The cells a list can set, in the order of query/load_unit. */
enum {
    C_SERIAL,
    C_MODEL,
    C_SEGMENT,
    C_ROLE,
    C_DEPT,
    C_PLACE,
    C_STATE,
    C_NOTE,
    C_WARRANTY,
    C_PAIR,
    C_KEY,
    C_MEDIA,
    C_SETTINGS,
    C_COUNT
};
static const struct {
    const char *column;
    enum kk_ledger_col source;
} cells[C_COUNT] = {
    [C_SERIAL] = {"serial", KK_L_SERIAL},
    [C_MODEL] = {"model_id", KK_L_MODEL},
    [C_SEGMENT] = {"segment", KK_L_SEGMENT},
    [C_ROLE] = {"role", KK_L_ROLE},
    [C_DEPT] = {"dept_id", KK_L_DEPT},
    [C_PLACE] = {"place_id", KK_L_SITE},
    [C_STATE] = {"state", KK_L_STATE},
    [C_NOTE] = {"note", KK_L_NOTE},
    [C_WARRANTY] = {"warranty_until", KK_L_WARRANTY},
    [C_PAIR] = {"pair_id", KK_L_PAIR},
    [C_KEY] = {"key_no", KK_L_KEY},
    [C_MEDIA] = {"image_release_id", KK_L_MEDIA_KIND},
    [C_SETTINGS] = {"settings", KK_L_SETTINGS},
};

static enum kk_status department(struct kk_load_writer *w,
                                 struct kk_ledger_row *r)
{
    const char *name = r->text[KK_L_DEPT];
    const struct kk_named *d;
    enum kk_status st;

    if (name == NULL || r->dept != 0 || r->site == 0)
        return KK_OK;
    /* An earlier row may have made it. */
    if (kk_names_find(&w->l.depts, name, r->site, &d) == 1) {
        r->dept = d->id;
        return KK_OK;
    }
    st = kk_row_insert(
        w->l.ctx->db, "dept",
        KK_CELLS({"site_id", kk_vint(r->site)}, {"name", kk_vtext(name)}),
        &r->dept, w->err);
    if (st == KK_OK) {
        kk_names_add(&w->l.depts, r->dept, r->site, name);
        kk_str_addf(&w->l.out->words, "%zu行目 設置部署: 「%s」を加えます\n",
                    r->line, name);
        w->l.out->new_depts++;
    }
    return st;
}

static enum kk_status release(struct kk_load_writer *w,
                              const struct kk_ledger_row *r, kk_id *id)
{
    const struct kk_named *found;
    enum kk_status st;

    *id = 0;
    if (r->media == NULL)
        return KK_OK;
    if (kk_names_find(&w->releases, r->media, 0, &found) == 1) {
        *id = found->id;
        return KK_OK;
    }
    st = kk_row_insert(
        w->l.ctx->db, "media_release",
        KK_CELLS({"kind", kk_vtext(r->media_kind)},
                 {"version", kk_vtext(r->text[KK_L_MEDIA_VERSION])},
                 {"note", kk_vtext("所在等管理一覧より")}),
        id, w->err);
    if (st == KK_OK) {
        kk_names_add(&w->releases, *id, 0, r->media);
        w->l.out->new_releases++;
    }
    return st;
}

/* What the list says of every cell; pairs come in a second pass. */
static enum kk_status wanted(struct kk_load_writer *w, struct kk_ledger_row *r,
                             struct kk_val want[C_COUNT])
{
    kk_id media;
    enum kk_status st = department(w, r);

    if (st == KK_OK)
        st = release(w, r, &media);
    if (st != KK_OK)
        return st;
    for (int c = 0; c < C_COUNT; c++)
        want[c] = kk_vtext(r->text[cells[c].source]);
    want[C_MODEL] = kk_vid(r->model);
    want[C_DEPT] = kk_vid(r->dept);
    want[C_PLACE] = kk_vid(r->place);
    want[C_STATE] = kk_vtext(r->state);
    want[C_WARRANTY] = kk_vid(r->warranty);
    want[C_MEDIA] = kk_vid(media);
    want[C_PAIR] = kk_vnull();
    return KK_OK;
}

static enum kk_status add_unit(struct kk_load_writer *w,
                               struct kk_ledger_row *r,
                               const struct kk_val want[C_COUNT])
{
    struct kk_cell cell[C_COUNT + 4] = {
        {"machine_id", kk_vtext(r->text[KK_L_MACHINE])},
        {"custodian", kk_vtext("市")},
    };
    size_t n = 2;
    kk_id id;

    for (int c = 0; c < C_COUNT; c++)
        if (want[c].type != KK_VNULL)
            cell[n++] = (struct kk_cell){cells[c].column, want[c]};
    if (kk_streq(r->state, "予備"))
        cell[n++] = (struct kk_cell){"spare_state", kk_vtext("使用可")};
    cell[n].column = NULL;
    w->l.out->added++;
    return kk_row_insert(w->l.ctx->db, "unit", cell, &id, w->err);
}

/* Did one of us write that cell at or after the list's date? What an earlier
 * load wrote is not ours. */
static enum kk_status ours_is_later(struct kk_load_writer *w, kk_id unit,
                                    const char *column, bool *later)
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

    *later = st == KK_OK && got[0].i >= w->as_of && got[1].s != NULL &&
             strcmp(got[1].s, KK_LOAD_LEDGER) != 0;
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

/* A department belongs to its site: where one of the two is ours, both are. */
static enum kk_status seat_is_ours(struct kk_load_writer *w, kk_id unit,
                                   const struct kk_val *have,
                                   const struct kk_val *want, bool *ours)
{
    static const int seat[] = {C_PLACE, C_DEPT};
    enum kk_status st = KK_OK;

    *ours = false;
    for (int i = 0; i < 2 && st == KK_OK && !*ours; i++)
        if (kk_val_cmp(&have[seat[i]], &want[seat[i]]) != 0)
            st = ours_is_later(w, unit, cells[seat[i]].column, ours);
    return st;
}

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
    case C_MODEL:
        return name_of(&w->l.models, v->i);
    case C_PLACE:
        return name_of(&w->l.places, v->i);
    case C_DEPT:
        return name_of(&w->l.depts, v->i);
    case C_PAIR:
        return machine_of(w, v->i);
    case C_MEDIA:
        return name_of(&w->releases, v->i);
    case C_WARRANTY:
        return kk_day_era((kk_day)v->i, day);
    default:
        return v->type == KK_VTEXT ? v->s : "?";
    }
}

static void tell_kept(struct kk_load_writer *w, const struct kk_ledger_row *r,
                      int c, const struct kk_val *have,
                      const struct kk_val *want)
{
    char day[2][KK_TIME_BYTES];

    w->l.out->kept++;
    kk_str_addf(
        &w->l.out->words,
        "%zu行目 %s %s: こちらの「%s」を残します（一覧では「%s」）\n", r->line,
        r->text[KK_L_MACHINE], kk_ledger_title(cells[c].source),
        value_words(w, c, have, day[0]), value_words(w, c, want, day[1]));
}

static enum kk_status record_move(struct kk_load_writer *w, kk_id unit,
                                  const struct kk_val *have,
                                  const struct kk_val *want)
{
    kk_id id;

    w->l.out->moved++;
    return kk_row_insert(
        w->l.ctx->db, "unit_move",
        KK_CELLS({"unit_id", kk_vint(unit)}, {"from_place_id", have[C_PLACE]},
                 {"from_dept_id", have[C_DEPT]}, {"to_place_id", want[C_PLACE]},
                 {"to_dept_id", want[C_DEPT]},
                 {"reason", kk_vtext("所在等管理一覧の取込")},
                 {"happened_at", kk_vint(w->as_of)}),
        &id, w->err);
}

static enum kk_status change_unit(struct kk_load_writer *w,
                                  struct kk_ledger_row *r, kk_id unit,
                                  const struct kk_val *have,
                                  struct kk_val want[C_COUNT])
{
    struct kk_cell cell[C_COUNT + 3];
    bool moved = false, seat_ours;
    size_t n = 0;
    enum kk_status st = seat_is_ours(w, unit, have, want, &seat_ours);

    for (int c = 0; st == KK_OK && c < C_COUNT; c++) {
        bool seat = c == C_PLACE || c == C_DEPT, later = seat_ours;

        /* A column that the list does not have says nothing. */
        if (c == C_PAIR || (w->l.col[cells[c].source] < 0 && c != C_SEGMENT) ||
            kk_val_cmp(&have[c], &want[c]) == 0)
            continue;
        if (!seat)
            st = ours_is_later(w, unit, cells[c].column, &later);
        if (st == KK_OK && later) {
            tell_kept(w, r, c, &have[c], &want[c]);
            want[c] = have[c];
            continue;
        }
        moved |= seat;
        cell[n++] = (struct kk_cell){cells[c].column, want[c]};
        if (c == C_STATE) {
            cell[n++] = (struct kk_cell){
                "spare_state",
                kk_streq(r->state, "予備") ? kk_vtext("使用可") : kk_vnull()};
            cell[n++] = (struct kk_cell){"spare_incident_id", kk_vnull()};
        }
    }
    if (st != KK_OK || n == 0) {
        w->l.out->same += st == KK_OK;
        return st;
    }
    cell[n].column = NULL;
    w->l.out->changed++;
    if (moved)
        st = record_move(w, unit, have, want);
    return st == KK_OK ? kk_row_update(w->l.ctx->db, "unit", unit, cell, w->err)
                       : st;
}

static enum kk_status find_unit(struct kk_load_writer *w, const char *machine,
                                struct kk_arena *arena,
                                struct kk_val got[C_COUNT + 2])
{
    return kk_db_one(w->l.ctx->db, "unit/load_unit",
                     KK_BINDS({"machine_id", kk_vtext(machine)}), arena, got,
                     C_COUNT + 2, w->err);
}

enum kk_status kk_load_unit(struct kk_load_writer *w, struct kk_ledger_row *r)
{
    struct kk_arena arena = {0};
    struct kk_val got[C_COUNT + 2], have[C_COUNT], want[C_COUNT];
    enum kk_status st = wanted(w, r, want);

    if (st != KK_OK)
        return st;
    st = find_unit(w, r->text[KK_L_MACHINE], &arena, got);
    if (st == KK_OK) {
        for (int i = 0; i < C_COUNT; i++)
            have[i] = got[i + 1];
        if (!kk_streq(got[C_COUNT + 1].s, r->text[KK_L_MACHINE]))
            kk_str_addf(&w->l.out->words,
                        "%zu行目 機器ID: 「%s」は %s のことと読みます\n",
                        r->line, r->text[KK_L_MACHINE], got[C_COUNT + 1].s);
        st = change_unit(w, r, got[0].i, have, want);
    } else if (st == KK_NONE) {
        st = add_unit(w, r, want);
    }
    kk_arena_free(&arena);
    return st;
}

/* 対機器ID names a unit of the list or one held already. */
enum kk_status kk_load_pair(struct kk_load_writer *w, struct kk_ledger_row *r)
{
    const char *machine = r->text[KK_L_PAIR];
    struct kk_arena arena = {0};
    struct kk_val self[C_COUNT + 2], pair[C_COUNT + 2], want = kk_vnull();
    bool later = false;
    enum kk_status st = find_unit(w, r->text[KK_L_MACHINE], &arena, self);

    if (st == KK_OK && machine != NULL) {
        st = find_unit(w, machine, &arena, pair);
        if (st == KK_OK)
            want = kk_vint(pair[0].i);
    }
    if (st == KK_NONE) {
        kk_str_addf(&w->l.out->words,
                    "%zu行目 対機器ID: 注意「%s」がありません（空のまま"
                    "にします）\n",
                    r->line, machine);
        st = KK_OK;
    }
    if (st == KK_OK && kk_val_cmp(&self[C_PAIR + 1], &want) != 0) {
        st = ours_is_later(w, self[0].i, "pair_id", &later);
        if (st == KK_OK && later)
            tell_kept(w, r, C_PAIR, &self[C_PAIR + 1], &want);
        else if (st == KK_OK)
            st = kk_row_update(w->l.ctx->db, "unit", self[0].i,
                               KK_CELLS({"pair_id", want}), w->err);
    }
    kk_arena_free(&arena);
    return st;
}
