/* Rows on stdout, in one of four formats. */
#include "../app/cli_priv.h"

#include <kikusui/base/csv.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <string.h>

#define FLUSH_BYTES (1u << 20)

void kk_out_line(struct kk_app *app, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    kk_str_vaddf(&app->out, fmt, ap);
    va_end(ap);
    kk_str_addc(&app->out, '\n');
}

static void head(struct kk_sheet_out *o)
{
    struct kk_str *out = &o->app->out;
    bool csv = o->app->format == KK_FMT_CSV;

    for (size_t i = 0; i < o->n_cols; i++) {
        if (i > 0)
            kk_str_addc(out, csv ? ',' : '\t');
        kk_str_add(out, o->cols[i].name);
    }
    kk_str_add(out, csv ? "\r\n" : "\n");
}

void kk_out_begin(struct kk_sheet_out *o, struct kk_app *app,
                  const struct kk_col *cols, bool with_head)
{
    *o = (struct kk_sheet_out){.app = app, .cols = cols, .head = with_head};
    while (cols[o->n_cols].name != NULL)
        o->n_cols++;
    switch (app->format) {
    case KK_FMT_JSON:
        kk_str_add(&app->out, "[");
        break;
    case KK_FMT_TSV:
    case KK_FMT_CSV:
        if (with_head)
            head(o);
        break;
    case KK_FMT_TABLE:
        break;
    }
}

static void json_row(struct kk_sheet_out *o, kk_id id,
                     const struct kk_val *cells)
{
    struct kk_str *out = &o->app->out;
    bool first = true;

    kk_str_add(out, o->n_rows > 0 ? ",\n {" : "\n {");
    if (id != 0) {
        kk_str_addf(out, "\"id\":\"%lld\"", (long long)id);
        first = false;
    }
    for (size_t i = 0; i < o->n_cols; i++) {
        if (id != 0 && strcmp(o->cols[i].name, "id") == 0)
            continue;
        kk_str_add(out, first ? "" : ",");
        first = false;
        kk_json_text(out, o->cols[i].name);
        kk_str_addc(out, ':');
        kk_json_cell(out, &o->cols[i], &cells[i]);
    }
    kk_str_addc(out, '}');
}

/* A field of tab-separated text holds neither tabs nor line breaks. */
static void tsv_field(struct kk_str *out, const char *s)
{
    for (; *s != '\0'; s++)
        kk_str_addc(out, *s == '\t' || *s == '\n' ? ' ' : *s);
}

static void plain_row(struct kk_sheet_out *o, const struct kk_val *cells)
{
    struct kk_str *out = &o->app->out;
    bool csv = o->app->format == KK_FMT_CSV;

    for (size_t i = 0; i < o->n_cols; i++) {
        const char *s = kk_plain_cell(&o->cols[i], &cells[i], &o->arena);
        struct kk_str shown = {0};

        if (i > 0)
            kk_str_addc(out, csv ? ',' : '\t');
        kk_shown(s, strlen(s), &shown);
        if (csv)
            kk_csv_quote(out, shown.s);
        else
            tsv_field(out, shown.s);
        kk_str_free(&shown);
    }
    kk_str_add(out, csv ? "\r\n" : "\n");
}

static void keep_row(struct kk_sheet_out *o, const struct kk_val *cells)
{
    kk_grow(&o->kept, &o->cap_kept, o->n_kept + o->n_cols, sizeof *o->kept);
    for (size_t i = 0; i < o->n_cols; i++) {
        const char *s = kk_cell_text(&o->cols[i], &cells[i],
                                     kk_now(&o->app->clock), &o->arena);
        char *line = kk_arena_strdup(&o->arena, s);

        for (char *p = line; *p != '\0'; p++)
            if (*p == '\n')
                *p = ' ';
        o->kept[o->n_kept++] = line;
    }
}

void kk_out_row(struct kk_sheet_out *o, kk_id id, const struct kk_val *cells)
{
    switch (o->app->format) {
    case KK_FMT_JSON:
        json_row(o, id, cells);
        break;
    case KK_FMT_TSV:
    case KK_FMT_CSV:
        plain_row(o, cells);
        kk_arena_free(&o->arena);
        break;
    case KK_FMT_TABLE:
        keep_row(o, cells);
        break;
    }
    o->n_rows++;
    /* 200,000 rows need not be in memory at once. */
    if (o->app->out.n_bytes > FLUSH_BYTES)
        (void)kk_app_flush(o->app);
}

/* --- the table for people --------------------------------------------------
 */

static void pad(struct kk_str *out, int cols)
{
    for (; cols > 0; cols--)
        kk_str_addc(out, ' ');
}

static void table_cell(struct kk_str *out, const struct kk_col *col,
                       const char *s, int width, bool last)
{
    int n = kk_cols(s);

    if (col->flags & KK_COL_RIGHT)
        pad(out, width - n);
    kk_str_add(out, s);
    if ((col->flags & KK_COL_RIGHT) == 0 && !last)
        pad(out, width - n);
}

static void table_row(const struct kk_sheet_out *o, const char *const *cells,
                      const int *width)
{
    struct kk_str *out = &o->app->out;
    bool first = true;

    for (size_t i = 0; i < o->n_cols; i++) {
        bool last = true;

        if (o->cols[i].flags & KK_COL_HIDDEN)
            continue;
        for (size_t k = i + 1; k < o->n_cols; k++)
            last = last && (o->cols[k].flags & KK_COL_HIDDEN);
        kk_str_add(out, first ? "" : "  ");
        first = false;
        table_cell(out, &o->cols[i], cells[i], width[i], last);
    }
    while (out->n_bytes > 0 && out->s[out->n_bytes - 1] == ' ')
        out->n_bytes--;
    kk_str_addc(out, '\n');
}

static void table(struct kk_sheet_out *o)
{
    int *width = kk_arena_alloc(&o->arena, (o->n_cols + 1) * sizeof *width);
    const char **titles =
        kk_arena_alloc(&o->arena, (o->n_cols + 1) * sizeof *titles);

    for (size_t i = 0; i < o->n_cols; i++) {
        titles[i] = o->cols[i].title == NULL ? "" : o->cols[i].title;
        width[i] = o->head ? kk_cols(titles[i]) : 0;
    }
    for (size_t i = 0; i < o->n_kept; i++) {
        int n = kk_cols(o->kept[i]);

        if (n > width[i % o->n_cols])
            width[i % o->n_cols] = n;
    }
    if (o->head && o->n_rows > 0)
        table_row(o, titles, width);
    for (size_t r = 0; r < o->n_rows; r++)
        table_row(o, o->kept + r * o->n_cols, width);
}

void kk_out_end(struct kk_sheet_out *o)
{
    if (o->app->format == KK_FMT_JSON)
        kk_str_add(&o->app->out, o->n_rows > 0 ? "\n]\n" : "]\n");
    else if (o->app->format == KK_FMT_TABLE)
        table(o);
    kk_free(o->kept);
    kk_arena_free(&o->arena);
    *o = (struct kk_sheet_out){0};
}
