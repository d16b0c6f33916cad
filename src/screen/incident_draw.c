/* Drawing an incident from its snapshot. */
#include "incident_draw.h"

#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <string.h>

enum {
    SMALL_ROWS = 16,
    NARROW_COLS = 60 /* below: the timeline has no place beside the steps */
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
        kk_str_addf(out, "%s%s様", out->n_bytes > 0 ? "  " : "", v->contact);
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

static void clock_period(const struct kk_clock_view *k, kk_time now,
                         struct kk_str *out)
{
    char from[KK_TIME_BYTES], due[KK_TIME_BYTES];

    if (k->from == 0) {
        kk_str_add(out, "対応指示がまだです");
        return;
    }
    kk_str_addf(out, "%s から %s まで", kk_time_short(k->from, now, from),
                kk_time_short(k->due, now, due));
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
    clock_period(k, now, &line);
    clock_state(k, now, &state);
    col = 1 + kk_cols(kk_str_c(&line)) + 3;
    if (small(r) && col + kk_cols(kk_str_c(&state)) > limit)
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

/* --- steps --- */

static bool left_out(const struct kk_steps *all, size_t i)
{
    return !all->step[i].done && (int)i != all->next && all->step[i].passed;
}

static const char *step_mark(const struct kk_steps *all, size_t i,
                             enum kk_style *style)
{
    *style = all->step[i].done     ? KK_S_GOOD
             : (int)i == all->next ? KK_S_URGENT
             : left_out(all, i)    ? KK_S_DIM
                                   : KK_S_PLAIN;
    return all->step[i].done     ? "済"
           : (int)i == all->next ? "次"
           : left_out(all, i)    ? "- "
                                 : "  ";
}

/* When it was done, or why not yet. */
static const char *step_note(const struct kk_step *s)
{
    return or_empty(s->done ? s->note : s->why);
}

/* Where the notes begin: behind the longest label, unless a note needs the
 * room more than that label its end. */
static int note_col(const struct kk_incident_view *v, int cols)
{
    int label = 0, note = 0;

    for (size_t i = 0; i < v->steps.n; i++) {
        int l = kk_cols(or_empty(v->steps.step[i].label));
        int n = kk_cols(step_note(&v->steps.step[i]));

        label = l > label ? l : label;
        note = n > note ? n : note;
    }
    label += 5 + 3 + 1;
    return label + note > cols && cols * 60 / 100 < label ? cols * 60 / 100
                                                          : label;
}

static void draw_step(const struct kk_incident_view *v, size_t i, bool sel,
                      struct kk_canvas *c, struct kk_rect r, int row)
{
    const struct kk_step *s = &v->steps.step[i];
    unsigned select = sel ? KK_S_SELECTED : 0;
    const char *mark;
    char label[160];
    enum kk_style style = KK_S_PLAIN;
    int note = note_col(v, r.cols), end;

    mark = step_mark(&v->steps, i, &style);
    if (sel) {
        kk_fill(c, kk_rect_in(r, row, 0, 1, r.cols), select);
        kk_put(c, r, row, 0, KK_S_KEY | select, ">");
    }
    kk_put(c, r, row, 2, (unsigned)style | select, mark);
    kk_fmt(label, sizeof label, "%2zu %s", i + 1, or_empty(s->label));
    /* A long label takes what a short note leaves. */
    end = 5 + kk_cols(label) + 1;
    if (end > note && end + kk_cols(step_note(s)) <= r.cols)
        note = end;
    kk_put_in(c, r, row, 5, note - 6, KK_LEFT,
              (left_out(&v->steps, i) ? KK_S_DIM : KK_S_PLAIN) | select, label);
    kk_put_in(c, r, row, note, r.cols - note, KK_LEFT, KK_S_DIM | select,
              step_note(s));
}

/* --- the timeline --- */

int kk_incident_lines(const struct kk_incident_view *v)
{
    return (int)v->n_events + (v->n_earlier > 0 ? 1 + (int)v->n_earlier : 0);
}

/* Of the case itself, then of the unit's earlier ones. */
static const struct kk_event_view *event_at(const struct kk_incident_view *v,
                                            size_t i)
{
    return i < v->n_events ? &v->event[i] : &v->earlier[i - v->n_events];
}

/* 10:35 佐藤 連絡 現場 坂本 つながった. Who and what stand below each other. */
static void draw_event(const struct kk_incident_view *v,
                       const struct kk_event_view *e, kk_time now,
                       struct kk_canvas *c, struct kk_rect r, int row)
{
    unsigned style = e->undone ? KK_S_DIM : KK_S_PLAIN;
    char at[KK_TIME_BYTES];
    struct kk_str what = {0};
    int when = 5, who = 4;

