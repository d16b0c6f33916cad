/* The pages that know features: home, the head of a case, the exchange. */
#ifndef KIKUSUI_SCREEN_SCREENS_H
#define KIKUSUI_SCREEN_SCREENS_H

#include <kikusui/ui/ui.h>

/* For struct kk_ui_host; ends with name NULL. */
extern const struct kk_ui_screen kk_screens[];

#endif
