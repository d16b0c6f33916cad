#include "exchange.h"

#include <kikusui/base/data.h>
#include <kikusui/store/backup.h>

#include <unistd.h>

#include <sys/stat.h>
#include <sys/wait.h>

/* A failed open says why and what to do, and leaves no handle. */
static void expect_refused(struct fixture *f, const char *path, bool create,
                           enum kk_status want, const char *word)
{
    struct kk_db_open how = {
        .path = path, .create = create, .busy_ms = 100, .clock = &f->clock};
    struct kk_db *db;

    ck_assert_int_eq(kk_db_open(&how, &db, &f->err), want);
    ck_assert_ptr_null(db);
    ck_assert_msg(strstr(f->err.text, word) != NULL, "%s", f->err.text);
}

static void shell(const char *fmt, ...) KK_PRINTF(1, 2);

static void shell(const char *fmt, ...)
{
    struct kk_str cmd = {0};
    va_list ap;

    va_start(ap, fmt);
    kk_str_vaddf(&cmd, fmt, ap);
    va_end(ap);
    ck_assert_msg(system(kk_str_c(&cmd)) == 0, "%s", kk_str_c(&cmd));
    kk_str_free(&cmd);
}

START_TEST(what_is_no_database_of_ours_is_refused)
{
    struct fixture f;
    char *path;

    fixture_new(&f);
    expect_refused(&f, f.path, true, KK_REFUSED, "もうあります");
    path = kk_path_join(f.dir, "other.db");
    expect_refused(&f, path, false, KK_NODB, "ありません");
    ck_assert_int_ne(access(path, F_OK), 0);
    shell("echo hello >%s", path);
    expect_refused(&f, path, false, KK_NODB, "other.db");
    shell("head -c 20000 /dev/urandom >%s", path);
    expect_refused(&f, path, false, KK_NODB, "other.db");
    shell(": >%s", path);
    expect_refused(&f, path, false, KK_NODB, "kikusui のデータベースでは");
    shell("rm %s; sqlite3 %s 'create table a(b)'", path, path);
    expect_refused(&f, path, false, KK_NODB, "kikusui のデータベースでは");
    shell("rm %s; ln -s %s %s", path, f.path, path);
    expect_refused(&f, path, false, KK_NODB, "普通のファイルではありません");
    shell("rm %s; mkdir %s", path, path);
    expect_refused(&f, path, false, KK_NODB, "普通のファイルではありません");
    kk_free(path);
    path = kk_path_join(f.dir, "no/folder/k.db");
    expect_refused(&f, path, true, KK_NODB,
                   "開けません: ファイルまたはフォルダーがありません");
    kk_free(path);
    fixture_free(&f);
}
END_TEST

START_TEST(a_newer_programs_file_is_left_alone)
{
    struct fixture f;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    kk_db_close(&f.db);
    shell("sqlite3 %s 'pragma user_version=999'", f.path);
    shell("cp %s %s/before", f.path, f.dir);
    expect_refused(&f, f.path, false, KK_NODB, "新しい kikusui");
    shell("cmp %s %s/before", f.path, f.dir);
    fixture_free(&f);
}
END_TEST

/* Somebody else's newer program brought the file up while ours was open. */
START_TEST(a_file_brought_up_meanwhile_is_not_written)
{
    struct fixture f;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    shell("sqlite3 %s 'pragma user_version=999'", f.path);
    ck_assert_int_eq(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), KK_NODB);
    ck_assert_ptr_nonnull(strstr(f.err.text, "開き直して"));
    ck_assert(!kk_tx_open(f.db));
    shell("sqlite3 %s 'pragma user_version=%d'", f.path, 1);
    fixture_free(&f);
}
END_TEST

