/* The steps of a record, read from steps.csv against its facts. */
#include <kikusui/base/data.h>
#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/sheet.h>
#include <kikusui/domain/steps.h>
#include <kikusui/store/db.h>
#include <kikusui/store/tx.h>

#include <string.h>

struct facts {
    struct kk_cur *cur; /* one row of KIND/facts */
    struct tick {
        const char *key;
        bool done;
        const char *left_out; /* why it is not needed; NULL */
        kk_time at;
    } * tick;
    size_t n_ticks, cap_ticks;
    kk_time now;
    struct kk_arena *arena;
};

struct row { /* of steps.csv, with what holds now */
    struct kk_step step;
    const char *after, *why_not;
    bool applies;
};

/* Whether `word` stands in a list with spaces between. */
static bool listed(const char *list, const char *word)
{
    size_t n = strlen(word);

    while (*list != '\0') {
        size_t len = strcspn(list, " ");

        if (len == n && memcmp(list, word, n) == 0)
            return true;
        list += len;
        list += *list == ' ';
    }
    return false;
}

static struct kk_val value(const struct facts *f, const char *name)
{
    int col = kk_cur_col(f->cur, name);

    return col < 0 ? kk_vnull() : kk_cur_val(f->cur, col);
}

static bool conditions_hold(const struct facts *f, const char *only)
{
    while (*only != '\0') {
        char name[40];
        size_t len = strcspn(only, " ");

        if (len >= sizeof name)
            return false;
        memcpy(name, only, len);
        name[len] = '\0';
        if (value(f, name).i == 0)
            return false;
        only += len;
        only += *only == ' ';
    }
    return true;
}

static const struct tick *tick_of(const struct facts *f, const char *key)
{
    const struct tick *found = NULL;

    for (size_t i = 0; i < f->n_ticks; i++)
        if (strcmp(f->tick[i].key, key) == 0)
            found = &f->tick[i]; /* the latest counts */
    return found;
}

static const char *time_note(const struct facts *f, kk_time t)
{
    char text[KK_TIME_BYTES];

    return kk_arena_strdup(f->arena, kk_time_short(t, f->now, text));
}

/* How far a step is that is not done: 1/3, in the column FACT_now. */
static const char *so_far(const struct facts *f, const char *fact)
{
    char name[40];
    struct kk_val v;

    kk_fmt(name, sizeof name, "%s_now", fact);
    v = value(f, name);
    return v.type == KK_VTEXT ? kk_arena_strdup(f->arena, v.s) : "";
}

static void judge(const struct facts *f, const char *fact, struct row *r)
{
    const struct tick *t = tick_of(f, r->step.key);
    struct kk_val v;

    r->step.note = "";
    r->step.tick = strcmp(fact, "tick") == 0;
    if (t != NULL && t->left_out != NULL) {
        r->step.done = true;
        r->step.note = kk_arena_printf(f->arena, "省略 %s", t->left_out);
        return;
    }
    if (r->step.tick) {
        r->step.done = t != NULL && t->done;
        if (r->step.done)
            r->step.note = time_note(f, t->at);
        return;
    }
    v = value(f, fact);
    r->step.done = v.type != KK_VNULL;
    if (!r->step.done)
        r->step.note = so_far(f, fact);
    else if (v.type == KK_VTEXT)
        r->step.note = kk_arena_strdup(f->arena, v.s);
    else if (v.type == KK_VINT && v.i > 1)
        r->step.note = time_note(f, v.i);
}

static bool is_open(const struct row *row, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (row[i].applies && strcmp(row[i].step.key, key) == 0)
            return !row[i].step.done;
    return false; /* one that does not apply counts as done */
}

/* The words beside the first of the steps it waits for. */
static const char *why(const struct facts *f, const struct row *rows, size_t n,
                       const struct row *r)
{
    const char *after = r->after, *words = r->why_not;

    while (*after != '\0') {
        size_t a = strcspn(after, " "), w = strcspn(words, " ");
        char *key = kk_arena_strndup(f->arena, after, a);

        if (is_open(rows, n, key))
            return kk_arena_strndup(f->arena, words, w);
        after += a;
        after += *after == ' ';
        words += w;
        words += *words == ' ';
    }
    return "";
}

