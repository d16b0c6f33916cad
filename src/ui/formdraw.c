#include "form_priv.h"

#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <string.h>

enum {
    BOX_MAX_COLS = 96,
    LABEL_MAX_COLS = 16,
    LINES_ROWS = 3,  /* a field of several lines */
    SHORT_COLS = 20, /* times, numbers, choices: the echo stands beside */
    REF_COLS = 30,
    PREVIEW_LEAST = 4
};

struct shape {
    struct kk_rect box, fields, preview, buttons; /* inside the frame */
    int label_cols, first; /* first: the first row of the fields shown */
};

static int label_cols(const struct kk_form *f)
{
    int cols = 6;

    for (size_t i = 0; i < f->n_fields; i++) {
        int w = kk_cols(f->field[i].param->label);

        if (w > cols)
            cols = w;
    }
    return cols > LABEL_MAX_COLS ? LABEL_MAX_COLS : cols;
}

static bool shows_error(const struct kk_form *f, const struct kk_field *fd,
                        const char **text)
{
    *text = kk_str_c(&fd->error);
    if (fd->visited && fd->error.n_bytes > 0)
        return true;
    *text = f->refused.text;
    return fd->visited && f->refused.text[0] != '\0' &&
           strcmp(f->refused.field, fd->param->name) == 0;
}

static int field_rows(const struct kk_form *f, const struct kk_field *fd)
{
    const char *error;
    int rows = fd->param->type == KK_LINES ? LINES_ROWS : 1;

    return rows + (shows_error(f, fd, &error) ? 1 : 0);
}

static int rows_before(const struct kk_form *f, size_t until)
{
    int rows = 0;

    for (size_t i = 0; i < until && i < f->n_fields; i++)
        rows += field_rows(f, &f->field[i]);
    return rows;
}

/* The words below the fields: why not yet, or what it will do. */
static void preview_words(const struct kk_form *f, struct kk_str *out)
{
    if (f->refused.text[0] != '\0')
        kk_str_addf(out, "まだ記録できません: %s", f->refused.text);
    else if (f->effects.n_bytes > 0)
        kk_str_add(out, kk_str_c(&f->effects));
    else
        kk_str_add(out, "変わるところはありません");
}

static struct shape shape_of(const struct kk_form *f)
{
    struct kk_rect area = f->view.area;
    struct shape s = {0};
    struct kk_str words = {0};
    int cols = area.cols - 4, all = rows_before(f, f->n_fields), room, rows;
    int preview;

    if (cols > BOX_MAX_COLS)
        cols = BOX_MAX_COLS;
    preview_words(f, &words);
    preview = 1 + kk_wrap_rows(kk_str_c(&words), cols - 8);
    kk_str_free(&words);
    /* two frame rows, two rules, the buttons */
    room = area.rows - 5;
    if (preview > room - all)
        preview = room - all;
    if (preview < PREVIEW_LEAST)
        preview = PREVIEW_LEAST < room - 1 ? PREVIEW_LEAST : 1;
    rows = all < room - preview ? all : room - preview;
    if (rows < 1)
        rows = 1;
    s.label_cols = label_cols(f);
    s.box = kk_rect_in(area, (area.rows - rows - preview - 5) / 2,
                       (area.cols - cols) / 2, rows + preview + 5, cols);
    s.fields = kk_rect_in(s.box, 1, 1, rows, cols - 2);
    s.preview = kk_rect_in(s.box, rows + 2, 2, preview, cols - 4);
    s.buttons = kk_rect_in(s.box, rows + preview + 3, 2, 1, cols - 4);
    /* Keep the focused field whole in sight. */
    if (f->focus < f->n_fields) {
        int end = rows_before(f, f->focus + 1);

        s.first = end > rows ? end - rows : 0;
    } else {
        s.first = all > rows ? all - rows : 0;
    }
    return s;
}

static int edit_cols(const struct shape *s, const struct kk_field *fd)
{
    int room = s->fields.cols - s->label_cols - 6, want = room;

    switch (fd->param->type) {
    case KK_INT:
    case KK_TIME:
    case KK_DATE:
    case KK_CHOICE:
        want = SHORT_COLS;
        break;
    case KK_REF:
        want = fd->settled || (fd->param->flags & KK_MANY) != 0 ? room - 12
                                                                : REF_COLS;
        break;
    case KK_TEXT:
    case KK_LINES:
    case KK_SECRET:
        break;
    }
    return want < room ? want : room;
}

static struct kk_rect edit_rect(const struct kk_form *f, const struct shape *s,
                                size_t i)
{
    const struct kk_field *fd = &f->field[i];

    return kk_rect_in(
        s->fields, rows_before(f, i) - s->first, s->label_cols + 4,
        fd->param->type == KK_LINES ? LINES_ROWS : 1, edit_cols(s, fd));
}

int kk_form_field_cols(const struct kk_form *f, const struct kk_field *fd)
{
    struct shape s = shape_of(f);

    return edit_cols(&s, fd);
}

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

