/* What a case's page shows of its own: how long there is, what to do next and
 * why not yet, what happened so far. */
#include "incident_draw.h"
#include "screens_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/check.h>
#include <kikusui/ui/flow.h>

#include <string.h>

const char *kk_incident_undone(const struct kk_incident_view *v, size_t nth)
{
    const char *step = kk_steps_undone(&v->steps, nth);
    bool behind = nth == 0 || kk_steps_undone(&v->steps, nth - 1) != NULL;

    if (step != NULL || !behind)
        return step;
    return v->visit_next != NULL && v->visit_next[0] != '\0' ? v->visit_next
                                                             : NULL;
}

/* Calls, visits and work are told by the timeline. */
static const char *const told[] = {"contacts", "visits", "works", NULL};

static enum kk_status load_notes(struct kk_incident_view *v, struct kk_ui *ui,
                                 struct kk_err *err)
{
    struct kk_str words = {0};
    enum kk_status st = kk_check_lines(
        ui->ctx, kk_find_kind(ui->ctx->reg, "incident"), v->id, &words, err);

    if (st == KK_OK && words.n_bytes > 0)
        v->notes = kk_arena_strndup(&v->arena, words.s, words.n_bytes - 1);
    kk_str_free(&words);
    return st;
}

static void free_view(void *data)
{
    if (data != NULL)
        kk_incident_view_free(data);
    kk_free(data);
}

static enum kk_status load(struct kk_ui *ui, kk_id id, void **data,
                           struct kk_err *err)
{
    struct kk_incident_view *v = kk_alloc(sizeof *v);
    enum kk_status st = kk_incident_view_load(ui->ctx, id, v, err);

    if (st == KK_OK)
        st = load_notes(v, ui, err);
    if (st != KK_OK) {
        free_view(v);
        return st;
    }
    *data = v;
    return KK_OK;
}

static const struct kk_steps *steps(const void *data)
{
    return &((const struct kk_incident_view *)data)->steps;
}

static const char *undone(const void *data, size_t nth)
{
    return kk_incident_undone(data, nth);
}

static kk_id related(const void *data, const char *kind)
{
    const struct kk_incident_view *v = data;

    if (strcmp(kind, "unit") == 0)
        return v->unit;
    if (strcmp(kind, "place") == 0)
        return v->place;
    return strcmp(kind, "spare") == 0 ? v->spare : 0;
}

static void title(const void *data, char out[KK_TITLE_BYTES])
{
    const struct kk_incident_view *v = data;
    bool city = v->city_no != NULL && v->city_no[0] != '\0';

    kk_fmt(out, KK_TITLE_BYTES, "案件 %s%s%s", v->no != NULL ? v->no : "",
           city ? "  市 " : "", city ? v->city_no : "");
}

static int head(const void *data, kk_time now, struct kk_canvas *c,
                struct kk_rect page)
{
    return kk_incident_head(data, now, c, page);
}

static int foot(const void *data, struct kk_canvas *c, struct kk_rect page)
{
    return kk_incident_foot(data, c, page);
}

/* What was told, and what happened: to the case, then to the unit before. */
static void tells(const void *data, struct kk_flow_told *out)
{
    const struct kk_incident_view *v = data;
    bool error = v->error != NULL && v->error[0] != '\0';

    if (v->notes != NULL && v->notes[0] != '\0')
        kk_str_addf(&out->words, "%s\n", v->notes);
    kk_str_addf(&out->words, "症状 %s\nエラー %s",
                v->symptom != NULL ? v->symptom : "",
                error ? v->error : "なし");
    out->event = v->event;
    out->n_events = v->n_events;
    out->earlier = v->earlier;
    out->n_earlier = v->n_earlier;
    out->earlier_title = "----- この機器の前の案件 -----";
}

const struct kk_ui_face kk_incident_face = {
    .told = told,
    .load = load,
    .free = free_view,
    .steps = steps,
    .undone = undone,
    .related = related,
    .title = title,
    .head = head,
    .foot = foot,
    .tells = tells,
};
