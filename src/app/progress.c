/* Long work: progress lines for who started us, and their wish to stop. */
#include <kikusui/app/cli.h>

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
    struct timespec now;
    int n;

    if (app->progress_fd < 0)
        return stop == 0;
    /* The real clock: KIKUSUI_NOW stands still. Ten lines a second are enough,
     * and the last one is never left out. */
    clock_gettime(CLOCK_MONOTONIC, &now);
    kk_time tick = (kk_time)now.tv_sec * 10 + now.tv_nsec / 100000000;
    if (done < total && tick == app->said)
        return stop == 0;
    app->said = tick;
    n = snprintf(line, sizeof line, "%lld %lld %s\n", (long long)done,
                 (long long)total, words == NULL ? "" : words);
    if (n >= (int)sizeof line)
        n = (int)sizeof line - 1;
    if (write(app->progress_fd, line, (size_t)n) < 0)
        app->progress_fd = -1; /* nobody listens any more */
    return stop == 0;
}
