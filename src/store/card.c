/* Text cards: writing and reading the lines that entries travel as. */
#include <kikusui/base/utf8.h>
#include <kikusui/store/card.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* No control character but the line feed, and UTF-8. */
static bool is_clean(const char *s, size_t n_bytes)
{
    while (n_bytes > 0) {
        uint32_t cp;
        size_t len = 1;

        if ((unsigned char)*s >= 0x20 && (unsigned char)*s < 0x7F)
            cp = (unsigned char)*s; /* nearly all of a journal */
        else
            len = kk_utf8_decode(s, n_bytes, &cp);
        if (len == 0 || (cp < 0x20 && cp != '\n') || (cp >= 0x7F && cp < 0xA0))
            return false;
        s += len;
        n_bytes -= len;
    }
    return true;
}

bool kk_card_fits(const char *s, size_t n_bytes)
{
    return n_bytes <= KK_CARD_MAX_VALUE_BYTES && is_clean(s, n_bytes);
}

void kk_card_text(struct kk_str *out, const char *s)
{
    size_t plain = strcspn(s, "\t\n\\");

    while (s[plain] != '\0') {
        kk_str_addn(out, s, plain);
        kk_str_addc(out, '\\');
        kk_str_addc(out, s[plain] == '\t'   ? 't'
                         : s[plain] == '\n' ? 'n'
                                            : '\\');
        s += plain + 1;
        plain = strcspn(s, "\t\n\\");
    }
    kk_str_addn(out, s, plain);
}

void kk_card_value(struct kk_str *out, const struct kk_val *v)
{
    switch (v->type) {
    case KK_VNULL:
        kk_str_addc(out, 'n');
        break;
    case KK_VINT:
        kk_str_addc(out, 'i');
        kk_str_addi(out, v->i);
        break;
    case KK_VTEXT:
        kk_str_addc(out, 't');
        kk_card_text(out, v->s);
        break;
    case KK_VBLOB:
        kk_str_addc(out, 'b');
        for (size_t i = 0; i < v->n_bytes; i++)
            kk_str_addx(out, (unsigned char)v->s[i], 2);
        break;
    }
}

void kk_card_ref(struct kk_str *out, uint64_t writer, int64_t seq)
{
    kk_str_addx(out, writer, 10);
    kk_str_addc(out, '-');
    kk_str_addi(out, seq);
}

bool kk_card_read_int(const char *field, int64_t *out)
{
    const char *digits = field + (*field == '-');

    return kk_parse_i64(field, out) &&
           (digits[0] != '0' || (digits[1] == '\0' && digits == field));
}

bool kk_card_parse_ref(const char *s, uint64_t *writer, int64_t *seq)
{
    char *end;
    size_t hex = strspn(s, "0123456789abcdef");

    if (hex != 10 || s[hex] != '-')
        return false;
    *writer = strtoull(s, &end, 16);
    return kk_card_read_int(end + 1, seq) && *seq > 0;
}

void kk_card_put_writer(struct kk_str *out, const struct kk_card_writer *w)
{
    char hash[2 * KK_HASH_BYTES + 1];

    kk_str_addf(out, "W\t%010" PRIx64 "\t", w->writer);
    kk_card_text(out, w->node == NULL ? "" : w->node);
    if (w->parent == 0) {
        kk_str_add(out, "\t-\t-\t-\n");
        return;
    }
    kk_hex(w->parent_hash, KK_HASH_BYTES, hash);
    kk_str_addf(out, "\t%010" PRIx64 "\t%" PRId64 "\t%s\n", w->parent,
                w->parent_seq, hash);
}

static void add_numbers(struct kk_str *out, const int64_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        kk_str_addi(out, v[i]);
        kk_str_addc(out, '\t');
    }
}

void kk_card_put_entry(struct kk_str *out, const struct kk_entry *e)
{
    struct kk_val reason = kk_vtext(e->reason);
    const int64_t when[] = {e->seq, e->ltime, e->recorded_at, e->worker};
    const int64_t what[] = {e->subject_table, e->subject, e->happened_at};
    const int64_t schema = e->schema;

    kk_str_add(out, "E\t");
    kk_str_addx(out, e->writer, 10);
    kk_str_addc(out, '\t');
    add_numbers(out, when, sizeof when / sizeof *when);
    kk_card_text(out, e->action);
    kk_str_addc(out, '\t');
    add_numbers(out, what, sizeof what / sizeof *what);
    kk_card_text(out, e->program == NULL ? "" : e->program);
    kk_str_addc(out, '\t');
    add_numbers(out, &schema, 1);
    kk_card_value(out, &reason);
    kk_str_addc(out, '\n');
}

