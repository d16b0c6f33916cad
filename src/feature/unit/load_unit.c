/* One row of the city's list becomes a unit, or changes one. */
#include "load_writer.h"

#include <stdlib.h>
#include <string.h>

const struct kk_load_column kk_load_columns[KK_C_COUNT] = {
    [KK_C_SERIAL] = {"serial", KK_L_SERIAL},
    [KK_C_MODEL] = {"model_id", KK_L_MODEL},
    [KK_C_SEGMENT] = {"segment", KK_L_SEGMENT},
    [KK_C_ROLE] = {"role", KK_L_ROLE},
    [KK_C_DEPT] = {"dept_id", KK_L_DEPT},
    [KK_C_PLACE] = {"place_id", KK_L_SITE},
    [KK_C_STATE] = {"state", KK_L_STATE},
    [KK_C_NOTE] = {"note", KK_L_NOTE},
    [KK_C_WARRANTY] = {"warranty_until", KK_L_WARRANTY},
    [KK_C_PAIR] = {"pair_id", KK_L_PAIR},
    [KK_C_KEY] = {"key_no", KK_L_KEY},
    [KK_C_MEDIA] = {"image_release_id", KK_L_MEDIA_KIND},
    [KK_C_SETTINGS] = {"settings", KK_L_SETTINGS},
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
                             struct kk_val want[KK_C_COUNT])
{
    kk_id media;
    enum kk_status st = department(w, r);

    if (st == KK_OK)
        st = release(w, r, &media);
    if (st != KK_OK)
        return st;
    for (int c = 0; c < KK_C_COUNT; c++)
        want[c] = kk_vtext(r->text[kk_load_columns[c].source]);
    want[KK_C_MODEL] = kk_vid(r->model);
    want[KK_C_DEPT] = kk_vid(r->dept);
    want[KK_C_PLACE] = kk_vid(r->place);
    want[KK_C_STATE] = kk_vtext(r->state);
    want[KK_C_WARRANTY] = kk_vid(r->warranty);
    want[KK_C_MEDIA] = kk_vid(media);
    want[KK_C_PAIR] = kk_vnull();
    return KK_OK;
}

static enum kk_status add_unit(struct kk_load_writer *w,
                               struct kk_ledger_row *r,
                               const struct kk_val want[KK_C_COUNT])
{
    struct kk_cell cell[KK_C_COUNT + 5] = {
        {"machine_id", kk_vtext(r->text[KK_L_MACHINE])},
        {"custodian", kk_vtext("市")},
        {"state", kk_vtext(r->state == NULL ? "稼働中" : r->state)},
    };
    size_t n = 3;
    enum kk_status st;

    for (int c = 0; c < KK_C_COUNT; c++)
        if (c != KK_C_STATE && want[c].type != KK_VNULL)
            cell[n++] = (struct kk_cell){kk_load_columns[c].column, want[c]};
    if (kk_streq(r->state, "予備"))
        cell[n++] = (struct kk_cell){"spare_state", kk_vtext("使用可")};
    cell[n].column = NULL;
    st = kk_row_insert(w->l.ctx->db, "unit", cell, &r->unit, w->err);
    w->l.out->added++;
    w->added[w->n_added++] = r;
    return st;
}

static enum kk_status record_move(struct kk_load_writer *w, kk_id unit,
                                  const struct kk_val *have,
                                  const struct kk_val *want)
{
    kk_id id;

    w->l.out->moved++;
    return kk_row_insert(w->l.ctx->db, "unit_move",
                         KK_CELLS({"unit_id", kk_vint(unit)},
                                  {"from_place_id", have[KK_C_PLACE]},
                                  {"from_dept_id", have[KK_C_DEPT]},
                                  {"to_place_id", want[KK_C_PLACE]},
                                  {"to_dept_id", want[KK_C_DEPT]},
                                  {"reason", kk_vtext("所在等管理一覧の取込")},
                                  {"happened_at", kk_vint(w->as_of)}),
                         &id, w->err);
}

static enum kk_status move(struct kk_load_writer *w,
                           const struct kk_ledger_row *r,
                           const struct kk_val have[KK_C_COUNT],
                           struct kk_val want[KK_C_COUNT], bool *moved)
{
    enum kk_status st = kk_load_may_seat(w, r, have, want, moved);

    if (st == KK_OK && !*moved) {
        want[KK_C_PLACE] = have[KK_C_PLACE];
        want[KK_C_DEPT] = have[KK_C_DEPT];
    }
    return st == KK_OK && *moved ? record_move(w, r->unit, have, want) : st;
}

