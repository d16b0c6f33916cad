/* Every action there is, played at random at an office and on two laptops that
 * exchange bundles now and then: whatever they record, and whatever is chosen
 * where they differ, all three end with the same tables, sound, and with no
 * review open. KIKUSUI_STEPS makes more of it; KIKUSUI_SEED repeats one. */
#include "party.h"

#include <kikusui/store/catalog.h>

#include <string.h>

enum { STEPS = 400, DECISIONS = 200 };

static int setting(const char *name, int usual)
{
    const char *s = getenv(name);

    return s == NULL ? usual : atoi(s);
}

/* --- reviews -------------------------------------------------------------- */

/* The entries that a cell names, blanks or commas between them. */
enum { MOST_ENTRIES = 8, NAME_BYTES = 40 };

static size_t names_in(const char *cell, char out[MOST_ENTRIES][NAME_BYTES])
{
    static const char between[] = " ,";
    size_t n = 0;

    while (n < MOST_ENTRIES && *(cell += strspn(cell, between)) != '\0') {
        size_t len = strcspn(cell, between);

        snprintf(out[n++], NAME_BYTES, "%.*s", (int)len, cell);
        cell += len;
    }
    return n;
}

static enum kk_status decide(struct party_copy *office, const char *action,
                             kk_id review, const char *entry,
                             struct kk_err *err)
{
    struct kk_ctx *ctx = &office->ctx;
    struct kk_args *a = kk_args_new(kk_find_action(ctx->reg, action));
    struct kk_outcome o = {0};
    enum kk_status st = kk_args_set_id(a, "review", review, err);

    if (st == KK_OK && entry != NULL)
        st = kk_args_set(ctx, a, "entry", entry, err);
    if (st == KK_OK)
        st = kk_args_set(ctx, a, "reason", "現場に確かめた", err);
    if (st == KK_OK)
        st = kk_act(ctx, a, KK_ACT_RUN, &o, err);
    kk_outcome_free(&o);
    kk_args_free(&a);
    return st;
}

/* Where one choice leaves what no rule allows, it is refused and another one
 * does. */
static enum kk_status decide_somehow(struct actor *p, struct party_copy *office,
                                     kk_id review, const char *entries,
                                     struct kk_str *why)
{
    static const char *const other[] = {"review.accept", "review.admit",
                                        "review.take_out"};
    char name[MOST_ENTRIES][NAME_BYTES];
    size_t n = names_in(entries, name), from = rnd_below(p->r, n + 3);
    enum kk_status st = KK_REFUSED;

    for (size_t i = 0; st == KK_REFUSED && i < n + 3; i++) {
        size_t k = (from + i) % (n + 3);
        struct kk_err err = {0};

        st = decide(office, k < n ? "review.choose" : other[k - n], review,
                    k < n ? name[k] : NULL, &err);
        kk_str_addf(why, "\n%s: %s", k < n ? name[k] : other[k - n], err.text);
    }
    return st;
}

/* The first of those that are open. */
static bool decide_one(struct actor *p, struct party_copy *office, int n)
{
    const struct kk_listing *l = kk_find_listing(office->ctx.reg, "reviews");
    const struct kk_query q = {.listing = l, .limit = 1};
    struct kk_rows rows = {0};
    struct kk_str why = {0};
    struct kk_err err = {0};
    bool any;

    ck_ok(kk_listing_fetch(&office->ctx, &q, &rows, &err), &err);
    any = rows.n > 0;
    if (any) {
        enum kk_status st =
            decide_somehow(p, office, rows.id[0],
                           rows.cell[kk_listing_col(l, "entries")].s, &why);

        actor_assert(p, st == KK_OK, "review %d, %s: status %d%s", n,
                     rows.cell[kk_listing_col(l, "title")].s, (int)st,
                     kk_str_c(&why));
    }
    kk_str_free(&why);
    kk_rows_free(&rows);
    return any;
}

/* --- histories ------------------------------------------------------------ */

static void everybody(struct party *w)
{
    for (size_t i = 1; i < w->n; i++)
        party_carry(w, &w->copy[i], &w->copy[0]);
    for (size_t i = 1; i < w->n; i++)
        party_carry(w, &w->copy[0], &w->copy[i]);
}

