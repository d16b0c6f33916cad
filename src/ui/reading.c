/* How labels are read: data/words.csv has the words that they are made of. */
#include <kikusui/domain/sheet.h>
#include <kikusui/ui/reading.h>

#include <string.h>

void kk_readings_open(struct kk_readings *r)
{
    struct kk_err ignored;

    /* Without its words a label is found as it is written. */
    r->read = kk_sheet_open("words.csv", &r->sheet, &ignored) == KK_OK;
}

void kk_readings_close(struct kk_readings *r)
{
    if (r->read)
        kk_sheet_close(&r->sheet);
    *r = (struct kk_readings){0};
}

/* The longest word that begins at s, or -1. */
static int word_at(const struct kk_readings *r, const char *s)
{
    size_t longest = 0;
    int found = -1;

    if (!r->read || (unsigned char)*s < 0xE4) /* kanji begin there: U+4E00 */
        return -1;
    for (size_t i = 0; i < r->sheet.n; i++) {
        const char *word = kk_sheet_cell(&r->sheet, i, "word");
        size_t n = strlen(word);

        if (n > longest && strncmp(s, word, n) == 0) {
            longest = n;
            found = (int)i;
        }
    }
    return found;
}

void kk_reading(const struct kk_readings *r, const char *label,
                struct kk_str *out)
{
    while (*label != '\0') {
        int word = word_at(r, label);

        if (word >= 0) {
            kk_str_add(out, kk_sheet_cell(&r->sheet, (size_t)word, "kana"));
            label += strlen(kk_sheet_cell(&r->sheet, (size_t)word, "word"));
        } else {
            kk_str_addc(out, *label++);
        }
    }
}
