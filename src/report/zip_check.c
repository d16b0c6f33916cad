/* A spreadsheet's file read again after it was written: its zip, by zlib. */
#include <kikusui/base/mem.h>
#include <kikusui/base/str.h>
#include <kikusui/report/zip.h>

#include <string.h>
#include <zlib.h>

enum {
    END_BYTES = 22,
    ENTRY_BYTES = 46,
    LOCAL_BYTES = 30,
    DEFLATED = 8,
    MAX_MEMBER = 1 << 29,
};

struct member {
    char name[128];
    unsigned method, crc, offset;
    size_t packed, plain;
};

static unsigned u16(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;

    return u[0] | (unsigned)u[1] << 8;
}

static unsigned u32(const char *p)
{
    return u16(p) | u16(p + 2) << 16;
}

static enum kk_status broken(struct kk_err *err, const char *name,
                             const char *what)
{
    return kk_fail(err, KK_IO, "書いたファイルを読み直すと壊れています: %s%s%s",
                   name, *name == '\0' ? "" : " ", what);
}

/* One row of the directory; what it takes, 0: there is none. */
static size_t read_member(const char *p, size_t n, struct member *m)
{
    size_t name;

    if (n < ENTRY_BYTES || memcmp(p, "PK\1\2", 4) != 0)
        return 0;
    name = u16(p + 28);
    *m = (struct member){.method = u16(p + 10),
                         .crc = u32(p + 16),
                         .packed = u32(p + 20),
                         .plain = u32(p + 24),
                         .offset = u32(p + 42)};
    if (name >= sizeof m->name || n < ENTRY_BYTES + name)
        return 0;
    memcpy(m->name, p + ENTRY_BYTES, name);
    return ENTRY_BYTES + name + u16(p + 30) + u16(p + 32);
}

/* Where its bytes are; NULL: not in the file. */
static const char *body(const char *bytes, size_t n, const struct member *m)
{
    const char *p = bytes + m->offset;
    size_t skip;

    if (m->offset > n || n - m->offset < LOCAL_BYTES ||
        memcmp(p, "PK\3\4", 4) != 0)
        return NULL;
    skip = LOCAL_BYTES + u16(p + 26) + u16(p + 28);
    if (n - m->offset < skip || n - m->offset - skip < m->packed)
        return NULL;
    return p + skip;
}

static bool unpack(const char *from, const struct member *m, char *to)
{
    z_stream z = {.next_in = (z_const Bytef *)(uintptr_t)from,
                  .avail_in = (uInt)m->packed,
                  .next_out = (Bytef *)to,
                  .avail_out = (uInt)m->plain};
    int r;

    if (m->method != DEFLATED) {
        if (m->packed == m->plain)
            memcpy(to, from, m->plain);
        return m->method == 0 && m->packed == m->plain;
    }
    if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
        return false;
    r = inflate(&z, Z_FINISH);
    (void)inflateEnd(&z);
    return r == Z_STREAM_END && z.total_out == m->plain;
}

/* The XML ends with what closes its root. */
static bool closed(const char *s, size_t len)
{
    const char *root = s, *end = s + len;
    size_t n;

    while ((root = strchr(root, '<')) != NULL &&
           (root[1] == '?' || root[1] == '!'))
        root++;
    if (root == NULL)
        return false;
    n = strcspn(++root, " >/\r\n");
    while (end > root && (end[-1] == '\n' || end[-1] == '\r'))
        end--;
    return n > 0 && (size_t)(end - root) > n + 3 && end[-1] == '>' &&
           memcmp(end - n - 3, "</", 2) == 0 &&
           memcmp(end - n - 1, root, n) == 0;
}

static size_t count(const char *s, const char *what)
{
    size_t n = 0;

    while ((s = strstr(s, what)) != NULL) {
        s++;
        n++;
    }
    return n;
}

struct found {
    size_t sheets, cells;
};
static enum kk_status look(const char *bytes, size_t n, const struct member *m,
                           struct found *f, struct kk_err *err)
{
    const char *from = body(bytes, n, m);
    enum kk_status st = KK_OK;
    char *text;

    if (from == NULL || m->plain > MAX_MEMBER)
        return broken(err, m->name, "がありません");
    text = kk_alloc(m->plain + 1);
    if (!unpack(from, m, text) ||
        crc32(0, (const Bytef *)text, (uInt)m->plain) != m->crc)
        st = broken(err, m->name, "の中身が合いません");
    else if (!closed(text, m->plain))
        st = broken(err, m->name, "が途中で切れています");
    else if (strncmp(m->name, "xl/worksheets/sheet", 19) == 0) {
        f->sheets++;
        f->cells += count(text, "<c r=");
    }
    kk_free(text);
    return st;
}

enum kk_status kk_zip_check(const char *bytes, size_t n_bytes, size_t n_sheets,
                            size_t n_cells, struct kk_err *err)
{
    const char *end = bytes + n_bytes - END_BYTES;
    struct found f = {0};
    enum kk_status st = KK_OK;
    size_t at, members;

    if (n_bytes < END_BYTES || memcmp(end, "PK\5\6", 4) != 0)
        return broken(err, "", "終わりがありません");
    members = u16(end + 10);
    at = u32(end + 16);
    for (size_t i = 0; st == KK_OK && i < members; i++) {
        struct member m;
        size_t len =
            at > n_bytes ? 0 : read_member(bytes + at, n_bytes - at, &m);

        if (len == 0)
            return broken(err, "", "目次が切れています");
        st = look(bytes, n_bytes, &m, &f, err);
        at += len;
    }
    if (st == KK_OK && (f.sheets != n_sheets || f.cells != n_cells))
        st = broken(err, "", "シートかセルの数が合いません");
    return st;
}