void kk_card_chain(const unsigned char previous[KK_HASH_BYTES],
                   const struct kk_str *cards, unsigned char out[KK_HASH_BYTES])
{
    struct kk_hash h;

    kk_hash_init(&h);
    kk_hash_add(&h, previous, KK_HASH_BYTES);
    kk_hash_add(&h, kk_str_c(cards), cards->n_bytes);
    kk_hash_end(&h, out);
}

enum kk_status kk_card_next(struct kk_card_reader *r, struct kk_card *out,
                            struct kk_err *err)
{
    const char *line = r->bytes + r->at, *nl;
    char *p;

    *out = (struct kk_card){0};
    if (r->at >= r->n_bytes)
        return KK_NONE;
    r->line++;
    nl = memchr(line, '\n', r->n_bytes - r->at);
    if (nl == NULL || nl - line < 3 || line[1] != '\t' ||
        strchr("MWEACSRH", line[0]) == NULL ||
        memchr(line, '\0', (size_t)(nl - line)) != NULL)
        return kk_fail(err, KK_BADBUNDLE, "%zu行目が読めません", r->line);
    kk_str_clear(&r->scratch);
    kk_str_addn(&r->scratch, line, (size_t)(nl - line));
    out->kind = line[0];
    out->line = line;
    out->n_bytes = (size_t)(nl - line) + 1;
    for (p = r->scratch.s + 2; p != NULL; p = strchr(p, '\t')) {
        if (out->n > 0)
            *p++ = '\0';
        if (out->n == KK_CARD_MAX_FIELDS)
            return kk_fail(err, KK_BADBUNDLE, "%zu行目の欄が多すぎます",
                           r->line);
        out->field[out->n++] = p;
    }
    r->at += out->n_bytes;
    return KK_OK;
}

void kk_card_reader_free(struct kk_card_reader *r)
{
    kk_str_free(&r->scratch);
}

bool kk_card_read_text(const char *field, struct kk_arena *arena,
                       const char **out)
{
    return kk_card_read_long(field, KK_CARD_MAX_VALUE_BYTES, arena, out);
}

bool kk_card_read_long(const char *field, size_t most, struct kk_arena *arena,
                       const char **out)
{
    size_t n = strlen(field), len = 0;
    char *s = kk_arena_alloc(arena, n + 1);

    *out = s;
    for (size_t i = 0; i < n; i++) {
        if (field[i] != '\\') {
            s[len++] = field[i];
            continue;
        }
        switch (field[++i]) {
        case 't': /* a value never holds a TAB, only the escape exists */
            return false;
        case 'n':
            s[len++] = '\n';
            break;
        case '\\':
            s[len++] = '\\';
            break;
        default:
            return false;
        }
    }
    return len <= most && is_clean(s, len);
}

static bool read_blob(const char *hex, struct kk_arena *arena,
                      struct kk_val *out)
{
    size_t n = strlen(hex);
    char *p = kk_arena_alloc(arena, n / 2 + 1);

    if (n % 2 != 0 || n / 2 > KK_CARD_MAX_VALUE_BYTES ||
        strspn(hex, "0123456789abcdef") != n || !kk_unhex(hex, p, n / 2))
        return false;
    *out = kk_vblob(p, n / 2);
    return true;
}

bool kk_card_read_value(const char *field, struct kk_arena *arena,
                        struct kk_val *out)
{
    const char *text;
    int64_t i;

    *out = kk_vnull();
    switch (field[0]) {
    case 'n':
        return field[1] == '\0';
    case 'i':
        if (!kk_card_read_int(field + 1, &i))
            return false;
        *out = kk_vint(i);
        return true;
    case 't':
        if (!kk_card_read_text(field + 1, arena, &text))
            return false;
        *out = kk_vtext(text);
        return true;
    case 'b':
        return read_blob(field + 1, arena, out);
    default:
        return false;
    }
}
