/* Any record: what is known of it, its steps, the lists that speak of it, its
 * history. */
#include "side.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/steps.h>
#include <kikusui/ui/flow.h>

#include <stdio.h>
#include <string.h>

enum {
    EVENTS = 60,
    LABEL_COLS = 16,
    SIDE_COLS = 70 /* narrower, the lists beside it have no room */
};

struct line {
    const char *label, *text;
    int pick; /* its place among what can be chosen; -1: none */
    unsigned style;
};
struct record {
    struct kk_view view;
    const struct kk_kind *kind;
    kk_id id;
    const struct kk_ui_face *face; /* NULL: the general one */
    void *data;                    /* of the face; NULL before it is read */
    kk_time now;
    /* the snapshot */
    struct kk_arena arena;
    const char *label;
    size_t n_cols;
    struct kk_val *val;
    struct line *line;
    size_t n, cap;
    /* what can be chosen: the steps, then the lists that speak of it */
    struct kk_steps steps;
    struct kk_links links;
    int sel;
    char next[64]; /* the next step when the selection last went there */
    int top;
    int label_cols;
    struct kk_side side;
};

static struct record *self(struct kk_view *v)
{
    return (struct record *)v;
}

static const struct record *look(const struct kk_view *v)
{
    return (const struct record *)v;
}

/* --- where it stands: the record left, the lists of its kind right --- */

static bool beside(const struct record *r)
{
    return r->side.n > 0 && r->view.area.cols >= SIDE_COLS;
}

static struct kk_rect left_of(const struct record *r)
{
    struct kk_rect a = r->view.area;
    int cols = beside(r) ? a.cols * 48 / 100 : a.cols;

    return kk_rect_in(a, 0, 0, a.rows, cols);
}

static struct kk_rect right_of(const struct record *r)
{
    struct kk_rect a = r->view.area;
    int left = left_of(r).cols;

    return kk_rect_in(a, 0, left + 1, a.rows, a.cols - left - 1);
}

/* --- loading --- */

static struct line *add(struct record *r, const char *label, const char *text)
{
    struct line *line;

    kk_grow(&r->line, &r->cap, r->n + 1, sizeof *r->line);
    line = &r->line[r->n++];
    *line = (struct line){.label = label, .text = text, .pick = -1};
    return line;
}

static enum kk_status load_cols(struct record *r, struct kk_ui *ui,
                                struct kk_err *err)
{
    enum kk_status st = kk_show_load(ui->ctx, r->kind, r->id, &r->arena,
                                     &r->val, &r->n_cols, err);

    if (st == KK_NONE)
        return kk_fail(err, KK_NONE, "この記録は見つかりません。");
    for (size_t i = 0; i < r->n_cols && st == KK_OK; i++) {
        const struct kk_col *col = &r->kind->cols[i];
        const char *text;

        if ((col->flags & KK_COL_HIDDEN) != 0)
            continue;
        text = kk_cell_text(col, &r->val[i], ui->now, &r->arena);
        if (text != NULL && text[0] != '\0')
            add(r, col->title, text);
    }
    return st;
}

/* What its rules tell: left out for a reason, and what to look at. */
static enum kk_status load_notes(struct record *r, struct kk_ui *ui,
                                 struct kk_err *err)
{
    struct kk_str words = {0};
    char *line, *save = NULL;
    enum kk_status st = kk_check_lines(ui->ctx, r->kind, r->id, &words, err);

    for (line = st == KK_OK && words.s != NULL ? strtok_r(words.s, "\n", &save)
                                               : NULL;
         line != NULL; line = strtok_r(NULL, "\n", &save))
        add(r, NULL, kk_arena_strdup(&r->arena, line))->style = KK_S_URGENT;
    kk_str_free(&words);
    return st;
}

static const char *step_mark(const struct kk_steps *all, size_t i)
{
    return all->step[i].done     ? "済"
           : (int)i == all->next ? "次"
           : all->step[i].passed ? "-"
                                 : "";
}

static enum kk_status load_steps(struct record *r, struct kk_ui *ui,
                                 struct kk_err *err)
{
    struct kk_steps *all = &r->steps;
    enum kk_status st;

    *all = (struct kk_steps){.next = -1};
    if (!kk_steps_has(r->kind))
        return KK_OK;
    st = kk_steps_load(ui->ctx, r->kind, r->id, &r->arena, all, err);
    if (st != KK_OK || all->n == 0)
        return st;
    add(r, NULL,
        kk_arena_printf(&r->arena, "手順 %zu/%zu", all->n_done, all->n))
        ->style = KK_S_HEAD;
    for (size_t i = 0; i < all->n; i++) {
        const struct kk_step *s = &all->step[i];

        add(r, step_mark(all, i),
            kk_arena_printf(&r->arena, "%zu %s  %s", i + 1, s->label,
                            kk_step_note(s)))
            ->pick = (int)i;
    }
    add(r, NULL, "");
    return KK_OK;
}

