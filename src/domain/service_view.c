/* The home screen's first line. */
#include <kikusui/base/shown.h>
#include <kikusui/domain/service_view.h>
#include <kikusui/rules/calendar.h>

#include <stdio.h>

enum kk_status kk_service_view_load(struct kk_ctx *ctx,
                                    struct kk_service_view *out,
                                    struct kk_err *err)
{
    kk_time now = kk_time_cut(kk_now(ctx->clock));
    kk_time midnight = kk_day_start(kk_day_of(now) + 1);
    struct kk_cal_state at;
    struct kk_str words = {0};

    (void)err;
    kk_cal_at(ctx->cal, now, &at);
    kk_cal_words(&at, &words);
    *out = (struct kk_service_view){.open = at.open,
                                    .outside_contract = !at.in_term,
                                    .left = at.open ? at.left_min : 0};
    kk_fmt(out->words, sizeof out->words, "%s", kk_str_c(&words));
    kk_str_free(&words);
    /* While open the minutes left run; a closed day has its own word. */
    if (at.open)
        out->next_change = now + 60;
    else if (at.next_open != 0 && at.next_open < midnight)
        out->next_change = at.next_open;
    else
        out->next_change = midnight;
    return KK_OK;
}
