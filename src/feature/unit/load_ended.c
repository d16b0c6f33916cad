/* What a list puts where nothing should go any more: told, never refused. */
#include "load_writer.h"

#include <kikusui/base/shown.h>

struct ended { /* rows of one place, or new ones of one model */
    kk_id place, model;
    size_t n;
};
struct endings {
    struct ended *at;
    size_t n, cap;
};

static void count(struct endings *e, kk_id place, kk_id model)
{
    size_t i = 0;

    if (place == 0 && model == 0)
        return;
    while (i < e->n && (e->at[i].place != place || e->at[i].model != model))
        i++;
    if (i == e->n) {
        kk_grow(&e->at, &e->cap, e->n + 1, sizeof *e->at);
        e->at[e->n++] = (struct ended){.place = place, .model = model};
    }
    e->at[i].n++;
}

static enum kk_status tell(struct kk_load_writer *w, const struct ended *e,
                           kk_day day)
{
    struct kk_arena arena = {0};
    struct kk_val v[3] = {{0}};
    char last[KK_TIME_BYTES];
    enum kk_status st =
        kk_db_one(w->l.ctx->db, "unit/load_ended",
                  KK_BINDS({"place", kk_vid(e->place)},
                           {"model", kk_vid(e->model)}, {"day", kk_vint(day)}),
                  &arena, v, 3, w->err);

    if (st == KK_OK)
        kk_str_addf(&w->l.out->words, "終わった%s: %s（%sまで） %s%zu台\n",
                    v[0].s, v[1].s == NULL ? "" : v[1].s,
                    kk_day_long((kk_day)v[2].i, last),
                    e->model != 0 ? "新規 " : "", e->n);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_load_tell_ended(struct kk_load_writer *w)
{
    struct endings e = {0};
    kk_day day = kk_day_of(w->as_of);
    enum kk_status st = KK_OK;

    for (size_t i = 0; i < w->l.n; i++)
        if (w->l.row[i].good)
            count(&e, w->l.row[i].place, 0);
    for (size_t i = 0; i < w->n_added; i++)
        count(&e, 0, w->added[i]->model);
    for (size_t i = 0; st == KK_OK && i < e.n; i++)
        st = tell(w, &e.at[i], day);
    kk_free(e.at);
    return st;
}
