/* Drain the keyboard, dispatch, reload, draw, then one poll on the terminal,
 * signals, the clock, other processes' commits and a running job. */
#include "background.h"

#include <kikusui/app/loop.h>
#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/backup.h>
#include <kikusui/ui/term.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>

enum {
    KEYS_MAX = 4096,
    IDLE_MS = 2000, /* after which drafts are put on disk */
    FD_TERM = 0,
    FD_SIGNAL,
    FD_TIMER,
    FD_COMMIT,
    FD_MOUNTS,
    FD_JOB,
    FD_JOB_OUT,
    FD_JOB_ERR,
    FD_COUNT
};

struct loop {
    const struct kk_loop *how;
    struct kk_ui *ui;
    struct kk_term *term;
    struct kk_canvas canvas;
    struct kk_job job;
    int fd[FD_COUNT]; /* -1: there is none */
    sigset_t before;  /* the mask as it was */
    char *name;       /* of the database, without its folder */
    int64_t last_key_ms;
    bool idle_told, mouse, done;
};

/* Milliseconds that go on while the machine sleeps: a laptop that was closed
 * over lunch opens locked. */
static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- opening --- */

static int open_signals(struct loop *l)
{
    static const int taken[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT,
                                SIGQUIT,  SIGCONT, SIGCHLD};
    sigset_t set;

    sigemptyset(&set);
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        sigaddset(&set, taken[i]);
    sigprocmask(SIG_BLOCK, &set, &l->before);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* A commit ends with the journal file's removal, one event each; the database
 * itself may be removed or replaced. */
static int open_commits(struct loop *l)
{
    const char *path = kk_db_path(l->how->host.ctx->db);
    const char *slash = strrchr(path, '/');
    char *dir = kk_path_dir(path);
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

    l->name = kk_strdup(slash != NULL ? slash + 1 : path);
    if (fd >= 0 && inotify_add_watch(
                       fd, dir, IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO) < 0) {
        close(fd);
        fd = -1; /* without it the minute brings what others wrote */
    }
    kk_free(dir);
    return fd;
}

static enum kk_status open_all(struct loop *l, struct kk_err *err)
{
    const struct kk_config *config = l->how->host.config;
    struct kk_term_how how = {
        .ambiguous = config != NULL ? config->ambiguous : NULL,
        .background = config != NULL ? config->background : NULL,
        .escdelay_ms = config != NULL ? config->escdelay_ms : 0,
        .mouse = config != NULL && config->mouse};

    for (int i = 0; i < FD_COUNT; i++)
        l->fd[i] = -1;
    l->fd[FD_SIGNAL] = open_signals(l);
    if (l->how->host.ctx->clock->fixed == 0)
        l->fd[FD_TIMER] =
            timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    l->fd[FD_COMMIT] = open_commits(l);
    /* A stick that comes or goes: its being polled is all that is wanted. */
    l->fd[FD_MOUNTS] = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
    l->fd[FD_TERM] = STDIN_FILENO;
    l->mouse = how.mouse;
    l->last_key_ms = now_ms();
    return kk_term_open(&how, &l->term, err);
}

static void close_all(struct loop *l)
{
    kk_job_free(&l->job);
    kk_ui_free(&l->ui);
    kk_term_close(&l->term);
    kk_canvas_free(&l->canvas);
    for (int i = FD_SIGNAL; i <= FD_MOUNTS; i++)
        if (l->fd[i] >= 0)
            close(l->fd[i]);
    kk_free(l->name);
    /* The hang-up that ended the loop may still be on its way as a signal: the
     * work is on disk, and the status is to say so. */
    sigaddset(&l->before, SIGHUP);
    sigprocmask(SIG_SETMASK, &l->before, NULL);
}

/* --- jobs --- */

static enum kk_status job_start(void *user, const struct kk_ui_job *job,
                                struct kk_err *err)
{
    struct loop *l = user;
    struct kk_ui_job with = *job;
    char *secret = NULL;
    enum kk_status st;

    /* What runs beside the screen has to prove who acts, too. */
    if (l->how->secrets != NULL)
        secret = l->how->secrets(l->how->host.user, job->secret);
    if (secret != NULL)
        with.secret = secret;
    st =
        kk_job_start(&l->job, l->how->program, l->how->job_options, &with, err);
    if (secret != NULL)
        kk_wipe(secret, strlen(secret));
    kk_free(secret);
    if (st == KK_OK)
        kk_ui_job_says(l->ui, kk_str_c(&l->job.words));
    return st;
}

static void job_over(struct loop *l)
{
    struct kk_job_end end = {.cancelled = l->job.cancelled};

    if (!kk_job_reap(&l->job, &end.good))
        return;
    end.status = WIFEXITED(l->job.status) ? WEXITSTATUS(l->job.status) : -1;
    end.out = kk_str_c(&l->job.out);
    end.notes = kk_str_c(&l->job.notes);
    kk_ui_job_ended(l->ui, &end, kk_str_c(&l->job.words));
}

static void job_cancel(void *user)
{
    struct loop *l = user;

    kk_job_cancel(&l->job);
    if (l->job.pid != 0)
        kk_ui_job_says(l->ui, kk_str_c(&l->job.words));
}

/* The program's own functions for what the loop does not know. */
static bool has_pass(void *user, kk_id worker)
{
    const struct kk_ui_host *h = &((struct loop *)user)->how->host;

    return h->has_pass != NULL && h->has_pass(h->user, worker);
}

static enum kk_status set_pass(void *user, kk_id worker, const char *pass,
                               struct kk_err *err)
{
    const struct kk_ui_host *h = &((struct loop *)user)->how->host;

    return h->set_pass(h->user, worker, pass, err);
}

static enum kk_status unlock(void *user, kk_id worker, const char *pass,
                             struct kk_err *err)
{
    const struct kk_ui_host *h = &((struct loop *)user)->how->host;

    return h->unlock(h->user, worker, pass, err);
}

static void lock(void *user, kk_id worker)
{
    const struct kk_ui_host *h = &((struct loop *)user)->how->host;

    if (h->lock != NULL)
        h->lock(h->user, worker);
}

static const char *node_pass(void *user)
{
    const struct kk_ui_host *h = &((struct loop *)user)->how->host;

    return h->node_pass != NULL ? h->node_pass(h->user) : NULL;
}

static void hold_node_pass(void *user, const char *pass)
{
    const struct kk_ui_host *h = &((struct loop *)user)->how->host;

    if (h->hold_node_pass != NULL)
        h->hold_node_pass(h->user, pass);
}

static void outbox(void *user, struct kk_str *words)
{
    const struct kk_ui_host *h = &((struct loop *)user)->how->host;

    if (h->outbox != NULL)
        h->outbox(h->user, words);
}

static enum kk_status over(void *user, int64_t *n, struct kk_err *err)
{
    const struct kk_ui_host *h = &((struct loop *)user)->how->host;

    return h->over != NULL ? h->over(h->user, n, err) : KK_NONE;
}

/* --- events --- */

/* Those that have arrived. */
static size_t waiting(struct loop *l, struct kk_key *keys)
{
    size_t n = 0;

    while (n < KEYS_MAX && kk_term_key(l->term, &keys[n])) {
        /* A paste's text is the terminal's until the next key. */
        if (keys[n].code == KK_KEY_PASTE) {
            n++;
            break;
        }
        n++;
    }
    return n;
}

static void read_keys(struct loop *l)
{
    struct kk_key *keys = kk_alloc(sizeof *keys * KEYS_MAX);
    size_t n;

    do { /* after a record: what was held down meanwhile as well */
        n = waiting(l, keys);
        if (n > 0) {
            l->last_key_ms = now_ms();
            l->idle_told = false;
            kk_ui_keys(l->ui, keys, n);
        }
    } while (n > 0 && l->ui->held != 0);
    l->ui->held = 0;
    kk_free(keys);
}

static void resize(struct loop *l)
{
    int rows, cols;

    kk_term_resize(l->term);
    kk_term_size(l->term, &rows, &cols);
    kk_ui_resize(l->ui, rows, cols);
}

/* The default stop signal, as ncurses and the shell expect it. */
static void suspend(struct loop *l)
{
    struct sigaction dfl = {.sa_handler = SIG_DFL}, had;

    kk_term_suspend(l->term);
    sigaction(SIGTSTP, &dfl, &had);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &had, NULL);
    kk_term_resume(l->term);
    resize(l);
    l->ui->repaint = true;
}

