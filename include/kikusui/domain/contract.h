/* The facts of the contract, read from its tables (contract_param, holiday,
 * vendor_desk, desk_hours, desk_closure) or, without a database, from the data
 * the program was built with. An immutable snapshot: calendar, limits with
 * their validity, makers' desks. */
#ifndef KIKUSUI_DOMAIN_CONTRACT_H
#define KIKUSUI_DOMAIN_CONTRACT_H

#include <kikusui/base/val.h>
#include <kikusui/rules/desk.h>
#include <kikusui/rules/sla.h>

struct kk_db;
struct kk_contract;

struct kk_desk_service {
    const char *name; /* 受付, 訪問 */
    struct kk_desk desk;
};
struct kk_desk_info { /* one row of 別表3 */
    kk_id id;         /* 0 in the built-in data */
    const char *vendor, *name, *abbr, *kana, *service;
    const char *phone, *mail, *needs, *note;
    const char *closed_on;
    bool certificate; /* issues one for an erased disk */
    bool next_day;    /* its note promises a visit by 翌営業日 */
    size_t n_services;
    const struct kk_desk_service *services; /* 受付 first; at least one */
};

/* db NULL, or one that holds no contract yet: the built-in data. What makes no
 * sense in the tables never fails it: the last good value counts. */
enum kk_status kk_contract_load(struct kk_db *db, struct kk_contract **out,
                                struct kk_err *err) KK_MUST;
void kk_contract_free(struct kk_contract **c);

/* Everything below is borrowed from the snapshot. */
/* What makes no sense and what counts in its place, a line each, for people;
 * "" where all is well. */
const char *kk_contract_notes(const struct kk_contract *c);
/* Whether a row is part of that: the words, and the column at fault ("" none);
 * NULL: it is not. key of a condition, else NULL. */
const char *kk_contract_wrong(const struct kk_contract *c, int table_id,
                              const char *key, kk_id row, const char **column);
const struct kk_calendar *kk_contract_cal(const struct kk_contract *c);
/* The value of `key` on that day, by the rule of kk_term_at; NULL: no such
 * key. As a number: decimal, or HH:MM as minutes; 0 for anything else. */
const char *kk_contract_text(const struct kk_contract *c, const char *key,
                             kk_day day);
int kk_contract_int(const struct kk_contract *c, const char *key, kk_day day);
/* First and last day of the contract term (the validity of contract.name)
 * that holds the day, or of the nearest; false when there is none. */
bool kk_contract_term(const struct kk_contract *c, kk_day day, kk_day *first,
                      kk_day *last);
/* Limits of §7 on the day of an instruction; 0: there is none yet, those of
 * `now`. */
void kk_contract_sla(const struct kk_contract *c, kk_time instructed,
                     kk_time now, struct kk_sla_terms *out);
/* Both clocks of a case at `now` under those limits (kk_sla_eval). The answer
 * to the last question is kept: a row of a listing asks a dozen times. */
void kk_contract_clocks(struct kk_contract *c, const struct kk_sla_case *of,
                        kk_time now, struct kk_sla *contact,
                        struct kk_sla *onsite);

size_t kk_contract_desks(const struct kk_contract *c,
                         const struct kk_desk_info **first);
/* NULL: no such desk. */
const struct kk_desk_info *kk_contract_desk(const struct kk_contract *c,
                                            kk_id id);
const struct kk_desk_env *kk_contract_desk_env(const struct kk_contract *c);

#endif
