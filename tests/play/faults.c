/* Every action there is, played at random on one copy whose disk fails now and
 * then in the middle of it, once or for good: what was said to have failed has
 * changed nothing, what was called done is there, and the copy goes on. Run
 * under the library of ../fault/shim.c. KIKUSUI_STEPS makes more of it;
 * KIKUSUI_SEED repeats one. */
#include "party.h"

#include <kikusui/store/journal.h>
#include <kikusui/store/tx.h>

#include <dlfcn.h>
#include <errno.h>
#include <string.h>

enum { STEPS = 300, MOST_CALLS = 40 };

struct disk {
    struct actor *p;
    struct party_copy *copy;
    long (*calls)(void); /* of the shim: how many there were */
    int failed, went_on; /* actions that a fault struck */
};

static void set_number(const char *name, long n)
{
    char text[24];

    snprintf(text, sizeof text, "%ld", n);
    ck_assert_int_eq(setenv(name, text, 1), 0);
}

static void break_soon(struct disk *d)
{
    struct rnd *r = d->p->r;

    set_number("KK_FAULT_ERRNO", rnd_below(r, 2) == 0 ? EIO : ENOSPC);
    set_number("KK_FAULT_STAYS", (long)rnd_below(r, 2));
    set_number("KK_FAULT_AT", d->calls() + 1 + (long)rnd_below(r, MOST_CALLS));
}

static void is_whole(void)
{
    set_number("KK_FAULT_AT", 0);
}

static int64_t newest(struct disk *d)
{
    struct kk_err err = {0};
    int64_t n;

    ck_ok(kk_tx_as_of(d->copy->db, &n, &err), &err);
    return n;
}

static void expect_unchanged(struct disk *d, const char *action,
                             const unsigned char before[KK_HASH_BYTES],
                             int64_t upto, const struct kk_err *why)
{
    unsigned char after[KK_HASH_BYTES];
    struct kk_err err = {0};

    ck_assert_msg(why->text[0] != '\0', "%s failed without a word", action);
    actor_assert(d->p, newest(d) == upto,
                 "%s was called failed (%s) and is there", action, why->text);
    ck_ok(kk_journal_digest(d->copy->db, after, &err), &err);
    actor_assert(d->p, memcmp(before, after, sizeof after) == 0,
                 "%s was called failed (%s) and changed something", action,
                 why->text);
}

/* With a fault at first, then without; what a person would do. */
static enum kk_status act(void *user, struct kk_ctx *ctx, struct kk_args *a,
                          struct kk_err *err)
{
    struct disk *d = user;
    const char *action = kk_args_action(a)->name;
    unsigned char before[KK_HASH_BYTES];
    struct kk_outcome o = {0};
    int64_t upto = newest(d);
    bool struck;
    long at;
    enum kk_status st, whole = kk_act(ctx, a, KK_ACT_PREVIEW, &o, err);

    kk_outcome_free(&o);
    o = (struct kk_outcome){0};
    kk_err_clear(err);
    ck_ok(kk_journal_digest(d->copy->db, before, err), err);
    break_soon(d);
    at = strtol(getenv("KK_FAULT_AT"), NULL, 10);
    st = kk_act(ctx, a, KK_ACT_RUN, &o, err);
    struck = d->calls() >= at;
    is_whole();
    if (st == KK_OK)
        ck_assert_msg(newest(d) > upto || o.entry[0] == '\0',
                      "%s was called done and is lost", action);
    else
        expect_unchanged(d, action, before, upto, err);
    actor_assert(d->p, st == KK_OK || st == KK_REFUSED || struck,
                 "%s: status %d: %s", action, (int)st, err->text);
    d->went_on += struck && st == KK_OK;
    kk_outcome_free(&o);
    if (st == KK_OK || st == KK_REFUSED)
        return st;
    d->failed++;
    o = (struct kk_outcome){0};
    kk_err_clear(err);
    st = kk_act(ctx, a, KK_ACT_RUN, &o, err);
    kk_outcome_free(&o);
    actor_assert(d->p, st == whole, "%s again: status %d, not %d: %s", action,
                 (int)st, (int)whole, err->text);
    return st;
}

START_TEST(what_failed_changed_nothing)
{
    struct rnd r = rnd_new();
    struct disk d = {0};
    struct actor p = {.r = &r, .act = act, .user = &d};
    const char *more = getenv("KIKUSUI_STEPS");
    int steps = more == NULL ? STEPS : atoi(more);
    struct party w;
    int64_t upto;
    size_t all;

    party_new(&w, 1);
    d = (struct disk){.p = &p, .copy = &w.copy[0]};
    *(void **)&d.calls = dlsym(RTLD_DEFAULT, "kk_fault_calls");
    ck_assert_msg(d.calls != NULL, "not under the shim");
    for (int i = 0; i < steps; i++) {
        struct kk_err err = {0};
        enum kk_status st;

        w.copy[0].clock.fixed += (kk_time)rnd_below(&r, 40) * 60;
        ck_ok(kk_ctx_refresh(&w.copy[0].ctx, &err), &err);
        st = actor_turn(&p, &w.copy[0].ctx, &err);
        actor_assert(&p, st == KK_OK || st == KK_REFUSED, "status %d: %s",
                     (int)st, err.text);
    }
    (void)actor_done(&p, &w.copy[0].ctx, &all);
    printf("%d failed and were done again, %d were done all the same\n",
           d.failed, d.went_on);
    ck_assert_int_gt(d.failed, steps / 20);
    party_verify(&w.copy[0]);
    upto = newest(&d);
    party_close(&w.copy[0]);
    party_open(&w.copy[0], false);
    ck_assert_int_eq(newest(&d), upto);
    party_verify(&w.copy[0]);
    party_free(&w);
    actor_free(&p);
}
END_TEST

KK_TEST_MAIN("faults", what_failed_changed_nothing)
