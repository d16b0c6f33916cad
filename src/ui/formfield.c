/* One field of a form: text, choice or reference as an argument. */
#include "form_priv.h"
#include "match.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/mem.h>

#include <stdio.h>
#include <string.h>

/* Beyond any field's limit: what is too long is told, not thrown away. */
enum { FIELD_MAX_CPS = 20000 };

/* --- making --- */

void kk_field_init(struct kk_form *f, struct kk_ui *ui,
                   const struct kk_param *p, struct kk_field *out)
{
    (void)f;
    *out = (struct kk_field){.param = p, .choice = -1};
    out->edit.max_cps = FIELD_MAX_CPS;
    out->edit.lines = p->type == KK_LINES;
    out->edit.secret = p->type == KK_SECRET;
    if (p->type != KK_CHOICE)
        return;
    out->codes = kk_find_codes(ui->ctx->reg, p->from);
    while (out->codes != NULL && out->codes->code[out->n_codes].value != NULL)
        out->n_codes++;
}

void kk_field_free(struct kk_field *fd)
{
    kk_edit_free(&fd->edit);
    kk_str_free(&fd->echo);
    kk_str_free(&fd->error);
    kk_str_free(&fd->taken);
    kk_free(fd->kept);
}

struct kk_field *kk_form_field(struct kk_form *f, const char *name)
{
    for (size_t i = 0; i < f->n_fields; i++)
        if (strcmp(f->field[i].param->name, name) == 0)
            return &f->field[i];
    return NULL;
}

/* --- from the field to the arguments --- */

static const char *typed(const struct kk_field *fd)
{
    if (fd->param->type == KK_CHOICE)
        return fd->choice < 0 ? "" : fd->codes->code[fd->choice].value;
    return kk_edit_text(&fd->edit);
}

static void echo_time(const struct kk_form *f, struct kk_field *fd)
{
    const char *name = fd->param->name;
    char buf[KK_TIME_BYTES];

    if (fd->param->type == KK_TIME)
        kk_str_add(&fd->echo, kk_time_long(kk_arg_time(f->args, name), buf));
    else
        kk_str_add(&fd->echo,
                   kk_day_long((kk_day)kk_arg_int(f->args, name), buf));
}

/* How the field was understood, where that says more than what was typed. */
static void echo(const struct kk_form *f, struct kk_field *fd)
{
    const char *name = fd->param->name, *shown;
    const kk_id *ids;

    kk_str_clear(&fd->echo);
    if (kk_arg_given(f->args, name) != KK_GIVEN)
        return;
    if (fd->param->type == KK_TIME || fd->param->type == KK_DATE) {
        echo_time(f, fd);
    } else if (fd->param->type == KK_REF && (fd->param->flags & KK_MANY) != 0) {
        kk_str_addf(&fd->echo, "%zu件", kk_arg_many(f->args, name, &ids));
    } else if (fd->param->type == KK_REF && !fd->named) {
        shown = kk_arg_shown(f->args, name);
        kk_str_add(&fd->echo, shown != NULL ? shown : "");
    }
}

/* What was collected before, and what the text names. */
static void join_kept(struct kk_form *f, struct kk_ui *ui, struct kk_field *fd)
{
    const char *name = fd->param->name;
    struct kk_str text = {0};
    struct kk_err err = {0};
    const kk_id *ids = NULL;
    size_t n = 0;

    if (kk_arg_given(f->args, name) == KK_GIVEN)
        n = kk_arg_many(f->args, name, &ids);
    for (size_t i = 0; i < fd->n_kept; i++)
        kk_str_addf(&text, "%s%lld", i == 0 ? "" : ",", (long long)fd->kept[i]);
    for (size_t i = 0; i < n; i++) {
        bool twice = false;

        for (size_t k = 0; k < fd->n_kept; k++)
            twice |= fd->kept[k] == ids[i];
        if (!twice)
            kk_str_addf(&text, ",%lld", (long long)ids[i]);
    }
    if (kk_args_set(ui->ctx, f->args, name, kk_str_c(&text), &err) != KK_OK)
        kk_str_add(&fd->error, err.text);
    kk_str_free(&text);
}

