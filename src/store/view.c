/* What is computed and never stored: the views of store and features. They are
 * no part of the file, or every opening would parse all of them: in front of a
 * statement stand, as common table expressions, those that it names and what
 * they name in turn. */
#include "internal.h"

#include <kikusui/base/data.h>
#include <kikusui/store/db.h>

#include <string.h>
#include <strings.h>

#define CREATE "CREATE VIEW "

/* --- the views, as their files have them ---------------------------------- */

static size_t slot_of(const struct kk_views *all, const char *name, size_t n)
{
    unsigned h = (unsigned)n;

    for (size_t i = 0; i < n; i++)
        h = h * 31 + (unsigned char)name[i];
    return h & (all->n_slots - 1);
}

static void put_slot(struct kk_views *all, size_t i)
{
    size_t s = slot_of(all, all->view[i].name, all->view[i].n_name);

    while (all->slot[s] != 0)
        s = (s + 1) & (all->n_slots - 1);
    all->slot[s] = (unsigned short)(i + 1);
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

static size_t word_length(const char *s)
{
    size_t n = 0;

    while (is_word(s[n]))
        n++;
    return n;
}

/* Never more than half of them are taken. */
static void grow_slots(struct kk_views *all)
{
    kk_free(all->slot);
    all->n_slots = all->n_slots == 0 ? 512 : 2 * all->n_slots;
    all->slot = kk_alloc(all->n_slots * sizeof *all->slot);
    for (size_t i = 0; i < all->n; i++)
        put_slot(all, i);
}

void kk_views_add(struct kk_views *all, const struct kk_view *v)
{
    if (2 * (all->n + 1) > all->n_slots)
        grow_slots(all);
    kk_grow(&all->view, &all->cap, all->n + 1, sizeof *all->view);
    all->view[all->n] = *v;
    put_slot(all, all->n++);
    if (v->n_name < sizeof all->first / sizeof *all->first)
        all->first[v->n_name] |= 1u << (*v->name & 31);
}

void kk_views_empty(struct kk_views *all)
{
    kk_free(all->view);
    kk_free(all->slot);
    *all = (struct kk_views){0};
}

/* CREATE VIEW name(columns) AS text; its end is that of a line. */
static void add_file(struct kk_views *all, const struct kk_data *file)
{
    const char *s = file->bytes;

    while ((s = strstr(s, CREATE)) != NULL) {
        struct kk_view v = {.name = s + strlen(CREATE)};
        const char *end = strstr(s, ";\n");

        v.n_name = word_length(v.name);
        v.columns = v.name + v.n_name;
        s = v.columns;
        if (*s == '(')
            s += strcspn(s, ")") + 1;
        v.n_columns = (size_t)(s - v.columns);
        s += strspn(s, " \n");
        s += strlen("AS");
        v.text = s;
        v.n_text = end == NULL ? strlen(s) : (size_t)(end - s);
        kk_views_add(all, &v);
        s += v.n_text;
    }
}

static struct kk_views *views_of(struct kk_db *db)
{
    const struct kk_data *file;

    if (db->views.n > 0)
        return &db->views;
    for (size_t i = 0; (file = kk_data_part("views", &i)) != NULL; i++)
        add_file(&db->views, file);
    for (size_t i = 0; (file = kk_data_under("sql/view/", &i)) != NULL; i++)
        add_file(&db->views, file);
    for (size_t i = 0; i < db->catalog.n; i++) {
        const struct kk_table *t = &db->catalog.table[i];
        struct kk_view v = {.ruled = t};

        if (!kk_ruled_has(t))
            continue;
        v.name = kk_arena_printf(&db->arena, "ruled_%s", t->name);
        v.n_name = strlen(v.name);
        kk_views_add(&db->views, &v);
    }
    return &db->views;
}

void kk_views_free(struct kk_db *db)
{
    kk_views_empty(&db->views);
}

const char *kk_db_view(struct kk_db *db, size_t i)
{
    const struct kk_views *all = views_of(db);

    return i < all->n ? kk_arena_strndup(&db->arena, all->view[i].name,
                                         all->view[i].n_name)
                      : NULL;
}

struct kk_view *kk_views_find(struct kk_views *all, const char *name, size_t n)
{
    if (all->n == 0 || (n < sizeof all->first / sizeof *all->first &&
                        (all->first[n] & 1u << (*name & 31)) == 0))
        return NULL;
    for (size_t s = slot_of(all, name, n); all->slot[s] != 0;
         s = (s + 1) & (all->n_slots - 1)) {
        struct kk_view *v = &all->view[all->slot[s] - 1];

        if (v->n_name == n && memcmp(v->name, name, n) == 0)
            return v;
    }
    return NULL;
}

/* --- what a text names ---------------------------------------------------- */

/* Past a string, a quoted name or a comment that begins at s. */
static const char *past_quoted(const char *s, const char *end)
{
    char q = *s;

    if (q == '\'' || q == '"') {
        const char *e = memchr(s + 1, q, (size_t)(end - s - 1));

        return e == NULL ? end : e + 1;
    }
    if (q == '-' && s + 1 < end && s[1] == '-') {
        const char *e = memchr(s, '\n', (size_t)(end - s));

        return e == NULL ? end : e + 1;
    }
    return s + 1;
}

/* A name stands for a table behind one of these words, or behind a comma or a
 * bracket. */
static bool is_table_there(const char *before, size_t n, const char *name)
{
    static const char *const words[] = {"from", "join", "in"};

    for (const char *s = before + n; s < name; s++)
        if (*s != ' ' && *s != '\n')
            return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && strncasecmp(words[i], before, n) == 0)
            return true;
    return false;
}

