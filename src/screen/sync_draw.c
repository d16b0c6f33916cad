/* The sync screen, from its snapshot. */
#include "sync_view.h"

#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <string.h>

enum {
    HEAD_ROWS = 1,
    RESULT_MOST = 5,
    LIST_LEAST = 3,
    NAME_COLS = 12,
    TIME_COLS = 13,
    EXPORTED_COLS = 26 /* 前の書き出し 4/12 10:20 */
};

/* --- how many rows each part takes ---------------------------------------- */

static int shown(size_t n, int most)
{
    return n > (size_t)most ? most : (int)n;
}

/* A low window leaves the room to sticks and files. */
static int peers_most(const struct kk_sync_page *p)
{
    return p->view.area.rows >= 18 ? 4 : p->view.area.rows >= 14 ? 2 : 0;
}

static int groups_most(const struct kk_sync_page *p)
{
    return p->view.area.rows >= 18 ? 3 : p->view.area.rows >= 16 ? 1 : 0;
}

static int peer_rows(const struct kk_sync_page *p)
{
    int most = peers_most(p);

    if (p->status.n_direct == 0 || most == 0)
        return most == 0 ? 0 : 1;
    return 1 + shown(p->status.n_direct, most);
}

static int group_rows(const struct kk_sync_page *p)
{
    return 1 + shown(p->status.n_groups, groups_most(p));
}

static int result_rows(const struct kk_sync_page *p)
{
    int cols = p->view.area.cols - 4, rows = 0;

    if (p->result.n_bytes > 0)
        rows = kk_wrap_rows(kk_str_c(&p->result), cols);
    if (rows > RESULT_MOST)
        rows = RESULT_MOST;
    return rows + (p->digits[0] != '\0' ? 1 : 0);
}

int kk_sync_list_rows(const struct kk_sync_page *p)
{
    int result = result_rows(p);
    int used = HEAD_ROWS + peer_rows(p) + group_rows(p) + 2 +
               (result > 0 ? result + 1 : 0);
    int left = p->view.area.rows - used;

    return left < LIST_LEAST ? LIST_LEAST : left;
}

/* --- parts ---------------------------------------------------------------- */

static void draw_me(const struct kk_sync_page *p, struct kk_canvas *c,
                    struct kk_rect in, int row)
{
    const struct kk_sync_status *s = &p->status;
    static const char *const none[] = {
        "本日有効な持ち出しの許可の記録がありません",
        "本日の持ち出しの許可なし", "持ち出しの許可なし", "許可なし", NULL};
    int col = 1, end = in.cols - 1;

    if (s->reviews > 0) {
        char words[48];

        snprintf(words, sizeof words, "要確認 %lld", (long long)s->reviews);
        kk_put_end(c, in, row, 1, KK_S_OVER, words);
        end -= kk_cols(words) + 2;
    }
    in.cols = end;
    col += kk_putf(c, in, row, col, KK_S_PLAIN, "この端末 %s（%s）", s->me.name,
                   s->me.office ? "事務所" : "端末");
    if (!s->me.enrolled)
        kk_put(c, in, row, col + 2, KK_S_URGENT, "まだ登録されていません");
    else if (s->permit[0] != '\0')
        kk_putf(c, in, row, col + 2, KK_S_PLAIN, "持ち出しの許可 %s",
                s->permit);
    else
        kk_put_first(c, in, row, col + 2, in.cols - col - 2, KK_S_URGENT, none);
}

