/* One cell of a listing as the text that people read. */
#include <kikusui/domain/listing.h>
#include <kikusui/rules/calendar.h>

#include <stdlib.h>

static const char *number(struct kk_arena *arena, int64_t i)
{
    return kk_arena_printf(arena, "%lld", (long long)i);
}

const char *kk_cell_text(const struct kk_col *col, const struct kk_val *val,
                         kk_time now, struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];

    if (val->type == KK_VTEXT)
        return val->s;
    if (val->type != KK_VINT)
        return "";
    switch (col->show) {
    case KK_SHOW_TIME:
        return kk_arena_strdup(arena, kk_time_short(val->i, now, buf));
    case KK_SHOW_CLOCK: {
        struct kk_civil c;

        kk_civil_of(val->i, &c);
        return kk_arena_printf(arena, "%02d:%02d", c.hour, c.min);
    }
    case KK_SHOW_RATE:
        return kk_arena_printf(arena, "%s%lld.%lld%%", val->i < 0 ? "-" : "",
                               llabs(val->i) / 10, llabs(val->i) % 10);
    case KK_SHOW_DATE:
        return kk_arena_strdup(arena, kk_day_era((kk_day)val->i, buf));
    case KK_SHOW_MINUTES:
        return kk_arena_strdup(arena, kk_min_words((int)val->i, buf));
    case KK_SHOW_YESNO:
        return val->i != 0 ? "はい" : "";
    case KK_SHOW_TEXT:
    case KK_SHOW_INT:
    case KK_SHOW_ID:
        break;
    }
    return number(arena, val->i);
}
