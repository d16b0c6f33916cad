/* Where the fields of a form stand: labels in a column, short fields in pairs
 * beside each other, longer ones on rows of their own. */
#include "form_shape.h"

#include <kikusui/base/utf8.h>

#include <string.h>

enum {
    BOX_MAX_COLS = 96,
    LABEL_MAX_COLS = 16,
    LINES_MAX_ROWS = 4, /* of a field of several lines */
    TIME_COLS = 16,
    SMALL_COLS = 20, /* a name, a number */
    SMALL_CPS = 60,  /* text that may be longer is no small field */
    REF_COLS = 30,
    ECHO_COLS = 12,
    PREVIEW_LEAST = 4,
    LOW_ROWS = 8 /* lower, fields and buttons stand there in turn */
};

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* --- one field --- */

static int choice_cols(const struct kk_field *fd)
{
    int cols = 8;

    for (size_t i = 0; i < fd->n_codes; i++)
        cols = most(cols, kk_cols(fd->codes->code[i].label));
    return least(cols, SMALL_COLS);
}

/* Columns a small field needs; 0: it is none. */
static int small_cols(const struct kk_field *fd)
{
    const struct kk_param *p = fd->param;

    switch (p->type) {
    case KK_INT:
    case KK_TIME:
    case KK_DATE:
        return TIME_COLS;
    case KK_CHOICE:
        return choice_cols(fd);
    case KK_TEXT:
        return p->max_cps > 0 && p->max_cps <= SMALL_CPS ? SMALL_COLS : 0;
    case KK_LINES:
    case KK_REF:
    case KK_SECRET:
        break;
    }
    return 0;
}

/* Of a field alone on its row; `room` is what stands behind the label. */
static int edit_cols(const struct kk_field *fd, int room)
{
    int small = small_cols(fd);

    if (fd->param->type == KK_REF)
        return least(fd->named || (fd->param->flags & KK_MANY) != 0
                         ? room - ECHO_COLS
                         : REF_COLS,
                     room);
    return small > 0 && fd->param->type != KK_TEXT ? least(small, room) : room;
}

bool kk_form_shows_error(const struct kk_form *f, const struct kk_field *fd,
                         const char **text)
{
    *text = kk_str_c(&fd->error);
    if (fd->visited && fd->error.n_bytes > 0)
        return true;
    *text = kk_str_c(&fd->taken);
    if (fd->taken.n_bytes > 0 && fd->edit.text.n_bytes == 0)
        return true;
    *text = f->refused.text;
    return fd->visited && f->refused.text[0] != '\0' &&
           strcmp(f->refused.field, fd->param->name) == 0;
}

/* --- pairs --- */

struct pairs {
    bool begins[KK_MAX_PARAMS]; /* the field is the left one of a pair */
    int label_cols, left_cols;
};

static bool is_right(const struct pairs *p, size_t i)
{
    return i > 0 && p->begins[i - 1];
}

static void mark_pairs(const struct kk_form *f, const bool *apart,
                       struct pairs *p)
{
    p->label_cols = 6;
    for (size_t i = 0; i < f->n_fields; i++) {
        p->begins[i] = !is_right(p, i) && i + 1 < f->n_fields && !apart[i] &&
                       small_cols(&f->field[i]) > 0 &&
                       small_cols(&f->field[i + 1]) > 0;
        if (!is_right(p, i))
            p->label_cols =
                most(p->label_cols, kk_cols(f->field[i].param->label));
    }
    p->label_cols = least(p->label_cols, LABEL_MAX_COLS);
}

/* " LABEL * [" before a field and "]" behind it. */
static int left_end(const struct pairs *p)
{
    return 1 + p->label_cols + 3 + p->left_cols + 1;
}

static bool fits(const struct kk_form *f, const struct pairs *p, size_t i,
                 int cols)
{
    const struct kk_field *right = &f->field[i + 1];

    return left_end(p) + 2 + kk_cols(right->param->label) + 3 +
               small_cols(right) + 1 <=
           cols;
}

/* Pairs stand as wide as they can; those that do not fit come apart. */
static void find_pairs(const struct kk_form *f, int cols, struct pairs *p)
{
    bool apart[KK_MAX_PARAMS] = {false}, again = true;

    while (again) {
        again = false;
        mark_pairs(f, apart, p);
        for (p->left_cols = SMALL_COLS; p->left_cols > 12; p->left_cols--) {
            bool all = true;

            for (size_t i = 0; i < f->n_fields; i++)
                all &= !p->begins[i] || fits(f, p, i, cols);
            if (all)
                return;
        }
        for (size_t i = 0; i < f->n_fields && !again; i++)
            if (p->begins[i] && !fits(f, p, i, cols))
                apart[i] = again = true;
    }
}

/* --- rows --- */