void kk_field_set(struct kk_form *f, struct kk_ui *ui, struct kk_field *fd)
{
    const char *name = fd->param->name, *text = typed(fd);
    struct kk_err err = {0};

    fd->changed = false;
    kk_str_clear(&fd->error);
    if (!fd->picked) {
        bool unset = text[0] == '\0' && (!fd->had || fd->n_kept > 0);

        if (kk_args_set(ui->ctx, f->args, name, unset ? NULL : text, &err) !=
            KK_OK) {
            kk_str_add(&fd->error, err.text);
            /* Text is wrong only by its length, and typing on mends nothing. */
            fd->visited |=
                fd->param->type == KK_TEXT || fd->param->type == KK_LINES;
            if (kk_args_set(ui->ctx, f->args, name, NULL, &err) != KK_OK)
                kk_str_add(&fd->error, err.text);
        }
        if (fd->n_kept > 0)
            join_kept(f, ui, fd);
    }
    /* Other fields may follow from what was chosen; free text decides none. */
    if (fd->param->type != KK_TEXT && fd->param->type != KK_LINES &&
        fd->param->type != KK_SECRET)
        f->refill = true;
    echo(f, fd);
}

void kk_field_ids(struct kk_form *f, struct kk_ui *ui, struct kk_field *fd,
                  const kk_id *ids, size_t n)
{
    struct kk_str text = {0};
    struct kk_err err = {0};

    for (size_t i = 0; i < n; i++)
        kk_str_addf(&text, "%s%lld", i == 0 ? "" : ",", (long long)ids[i]);
    kk_str_clear(&fd->error);
    if (kk_args_set(ui->ctx, f->args, fd->param->name, kk_str_c(&text), &err) !=
        KK_OK)
        kk_str_add(&fd->error, err.text);
    kk_str_free(&text);
    kk_free(fd->kept);
    fd->kept = NULL;
    fd->n_kept = 0;
    kk_field_show(f, fd);
    fd->picked = fd->touched = fd->visited = true;
    fd->changed = false;
    f->refill = true;
}

void kk_field_add(struct kk_form *f, struct kk_ui *ui, struct kk_field *fd,
                  const char *text)
{
    const struct kk_kind *kind = kk_param_kind(ui->ctx->reg, fd->param);
    struct kk_arena arena = {0};
    struct kk_err err = {0};
    const kk_id *have = NULL;
    kk_id *ids, id;
    size_t n = 0;
    const char *label;

    if (fd->changed)
        kk_field_set(f, ui, fd);
    if (kk_arg_given(f->args, fd->param->name) == KK_GIVEN)
        n = kk_arg_many(f->args, fd->param->name, &have);
    if (kind == NULL ||
        kk_resolve_whole(ui->ctx, kind, text, kk_args_binds(f->args, NULL),
                         &arena, &id, &label, &err) != KK_OK) {
        kk_ui_fail(ui, &err);
        kk_arena_free(&arena);
        return;
    }
    ids = kk_arena_alloc(&arena, (n + 1) * sizeof *ids);
    for (size_t i = 0; i < n; i++) {
        ids[i] = have[i];
        if (have[i] == id) {
            kk_ui_say(ui, "%s はもう入っています（%zu件）。", label, n);
            ui->message_passing = true;
            goto out;
        }
    }
    ids[n] = id;
    kk_field_ids(f, ui, fd, ids, n + 1);
out:
    kk_arena_free(&arena);
}

bool kk_field_drop(struct kk_form *f, struct kk_ui *ui, struct kk_field *fd)
{
    const kk_id *ids;
    size_t n;

    if (!fd->named || (fd->param->flags & KK_MANY) == 0)
        return false;
    n = kk_arg_many(f->args, fd->param->name, &ids);
    if (n > 1)
        kk_field_ids(f, ui, fd, ids, n - 1);
    return n > 1;
}

