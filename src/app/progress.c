/* Long work: progress lines for who started us, and their wish to stop. */
#include <kikusui/app/cli.h>
#include <kikusui/base/shown.h>

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A signal handler can reach nothing else; only these functions know it. */
static volatile sig_atomic_t stop;

static void on_signal(int signal_no)
{
    (void)signal_no;
    stop = 1;
}

void kk_app_watch_signals(void)
{
    struct sigaction sa = {.sa_handler = on_signal};

    sigemptyset(&sa.sa_mask);
    sigaction(SIGTERM, &sa, NULL);
    sigaction(SIGINT, &sa, NULL);
}

bool kk_app_cancelled(void)
{
    return stop != 0;
}

const volatile int *kk_app_cancel_flag(void)
{
    return &stop;
}

bool kk_app_progress(void *user, int64_t done, int64_t total, const char *words)
{
    struct kk_app *app = user;
    char line[256];
    struct kk_str shown = {0};
    struct timespec now;

    if (app->progress_fd < 0)
        return stop == 0;
    /* The real clock: KIKUSUI_NOW stands still. Ten lines a second are enough,
     * and the last one is never left out. */
    clock_gettime(CLOCK_MONOTONIC, &now);
    kk_time tick = (kk_time)now.tv_sec * 10 + now.tv_nsec / 100000000;
    if (done < total && tick == app->said)
        return stop == 0;
    app->said = tick;
    kk_fmt(line, sizeof line, "%lld %lld %s", (long long)done, (long long)total,
           words == NULL ? "" : words);
    kk_shown(line, strlen(line), &shown);
    kk_str_addc(&shown, '\n');
    if (write(app->progress_fd, shown.s, shown.n_bytes) < 0)
        app->progress_fd = -1; /* nobody listens any more */
    kk_str_free(&shown);
    return stop == 0;
}
