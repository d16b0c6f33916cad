/* The pieces a listing's statement is made of: inside the domain layer only. */
#ifndef KIKUSUI_DOMAIN_LISTING_SQL_H
#define KIKUSUI_DOMAIN_LISTING_SQL_H

#include <kikusui/base/data.h>
#include <kikusui/base/str.h>
#include <kikusui/domain/feature.h>
#include <kikusui/domain/listing.h>

/* Which marked lines of the file stand (see listing.h). */
enum kk_block {
    KK_BLOCK_NONE,
    KK_BLOCK_PREFIX,
    KK_BLOCK_MATCH,
    KK_BLOCK_ASIDE,
    KK_BLOCK_FIND /* of a names.sql (see feature.h) */
};
#define KK_STANDS(block) (1u << (block)) /* for a set of them */
bool kk_sql_has_block(const struct kk_data *sql, enum kk_block block);
/* Lines of no block always stand. */
void kk_sql_add_blocks(const struct kk_data *sql, unsigned blocks,
                       struct kk_str *out);

/* "WITH n(id, label, gone, keys, readings, parts) AS (…)": the kind's names.sql
 * as it stands when nothing is to be found. */
void kk_sql_add_names(const struct kk_kind *kind, struct kk_str *out);
/* Whether a column of names holds what was typed as one of its names. */
#define KK_NAMED_WHOLE(names)                                                  \
    "(:fold <> '' AND instr(" names ", char(10) || :fold || char(10)) > 0 "    \
    "OR :ident <> '' "                                                         \
    "AND instr(" names ", char(10) || '=' || :ident || char(10)) > 0)"
/* "(…)": of rows called kk_x, joined with their names n: :fold stands in one of
 * both. */
void kk_sql_add_found(const struct kk_listing *l, struct kk_str *out);
/* " AND …" on rows called kk_x: :fold stands in a text of the row, or in what
 * its record is called and found by (names.sql of the kind of its rows). */
void kk_sql_add_search(const struct kk_registry *reg,
                       const struct kk_listing *l, struct kk_str *out);

#define KK_MAX_FILTER_BINDS 64
struct kk_where {
    struct kk_str sql; /* " AND …" for each filter, or nothing */
    size_t n;
    struct kk_bind bind[KK_MAX_FILTER_BINDS];
    bool aside; /* whether the rows that are kept aside are asked for */
};
/* The query's filters; texts go into arena. KK_USAGE: no such column, or too
 * many; KK_REFUSED: no number, no time. */
enum kk_status kk_where_make(struct kk_ctx *ctx, const struct kk_query *q,
                             struct kk_arena *arena, struct kk_where *out,
                             struct kk_err *err) KK_MUST;

/* A listing's SQL: its file, or the features' parts joined. Borrowed or in
 * arena; NULL: there is none. */
const struct kk_data *kk_listing_text(const struct kk_registry *reg,
                                      const struct kk_listing *l,
                                      struct kk_arena *arena);

/* What somebody typed to find something by is short; a page of text pasted by
 * mistake would be looked for letter by letter. KK_REFUSED names it: `what`. */
#define KK_TYPED_MAX 300 /* characters */
enum kk_status kk_typed_fits(const char *what, const char *typed,
                             struct kk_err *err) KK_MUST;

#endif
