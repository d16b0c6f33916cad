/* What the invariants hit is kept true step by step. */
#include "exchange.h"
#include "random.h"

/* Many short ones: where much is hit, all of it is looked at anyway. */
enum { GAMES = 8, ROUNDS = 12, IDS = 6 };

struct pool { /* rows of both copies, by table */
    kk_id unit[IDS], incident[IDS], move[IDS], contact[IDS], count[IDS];
    kk_id place[IDS], person[IDS], visit[IDS], work[IDS], overtime[IDS];
    kk_id repair[IDS], job[IDS], line[IDS], limit[IDS], pass[IDS];
    kk_id order[IDS], release[IDS];
};

static int64_t hits(struct fixture *f)
{
    struct kk_cur *cur;
    int64_t n;

    ck_ok(
        kk_cur_open_sql(f->db, "SELECT count(*) FROM hit", NULL, &cur, &f->err),
        &f->err);
    ck_ok(kk_cur_next(cur, &f->err), &f->err);
    n = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return n;
}

static void commit(struct fixture *f)
{
    struct kk_commit c;

    ck_ok(
        kk_tx_commit(f->db, &(struct kk_intent){.action = "test"}, &c, &f->err),
        &f->err);
}

static void born(struct fixture *f, const char *table, kk_id out[IDS],
                 const char *ref, const kk_id *to)
{
    for (int i = 0; i < IDS; i++)
        ck_ok(kk_row_insert(f->db, table,
                            ref == NULL ? KK_CELLS({.column = NULL})
                                        : KK_CELLS({ref, kk_vint(to[i])}),
                            &out[i], &f->err),
              &f->err);
}

static void populate(struct fixture *f, struct pool *p)
{
    ck_ok(kk_tx_begin(f->db, KK_TX_WRITE, &f->err), &f->err);
    born(f, "place", p->place, NULL, NULL);
    born(f, "unit", p->unit, NULL, NULL);
    born(f, "incident", p->incident, NULL, NULL);
    born(f, "unit_move", p->move, "unit_id", p->unit);
    born(f, "contact", p->contact, "incident_id", p->incident);
    born(f, "print_count", p->count, "unit_id", p->unit);
    born(f, "person", p->person, NULL, NULL);
    born(f, "visit", p->visit, "incident_id", p->incident);
    born(f, "work", p->work, "person_id", p->person);
    born(f, "overtime", p->overtime, "incident_id", p->incident);
    born(f, "repair", p->repair, "incident_id", p->incident);
    born(f, "job", p->job, NULL, NULL);
    born(f, "job_line", p->line, "job_id", p->job);
    born(f, "contract_param", p->limit, NULL, NULL);
    born(f, "pass", p->pass, "row", p->incident);
    born(f, "media_order", p->order, NULL, NULL);
    born(f, "media_release", p->release, "order_id", p->order);
    commit(f);
}

/* One cell of a few rows with few values, so that they meet. */
static void write_one(struct fixture *f, const struct pool *p, struct rnd *r)
{
    static const char *const no[] = {"1", "2", "3", "4", "5", "6", "7", "8"};
    const struct kk_val text = kk_vtext(no[rnd_below(r, 8)]);
    const struct kk_val place = kk_vint(p->place[rnd_below(r, 2)]);
    const struct kk_val number = kk_vint((int64_t)rnd_below(r, 5));
    const struct kk_val unit = kk_vint(p->unit[rnd_below(r, 3)]);
    const struct {
        const char *table, *column;
        const kk_id *rows;
        struct kk_val val;
    } writes[] = {
        {"unit", "machine_id", p->unit, text},
        {"incident", "no", p->incident, text},
        {"incident", "city_no", p->incident, text},
        {"incident", "swap_spare_id", p->incident, unit},
        {"incident", "swap_at", p->incident, number},
        {"incident", "deleted", p->incident, kk_vint(1)},
        {"incident", "deleted", p->incident, kk_vnull()},
        {"contact", "incident_id", p->contact,
         kk_vint(p->incident[rnd_below(r, IDS)])},
        {"contact", "deleted", p->contact, kk_vint(1)},
        {"contact", "to_kind", p->contact, text},
        {"unit_move", "unit_id", p->move, unit},
        {"unit_move", "from_place_id", p->move, place},
        {"unit_move", "to_place_id", p->move, place},
        {"unit_move", "happened_at", p->move, number},
        {"unit_move", "deleted", p->move, kk_vint(1)},
        {"print_count", "unit_id", p->count, unit},
        {"print_count", "at", p->count, number},
        {"print_count", "count", p->count, number},
    };
    size_t i = rnd_below(r, sizeof writes / sizeof *writes);

    ck_ok(kk_row_update(f->db, writes[i].table,
                        writes[i].rows[rnd_below(r, IDS)],
                        KK_CELLS({writes[i].column, writes[i].val}), &f->err),
          &f->err);
}

