/* Rules between columns, as queries: data/feature/KIND/check.sql of a kind,
 * :id bound, returns a row for each rule that its record breaks as it stands
 * now:
 *
 *     key     of the rule, and of the row within it where it has several
 *     column  at fault; or the name of a parameter. `reason`: an action's own
 *             reason is what is asked for; for nothing else does it do
 *     words   what is wrong, for a person
 *     weight  拒否: cannot be; 理由で可: goes on for a reason; 未記録: so too,
 *             as another copy may hold what is missing; 注意: is told
 *     into    optional: the column that takes such a reason; else it is kept
 *             in the table pass and the rule lifted by it
 *
 * What copies can break together that do not know of each other stands in
 * data/feature/KIND/rules_TABLE.sql: 拒否 all of it, of two cells alone,
 * without :id and with no function but the store's, so that it can be asked of
 * the whole table as an invariant (store/hit.c) as well:
 *
 *     row, key, column, words   as above
 *     since                     the schema of the first program that knew it
 *     a_tab, a_row, a_col, b_tab, b_row, b_col   the two cells
 *
 * A line --alone says that both always lie in that row or in rows that refer to
 * it: it is not asked then of a row that an import of one node brought, under
 * which nothing came that was here before.
 *
 * After a merge it is a review where the cells were written by two nodes, the
 * later by a program that knew the rule; else it is told on the record. Several
 * rows of one row and key are one review between all that two nodes wrote. What
 * a row of another table bears on is named by bears_TABLE.sql there, too.
 *
 * meets_TABLE.sql has the same columns for what check.sql refuses an action by
 * more than the store can tell (the calendar, who was first): it is asked after
 * a merge alone.
 *
 * An action is refused for what it breaks, never for what was broken before; an
 * undo neither for what was broken before the record that goes.
 * The open steps of workflow/steps.csv that gate another are rules as well. */
#ifndef KIKUSUI_DOMAIN_CHECK_H
#define KIKUSUI_DOMAIN_CHECK_H

#include <kikusui/domain/feature.h>

/* The gravest first. */
enum kk_weight { KK_FORBIDDEN, KK_PASSABLE, KK_REMARK };
struct kk_fault {
    const struct kk_kind *kind;
    kk_id row;
    const char *key, *column, *words;
    const char *into;   /* NULL: none */
    const char *reason; /* what lifted it; NULL: nothing did */
    enum kk_weight weight;
    bool missing; /* something may be recorded elsewhere (未記録) */
    bool born;    /* the open transaction made the row */
};
struct kk_faults {
    size_t n, cap;
    struct kk_fault *fault;
    struct kk_arena arena;
};
void kk_faults_free(struct kk_faults *f);
/* Bytes of the words that say what is wrong, without what to do about it: what
 * is told of a rule that was passed. */
size_t kk_fault_wrong(const struct kk_fault *f);
/* Texts are copied. */
void kk_faults_add(struct kk_faults *f, const struct kk_fault *fault);

/* All that one record breaks, added to out; also what is lifted. */
enum kk_status kk_check_record(struct kk_ctx *ctx, const struct kk_kind *kind,
                               kk_id id, struct kk_faults *out,
                               struct kk_err *err) KK_MUST;
/* The same in words, a line each: what a record's page tells. */
enum kk_status kk_check_lines(struct kk_ctx *ctx, const struct kk_kind *kind,
                              kk_id id, struct kk_str *out,
                              struct kk_err *err) KK_MUST;

/* A record that the open transaction bears on: it wrote it, or a row that
 * refers to it or did before. */
struct kk_scope {
    const struct kk_kind *kind;
    kk_id row;
    bool born;
};
struct kk_scopes {
    size_t n, cap;
    struct kk_scope *scope;
};
enum kk_status kk_check_scopes(struct kk_ctx *ctx, struct kk_scopes *out,
                               struct kk_err *err) KK_MUST;
/* What those break; born: only the rows that were made, or only the others. */
enum kk_status kk_check_all(struct kk_ctx *ctx, const struct kk_scopes *s,
                            struct kk_faults *out, struct kk_err *err) KK_MUST;

/* Broken before, and no less grave: what went on for a reason makes no room for
 * what cannot be. */
bool kk_fault_stood(const struct kk_faults *before, const struct kk_fault *f);
/* Judges what stands in `now` and did not in `before`: refuses it, or keeps
 * the reason that was given and tells it in lines added to `tell`. */
enum kk_status kk_check_judge(struct kk_ctx *ctx, const struct kk_args *a,
                              const struct kk_faults *before,
                              const struct kk_faults *now, struct kk_str *tell,
                              struct kk_err *err) KK_MUST;

#endif
