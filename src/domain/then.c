/* Labels as they were when an entry was made. */
#include <kikusui/domain/values.h>
#include <kikusui/store/journal.h>

#include <string.h>

/* The columns that labels are made of (data/feature/KIND/names.sql). */
static const char *const naming[] = {"name", "short", "machine_id"};

static const char *replace(const char *label, const char *is, const char *was,
                           struct kk_arena *arena)
{
    const char *at = *is == '\0' ? NULL : strstr(label, is);

    if (at == NULL)
        return label;
    return kk_arena_printf(arena, "%.*s%s%s", (int)(at - label), label, was,
                           at + strlen(is));
}

static const char *rename_row(struct kk_ctx *ctx, const struct kk_table *t,
                              kk_id id, const struct kk_entry *e,
                              struct kk_arena *arena, const char *label)
{
    for (size_t i = 0; i < sizeof naming / sizeof *naming; i++) {
        const struct kk_column *col = kk_table_named(t, naming[i]);
        struct kk_val is, was;

        if (col != NULL &&
            kk_journal_then(ctx->db, t->id, id, col->id, e, arena, &was,
                            NULL) == KK_OK &&
            was.type == KK_VTEXT &&
            kk_row_get(ctx->db, t->name, id, naming[i], arena, &is, NULL) ==
                KK_OK &&
            is.type == KK_VTEXT)
            label = replace(label, is.s, was.s, arena);
    }
    return label;
}

enum kk_status kk_label_then(struct kk_ctx *ctx, const struct kk_kind *kind,
                             kk_id id, const struct kk_entry *e,
                             struct kk_arena *arena, const char **label)
{
    const struct kk_table *t =
        kk_catalog_named(kk_db_catalog(ctx->db), kind->table);
    enum kk_status st = kk_label(ctx, kind, id, arena, label, NULL);

    if (st != KK_OK || t == NULL)
        return st;
    *label = rename_row(ctx, t, id, e, arena, *label);
    /* A department's site, a unit's model stand in the label, too. */
    for (size_t i = 0; i < t->n; i++) {
        const struct kk_column *c = &t->column[i];
        struct kk_val ref;

        if (c->ref != NULL &&
            kk_row_get(ctx->db, t->name, id, c->name, arena, &ref, NULL) ==
                KK_OK &&
            ref.type == KK_VINT)
            *label = rename_row(ctx, c->ref, ref.i, e, arena, *label);
    }
    return KK_OK;
}
