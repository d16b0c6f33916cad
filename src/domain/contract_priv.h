/* What the files of the contract's last good values share. */
#ifndef KIKUSUI_DOMAIN_CONTRACT_PRIV_H
#define KIKUSUI_DOMAIN_CONTRACT_PRIV_H

#include <kikusui/domain/contract_rows.h>

#include <string.h>

/* Both are judged together, as a group of this name. */
#define KK_PARAM_OPEN "service.open"
#define KK_PARAM_CLOSE "service.close"

bool kk_contract_in_group(const char *key, const char *group);
/* The conditions of a group; KK_REFUSED with the words. */
enum kk_status kk_contract_judge(const struct kk_contract_rows *r,
                                 const char *group, struct kk_err *err) KK_MUST;
/* A table's rows by number, so that one walk serves them all. */
size_t kk_contract_count(const struct kk_contract_rows *r,
                         enum kk_contract_table table);
enum kk_status kk_contract_judge_row(const struct kk_contract_rows *r,
                                     enum kk_contract_table table, size_t i,
                                     struct kk_err *err) KK_MUST;

/* What is asked about: conditions of a group, or one row. */
struct kk_contract_asked {
    enum kk_contract_table table;
    const char *group;
    kk_id row;
};
/* The rows after the last entry that left them good; none: there was none. */
enum kk_status kk_contract_last_good(struct kk_db *db,
                                     const struct kk_contract_asked *a,
                                     struct kk_contract_rows *good,
                                     struct kk_err *err) KK_MUST;

#endif
