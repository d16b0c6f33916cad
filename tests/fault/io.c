/* Every write, fsync, rename … of one action fails once, as EIO and as a full
 * disk: what stands afterwards is the state before or the state after, and what
 * was called done is after, in the file and in backup and tail. */
#include "fixture.h"

#include <kikusui/store/backup.h>

#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

#include <sys/wait.h>

enum { ACT_FAILED = 3 };
#define BEFORE "北区"
#define AFTER "北区役所"
#define LOADED_ROWS 60

/* --- the process that the faults hit -------------------------------------- */

static enum kk_status act_rename(struct fixture *f, kk_id site)
{
    const struct kk_intent in = {.action = "site.edit",
                                 .subject_table = "site",
                                 .subject = site,
                                 .worker = 7};
    struct kk_commit c;
    enum kk_status st = kk_tx_begin(f->db, KK_TX_WRITE, &f->err);

    if (st == KK_OK)
        st = kk_row_update(f->db, "site", site,
                           KK_CELLS({"name", kk_vtext(AFTER)}), &f->err);
    if (st == KK_OK)
        return kk_tx_commit(f->db, &in, &c, &f->err);
    kk_tx_rollback(f->db);
    return st;
}

static enum kk_status act_load(struct fixture *f, kk_id site)
{
    const struct kk_intent in = {.action = "load", .worker = 7};
    struct kk_commit c;
    enum kk_status st = kk_tx_begin(f->db, KK_TX_WRITE, &f->err);

    for (int i = 0; st == KK_OK && i < LOADED_ROWS; i++) {
        kk_id id;

        st = kk_row_insert(f->db, "dept",
                           KK_CELLS({"site_id", kk_vint(site)},
                                    {"name", kk_vtext("保健福祉課")}),
                           &id, &f->err);
        if (st == KK_OK && i % 20 == 19)
            st = kk_tx_entry(f->db, &in, &c, &f->err);
    }
    if (st == KK_OK)
        st = kk_row_update(f->db, "site", site,
                           KK_CELLS({"name", kk_vtext(AFTER)}), &f->err);
    if (st == KK_OK)
        return kk_tx_commit(f->db, &in, &c, &f->err);
    kk_tx_rollback(f->db);
    return st;
}

static enum kk_status act_backup(struct fixture *f, kk_id site)
{
    (void)site;
    return kk_backup_automatic(f->db, KK_BACKUP_DAILY, &f->err);
}

static const struct {
    const char *name;
    enum kk_status (*run)(struct fixture *f, kk_id site);
    bool changes;
    int step; /* a backup's hundred pages are alike: every third is enough */
} acts[] = {
    {"rename", act_rename, true, 1},
    {"load", act_load, true, 1},
    {"backup", act_backup, false, 3},
};

static int act(char **argv)
{
    struct fixture f = {.path = argv[2]};
    struct kk_db_open how = {.path = f.path, .clock = &f.clock, .busy_ms = 100};
    kk_id site = strtoll(argv[3], NULL, 10);
    enum kk_status st;

    f.clock.fixed = 1681263000;
    how.create = strcmp(argv[1], "create") == 0;
    st = kk_db_open(&how, &f.db, &f.err);
    for (size_t i = 0; st == KK_OK && i < sizeof acts / sizeof *acts; i++)
        if (strcmp(argv[1], acts[i].name) == 0)
            st = acts[i].run(&f, site);
    kk_db_close(&f.db);
    if (st == KK_OK)
        return 0;
    return f.err.text[0] != '\0' ? ACT_FAILED : 99;
}

/* --- around it ------------------------------------------------------------ */

struct fault {
    const char *act;
    long at; /* 0: none */
    int error;
    bool stays;
};

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

static void set_number(const char *name, long n)
{
    char text[24];

    snprintf(text, sizeof text, "%ld", n);
    setenv(name, text, 1);
}

