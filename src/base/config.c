/* The configuration file: its keys, their limits, and where they stand. */
#include <kikusui/base/config.h>
#include <kikusui/base/file.h>
#include <kikusui/base/fold.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <iniparser/iniparser.h>

enum { FILE_BYTES_MAX = 64 << 10, LINE_BYTES_MAX = 1000, VALUE_CPS_MAX = 300 };

enum kind { TEXT, PATH, CHOICE, NUMBER, YES_NO };

static const struct key {
    const char *name; /* as iniparser has it */
    enum kind kind;
    size_t at;           /* offset in struct kk_config */
    const char *choices; /* CHOICE: between bars */
    int min, max;        /* NUMBER */
} keys[] = {
    {.name = "store:db", .kind = PATH, .at = offsetof(struct kk_config, db)},
    {.name = "user:worker",
     .kind = TEXT,
     .at = offsetof(struct kk_config, worker)},
    {.name = "ui:ambiguous",
     .kind = CHOICE,
     .at = offsetof(struct kk_config, ambiguous),
     .choices = "|auto|narrow|wide|"},
    {.name = "ui:background",
     .kind = CHOICE,
     .at = offsetof(struct kk_config, background),
     .choices = "|auto|dark|light|"},
    {.name = "ui:escdelay",
     .kind = NUMBER,
     .at = offsetof(struct kk_config, escdelay_ms),
     .min = 1,
     .max = 2000},
    {.name = "ui:lock",
     .kind = NUMBER,
     .at = offsetof(struct kk_config, lock_minutes),
     .min = 0,
     .max = 1440},
    {.name = "ui:bell", .kind = YES_NO, .at = offsetof(struct kk_config, bell)},
    {.name = "ui:mouse",
     .kind = YES_NO,
     .at = offsetof(struct kk_config, mouse)},
    {.name = "sync:dir", .kind = PATH, .at = offsetof(struct kk_config, stick)},
};

enum { N_KEYS = sizeof keys / sizeof *keys };

/* Where each key stands; iniparser tells neither that nor which of its lines
 * is broken, so the lines are read once before it reads them. */
struct scan {
    char section[32]; /* the last one named; "" before the first */
    size_t line_of[N_KEYS];
    size_t line;
};

static enum kk_status refuse(const struct scan *s, struct kk_err *err,
                             const char *why)
{
    return kk_fail(err, KK_USAGE, "%zu行目: %s", s->line, why);
}

static void trim(const char **s, size_t *n)
{
    while (*n > 0 && strchr(" \t\r", **s) != NULL) {
        (*s)++;
        (*n)--;
    }
    while (*n > 0 && strchr(" \t\r", (*s)[*n - 1]) != NULL)
        (*n)--;
}

static enum kk_status scan_section(struct scan *s, const char *name, size_t n,
                                   struct kk_err *err)
{
    trim(&name, &n);
    for (size_t i = 0; i < N_KEYS; i++) {
        size_t n_section = strcspn(keys[i].name, ":");

        if (n != n_section || strncasecmp(name, keys[i].name, n) != 0)
            continue;
        memcpy(s->section, keys[i].name, n);
        s->section[n] = '\0';
        return KK_OK;
    }
    return refuse(s, err,
                  "この区分 […] はありません。"
                  "store、user、ui、sync のどれかにしてください。");
}

static enum kk_status scan_key(struct scan *s, const char *name, size_t n,
                               struct kk_err *err)
{
    size_t n_section = strlen(s->section);

    trim(&name, &n);
    for (size_t i = 0; i < N_KEYS; i++) {
        const char *key = keys[i].name + n_section + 1;

        if (strncmp(keys[i].name, s->section, n_section) != 0 ||
            keys[i].name[n_section] != ':' || strlen(key) != n ||
            strncasecmp(name, key, n) != 0)
            continue;
        if (s->line_of[i] != 0)
            return refuse(s, err,
                          "同じ項目が2度あります。どちらかを消してください。");
        s->line_of[i] = s->line;
        return KK_OK;
    }
    return kk_fail(err, KK_USAGE,
                   "%zu行目: 「%.*s」は [%s] にない項目です。綴りを確かめる"
                   "か、行を消してください。",
                   s->line, n > 40 ? 40 : (int)n, name, s->section);
}

