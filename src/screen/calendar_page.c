/* 提出と期限: two weeks with what is to be done on which day, by kind, and
 * below it the list of everything that has a date. */
#include "screens_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/rules/calendar.h>
#include <kikusui/ui/list.h>

#include <string.h>

enum {
    DAYS = 14,
    ROWS_AT_ONCE = 1000, /* of the list, while it is counted */
    LABEL_COLS = 10,
    DAY_COLS = 5,
    DAY_COLS_WIDE = 8,
    HEAD_ROWS = 2, /* of the grid: date and weekday */
    LIST_LEAST = 6 /* rows that the list keeps at least */
};

static const size_t NO_ROW = (size_t)-1;

struct kind_row {
    char label[40];
    int n[DAYS];
};
struct calendar {
    struct kk_view view;
    struct kk_list list;
    kk_day today;
    int day; /* the one in hand, from today on */
    bool closed[DAYS];
    struct kind_row *kind;
    size_t n_kinds, cap_kinds;
    size_t first[DAYS];     /* the first row of each day, of the whole list */
    kk_id row;              /* the row in hand when it was last looked at */
    struct kk_str holidays; /* 4/29 昭和の日  5/3 憲法記念日 */
    char hint[160];
};

static struct calendar *self(struct kk_view *v)
{
    return (struct calendar *)v;
}

static const struct calendar *look(const struct kk_view *v)
{
    return (const struct calendar *)v;
}

/* --- loading -------------------------------------------------------------- */

/* The day on which it is to be done: not after its own, on a service day, and
 * what is over, today. */
static kk_day to_do(const struct kk_ctx *ctx, kk_day today, kk_day day,
                    bool timed)
{
    kk_day before = timed ? day : kk_cal_weekday_before(ctx->cal, day);

    return before < today ? today : before;
}

static struct kind_row *kind_of(struct calendar *p, const char *label)
{
    size_t i = 0;

    while (i < p->n_kinds && !kk_streq(p->kind[i].label, label))
        i++;
    if (i < p->n_kinds)
        return &p->kind[i];
    kk_grow(&p->kind, &p->cap_kinds, i + 1, sizeof *p->kind);
    p->kind[i] = (struct kind_row){.n = {0}};
    kk_fmt(p->kind[i].label, sizeof p->kind[i].label, "%s", label);
    p->n_kinds++;
    return &p->kind[i];
}

static int first_of(const struct kind_row *k)
{
    int i = 0;

    while (i < DAYS && k->n[i] == 0)
        i++;
    return i;
}

/* What is to be done soonest first: where not all kinds fit, the others give
 * way. */
static void soonest_first(struct calendar *p)
{
    for (size_t i = 1; i < p->n_kinds; i++) {
        struct kind_row row = p->kind[i];
        size_t at = i;

        for (; at > 0 && first_of(&p->kind[at - 1]) > first_of(&row); at--)
            p->kind[at] = p->kind[at - 1];
        p->kind[at] = row;
    }
}

static void count_row(struct calendar *p, const struct kk_ctx *ctx, size_t row,
                      const struct kk_val *cell)
{
    const struct kk_listing *l = p->list.listing;
    const struct kk_val *day = &cell[kk_listing_col(l, "day")],
                        *at = &cell[kk_listing_col(l, "at")],
                        *kind = &cell[kk_listing_col(l, "kind")];
    kk_day d;

    if (day->type != KK_VINT || kind->type != KK_VTEXT)
        return;
    d = to_do(ctx, p->today, (kk_day)day->i, at->type == KK_VINT);
    if (d >= p->today + DAYS)
        return;
    kind_of(p, kind->s)->n[d - p->today]++;
    if (p->first[d - p->today] == NO_ROW)
        p->first[d - p->today] = row;
}

/* All of the list, however long it is, in the order in which it stands. */
static enum kk_status count(struct calendar *p, struct kk_ctx *ctx,
                            struct kk_err *err)
{
    const struct kk_listing *l = p->list.listing;
    struct kk_query q = {
        .listing = l, .order = p->list.order, .limit = ROWS_AT_ONCE};
    struct kk_rows rows = {0}, last = {0};
    size_t seen = 0;
    enum kk_status st;

