/* Going back: whose it is, what it is made of, and who is kept off. */
#include "exchange.h"

#include <kikusui/store/backup.h>
#include <kikusui/store/tail.h>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <sys/file.h>
#include <sys/wait.h>

#define NODE_A "aaaaaaaa11111111aaaaaaaa11111111"
#define NODE_B "bbbbbbbb22222222bbbbbbbb22222222"
#define ONE "0123456701234567012345670123456f"
#define TWO "7654321076543210765432107654321f"

static char *beside(const struct fixture *f, const char *ending)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "%s%s", f->path, ending);
    return kk_str_take(&s);
}

static void shell(const char *fmt, ...) KK_PRINTF(1, 2);

static void shell(const char *fmt, ...)
{
    struct kk_str cmd = {0};
    va_list ap;

    va_start(ap, fmt);
    kk_str_vaddf(&cmd, fmt, ap);
    va_end(ap);
    ck_assert_int_eq(system(kk_str_c(&cmd)), 0);
    kk_str_free(&cmd);
}

static void be(struct fixture *f, const char *role, const char *name,
               const char *node, const char *deployment)
{
    ck_ok(kk_meta_set(f->db, "role", role, &f->err), &f->err);
    ck_ok(kk_meta_set(f->db, "node", name, &f->err), &f->err);
    ck_ok(kk_meta_set(f->db, "node_id", node, &f->err), &f->err);
    ck_ok(kk_meta_set(f->db, "deployment", deployment, &f->err), &f->err);
}

static void backup_now(struct fixture *f)
{
    ck_ok(kk_backup_automatic(f->db, KK_BACKUP_DAILY, &f->err), &f->err);
}

static enum kk_status restore(struct fixture *f, const char *from,
                              struct kk_restore_count *n)
{
    const struct kk_restore_how how = {
        .path = f->path, .from = from, .clock = &f->clock, .wait_ms = 20};

    return kk_restore_from(&how, n, &f->err);
}

/* Another's copy, and what stands named; nothing has changed. */
static void refused(struct fixture *f, const char *from, const char *here,
                    const char *comes)
{
    unsigned char before[KK_HASH_BYTES], after[KK_HASH_BYTES];
    struct kk_restore_count n;

    fixture_open(f, false);
    exchange_digest(f, before);
    kk_db_close(&f->db);
    ck_assert_int_eq(restore(f, from, &n), KK_REFUSED);
    ck_assert_msg(strstr(f->err.text, here) != NULL, "%s", f->err.text);
    ck_assert_msg(strstr(f->err.text, comes) != NULL, "%s", f->err.text);
    ck_assert_ptr_nonnull(strstr(f->err.text, "退け"));
    ck_assert_ptr_nonnull(strstr(f->err.text, f->path));
    fixture_open(f, false);
    exchange_digest(f, after);
    ck_assert_mem_eq(before, after, sizeof before);
    fixture_verify(f);
    kk_db_close(&f->db);
}