static void read_signals(struct loop *l)
{
    struct signalfd_siginfo s;

    while (read(l->fd[FD_SIGNAL], &s, sizeof s) == (ssize_t)sizeof s)
        switch (s.ssi_signo) {
        case SIGWINCH:
            resize(l);
            break;
        case SIGCHLD:
            job_over(l);
            break;
        case SIGCONT:
            l->ui->repaint = l->ui->dirty = true;
            break;
        default:
            l->done = true;
            break;
        }
}

/* The journal, the database itself, or the marker of a restore. */
static bool is_ours(const struct loop *l, const struct inotify_event *e)
{
    const size_t n = strlen(l->name);
    const char *rest;

    if (e->len == 0 || strncmp(e->name, l->name, n) != 0)
        return false;
    rest = e->name + n;
    return *rest == '\0' || strcmp(rest, "-journal") == 0 ||
           strcmp(rest, ".restoring") == 0;
}

static void read_commits(struct loop *l)
{
    _Alignas(struct inotify_event) char buf[4096];
    bool ours = false;
    ssize_t n;

    while ((n = read(l->fd[FD_COMMIT], buf, sizeof buf)) > 0)
        for (ssize_t at = 0; at < n;) {
            const struct inotify_event *e = (const void *)(buf + at);

            ours |= (e->mask & IN_Q_OVERFLOW) != 0 || is_ours(l, e);
            at += (ssize_t)(sizeof *e + e->len);
        }
    if (ours)
        kk_ui_changed(l->ui);
}

