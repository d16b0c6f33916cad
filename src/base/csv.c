#include <kikusui/base/csv.h>
#include <kikusui/base/str.h>
#include <kikusui/base/utf8.h>

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { FIELDS_MAX = 1000, REREADS_MAX = 4 };
static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

struct reader {
    const char *p, *end;
    size_t line;
    iconv_t cp932; /* (iconv_t)-1: the file is UTF-8 */
    struct kk_csv *csv;
    size_t cap_records;
    struct kk_str raw, text; /* the field as it stands, and decoded */
    char **field;            /* of the record being read */
    size_t *bad;
    size_t n, cap_field, cap_bad;
    bool torn;
    int rereads;
    const char *reached; /* by the last record that was read again */
};

static bool valid_utf8(const char *s, size_t n)
{
    while (n > 0) {
        uint32_t cp;
        size_t len = kk_utf8_decode(s, n, &cp);

        if (len == 0)
            return false;
        s += len;
        n -= len;
    }
    return true;
}

static bool all_ascii(const struct kk_str *s)
{
    for (size_t i = 0; i < s->n_bytes; i++)
        if ((unsigned char)s->s[i] >= 0x80)
            return false;
    return true;
}

/* Puts U+FFFD for what cannot be read; *bad becomes which character it is. */
static void replace(struct kk_str *out, size_t *bad)
{
    if (*bad == 0)
        *bad = kk_utf8_count(kk_str_c(out), out->n_bytes) + 1;
    kk_str_add(out, replacement);
}

/* Both decoders append to `out` and say which character was the first that
 * had to be replaced, 0: none. */
static size_t decode_utf8(const struct kk_str *raw, struct kk_str *out)
{
    size_t bad = 0;
    size_t len;

    for (size_t at = 0; at < raw->n_bytes; at += len) {
        uint32_t cp;

        len = kk_utf8_decode(raw->s + at, raw->n_bytes - at, &cp);
        if (len > 0) {
            kk_str_addn(out, raw->s + at, len);
            continue;
        }
        replace(out, &bad);
        len = 1;
    }
    return bad;
}

static size_t decode_cp932(iconv_t cd, const struct kk_str *raw,
                           struct kk_str *out)
{
    char *from = raw->s;
    size_t left = raw->n_bytes;
    size_t bad = 0;

    iconv(cd, NULL, NULL, NULL, NULL);
    while (left > 0) {
        char chunk[256], *to = chunk;
        size_t room = sizeof chunk;
        size_t r = iconv(cd, &from, &left, &to, &room);

        kk_str_addn(out, chunk, sizeof chunk - room);
        if (r != (size_t)-1 || errno == E2BIG)
            continue;
        replace(out, &bad);
        from++;
        left--;
    }
    return bad;
}

static void end_field(struct reader *r)
{
    size_t bad = 0;

    kk_str_clear(&r->text);
    if (all_ascii(&r->raw))
        kk_str_addn(&r->text, kk_str_c(&r->raw), r->raw.n_bytes);
    else if (r->cp932 == (iconv_t)-1)
        bad = decode_utf8(&r->raw, &r->text);
    else
        bad = decode_cp932(r->cp932, &r->raw, &r->text);
    kk_grow(&r->field, &r->cap_field, r->n + 1, sizeof *r->field);
    kk_grow(&r->bad, &r->cap_bad, r->n + 1, sizeof *r->bad);
    r->field[r->n] =
        kk_arena_strndup(&r->csv->arena, kk_str_c(&r->text), r->text.n_bytes);
    r->bad[r->n] = bad;
    r->n++;
    kk_str_clear(&r->raw);
}

/* Bytes of the line end at p: 0 when there is none. */
static size_t line_end(const char *p, const char *end)
{
    if (p < end && *p == '\n')
        return 1;
    return end - p >= 2 && p[0] == '\r' && p[1] == '\n' ? 2 : 0;
}