static void step(struct actor *p, struct party *w)
{
    struct party_copy *c = &w->copy[rnd_below(p->r, w->n)];
    struct kk_err err = {0};
    enum kk_status st;

    for (size_t k = 0; k < w->n; k++)
        w->copy[k].clock.fixed += (kk_time)rnd_below(p->r, 40) * 60;
    if (rnd_below(p->r, 12) == 0 && c != &w->copy[0]) {
        if (rnd_below(p->r, 2) == 0)
            party_carry(w, c, &w->copy[0]);
        else
            party_carry(w, &w->copy[0], c);
        return;
    }
    ck_ok(kk_ctx_refresh(&c->ctx, &err), &err);
    st = rnd_below(p->r, 4) == 0 ? actor_again(p, &c->ctx, &err)
                                 : actor_turn(p, &c->ctx, &err);
    actor_assert(p, st == KK_OK || st == KK_REFUSED, "%s: status %d: %s",
                 c->ctx.node, (int)st, err.text);
}

static void decide_all(struct actor *p, struct party *w)
{
    int n = 0;

    while (n < DECISIONS && decide_one(p, &w->copy[0], n))
        n++;
    printf("%d reviews decided\n", n);
    actor_assert(p, n < DECISIONS, "no end of reviews");
}

/* Every cell that stands, of every table that goes to others. */
static void tables_of(struct party_copy *c, struct kk_str *out)
{
    const struct kk_catalog *all = kk_db_catalog(c->db);

    for (size_t i = 0; i < all->n; i++) {
        const struct kk_table *t = &all->table[i];
        struct kk_str sql = {0};
        struct kk_err err = {0};
        struct kk_cur *cur;
        enum kk_status st;

        kk_str_add(&sql, "SELECT id || ' ' || quote(deleted)");
        for (size_t k = 0; k < t->n; k++)
            kk_str_addf(&sql, " || ' ' || quote(%s)", t->column[k].name);
        kk_str_addf(&sql, " FROM %s ORDER BY id", t->name);
        ck_ok(kk_cur_open_sql(c->db, kk_str_c(&sql), NULL, &cur, &err), &err);
        kk_str_addf(out, "%s\n", t->name);
        while ((st = kk_cur_next(cur, &err)) == KK_OK)
            kk_str_addf(out, "%s\n", kk_cur_text(cur, 0));
        ck_assert_int_eq(st, KK_NONE);
        kk_cur_close(&cur);
        kk_str_free(&sql);
    }
}

/* The first line in which they differ. */
static void expect_equal(struct actor *p, const struct kk_str *a,
                         const struct kk_str *b, const char *who)
{
    const char *x = kk_str_c(a), *y = kk_str_c(b);

    while (*x != '\0' && strcspn(x, "\n") == strcspn(y, "\n") &&
           strncmp(x, y, strcspn(x, "\n")) == 0) {
        x += strcspn(x, "\n") + 1;
        y += strcspn(y, "\n") + 1;
    }
    actor_assert(p, *x == *y && *x == '\0', "office and %s differ:\n%.*s\n%.*s",
                 who, (int)strcspn(x, "\n"), x, (int)strcspn(y, "\n"), y);
}

/* With all that anybody knows at everybody. */
static void expect_same(struct actor *p, struct party *w)
{
    struct kk_str office = {0};

    everybody(w);
    everybody(w);
    tables_of(&w->copy[0], &office);
    for (size_t i = 0; i < w->n; i++) {
        struct party_copy *c = &w->copy[i];
        struct kk_str tables = {0};

        party_verify(c);
        tables_of(c, &tables);
        expect_equal(p, &office, &tables, c->ctx.node);
        kk_str_free(&tables);
    }
    kk_str_free(&office);
}

START_TEST(whatever_they_record_they_end_alike)
{
    struct rnd r = rnd_new();
    struct actor p = {.r = &r};
    struct party w;
    size_t done, all;
    int steps = setting("KIKUSUI_STEPS", STEPS);

    party_new(&w, PARTY_COPIES);
    for (int i = 0; i < steps; i++)
        step(&p, &w);
    expect_same(&p, &w);
    decide_all(&p, &w);
    expect_same(&p, &w);
    for (size_t i = 0; i < w.n; i++)
        ck_assert_int_eq(party_int(&w.copy[i], "SELECT count(*) FROM review"),
                         0);
    done = actor_done(&p, &w.copy[0].ctx, &all);
    ck_assert_uint_gt(done, all / 10);
    party_free(&w);
    actor_free(&p);
}
END_TEST

KK_TEST_MAIN("play", whatever_they_record_they_end_alike)