static void draw_peer(const struct kk_sync_page *p, struct kk_canvas *c,
                      struct kk_rect in, int row,
                      const struct kk_peer_status *q)
{
    char text[KK_TIME_BYTES], name[64];
    int col = 1;

    kk_fmt(name, sizeof name, "%s（%s）", q->name,
           q->office ? "事務所"
           : q->live ? "端末"
           : q->lost ? "紛失"
                     : "返却");
    kk_put_in(c, in, row, col, NAME_COLS, KK_LEFT,
              q->live ? KK_S_PLAIN : KK_S_DIM, name);
    col += NAME_COLS + 1;
    if (q->heard == 0) {
        kk_put(c, in, row, col, q->live ? KK_S_URGENT : KK_S_DIM,
               "まだ何も届いていません");
        return;
    }
    kk_put_in(c, in, row, col, TIME_COLS, KK_LEFT, KK_S_PLAIN,
              kk_time_short(q->heard, p->now, text));
    col += TIME_COLS + 1;
    kk_sync_age(q->made, p->now, text);
    kk_put_in(c, in, row, col, TIME_COLS, KK_LEFT,
              strchr(text, '!') != NULL && q->live ? KK_S_URGENT : KK_S_PLAIN,
              text);
    col += TIME_COLS + 1;
    if (kk_sync_skew(q->skew, text))
        kk_put(c, in, row, col, KK_S_URGENT, text);
    else
        kk_put(c, in, row, col, KK_S_DIM, "合っています");
}

static int draw_peers(const struct kk_sync_page *p, struct kk_canvas *c,
                      struct kk_rect in, int row)
{
    const struct kk_sync_status *s = &p->status;
    int n = shown(s->n_direct, peers_most(p)), col = 1;
    char words[48];

    if (peer_rows(p) == 0)
        return row;
    if (s->n_direct == 0) {
        static const char *const office[] = {
            "登録した端末がありません。端末の申し込みを下で選びます。",
            "登録した端末なし。申し込みを下で選びます。", NULL};
        static const char *const laptop[] = {
            "F8 で申し込みを書き出して事務所へ運び、戻った許可を下で選びます。",
            "F8 で申し込みを書き、戻った許可を下で選びます。", NULL};

        kk_put_first(c, in, row, 1, in.cols - 2, KK_S_DIM,
                     s->me.office ? office : laptop);
        return row + 1;
    }
    kk_put(c, in, row, col, KK_S_HEAD, "相手");
    kk_put(c, in, row, col += NAME_COLS + 1, KK_S_HEAD, "最後の取込");
    kk_put(c, in, row, col += TIME_COLS + 1, KK_S_HEAD, "中身の古さ");
    kk_put(c, in, row, col += TIME_COLS + 1, KK_S_HEAD, "時計");
    if ((size_t)n < s->n_direct) {
        snprintf(words, sizeof words, "ほか %zu台 F4", s->n_direct - (size_t)n);
        kk_put_end(c, in, row, 1, KK_S_KEY, words);
    }
    for (int i = 0; i < n; i++)
        draw_peer(p, c, in, row + 1 + i, &s->peer[i]);
    return row + 1 + n;
}

/* That there is nothing new; returns its columns. */
static int put_nothing(struct kk_canvas *c, struct kk_rect in, int row, int col,
                       bool more)
{
    static const char *const forms[] = {
        "新しい記録はありません（受け取ったことは伝わります）",
        "新しい記録はありません", "新しい記録なし", NULL};
    int cols = in.cols - col - (more ? 2 + EXPORTED_COLS : 0);
    size_t i = 0;

    while (forms[i + 1] != NULL && kk_cols(forms[i]) > cols)
        i++;
    return kk_put(c, in, row, col, KK_S_DIM, forms[i]);
}

static int draw_unsent(const struct kk_sync_page *p, struct kk_canvas *c,
                       struct kk_rect in, int row)
{
    const struct kk_sync_status *s = &p->status;
    int n = shown(s->n_groups, groups_most(p)), col = 1;
    char at[KK_TIME_BYTES];

