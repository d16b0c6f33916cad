/* What an order of many units says, for whatever records one (job.c,
 * finding.c). must: of the city's number; when: of its time. */
#ifndef KK_FEATURE_JOB_H
#define KK_FEATURE_JOB_H

#include <kikusui/domain/tables.h>

#define KK_P_JOB_ORDER(must, when)                                             \
    PARAM("order_no", COLUMN(job, order_no), .flags = must | KK_NARROW,        \
          .max_cps = 60),                                                      \
        PARAM("ordered", COLUMN(job, ordered_at), .flags = when),              \
        PARAM("place", COLUMN(job, place_id), .from = "places"),               \
        PARAM("due", COLUMN(job, due_on)),                                     \
        PARAM("agreed_by", COLUMN(job, agreed_by),                             \
              .hint = "上限を超えるとき: 協議した市の職員", .max_cps = 60),    \
        PARAM("agreed_at", COLUMN(job, agreed_at), .flags = KK_PAST),          \
        PARAM("agreed_ref", COLUMN(job, agreed_ref),                           \
              .hint = "議事録や通知の番号", .max_cps = 60),                    \
        PARAM("note", COLUMN(job, note), .type = KK_LINES)

#endif
