/* The page of a record with a face: its head, the steps and what speaks of it
 * left, its timeline right, its foot. */
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/steps.h>
#include <kikusui/ui/flow.h>

#include <string.h>

enum {
    WIDE_COLS = 110,
    LEFT_COLS = 52,  /* of a wide page: the rest is the timeline's */
    NARROW_COLS = 60 /* below: the timeline has no place beside the steps */
};

static const char *or_empty(const char *s)
{
    return s == NULL ? "" : s;
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

/* Where the notes begin: behind the longest label, unless a note needs the
 * room more than that label its end. */
static int note_col(const struct kk_steps *all, int cols)
{
    int label = 0, note = 0;

    for (size_t i = 0; i < all->n; i++) {
        int l = kk_cols(or_empty(all->step[i].label));
        int n = kk_cols(kk_step_note(&all->step[i]));

        label = l > label ? l : label;
        note = n > note ? n : note;
    }
    label += 5 + 3 + 1;
    return label + note > cols && cols * 60 / 100 < label ? cols * 60 / 100
                                                          : label;
}

static void draw_step(const struct kk_steps *all, size_t i, bool sel,
                      struct kk_canvas *c, struct kk_rect r, int row)
{
    const struct kk_step *s = &all->step[i];
    unsigned select = sel ? KK_S_SELECTED : 0;
    const char *mark;
    char label[160];
    enum kk_style style = KK_S_PLAIN;
    int note = note_col(all, r.cols), end;

    mark = step_mark(all, i, &style);
    if (sel) {
        kk_fill(c, kk_rect_in(r, row, 0, 1, r.cols), select);
        kk_put(c, r, row, 0, KK_S_KEY | select, ">");
    }
    kk_put(c, r, row, 2, (unsigned)style | select, mark);
    kk_fmt(label, sizeof label, "%2zu %s", i + 1, or_empty(s->label));
    /* A long label takes what a short note leaves. */
    end = 5 + kk_cols(label) + 1;
    if (end > note && end + kk_cols(kk_step_note(s)) <= r.cols)
        note = end;
    kk_put_in(c, r, row, 5, note - 6, KK_LEFT,
              (left_out(all, i) ? KK_S_DIM : KK_S_PLAIN) | select, label);
    kk_put_in(c, r, row, note, r.cols - note, KK_LEFT, KK_S_DIM | select,
              kk_step_note(s));
}

/* --- the timeline --- */

static int lines(const struct kk_flow_told *t)
{
    return (int)t->n_events + (t->n_earlier > 0 ? 1 + (int)t->n_earlier : 0);
}

/* Of the record itself, then of the earlier ones. */
static const struct kk_event_view *event_at(const struct kk_flow_told *t,
                                            size_t i)
{
    return i < t->n_events ? &t->event[i] : &t->earlier[i - t->n_events];
}

/* 10:35 佐藤 連絡 現場 坂本 つながった. Who and what stand below each other. */
static void draw_event(const struct kk_flow_told *t,
                       const struct kk_event_view *e, kk_time now,
                       struct kk_canvas *c, struct kk_rect r, int row)
{
    unsigned style = e->undone ? KK_S_DIM : KK_S_PLAIN;
    char at[KK_TIME_BYTES];
    struct kk_str what = {0};
    int when = 5, who = 4;

    for (size_t i = 0; i < t->n_events + t->n_earlier; i++) {
        const struct kk_event_view *o = event_at(t, i);
        int cols = kk_cols(kk_time_short(o->at, now, at));

        if ((i < t->n_events) != (e < t->event + t->n_events && e >= t->event))
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

static void draw_line(const struct kk_flow_told *t, kk_time now, int nth,
                      struct kk_canvas *c, struct kk_rect r, int row)
{
    if (nth == (int)t->n_events)
        kk_put(c, r, row, 0, KK_S_DIM, t->earlier_title);
    else
        draw_event(
            t, event_at(t, (size_t)(nth < (int)t->n_events ? nth : nth - 1)),
            now, c, r, row);
}

/* --- the page --- */

struct shape {
    int body, foot, split; /* rows and column where each begins */
};

static struct shape shape_of(const struct kk_flow *f, struct kk_rect r)
{
    return (struct shape){
        .body = f->face->head(f->data, f->now, NULL, r) + 1,
        .foot = r.rows - f->face->foot(f->data, NULL, r),
        .split = r.cols >= WIDE_COLS    ? LEFT_COLS
                 : r.cols < NARROW_COLS ? r.cols
                                        : r.cols / 2,
    };
}

int kk_flow_lines(const struct kk_flow *f)
{
    struct kk_flow_told told = {0};
    int n;

    f->face->tells(f->data, &told);
    n = lines(&told);
    kk_str_free(&told.words);
    return n;
}

/* The caption gives its row where that is the only one. */
static int head_rows(int rows)
{
    return rows > 1 ? 1 : 0;
}

int kk_flow_lines_shown(const struct kk_flow *f, struct kk_rect r)
{
    struct shape s = shape_of(f, r);
    int rows = s.foot - 1 - s.body - head_rows(s.foot - 1 - s.body);

    return rows > 0 ? rows : 0;
}

/* A list that speaks of the record: 気づき 1件. */
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
static void draw_left(const struct kk_flow *f, const struct kk_str *told,
                      struct kk_canvas *c, struct kk_rect r)
{
    const struct kk_steps *steps = f->face->steps(f->data);
    size_t n = steps->n + f->links->n, sel = f->sel, first = 0;
    int told_rows = kk_wrap_rows(kk_str_c(told), r.cols - 1), room;
    int head = head_rows(r.rows);
    bool below;

    if (told_rows > r.rows / 2)
        told_rows = r.rows / 2;
    room = r.rows - head - told_rows;
    if (head > 0)
        kk_putf(c, r, 0, 1, KK_S_HEAD, "手順 %zu/%zu", steps->n_done, steps->n);
    if (room > 0 && sel >= (size_t)room)
        first = sel - (size_t)room + 1;
    for (size_t i = first; i < n && (int)(i - first) < room; i++) {
        int row = head + (int)(i - first);

        if (i < steps->n)
            draw_step(steps, i, i == sel, c, r, row);
        else
            draw_link(&f->links->link[i - steps->n], i == sel, c, r, row);
    }
    below = n > first + (size_t)(room > 0 ? room : 0);
    if (head > 0 && (below || first > 0))
        kk_put_end(c, r, 0, 1, KK_S_KEY,
                   !below      ? "上に続き"
                   : first > 0 ? "上下に続き"
                               : "下に続き");
    draw_told(told, c,
              kk_rect_in(r, r.rows - told_rows, 1, told_rows, r.cols - 1));
}

static void draw_right(const struct kk_flow *f, const struct kk_flow_told *t,
                       struct kk_canvas *c, struct kk_rect r)
{
    int head = head_rows(r.rows), rows = r.rows - head;

    if (head > 0)
        kk_put(c, r, 0, 0, KK_S_HEAD, "経過 (新しい順)");
    for (int i = 0; i + f->top < lines(t) && i < rows; i++)
        draw_line(t, f->now, i + f->top, c, r, head + i);
    if (head > 0 && lines(t) - f->top > rows)
        kk_put_end(c, r, 0, 0, KK_S_KEY, "PgDn 続き");
}

void kk_flow_draw(const struct kk_flow *f, struct kk_canvas *c,
                  struct kk_rect r)
{
    struct shape s = shape_of(f, r);
    struct kk_flow_told told = {0};
    int rows = s.foot - 1 - s.body;

    (void)f->face->head(f->data, f->now, c, r);
    if (rows < 1) { /* too low for more than its head */
        (void)f->face->foot(f->data, c, r);
        return;
    }
    f->face->tells(f->data, &told);
    kk_rule(c, r, s.body - 1, KK_S_FRAME);
    kk_rule(c, r, s.foot - 1, KK_S_FRAME);
    kk_vrule(c, r, s.split, s.body - 1, rows + 2, KK_S_FRAME);
    draw_left(f, &told.words, c, kk_rect_in(r, s.body, 0, rows, s.split));
    draw_right(f, &told, c,
               kk_rect_in(r, s.body, s.split + 2, rows, r.cols - s.split - 3));
    (void)f->face->foot(f->data, c, r);
    kk_str_free(&told.words);
}
