/* Reviews (scenario 11): shown by intent, decided at the office, nothing lost.
 * A swap here is a stand-in with the shape of the real one. */
#include "copies.h"

#include <kikusui/domain/tables.h>
#include <kikusui/sync/review.h>

/* What the losing swap left behind: the case has no spare again, the movement
 * that it gave the spare never was. Its contact stays. */
static enum kk_status swap_lost(struct kk_ctx *ctx, const struct kk_entry *e,
                                struct kk_err *err)
{
    enum kk_status st =
        kk_row_update(ctx->db, "incident", e->subject,
                      KK_CELLS({"swap_spare_id", kk_vnull()}), err);

    for (size_t i = 0; st == KK_OK && i < e->n_changes; i++)
        if (e->change[i].table_id == 12 &&
            e->change[i].column_id == KK_COL_BIRTH)
            st = kk_row_delete(ctx->db, "unit_move", e->change[i].row, err);
    return st;
}

static const struct kk_action swap_actions[] = {
    {.name = "test.swap",
     .label = "交換",
     .params = (const struct kk_param[]){PARAM("spare", .label = "予備機"),
                                         {.name = NULL}},
     .lost = swap_lost},
    {.name = NULL},
};
static const struct kk_feature swap_feature = {.name = "test",
                                               .actions = swap_actions};
static const struct kk_feature *const features[] = {&swap_feature,
                                                    &kk_feature_sync, NULL};
static const struct kk_registry registry = {.features = features};

struct story {
    struct world w;
    struct kk_ctx ctx; /* of the office */
    kk_id from, place[2], spare, incident[2];
    struct kk_commit swap[2];
};

static void begin(struct copy *c)
{
    ck_ok(kk_tx_begin(c->db, KK_TX_WRITE, &c->err), &c->err);
}

static void end(struct copy *c, const char *action, const char *table, kk_id id,
                struct kk_commit *out)
{
    const struct kk_intent_arg arg = {"spare", "SP-07"};
    const struct kk_intent in = {.action = action,
                                 .subject_table = table,
                                 .subject = id,
                                 .arg = &arg,
                                 .n_args = 1};
    struct kk_commit own;

    ck_ok(kk_tx_commit(c->db, &in, out == NULL ? &own : out, &c->err), &c->err);
}

static kk_id insert(struct copy *c, const char *table,
                    const struct kk_cell *cells)
{
    kk_id id;

    ck_ok(kk_row_insert(c->db, table, cells, &id, &c->err), &c->err);
    return id;
}

static void update(struct copy *c, const char *table, kk_id id,
                   const struct kk_cell *cells)
{
    ck_ok(kk_row_update(c->db, table, id, cells, &c->err), &c->err);
}

static void swap(struct story *s, struct copy *c, int i)
{
    begin(c);
    update(c, "incident", s->incident[i],
           KK_CELLS({"swap_spare_id", kk_vint(s->spare)},
                    {"swap_at", kk_vint(c->clock.fixed)}));
    update(c, "unit", s->spare,
           KK_CELLS({"place_id", kk_vint(s->place[i])},
                    {"state", kk_vtext("稼働中")},
                    {"spare_incident_id", kk_vint(s->incident[i])}));
    (void)insert(c, "unit_move",
                 KK_CELLS({"unit_id", kk_vint(s->spare)},
                          {"from_place_id", kk_vint(s->from)},
                          {"to_place_id", kk_vint(s->place[i])},
                          {"incident_id", kk_vint(s->incident[i])},
                          {"happened_at", kk_vint(c->clock.fixed)}));
    end(c, "test.swap", "incident", s->incident[i], &s->swap[i]);
    begin(c);
    (void)insert(c, "contact",
                 KK_CELLS({"incident_id", kk_vint(s->incident[i])},
                          {"at", kk_vint(c->clock.fixed)}));
    end(c, "contact", "incident", s->incident[i], NULL);
}

/* K1 swaps SP-07 into one case at 09:40, K2 into another at 09:55; the office
 * takes both in. */
