/* Reading a tail: by what opens the database, by check, by a restore. */
#include "tail_priv.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/card.h>
#include <kikusui/store/tail.h>

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define SELF_BIT ((uint64_t)1 << 63)

static void put_le(unsigned char *p, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        p[i] = (unsigned char)(v >> (8 * i));
}

static uint64_t get_le(const unsigned char *p, int bytes)
{
    uint64_t v = 0;

    for (int i = 0; i < bytes; i++)
        v |= (uint64_t)p[i] << (8 * i);
    return v;
}

void kk_tail_put_head(const struct kk_tail_head *h,
                      unsigned char out[KK_TAIL_HEAD_BYTES])
{
    put_le(out, h->n_bytes, 4);
    put_le(out + 4, (uint64_t)h->arrival | (h->self ? SELF_BIT : 0), 8);
}

void kk_tail_get_head(const unsigned char *p, struct kk_tail_head *out)
{
    uint64_t name = get_le(p + 4, 8);

    out->n_bytes = (uint32_t)get_le(p, 4);
    out->self = (name & SELF_BIT) != 0;
    out->arrival = (int64_t)(name & ~SELF_BIT);
}

void kk_tail_put_hash(struct kk_str *out, uint64_t writer, int64_t seq,
                      const unsigned char hash[KK_HASH_BYTES])
{
    char hex[2 * KK_HASH_BYTES + 1];

    kk_hex(hash, KK_HASH_BYTES, hex);
    kk_str_add(out, "H\t");
    kk_card_ref(out, writer, seq);
    kk_str_addf(out, "\t%s\n", hex);
}

/* --- one record's text ----------------------------------------------------
 */

static void take_hash(struct kk_tail *t, const char *line)
{
    struct kk_tail_entry e;
    char ref[64], hex[2 * KK_HASH_BYTES + 1];

    if (sscanf(line, "H\t%63[^\t]\t%64[0-9a-f]", ref, hex) != 2 ||
        !kk_card_parse_ref(ref, &e.writer, &e.seq) ||
        !kk_unhex(hex, e.hash, sizeof e.hash))
        return;
    kk_grow(&t->entry, &t->cap, t->n + 1, sizeof *t->entry);
    t->entry[t->n++] = e;
}

static void take_fact(struct kk_copy *c, const char *line)
{
    char key[32] = "", value[40] = "";

    if (sscanf(line, "M\t%31[^\t\n]\t%39[^\n]", key, value) != 2)
        return;
    if (strcmp(key, "role") == 0)
        kk_fmt(c->role, sizeof c->role, "%s", value);
    else if (strcmp(key, "node") == 0)
        kk_fmt(c->name, sizeof c->name, "%s", value);
    else if (strcmp(key, "node_id") == 0)
        snprintf(c->node, sizeof c->node, "%s", value);
    else if (strcmp(key, "deployment") == 0)
        snprintf(c->deployment, sizeof c->deployment, "%s", value);
}

/* Entries' cards go on as they are; what stands between them is read. */
static void take_text(struct kk_tail *t, const struct kk_str *text)
{
    const char *line = kk_str_c(text), *end = line + text->n_bytes;

    while (line < end) {
        const char *next = memchr(line, '\n', (size_t)(end - line));
        size_t n = (size_t)((next == NULL ? end : next + 1) - line);

        switch (*line) {
        case 'H':
            take_hash(t, line);
            break;
        case 'M':
            take_fact(&t->copy, line);
            break;
        case 'R':
            kk_str_clear(&t->roster);
            kk_str_addn(&t->roster, line, n);
            break;
        default:
            kk_str_addn(&t->cards, line, n);
            break;
        }
        line += n;
    }
}

/* --- the file -------------------------------------------------------------
 */

/* How many entries a record held that does not unseal: arrivals leave no gap.
 * What tells them may be as broken. */
static int64_t entries_in(int64_t before, const struct kk_tail_head *h)
{
    uint64_t n = (uint64_t)h->arrival - (uint64_t)before;

    return before >= 0 && n > 0 && n < h->n_bytes ? (int64_t)n : 1;
}

static void take_records(struct kk_tail *t, const struct kk_str *file,
                         const unsigned char key[KK_SEAL_KEY_BYTES])
{
    size_t at = KK_TAIL_MAGIC_BYTES;
    int64_t before = -1;

    while (at + KK_TAIL_HEAD_BYTES <= file->n_bytes) {
        struct kk_str text = {0};
        struct kk_tail_head h;

        kk_tail_get_head((const unsigned char *)file->s + at, &h);
        at += KK_TAIL_HEAD_BYTES;
        if (h.n_bytes > file->n_bytes - at)
            break; /* torn by a crash: never called done */
        if (kk_unseal(key, file->s + at, h.n_bytes, &text, NULL) == KK_OK)
            take_text(t, &text);
        else
            t->bad += entries_in(before, &h);
        if (before < 0 && h.self)
            t->first = h.arrival;
        before = h.arrival;
        at += h.n_bytes;
        kk_str_free(&text);
    }
}

enum kk_status kk_tail_load(const char *path,
                            const unsigned char key[KK_SEAL_KEY_BYTES],
                            struct kk_tail *out, struct kk_err *err)
{
    struct kk_str file = {0};
    enum kk_status st = kk_file_read(path, (size_t)1 << 31, true, &file, err);

    *out = (struct kk_tail){.first = -1};
    if (st == KK_OK &&
        (file.n_bytes < KK_TAIL_MAGIC_BYTES || !kk_tail_is(file.s)))
        st =
            kk_fail(err, KK_REFUSED, "%s は控えのファイルではありません", path);
    if (st == KK_OK)
        take_records(out, &file, key);
    kk_str_free(&file);
    return st;
}

void kk_tail_free(struct kk_tail *t)
{
    kk_str_free(&t->cards);
    kk_str_free(&t->roster);
    kk_free(t->entry);
    *t = (struct kk_tail){.first = -1};
}

bool kk_tail_is_file(const char *path)
{
    char magic[KK_TAIL_MAGIC_BYTES];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool is = fd >= 0 && read(fd, magic, sizeof magic) == sizeof magic &&
              kk_tail_is(magic);

    if (fd >= 0)
        close(fd);
    return is;
}

enum kk_status kk_tail_read(const char *path,
                            const unsigned char key[KK_SEAL_KEY_BYTES],
                            struct kk_str *cards, int64_t *bad,
                            struct kk_err *err)
{
    struct kk_tail t;
    enum kk_status st = kk_tail_load(path, key, &t, err);

    *bad = t.bad;
    kk_str_addn(cards, kk_str_c(&t.cards), t.cards.n_bytes);
    kk_tail_free(&t);
    return st;
}
