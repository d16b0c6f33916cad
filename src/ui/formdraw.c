/* Drawing a form. */
#include "form_shape.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <string.h>

enum { NAME_COLS = 18 };

/* --- fields --- */

static void draw_choice(const struct kk_field *fd, struct kk_canvas *c,
                        struct kk_rect box, bool on)
{
    const char *label = fd->choice < 0 ? "" : fd->codes->code[fd->choice].label;

    kk_put_in(c, box, 0, 0, box.cols, KK_LEFT, on ? KK_S_FIELD_ON : KK_S_FIELD,
              label);
}

static const char *beside(const struct kk_field *fd, bool on)
{
    if (fd->echo.n_bytes > 0)
        return kk_str_c(&fd->echo);
    if (!on)
        return "";
    if (fd->param->type == KK_CHOICE)
        return "左右 選ぶ";
    if (fd->param->type == KK_REF)
        return "F3 候補";
    return "";
}

static void draw_field(const struct kk_form *f, const struct kk_form_shape *s,
                       size_t i, struct kk_canvas *c)
{
    const struct kk_field *fd = &f->field[i];
    const struct kk_cell_place *p = &s->field[i];
    struct kk_rect box = kk_form_edit_rect(s, i);
    int row = p->row - s->first, end = p->at + p->cols;
    bool on = f->focus == i;
    const char *error;

    kk_put_in(c, s->fields, row, p->label_at, p->label_cols, KK_LEFT,
              on ? KK_S_KEY : KK_S_PLAIN, fd->param->label);
    if (fd->pasted)
        kk_put(c, s->fields, row, p->at - 3, KK_S_KEY, "貼");
    else if ((fd->param->flags & KK_REQUIRED) != 0)
        kk_put(c, s->fields, row, p->at - 3, KK_S_URGENT, "*");
    for (int k = 0; k < p->rows; k++) {
        kk_put(c, s->fields, row + k, p->at - 1, KK_S_FRAME, "[");
        kk_put(c, s->fields, row + k, end, KK_S_FRAME, "]");
    }
    if (fd->param->type == KK_CHOICE)
        draw_choice(fd, c, box, on);
    else
        kk_edit_show(&fd->edit, c, box, on);
    /* What the next letter replaces shows as selected. */
    if (on && fd->fresh)
        kk_restyle(c, box, 0, 0, kk_cols(kk_edit_text(&fd->edit)),
                   KK_S_FIELD_ON | KK_S_SELECTED);
    if (p->alone && s->fields.cols - end - 2 > 0 &&
        (fd->echo.n_bytes > 0 ||
         kk_cols(beside(fd, on)) <= s->fields.cols - end - 2))
        kk_put_in(c, s->fields, row, end + 2, s->fields.cols - end - 2, KK_LEFT,
                  KK_S_DIM, beside(fd, on));
    if (p->error_row >= 0 && kk_form_shows_error(f, fd, &error))
        kk_put_in(c, s->fields, p->error_row - s->first, 4, s->fields.cols - 4,
                  KK_LEFT, KK_S_ERROR, error);
}

/* --- the preview --- */

/* The words while it would not run. */
static void refusal_words(const struct kk_form *f, struct kk_str *out)
{
    bool any = false;

    for (size_t i = 0; i < f->n_fields; i++) {
        const struct kk_param *p = f->field[i].param;

        if ((p->flags & KK_REQUIRED) == 0 || (p->flags & KK_NOW) != 0 ||
            f->field[i].error.n_bytes > 0 ||
            kk_arg_given(f->args, p->name) == KK_GIVEN)
            continue;
        kk_str_addf(out, "%s%s", any ? "、" : "必要な欄: ", p->label);
        any = true;
    }
    /* What cannot be read is said, whatever else is missing. */
    if (!any || kk_form_unread(f) != NULL)
        kk_str_addf(out, "%sまだ記録できません: %s", any ? "\n" : "",
                    f->refused.text);
}

/* "SP-07 M720q 窓口" by its first word where it would take the row. */
static int name_cols(const char *line, size_t *n_bytes)
{
    const char *gap = strstr(line, "  ");
    int cols;

    *n_bytes = gap == NULL ? 0 : (size_t)(gap - line);
    if (gap == NULL)
        return 0;
    cols = kk_colsn(line, *n_bytes);
    if (cols > NAME_COLS) {
        *n_bytes = strcspn(line, " ");
        cols = kk_colsn(line, *n_bytes);
    }
    return cols;
}

static int widest_name(const char *text)
{
    int widest = 0;

    while (*text != '\0') {
        size_t n = strcspn(text, "\n"), name;
        char *line = kk_strndup(text, n);
        int cols = name_cols(line, &name);

        widest = cols > widest && cols <= NAME_COLS ? cols : widest;
        kk_free(line);
        text += n + (text[n] == '\n' ? 1 : 0);
    }
    return widest;
}

/* One line of the effects: the record's name, and beside it what changes,
 * wrapped below itself. Returns its rows; c NULL only counts. */
static int draw_effect(const char *line, int names, struct kk_canvas *c,
                       struct kk_rect r, int row)
{
    const char *gap = strstr(line, "  ");
    const char *rest = gap == NULL ? line : gap + 2;
    int at = gap == NULL ? 0 : names + 2;
    struct kk_rect right = kk_rect_in(r, 0, at, r.rows, r.cols - at);
    size_t n;
    char *name;

    (void)name_cols(line, &n);
    if (c == NULL)
        return kk_wrap_rows(rest, r.cols - at);
    name = kk_strndup(line, n);
    if (at > 0)
        kk_put_in(c, r, row, 0, names, KK_LEFT, KK_S_HEAD, name);
    kk_free(name);
    return kk_put_wrap(c, right, row, KK_S_PLAIN, rest);
}

