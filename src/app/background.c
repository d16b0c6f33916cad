/* Long work beside the screen: our own command line in another process. */
#include "background.h"

#include <kikusui/base/file.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/wait.h>

enum {
    PROGRESS_FD = 3, /* in the child */
    SECRET_FD = 4,
    SAID_MAX_BYTES = 1 << 20,
    WORDS_MAX = 64
};

struct pipes {
    int progress[2], output[2], errors[2], secret[2];
};

static void close_all(struct pipes *p)
{
    int *fd[] = {p->progress, p->output, p->errors, p->secret};

    for (size_t i = 0; i < sizeof fd / sizeof *fd; i++)
        for (int k = 0; k < 2; k++)
            if (fd[i][k] >= 0) {
                close(fd[i][k]);
                fd[i][k] = -1;
            }
}

static bool open_pipes(struct pipes *p, bool secret)
{
    *p = (struct pipes){{-1, -1}, {-1, -1}, {-1, -1}, {-1, -1}};
    if (pipe2(p->progress, O_CLOEXEC) == 0 &&
        pipe2(p->output, O_CLOEXEC) == 0 && pipe2(p->errors, O_CLOEXEC) == 0 &&
        (!secret || pipe2(p->secret, O_CLOEXEC) == 0))
        return true;
    close_all(p);
    return false;
}

/* Above what the child's numbers will be, so that one dup2 cannot overwrite
 * what another still needs. */
static bool lift(int *fd)
{
    int high;

    if (*fd < 0)
        return true;
    high = fcntl(*fd, F_DUPFD_CLOEXEC, 10);
    if (high < 0)
        return false;
    close(*fd);
    *fd = high;
    return true;
}

static size_t argv_of(const char *program, const char *const *options,
                      const struct kk_ui_job *what, char *argv[WORDS_MAX])
{
    const char *words[WORDS_MAX];
    size_t n = 0;

    words[n++] = program;
    for (; options != NULL && *options != NULL && n < WORDS_MAX - 8; options++)
        words[n++] = *options;
    words[n++] = "--progress-fd";
    words[n++] = "3";
    if (what->secret != NULL) {
        words[n++] = "--passphrase-file";
        words[n++] = "/dev/fd/4";
    }
    for (const char *const *w = what->argv; *w != NULL && n < WORDS_MAX - 1;
         w++)
        words[n++] = *w;
    for (size_t i = 0; i < n; i++)
        argv[i] = (char *)(uintptr_t)words[i]; /* exec takes char *const */
    argv[n] = NULL;
    return n;
}

static int spawn(struct kk_job *j, const char *program, char *const *argv,
                 const struct pipes *p)
{
    extern char **environ;
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    sigset_t none, all;
    int rc;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attr);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, p->output[1], 1);
    posix_spawn_file_actions_adddup2(&files, p->errors[1], 2);
    posix_spawn_file_actions_adddup2(&files, p->progress[1], PROGRESS_FD);
    if (p->secret[0] >= 0)
        posix_spawn_file_actions_adddup2(&files, p->secret[0], SECRET_FD);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &all);
    posix_spawnattr_setflags(&attr,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    rc = posix_spawn(&j->pid, program, &files, &attr, argv, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attr);
    return rc;
}

static void hand_over(int fd, const char *secret)
{
    size_t n = strlen(secret);

    while (n > 0) {
        ssize_t w = write(fd, secret, n);

        if (w <= 0)
            return; /* the child says that the passphrase is missing */
        secret += w;
        n -= (size_t)w;
    }
}

/* The ends that are read are the job's from here on. */
static void watch(struct kk_job *j, const struct kk_ui_job *what,
                  struct pipes *p)
{
    j->progress = p->progress[0];
    j->output = p->output[0];
    j->errors = p->errors[0];
    p->progress[0] = p->output[0] = p->errors[0] = -1;
    fcntl(j->progress, F_SETFL, O_NONBLOCK);
    fcntl(j->output, F_SETFL, O_NONBLOCK);
    fcntl(j->errors, F_SETFL, O_NONBLOCK);
    j->cancelled = j->cut = false;
    kk_str_clear(&j->title);
    kk_str_clear(&j->line);
    kk_str_clear(&j->out);
    kk_str_clear(&j->notes);
    kk_str_clear(&j->words);
    kk_str_add(&j->title, what->title);
    kk_str_addf(&j->words, "%s …", what->title);
}

enum kk_status kk_job_start(struct kk_job *j, const char *program,
                            const char *const *options,
                            const struct kk_ui_job *what, struct kk_err *err)
{
    char *argv[WORDS_MAX];
    struct pipes p;
    int rc;

    if (j->pid != 0)
        return kk_fail(err, KK_REFUSED,
                       "%s が動いています。終わるのを待つか、"
                       "操作一覧から止めてください。",
                       kk_str_c(&j->title));
    if (!open_pipes(&p, what->secret != NULL) || !lift(&p.progress[1]) ||
        !lift(&p.output[1]) || !lift(&p.errors[1]) || !lift(&p.secret[0])) {
        rc = errno;
        close_all(&p);
        return kk_fail(err, KK_IO, "%s を始められません: %s。", what->title,
                       kk_errno_text(rc));
    }
    argv_of(program, options, what, argv);
    rc = spawn(j, program, argv, &p);
    if (rc != 0) {
        j->pid = 0;
        close_all(&p);
        return kk_fail(err, KK_IO, "%s を始められません: %s。", what->title,
                       kk_errno_text(rc));
    }
    if (what->secret != NULL)
        hand_over(p.secret[1], what->secret);
    watch(j, what, &p);
    close_all(&p);
    return KK_OK;
}

