/* The journal of a record, in words. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>

#include <stdio.h>

enum { MOST = 300 };

struct history {
    const struct kk_kind *kind;
    kk_id id;
};

void kk_history_words(const struct kk_history *h, kk_time now,
                      struct kk_str *out)
{
    for (size_t i = 0; i < h->n; i++) {
        const struct kk_event_view *e = &h->event[i];
        char at[KK_TIME_BYTES], recorded[KK_TIME_BYTES];

        kk_str_addf(out, "%s %s %s", kk_time_short(e->at, now, at), e->who,
                    e->text);
        if (e->recorded != e->at &&
            kk_time_cut(e->recorded) != kk_time_cut(e->at))
            kk_str_addf(out, " (記録 %s)",
                        kk_time_short(e->recorded, now, recorded));
        kk_str_add(out, e->undone ? " (取消済)\n" : "\n");
    }
}

static enum kk_status load(void *user, struct kk_ui *ui, struct kk_str *out,
                           struct kk_err *err)
{
    const struct history *p = user;
    struct kk_history h = {0};
    enum kk_status st =
        kk_history_load(ui->ctx, p->kind->table, p->id, 0, MOST, &h, err);

    if (st == KK_OK) {
        kk_history_words(&h, ui->now, out);
        if (h.n == 0)
            kk_str_add(out, "この記録の履歴はまだありません。\n");
        if (h.more)
            kk_str_addf(out,
                        "これより前の履歴は、コマンドの kikusui history "
                        "%s で見られます。\n",
                        p->kind->name);
    }
    kk_history_free(&h);
    return st;
}

struct kk_view *kk_history_page(struct kk_ui *ui, const struct kk_kind *kind,
                                kk_id id)
{
    struct history *p = kk_alloc(sizeof *p);
    struct kk_arena arena = {0};
    const char *label = "";
    char title[KK_TITLE_BYTES];
    struct kk_view *view;
    struct kk_err err;

    *p = (struct history){kind, id};
    if (kk_label(ui->ctx, kind, id, &arena, &label, &err) != KK_OK)
        label = "";
    kk_fmt(title, sizeof title, "履歴  %s %s", kind->label, label);
    view = kk_text_page(
        ui, &(struct kk_page){.title = title, .load = load, .user = p});
    kk_arena_free(&arena);
    return view;
}