START_TEST(a_backup_of_another_is_refused)
{
    struct fixture a, b;
    struct kk_restore_count n;
    char *other;

    fixture_new(&a);
    fixture_new(&b);
    be(&a, "office", "K0", NODE_A, ONE);
    be(&b, "laptop", "K1", NODE_B, ONE);
    fixture_site(&a, 4, "北区役所", NULL);
    fixture_site(&b, 5, "東区役所", NULL);
    backup_now(&b);
    other = kk_backup_newest_path(b.db);
    backup_now(&a);
    kk_db_close(&a.db);
    refused(&a, other, "事務所 K0（番号 aaaaaaaa、系統 01234567）",
            "端末 K1（番号 bbbbbbbb、系統 01234567）");
    /* the same name in another deployment: a training copy */
    be(&b, "office", "K0", NODE_A, TWO);
    b.clock.fixed += 60;
    backup_now(&b);
    kk_free(other);
    other = kk_backup_newest_path(b.db);
    refused(&a, other, "系統 01234567）", "系統 76543210）");
    /* a broken or lost file: the tail tells whose it was, then the backups */
    shell("echo broken >%s", a.path);
    ck_assert_int_eq(restore(&a, other, &n), KK_REFUSED);
    shell("rm %s", a.path);
    ck_assert_int_eq(restore(&a, other, &n), KK_REFUSED);
    shell("rm %s.tail", a.path);
    ck_assert_int_eq(restore(&a, other, &n), KK_REFUSED);
    /* an empty place takes any */
    shell("mkdir %s/away && mv %s* %s/away/", a.dir, a.path, a.dir);
    ck_ok(restore(&a, other, &n), &a.err);
    fixture_open(&a, false);
    fixture_verify(&a);
    kk_free(other);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

/* Before and after node accept it is one laptop. */
START_TEST(a_laptop_goes_back_to_before_it_was_enrolled)
{
    struct fixture f;
    struct kk_restore_count n;
    char *old;

    fixture_new(&f);
    be(&f, "laptop", "K1", NODE_B, NULL);
    backup_now(&f);
    old = kk_backup_newest_path(f.db);
    be(&f, "laptop", "K1", NODE_B, ONE);
    fixture_site(&f, 4, "北区役所", NULL);
    kk_db_close(&f.db);
    ck_ok(restore(&f, old, &n), &f.err);
    ck_assert_int_eq(n.tail, 1);
    fixture_open(&f, false);
    kk_free(old);
    fixture_free(&f);
}
END_TEST

/* Lost on the first day, or an empty file left by the disk: `lose` is a shell
 * command with the database's path behind it. */
static void from_the_tail(const char *lose, bool backup, int64_t of_backup)
{
    struct fixture f;
    struct kk_restore_count n;
    unsigned char before[KK_HASH_BYTES], after[KK_HASH_BYTES];
    char *tail;

    fixture_new(&f);
    be(&f, "office", "K0", NODE_A, ONE);
    fixture_site(&f, 4, "北区役所", NULL);
    fixture_site(&f, 5, "東区役所", NULL);
    if (backup)
        backup_now(&f);
    fixture_site(&f, 6, "篠路出張所", NULL);
    exchange_digest(&f, before);
    kk_db_close(&f.db);
    shell("%s %s", lose, f.path);
    tail = beside(&f, ".tail");
    ck_ok(restore(&f, tail, &n), &f.err);
    ck_assert_int_eq(n.backup, of_backup);
    ck_assert_int_eq(n.tail, 3 - of_backup);
    ck_assert_int_eq(n.unverified, 0);
    ck_assert(!n.alone);
    fixture_open(&f, false);
    exchange_digest(&f, after);
    ck_assert_mem_eq(before, after, sizeof before);
    {
        struct kk_arena arena = {0};
        const char *node;

        ck_ok(kk_meta_get(f.db, "node_id", &arena, &node, &f.err), &f.err);
        ck_assert_str_eq(node, NODE_A);
        kk_arena_free(&arena);
    }
    fixture_site(&f, 7, "南区役所", NULL);
    fixture_verify(&f);
    kk_free(tail);
    fixture_free(&f);
}

START_TEST(the_tail_alone_is_enough)
{
    from_the_tail("rm", false, 0);
    from_the_tail("rm", true, 2);
    from_the_tail(": >", false, 0);
    from_the_tail(": >", true, 2);
    from_the_tail("echo broken >", false, 0);
}
END_TEST

START_TEST(a_tail_that_goes_on_from_what_is_lost_is_refused)
{
    struct fixture f;
    struct kk_restore_count n;
    char *tail;

    fixture_new(&f);
    be(&f, "office", "K0", NODE_A, ONE);
    fixture_site(&f, 4, "北区役所", NULL);
    backup_now(&f);
    fixture_site(&f, 5, "東区役所", NULL);
    kk_db_close(&f.db);
    shell("rm -r %s %s.backup", f.path, f.path);
    tail = beside(&f, ".tail");
    ck_assert_int_eq(restore(&f, tail, &n), KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(f.err.text, "その前の控え"));
    shell("rm -r %s.keys", f.path);
    ck_assert_int_eq(restore(&f, tail, &n), KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(f.err.text, "local.key"));
    ck_assert_int_eq(access(tail, F_OK), 0);
    kk_free(tail);
    fixture_free(&f);
}
END_TEST

START_TEST(an_empty_file_is_put_back_from_a_backup)
{
    struct fixture f;
    struct kk_restore_count n;
    struct kk_db_open how = {.busy_ms = 20};
    char *backup;

    fixture_new(&f);
    be(&f, "office", "K0", NODE_A, ONE);
    fixture_site(&f, 4, "北区役所", NULL);
    backup_now(&f);
    backup = kk_backup_newest_path(f.db);
    fixture_site(&f, 5, "東区役所", NULL);
    kk_db_close(&f.db);
    shell(": >%s", f.path);
    how.path = f.path;
    how.clock = &f.clock;
    ck_assert_int_eq(kk_db_open(&how, &f.db, &f.err), KK_NODB);
    ck_assert_ptr_nonnull(strstr(f.err.text, "kikusui restore"));
    ck_ok(restore(&f, backup, &n), &f.err);
    ck_assert_int_eq(n.tail, 1);
    ck_assert_int_eq(n.unverified, 0);
    fixture_open(&f, false);
    fixture_verify(&f);
    kk_free(backup);
    fixture_free(&f);
}
END_TEST

/* --- a tail that does not say the truth -------------------------------------
 */

/* The last entry's record anew, without the changes that its hash covers. */
static void strip_changes(struct fixture *f, int64_t arrival,
                          const struct kk_commit *made)
{
    unsigned char key[KK_SEAL_KEY_BYTES], head[12] = {0};
    struct kk_str cards = {0}, text = {0}, file = {0}, k = {0};
    char hex[2 * KK_HASH_BYTES + 1];
    char *path = beside(f, ".keys/local.key"), *change;
    size_t n;

    ck_ok(kk_file_read(path, 100, true, &k, &f->err), &f->err);
    memcpy(key, k.s, sizeof key);
    ck_ok(kk_card_of_entry(f->db, arrival, &cards, &f->err), &f->err);
    change = strstr(cards.s, "\nC\t");
    ck_assert_ptr_nonnull(change);
    kk_str_addn(&text, cards.s, (size_t)(change - cards.s) + 1);
    kk_hex(made->hash, KK_HASH_BYTES, hex);
    kk_str_addf(&text, "H\t%s\t%s\n", made->name, hex);
    n = text.n_bytes + KK_SEAL_OVERHEAD_BYTES;
    head[0] = (unsigned char)n;
    head[1] = (unsigned char)(n >> 8);
    head[4] = (unsigned char)arrival;
    kk_str_add(&file, "KKTAIL2\n");
    kk_str_addn(&file, head, sizeof head);
    kk_seal(key, text.s, text.n_bytes, &file);
    kk_free(path);
    path = beside(f, ".tail");
    ck_ok(kk_file_replace(path, 0600, file.s, file.n_bytes, &f->err), &f->err);
    kk_free(path);
    kk_str_free(&cards);
    kk_str_free(&text);
    kk_str_free(&file);
    kk_str_free(&k);
}

START_TEST(an_entry_without_its_changes_is_no_entry)
{
    struct fixture f;
    struct kk_restore_count n;
    struct kk_commit made;
    char *backup;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    backup_now(&f);
    backup = kk_backup_newest_path(f.db);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, &made), &f.err);
    strip_changes(&f, 2, &made);
    kk_db_close(&f.db);
    shell("echo broken >%s", f.path);
    ck_ok(restore(&f, backup, &n), &f.err);
    ck_assert_int_eq(n.tail, 0);
    ck_assert_int_eq(n.unverified, 1);
    fixture_open(&f, false);
    ck_assert_str_eq(fixture_name(&f, site), "北区");
    fixture_verify(&f);
    kk_free(backup);
    fixture_free(&f);
}
END_TEST

