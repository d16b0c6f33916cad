/* A process that works and says what is done is killed at a random moment,
 * again and again: everything that it called done is in the file, and, when the
 * file is lost as well, in backup and tail. */
#include "fixture.h"
#include "random.h"

#include <kikusui/store/backup.h>

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <sys/wait.h>

enum { KILLS = 40, MOST_DONE = 100000 };

/* Works until it is killed; writes the name of every finished entry. */
static int work(struct fixture *f, int said)
{
    struct kk_db_open how = {
        .path = f->path, .busy_ms = 10000, .clock = &f->clock};
    const struct kk_intent in = {.action = "site.add", .worker = 7};
    enum kk_status st = kk_db_open(&how, &f->db, &f->err);

    for (int i = 0; st == KK_OK; i++) {
        char line[KK_ENTRY_NAME_BYTES + 1] = "";
        struct kk_commit c;
        kk_id id;

        if (i % 7 == 6)
            st = kk_backup_automatic(f->db, KK_BACKUP_DAILY, &f->err);
        if (st == KK_OK)
            st = kk_tx_begin(f->db, KK_TX_WRITE, &f->err);
        if (st == KK_OK)
            st = kk_row_insert(
                f->db, "site",
                KK_CELLS({"no", kk_vint(i)}, {"name", kk_vtext("北区役所")}),
                &id, &f->err);
        if (st == KK_OK)
            st = kk_tx_commit(f->db, &in, &c, &f->err);
        if (st == KK_OK) {
            snprintf(line, sizeof line, "%s", c.name);
            if (write(said, line, sizeof line) != (ssize_t)sizeof line)
                return 2;
        }
    }
    fprintf(stderr, "worker: %s\n", f->err.text);
    return 1;
}

struct done {
    char (*name)[KK_ENTRY_NAME_BYTES + 1];
    size_t n, cap;
};

static void listen(int from, struct done *done)
{
    char line[KK_ENTRY_NAME_BYTES + 1];
    ssize_t n;

    while ((n = read(from, line, sizeof line)) > 0) {
        ck_assert_int_eq(n, (ssize_t)sizeof line);
        kk_grow(&done->name, &done->cap, done->n + 1, sizeof *done->name);
        memcpy(done->name[done->n++], line, sizeof line);
        ck_assert_uint_lt(done->n, MOST_DONE);
    }
}

/* Two processes at once, both killed a random time after they began or, for
 * `some`, after the first of them called something done. */
static void work_and_kill(struct fixture *f, struct rnd *r, bool some,
                          struct done *done)
{
    const long after_us = 1000 + (long)rnd_below(r, 150000);
    struct timespec after = {.tv_nsec = after_us * 1000};
    pid_t child[2];
    int said[2];

    ck_assert_int_eq(pipe(said), 0);
    for (int i = 0; i < 2; i++) {
        child[i] = kk_test_fork();
        if (child[i] == 0) {
            close(said[0]);
            _exit(work(f, said[1]));
        }
    }
    close(said[1]);
    if (some)
        ck_assert_int_eq(
            poll(&(struct pollfd){.fd = said[0], .events = POLLIN}, 1, 30000),
            1);
    nanosleep(&after, NULL);
    for (int i = 0; i < 2; i++) {
        int status;

        ck_assert_int_eq(kill(child[i], SIGKILL), 0);
        ck_assert_int_eq(waitpid(child[i], &status, 0), child[i]);
        ck_assert_msg(WIFSIGNALED(status), "a worker ended by itself");
    }
    listen(said[0], done);
    close(said[0]);
}

static void expect_all(struct fixture *f, const struct done *done)
{
    for (size_t i = 0; i < done->n; i++) {
        int64_t arrival;

        ck_assert_msg(
            kk_journal_find(f->db, done->name[i], &arrival, &f->err) == KK_OK,
            "%s was called done and is lost", done->name[i]);
    }
    fixture_verify(f);
}

/* As if the disk had lost the file: only backup and tail are left. */
static void lose_and_restore(struct fixture *f)
{
    struct kk_restore_count n;
    char *newest = kk_backup_newest_path(f->db);
    FILE *lost;

    ck_assert_ptr_nonnull(newest);
    kk_db_close(&f->db);
    lost = fopen(f->path, "w");
    ck_assert_ptr_nonnull(lost);
    fputs("lost", lost);
    fclose(lost);
    ck_ok(kk_restore(f->path, newest, &f->clock, &n, &f->err), &f->err);
    ck_assert_int_eq(n.unverified, 0);
    kk_free(newest);
    fixture_open(f, false);
}

START_TEST(what_was_called_done_survives_every_kill)
{
    struct rnd r = rnd_new();
    struct fixture f;
    struct done done = {0};

    fixture_new(&f);
    ck_ok(kk_backup_automatic(f.db, KK_BACKUP_DAILY, &f.err), &f.err);
    kk_db_close(&f.db);
    for (int i = 0; i < KILLS; i++) {
        work_and_kill(&f, &r, i % 4 != 0, &done);
        if (i % 8 != 7)
            continue;
        fixture_open(&f, false);
        expect_all(&f, &done);
        lose_and_restore(&f);
        expect_all(&f, &done);
        kk_db_close(&f.db);
    }
    printf("%zu entries called done, %d kills of two processes\n", done.n,
           KILLS);
    ck_assert_uint_gt(done.n, 20);
    kk_free(done.name);
    fixture_open(&f, false);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("kill", what_was_called_done_survives_every_kill)
