/* An exchange with an office of a million changes: what it costs to take a
 * bundle in, to look at it, to take it in again and to write it, how long it
 * is, and how long others wait for it. Where nothing else is said a figure is
 * of whole commands, from the start of a process to its end, on a fresh copy of
 * the office that lies in memory and is synced. */
#include "pair.h"
#include "plain.h"
#include "reader.h"

#include <kikusui/base/file.h>
#include <kikusui/sync/bundle.h>
#include <kikusui/sync/exchange.h>
#include <kikusui/sync/keys.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>
#include <sys/wait.h>

/* A second is a freeze; measured when this was designed: 180. */
#define LONGEST_MS 1000

enum { OFFICE = 1000000, RUNS = 3, AGAIN = 11, EXPORTS = 5 };

static const int64_t sizes[] = {100, 10000, 100000};
#define SIZES (sizeof sizes / sizeof *sizes)

struct bundle {
    int64_t changes;
    char *file, *dir;
    int64_t bytes;
};

static int64_t size_of(const char *path)
{
    struct stat sb;

    if (stat(path, &sb) != 0)
        bench_fail("%s is not there", path);
    return (int64_t)sb.st_size;
}

/* Cases on the laptop until it has made so many changes; `made` tells how many
 * it has. */
static void work_until(struct pair *p, int64_t *made, int64_t changes)
{
    if (*made < changes)
        *made += work_cases(&p->laptop_work, changes - *made);
}

static double write_bundle(struct pair *p, const char *dir, char **file)
{
    struct bench_ran ran;

    mkdir(dir, 0700);
    ran = PAIR_RUN(p, p->laptop, "export", "--to", dir, "--reason", "定期",
                   "--format", "json");
    kk_free(*file);
    *file = pair_said(p, "file");
    return ran.ms;
}

/* --- export --- */

static void read_keys(const char *db, struct kk_keys *keys)
{
    struct kk_str dir = {0};
    struct kk_err err = {0};

    kk_str_addf(&dir, "%s.keys", db);
    if (kk_keys_load(kk_str_c(&dir), NULL, keys, &err) != KK_OK)
        bench_fail("%s: %s", db, err.text);
    kk_str_free(&dir);
}

/* The cards, already there, to a file that is on the disk. */
static void seal_all(const struct pair *p, const char *cards, const char *to,
                     double *ms)
{
    struct kk_bundle_head head = {.kind = KK_BUNDLE_TO_OFFICE, .seq = 1};
    struct kk_keys laptop, office;
    struct kk_node_keys pub;
    struct kk_str text = {0};
    struct kk_err err = {0};

    read_keys(p->laptop, &laptop);
    read_keys(p->office, &office);
    kk_keys_public(&office, &pub);
    if (kk_file_read(cards, (size_t)1 << 26, false, &text, &err) != KK_OK)
        bench_fail("%s: %s", cards, err.text);
    for (int i = 0; i < EXPORTS; i++) {
        struct kk_str file = {0};
        double from = bench_now();
        int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

        if (kk_bundle_build(&head, &laptop, &pub.seal, 1, text.s, text.n_bytes,
                            &file, &err) != KK_OK ||
            write(fd, file.s, file.n_bytes) != (ssize_t)file.n_bytes ||
            fsync(fd) != 0 || close(fd) != 0)
            bench_fail("%s: %s", to, err.text);
        ms[i] = bench_now() - from;
        kk_str_free(&file);
    }
    kk_str_free(&text);
}

/* In a process of its own: it holds more than what is measured later. */
static double seal(const struct pair *p, const char *cards, const char *to)
{
    double ms[EXPORTS];
    int end[2], status;
    pid_t pid;

    fflush(stdout);
    if (pipe2(end, O_CLOEXEC) != 0 || (pid = fork()) < 0)
        bench_fail("fork: %s", strerror(errno));
    if (pid == 0) {
        seal_all(p, cards, to, ms);
        _exit(write(end[1], ms, sizeof ms) == sizeof ms ? 0 : 2);
    }
    close(end[1]);
    if (read(end[0], ms, sizeof ms) != sizeof ms ||
        waitpid(pid, &status, 0) != pid || status != 0)
        bench_fail("%s could not be sealed", cards);
    close(end[0]);
    return bench_median(ms, EXPORTS);
}

