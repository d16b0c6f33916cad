/* Thirty days of a contractor's work, told through the actions: what the
 * training copy shows is what the program itself recorded. */
#include "demo.h"

#include <kikusui/base/shown.h>
#include <kikusui/domain/action.h>
#include <kikusui/domain/feature.h>
#include <kikusui/domain/sheet.h>
#include <kikusui/rules/calendar.h>
#include <kikusui/rules/sla.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define DAYS 30
#define MINUTE 60

/* How far an incident of the story gets. */
enum story {
    PHONE,      /* solved by phone, mail sent */
    SWAPPED,    /* swap, confirmed, completed, mail sent */
    MAKER,      /* maker's engineer came, completed, mail sent */
    LATE,       /* called late, with its reason */
    WAIVED,     /* put off to the next day by agreement */
    UNREPORTED, /* completed, no mail yet */
    RETURNED,   /* back to the city */
    HELD,
    CHECKED,   /* the user confirmed, not completed */
    DONE_SWAP, /* swapped, not confirmed */
    STARTED,
    PLANNED,
    SE_PLANNED, /* the maker's engineer is booked */
    CALLED,
    ABSENT, /* called, nobody answered */
    FRESH
};
static const enum story past[] = {SWAPPED, PHONE,   MAKER,  SWAPPED, LATE,
                                  PHONE,   SWAPPED, WAIVED, MAKER,   RETURNED};
static const enum story today[] = {UNREPORTED, HELD,    CHECKED,    DONE_SWAP,
                                   STARTED,    PLANNED, SE_PLANNED, CALLED,
                                   ABSENT,     FRESH};

struct demo {
    struct kk_ctx *ctx;
    struct kk_clock *clock;
    struct kk_sheet faults, contacts;
    uint64_t seed;
    int64_t made;
    kk_time t; /* where the story stands */
    char incident[32];
    char contact[64];
    struct kk_err *err;
};

static uint64_t draw(struct demo *d, uint64_t below)
{
    d->seed ^= d->seed << 13;
    d->seed ^= d->seed >> 7;
    d->seed ^= d->seed << 17;
    return d->seed % below;
}

struct kv {
    const char *key, *value;
};

/* Runs an action as the command line would: names and words. */
static enum kk_status act(struct demo *d, const char *name,
                          const struct kv *args)
{
    const struct kk_action *action = kk_find_action(d->ctx->reg, name);
    struct kk_outcome out = {0};
    struct kk_args *a;
    enum kk_status st = KK_OK;

    if (action == NULL)
        return kk_fail(d->err, KK_BUG, "操作「%s」がありません", name);
    d->clock->fixed = d->t;
    a = kk_args_new(action);
    for (; st == KK_OK && args->key != NULL; args++)
        if (args->value != NULL)
            st = kk_args_set(d->ctx, a, args->key, args->value, d->err);
    if (st == KK_OK)
        st = kk_act(d->ctx, a, KK_ACT_RUN, &out, d->err);
    if (st == KK_OK && out.no[0] != '\0')
        kk_fmt(d->incident, sizeof d->incident, "%s", out.no);
    kk_outcome_free(&out);
    kk_args_free(&a);
    if (st != KK_OK)
        kk_err_prefix(d->err, "%s %s: ", name, d->incident);
    return st;
}
#define ACT(d, name, ...)                                                      \
    act(d, name, (const struct kv[]){__VA_ARGS__, {NULL, NULL}})

/* Later by that many minutes; the story stays within service hours. */
static void later(struct demo *d, int minutes)
{
    d->t = kk_due(d->ctx->cal, d->t, minutes);
}

static char *at_text(const struct demo *d, char buf[KK_TIME_BYTES])
{
    return kk_time_iso(d->t, buf);
}

static enum kk_status query_text(struct demo *d, const char *query,
                                 const struct kk_bind *binds, char *out,
                                 size_t out_bytes)
{
    struct kk_arena arena = {0};
    struct kk_val v;
    enum kk_status st =
        kk_db_one(d->ctx->db, query, binds, &arena, &v, 1, d->err);

    out[0] = '\0';
    if (st == KK_OK && v.type == KK_VTEXT)
        kk_fmt(out, out_bytes, "%s", v.s);
    kk_arena_free(&arena);
    return st;
}