static int picks(const struct record *r)
{
    return (int)(r->steps.n + r->links.n);
}

/* The selection follows the work: when the next step is another one than
 * before, it moves there. */
static void follow(struct record *r)
{
    const struct kk_steps *all = &r->steps;
    const char *next = all->next >= 0 ? all->step[all->next].key : "";

    if (strcmp(next, r->next) != 0)
        r->sel = all->next >= 0 ? all->next : 0;
    kk_fmt(r->next, sizeof r->next, "%s", next);
    if (r->sel >= picks(r))
        r->sel = picks(r) == 0 ? 0 : picks(r) - 1;
}

static enum kk_status load_links(struct record *r, struct kk_ui *ui,
                                 struct kk_err *err)
{
    /* What stands beside it is not named once more. */
    enum kk_status st =
        kk_links_load(ui->ctx, r->kind->name, r->id,
                      beside(r) ? r->kind->related : NULL, &r->links, err);

    if (st == KK_OK && r->links.n > 0)
        add(r, NULL, "")->style = KK_S_HEAD;
    for (size_t i = 0; st == KK_OK && i < r->links.n; i++)
        add(r, r->links.link[i].listing->title,
            kk_arena_printf(&r->arena, "%lld件",
                            (long long)r->links.link[i].count))
            ->pick = (int)(r->steps.n + i);
    return st;
}

static enum kk_status load_history(struct record *r, struct kk_ui *ui,
                                   struct kk_err *err)
{
    struct kk_history h = {0};
    struct kk_str words = {0};
    enum kk_status st =
        kk_history_load(ui->ctx, r->kind->table, r->id, 0, EVENTS, &h, err);
    char *line, *save = NULL;

    if (st == KK_OK && h.n > 0) {
        kk_history_words(&h, ui->now, &words);
        add(r, NULL, "");
        add(r, NULL, "履歴 (新しい順)")->style = KK_S_HEAD;
        for (line = strtok_r(words.s, "\n", &save); line != NULL;
             line = strtok_r(NULL, "\n", &save))
            add(r, NULL, kk_arena_strdup(&r->arena, line));
        if (h.more)
            add(r, NULL, "(h で続き)")->style = KK_S_DIM;
    }
    kk_str_free(&words);
    kk_history_free(&h);
    return st;
}

/* Labels take no more than the longest of them needs. */
static void measure(struct record *r)
{
    r->label_cols = 4;
    for (size_t i = 0; i < r->n; i++) {
        int cols = r->line[i].label != NULL ? kk_cols(r->line[i].label) : 0;

        if (cols > r->label_cols)
            r->label_cols = cols > LABEL_COLS ? LABEL_COLS : cols;
    }
}

static void keep_shown(struct record *r);

static enum kk_status load_face(struct record *r, struct kk_ui *ui,
                                struct kk_err *err)
{
    void *fresh = NULL;
    enum kk_status st = r->face->load(ui, r->id, &fresh, err);

    r->now = ui->now;
    if (st != KK_OK)
        return st;
    r->face->free(r->data);
    r->data = fresh;
    r->steps = *r->face->steps(fresh);
    st = kk_links_load(ui->ctx, r->kind->name, r->id, r->face->told, &r->links,
                       err);
    follow(r);
    keep_shown(r);
    return st;
}

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct record *r = self(v);
    enum kk_status st;

    if (r->face != NULL)
        return load_face(r, ui, err);
    kk_arena_free(&r->arena);
    r->n = r->n_cols = 0;
    r->label = "";
    st = kk_label(ui->ctx, r->kind, r->id, &r->arena, &r->label, err);
    /* What is to be done stands first: it is never below the edge. */
    if (st == KK_OK && kk_steps_has(r->kind))
        st = load_notes(r, ui, err);
    if (st == KK_OK)
        st = load_steps(r, ui, err);
    if (st == KK_OK)
        st = load_cols(r, ui, err);
    if (st == KK_OK && !kk_steps_has(r->kind))
        st = load_notes(r, ui, err);
    if (st == KK_OK)
        st = load_links(r, ui, err);
    if (st == KK_OK)
        st = load_history(r, ui, err);
    if (st == KK_OK && beside(r))
        st = kk_side_load(&r->side, ui, right_of(r), err);
    follow(r);
    measure(r);
    return st;
}

/* --- layout --- */

