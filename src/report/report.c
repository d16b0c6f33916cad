/* The one way from rows to a back end. */
#include "backends.h"

#define FULL_BYTES (1u << 20)

const struct kk_backend kk_backends[KK_FMT_COUNT] = {
    [KK_FMT_TABLE] = {.name = "table",
                      .row = kk_table_row,
                      .end = kk_table_end},
    [KK_FMT_TSV] = {.name = "tsv", .begin = kk_tsv_begin, .row = kk_tsv_row},
    [KK_FMT_CSV] = {.name = "csv", .begin = kk_csv_begin, .row = kk_csv_row},
    [KK_FMT_JSON] = {.name = "json",
                     .begin = kk_json_begin,
                     .row = kk_json_row,
                     .end = kk_json_end},
};

void kk_report_begin(struct kk_report *r, enum kk_format format,
                     const struct kk_sink *sink, const struct kk_col *cols,
                     bool head, kk_time now)
{
    *r = (struct kk_report){.backend = &kk_backends[format],
                            .sink = *sink,
                            .cols = cols,
                            .head = head,
                            .now = now};
    while (cols[r->n_cols].name != NULL)
        r->n_cols++;
    if (r->backend->begin != NULL)
        r->backend->begin(r);
}

void kk_report_row(struct kk_report *r, kk_id id, const struct kk_val *cells)
{
    r->backend->row(r, id, cells);
    r->n_rows++;
    if (r->sink.full != NULL && r->sink.out->n_bytes > FULL_BYTES)
        r->sink.full(r->sink.user);
}

void kk_report_end(struct kk_report *r)
{
    if (r->backend->end != NULL)
        r->backend->end(r);
    kk_free(r->kept);
    kk_arena_free(&r->arena);
    *r = (struct kk_report){0};
}
