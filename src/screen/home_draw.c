/* Drawing home: where its panes stand, and their titles. */
#include "home_priv.h"
#include "incident_draw.h"

#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    LEAST = 4,        /* rows of a pane, with its upper edge */
    BRIEF_ROWS = 2,   /* of the selected incident below the panes */
    NARROW_COLS = 70, /* below: lookup and spares do not stand side by side */
    QUEUE_COLS = 82,  /* what a queue's row needs beside the other panes, */
    RIGHT_COLS = 41,  /* as long as those have this much */
    WIDE_BRIEF = 13   /* rows of the incident's own pane */
};

/* --- where the panes stand --- */

static int limit(int value, int low, int high)
{
    if (value > high)
        value = high;
    return value < low ? low : value;
}

static int rows_wanted(const struct kk_home *h, enum kk_pane pane)
{
    const struct kk_list *l = &h->list[pane];
    int n = l->n > 100 ? 100 : (int)l->n;

    return n + 1 +
           (l->listing != NULL ? kk_list_head_rows(l, kk_home_flags(h, pane))
                               : 0);
}

/* Queue left over the full height; lookup, spares and the incident right. */
static void lay_wide(const struct kk_home *h, struct kk_home_layout *lay)
{
    struct kk_rect a = h->view.area;
    int left = limit(a.cols * 62 / 100,
                     limit(QUEUE_COLS, 0, a.cols - RIGHT_COLS), a.cols),
        brief = a.rows >= 30 ? WIDE_BRIEF : 9;
    int right = a.cols - left + 1, top = a.rows - brief + 1, spares;

    lay->wide = true;
    lay->box[KK_PANE_QUEUE] = kk_rect_in(a, 0, 0, a.rows, left);
    spares = limit(rows_wanted(h, KK_PANE_SPARES) + 1, LEAST + 1, top / 2);
    if (h->pane == KK_PANE_SPARES)
        spares =
            limit(rows_wanted(h, KK_PANE_SPARES) + 1, LEAST + 1, top - LEAST);
    lay->box[KK_PANE_UNITS] =
        kk_rect_in(a, 0, left - 1, top - spares + 1, right);
    lay->box[KK_PANE_SPARES] =
        kk_rect_in(a, top - spares, left - 1, spares, right);
    lay->brief = kk_rect_in(a, a.rows - brief, left - 1, brief, right);
}

/* Queue over lookup and spares, the incident in two lines below. */
static void lay_tall(const struct kk_home *h, struct kk_home_layout *lay)
{
    struct kk_rect a = h->view.area;
    int brief = a.rows >= 16 ? BRIEF_ROWS + 1 : 0;
    int rows = a.rows - brief; /* edges shared: each box takes its upper one */
    int lower = rows_wanted(h, KK_PANE_UNITS), queue, split;

    if (rows_wanted(h, KK_PANE_SPARES) > lower)
        lower = rows_wanted(h, KK_PANE_SPARES);
    if (h->pane == KK_PANE_QUEUE)
        queue = limit(rows_wanted(h, KK_PANE_QUEUE), LEAST, rows - 1 - LEAST);
    else
        queue = rows - 1 - limit(lower, LEAST, rows - 1 - LEAST);
    split = a.cols * 51 / 100;
    lay->box[KK_PANE_QUEUE] = kk_rect_in(a, 0, 0, queue + 1, a.cols);
    if (a.cols >= NARROW_COLS) {
        lay->box[KK_PANE_UNITS] =
            kk_rect_in(a, queue, 0, rows - queue, split + 1);
        lay->box[KK_PANE_SPARES] =
            kk_rect_in(a, queue, split, rows - queue, a.cols - split);
    } else {
        enum kk_pane low =
            h->pane == KK_PANE_SPARES ? KK_PANE_SPARES : KK_PANE_UNITS;

        lay->box[low] = kk_rect_in(a, queue, 0, rows - queue, a.cols);
    }
    if (brief > 0)
        lay->brief = kk_rect_in(a, rows - 1, 0, brief + 1, a.cols);
}

struct kk_home_layout kk_home_layout(const struct kk_home *h)
{
    struct kk_home_layout lay = {0};
    struct kk_rect a = h->view.area;

    if (h->zoom || a.rows < 2 * LEAST + 2)
        lay.box[h->pane] = a;
    else if (a.cols >= KK_WIDE_COLS && a.rows >= 20)
        lay_wide(h, &lay);
    else
        lay_tall(h, &lay);
    return lay;
}

struct kk_rect kk_home_inner(struct kk_rect box)
{
    return kk_rect_in(box, 1, 1, box.rows - 2, box.cols - 2);
}

unsigned kk_home_flags(const struct kk_home *h, enum kk_pane pane)
{
    unsigned flags = kk_home_panes[pane].seeks ? KK_DRAW_SEARCH : KK_DRAW_HEAD;

    if (h->zoom)
        flags |= KK_DRAW_HEAD;
    if (h->zoom && h->view.area.cols >= KK_WIDE_COLS)
        flags |= KK_DRAW_WIDE;
    return flags | (h->pane == pane ? (unsigned)KK_DRAW_FOCUS : 0);
}