static void draw_field(const struct kk_form *f, const struct shape *s, size_t i,
                       struct kk_canvas *c)
{
    const struct kk_field *fd = &f->field[i];
    struct kk_rect box = edit_rect(f, s, i);
    int row = rows_before(f, i) - s->first, cols = edit_cols(s, fd);
    bool on = f->focus == i;
    const char *error;

    kk_put_in(c, s->fields, row, 1, s->label_cols, KK_LEFT,
              on ? KK_S_KEY : KK_S_PLAIN, fd->param->label);
    if ((fd->param->flags & KK_REQUIRED) != 0)
        kk_put(c, s->fields, row, s->label_cols + 1, KK_S_URGENT, "*");
    for (int k = 0; k < (fd->param->type == KK_LINES ? LINES_ROWS : 1); k++) {
        kk_put(c, s->fields, row + k, s->label_cols + 3, KK_S_FRAME, "[");
        kk_put(c, s->fields, row + k, s->label_cols + 4 + cols, KK_S_FRAME,
               "]");
    }
    if (fd->param->type == KK_CHOICE)
        draw_choice(fd, c, box, on);
    else
        kk_edit_draw(&fd->edit, c, box, on ? KK_S_FIELD_ON : KK_S_FIELD);
    kk_put(c, s->fields, row, s->label_cols + 6 + cols, KK_S_DIM,
           beside(fd, on));
    if (shows_error(f, fd, &error))
        kk_put(c, s->fields, row + field_rows(f, fd) - 1, s->label_cols + 4,
               KK_S_ERROR, error);
}

static void draw_preview(const struct kk_form *f, const struct shape *s,
                         struct kk_canvas *c)
{
    struct kk_str words = {0};
    bool ready = f->refused.text[0] == '\0';
    struct kk_rect below =
        kk_rect_in(s->preview, 1, 2, s->preview.rows - 1, s->preview.cols - 4);
    int rows, scroll = f->scroll;

    preview_words(f, &words);
    rows = kk_wrap_rows(kk_str_c(&words), below.cols);
    if (scroll > rows - below.rows)
        scroll = rows > below.rows ? rows - below.rows : 0;
    kk_put(c, s->preview, 0, 0, KK_S_HEAD, "実行すると");
    kk_put_wrap(c, below, -scroll, ready ? KK_S_PLAIN : KK_S_URGENT,
                kk_str_c(&words));
    if (rows - scroll > below.rows) {
        char more[48];

        snprintf(more, sizeof more, "PgDn で続き (あと%d行)",
                 rows - scroll - below.rows);
        kk_put_end(c, s->preview, 0, 1, KK_S_KEY, more);
    }
    kk_str_free(&words);
}

static void draw_buttons(const struct kk_form *f, const struct shape *s,
                         struct kk_canvas *c)
{
    bool yes = f->focus == f->n_fields, no = f->focus == f->n_fields + 1;
    bool undoable = (f->action->flags & (KK_NO_UNDO | KK_ASKS)) == 0;
    struct kk_str right = {0};
    char when[KK_TIME_BYTES];
    int col = 2;

    col += kk_put(c, s->buttons, 0, col, no ? KK_S_BUTTON_ON : KK_S_BUTTON,
                  "[ やめる Esc ]");
    kk_put(c, s->buttons, 0, col + 3, yes ? KK_S_BUTTON_ON : KK_S_BUTTON,
           "[ 記録する F8 ]");
    if (f->draft_at != 0) {
        kk_time_short(f->draft_at, f->draft_at, when);
        kk_str_addf(&right, "下書き %s 保存済", when);
    } else if (undoable) {
        kk_str_add(&right, "後から u で取消");
    } else {
        kk_str_add(&right, "取り消せません");
    }
    kk_put_end(c, s->buttons, 0, 1, KK_S_DIM, kk_str_c(&right));
    kk_str_free(&right);
}

void kk_form_draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct kk_form *f = (const struct kk_form *)v;
    struct shape s = shape_of(f);

    kk_fill(c, s.box, KK_S_PLAIN);
    kk_frame(c, s.box, KK_S_FRAME_ON);
    kk_rule(c, s.box, s.fields.rows + 1, KK_S_FRAME_ON);
    kk_rule(c, s.box, s.fields.rows + s.preview.rows + 2, KK_S_FRAME_ON);
    kk_frame_title(c, s.box, KK_S_FRAME_ON, kk_str_c(&f->title));
    for (size_t i = 0; i < f->n_fields; i++)
        draw_field(f, &s, i, c);
    draw_preview(f, &s, c);
    draw_buttons(f, &s, c);
}

bool kk_form_cursor(const struct kk_view *v, int *row, int *col)
{
    const struct kk_form *f = (const struct kk_form *)v;
    struct shape s = shape_of(f);
    struct kk_rect box;

    if (f->focus >= f->n_fields)
        return false;
    box = edit_rect(f, &s, f->focus);
    if (f->field[f->focus].param->type == KK_CHOICE) {
        *row = box.row;
        *col = box.col;
    } else {
        kk_edit_cursor(&f->field[f->focus].edit, box, row, col);
    }
    return box.rows > 0 && box.cols > 0;
}
