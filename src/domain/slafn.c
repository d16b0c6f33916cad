#include <kikusui/domain/contract.h>
#include <kikusui/domain/sla.h>
#include <kikusui/domain/slafn.h>

#include <stdio.h>
#include <string.h>

struct packed_case { /* what kk_case hands to kk_sla */
    kk_time instructed, contacted, started, ended, expected_end, agreed_at;
    int64_t agreed;
};

static void fn_case(void *user, const struct kk_val *args, int n,
                    struct kk_val *result, struct kk_arena *arena)
{
    struct packed_case *c = kk_arena_alloc(arena, sizeof *c);

    (void)user;
    (void)n;
    c->instructed = args[0].i;
    c->contacted = args[1].i;
    c->started = args[2].i;
    c->ended = args[3].i;
    c->expected_end = args[4].i;
    c->agreed_at = args[5].i;
    c->agreed = args[6].type == KK_VTEXT && args[6].n_bytes > 0;
    *result = kk_vblob(c, sizeof *c);
}

/* How bad a status is, for the worse of two. */
static int badness(enum kk_sla_status st)
{
    switch (st) {
    case KK_SLA_MISSED:
        return 4;
    case KK_SLA_RUNNING:
        return 3;
    case KK_SLA_WAIVED:
        return 2;
    case KK_SLA_MET:
        return 1;
    case KK_SLA_NO_ONSITE:
        return 0;
    }
    return 0;
}

static void one_clock(const struct kk_ctx *ctx, const struct kk_sla *s,
                      const char *name, kk_time instructed, const char *what,
                      struct kk_val *out, struct kk_arena *arena)
{
    if (strcmp(what, "name") == 0) {
        *out = kk_vtext(name);
    } else if (strcmp(what, "status") == 0) {
        *out = kk_vtext(kk_sla_status_name(s->status));
    } else if (strcmp(what, "mark") == 0) {
        *out = kk_vtext(kk_sla_mark_name(s->mark));
    } else if (strcmp(what, "limit") == 0) {
        *out = kk_vint(s->limit_min);
    } else if (s->due == 0) {
        *out = kk_vnull(); /* no instruction: nothing runs */
    } else if (strcmp(what, "due") == 0) {
        *out = kk_vint(s->due);
    } else if (strcmp(what, "left") == 0) {
        *out = kk_vint(s->left_min);
    } else if (strcmp(what, "elapsed") == 0) {
        *out = kk_vint(s->elapsed_min);
    } else if (strcmp(what, "from") == 0) {
        *out = kk_vint(s->start);
    } else if (strcmp(what, "stop") == 0) {
        *out = kk_vid(s->stop);
    } else if (strcmp(what, "words") == 0) {
        struct kk_str words = {0};

        kk_elapsed_sum_words(ctx->cal, instructed, s->until, &words);
        *out = kk_vtext(kk_arena_strdup(arena, kk_str_c(&words)));
        kk_str_free(&words);
    }
}

static void fn_sla(void *user, const struct kk_val *args, int n,
                   struct kk_val *result, struct kk_arena *arena)
{
    const struct kk_ctx *ctx = user;
    const char *clock = args[1].s;
    const char *what = args[2].s;
    struct packed_case p;
    struct kk_sla_terms terms;
    struct kk_sla contact;
    struct kk_sla onsite;
    kk_time now = kk_time_cut(kk_now(ctx->clock));

    (void)n;
    *result = kk_vnull();
    if (args[0].type != KK_VBLOB || args[0].n_bytes != sizeof p ||
        clock == NULL || what == NULL || ctx->cal == NULL)
        return;
    memcpy(&p, args[0].s, sizeof p);
    kk_contract_sla(ctx->contract,
                    kk_day_of(p.instructed != 0 ? p.instructed : now), &terms);
    kk_sla_eval(
        ctx->cal, &terms,
        &(struct kk_sla_case){.instructed = p.instructed,
                              .contacted = p.contacted,
                              .started = p.started,
                              .ended = p.ended,
                              .waive_expected_end = p.expected_end,
                              .waive_agreed_at = p.agreed_at,
                              .waive_agreed_by = p.agreed != 0 ? "-" : NULL},
        now, &contact, &onsite);
    if (strcmp(clock, "both") == 0) {
        bool first = badness(contact.status) >= badness(onsite.status);

        *result = kk_vtext(
            kk_sla_status_name(first ? contact.status : onsite.status));
        return;
    }
    if (strcmp(clock, "next") == 0) {
        if (contact.status == KK_SLA_RUNNING && contact.due != 0)
            clock = "連絡";
        else if (onsite.status == KK_SLA_RUNNING && onsite.due != 0)
            clock = "着手";
        else
            return;
    }
    if (strcmp(clock, "連絡") == 0)
        one_clock(ctx, &contact, clock, p.instructed, what, result, arena);
    else
        one_clock(ctx, &onsite, clock, p.instructed, what, result, arena);
}

static void fn_own_start(void *user, const struct kk_val *args, int n,
                         struct kk_val *result, struct kk_arena *arena)
{
    const struct kk_ctx *ctx = user;
    char key[32];
    kk_time at = args[1].type == KK_VINT ? args[1].i : kk_now(ctx->clock);

    (void)n;
    (void)arena;
    snprintf(key, sizeof key, "sla.onsite_start.%.1s",
             args[0].type == KK_VTEXT ? args[0].s : "P");
    *result = kk_vint(kk_streq(
        kk_contract_text(ctx->contract, key, kk_day_of(at)), "受託者"));
}

enum kk_status kk_slafn_register(struct kk_ctx *ctx, struct kk_err *err)
{
    enum kk_status st =
        kk_db_function(ctx->db, "kk_case", 7, fn_case, ctx, err);

    if (st == KK_OK)
        st = kk_db_function(ctx->db, "kk_sla", 3, fn_sla, ctx, err);
    if (st == KK_OK)
        st = kk_db_function(ctx->db, "kk_own_start", 2, fn_own_start, ctx, err);
    return st;
}
