/* The first screen: the queue, the lookup of units, the spares. */
#include "home_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/contract.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/review.h>
#include <kikusui/ui/drafts.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static struct kk_home *self(struct kk_view *v)
{
    return (struct kk_home *)v;
}

static const struct kk_home *look(const struct kk_view *v)
{
    return (const struct kk_home *)v;
}

static const struct kk_list *focused(const struct kk_view *v)
{
    return &look(v)->list[look(v)->pane];
}

/* --- loading --- */

/* What the queue's title tells: cases over their time, urgent, due today. */
static void sum_queue(struct kk_home *h, const struct kk_ui *ui)
{
    const struct kk_list *l = &h->list[KK_PANE_QUEUE];

    h->over = h->urgent = h->today = 0;
    for (size_t i = 0; i < l->n; i++) {
        const char *mark = kk_list_cell_at(l, i, "mark");
        const struct kk_val *due = kk_list_val_at(l, i, "due");

        h->over += mark != NULL && strcmp(mark, "超") == 0;
        h->urgent += mark != NULL && strcmp(mark, "急") == 0;
        h->today += due != NULL && due->type == KK_VINT &&
                    kk_day_of(due->i) == kk_day_of(ui->now);
    }
}

static void sum_spares(struct kk_home *h, const struct kk_ui *ui)
{
    static const char *const parts[] = {"ready", "stale", "reserved"};
    const struct kk_list *l = &h->list[KK_PANE_SPARES];

    (void)ui;
    h->spare_ready = h->spare_all = 0;
    for (size_t i = 0; i < l->n; i++)
        for (int k = 0; k < 3; k++) {
            const struct kk_val *v = kk_list_val_at(l, i, parts[k]);

            if (v == NULL || v->type != KK_VINT)
                continue;
            h->spare_all += v->i;
            h->spare_ready += k == 0 ? v->i : 0;
        }
}

const struct kk_home_pane kk_home_panes[KK_PANES] = {
    [KK_PANE_QUEUE] = {.listing = "queue",
                       .title = "案件",
                       .scope = "queue",
                       .sum = sum_queue,
                       .right = kk_home_queue_words},
    [KK_PANE_UNITS] = {.listing = "lookup", .title = "機器", .seeks = true},
    [KK_PANE_SPARES] = {.listing = "spare_stock",
                        .title = "予備機",
                        .sum = sum_spares,
                        .told = kk_home_spare_words},
};

/* The pane that typed text is looked for in. */
static enum kk_pane seeking(void)
{
    for (int i = 0; i < KK_PANES; i++)
        if (kk_home_panes[i].seeks)
            return (enum kk_pane)i;
    return KK_PANE_QUEUE;
}

static enum kk_status load_brief(struct kk_home *h, struct kk_ui *ui,
                                 struct kk_err *err)
{
    kk_id id;
    enum kk_status st;

    kk_incident_view_free(&h->brief);
    h->brief = (struct kk_incident_view){0};
    if (h->list[KK_PANE_QUEUE].listing == NULL ||
        !kk_list_selected(&h->list[KK_PANE_QUEUE], &id))
        return KK_OK;
    st = kk_incident_brief_load(ui->ctx, id, &h->brief, err);
    return st == KK_NONE ? KK_OK : st;
}

static void tell_drafts(struct kk_ui *ui)
{
    struct kk_draft_item draft[KK_DRAFTS_MAX];
    struct kk_arena arena = {0};
    size_t n = kk_draft_list(ui->ctx, &arena, draft);

    if (n > 0 && ui->message.n_bytes == 0) {
        kk_ui_say(ui, "書きかけが %zu件あります（%s）。F2 から続けられます。",
                  n, draft[0].title);
        ui->message_passing = true;
    }
    kk_arena_free(&arena);
}

/* The first line of it, once while it stands. */
static void tell_once(struct kk_ui *ui, const char *lines, const char *more,
                      bool *told)
{
    size_t n = strcspn(lines, "\n");

    if (*lines != '\0' && !*told && ui->message.n_bytes == 0) {
        kk_ui_say(ui, "%.*s%s", (int)n, lines, more);
        ui->message_passing = true;
    }
    *told = *lines != '\0' && (*told || ui->message.n_bytes > 0);
}

