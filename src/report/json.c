/* Rows and single values as json: ids as strings, for they exceed 2^53. */
#include "backends.h"

#include <kikusui/base/shown.h>
#include <kikusui/base/time.h>

#include <string.h>

void kk_json_text(struct kk_str *out, const char *s)
{
    struct kk_str shown = {0};

    if (s == NULL) {
        kk_str_add(out, "null");
        return;
    }
    kk_shown(s, strlen(s), &shown);
    kk_str_addc(out, '"');
    for (const char *p = shown.s; *p != '\0'; p++) {
        if (*p == '"' || *p == '\\')
            kk_str_addf(out, "\\%c", *p);
        else if (*p == '\n' || *p == '\t')
            kk_str_add(out, *p == '\n' ? "\\n" : "\\t");
        else
            kk_str_addc(out, *p);
    }
    kk_str_addc(out, '"');
    kk_str_free(&shown);
}

void kk_json_cell(struct kk_str *out, const struct kk_col *col,
                  const struct kk_val *v)
{
    char buf[KK_TIME_BYTES];

    if (v->type == KK_VTEXT) {
        kk_json_text(out, v->s);
        return;
    }
    if (v->type != KK_VINT) {
        kk_str_add(out, col->show == KK_SHOW_YESNO ? "false" : "null");
        return;
    }
    switch (col->show) {
    case KK_SHOW_TIME:
    case KK_SHOW_CLOCK:
        kk_json_text(out, kk_time_iso(v->i, buf));
        return;
    case KK_SHOW_DATE:
        kk_json_text(out, kk_day_iso((kk_day)v->i, buf));
        return;
    case KK_SHOW_YESNO:
        kk_str_add(out, v->i != 0 ? "true" : "false");
        return;
    case KK_SHOW_TEXT:
    case KK_SHOW_ID: /* ids exceed 2^53 */
        kk_str_addf(out, "\"%lld\"", (long long)v->i);
        return;
    case KK_SHOW_INT:
    case KK_SHOW_MINUTES:
    case KK_SHOW_RATE:
        kk_str_addf(out, "%lld", (long long)v->i);
        return;
    }
}

void kk_json_begin(struct kk_report *r)
{
    kk_str_add(r->sink.out, "[");
}

void kk_json_row(struct kk_report *r, kk_id id, const struct kk_val *cells)
{
    struct kk_str *out = r->sink.out;
    bool first = true;

    kk_str_add(out, r->n_rows > 0 ? ",\n {" : "\n {");
    if (id != 0) {
        kk_str_addf(out, "\"id\":\"%lld\"", (long long)id);
        first = false;
    }
    for (size_t i = 0; i < r->n_cols; i++) {
        if (id != 0 && strcmp(r->cols[i].name, "id") == 0)
            continue;
        kk_str_add(out, first ? "" : ",");
        first = false;
        kk_json_text(out, r->cols[i].name);
        kk_str_addc(out, ':');
        kk_json_cell(out, &r->cols[i], &cells[i]);
    }
    kk_str_addc(out, '}');
}

void kk_json_end(struct kk_report *r)
{
    kk_str_add(r->sink.out, r->n_rows > 0 ? "\n]\n" : "]\n");
}