/* What its form begins with: NAME=TEXT, or NAME=:FACT for what stands in that
 * column of the facts; what is null there is left out. */
static const char *with(const struct facts *f, const char *words)
{
    struct kk_str out = {0};
    const char *kept;

    for (size_t n; *words != '\0'; words += n + (words[n] == ' ')) {
        size_t eq = strcspn(words, "= ");
        char *fact;
        struct kk_val v;

        n = strcspn(words, " ");
        if (eq + 1 >= n || words[eq + 1] != ':') {
            kk_str_addf(&out, "%s%.*s", out.n_bytes > 0 ? " " : "", (int)n,
                        words);
            continue;
        }
        fact = kk_strndup(words + eq + 2, n - eq - 2);
        v = value(f, fact);
        kk_free(fact);
        if (v.type == KK_VINT)
            kk_str_addf(&out, "%s%.*s=%lld", out.n_bytes > 0 ? " " : "",
                        (int)eq, words, (long long)v.i);
    }
    kept = kk_arena_strdup(f->arena, kk_str_c(&out));
    kk_str_free(&out);
    return kept;
}

static void read_row(const struct facts *f, const struct kk_sheet *s, size_t i,
                     const struct kk_kind *kind, const char *flow,
                     const char *type, struct row *r)
{
    const char *types = kk_sheet_cell(s, i, "dev_types");

    *r = (struct row){
        .step =
            {.key = kk_arena_strdup(f->arena, kk_sheet_cell(s, i, "step_key")),
             .label = kk_arena_strdup(f->arena, kk_sheet_cell(s, i, "label")),
             .action = kk_arena_strdup(f->arena, kk_sheet_cell(s, i, "action")),
             .gate = kk_arena_strdup(f->arena, kk_sheet_cell(s, i, "gate")),
             .why = "",
             .skip = kk_streq(kk_sheet_cell(s, i, "skip"), "1"),
             .firm = kk_streq(kk_sheet_cell(s, i, "skip"), "2")},
        .after = kk_arena_strdup(f->arena, kk_sheet_cell(s, i, "after")),
        .why_not = kk_arena_strdup(f->arena, kk_sheet_cell(s, i, "why_not")),
    };
    r->step.gates = conditions_hold(f, kk_sheet_cell(s, i, "gate_if"));
    r->applies = kk_streq(kk_sheet_cell(s, i, "kind"), kind->name) &&
                 kk_streq(kk_sheet_cell(s, i, "class"), flow) &&
                 (types[0] == '\0' || (type != NULL && listed(types, type))) &&
                 conditions_hold(f, kk_sheet_cell(s, i, "only"));
    if (r->applies)
        r->step.with = with(f, kk_sheet_cell(s, i, "with"));
    if (r->applies)
        judge(f, kk_sheet_cell(s, i, "fact"), r);
}

static void place_steps(const struct facts *f, struct row *row, size_t n,
                        struct kk_steps *out)
{
    bool later_done = false;

    for (size_t i = n; i-- > 0;) {
        if (!row[i].applies)
            continue;
        row[i].step.passed =
            !row[i].step.done && row[i].step.skip && later_done;
        later_done |= row[i].step.done;
    }
    out->next = -1;
    out->step = kk_arena_alloc(f->arena, (n + 1) * sizeof *out->step);
    for (size_t i = 0; i < n; i++) {
        struct kk_step *st = &row[i].step;

        if (!row[i].applies)
            continue;
        st->why = st->done ? "" : why(f, row, n, &row[i]);
        st->waiting = st->why[0] != '\0';
        out->n_done += st->done;
        if (out->next < 0 && !st->done && !st->passed && !st->waiting)
            out->next = (int)out->n;
        out->step[out->n++] = *st;
    }
}