/* What counts in place of a value that makes no sense, and what of one's own a
 * decision did not let stand: said at the start and whenever it comes. */
static void tell_notices(struct kk_home *h, struct kk_ui *ui)
{
    struct kk_str lost = {0};
    struct kk_err ignored;

    tell_once(ui, kk_contract_notes(ui->ctx->contract), "", &h->told_contract);
    if (kk_review_lost(ui->ctx, &lost, &ignored) == KK_OK)
        tell_once(ui, kk_str_c(&lost),
                  "。F2「決まったことを確かめた」で消えます", &h->told_lost);
    kk_str_free(&lost);
}

/* 気づき 未報告 2  作業中の業務 1: what waits on other pages, where something
 * does. */
static enum kk_status load_counts(struct kk_home *h, struct kk_ui *ui,
                                  struct kk_err *err)
{
    const struct kk_query q = {
        .listing = kk_find_listing(ui->ctx->reg, "waits"), .limit = 64};
    size_t cols = q.listing != NULL ? kk_listing_cols(q.listing) : 0;
    struct kk_rows rows = {0};
    enum kk_status st = KK_OK;

    kk_str_clear(&h->waits);
    h->n_waits = 0;
    if (q.listing != NULL)
        st = kk_listing_fetch(ui->ctx, &q, &rows, err);
    for (size_t i = 0; st == KK_OK && i < rows.n; i++) {
        const struct kk_val *label = &rows.cell[i * cols], *n = label + 1;

        if (label->type != KK_VTEXT || n->type != KK_VINT || n->i <= 0)
            continue;
        kk_str_addf(&h->waits, "%s%s %" PRId64,
                    h->waits.n_bytes > 0 ? "  " : "", label->s, n->i);
        h->n_waits += n->i;
    }
    kk_rows_free(&rows);
    return st;
}

static enum kk_status load_all(struct kk_home *h, struct kk_ui *ui,
                               struct kk_err *err)
{
    enum kk_status st = KK_OK;

    kk_fmt(h->who, sizeof h->who, "%s", ui->who);
    /* Twice: how many rows a pane gets depends on how many all of them hold. */
    for (int pass = 0; pass < 2 && st == KK_OK; pass++) {
        struct kk_home_layout lay = kk_home_layout(h);

        for (int i = 0; i < KK_PANES && st == KK_OK; i++) {
            struct kk_list *l = &h->list[i];
            int rows = kk_home_inner(lay.box[i]).rows;

            if (l->listing == NULL)
                continue;
            rows -= kk_list_head_rows(l, kk_home_flags(h, (enum kk_pane)i));
            st = kk_list_load(l, ui->ctx, ui->now, rows, pass == 0, err);
        }
    }
    if (st != KK_OK)
        return st;
    for (int i = 0; i < KK_PANES; i++)
        if (kk_home_panes[i].sum != NULL)
            kk_home_panes[i].sum(h, ui);
    return ui->settled ? load_brief(h, ui, err) : KK_OK;
}

/* One moment for all that is shown, and one lock for forty reads. */
static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    enum kk_status st;

    kk_tx_hold(ui->ctx->db);
    st = load_all(self(v), ui, err);
    kk_tx_let(ui->ctx->db);
    return st;
}

/* A third of what the first frame would need. */
static enum kk_status settle(struct kk_view *v, struct kk_ui *ui,
                             struct kk_err *err)
{
    enum kk_status st;

    kk_tx_hold(ui->ctx->db);
    st = load_brief(self(v), ui, err);
    kk_tx_let(ui->ctx->db);
    return st;
}

static enum kk_status late(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct kk_home *h = self(v);
    enum kk_status st;

    kk_tx_hold(ui->ctx->db);
    tell_notices(h, ui);
    if (!h->loaded)
        tell_drafts(ui);
    h->loaded = true;
    st = load_counts(h, ui, err);
    kk_tx_let(ui->ctx->db);
    return st;
}

/* --- commands --- */

static struct kk_fx focus(struct kk_home *h, enum kk_pane pane)
{
    struct kk_list *seen = &h->list[seeking()];

