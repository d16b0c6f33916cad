/* Reading a case whole for its page: head, clocks, steps, timeline. */
#include <kikusui/domain/steps.h>
#include <kikusui/feature/incident_view.h>
#include <kikusui/store/db.h>

#include <stdlib.h>
#include <string.h>

#define SPARE_EVENTS 12 /* of a spare, to find those for the case in */
#define EVENTS 60 /* lines of the timeline; the history view has the rest */

struct view {
    struct kk_ctx *ctx;
    struct kk_incident_view *v;
    struct kk_cur *cur;
    struct kk_err *err;
};

static const char *text(struct view *w, const char *column)
{
    int col = kk_cur_col(w->cur, column);
    const char *s = col < 0 ? NULL : kk_cur_text(w->cur, col);

    return kk_arena_strdup(&w->v->arena, s == NULL ? "" : s);
}

static const char *or_empty(const struct kk_cur *cur, int col)
{
    const char *s = kk_cur_text(cur, col);

    return s == NULL ? "" : s;
}

static kk_id id(struct view *w, const char *column)
{
    int col = kk_cur_col(w->cur, column);

    return col < 0 ? 0 : kk_cur_int(w->cur, col);
}

static enum kk_status read_head(struct view *w, kk_id incident)
{
    struct kk_incident_view *v = w->v;
    enum kk_status st =
        kk_cur_open(w->ctx->db, "incident/view",
                    KK_BINDS({"incident", kk_vint(incident)}), &w->cur, w->err);

    if (st == KK_OK)
        st = kk_cur_next(w->cur, w->err);
    if (st == KK_OK) {
        v->id = incident;
        v->unit = id(w, "unit");
        v->place = id(w, "place");
        v->dept = id(w, "dept");
        v->spare = id(w, "spare");
        v->no = text(w, "no");
        v->city_no = text(w, "city_no");
        v->state = text(w, "state");
        v->where = text(w, "where");
        v->contact = text(w, "contact");
        v->phone = text(w, "phone");
        v->unit_text = text(w, "unit_text");
        v->past = text(w, "past");
        v->assignee = text(w, "assignee");
        v->symptom = text(w, "symptom");
        v->error = text(w, "error");
        v->visit_next = text(w, "visit_next");
        v->desk.badge = text(w, "badge");
        v->desk.phone = text(w, "desk_phone");
        v->desk.name = text(w, "desk");
        if (v->desk.name[0] == '\0')
            v->desk.name = NULL;
    }
    kk_cur_close(&w->cur);
    return st;
}

/* A text by a statement of its own. */
static enum kk_status read_text(struct view *w, const char *query,
                                const char **out)
{
    enum kk_status st =
        kk_cur_open(w->ctx->db, query,
                    KK_BINDS({"incident", kk_vint(w->v->id)}), &w->cur, w->err);

    if (st == KK_OK)
        st = kk_cur_next(w->cur, w->err);
    if (st == KK_OK)
        *out = kk_arena_strdup(&w->v->arena, or_empty(w->cur, 0));
    kk_cur_close(&w->cur);
    return st;
}

static enum kk_status read_clocks(struct view *w)
{
    struct kk_arena *arena = &w->v->arena;
    enum kk_status st =
        kk_cur_open(w->ctx->db, "incident/clocks",
                    KK_BINDS({"incident", kk_vint(w->v->id)}), &w->cur, w->err);

    for (int i = 0; st == KK_OK && i < 2; i++) {
        struct kk_clock_view *c = &w->v->clock[i];
        const char *mark;

        st = kk_cur_next(w->cur, w->err);
        if (st != KK_OK)
            break;
        mark = kk_cur_text(w->cur, 8);
        c->name = kk_arena_strdup(arena, kk_cur_text(w->cur, 0));
        c->limit = (int)kk_cur_int(w->cur, 1);
        c->from = kk_cur_int(w->cur, 2);
        c->due = kk_cur_int(w->cur, 3);
        c->stop = kk_cur_int(w->cur, 4);
        c->elapsed = kk_cur_int(w->cur, 5);
        c->left = kk_cur_int(w->cur, 6);
        c->status = kk_arena_strdup(arena, kk_cur_text(w->cur, 7));
        c->mark = kk_arena_strdup(arena, mark == NULL ? "" : mark);
        c->words = kk_arena_strdup(arena, kk_cur_text(w->cur, 9));
        c->left_text = kk_arena_strdup(arena, or_empty(w->cur, 10));
    }
    kk_cur_close(&w->cur);
    return st;
}

/* 次: 訪問 着; what waits says for what. */
static const char *next_words(struct view *w, const struct kk_steps *list)
{
    if (list->next < 0)
        return "";
    return kk_arena_strdup(&w->v->arena, list->step[list->next].label);
}

static enum kk_status read_steps(struct view *w)
{
    struct kk_incident_view *v = w->v;
    enum kk_status st =
        kk_steps_load(w->ctx, kk_find_kind(w->ctx->reg, "incident"), v->id,
                      &v->arena, &v->steps, w->err);

    if (st == KK_OK)
        v->next = next_words(w, &v->steps);
    return st;
}

