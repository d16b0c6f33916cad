/* What an action's form is given from a text that somebody sent: the city's
 * mail, pasted. data/workflow/pasted.csv says which words introduce which
 * parameter (word, field), where the whole text goes (word `*`), where lines go
 * that nothing introduces, unless one does (word empty), and how lines begin
 * that say nothing (field `-`). A line introduces with `:` or `：` behind the
 * word or 【】 around it, whatever bullet stands before; what follows until the
 * next goes with it where the parameter takes several lines. */
#ifndef KIKUSUI_DOMAIN_PASTED_H
#define KIKUSUI_DOMAIN_PASTED_H

#include <kikusui/domain/action.h>
#include <kikusui/domain/ctx.h>

#define KK_PASTED_MAX 24      /* fields */
#define KK_PASTED_BYTES 16384 /* of one text */
struct kk_pasted {
    const struct kk_action *action;
    size_t n;
    struct {
        const char *param; /* in arena */
        const char *text;  /* what a form's field takes, read or not */
    } field[KK_PASTED_MAX];
    struct kk_arena arena; /* the caller frees it */
};
/* Rows of another action than the first one's are not read. KK_REFUSED: it is
 * too long. KK_NONE: it is no such text (a single line, or two that no word
 * introduces). A time is written as the program takes it; a unit that is not in
 * the ledger goes where `otherwise` says. */
enum kk_status kk_pasted_read(struct kk_ctx *ctx, const char *text,
                              struct kk_pasted *out,
                              struct kk_err *err) KK_MUST;

#endif
