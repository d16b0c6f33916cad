/* sim graph|star [SECONDS]: random histories until the time is over.
 *
 *   KK_HISTORIES=N  that many instead
 *   KK_SEED=S       begins with that seed; without KK_HISTORIES that one only
 *   KK_SECONDS=N    the time
 *
 * A history that fails, or kills the program, is shrunk and printed. */
#include "sim.h"

#include <kikusui/base/crypt.h>

#include <inttypes.h>
#include <locale.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/wait.h>

struct shared { /* between the process that runs and the one that watches */
    long done, steps, entries, refused, conflicts;
    uint64_t seed; /* running now */
    char why[4000];
    char dir[64];
};
static struct shared *shared;
static struct sim *sim;
static bool stopped; /* by hand */

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t number_of(const char *name, uint64_t otherwise)
{
    const char *s = getenv(name);

    return s == NULL ? otherwise : strtoull(s, NULL, 0);
}

static void begin(void)
{
    if (setjmp(sim->out) != 0) {
        fprintf(stderr, "%s\n", sim->why);
        _exit(2);
    }
    copies_prepare(sim);
    memcpy(shared->dir, sim->dir, sizeof shared->dir);
}

static void tell(const struct history *h, bool ok)
{
    shared->steps += h->n;
    shared->entries = sim->entries;
    shared->refused = sim->refused;
    shared->conflicts = sim->conflicts;
    if (!ok)
        memcpy(shared->why, sim->why, sizeof shared->why);
}

/* Runs in a process of its own: it may die. */
static bool survives(void (*run)(const void *), const void *user)
{
    int status = 0;
    pid_t pid;

    fflush(NULL);
    shared->why[0] = '\0';
    signal(SIGINT, SIG_IGN); /* one of the two has to tidy up */
    pid = fork();
    if (pid == 0) {
        signal(SIGINT, SIG_DFL);
        begin();
        run(user);
        copies_remove(sim);
        _exit(0);
    }
    waitpid(pid, &status, 0);
    stopped = WIFSIGNALED(status) && WTERMSIG(status) == SIGINT;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        if (shared->why[0] == '\0')
            snprintf(shared->why, sizeof shared->why,
                     "the program died (wait status %d)", status);
        memcpy(sim->dir, shared->dir, sizeof sim->dir);
        copies_remove(sim);
        return false;
    }
    return true;
}

static void run_one(const void *user)
{
    const struct history *h = user;
    bool ok = history_run(sim, h);

    tell(h, ok);
    if (!ok) {
        copies_remove(sim);
        _exit(1);
    }
}

struct batch {
    bool star;
    uint64_t seed;
    long most;
    double until;
};

static void run_batch(const void *user)
{
    const struct batch *b = user;
    static struct history h;

    for (long i = 0; i < b->most && (i == 0 || now() < b->until); i++) {
        shared->seed = b->seed + (uint64_t)i;
        history_make(&h, shared->seed, b->star);
        run_one(&h);
        sim->entries = shared->entries;
        shared->done++;
    }
}

/* Leaves out what is not needed for the failure, ever smaller pieces. */
static void shrink(struct history *h)
{
    static struct history less;
    char why[sizeof shared->why];

    memcpy(why, shared->why, sizeof why);
    for (int piece = h->n / 2; piece > 0; piece /= 2)
        for (int at = 0; at + piece <= h->n;) {
            less = *h;
            less.n -= piece;
            memmove(&less.step[at], &less.step[at + piece],
                    (size_t)(less.n - at) * sizeof *less.step);
            if (survives(run_one, &less)) {
                at += piece;
            } else {
                *h = less;
                memcpy(why, shared->why, sizeof why);
            }
        }
    memcpy(shared->why, why, sizeof why);
}

static int report(const struct batch *b)
{
    static struct history h;

    history_make(&h, shared->seed, b->star);
    printf("FAILED: KK_SEED=%" PRIu64 " sim %s\n%s\n", shared->seed,
           b->star ? "star" : "graph", shared->why);
    fflush(stdout);
    if (getenv("KK_NO_SHRINK") != NULL)
        return 1;
    if (survives(run_one, &h)) {
        printf("but by itself it passes: what came before has part in it\n");
        return 1;
    }
    shrink(&h);
    printf("shrunk to %d steps: %s\n", h.n, shared->why);
    history_print(&h);
    return 1;
}

int main(int argc, char **argv)
{
    struct batch b = {.star = argc > 1 && strcmp(argv[1], "star") == 0};
    double began = now(), took;
    bool ok;

    setenv("TZ", "UTC", 1);
    setlocale(LC_ALL, "C.UTF-8");
    kk_crypt_ready();
    b.seed = number_of("KK_SEED", (uint64_t)time(NULL) * 1000003 % 1000000000);
    b.most = (long)number_of("KK_HISTORIES",
                             getenv("KK_SEED") != NULL ? 1 : 1000000000);
    b.until =
        began + (double)number_of("KK_SECONDS",
                                  getenv("KK_HISTORIES") != NULL ? 1u << 30
                                  : argc > 2 ? strtoull(argv[2], NULL, 10)
                                             : 20);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sim = calloc(1, sizeof *sim);
    if (shared == MAP_FAILED || sim == NULL)
        return 2;
    printf("%s: seeds from %" PRIu64 " on\n", b.star ? "star" : "graph",
           b.seed);
    ok = survives(run_batch, &b);
    took = now() - began;
    printf("%s: %ld histories, %ld steps, %ld entries, %ld refusals, %ld cells "
           "seen in conflict; %.1f s, %.1f histories a second\n",
           b.star ? "star" : "graph", shared->done, shared->steps,
           shared->entries, shared->refused, shared->conflicts, took,
           (double)shared->done / took);
    return ok ? 0 : stopped ? 130 : report(&b);
}
