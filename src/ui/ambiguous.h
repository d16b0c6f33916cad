/* Characters that some terminals draw one column wide and others two. */
#ifndef KIKUSUI_SRC_UI_AMBIGUOUS_H
#define KIKUSUI_SRC_UI_AMBIGUOUS_H

#include <stdint.h>

/* cp itself, or for an ambiguous one a character of ASCII that resembles it,
 * at least '?'. For display only. */
uint32_t kk_plain_cp(uint32_t cp);

#endif
