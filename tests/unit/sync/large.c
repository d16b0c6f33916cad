/* A bundle of more cards than one file takes (64 MiB). */
#include "copies.h"

START_TEST(more_than_one_file_takes_goes_into_the_next)
{
    enum { ENTRIES = 12, ROWS = 100, NOTE = 60000 };
    const struct kk_intent in = {.action = "site.add"};
    const struct kk_export_how how = {.reason = "定期"};
    struct world w;
    struct kk_export_how to = how;
    struct kk_export_done done;
    char *note = kk_alloc(NOTE + 1);

    (void)world_new(&w);
    to.dir = w.stick;
    memset(note, 'x', NOTE);
    for (int i = 0; i < ENTRIES; i++) {
        struct kk_commit commit;
        kk_id id;

        ck_ok(kk_tx_begin(w.k1.db, KK_TX_WRITE, &w.k1.err), &w.k1.err);
        for (int k = 0; k < ROWS; k++)
            ck_ok(kk_row_insert(w.k1.db, "site",
                                KK_CELLS({"note", kk_vtext(note)}), &id,
                                &w.k1.err),
                  &w.k1.err);
        ck_ok(kk_tx_commit(w.k1.db, &in, &commit, &w.k1.err), &w.k1.err);
    }
    ck_ok(kk_export(w.k1.db, &to, &done, &w.k1.err), &w.k1.err);
    ck_assert_uint_eq(done.n_files, 2);
    ck_assert_int_eq(copy_take(&w.k2, done.file[0]).status, KK_BADBUNDLE);
    ck_assert_int_eq(copy_import(&w.office, done.file[1]).entries, ENTRIES);
    same(&w.office, &w.k1);
    kk_export_done_free(&done);
    kk_free(note);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("sync/large", more_than_one_file_takes_goes_into_the_next)
