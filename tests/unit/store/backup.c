#include "exchange.h"

#include <kikusui/store/backup.h>

#include <dirent.h>
#include <unistd.h>

#include <sys/stat.h>

static const kk_time day = 86400;

static char *in_folder(const struct fixture *f, const char *name)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "%s.backup/%s", f->path, name);
    return kk_str_take(&s);
}

static void copy_name(kk_time t, char out[64])
{
    struct kk_civil c;

    kk_civil_of(t, &c);
    snprintf(out, 64, "%04d%02d%02d-%02d%02d%02d-day.db", c.year, c.month,
             c.day, c.hour, c.min, c.sec);
}

static bool there(const struct fixture *f, kk_time t)
{
    char name[64];
    char *path;
    bool is;

    copy_name(t, name);
    path = in_folder(f, name);
    is = access(path, F_OK) == 0;
    kk_free(path);
    return is;
}

static void pretend(const struct fixture *f, const char *name)
{
    char *path = in_folder(f, name);
    FILE *out = fopen(path, "w");

    ck_assert_ptr_nonnull(out);
    fclose(out);
    kk_free(path);
}

static void spoil(const char *path, const char *bytes)
{
    FILE *out = fopen(path, "w");

    ck_assert_ptr_nonnull(out);
    fputs(bytes, out);
    fclose(out);
}

static void backup_now(struct fixture *f)
{
    ck_ok(kk_backup_automatic(f->db, KK_BACKUP_DAILY, &f->err), &f->err);
}

START_TEST(a_copy_is_whole_private_and_known)
{
    struct fixture f;
    unsigned char here[KK_HASH_BYTES], there[KK_HASH_BYTES];
    struct kk_db *first;
    struct stat sb;
    char *path;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    ck_assert_int_eq(kk_backup_newest(f.db), 0);
    ck_assert_ptr_null(kk_backup_newest_path(f.db));
    backup_now(&f);
    ck_assert_int_eq(kk_backup_newest(f.db), f.clock.fixed);
    path = kk_backup_newest_path(f.db);
    ck_assert_int_eq(stat(path, &sb), 0);
    ck_assert_int_eq(sb.st_mode & 0777, 0600);
    exchange_digest(&f, here);
    first = f.db;
    kk_free(f.path);
    f.path = path;
    fixture_open(&f, false);
    exchange_digest(&f, there);
    ck_assert_mem_eq(here, there, sizeof here);
    fixture_verify(&f);
    kk_db_close(&first);
    fixture_free(&f);
}
END_TEST

START_TEST(two_in_one_second_are_two)
{
    struct fixture f;
    char *one, *two;

    fixture_new(&f);
    backup_now(&f);
    one = kk_backup_newest_path(f.db);
    backup_now(&f);
    two = kk_backup_newest_path(f.db);
    ck_assert_str_ne(one, two);
    ck_assert_int_eq(access(one, F_OK), 0);
    kk_free(one);
    kk_free(two);
    fixture_free(&f);
}
END_TEST

/* One copy a day for over a year: of the last 7 days, 4 weeks (Monday to
 * Sunday) and 12 months the newest each stays. */
START_TEST(seven_days_four_weeks_and_twelve_months_stay)
{
    struct fixture f;
    kk_time now;
    char name[64];
    int kept = 0;

    fixture_new(&f);
    backup_now(&f);
    now = f.clock.fixed; /* Wednesday 2023-04-12 */
    for (int i = 1; i <= 500; i++) {
        copy_name(now - i * day, name);
        pretend(&f, name);
    }
    f.clock.fixed += 60;
    backup_now(&f);
    for (int i = 0; i <= 500; i++) {
        kk_time t = now - i * day;
        struct kk_civil c, next;
        bool want;

        kk_civil_of(t, &c);
        kk_civil_of(t + day, &next);
        want = i < 7; /* with today's other copy, which is the newest */
        want |= c.wday == 0 && i < 4 * 7 - 4;
        want |= next.month != c.month && i < 365 - 31;
        ck_assert_msg(there(&f, t) == want || i == 0, "%d days ago", i);
        kept += there(&f, t);
    }
    ck_assert_int_ge(kept, 7 + 3 - 1 + 11 - 1);
    ck_assert_int_le(kept, 7 + 4 + 12 + 1);
    fixture_free(&f);
}
END_TEST