static int line_rows(const struct record *r, size_t i)
{
    int cols = left_of(r).cols - 3;

    if (r->line[i].label != NULL)
        cols -= r->label_cols + 2;
    return kk_wrap_rows(r->line[i].text, cols);
}

static int rows_in_all(const struct record *r)
{
    int rows = 0;

    for (size_t i = 0; i < r->n; i++)
        rows += line_rows(r, i);
    return rows;
}

static int row_of(const struct record *r, int pick)
{
    int row = 0;

    for (size_t i = 0; i < r->n && r->line[i].pick != pick; i++)
        row += line_rows(r, i);
    return row;
}

/* Rows shown; the last one is for the word that there are more. */
static int rows_shown(const struct record *r)
{
    int rows = r->view.area.rows;

    return rows_in_all(r) - r->top > rows ? rows - 1 : rows;
}

static struct kk_flow flow_of(const struct record *r)
{
    return (struct kk_flow){.face = r->face,
                            .data = r->data,
                            .links = &r->links,
                            .now = r->now,
                            .sel = (size_t)r->sel,
                            .top = r->top};
}

static void keep_shown(struct record *r)
{
    const struct kk_flow flow = flow_of(r);
    int most = rows_in_all(r) - r->view.area.rows;

    if (r->data != NULL)
        most = kk_flow_lines(&flow) - kk_flow_lines_shown(&flow, r->view.area);
    if (r->top > most)
        r->top = most;
    if (r->top < 0)
        r->top = 0;
}

/* --- commands --- */

static void move(struct record *r, int by)
{
    int to = r->sel + by, row;

    if (r->face != NULL) {
        r->sel = to >= 0 && to < picks(r) ? to : r->sel;
        return;
    }
    if (picks(r) == 0 || to < 0 || to >= picks(r)) {
        r->top += by;
        keep_shown(r);
        return;
    }
    r->sel = to;
    row = row_of(r, to);
    if (row < r->top)
        r->top = row;
    if (row >= r->top + rows_shown(r))
        r->top = row - rows_shown(r) + 1;
}

static void open_pick(const struct record *r, struct kk_ui *ui)
{
    const struct kk_subject of = {r->kind->name, r->id};
    size_t sel = (size_t)r->sel;

    if (sel < r->steps.n)
        kk_step_run(ui, &of, &r->steps.step[sel]);
    else
        kk_links_open(&r->links, sel - r->steps.n, ui, of.kind, of.id);
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct record *r = self(v);
    const struct kk_flow flow = flow_of(r);
    int screen = v->area.rows > 1 ? v->area.rows - 1 : 1;
    struct kk_fx fx;

    if (r->data != NULL)
        screen = kk_flow_lines_shown(&flow, v->area);
    if (beside(r) && (cmd == KK_DO_NEXT || cmd == KK_DO_PREV)) {
        kk_side_turn(&r->side, cmd == KK_DO_NEXT ? 1 : -1);
        return (struct kk_fx){.flags = KK_FX_RELOAD};
    }
    fx = beside(r) ? kk_side_act(&r->side, ui, cmd)
                   : (struct kk_fx){.flags = KK_FX_NOT};
    if (fx.flags != KK_FX_NOT)
        return fx;
    if (cmd == KK_DO_UP || cmd == KK_DO_DOWN) {
        move(r, cmd == KK_DO_UP ? -1 : 1);
    } else if (cmd == KK_DO_PAGE_UP || cmd == KK_DO_PAGE_DOWN) {
        r->top += cmd == KK_DO_PAGE_UP ? -screen : screen;
    } else if (cmd == KK_DO_HALF_UP || cmd == KK_DO_HALF_DOWN) {
        r->top += cmd == KK_DO_HALF_UP ? -(screen + 1) / 2 : (screen + 1) / 2;
    } else if (cmd == KK_DO_FIRST || cmd == KK_DO_LAST) {
        r->top = cmd == KK_DO_FIRST ? 0
                 : r->data != NULL  ? kk_flow_lines(&flow)
                                    : rows_in_all(r);
    } else if (cmd == KK_DO_OPEN) {
        open_pick(r, ui);
    } else {
        return (struct kk_fx){.flags = KK_FX_NOT};
    }
    keep_shown(r);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx click(struct kk_view *v, struct kk_ui *ui, int row, int col)
{
    (void)ui;
    return beside(look(v)) ? kk_side_click(&self(v)->side, row, col)
                           : (struct kk_fx){.flags = KK_FX_NOT};
}

static void draw_line(const struct record *r, size_t i, struct kk_canvas *c,
                      struct kk_rect in, int row)
{
    const struct line *line = &r->line[i];
    int at = line->label != NULL ? r->label_cols + 2 : 0;
    unsigned style = line->style;

    if (line->pick >= 0 && line->pick == r->sel &&
        (!beside(r) || r->side.focus == KK_SIDE_NONE)) {
        style |= KK_S_SELECTED;
        kk_put(c, in, row, 0, KK_S_KEY, ">");
    }
    if (line->label != NULL)
        kk_put_in(c, in, row, 1, r->label_cols, KK_LEFT,
                  line->pick >= 0 ? style : KK_S_HEAD, line->label);
    if (line->style == KK_S_PLAIN && line->pick < 0)
        style = (unsigned)kk_theme_word(line->text);
    kk_put_wrap(c, kk_rect_in(in, 0, 1 + at, in.rows, in.cols - 1 - at), row,
                style, line->text);
}

static void draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct record *r = look(v);
    struct kk_rect left = left_of(r),
                   in = kk_rect_in(left, 0, 1, rows_shown(r), left.cols - 2);
    int row = -r->top;

    if (r->data != NULL) {
        const struct kk_flow flow = flow_of(r);

        kk_flow_draw(&flow, c, v->area);
    }
    for (size_t i = 0; i < r->n; i++) {
        int rows = line_rows(r, i);

        if (row + rows > 0 && row < in.rows)
            draw_line(r, i, c, in, row);
        row += rows;
    }
    if (row > in.rows)
        kk_put_end(c, left, left.rows - 1, 1, KK_S_KEY, "続き PgDn");
    if (!beside(r))
        return;
    kk_vrule(c, v->area, left.cols, 0, v->area.rows, KK_S_FRAME);
    kk_side_draw(&r->side, c);
}

