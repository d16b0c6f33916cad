/* Reading a table of data/ by the names of its columns. */
#include <kikusui/base/data.h>
#include <kikusui/base/str.h>
#include <kikusui/domain/sheet.h>

#include <string.h>

enum kk_status kk_sheet_open(const char *name, struct kk_sheet *out,
                             struct kk_err *err)
{
    const struct kk_data *data = kk_data_find(name);
    enum kk_status st;

    *out = (struct kk_sheet){0};
    if (data == NULL)
        return kk_fail(err, KK_BUG, "データ「%s」がありません", name);
    st = kk_csv_read(data->bytes, data->n_bytes, 100000, &out->csv, err);
    if (st != KK_OK) {
        kk_err_prefix(err, "%s: ", name);
        return st;
    }
    out->n = out->csv.n > 0 ? out->csv.n - 1 : 0;
    return KK_OK;
}

const char *kk_sheet_cell(const struct kk_sheet *s, size_t row,
                          const char *column)
{
    const struct kk_csv_record *head = &s->csv.record[0];
    const struct kk_csv_record *rec = &s->csv.record[row + 1];

    for (size_t i = 0; i < head->n && i < rec->n; i++)
        if (strcmp(head->field[i], column) == 0)
            return rec->field[i];
    return "";
}

void kk_sheet_close(struct kk_sheet *s)
{
    kk_csv_free(&s->csv);
    *s = (struct kk_sheet){0};
}