    p->n_kinds = 0;
    for (int i = 0; i < DAYS; i++)
        p->first[i] = NO_ROW;
    do {
        st = kk_listing_fetch(ctx, &q, &rows, err);
        for (size_t i = 0; st == KK_OK && i < rows.n; i++)
            count_row(p, ctx, seen + i, &rows.cell[i * kk_listing_cols(l)]);
        seen += rows.n;
        kk_rows_free(&last);
        last = rows;
        rows = (struct kk_rows){0};
        q.key = last.n > 0 ? &last.key[(last.n - 1) * 2] : NULL;
    } while (st == KK_OK && last.more && last.n > 0);
    kk_rows_free(&last);
    soonest_first(p);
    return st;
}

static void name_days(struct calendar *p, const struct kk_ctx *ctx)
{
    kk_str_clear(&p->holidays);
    for (int i = 0; i < DAYS; i++) {
        const char *name;
        enum kk_why why = kk_cal_day_why(ctx->cal, p->today + i, &name);
        int y, m, d;

        p->closed[i] = why != KK_WHY_OPEN;
        if (why == KK_WHY_OPEN || why == KK_WHY_WDAY)
            continue;
        kk_day_split(p->today + i, &y, &m, &d);
        kk_str_addf(&p->holidays, "%s%d/%d %s",
                    p->holidays.n_bytes > 0 ? "  " : "", m, d, name);
    }
}

static bool row_day(const struct calendar *p, const struct kk_ctx *ctx,
                    size_t row, kk_day *own, kk_day *out)
{
    const struct kk_val *day = kk_list_val_at(&p->list, row, "day"),
                        *at = kk_list_val_at(&p->list, row, "at");

    if (day == NULL || day->type != KK_VINT)
        return false;
    *own = (kk_day)day->i;
    *out = to_do(ctx, p->today, *own, at != NULL && at->type == KK_VINT);
    return true;
}

/* What the day of the selected row means where it is no service day. */
static void tell(struct calendar *p, const struct kk_ctx *ctx)
{
    const char *name;
    kk_day own, on;
    int y, m, d, m2, d2;

    p->hint[0] = '\0';
    if (p->list.n == 0 || !row_day(p, ctx, p->list.sel, &own, &on) ||
        own < p->today || on == own ||
        kk_cal_day_why(ctx->cal, own, &name) == KK_WHY_OPEN)
        return;
    kk_day_split(own, &y, &m, &d);
    kk_day_split(on, &y, &m2, &d2);
    kk_fmt(p->hint, sizeof p->hint, "%d/%d は%s。%d/%d のうちに。", m, d, name,
           m2, d2);
}

/* The row in hand says which day is. */
static void follow(struct calendar *p, const struct kk_ctx *ctx)
{
    kk_day own, on;

    if (p->list.n > 0 && row_day(p, ctx, p->list.sel, &own, &on) &&
        on < p->today + DAYS)
        p->day = on - p->today;
    p->row = p->list.sel_id;
    tell(p, ctx);
}

static bool named(const struct kk_view *v)
{
    return look(v)->holidays.n_bytes > 0;
}

/* Of the kinds; where they do not all fit the last names the others. */
static int kind_rows(const struct kk_view *v)
{
    int most = v->area.rows - LIST_LEAST - HEAD_ROWS - (named(v) ? 1 : 0) - 1;
    int kinds = (int)look(v)->n_kinds;

    return kinds <= most ? kinds : most > 0 ? most : 0;
}

static int grid_rows(const struct kk_view *v)
{
    return HEAD_ROWS + kind_rows(v) + (named(v) ? 1 : 0) + 1;
}

static struct kk_rect list_rect(const struct kk_view *v)
{
    int top = grid_rows(v);

    return kk_rect_in(v->area, top, 0, v->area.rows - top, v->area.cols);
}