static void tell(struct story *s)
{
    static const char *const no[] = {"K1-0051", "K2-0033"};
    struct copy *o = &s->w.office;

    memset(s, 0, sizeof *s);
    (void)world_new(&s->w);
    begin(o);
    s->from = insert(o, "place", KK_CELLS({"name", kk_vtext("菊水")}));
    s->spare = insert(o, "unit",
                      KK_CELLS({"machine_id", kk_vtext("SP-07")},
                               {"place_id", kk_vint(s->from)},
                               {"state", kk_vtext("予備")}));
    for (int i = 0; i < 2; i++) {
        s->place[i] = insert(o, "place", KK_CELLS({"name", kk_vtext(no[i])}));
        s->incident[i] =
            insert(o, "incident", KK_CELLS({"no", kk_vtext(no[i])}));
    }
    end(o, "test.load", NULL, 0, NULL);
    carry(&s->w, o, &s->w.k1);
    carry(&s->w, o, &s->w.k2);
    s->w.k1.clock.fixed += 50 * 60;
    s->w.k2.clock.fixed += 65 * 60;
    o->clock.fixed += 8 * 3600;
    swap(s, &s->w.k1, 0);
    swap(s, &s->w.k2, 1);
    carry(&s->w, &s->w.k1, o);
    carry(&s->w, &s->w.k2, o);
    ck_ok(kk_ctx_open(&s->ctx, o->db, &o->clock, &registry, &o->err), &o->err);
    s->ctx.office = true;
    s->ctx.worker = 1;
}

static void untell(struct story *s)
{
    kk_ctx_close(&s->ctx);
    world_free(&s->w);
}

static kk_id only_review(struct copy *c)
{
    ck_assert_int_eq(copy_int(c, "SELECT count(*) FROM review"), 1);
    return copy_int(c, "SELECT id FROM review");
}

static void act(struct story *s, const char *action, const char *name,
                const char *value)
{
    struct kk_err *err = &s->w.office.err;
    struct kk_args *a = kk_args_new(kk_find_action(&registry, action));
    struct kk_outcome out;

    ck_ok(kk_args_set_id(a, "review", only_review(&s->w.office), err), err);
    ck_ok(kk_args_set(&s->ctx, a, name, value, err), err);
    ck_ok(kk_act(&s->ctx, a, KK_ACT_RUN, &out, err), err);
    kk_outcome_free(&out);
    kk_args_free(&a);
}

START_TEST(one_review_shows_what_both_meant)
{
    struct story s;
    struct kk_review r;
    kk_id id;

    tell(&s);
    id = only_review(&s.w.office);
    ck_ok(kk_review_load(&s.ctx, id, true, &r, &s.w.office.err),
          &s.w.office.err);
    ck_assert_str_eq(r.kind, "spare_twice");
    ck_assert_str_eq(r.title, "SP-07 が二つの案件で使われています");
    ck_assert(!r.acceptable);
    ck_assert_uint_eq(r.n_sides, 2);
    ck_assert_uint_eq(r.n_cells, 2); /* place and case; the state agrees */
    for (size_t i = 0; i < 2; i++) {
        const struct kk_review_side *side = &r.side[i];
        bool k1 = strcmp(side->node, "K1") == 0;

        ck_assert_str_eq(side->action, "交換");
        ck_assert_str_eq(side->meant, "予備機 SP-07");
        ck_assert_ptr_null(side->why_not);
        ck_assert_str_eq(side->entry, s.swap[k1 ? 0 : 1].name);
        ck_assert_int_eq(side->recorded,
                         k1 ? s.w.k1.clock.fixed : s.w.k2.clock.fixed);
        ck_assert_ptr_nonnull(strstr(side->leaves, "交換した予備機"));
    }
    kk_review_free(&r);
    untell(&s);
}
END_TEST