/* A working unit without an open incident; the device type with it. */
static enum kk_status pick_unit(struct demo *d, const char *flow, char *unit,
                                char *type)
{
    int64_t n;
    enum kk_status st =
        kk_db_int(d->ctx->db, "query/demo_unit_count",
                  KK_BINDS({"flow", kk_vtext(flow)}), &n, d->err);
    struct kk_arena arena = {0};
    struct kk_val v[2];

    if (st != KK_OK)
        return st;
    st = kk_db_one(d->ctx->db, "query/demo_unit",
                   KK_BINDS({"flow", kk_vtext(flow)},
                            {"skip", kk_vint((int64_t)draw(
                                         d, (uint64_t)(n > 0 ? n : 1)))}),
                   &arena, v, 2, d->err);
    if (st == KK_OK) {
        kk_fmt(unit, 64, "%s", v[0].s);
        kk_fmt(type, 64, "%s", v[1].s);
    }
    kk_arena_free(&arena);
    return st == KK_NONE ? kk_fail(d->err, KK_BUG, "訓練用の機器がありません")
                         : st;
}

/* A fault that fits the device type, by running number. */
static size_t pick_fault(struct demo *d, const char *type)
{
    size_t n = 0, want;

    for (size_t i = 0; i < d->faults.n; i++)
        n += kk_streq(kk_sheet_cell(&d->faults, i, "dev_type"), type);
    want = n == 0 ? 0 : draw(d, n);
    for (size_t i = 0; i < d->faults.n; i++)
        if (kk_streq(kk_sheet_cell(&d->faults, i, "dev_type"), type) &&
            want-- == 0)
            return i;
    return 0;
}

#define FAULT(name) kk_sheet_cell(&d->faults, fault, name)

static enum kk_status open_case(struct demo *d, const char *unit, size_t fault)
{
    char at[KK_TIME_BYTES], before[KK_TIME_BYTES], city[32], phone[32];

    snprintf(city, sizeof city, "R%d-%04" PRId64, 5, 400 + ++d->made);
    snprintf(phone, sizeof phone, "011-%03d-%04d", 200 + (int)draw(d, 700),
             1000 + (int)draw(d, 9000));
    kk_fmt(d->contact, sizeof d->contact, "%s",
           kk_sheet_cell(&d->contacts, draw(d, d->contacts.n), "name"));
    return ACT(d, "incident.open", {"city_no", city}, {"unit", unit},
               {"symptom", FAULT("symptom")}, {"error", FAULT("error_text")},
               {"contact", d->contact}, {"phone", phone},
               {"occurred", kk_time_iso(d->t - 15 * MINUTE, before)},
               {"received", at_text(d, at)}, {"instructed", at_text(d, at)});
}

static enum kk_status call(struct demo *d, const char *to, const char *person,
                           bool reached)
{
    char at[KK_TIME_BYTES];

    return ACT(d, "incident.contact", {"incident", d->incident}, {"to", to},
               {"person", person}, {"reached", reached ? "yes" : "no"},
               {"at", at_text(d, at)});
}

static enum kk_status plan(struct demo *d, int minutes, bool maker)
{
    char at[KK_TIME_BYTES], told[KK_TIME_BYTES];

    return ACT(d, "visit.plan", {"incident", d->incident},
               {"at", kk_time_iso(kk_due(d->ctx->cal, d->t, minutes), at)},
               {"maker", maker ? "yes" : "no"}, {"contact", d->contact},
               {"told", at_text(d, told)});
}

static enum kk_status visit(struct demo *d, const char *action)
{
    char at[KK_TIME_BYTES];

    return ACT(d, action, {"incident", d->incident}, {"at", at_text(d, at)});
}

static enum kk_status swap(struct demo *d, const char *unit)
{
    char at[KK_TIME_BYTES], spare[64];
    enum kk_status st =
        query_text(d, "query/demo_spare", KK_BINDS({"unit", kk_vtext(unit)}),
                   spare, sizeof spare);

