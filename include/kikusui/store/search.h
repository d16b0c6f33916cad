/* The search index over units: an FTS5 table `search` of overlapping pairs of
 * folded characters (rowid = unit), and `unit_key` with folded machine IDs and
 * serials for exact and prefix hits. Both are derived, written from the rows a
 * transaction touched, and never sent in a bundle.
 *
 * data/feature/unit/search_text.sql gives the text of one unit (`:id`), one
 * column a part; the first two are machine ID and serial. reindex_TABLE.sql of
 * a feature gives the units that a row of that table (`:id`) names. */
#ifndef KIKUSUI_STORE_SEARCH_H
#define KIKUSUI_STORE_SEARCH_H

#include <kikusui/store/db.h>

/* The MATCH expression for what was typed: every word (split at spaces) as a
 * phrase of pairs, all of them required. Appends nothing for text that folds
 * to nothing; false then. */
bool kk_search_match(const char *typed, struct kk_str *out);
/* Folded whole, for unit_key: [fold, fold_hi) is the range of its prefixes. */
void kk_search_range(const char *typed, struct kk_str *fold,
                     struct kk_str *fold_hi);
/* The units that are found by what was typed, in the index's order, the first
 * `most` of them. What a key begins with is in the unit's text too, so the
 * index has them all. */
struct kk_search_hits {
    size_t n;
    const kk_id *id; /* NULL: `most` are found by a key alone */
};
enum kk_status kk_search_hits(struct kk_db *db, const char *typed, size_t most,
                              struct kk_arena *arena,
                              struct kk_search_hits *out,
                              struct kk_err *err) KK_MUST;
/* Makes the whole index anew, inside the open transaction. */
enum kk_status kk_search_rebuild(struct kk_db *db, struct kk_err *err) KK_MUST;
/* Whether the index was made with this program's fold and texts; else it is
 * made anew when the file is opened. */
enum kk_status kk_search_current(struct kk_db *db, bool *out,
                                 struct kk_err *err) KK_MUST;

#endif