struct named { /* views, each behind what it names itself */
    size_t n, cap;
    struct kk_view **view;
};

static void name_all(struct kk_db *db, const char *s, size_t n,
                     struct named *out);

static void name_one(struct kk_db *db, struct kk_view *v, struct named *out)
{
    struct kk_str text = {0};

    for (size_t i = 0; i < out->n; i++)
        if (out->view[i] == v)
            return;
    if (v->open) /* a column of its own name */
        return;
    if (v->text == NULL) {
        kk_ruled_view(v->ruled, &text);
        v->n_text = text.n_bytes;
        v->text = kk_arena_strndup(&db->arena, kk_str_c(&text), v->n_text);
        kk_str_free(&text);
    }
    v->open = true;
    name_all(db, v->text, v->n_text, out);
    v->open = false;
    kk_grow(&out->view, &out->cap, out->n + 1, sizeof(struct kk_view *));
    out->view[out->n++] = v;
}

static void name_all(struct kk_db *db, const char *s, size_t n,
                     struct named *out)
{
    struct kk_views *all = views_of(db);
    const char *end = s + n, *before = s;
    size_t n_before = 0;

    while (s < end) {
        size_t k = 0;
        struct kk_view *v;

        while (s + k < end && is_word(s[k]))
            k++;
        if (k == 0) {
            s = past_quoted(s, end);
            continue;
        }
        v = kk_views_find(all, s, k);
        if (v != NULL && s > before && s[-1] != '.' && s[-1] != ':' &&
            is_table_there(before, n_before, s))
            name_one(db, v, out);
        before = s;
        n_before = k;
        s += k;
    }
}

/* --- putting them in front ------------------------------------------------ */

static const char *past_space(const char *s)
{
    for (;;) {
        s += strspn(s, " \n");
        if (s[0] != '-' || s[1] != '-')
            return s;
        s += strcspn(s, "\n");
    }
}

/* Whether s goes on with that word; past it then. */
static bool takes(const char **s, const char *word)
{
    size_t n = strlen(word);

    if (strncasecmp(*s, word, n) != 0 || is_word((*s)[n]))
        return false;
    *s = past_space(*s + n);
    return true;
}

bool kk_views_put(struct kk_db *db, const char *sql, struct kk_str *out)
{
    struct named named = {0};
    const char *rest = past_space(sql), *join = "WITH ";
    bool more;

    name_all(db, sql, strlen(sql), &named);
    if (named.n == 0)
        return false;
    if (takes(&rest, "explain")) {
        kk_str_add(out, "EXPLAIN ");
        if (takes(&rest, "query") && takes(&rest, "plan"))
            kk_str_add(out, "QUERY PLAN ");
    }
    more = takes(&rest, "with");
    if (more && takes(&rest, "recursive"))
        join = "WITH RECURSIVE ";
    for (size_t i = 0; i < named.n; i++) {
        const struct kk_view *v = named.view[i];

        kk_str_add(out, join);
        kk_str_addn(out, v->name, v->n_name);
        kk_str_addn(out, v->columns, v->n_columns);
        kk_str_add(out, " AS NOT MATERIALIZED(");
        kk_str_addn(out, v->text, v->n_text);
        kk_str_add(out, ")");
        join = ",";
    }
    kk_str_addc(out, more ? ',' : ' ');
    kk_str_add(out, rest);
    kk_free(named.view);
    return true;
}