/* Runs the actor under the shim; its exit status. */
static int run(const struct fault *ft, const char *db, const char *count,
               kk_id site)
{
    const char *shim = getenv("KIKUSUI_TEST_SHIM");
    pid_t child;
    int status;

    ck_assert_msg(shim != NULL, "KIKUSUI_TEST_SHIM is not set");
    child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        char id[24];

        snprintf(id, sizeof id, "%" PRId64, site);
        set_number("KK_FAULT_AT", ft->at);
        set_number("KK_FAULT_ERRNO", ft->error);
        set_number("KK_FAULT_STAYS", ft->stays);
        setenv("KK_FAULT_COUNT", count, 1);
        setenv("LD_PRELOAD", shim, 1);
        execl("/proc/self/exe", "io", ft->act, db, id, (char *)NULL);
        _exit(98);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFEXITED(status), "%s at %ld: killed by %d", ft->act, ft->at,
                  WTERMSIG(status));
    return WEXITSTATUS(status);
}

/* Every second point is tried, others from run to run; KK_FAULT_EVERY=N: every
 * Nth, 1 for all of them. An act of many calls has a step of its own besides.
 * KIKUSUI_SEED tells where it begins. */
static long stride(long step)
{
    const char *n = getenv("KK_FAULT_EVERY");
    long every = n == NULL ? 2 : atol(n);

    ck_assert_int_gt(every, 0);
    return step * every;
}

static long first(const char *name, long step)
{
    const char *given = getenv("KIKUSUI_SEED");
    unsigned long seed =
        given != NULL
            ? strtoul(given, NULL, 10)
            : (unsigned long)time(NULL) * 2654435761u + (unsigned long)getpid();
    long phase = (long)(seed % (unsigned long)stride(step));

    printf("%s: KIKUSUI_SEED=%lu, from %ld, every %ld\n", name, seed, 1 + phase,
           stride(step));
    return 1 + phase;
}

static long read_number(const char *path)
{
    struct kk_str s = {0};
    long n;

    ck_ok(kk_file_read(path, 64, false, &s, NULL), &(struct kk_err){0});
    n = strtol(kk_str_c(&s), NULL, 10);
    kk_str_free(&s);
    return n;
}

/* A database with a backup and something done after it, in DIR/base. */
static kk_id make_base(struct fixture *f)
{
    kk_id site;

    fixture_new(f);
    site = fixture_site(f, 4, "北", NULL);
    ck_ok(kk_backup_automatic(f->db, KK_BACKUP_DAILY, &f->err), &f->err);
    ck_ok(fixture_rename(f, site, BEFORE, 0, NULL), &f->err);
    kk_db_close(&f->db);
    shell("cd %s && mkdir base && mv k.db* base && mkdir work", f->dir);
    kk_free(f->path);
    f->path = kk_path_join(f->dir, "work/k.db");
    return site;
}

static int64_t count_depts(struct fixture *f)
{
    struct kk_cur *cur;
    int64_t n;

    ck_ok(kk_cur_open_sql(f->db, "SELECT count(*) FROM dept", NULL, &cur,
                          &f->err),
          &f->err);
    ck_ok(kk_cur_next(cur, &f->err), &f->err);
    n = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return n;
}

/* The one or the other, whole: after when it was called done, before when it
 * was said to have failed. */
static void expect_state(struct fixture *f, const struct fault *ft, kk_id site,
                         bool done, bool changes, const char *where)
{
    const char *name;
    bool after, load = strcmp(ft->act, "load") == 0;
    int64_t depts;

    fixture_open(f, false);
    name = fixture_name(f, site);
    after = strcmp(name, AFTER) == 0;
    depts = count_depts(f);
    ck_assert_msg(after || strcmp(name, BEFORE) == 0, "%s at %ld, %s: %s",
                  ft->act, ft->at, where, name);
    ck_assert_msg(depts == (after && load ? LOADED_ROWS : 0),
                  "%s at %ld, %s: half a load", ft->act, ft->at, where);
    ck_assert_msg(after || !done || !changes, "%s at %ld, %s: lost", ft->act,
                  ft->at, where);
    ck_assert_msg(!after || done, "%s at %ld, %s: recorded, and called failed",
                  ft->act, ft->at, where);
    fixture_verify(f);
    kk_db_close(&f->db);
    kk_arena_free(&f->arena);
}