static void keep_events(struct view *w, struct kk_history *h)
{
    struct kk_incident_view *v = w->v;
    struct kk_event_view *all =
        kk_arena_alloc(&v->arena, (v->n_events + h->n + 1) * sizeof *all);
    size_t n = v->n_events;

    for (size_t i = 0; i < n; i++)
        all[i] = v->event[i];
    for (size_t i = 0; i < h->n; i++) {
        const struct kk_event_view *e = &h->event[i];

        all[n] = *e;
        all[n].who = kk_arena_strdup(&v->arena, e->who);
        all[n].text = kk_arena_strdup(&v->arena, e->text);
        all[n].by = kk_arena_strdup(&v->arena, e->by);
        all[n].brief = kk_arena_strdup(&v->arena, e->brief);
        all[n].entry = kk_arena_strdup(&v->arena, e->entry);
        n++;
    }
    v->event = all;
    v->n_events = n;
    kk_history_free(h);
}

/* Newest first by the time that stands before each; at one time, as it was
 * recorded. */
static int by_time(const void *pa, const void *pb)
{
    const struct kk_event_view *a = pa, *b = pb;

    if (a->at != b->at)
        return a->at > b->at ? -1 : 1;
    return a->arrival > b->arrival ? -1 : a->arrival < b->arrival;
}

/* What happened to the case, and what to a spare for its sake. */
static enum kk_status read_events(struct view *w)
{
    struct kk_incident_view *v = w->v;
    struct kk_history h;
    kk_id *spare = NULL;
    size_t n = 0, cap = 0;
    enum kk_status st =
        kk_history_load(w->ctx, "incident", v->id, 0, EVENTS, &h, w->err);

    if (st != KK_OK)
        return st;
    keep_events(w, &h);
    st = kk_cur_open(w->ctx->db, "incident/case_spares",
                     KK_BINDS({"incident", kk_vint(v->id)}), &w->cur, w->err);
    while (st == KK_OK && (st = kk_cur_next(w->cur, w->err)) == KK_OK) {
        kk_grow(&spare, &cap, n + 1, sizeof *spare);
        spare[n++] = kk_cur_int(w->cur, 0);
    }
    kk_cur_close(&w->cur);
    if (st == KK_NONE)
        st = KK_OK;
    for (size_t i = 0; i < n && st == KK_OK; i++) {
        st = kk_history_for(w->ctx, "unit", spare[i], "incident", v->id,
                            SPARE_EVENTS, &h, w->err);
        if (st == KK_OK)
            keep_events(w, &h);
    }
    kk_free(spare);
    if (v->n_events > 0)
        qsort(v->event, v->n_events, sizeof *v->event, by_time);
    return st;
}

static char *one_line(char *s)
{
    for (char *at = s; *at != '\0'; at++)
        if (*at == '\n')
            *at = ' ';
    return s;
}

static enum kk_status read_earlier(struct view *w)
{
    struct kk_incident_view *v = w->v;
    size_t cap = 0;
    struct kk_event_view *list = NULL;
    enum kk_status st =
        kk_cur_open(w->ctx->db, "incident/earlier",
                    KK_BINDS({"incident", kk_vint(v->id)}), &w->cur, w->err);

    while (st == KK_OK && (st = kk_cur_next(w->cur, w->err)) == KK_OK) {
        kk_grow(&list, &cap, v->n_earlier + 1, sizeof *list);
        list[v->n_earlier++] = (struct kk_event_view){
            .at = kk_cur_int(w->cur, 0),
            .recorded = kk_cur_int(w->cur, 0),
            .who = "",
            .by = kk_arena_strdup(&v->arena, or_empty(w->cur, 1)),
            .brief = one_line(kk_arena_printf(
                &v->arena, "%s %s", or_empty(w->cur, 2), or_empty(w->cur, 3))),
            .text = "",
            .entry = "",
        };
    }
    kk_cur_close(&w->cur);
    if (v->n_earlier > 0) {
        v->earlier = kk_arena_alloc(&v->arena, v->n_earlier * sizeof *list);
        memcpy(v->earlier, list, v->n_earlier * sizeof *list);
    }
    kk_free(list);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_incident_brief_load(struct kk_ctx *ctx, kk_id incident,
                                      struct kk_incident_view *out,
                                      struct kk_err *err)
{
    struct view w = {.ctx = ctx, .v = out, .err = err};
    enum kk_status st;

    *out = (struct kk_incident_view){0};
    st = read_head(&w, incident);
    if (st == KK_OK)
        st = read_text(&w, "incident/spare", &out->spare_text);
    if (st == KK_OK)
        st = read_clocks(&w);
    if (st == KK_OK)
        st = read_steps(&w);
    if (st != KK_OK)
        kk_incident_view_free(out);
    return st;
}

enum kk_status kk_incident_view_load(struct kk_ctx *ctx, kk_id incident,
                                     struct kk_incident_view *out,
                                     struct kk_err *err)
{
    struct view w = {.ctx = ctx, .v = out, .err = err};
    enum kk_status st = kk_incident_brief_load(ctx, incident, out, err);

    if (st != KK_OK)
        return st;
    st = read_text(&w, "incident/needs", &out->desk.needs);
    if (st == KK_OK)
        st = read_events(&w);
    if (st == KK_OK)
        st = read_earlier(&w);
    if (st != KK_OK)
        kk_incident_view_free(out);
    return st;
}

void kk_incident_view_free(struct kk_incident_view *v)
{
    kk_arena_free(&v->arena);
    *v = (struct kk_incident_view){0};
}