    col += kk_put(c, in, row, col, KK_S_HEAD, "送るもの") + 2;
    if (s->n_direct == 0) {
        kk_put(c, in, row, col, KK_S_DIM, "登録が済むと、ここに出ます");
        return row + 1;
    }
    if (s->unsent + s->waiting == 0)
        col += put_nothing(c, in, row, col, s->exported != 0);
    else
        col += kk_putf(c, in, row, col, KK_S_PLAIN, "未送信 %lld件",
                       (long long)s->unsent);
    if (s->waiting > 0)
        col += kk_putf(c, in, row, col, KK_S_PLAIN, "  返事待ち %lld件",
                       (long long)s->waiting);
    if (s->exported != 0)
        kk_putf(c, in, row, col, KK_S_DIM, "  前の書き出し %s",
                kk_time_short(s->exported, p->now, at));
    for (int i = 0; i < n; i++) {
        const struct kk_unsent *g = &s->group[i];

        col = 3 + kk_putf(c, in, row + 1 + i, 3, KK_S_PLAIN, "%s %s: ", g->node,
                          g->who[0] != '\0' ? g->who : "（作業者なし）");
        if (g->incidents > 0)
            col += kk_putf(c, in, row + 1 + i, col, KK_S_PLAIN, "案件%lld件 ",
                           (long long)g->incidents);
        kk_putf(c, in, row + 1 + i, col, KK_S_PLAIN, "記録%lld件",
                (long long)g->entries);
        if (i == n - 1 && (size_t)n < s->n_groups)
            kk_put_end(c, in, row + 1 + i, 1, KK_S_DIM, "ほか");
    }
    return row + 1 + n;
}

/* --- places and files ----------------------------------------------------- */

static void room_words(uint64_t n, char out[32])
{
    if (n >= (uint64_t)10 << 30)
        snprintf(out, 32, "空き %lluGB", (unsigned long long)(n >> 30));
    else if (n >= (uint64_t)1 << 30)
        snprintf(out, 32, "空き %llu.%lluGB", (unsigned long long)(n >> 30),
                 (unsigned long long)((n % ((uint64_t)1 << 30)) * 10 >> 30));
    else
        snprintf(out, 32, "空き %lluMB", (unsigned long long)(n >> 20));
}

static void draw_place(const struct kk_place *p, struct kk_canvas *c,
                       struct kk_rect line, unsigned select)
{
    char room[32] = "";
    int right, col = 3;

    if (p->missing)
        snprintf(room, sizeof room, "開けません");
    else if (p->read_only)
        snprintf(room, sizeof room, "書き込み禁止");
    else
        room_words(p->n_free, room);
    right = kk_cols(room) + 2;
    col += kk_put(c, line, 0, col, KK_S_PLAIN | select,
                  p->stick ? "USBメモリー " : "フォルダー ");
    if (p->words[0] != '\0')
        col += kk_putf(c, line, 0, col, KK_S_PLAIN | select, "%s ", p->words);
    kk_put_in(c, line, 0, col, line.cols - col - right, KK_LEFT,
              KK_S_PLAIN | select, p->dir);
    kk_put_end(c, line, 0, 1,
               (p->missing || p->read_only ? KK_S_URGENT : KK_S_DIM) | select,
               room);
}

static const char *kind_words(const struct kk_found *f)
{
    if (f->state == KK_FOUND_STRANGE)
        return "読めないファイル";
    switch (f->kind) {
    case KK_BUNDLE_TO_OFFICE:
    case KK_BUNDLE_TO_LAPTOPS:
        return "記録";
    case KK_BUNDLE_REQUEST:
        return "登録の申し込み";
    case KK_BUNDLE_GRANT:
        return "登録の許可";
    case KK_BUNDLE_REKEY:
        return "鍵の変更";
    }
    return "";
}

static const char *state_words(const struct kk_found *f)
{
    if (f->state == KK_FOUND_TAKEN)
        return f->kind == KK_BUNDLE_REQUEST ? "登録済" : "取込済";
    return f->state == KK_FOUND_STRANGE ? "" : "新しい";
}

