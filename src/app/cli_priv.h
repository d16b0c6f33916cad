/* Between cli.c, open.c and help.c only. */
#ifndef KIKUSUI_APP_CLI_PRIV_H
#define KIKUSUI_APP_CLI_PRIV_H

#include <kikusui/app/cli.h>

struct kk_cli {
    struct kk_app app;
    struct kk_parsed parsed;
    bool help, version;
};
extern const struct kk_opt *const kk_global_opts;

/* Clock, configuration, database path. */
enum kk_status kk_app_setup(struct kk_app *app, struct kk_err *err) KK_MUST;
/* Opens what the command's flags ask for. */
enum kk_status kk_app_open_for(struct kk_app *app, const struct kk_command *c,
                               struct kk_err *err) KK_MUST;
/* Picks the worker: for a command that needs one a name that is none is
 * refused, for any other only one given by --as. */
enum kk_status kk_app_choose(struct kk_app *app, const struct kk_command *c,
                             struct kk_err *err) KK_MUST;
/* What goes to stdout so far; false when it could not be written. */
bool kk_app_flush(struct kk_app *app);
/* Usage, words, options of one command; of all of them when c is NULL. */
void kk_help_command(struct kk_str *out, const struct kk_command *c);
/* KK_USAGE: there is none of that name. */
enum kk_status kk_no_command(const char *name, struct kk_err *err);

#endif