/* Against the same cards through the standard tools, onto the disk as well:
 * once what they do too, once the whole command, which has to read the cards
 * from the journal first. */
static void bench_export(struct pair *p)
{
    char *dir = pair_path(p, "stick-10mb"), *key = pair_path(p, "node.key");
    char *cards = pair_path(p, "cards"), *to = pair_path(p, "cards.age");
    double ours[EXPORTS], theirs[EXPORTS], a, b, c;
    char *file = NULL;

    for (int i = 0; i < EXPORTS; i++) {
        double from;

        ours[i] = write_bundle(p, dir, &file);
        if (i == 0)
            pair_shell(p,
                       "tail -c +193 '%s' | head -c -64 |"
                       "age -d -i '%s.keys/node.key' |"
                       "tail -c +193 | zstd -qd >'%s';"
                       "age-keygen -y '%s.keys/node.key' >'%s'",
                       file, p->office, cards, p->office, key);
        from = bench_now();
        pair_shell(p, "zstd -q -3 -c '%s' | age -R '%s' >'%s'; sync '%s'",
                   cards, key, to, to);
        theirs[i] = bench_now() - from;
    }
    a = bench_median(ours, EXPORTS);
    b = bench_median(theirs, EXPORTS);
    c = seal(p, cards, to);
    bench_tell("seal / zstd -3 | age -r", c / b, "x", 1.5,
               "%.1f MB of cards: %.0f ms / %.0f ms",
               (double)size_of(cards) / 1e6, c, b);
    bench_tell("export / zstd -3 | age -r", a / b, "x", 1.5,
               "%.0f ms / %.0f ms", a, b);
    kk_free(dir);
    kk_free(key);
    kk_free(cards);
    kk_free(to);
    kk_free(file);
}

/* --- import --- */

/* A copy of the office with what stands beside it. Its newest backup is of
 * today, as it is after the first import of a day. */
static char *fresh_office(struct pair *p)
{
    char *db = pair_path(p, "run/office.db");

    pair_shell(p,
               "cd '%s'; rm -rf run; mkdir run; cp -a '%s' '%s.keys' "
               "'%s.tail' run; cp -al '%s.backup' run; sync run/*",
               p->dir, p->office, p->office, p->office, p->office);
    return db;
}

static double median_cpu(const struct bench_ran *ran, size_t n)
{
    double ms[AGAIN];

    for (size_t i = 0; i < n; i++)
        ms[i] = ran[i].cpu_ms;
    return bench_median(ms, n);
}

static double median_ms(const struct bench_ran *ran, size_t n)
{
    double ms[AGAIN];

    for (size_t i = 0; i < n; i++)
        ms[i] = ran[i].ms;
    return bench_median(ms, n);
}

/* The call alone, by one who has the database open as a screen has. */
static double call_again(const char *path, const struct bundle *b)
{
    struct kk_clock clock = {0};
    const struct kk_db_open how = {
        .path = path, .busy_ms = 5000, .clock = &clock};
    const struct kk_import_how take = {.path = b->dir};
    struct kk_db *db;
    struct kk_err err = {0};
    double ms[AGAIN];

    if (kk_time_parse(PAIR_NOW, 0, &clock.fixed, &err) != KK_OK ||
        kk_db_open(&how, &db, &err) != KK_OK)
        bench_fail("%s: %s", path, err.text);
    for (int i = 0; i < AGAIN; i++) {
        struct kk_import_done done;
        double from = bench_now();

        if (kk_import(db, &take, &done, &err) != KK_OK || !done.one[0].already)
            bench_fail("%s: %s", b->dir, err.text);
        ms[i] = bench_now() - from;
        kk_import_done_free(&done);
    }
    kk_db_close(&db);
    return bench_median(ms, AGAIN);
}

/* One after the other in every round, so that what else the machine does
 * falls on all alike. */
