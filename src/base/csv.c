/* Reading CSV: records and fields, with the line each began on. */
#include "csv_text.h"

#include <kikusui/base/csv.h>

#include <string.h>

enum { FIELDS_MAX = 1000, REREADS_MAX = 4 };

struct reader {
    const char *p, *end;
    size_t line;
    struct kk_csv_text in;
    char comma; /* what stands between fields */
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

static void end_field(struct reader *r)
{
    size_t bad;

    kk_str_clear(&r->text);
    bad = kk_csv_text_decode(&r->in, &r->raw, &r->text);
    kk_grow(&r->field, &r->cap_field, r->n + 1, sizeof *r->field);
    kk_grow(&r->bad, &r->cap_bad, r->n + 1, sizeof *r->bad);
    r->field[r->n] =
        kk_arena_strndup(&r->csv->arena, kk_str_c(&r->text), r->text.n_bytes);
    r->bad[r->n] = bad;
    r->n++;
    kk_str_clear(&r->raw);
}

/* Bytes of the line end at p (LF, CR LF, or CR alone as Excel for the Mac
 * writes it): 0 when there is none. */
static size_t line_end(const char *p, const char *end)
{
    if (p == end || (*p != '\n' && *p != '\r'))
        return 0;
    return *p == '\r' && end - p >= 2 && p[1] == '\n' ? 2 : 1;
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
        } else if (line_end(r->p, r->end) == 1) {
            r->line++; /* of CR LF the LF counts */
        }
        kk_str_addc(&r->raw, *r->p++);
    }
    return false;
}

static void read_bare(struct reader *r)
{
    const char *from = r->p;

    while (r->p < r->end && *r->p != r->comma && line_end(r->p, r->end) == 0)
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
        if (r->p == r->end || *r->p != r->comma)
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

/* What a spreadsheet leaves of rows that once held something: only commas. */
static bool all_blank(const struct reader *r)
{
    for (size_t i = 0; i < r->n && i < FIELDS_MAX; i++)
        for (const char *s = r->field[i]; *s != '\0';) {
            static const char wide[] = "\xE3\x80\x80"; /* U+3000 */
            size_t n = kk_str_starts(s, wide)    ? strlen(wide)
                       : *s == ' ' || *s == '\t' ? 1
                                                 : 0;

            if (n == 0)
                return false;
            s += n;
        }
    return true;
}

static enum kk_status read_record(struct reader *r, size_t max_records,
                                  struct kk_err *err)
{
    struct kk_csv_record rec = {.line = r->line};

    read_untorn(r, &rec);
    r->p += line_end(r->p, r->end);
    r->line++;
    rec.n = r->n;
    if (!rec.torn && all_blank(r))
        return KK_OK;
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

/* A list without one comma in its first line may be one of tabs (what Excel
 * copies and calls Unicode text) or of semicolons. */
static char comma_of(const char *p, const char *end)
{
    static const char signs[] = {',', '\t', ';'};
    size_t n[sizeof signs] = {0};
    bool quoted = false;

    for (; p < end && line_end(p, end) > 0; p++)
        ;
    for (; p < end && (quoted || line_end(p, end) == 0); p++) {
        quoted = quoted != (*p == '"');
        for (size_t i = 0; i < sizeof signs && !quoted; i++)
            n[i] += *p == signs[i];
    }
    return n[0] > 0 || n[1] + n[2] == 0 ? ',' : n[1] > 0 ? '\t' : ';';
}

enum kk_status kk_csv_read(const char *bytes, size_t n_bytes,
                           size_t max_records, struct kk_csv *out,
                           struct kk_err *err)
{
    struct reader r = {.line = 1, .csv = out};
    enum kk_status st;

    *out = (struct kk_csv){0};
    st = kk_csv_text_open(&r.in, bytes, n_bytes, err);
    if (st == KK_OK) {
        out->encoding = r.in.encoding;
        r.p = r.reached = r.in.p;
        r.end = r.p + r.in.n_bytes;
        r.comma = out->comma = comma_of(r.p, r.end);
        st = read_records(&r, max_records, err);
    }
    kk_csv_text_close(&r.in);
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

void kk_csv_unwrap(char *field)
{
    size_t n = strlen(field);

    if (n >= 3 && field[0] == '=' && field[1] == '"' && field[n - 1] == '"') {
        memmove(field, field + 2, n - 3);
        field[n - 3] = '\0';
    } else if (field[0] == '\'') {
        memmove(field, field + 1, n);
    }
}

bool kk_csv_needs_sign(const char *text)
{
    return *text != '\0' && strchr("=+-@\t'", *text) != NULL;
}

void kk_csv_unsign(char *field)
{
    if (field[0] == '\'' && kk_csv_needs_sign(field + 1))
        memmove(field, field + 1, strlen(field));
}

/* 1.23E+05; a serial number like 12E34 has no sign. */
static bool is_scientific(const char *s)
{
    static const char digits[] = "0123456789";
    size_t n = strspn(s, digits);

    if (n != 1)
        return false;
    s += n;
    if (*s == '.') {
        n = strspn(s + 1, digits);
        s += n + 1;
    }
    if (n == 0 || (*s != 'E' && *s != 'e') || (s[1] != '+' && s[1] != '-'))
        return false;
    n = strspn(s + 2, digits);
    return n > 0 && s[2 + n] == '\0';
}

const char *kk_csv_ruined(const char *field, bool number)
{
    static const char *const errors[] = {
        "#N/A",   "#REF!", "#VALUE!", "#DIV/0!", "#NAME?",
        "#NULL!", "#NUM!", "#SPILL!", "#CALC!",  "#GETTING_DATA"};
    size_t hashes = strspn(field, "#");

    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strcmp(field, errors[i]) == 0)
            return "表計算のエラー値です。元の表で値に直してください";
    if (hashes >= 2 && field[hashes] == '\0')
        return "表計算の幅が足りず、値が失われています。列を広げて保存し直して"
               "ください";
    if (number && is_scientific(field))
        return "表計算が指数に直し、桁が失われています。列を文字列にして保存し"
               "直してください";
    return NULL;
}

void kk_csv_quote(struct kk_str *out, const char *field)
{
    size_t n = strlen(field);

    /* Some readers strip blanks at the ends of a bare field, and some take a
     * tab or a semicolon for what parts fields. */
    if (strpbrk(field, ",;\t\"\r\n") == NULL &&
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
