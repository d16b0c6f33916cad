/* Drawing an incident from its snapshot: the head and the foot of its page, and
 * what home shows of it. */
#include "incident_draw.h"

#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <string.h>

enum {
    SMALL_ROWS = 16,
    RULED_ROWS = 7 /* lower: both clocks need the row of the rule */
};

static const char *or_empty(const char *s)
{
    return s == NULL ? "" : s;
}

static bool given(const char *s)
{
    return s != NULL && s[0] != '\0';
}

/* Appends words with two blanks between them. */
static void join(struct kk_str *out, const char *before, const char *s)
{
    if (!given(s))
        return;
    if (out->n_bytes > 0)
        kk_str_add(out, "  ");
    kk_str_addf(out, "%s%s", before, s);
}

static void put_joined(struct kk_canvas *c, struct kk_rect r, int row,
                       struct kk_str *words)
{
    kk_put_in(c, r, row, 1, r.cols - 2, KK_LEFT, KK_S_PLAIN, kk_str_c(words));
    kk_str_clear(words);
}

static void contact_words(const struct kk_incident_view *v, struct kk_str *out)
{
    if (given(v->contact))
        kk_str_addf(out, "%s%s%s", out->n_bytes > 0 ? "  " : "", v->contact,
                    kk_sama(v->contact));
    if (given(v->phone))
        kk_str_addf(out, " %s", v->phone);
}

static void desk_words(const struct kk_incident_view *v, struct kk_str *out)
{
    if (!given(v->desk.name))
        return;
    join(out, "", v->desk.name);
    kk_str_addf(out, " %s", or_empty(v->desk.badge));
}

/* --- the clocks --- */

/* In full, or where that has no room only when it is due, or nothing: half of
 * it would be read as the other time. */
static void clock_period(const struct kk_clock_view *k, kk_time now, int cols,
                         struct kk_str *out)
{
    char from[KK_TIME_BYTES], due[KK_TIME_BYTES], words[96];

    if (k->from == 0) {
        kk_str_add(out, "対応指示がまだです");
        return;
    }
    kk_fmt(words, sizeof words, "%s から %s まで",
           kk_time_short(k->from, now, from), kk_time_short(k->due, now, due));
    if (kk_cols(words) > cols)
        kk_fmt(words, sizeof words, "%s まで", due);
    if (kk_cols(words) <= cols)
        kk_str_add(out, words);
}

static void clock_state(const struct kk_clock_view *k, kk_time now,
                        struct kk_str *out)
{
    char stop[KK_TIME_BYTES];
    const char *left = or_empty(k->left_text);

    if (k->from == 0)
        return;
    if (k->stop != 0)
        kk_str_addf(out, "%s 済", kk_time_short(k->stop, now, stop));
    else
        kk_str_addf(out, "%s %s", k->left < 0 ? "超過" : "残",
                    left[0] == '-' ? left + 1 : left);
}

static enum kk_style clock_style(const struct kk_clock_view *k)
{
    return given(k->mark) ? kk_theme_word(k->mark) : kk_theme_word(k->status);
}

static bool runs(const struct kk_clock_view *k)
{
    return k->stop == 0 && k->from != 0 &&
           strcmp(or_empty(k->status), "計測中") == 0;
}

/* Too low for more than the steps: the arithmetic and the desk give way. */
static bool small(struct kk_rect r)
{
    return r.rows < SMALL_ROWS;
}

/* " 連絡  60分  10:20 から 11:20 まで   10:35 済   15分 = 10:20-10:35  達成".
 * Returns the rows it takes: the arithmetic gets one of its own where it does
 * not fit. c NULL only counts. */
static int draw_clock(const struct kk_clock_view *k, kk_time now,
                      struct kk_canvas *c, struct kk_rect r, int row)
{
    struct kk_str line = {0}, state = {0};
    const char *words = or_empty(k->words);
    const char *end = given(k->mark) ? k->mark : or_empty(k->status);
    int limit = r.cols - kk_cols(end) - 3, col, rows = 1;
    bool below;

    kk_str_addf(&line, "%s %3d分  ", or_empty(k->name), k->limit);
    clock_state(k, now, &state);
    clock_period(k, now,
                 limit - kk_cols(kk_str_c(&line)) - kk_cols(kk_str_c(&state)) -
                     2,
                 &line);
    col = 1 + kk_cols(kk_str_c(&line)) + 3;
    if (col + kk_cols(kk_str_c(&state)) > limit)
        col = limit - kk_cols(kk_str_c(&state));
    below = col + kk_cols(kk_str_c(&state)) + 3 + kk_cols(words) > limit;
    if (below && small(r))
        words = "";
    if (c != NULL) {
        kk_put(c, r, row, 1, KK_S_PLAIN, kk_str_c(&line));
        kk_put(c, r, row, col, (unsigned)clock_style(k), kk_str_c(&state));
        kk_put_end(c, r, row, 1, (unsigned)clock_style(k), end);
        if (!below)
            kk_put(c, r, row, col + kk_cols(kk_str_c(&state)) + 3, KK_S_DIM,
                   words);
        else
            kk_put(c, r, row + 1, 13, KK_S_DIM, words);
    }
    if (below && words[0] != '\0')
        rows = 2;
    kk_str_free(&line);
    kk_str_free(&state);
    return rows;
}

/* --- the page's head and foot --- */

