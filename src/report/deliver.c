/* The month's set, and the list of sums that goes with it. */
#include <kikusui/base/file.h>
#include <kikusui/report/deliver.h>
#include <kikusui/store/card.h>
#include <kikusui/store/db.h>

#include <string.h>

#define MAX_FILE_BYTES (256u << 20)

const struct kk_paper_kind *kk_month_paper(size_t *i)
{
    while (kk_papers[*i] != NULL) {
        const struct kk_paper_kind *kind = kk_papers[(*i)++];

        if (kind->period == KK_PER_MONTH)
            return kind;
    }
    return NULL;
}

/* --- sums ------------------------------------------------------------------
 */

static void add_text(struct kk_hash *h, const char *s)
{
    const char *text = s == NULL ? "" : s;

    kk_hash_add(h, text, strlen(text) + 1);
}

static void add_part(struct kk_hash *h, const struct kk_made_part *m)
{
    struct kk_str cell = {0};

    add_text(h, m->part->title);
    for (size_t c = 0; c < m->n_cols; c++) {
        add_text(h, m->col[c]->name);
        add_text(h, kk_made_title(m, c));
    }
    if (m->n_rows == 0)
        add_text(h, m->part->none);
    for (size_t i = 0; i < m->n_rows * m->n_cols; i++) {
        kk_str_clear(&cell);
        kk_card_value(&cell, &m->cell[i]);
        add_text(h, kk_str_c(&cell));
    }
    kk_str_free(&cell);
}

void kk_paper_digest(const struct kk_paper *p, char hex[2 * KK_HASH_BYTES + 1],
                     size_t *rows)
{
    unsigned char out[KK_HASH_BYTES];
    struct kk_hash h;

    *rows = 0;
    kk_hash_init(&h);
    for (size_t s = 0; s < p->n_sheets; s++) {
        add_text(&h, p->sheet[s].sheet->name);
        for (size_t i = 0; i < p->sheet[s].n_parts; i++) {
            add_part(&h, &p->sheet[s].part[i]);
            *rows += p->sheet[s].part[i].n_rows;
        }
    }
    kk_hash_end(&h, out);
    kk_hex(out, sizeof out, hex);
}

enum kk_status kk_vector(struct kk_ctx *ctx, struct kk_str *out,
                         struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    enum kk_status st = kk_cur_open(ctx->db, "query/vector", NULL, &cur, err);
    size_t n = 0;

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        if (n++ > 0)
            kk_str_addc(out, ' ');
        kk_card_ref(out, (uint64_t)kk_cur_int(cur, 0), kk_cur_int(cur, 1));
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_sums_add(struct kk_sums *m, const struct kk_paper *p,
                           const char *path, struct kk_err *err)
{
    char cells[2 * KK_HASH_BYTES + 1], sum[KK_SHA256_TEXT_BYTES];
    const char *name = strrchr(path, '/');
    struct kk_str bytes = {0};
    size_t rows;
    enum kk_status st = kk_file_read(path, MAX_FILE_BYTES, false, &bytes, err);

    name = name == NULL ? path : name + 1;
    if (st == KK_OK) {
        kk_sha256_text(kk_str_c(&bytes), bytes.n_bytes, sum);
        kk_paper_digest(p, cells, &rows);
        kk_str_addf(&m->cells, "# 中身 %s %zu行 %s\n", cells, rows, name);
        kk_str_addf(&m->files, "%s  %s\n", sum, name);
    }
    kk_str_free(&bytes);
    return st;
}

void kk_sums_name(const struct kk_period *period, bool draft,
                  struct kk_str *out)
{
    kk_str_addf(out, "%s_00_照合表%s.txt", period->stem,
                draft ? "_下書き" : "");
}

void kk_sums_text(const struct kk_sums *m, const struct kk_period *period,
                  bool draft, kk_time made, const char *vector,
                  struct kk_str *out)
{
    char at[KK_TIME_BYTES];

    kk_str_addf(out, "# 照合表 %s%s\n", period->words,
                draft ? "（下書き）" : "");
    kk_str_addf(out, "# 作成 %s\n", kk_time_long(made, at));
    kk_str_addf(out, "# プログラム kikusui %s\n", KK_VERSION);
    kk_str_addf(out, "# 基準 %s\n", vector);
    kk_str_addf(out, "%s%s", kk_str_c(&m->cells), kk_str_c(&m->files));
}

void kk_sums_free(struct kk_sums *m)
{
    kk_str_free(&m->cells);
    kk_str_free(&m->files);
}
