/* What SQL may call beside SQLite's own functions. A null argument gives null.
 * Times are UTC seconds, days JST days since 1970-01-01.
 *
 *   kk_now()                    now, whole minutes
 *   kk_today()                  today
 *   kk_worker() kk_node() kk_office()   who acts, this copy's name, 1 or 0
 *   kk_due(start, minutes)      the deadline in service time (§7)
 *   kk_elapsed(from, to)        service minutes; negative backwards
 *   kk_left(due)                service minutes from now to due; negative late
 *   kk_mark(left, limit)        超, 急 (a quarter or less left) or ''
 *   kk_param('key', day)        a contract parameter: a number where it is one
 *                               (HH:MM as minutes), else text
 *   kk_param_text('key', day)   the same, as it stands
 *   kk_day(time)                the JST day
 *   kk_day_start(day)           its 0:00
 *   kk_ymd(y, m, d)             a day
 *   kk_fiscal(day)              the fiscal year that holds it (April to March)
 *   kk_workday_before(day), kk_workday_after(day), kk_workday_add(day, n)
 *   kk_act_by(due, since)       the last service day until due, or due itself
 *                               where that one is before since
 *   kk_closed(day)              why it is no service day: 日曜, 昭和の日
 *   kk_iso(time), kk_day_iso(day), kk_month(day)   2023-04-12T10:20,
 *                               2023-04-12, 2023-04
 *   kk_time_text(time)          short, next to now
 *   kk_time_long(time), kk_day_long(day)   令和5年4月12日(水) …
 *   kk_day_text(day)            R5.4.12
 *   kk_day_md(day), kk_time_md(time)   6/14, 6/14 09:10
 *   kk_min_text(minutes)        2:43, -0:42
 *   kk_left_text(minutes)       the same, from 100 hours on 13営業日
 *   kk_sama(name)               髙橋様, also of 髙橋様
 *   kk_sheet('contract/x.csv')  the rows of a CSV of data/ as a JSON array of
 *                               objects, for json_each
 *   kk_called(table, row, column, of table, of row, of column)  the cell as
 *     it was when that other cell, which refers to it, was written
 *   kk_then(table, row, column, ltime, writer, seq)  the cell as it was when
 *     that entry had just been made; null: nothing changed it since
 *   kk_fold(text)               folded for search (of the store)
 */
#ifndef KIKUSUI_DOMAIN_SQLFN_H
#define KIKUSUI_DOMAIN_SQLFN_H

#include <kikusui/domain/ctx.h>

/* Registers them on ctx->db; *ctx is kept. */
enum kk_status kk_sqlfn_register(struct kk_ctx *ctx,
                                 struct kk_err *err) KK_MUST;

#endif
