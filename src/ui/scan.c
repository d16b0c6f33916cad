/* What a barcode scanner types: many characters at once, an Enter behind them.
 * No part of it is a key; it is looked for, or goes into the field in hand. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/ui/list.h>

#include <string.h>

enum { LEAST = 4 };

/* What a scanner sends, with the input method on as well. */
static uint32_t plain(uint32_t cp)
{
    bool vowel;
    uint32_t key;

    if (cp < 0x80)
        return cp;
    key = kk_key_of_ime(cp, &vowel);
    return key != 0 && !vowel && key != 'n' ? key : 0;
}

size_t kk_scan_run(const struct kk_key *keys, size_t n, bool typing)
{
    bool digit = false, differ = false;
    size_t len = 0;

    for (; len < n && kk_key_is_text(keys[len].code); len++) {
        uint32_t cp = plain(keys[len].code);

        if (cp == 0)
            return 0; /* Japanese text: the input method's, not a scanner's */
        digit |= cp >= '0' && cp <= '9';
        differ |= keys[len].code != keys[0].code;
    }
    if (len < LEAST || !digit)
        return 0;
    /* One digit many times may be a key held down while typing; with an Enter
     * behind it at once, or where nothing is typed, it is none. */
    return differ || !typing || (len < n && keys[len].code == KK_KEY_ENTER)
               ? len
               : 0;
}

/* Where what was scanned is looked for when the view in hand has no place for
 * it. A page that the scan before opened gives way, so that a round through a
 * store room piles up nothing. */
static void seek(struct kk_ui *ui, const char *text)
{
    const struct kk_listing *l =
        ui->host.seek != NULL ? kk_find_listing(ui->ctx->reg, ui->host.seek)
                              : NULL;

    if (l == NULL)
        return;
    if (ui->top->scanned)
        kk_ui_pop(ui);
    kk_ui_push(ui, kk_listing_page(ui, l, NULL, text));
    ui->top->scanned = true;
}

void kk_ui_scan(struct kk_ui *ui, const char *text)
{
    struct kk_fx fx = {.flags = KK_FX_NOT};
    struct kk_view *top;

    kk_str_clear(&ui->scanned);
    /* The list of actions is no place for it; what it stands on may be. */
    while ((ui->top->ops->flags & KK_VIEW_BORROWS) != 0)
        kk_ui_pop(ui);
    top = ui->top;
    if (top->ops->scan != NULL)
        fx = top->ops->scan(top, ui, text, false);
    if ((fx.flags & KK_FX_NOT) == 0)
        kk_ui_apply(ui, top, fx);
    else if ((top->ops->flags & KK_VIEW_MODAL) == 0)
        seek(ui, text);
    else
        kk_ui_refuse(ui, "読み取った文字は、ここでは使いません。");
    kk_str_add(&ui->scanned, text);
    ui->dirty = true;
}

bool kk_ui_scan_end(struct kk_ui *ui)
{
    struct kk_fx fx = {.flags = KK_FX_REDRAW};
    struct kk_view *top = ui->top;
    char *text;

    if (ui->scanned.n_bytes == 0)
        return false;
    text = kk_str_take(&ui->scanned);
    ui->scanned = (struct kk_str){0};
    if (top->ops->scan != NULL)
        fx = top->ops->scan(top, ui, text, true);
    if ((fx.flags & KK_FX_NOT) == 0)
        kk_ui_apply(ui, top, fx);
    kk_free(text);
    return true;
}

/* --- in lists --- */

struct kk_fx kk_list_scan(struct kk_list *l, struct kk_ui *ui, const char *text)
{
    struct kk_fx fx;

    if (!kk_list_can_search(l))
        return (struct kk_fx){.flags = KK_FX_NOT};
    kk_edit_set(&l->search, "");
    l->need = KK_NEED_FIRST;
    fx = kk_list_text(l, text);
    kk_ui_tell_cut(ui, &l->search);
    return fx;
}

kk_id kk_list_scanned(const struct kk_list *l, struct kk_ui *ui,
                      const char *text)
{
    const struct kk_kind *kind = kk_find_kind(ui->ctx->reg, kk_list_kind(l));
    struct kk_arena arena = {0};
    const char *label;
    struct kk_err err = {0};
    kk_id id = 0;

    if (kind == NULL)
        kk_ui_refuse(ui, "読み取った番号だけでは決まりません。行を選んで Enter "
                         "を押してください。");
    else if (kk_resolve_whole(ui->ctx, kind, text, l->binds, &arena, &id,
                              &label, &err) != KK_OK)
        kk_ui_fail(ui, &err);
    kk_arena_free(&arena);
    return id;
}