void kk_field_keep(struct kk_form *f, struct kk_field *fd)
{
    const kk_id *ids;
    size_t n;

    if (fd->n_kept > 0 || !fd->named || !fd->picked ||
        (fd->param->flags & KK_MANY) == 0)
        return;
    n = kk_arg_many(f->args, fd->param->name, &ids);
    fd->kept = kk_alloc((n + 1) * sizeof *ids);
    memcpy(fd->kept, ids, n * sizeof *ids);
    fd->n_kept = n;
}

bool kk_field_settle(struct kk_form *f, struct kk_ui *ui, struct kk_field *fd)
{
    const kk_id *ids;
    size_t n;

    if (fd->n_kept == 0)
        return false;
    if (fd->changed)
        kk_field_set(f, ui, fd);
    if (fd->error.n_bytes > 0)
        return false;
    n = kk_arg_many(f->args, fd->param->name, &ids);
    kk_field_ids(f, ui, fd, ids, n);
    return true;
}

/* --- from the arguments to the field --- */

static int choice_of(const struct kk_field *fd, const char *value)
{
    for (size_t i = 0; i < fd->n_codes; i++)
        if (strcmp(fd->codes->code[i].value, value) == 0 ||
            strcmp(fd->codes->code[i].label, value) == 0)
            return (int)i;
    return -1;
}

/* A time stands as people type it: of today without its date, of this year
 * without the year. */
static const char *shown_time(const struct kk_form *f, const char *name,
                              const char *shown, char buf[KK_TIME_BYTES])
{
    kk_time t = kk_arg_time(f->args, name);
    struct kk_civil c, now;

    kk_civil_of(t, &c);
    kk_civil_of(f->now, &now);
    if (c.year != now.year)
        return shown;
    if (c.month == now.month && c.day == now.day)
        snprintf(buf, KK_TIME_BYTES, "%02d:%02d", c.hour, c.min);
    else
        snprintf(buf, KK_TIME_BYTES, "%d/%d %02d:%02d", c.month, c.day, c.hour,
                 c.min);
    return buf;
}

void kk_field_show(struct kk_form *f, struct kk_field *fd)
{
    const char *name = fd->param->name;
    const char *shown = kk_arg_given(f->args, name) == KK_GIVEN
                            ? kk_arg_shown(f->args, name)
                            : NULL;
    char buf[KK_TIME_BYTES];

    if (shown != NULL && fd->param->type == KK_TIME)
        shown = shown_time(f, name, shown, buf);
    if (fd->param->type == KK_CHOICE)
        fd->choice = shown == NULL ? -1 : choice_of(fd, shown);
    else
        kk_edit_set(&fd->edit, shown);
    fd->named = fd->param->type == KK_REF && shown != NULL;
    fd->fresh = shown != NULL && fd->param->type != KK_REF &&
                fd->param->type != KK_LINES && fd->param->type != KK_CHOICE;
    fd->had = shown != NULL;
    echo(f, fd);
}

void kk_fields_show(struct kk_form *f, struct kk_ui *ui)
{
    (void)ui;
    for (size_t i = 0; i < f->n_fields; i++)
        if (!f->field[i].touched)
            kk_field_show(f, &f->field[i]);
}

/* --- typing --- */

/* The value whose label or value begins with the text; with `next` the one
 * behind the chosen one first, so that what begins alike takes turns. */
static bool choose(struct kk_field *fd, const char *text, bool next)
{
    size_t first = (size_t)(fd->choice + (next || fd->choice < 0 ? 1 : 0));
    struct kk_str want = {0}, have = {0};
    bool found = false;
    int64_t nth;

    if (kk_parse_i64(text, &nth) && nth >= 1 && nth <= (int64_t)fd->n_codes) {
        fd->choice = (int)nth - 1;
        return true;
    }
    kk_fold(text, &want);
    for (size_t k = 0; k < fd->n_codes && want.n_bytes > 0 && !found; k++) {
        size_t i = (first + k) % fd->n_codes;
        const struct kk_code *code = &fd->codes->code[i];

        kk_str_clear(&have);
        kk_fold(code->label, &have);
        found = kk_str_starts(kk_str_c(&have), want.s);
        kk_str_clear(&have);
        kk_fold(code->value, &have);
        found |= kk_str_starts(kk_str_c(&have), want.s);
        if (found)
            fd->choice = (int)i;
    }
    kk_str_free(&want);
    kk_str_free(&have);
    return found;
}