/* All of it from `row` on; returns its rows. c NULL only counts. */
static int draw_words(const struct kk_form *f, struct kk_canvas *c,
                      struct kk_rect r, int row)
{
    struct kk_str words = {0};
    const char *effects = kk_str_c(&f->effects);
    int rows = 0, names = widest_name(effects);

    if (f->refused.text[0] != '\0')
        refusal_words(f, &words);
    else if (f->tell.n_bytes > 0)
        kk_str_add(&words, kk_str_c(&f->tell));
    else if (*effects == '\0')
        kk_str_add(&words, f->busy ? "ほかの処理が書き込み中で、まだ"
                                     "確かめられません"
                                   : "変わるところはありません");
    if (words.n_bytes > 0)
        rows = c == NULL ? kk_wrap_rows(kk_str_c(&words), r.cols)
                         : kk_put_wrap(c, r, row,
                                       f->refused.text[0] != '\0' ? KK_S_URGENT
                                                                  : KK_S_PLAIN,
                                       kk_str_c(&words));
    kk_str_free(&words);
    while (*effects != '\0' && f->refused.text[0] == '\0') {
        size_t n = strcspn(effects, "\n");
        char *line = kk_strndup(effects, n);

        rows += draw_effect(line, names, c, r, row + rows);
        kk_free(line);
        effects += n + (effects[n] == '\n' ? 1 : 0);
    }
    return rows;
}

int kk_form_preview_rows(const struct kk_form *f, int cols)
{
    return draw_words(f, NULL, (struct kk_rect){0, 0, 1000, cols}, 0);
}

static void draw_preview(const struct kk_form *f, const struct kk_form_shape *s,
                         struct kk_canvas *c)
{
    struct kk_rect below =
        kk_rect_in(s->preview, 1, 2, s->preview.rows - 1, s->preview.cols - 4);
    int rows = kk_form_preview_rows(f, below.cols), scroll = f->scroll;
    static const char head[] = "実行すると";

    if (scroll > rows - below.rows)
        scroll = rows > below.rows ? rows - below.rows : 0;
    if (s->preview.rows == 0)
        return;
    kk_put(c, s->preview, 0, 0, KK_S_HEAD, head);
    draw_words(f, c, below, -scroll);
    if (rows - scroll > below.rows) {
        int room = s->preview.cols - kk_cols(head) - 2;
        char more[48];

        snprintf(more, sizeof more, "PgDn で続き (あと%d行)",
                 rows - scroll - below.rows);
        kk_put_end(c, s->preview, 0, 1, KK_S_KEY,
                   kk_cols(more) <= room ? more : "続き PgDn");
    }
}

/* --- the rest --- */

static void draw_buttons(const struct kk_form *f, const struct kk_form_shape *s,
                         struct kk_canvas *c)
{
    bool yes = f->focus == f->n_fields, no = f->focus == f->n_fields + 1;
    bool undoable = (f->action->flags & (KK_NO_UNDO | KK_ASKS)) == 0;
    struct kk_str right = {0};
    char when[KK_TIME_BYTES];
    bool tight = s->buttons.cols < 36;
    int col = tight ? 0 : 2, gap = tight ? 1 : 3;

    col += kk_put(c, s->buttons, 0, col, no ? KK_S_BUTTON_ON : KK_S_BUTTON,
                  "[ やめる Esc ]");
    kk_put(c, s->buttons, 0, col + gap, yes ? KK_S_BUTTON_ON : KK_S_BUTTON,
           "[ 記録する F8 ]");
    if (f->draft_at != 0) {
        kk_time_short(f->draft_at, f->draft_at, when);
        kk_str_addf(&right, "下書き %s 保存済", when);
    } else if (undoable) {
        kk_str_add(&right, "後から u で取消");
    } else {
        kk_str_add(&right, "取り消せません");
    }
    if (col + 3 + 16 + 2 + kk_cols(kk_str_c(&right)) < s->buttons.cols)
        kk_put_end(c, s->buttons, 0, 1, KK_S_DIM, kk_str_c(&right));
    kk_str_free(&right);
}

void kk_form_draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct kk_form *f = (const struct kk_form *)v;
    struct kk_form_shape s;

    kk_form_shape(f, &s);
    kk_fill(c, s.box, KK_S_PLAIN);
    kk_frame(c, s.box, KK_S_FRAME_ON);
    if (!s.low) {
        kk_rule(c, s.box, s.fields.rows + 1, KK_S_FRAME_ON);
        kk_rule(c, s.box, s.fields.rows + s.preview.rows + 2, KK_S_FRAME_ON);
    }
    kk_frame_title(c, s.box, KK_S_FRAME_ON, kk_str_c(&f->title));
    for (size_t i = 0; i < f->n_fields; i++)
        draw_field(f, &s, i, c);
    draw_preview(f, &s, c);
    draw_buttons(f, &s, c);
}

bool kk_form_cursor(const struct kk_view *v, int *row, int *col)
{
    const struct kk_form *f = (const struct kk_form *)v;
    struct kk_form_shape s;
    struct kk_rect box;

    kk_form_shape(f, &s);
    if (f->focus >= f->n_fields)
        return false;
    box = kk_form_edit_rect(&s, f->focus);
    if (f->field[f->focus].param->type == KK_CHOICE) {
        *row = box.row;
        *col = box.col;
    } else {
        kk_edit_cursor(&f->field[f->focus].edit, box, row, col);
    }
    return box.rows > 0 && box.cols > 0;
}