/* --- titles --- */

void kk_home_queue_words(const struct kk_home *h, char out[128])
{
    static const char *const whose[KK_WHOSE_COUNT] = {
        [KK_ALL] = "",
        [KK_MINE] = "自分の担当  ",
        [KK_NOBODYS] = "担当未定  ",
        [KK_AFTER] = "後処理  "};
    const char *order = kk_list_order_words(&h->list[KK_PANE_QUEUE]);

    kk_fmt(out, 128, "%s%s%s%s超過%d 急%d 本日%d", whose[h->whose],
           order != NULL ? "並び:" : "", order != NULL ? order : "",
           order != NULL ? "  " : "", h->over, h->urgent, h->today);
}

static void thousands(int64_t n, char out[32])
{
    if (n > KK_LIST_COUNT)
        snprintf(out, 32, "9,999以上");
    else if (n >= 1000)
        snprintf(out, 32, "%d,%03d", (int)(n / 1000), (int)(n % 1000));
    else
        snprintf(out, 32, "%d", (int)n);
}

void kk_home_spare_words(const struct kk_home *h, char out[64])
{
    kk_fmt(out, 64, "即応 %lld/%lld", (long long)h->spare_ready,
           (long long)h->spare_all);
}

static void draw_title(const struct kk_home *h, enum kk_pane pane,
                       struct kk_canvas *c, struct kk_rect box)
{
    const struct kk_home_pane *row = &kk_home_panes[pane];
    unsigned style = h->pane == pane ? KK_S_FRAME_ON : KK_S_FRAME;
    char title[96], told[64], right[128];
    int used;

    if (row->told != NULL)
        row->told(h, told);
    else
        thousands(h->list[pane].count, told);
    kk_fmt(title, sizeof title, "%d %s %s", pane + 1, row->title, told);
    used = kk_frame_title(c, box, style, title);
    if (row->right == NULL)
        return;
    row->right(h, right);
    if (used + kk_cols(right) + 6 < box.cols)
        kk_frame_end(c, box, h->over > 0 ? KK_S_OVER : style, right);
}

/* --- the selected incident --- */

/* What waits on other pages, on the upper edge. */
static void draw_waits(const struct kk_home *h, struct kk_canvas *c,
                       struct kk_rect box)
{
    struct kk_str words = {0};
    const char *at = kk_str_c(&h->waits);
    int room = box.cols - 6;

    if (*at == '\0')
        return;
    kk_str_add(&words, "Ctrl-F 待ち");
    while (*at != '\0') {
        const char *end = strstr(at, "  ");
        size_t n = end != NULL ? (size_t)(end - at) : strlen(at);
        bool last = end == NULL;

        /* What has no room is in the list: it is told that there is more, or
         * how much it is in all. */
        if (kk_cols(kk_str_c(&words)) + 2 + kk_colsn(at, n) + (last ? 0 : 6) >
            room) {
            if (at == kk_str_c(&h->waits))
                kk_str_addf(&words, " %" PRId64 "件", h->n_waits);
            else
                kk_str_add(&words, "  ほか");
            break;
        }
        kk_str_addf(&words, "  %.*s", (int)n, at);
        at += n + (last ? 0 : 2);
    }
    kk_frame_title(c, box, KK_S_FRAME, kk_str_c(&words));
    kk_str_free(&words);
}

static void draw_brief(const struct kk_home *h, struct kk_canvas *c,
                       struct kk_rect box, bool wide)
{
    const struct kk_incident_view *v = &h->brief;
    struct kk_rect in = kk_home_inner(box);

    draw_waits(h, c, box);

    if (v->id == 0 && !h->loaded)
        return;
    if (v->id == 0) {
        kk_put(c, in, 0, 1, KK_S_DIM, "案件を選ぶと、次にすることが出ます。");
        return;
    }
    if (wide) {
        kk_incident_draw_card(v, c, in);
        return;
    }
    kk_incident_draw_lines(v, c, in);
}

void kk_home_draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct kk_home *h = (const struct kk_home *)v;
    struct kk_home_layout lay = kk_home_layout(h);

    for (int i = 0; i < KK_PANES; i++)
        if (h->pane != (enum kk_pane)i)
            kk_frame(c, lay.box[i], KK_S_FRAME);
    kk_frame(c, lay.brief, KK_S_FRAME);
    kk_frame(c, lay.box[h->pane], KK_S_FRAME_ON);
    for (int i = 0; i < KK_PANES; i++) {
        const struct kk_list *l = &h->list[i];
        enum kk_pane pane = (enum kk_pane)i;

        if (lay.box[i].rows == 0)
            continue;
        draw_title(h, pane, c, lay.box[i]);
        if (l->listing != NULL)
            kk_list_draw(l, c, kk_home_inner(lay.box[i]),
                         kk_home_flags(h, pane));
    }
    if (lay.brief.rows > 0)
        draw_brief(h, c, lay.brief, lay.wide);
}
