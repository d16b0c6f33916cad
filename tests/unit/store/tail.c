#include "exchange.h"

#include <kikusui/store/backup.h>
#include <kikusui/store/tail.h>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define MAGIC_BYTES 8

static char *beside(const struct fixture *f, const char *ending)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "%s%s", f->path, ending);
    return kk_str_take(&s);
}

static void local_key(const struct fixture *f,
                      unsigned char key[KK_SEAL_KEY_BYTES])
{
    char *path = beside(f, ".keys/local.key");
    struct kk_str s = {0};

    ck_ok(kk_file_read(path, 100, true, &s, NULL), &(struct kk_err){0});
    ck_assert_uint_eq(s.n_bytes, KK_SEAL_KEY_BYTES);
    memcpy(key, s.s, KK_SEAL_KEY_BYTES);
    kk_str_free(&s);
    kk_free(path);
}

static void read_tail(struct fixture *f, struct kk_str *cards, int64_t *bad)
{
    unsigned char key[KK_SEAL_KEY_BYTES];
    char *path = beside(f, ".tail");

    local_key(f, key);
    ck_ok(kk_tail_read(path, key, cards, bad, &f->err), &f->err);
    kk_free(path);
}

/* The tail holds exactly these entries, each once. */
static void expect_tail(struct fixture *f, int64_t from)
{
    struct kk_str want = {0}, have = {0};
    int64_t last, bad;

    ck_ok(kk_tx_as_of(f->db, &last, &f->err), &f->err);
    for (int64_t arrival = from; arrival <= last; arrival++)
        ck_ok(kk_card_of_entry(f->db, arrival, &want, &f->err), &f->err);
    read_tail(f, &have, &bad);
    ck_assert_int_eq(bad, 0);
    ck_assert_str_eq(kk_str_c(&have), kk_str_c(&want));
    kk_str_free(&want);
    kk_str_free(&have);
}

static void slurp(const struct fixture *f, struct kk_str *out)
{
    char *path = beside(f, ".tail");

    kk_str_clear(out);
    ck_ok(kk_file_read(path, 1 << 20, true, out, NULL), &(struct kk_err){0});
    kk_free(path);
}

static void spill(const struct fixture *f, const char *bytes, size_t n)
{
    char *path = beside(f, ".tail");
    FILE *out = fopen(path, "w");

    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes, 1, n, out), n);
    ck_assert_int_eq(fclose(out), 0);
    kk_free(path);
}

static void reopen(struct fixture *f)
{
    kk_db_close(&f->db);
    fixture_open(f, false);
}

START_TEST(what_is_done_is_in_the_tail_and_sealed)
{
    struct fixture f;
    struct kk_str file = {0};
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "KITA-WARD", NULL);
    ck_ok(fixture_rename(&f, site, "KITA-WARD-OFFICE", 0, NULL), &f.err);
    expect_tail(&f, 1);
    slurp(&f, &file);
    ck_assert_ptr_null(memmem(file.s, file.n_bytes, "KITA", 4));
    kk_str_free(&file);
    fixture_free(&f);
}
END_TEST

START_TEST(several_processes_write_it_in_turn)
{
    struct fixture f;
    struct kk_db *one, *two;

    fixture_new(&f);
    one = f.db;
    fixture_open(&f, false);
    two = f.db;
    for (int i = 0; i < 10; i++) {
        f.db = i % 3 == 0 ? one : two;
        fixture_site(&f, i, "北区役所", NULL);
    }
    expect_tail(&f, 1);
    kk_db_close(&two);
    f.db = one;
    fixture_free(&f);
}
END_TEST

/* A crash leaves any beginning of the file; the next to open it makes it whole
 * again from what the database has. */