START_TEST(a_locked_file_says_so_and_is_not_waited_for_long)
{
    struct fixture f;
    struct kk_db *other;

    fixture_new(&f);
    other = f.db;
    ck_ok(kk_tx_begin(other, KK_TX_WRITE, &f.err), &f.err);
    fixture_open(&f, false); /* reading goes on beside a writer */
    kk_db_close(&f.db);
    f.db = NULL;
    ck_ok(kk_db_open(&(struct kk_db_open){.path = f.path,
                                          .busy_ms = 50,
                                          .clock = &f.clock},
                     &f.db, &f.err),
          &f.err);
    ck_assert_int_eq(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), KK_BUSY);
    ck_assert_int_eq(kk_tx_begin(f.db, KK_TX_PREVIEW, &f.err), KK_BUSY);
    ck_assert_str_ne(f.err.text, "");
    kk_tx_rollback(other);
    ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
    kk_tx_rollback(f.db);
    kk_db_close(&other);
    fixture_free(&f);
}
END_TEST

/* A preview keeps its journal in memory; the write after it must not. */
START_TEST(after_a_preview_writes_are_safe_again)
{
    struct fixture f;
    struct kk_cur *cur;

    fixture_new(&f);
    ck_ok(kk_tx_begin(f.db, KK_TX_PREVIEW, &f.err), &f.err);
    kk_tx_rollback(f.db);
    ck_ok(kk_cur_open_sql(f.db, "PRAGMA journal_mode", NULL, &cur, &f.err),
          &f.err);
    ck_ok(kk_cur_next(cur, &f.err), &f.err);
    ck_assert_str_eq(kk_cur_text(cur, 0), "delete");
    kk_cur_close(&cur);
    ck_ok(kk_cur_open_sql(f.db, "PRAGMA synchronous", NULL, &cur, &f.err),
          &f.err);
    ck_ok(kk_cur_next(cur, &f.err), &f.err);
    ck_assert_int_eq(kk_cur_int(cur, 0), 3); /* EXTRA */
    kk_cur_close(&cur);
    fixture_free(&f);
}
END_TEST

/* The number of the last migration. */
static int latest(void)
{
    char name[40];
    int n = 0;

    do
        snprintf(name, sizeof name, "sql/schema/%03d.sql", ++n);
    while (kk_data_find(name) != NULL);
    return n - 1;
}

static void spill(const char *path, const struct kk_data *d)
{
    FILE *out = fopen(path, "w");

    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(d->bytes, 1, d->n_bytes, out), d->n_bytes);
    ck_assert_int_eq(fclose(out), 0);
}

/* The file as the program before this left it, without what the last migration
 * makes, and a program whose last migration is the given SQL as well. */
static void make_older(struct fixture *f, const char *migration)
{
    char name[40];
    char *last;

    fixture_new(f);
    fixture_site(f, 4, "北区役所", NULL);
    kk_db_close(&f->db);
    snprintf(name, sizeof name, "sql/schema/%03d.sql", latest());
    shell("mkdir -p %s/data/sql/schema", f->dir);
    last = kk_path_join(f->dir, "last.sql");
    spill(last, kk_data_find(name));
    /* A column goes only where no view or trigger, made anew later, has it. */
    shell("(sqlite3 %s \"select 'DROP '||type||' '||name||';' from "
          "sqlite_schema where type in ('view','trigger')\"; "
          "sed -n 's/^CREATE \\(TABLE\\|INDEX\\) \\([a-z_]*\\).*/"
          "DROP \\1 IF EXISTS \\2;/p' %s; "
          "sed -n 's/^\\(ALTER TABLE [a-z_]*\\) ADD \\(COLUMN [a-z_]*\\).*/"
          "\\1 DROP \\2;/p' %s; echo 'pragma user_version=%d;') >%s/older.sql "
          "&& sqlite3 %s <%s/older.sql",
          f->path, last, last, latest() - 1, f->dir, f->path, f->dir);
    shell("(cat %s; echo '%s') >%s/data/%s", last, migration, f->dir, name);
    shell("cp %s %s/before", f->path, f->dir);
    kk_free(last);
}