/* The file is gone: backup and tail must give the same promise. */
static void expect_restored(struct fixture *f, const struct fault *ft,
                            kk_id site, bool done, bool changes)
{
    struct kk_restore_count n;
    char *newest;

    fixture_open(f, false);
    newest = kk_backup_newest_path(f->db);
    kk_db_close(&f->db);
    ck_assert_ptr_nonnull(newest);
    shell("echo gone >%s", f->path);
    ck_ok(kk_restore(f->path, newest, &f->clock, &n, &f->err), &f->err);
    ck_assert_int_eq(n.unverified, 0);
    kk_free(newest);
    expect_state(f, ft, site, done, changes, "restored");
}

static void try_all(size_t which, int error, bool stays)
{
    const char *name = acts[which].name;
    bool changes = acts[which].changes;
    struct fixture f;
    struct fault ft = {.act = name, .error = error, .stays = stays};
    char *count;
    kk_id site = make_base(&f);
    long calls;

    count = kk_path_join(f.dir, "count");
    shell("cd %s && cp -r base/. work", f.dir);
    ck_assert_int_eq(run(&ft, f.path, count, site), 0);
    calls = read_number(count);
    ck_assert_int_gt(calls, 5);
    printf("%s: %ld calls\n", name, calls);
    for (ft.at = first(name, acts[which].step); ft.at <= calls;
         ft.at += stride(acts[which].step)) {
        int status;

        shell("cd %s && rm -rf work && cp -r base work", f.dir);
        status = run(&ft, f.path, count, site);
        ck_assert_msg(status == 0 || status == ACT_FAILED,
                      "%s at %ld: exit status %d", name, ft.at, status);
        /* before anybody opened the file again: what the disk has now */
        shell("cd %s && rm -rf lost && cp -r work lost", f.dir);
        expect_state(&f, &ft, site, status == 0, changes, "opened");
        shell("cd %s && rm -rf work && mv lost work", f.dir);
        expect_restored(&f, &ft, site, status == 0, changes);
    }
    kk_free(count);
    fixture_free(&f);
}

START_TEST(a_failing_disk_leaves_before_or_after)
{
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        try_all(i, EIO, false);
}
END_TEST

START_TEST(a_full_disk_leaves_before_or_after)
{
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        try_all(i, ENOSPC, true);
}
END_TEST

START_TEST(a_creation_leaves_a_database_or_nothing)
{
    for (int stays = 0; stays < 2; stays++) {
        struct fixture f;
        struct fault ft = {.act = "create",
                           .error = stays ? ENOSPC : EIO,
                           .stays = stays != 0};
        char *count;
        long calls;

        fixture_new(&f);
        kk_db_close(&f.db);
        kk_free(f.path);
        f.path = kk_path_join(f.dir, "new.db");
        count = kk_path_join(f.dir, "count");
        ck_assert_int_eq(run(&ft, f.path, count, 0), 0);
        calls = read_number(count);
        for (ft.at = first("create", 1); ft.at <= calls; ft.at += stride(1)) {
            int status;

            shell("rm -rf %s*", f.path);
            status = run(&ft, f.path, count, 0);
            ck_assert_msg(status == 0 || status == ACT_FAILED,
                          "create at %ld: exit status %d", ft.at, status);
            if (status == 0)
                fixture_open(&f, false);
            else if (access(f.path, F_OK) != 0)
                fixture_open(&f, true);
            else /* it was the removal that failed */
                ck_assert_msg(!stays, "create at %ld left a file", ft.at);
            if (f.db == NULL)
                continue;
            fixture_site(&f, 4, "北区役所", NULL);
            fixture_verify(&f);
            kk_db_close(&f.db);
        }
        kk_free(count);
        fixture_free(&f);
    }
}
END_TEST

int main(int argc, char **argv)
{
    static const TTest *tests[3];

    if (argc == 4)
        return act(argv);
    tests[0] = a_failing_disk_leaves_before_or_after;
    tests[1] = a_full_disk_leaves_before_or_after;
    tests[2] = a_creation_leaves_a_database_or_nothing;
    return kk_test_run("io", tests, 3);
}
