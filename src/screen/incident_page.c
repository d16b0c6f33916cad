/* An incident's page: what to do next and why not yet, what happened so far,
 * how long there is. */
#include "incident_draw.h"
#include "screens_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/check.h>
#include <kikusui/ui/links.h>

#include <stdio.h>
#include <string.h>

struct page {
    struct kk_view view;
    kk_id id;
    struct kk_incident_view v;
    struct kk_links links; /* selected behind the steps */
    kk_time now;
    size_t sel;
    kk_id loaded;  /* 0 before the first load */
    char next[64]; /* the next step's key when the selection was last put there
                    */
    int top;       /* of the timeline */
};

static struct page *self(struct kk_view *v)
{
    return (struct page *)v;
}

static const struct page *look(const struct kk_view *v)
{
    return (const struct page *)v;
}

static size_t next_step(const struct kk_incident_view *v)
{
    for (size_t i = 0; i < v->n_steps; i++)
        if (v->step[i].state == KK_STEP_NEXT)
            return i;
    return v->n_steps;
}

const char *kk_incident_undone(const struct kk_incident_view *v, size_t nth)
{
    size_t next = next_step(v);

    if (next < v->n_steps && nth-- == 0)
        return v->step[next].action;
    for (size_t i = 0; i < v->n_steps; i++)
        if (v->step[i].state == KK_STEP_WAITING && nth-- == 0)
            return v->step[i].action;
    return nth == 0 && v->visit_next != NULL && v->visit_next[0] != '\0'
               ? v->visit_next
               : NULL;
}

/* What can be chosen: the steps, then the lists that speak of the case. */
static size_t rows(const struct page *p)
{
    return p->v.n_steps + p->links.n;
}

/* The selection follows the work: when the next step is another one than
 * before, it moves there. */
static void follow(struct page *p)
{
    size_t next = next_step(&p->v);
    const char *key = next < p->v.n_steps ? p->v.step[next].key : "";

    if (p->loaded == 0 || strcmp(key, p->next) != 0)
        p->sel = next < p->v.n_steps ? next : 0;
    kk_fmt(p->next, sizeof p->next, "%s", key);
    if (p->sel >= rows(p))
        p->sel = rows(p) == 0 ? 0 : rows(p) - 1;
    p->loaded = p->id;
}

static void settle(struct page *p)
{
    int most = kk_incident_lines(&p->v) -
               kk_incident_lines_shown(&p->v, p->now, p->view.area);

    if (p->top > most)
        p->top = most;
    if (p->top < 0)
        p->top = 0;
}

/* Calls, visits and work are told by the timeline. */
static const char *const told[] = {"contacts", "visits", "works", NULL};

static enum kk_status load_notes(struct page *p, struct kk_ui *ui,
                                 struct kk_err *err)
{
    struct kk_str words = {0};
    enum kk_status st = kk_check_lines(
        ui->ctx, kk_find_kind(ui->ctx->reg, "incident"), p->id, &words, err);

    if (st == KK_OK && words.n_bytes > 0)
        p->v.notes = kk_arena_strndup(&p->v.arena, words.s, words.n_bytes - 1);
    kk_str_free(&words);
    return st;
}

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct page *p = self(v);
    struct kk_incident_view fresh = {0};
    enum kk_status st = kk_incident_view_load(ui->ctx, p->id, &fresh, err);

    p->now = ui->now;
    if (st != KK_OK) {
        kk_incident_view_free(&fresh);
        return st;
    }
    kk_incident_view_free(&p->v);
    p->v = fresh;
    st = load_notes(p, ui, err);
    if (st == KK_OK)
        st = kk_links_load(ui->ctx, "incident", p->id, told, &p->links, err);
    follow(p);
    settle(p);
    return st;
}

/* --- commands --- */

/* What does the selected step: its action, or a tick of the checklist. */
static struct kk_fx run_step(struct page *p, struct kk_ui *ui)
{
    const struct kk_subject of = {"incident", p->id};
    const struct kk_step_view *step;

    if (p->sel >= p->v.n_steps) {
        kk_links_open(&p->links, p->sel - p->v.n_steps, ui, "incident", p->id);
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    }
    step = &p->v.step[p->sel];
    kk_step_run(ui, &of,
                &(struct kk_step){.key = step->key,
                                  .action = step->action,
                                  .with = step->with});
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct page *p = self(v);
    int screen = kk_incident_lines_shown(&p->v, p->now, v->area);

    if (cmd == KK_DO_OPEN)
        return run_step(p, ui);
    if (cmd == KK_DO_UP && p->sel > 0)
        p->sel--;
    else if (cmd == KK_DO_DOWN && p->sel + 1 < rows(p))
        p->sel++;
    else if (cmd == KK_DO_PAGE_UP || cmd == KK_DO_PAGE_DOWN)
        p->top += cmd == KK_DO_PAGE_UP ? -screen : screen;
    else if (cmd == KK_DO_FIRST || cmd == KK_DO_LAST)
        p->top = cmd == KK_DO_FIRST ? 0 : kk_incident_lines(&p->v);
    else if (cmd != KK_DO_UP && cmd != KK_DO_DOWN)
        return (struct kk_fx){.flags = KK_FX_NOT};
    settle(p);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

/* --- the rest --- */

static void draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct page *p = look(v);

    if (p->v.id != 0)
        kk_incident_draw_page(&p->v, &p->links, p->now, p->sel, p->top, c,
                              v->area);
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    (void)v;
    out[0] = "incident";
    out[1] = "steps";
    out[2] = "go";
    return 3;
}

static void subject(const struct kk_view *v, struct kk_subject *out)
{
    *out = (struct kk_subject){"incident", look(v)->id};
}

static kk_id related(const struct kk_view *v, const char *kind)
{
    const struct kk_incident_view *i = &look(v)->v;

    if (strcmp(kind, "unit") == 0)
        return i->unit;
    if (strcmp(kind, "place") == 0)
        return i->place;
    if (strcmp(kind, "spare") == 0)
        return i->spare;
    return 0;
}

static const char *prefer(const struct kk_view *v, size_t nth)
{
    return kk_incident_undone(&look(v)->v, nth);
}

static void title(const struct kk_view *v, char out[KK_TITLE_BYTES])
{
    const struct kk_incident_view *i = &look(v)->v;
    bool city = i->city_no != NULL && i->city_no[0] != '\0';

    kk_fmt(out, KK_TITLE_BYTES, "案件 %s%s%s", i->no != NULL ? i->no : "",
           city ? "  市 " : "", city ? i->city_no : "");
}

static void close_page(struct kk_view *v, struct kk_ui *ui)
{
    (void)ui;
    kk_incident_view_free(&self(v)->v);
    kk_links_free(&self(v)->links);
    kk_free(v);
}

static const struct kk_view_ops ops = {
    .load = load,
    .act = act,
    .draw = draw,
    .scopes = scopes,
    .subject = subject,
    .related = related,
    .prefer = prefer,
    .title = title,
    .close = close_page,
};

struct kk_view *kk_incident_page(struct kk_ui *ui, kk_id id)
{
    struct page *p = kk_alloc(sizeof *p);

    (void)ui;
    p->view.ops = &ops;
    p->id = id;
    return &p->view;
}
