/* Between these a deadly signal gives the terminal back first. */
#ifndef KIKUSUI_SRC_UI_CRASH_H
#define KIKUSUI_SRC_UI_CRASH_H

#include <termios.h>

/* before: the terminal's own settings. */
void kk_crash_arm(const struct termios *before);
void kk_crash_disarm(void);

#endif
