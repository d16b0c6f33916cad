/* The SQL functions for time, days, terms and who works. */
#include <kikusui/base/shown.h>
#include <kikusui/domain/contract.h>
#include <kikusui/domain/sheet.h>
#include <kikusui/domain/sqlfn.h>
#include <kikusui/rules/sla.h>
#include <kikusui/store/db.h>
#include <kikusui/store/journal.h>

#include <string.h>

typedef struct kk_val fn_value(const struct kk_ctx *ctx,
                               const struct kk_val *args,
                               struct kk_arena *arena);

static kk_time now(const struct kk_ctx *ctx)
{
    return kk_time_cut(kk_now(ctx->clock));
}

static struct kk_val v_now(const struct kk_ctx *ctx, const struct kk_val *a,
                           struct kk_arena *arena)
{
    (void)a;
    (void)arena;
    return kk_vint(now(ctx));
}

static struct kk_val v_today(const struct kk_ctx *ctx, const struct kk_val *a,
                             struct kk_arena *arena)
{
    (void)a;
    (void)arena;
    return kk_vint(kk_day_of(now(ctx)));
}

static struct kk_val v_worker(const struct kk_ctx *ctx, const struct kk_val *a,
                              struct kk_arena *arena)
{
    (void)a;
    (void)arena;
    return kk_vid(ctx->worker);
}

static struct kk_val v_node(const struct kk_ctx *ctx, const struct kk_val *a,
                            struct kk_arena *arena)
{
    (void)a;
    (void)arena;
    return kk_vtext(ctx->node);
}

static struct kk_val v_office(const struct kk_ctx *ctx, const struct kk_val *a,
                              struct kk_arena *arena)
{
    (void)a;
    (void)arena;
    return kk_vint(ctx->office);
}

static struct kk_val v_due(const struct kk_ctx *ctx, const struct kk_val *a,
                           struct kk_arena *arena)
{
    (void)arena;
    return kk_vid(kk_due(ctx->cal, a[0].i, (int)a[1].i));
}

static struct kk_val v_elapsed(const struct kk_ctx *ctx, const struct kk_val *a,
                               struct kk_arena *arena)
{
    (void)arena;
    return kk_vint(kk_elapsed(ctx->cal, a[0].i, a[1].i));
}

static struct kk_val v_left(const struct kk_ctx *ctx, const struct kk_val *a,
                            struct kk_arena *arena)
{
    (void)arena;
    return kk_vint(kk_elapsed(ctx->cal, now(ctx), a[0].i));
}

static struct kk_val v_mark(const struct kk_ctx *ctx, const struct kk_val *a,
                            struct kk_arena *arena)
{
    enum kk_sla_mark mark = KK_MARK_NONE;

    (void)ctx;
    (void)arena;
    if (a[0].i < 0)
        mark = KK_MARK_OVER;
    else if (a[0].i * 4 <= a[1].i)
        mark = KK_MARK_URGENT;
    return kk_vtext(kk_sla_mark_name(mark));
}

static struct kk_val v_param_text(const struct kk_ctx *ctx,
                                  const struct kk_val *a,
                                  struct kk_arena *arena)
{
    if (a[0].type != KK_VTEXT)
        return kk_vnull();
    return kk_vtext(kk_arena_strdup(
        arena, kk_contract_text(ctx->contract, a[0].s, (kk_day)a[1].i)));
}

static struct kk_val v_param(const struct kk_ctx *ctx, const struct kk_val *a,
                             struct kk_arena *arena)
{
    struct kk_val text = v_param_text(ctx, a, arena);
    int64_t i;

    if (text.type != KK_VTEXT)
        return text;
    if (kk_parse_i64(text.s, &i))
        return kk_vint(i);
    if (text.n_bytes == 5 && text.s[2] == ':')
        return kk_vint(kk_contract_int(ctx->contract, a[0].s, (kk_day)a[1].i));
    return text;
}