/* --- others at the same time -------------------------------------------------
 */

START_TEST(who_has_it_open_is_told_to_open_it_again)
{
    struct fixture f;
    struct kk_restore_count n;
    struct kk_db *open;
    char *backup;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    backup_now(&f);
    backup = kk_backup_newest_path(f.db);
    ck_ok(restore(&f, backup, &n), &f.err);
    ck_assert_int_eq(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), KK_NODB);
    ck_assert_ptr_nonnull(strstr(f.err.text, "開き直して"));
    ck_assert_int_eq(kk_tx_begin(f.db, KK_TX_PREVIEW, &f.err), KK_NODB);
    ck_assert_int_eq(kk_db_here(f.db, &f.err), KK_NODB);
    ck_assert_int_eq(kk_backup_automatic(f.db, KK_BACKUP_DAILY, &f.err),
                     KK_NODB);
    open = f.db;
    fixture_open(&f, false);
    fixture_site(&f, 5, "東区役所", NULL);
    kk_db_close(&open);
    /* removed: that is what is said, not a fault of the disk */
    shell("rm %s", f.path);
    ck_assert_int_eq(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), KK_NODB);
    ck_assert_ptr_nonnull(strstr(f.err.text, "なくなりました"));
    fixture_verify(&f);
    kk_free(backup);
    fixture_free(&f);
}
END_TEST

/* A process that holds something of the database, and is stopped. */
static pid_t stopped(struct fixture *f, void (*take)(struct fixture *))
{
    pid_t child = kk_test_fork();
    int status;

    if (child == 0) {
        take(f);
        raise(SIGSTOP);
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, WUNTRACED), child);
    ck_assert(WIFSTOPPED(status));
    return child;
}

static void end(pid_t child)
{
    ck_assert_int_eq(kill(child, SIGKILL), 0);
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
}

static void take_write(struct fixture *f)
{
    struct kk_db_open how = {
        .path = f->path, .busy_ms = 5000, .clock = &f->clock};

    if (kk_db_open(&how, &f->db, &f->err) != KK_OK ||
        kk_tx_begin(f->db, KK_TX_WRITE, &f->err) != KK_OK)
        _exit(1);
}

static void take_marker(struct fixture *f)
{
    char *path = beside(f, ".restoring");
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0 || flock(fd, LOCK_EX) != 0)
        _exit(1);
    kk_free(path);
}