static int text_rows(const struct kk_field *fd, int cols)
{
    if (fd->param->type != KK_LINES)
        return 1;
    return least(kk_edit_rows(&fd->edit, cols), LINES_MAX_ROWS);
}

static void place_field(const struct kk_form *f, const struct pairs *p,
                        size_t i, int cols, int row, struct kk_cell_place *out)
{
    const struct kk_field *fd = &f->field[i];
    int room = cols - p->label_cols - 6;

    out->row = row;
    out->label_at = 1;
    out->label_cols = p->label_cols;
    out->alone = !p->begins[i] && !is_right(p, i);
    if (out->alone) {
        out->cols = edit_cols(fd, room);
    } else if (p->begins[i]) {
        out->cols = p->left_cols;
    } else {
        out->label_at = left_end(p) + 2;
        out->label_cols = kk_cols(fd->param->label);
        out->cols = small_cols(fd);
    }
    out->at = out->label_at + out->label_cols + 3;
    out->rows = text_rows(fd, out->cols);
}

/* Returns the rows of all fields, their errors included. */
static int place_fields(const struct kk_form *f, int cols,
                        struct kk_form_shape *s)
{
    struct pairs p = {{false}, 0, 0};
    const char *error;
    int row = 0, errors = 0;

    find_pairs(f, cols, &p);
    for (size_t i = 0; i < f->n_fields; i++) {
        struct kk_cell_place *place = &s->field[i];

        place_field(f, &p, i, cols, row, place);
        place->error_row = -1;
        if (kk_form_shows_error(f, &f->field[i], &error))
            place->error_row = row + place->rows + errors++;
        if (p.begins[i])
            continue;
        row += place->rows + errors;
        errors = 0;
    }
    return row;
}

/* Keeps the focused field whole in sight, and its error where there is room
 * for both. */
static int first_row(const struct kk_form *f, const struct kk_form_shape *s,
                     int all, int rows)
{
    int end = all;

    if (f->focus < f->n_fields) {
        end = s->field[f->focus].row + s->field[f->focus].rows;
        if (s->field[f->focus].error_row >= end &&
            s->field[f->focus].error_row - s->field[f->focus].row < rows)
            end = s->field[f->focus].error_row + 1;
    }
    return end > rows ? end - rows : 0;
}

/* A window of a few rows has the fields, and on the buttons what these do. */
static void low_shape(const struct kk_form *f, int cols, int all,
                      struct kk_form_shape *s)
{
    struct kk_rect area = f->view.area;
    bool field = f->focus < f->n_fields;
    int rows = least(most(field ? all : 0, 0), area.rows - 2);

    s->low = true;
    s->box = kk_rect_in(area, 0, (area.cols - cols) / 2,
                        field ? rows + 2 : area.rows, cols);
    s->fields = kk_rect_in(s->box, 1, 1, rows, cols - 2);
    s->preview = kk_rect_in(s->box, 1, 2, field ? 0 : area.rows - 3, cols - 4);
    s->buttons = kk_rect_in(s->box, area.rows - 2, 2, field ? 0 : 1, cols - 4);
    s->first = field ? first_row(f, s, all, rows) : 0;
}

void kk_form_shape(const struct kk_form *f, struct kk_form_shape *s)
{
    struct kk_rect area = f->view.area;
    int cols = least(area.cols - 4, BOX_MAX_COLS);
    int room = area.rows - 5; /* two frame rows, two rules, the buttons */
    int all, preview, rows;

    *s = (struct kk_form_shape){0};
    all = place_fields(f, cols - 2, s);
    if (area.rows < LOW_ROWS) {
        low_shape(f, cols, all, s);
        return;
    }
    preview = 1 + kk_form_preview_rows(f, cols - 8);
    preview = least(preview, room - all);
    preview = most(preview, least(PREVIEW_LEAST, most(room - 2, 1)));
    rows = most(least(all, room - preview), 1);
    s->box = kk_rect_in(area, (area.rows - rows - preview - 5) / 2,
                        (area.cols - cols) / 2, rows + preview + 5, cols);
    s->fields = kk_rect_in(s->box, 1, 1, rows, cols - 2);
    s->preview = kk_rect_in(s->box, rows + 2, 2, preview, cols - 4);
    s->buttons = kk_rect_in(s->box, rows + preview + 3, 2, 1, cols - 4);
    s->first = first_row(f, s, all, rows);
}

struct kk_rect kk_form_edit_rect(const struct kk_form_shape *s, size_t i)
{
    const struct kk_cell_place *p = &s->field[i];

    return kk_rect_in(s->fields, p->row - s->first, p->at, p->rows, p->cols);
}

int kk_form_field_cols(const struct kk_form *f, const struct kk_field *fd)
{
    struct kk_form_shape s;

    kk_form_shape(f, &s);
    return s.field[fd - f->field].cols;
}
