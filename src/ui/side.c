/* The lists that stand beside a record. */
#include "side.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/steps.h>

#include <stdio.h>
#include <string.h>

void kk_side_init(struct kk_side *s, struct kk_ui *ui,
                  const struct kk_kind *kind, kk_id id)
{
    char col[48], text[32];
    size_t cap = 0;
    const struct kk_filter filter[] = {{col, text}, {NULL, NULL}};

    *s = (struct kk_side){.focus = KK_SIDE_NONE, .steps = kk_steps_has(kind)};
    kk_fmt(col, sizeof col, "%s_id", kind->name);
    snprintf(text, sizeof text, "%lld", (long long)id);
    for (size_t i = 0; kind->related != NULL && kind->related[i] != NULL; i++) {
        const struct kk_listing *l =
            kk_find_listing(ui->ctx->reg, kind->related[i]);

        if (l == NULL)
            continue;
        kk_grow(&s->list, &cap, (size_t)s->n + 1, sizeof *s->list);
        kk_list_init(&s->list[s->n++], l, filter,
                     KK_BINDS({kind->name, kk_vint(id)}));
    }
    s->box = kk_alloc(sizeof *s->box * ((size_t)s->n + 1));
}

void kk_side_free(struct kk_side *s)
{
    for (int i = 0; i < s->n; i++)
        kk_list_free(&s->list[i]);
    kk_free(s->list);
    kk_free(s->box);
    *s = (struct kk_side){0};
}

/* --- sharing the room --- */

enum { LEAST = 3 }; /* a title and two rows */

static int wanted(const struct kk_list *l)
{
    return 2 + (l->n == 0 ? 1 : l->n > 100 ? 100 : (int)l->n);
}

/* Where the lists have no room all at once, those around the one in hand; the
 * last row tells of the others. */
static void window(const struct kk_side *s, int rows, int *first, int *end)
{
    int most = (rows - 1) / LEAST, on = s->focus < 0 ? 0 : s->focus;

    *first = 0;
    *end = s->n;
    if (rows / LEAST >= s->n)
        return;
    if (most < 1)
        most = 1;
    *first = on < most ? 0 : on - most + 1;
    *end = *first + most;
}

/* Every list its fair part, and what one does not need goes to the others. */
static void share(struct kk_side *s, struct kk_rect r)
{
    int first, end, left = r.rows, row = 0;

    s->area = r;
    window(s, r.rows, &first, &end);
    left -= end - first < s->n;
    for (int i = 0; i < s->n; i++)
        s->box[i] = kk_rect_in(r, 0, 0, 0, r.cols);
    for (int i = first; i < end; i++) {
        int rest = end - i, fair = left / rest, want = wanted(&s->list[i]);
        int others = 0, rows;

        for (int k = i + 1; k < end; k++)
            others += wanted(&s->list[k]);
        rows = want < fair ? want : fair;
        if (left - others > rows)
            rows = want < left - others ? want : left - others;
        s->box[i] = kk_rect_in(r, row, 0, rows, r.cols);
        row += rows;
        left -= rows;
    }
}

static struct kk_rect rows_of(struct kk_rect box)
{
    return kk_rect_in(box, 1, 0, box.rows - 1, box.cols);
}

static unsigned flags(const struct kk_side *s, int i)
{
    return (s->focus == i ? (unsigned)KK_DRAW_FOCUS : 0) |
           (s->box[i].cols >= KK_WIDE_COLS ? (unsigned)KK_DRAW_WIDE : 0);
}

enum kk_status kk_side_load(struct kk_side *s, struct kk_ui *ui,
                            struct kk_rect r, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (int pass = 0; pass < 2 && st == KK_OK; pass++) {
        for (int i = 0; i < s->n && st == KK_OK; i++)
            st = kk_list_load(&s->list[i], ui->ctx, ui->now,
                              pass == 0 ? r.rows : rows_of(s->box[i]).rows,
                              pass == 0, err);
        share(s, r);
    }
    for (int i = 0;
         i < s->n && !s->chosen && s->focus == KK_SIDE_NONE && !s->steps; i++)
        if (s->list[i].n > 0)
            s->focus = i;
    return st;
}

/* --- commands --- */

void kk_side_turn(struct kk_side *s, int by)
{
    int n = s->n + 1; /* with the record itself */

    s->focus = (s->focus + 1 + by + n) % n - 1;
    s->chosen = true;
    share(s, s->area);
}

struct kk_fx kk_side_act(struct kk_side *s, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct kk_list *l;

    if (s->focus == KK_SIDE_NONE)
        return (struct kk_fx){.flags = KK_FX_NOT};
    l = &s->list[s->focus];
    if (cmd == KK_DO_OPEN) {
        kk_list_open(l, ui);
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    }
    if (cmd == KK_DO_BACK)
        return (struct kk_fx){.flags = KK_FX_NOT};
    return kk_list_act(l, cmd);
}

struct kk_fx kk_side_click(struct kk_side *s, int row, int col)
{
    for (int i = 0; i < s->n; i++) {
        struct kk_rect in = rows_of(s->box[i]);

        if (row < in.row || row >= in.row + in.rows || col < in.col ||
            col >= in.col + in.cols)
            continue;
        s->focus = i;
        s->chosen = true;
        return kk_list_click(&s->list[i], row - in.row);
    }
    return (struct kk_fx){.flags = KK_FX_NOT};
}

kk_id kk_side_related(const struct kk_side *s, const char *kind)
{
    const struct kk_list *l;
    kk_id id;

    if (s->focus == KK_SIDE_NONE)
        return 0;
    l = &s->list[s->focus];
    if (strcmp(kk_list_kind(l), kind) == 0)
        return kk_list_selected(l, &id) ? id : 0;
    return kk_list_related(l, kind);
}

/* --- drawing --- */

/* 「ほか 2 一覧」: where Tab leads. */
static void draw_rest(const struct kk_side *s, struct kk_canvas *c)
{
    int hidden = 0;

    for (int i = 0; i < s->n; i++)
        hidden += s->box[i].rows == 0;
    if (hidden > 0)
        kk_putf(c, s->area, s->area.rows - 1, 1, KK_S_KEY,
                "ほかの一覧 %d  Tab で移ります", hidden);
}

/* Below the lists, where there is room: what the column `about` tells of the
 * selected row of the one in hand, as a text that its row had to cut. */
static void draw_about(const struct kk_side *s, struct kk_canvas *c)
{
    int on = s->focus >= 0 ? s->focus : 0, row = 1;
    const char *about = on < s->n ? kk_list_cell(&s->list[on], "about") : NULL;

    for (int i = 0; i < s->n; i++)
        row += s->box[i].rows;
    if (about != NULL && *about != '\0' && row < s->area.rows)
        kk_put_wrap(
            c,
            kk_rect_in(s->area, row, 1, s->area.rows - row, s->area.cols - 2),
            0, KK_S_PLAIN, about);
}

void kk_side_draw(const struct kk_side *s, struct kk_canvas *c)
{
    draw_rest(s, c);
    draw_about(s, c);
    for (int i = 0; i < s->n; i++) {
        const struct kk_list *l = &s->list[i];
        struct kk_rect box = s->box[i];
        bool on = s->focus == i;
        char count[32];
        int col;

        if (box.rows < 2)
            continue;
        kk_list_count_words(l, count);
        col = kk_put(c, box, 0, 1, on ? KK_S_FRAME_ON : KK_S_HEAD,
                     l->listing->title);
        kk_put(c, box, 0, col + 2, KK_S_DIM, count);
        kk_list_draw(l, c, rows_of(box), flags(s, i));
    }
}