START_TEST(a_tail_torn_anywhere_is_made_whole)
{
    struct fixture f;
    struct kk_str whole = {0};

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    fixture_site(&f, 5, "北保健センター", NULL);
    kk_db_close(&f.db);
    slurp(&f, &whole);
    for (size_t n = 0; n < whole.n_bytes; n++) {
        spill(&f, whole.s, n);
        fixture_open(&f, false);
        expect_tail(&f, 1);
        kk_db_close(&f.db);
    }
    fixture_open(&f, false);
    kk_str_free(&whole);
    fixture_free(&f);
}
END_TEST

static size_t count_records(const struct fixture *f)
{
    struct kk_str file = {0};
    size_t n = 0, at = MAGIC_BYTES;

    slurp(f, &file);
    for (; at < file.n_bytes; n++) {
        const unsigned char *p = (const unsigned char *)file.s + at;

        at += 12 + (size_t)(p[0] | p[1] << 8 | p[2] << 16 | p[3] << 24);
    }
    ck_assert_uint_eq(at, file.n_bytes);
    kk_str_free(&file);
    return n;
}

/* Whoever opens the file walks over its records: what came in at once is not
 * as many of them as it has entries, and torn it is made whole all the same. */
START_TEST(what_came_at_once_is_few_records)
{
    enum { ENTRIES = 100, NAME = 2000 };
    struct fixture a, b;
    struct kk_apply_count count;
    struct kk_str cards = {0}, whole = {0};
    char name[NAME + 1];
    int64_t bad, held = 0;

    memset(name, 'x', NAME);
    name[NAME] = '\0';
    fixture_new(&a);
    fixture_new(&b);
    for (int i = 0; i < ENTRIES; i++)
        fixture_site(&a, i, name, NULL);
    exchange_cards(&a, &cards);
    ck_assert_uint_eq(count_records(&a), ENTRIES);
    ck_ok(exchange_take(&b, kk_str_c(&cards), &count), &b.err);
    expect_tail(&b, 1);
    ck_assert_uint_eq(count_records(&b), cards.n_bytes / 65536 + 1);
    reopen(&b);
    fixture_site(&b, 7, "東", NULL);
    expect_tail(&b, 1);
    ck_assert_uint_eq(count_records(&b), cards.n_bytes / 65536 + 2);
    slurp(&b, &whole);
    whole.s[whole.n_bytes / 2] ^= 1; /* the entries of one record are lost */
    spill(&b, whole.s, whole.n_bytes);
    kk_str_clear(&cards);
    read_tail(&b, &cards, &bad);
    for (size_t at = 0; at + 2 < cards.n_bytes; at++)
        held += memcmp(cards.s + at, "\nE\t", 3) == 0;
    ck_assert_int_gt(bad, 1);
    ck_assert_int_eq(bad + held, ENTRIES + 1);
    whole.s[whole.n_bytes / 2] ^= 1;
    for (size_t n = 5000; n < whole.n_bytes; n += 20000) {
        kk_db_close(&b.db);
        spill(&b, whole.s, n);
        fixture_open(&b, false);
        expect_tail(&b, 1);
    }
    kk_str_free(&cards);
    kk_str_free(&whole);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

/* A file system may have lengthened the file before its bytes came. */
START_TEST(a_tail_with_a_hole_at_its_end_is_made_whole)
{
    struct fixture f;
    struct kk_str whole = {0}, hole = {0};
    size_t one;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    slurp(&f, &whole);
    one = whole.n_bytes;
    fixture_site(&f, 5, "北保健センター", NULL);
    slurp(&f, &whole);
    for (size_t from = one; from < whole.n_bytes; from++) {
        kk_db_close(&f.db);
        kk_str_clear(&hole);
        kk_str_addn(&hole, whole.s, from);
        memset(kk_str_room(&hole, whole.n_bytes - from), 0,
               whole.n_bytes - from);
        spill(&f, hole.s, hole.n_bytes);
        fixture_open(&f, false);
        expect_tail(&f, 1);
        /* and what is done after that is kept too */
        if (from == one) {
            fixture_site(&f, 6, "篠路出張所", NULL);
            expect_tail(&f, 1);
        }
    }
    kk_str_free(&whole);
    kk_str_free(&hole);
    fixture_free(&f);
}
END_TEST

START_TEST(rubbish_behind_the_last_record_is_cut)
{
    struct fixture f;
    struct kk_str whole = {0};

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    kk_db_close(&f.db);
    slurp(&f, &whole);
    kk_str_add(&whole, "rubbish that is longer than the head of a record");
    spill(&f, whole.s, whole.n_bytes);
    fixture_open(&f, false);
    expect_tail(&f, 1);
    fixture_site(&f, 5, "北保健センター", NULL);
    expect_tail(&f, 1);
    kk_str_free(&whole);
    fixture_free(&f);
}
END_TEST

START_TEST(a_lost_tail_is_written_again)
{
    struct fixture f;
    char *path;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    path = beside(&f, ".tail");
    ck_assert_int_eq(unlink(path), 0);
    fixture_site(&f, 5, "北保健センター", NULL);
    expect_tail(&f, 1);
    ck_assert_int_eq(unlink(path), 0);
    reopen(&f);
    expect_tail(&f, 1);
    kk_free(path);
    fixture_free(&f);
}
END_TEST

/* Recorded is recorded: a failure would have it recorded twice. Nor is anybody
 * kept from the file. */
START_TEST(a_tail_that_cannot_be_written_is_told)
{
    struct fixture f;
    char *path;
    kk_id site;
    struct kk_str words = {0};

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    ck_assert(!kk_db_warnings(f.db, &words));
    path = beside(&f, ".tail");
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, NULL), &f.err);
    ck_assert(kk_db_warnings(f.db, &words));
    ck_assert_ptr_nonnull(strstr(words.s, "記録は済んでいます"));
    ck_assert(!kk_db_warnings(f.db, &words));
    ck_assert_str_eq(fixture_name(&f, site), "北区役所");
    reopen(&f);
    kk_str_clear(&words);
    ck_assert(kk_db_warnings(f.db, &words));
    ck_assert_str_eq(fixture_name(&f, site), "北区役所");
    ck_assert_int_eq(rmdir(path), 0);
    reopen(&f);
    ck_assert(!kk_db_warnings(f.db, &words));
    expect_tail(&f, 1);
    kk_str_free(&words);
    kk_free(path);
    fixture_free(&f);
}
END_TEST

