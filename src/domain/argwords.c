/* The arguments of an entry in words. */
#include <kikusui/domain/values.h>

#include <string.h>

static enum kk_status label_of(struct kk_ctx *ctx, const struct kk_kind *kind,
                               kk_id id, const struct kk_entry *then,
                               struct kk_arena *arena, const char **label)
{
    return then == NULL ? kk_label(ctx, kind, id, arena, label, NULL)
                        : kk_label_then(ctx, kind, id, then, arena, label);
}

/* A reference was kept as an id, or several. */
static const char *refs(struct kk_ctx *ctx, const struct kk_kind *kind,
                        const char *value, const struct kk_entry *then,
                        struct kk_arena *arena)
{
    char *rest = kk_arena_strdup(arena, value);
    const char *words = NULL;

    while (rest != NULL) {
        const char *one = strsep(&rest, ","), *label;
        int64_t id;

        if (!kk_parse_i64(one, &id) ||
            label_of(ctx, kind, id, then, arena, &label) != KK_OK)
            label = one;
        words = words == NULL ? label
                              : kk_arena_printf(arena, "%s、%s", words, label);
    }
    return words;
}

const char *kk_arg_words(struct kk_ctx *ctx, const struct kk_param *p,
                         const char *value, bool brief,
                         const struct kk_entry *then, struct kk_arena *arena)
{
    const kk_time now = kk_now(ctx->clock);
    const struct kk_kind *kind;
    char text[KK_TIME_BYTES];
    kk_time at;
    kk_day day;

    if (value == NULL)
        return "－";
    if (p == NULL)
        return value;
    kind = kk_param_kind(ctx->reg, p);
    if (kind != NULL)
        return refs(ctx, kind, value, then, arena);
    if (p->type == KK_CHOICE)
        return kk_code_label(ctx->reg, p->from, value);
    if (p->type == KK_TIME && kk_time_parse(value, now, &at, NULL) == KK_OK)
        return kk_arena_strdup(arena, brief ? kk_time_short(at, now, text)
                                            : kk_time_long(at, text));
    if (p->type == KK_DATE && kk_day_parse(value, now, &day, NULL) == KK_OK)
        return kk_arena_strdup(arena, kk_day_long(day, text));
    return value;
}