    for (size_t i = 0; i < v->n_events + v->n_earlier; i++) {
        const struct kk_event_view *o = event_at(v, i);
        int cols = kk_cols(kk_time_short(o->at, now, at));

        if ((i < v->n_events) != (e < v->event + v->n_events && e >= v->event))
            continue;
        when = cols > when ? cols : when;
        cols = kk_cols(or_empty(o->by));
        who = cols > who ? cols : who;
    }
    kk_str_addf(&what, "%s%s", or_empty(e->brief),
                e->undone ? " (取消済)" : "");
    kk_put_in(c, r, row, 0, when, KK_LEFT, style,
              kk_time_short(e->at, now, at));
    kk_put_in(c, r, row, when + 1, who, KK_LEFT, style, or_empty(e->by));
    kk_put_in(c, r, row, when + who + 2, r.cols - when - who - 2, KK_LEFT,
              style, kk_str_c(&what));
    kk_str_free(&what);
}

static void draw_line(const struct kk_incident_view *v, kk_time now, int nth,
                      struct kk_canvas *c, struct kk_rect r, int row)
{
    if (nth == (int)v->n_events)
        kk_put(c, r, row, 0, KK_S_DIM, "----- この機器の前の案件 -----");
    else
        draw_event(
            v, event_at(v, (size_t)(nth < (int)v->n_events ? nth : nth - 1)),
            now, c, r, row);
}

/* --- the page --- */

struct shape {
    int clocks, body, foot, split; /* rows and column where each begins */
};

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

static struct shape shape_of(const struct kk_incident_view *v, kk_time now,
                             struct kk_rect r)
{
    struct shape s;

    s.clocks = 3;
    s.body = s.clocks;
    for (int i = 0; i < 2; i++)
        s.body += draw_clock(&v->clock[i], now, NULL, r, 0);
    s.body += 1;
    s.foot = r.rows - 1 - (small(r) ? 0 : desk_rows(v, r.cols));
    s.split = r.cols >= 110 ? 52 : r.cols < NARROW_COLS ? r.cols : r.cols / 2;
    return s;
}

int kk_incident_lines_shown(const struct kk_incident_view *v, kk_time now,
                            struct kk_rect r)
{
    struct shape s = shape_of(v, now, r);

    return s.foot - 1 - s.body - 1;
}

static void draw_top(const struct kk_incident_view *v, struct kk_canvas *c,
                     struct kk_rect r)
{
    struct kk_str words = {0};
    char right[128];
    int room, where;

    kk_fmt(right, sizeof right, " 状態 %s  担当 %s", or_empty(v->state),
           given(v->assignee) ? v->assignee : "未定");
    kk_put_end(c, r, 0, 1, KK_S_PLAIN, right);
    contact_words(v, &words);
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

/* A list that speaks of the case: 気づき 1件. */
static void draw_link(const struct kk_link *link, bool sel, struct kk_canvas *c,
                      struct kk_rect r, int row)
{
    unsigned select = sel ? KK_S_SELECTED : 0;

    if (sel) {
        kk_fill(c, kk_rect_in(r, row, 0, 1, r.cols), select);
        kk_put(c, r, row, 0, KK_S_KEY | select, ">");
    }
    kk_putf(c, r, row, 8, KK_S_PLAIN | select, "%s %lld件",
            link->listing->title, (long long)link->count);
}

/* What has no room is told to be in the history. */
static void draw_told(const struct kk_str *told, struct kk_canvas *c,
                      struct kk_rect r)
{
    static const char more[] = "続き h";
    bool cut = kk_wrap_rows(kk_str_c(told), r.cols) > r.rows;