/* Reads what stands between quotes, the first of which has been read; false
 * when it never ends: at the file's end, or at the line's when one_line. */
static bool read_quoted(struct reader *r, bool one_line)
{
    while (r->p < r->end) {
        if (one_line && line_end(r->p, r->end) > 0)
            return false;
        if (*r->p == '"') {
            r->p++;
            if (r->p == r->end || *r->p != '"')
                return true;
        } else if (*r->p == '\n') {
            r->line++;
        }
        kk_str_addc(&r->raw, *r->p++);
    }
    return false;
}

static void read_bare(struct reader *r)
{
    const char *from = r->p;

    while (r->p < r->end && *r->p != ',' && line_end(r->p, r->end) == 0)
        r->p++;
    kk_str_addn(&r->raw, from, (size_t)(r->p - from));
}

/* One record up to its line end; false, and r->torn set, when text follows a
 * closing quote or a quote is never closed. CP932's second bytes are never a
 * comma, a quote or a line end, so bytes will do. */
static bool read_fields(struct reader *r, bool one_line)
{
    r->torn = false;
    r->n = 0;
    for (;;) {
        size_t n_quoted;

        if (r->p < r->end && *r->p == '"') {
            r->p++;
            r->torn = !read_quoted(r, one_line) || r->torn;
            n_quoted = r->raw.n_bytes;
            read_bare(r);
            r->torn = r->raw.n_bytes > n_quoted || r->torn;
        } else {
            read_bare(r);
        }
        if (r->n <= FIELDS_MAX)
            end_field(r);
        else
            kk_str_clear(&r->raw);
        if (r->p == r->end || *r->p != ',')
            return !r->torn;
        r->p++;
    }
}

/* A record whose quotes are torn is read again with them ending at its line's
 * end, or it would swallow the records after it. These may swallow the same
 * lines in turn: after a few of them lines are taken one by one as far as the
 * last one reached, so that the work stays in proportion to the file. */
static void read_untorn(struct reader *r, struct kk_csv_record *rec)
{
    const char *start = r->p;
    bool one_line = r->rereads == REREADS_MAX && r->p < r->reached;

    if (read_fields(r, one_line) || one_line || r->line == rec->line) {
        rec->torn = r->torn;
        return;
    }
    r->rereads += r->rereads < REREADS_MAX;
    r->reached = r->p;
    r->p = start;
    r->line = rec->line;
    read_fields(r, true);
    rec->torn = true;
}

static enum kk_status read_record(struct reader *r, size_t max_records,
                                  struct kk_err *err)
{
    struct kk_csv_record rec = {.line = r->line};

    read_untorn(r, &rec);
    r->p += line_end(r->p, r->end);
    r->line++;
    rec.n = r->n;
    if (rec.n > FIELDS_MAX)
        return kk_fail(err, KK_REFUSED,
                       "%zu行目: 項目が多すぎます。1行に%d項目までです。",
                       rec.line, FIELDS_MAX);
    if (r->csv->n == max_records)
        return kk_fail(err, KK_REFUSED,
                       "行が多すぎます。%zu行までです。分けて読み込んで"
                       "ください。",
                       max_records);
    rec.field = kk_arena_alloc(&r->csv->arena, rec.n * sizeof *rec.field);
    rec.bad = kk_arena_alloc(&r->csv->arena, rec.n * sizeof *rec.bad);
    memcpy(rec.field, r->field, rec.n * sizeof *rec.field);
    memcpy(rec.bad, r->bad, rec.n * sizeof *rec.bad);
    kk_grow(&r->csv->record, &r->cap_records, r->csv->n + 1, sizeof rec);
    r->csv->record[r->csv->n++] = rec;
    return KK_OK;
}

static enum kk_status read_records(struct reader *r, size_t max_records,
                                   struct kk_err *err)
{
    enum kk_status st = KK_OK;