    h->pane = pane;
    seen->searching = kk_home_panes[pane].seeks && seen->listing != NULL &&
                      kk_list_can_search(seen);
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

/* The lookup is for typing: whatever is scanned or written there is looked
 * for, and Enter opens it. */
static struct kk_fx open_row(struct kk_home *h, struct kk_ui *ui)
{
    kk_list_open(&h->list[h->pane], ui);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx back(struct kk_home *h)
{
    if (h->zoom) {
        h->zoom = false;
        return (struct kk_fx){.flags = KK_FX_RELOAD};
    }
    return focus(h, KK_PANE_QUEUE);
}

/* All, those I am to do, those nobody has taken, those reported with something
 * left to do; and around again. */
static struct kk_fx next_whose(struct kk_home *h)
{
    static const struct kk_filter filters[KK_WHOSE_COUNT][2] = {
        [KK_MINE] = {{.col = "mine", .text = "yes"}},
        [KK_NOBODYS] = {{.col = "unassigned", .text = "yes"}},
        [KK_AFTER] = {{.col = "after", .text = "yes"}},
    };

    h->whose = (enum kk_whose)((h->whose + 1) % KK_WHOSE_COUNT);
    kk_list_filter(&h->list[KK_PANE_QUEUE],
                   h->whose == KK_ALL ? NULL : filters[h->whose]);
    return focus(h, KK_PANE_QUEUE);
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct kk_home *h = self(v);
    struct kk_fx fx;

    if (cmd == KK_DO_NEXT)
        return focus(h, (enum kk_pane)((h->pane + 1) % KK_PANES));
    if (cmd == KK_DO_PREV)
        return focus(h, (enum kk_pane)((h->pane + KK_PANES - 1) % KK_PANES));
    if (cmd >= KK_DO_PANE_1 && cmd <= KK_DO_PANE_3)
        return focus(h, (enum kk_pane)(cmd - KK_DO_PANE_1));
    if (cmd == KK_DO_ZOOM) {
        h->zoom = !h->zoom;
        return (struct kk_fx){.flags = KK_FX_RELOAD};
    }
    if (cmd == KK_DO_WHOSE && h->list[KK_PANE_QUEUE].listing != NULL)
        return next_whose(h);
    if (cmd == KK_DO_OPEN)
        return open_row(h, ui);
    /* From anywhere here, what is looked for is a unit or a place; the queue
     * has a page of its own to be searched in. */
    if (cmd == KK_DO_SEARCH && h->list[h->pane].searching)
        return kk_list_find(&h->list[h->pane], ui);
    if (cmd == KK_DO_SEARCH)
        return focus(h, seeking());
    fx.flags = KK_FX_NOT;
    fx.push = NULL;
    if (h->list[h->pane].listing != NULL)
        fx = kk_list_act(&h->list[h->pane], cmd);
    if (fx.flags == KK_FX_NOT && cmd == KK_DO_BACK)
        return back(h);
    /* Another row: another incident below. */
    if (h->pane == KK_PANE_QUEUE && fx.flags == KK_FX_REDRAW)
        fx.flags |= KK_FX_RELOAD;
    return fx;
}

static struct kk_fx type(struct kk_list *l, struct kk_ui *ui, const char *utf8)
{
    struct kk_fx fx = kk_list_text(l, utf8);

    kk_ui_tell_cut(ui, &l->search);
    return fx;
}

static struct kk_fx text(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool pasted)
{
    struct kk_home *h = self(v);

    (void)pasted;
    return type(&h->list[h->pane], ui, utf8);
}

static struct kk_fx search(struct kk_view *v, struct kk_ui *ui,
                           const char *utf8)
{
    struct kk_home *h = self(v);
    struct kk_list *units = &h->list[seeking()];

    if (units->listing == NULL)
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    focus(h, seeking());
    kk_edit_set(&units->search, "");
    units->need = KK_NEED_FIRST;
    return type(units, ui, utf8);
}

static struct kk_fx scan(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool ended)
{
    struct kk_home *h = self(v);
    struct kk_list *units = &h->list[seeking()];
    kk_id id;

    if (units->listing == NULL)
        return (struct kk_fx){.flags = KK_FX_NOT};
    if (!ended) {
        focus(h, seeking());
        return kk_list_scan(units, ui, utf8);
    }
    id = kk_list_scanned(units, ui, utf8);
    if (id != 0) {
        kk_ui_open(ui, units->listing->row_kind, id);
        ui->top->scanned = true;
    }
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static bool typing(const struct kk_view *v)
{
    return focused(v)->searching;
}

static struct kk_fx click(struct kk_view *v, struct kk_ui *ui, int row, int col)
{
    struct kk_home *h = self(v);
    struct kk_home_layout lay = kk_home_layout(h);