    kk_put_wrap(c, r, 0, KK_S_PLAIN, kk_str_c(told));
    if (!cut || r.rows < 1)
        return;
    kk_fill(c,
            kk_rect_in(r, r.rows - 1, r.cols - kk_cols(more) - 2, 1,
                       kk_cols(more) + 2),
            KK_S_PLAIN);
    kk_put_end(c, r, r.rows - 1, 1, KK_S_KEY, more);
}

/* Steps above, what else speaks of the case, symptom and error below them: what
 * was told is never cut for a step that is done. */
static void draw_left(const struct kk_incident_view *v,
                      const struct kk_links *links, size_t sel,
                      struct kk_canvas *c, struct kk_rect r)
{
    size_t n = v->steps.n + links->n;
    struct kk_str told = {0};
    int told_rows, room;
    size_t first = 0;
    bool below;

    if (given(v->notes))
        kk_str_addf(&told, "%s\n", v->notes);
    kk_str_addf(&told, "症状 %s", or_empty(v->symptom));
    kk_str_addf(&told, "\nエラー %s", given(v->error) ? v->error : "なし");
    told_rows = kk_wrap_rows(kk_str_c(&told), r.cols - 1);
    if (told_rows > r.rows / 2)
        told_rows = r.rows / 2;
    room = r.rows - 1 - told_rows;
    kk_putf(c, r, 0, 1, KK_S_HEAD, "手順 %zu/%zu", v->steps.n_done, v->steps.n);
    if (room > 0 && sel >= (size_t)room)
        first = sel - (size_t)room + 1;
    for (size_t i = first; i < n && (int)(i - first) < room; i++) {
        int row = 1 + (int)(i - first);

        if (i < v->steps.n)
            draw_step(v, i, i == sel, c, r, row);
        else
            draw_link(&links->link[i - v->steps.n], i == sel, c, r, row);
    }
    below = n > first + (size_t)(room > 0 ? room : 0);
    if (below || first > 0)
        kk_put_end(c, r, 0, 1, KK_S_KEY,
                   !below      ? "上に続き"
                   : first > 0 ? "上下に続き"
                               : "下に続き");
    draw_told(&told, c,
              kk_rect_in(r, r.rows - told_rows, 1, told_rows, r.cols - 1));
    kk_str_free(&told);
}

static void draw_foot(const struct kk_incident_view *v, struct kk_canvas *c,
                      struct kk_rect r, int row)
{
    struct kk_str words = {0};

    foot_words(v, &words);
    if (r.rows - 1 > row)
        kk_put_wrap(c, kk_rect_in(r, row, 1, r.rows - 1 - row, r.cols - 2), 0,
                    KK_S_PLAIN, kk_str_c(&words));
    kk_str_clear(&words);
    join(&words, "次: ", v->next);
    join(&words, "予備機 ", v->spare_text);
    put_joined(c, r, r.rows - 1, &words);
    kk_str_free(&words);
}

void kk_incident_draw_page(const struct kk_incident_view *v,
                           const struct kk_links *links, kk_time now,
                           size_t sel, int top, struct kk_canvas *c,
                           struct kk_rect r)
{
    struct shape s = shape_of(v, now, r);
    int row = s.clocks, rows = s.foot - 1 - s.body;
    struct kk_rect right =
        kk_rect_in(r, s.body, s.split + 2, rows, r.cols - s.split - 3);

    draw_top(v, c, r);
    kk_rule(c, r, 2, KK_S_FRAME);
    for (int i = 0; i < 2; i++)
        row += draw_clock(&v->clock[i], now, c, r, row);
    kk_rule(c, r, s.body - 1, KK_S_FRAME);
    kk_rule(c, r, s.foot - 1, KK_S_FRAME);
    kk_vrule(c, r, s.split, s.body - 1, rows + 2, KK_S_FRAME);
    draw_left(v, links, sel, c, kk_rect_in(r, s.body, 0, rows, s.split));
    kk_put(c, right, 0, 0, KK_S_HEAD, "経過 (新しい順)");
    for (int i = 0; i + top < kk_incident_lines(v) && i < rows - 1; i++)
        draw_line(v, now, i + top, c, right, 1 + i);
    if (kk_incident_lines(v) - top > rows - 1)
        kk_put_end(c, right, 0, 0, KK_S_KEY, "PgDn 続き");
    draw_foot(v, c, r, s.foot);
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