static void use_data(struct fixture *f)
{
    char *data = kk_path_join(f->dir, "data");

    setenv("KIKUSUI_DATA", data, 1);
    kk_free(data);
}

/* A new file is made at once of what the migrations come to. */
START_TEST(a_new_file_is_what_the_migrations_make_one_by_one)
{
    static const char all[] = "select type, name, tbl_name, sql from "
                              "sqlite_schema order by type, name";
    struct fixture f, g;
    char name[40];

    fixture_new(&f);
    snprintf(name, sizeof name, "sql/schema/%03d.sql", latest());
    shell("mkdir -p %s/data/sql/schema", f.dir);
    {
        char *dir = kk_path_join(f.dir, "data");
        char *path = kk_path_join(dir, name);

        spill(path, kk_data_find(name));
        shell("echo '-- another' >>%s", path);
        kk_free(dir);
        kk_free(path);
    }
    use_data(&f);
    fixture_new(&g);
    fixture_verify(&g);
    unsetenv("KIKUSUI_DATA");
    shell("sqlite3 %s \"%s\" >%s/whole; sqlite3 %s \"%s\" >%s/steps", f.path,
          all, f.dir, g.path, all, f.dir);
    shell("test $(wc -l <%s/whole) -gt 300 && cmp %s/whole %s/steps", f.dir,
          f.dir, f.dir);
    fixture_free(&g);
    fixture_free(&f);
}
END_TEST

START_TEST(an_older_file_is_brought_up_after_a_backup)
{
    struct fixture f;
    char *backup;

    make_older(&f, "CREATE TABLE extra(x INTEGER) STRICT;");
    use_data(&f);
    fixture_open(&f, false);
    backup = kk_backup_newest_path(f.db);
    ck_assert_ptr_nonnull(backup);
    ck_assert_ptr_nonnull(strstr(backup, "-migration.db"));
    shell("test $(sqlite3 %s 'pragma user_version') = %d", backup,
          latest() - 1);
    shell("test $(sqlite3 %s 'pragma user_version') = %d", f.path, latest());
    shell("test $(sqlite3 %s 'select count(*) from extra') = 0", f.path);
    fixture_site(&f, 5, "北保健センター", NULL);
    fixture_verify(&f);
    kk_free(backup);
    fixture_free(&f);
}
END_TEST

