/* The SQL functions that answer the service level of a case. */
#include <kikusui/base/shown.h>
#include <kikusui/domain/contract.h>
#include <kikusui/domain/slafn.h>
#include <kikusui/rules/sla.h>
#include <kikusui/store/db.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What kk_case hands to kk_sla and kk_fact; 0: not (yet), no. */
enum {
    INSTRUCTED,
    CONTACTED,
    STARTED,
    LAST_START,
    NEXT_VISIT,
    ENDED,
    RETURNED_AT,
    WORKED, /* on site, by a swap or a part, the start not recorded */
    EXPECTED_END,
    AGREED_AT,
    AGREED,
    PACKED
};

/* The arguments of kk_case. */
enum {
    IN_INSTRUCTED,
    IN_CONTACTED,
    IN_STARTED,
    IN_LAST_START,
    IN_NEXT_VISIT,
    IN_COMPLETED,
    IN_RETURNED,
    IN_DECIDED,
    IN_REPLACED,
    IN_EXPECTED_END,
    IN_AGREED_AT,
    IN_AGREED_BY,
    IN_COUNT
};

static int64_t ended(const struct kk_val *args)
{
    if (args[IN_COMPLETED].i != 0)
        return args[IN_COMPLETED].i;
    if (args[IN_RETURNED].i != 0)
        return args[IN_RETURNED].i;
    return args[IN_CONTACTED].i != 0 ? args[IN_DECIDED].i : 0;
}

/* A JSON text, for json_each. */
static void fn_case(void *user, const struct kk_val *args, int n,
                    struct kk_val *result, struct kk_arena *arena)
{
    const struct kk_val *by = &args[IN_AGREED_BY];
    const int64_t p[PACKED] = {
        [INSTRUCTED] = args[IN_INSTRUCTED].i,
        [CONTACTED] = args[IN_CONTACTED].i,
        [STARTED] = args[IN_STARTED].i,
        [LAST_START] = args[IN_LAST_START].i,
        [NEXT_VISIT] = args[IN_NEXT_VISIT].i,
        [ENDED] = ended(args),
        [RETURNED_AT] = args[IN_RETURNED].i,
        [WORKED] = args[IN_LAST_START].i == 0 && args[IN_REPLACED].i != 0,
        [EXPECTED_END] = args[IN_EXPECTED_END].i,
        [AGREED_AT] = args[IN_AGREED_AT].i,
        [AGREED] = by->type == KK_VTEXT && by->n_bytes > 0,
    };
    char text[PACKED * 21 + 3], *end = text + sizeof text, *at = text;

    (void)user;
    (void)n;
    *at++ = '"';
    for (int i = 0; i < PACKED; i++)
        at += snprintf(at, (size_t)(end - at), "%jd ", (intmax_t)p[i]);
    snprintf(at, (size_t)(end - at), "\"");
    *result = kk_vtext(kk_arena_strdup(arena, text));
}