    /* No spare left: the part is replaced and the unit stays. */
    if (st == KK_NONE)
        return ACT(d, "incident.replace_part", {"incident", d->incident},
                   {"part", "電源アダプタ"}, {"at", at_text(d, at)});
    if (st != KK_OK)
        return st;
    return ACT(d, "incident.swap", {"incident", d->incident}, {"spare", spare},
               {"at", at_text(d, at)}, {"reason", "訓練用の交換"});
}

static enum kk_status check(struct demo *d)
{
    char at[KK_TIME_BYTES];

    return ACT(d, "incident.user_check", {"incident", d->incident},
               {"by", d->contact}, {"at", at_text(d, at)});
}

static enum kk_status complete(struct demo *d, size_t fault)
{
    char at[KK_TIME_BYTES];

    return ACT(d, "incident.complete", {"incident", d->incident},
               {"at", at_text(d, at)}, {"cause", FAULT("cause")},
               {"action", FAULT("action")}, {"result", FAULT("result")});
}

static enum kk_status mail(struct demo *d)
{
    char at[KK_TIME_BYTES];

    return ACT(d, "incident.mail_sent", {"incident", d->incident},
               {"at", at_text(d, at)});
}

static enum kk_status decide(struct demo *d, bool onsite)
{
    char at[KK_TIME_BYTES];

    return ACT(d, "incident.decide", {"incident", d->incident},
               {"onsite", onsite ? "yes" : "no"}, {"at", at_text(d, at)});
}

/* Runs steps until one fails; later(…) between them moves the story on. */
#define STEP(expr)                                                             \
    do {                                                                       \
        enum kk_status step_st_ = (expr);                                      \
        if (step_st_ != KK_OK)                                                 \
            return step_st_;                                                   \
    } while (0)

static enum kk_status wait_for_yes(struct demo *d)
{
    char end[KK_TIME_BYTES], at[KK_TIME_BYTES];
    struct kk_civil c;

    /* expected to go on after closing: 17:40 of that day */
    kk_civil_of(d->t, &c);
    c.hour = 17;
    c.min = 40;
    return ACT(d, "incident.waive", {"incident", d->incident},
               {"expected_end", kk_time_iso(kk_time_of(&c), end)},
               {"agreed_by", d->contact}, {"agreed_at", at_text(d, at)});
}

static enum kk_status leave(struct demo *d, bool maker, const char *type)
{
    char at[KK_TIME_BYTES];
    bool two = maker && strcmp(type, "打番スキャナ") == 0;

    return ACT(d, "visit.leave", {"incident", d->incident},
               {"at", at_text(d, at)}, {"worked_on", two ? "スキャナ" : NULL},
               {"report", maker ? "受領" : NULL});
}

/* Readers are set up for the unit they are put to (§5.1). */
static enum kk_status set_up(struct demo *d, const char *type)
{
    char at[KK_TIME_BYTES];

    if (strcmp(type, "磁気カード") != 0 && strcmp(type, "バーコード") != 0)
        return KK_OK;
    return ACT(d, "incident.step", {"incident", d->incident},
               {"step", "extra_config"}, {"at", at_text(d, at)});
}

static enum kk_status onsite(struct demo *d, enum story story, const char *unit,
                             const char *type, size_t fault)
{
    bool maker = story == MAKER || story == SE_PLANNED;

    if (maker) {
        STEP(ACT(d, "incident.cause", {"incident", d->incident},
                 {"kind", "機器故障"}));
        STEP(call(d, "メーカー", "窓口", true));
        later(d, 5);
    }
    STEP(plan(d, 45, maker));
    if (story == PLANNED || story == SE_PLANNED)
        return KK_OK;
    if (story == WAIVED) {
        STEP(wait_for_yes(d));
        d->t = kk_due(d->ctx->cal, d->t, 400);
    } else {
        later(d, 45);
    }
    STEP(visit(d, "visit.arrive"));
    later(d, 5);
    STEP(visit(d, "visit.start"));
    if (story == STARTED)
        return KK_OK;
    later(d, 30);
    if (maker) {
        STEP(leave(d, maker, type));
    } else {
        STEP(swap(d, unit));
        if (story == DONE_SWAP)
            return KK_OK;
        STEP(set_up(d, type));
    }
    later(d, 15);
    STEP(check(d));
    if (story == CHECKED)
        return KK_OK;
    later(d, 5);
    if (!maker)
        STEP(leave(d, maker, type));
    later(d, 10);
    STEP(complete(d, fault));
    if (story == UNREPORTED)
        return KK_OK;
    later(d, 15);
    return mail(d);
}

