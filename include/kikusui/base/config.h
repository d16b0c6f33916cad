/* The configuration file: ini, commented, all of it optional. data/kikusui.ini
 * is the default text and documents every key. The only file that may use
 * iniparser is config.c. */
#ifndef KIKUSUI_BASE_CONFIG_H
#define KIKUSUI_BASE_CONFIG_H

#include <kikusui/base/status.h>

struct kk_config {
    char *db;         /* [store] db; NULL: the XDG data folder */
    char *worker;     /* [user] worker */
    char *ambiguous;  /* [ui] ambiguous = auto|narrow|wide */
    char *background; /* [ui] background = auto|dark|light */
    int escdelay_ms;  /* [ui] escdelay */
    int lock_minutes; /* [ui] lock; 0: never */
    bool bell;        /* [ui] bell */
    bool mouse;       /* [ui] mouse */
    char *stick;      /* [sync] dir: the folder offered first */
};
/* path NULL: $XDG_CONFIG_HOME/kikusui/kikusui.ini, and none there is fine. An
 * unknown or repeated key, an impossible value or a broken line refuses the
 * file with KK_USAGE, naming the line. An empty value is the default; "~/" at
 * a path's beginning is the home folder. KK_NONE when `path` is not there. */
enum kk_status kk_config_load(const char *path, struct kk_config *out,
                              struct kk_err *err) KK_MUST;
void kk_config_free(struct kk_config *c);

#endif
