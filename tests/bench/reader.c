#include "reader.h"

#include <kikusui/store/db.h>
#include <kikusui/store/tx.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/wait.h>

/* Both ask the journal and a table, on pages that are in memory. */
static double look(struct kk_db *db)
{
    double from = bench_now();
    struct kk_arena arena = {0};
    struct kk_err err = {0};
    struct kk_val name;
    int64_t as_of;
    enum kk_status st = kk_tx_as_of(db, &as_of, &err);

    if (st == KK_OK)
        st = kk_db_one(db, "query/sync_worker_name",
                       KK_BINDS({"id", kk_vint(1)}), &arena, &name, 1, &err);
    if (st != KK_OK && st != KK_NONE)
        bench_fail("a read: %s", err.text);
    kk_arena_free(&arena);
    return bench_now() - from;
}

/* A command's patience, so that what is measured is the wait and not its end.
 */
static void look_on(const char *path, int stop, int told)
{
    struct kk_clock clock = {0};
    struct kk_db_open how = {.path = path, .busy_ms = 10000, .clock = &clock};
    struct reader_saw saw = {0};
    struct kk_err err = {0};
    struct kk_db *db;
    char c = 0;

    if (kk_db_open(&how, &db, &err) != KK_OK)
        bench_fail("%s: %s", path, err.text);
    (void)look(db);
    fcntl(stop, F_SETFL, O_NONBLOCK);
    if (write(told, &c, 1) != 1)
        bench_fail("nobody listens");
    while (read(stop, &c, 1) < 0 && errno == EAGAIN) {
        double ms = look(db);

        saw.longest_ms = ms > saw.longest_ms ? ms : saw.longest_ms;
        saw.reads++;
    }
    if (write(told, &saw, sizeof saw) != sizeof saw)
        bench_fail("nobody listens");
    kk_db_close(&db);
}

void reader_start(struct reader *r, const char *db)
{
    int stop[2], told[2];
    char c;

    fflush(stdout);
    if (pipe2(stop, O_CLOEXEC) != 0 || pipe2(told, O_CLOEXEC) != 0 ||
        (r->pid = fork()) < 0)
        bench_fail("fork: %s", strerror(errno));
    if (r->pid == 0) {
        close(stop[1]);
        look_on(db, stop[0], told[1]);
        _exit(0);
    }
    close(stop[0]);
    close(told[1]);
    r->stop = stop[1];
    r->told = told[0];
    if (read(r->told, &c, 1) != 1)
        bench_fail("the reader ended");
}

struct reader_saw reader_stop(struct reader *r)
{
    struct reader_saw saw;
    int status;

    close(r->stop);
    if (read(r->told, &saw, sizeof saw) != sizeof saw ||
        waitpid(r->pid, &status, 0) != r->pid || status != 0)
        bench_fail("the reader failed");
    close(r->told);
    return saw;
}