/* --- the rest --- */

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    const struct record *r = look(v);
    bool step = (size_t)r->sel < r->steps.n &&
                (!beside(r) || r->side.focus == KK_SIDE_NONE);
    size_t n = 0;

    out[n++] = r->kind->name;
    if (step || r->face != NULL)
        out[n++] = "steps";
    if (r->face == NULL) {
        out[n++] = "record";
        out[n++] = "page";
    }
    out[n++] = "go";
    return n;
}

static void subject(const struct kk_view *v, struct kk_subject *out)
{
    *out = (struct kk_subject){look(v)->kind->name, look(v)->id};
}

static kk_id related(const struct kk_view *v, const char *kind)
{
    const struct record *r = look(v);
    char col[48];
    kk_id id = beside(r) ? kk_side_related(&r->side, kind) : 0;

    if (r->data != NULL)
        return r->face->related(r->data, kind);
    if (id != 0)
        return id;
    kk_fmt(col, sizeof col, "%s_id", kind);
    for (size_t i = 0; i < r->n_cols; i++)
        if (strcmp(r->kind->cols[i].name, col) == 0 &&
            r->val[i].type == KK_VINT)
            return r->val[i].i;
    return 0;
}

static const char *prefer(const struct kk_view *v, size_t nth)
{
    const struct record *r = look(v);

    return r->data != NULL ? r->face->undone(r->data, nth)
                           : kk_steps_undone(&r->steps, nth);
}

static void title(const struct kk_view *v, char out[KK_TITLE_BYTES])
{
    const struct record *r = look(v);

    const char *label = r->label != NULL ? r->label : "";

    if (r->data != NULL) {
        r->face->title(r->data, out);
        return;
    }
    /* A label may begin with the word itself: 修理 CS-0011. */
    if (kk_str_starts(label, r->kind->label))
        kk_fmt(out, KK_TITLE_BYTES, "%s", label);
    else
        kk_fmt(out, KK_TITLE_BYTES, "%s %s", r->kind->label, label);
}

static void close_record(struct kk_view *v, struct kk_ui *ui)
{
    struct record *r = self(v);

    (void)ui;
    if (r->face != NULL)
        r->face->free(r->data);
    kk_side_free(&r->side);
    kk_links_free(&r->links);
    kk_arena_free(&r->arena);
    kk_free(r->line);
    kk_free(r);
}

static const struct kk_view_ops ops = {
    .load = load,
    .act = act,
    .click = click,
    .draw = draw,
    .scopes = scopes,
    .subject = subject,
    .related = related,
    .prefer = prefer,
    .title = title,
    .close = close_record,
};

struct kk_view *kk_record_page(struct kk_ui *ui, const struct kk_kind *kind,
                               kk_id id, const struct kk_ui_face *face)
{
    struct record *r = kk_alloc(sizeof *r);

    r->face = face;
    r->view.ops = &ops;
    kk_side_init(&r->side, ui, kind, id);
    r->kind = kind;
    r->id = id;
    r->label = "";
    r->steps.next = -1;
    return &r->view;
}
