/* Reading what the city sent: lines that words introduce, and the rest. */
#include <kikusui/base/fold.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/feature.h>
#include <kikusui/domain/pasted.h>
#include <kikusui/domain/sheet.h>

#include <ctype.h>
#include <string.h>

#define SHEET "workflow/pasted.csv"
/* So many lines are a letter though no word introduces any. */
#define PROSE_LINES 3
#define MAX_TRIES 8 /* words of a line that are looked up */

struct reading {
    struct kk_ctx *ctx;
    struct kk_sheet sheet;
    struct kk_pasted *out;
    struct kk_str said[KK_PASTED_MAX]; /* of each field, as it was sent */
    const char *otherwise[KK_PASTED_MAX];
    struct kk_str prose; /* lines that nothing introduces */
    size_t introduced;   /* lines that a word introduces */
    size_t current;      /* the field that lines go on; KK_PASTED_MAX: none */
};

static const char *cell(const struct reading *r, size_t row, const char *column)
{
    return kk_sheet_cell(&r->sheet, row, column);
}

static const struct kk_param *param_of(const struct reading *r,
                                       const char *name)
{
    for (const struct kk_param *p = r->out->action->params; p->name != NULL;
         p++)
        if (strcmp(p->name, name) == 0)
            return p;
    return NULL;
}

/* --- lines -----------------------------------------------------------------
 */

static const char *past_blank(const char *s)
{
    for (;;) {
        s += strspn(s, " \t");
        if (!kk_str_starts(s, "　"))
            return s;
        s += strlen("　");
    }
}

/* Of a line that was quoted. */
static const char *past_quote(const char *s)
{
    while (*s == '>' || s != past_blank(s))
        s = *s == '>' ? s + 1 : past_blank(s);
    return s;
}

/* Past bullets and the number of an item: before what introduces, never in what
 * is introduced, where (011) and #45 say something. */
static const char *past_bullet(const char *s)
{
    static const char *const marks[] = {"・", "●", "■", "◆", "○",
                                        "◇",  "□", "▪", "※", "＊",
                                        "→",  "-", "*", "#", NULL};
    const char *digits;
    size_t i;

    s = past_quote(s);
    do {
        i = 0;
        while (marks[i] != NULL && !kk_str_starts(s, marks[i]))
            i++;
        if (marks[i] != NULL)
            s = past_blank(s + strlen(marks[i]));
    } while (marks[i] != NULL);
    digits = s + strspn(s, "(0123456789");
    if (digits > s && digits - s <= 4 && (*digits == '.' || *digits == ')'))
        s = past_blank(digits + 1);
    return s;
}

/* 【word】value, word: value. False: the line introduces nothing. */
static bool split_line(const char *line, struct kk_str *word,
                       const char **value)
{
    static const struct {
        const char *open, *close;
    } around[] = {{"【", "】"}, {"［", "］"}, {"[", "]"}, {"「", "」"}};
    const char *end = NULL, *wide = strstr(line, "："),
               *colon = strchr(line, ':');

    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        if (!kk_str_starts(line, around[i].open))
            continue;
        line += strlen(around[i].open);
        end = strstr(line, around[i].close);
        if (end == NULL)
            return false;
        *value = end + strlen(around[i].close);
    }
    if (end == NULL && (wide != NULL || colon != NULL)) {
        end = colon == NULL || (wide != NULL && wide < colon) ? wide : colon;
        *value = end + (end == wide ? strlen("：") : 1);
    }
    if (end == NULL || end - line > 60)
        return false;
    kk_str_addn(word, line, (size_t)(end - line));
    *value = past_blank(*value);
    if (kk_str_starts(*value, "："))
        *value = past_blank(*value + strlen("："));
    else if (**value == ':')
        *value = past_blank(*value + 1);
    return true;
}

static bool is_ours(const struct reading *r, size_t row)
{
    return strcmp(cell(r, row, "action"), r->out->action->name) == 0;
}

/* The row of that word; the sheet's n: none. */
static size_t row_of(const struct reading *r, const char *word)
{
    for (size_t i = 0; i < r->sheet.n; i++) {
        const char *w = cell(r, i, "word");

        if (is_ours(r, i) && w[0] != '\0' && strcmp(w, "*") != 0 &&
            strcmp(cell(r, i, "field"), "-") != 0 && kk_fold_same(w, word))
            return i;
    }
    return r->sheet.n;
}

static bool says_nothing(const struct reading *r, const char *line)
{
    for (size_t i = 0; i < r->sheet.n; i++)
        if (is_ours(r, i) && strcmp(cell(r, i, "field"), "-") == 0 &&
            kk_str_starts(line, cell(r, i, "word")))
            return true;
    return false;
}

/* --- fields ----------------------------------------------------------------
 */