START_TEST(after_a_backup_it_holds_what_came_since)
{
    struct fixture f;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    ck_ok(kk_backup_automatic(f.db, KK_BACKUP_DAILY, &f.err), &f.err);
    expect_tail(&f, 2);
    fixture_site(&f, 5, "北保健センター", NULL);
    expect_tail(&f, 2);
    reopen(&f);
    expect_tail(&f, 2);
    fixture_free(&f);
}
END_TEST

/* Somebody copies an old file over the database by hand: what the tail has
 * beyond it is kept, and what is done from now on has its tail too. */
START_TEST(the_tail_of_another_file_is_kept_aside)
{
    struct fixture f;
    struct kk_str cmd = {0}, cards = {0}, old = {0};
    unsigned char key[KK_SEAL_KEY_BYTES];
    char *aside;
    int64_t bad;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    kk_db_close(&f.db);
    kk_str_addf(&cmd, "cp %s %s/earlier", f.path, f.dir);
    ck_assert_int_eq(system(kk_str_c(&cmd)), 0);
    fixture_open(&f, false);
    fixture_site(&f, 5, "北保健センター", NULL);
    fixture_site(&f, 6, "篠路出張所", NULL);
    exchange_cards(&f, &old);
    kk_db_close(&f.db);
    kk_str_clear(&cmd);
    kk_str_addf(&cmd, "cp %s/earlier %s", f.dir, f.path);
    ck_assert_int_eq(system(kk_str_c(&cmd)), 0);
    fixture_open(&f, false);
    expect_tail(&f, 1);
    fixture_site(&f, 7, "東区役所", NULL);
    expect_tail(&f, 1);
    local_key(&f, key);
    aside = beside(&f, ".old-20230412-102000.tail");
    ck_ok(kk_tail_read(aside, key, &cards, &bad, &f.err), &f.err);
    ck_assert_int_eq(bad, 0);
    ck_assert_str_eq(kk_str_c(&cards), kk_str_c(&old));
    kk_free(aside);
    kk_str_free(&cmd);
    kk_str_free(&cards);
    kk_str_free(&old);
    fixture_free(&f);
}
END_TEST

