/* What a feature exports, and the registry that the screen and the command
 * line are given: they know no feature by name. */
#ifndef KIKUSUI_DOMAIN_FEATURE_H
#define KIKUSUI_DOMAIN_FEATURE_H

#include <kikusui/domain/action.h>
#include <kikusui/domain/listing.h>

/* A kind of record. How its records are named and found stands in
 * data/feature/NAME/names.sql, one row a record of six columns, whatever they
 * are called:
 *   id, label  what people call the record in one line
 *   gone       not null: labelled still, but not found any more
 *   keys       kk_names(…) || kk_numbers(…): what names it whole, first
 *   readings   the same, where no key did
 *   parts      kk_names(…): what it is found by a part of, at last
 * and null for what it has not. kk_names are compared folded (:fold), numbers
 * as kk_ident makes them (:ident); an id finds always. Arguments given before
 * are bound by name and may narrow the rows; :id is null unless a label is
 * asked for. Of a large table the lines from --find to --end, which stand only
 * when something is to be found, keep those that the indexes find by :ref,
 * :ident, :fold and :refid; each of them is one then, after the others. */
struct kk_faults;
struct kk_kind {
    const char *name, *label; /* "incident", 案件 */
    const char *table;
    /* What stands before the digits of a number (K1-F0003), where a new row
     * gets one into its column `no`: "" for none; NULL: no numbers. */
    const char *number;
    bool contract; /* its rows are part of struct kk_contract */
    bool near;     /* its days lie within two years of today (domain/far.h) */
    /* What its record breaks that no query can tell, beside check.sql; see
     * check.h. NULL: nothing. */
    enum kk_status (*check)(struct kk_ctx *, const struct kk_kind *, kk_id id,
                            struct kk_faults *, struct kk_err *);
    /* One-row query by `:id` for `show` and the detail screen, its columns. */
    const char *show;
    const struct kk_col *cols;
    /* Listings that stand beside the record on its page, ending with NULL:
     * bound to :NAME, and filtered by a column NAME_id where they have one. */
    const char *const *related;
};
struct kk_code {
    const char *value, *label; /* value stored and typed; label shown */
};
struct kk_codes { /* a choice's values; ends with value NULL */
    const char *name;
    const struct kk_code *code;
};
struct kk_feature {
    const char *name;
    const struct kk_action *actions;   /* each array ends with name NULL, */
    const struct kk_listing *listings; /* and may itself be NULL */
    const struct kk_kind *kinds;
    const struct kk_codes *codes;
    /* What entries are called that no action wrote (load.ledger), ending with
     * value NULL. */
    const struct kk_code *entries;
    /* What of a losing entry, whichever action made it, this feature puts right
     * when a review lets another entry stand; after the action's own `lost`,
     * only updates. KK_NONE: there was nothing. NULL: never is. */
    enum kk_status (*lost)(struct kk_ctx *, const struct kk_entry *lost,
                           const struct kk_entry *won, struct kk_err *);
};
struct kk_registry {
    const struct kk_feature *const *features; /* ends with NULL */
};
const struct kk_action *kk_find_action(const struct kk_registry *r,
                                       const char *name);
const struct kk_listing *kk_find_listing(const struct kk_registry *r,
                                         const char *name);
const struct kk_kind *kk_find_kind(const struct kk_registry *r,
                                   const char *name);
/* Whether its folder has that file: KIND/part.sql. */
bool kk_kind_has_sql(const struct kk_kind *kind, const char *part);
/* The first kind of that table's rows; NULL: none. */
const struct kk_kind *kk_kind_of_table(const struct kk_registry *r,
                                       const char *table);
const struct kk_codes *kk_find_codes(const struct kk_registry *r,
                                     const char *name);
/* The kind that a reference names: of the rows of its listing, or itself; NULL:
 * none. */
const struct kk_kind *kk_param_kind(const struct kk_registry *r,
                                    const struct kk_param *p);
/* What a value of a code list is called; the value when it is in none. */
const char *kk_code_label(const struct kk_registry *r, const char *codes,
                          const char *value);
/* Walks all actions, or listings, in registry order: i from 0 until NULL. */
const struct kk_action *kk_action_at(const struct kk_registry *r, size_t i);
const struct kk_listing *kk_listing_at(const struct kk_registry *r, size_t i);

/* What was typed → one row of a kind; other arguments in binds. KK_REFUSED:
 * none or several (their labels are listed). label goes into arena. */
enum kk_status kk_resolve(struct kk_ctx *ctx, const struct kk_kind *kind,
                          const char *ref, const struct kk_bind *binds,
                          struct kk_arena *arena, kk_id *id, const char **label,
                          struct kk_err *err) KK_MUST;
/* The same for what a scanner read: numbers and names whole, never a part of
 * one, nor an id of the database. */
enum kk_status kk_resolve_whole(struct kk_ctx *ctx, const struct kk_kind *kind,
                                const char *ref, const struct kk_bind *binds,
                                struct kk_arena *arena, kk_id *id,
                                const char **label, struct kk_err *err) KK_MUST;
/* A row that a rule demands (data/feature/KIND/ruled_TABLE.sql) has a negative
 * id until the first action on it makes the record. The id of that record, or
 * id itself. */
kk_id kk_ruled_now(struct kk_ctx *ctx, const char *table, kk_id id);
/* kk_feature.lost where a feature has such a rule: two copies each made a
 * record of one row; that of the losing entry goes. */
enum kk_status kk_ruled_lost(struct kk_ctx *ctx, const struct kk_entry *lost,
                             const struct kk_entry *won,
                             struct kk_err *err) KK_MUST;
/* The next number of this copy for a kind that has them: K1-0042. KK_REFUSED
 * while the copy has no name. */
enum kk_status kk_next_no(struct kk_ctx *ctx, const struct kk_kind *kind,
                          char out[48], struct kk_err *err) KK_MUST;
enum kk_status kk_label(struct kk_ctx *ctx, const struct kk_kind *kind,
                        kk_id id, struct kk_arena *arena, const char **label,
                        struct kk_err *err) KK_MUST;
/* What is known of a record, for `show` and its page: the kind's cols, *n of
 * them, into arena; none where the kind has no `show`. KK_NONE: no such
 * record. */
enum kk_status kk_show_load(struct kk_ctx *ctx, const struct kk_kind *kind,
                            kk_id id, struct kk_arena *arena,
                            struct kk_val **val, size_t *n,
                            struct kk_err *err) KK_MUST;

/* The statement that both make of names.sql, to find by or for a label, for
 * tests that read its plan. Appends. */
enum kk_status kk_names_sql(const struct kk_kind *kind, bool find,
                            struct kk_str *sql, struct kk_err *err) KK_MUST;

#endif
