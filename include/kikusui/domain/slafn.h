/* The service level of §7 as SQL reads it: what the incident views are made
 * of. A null argument is "not (yet)".
 *
 *   kk_case(instructed, contacted, started, last_start, next_visit, completed,
 *           returned, decided by phone, swapped, part
 *           replaced or decided to be done on site,
 *           waive_expected_end, waive_agreed_at, waive_agreed_by)
 *                            one case, as the JSON text whose value kk_sla and
 *                            kk_fact take: json_each gives it
 *   kk_fact(case, what)  contacted, started, last_start, next_visit (an id),
 *       ended; NULL: not (yet). worked: 1 where the case was worked on and no
 *       start is recorded, else 0
 *   kk_sla(case, clock, what)
 *       clock: 連絡, 着手, next (the running one that is to be met first) or
 *       both; what: name, status, mark, due, left, elapsed, from, stop, limit,
 *       words (the arithmetic). 合意: what an agreement that was recorded
 *       lacks, a line each. `both` gives the worse status of the two
 *       whatever is asked. NULL where there is nothing to say.
 *   kk_own_start(class, instructed)  1: only our own people's start stops the
 *       on-site clock of that class (sla.onsite_start.CLASS is 受託者) */
#ifndef KIKUSUI_DOMAIN_SLAFN_H
#define KIKUSUI_DOMAIN_SLAFN_H

#include <kikusui/domain/ctx.h>

/* Registers them on ctx->db; *ctx is kept. Part of kk_ctx_open. */
enum kk_status kk_slafn_register(struct kk_ctx *ctx,
                                 struct kk_err *err) KK_MUST;

#endif