static struct kk_val v_day(const struct kk_ctx *ctx, const struct kk_val *a,
                           struct kk_arena *arena)
{
    (void)ctx;
    (void)arena;
    return kk_vint(kk_day_of(a[0].i));
}

static struct kk_val v_day_start(const struct kk_ctx *ctx,
                                 const struct kk_val *a, struct kk_arena *arena)
{
    (void)ctx;
    (void)arena;
    return kk_vint(kk_day_start((kk_day)a[0].i));
}

static struct kk_val v_ymd(const struct kk_ctx *ctx, const struct kk_val *a,
                           struct kk_arena *arena)
{
    int y = (int)a[0].i;
    int m = (int)a[1].i;
    int d = (int)a[2].i;

    (void)ctx;
    (void)arena;
    return kk_date_valid(y, m, d) ? kk_vint(kk_day_make(y, m, d)) : kk_vnull();
}

static struct kk_val v_fiscal(const struct kk_ctx *ctx, const struct kk_val *a,
                              struct kk_arena *arena)
{
    int y;
    int m;
    int d;

    (void)ctx;
    (void)arena;
    kk_day_split((kk_day)a[0].i, &y, &m, &d);
    return kk_vint(m >= 4 ? y : y - 1);
}

static struct kk_val day_or_null(kk_day d)
{
    return d < 0 ? kk_vnull() : kk_vint(d);
}

static struct kk_val v_before(const struct kk_ctx *ctx, const struct kk_val *a,
                              struct kk_arena *arena)
{
    (void)arena;
    return day_or_null(kk_cal_weekday_before(ctx->cal, (kk_day)a[0].i));
}

/* (due, since): never before what it follows happened. */
static struct kk_val v_act_by(const struct kk_ctx *ctx, const struct kk_val *a,
                              struct kk_arena *arena)
{
    kk_day before = kk_cal_weekday_before(ctx->cal, (kk_day)a[0].i);

    (void)arena;
    return day_or_null(before < (kk_day)a[1].i ? (kk_day)a[0].i : before);
}

static struct kk_val v_after(const struct kk_ctx *ctx, const struct kk_val *a,
                             struct kk_arena *arena)
{
    (void)arena;
    return day_or_null(kk_cal_weekday_after(ctx->cal, (kk_day)a[0].i));
}

static struct kk_val v_add(const struct kk_ctx *ctx, const struct kk_val *a,
                           struct kk_arena *arena)
{
    (void)arena;
    return day_or_null(
        kk_cal_weekday_add(ctx->cal, (kk_day)a[0].i, (int)a[1].i));
}

static struct kk_val text_of(struct kk_arena *arena, const char *buf)
{
    return kk_vtext(kk_arena_strdup(arena, buf));
}

/* 憲法記念日, 日曜, 年末年始; NULL on a service day. */
static struct kk_val v_closed(const struct kk_ctx *ctx, const struct kk_val *a,
                              struct kk_arena *arena)
{
    const char *name;

    if (kk_cal_day_why(ctx->cal, (kk_day)a[0].i, &name) == KK_WHY_OPEN)
        return kk_vnull();
    return text_of(arena, name);
}

static struct kk_val v_iso(const struct kk_ctx *ctx, const struct kk_val *a,
                           struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];

    (void)ctx;
    return text_of(arena, kk_time_iso(a[0].i, buf));
}

static struct kk_val v_day_iso(const struct kk_ctx *ctx, const struct kk_val *a,
                               struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];

    (void)ctx;
    return text_of(arena, kk_day_iso((kk_day)a[0].i, buf));
}

static struct kk_val v_month(const struct kk_ctx *ctx, const struct kk_val *a,
                             struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];

    (void)ctx;
    kk_day_iso((kk_day)a[0].i, buf);
    buf[7] = '\0';
    return text_of(arena, buf);
}

static struct kk_val v_time_text(const struct kk_ctx *ctx,
                                 const struct kk_val *a, struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];

    return text_of(arena, kk_time_short(a[0].i, now(ctx), buf));
}