/* ECANCELED: somebody set the clock; that is a tick as well. */
static void read_timer(struct loop *l)
{
    uint64_t times;

    if (read(l->fd[FD_TIMER], &times, sizeof times) > 0 || errno == ECANCELED)
        kk_ui_tick(l->ui);
}

static void arm_timer(const struct loop *l)
{
    struct itimerspec at = {0};

    if (l->fd[FD_TIMER] < 0)
        return;
    at.it_value.tv_sec = (time(NULL) / 60 + 1) * 60;
    timerfd_settime(l->fd[FD_TIMER],
                    TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &at, NULL);
}

/* What idleness brings, and milliseconds until the next of it; -1: nothing. */
static int idle(struct loop *l)
{
    const struct kk_config *config = l->how->host.config;
    int64_t idle_ms = now_ms() - l->last_key_ms, left = -1;
    int64_t lock_ms =
        config != NULL ? (int64_t)config->lock_minutes * 60000 : 0;

    if (!l->idle_told && idle_ms >= IDLE_MS) {
        l->idle_told = true;
        kk_ui_idle(l->ui);
        kk_backup_daily(l->how->host.ctx->db);
    }
    if (lock_ms > 0 && !l->ui->locked && idle_ms >= lock_ms)
        kk_ui_lock(l->ui);
    if (!l->idle_told)
        left = IDLE_MS - idle_ms;
    else if (lock_ms > 0 && !l->ui->locked)
        left = lock_ms - idle_ms;
    return left < 0 ? -1 : (int)(left + 1);
}