/* What is typed in one go is one word: い behind は is はい, not いいえ. The
 * word is kept where other fields keep their text. */
static bool type_choice(struct kk_field *fd, const char *text)
{
    bool more = fd->edit.text.n_bytes > 0;

    if (fd->codes == NULL)
        return false;
    kk_str_add(&fd->edit.text, text);
    if (more && choose(fd, kk_edit_text(&fd->edit), false))
        return true;
    kk_edit_set(&fd->edit, text);
    if (choose(fd, text, true))
        return true;
    kk_edit_set(&fd->edit, "");
    return false;
}

void kk_field_enter(struct kk_field *fd)
{
    enum kk_type type = fd->param->type;

    if (type == KK_TIME || type == KK_DATE || type == KK_INT ||
        (type == KK_REF && (fd->param->flags & KK_MANY) == 0))
        fd->fresh = fd->edit.text.n_bytes > 0;
    if (type == KK_CHOICE)
        kk_edit_set(&fd->edit, "");
}

bool kk_field_type(struct kk_field *fd, const char *text)
{
    bool did;

    fd->scanned = false;
    if (fd->param->type == KK_CHOICE) {
        if (strcmp(text, " ") == 0)
            return kk_field_act(fd, KK_DO_RIGHT, 0) == KK_EDIT_CHANGED;
        did = type_choice(fd, text);
    } else {
        bool anew = fd->named || fd->fresh;

        if (anew)
            kk_edit_set(&fd->edit, "");
        did = kk_edit_insert(&fd->edit, text) || anew;
        fd->named = fd->fresh = fd->picked = false;
    }
    if (did)
        fd->touched = fd->changed = true;
    return did;
}

bool kk_field_scan(struct kk_field *fd, const char *text)
{
    enum kk_type type = fd->param->type;
    bool anew = type == KK_REF || fd->fresh || fd->edit.text.n_bytes == 0 ||
                (fd->scanned && type != KK_LINES);
    bool did;

    if (anew)
        kk_edit_set(&fd->edit, "");
    did = kk_field_type(fd, text);
    fd->scanned = anew;
    return did;
}

static enum kk_edit_did turn(struct kk_field *fd, int by)
{
    int none = (fd->param->flags & KK_REQUIRED) != 0 ? 0 : -1;
    int n = (int)fd->n_codes;

    if (n == 0)
        return KK_EDIT_NOT;
    kk_edit_set(&fd->edit, "");
    fd->choice += by;
    if (fd->choice >= n)
        fd->choice = none;
    if (fd->choice < none)
        fd->choice = n - 1;
    return KK_EDIT_CHANGED;
}

enum kk_edit_did kk_field_act(struct kk_field *fd, enum kk_cmd cmd, int cols)
{
    enum kk_edit_did did;

    if (fd->param->type == KK_CHOICE) {
        if (cmd == KK_DO_LEFT || cmd == KK_DO_RIGHT || cmd == KK_DO_PICK)
            did = turn(fd, cmd == KK_DO_LEFT ? -1 : 1);
        else if ((cmd == KK_DO_ERASE_BACK || cmd == KK_DO_ERASE_ALL) &&
                 fd->choice >= 0) {
            fd->choice = -1;
            did = KK_EDIT_CHANGED;
        } else {
            did = KK_EDIT_NOT;
        }
    } else if ((fd->named || fd->fresh) &&
               (cmd == KK_DO_ERASE_BACK || cmd == KK_DO_ERASE)) {
        kk_edit_set(&fd->edit, "");
        did = KK_EDIT_CHANGED;
    } else {
        did = kk_edit_act(&fd->edit, cmd, cols);
    }
    if (did != KK_EDIT_NOT)
        fd->fresh = fd->scanned = false;
    if (did == KK_EDIT_CHANGED) {
        fd->named = fd->picked = false;
        fd->touched = fd->changed = true;
    }
    return did;
}
