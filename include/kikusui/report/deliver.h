/* What of a month is handed in together (§11): which papers, and the sums
 * that says what each file holds and of which entries it was made. */
#ifndef KIKUSUI_REPORT_DELIVER_H
#define KIKUSUI_REPORT_DELIVER_H

#include <kikusui/base/crypt.h>
#include <kikusui/report/paper.h>

/* The set of a month are the papers of kk_papers whose period is a month; the
 * next at or after *i, which is moved behind it. NULL: there are no more. */
const struct kk_paper_kind *kk_month_paper(size_t *i);

/* BLAKE2b-256 of all cells with their columns, in hex: the same whatever
 * library wrote the file. rows: how many rows all parts have. */
void kk_paper_digest(const struct kk_paper *p, char hex[2 * KK_HASH_BYTES + 1],
                     size_t *rows);

/* A text file whose lines without # sha256sum -c reads: Appends. */
struct kk_sums {
    struct kk_str cells, files;
};
/* The state that papers are made of: of each writer the last entry, in order
 * ("7f3a0b21c4-12 …"). Appends. */
enum kk_status kk_vector(struct kk_ctx *ctx, struct kk_str *out,
                         struct kk_err *err) KK_MUST;
/* A file that was written. */
enum kk_status kk_sums_add(struct kk_sums *m, const struct kk_paper *p,
                           const char *path, struct kk_err *err) KK_MUST;
/* R05-06_00_照合表.txt and what stands in it. Append. */
void kk_sums_name(const struct kk_period *period, bool draft,
                  struct kk_str *out);
void kk_sums_text(const struct kk_sums *m, const struct kk_period *period,
                  bool draft, kk_time made, const char *vector,
                  struct kk_str *out);
void kk_sums_free(struct kk_sums *m);

#endif