typedef void write_fn(struct fixture *f, const struct pool *p, struct rnd *r);

static void write_some(struct fixture *f, const struct pool *p, struct rnd *r,
                       write_fn *write, size_t most)
{
    f->clock.fixed += 60;
    ck_ok(kk_tx_begin(f->db, KK_TX_WRITE, &f->err), &f->err);
    for (size_t n = 1 + rnd_below(r, most); n > 0; n--)
        write(f, p, r);
    commit(f);
}

static void carry(struct fixture *from, struct fixture *to)
{
    struct kk_apply_count count;
    struct kk_str cards = {0};

    exchange_cards(from, &cards);
    ck_ok(exchange_take(to, kk_str_c(&cards), &count), &to->err);
    kk_str_free(&cards);
}

static int64_t play(struct rnd *r, write_fn *write, size_t writes)
{
    struct fixture a, b;
    struct pool p;
    int64_t most = 0;

    fixture_new(&a);
    fixture_new(&b);
    ck_ok(kk_meta_set(a.db, "node_id", "a", &a.err), &a.err);
    ck_ok(kk_meta_set(b.db, "node_id", "b", &b.err), &b.err);
    populate(&a, &p);
    write_some(&a, &p, r, write, 30 * writes);
    carry(&a, &b);
    for (int i = 0; i < ROUNDS; i++) {
        write_some(&a, &p, r, write, writes);
        fixture_verify(&a);
        if (i % 2 == 0)
            write_some(&b, &p, r, write, writes);
        if (i % 6 == 5) {
            carry(&a, &b);
            fixture_verify(&b);
            carry(&b, &a);
            fixture_verify(&a);
        }
        most = hits(&a) > most ? hits(&a) : most;
    }
    fixture_free(&a);
    fixture_free(&b);
    return most;
}

/* What is broken across several records: the first of several visits, one
 * person twice, the limits of a year. */
static void write_across(struct fixture *f, const struct pool *p, struct rnd *r)
{
    const kk_id of = p->incident[rnd_below(r, 2)];
    const struct kk_val day = kk_vint((int64_t)rnd_below(r, 3) * 86400);
    const struct kk_val incident = kk_vint(of);
    const struct kk_val person = kk_vint(p->person[rnd_below(r, 2)]);
    const struct kk_val job = kk_vint(p->job[rnd_below(r, 3)]);
    const struct kk_val unit = kk_vint(p->unit[rnd_below(r, 3)]);
    const struct kk_val gone = rnd_below(r, 2) == 0 ? kk_vint(1) : kk_vnull();
    const struct {
        const char *table, *column;
        const kk_id *rows;
        struct kk_val val;
    } writes[] = {
        {"incident", "swap_at", p->incident, day},
        {"incident", "completed_at", p->incident, day},
        {"incident", "waive_agreed_at", p->incident, day},
        {"incident", "instructed_at", p->incident, day},
        {"incident", "onsite", p->incident, kk_vtext("no")},
        {"contact", "reached", p->contact, kk_vint(1)},
        {"contact", "to_kind", p->contact, kk_vtext("現場")},
        {"contact", "at", p->contact, day},
        {"visit", "incident_id", p->visit, incident},
        {"visit", "started_at", p->visit, day},
        {"visit", "left_at", p->visit, day},
        {"visit", "deleted", p->visit, gone},
        {"visit", "who_id", p->visit, person},
        {"person", "name", p->person, kk_vtext("佐藤")},
        {"person", "org", p->person, kk_vtext("受託者")},
        {"person", "roster_from", p->person, kk_vint((int64_t)day.i / 86400)},
        {"person", "roster_to", p->person, kk_vint((int64_t)day.i / 86400)},
        {"work", "person_id", p->work, person},
        {"work", "from_at", p->work, day},
        {"work", "to_at", p->work, kk_vint(day.i + 100000)},
        {"overtime", "until_at", p->overtime, day},
        {"repair", "called_at", p->repair, day},
        {"repair", "incident_id", p->repair, incident},
        {"job", "kind", p->job, kk_vtext("設置")},
        {"job", "kind", p->job, kk_vtext("再セットアップ")},
        {"job", "ordered_at", p->job, kk_vint(day.i * 200)},
        {"job", "deleted", p->job, gone},
        {"job_line", "job_id", p->line, job},
        {"job_line", "unit_id", p->line, unit},
        {"contract_param", "key", p->limit, kk_vtext("install.orders")},
        {"contract_param", "key", p->limit, kk_vtext("install.units")},
        {"contract_param", "key", p->limit, kk_vtext("resetup.units")},
        {"contract_param", "value", p->limit, kk_vtext("1")},
        {"contract_param", "valid_from", p->limit, day},
        {"pass", "key", p->pass, kk_vtext("waive_start")},
        {"pass", "tab", p->pass, kk_vint(13)},
        {"pass", "deleted", p->pass, gone},
        {"media_order", "city_ref", p->order, kk_vtext("市-1")},
        {"media_order", "ordered_at", p->order, day},
        {"media_release", "kind", p->release, kk_vtext("窓口")},
        {"media_release", "version", p->release, kk_vtext("v1")},
        {"media_release", "released_on", p->release,
         kk_vint((int64_t)day.i / 86400)},
    };
    size_t i = rnd_below(r, sizeof writes / sizeof *writes);

    ck_ok(kk_row_update(f->db, writes[i].table, writes[i].rows[rnd_below(r, 3)],
                        KK_CELLS({writes[i].column, writes[i].val}), &f->err),
          &f->err);
}

