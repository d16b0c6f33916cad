/* A listing's statement: its blocks, and filters as conditions. */
#include "listing_sql.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/feature.h>
#include <kikusui/store/catalog.h>
#include <kikusui/store/db.h>

#include <stdio.h>
#include <string.h>

/* --- marked lines ----------------------------------------------------------
 */

static const char *const markers[] = {
    [KK_BLOCK_NONE] = "--end",    [KK_BLOCK_PREFIX] = "--prefix",
    [KK_BLOCK_MATCH] = "--match", [KK_BLOCK_ASIDE] = "--aside",
    [KK_BLOCK_FIND] = "--find",
};

/* The block that a marker line begins, -1 for any other line. */
static int marker_at(const char *line, size_t n)
{
    while (n > 0 && *line == ' ') {
        line++;
        n--;
    }
    for (int i = 0; i < (int)(sizeof markers / sizeof *markers); i++)
        if (strlen(markers[i]) == n && memcmp(line, markers[i], n) == 0)
            return i;
    return -1;
}

bool kk_sql_has_block(const struct kk_data *sql, enum kk_block block)
{
    for (const char *s = sql->bytes; *s != '\0';) {
        size_t n = strcspn(s, "\n");

        if (marker_at(s, n) == (int)block)
            return true;
        s += n + (s[n] == '\n');
    }
    return false;
}

void kk_sql_add_blocks(const struct kk_data *sql, unsigned blocks,
                       struct kk_str *out)
{
    int in = KK_BLOCK_NONE;

    for (const char *s = sql->bytes; *s != '\0';) {
        size_t n = strcspn(s, "\n");
        int marker = marker_at(s, n);

        if (marker >= 0) {
            in = marker;
        } else if (in == KK_BLOCK_NONE || (blocks & KK_STANDS(in)) != 0) {
            kk_str_addn(out, s, n);
            kk_str_addc(out, '\n');
        }
        s += n + (s[n] == '\n');
    }
}

/* --- search ----------------------------------------------------------------
 */

/* What somebody looks for stands in the words of the row, not in what is
 * counted from it. */
static bool is_sought(const struct kk_col *c)
{
    return c->show == KK_SHOW_TEXT && (c->flags & KK_COL_JUDGED) == 0;
}

static void add_found_in(const struct kk_listing *l, const char *names,
                         struct kk_str *out)
{
    kk_str_addf(out, "instr(kk_fold(''%s", names);
    for (const struct kk_col *c = l->cols; c->name != NULL; c++)
        if (is_sought(c))
            kk_str_addf(out, "||char(10)||coalesce(kk_x.\"%s\",'')", c->name);
    kk_str_add(out, "), :fold) > 0");
}

#define NAMES_HAVE                                                             \
    "instr(coalesce(n.keys,'')||coalesce(n.readings,'')"                       \
    "||coalesce(n.parts,''), :fold) > 0"

void kk_sql_add_found(const struct kk_listing *l, struct kk_str *out)
{
    kk_str_add(out, "(" NAMES_HAVE " OR ");
    add_found_in(l, "||n.label", out);
    kk_str_addc(out, ')');
}

void kk_sql_add_search(const struct kk_registry *reg,
                       const struct kk_listing *l, struct kk_str *out)
{
    const struct kk_kind *kind = kk_find_kind(reg, l->row_kind);

    kk_str_add(out, " AND (");
    if (kind != NULL) {
        kk_str_add(out, "EXISTS (");
        kk_sql_add_names(kind, out);
        kk_str_add(out, " SELECT 1 FROM n WHERE n.id = kk_x.id AND (" NAMES_HAVE
                        " OR instr(kk_fold(n.label), :fold) > 0)) OR ");
    }
    add_found_in(l, "", out);
    kk_str_addc(out, ')');
}

/* --- filters ---------------------------------------------------------------
 */