static unsigned flags(const struct kk_view *v)
{
    return KK_DRAW_HEAD | KK_DRAW_FOCUS |
           (v->area.cols >= KK_WIDE_COLS ? (unsigned)KK_DRAW_WIDE : 0);
}

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct calendar *p = self(v);
    enum kk_status st;

    p->today = kk_day_of(ui->now);
    name_days(p, ui->ctx);
    st = count(p, ui->ctx, err);
    if (st == KK_OK)
        st = kk_list_load(&p->list, ui->ctx, ui->now,
                          list_rect(v).rows -
                              kk_list_head_rows(&p->list, flags(v)),
                          true, err);
    if (st != KK_OK)
        return st;
    /* A day that was gone to stays, though no row is of it. */
    if (p->list.sel_id != p->row)
        follow(p, ui->ctx);
    else
        tell(p, ui->ctx);
    return KK_OK;
}

/* --- commands ------------------------------------------------------------- */

/* To the first row that is to be done on that day; where there is none the row
 * stays. */
static struct kk_fx go(struct calendar *p, const struct kk_ctx *ctx, int day)
{
    struct kk_fx fx = {.flags = KK_FX_REDRAW};

    p->day = day < 0 ? 0 : day >= DAYS ? DAYS - 1 : day;
    if (p->first[p->day] != NO_ROW)
        fx = kk_list_seek(&p->list, p->first[p->day]);
    p->row = p->list.sel_id;
    tell(p, ctx);
    return fx;
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct calendar *p = self(v);
    struct kk_fx fx;

    if (cmd == KK_DO_LEFT || cmd == KK_DO_RIGHT)
        return go(p, ui->ctx, p->day + (cmd == KK_DO_LEFT ? -1 : 1));
    if (cmd == KK_DO_TODAY)
        return go(p, ui->ctx, 0);
    if (cmd == KK_DO_OPEN) {
        kk_list_open(&p->list, ui);
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    }
    fx = kk_list_do(&p->list, ui, cmd);
    if ((fx.flags & KK_FX_NOT) == 0)
        follow(p, ui->ctx);
    return fx;
}

static bool can(const struct kk_view *v, const struct kk_ui *ui,
                enum kk_cmd cmd)
{
    return kk_list_can(&look(v)->list, ui, cmd);
}

static struct kk_fx click(struct kk_view *v, struct kk_ui *ui, int row, int col)
{
    struct calendar *p = self(v);
    struct kk_fx fx =
        kk_list_click(&p->list, row - list_rect(v).row -
                                    kk_list_head_rows(&p->list, flags(v)));

    (void)col;
    follow(p, ui->ctx);
    return fx;
}

/* --- drawing -------------------------------------------------------------- */

static int day_cols(const struct kk_view *v)
{
    int most = (v->area.cols - LABEL_COLS) / DAYS;

    return most > DAY_COLS_WIDE ? DAY_COLS_WIDE : most < 3 ? 3 : most;
}

static void draw_head(const struct kk_view *v, struct kk_canvas *c)
{
    const struct calendar *p = look(v);
    int width = day_cols(v);

    for (int i = 0; i < DAYS; i++) {
        unsigned style = i == p->day    ? KK_S_SELECTED
                         : p->closed[i] ? KK_S_DIM
                                        : KK_S_HEAD;
        char date[16], wday[16];
        int y, m, d;

        kk_day_split(p->today + i, &y, &m, &d);
        if (i == 0 || d == 1)
            kk_fmt(date, sizeof date, "%d/%d", m, d);
        else
            kk_fmt(date, sizeof date, "%d", d);
        kk_fmt(wday, sizeof wday, "%s%s",
               kk_wday_name(kk_day_wday(p->today + i)),
               p->closed[i] ? "休" : "");
        kk_put_in(c, v->area, 0, LABEL_COLS + i * width, width, KK_RIGHT, style,
                  date);
        kk_put_in(c, v->area, 1, LABEL_COLS + i * width, width, KK_RIGHT, style,
                  wday);
    }
}