static void draw_top(const struct kk_incident_view *v, struct kk_canvas *c,
                     struct kk_rect r)
{
    struct kk_str words = {0};
    char right[128];
    int room, where;

    kk_fmt(right, sizeof right, " 状態 %s  担当 %s", or_empty(v->state),
           given(v->assignee) ? v->assignee : "未定");
    contact_words(v, &words);
    if (kk_cols(right) + kk_cols(kk_str_c(&words)) + 3 > r.cols)
        kk_fmt(right, sizeof right, " %s", or_empty(v->state));
    kk_put_end(c, r, 0, 1, KK_S_PLAIN, right);
    room = r.cols - 2 - kk_cols(right) - 2 - kk_cols(kk_str_c(&words));
    where = kk_cols(or_empty(v->where));
    where = where < room ? where : room;
    kk_put_middle(c, r, 0, 1, where > 0 ? where : 0, KK_S_PLAIN,
                  or_empty(v->where));
    kk_put(c, r, 0, where > 0 ? where + 3 : 1, KK_S_PLAIN, kk_str_c(&words));
    room = r.cols - 2 - (given(v->past) ? kk_cols(v->past) + 2 : 0);
    kk_put_in(c, r, 1, 1, room, KK_LEFT, KK_S_PLAIN, or_empty(v->unit_text));
    if (given(v->past))
        kk_put_end(c, r, 1, 1, KK_S_DIM, v->past);
    kk_str_free(&words);
}

int kk_incident_head(const struct kk_incident_view *v, kk_time now,
                     struct kk_canvas *c, struct kk_rect r)
{
    bool ruled = r.rows >= RULED_ROWS;
    int row = ruled ? 3 : 2;

    if (c != NULL)
        draw_top(v, c, r);
    if (c != NULL && ruled)
        kk_rule(c, r, 2, KK_S_FRAME);
    for (int i = 0; i < 2; i++)
        row += draw_clock(&v->clock[i], now, c, r, row);
    return row;
}

/* The maker's desk, and what it wants to be told: it is never cut. */
static void foot_words(const struct kk_incident_view *v, struct kk_str *out)
{
    desk_words(v, out);
    join(out, "", v->desk.phone);
    join(out, "伝えること: ", v->desk.needs);
}

static int desk_rows(const struct kk_incident_view *v, int cols)
{
    struct kk_str words = {0};
    int rows;

    foot_words(v, &words);
    rows = kk_wrap_rows(kk_str_c(&words), cols - 2);
    kk_str_free(&words);
    return rows < 3 ? rows : 3;
}

int kk_incident_foot(const struct kk_incident_view *v, struct kk_canvas *c,
                     struct kk_rect r)
{
    int desk = small(r) ? 0 : desk_rows(v, r.cols);
    struct kk_str words = {0};

    if (c == NULL)
        return desk + 1;
    foot_words(v, &words);
    if (desk > 0)
        kk_put_wrap(c, kk_rect_in(r, r.rows - 1 - desk, 1, desk, r.cols - 2), 0,
                    KK_S_PLAIN, kk_str_c(&words));
    kk_str_clear(&words);
    join(&words, "次: ", v->next);
    join(&words, "予備機 ", v->spare_text);
    put_joined(c, r, r.rows - 1, &words);
    kk_str_free(&words);
    return desk + 1;
}

/* --- home --- */

void kk_incident_draw_lines(const struct kk_incident_view *v,
                            struct kk_canvas *c, struct kk_rect r)
{
    struct kk_str words = {0};

    kk_str_add(&words, or_empty(v->no));
    kk_str_addf(&words, " %s", or_empty(v->symptom));
    contact_words(v, &words);
    put_joined(c, r, 0, &words);
    join(&words, "次: ", v->next);
    join(&words, given(v->spare_text) ? "予備機 " : "", v->spare_text);
    desk_words(v, &words);
    put_joined(c, r, 1, &words);
    kk_str_free(&words);
}

void kk_incident_draw_card(const struct kk_incident_view *v,
                           struct kk_canvas *c, struct kk_rect r)
{
    struct kk_str words = {0};
    int row = 0;
    struct kk_rect in = kk_rect_in(r, 0, 1, r.rows, r.cols - 2);

    kk_str_addf(&words, "%s  %s  担当 %s\n%s", or_empty(v->no),
                or_empty(v->state), given(v->assignee) ? v->assignee : "未定",
                or_empty(v->where));
    contact_words(v, &words);
    kk_str_addf(&words, "\n%s\n%s\n", or_empty(v->unit_text),
                or_empty(v->symptom));
    for (int i = 0; i < 2; i++)
        if (runs(&v->clock[i]))
            kk_str_addf(&words, "%s 残り %s %s\n", or_empty(v->clock[i].name),
                        or_empty(v->clock[i].left_text),
                        or_empty(v->clock[i].mark));
    row += kk_put_wrap(c, in, row, KK_S_PLAIN, kk_str_c(&words));
    kk_str_clear(&words);
    join(&words, "次: ", v->next);
    row += kk_put_wrap(c, in, row, KK_S_URGENT, kk_str_c(&words));
    kk_str_clear(&words);
    join(&words, "予備機 ", v->spare_text);
    desk_words(v, &words);
    kk_put_wrap(c, in, row, KK_S_PLAIN, kk_str_c(&words));
    kk_str_free(&words);
}
