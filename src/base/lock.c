/* Whoever waits for a lock must not wait for ever: its holder may be stopped,
 * or on a disk that hangs. */
#include <kikusui/base/file.h>
#include <kikusui/base/lock.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/file.h>
#include <sys/stat.h>

#define LONGEST_PAUSE_MS 50

/* --- who holds it ---------------------------------------------------------
 */

/* The line of /proc/PID/status that begins with that word, "" if none. */
static void status_of(long pid, const char *word, char out[64])
{
    char name[40], line[128];
    FILE *f;

    out[0] = '\0';
    snprintf(name, sizeof name, "/proc/%ld/status", pid);
    f = fopen(name, "re");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, word, strlen(word)) == 0)
            (void)sscanf(line + strlen(word), " %63[^\n]", out);
    if (f != NULL)
        fclose(f);
}

static void put_holder(long pid, struct kk_str *out)
{
    char name[64], state[64];

    status_of(pid, "Name:", name);
    status_of(pid, "State:", state);
    kk_str_addf(out, "%s（プロセス %ld%s）", name[0] == '\0' ? "?" : name, pid,
                state[0] == 'T' || state[0] == 't' ? "、一時停止中" : "");
}

bool kk_lock_holder(const char *path, struct kk_str *out)
{
    char line[256];
    struct stat sb;
    bool found = false;
    FILE *f;

    if (stat(path, &sb) != 0)
        return false;
    f = fopen("/proc/locks", "re");
    /* "1: FLOCK ADVISORY WRITE 1234 08:01:5678 0 EOF"; one that waits has
     * "->" behind its number. The device of some file systems is not what
     * stat tells, so the number of the file decides. */
    while (!found && f != NULL && fgets(line, sizeof line, f) != NULL) {
        uint64_t ino;
        long pid;

        if (sscanf(line, "%*d: %*s %*s %*s %ld %*x:%*x:%" SCNu64, &pid, &ino) !=
                2 ||
            ino != (uint64_t)sb.st_ino || pid <= 0 || pid == (long)getpid())
            continue;
        put_holder(pid, out);
        found = true;
    }
    if (f != NULL)
        fclose(f);
    return found;
}

/* --- waiting --------------------------------------------------------------
 */

static int64_t ms_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void pause_ms(int ms)
{
    const struct timespec t = {.tv_nsec = ms * 1000000L};

    (void)nanosleep(&t, NULL);
}

static enum kk_status still_held(const char *path, struct kk_err *err)
{
    struct kk_str who = {0};

    if (kk_lock_holder(path, &who))
        (void)kk_fail(err, KK_BUSY,
                      "%s は %s が使っています。それが終わるのを待つか、"
                      "終わらせてください",
                      path, kk_str_c(&who));
    else
        (void)kk_fail(err, KK_BUSY, "%s はほかのプロセスが使っています", path);
    kk_str_free(&who);
    return KK_BUSY;
}

/* What is to be locked: the whole file, or a range of it. */
struct wanted {
    int fd;
    int64_t at, n_bytes; /* n_bytes 0: an flock */
};

/* 0, EWOULDBLOCK or another errno. */
static int try_once(const struct wanted *w)
{
    struct flock range = {.l_type = F_WRLCK,
                          .l_whence = SEEK_SET,
                          .l_start = (off_t)w->at,
                          .l_len = (off_t)w->n_bytes};

    if (w->n_bytes == 0)
        return flock(w->fd, LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
    if (fcntl(w->fd, F_OFD_SETLK, &range) == 0)
        return 0;
    return errno == EACCES || errno == EAGAIN ? EWOULDBLOCK : errno;
}

static enum kk_status wait_for(const struct wanted *w, const char *path,
                               int wait_ms, struct kk_err *err)
{
    const int64_t until = ms_now() + wait_ms;
    int pause = 1, e;

    while ((e = try_once(w)) != 0) {
        if (e == EINTR)
            continue;
        if (e != EWOULDBLOCK)
            return kk_fail(err, KK_IO, "%s: %s", path, kk_errno_text(e));
        if (ms_now() >= until)
            return still_held(path, err);
        pause_ms(pause);
        pause = pause < LONGEST_PAUSE_MS ? 2 * pause : LONGEST_PAUSE_MS;
    }
    return KK_OK;
}

enum kk_status kk_lock_take(int fd, const char *path, int wait_ms,
                            struct kk_err *err)
{
    return wait_for(&(struct wanted){.fd = fd}, path, wait_ms, err);
}

enum kk_status kk_lock_range(int fd, int64_t at, int64_t n_bytes,
                             const char *path, int wait_ms, struct kk_err *err)
{
    return wait_for(&(struct wanted){.fd = fd, .at = at, .n_bytes = n_bytes},
                    path, wait_ms, err);
}
