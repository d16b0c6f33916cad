/* How the labels of the palette are read, so that かんりょう finds 完了. */
#ifndef KIKUSUI_UI_READING_H
#define KIKUSUI_UI_READING_H

#include <kikusui/base/str.h>
#include <kikusui/domain/sheet.h>

struct kk_readings { /* data/words.csv; private to reading.c */
    struct kk_sheet sheet;
    bool read;
};
void kk_readings_open(struct kk_readings *r);
void kk_readings_close(struct kk_readings *r);
/* Appends the label in kana, its words replaced one by one, the longest first;
 * what is no known word stays as it is. Behind a word's reading, after a space,
 * stands what else it is called. */
void kk_reading(const struct kk_readings *r, const char *label,
                struct kk_str *out);

#endif