    while (st == KK_OK && r->p < r->end) {
        size_t empty = line_end(r->p, r->end);

        if (empty > 0) {
            r->p += empty;
            r->line++;
        } else {
            st = read_record(r, max_records, err);
        }
    }
    if (st == KK_OK && r->csv->n == 0)
        st = kk_fail(err, KK_REFUSED,
                     "ファイルが空です。中身のあるファイルを指定して"
                     "ください。");
    return st;
}

/* One bad byte does not make a UTF-8 list CP932: then its first line tells. No
 * Japanese of CP932 is valid UTF-8 but a few pairs of half-width kana. */
static bool is_utf8(const char *s, size_t n)
{
    const char *eol = memchr(s, '\n', n);
    size_t head = eol == NULL ? n : (size_t)(eol - s);
    bool ascii = true;

    if (valid_utf8(s, n))
        return true;
    for (size_t i = 0; i < head && ascii; i++)
        ascii = (unsigned char)s[i] < 0x80;
    return !ascii && valid_utf8(s, head);
}

/* Decides the encoding and steps over a BOM. */
static enum kk_status open_reader(struct reader *r, struct kk_err *err)
{
    size_t n = (size_t)(r->end - r->p);
    bool bom = n >= 3 && memcmp(r->p, "\xEF\xBB\xBF", 3) == 0;

    if ((n >= 2 && memcmp(r->p, "\xFF\xFE", 2) == 0) ||
        (n >= 2 && memcmp(r->p, "\xFE\xFF", 2) == 0))
        return kk_fail(err, KK_REFUSED,
                       "UTF-16 のファイルは読めません。"
                       "「CSV UTF-8」で保存し直してください。");
    if (n > 0 && memchr(r->p, '\0', n) != NULL)
        return kk_fail(err, KK_REFUSED,
                       "CSV ではありません (NUL を含みます)。"
                       "CSV で保存したファイルを指定してください。");
    if (bom)
        r->p += 3;
    r->csv->encoding = "UTF-8";
    if (bom || is_utf8(r->p, n))
        return KK_OK;
    r->csv->encoding = "CP932";
    r->cp932 = iconv_open("UTF-8", "CP932");
    if (r->cp932 == (iconv_t)-1)
        return kk_fail(err, KK_IO,
                       "この環境では CP932 を読めません。"
                       "UTF-8 で保存し直してください。");
    return KK_OK;
}

enum kk_status kk_csv_read(const char *bytes, size_t n_bytes,
                           size_t max_records, struct kk_csv *out,
                           struct kk_err *err)
{
    struct reader r = {.p = bytes,
                       .end = bytes + n_bytes,
                       .line = 1,
                       .cp932 = (iconv_t)-1,
                       .reached = bytes,
                       .csv = out};
    enum kk_status st;

    *out = (struct kk_csv){0};
    st = open_reader(&r, err);
    if (st == KK_OK)
        st = read_records(&r, max_records, err);
    if (r.cp932 != (iconv_t)-1)
        iconv_close(r.cp932);
    if (st != KK_OK)
        kk_csv_free(out);
    kk_str_free(&r.raw);
    kk_str_free(&r.text);
    kk_free(r.field);
    kk_free(r.bad);
    return st;
}

void kk_csv_free(struct kk_csv *csv)
{
    kk_free(csv->record);
    kk_arena_free(&csv->arena);
    *csv = (struct kk_csv){0};
}

void kk_csv_quote(struct kk_str *out, const char *field)
{
    size_t n = strlen(field);

    /* Some readers strip blanks at the ends of a bare field. */
    if (strpbrk(field, ",\"\r\n") == NULL &&
        (n == 0 || (field[0] != ' ' && field[n - 1] != ' '))) {
        kk_str_add(out, field);
        return;
    }
    kk_str_addc(out, '"');
    for (; *field != '\0'; field++) {
        if (*field == '"')
            kk_str_addc(out, '"');
        kk_str_addc(out, *field);
    }
    kk_str_addc(out, '"');
}
