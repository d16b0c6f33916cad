/* Lists that others make, taken in from CSV: the city's 所在等管理一覧 (§5.4)
 * and the Cabinet Office's holidays. Hostile until proven: every bad row is
 * told with its file line, column and reason. */
#ifndef KIKUSUI_FEATURE_LOAD_H
#define KIKUSUI_FEATURE_LOAD_H

#include <kikusui/base/str.h>
#include <kikusui/domain/ctx.h>
#include <kikusui/store/journal.h>

/* What to do about bad rows, on screen and from a script. */
#define KK_LOAD_GOOD_ONLY                                                      \
    "直すか、正しい行だけ読み込んでください（コマンドでは --accept-good）"

struct kk_load {           /* how */
    const char *segment;   /* 区分 of rows that leave it blank; else NULL */
    kk_time as_of;         /* the list's date: what we changed at or after it
                              stays; 0: now, refused once we changed a unit */
    bool preview;          /* everything but the commit */
    bool accept_good;      /* bad rows are left out instead of refusing all */
    kk_progress *progress; /* may be NULL */
    void *user;
};
struct kk_loaded { /* what happened, or would */
    int64_t rows, added, changed, same, moved, bad;
    int64_t new_depts, new_releases;
    int64_t kept;        /* cells where our value stands */
    int64_t overwritten; /* cells where our value gives way */
    int64_t vanished;    /* ours, in the list's segments, and not in the list */
    const char *encoding;
    struct kk_str words; /* a line each: bad rows, warnings, kept, vanished */
};
void kk_loaded_free(struct kk_loaded *l);

/* KK_REFUSED: not a list at all, or bad rows without accept_good (they are in
 * out->words even then); nothing changed. Entries of 1,000 rows in one
 * transaction. */
enum kk_status kk_load_ledger(struct kk_ctx *ctx, const char *bytes,
                              size_t n_bytes, const struct kk_load *how,
                              struct kk_loaded *out,
                              struct kk_err *err) KK_MUST;
/* 国民の祝日・休日月日,国民の祝日・休日名称: replaces what an earlier list said
 * of its years; where it differs from the computed ones, words has a line.
 * Where rows could not be read, holidays that are not in the others stay. */
enum kk_status kk_load_holidays(struct kk_ctx *ctx, const char *bytes,
                                size_t n_bytes, const struct kk_load *how,
                                struct kk_loaded *out,
                                struct kk_err *err) KK_MUST;
/* 機器ID,枚数,計測日時: page counts of the printers that are surveyed. A
 * reading on or after the newest survey's first day is of that survey, an
 * earlier one of none. Read already with another number, or lower than before,
 * is a bad row. */
enum kk_status kk_load_counters(struct kk_ctx *ctx, const char *bytes,
                                size_t n_bytes, const struct kk_load *how,
                                struct kk_loaded *out,
                                struct kk_err *err) KK_MUST;

#endif
