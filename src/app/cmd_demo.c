/* kikusui demo: the training copy. */
#include "commands.h"
#include "demo.h"

#include <kikusui/base/file.h>
#include <kikusui/store/make.h>

#include <stdlib.h>
#include <unistd.h>

/* DIR, or a folder of the user's own data. */
static char *demo_dir(const char *dir)
{
    const char *xdg = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    struct kk_str s = {0};

    if (dir != NULL)
        return kk_strdup(dir);
    if (xdg != NULL && xdg[0] == '/')
        kk_str_addf(&s, "%s/kikusui/demo", xdg);
    else
        kk_str_addf(&s, "%s/.local/share/kikusui/demo",
                    home == NULL ? "/tmp" : home);
    return kk_str_take(&s);
}

/* What is made half way is never taken for a training copy. */
static enum kk_status make(struct kk_app *app, const char *path,
                           struct kk_err *err)
{
    struct kk_make *m;
    enum kk_status st = kk_make_begin(path, &app->clock, &m, err);

    kk_app_watch_signals();
    if (st == KK_OK)
        st = kk_demo_make(kk_make_path(m), &app->clock, app->reg,
                          kk_app_progress, app, err);
    if (st == KK_OK)
        st = kk_make_end(m, &app->note, err);
    kk_make_free(&m);
    return st;
}

enum kk_status kk_cmd_demo(struct kk_app *app, const struct kk_parsed *p,
                           struct kk_err *err)
{
    bool only_make = kk_parsed_opt(p, "no-screen") != NULL;
    char *dir = demo_dir(kk_parsed_opt(p, "dir"));
    char *path = kk_path_join(dir, "kikusui.db");
    bool there = access(path, F_OK) == 0;
    enum kk_status st = kk_dir_make(dir, 0700, err);

    if (st == KK_OK && there && only_make)
        st = kk_fail(err, KK_REFUSED,
                     "%s はもうあります。別の --dir を指定するか、"
                     "--db で開いてください",
                     path);
    if (st == KK_OK && !there)
        st = make(app, path, err);
    if (st == KK_OK)
        kk_app_set_path(app, path);
    if (st == KK_OK && only_make)
        kk_out_line(app, "%s", app->db_path);
    else if (st == KK_OK)
        st = kk_screen_open(app, p, err);
    kk_free(path);
    kk_free(dir);
    return st;
}