START_TEST(who_writes_is_waited_for_and_named)
{
    struct fixture f;
    struct kk_restore_count n;
    char *backup, *marker, pid[32];
    pid_t child;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    backup_now(&f);
    backup = kk_backup_newest_path(f.db);
    kk_db_close(&f.db);
    child = stopped(&f, take_write);
    snprintf(pid, sizeof pid, "プロセス %ld", (long)child);
    ck_assert_int_eq(restore(&f, backup, &n), KK_BUSY);
    ck_assert_msg(strstr(f.err.text, pid) != NULL, "%s", f.err.text);
    marker = beside(&f, ".restoring");
    ck_assert_int_ne(access(marker, F_OK), 0);
    end(child);
    ck_ok(restore(&f, backup, &n), &f.err);
    fixture_open(&f, false);
    fixture_verify(&f);
    kk_free(marker);
    kk_free(backup);
    fixture_free(&f);
}
END_TEST

START_TEST(others_are_told_that_it_is_being_restored)
{
    struct fixture f;
    struct kk_restore_count n;
    struct kk_db_open how = {.busy_ms = 20};
    char *backup;
    pid_t child;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    backup_now(&f);
    backup = kk_backup_newest_path(f.db);
    kk_db_close(&f.db);
    child = stopped(&f, take_marker);
    how.path = f.path;
    how.clock = &f.clock;
    ck_assert_int_eq(kk_db_open(&how, &f.db, &f.err), KK_NODB);
    ck_assert_ptr_nonnull(strstr(f.err.text, "復元中です"));
    ck_assert_int_eq(restore(&f, backup, &n), KK_BUSY);
    ck_assert_ptr_nonnull(strstr(f.err.text, "復元中です"));
    end(child);
    /* that one moved nothing yet; but it did not end, either */
    ck_assert_int_eq(kk_db_open(&how, &f.db, &f.err), KK_NODB);
    ck_assert_ptr_nonnull(strstr(f.err.text, "途中で止まりました"));
    ck_ok(restore(&f, backup, &n), &f.err);
    fixture_open(&f, false);
    fixture_verify(&f);
    kk_free(backup);
    fixture_free(&f);
}
END_TEST

/* --- rosters
 * ------------------------------------------------------------------
 */

static enum kk_status keep_rosters(void *user, struct kk_db *db,
                                   const struct kk_str *rosters,
                                   struct kk_err *err)
{
    (void)db;
    (void)err;
    kk_str_add(user, kk_str_c(rosters));
    return KK_OK;
}

START_TEST(the_newest_roster_comes_back_from_the_tail)
{
    struct fixture f;
    struct kk_restore_count n;
    struct kk_str seen = {0};
    struct kk_restore_how how = {
        .wait_ms = 20, .finish = keep_rosters, .user = &seen};
    const struct kk_intent none = {.action = "revoke"};
    struct kk_commit c;
    char *backup;

    fixture_new(&f);
    backup_now(&f);
    backup = kk_backup_newest_path(f.db);
    /* no entry is written with it */
    ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
    ck_ok(kk_db_run(f.db, "query/sync_roster_put",
                    KK_BINDS({"version", kk_vint(7)},
                             {"text", kk_vtext("seven\n")},
                             {"sig", kk_vblob("\x01\x02", 2)}),
                    &f.err),
          &f.err);
    ck_ok(kk_tx_commit(f.db, &none, &c, &f.err), &f.err);
    kk_db_close(&f.db);
    shell("rm %s", f.path);
    how.path = f.path;
    how.from = backup;
    how.clock = &f.clock;
    ck_ok(kk_restore_from(&how, &n, &f.err), &f.err);
    ck_assert_str_eq(kk_str_c(&seen), "R\t0102\tseven\\n\n");
    ck_assert(!n.alone);
    kk_str_free(&seen);
    /* neither tail nor file: that is told */
    shell("rm %s %s.tail", f.path, f.path);
    ck_ok(kk_restore_from(&how, &n, &f.err), &f.err);
    ck_assert_str_eq(kk_str_c(&seen), "");
    kk_str_free(&seen);
    ck_assert(n.alone);
    kk_free(backup);
    fixture_open(&f, false);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("restore", a_backup_of_another_is_refused,
             a_laptop_goes_back_to_before_it_was_enrolled,
             the_tail_alone_is_enough,
             a_tail_that_goes_on_from_what_is_lost_is_refused,
             an_empty_file_is_put_back_from_a_backup,
             an_entry_without_its_changes_is_no_entry,
             who_has_it_open_is_told_to_open_it_again,
             who_writes_is_waited_for_and_named,
             others_are_told_that_it_is_being_restored,
             the_newest_roster_comes_back_from_the_tail)
