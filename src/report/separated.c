/* Rows as csv and tsv: times as ISO, numbers plain, yes and no. */
#include "backends.h"

#include <kikusui/base/csv.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/time.h>

#include <string.h>

static const char *plain(const struct kk_col *col, const struct kk_val *v,
                         struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];

    if (v->type == KK_VTEXT)
        return v->s;
    if (v->type != KK_VINT)
        return "";
    switch (col->show) {
    case KK_SHOW_TIME:
    case KK_SHOW_CLOCK:
        return kk_arena_strdup(arena, kk_time_iso(v->i, buf));
    case KK_SHOW_DATE:
        return kk_arena_strdup(arena, kk_day_iso((kk_day)v->i, buf));
    case KK_SHOW_YESNO:
        return v->i != 0 ? "yes" : "no";
    case KK_SHOW_TEXT:
    case KK_SHOW_ID:
    case KK_SHOW_INT:
    case KK_SHOW_MINUTES:
    case KK_SHOW_RATE:
        break;
    }
    return kk_arena_printf(arena, "%lld", (long long)v->i);
}

/* Fields of tab-separated text hold neither tabs nor line breaks. */
static void tsv_field(struct kk_str *out, const char *s)
{
    for (; *s != '\0'; s++)
        kk_str_addc(out, *s == '\t' || *s == '\n' ? ' ' : *s);
}

static void head(struct kk_report *r, char between, const char *end)
{
    if (!r->head)
        return;
    for (size_t i = 0; i < r->n_cols; i++) {
        if (i > 0)
            kk_str_addc(r->sink.out, between);
        kk_str_add(r->sink.out, r->cols[i].name);
    }
    kk_str_add(r->sink.out, end);
}

static void row(struct kk_report *r, const struct kk_val *cells, char between,
                void (*field)(struct kk_str *, const char *), const char *end)
{
    for (size_t i = 0; i < r->n_cols; i++) {
        const char *s = plain(&r->cols[i], &cells[i], &r->arena);
        struct kk_str shown = {0};

        if (i > 0)
            kk_str_addc(r->sink.out, between);
        kk_shown(s, strlen(s), &shown);
        field(r->sink.out, kk_str_c(&shown));
        kk_str_free(&shown);
    }
    kk_str_add(r->sink.out, end);
    kk_arena_free(&r->arena);
}

void kk_csv_begin(struct kk_report *r)
{
    head(r, ',', "\r\n");
}

void kk_csv_row(struct kk_report *r, kk_id id, const struct kk_val *cells)
{
    (void)id;
    row(r, cells, ',', kk_csv_quote, "\r\n");
}

void kk_tsv_begin(struct kk_report *r)
{
    head(r, '\t', "\n");
}

void kk_tsv_row(struct kk_report *r, kk_id id, const struct kk_val *cells)
{
    (void)id;
    row(r, cells, '\t', tsv_field, "\n");
}