START_TEST(choosing_one_puts_right_what_the_other_left)
{
    struct story s;
    struct copy *o = &s.w.office;
    struct kk_val v;

    tell(&s);
    act(&s, "review.choose", "entry", s.swap[0].name);
    ck_assert_int_eq(copy_int(o, "SELECT count(*) FROM review"), 0);
    ck_ok(
        kk_row_get(o->db, "unit", s.spare, "place_id", &o->arena, &v, &o->err),
        &o->err);
    ck_assert_int_eq(v.i, s.place[0]);
    ck_ok(kk_row_get(o->db, "incident", s.incident[1], "swap_spare_id",
                     &o->arena, &v, &o->err),
          &o->err);
    ck_assert_int_eq(v.type, KK_VNULL);
    ck_assert_int_eq(copy_int(o, "SELECT count(*) FROM contact"), 2);
    ck_assert_int_eq(copy_int(o, "SELECT count(*) FROM entry WHERE "
                                 "action='test.swap'"),
                     2);
    ck_assert_int_eq(copy_int(o, "SELECT count(*) FROM unit_move "
                                 "WHERE deleted IS NULL"),
                     1);
    carry(&s.w, o, &s.w.k1);
    carry(&s.w, o, &s.w.k2);
    same(o, &s.w.k1);
    same(o, &s.w.k2);
    ck_assert_int_eq(copy_int(&s.w.k2, "SELECT count(*) FROM review"), 0);
    untell(&s);
}
END_TEST

START_TEST(the_same_review_has_the_same_id_everywhere)
{
    struct story s;
    kk_id id;

    tell(&s);
    id = only_review(&s.w.office);
    carry(&s.w, &s.w.office, &s.w.k1);
    carry(&s.w, &s.w.office, &s.w.k2);
    ck_assert_int_eq(only_review(&s.w.k1), id);
    ck_assert_int_eq(only_review(&s.w.k2), id);
    untell(&s);
}
END_TEST

START_TEST(an_import_counts_the_new_reviews)
{
    struct story s;

    tell(&s);
    ck_assert_int_eq(copy_int(&s.w.office, "SELECT total(reviews) FROM "
                                           "import_log"),
                     1);
    untell(&s);
}
END_TEST

START_TEST(a_differing_cell_cannot_be_accepted)
{
    struct story s;
    struct kk_args *a;
    struct kk_outcome out;
    struct kk_err *err = &s.w.office.err;

    tell(&s);
    a = kk_args_new(kk_find_action(&registry, "review.accept"));
    ck_ok(kk_args_set_id(a, "review", only_review(&s.w.office), err), err);
    ck_ok(kk_args_set(&s.ctx, a, "reason", "よい", err), err);
    ck_assert_int_eq(kk_act(&s.ctx, a, KK_ACT_RUN, &out, err), KK_REFUSED);
    kk_args_free(&a);
    untell(&s);
}
END_TEST

/* Two copies give the same number; both are right. */
START_TEST(an_invariant_hit_can_be_accepted_with_a_reason)
{
    struct story s;
    struct copy *o = &s.w.office;

    tell(&s);
    act(&s, "review.choose", "entry", s.swap[1].name);
    begin(&s.w.k1);
    (void)insert(&s.w.k1, "incident", KK_CELLS({"city_no", kk_vtext("R5-9")}));
    end(&s.w.k1, "open", NULL, 0, NULL);
    begin(&s.w.k2);
    (void)insert(&s.w.k2, "incident", KK_CELLS({"city_no", kk_vtext("R5-9")}));
    end(&s.w.k2, "open", NULL, 0, NULL);
    carry(&s.w, &s.w.k1, o);
    carry(&s.w, &s.w.k2, o);
    act(&s, "review.accept", "reason", "市の番号が重複");
    ck_assert_int_eq(copy_int(o, "SELECT count(*) FROM review"), 0);
    carry(&s.w, o, &s.w.k1);
    ck_assert_int_eq(copy_int(&s.w.k1, "SELECT count(*) FROM review"), 0);
    untell(&s);
}
END_TEST

START_TEST(an_edit_that_did_not_see_a_deletion_is_told)
{
    struct world w;
    const struct kk_intent in = {.action = "site.remove"};
    struct kk_commit c;
    kk_id site = world_new(&w);

    ck_ok(kk_tx_begin(w.k1.db, KK_TX_WRITE, &w.k1.err), &w.k1.err);
    ck_ok(kk_row_delete(w.k1.db, "site", site, &w.k1.err), &w.k1.err);
    ck_ok(kk_tx_commit(w.k1.db, &in, &c, &w.k1.err), &w.k1.err);
    copy_rename(&w.k2, site, "東区役所", NULL);
    carry(&w, &w.k1, &w.office);
    ck_assert_int_eq(copy_int(&w.office, "SELECT count(*) FROM review"), 0);
    carry(&w, &w.k2, &w.office);
    ck_assert_int_eq(copy_int(&w.office, "SELECT count(*) FROM review WHERE "
                                         "kind='edit_deleted'"),
                     1);
    world_free(&w);
}
END_TEST