START_TEST(a_migration_that_fails_changes_nothing)
{
    struct fixture f;

    make_older(&f, "CREATE TABLE extra(x INTEGER) STRICT; nonsense;");
    use_data(&f);
    expect_refused(&f, f.path, false, KK_NODB, "");
    shell("test $(sqlite3 %s 'pragma user_version') = %d", f.path,
          latest() - 1);
    shell("test $(sqlite3 %s \"select count(*) from sqlite_schema where "
          "name='extra'\") = 0",
          f.path);
    shell("test $(sqlite3 %s 'select count(*) from entry') = 1", f.path);
    unsetenv("KIKUSUI_DATA");
    fixture_open(&f, false);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(two_processes_bring_a_file_up_once)
{
    struct fixture f;
    pid_t child[4];

    make_older(&f, "CREATE TABLE extra(x INTEGER) STRICT;");
    use_data(&f);
    for (int i = 0; i < 4; i++) {
        child[i] = kk_test_fork();
        if (child[i] == 0) {
            struct kk_db_open how = {
                .path = f.path, .busy_ms = 20000, .clock = &f.clock};
            struct kk_db *db;
            enum kk_status st = kk_db_open(&how, &db, &f.err);

            if (st != KK_OK)
                printf("%s\n", f.err.text);
            fflush(stdout);
            kk_db_close(&db);
            _exit(st == KK_OK ? 0 : 1);
        }
    }
    for (int i = 0; i < 4; i++) {
        int status;

        ck_assert_int_eq(waitpid(child[i], &status, 0), child[i]);
        ck_assert_int_eq(status, 0);
    }
    fixture_open(&f, false);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* What an older program kept there would be parsed at every opening. */
START_TEST(views_of_an_older_program_are_dropped)
{
    struct fixture f;

    fixture_new(&f);
    kk_db_close(&f.db);
    shell("sqlite3 %s \"create view unit_now as select 1; "
          "update meta set value='x' where key='derived'\"",
          f.path);
    fixture_open(&f, false);
    shell("test $(sqlite3 %s \"select count(*) from sqlite_schema where "
          "type='view'\") = 0",
          f.path);
    fixture_free(&f);
}
END_TEST

/* The triggers are the program's: another release makes them anew. */
START_TEST(what_is_derived_follows_the_program)
{
    struct fixture f;
    const struct kk_data *tables = kk_data_find("sql/tables.csv");
    char *path;
    FILE *out;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    kk_db_close(&f.db);
    shell("mkdir -p %s/data/sql && sqlite3 %s 'drop trigger kk_u_site'", f.dir,
          f.path);
    path = kk_path_join(f.dir, "data/sql/tables.csv");
    out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    for (size_t i = 0; i < tables->n_bytes; i++) {
        if (strncmp(tables->bytes + i, "拠点名", strlen("拠点名")) == 0) {
            fputs("拠点の名", out);
            i += strlen("拠点名") - 1;
        } else {
            fputc(tables->bytes[i], out);
        }
    }
    fclose(out);
    use_data(&f);
    fixture_open(&f, false);
    shell("test $(sqlite3 %s \"select count(*) from sqlite_schema where "
          "name='kk_u_site'\") = 1",
          f.path);
    kk_free(path);
    fixture_free(&f);
}
END_TEST

/* So is what a unit is found by. */
START_TEST(the_index_follows_the_program)
{
    static const char text[] = "SELECT 'new' || u.machine_id, u.serial "
                               "FROM unit u WHERE u.id = :id";
    struct fixture f;
    struct kk_commit c;
    char *path;
    FILE *out;
    kk_id id;

    fixture_new(&f);
    ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
    ck_ok(kk_row_insert(f.db, "unit",
                        KK_CELLS({"machine_id", kk_vtext("PC-1")}), &id,
                        &f.err),
          &f.err);
    ck_ok(kk_tx_commit(f.db, &(struct kk_intent){.action = "test", .worker = 7},
                       &c, &f.err),
          &f.err);
    kk_db_close(&f.db);
    shell("mkdir -p %s/data/feature/unit", f.dir);
    path = kk_path_join(f.dir, "data/feature/unit/search_text.sql");
    out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    fclose(out);
    use_data(&f);
    fixture_open(&f, false);
    shell("test \"$(sqlite3 %s 'select key from unit_key')\" = newpcー1",
          f.path);
    fixture_verify(&f);
    kk_free(path);
    fixture_free(&f);
}
END_TEST

/* Nothing half made stays in the way of the next try. */
START_TEST(a_creation_that_fails_leaves_no_file)
{
    struct fixture f;
    char *path;

    fixture_new(&f);
    shell("mkdir -p %s/data/sql/schema && echo nonsense "
          ">%s/data/sql/schema/001.sql",
          f.dir, f.dir);
    path = kk_path_join(f.dir, "second.db");
    use_data(&f);
    expect_refused(&f, path, true, KK_NODB, "");
    ck_assert_int_ne(access(path, F_OK), 0);
    kk_free(path);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("open", what_is_no_database_of_ours_is_refused,
             a_newer_programs_file_is_left_alone,
             a_file_brought_up_meanwhile_is_not_written,
             a_locked_file_says_so_and_is_not_waited_for_long,
             after_a_preview_writes_are_safe_again,
             a_new_file_is_what_the_migrations_make_one_by_one,
             an_older_file_is_brought_up_after_a_backup,
             a_migration_that_fails_changes_nothing,
             two_processes_bring_a_file_up_once,
             views_of_an_older_program_are_dropped,
             what_is_derived_follows_the_program, the_index_follows_the_program,
             a_creation_that_fails_leaves_no_file)
