/* What a row of the contract breaks that no query can tell: a value that cannot
 * be read, or that makes no calendar and no desk together with others. */
#include "contract_feature.h"

#include <kikusui/domain/check.h>
#include <kikusui/domain/contract_rows.h>
#include <kikusui/store/tx.h>

#include <string.h>

static enum kk_status key_of(struct kk_ctx *ctx, kk_id id,
                             struct kk_arena *arena, const char **key,
                             struct kk_err *err)
{
    struct kk_val v = {0};
    enum kk_status st =
        kk_row_get(ctx->db, "contract_param", id, "key", arena, &v, err);

    *key = v.type == KK_VTEXT ? v.s : "";
    return st;
}

/* A condition that the program does not ask for: a slip of the pen here, or one
 * of a newer program. */
static void check_known(const struct kk_kind *kind, kk_id id, const char *key,
                        struct kk_faults *out)
{
    struct kk_str words = {0};
    struct kk_err ignored;

    if (kk_contract_value(key, "", &ignored) == KK_NONE) {
        kk_str_addf(&words,
                    "「%s」という契約条件はありません。kikusui list params で"
                    "項目を示します",
                    key);
        kk_faults_add(out, &(struct kk_fault){.kind = kind,
                                              .row = id,
                                              .key = "key",
                                              .column = "key",
                                              .words = kk_str_c(&words)});
    }
    kk_str_free(&words);
}

enum kk_status kk_contract_check(struct kk_ctx *ctx, const struct kk_kind *kind,
                                 kk_id id, struct kk_faults *out,
                                 struct kk_err *err)
{
    struct kk_arena arena = {0};
    const struct kk_table *t =
        kk_catalog_named(kk_db_catalog(ctx->db), kind->table);
    const char *key = NULL, *words, *column;
    struct kk_contract *c = NULL;
    enum kk_status st = KK_OK;

    if (t->id == KK_TAB_PARAM)
        st = key_of(ctx, id, &arena, &key, err);
    if (st == KK_OK)
        st = kk_contract_load(ctx->db, &c, err);
    if (st == KK_OK && key != NULL)
        check_known(kind, id, key, out);
    if (st == KK_OK) {
        words = kk_contract_wrong(c, t->id, key, id, &column);
        if (words != NULL)
            kk_faults_add(out, &(struct kk_fault){.kind = kind,
                                                  .row = id,
                                                  .key = "value",
                                                  .column = column,
                                                  .words = words});
    }
    kk_contract_free(&c);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}