START_TEST(rules_across_records_are_what_the_invariants_say)
{
    struct rnd r = rnd_new();
    int64_t most = 0;

    for (int i = 0; i < 2; i++)
        most += play(&r, write_across, 10);
    ck_assert_int_gt(most, 0);
}
END_TEST

/* Against the views themselves, which the verification reads. */
START_TEST(hits_are_what_the_invariants_say)
{
    struct rnd r = rnd_new();
    int64_t most = 0;

    for (int i = 0; i < GAMES; i++)
        most += play(&r, write_one, 3);
    ck_assert_int_gt(most, 0);
}
END_TEST

/* A movement that goes over to another unit leaves nothing behind. */
START_TEST(a_hit_goes_with_a_row_that_it_does_not_name)
{
    struct fixture f;
    struct pool p;
    int64_t before;

    fixture_new(&f);
    populate(&f, &p);
    ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
    for (int i = 0; i < 2; i++)
        ck_ok(kk_row_update(f.db, "unit_move", p.move[i],
                            KK_CELLS({"unit_id", kk_vint(p.unit[0])},
                                     {"happened_at", kk_vint(i)},
                                     {"from_place_id", kk_vint(p.place[0])},
                                     {"to_place_id", kk_vint(p.place[1])}),
                            &f.err),
              &f.err);
    commit(&f);
    before = hits(&f);
    fixture_verify(&f);
    ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
    ck_ok(kk_row_update(f.db, "unit_move", p.move[1],
                        KK_CELLS({"unit_id", kk_vint(p.unit[1])}), &f.err),
          &f.err);
    commit(&f);
    ck_assert_int_gt(before, 0);
    ck_assert_int_eq(hits(&f), 0);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* Its neighbours meet, and do not fit; so too where it came by a birth. */
START_TEST(a_hit_comes_where_a_row_has_left)
{
    for (int born_there = 0; born_there < 2; born_there++) {
        struct fixture f;
        struct pool p;
        kk_id unit;

        fixture_new(&f);
        populate(&f, &p);
        unit = p.unit[born_there ? 1 : 0];
        ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
        for (int i = 0; i < 3; i++) { /* 0 to 1, 1 to 0, 0 to 0 */
            const struct kk_val from = kk_vint(p.place[i == 1]);
            const struct kk_val to = kk_vint(p.place[i == 0]);

            ck_ok(kk_row_update(f.db, "unit_move", p.move[i],
                                KK_CELLS({"unit_id", kk_vint(unit)},
                                         {"happened_at", kk_vint(i)},
                                         {"from_place_id", from},
                                         {"to_place_id", to}),
                                &f.err),
                  &f.err);
        }
        commit(&f);
        ck_assert_int_eq(hits(&f), 0);
        ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
        ck_ok(kk_row_update(f.db, "unit_move", p.move[1],
                            KK_CELLS({"unit_id", kk_vint(p.unit[2])}), &f.err),
              &f.err);
        commit(&f);
        ck_assert_int_gt(hits(&f), 0);
        fixture_verify(&f);
        fixture_free(&f);
    }
}
END_TEST

KK_TEST_MAIN("hit", hits_are_what_the_invariants_say,
             rules_across_records_are_what_the_invariants_say,
             a_hit_goes_with_a_row_that_it_does_not_name,
             a_hit_comes_where_a_row_has_left)