static enum kk_status tell(struct demo *d, enum story story, const char *unit,
                           const char *type, size_t fault)
{
    STEP(open_case(d, unit, fault));
    if (story == FRESH)
        return KK_OK;
    if (story == RETURNED)
        return ACT(d, "incident.return", {"incident", d->incident},
                   {"reason", "アプリケーションの不具合のため"});
    later(d, story == LATE ? 75 : 10);
    if (story == ABSENT)
        return call(d, "現場", d->contact, false);
    STEP(call(d, "現場", d->contact, true));
    if (story == CALLED)
        return KK_OK;
    if (story == HELD)
        return ACT(d, "incident.hold", {"incident", d->incident},
                   {"reason", "現地の都合で明日以降"});
    if (story == LATE)
        STEP(ACT(d, "incident.miss_reason", {"incident", d->incident},
                 {"sla", "連絡"},
                 {"text", "別の現場で作業中のため連絡が遅れた"}));
    later(d, 5);
    STEP(decide(d, story != PHONE));
    if (story != PHONE)
        return onsite(d, story, unit, type, fault);
    later(d, 10);
    STEP(check(d));
    later(d, 5);
    STEP(complete(d, fault));
    later(d, 10);
    return mail(d);
}

static const char *flow_of(enum story story, uint64_t draw)
{
    if (story == MAKER || story == SE_PLANNED)
        return "M";
    return story == SWAPPED && draw % 3 == 0 ? "S" : "P";
}

static enum kk_status one(struct demo *d, enum story story, kk_time at)
{
    char unit[64], type[64];

    d->t = at;
    STEP(pick_unit(d, flow_of(story, draw(d, 30)), unit, type));
    return tell(d, story, unit, type, pick_fault(d, type));
}

static enum kk_status past_days(struct demo *d, kk_time now,
                                kk_progress *progress, void *user)
{
    kk_day last = kk_day_of(now);
    size_t n = 0;

    for (kk_day day = last - DAYS; day < last - 1; day++) {
        if (!kk_cal_is_weekday(d->ctx->cal, day))
            continue;
        for (int i = 0; i < 2; i++) {
            enum story s = past[n++ % (sizeof past / sizeof *past)];
            /* a waiver wants the afternoon, the others end in the day */
            int minutes = s == WAIVED ? 13 * 60 + 40 : 9 * 60 + i * 150;
            kk_time at =
                kk_day_start(day) + (minutes + (int)draw(d, 25)) * MINUTE;

            STEP(one(d, s, at));
        }
        if (progress != NULL && !progress(user, day - last + DAYS, DAYS,
                                          "訓練用の案件を作っています"))
            return kk_fail(d->err, KK_CANCELLED, "中止しました");
    }
    return KK_OK;
}

static enum kk_status open_now(struct demo *d, kk_time now)
{
    static const int minutes_ago[] = {290, 400, 175, 140, 105,
                                      75,  230, 35,  48,  6};
    int64_t pos = kk_cal_pos(d->ctx->cal, now);

    for (size_t i = 0; i < sizeof today / sizeof *today; i++)
        STEP(
            one(d, today[i], kk_cal_of_pos(d->ctx->cal, pos - minutes_ago[i])));
    return KK_OK;
}

enum kk_status kk_demo_incidents(struct kk_ctx *ctx, struct kk_clock *clock,
                                 kk_progress *progress, void *user,
                                 struct kk_err *err)
{
    struct demo d = {
        .ctx = ctx, .clock = clock, .seed = 0x6B696B75737569, .err = err};
    kk_time before = clock->fixed, now = kk_time_cut(kk_now(clock));
    enum kk_status st = kk_sheet_open("demo/fault.csv", &d.faults, err);

    if (st == KK_OK)
        st = kk_sheet_open("demo/contact.csv", &d.contacts, err);
    if (st == KK_OK)
        st = past_days(&d, now, progress, user);
    if (st == KK_OK)
        st = open_now(&d, now);
    clock->fixed = before;
    kk_sheet_close(&d.faults);
    kk_sheet_close(&d.contacts);
    return st;
}