static void bench_import(struct pair *p, const struct bundle *b)
{
    struct bench_ran take[RUNS], look[RUNS], plain[RUNS], again[AGAIN];
    double ms, base, call = 0, peak = 0;

    for (int i = 0; i < RUNS; i++) {
        char *db = fresh_office(p);

        look[i] = PAIR_RUN(p, db, "import", "--preview", b->dir);
        take[i] = PAIR_RUN(p, db, "import", b->dir);
        if ((double)take[i].peak_kb > peak)
            peak = (double)take[i].peak_kb;
        if (i == 0)
            plain_prepare(p, db);
        plain[i] = plain_insert(p);
        for (int k = 0; i == RUNS - 1 && k < AGAIN; k++)
            again[k] = PAIR_RUN(p, db, "import", b->dir);
        if (i == RUNS - 1)
            call = call_again(db, b);
        kk_free(db);
    }
    ms = median_ms(take, RUNS);
    base = median_ms(plain, RUNS);
    bench_note("  %jd changes:", (intmax_t)b->changes);
    bench_tell("import / INSERT SELECT", ms / base, "x", 4,
               "%.0f ms / %.0f ms; processor alone %.1f x", ms, base,
               median_cpu(take, RUNS) / median_cpu(plain, RUNS));
    bench_tell("preview / import", median_ms(look, RUNS) / ms, "x", 1.2,
               "%.0f ms / %.0f ms; processor alone %.1f x",
               median_ms(look, RUNS), ms,
               median_cpu(look, RUNS) / median_cpu(take, RUNS));
    bench_tell("import again", median_ms(again, AGAIN), "ms", 5,
               "processor alone %.1f ms; the call in an open program %.1f ms",
               median_cpu(again, AGAIN), call);
    bench_tell("peak memory", peak / 1024, "MB", 256, "import");
}

/* What others see meanwhile: how long the screen of one who works at the same
 * database stands still. Until its commit an import keeps all in memory. */
static void bench_beside(struct pair *p, const struct bundle *b)
{
    double longest[RUNS];
    int64_t reads = 0;

    for (int i = 0; i < RUNS; i++) {
        char *db = fresh_office(p);
        struct reader_saw saw;
        struct reader r;

        reader_start(&r, db);
        PAIR_RUN(p, db, "import", b->dir);
        saw = reader_stop(&r);
        longest[i] = saw.longest_ms;
        reads += saw.reads;
        kk_free(db);
    }
    bench_tell("longest read beside it", bench_median(longest, RUNS), "ms",
               LONGEST_MS, "of %jd reads", (intmax_t)reads);
}

/* --- */

static void make_bundles(struct pair *p, struct bundle *b)
{
    int64_t made = 0;

    for (size_t i = 0; i < SIZES; i++) {
        char name[32];

        work_until(p, &made, sizes[i]);
        snprintf(name, sizeof name, "stick-%zu", i);
        b[i] = (struct bundle){.changes = made, .dir = pair_path(p, name)};
        (void)write_bundle(p, b[i].dir, &b[i].file);
        b[i].bytes = size_of(b[i].file);
        if (made < 1000) /* names, keys and the signature weigh most */
            bench_note("%jd changes make a bundle of %jd bytes", (intmax_t)made,
                       (intmax_t)b[i].bytes);
        else
            bench_tell("bytes for a change", (double)b[i].bytes / (double)made,
                       "bytes", 30, "%jd changes in a bundle", (intmax_t)made);
        /* About 10 MB of cards, by what the first bundles say. */
        if (sizes[i] == 10000) {
            work_until(p, &made, 51000);
            bench_export(p);
        }
    }
}

int main(void)
{
    char *dir = bench_dir();
    struct bundle b[SIZES];
    struct pair p;

    pair_open(&p, dir, OFFICE);
    make_bundles(&p, b);
    for (size_t i = 0; i < SIZES; i++) {
        bench_import(&p, &b[i]);
        if (i == SIZES - 1)
            bench_beside(&p, &b[i]);
        kk_free(b[i].file);
        kk_free(b[i].dir);
    }
    pair_free(&p);
    bench_drop(dir);
    return bench_status();
}
