/* Cards: the lines that bundles, the tail and the chain are made of. */
#include "fuzz.h"

#include <kikusui/store/card.h>

#include <string.h>

bool kk_fuzz_seed(size_t i, struct kk_str *out)
{
    static const char *const seeds[] = {
        "W\t7f3a0b21c4\tK1\t-\t0\t-\n",
        "E\t7f3a0b21c4\t12\t99\t1681262400\t7\tincident.open\t13\t5\t0\t"
        "0.1\t4\t理由\n"
        "A\tsymptom\t電源が\\t入らない\\n\n"
        "C\t13\t5\t0\t-\t-\t2\ttK1-0001\t16\ti1681262400\t9\tn\n"
        "C\t13\t5\t9\t7f3a0b21c4-3\t7f3a0b21c4-4,0000000001-9\tt直した\n",
        "C\t13\t5\t24\t7f3a0b21c4-3\t-\tb00ff10\n",
        "C\t13\t5\t1\t7f3a0b21c4-3\t-\ti-9223372036854775808\n"};

    if (i >= sizeof seeds / sizeof *seeds)
        return false;
    kk_str_add(out, seeds[i]);
    return true;
}

/* What is read as a value is written back as the same bytes, or a chain could
 * be forged with another spelling. */
static void check_field(const char *field)
{
    struct kk_arena arena = {0};
    struct kk_str back = {0};
    struct kk_val v;
    const char *text;
    uint64_t writer;
    int64_t seq, i;

    if (kk_card_read_value(field, &arena, &v)) {
        kk_card_value(&back, &v);
        FUZZ_CHECK(kk_streq(kk_str_c(&back), field));
    }
    kk_str_clear(&back);
    if (kk_card_read_text(field, &arena, &text) && text != NULL) {
        FUZZ_CHECK(kk_card_fits(text, strlen(text)));
        kk_card_text(&back, text);
        FUZZ_CHECK(kk_streq(kk_str_c(&back), field));
    }
    kk_str_clear(&back);
    if (kk_card_parse_ref(field, &writer, &seq)) {
        kk_card_ref(&back, writer, seq);
        FUZZ_CHECK(kk_streq(kk_str_c(&back), field));
    }
    kk_str_clear(&back);
    if (kk_card_read_int(field, &i)) {
        kk_str_addf(&back, "%lld", (long long)i);
        FUZZ_CHECK(kk_streq(kk_str_c(&back), field));
    }
    kk_str_free(&back);
    kk_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct kk_card_reader r = {.bytes = (const char *)data, .n_bytes = n_bytes};
    struct kk_card card;
    struct kk_err err = {0};
    size_t seen = 0;
    enum kk_status st;

    while ((st = kk_card_next(&r, &card, &err)) == KK_OK) {
        FUZZ_CHECK(card.n <= KK_CARD_MAX_FIELDS);
        FUZZ_CHECK(card.n_bytes > 0 && (seen += card.n_bytes) <= n_bytes);
        for (size_t i = 0; i < card.n; i++)
            check_field(card.field[i]);
    }
    FUZZ_CHECK(st == KK_NONE || (st == KK_BADBUNDLE && err.text[0] != '\0'));
    kk_card_reader_free(&r);
    return 0;
}