static const struct kk_col *column(const struct kk_listing *l, const char *name)
{
    static const struct kk_col id = {.name = "id", .show = KK_SHOW_ID};

    for (const struct kk_col *c = l->cols; c->name != NULL; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return strcmp(name, "id") == 0 ? &id : NULL;
}

static enum kk_status no_column(const struct kk_listing *l, const char *name,
                                struct kk_err *err)
{
    struct kk_str all = {0};

    for (const struct kk_col *c = l->cols; c->name != NULL; c++)
        kk_str_addf(&all, " %s", c->name);
    (void)kk_fail(err, KK_USAGE,
                  "一覧「%s」に「%.*s」という項目はありません。項目:%s",
                  l->name, KK_CUT(name, 60), kk_str_c(&all));
    kk_str_free(&all);
    return KK_USAGE;
}

static const char *bind(struct kk_where *w, struct kk_arena *arena,
                        struct kk_val v)
{
    const char *name = kk_arena_printf(arena, "kk_f%zu", w->n);

    w->bind[w->n++] = (struct kk_bind){.name = name, .val = v};
    return name;
}

/* Whether columns of that name hold numbers or IDs: what stands once, or is
 * kept narrow where an action writes it. */
static bool is_number(const struct kk_ctx *ctx, const char *col)
{
    const struct kk_catalog *all = kk_db_catalog(ctx->db);
    const struct kk_action *a;

    for (size_t t = 0; t < all->n; t++) {
        const struct kk_column *c = kk_table_named(&all->table[t], col);

        if (c != NULL && c->once != NULL)
            return true;
    }
    for (size_t i = 0; (a = kk_action_at(ctx->reg, i)) != NULL; i++)
        for (const struct kk_param *p = a->params; p != NULL && p->name != NULL;
             p++)
            if ((p->flags & (KK_IDENT | KK_NARROW)) != 0 &&
                kk_streq(p->column, col))
                return true;
    return false;
}

/* Numbers are the same where kk_ident makes them equal, and only then. */
static void add_ident(struct kk_where *w, struct kk_arena *arena,
                      const char *col, const char *text)
{
    struct kk_str ident = {0};

    kk_ident(text, &ident);
    kk_str_addf(
        &w->sql, "kk_ident(\"%s\") = :%s", col,
        bind(w, arena, kk_vtext(kk_arena_strdup(arena, kk_str_c(&ident)))));
    kk_str_free(&ident);
}

static void add_text(struct kk_where *w, struct kk_arena *arena,
                     const char *col, const char *text)
{
    struct kk_str fold = {0};

    kk_fold(text, &fold);
    /* － folds to nothing: taken as it is. */
    if (fold.n_bytes == 0)
        kk_str_addf(&w->sql, "\"%s\" = :%s", col,
                    bind(w, arena, kk_vtext(text)));
    else
        kk_str_addf(
            &w->sql, "kk_fold(\"%s\") = :%s", col,
            bind(w, arena, kk_vtext(kk_arena_strdup(arena, kk_str_c(&fold)))));
    kk_str_free(&fold);
}

static enum kk_status add_number(struct kk_where *w, struct kk_arena *arena,
                                 const char *col, const char *text,
                                 struct kk_err *err)
{
    int64_t i;

    if (!kk_parse_i64(text, &i))
        return kk_fail_at(err, KK_USAGE, col, "%s: 「%.*s」は数ではありません",
                          col, KK_CUT(text, 60));
    kk_str_addf(&w->sql, "\"%s\" = :%s", col, bind(w, arena, kk_vint(i)));
    return KK_OK;
}

static bool looks_iso(const char *text)
{
    return strlen(text) >= 4 && strspn(text, "0123456789-T:") == strlen(text) &&
           (text[4] == '-' || text[4] == '\0');
}

static enum kk_status add_time(struct kk_ctx *ctx, struct kk_where *w,
                               struct kk_arena *arena, const struct kk_col *col,
                               const char *text, struct kk_err *err)
{
    bool day = col->show == KK_SHOW_DATE;
    char buf[KK_TIME_BYTES];
    kk_time now = kk_now(ctx->clock);
    kk_time t;
    kk_day d;

    if (!looks_iso(text)) {
        if (!day && kk_time_parse(text, now, &t, NULL) == KK_OK)
            text = kk_arena_strdup(arena, kk_time_iso(t, buf));
        else if (kk_day_parse(text, now, &d, NULL) == KK_OK)
            text = kk_arena_strdup(arena, kk_day_iso(d, buf));
        else
            return kk_fail_at(err, KK_USAGE, col->name,
                              "%s: 「%.*s」は日時ではありません（例: "
                              "2023-04-12、2023-04、昨日）",
                              col->name, KK_CUT(text, 60));
    }
    kk_str_addf(&w->sql, "substr(%s(\"%s\"), 1, %zu) = :%s",
                day ? "kk_day_iso" : "kk_iso", col->name, strlen(text),
                bind(w, arena, kk_vtext(text)));
    return KK_OK;
}

static enum kk_status add_yes_no(struct kk_where *w, const char *col,
                                 const char *text, struct kk_err *err)
{
    bool yes = strcmp(text, "yes") == 0 || strcmp(text, "はい") == 0 ||
               strcmp(text, "1") == 0;
    bool no = strcmp(text, "no") == 0 || strcmp(text, "いいえ") == 0 ||
              strcmp(text, "0") == 0;

    if (!yes && !no)
        return kk_fail_at(err, KK_USAGE, col,
                          "%s: yes か no で指定してください", col);
    kk_str_addf(&w->sql, "coalesce(\"%s\", 0) %s 0", col, yes ? "<>" : "=");
    return KK_OK;
}

static enum kk_status add_one(struct kk_ctx *ctx, struct kk_where *w,
                              struct kk_arena *arena, const struct kk_col *col,
                              const char *text, struct kk_err *err)
{
    if (w->n + 2 > KK_MAX_FILTER_BINDS)
        return kk_fail(err, KK_USAGE, "絞り込みが多すぎます");
    if (*text == '\0') {
        kk_str_addf(&w->sql, "coalesce(\"%s\", '') = ''", col->name);
        return KK_OK;
    }
    switch (col->show) {
    case KK_SHOW_TEXT:
        if (is_number(ctx, col->name))
            add_ident(w, arena, col->name, text);
        else
            add_text(w, arena, col->name, text);
        return KK_OK;
    case KK_SHOW_INT:
    case KK_SHOW_MINUTES:
    case KK_SHOW_RATE:
    case KK_SHOW_ID:
        return add_number(w, arena, col->name, text, err);
    case KK_SHOW_TIME:
    case KK_SHOW_CLOCK:
    case KK_SHOW_DATE:
        return add_time(ctx, w, arena, col, text, err);
    case KK_SHOW_YESNO:
        return add_yes_no(w, col->name, text, err);
    }
    return KK_BUG;
}

enum kk_status kk_typed_fits(const char *what, const char *typed,
                             struct kk_err *err)
{
    size_t cps = 0;

    for (const char *at = typed; *at != '\0' && cps <= KK_TYPED_MAX; at++)
        cps += ((unsigned char)*at & 0xC0) != 0x80;
    if (cps > KK_TYPED_MAX)
        return kk_fail(err, KK_REFUSED, "%sは%d文字までです", what,
                       KK_TYPED_MAX);
    return KK_OK;
}

static bool is_named(const struct kk_query *q, const char *col)
{
    for (const struct kk_filter *f = q->filters; f != NULL && f->col != NULL;
         f++)
        if (strcmp(f->col, col) == 0)
            return true;
    return false;
}

enum kk_status kk_where_make(struct kk_ctx *ctx, const struct kk_query *q,
                             struct kk_arena *arena, struct kk_where *out,
                             struct kk_err *err)
{
    const char *aside = q->listing->aside;
    enum kk_status st = KK_OK;

    out->aside = aside == NULL || is_named(q, aside);
    if (!out->aside)
        kk_str_addf(&out->sql, " AND coalesce(\"%s\", 0) = 0", aside);
    for (const struct kk_filter *f = q->filters;
         st == KK_OK && f != NULL && f->col != NULL; f++) {
        const struct kk_col *col = column(q->listing, f->col);
        const char *text = f->text;

        if (col == NULL)
            return no_column(q->listing, f->col, err);
        kk_str_add(&out->sql, " AND (");
        for (;;) {
            size_t n = strcspn(text, "|");
            const char *one = kk_arena_strndup(arena, text, n);

            st = kk_typed_fits("絞り込みの値", one, err);
            if (st == KK_OK)
                st = add_one(ctx, out, arena, col, one, err);
            if (st != KK_OK || text[n] == '\0')
                break;
            kk_str_add(&out->sql, " OR ");
            text += n + 1;
        }
        kk_str_addc(&out->sql, ')');
    }
    return st;
}
