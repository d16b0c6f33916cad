/* How the labels of the palette are read, so that かんりょう finds 完了. */
#ifndef KIKUSUI_UI_READING_H
#define KIKUSUI_UI_READING_H

#include <kikusui/base/str.h>

/* Appends the label in kana, its words replaced one by one; what is no known
 * word stays as it is. */
void kk_reading(const char *label, struct kk_str *out);

#endif
