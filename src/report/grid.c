/* A sheet of a paper as rows and cells of a spreadsheet. */
#include <kikusui/base/shown.h>
#include <kikusui/report/grid.h>
#include <kikusui/report/layout.h>

#include <string.h>

enum { DEFAULT_WIDTH = 10 };
#define CHART_HEIGHT 255.0

struct making {
    const struct kk_paper *paper;
    const struct kk_made_sheet *sheet;
    struct kk_grid *g;
    const struct kk_made_part *m; /* the part that is laid out */
    size_t *place;                /* of each column of the part, its first */
    int *fit;                     /* and half-widths that go on there */
    const char **rest;            /* of each cell of the row, what is to come */
    struct kk_grid_cell *now;     /* and what it is */
    enum kk_grid_num *num;        /* of each column of the part */
    const struct kk_made_part *heads; /* the part whose head stands there */
};

/* --- columns ---------------------------------------------------------------
 */

static bool is_table(const struct kk_made_part *m)
{
    return m->part->form == KK_PART_TABLE;
}

static double width_of(const struct kk_made_part *m, size_t col)
{
    double w = m->part->cols[col].width;

    return w > 0 ? w : DEFAULT_WIDTH;
}

static bool beside_wider(const struct kk_grid *g, const struct kk_made_part *m)
{
    return !is_table(m) && m->n_cols < g->n_cols;
}

/* What stands last in a row of a letter goes on over the columns of a wider
 * table on the same sheet, a line a row. */
static bool flows(const struct kk_grid *g, const struct kk_made_part *m)
{
    return m->part->form == KK_PART_TEXT || beside_wider(g, m);
}

/* A page is made as narrow as what stands on it: what would come out under
 * seven points takes it from the widest columns. */
static void make_fit(struct making *k)
{
    double inches = (k->sheet->sheet->landscape ? 297 : 210) / 25.4 - 0.8;
    double room = inches * 96 * KK_LAYOUT_PT / 7.4; /* programs round */
    struct kk_grid *g = k->g;
    size_t widest;

    do {
        double pixels = 0;

        widest = 0;
        for (size_t c = 0; c < g->n_cols; c++) {
            pixels += kk_layout_pixels(g->width[c]);
            widest = g->width[c] > g->width[widest] ? c : widest;
        }
        if (pixels <= room)
            return;
        g->width[widest] -= 0.5;
    } while (g->width[widest] > DEFAULT_WIDTH);
}

static void set_widths(struct making *k)
{
    struct kk_grid *g = k->g;

    for (size_t i = 0; i < k->sheet->n_parts; i++)
        if (k->sheet->part[i].n_cols > g->n_cols)
            g->n_cols = k->sheet->part[i].n_cols;
    g->width = kk_arena_alloc(&g->arena, (g->n_cols + 1) * sizeof *g->width);
    k->place = kk_arena_alloc(&g->arena, (g->n_cols + 1) * sizeof *k->place);
    k->fit = kk_arena_alloc(&g->arena, (g->n_cols + 1) * sizeof *k->fit);
    k->rest = kk_arena_alloc(&g->arena, (g->n_cols + 1) * sizeof *k->rest);
    k->now = kk_arena_alloc(&g->arena, (g->n_cols + 1) * sizeof *k->now);
    k->num = kk_arena_alloc(&g->arena, (g->n_cols + 1) * sizeof *k->num);
    for (size_t i = 0; i < k->sheet->n_parts; i++) {
        const struct kk_made_part *m = &k->sheet->part[i];
        for (size_t c = 0; c < m->n_cols && !beside_wider(g, m); c++)
            if (width_of(m, c) > g->width[c])
                g->width[c] = width_of(m, c);
    }
    for (size_t c = 0; c < g->n_cols; c++)
        if (g->width[c] <= 0)
            g->width[c] = DEFAULT_WIDTH;
    make_fit(k);
}

/* Half-widths from a column to before another. */
static int fit_between(const struct making *k, size_t col, size_t end)
{
    int pixels = 0;

    for (size_t c = col; c < end; c++)
        pixels += kk_layout_pixels(k->g->width[c]);
    return kk_layout_fit((pixels - 5) / 7.0, KK_LAYOUT_PT);
}

/* Where the part's columns stand: beside a wider table each takes as many of
 * its columns as it needs, over which its text goes on. */
static void set_places(struct making *k)
{
    const struct kk_made_part *m = k->m;
    struct kk_grid *g = k->g;
    bool beside = beside_wider(g, m);
    size_t at = 0;

    for (size_t c = 0; c < m->n_cols; c++) {
        size_t end = at + 1, left = m->n_cols - 1 - c;
        int fit = kk_layout_fit(width_of(m, c), KK_LAYOUT_PT);

        while (beside && end + left < g->n_cols &&
               (left == 0 || fit_between(k, at, end) < fit))
            end++;
        k->place[c] = at;
        k->fit[c] = fit_between(k, at, end);
        k->num[c] = kk_grid_num_of(m, c, fit_between(k, at, at + 1));
        at = end;
    }
}