START_TEST(the_last_three_stay_and_strange_files_too)
{
    static const char *const strange[] = {
        "notes.txt",
        "20230101-day.db",
        "k.db",
        "20230412-000000-day.db.1.part",
    };
    struct fixture f;
    char *left;

    fixture_new(&f);
    backup_now(&f);
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
        pretend(&f, strange[i]);
    pretend(&f, "20230411-235959-day.db.1.part"); /* cut short yesterday */
    for (int i = 0; i < 5; i++) {
        f.clock.fixed += 60; /* all of the same day */
        backup_now(&f);
    }
    for (int i = 0; i < 3; i++)
        ck_assert(there(&f, f.clock.fixed - i * 60));
    ck_assert(!there(&f, f.clock.fixed - 3 * 60));
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        char *path = in_folder(&f, strange[i]);

        ck_assert_msg(access(path, F_OK) == 0, "%s", strange[i]);
        kk_free(path);
    }
    left = in_folder(&f, "20230411-235959-day.db.1.part");
    ck_assert_int_ne(access(left, F_OK), 0);
    kk_free(left);
    fixture_free(&f);
}
END_TEST

/* A clock that ran ahead for a month must not keep new copies from being made,
 * kept and found. */
START_TEST(copies_of_a_wrong_clock_do_not_hide_later_ones)
{
    struct fixture f;
    struct kk_restore_count n;
    kk_time right;
    char *newest;

    fixture_new(&f);
    right = f.clock.fixed;
    for (int i = 30; i > 20; i--) {
        f.clock.fixed = right + i * day;
        backup_now(&f);
    }
    f.clock.fixed = right;
    fixture_site(&f, 4, "北区役所", NULL);
    ck_assert_int_eq(kk_backup_newest(f.db), 0);
    backup_now(&f);
    ck_assert_int_eq(kk_backup_newest(f.db), right);
    fixture_site(&f, 5, "北保健センター", NULL);
    newest = kk_backup_newest_path(f.db);
    kk_db_close(&f.db);
    spoil(f.path, "gone");
    ck_ok(kk_restore(f.path, newest, &f.clock, &n, &f.err), &f.err);
    ck_assert_int_eq(n.backup + n.tail, 2);
    fixture_open(&f, false);
    fixture_verify(&f);
    kk_free(newest);
    fixture_free(&f);
}
END_TEST

START_TEST(a_file_in_the_way_is_left_alone)
{
    struct fixture f;
    char *path;
    struct kk_str s = {0};

    fixture_new(&f);
    path = kk_path_join(f.dir, "copy.db");
    ck_ok(kk_backup_to(f.db, path, &f.err), &f.err);
    ck_assert_int_eq(kk_backup_to(f.db, path, &f.err), KK_REFUSED);
    kk_free(path);
    path = kk_path_join(f.dir, "no/such/folder/copy.db");
    ck_assert_int_eq(kk_backup_to(f.db, path, &f.err), KK_IO);
    /* in words, and it is not the database */
    ck_assert_ptr_nonnull(strstr(f.err.text, "no/such/folder に書けません"));
    ck_assert_ptr_null(strstr(f.err.text, "unable"));
    ck_assert_ptr_null(strstr(f.err.text, f.path));
    kk_free(path);
    kk_str_free(&s);
    fixture_free(&f);
}
END_TEST

START_TEST(restore_of_what_is_no_backup_leaves_everything)
{
    struct fixture f;
    struct kk_restore_count n;
    unsigned char before[KK_HASH_BYTES], after[KK_HASH_BYTES];
    char *path;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    exchange_digest(&f, before);
    kk_db_close(&f.db);
    path = kk_path_join(f.dir, "other");
    ck_assert_int_ne(kk_restore(f.path, path, &f.clock, &n, &f.err), KK_OK);
    spoil(path, "hello");
    ck_assert_int_ne(kk_restore(f.path, path, &f.clock, &n, &f.err), KK_OK);
    spoil(path, "SQLite format 3");
    ck_assert_int_ne(kk_restore(f.path, path, &f.clock, &n, &f.err), KK_OK);
    ck_assert_str_ne(f.err.text, "");
    fixture_open(&f, false);
    exchange_digest(&f, after);
    ck_assert_mem_eq(before, after, sizeof before);
    fixture_site(&f, 5, "北保健センター", NULL);
    fixture_verify(&f);
    kk_free(path);
    fixture_free(&f);
}
END_TEST

/* An old backup, a tail that was started afresh since, and a good old file:
 * what is missing in the one comes from the other. */
