/* A spreadsheet's file read again: whatever happens to a byte is found. */
#include "test.h"

#include <kikusui/base/mem.h>
#include <kikusui/report/zip.h>

#include <string.h>
#include <zlib.h>

static size_t put(char *to, size_t at, uint32_t v, size_t bytes)
{
    uint64_t rest = v; /* zeros behind it */

    for (size_t i = 0; i < bytes; i++, rest >>= 8)
        to[at + i] = (char)(rest & 0xFF);
    return at + bytes;
}

/* One stored member, as a zip; its length. */
static size_t zip_of(const char *name, const char *text, char *to)
{
    size_t n = strlen(text), k = strlen(name), at = 0, dir;
    uint32_t crc = (uint32_t)crc32(0, (const Bytef *)text, (uInt)n);

    at = put(to, at, 0x04034B50, 4);
    at = put(to, at, 0, 10);
    at = put(to, at, crc, 4);
    at = put(to, at, (uint32_t)n, 4);
    at = put(to, at, (uint32_t)n, 4);
    at = put(to, at, (uint32_t)k, 4);
    memcpy(to + at, name, k);
    memcpy(to + at + k, text, n);
    dir = at = at + k + n;
    at = put(to, at, 0x02014B50, 4);
    at = put(to, at, 0, 12);
    at = put(to, at, crc, 4);
    at = put(to, at, (uint32_t)n, 4);
    at = put(to, at, (uint32_t)n, 4);
    at = put(to, at, (uint32_t)k, 4);
    at = put(to, at, 0, 14);
    memcpy(to + at, name, k);
    at += k;
    at = put(to, at, 0x06054B50, 4);
    at = put(to, at, 0, 4);
    at = put(to, at, 1, 2);
    at = put(to, at, 1, 2);
    at = put(to, at, (uint32_t)(at - 12 - dir), 4);
    at = put(to, at, (uint32_t)dir, 4);
    return put(to, at, 0, 2);
}

#define SHEET "xl/worksheets/sheet1.xml"
#define WHOLE "<?xml version=\"1.0\"?>\n<worksheet><c r=\"A1\"/></worksheet>\n"

static enum kk_status looked(const char *text, size_t sheets, size_t cells)
{
    char zip[512];
    struct kk_err err = {0};
    size_t n = zip_of(SHEET, text, zip);

    return kk_zip_check(zip, n, sheets, cells, &err);
}

START_TEST(what_is_whole_is_taken)
{
    ck_assert_int_eq(looked(WHOLE, 1, 1), KK_OK);
}
END_TEST

START_TEST(what_is_not_all_there_is_told)
{
    ck_assert_int_eq(looked(WHOLE, 1, 2), KK_IO);
    ck_assert_int_eq(looked(WHOLE, 2, 1), KK_IO);
    ck_assert_int_eq(looked("<worksheet><c r=\"A1\"/></work", 1, 1), KK_IO);
    ck_assert_int_eq(looked("", 1, 0), KK_IO);
    ck_assert_int_eq(looked("</a>", 1, 0), KK_IO);
}
END_TEST

START_TEST(no_byte_changes_and_none_is_missing_unseen)
{
    char zip[512];
    struct kk_err err = {0};
    size_t n = zip_of(SHEET, WHOLE, zip), found = 0;

    for (size_t cut = 0; cut < n; cut++) {
        char *part = kk_alloc(cut + 1); /* so that a tool sees a read beyond */

        memcpy(part, zip, cut);
        ck_assert_int_eq(kk_zip_check(part, cut, 1, 1, &err), KK_IO);
        kk_free(part);
    }
    for (size_t at = 0; at < n; at++) {
        zip[at] = (char)~zip[at];
        found += kk_zip_check(zip, n, 1, 1, &err) != KK_OK;
        zip[at] = (char)~zip[at];
    }
    /* Times, versions and the like are asked of nobody. */
    ck_assert_uint_gt(found, n / 2);
}
END_TEST

KK_TEST_MAIN("zip", what_is_whole_is_taken, what_is_not_all_there_is_told,
             no_byte_changes_and_none_is_missing_unseen)