void kk_job_cancel(struct kk_job *j)
{
    if (j->pid == 0)
        return;
    j->cancelled = true;
    kk_str_clear(&j->words);
    kk_str_addf(&j->words, "%s を止めています", kk_str_c(&j->title));
    kill(j->pid, SIGTERM);
}

/* "done total words": the newest whole line counts. */
static void told(struct kk_job *j, const char *line)
{
    char *end;
    long long done = strtoll(line, &end, 10), total = strtoll(end, &end, 10);

    if (j->cancelled)
        return; /* that it is being stopped is what counts now */
    kk_str_clear(&j->words);
    kk_str_add(&j->words, kk_str_c(&j->title));
    if (total > 0)
        kk_str_addf(&j->words, " %lld%%", done * 100 / total);
    else
        kk_str_addf(&j->words, " %lld", done);
    if (*end != '\0' && strcmp(end + 1, kk_str_c(&j->title)) != 0)
        kk_str_add(&j->words, end);
}

static bool read_progress(struct kk_job *j)
{
    char buf[1024];
    bool changed = false;
    ssize_t n;

    while ((n = read(j->progress, buf, sizeof buf)) > 0)
        for (ssize_t i = 0; i < n; i++) {
            if (buf[i] != '\n') {
                if (j->line.n_bytes < sizeof buf)
                    kk_str_addc(&j->line, buf[i]);
                continue;
            }
            told(j, kk_str_c(&j->line));
            kk_str_clear(&j->line);
            changed = true;
        }
    return changed;
}

/* Up to a measure; true when something was left out. */
static bool read_all(int fd, struct kk_str *out)
{
    bool cut = false;
    char buf[1024];
    ssize_t n;

    while ((n = read(fd, buf, sizeof buf)) > 0) {
        size_t room = SAID_MAX_BYTES - out->n_bytes;

        kk_str_addn(out, buf, (size_t)n < room ? (size_t)n : room);
        cut = cut || (size_t)n > room;
    }
    return cut;
}

bool kk_job_read(struct kk_job *j)
{
    if (j->pid == 0)
        return false;
    j->cut |= read_all(j->output, &j->out);
    j->cut |= read_all(j->errors, &j->notes);
    return read_progress(j);
}

/* The line that says most: the first of what went well, the reason of what did
 * not; without the program's name in front. */
static void one_line(const struct kk_job *j, bool good, struct kk_str *out)
{
    static const char prefix[] = "kikusui: ";
    const struct kk_str *said = j->notes.n_bytes > 0 ? &j->notes : &j->out;
    const char *s = kk_str_c(said);
    size_t end = said->n_bytes, from = 0;

    while (end > 0 && (s[end - 1] == '\n' || s[end - 1] == ' '))
        end--;
    if (good)
        end = strcspn(s, "\n");
    else
        for (from = end; from > 0 && s[from - 1] != '\n'; from--)
            continue;
    if (kk_str_starts(s + from, prefix))
        from += strlen(prefix);
    kk_str_addn(out, s + from, end - from);
}

/* In front: the last line is the reason of what did not go well. */
static void tell_cut(struct kk_job *j)
{
    struct kk_str notes = {0};

    kk_str_add(&notes, "長すぎるため、終わりのほうは示していません。\n");
    kk_str_addn(&notes, kk_str_c(&j->notes), j->notes.n_bytes);
    kk_str_free(&j->notes);
    j->notes = notes;
}

static void finish(struct kk_job *j, bool good)
{
    kk_str_clear(&j->words);
    /* One that ended by itself has said what became of it. */
    if (j->cancelled && !good &&
        (j->notes.n_bytes == 0 || j->out.n_bytes > 0)) {
        kk_str_addf(&j->words, "%s を止めました。%s", kk_str_c(&j->title),
                    j->out.n_bytes == 0
                        ? "何も変わっていません。"
                        : "止めるまでに終わった分だけが残っています。");
        return;
    }
    if (j->cut)
        tell_cut(j);
    kk_str_addf(&j->words, "%s: ", kk_str_c(&j->title));
    if (j->out.n_bytes + j->notes.n_bytes > 0)
        one_line(j, good, &j->words);
    else
        kk_str_add(&j->words, good ? "終わりました。" : "できませんでした。");
}

static void close_pipes(struct kk_job *j)
{
    close(j->progress);
    close(j->output);
    close(j->errors);
    j->pid = 0;
    j->progress = j->output = j->errors = 0;
}

bool kk_job_reap(struct kk_job *j, bool *good)
{
    if (j->pid == 0 || waitpid(j->pid, &j->status, WNOHANG) != j->pid)
        return false;
    (void)kk_job_read(j);
    close_pipes(j);
    *good = WIFEXITED(j->status) && WEXITSTATUS(j->status) == 0;
    finish(j, *good);
    return true;
}

void kk_job_free(struct kk_job *j)
{
    if (j->pid != 0) {
        kill(j->pid, SIGTERM);
        waitpid(j->pid, &j->status, 0);
        close_pipes(j);
    }
    kk_str_free(&j->title);
    kk_str_free(&j->line);
    kk_str_free(&j->words);
    kk_str_free(&j->out);
    kk_str_free(&j->notes);
}
