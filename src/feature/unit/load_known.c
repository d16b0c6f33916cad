/* What the ledger holds already, by machine ID and serial. */
#include "load_known.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/str.h>
#include <kikusui/store/db.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char digits[] = "0123456789";

/* --- keys ----------------------------------------------------------------- */

const char *kk_key_machine(struct kk_arena *arena, const char *machine)
{
    return kk_arena_printf(arena, "m%s", machine);
}

const char *kk_key_zeros(struct kk_arena *arena, const char *machine)
{
    if (machine[0] == '\0' || machine[strspn(machine, digits)] != '\0')
        return NULL;
    return kk_arena_printf(arena, "z%s", machine + strspn(machine, "0"));
}

/* 「－」 or 「不明」 is no serial. */
static bool tells_apart(const char *serial)
{
    for (; *serial != '\0'; serial++)
        if (strchr(digits, *serial) != NULL ||
            (*serial >= 'A' && *serial <= 'Z'))
            return true;
    return false;
}

bool kk_key_useless(const char *machine)
{
    struct kk_str fold = {0};
    bool useless;

    kk_fold(machine, &fold);
    useless = fold.n_bytes == 0;
    kk_str_free(&fold);
    return useless;
}

const char *kk_key_serial(struct kk_arena *arena, kk_id model,
                          const char *serial)
{
    if (model == 0 || serial == NULL || !tells_apart(serial))
        return NULL;
    return kk_arena_printf(arena, "s%" PRId64 ":%s", model, serial);
}

/* --- reading -------------------------------------------------------------- */

static void add_key(struct kk_known *k, const char *text, size_t unit)
{
    if (text == NULL)
        return;
    kk_grow(&k->key, &k->cap_keys, k->n_keys + 1, sizeof *k->key);
    k->key[k->n_keys++] = (struct kk_known_key){.text = text, .unit = unit};
}

static const char *ident(struct kk_known *k, const char *text)
{
    struct kk_str out = {0};
    const char *kept;

    if (text == NULL)
        return NULL;
    kk_ident(text, &out);
    kept = kk_arena_strdup(&k->arena, kk_str_c(&out));
    kk_str_free(&out);
    return kept;
}

static void add_unit(struct kk_known *k, const struct kk_cur *cur)
{
    struct kk_known_unit *u;

    kk_grow(&k->unit, &k->cap, k->n + 1, sizeof *k->unit);
    u = &k->unit[k->n++];
    *u = (struct kk_known_unit){
        .id = kk_cur_int(cur, 0),
        .shown = kk_arena_strdup(&k->arena, kk_cur_text(cur, 1)),
        .machine = ident(k, kk_cur_text(cur, 1)),
        .serial = ident(k, kk_cur_text(cur, 2)),
        .model = kk_cur_int(cur, 3),
        .key_no = ident(k, kk_cur_text(cur, 4)),
    };
    add_key(k, kk_key_machine(&k->arena, u->machine), k->n - 1);
    add_key(k, kk_key_zeros(&k->arena, u->machine), k->n - 1);
    add_key(k, kk_key_serial(&k->arena, u->model, u->serial), k->n - 1);
}

static int by_text(const void *pa, const void *pb)
{
    const struct kk_known_key *a = pa, *b = pb;
    int c = strcmp(a->text, b->text);

    return c != 0 ? c : (a->unit > b->unit) - (a->unit < b->unit);
}

static int by_id(const void *pa, const void *pb)
{
    const struct kk_known_unit *a = pa, *b = pb;

    return (a->id > b->id) - (a->id < b->id);
}

static struct kk_known_unit *find_id(const struct kk_known *k, kk_id id)
{
    struct kk_known_unit want = {.id = id};

    return k->n == 0 ? NULL
                     : bsearch(&want, k->unit, k->n, sizeof *k->unit, by_id);
}

/* The first unit with that key among the first n_keys. */
static const struct kk_known_unit *find(const struct kk_known *k, size_t n_keys,
                                        const char *text)
{
    size_t low = 0, high = n_keys;

    while (text != NULL && low < high) {
        size_t mid = low + (high - low) / 2;

        if (strcmp(k->key[mid].text, text) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return text != NULL && low < n_keys && strcmp(k->key[low].text, text) == 0
               ? &k->unit[k->key[low].unit]
               : NULL;
}

/* The ID of a unit that went into another means that one, unless it was given
 * to a unit again. */
static enum kk_status read_merged(struct kk_ctx *ctx, struct kk_known *k,
                                  struct kk_err *err)
{
    size_t n_keys = k->n_keys;
    struct kk_cur *cur;
    enum kk_status st =
        kk_cur_open(ctx->db, "unit/load_merged", NULL, &cur, err);

    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        const struct kk_known_unit *u = find_id(k, kk_cur_int(cur, 0));
        const char *machine = ident(k, kk_cur_text(cur, 1));
        const char *key = kk_key_machine(&k->arena, machine);

        if (u != NULL && find(k, n_keys, key) == NULL)
            add_key(k, key, (size_t)(u - k->unit));
    }
    kk_cur_close(&cur);
    if (k->n_keys > n_keys)
        qsort(k->key, k->n_keys, sizeof *k->key, by_text);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status read_open(struct kk_ctx *ctx, struct kk_known *k,
                                struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st = kk_cur_open(ctx->db, "unit/load_open", NULL, &cur, err);

    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        struct kk_known_unit *u = find_id(k, kk_cur_int(cur, 0));

        if (u != NULL && u->open == NULL)
            u->open = kk_arena_strdup(&k->arena, kk_cur_text(cur, 1));
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_known_read(struct kk_ctx *ctx, struct kk_known *out,
                             struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st =
        kk_cur_open(ctx->db, "unit/load_known", NULL, &cur, err);

    *out = (struct kk_known){0};
    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK)
        add_unit(out, cur);
    kk_cur_close(&cur);
    if (st != KK_NONE)
        return st;
    if (out->n_keys > 0)
        qsort(out->key, out->n_keys, sizeof *out->key, by_text);
    st = read_merged(ctx, out, err);
    return st == KK_OK ? read_open(ctx, out, err) : st;
}

void kk_known_free(struct kk_known *k)
{
    kk_free(k->unit);
    kk_free(k->key);
    kk_arena_free(&k->arena);
    *k = (struct kk_known){0};
}

/* --- finding -------------------------------------------------------------- */

const struct kk_known_unit *kk_known_id(const struct kk_known *k, kk_id id)
{
    return find_id(k, id);
}

const struct kk_known_unit *kk_known_machine(const struct kk_known *k,
                                             const char *machine)
{
    struct kk_arena arena = {0};
    const struct kk_known_unit *u =
        find(k, k->n_keys, kk_key_machine(&arena, machine));

    kk_arena_free(&arena);
    return u;
}

const struct kk_known_unit *kk_known_zeros(const struct kk_known *k,
                                           const char *machine)
{
    struct kk_arena arena = {0};
    const struct kk_known_unit *u =
        find(k, k->n_keys, kk_key_zeros(&arena, machine));

    kk_arena_free(&arena);
    return u;
}

const struct kk_known_unit *kk_known_serial(const struct kk_known *k,
                                            kk_id model, const char *serial)
{
    struct kk_arena arena = {0};
    const struct kk_known_unit *u =
        find(k, k->n_keys, kk_key_serial(&arena, model, serial));

    kk_arena_free(&arena);
    return u;
}
