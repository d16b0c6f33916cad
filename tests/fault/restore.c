/* Many processes commit, others only open and close the file, some are killed:
 * what was called done is in backup and tail, whatever becomes of the file; and
 * a restore beside them loses nothing of it. KK_ROUNDS makes more of it. */
#include "fixture.h"
#include "random.h"

#include <kikusui/store/backup.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <sys/wait.h>

enum { ROUNDS = 8, COMMITTERS = 2, OPENERS = 1, MOST_DONE = 1000000 };

struct done {
    char (*name)[KK_ENTRY_NAME_BYTES + 1];
    size_t n, cap;
};

static enum kk_status open_again(struct fixture *f)
{
    struct kk_db_open how = {
        .path = f->path, .busy_ms = 20000, .clock = &f->clock};

    kk_db_close(&f->db);
    return kk_db_open(&how, &f->db, &f->err);
}

/* One entry of a dozen changes: one that came without them would show. */
static enum kk_status add_sites(struct fixture *f, struct kk_commit *c)
{
    const struct kk_intent in = {.action = "site.add", .worker = 7};
    enum kk_status st = kk_tx_begin(f->db, KK_TX_WRITE, &f->err);

    f->clock.fixed++; /* ids begin with the second: no two are the same */
    for (int i = 0; st == KK_OK && i < 12; i++) {
        kk_id id;

        st = kk_row_insert(
            f->db, "site",
            KK_CELLS({"no", kk_vint(i)}, {"name", kk_vtext("北区役所")}), &id,
            &f->err);
    }
    if (st == KK_OK)
        return kk_tx_commit(f->db, &in, c, &f->err);
    kk_tx_rollback(f->db);
    return st;
}

/* Works until it is killed, and writes the name of every finished entry. Kept
 * off by a restore, it opens the file again as a person would. */
static int commit_on(struct fixture *f, int said, bool restored)
{
    for (int i = 0;; i++) {
        char line[KK_ENTRY_NAME_BYTES + 1] = "";
        struct kk_commit c;
        enum kk_status st = f->db == NULL || i % 5 == 0 ? open_again(f) : KK_OK;

        if (st == KK_OK)
            st = add_sites(f, &c);
        if (st == KK_NODB && restored) {
            kk_db_close(&f->db);
            continue;
        }
        if (st != KK_OK) {
            fprintf(stderr, "committer: %s\n", f->err.text);
            return 1;
        }
        snprintf(line, sizeof line, "%s", c.name);
        if (write(said, line, sizeof line) != (ssize_t)sizeof line)
            return 2;
    }
}

static int open_on(struct fixture *f)
{
    for (;;)
        if (open_again(f) != KK_OK) {
            fprintf(stderr, "opener: %s\n", f->err.text);
            return 1;
        }
}

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

struct crowd {
    pid_t child[COMMITTERS + OPENERS];
    int n, said; /* said: what the committers write is read here */
};

static void start(struct fixture *f, struct crowd *c, int openers,
                  bool restored)
{
    int said[2];

    ck_assert_int_eq(pipe(said), 0);
    c->n = COMMITTERS + openers;
    for (int i = 0; i < c->n; i++) {
        c->child[i] = kk_test_fork();
        if (c->child[i] == 0) {
            f->clock.fixed += getpid() * 10000;
            close(said[0]);
            _exit(i < COMMITTERS ? commit_on(f, said[1], restored)
                                 : open_on(f));
        }
    }
    close(said[1]);
    c->said = said[0];
}

/* Until one of them has called something done. */
static void until_done(const struct crowd *c)
{
    struct pollfd said = {.fd = c->said, .events = POLLIN};

    ck_assert_int_eq(poll(&said, 1, 30000), 1);
}

static void kill_all(struct crowd *c, struct done *done)
{
    for (int i = 0; i < c->n; i++) {
        int status;

        ck_assert_int_eq(kill(c->child[i], SIGKILL), 0);
        ck_assert_int_eq(waitpid(c->child[i], &status, 0), c->child[i]);
        ck_assert_msg(WIFSIGNALED(status), "one ended by itself");
    }
    listen(c->said, done);
    close(c->said);
}