static void wait_for(struct loop *l)
{
    struct pollfd p[FD_COUNT];
    int timeout = l->ui->dirty ? 0 : idle(l), n;

    l->fd[FD_JOB] = l->job.pid != 0 ? l->job.progress : -1;
    l->fd[FD_JOB_OUT] = l->job.pid != 0 ? l->job.output : -1;
    l->fd[FD_JOB_ERR] = l->job.pid != 0 ? l->job.errors : -1;
    for (int i = 0; i < FD_COUNT; i++)
        p[i] = (struct pollfd){.fd = l->fd[i], .events = POLLIN};
    p[FD_MOUNTS].events = POLLPRI;
    /* A lock or a draft may have changed what is to be shown. */
    if (l->ui->dirty || l->ui->late)
        timeout = 0;
    n = poll(p, FD_COUNT, timeout);
    if (n == 0 && !kk_ui_settle(l->ui))
        kk_ui_late(l->ui);
    if (n <= 0)
        return;
    if ((p[FD_TERM].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
        l->done = true;
    if (p[FD_SIGNAL].revents != 0)
        read_signals(l);
    if (p[FD_TIMER].revents != 0)
        read_timer(l);
    if (p[FD_COMMIT].revents != 0)
        read_commits(l);
    if (p[FD_MOUNTS].revents != 0)
        kk_ui_stale(l->ui);
    if ((p[FD_JOB].revents | p[FD_JOB_OUT].revents | p[FD_JOB_ERR].revents) !=
            0 &&
        kk_job_read(&l->job))
        kk_ui_job_says(l->ui, kk_str_c(&l->job.words));
    if ((p[FD_JOB].revents & POLLHUP) != 0)
        job_over(l);
}

/* --- the screen --- */

static void show(struct loop *l)
{
    struct kk_ui *ui = l->ui;
    int row, col;

    kk_ui_refresh(ui);
    /* Reading may have found a case that is over its time. */
    if (ui->bell)
        kk_term_bell(l->term);
    ui->bell = false;
    if (ui->copy.n_bytes > 0)
        kk_term_copy(l->term, kk_str_c(&ui->copy));
    kk_str_clear(&ui->copy);
    if (!ui->dirty && !ui->repaint)
        return;
    if (l->canvas.rows != ui->rows || l->canvas.cols != ui->cols) {
        kk_canvas_free(&l->canvas);
        kk_canvas_init(&l->canvas, ui->rows, ui->cols, ui->lines);
    }
    kk_ui_draw(ui, &l->canvas, &row, &col);
    kk_term_show(l->term, &l->canvas, row, col, ui->repaint);
    ui->dirty = ui->repaint = false;
}

/* What the screen asked of the terminal. */
static void wishes(struct loop *l)
{
    struct kk_ui *ui = l->ui;

    if (ui->flush)
        kk_term_flush(l->term);
    ui->flush = false;
    if (ui->mouse != l->mouse)
        kk_term_mouse(l->term, ui->mouse);
    l->mouse = ui->mouse;
    if (ui->suspend) {
        ui->suspend = false;
        show(l);
        suspend(l);
    }
    l->done |= ui->quit;
}

enum kk_status kk_loop_run(const struct kk_loop *how, struct kk_err *err)
{
    struct loop l = {.how = how};
    struct kk_ui_host host = how->host;
    enum kk_status st = open_all(&l, err);
    int rows, cols;

    if (st != KK_OK)
        goto out;
    host.user = &l;
    host.has_pass = has_pass;
    host.set_pass = set_pass;
    host.unlock = unlock;
    host.lock = lock;
    host.node_pass = node_pass;
    host.hold_node_pass = hold_node_pass;
    host.outbox = outbox;
    host.over = over;
    host.job_start = job_start;
    host.job_cancel = job_cancel;
    kk_term_size(l.term, &rows, &cols);
    l.ui = kk_ui_new(&host, rows, cols, kk_term_lines(l.term));
    if (how->first != NULL)
        kk_ui_run(l.ui, how->first);
    if (how->locked)
        kk_ui_lock(l.ui);
    while (!l.done) {
        show(&l);
        wishes(&l); /* a question may have come up */
        arm_timer(&l);
        wait_for(&l);
        read_keys(&l);
        wishes(&l);
    }
    kk_ui_save(l.ui);
out:
    close_all(&l);
    return st;
}
