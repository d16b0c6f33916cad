/* What a command answers with: lines, and rows in the format asked for. */
#include "cli_priv.h"

void kk_out_line(struct kk_app *app, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    kk_str_vaddf(&app->out, fmt, ap);
    va_end(ap);
    kk_str_addc(&app->out, '\n');
}

static void flush(void *user)
{
    (void)kk_app_flush(user);
}

void kk_out_rows(struct kk_app *app, struct kk_report *report,
                 const struct kk_col *cols, bool head)
{
    const struct kk_sink sink = {.out = &app->out, .full = flush, .user = app};

    kk_report_begin(report, app->format, &sink, cols, head,
                    kk_now(&app->clock));
}
