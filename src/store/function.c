/* Functions that SQL may call: the domain's arithmetic, made known here. */
#include "internal.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>

#include <stdlib.h>
#include <string.h>

#define MAX_ARGS 16

struct kk_fn {
    struct kk_fn *next;
    kk_sql_fn *fn;
    void *user;
};

static void set_result(sqlite3_context *sc, const struct kk_val *v)
{
    switch (v->type) {
    case KK_VNULL:
        sqlite3_result_null(sc);
        break;
    case KK_VINT:
        sqlite3_result_int64(sc, v->i);
        break;
    case KK_VTEXT:
        sqlite3_result_text64(sc, v->s, v->n_bytes, SQLITE_TRANSIENT,
                              SQLITE_UTF8);
        break;
    case KK_VBLOB:
        sqlite3_result_blob64(sc, v->s, v->n_bytes, SQLITE_TRANSIENT);
        break;
    }
}

static void call(sqlite3_context *sc, int n, sqlite3_value **values)
{
    struct kk_fn *f = sqlite3_user_data(sc);
    struct kk_val args[MAX_ARGS], result = {0};
    struct kk_arena arena = {0};

    for (int i = 0; i < n && i < MAX_ARGS; i++)
        args[i] = kk_sql_val(values[i]);
    f->fn(f->user, args, n < MAX_ARGS ? n : MAX_ARGS, &result, &arena);
    set_result(sc, &result);
    kk_arena_free(&arena);
}

enum kk_status kk_db_function(struct kk_db *db, const char *name, int n_args,
                              kk_sql_fn *fn, void *user, struct kk_err *err)
{
    struct kk_fn *f = kk_alloc(sizeof *f);

    *f = (struct kk_fn){.next = db->fns, .fn = fn, .user = user};
    db->fns = f;
    /* INNOCUOUS: views use them, and trusted_schema is off. */
    if (sqlite3_create_function_v2(db->sql, name, n_args,
                                   SQLITE_UTF8 | SQLITE_INNOCUOUS, f, call,
                                   NULL, NULL, NULL) != SQLITE_OK)
        return kk_sql_fail(db, err, name);
    return KK_OK;
}

static void fold(void *user, const struct kk_val *args, int n,
                 struct kk_val *result, struct kk_arena *arena)
{
    struct kk_str out = {0};

    (void)user;
    if (n != 1 || args[0].type != KK_VTEXT)
        return;
    kk_fold(args[0].s, &out);
    *result = kk_vtext(kk_arena_strdup(arena, kk_str_c(&out)));
    kk_str_free(&out);
}

static void ident(void *user, const struct kk_val *args, int n,
                  struct kk_val *result, struct kk_arena *arena)
{
    struct kk_str out = {0};

    (void)user;
    if (n != 1 || args[0].type != KK_VTEXT)
        return;
    kk_ident(args[0].s, &out);
    *result = kk_vtext(kk_arena_strdup(arena, kk_str_c(&out)));
    kk_str_free(&out);
}

static void add_names(const struct kk_val *args, int n, const char *before,
                      void (*as)(const char *, struct kk_str *),
                      struct kk_val *result, struct kk_arena *arena)
{
    struct kk_str out = {0}, one = {0};

    for (int i = 0; i < n; i++) {
        char digits[24];

        kk_fmt(digits, sizeof digits, "%lld", (long long)args[i].i);
        kk_str_clear(&one);
        if (args[i].type == KK_VTEXT || args[i].type == KK_VINT)
            as(args[i].type == KK_VTEXT ? args[i].s : digits, &one);
        if (one.n_bytes > 0)
            kk_str_addf(&out, "\n%s%s\n", before, kk_str_c(&one));
    }
    *result = kk_vtext(kk_arena_strdup(arena, kk_str_c(&out)));
    kk_str_free(&one);
    kk_str_free(&out);
}

/* kk_names(text, …): each folded, between line breaks; nulls are left out. */
static void names(void *user, const struct kk_val *args, int n,
                  struct kk_val *result, struct kk_arena *arena)
{
    (void)user;
    add_names(args, n, "", kk_fold, result, arena);
}