static void let_run(struct rnd *r, long least_ms)
{
    const long us = least_ms * 1000 + (long)rnd_below(r, 200000);
    struct timespec t = {.tv_nsec = us * 1000};

    nanosleep(&t, NULL);
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

static int rounds(void)
{
    const char *more = getenv("KK_ROUNDS");

    return more == NULL ? ROUNDS : atoi(more);
}

/* What the file holds, and nothing that it does not: the tail must not know of
 * more than was committed, nor of less. */
static void restore_from_tail(struct fixture *f)
{
    struct kk_restore_count n;
    char *newest = kk_backup_newest_path(f->db);
    int64_t before, after;
    FILE *lost;

    ck_assert_ptr_nonnull(newest);
    ck_ok(kk_tx_as_of(f->db, &before, &f->err), &f->err);
    kk_db_close(&f->db);
    lost = fopen(f->path, "w");
    ck_assert_ptr_nonnull(lost);
    fputs("lost", lost);
    fclose(lost);
    ck_ok(kk_restore(f->path, newest, &f->clock, &n, &f->err), &f->err);
    ck_assert_int_eq(n.unverified, 0);
    fixture_open(f, false);
    ck_ok(kk_tx_as_of(f->db, &after, &f->err), &f->err);
    ck_assert_int_eq(before, after);
    kk_free(newest);
}

START_TEST(backup_and_tail_hold_what_was_called_done)
{
    struct rnd r = rnd_new();
    struct fixture f;
    struct done done = {0};

    fixture_new(&f);
    ck_ok(kk_backup_automatic(f.db, KK_BACKUP_DAILY, &f.err), &f.err);
    for (int i = 0; i < rounds(); i++) {
        struct crowd c;

        kk_db_close(&f.db);
        start(&f, &c, OPENERS, false);
        if (i % 4 != 0)
            until_done(&c);
        let_run(&r, 50);
        kill_all(&c, &done);
        fixture_open(&f, false);
        restore_from_tail(&f);
        expect_all(&f, &done);
    }
    printf("%zu entries called done in %d rounds\n", done.n, rounds());
    ck_assert_int_ge((int)done.n, rounds() / 2);
    kk_free(done.name);
    fixture_free(&f);
}
END_TEST

static void another_backup(struct fixture *f, const char *path)
{
    ck_assert_int_eq(unlink(path), 0);
    ck_ok(kk_backup_to(f->db, path, &f->err), &f->err);
}

/* An old backup is put back while they write. */
START_TEST(a_restore_beside_writers_loses_nothing)
{
    struct rnd r = rnd_new();
    struct fixture f;
    struct done done = {0};
    struct kk_restore_how how = {.clock = &f.clock, .wait_ms = 120000};
    char *old;

    fixture_new(&f);
    old = kk_path_join(f.dir, "old.db");
    how.path = f.path;
    how.from = old;
    ck_ok(kk_backup_to(f.db, old, &f.err), &f.err);
    kk_db_close(&f.db);
    for (int i = 0; i < rounds(); i++) {
        struct kk_restore_count n;
        struct crowd c;

        start(&f, &c, 0, true);
        if (i % 4 != 0)
            until_done(&c);
        let_run(&r, 20);
        ck_ok(kk_restore_from(&how, &n, &f.err), &f.err);
        ck_assert_int_eq(n.unverified, 0);
        let_run(&r, 20);
        kill_all(&c, &done);
        fixture_open(&f, false);
        expect_all(&f, &done);
        if (i % 4 == 3)
            another_backup(&f, old);
        kk_db_close(&f.db);
    }
    printf("%zu entries called done beside %d restores\n", done.n, rounds());
    ck_assert_int_ge((int)done.n, rounds() / 2);
    kk_free(old);
    kk_free(done.name);
    fixture_open(&f, false);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("restore", backup_and_tail_hold_what_was_called_done,
             a_restore_beside_writers_loses_nothing)