/* Takes only what iniparser is sure to take: it would refuse the whole file
 * without a word, or join lines. */
static enum kk_status scan_line(struct scan *s, const char *line, size_t n,
                                struct kk_err *err)
{
    const char *equals;

    if (n > LINE_BYTES_MAX)
        return refuse(s, err, "行が長すぎます。短くしてください。");
    trim(&line, &n);
    if (n == 0 || *line == '#' || *line == ';')
        return KK_OK;
    if (line[n - 1] == '\\')
        return refuse(s, err, "行末に \\ は書けません。消してください。");
    if (*line == '[' && line[n - 1] == ']')
        return scan_section(s, line + 1, n - 2, err);
    equals = memchr(line, '=', n);
    if (equals == NULL || equals == line || *line == '[')
        return refuse(s, err,
                      "読めません。「項目 = 値」の形にしてください"
                      "（説明は行の頭に # を付けます）。");
    if (s->section[0] == '\0')
        return refuse(s, err,
                      "どの区分の項目か分かりません。前に [ui] などの行を"
                      "置いてください。");
    return scan_key(s, line, (size_t)(equals - line), err);
}

static enum kk_status scan_text(struct scan *s, const struct kk_str *text,
                                struct kk_err *err)
{
    const char *p = kk_str_c(text), *end = p + text->n_bytes;
    enum kk_status st = KK_OK;

    if (kk_str_starts(p, "\xEF\xBB\xBF"))
        return kk_fail(err, KK_USAGE,
                       "1行目: 先頭に BOM があります。"
                       "BOM なしの UTF-8 で保存し直してください。");
    while (st == KK_OK && p < end) {
        const char *feed = memchr(p, '\n', (size_t)(end - p));
        size_t n = (size_t)((feed == NULL ? end : feed) - p);

        s->line++;
        st = scan_line(s, p, n, err);
        p += feed == NULL ? n : n + 1;
    }
    return st;
}

static void *slot(struct kk_config *c, const struct key *key)
{
    return (char *)c + key->at;
}

static void set_string(struct kk_config *c, const struct key *key, char *s)
{
    char **to = slot(c, key);

    kk_free(*to);
    *to = s;
}

/* "~/" is the home folder, as people write it elsewhere. */
static char *path_of(const char *value)
{
    const char *home = getenv("HOME");

    if (kk_str_starts(value, "~/") && home != NULL)
        return kk_path_join(home, value + 2);
    return kk_strdup(value);
}

static enum kk_status set_number(struct kk_config *c, const struct key *key,
                                 const char *value, struct kk_err *err)
{
    int *to = slot(c, key);
    int64_t v;

    if (!kk_parse_i64(value, &v) || v < key->min || v > key->max)
        return kk_fail(err, KK_USAGE,
                       "「%s」は使えません。%d から %d までの数にして"
                       "ください。",
                       value, key->min, key->max);
    *to = (int)v;
    return KK_OK;
}

static enum kk_status set_yes_no(struct kk_config *c, const struct key *key,
                                 const char *value, struct kk_err *err)
{
    bool *to = slot(c, key);
    bool yes = strcasecmp(value, "yes") == 0;

    if (!yes && strcasecmp(value, "no") != 0)
        return kk_fail(err, KK_USAGE,
                       "「%s」は使えません。yes か no にしてください。", value);
    *to = yes;
    return KK_OK;
}

static enum kk_status set_choice(struct kk_config *c, const struct key *key,
                                 const char *value, struct kk_err *err)
{
    struct kk_str barred = {0};
    bool known;

    kk_str_addf(&barred, "|%s|", value);
    known = strchr(value, '|') == NULL && strstr(key->choices, barred.s);
    kk_str_free(&barred);
    if (!known)
        return kk_fail(err, KK_USAGE,
                       "「%s」は使えません。次のどれかにしてください: %s",
                       value, key->choices);
    set_string(c, key, kk_strdup(value));
    return KK_OK;
}

