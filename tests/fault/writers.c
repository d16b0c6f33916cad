/* Eight processes write the same cell while one reads: no update is lost, and
 * the reader never waits long. */
#include "fixture.h"

#include <inttypes.h>
#include <unistd.h>

#include <sys/wait.h>

enum { WRITERS = 8, ROUNDS = 25 };
#define LONGEST_WAIT_MS 1000

static int64_t ms_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Adds one to the site's number, as one action. */
static bool add_one(struct fixture *f, kk_id site)
{
    const struct kk_intent in = {.action = "site.edit",
                                 .subject_table = "site",
                                 .subject = site,
                                 .worker = 7};
    struct kk_commit c;
    struct kk_val v;
    enum kk_status st = kk_tx_begin(f->db, KK_TX_WRITE, &f->err);

    if (st == KK_OK)
        st = kk_row_get(f->db, "site", site, "no", &f->arena, &v, &f->err);
    if (st == KK_OK)
        st = kk_row_update(f->db, "site", site,
                           KK_CELLS({"no", kk_vint(v.i + 1)}), &f->err);
    if (st == KK_OK)
        st = kk_tx_commit(f->db, &in, &c, &f->err);
    else
        kk_tx_rollback(f->db);
    if (st != KK_OK)
        fprintf(stderr, "writer: %s\n", f->err.text);
    return st == KK_OK;
}

static bool reopen(struct fixture *f, int busy_ms)
{
    struct kk_db_open how = {
        .path = f->path, .busy_ms = busy_ms, .clock = &f->clock};

    if (kk_db_open(&how, &f->db, &f->err) == KK_OK)
        return true;
    fprintf(stderr, "open: %s\n", f->err.text);
    return false;
}

static int write_rounds(struct fixture *f, kk_id site)
{
    bool ok = reopen(f, 20000);

    for (int i = 0; ok && i < ROUNDS; i++)
        ok = add_one(f, site);
    kk_db_close(&f->db);
    return ok ? 0 : 1;
}

static pid_t start(struct fixture *f, kk_id site)
{
    pid_t child = kk_test_fork();

    if (child == 0)
        _exit(write_rounds(f, site));
    return child;
}

/* One read as the screen does it; how long it took. */
static int64_t read_once(struct fixture *f, kk_id site, int64_t *no)
{
    int64_t began = ms_now();
    struct kk_val v;

    ck_ok(kk_row_get(f->db, "site", site, "no", &f->arena, &v, &f->err),
          &f->err);
    *no = v.i;
    return ms_now() - began;
}

START_TEST(no_update_is_lost_and_no_reader_waits_long)
{
    struct fixture f;
    int64_t worst = 0, no = 0, reads = 0;
    int running = WRITERS, failed = 0;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 0, "北区役所", NULL);
    kk_db_close(&f.db);
    for (int i = 0; i < WRITERS; i++)
        (void)start(&f, site);
    ck_assert(reopen(&f, 900));
    while (running > 0) {
        int64_t before = no, waited = read_once(&f, site, &no);
        int status;

        worst = waited > worst ? waited : worst;
        ck_assert_int_ge(no, before);
        reads++;
        while (waitpid(-1, &status, WNOHANG) > 0) {
            running--;
            failed += status != 0;
        }
    }
    (void)read_once(&f, site, &no);
    printf("%" PRId64 " reads, the longest took %" PRId64 " ms\n", reads,
           worst);
    ck_assert_int_eq(failed, 0);
    ck_assert_int_eq(no, WRITERS * ROUNDS);
    ck_assert_int_lt(worst, LONGEST_WAIT_MS);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("writers", no_update_is_lost_and_no_reader_waits_long)
