/* What the files of the list share. */
#ifndef KIKUSUI_SRC_UI_LIST_PRIV_H
#define KIKUSUI_SRC_UI_LIST_PRIV_H

#include <kikusui/ui/list.h>

void kk_list_drop(struct kk_list *l); /* forgets the window */
/* The page that holds a row of the window, and its place in there; NULL. */
const struct kk_list_page *kk_list_page_of(const struct kk_list *l, size_t row,
                                           size_t *in);
/* Brings selection and first row into the window and into sight. */
void kk_list_place(struct kk_list *l, int height);

#endif