static enum kk_status set_clean(struct kk_config *c, const struct key *key,
                                const char *value, struct kk_err *err)
{
    switch (key->kind) {
    case TEXT:
        set_string(c, key, kk_strdup(value));
        return KK_OK;
    case PATH:
        set_string(c, key, path_of(value));
        return KK_OK;
    case CHOICE:
        return set_choice(c, key, value, err);
    case NUMBER:
        return set_number(c, key, value, err);
    case YES_NO:
        return set_yes_no(c, key, value, err);
    }
    return KK_BUG;
}

static enum kk_status set(struct kk_config *c, const struct key *key,
                          const char *value, struct kk_err *err)
{
    struct kk_str clean = {0};
    enum kk_status st =
        kk_text_clean(value, strlen(value), false, VALUE_CPS_MAX, &clean, err);

    /* An empty value is the default's. */
    if (st == KK_OK && clean.n_bytes > 0)
        st = set_clean(c, key, clean.s, err);
    kk_str_free(&clean);
    return st == KK_REFUSED ? KK_USAGE : st;
}

static int say_nothing(const char *fmt, ...)
{
    (void)fmt;
    return 0;
}

static enum kk_status read_values(struct kk_config *c, const char *path,
                                  const struct scan *s, struct kk_err *err)
{
    enum kk_status st = KK_OK;
    dictionary *d;

    iniparser_set_error_callback(say_nothing);
    d = iniparser_load(path);
    if (d == NULL)
        return kk_fail(err, KK_USAGE,
                       "読めない行があります。「項目 = 値」の形か確かめて"
                       "ください。");
    for (size_t i = 0; st == KK_OK && i < N_KEYS; i++) {
        const char *value = iniparser_getstring(d, keys[i].name, NULL);

        if (value == NULL)
            continue;
        st = set(c, &keys[i], value, err);
        if (st != KK_OK)
            kk_err_prefix(err, "%zu行目 (%s): ", s->line_of[i],
                          strchr(keys[i].name, ':') + 1);
    }
    iniparser_freedict(d);
    return st;
}

/* NULL when neither variable says where; the caller kk_frees. */
static char *default_path(void)
{
    const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

    if (xdg != NULL && *xdg == '/')
        return kk_path_join(xdg, "kikusui/kikusui.ini");
    if (home != NULL && *home == '/')
        return kk_path_join(home, ".config/kikusui/kikusui.ini");
    return NULL;
}

static enum kk_status load(const char *path, struct kk_config *c,
                           struct kk_err *err)
{
    struct kk_str text = {0};
    struct scan s = {0};
    enum kk_status st = kk_file_read(path, FILE_BYTES_MAX, false, &text, err);

    if (st == KK_OK) {
        st = scan_text(&s, &text, err);
        if (st == KK_OK)
            st = read_values(c, path, &s, err);
        if (st != KK_OK)
            kk_err_prefix(err, "設定ファイル %s の ", path);
    }
    kk_str_free(&text);
    return st;
}

enum kk_status kk_config_load(const char *path, struct kk_config *out,
                              struct kk_err *err)
{
    char *found = path == NULL ? default_path() : kk_strdup(path);
    enum kk_status st = KK_OK;

    *out = (struct kk_config){.ambiguous = kk_strdup("auto"),
                              .background = kk_strdup("auto"),
                              .escdelay_ms = 100,
                              .lock_minutes = 5,
                              .bell = true};
    if (found != NULL)
        st = load(found, out, err);
    if (st == KK_NONE && path == NULL) {
        kk_err_clear(err);
        st = KK_OK;
    }
    if (st != KK_OK)
        kk_config_free(out);
    kk_free(found);
    return st;
}

void kk_config_free(struct kk_config *c)
{
    kk_free(c->db);
    kk_free(c->worker);
    kk_free(c->ambiguous);
    kk_free(c->background);
    kk_free(c->stick);
    *c = (struct kk_config){0};
}
