/* Every list a person can look at: a named SQL file and its columns. The
 * panes, `kikusui list`, the pickers and the spreadsheets render the same
 * rows. A listing's SQL is one SELECT without ORDER BY or LIMIT whose result
 * columns carry the names below, first `id` (the row; unique). The engine wraps
 * it: filters, search, order and the page's start are added around it.
 *
 * Searching (KK_LIST_SEARCH): in the texts of a row and in what its record is
 * called and found by (names.sql of row_kind, see feature.h), by the engine.
 * Only a large list says itself how, in lines between markers that stand while
 * something is searched for:
 * --prefix blocks (exact and prefix hits on keys, shown first)
 * and --match blocks (all other hits of the index), each closed by --end. They
 * give a column more, kk_prefix the folded key and kk_match the index's rowid:
 * each set comes in that order, whatever `orders` says, as a sort of 200,000
 * hits would be felt. Each row once: see unit/list.sql. Its rows are all that
 * the index finds, so that without a filter they are counted there. :fold and
 * :fold_hi bound the prefixes, :match is the index's expression
 * (store/search.h). The file with all its blocks must itself be valid. */
#ifndef KIKUSUI_DOMAIN_LISTING_H
#define KIKUSUI_DOMAIN_LISTING_H

#include <kikusui/base/mem.h>
#include <kikusui/base/str.h>
#include <kikusui/domain/ctx.h>

enum kk_show {
    KK_SHOW_TEXT,
    KK_SHOW_INT,
    KK_SHOW_TIME, /* 2023-04-12T10:20 in json, short on screen */
    KK_SHOW_DATE,
    KK_SHOW_CLOCK,   /* of a time its hour and minute alone: 10:20 */
    KK_SHOW_MINUTES, /* 2:43, -0:42 */
    KK_SHOW_RATE,    /* tenths of a percent: 75.0% */
    KK_SHOW_YESNO,   /* はい or empty */
    KK_SHOW_ID
};
enum {
    KK_COL_RIGHT = 1,   /* right-aligned */
    KK_COL_HIDDEN = 2,  /* not drawn; in json, and free for filters */
    KK_COL_GROW = 4,    /* gives way first where the columns do not fit */
    KK_COL_WIDE = 8,    /* drawn only from 110 columns on */
    KK_COL_TAIL = 16,   /* cut before its last word: a site and a department */
    KK_COL_JUDGED = 32, /* computed from the row, and nothing it is found by */
    KK_COL_HAND = 64 /* of a record: a text to hand on, read whole and copied */
};
struct kk_col {
    const char *name, *title; /* name: SQL column and json key */
    int cols;                 /* narrower it is not made while others grow */
    enum kk_show show;
    unsigned flags;
};
enum {
    KK_LIST_LARGE = 1,  /* may hold 200,000 rows: pages by key, orders served by
                           an index; a test reads the query plan */
    KK_LIST_SEARCH = 2, /* rows are found by what is typed */
    KK_LIST_HIDDEN = 4, /* a picker's or a pane's; not in `kikusui lists` */
    KK_LIST_JOINED = 8  /* sql names a part: the rows of every feature's
                           data/feature/KIND/PART.sql, each of which has the
                           columns of the listing, by their names. With
                           KK_LIST_SEARCH a kind without that part has those
                           that are found in its own list, KIND/list */
};
struct kk_listing {
    const char *name, *title;
    const char *sql;      /* "unit/list" */
    const char *empty;    /* why it may be empty and what to do next */
    const char *row_kind; /* what Enter opens, which actions apply; "" none */
    /* Columns it can be ordered by ("-due" descends), first is the default;
     * `id` breaks ties. Ends with NULL. */
    const char *const *orders;
    const struct kk_col *cols; /* ends with name NULL */
    unsigned flags;
    /* A column that is yes in the rows to be shown only where a filter names
     * it; what finds no others stands between --aside and --end. NULL: none. */
    const char *aside;
    /* Of rows that stand for several records: Enter opens this listing,
     * filtered by the hidden columns that both have. NULL: none. */
    const char *opens;
    /* One action a line (枚数を読む): Enter on a row whose hidden column `open`
     * says yes opens this action's form on it, in which Enter records, and the
     * cursor goes on to the next such row. NULL: none. */
    const char *round;
    /* Query of one column: what all that it lists comes to, a row a line above
     * its page. NULL: none. */
    const char *told;
};

/* Text is matched whole but folded, of numbers and IDs (what an action keeps
 * narrow) only what is the same number; ids and counts exactly; times and dates
 * as typed or by the beginning of their ISO form (2023-04); yes or no; "a|b"
 * either; "" what is empty. */
struct kk_filter {
    const char *col, *text; /* col NULL ends */
};
struct kk_query {
    const struct kk_listing *listing;
    const struct kk_filter *filters; /* or NULL */
    const struct kk_bind *binds;     /* the SQL's own parameters, or NULL */
    const char *search;              /* what was typed, or NULL */
    size_t order;                    /* index into orders */
    bool backwards;                  /* the page before `key` */
    const struct kk_val *key;        /* rows->key of the row to go on from;
                                        NULL: from the start */
    size_t limit;
};
struct kk_rows {
    size_t n, n_cols;    /* n_cols counts the listing's cols */
    kk_id *id;           /* n */
    struct kk_val *cell; /* n * n_cols, row by row, in order of cols */
    struct kk_val *key;  /* n * 2, for going on; opaque */
    bool more;           /* there are rows beyond */
    struct kk_arena arena;
};
enum kk_status kk_listing_fetch(struct kk_ctx *ctx, const struct kk_query *q,
                                struct kk_rows *out,
                                struct kk_err *err) KK_MUST;
void kk_rows_free(struct kk_rows *rows);
/* The lines of `told`, into arena; "": the listing has none. */
enum kk_status kk_listing_told(struct kk_ctx *ctx, const struct kk_listing *l,
                               struct kk_arena *arena, const char **out,
                               struct kk_err *err) KK_MUST;
/* How many rows in all, counting no further than `most`. */
enum kk_status kk_listing_count(struct kk_ctx *ctx, const struct kk_query *q,
                                int64_t most, int64_t *out,
                                struct kk_err *err) KK_MUST;
/* Both at once: what begins with one character takes the index long to find,
 * and this asks it only once. A first page that is not full is counted itself.
 */
enum kk_status kk_listing_counted(struct kk_ctx *ctx, const struct kk_query *q,
                                  size_t most, struct kk_rows *out,
                                  int64_t *count, struct kk_err *err) KK_MUST;
/* One cell as people read it; text goes into arena or is borrowed. */
const char *kk_cell_text(const struct kk_col *col, const struct kk_val *val,
                         kk_time now, struct kk_arena *arena);
size_t kk_listing_cols(const struct kk_listing *l);
/* Which of them has that name; kk_listing_cols: none. */
size_t kk_listing_col(const struct kk_listing *l, const char *name);
bool kk_listing_has(const struct kk_listing *l, const char *name);
/* What SQLite would do for that page, a step a line, for tests: a large
 * listing must not sort (TEMP B-TREE) or scan a big table without an index. */
enum kk_status kk_listing_plan(struct kk_ctx *ctx, const struct kk_query *q,
                               struct kk_str *out, struct kk_err *err) KK_MUST;

#endif