START_TEST(another_key_reads_nothing)
{
    struct fixture f;
    unsigned char key[KK_SEAL_KEY_BYTES];
    struct kk_str cards = {0};
    char *path;
    int64_t bad;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    fixture_site(&f, 5, "北保健センター", NULL);
    local_key(&f, key);
    key[0] ^= 1;
    path = beside(&f, ".tail");
    ck_ok(kk_tail_read(path, key, &cards, &bad, &f.err), &f.err);
    ck_assert_int_eq(bad, 2);
    ck_assert_uint_eq(cards.n_bytes, 0);
    kk_str_free(&cards);
    kk_free(path);
    fixture_free(&f);
}
END_TEST

/* What was set aside before in this very second stays. */
START_TEST(what_is_set_aside_replaces_nothing)
{
    struct fixture f;
    struct kk_str cmd = {0}, kept = {0};
    char *aside;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    kk_db_close(&f.db);
    aside = beside(&f, ".old-20230412-102000.tail");
    kk_str_addf(&cmd,
                "cp %s %s/earlier && printf older > %s && "
                "printf older > %s.old-20230412-102001.tail",
                f.path, f.dir, aside, f.path);
    ck_assert_int_eq(system(kk_str_c(&cmd)), 0);
    fixture_open(&f, false);
    fixture_site(&f, 5, "北保健センター", NULL);
    kk_db_close(&f.db);
    kk_str_clear(&cmd);
    kk_str_addf(&cmd, "cp %s/earlier %s", f.dir, f.path);
    ck_assert_int_eq(system(kk_str_c(&cmd)), 0);
    fixture_open(&f, false);
    expect_tail(&f, 1);
    ck_ok(kk_file_read(aside, 100, true, &kept, &f.err), &f.err);
    ck_assert_str_eq(kk_str_c(&kept), "older");
    kk_free(aside);
    aside = beside(&f, ".old-20230412-102002.tail");
    ck_assert_int_eq(access(aside, F_OK), 0);
    kk_free(aside);
    kk_str_free(&cmd);
    kk_str_free(&kept);
    fixture_free(&f);
}
END_TEST

/* A process that is stopped with the tail's lock stops nobody else. */
static pid_t stop_with_tail(const struct fixture *f)
{
    char *path = beside(f, ".tail");
    pid_t child = kk_test_fork();
    int status;

    if (child == 0) {
        int fd = open(path, O_RDWR | O_CLOEXEC);

        if (fd < 0 || flock(fd, LOCK_EX) != 0)
            _exit(1);
        raise(SIGSTOP);
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, WUNTRACED), child);
    ck_assert(WIFSTOPPED(status));
    kk_free(path);
    return child;
}