START_TEST(a_spare_that_came_back_may_be_used_again)
{
    struct story s;
    struct copy *k = &s.w.k1;

    tell(&s);
    act(&s, "review.choose", "entry", s.swap[0].name);
    carry(&s.w, &s.w.office, k);
    k->clock.fixed += 86400;
    begin(k);
    (void)insert(k, "unit_move",
                 KK_CELLS({"unit_id", kk_vint(s.spare)},
                          {"from_place_id", kk_vint(s.place[0])},
                          {"to_place_id", kk_vint(s.from)},
                          {"happened_at", kk_vint(k->clock.fixed)}));
    update(k, "unit", s.spare, KK_CELLS({"place_id", kk_vint(s.from)}));
    end(k, "back", NULL, 0, NULL);
    k->clock.fixed += 86400;
    swap(&s, k, 1);
    ck_assert_int_eq(copy_int(k, "SELECT count(*) FROM review"), 0);
    untell(&s);
}
END_TEST

static void choose(struct story *s, kk_id review, int won, const char *reason,
                   enum kk_status want)
{
    struct kk_args *a = kk_args_new(kk_find_action(&registry, "review.choose"));
    struct copy *o = &s->w.office;
    struct kk_outcome out = {0};
    char id[24];

    snprintf(id, sizeof id, "%lld", (long long)review);
    ck_ok(kk_args_set(&s->ctx, a, "review", id, &o->err), &o->err);
    ck_ok(kk_args_set(&s->ctx, a, "entry", s->swap[won].name, &o->err),
          &o->err);
    ck_ok(kk_args_set(&s->ctx, a, "reason", reason, &o->err), &o->err);
    ck_assert_msg(kk_act(&s->ctx, a, KK_ACT_RUN, &out, &o->err) == want, "%s",
                  o->err.text);
    kk_outcome_free(&out);
    kk_args_free(&a);
}

/* What that copy is told of its own entries that were not let stand; seen: that
 * somebody says so afterwards. */
static void told(struct copy *c, const char *what, bool seen)
{
    struct kk_ctx ctx;
    struct kk_str out = {0};

    ck_ok(kk_ctx_open(&ctx, c->db, &c->clock, &registry, &c->err), &c->err);
    ck_ok(kk_review_lost(&ctx, &out, &c->err), &c->err);
    ck_assert_msg(what == NULL ? out.n_bytes == 0
                               : strstr(kk_str_c(&out), what) != NULL,
                  "%s", kk_str_c(&out));
    kk_str_free(&out);
    ctx.worker = 1;
    if (seen) {
        struct kk_args *a =
            kk_args_new(kk_find_action(&registry, "review.seen"));
        struct kk_outcome done = {0};

        ck_ok(kk_act(&ctx, a, KK_ACT_RUN, &done, &c->err), &c->err);
        ck_assert_str_eq(done.entry, "");
        kk_outcome_free(&done);
        kk_args_free(&a);
    }
    kk_ctx_close(&ctx);
}

START_TEST(the_loser_is_told_until_he_has_seen_it)
{
    struct story s;
    struct copy *k1 = &s.w.k1, *k2 = &s.w.k2;

    tell(&s);
    choose(&s, only_review(&s.w.office), 1, "先に着いた", KK_OK);
    told(&s.w.office, NULL, false);
    carry(&s.w, &s.w.office, k1);
    carry(&s.w, &s.w.office, k2);
    told(k2, NULL, false);
    told(k1, "機器 の場所は「", false);
    told(k1, "理由: 先に着いた", true);
    told(k1, NULL, false);
    untell(&s);
}
END_TEST

#define SPARE_OF(no)                                                           \
    "SELECT swap_spare_id IS NOT NULL FROM incident WHERE no='" no "'"
#define MOVED_FOR(no)                                                          \
    "SELECT count(*) FROM unit_move m JOIN incident i ON i.id=m.incident_id "  \
    "WHERE m.deleted IS NULL AND i.no='" no "'"

