/* What `check --deep` may say of a file that is broken. */
#include "fixture.h"

#include <fcntl.h>
#include <unistd.h>

#include <sqlite3.h>

enum { PAGE_BYTES = 4096, SITES = 120 };

static bool reads(const char *path, const char *sql)
{
    sqlite3 *db;
    bool ok = sqlite3_open(path, &db) == SQLITE_OK &&
              sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;

    sqlite3_close(db);
    return ok;
}

static void put_page(const char *path, off_t page, const char *bytes)
{
    int fd = open(path, O_WRONLY);

    ck_assert_int_eq(pwrite(fd, bytes, PAGE_BYTES, page * PAGE_BYTES),
                     PAGE_BYTES);
    close(fd);
}

/* Whatever page of the journal cannot be read: nobody is told that all is
 * well. */
START_TEST(an_unreadable_page_is_never_all_well)
{
    static const char all[] = "SELECT sum(length(args)) FROM entry NOT INDEXED;"
                              "SELECT sum(length(val)) FROM change NOT INDEXED;"
                              "SELECT sum(length(name)) FROM site NOT INDEXED";
    struct fixture f;
    struct kk_str file = {0};
    int spoilt = 0;

    fixture_new(&f);
    for (int i = 1; i <= SITES; i++)
        fixture_site(&f, i, "北区役所", NULL);
    kk_db_close(&f.db);
    ck_ok(kk_file_read(f.path, 1 << 24, false, &file, &f.err), &f.err);
    for (off_t p = 1; p < (off_t)(file.n_bytes / PAGE_BYTES); p++) {
        static const char nothing[PAGE_BYTES];
        struct kk_db_open how = {
            .path = f.path, .busy_ms = 5000, .clock = &f.clock};
        struct kk_verify found = {0};

        put_page(f.path, p, nothing);
        if (!reads(f.path, all)) {
            spoilt++;
            if (kk_db_open(&how, &f.db, &f.err) == KK_OK &&
                kk_journal_verify(f.db, NULL, NULL, &found, &f.err) == KK_OK) {
                ck_assert_msg(found.bad > 0, "page %d", (int)p + 1);
            }
            kk_str_free(&found.words);
            kk_db_close(&f.db);
        }
        put_page(f.path, p, file.s + p * PAGE_BYTES);
    }
    ck_assert_int_gt(spoilt, 10);
    kk_str_free(&file);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("store/verify", an_unreadable_page_is_never_all_well)
