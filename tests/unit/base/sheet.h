/* An embedded CSV file in a test: fields by the header's names. */
#ifndef KIKUSUI_TESTS_UNIT_BASE_SHEET_H
#define KIKUSUI_TESTS_UNIT_BASE_SHEET_H

#include "test.h"

#include <kikusui/base/csv.h>
#include <kikusui/base/data.h>
#include <kikusui/base/str.h>

#include <string.h>

struct sheet {
    struct kk_csv csv;
    const char *name;
};

static inline struct sheet sheet_open(const char *name)
{
    struct sheet s = {.name = name};
    const struct kk_data *d = kk_data_find(name);
    struct kk_err err = {0};

    ck_assert_msg(d != NULL, "%s is not embedded", name);
    ck_ok(kk_csv_read(d->bytes, d->n_bytes, 10000, &s.csv, &err), &err);
    return s;
}

static inline void sheet_close(struct sheet *s)
{
    kk_csv_free(&s->csv);
}

static inline size_t rows(const struct sheet *s)
{
    return s->csv.n - 1;
}

/* A field of the row'th record after the header, by the header's name. */
static inline const char *cell(const struct sheet *s, size_t row,
                               const char *col)
{
    const struct kk_csv_record *head = &s->csv.record[0];

    for (size_t i = 0; i < head->n; i++)
        if (strcmp(head->field[i], col) == 0)
            return s->csv.record[row + 1].field[i];
    ck_abort_msg("%s has no column %s", s->name, col);
    return "";
}

static inline bool has(const struct sheet *s, const char *col,
                       const char *value)
{
    for (size_t i = 0; i < rows(s); i++)
        if (strcmp(cell(s, i, col), value) == 0)
            return true;
    return false;
}

static inline int number(const struct sheet *s, size_t row, const char *col)
{
    int64_t n = 0;

    ck_assert_msg(kk_parse_i64(cell(s, row, col), &n), "%s row %zu %s: \"%s\"",
                  s->name, row + 1, col, cell(s, row, col));
    return (int)n;
}

/* Is `word` one of the space-separated words of `list`? */
static inline bool among(const char *list, const char *word, size_t len)
{
    while (*list != '\0') {
        size_t n = strcspn(list, " ");
        if (n == len && memcmp(list, word, len) == 0)
            return true;
        list += n + (list[n] == ' ');
    }
    return false;
}

#endif