static struct kk_val v_sama(const struct kk_ctx *ctx, const struct kk_val *a,
                            struct kk_arena *arena)
{
    (void)ctx;
    return kk_vtext(kk_arena_printf(arena, "%s%s", a[0].s, kk_sama(a[0].s)));
}

static struct kk_val v_day_long(const struct kk_ctx *ctx,
                                const struct kk_val *a, struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];

    (void)ctx;
    return text_of(arena, kk_day_long((kk_day)a[0].i, buf));
}

static struct kk_val v_day_text(const struct kk_ctx *ctx,
                                const struct kk_val *a, struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];

    (void)ctx;
    return text_of(arena, kk_day_era((kk_day)a[0].i, buf));
}

/* 6/14 and 6/14 09:10: without a year, for what stands under its month's name.
 */
static struct kk_val v_day_md(const struct kk_ctx *ctx, const struct kk_val *a,
                              struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];
    int y, m, d;

    (void)ctx;
    kk_day_split((kk_day)a[0].i, &y, &m, &d);
    kk_fmt(buf, sizeof buf, "%d/%d", m, d);
    return text_of(arena, buf);
}

static struct kk_val v_time_md(const struct kk_ctx *ctx, const struct kk_val *a,
                               struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];
    struct kk_civil c;

    (void)ctx;
    kk_civil_of(a[0].i, &c);
    kk_fmt(buf, sizeof buf, "%d/%d %02d:%02d", c.month, c.day, c.hour, c.min);
    return text_of(arena, buf);
}

static struct kk_val v_min_text(const struct kk_ctx *ctx,
                                const struct kk_val *a, struct kk_arena *arena)
{
    char buf[KK_MIN_BYTES];

    (void)ctx;
    return text_of(arena, kk_min_words((int)a[0].i, buf));
}

static struct kk_val v_left_text(const struct kk_ctx *ctx,
                                 const struct kk_val *a, struct kk_arena *arena)
{
    char buf[KK_MIN_BYTES];

    return text_of(arena, kk_left_words(ctx->cal, kk_day_of(kk_now(ctx->clock)),
                                        (int)a[0].i, buf));
}

/* (table, row, column, ltime, writer, seq): the cell as it was when that entry
 * had just been made; NULL where nothing changed it since. */
static struct kk_val v_then(const struct kk_ctx *ctx, const struct kk_val *a,
                            struct kk_arena *arena)
{
    struct kk_entry e = {
        .ltime = a[3].i, .writer = (uint64_t)a[4].i, .seq = a[5].i};
    struct kk_val v = {0};

    if (kk_journal_then(ctx->db, (int)a[0].i, a[1].i, (int)a[2].i, &e, arena,
                        &v, NULL) != KK_OK)
        return kk_vnull();
    return v;
}

/* (table, row, column, of table, of row, of column): the cell as it was when
 * that other cell, which refers to the row, was written; NULL where nothing
 * changed it since. */
static struct kk_val v_called(const struct kk_ctx *ctx, const struct kk_val *a,
                              struct kk_arena *arena)
{
    struct kk_val v = {0};
    struct kk_entry e;

    if (a[1].type != KK_VINT ||
        !kk_journal_changed(ctx->db, (int)a[0].i, a[1].i, (int)a[2].i) ||
        kk_journal_wrote(ctx->db, (int)a[3].i, a[4].i, (int)a[5].i, &e, NULL) !=
            KK_OK ||
        kk_journal_then(ctx->db, (int)a[0].i, a[1].i, (int)a[2].i, &e, arena,
                        &v, NULL) != KK_OK)
        return kk_vnull();
    return v;
}

static void add_json(struct kk_str *out, const char *s)
{
    kk_str_addc(out, '"');
    for (; *s != '\0'; s++)
        if ((unsigned char)*s < ' ')
            kk_str_addf(out, "\\u%04x", (unsigned)*s);
        else
            kk_str_addf(out, *s == '"' || *s == '\\' ? "\\%c" : "%c", *s);
    kk_str_addc(out, '"');
}

