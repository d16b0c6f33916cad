/* A bundle that was looked at or taken in, from what the import told. */
#include "sync_view.h"

#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <string.h>

static void thousands(int64_t n, char out[32])
{
    if (n >= 1000000)
        snprintf(out, 32, "%lld,%03d,%03d", (long long)(n / 1000000),
                 (int)(n / 1000 % 1000), (int)(n % 1000));
    else if (n >= 1000)
        snprintf(out, 32, "%lld,%03d", (long long)(n / 1000), (int)(n % 1000));
    else
        snprintf(out, 32, "%lld", (long long)n);
}

static const char *state_words(const struct kk_take_page *p,
                               const struct kk_take_one *o)
{
    if (strcmp(o->state, "refused") == 0)
        return "不受理";
    if (strcmp(o->state, "failed") == 0)
        return "取り込めません";
    if (strcmp(o->state, "passed") == 0)
        return "この端末あてではありません";
    if (strcmp(o->state, "already") == 0)
        return "取込済み・変更なし";
    return p->stage == KK_TAKE_DONE ? "取り込みました" : "署名 正常";
}

static int draw_counts(const struct kk_take_one *o, struct kk_canvas *c,
                       struct kk_rect in, int row)
{
    static const char *const heads[] = {"新規", "取込済", "要確認", "不受理"};
    const int64_t n[] = {o->entries, o->held, o->reviews, o->left_out};
    char words[32];

    for (int i = 0; i < 4; i++)
        kk_put_in(c, in, row, 7 + i * 12, 11, KK_RIGHT, KK_S_HEAD, heads[i]);
    kk_put(c, in, row + 1, 2, KK_S_PLAIN, "記録");
    for (int i = 0; i < 4; i++) {
        thousands(n[i], words);
        kk_put_in(c, in, row + 1, 7 + i * 12, 11, KK_RIGHT,
                  i >= 2 && n[i] > 0 ? KK_S_OVER : KK_S_PLAIN, words);
    }
    return row + 2;
}

static int draw_told(const struct kk_take_one *o, struct kk_canvas *c,
                     struct kk_rect in, int row)
{
    int col = 2;

    if (o->reason[0] == '\0' && o->permit[0] == '\0')
        return row;
    if (o->reason[0] != '\0')
        col += kk_putf(c, in, row, col, KK_S_PLAIN, "持ち出しの理由 %s  ",
                       o->reason);
    kk_putf(c, in, row, col, o->permit[0] != '\0' ? KK_S_PLAIN : KK_S_URGENT,
            "市の承認番号 %s", o->permit[0] != '\0' ? o->permit : "なし");
    return row + 1;
}

static int draw_one(const struct kk_take_page *p, const struct kk_take_one *o,
                    struct kk_canvas *c, struct kk_rect in, int row)
{
    bool refused =
        strcmp(o->state, "refused") == 0 || strcmp(o->state, "failed") == 0;
    const char *state = state_words(p, o);
    char at[KK_TIME_BYTES], skew[KK_TIME_BYTES];
    int col = 1;

    col += kk_putf(c, in, row, col, KK_S_HEAD, "%s  ", o->file);
    if (o->sender[0] != '\0')
        kk_putf(c, in, row, col, KK_S_PLAIN, "送り手 %s  %lld回目", o->sender,
                (long long)o->seq);
    kk_put_end(c, in, row++, 1, refused ? KK_S_OVER : KK_S_GOOD, state);
    if (o->created != 0) {
        bool warn = kk_sync_skew(o->skew, skew);

        col = 2 + kk_putf(c, in, row, 2, KK_S_PLAIN, "作成 %s  ",
                          kk_time_long(o->created, at));
        if (o->heard_before != 0)
            col += kk_putf(c, in, row, col, KK_S_PLAIN, "前回 %s  ",
                           kk_time_short(o->heard_before, p->now, at));
        if (!refused && !warn)
            kk_put(c, in, row, col, KK_S_DIM, "時計は合っています");
        row++;
        if (!refused && warn)
            kk_putf(c, in, row++, 2, KK_S_URGENT, "注意: %sの時計が %s",
                    p->office ? o->sender : "このパソコンか事務所", skew);
    }
    row = draw_told(o, c, in, row);
    if (strcmp(o->state, "ok") == 0)
        row = draw_counts(o, c, in, row);
    if (o->left_out > 0)
        kk_put(
            c, in, row++, 2, KK_S_URGENT,
            "不受理は、登録を取り消された端末が締め切りの後に書いた記録です。");
    if (o->why[0] != '\0')
        row += kk_put_wrap(c, kk_rect_in(in, 0, 2, in.rows, in.cols - 4), row,
                           refused ? KK_S_ERROR : KK_S_URGENT, o->why);
    return row;
}

/* From `row` on; returns the row behind the last. */
static int draw_all(const struct kk_take_page *p, struct kk_canvas *c,
                    struct kk_rect in, int row)
{
    int shown = 0, passed = 0;

    if (p->stage == KK_TAKE_LOOKING)
        kk_put(c, in, row, 1, KK_S_PLAIN, "中身を確かめています。");
    if (p->words.n_bytes > 0)
        row += 1 + kk_put_wrap(c, kk_rect_in(in, 0, 1, in.rows, in.cols - 2),
                               row, p->bad ? KK_S_ERROR : KK_S_PLAIN,
                               kk_str_c(&p->words));
    for (size_t i = 0; i < p->n; i++) {
        /* Of a folder, what is for others is only counted. */
        if (p->n > 1 && strcmp(p->one[i].state, "passed") == 0) {
            passed++;
            continue;
        }
        if (shown++ > 0)
            kk_rule(c, in, row++, KK_S_FRAME);
        row = draw_one(p, &p->one[i], c, in, row);
    }
    if (shown > 1 && p->stage == KK_TAKE_LOOKED)
        kk_put(c, in, ++row, 1, KK_S_DIM,
               "一つずつ取り込んだときの数です。互いに関わる要確認は、"
               "取り込むと出ます。");
    if (passed > 0)
        kk_putf(c, in, ++row, 1, KK_S_DIM,
                "この端末あてでないファイルがほかに %d件あります。", passed);
    return row + 1;
}

int kk_take_rows(const struct kk_take_page *p)
{
    struct kk_canvas c = {0};
    int rows;

    kk_canvas_init(&c, 1, p->view.area.cols, false);
    rows = draw_all(p, &c, kk_canvas_all(&c), 0);
    kk_canvas_free(&c);
    return rows;
}

void kk_take_draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct kk_take_page *p = (const struct kk_take_page *)v;

    if (draw_all(p, c, v->area, -p->top) > v->area.rows + 1)
        kk_put_end(c, v->area, v->area.rows - 1, 1, KK_S_KEY, "続き PgDn");
}