START_TEST(restore_of_an_old_backup_takes_the_rest_from_the_old_file)
{
    struct fixture f;
    struct kk_restore_count n;
    struct kk_commit before_restore, next;
    unsigned char before[KK_HASH_BYTES], after[KK_HASH_BYTES];
    char *old;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    backup_now(&f);
    old = kk_backup_newest_path(f.db);
    fixture_site(&f, 5, "北保健センター", NULL);
    f.clock.fixed += 60;
    backup_now(&f);
    fixture_site(&f, 6, "篠路出張所", &before_restore);
    exchange_digest(&f, before);
    kk_db_close(&f.db);
    ck_ok(kk_restore(f.path, old, &f.clock, &n, &f.err), &f.err);
    ck_assert_int_eq(n.backup, 1);
    ck_assert_int_eq(n.tail + n.old, 2);
    /* the tail's goes on from the old file's: nothing is missing */
    ck_assert_int_eq(n.unverified, 0);
    ck_assert(!n.old_broken);
    ck_assert_str_ne(n.aside, "");
    ck_assert_int_eq(access(n.aside, F_OK), 0);
    fixture_open(&f, false);
    exchange_digest(&f, after);
    ck_assert_mem_eq(before, after, sizeof before);
    fixture_site(&f, 7, "東区役所", &next);
    ck_assert_uint_ne(next.writer, before_restore.writer);
    fixture_verify(&f);
    kk_free(old);
    fixture_free(&f);
}
END_TEST

/* A record of the tail that does not verify costs only what hangs on it. */
START_TEST(restore_tells_what_did_not_verify)
{
    struct fixture f;
    struct kk_restore_count n;
    struct kk_str tail = {0}, name = {0};
    size_t one, two;
    char *backup;
    FILE *out;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    backup_now(&f);
    backup = kk_backup_newest_path(f.db);
    kk_str_addf(&name, "%s.tail", f.path);
    fixture_site(&f, 5, "北保健センター", NULL);
    ck_ok(kk_file_read(name.s, 1 << 20, true, &tail, &f.err), &f.err);
    one = tail.n_bytes;
    fixture_site(&f, 6, "篠路出張所", NULL);
    kk_str_clear(&tail);
    ck_ok(kk_file_read(name.s, 1 << 20, true, &tail, &f.err), &f.err);
    two = tail.n_bytes;
    fixture_site(&f, 7, "東区役所", NULL);
    kk_db_close(&f.db);
    kk_str_clear(&tail);
    ck_ok(kk_file_read(name.s, 1 << 20, true, &tail, &f.err), &f.err);
    tail.s[one + (two - one) / 2] ^= 1;
    out = fopen(name.s, "w");
    ck_assert_ptr_nonnull(out);
    fwrite(tail.s, 1, tail.n_bytes, out);
    fclose(out);
    spoil(f.path, "gone");
    ck_ok(kk_restore(f.path, backup, &f.clock, &n, &f.err), &f.err);
    ck_assert_int_eq(n.backup, 1);
    ck_assert_int_eq(n.tail, 1);
    ck_assert_int_eq(n.unverified, 2);
    fixture_open(&f, false);
    fixture_verify(&f);
    kk_free(backup);
    kk_str_free(&tail);
    kk_str_free(&name);
    fixture_free(&f);
}
END_TEST

/* One statement; its first column, 0 where it has none. */
static int64_t run(struct fixture *f, const char *sql)
{
    struct kk_cur *cur;
    int64_t n = 0;
    enum kk_status st;

    ck_ok(kk_cur_open_sql(f->db, sql, NULL, &cur, &f->err), &f->err);
    st = kk_cur_next(cur, &f->err);
    if (st == KK_OK)
        n = kk_cur_int(cur, 0);
    else
        ck_assert_int_eq(st, KK_NONE);
    kk_cur_close(&cur);
    return n;
}

/* A damaged entry of the old file must not come in under a name of which the
 * others have the right content; nor keep the rest from coming in. */
static void restore_damaged(const char *damage, int64_t old)
{
    struct fixture f;
    struct kk_restore_count n;
    struct kk_commit other;
    char *backup;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    backup_now(&f);
    backup = kk_backup_newest_path(f.db);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, NULL), &f.err);
    ck_ok(fixture_rename(&f, site, "北区役所本庁", 0, NULL), &f.err);
    f.clock.fixed += 60;
    backup_now(&f); /* the tail holds nothing of them any more */
    (void)run(&f, damage);
    kk_db_close(&f.db);
    ck_ok(kk_restore(f.path, backup, &f.clock, &n, &f.err), &f.err);
    ck_assert_int_eq(n.tail, 0);
    ck_assert_int_eq(n.old, old);
    ck_assert_int_eq(n.unverified, 2 - old);
    ck_assert(!n.old_broken);
    fixture_open(&f, false);
    ck_assert_str_eq(fixture_name(&f, site), old == 0 ? "北区" : "北区役所");
    fixture_site(&f, 5, "北保健センター", &other);
    fixture_verify(&f);
    kk_free(backup);
    fixture_free(&f);
}

START_TEST(restore_takes_nothing_that_is_damaged)
{
    restore_damaged("UPDATE change SET val='北区役場' WHERE entry=2", 0);
    restore_damaged("DELETE FROM change WHERE entry=3", 1);
    restore_damaged("UPDATE entry SET args='?' WHERE arrival=3", 1);
    restore_damaged("UPDATE entry SET hash=x'00' WHERE arrival=2", 0);
}
END_TEST

