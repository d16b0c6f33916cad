/* The first and the last line. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/copy.h>

#include <stdio.h>
#include <string.h>

/* --- the last line: which keys work here and now --- */

static bool typing(const struct kk_ui *ui)
{
    return ui->top->ops->typing != NULL && ui->top->ops->typing(ui->top);
}

/* The key of a row that works now; 0: none (it would be typed as text). */
static uint32_t working_key(const struct kk_ui *ui, const struct kk_binding *b)
{
    uint32_t key = kk_key_parse(b->key), alt = kk_key_parse(b->alt);

    if (!typing(ui) || !kk_key_is_text(key))
        return key;
    return alt != 0 && !kk_key_is_text(alt) ? alt : 0;
}

static bool taken(const struct kk_ui *ui, const char *key)
{
    for (size_t i = 0; i < ui->n_foot; i++)
        if (strcmp(ui->foot[i].key, key) == 0)
            return true;
    return false;
}

static void add(struct kk_ui *ui, uint32_t key, const char *label)
{
    struct kk_ui_foot *f = &ui->foot[ui->n_foot];

    if (key == 0 || ui->n_foot == KK_UI_FOOT_MAX)
        return;
    kk_key_label(key, f->key);
    if (taken(ui, f->key))
        return;
    f->label = label;
    ui->n_foot++;
}

/* Is there a record of one of the kinds, which | parts? */
static bool leads(const struct kk_ui *ui, const char *kinds)
{
    kk_id id = 0;

    while (id == 0 && *kinds != '\0') {
        size_t n = strcspn(kinds, "|");
        char *kind = kk_strndup(kinds, n);

        id = kk_ui_related(ui, kind);
        kk_free(kind);
        kinds += n + (kinds[n] == '|' ? 1 : 0);
    }
    return id != 0;
}

static bool possible(struct kk_ui *ui, const struct kk_binding *b)
{
    const struct kk_action *action;
    struct kk_subject subject;
    struct kk_err err;

    enum kk_cmd cmd = kk_cmd_named(b->target);

    kk_ui_subject(ui, &subject);
    if ((cmd == KK_DO_ACTIONS || cmd == KK_DO_HISTORY) && subject.id == 0)
        return false;
    if (cmd != KK_DO_NONE)
        return ui->top->ops->can == NULL || ui->top->ops->can(ui->top, ui, cmd);
    if (kk_str_starts(b->target, "go:"))
        return leads(ui, b->target + strlen("go:"));
    if (kk_str_starts(b->target, "screen:") ||
        kk_str_starts(b->target, "beside:") ||
        kk_str_starts(b->target, "list:")) {
        const char *name = strchr(b->target, ':') + 1;

        return kk_ui_screen(ui, name) != NULL ||
               kk_find_listing(ui->ctx->reg, name) != NULL;
    }
    action = kk_ui_action(ui, b->target);
    if (action == NULL)
        return false;
    /* What a list is given a key for is begun there with or without a row. */
    return kk_ui_can(ui, action, &subject, &err) ||
           (subject.id == 0 && action->kind[0] != '\0' &&
            kk_find_kind(ui->ctx->reg, b->scope) == NULL);
}

/* What is to be done next stands first. */
static bool is_next(const struct kk_ui *ui, const struct kk_binding *b)
{
    const char *name =
        ui->top->ops->prefer != NULL ? ui->top->ops->prefer(ui->top, 0) : NULL;

    return name != NULL && strcmp(name, b->target) == 0;
}

/* Of the actions on one key the last line tells the one that it starts. */
static bool is_meant(struct kk_ui *ui, const struct kk_binding *b)
{
    return kk_ui_choose(ui, b->scope, kk_key_parse(b->key)) == b;
}

void kk_foot_load(struct kk_ui *ui)
{
    const char *scopes[KK_SCOPES_MAX + 1];
    size_t n_scopes = kk_ui_scopes(ui, scopes), n;
    const struct kk_binding *b = kk_keymap(&n);

    ui->n_foot = 0;
    kk_copy_hold(ui->ctx); /* every guard reads its case */
    for (size_t s = 0; s < n_scopes; s++)
        for (int pass = 0; pass < 2; pass++)
            for (size_t i = 0; i < n; i++) {
                if (b[i].label[0] == '\0' ||
                    strcmp(b[i].scope, scopes[s]) != 0 ||
                    (pass == 0) != is_next(ui, &b[i]) || !is_meant(ui, &b[i]) ||
                    !possible(ui, &b[i]))
                    continue;
                add(ui, working_key(ui, &b[i]), b[i].label);
            }
    kk_copy_let(ui->ctx);
}

static int foot_cols(const struct kk_ui_foot *f)
{
    return kk_cols(f->key) + kk_cols(f->label) + 2;
}

/* Which one it is; n_foot: none. From the first screen nothing leads back. */
static size_t way_back(const struct kk_ui *ui)
{
    size_t i = ui->top->below == NULL ? ui->n_foot : 0;

    while (i < ui->n_foot && strcmp(ui->foot[i].key, "Esc") != 0)
        i++;
    return i;
}