/* Without the quotes. */
static bool unpack(const struct kk_val *v, int64_t out[PACKED])
{
    char *at = NULL;

    if (v->type != KK_VTEXT)
        return false;
    for (int i = 0; i < PACKED; i++) {
        const char *from = i == 0 ? v->s : at;

        out[i] = strtoll(from, &at, 10);
        if (at == from)
            return false;
    }
    return true;
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
    case KK_SLA_RETURNED:
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

/* What an agreement that was recorded lacks, a line each; nothing where there
 * is none, or where it holds. */
static void waiver(const struct kk_ctx *ctx, const struct kk_sla_terms *terms,
                   const struct kk_sla_case *c, struct kk_val *out,
                   struct kk_arena *arena)
{
    unsigned missing = kk_waive_missing(ctx->cal, terms, c);
    struct kk_str words = {0};

    if (missing == 0 || (c->waive_expected_end == 0 &&
                         c->waive_agreed_at == 0 && c->waive_agreed_by == NULL))
        return;
    kk_waive_words(ctx->cal, terms, c, missing, &words);
    *out = kk_vtext(kk_arena_strdup(arena, kk_str_c(&words)));
    kk_str_free(&words);
}

static void fn_sla(void *user, const struct kk_val *args, int n,
                   struct kk_val *result, struct kk_arena *arena)
{
    const struct kk_ctx *ctx = user;
    const char *clock = args[1].s;
    const char *what = args[2].s;
    int64_t p[PACKED];
    struct kk_sla_case of;
    struct kk_sla contact;
    struct kk_sla onsite;
    kk_time now = kk_time_cut(kk_now(ctx->clock));

    (void)n;
    *result = kk_vnull();
    if (clock == NULL || what == NULL || ctx->cal == NULL ||
        !unpack(&args[0], p))
        return;
    of = (struct kk_sla_case){
        .instructed = p[INSTRUCTED],
        .contacted = p[CONTACTED],
        .started = p[STARTED],
        .ended = p[ENDED],
        .returned = p[RETURNED_AT] != 0,
        .worked = p[WORKED] != 0,
        .waive_expected_end = p[EXPECTED_END],
        .waive_agreed_at = p[AGREED_AT],
        .waive_agreed_by = p[AGREED] != 0 ? "-" : NULL,
    };
    if (strcmp(clock, "合意") == 0) {
        struct kk_sla_terms terms;

        kk_contract_sla(ctx->contract, of.instructed, now, &terms);
        waiver(ctx, &terms, &of, result, arena);
        return;
    }
    kk_contract_clocks(ctx->contract, &of, now, &contact, &onsite);
    if (strcmp(clock, "both") == 0) {
        bool first = badness(contact.status) >= badness(onsite.status);

        *result = kk_vtext(
            kk_sla_status_name(first ? contact.status : onsite.status));
        return;
    }
    if (strcmp(clock, "next") == 0) {
        if (contact.status == KK_SLA_RUNNING && contact.due != 0)
            clock = "連絡";
        else if (onsite.status == KK_SLA_RUNNING && onsite.due != 0 &&
                 p[ENDED] == 0)
            clock = "着手";
        else
            return;
    }
    if (strcmp(clock, "連絡") == 0)
        one_clock(ctx, &contact, clock, p[INSTRUCTED], what, result, arena);
    else
        one_clock(ctx, &onsite, clock, p[INSTRUCTED], what, result, arena);
}

static void fn_fact(void *user, const struct kk_val *args, int n,
                    struct kk_val *result, struct kk_arena *arena)
{
    static const struct {
        const char *name;
        int at;
    } facts[] = {{"contacted", CONTACTED},   {"started", STARTED},
                 {"last_start", LAST_START}, {"next_visit", NEXT_VISIT},
                 {"ended", ENDED},           {"worked", WORKED}};
    int64_t p[PACKED];

    (void)user;
    (void)n;
    (void)arena;
    *result = kk_vnull();
    if (args[1].type != KK_VTEXT || !unpack(&args[0], p))
        return;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (strcmp(facts[i].name, args[1].s) == 0)
            *result = facts[i].at == WORKED ? kk_vint(p[WORKED])
                                            : kk_vid(p[facts[i].at]);
}

static void fn_own_start(void *user, const struct kk_val *args, int n,
                         struct kk_val *result, struct kk_arena *arena)
{
    const struct kk_ctx *ctx = user;
    char key[32];
    kk_time at = args[1].type == KK_VINT ? args[1].i : kk_now(ctx->clock);

    (void)n;
    (void)arena;
    snprintf(key, sizeof key, "sla.onsite_start.%.*s",
             KK_CUT(args[0].type == KK_VTEXT ? args[0].s : "P", 1));
    *result = kk_vint(kk_streq(
        kk_contract_text(ctx->contract, key, kk_day_of(at)), "受託者"));
}

enum kk_status kk_slafn_register(struct kk_ctx *ctx, struct kk_err *err)
{
    enum kk_status st =
        kk_db_function(ctx->db, "kk_case", IN_COUNT, fn_case, ctx, err);

    if (st == KK_OK)
        st = kk_db_function(ctx->db, "kk_fact", 2, fn_fact, ctx, err);
    if (st == KK_OK)
        st = kk_db_function(ctx->db, "kk_sla", 3, fn_sla, ctx, err);
    if (st == KK_OK)
        st = kk_db_function(ctx->db, "kk_own_start", 2, fn_own_start, ctx, err);
    return st;
}