/* Decided again nothing is left of the first decision: neither its values nor
 * what it put right after the one that lost then. */
START_TEST(a_decision_is_changed_by_a_later_one)
{
    struct story s;
    struct copy *o = &s.w.office;
    kk_id review;

    tell(&s);
    review = only_review(o);
    choose(&s, review, 1, "先に着いた", KK_OK);
    carry(&s.w, o, &s.w.k1);
    told(&s.w.k1, "理由: 先に着いた", false);
    for (int won = 0; won < 2; won++) {
        struct copy *lost = won == 0 ? &s.w.k2 : &s.w.k1;
        struct copy *stands = won == 0 ? &s.w.k1 : &s.w.k2;

        choose(&s, review, won, "聞き直した", KK_OK);
        ck_assert_int_eq(copy_int(o, "SELECT count(*) FROM review"), 0);
        ck_assert_int_eq(copy_int(o, "SELECT place_id FROM unit"),
                         s.place[won]);
        ck_assert_int_eq(copy_int(o, SPARE_OF("K1-0051")), won == 0);
        ck_assert_int_eq(copy_int(o, SPARE_OF("K2-0033")), won == 1);
        ck_assert_int_eq(copy_int(o, MOVED_FOR("K1-0051")), won == 0);
        ck_assert_int_eq(copy_int(o, MOVED_FOR("K2-0033")), won == 1);
        carry(&s.w, o, lost);
        carry(&s.w, o, stands);
        told(stands, NULL, false);
        told(lost, "理由: 聞き直した", true);
        ck_assert_int_eq(copy_int(lost, "SELECT place_id FROM unit"),
                         s.place[won]);
    }
    ck_assert_int_eq(copy_int(o, "SELECT count(*) FROM entry WHERE "
                                 "action='review.choose'"),
                     3);
    /* Moved since: nothing is taken from under somebody. */
    begin(o);
    update(o, "unit", s.spare, KK_CELLS({"place_id", kk_vint(s.from)}));
    end(o, "unit.move", "unit", s.spare, NULL);
    choose(&s, review, 0, "もう一度", KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(o->err.text, "決めた後に"));
    untell(&s);
}
END_TEST

#define RULES "SELECT count(*) FROM review WHERE kind='rule'"

/* A department is taken away while a unit is put there elsewhere: neither could
 * be refused, so a person is asked, on every copy the same. */
START_TEST(what_two_nodes_broke_together_is_asked)
{
    struct story s;
    struct copy *o = &s.w.office, *k = &s.w.k1;
    kk_id dept, id;

    tell(&s);
    act(&s, "review.choose", "entry", s.swap[1].name);
    begin(o);
    dept = insert(o, "dept", KK_CELLS({"name", kk_vtext("窓口課")}));
    end(o, "dept.add", "dept", dept, NULL);
    carry(&s.w, o, k);
    begin(k);
    update(k, "unit", s.spare, KK_CELLS({"dept_id", kk_vint(dept)}));
    end(k, "unit.move", "unit", s.spare, NULL);
    begin(o);
    update(o, "dept", dept, KK_CELLS({"deleted", kk_vint(1)}));
    end(o, "dept.remove", "dept", dept, NULL);
    ck_assert_int_eq(copy_int(o, RULES), 0);
    carry(&s.w, k, o);
    ck_assert_int_eq(copy_int(o,
                              RULES " AND title LIKE '部署: その部署には機器が"
                                    "あります%' AND who='H,K1'"),
                     1);
    id = only_review(o);
    carry(&s.w, o, k);
    ck_assert_int_eq(only_review(k), id);
    /* Put right, nobody asks any more. */
    begin(k);
    update(k, "unit", s.spare, KK_CELLS({"dept_id", kk_vnull()}));
    end(k, "unit.move", "unit", s.spare, NULL);
    ck_assert_int_eq(copy_int(k, RULES), 0);
    act(&s, "review.accept", "reason", "後で移す");
    ck_assert_int_eq(copy_int(o, RULES), 0);
    untell(&s);
}
END_TEST