/* --- rows and cells --------------------------------------------------------
 */

static struct kk_grid_row *add_row(struct kk_grid *g, double height)
{
    struct kk_grid_row *r;

    kk_grow(&g->row, &g->cap_rows, g->n_rows + 1, sizeof *g->row);
    r = &g->row[g->n_rows++];
    *r = (struct kk_grid_row){.height = height, .first = g->n_cells};
    return r;
}

static struct kk_grid_cell *add_cell(struct kk_grid *g, size_t col,
                                     enum kk_grid_style style, const char *text)
{
    struct kk_grid_cell *c;

    kk_grow(&g->cell, &g->cap_cells, g->n_cells + 1, sizeof *g->cell);
    c = &g->cell[g->n_cells++];
    *c = (struct kk_grid_cell){.col = col, .style = style, .text = text};
    g->row[g->n_rows - 1].n_cells++;
    return c;
}

/* A text on rows of its own from a column on, each as long as fits to the
 * sheet's last column; the first of them stands there already when `begun`. */
static void add_lines(struct making *k, size_t col, enum kk_grid_style style,
                      const char *s, bool right, bool begun)
{
    int fit = fit_between(k, col, k->g->n_cols);
    double high = kk_layout_height(1, KK_LAYOUT_PT);

    do {
        size_t len = kk_layout_line(s, fit), n = len;

        if (!begun)
            (void)add_row(k->g, high);
        begun = false;
        while (n > 0 && s[n - 1] == '\n')
            n--;
        if (n > 0)
            add_cell(k->g, right ? k->g->n_cols - 1 : col, style,
                     kk_arena_strndup(&k->g->arena, s, n))
                ->right = right;
        s += len;
    } while (*s != '\0');
}

/* --- texts -----------------------------------------------------------------
 */

/* A text as it may leave, without CR; borrowed where it is that already. */
static const char *cleaned(struct kk_arena *a, const char *s)
{
    struct kk_str out = {0};
    const char *text = s;

    for (const char *p = s; *p != '\0'; p += *p == '\r') {
        size_t n = strcspn(p, "\r");

        kk_shown(p, n, &out);
        p += n;
    }
    if (strcmp(kk_str_c(&out), s) != 0)
        text = kk_arena_strdup(a, kk_str_c(&out));
    kk_str_free(&out);
    return text;
}

/* --- one record ------------------------------------------------------------
 */

static enum kk_grid_style style_of(const struct kk_grid *g,
                                   const struct kk_made_part *m, size_t col)
{
    if (is_table(m))
        return KK_STYLE_CELL;
    if (flows(g, m))
        return KK_STYLE_LINE;
    return col == 0 ? KK_STYLE_LABEL : KK_STYLE_CELL;
}

/* What stands in a cell of the record: a number, or a text of which `rest` is
 * to come. */
static void take_cell(struct making *k, size_t row, size_t col)
{
    const struct kk_made_part *m = k->m;
    const struct kk_val *v = &m->cell[row * m->n_cols + col];
    struct kk_grid_cell *now = &k->now[col];
    struct kk_arena *a = &k->g->arena;

    *now = (struct kk_grid_cell){.col = k->place[col],
                                 .style = style_of(k->g, m, col),
                                 .right =
                                     (m->col[col]->flags & KK_COL_RIGHT) != 0};
    k->rest[col] = "";
    if (kk_grid_number(v, k->num[col], now))
        return;
    now->num = KK_NUM_TEXT;
    k->rest[col] = cleaned(a, kk_grid_words(m->col[col], v, k->paper->now, a));
}

/* A row of the first n columns: of each text what goes into twelve lines.
 * True: there is more. */
static bool add_pieces(struct making *k, size_t n)
{
    struct kk_grid *g = k->g;
    size_t most = 1, lines;
    bool more = false;

    (void)add_row(g, 0);
    for (size_t c = 0; c < n; c++) {
        const char *s = k->rest[c];
        bool line = k->now[c].style == KK_STYLE_LINE;
        size_t len = kk_layout_piece(s, k->fit[c],
                                     line ? 1 : KK_LAYOUT_MAX_LINES, &lines);
        struct kk_grid_cell *cell;

        if (line && k->now[c].num == KK_NUM_TEXT && *s == '\0')
            continue;
        cell = add_cell(g, c, k->now[c].style, s);
        *cell = k->now[c];
        cell->text = s[len] == '\0' ? s : kk_arena_strndup(&g->arena, s, len);
        k->rest[c] = s + len;
        k->now[c].num = KK_NUM_TEXT;
        more = more || *k->rest[c] != '\0';
        most = lines > most ? lines : most;
    }
    g->row[g->n_rows - 1].height = kk_layout_height(most, KK_LAYOUT_PT);
    return more;
}

