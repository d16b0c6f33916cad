/* The contract's rows, wherever they come from: inside the domain layer only.
 */
#ifndef KIKUSUI_DOMAIN_CONTRACT_ROWS_H
#define KIKUSUI_DOMAIN_CONTRACT_ROWS_H

#include <kikusui/base/csv.h>
#include <kikusui/domain/contract.h>
#include <kikusui/domain/sheet.h>
#include <kikusui/store/db.h>

/* The kinds of a holiday, each through X: what a row may say and what a form
 * offers. */
#define KK_HOLIDAY_KINDS(X)                                                    \
    X("祝日"), X("振替休日"), X("国民の休日"), X("年末年始"), X("臨時")

struct kk_param_row {
    kk_id id; /* means nothing in the built-in data */
    const char *key, *value;
    kk_day from, to;
};
struct kk_holiday_row {
    kk_id id;
    kk_day day;
    const char *name, *kind;
};
struct kk_desk_hours_row {
    kk_id id, desk;
    const char *service;
    int dow, open_min, close_min;
};
struct kk_desk_closure_row {
    kk_id id, desk;
    kk_day from, to;
    const char *note;
};
struct kk_contract_rows {
    struct kk_param_row *param;
    struct kk_holiday_row *holiday;
    struct kk_desk_info *desk; /* without services */
    struct kk_desk_hours_row *hours;
    struct kk_desk_closure_row *closure;
    size_t n_params, n_holidays, n_desks, n_hours, n_closures;
    size_t cap_params, cap_holidays, cap_desks, cap_hours, cap_closures;
    /* Keys of conditions that were taken away, some of which still stand. */
    const char **gone;
    size_t n_gone, cap_gone;
    struct kk_arena arena;
};
enum kk_status kk_contract_rows_db(struct kk_db *db,
                                   struct kk_contract_rows *out,
                                   struct kk_err *err) KK_MUST;
/* Desks are numbered from 1, so that hours can name them. */
enum kk_status kk_contract_rows_builtin(struct kk_contract_rows *out,
                                        struct kk_err *err) KK_MUST;
void kk_contract_rows_free(struct kk_contract_rows *rows);

/* One row of any source, by the names of its table's columns. */
struct kk_row_source {
    void *src;
    const char *(*text)(void *src, const char *column); /* never NULL */
    int64_t (*number)(void *src, const char *column);
    kk_id (*desk_id)(struct kk_contract_rows *rows, void *src);
};
/* The tables, as tables.csv numbers them. */
enum kk_contract_table {
    KK_TAB_PARAM = 1,
    KK_TAB_HOLIDAY = 2,
    KK_TAB_DESK = 7,
    KK_TAB_HOURS = 8,
    KK_TAB_CLOSURE = 9
};
/* Adds it to the rows of that table; texts are copied. */
void kk_contract_rows_add(struct kk_contract_rows *rows,
                          enum kk_contract_table table,
                          const struct kk_row_source *s);

/* Whether a condition may have that value: of the form that
 * data/contract/param.csv has for it. KK_NONE: the program asks for no such
 * condition; KK_REFUSED with the words. */
enum kk_status kk_contract_value(const char *key, const char *value,
                                 struct kk_err *err) KK_MUST;

/* Whether the contract leaves it open, so that it may have no row at all: who
 * the contractor is, what the office wants on its papers. */
bool kk_contract_open(const char *key);

/* What of the rows makes no sense, and the last good values in its place: of
 * the writes in the journal the latest after which it did, else what the
 * program was built with. A pure function of the entries held. */
struct kk_contract_bad {
    enum kk_contract_table table;
    const char *key; /* of a condition: the first of those it stands with */
    kk_id row;       /* of any other table */
    const char *column, *words;
    const char *used; /* in words, what counts in its place */
};
struct kk_contract_bads {
    size_t n, cap;
    struct kk_contract_bad *at; /* texts are the rows' */
};
enum kk_status kk_contract_mend(struct kk_db *db, struct kk_contract_rows *rows,
                                struct kk_contract_bads *out,
                                struct kk_err *err) KK_MUST;
/* The first of the conditions that are judged with this one. */
const char *kk_contract_group(const char *key);

/* "HH:MM" as minutes after 0:00, -1 for anything else. */
int kk_contract_minutes(const char *text);

#endif