/* The rows of a CSV of data/ as a JSON array of objects, for json_each. */
static struct kk_val v_sheet(const struct kk_ctx *ctx, const struct kk_val *a,
                             struct kk_arena *arena)
{
    struct kk_str json = {0};
    struct kk_val v;
    struct kk_sheet s;

    (void)ctx;
    if (a[0].type != KK_VTEXT || kk_sheet_open(a[0].s, &s, NULL) != KK_OK)
        return kk_vnull();
    for (size_t i = 0; i < s.n; i++) {
        const struct kk_csv_record *head = &s.csv.record[0];

        kk_str_add(&json, i == 0 ? "[" : ",");
        for (size_t c = 0; c < head->n; c++) {
            kk_str_add(&json, c == 0 ? "{" : ",");
            add_json(&json, head->field[c]);
            kk_str_addc(&json, ':');
            add_json(&json, kk_sheet_cell(&s, i, head->field[c]));
        }
        kk_str_addc(&json, '}');
    }
    kk_str_add(&json, s.n == 0 ? "[]" : "]");
    v = text_of(arena, kk_str_c(&json));
    kk_str_free(&json);
    kk_sheet_close(&s);
    return v;
}

struct fn {
    const char *name;
    int n;
    fn_value *value;
};
static const struct fn fns[] = {
    {"kk_now", 0, v_now},
    {"kk_today", 0, v_today},
    {"kk_worker", 0, v_worker},
    {"kk_node", 0, v_node},
    {"kk_office", 0, v_office},
    {"kk_due", 2, v_due},
    {"kk_elapsed", 2, v_elapsed},
    {"kk_left", 1, v_left},
    {"kk_mark", 2, v_mark},
    {"kk_param", 2, v_param},
    {"kk_param_text", 2, v_param_text},
    {"kk_day", 1, v_day},
    {"kk_day_start", 1, v_day_start},
    {"kk_ymd", 3, v_ymd},
    {"kk_fiscal", 1, v_fiscal},
    {"kk_workday_before", 1, v_before},
    {"kk_act_by", 2, v_act_by},
    {"kk_workday_after", 1, v_after},
    {"kk_workday_add", 2, v_add},
    {"kk_closed", 1, v_closed},
    {"kk_iso", 1, v_iso},
    {"kk_day_iso", 1, v_day_iso},
    {"kk_month", 1, v_month},
    {"kk_time_text", 1, v_time_text},
    {"kk_day_long", 1, v_day_long},
    {"kk_sama", 1, v_sama},
    {"kk_day_text", 1, v_day_text},
    {"kk_day_md", 1, v_day_md},
    {"kk_time_md", 1, v_time_md},
    {"kk_min_text", 1, v_min_text},
    {"kk_left_text", 1, v_left_text},
    {"kk_sheet", 1, v_sheet},
    {"kk_then", 6, v_then},
    {"kk_called", 6, v_called},
};

/* The store hands back one pointer: which function, for which ctx. */
struct kk_sqlfn {
    const struct kk_ctx *ctx;
    const struct fn *fn;
};

static void call(void *user, const struct kk_val *args, int n,
                 struct kk_val *result, struct kk_arena *arena)
{
    const struct kk_sqlfn *f = user;

    for (int i = 0; i < n; i++)
        if (args[i].type == KK_VNULL)
            return;
    *result = f->fn->value(f->ctx, args, arena);
}

enum kk_status kk_sqlfn_register(struct kk_ctx *ctx, struct kk_err *err)
{
    const size_t n = sizeof fns / sizeof *fns;
    enum kk_status st = KK_OK;

    ctx->sqlfn = kk_alloc(n * sizeof *ctx->sqlfn);
    for (size_t i = 0; i < n && st == KK_OK; i++) {
        ctx->sqlfn[i] = (struct kk_sqlfn){.ctx = ctx, .fn = &fns[i]};
        st = kk_db_function(ctx->db, fns[i].name, fns[i].n, call,
                            &ctx->sqlfn[i], err);
    }
    return st;
}