static void add_record(struct making *k, size_t row)
{
    const struct kk_made_part *m = k->m;
    struct kk_grid *g = k->g;
    bool flowing = flows(g, m), more;
    size_t last = m->n_cols - 1, n = m->n_cols - (flowing ? 1 : 0);

    for (size_t c = 0; c < m->n_cols; c++)
        take_cell(k, row, c);
    more = add_pieces(k, n);
    if (flowing && k->now[last].num != KK_NUM_TEXT)
        *add_cell(g, k->place[last], KK_STYLE_LINE, "") = k->now[last];
    else if (flowing)
        add_lines(k, k->place[last], KK_STYLE_LINE, k->rest[last],
                  k->now[last].right, true);
    while (more)
        more = add_pieces(k, n);
}

/* --- parts -----------------------------------------------------------------
 */

static bool same_head(const struct kk_made_part *a,
                      const struct kk_made_part *b)
{
    bool same = a->n_cols == b->n_cols;

    for (size_t c = 0; same && c < a->n_cols; c++)
        same = strcmp(kk_made_title(a, c), kk_made_title(b, c)) == 0;
    return same;
}

/* The head is repeated on each page where it is that of every table, or of the
 * table that the sheet is of: the one it begins with. */
static void add_head(struct making *k)
{
    const struct kk_made_part *m = k->m;

    for (size_t c = 0; c < m->n_cols; c++) {
        k->now[c] = (struct kk_grid_cell){.col = c, .style = KK_STYLE_HEAD};
        k->rest[c] = kk_made_title(m, c);
    }
    if (k->heads == NULL) {
        k->heads = m;
        k->g->head = k->g->n_rows;
    } else if (k->g->head > 0 && !same_head(k->heads, m)) {
        k->g->head = KK_GRID_NONE;
    }
    (void)add_pieces(k, m->n_cols);
}

static size_t column(const struct kk_made_part *m, const char *name)
{
    size_t c = 0;

    while (c < m->n_cols && strcmp(m->part->cols[c].col, name) != 0)
        c++;
    return c;
}

static void add_chart(struct making *k, size_t first)
{
    const struct kk_chart *chart = k->m->part->chart;
    struct kk_grid *g = k->g;
    struct kk_grid_chart *c;

    if (chart == NULL || k->m->n_rows == 0)
        return;
    kk_grow(&g->chart, &g->cap_charts, g->n_charts + 1, sizeof *g->chart);
    c = &g->chart[g->n_charts++];
    *c = (struct kk_grid_chart){.chart = chart,
                                .row = g->n_rows,
                                .height = CHART_HEIGHT,
                                .first = first,
                                .last = g->n_rows - 1,
                                .labels = column(k->m, chart->labels),
                                .num = KK_NUM_PLAIN};
    for (size_t i = 0; chart->series[i] != NULL &&
                       c->n_series < sizeof c->series / sizeof *c->series;
         i++) {
        size_t col = column(k->m, chart->series[i]);

        if (col == k->m->n_cols)
            continue;
        c->num = k->num[col];
        c->title[c->n_series] = kk_made_title(k->m, col);
        c->series[c->n_series++] = col;
    }
    /* One row, which no page is broken within. */
    (void)add_row(g, CHART_HEIGHT);
}

static void add_part(struct making *k)
{
    const struct kk_made_part *m = k->m;
    const struct kk_part *part = m->part;
    struct kk_grid *g = k->g;
    size_t first;

    set_places(k);
    if (g->n_rows > 0)
        (void)add_row(g, 0);
    if (part->title != NULL)
        add_lines(k, 0, KK_STYLE_TITLE, part->title, false, false);
    if (is_table(m) && (m->n_rows > 0 || part->title == NULL))
        add_head(k);
    first = g->n_rows;
    for (size_t i = 0; i < m->n_rows; i++)
        add_record(k, i);
    if (m->n_rows == 0 && part->none != NULL)
        add_lines(k, 0, KK_STYLE_LINE, part->none, false, false);
    add_chart(k, first);
}

void kk_grid_make(const struct kk_paper *p, size_t sheet, struct kk_grid *out)
{
    struct making k = {.paper = p, .sheet = &p->sheet[sheet], .g = out};

    *out = (struct kk_grid){.head = KK_GRID_NONE};
    set_widths(&k);
    for (size_t i = 0; i < k.sheet->n_parts; i++) {
        k.m = &k.sheet->part[i];
        add_part(&k);
    }
}

void kk_grid_free(struct kk_grid *g)
{
    kk_free(g->row);
    kk_free(g->cell);
    kk_free(g->chart);
    kk_arena_free(&g->arena);
    *g = (struct kk_grid){0};
}