    (void)ui;
    for (int i = 0; i < KK_PANES; i++) {
        struct kk_rect in = kk_home_inner(lay.box[i]);
        struct kk_list *l = &h->list[i];

        if (row < in.row || row >= in.row + in.rows || col < in.col ||
            col >= in.col + in.cols || l->listing == NULL)
            continue;
        focus(h, (enum kk_pane)i);
        kk_list_click(
            l, row - in.row -
                   kk_list_head_rows(l, kk_home_flags(h, (enum kk_pane)i)));
        break;
    }
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

/* --- asking --- */

static bool cursor(const struct kk_view *v, int *row, int *col)
{
    const struct kk_home *h = look(v);
    struct kk_home_layout lay = kk_home_layout(h);

    return kk_list_cursor(focused(v), kk_home_inner(lay.box[h->pane]), row,
                          col);
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    const struct kk_list *l = focused(v);
    size_t n = 0;

    if (l->searching) {
        out[n++] = "search";
        out[n++] = "text";
        out[n++] = "home";
        return n;
    }
    if (kk_home_panes[look(v)->pane].scope != NULL && l->n > 0)
        out[n++] = kk_home_panes[look(v)->pane].scope;
    if (l->listing != NULL && l->listing->row_kind[0] != '\0')
        out[n++] = l->listing->row_kind;
    out[n++] = "home";
    out[n++] = "list";
    out[n++] = "go";
    return n;
}

static void subject(const struct kk_view *v, struct kk_subject *out)
{
    const struct kk_list *l = focused(v);

    if (l->listing == NULL)
        return;
    out->kind = l->listing->row_kind;
    if (!kk_list_selected(l, &out->id))
        out->id = 0;
}

static kk_id related(const struct kk_view *v, const char *kind)
{
    const struct kk_list *l = focused(v);

    return l->listing != NULL ? kk_list_related(l, kind) : 0;
}

static size_t marks(const struct kk_view *v, const char **kind,
                    const kk_id **ids)
{
    const struct kk_list *l = focused(v);

    *kind = l->listing != NULL ? l->listing->row_kind : "";
    *ids = l->marks;
    return l->n_marks;
}

static const char *prefer(const struct kk_view *v, size_t nth)
{
    const struct kk_home *h = look(v);

    return h->pane == KK_PANE_QUEUE ? kk_incident_undone(&h->brief, nth) : NULL;
}

static void made(struct kk_view *v, const struct kk_subject *row)
{
    for (int i = 0; i < KK_PANES; i++)
        kk_list_made(&self(v)->list[i], row);
}

static void title(const struct kk_view *v, char out[KK_TITLE_BYTES])
{
    kk_fmt(out, KK_TITLE_BYTES, "kikusui  %s", look(v)->who);
}

static void close_home(struct kk_view *v, struct kk_ui *ui)
{
    struct kk_home *h = self(v);

    (void)ui;
    for (int i = 0; i < KK_PANES; i++)
        if (h->list[i].listing != NULL)
            kk_list_free(&h->list[i]);
    kk_incident_view_free(&h->brief);
    kk_str_free(&h->waits);
    kk_free(h);
}

static const struct kk_view_ops ops = {
    .load = load,
    .settle = settle,
    .late = late,
    .act = act,
    .text = text,
    .typing = typing,
    .search = search,
    .scan = scan,
    .click = click,
    .draw = kk_home_draw,
    .cursor = cursor,
    .scopes = scopes,
    .subject = subject,
    .related = related,
    .marks = marks,
    .prefer = prefer,
    .made = made,
    .title = title,
    .close = close_home,
};

struct kk_view *kk_home_view(struct kk_ui *ui, kk_id none)
{
    struct kk_home *h = kk_alloc(sizeof *h);

    (void)none;
    h->view.ops = &ops;
    for (int i = 0; i < KK_PANES; i++) {
        const struct kk_listing *l =
            kk_find_listing(ui->ctx->reg, kk_home_panes[i].listing);

        if (l != NULL)
            kk_list_init(&h->list[i], l, NULL, NULL);
    }
    return &h->view;
}