/* A case's times, told on two copies, that cannot stand in this order. */
START_TEST(times_of_two_nodes_that_cannot_be_are_asked)
{
    struct story s;
    struct copy *o = &s.w.office;

    tell(&s);
    ck_assert_int_eq(copy_int(o, RULES), 0);
    begin(o);
    update(o, "incident", s.incident[0],
           KK_CELLS({"instructed_at", kk_vint(s.w.k1.clock.fixed + 60)}));
    end(o, "incident.edit", "incident", s.incident[0], NULL);
    ck_assert_int_eq(copy_int(o, RULES " AND who='H,K1' AND title LIKE "
                                       "'案件: 交換 %が対応指示 %より前です%'"),
                     1);
    carry(&s.w, o, &s.w.k1);
    ck_assert_int_eq(copy_int(&s.w.k1, RULES), 1);
    begin(o);
    update(o, "incident", s.incident[0],
           KK_CELLS({"instructed_at", kk_vint(s.w.k1.clock.fixed)}));
    end(o, "incident.edit", "incident", s.incident[0], NULL);
    ck_assert_int_eq(copy_int(o, RULES), 0);
    untell(&s);
}
END_TEST

/* Who broke it alone was told so by his own program. */
START_TEST(what_one_node_wrote_is_no_review)
{
    struct story s;
    struct copy *o = &s.w.office, *k = &s.w.k1;
    kk_id permit;

    tell(&s);
    begin(k);
    permit = insert(
        k, "permit",
        KK_CELLS({"from_day", kk_vint(19500)}, {"to_day", kk_vint(19400)}));
    end(k, "permit.add", "permit", permit, NULL);
    carry(&s.w, k, o);
    ck_assert_int_eq(copy_int(o, RULES), 0);
    begin(o);
    update(o, "permit", permit, KK_CELLS({"from_day", kk_vint(19600)}));
    end(o, "permit.edit", "permit", permit, NULL);
    ck_assert_int_eq(copy_int(o, RULES), 1);
    untell(&s);
}
END_TEST

/* --- what only the office changes --- */

static void decide(struct story *s, const char *action, enum kk_status want)
{
    struct kk_args *a = kk_args_new(kk_find_action(&registry, action));
    struct copy *o = &s->w.office;
    struct kk_outcome out = {0};
    char id[24];

    snprintf(id, sizeof id, "%lld",
             (long long)copy_int(o, "SELECT id FROM review "
                                    "WHERE kind='office_only'"));
    ck_ok(kk_args_set(&s->ctx, a, "review", id, &o->err), &o->err);
    ck_ok(kk_args_set(&s->ctx, a, "reason", "確かめた", &o->err), &o->err);
    ck_assert_msg(kk_act(&s->ctx, a, KK_ACT_RUN, &out, &o->err) == want, "%s",
                  o->err.text);
    kk_outcome_free(&out);
    kk_args_free(&a);
}

/* Two entries of K1: one adds a worker and renames another, the next renames
 * that one again; it also worked. */
static kk_id changed_program(struct story *s)
{
    struct copy *o = &s->w.office, *k = &s->w.k1;
    kk_id sato;

    begin(o);
    sato = insert(o, "person", KK_CELLS({"name", kk_vtext("佐藤")}));
    end(o, "worker.add", "person", sato, NULL);
    carry(&s->w, o, k);
    begin(k);
    (void)insert(k, "person", KK_CELLS({"name", kk_vtext("偽 太郎")}));
    update(k, "person", sato, KK_CELLS({"name", kk_vtext("偽 次郎")}));
    end(k, "worker.add", "person", sato, NULL);
    begin(k);
    update(k, "person", sato, KK_CELLS({"name", kk_vtext("偽 三郎")}));
    (void)insert(k, "work", KK_CELLS({"person_id", kk_vint(sato)}));
    end(k, "worker.edit", "person", sato, NULL);
    carry(&s->w, k, o);
    return sato;
}

#define OFFICE_ONLY "SELECT count(*) FROM review WHERE kind='office_only'"
#define NAMED(who)                                                             \
    "SELECT count(*) FROM person WHERE deleted IS NULL "                       \
    "AND name='" who "'"