/* kk_numbers(text or number, …): each as kk_ident makes it, behind a =. */
static void numbers(void *user, const struct kk_val *args, int n,
                    struct kk_val *result, struct kk_arena *arena)
{
    (void)user;
    add_names(args, n, "=", kk_ident, result, arena);
}

/* kk_hash63(text): a name's number, the same on every copy. */
static void hash63(void *user, const struct kk_val *args, int n,
                   struct kk_val *result, struct kk_arena *arena)
{
    unsigned char hash[KK_HASH_BYTES];
    struct kk_hash h;
    uint64_t v = 0;

    (void)user;
    (void)arena;
    if (n != 1 || args[0].type != KK_VTEXT)
        return;
    kk_hash_init(&h);
    kk_hash_add(&h, args[0].s, args[0].n_bytes);
    kk_hash_end(&h, hash);
    for (int i = 0; i < 8; i++)
        v = v << 8 | hash[i];
    v &= INT64_MAX;
    *result = kk_vint((int64_t)(v == 0 ? 1 : v));
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* kk_set(text): its comma-separated parts in order, each once. */
static void set(void *user, const struct kk_val *args, int n,
                struct kk_val *result, struct kk_arena *arena)
{
    struct kk_str out = {0};
    char **part = NULL, *rest;
    size_t n_parts = 0, cap = 0;

    (void)user;
    if (n != 1 || args[0].type != KK_VTEXT)
        return;
    rest = kk_arena_strdup(arena, args[0].s);
    while (rest != NULL) {
        kk_grow(&part, &cap, n_parts + 1, sizeof *part);
        part[n_parts++] = strsep(&rest, ",");
    }
    qsort(part, n_parts, sizeof *part, by_text);
    for (size_t i = 0; i < n_parts; i++)
        if (i == 0 || strcmp(part[i], part[i - 1]) != 0)
            kk_str_addf(&out, "%s%s", i > 0 ? "," : "", part[i]);
    *result = kk_vtext(kk_arena_strdup(arena, kk_str_c(&out)));
    kk_str_free(&out);
    kk_free(part);
}

/* kk_label(table id [, column id]): their Japanese names. */
static void label(void *user, const struct kk_val *args, int n,
                  struct kk_val *result, struct kk_arena *arena)
{
    const struct kk_catalog *c = user;
    const struct kk_table *t = kk_catalog_table(c, (int)args[0].i);
    const struct kk_column *col;

    (void)arena;
    if (t == NULL) {
        *result = kk_vtext("（新しいプログラムの項目）");
        return;
    }
    if (n == 1) {
        *result = kk_vtext(t->label);
        return;
    }
    col = kk_table_column(t, (int)args[1].i);
    *result = kk_vtext(col != NULL                   ? col->label
                       : args[1].i == KK_COL_DELETED ? "削除"
                                                     : "（新しい項目）");
}

/* A time with its year: the same words at any time, on any copy. */
static void time_long(void *user, const struct kk_val *args, int n,
                      struct kk_val *result, struct kk_arena *arena)
{
    char text[KK_TIME_BYTES];

    (void)user;
    if (n == 1 && args[0].type == KK_VINT)
        *result =
            kk_vtext(kk_arena_strdup(arena, kk_time_long(args[0].i, text)));
}

enum kk_status kk_functions_register(struct kk_db *db, struct kk_err *err)
{
    static const struct {
        const char *name;
        int n_args;
        kk_sql_fn *fn;
    } fns[] = {
        {"kk_fold", 1, fold},
        {"kk_hash63", 1, hash63},
        {"kk_set", 1, set},
        {"kk_label", 1, label},
        {"kk_label", 2, label},
        {"kk_ident", 1, ident},
        {"kk_names", -1, names},
        {"kk_numbers", -1, numbers},
        {"kk_time_long", 1, time_long},
    };

    for (size_t i = 0; i < sizeof fns / sizeof *fns; i++) {
        enum kk_status st = kk_db_function(db, fns[i].name, fns[i].n_args,
                                           fns[i].fn, &db->catalog, err);

        if (st != KK_OK)
            return st;
    }
    return KK_OK;
}

void kk_functions_free(struct kk_db *db)
{
    while (db->fns != NULL) {
        struct kk_fn *f = db->fns;

        db->fns = f->next;
        kk_free(f);
    }
}
