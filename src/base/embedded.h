/* What embed.py writes: the files that data/meson.build lists, sorted by name
 * (byte order). Only data.c looks at it. */
#ifndef KIKUSUI_SRC_BASE_EMBEDDED_H
#define KIKUSUI_SRC_BASE_EMBEDDED_H

#include <kikusui/base/data.h>

extern const struct kk_data kk_embedded[];
extern const size_t kk_embedded_n;
/* Which of them are SQL of a feature, sorted by what follows feature/KIND/. */
extern const unsigned short kk_embedded_part[];
extern const size_t kk_embedded_parts;

#endif
