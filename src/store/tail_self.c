/* What a copy is, for its tail: who it is and by which roster it goes. */
#include "tail_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/card.h>

static enum kk_status put_facts(struct kk_db *db, struct kk_str *out,
                                struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db,
                    "SELECT key,value FROM meta WHERE key IN "
                    "('deployment','node','node_id','role') ORDER BY key",
                    &st, err);

    if (rc != KK_OK)
        return rc;
    while ((rc = kk_stmt_row(db, st, err)) == KK_OK) {
        kk_str_addf(out, "M\t%s\t", (const char *)sqlite3_column_text(st, 0));
        kk_card_text(out, (const char *)sqlite3_column_text(st, 1));
        kk_str_addc(out, '\n');
    }
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

/* As the R card that bundles carry. */
enum kk_status kk_tail_roster(struct kk_db *db, struct kk_str *out,
                              struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(db,
                                    "SELECT lower(hex(sig)),text FROM roster "
                                    "ORDER BY version DESC,text DESC LIMIT 1",
                                    &st, err);

    if (rc != KK_OK)
        return rc;
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK) {
        kk_str_addf(out, "R\t%s\t", (const char *)sqlite3_column_text(st, 0));
        kk_card_text(out, (const char *)sqlite3_column_text(st, 1));
        kk_str_addc(out, '\n');
    }
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

enum kk_status kk_tail_self(struct kk_db *db, struct kk_str *out,
                            struct kk_err *err)
{
    enum kk_status st = put_facts(db, out, err);

    return st == KK_OK ? kk_tail_roster(db, out, err) : st;
}