/* The page with which a table begins is overwritten. Closes the database. */
static void spoil_table(struct fixture *f, const char *table)
{
    static const char zero[512];
    int64_t page, size = run(f, "PRAGMA page_size");
    char sql[96];
    FILE *file;

    snprintf(sql, sizeof sql,
             "SELECT rootpage FROM sqlite_schema WHERE name='%s'", table);
    page = run(f, sql);
    kk_db_close(&f->db);
    file = fopen(f->path, "r+");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseek(file, (long)((page - 1) * size), SEEK_SET), 0);
    ck_assert_uint_eq(fwrite(zero, 1, sizeof zero, file), sizeof zero);
    ck_assert_int_eq(fclose(file), 0);
}

/* Whoever opens the broken file before must not take its tail for another's. */
START_TEST(a_broken_file_keeps_its_tail)
{
    static const char *const tables[] = {"change", "entry"};

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct fixture f;
        struct kk_restore_count n;
        struct kk_db_open how = {.busy_ms = 5000};
        char *backup;
        kk_id site;

        fixture_new(&f);
        site = fixture_site(&f, 4, "北区", NULL);
        backup_now(&f);
        ck_ok(fixture_rename(&f, site, "北区役所", 0, NULL), &f.err);
        backup = kk_backup_newest_path(f.db);
        spoil_table(&f, tables[i]);
        how.path = f.path;
        how.clock = &f.clock;
        ck_assert_int_eq(kk_db_open(&how, &f.db, &f.err), KK_NODB);
        ck_assert_ptr_nonnull(strstr(f.err.text, "kikusui restore"));
        ck_ok(kk_restore(f.path, backup, &f.clock, &n, &f.err), &f.err);
        ck_assert_int_eq(n.tail, 1);
        ck_assert_int_eq(n.old, 0);
        ck_assert_int_eq(n.unverified, 0);
        fixture_open(&f, false);
        ck_assert_str_eq(fixture_name(&f, site), "北区役所");
        fixture_verify(&f);
        kk_free(backup);
        fixture_free(&f);
    }
}
END_TEST

START_TEST(restore_tells_of_an_old_file_that_breaks_off)
{
    struct fixture f;
    struct kk_restore_count n;
    char *backup;

    fixture_new(&f);
    backup_now(&f);
    backup = kk_backup_newest_path(f.db);
    fixture_site(&f, 4, "北区役所", NULL);
    f.clock.fixed += 60;
    backup_now(&f);
    spoil_table(&f, "entry");
    ck_ok(kk_restore(f.path, backup, &f.clock, &n, &f.err), &f.err);
    ck_assert_int_eq(n.tail + n.old, 0);
    ck_assert(n.old_broken);
    fixture_open(&f, false);
    kk_free(backup);
    fixture_free(&f);
}
END_TEST

START_TEST(restore_where_no_file_is_left)
{
    struct fixture f;
    struct kk_restore_count n;
    struct kk_str aside = {0}, kept = {0};
    char *backup;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    backup_now(&f);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, NULL), &f.err);
    backup = kk_backup_newest_path(f.db);
    kk_db_close(&f.db);
    ck_assert_int_eq(unlink(f.path), 0);
    /* a tail that was set aside in this very second */
    kk_str_addf(&aside, "%s.old-20230412-102000.tail", f.path);
    spoil(aside.s, "another");
    ck_ok(kk_restore(f.path, backup, &f.clock, &n, &f.err), &f.err);
    ck_assert_int_eq(n.tail, 1);
    ck_assert_str_eq(n.aside, "");
    ck_ok(kk_file_read(aside.s, 100, true, &kept, &f.err), &f.err);
    ck_assert_str_eq(kk_str_c(&kept), "another");
    kk_str_free(&aside);
    kk_str_free(&kept);
    fixture_open(&f, false);
    ck_assert_str_eq(fixture_name(&f, site), "北区役所");
    fixture_verify(&f);
    kk_free(backup);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("backup", a_copy_is_whole_private_and_known,
             two_in_one_second_are_two,
             seven_days_four_weeks_and_twelve_months_stay,
             the_last_three_stay_and_strange_files_too,
             copies_of_a_wrong_clock_do_not_hide_later_ones,
             a_file_in_the_way_is_left_alone,
             restore_of_what_is_no_backup_leaves_everything,
             restore_of_an_old_backup_takes_the_rest_from_the_old_file,
             restore_tells_what_did_not_verify,
             restore_takes_nothing_that_is_damaged,
             a_broken_file_keeps_its_tail,
             restore_tells_of_an_old_file_that_breaks_off,
             restore_where_no_file_is_left)