/* What the list says otherwise of a unit and may set: adds to cell[*n]. */
static enum kk_status differing(struct kk_load_writer *w,
                                const struct kk_ledger_row *r,
                                const struct kk_val have[KK_C_COUNT],
                                const struct kk_val want[KK_C_COUNT],
                                struct kk_cell *cell, size_t *n)
{
    for (int c = 0; c < KK_C_COUNT; c++) {
        bool seat = c == KK_C_PLACE || c == KK_C_DEPT, may = true;
        enum kk_status st = KK_OK;

        /* A column that the list does not have says nothing. */
        if (c == KK_C_PAIR || kk_val_cmp(&have[c], &want[c]) == 0 ||
            (w->l.col[kk_load_columns[c].source] < 0 && c != KK_C_SEGMENT))
            continue;
        if (!seat)
            st = kk_load_may(w, r, (enum kk_load_cell)c, &have[c], &want[c],
                             &may);
        if (st != KK_OK)
            return st;
        if (!may)
            continue;
        cell[(*n)++] = (struct kk_cell){kk_load_columns[c].column, want[c]};
        if (c == KK_C_STATE) {
            cell[(*n)++] = (struct kk_cell){
                "spare_state",
                kk_streq(r->state, "予備") ? kk_vtext("使用可") : kk_vnull()};
            cell[(*n)++] = (struct kk_cell){"spare_incident_id", kk_vnull()};
        }
    }
    return KK_OK;
}

static enum kk_status change_unit(struct kk_load_writer *w,
                                  struct kk_ledger_row *r,
                                  const struct kk_val have[KK_C_COUNT],
                                  struct kk_val want[KK_C_COUNT])
{
    struct kk_cell cell[KK_C_COUNT + 3];
    bool moved;
    size_t n = 0;
    enum kk_status st;

    if (r->state == NULL) /* blank: nothing is said */
        want[KK_C_STATE] = have[KK_C_STATE];
    if (w->l.col[KK_L_DEPT] < 0)
        want[KK_C_DEPT] = have[KK_C_DEPT];
    st = move(w, r, have, want, &moved);
    if (st == KK_OK)
        st = differing(w, r, have, want, cell, &n);
    if (st != KK_OK || n == 0) {
        w->l.out->same += st == KK_OK;
        return st;
    }
    cell[n].column = NULL;
    w->l.out->changed++;
    return kk_row_update(w->l.ctx->db, "unit", r->unit, cell, w->err);
}

static enum kk_status read_unit(struct kk_load_writer *w, kk_id unit,
                                struct kk_arena *arena,
                                struct kk_val have[KK_C_COUNT])
{
    return kk_db_one(w->l.ctx->db, "unit/load_unit",
                     KK_BINDS({"unit", kk_vint(unit)}), arena, have, KK_C_COUNT,
                     w->err);
}

enum kk_status kk_load_unit(struct kk_load_writer *w, struct kk_ledger_row *r)
{
    const struct kk_known_unit *known = kk_known_id(&w->l.known, r->unit);
    struct kk_arena arena = {0};
    struct kk_val have[KK_C_COUNT], want[KK_C_COUNT];
    enum kk_status st = wanted(w, r, want);

    if (st == KK_OK &&
        !kk_streq(r->typed, known == NULL ? r->key : known->shown))
        kk_ledger_note(&w->l, r, KK_L_MACHINE, "「%s」は %s のことと読みます",
                       r->typed, known == NULL ? r->key : known->shown);
    if (st == KK_OK && known == NULL)
        st = add_unit(w, r, want);
    else if (st == KK_OK)
        st = read_unit(w, r->unit, &arena, have);
    if (st == KK_OK && known != NULL)
        st = change_unit(w, r, have, want);
    kk_arena_free(&arena);
    return st;
}

static int by_key(const void *key, const void *row)
{
    const struct kk_ledger_row *r = *(struct kk_ledger_row *const *)row;

    return strcmp(key, r->key);
}

/* A unit of the list or one held already; 0: neither. */
static kk_id paired_with(const struct kk_load_writer *w, const char *machine)
{
    const struct kk_known_unit *u = kk_known_machine(&w->l.known, machine);
    struct kk_ledger_row *const *row;

    if (u != NULL)
        return u->id;
    row = w->n_added == 0 ? NULL
                          : bsearch(machine, w->added, w->n_added,
                                    sizeof(struct kk_ledger_row *), by_key);
    return row == NULL ? 0 : (*row)->unit;
}

/* 対機器ID names a unit of the list or one held already. */
enum kk_status kk_load_pair(struct kk_load_writer *w, struct kk_ledger_row *r)
{
    const char *machine = r->text[KK_L_PAIR];
    struct kk_arena arena = {0};
    struct kk_val have[KK_C_COUNT], want = kk_vnull();
    bool may = true;
    enum kk_status st = read_unit(w, r->unit, &arena, have);

    if (machine != NULL)
        want = kk_vid(paired_with(w, machine));
    if (machine != NULL && want.type == KK_VNULL)
        kk_ledger_note(&w->l, r, KK_L_PAIR,
                       "注意「%s」がありません（空のままにします）", machine);
    if (st == KK_OK && kk_val_cmp(&have[KK_C_PAIR], &want) != 0) {
        st = kk_load_may(w, r, KK_C_PAIR, &have[KK_C_PAIR], &want, &may);
        if (st == KK_OK && may)
            st = kk_row_update(w->l.ctx->db, "unit", r->unit,
                               KK_CELLS({"pair_id", want}), w->err);
    }
    kk_arena_free(&arena);
    return st;
}