static size_t field_of(struct reading *r, const char *param)
{
    struct kk_pasted *out = r->out;

    for (size_t i = 0; i < out->n; i++)
        if (strcmp(out->field[i].param, param) == 0)
            return i;
    if (out->n == KK_PASTED_MAX)
        return KK_PASTED_MAX;
    out->field[out->n].param = kk_arena_strdup(&out->arena, param);
    return out->n++;
}

static void add_line(struct kk_str *s, const char *line)
{
    if (*line != '\0' && s->n_bytes > 0)
        kk_str_addc(s, '\n');
    kk_str_add(s, line);
}

static void say(struct reading *r, size_t field, const char *line)
{
    if (field < KK_PASTED_MAX)
        add_line(&r->said[field], line);
}

static bool several_lines(const struct reading *r, size_t field)
{
    const struct kk_param *p;

    if (field == KK_PASTED_MAX)
        return false;
    p = param_of(r, r->out->field[field].param);
    return p != NULL && p->type == KK_LINES;
}

static size_t field_of_word(struct reading *r, const char *word)
{
    for (size_t i = 0; i < r->sheet.n; i++)
        if (is_ours(r, i) && strcmp(cell(r, i, "word"), word) == 0)
            return field_of(r, cell(r, i, "field"));
    return KK_PASTED_MAX;
}

static void read_line(struct reading *r, const char *raw)
{
    const char *line = past_bullet(raw), *value = "";
    struct kk_str word = {0};
    size_t row = r->sheet.n;

    if (split_line(line, &word, &value))
        row = row_of(r, kk_str_c(&word));
    kk_str_free(&word);
    if (*line == '\0') {
        r->current = KK_PASTED_MAX;
    } else if (row < r->sheet.n) {
        r->introduced++;
        r->current = field_of(r, cell(r, row, "field"));
        if (r->current < KK_PASTED_MAX) {
            r->otherwise[r->current] = cell(r, row, "otherwise");
            say(r, r->current, value);
        }
    } else if (r->current < KK_PASTED_MAX &&
               (several_lines(r, r->current) ||
                r->said[r->current].n_bytes == 0)) {
        say(r, r->current, past_quote(raw));
    } else if (!says_nothing(r, line)) {
        add_line(&r->prose, line);
    }
}

/* --- values ----------------------------------------------------------------
 */

/* 4月12日(水) 10時20分頃 as kk_time_parse takes it. */
static void plain_time(const char *said, struct kk_str *out)
{
    static const struct {
        const char *from, *to;
    } swap[] = {{"時", ":"}, {"分", ""},  {"頃", ""},  {"ごろ", ""},
                {"\n", " "}, {"　", " "}, {NULL, NULL}};

    while (*said != '\0') {
        size_t i = 0;

        if (kk_str_starts(said, "(") || kk_str_starts(said, "（")) {
            const char *close = strstr(said, ")"), *wide = strstr(said, "）");
            const char *end =
                close == NULL || (wide != NULL && wide < close) ? wide : close;

            if (end != NULL) { /* the day of the week */
                said = end + (end == wide ? strlen("）") : 1);
                kk_str_addc(out, ' ');
                continue;
            }
        }
        while (swap[i].from != NULL && !kk_str_starts(said, swap[i].from))
            i++;
        if (swap[i].from == NULL) {
            kk_str_addc(out, *said++);
            continue;
        }
        kk_str_add(out, swap[i].to);
        said += strlen(swap[i].from);
    }
    if (out->n_bytes > 0 && out->s[out->n_bytes - 1] == ':')
        kk_str_add(out, "00"); /* 10時 */
}

static void settle_time(struct reading *r, size_t i)
{
    struct kk_str plain = {0}, once = {0};
    kk_time at;

    plain_time(r->out->field[i].text, &plain);
    for (const char *p = kk_str_c(&plain); *p != '\0'; p++)
        if (*p != ' ' || (once.n_bytes > 0 && once.s[once.n_bytes - 1] != ' '))
            kk_str_addc(&once, *p);
    if (kk_time_parse(kk_str_c(&once), kk_now(r->ctx->clock), &at, NULL) ==
        KK_OK)
        r->out->field[i].text =
            kk_arena_strdup(&r->out->arena, kk_str_c(&once));
    kk_str_free(&plain);
    kk_str_free(&once);
}

/* A word of it that names one record: "KK-0112 (窓口)". */
static bool names_one(struct reading *r, const struct kk_param *p,
                      const char *word)
{
    struct kk_args *args = kk_args_new(r->out->action);
    struct kk_err err = {0};
    bool one = kk_args_set(r->ctx, args, p->name, word, &err) == KK_OK;

    kk_args_free(&args);
    return one;
}

/* 北区役所 保険年金課 as 北区役所/保険年金課. */
static bool part_of(char *words)
{
    char *wide = strstr(words, "　"), *blank = strpbrk(words, " \t\n");

    if (blank == NULL && wide == NULL)
        return false;
    if (blank == NULL || (wide != NULL && wide < blank)) {
        *wide = '/';
        memmove(wide + 1, wide + strlen("　"), strlen(wide + strlen("　")) + 1);
    } else {
        *blank = '/';
    }
    return true;
}