static void draw_found(const struct kk_sync_page *p, const struct kk_found *f,
                       struct kk_canvas *c, struct kk_rect line,
                       unsigned select)
{
    const char *state = state_words(f);
    unsigned style = strcmp(state, "新しい") == 0 ? KK_S_PLAIN : KK_S_DIM;
    char at[KK_TIME_BYTES], kind[64];

    kk_put_in(c, line, 0, 5, 8, KK_LEFT, style | select,
              f->sender[0] != '\0' ? f->sender : "？");
    if (f->n_files > 1)
        kk_fmt(kind, sizeof kind, "%s %zuつ", kind_words(f), f->n_files);
    else
        kk_fmt(kind, sizeof kind, "%s", kind_words(f));
    kk_put_in(c, line, 0, 14, 16, KK_LEFT, style | select, kind);
    if (f->created != 0)
        kk_put_in(c, line, 0, 31, TIME_COLS, KK_LEFT, style | select,
                  kk_time_short(f->created, p->now, at));
    kk_put_in(c, line, 0, 45, 6, KK_LEFT, style | select, state);
    kk_put_in(c, line, 0, 52, line.cols - 53, KK_LEFT, KK_S_DIM | select,
              f->name);
}

static void draw_row(const struct kk_sync_page *p, size_t i,
                     struct kk_canvas *c, struct kk_rect line)
{
    const struct kk_sync_row *r = &p->row[i];
    unsigned select = i == p->sel ? KK_S_SELECTED : 0;

    kk_fill(c, line, select);
    if (select != 0)
        kk_put(c, line, 0, 1, KK_S_KEY | select, ">");
    if (r->place < 0)
        kk_put(c, line, 0, 3, KK_S_PLAIN | select, "フォルダーを指定する");
    else if (r->found < 0)
        draw_place(&p->places.place[r->place], c, line, select);
    else
        draw_found(p, &p->places.place[r->place].found[r->found], c, line,
                   select);
}

static int draw_list(const struct kk_sync_page *p, struct kk_canvas *c,
                     struct kk_rect in, int row)
{
    int rows = kk_sync_list_rows(p);

    for (int i = 0; i < rows && p->top + (size_t)i < p->n_rows; i++)
        draw_row(p, p->top + (size_t)i, c,
                 kk_rect_in(in, row + i, 0, 1, in.cols));
    if (p->top + (size_t)rows < p->n_rows)
        kk_put_end(c, in, row + rows - 1, 1, KK_S_KEY, "下に続き");
    return row + rows;
}

void kk_sync_draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct kk_sync_page *p = (const struct kk_sync_page *)v;
    struct kk_rect in = v->area;
    int result = result_rows(p), row = 0;

    draw_me(p, c, in, row);
    row = draw_peers(p, c, in, row + 1);
    row = draw_unsent(p, c, in, row);
    kk_rule(c, in, row++, KK_S_FRAME);
    row = draw_list(p, c, in, row);
    if (result == 0)
        return;
    kk_rule(c, in, row++, KK_S_FRAME);
    if (p->digits[0] != '\0')
        kk_putf(c, in, row++, 2, KK_S_KEY, "読み上げる数字  %s", p->digits);
    kk_put_wrap(c, kk_rect_in(in, row, 2, in.rows - row, in.cols - 4), 0,
                p->bad ? KK_S_ERROR : KK_S_PLAIN, kk_str_c(&p->result));
}

const char *kk_sync_hint(const struct kk_sync_page *p)
{
    const struct kk_sync_row *r;
    const struct kk_place *at;

    if (p->running)
        return "作業中です。Ctrl-C で止められます。";
    if (p->sel >= p->n_rows)
        return NULL;
    r = &p->row[p->sel];
    if (r->place < 0)
        return "Enter で、USBメモリーのほかに使うフォルダーを決めます。";
    at = &p->places.place[r->place];
    if (r->found < 0)
        return !p->status.me.enrolled
                   ? "Enter で、登録の申し込みをここへ書き出します。"
               : at->n > 0 ? "Enter でここへ書き出します。F5 "
                             "でここの物をまとめて読みます。"
                           : "Enter でここへ書き出します。";
    if (kk_sync_asks(&at->found[r->found]))
        return "Enter で、この端末の登録に進みます。";
    if (kk_sync_grants(&at->found[r->found]))
        return "Enter で、事務所の許可を受け取ります。";
    return "Enter で中身を確かめます。取り込むのはその後です。";
}
