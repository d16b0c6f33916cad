/* Parameters that many actions have. Private to the domain layer. */
#ifndef KIKUSUI_DOMAIN_PARAMS_H
#define KIKUSUI_DOMAIN_PARAMS_H

#include <kikusui/domain/action.h>

/* clang-format off */
#define KK_P_INCIDENT(listing)                                                 \
    {.name = "incident", .label = "案件", .from = listing, .type = KK_REF,     \
     .flags = KK_REQUIRED | KK_SUBJECT}
/* Narrows the candidates of what follows. */
#define KK_P_OF_INCIDENT                                                       \
    {.name = "incident", .label = "案件", .from = "incidents", .type = KK_REF, \
     .flags = KK_SUBJECT}
#define KK_P_AT {.name = "at", .label = "日時", .type = KK_TIME, .flags = KK_NOW}
#define KK_P_REASON                                                            \
    {.name = "reason", .label = "理由", .type = KK_TEXT, .flags = KK_REQUIRED}
#define KK_P_WHY                                                               \
    {.name = "reason", .label = "理由", .type = KK_TEXT}
#define KK_P_END {.name = NULL}
/* clang-format on */

#endif