static void draw_kind(const struct kk_view *v, struct kk_canvas *c, int row,
                      const struct kind_row *k)
{
    const struct calendar *p = look(v);
    int width = day_cols(v);

    kk_put_in(c, v->area, row, 1, LABEL_COLS - 1, KK_LEFT, KK_S_PLAIN,
              k->label);
    for (int i = 0; i < DAYS; i++) {
        char n[16] = "-";

        if (k->n[i] > 0)
            kk_fmt(n, sizeof n, "%d", k->n[i]);
        else if (p->closed[i])
            n[0] = '\0';
        kk_put_in(c, v->area, row, LABEL_COLS + i * width, width, KK_RIGHT,
                  k->n[i] > 0 ? KK_S_PLAIN : KK_S_DIM, n);
    }
}

/* The kinds from `first` on in one row, each with how many there are. */
static void draw_others(const struct kk_view *v, struct kk_canvas *c, int row,
                        size_t first)
{
    const struct calendar *p = look(v);
    struct kk_str words = {0};

    kk_str_addf(&words, "ほか%zu種類:", p->n_kinds - first);
    for (size_t i = first; i < p->n_kinds; i++) {
        int n = 0;

        for (int d = 0; d < DAYS; d++)
            n += p->kind[i].n[d];
        kk_str_addf(&words, "  %s %d", p->kind[i].label, n);
    }
    kk_put_in(c, v->area, row, 1, v->area.cols - 1, KK_LEFT, KK_S_PLAIN,
              kk_str_c(&words));
    kk_str_free(&words);
}

static void draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct calendar *p = look(v);
    int top = grid_rows(v), rows = kind_rows(v);
    bool all = (size_t)rows == p->n_kinds;

    draw_head(v, c);
    for (int i = 0; i < (all ? rows : rows - 1); i++)
        draw_kind(v, c, HEAD_ROWS + i, &p->kind[i]);
    if (!all && rows > 0)
        draw_others(v, c, HEAD_ROWS + rows - 1, (size_t)rows - 1);
    if (named(v))
        kk_put_in(c, v->area, top - 2, 1, v->area.cols - 1, KK_LEFT, KK_S_DIM,
                  kk_str_c(&p->holidays));
    kk_rule(c, v->area, top - 1, KK_S_FRAME);
    kk_list_draw(&p->list, c, list_rect(v), flags(v));
}

/* --- asking --------------------------------------------------------------- */

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    out[0] = kk_list_kind(&look(v)->list);
    out[1] = "calendar";
    out[2] = "list";
    out[3] = "go";
    return 4;
}

static void subject(const struct kk_view *v, struct kk_subject *out)
{
    out->kind = kk_list_kind(&look(v)->list);
    if (!kk_list_selected(&look(v)->list, &out->id))
        out->id = 0;
}

static kk_id related(const struct kk_view *v, const char *kind)
{
    return kk_list_related(&look(v)->list, kind);
}

static size_t marks(const struct kk_view *v, const char **kind,
                    const kk_id **ids)
{
    return kk_list_marks(&look(v)->list, kind, ids);
}

static void made(struct kk_view *v, const struct kk_subject *row)
{
    kk_list_made(&self(v)->list, row);
}

static void title(const struct kk_view *v, char out[KK_TITLE_BYTES])
{
    char n[32];

    kk_list_count_words(&look(v)->list, n);
    kk_fmt(out, KK_TITLE_BYTES, "提出と期限  %s", n);
}

static const char *hint(const struct kk_view *v)
{
    return look(v)->hint[0] != '\0' ? look(v)->hint : NULL;
}

static void close_page(struct kk_view *v, struct kk_ui *ui)
{
    (void)ui;
    kk_list_free(&self(v)->list);
    kk_str_free(&self(v)->holidays);
    kk_free(self(v)->kind);
    kk_free(v);
}

static const struct kk_view_ops ops = {
    .load = load,
    .act = act,
    .can = can,
    .click = click,
    .draw = draw,
    .scopes = scopes,
    .subject = subject,
    .related = related,
    .marks = marks,
    .made = made,
    .title = title,
    .hint = hint,
    .close = close_page,
};

struct kk_view *kk_calendar_view(struct kk_ui *ui, kk_id none)
{
    struct calendar *p = kk_alloc(sizeof *p);

    (void)none;
    p->view.ops = &ops;
    kk_list_init(&p->list, kk_find_listing(ui->ctx->reg, "due"), NULL, NULL);
    return &p->view;
}
