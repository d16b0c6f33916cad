/* The dialect in which features write their tables: rows on designated
 * initialisers, so that a member more in a struct costs no row anything. What
 * data/sql/tables.csv says of a column is not said again: COLUMN(table, column)
 * brings its label and type, and a column that is none does not compile.
 * For .c files with tables only: the names are short. */
#ifndef KIKUSUI_DOMAIN_TABLES_H
#define KIKUSUI_DOMAIN_TABLES_H

#include <kikusui/domain/columns.h>
#include <kikusui/domain/feature.h>

/* clang-format off */
/* What the column is called; a text where any text may stand. */
#define LABEL(table, column) KK_LABEL_##table##_##column

/* --- parameters ---------------------------------------------------------- */
/* PARAM("at", COLUMN(repair, called_at), .flags = KK_NOW) */
#define PARAM(name_, ...) {.name = name_, __VA_ARGS__}
/* Written into the column, with its label and its type; of a text KK_TEXT
 * unless .type says KK_LINES or KK_CHOICE. References and choices tell where
 * from. */
#define COLUMN(table, column_)                                                 \
    .column = #column_, KK_TYPE_##table##_##column_                            \
    .label = KK_LABEL_##table##_##column_
/* The same, but the form calls it otherwise: its .label stands behind. */
#define INTO(table, column_)                                                   \
    KK_TYPE_##table##_##column_ .column = #column_
/* A parameter named like its column; flags, then what else it has. */
#define FIELD(table, column_, ...)                                             \
    PARAM(#column_, COLUMN(table, column_), .flags = __VA_ARGS__)
#define PARAMS(...) ((const struct kk_param[]){__VA_ARGS__, END})

/* Those that many actions have. */
#define KK_P_INCIDENT(listing)                                                    \
    PARAM("incident", .label = "案件", .from = listing, .type = KK_REF,        \
          .flags = KK_REQUIRED | KK_SUBJECT)
/* Narrows the candidates of what follows. */
#define KK_P_OF_INCIDENT                                                          \
    PARAM("incident", .label = "案件", .from = "incidents", .type = KK_REF,    \
          .flags = KK_SUBJECT)
#define KK_P_AT PARAM("at", .label = "日時", .type = KK_TIME, .flags = KK_NOW)
#define KK_P_WHY PARAM("reason", .label = "理由", .type = KK_TEXT)
#define KK_P_REASON                                                               \
    PARAM("reason", .label = "理由", .type = KK_TEXT, .flags = KK_REQUIRED)

/* --- columns ------------------------------------------------------------- */
/* COL("left", "残り", 10, .flags = KK_COL_RIGHT): its name in the SQL, title,
 * width, then what else it has. */
#define COL(name_, title_, ...) {.name = name_, .title = title_,               \
                                 .cols = __VA_ARGS__}
/* Shown under the name, label and type of that column. */
#define COL_OF(table, column, ...)                                             \
    {.name = #column, .title = KK_LABEL_##table##_##column,                    \
     .show = KK_SHOWN_##table##_##column, .cols = __VA_ARGS__}
#define COLS(...) ((const struct kk_col[]){__VA_ARGS__, END})
#define ORDERS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define RELATED(...) ((const char *const[]){__VA_ARGS__, NULL})

/* --- codes --------------------------------------------------------------- */
#define CODE(value_, label_) {.value = value_, .label = label_}
#define SAME(value_) CODE(value_, value_)
#define CODES(name_, ...)                                                      \
    {.name = name_,                                                            \
     .code = (const struct kk_code[]){__VA_ARGS__, CODE(NULL, NULL)}}

/* Ends every table. */
#define END {.name = NULL}
/* clang-format on */

#endif