START_TEST(who_is_stopped_with_the_lock_stops_nobody)
{
    struct fixture f;
    struct kk_str words = {0};
    struct kk_db *second;
    char pid[32];
    kk_id site;
    pid_t child;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    child = stop_with_tail(&f);
    snprintf(pid, sizeof pid, "プロセス %ld", (long)child);
    kk_db_set_busy(f.db, 20);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, NULL), &f.err);
    ck_assert(kk_db_warnings(f.db, &words));
    ck_assert_ptr_nonnull(strstr(kk_str_c(&words), "k.db.tail"));
    ck_assert_ptr_nonnull(strstr(kk_str_c(&words), pid));
    ck_assert_ptr_nonnull(strstr(kk_str_c(&words), "次の操作のときに"));
    ck_assert(!kk_db_warnings(f.db, &words)); /* told once */
    /* a copy of it needs the tail, and says so instead */
    ck_assert_int_eq(kk_backup_automatic(f.db, KK_BACKUP_DAILY, &f.err),
                     KK_BUSY);
    ck_assert_ptr_nonnull(strstr(f.err.text, pid));
    /* it can be opened, too */
    second = f.db;
    {
        struct kk_db_open how = {
            .path = f.path, .busy_ms = 20, .clock = &f.clock};

        ck_ok(kk_db_open(&how, &f.db, &f.err), &f.err);
    }
    kk_db_close(&second);
    ck_assert_int_eq(kill(child, SIGKILL), 0);
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    reopen(&f);
    expect_tail(&f, 1);
    kk_str_free(&words);
    fixture_free(&f);
}
END_TEST

/* The file as a program wrote it that knew no hashes. */
static void write_first_form(struct fixture *f, int64_t upto)
{
    unsigned char key[KK_SEAL_KEY_BYTES];
    struct kk_str file = {0};

    local_key(f, key);
    kk_str_add(&file, "KKTAIL1\n");
    for (int64_t arrival = 1; arrival <= upto; arrival++) {
        struct kk_str cards = {0};
        unsigned char head[12] = {0};
        size_t n;

        ck_ok(kk_card_of_entry(f->db, arrival, &cards, &f->err), &f->err);
        n = cards.n_bytes + KK_SEAL_OVERHEAD_BYTES;
        head[0] = (unsigned char)n;
        head[1] = (unsigned char)(n >> 8);
        head[4] = (unsigned char)arrival;
        kk_str_addn(&file, head, sizeof head);
        kk_seal(key, cards.s, cards.n_bytes, &file);
        kk_str_free(&cards);
    }
    spill(f, file.s, file.n_bytes);
    kk_str_free(&file);
}

START_TEST(a_tail_of_the_first_form_is_read_and_goes_on)
{
    struct fixture f;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    fixture_site(&f, 5, "北保健センター", NULL);
    write_first_form(&f, 2);
    reopen(&f);
    expect_tail(&f, 1);
    fixture_site(&f, 6, "篠路出張所", NULL);
    expect_tail(&f, 1);
    fixture_free(&f);
}
END_TEST

START_TEST(each_entry_has_its_hash)
{
    struct fixture f;
    unsigned char key[KK_SEAL_KEY_BYTES];
    struct kk_commit made[3];
    struct kk_tail t;
    char *path;

    fixture_new(&f);
    for (int i = 0; i < 3; i++)
        fixture_site(&f, 4 + i, "北区役所", &made[i]);
    local_key(&f, key);
    path = beside(&f, ".tail");
    ck_ok(kk_tail_load(path, key, &t, &f.err), &f.err);
    ck_assert_uint_eq(t.n, 3);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_uint_eq(t.entry[i].writer, made[i].writer);
        ck_assert_int_eq(t.entry[i].seq, made[i].seq);
        ck_assert_mem_eq(t.entry[i].hash, made[i].hash, KK_HASH_BYTES);
    }
    kk_tail_free(&t);
    kk_free(path);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("tail", what_is_done_is_in_the_tail_and_sealed,
             several_processes_write_it_in_turn,
             a_tail_torn_anywhere_is_made_whole,
             what_came_at_once_is_few_records,
             a_tail_with_a_hole_at_its_end_is_made_whole,
             rubbish_behind_the_last_record_is_cut,
             a_lost_tail_is_written_again,
             a_tail_that_cannot_be_written_is_told,
             after_a_backup_it_holds_what_came_since,
             the_tail_of_another_file_is_kept_aside,
             what_is_set_aside_replaces_nothing,
             who_is_stopped_with_the_lock_stops_nobody,
             a_tail_of_the_first_form_is_read_and_goes_on,
             each_entry_has_its_hash, another_key_reads_nothing)
