/* The contract's rows, wherever they come from: inside the domain layer only.
 */
#ifndef KIKUSUI_DOMAIN_CONTRACT_ROWS_H
#define KIKUSUI_DOMAIN_CONTRACT_ROWS_H

#include <kikusui/base/csv.h>
#include <kikusui/domain/contract.h>
#include <kikusui/domain/sheet.h>
#include <kikusui/store/db.h>

struct kk_param_row {
    const char *key, *value;
    kk_day from, to;
};
struct kk_holiday_row {
    kk_day day;
    const char *name, *kind;
};
struct kk_desk_hours_row {
    kk_id desk;
    const char *service;
    int dow, open_min, close_min;
};
struct kk_desk_closure_row {
    kk_id desk;
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
    struct kk_arena arena;
};
enum kk_status kk_contract_rows_db(struct kk_db *db,
                                   struct kk_contract_rows *out,
                                   struct kk_err *err) KK_MUST;
/* Desks are numbered from 1, so that hours can name them. */
enum kk_status kk_contract_rows_builtin(struct kk_contract_rows *out,
                                        struct kk_err *err) KK_MUST;
void kk_contract_rows_free(struct kk_contract_rows *rows);

/* "HH:MM" as minutes after 0:00, -1 for anything else. */
int kk_contract_minutes(const char *text);

#endif
