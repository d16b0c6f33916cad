/* Drawing the page of maintenance from what was read. */
#include "care_view.h"

#include <string.h>

enum { LABEL = 3, LAST = 26, WHO = 44, HEAD_ROWS = 3 };

static struct kk_rect words_of(const struct kk_care_page *p)
{
    struct kk_rect a = p->view.area;
    int top = HEAD_ROWS + (int)p->n + 1;

    return kk_rect_in(a, top, 1, a.rows > top ? a.rows - top : 0, a.cols - 2);
}

/* What became of the task in hand, else what it will do. */
static const char *words(const struct kk_care_page *p)
{
    const struct kk_care_task *t = &kk_care_tasks[p->sel];

    return p->said_of == t && p->said.n_bytes > 0 ? kk_str_c(&p->said)
                                                  : t->words;
}

int kk_care_words_rows(const struct kk_care_page *p)
{
    return kk_wrap_rows(words(p), words_of(p).cols);
}

int kk_care_words_shown(const struct kk_care_page *p)
{
    int rows = words_of(p).rows;

    return kk_care_words_rows(p) > rows && rows > 1 ? rows - 1 : rows;
}

static void draw_task(const struct kk_care_page *p, size_t i,
                      struct kk_canvas *c, struct kk_rect line)
{
    unsigned select = i == p->sel ? KK_S_SELECTED : 0;
    const struct kk_care_last *last = &p->last[i];
    bool said = p->said_of == &kk_care_tasks[i];
    char at[KK_TIME_BYTES];

    kk_fill(c, line, select);
    if (i == p->sel)
        kk_put(c, line, 0, 1, KK_S_KEY | select, ">");
    kk_put_in(c, line, 0, LABEL, LAST - LABEL - 1, KK_LEFT, select,
              kk_care_tasks[i].label);
    if (last->known && last->at == 0)
        kk_put(c, line, 0, LAST, KK_S_DIM | select, "まだ");
    else if (last->at != 0)
        kk_put(c, line, 0, LAST, KK_S_PLAIN | select,
               kk_time_short(last->at, p->now, at));
    kk_put_in(c, line, 0, WHO, 20, KK_LEFT, KK_S_PLAIN | select, last->who);
    if (p->running && p->task == &kk_care_tasks[i])
        kk_put_end(c, line, 0, 1, KK_S_KEY | select, "実行中 Ctrl-C 止める");
    else if (said)
        kk_put_end(c, line, 0, 1,
                   (p->said_good ? KK_S_GOOD : KK_S_ERROR) | select,
                   p->said_good ? "できました" : "できていません");
}

void kk_care_draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct kk_care_page *p = (const struct kk_care_page *)v;
    struct kk_rect a = v->area, in = words_of(p);
    int shown = kk_care_words_shown(p);

    kk_putf(c, a, 0, 1, KK_S_PLAIN, "%s %s", p->office ? "事務所" : "端末",
            p->name);
    kk_rule(c, a, 1, KK_S_FRAME);
    kk_put(c, a, 2, LABEL, KK_S_HEAD, "すること");
    kk_put(c, a, 2, LAST, KK_S_HEAD, "最後");
    kk_put(c, a, 2, WHO, KK_S_HEAD, "だれ");
    for (size_t i = 0; i < p->n && HEAD_ROWS + (int)i < a.rows; i++)
        draw_task(p, i, c, kk_rect_in(a, HEAD_ROWS + (int)i, 0, 1, a.cols));
    kk_rule(c, a, HEAD_ROWS + (int)p->n, KK_S_FRAME);
    kk_put_wrap(c, kk_rect_in(in, 0, 0, shown, in.cols), -p->scroll, KK_S_PLAIN,
                words(p));
    if (kk_care_words_rows(p) - p->scroll > shown)
        kk_put_end(c, in, in.rows - 1, 0, KK_S_KEY, "続き PgDn");
}