void kk_foot_draw(const struct kk_ui *ui, struct kk_canvas *c,
                  struct kk_rect line)
{
    bool modal = (ui->top->ops->flags & KK_VIEW_MODAL) != 0;
    const char *right = modal        ? ""
                        : typing(ui) ? "F2 操作一覧"
                                     : "F2 操作一覧 ? ヘルプ";
    size_t back = way_back(ui);
    int col = 1, limit = line.cols - kk_cols(right) - 2;

    for (size_t i = 0; i < ui->n_foot; i++) {
        const struct kk_ui_foot *f = &ui->foot[i];
        int kept =
            i < back && back < ui->n_foot ? foot_cols(&ui->foot[back]) : 0;

        if (col + foot_cols(f) + kept - 1 <= limit) {
            kk_put(c, line, 0, col, KK_S_KEY, f->key);
            kk_put(c, line, 0, col + kk_cols(f->key) + 1, KK_S_PLAIN, f->label);
            col += foot_cols(f);
        } else if (i < back) {
            i = back - 1; /* what has no room gives way to the key back */
        } else {
            break;
        }
    }
    kk_put_end(c, line, 0, 1, KK_S_PLAIN, right);
}

/* --- the first line: who, what time it is for the contract, what is unsent ---
 */

/* The time in full, or without its year, or without the day of the week too:
 * as the room allows. */
enum { LONG, SHORT, SHORTEST };

static void bar_time(const struct kk_ui *ui, int how, struct kk_str *out)
{
    struct kk_civil t;
    char date[KK_TIME_BYTES];

    kk_civil_of(ui->now, &t);
    if (ui->ctx->clock->fixed != 0)
        kk_str_add(out, "時刻固定 ");
    if (how == LONG)
        kk_str_addf(out, "%s ", kk_time_long(ui->now, date));
    else if (how == SHORT)
        kk_str_addf(out, "%s(%s) %02d:%02d",
                    kk_day_era(kk_day_of(ui->now), date), kk_wday_name(t.wday),
                    t.hour, t.min);
    else
        kk_str_addf(out, "%d/%d %02d:%02d", t.month, t.day, t.hour, t.min);
    kk_str_addf(out, " %s", ui->service.words);
}

enum { MORE_COLS = 5 }; /* " 他12" */

static int all_cols(const char *pieces)
{
    int cols = 0;

    for (const char *s = pieces; *s != '\0'; s++)
        cols += *s == '\n'; /* the blank before each */
    return cols + kk_cols(pieces);
}

/* As many pieces as fit into `cols`, the first ones, and how many more there
 * are; returns that. */
static int bar_outbox(const struct kk_ui *ui, int cols, struct kk_str *out)
{
    const char *s = kk_str_c(&ui->outbox);
    int left_out = 0, used = 0, most = cols;

    if (all_cols(s) > cols)
        most -= MORE_COLS;
    for (size_t n; *s != '\0'; s += n + (s[n] == '\n' ? 1 : 0)) {
        n = strcspn(s, "\n");
        if (left_out > 0 || used + 1 + kk_colsn(s, n) > most) {
            left_out++;
            continue;
        }
        used += 1 + kk_colsn(s, n);
        kk_str_addc(out, ' ');
        kk_str_addn(out, s, n);
    }
    if (left_out > 0 && most > 0)
        kk_str_addf(out, " 他%d", left_out);
    return left_out;
}

void kk_bar_draw(const struct kk_ui *ui, struct kk_canvas *c,
                 struct kk_rect line)
{
    const struct kk_view *base = kk_ui_base(ui);
    char title[KK_TITLE_BYTES] = "";
    struct kk_str right = {0}, pieces = {0};
    int room = 0;

    if (base->ops->title != NULL)
        base->ops->title(base, title);
    for (int how = LONG; how <= SHORTEST; how++) {
        kk_str_clear(&right);
        kk_str_clear(&pieces);
        bar_time(ui, how, &right);
        room = line.cols - 3 - kk_cols(kk_str_c(&right));
        if (bar_outbox(ui, room - kk_cols(title) - 1, &pieces) == 0 &&
            kk_cols(title) + kk_cols(kk_str_c(&pieces)) <= room)
            break;
    }
    /* The title gives way before what waits does. */
    if (pieces.n_bytes == 0)
        bar_outbox(ui, room / 2, &pieces);
    kk_str_add(&right, kk_str_c(&pieces));
    room = line.cols - 3 - kk_cols(kk_str_c(&right));
    kk_fill(c, line, KK_S_BAR);
    kk_put_in(c, line, 0, 1, room > 0 ? room : 0, KK_LEFT, KK_S_BAR, title);
    kk_put_end(c, line, 0, 1, KK_S_BAR, kk_str_c(&right));
    kk_str_free(&pieces);
    kk_str_free(&right);
}