static enum kk_status read_ticks(struct kk_ctx *ctx, const struct kk_kind *kind,
                                 kk_id id, struct facts *f, struct kk_err *err)
{
    const struct kk_table *t =
        kk_catalog_named(kk_db_catalog(ctx->db), kind->table);
    struct kk_cur *cur = NULL;
    enum kk_status st = kk_cur_open(
        ctx->db, "query/steps_done",
        KK_BINDS({"tab", kk_vint(t->id)}, {"row", kk_vint(id)}), &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        const char *key = kk_cur_text(cur, 0), *done = kk_cur_text(cur, 1);
        const char *note = kk_cur_text(cur, 3);

        if (key == NULL)
            continue;
        kk_grow(&f->tick, &f->cap_ticks, f->n_ticks + 1, sizeof *f->tick);
        f->tick[f->n_ticks++] = (struct tick){
            .key = kk_arena_strdup(f->arena, key),
            .done = kk_streq(done, "済"),
            .left_out =
                kk_streq(done, "省略")
                    ? kk_arena_strdup(f->arena, note == NULL ? "" : note)
                    : NULL,
            .at = kk_cur_int(cur, 2)};
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status evaluate(struct facts *f, const struct kk_kind *kind,
                               struct kk_steps *out, struct kk_err *err)
{
    struct kk_sheet s;
    struct row *row;
    struct kk_val flow = value(f, "flow_class"), type = value(f, "dev_type");
    enum kk_status st = kk_sheet_open("workflow/steps.csv", &s, err);

    if (st != KK_OK)
        return st;
    row = kk_alloc((s.n + 1) * sizeof *row);
    for (size_t i = 0; i < s.n; i++)
        read_row(f, &s, i, kind, flow.type == KK_VTEXT ? flow.s : "-",
                 type.type == KK_VTEXT ? type.s : NULL, &row[i]);
    place_steps(f, row, s.n, out);
    kk_free(row);
    kk_sheet_close(&s);
    return KK_OK;
}

bool kk_steps_has(const struct kk_kind *kind)
{
    return kk_kind_has_sql(kind, "facts");
}

enum kk_status kk_steps_load(struct kk_ctx *ctx, const struct kk_kind *kind,
                             kk_id id, struct kk_arena *arena,
                             struct kk_steps *out, struct kk_err *err)
{
    struct facts f = {.arena = arena, .now = kk_now(ctx->clock)};
    char facts[96];
    enum kk_status st;

    *out = (struct kk_steps){.next = -1};
    kk_fmt(facts, sizeof facts, "%s/facts", kind->name);
    st = read_ticks(ctx, kind, id, &f, err);
    if (st == KK_OK)
        st = kk_cur_open(ctx->db, facts, KK_BINDS({"id", kk_vint(id)}), &f.cur,
                         err);
    if (st == KK_OK)
        st = kk_cur_next(f.cur, err);
    if (st == KK_OK)
        st = evaluate(&f, kind, out, err);
    kk_cur_close(&f.cur);
    kk_free(f.tick);
    return st;
}

/* --- gates -----------------------------------------------------------------
 */

/* Whether the action that a step gates has been done on the record. */
static bool went_on(const struct kk_steps *list, const struct kk_step *gated)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->step[i].done && kk_streq(list->step[i].action, gated->gate))
            return true;
    return false;
}

enum kk_status kk_steps_faults(struct kk_ctx *ctx, const struct kk_kind *kind,
                               kk_id id, struct kk_faults *out,
                               struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_steps list;
    enum kk_status st = kk_steps_load(ctx, kind, id, &arena, &list, err);

    for (size_t i = 0; st == KK_OK && i < list.n; i++) {
        const struct kk_step *s = &list.step[i];

        if (s->done || s->gate[0] == '\0' || !s->gates || !went_on(&list, s))
            continue;
        kk_faults_add(
            out,
            &(struct kk_fault){
                .kind = kind,
                .row = id,
                .key = kk_arena_printf(&arena, "step %s", s->key),
                .column = "",
                .words = kk_arena_printf(
                    &arena, "%sがまだです。先に記録してください", s->label),
                .weight = KK_PASSABLE,
                .missing = true,
            });
    }
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

const struct kk_step *kk_steps_find(const struct kk_steps *list,
                                    const char *name)
{
    for (size_t i = 0; name != NULL && i < list->n; i++)
        if (strcmp(list->step[i].key, name) == 0 ||
            kk_fold_eq(list->step[i].label, name))
            return &list->step[i];
    return NULL;
}

const char *kk_step_note(const struct kk_step *s)
{
    const char *note = s->done || *s->why == '\0' ? s->note : s->why;

    return note != NULL ? note : "";
}