/* What parts two words of a line, as blanks. */
static char *parted(struct kk_arena *arena, const char *text)
{
    static const char *const part[] = {"　", "（", "）", "、", "，", "／", "(",
                                       ")",  "/",  ",",  "\t", "\n", NULL};
    struct kk_str out = {0};
    char *words;

    while (*text != '\0') {
        size_t i = 0;

        while (part[i] != NULL && !kk_str_starts(text, part[i]))
            i++;
        kk_str_addc(&out, part[i] == NULL ? *text : ' ');
        text += part[i] == NULL ? 1 : strlen(part[i]);
    }
    words = kk_arena_strdup(arena, kk_str_c(&out));
    kk_str_free(&out);
    return words;
}

static void settle_ref(struct reading *r, const struct kk_param *p, size_t i)
{
    struct kk_pasted *out = r->out;
    const char *text = out->field[i].text, *other = r->otherwise[i];
    char *words, *save = NULL;
    int tries = 0;
    size_t to;

    if (names_one(r, p, text))
        return;
    words = kk_arena_strdup(&out->arena, text);
    if ((p->flags & KK_SPLIT) != 0 && part_of(words) &&
        names_one(r, p, words)) {
        out->field[i].text = words;
        return;
    }
    words = parted(&out->arena, text);
    for (char *w = strtok_r(words, " ", &save); w != NULL && tries < MAX_TRIES;
         w = strtok_r(NULL, " ", &save)) {
        bool maybe = strcspn(w, "0123456789") < strlen(w);

        tries += maybe;
        if (maybe && names_one(r, p, w)) {
            out->field[i].text = w;
            return;
        }
    }
    if (other == NULL || other[0] == '\0')
        return;
    to = field_of(r, other);
    if (to == KK_PASTED_MAX)
        return;
    out->field[to].text = text;
    out->field[i].text = NULL;
}

/* Lines that nothing introduces say what no other line does. */
static void prose(struct reading *r)
{
    size_t field = field_of_word(r, "");

    if (field < KK_PASTED_MAX && r->said[field].n_bytes == 0)
        say(r, field, kk_str_c(&r->prose));
    kk_str_free(&r->prose);
}

/* As the form's fields take them; one that came to nothing goes. */
static void settle(struct reading *r)
{
    struct kk_pasted *out = r->out;
    size_t n = out->n, kept = 0;

    for (size_t i = 0; i < n; i++)
        out->field[i].text =
            kk_arena_strdup(&out->arena, kk_str_c(&r->said[i]));
    for (size_t i = 0; i < n; i++) {
        const struct kk_param *p = param_of(r, out->field[i].param);

        if (p != NULL && p->type == KK_TIME)
            settle_time(r, i);
        else if (p != NULL && p->type == KK_REF)
            settle_ref(r, p, i);
    }
    for (size_t i = 0; i < out->n; i++)
        if (out->field[i].text != NULL && out->field[i].text[0] != '\0' &&
            param_of(r, out->field[i].param) != NULL)
            out->field[kept++] = out->field[i];
    out->n = kept;
}

static size_t full_lines(const char *text)
{
    size_t n = 0;

    for (; *text != '\0'; text += strcspn(text, "\n"), text += *text != '\0')
        n += strspn(text, " \t") < strcspn(text, "\n");
    return n;
}

enum kk_status kk_pasted_read(struct kk_ctx *ctx, const char *text,
                              struct kk_pasted *out, struct kk_err *err)
{
    struct reading r = {.ctx = ctx, .out = out, .current = KK_PASTED_MAX};
    size_t lines = full_lines(text);
    enum kk_status st;

    *out = (struct kk_pasted){0};
    if (strlen(text) > KK_PASTED_BYTES)
        return kk_fail(
            err, KK_REFUSED,
            "貼り付けた文面が長すぎます。一つの案件の部分だけを写して"
            "ください");
    if (lines < 2)
        return KK_NONE;
    st = kk_sheet_open(SHEET, &r.sheet, err);
    if (st != KK_OK)
        return st;
    if (r.sheet.n > 0)
        out->action = kk_find_action(ctx->reg, cell(&r, 0, "action"));
    if (out->action != NULL) {
        say(&r, field_of_word(&r, "*"), text);
        while (*text != '\0') {
            size_t n = strcspn(text, "\n");
            char *line = kk_arena_strndup(&out->arena, text, n);

            for (size_t end = n;
                 end > 0 && isspace((unsigned char)line[end - 1]);)
                line[--end] = '\0';
            read_line(&r, line);
            text += n + (text[n] != '\0');
        }
        prose(&r);
        settle(&r);
    }
    for (size_t i = 0; i < KK_PASTED_MAX; i++)
        kk_str_free(&r.said[i]);
    kk_sheet_close(&r.sheet);
    return out->action == NULL || (r.introduced == 0 && lines < PROSE_LINES)
               ? KK_NONE
               : KK_OK;
}