START_TEST(a_laptop_that_changes_the_roster_is_told)
{
    struct story s;
    struct copy *o = &s.w.office, *k = &s.w.k1;

    tell(&s);
    (void)changed_program(&s);
    /* Stored and applied; K1 sees the same reviews. */
    ck_assert_int_eq(copy_int(o, NAMED("偽 三郎")), 1);
    ck_assert_int_eq(copy_int(o, OFFICE_ONLY), 2);
    ck_assert_int_eq(copy_int(k, OFFICE_ONLY), 2);
    ck_assert_int_eq(copy_int(o, "SELECT count(*) FROM review WHERE "
                                 "title LIKE '従事者名簿が端末 K1 %'"),
                     2);
    begin(o);
    ck_assert_int_eq(
        kk_review_choose(
            &s.ctx,
            copy_int(o, "SELECT id FROM review WHERE kind='office_only'"),
            copy_int(o, "SELECT arrival FROM entry e JOIN review r ON "
                        "r.kind='office_only' AND r.entries="
                        "printf('%010x-%d',e.writer,e.seq)"),
            &o->err),
        KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(o->err.text, "端末での変更を外す"));
    kk_tx_rollback(o->db);
    decide(&s, "review.take_out", KK_OK);
    decide(&s, "review.take_out", KK_OK);
    ck_assert_int_eq(copy_int(o, OFFICE_ONLY), 0);
    ck_assert_int_eq(copy_int(o, NAMED("佐藤")), 1);
    ck_assert_int_eq(copy_int(o, "SELECT count(*) FROM person WHERE "
                                 "deleted IS NULL AND name LIKE '偽%'"),
                     0);
    ck_assert_int_eq(copy_int(o, "SELECT count(*) FROM work w JOIN person p "
                                 "ON p.id=w.person_id WHERE p.name='佐藤' "
                                 "AND w.deleted IS NULL"),
                     1);
    copy_verify(o);
    carry(&s.w, o, k);
    ck_assert_int_eq(copy_int(k, OFFICE_ONLY), 0);
    ck_assert_int_eq(copy_int(k, NAMED("佐藤")), 1);
    untell(&s);
}
END_TEST

START_TEST(what_a_laptop_changed_may_be_let_stand)
{
    struct kk_cur *cur;
    struct story s;
    struct copy *o = &s.w.office, *k = &s.w.k1;

    tell(&s);
    (void)changed_program(&s);
    decide(&s, "review.admit", KK_OK);
    decide(&s, "review.accept", KK_OK);
    ck_assert_int_eq(copy_int(o, OFFICE_ONLY), 0);
    ck_assert_int_eq(copy_int(o, NAMED("偽 三郎")), 1);
    begin(k);
    (void)insert(k, "media_release", KK_CELLS({"version", kk_vtext("v9")}));
    end(k, "media.release", NULL, 0, NULL);
    carry(&s.w, k, o);
    ck_assert_int_eq(copy_int(o, OFFICE_ONLY " AND title LIKE '媒体の版%'"), 1);
    /* A program before the rule did what was right then. */
    ck_ok(kk_cur_open_sql(o->db, "UPDATE entry SET schema=6 WHERE schema>=7",
                          NULL, &cur, &o->err),
          &o->err);
    ck_assert_int_eq(kk_cur_next(cur, &o->err), KK_NONE);
    kk_cur_close(&cur);
    ck_assert_int_eq(copy_int(o, OFFICE_ONLY), 0);
    untell(&s);
}
END_TEST

KK_TEST_MAIN("sync/review", times_of_two_nodes_that_cannot_be_are_asked,
             the_loser_is_told_until_he_has_seen_it,
             a_decision_is_changed_by_a_later_one,
             what_two_nodes_broke_together_is_asked,
             what_one_node_wrote_is_no_review, one_review_shows_what_both_meant,
             choosing_one_puts_right_what_the_other_left,
             the_same_review_has_the_same_id_everywhere,
             an_import_counts_the_new_reviews,
             a_differing_cell_cannot_be_accepted,
             an_invariant_hit_can_be_accepted_with_a_reason,
             an_edit_that_did_not_see_a_deletion_is_told,
             a_spare_that_came_back_may_be_used_again,
             a_laptop_that_changes_the_roster_is_told,
             what_a_laptop_changed_may_be_let_stand)
