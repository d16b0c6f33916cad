/* A listing on the screen: a window of pages read by key, a search box, a
 * selected row, marks. The panes of home, list pages and pickers are this. */
#ifndef KIKUSUI_UI_LIST_H
#define KIKUSUI_UI_LIST_H

#include <kikusui/domain/listing.h>
#include <kikusui/ui/edit.h>
#include <kikusui/ui/view.h>

#define KK_LIST_PAGE 200   /* rows fetched at a time */
#define KK_LIST_ROUND 2000 /* of a round (listing.h) */
#define KK_LIST_PAGES 4    /* pages kept */
#define KK_LIST_COUNT 9999 /* counted no further */

struct kk_list_page {
    struct kk_rows rows;
    const char **text; /* rows.n * rows.n_cols, as shown; in rows.arena */
    int *width;        /* rows.n_cols: the widest text, in columns */
};
enum kk_list_need {
    KK_NEED_NOTHING,
    KK_NEED_DOWN,  /* another page below */
    KK_NEED_UP,    /* … above */
    KK_NEED_LAST,  /* the end of the list */
    KK_NEED_FRESH, /* the same rows again, the selected one kept */
    KK_NEED_FIRST, /* from the start */
    KK_NEED_ROW    /* from the start as far as the row that was asked for */
};
struct kk_list {
    const struct kk_listing *listing;
    struct kk_filter *filters; /* owned, ends with col NULL; or NULL */
    struct kk_bind *binds;     /* owned; or NULL */
    struct kk_edit search;
    bool searching; /* the box has the keys */
    size_t order;
    /* the window */
    enum kk_list_need need;
    struct kk_list_page page[KK_LIST_PAGES];
    size_t n_pages, n; /* n: rows in all pages */
    bool above, below; /* there are rows beyond the window */
    bool opened;       /* a row, out of the search: a / begins the next one */
    size_t sel, top;   /* in the window */
    size_t wanted;     /* KK_NEED_ROW: which one, counted in the whole list */
    kk_id sel_id;
    int height;  /* rows that fit, of the last load */
    bool onward; /* a round: the next load goes on to the next open row */
    int64_t count;
    /* Of one kind, also where the rows are of several. */
    kk_id *marks;
    size_t n_marks, cap_marks;
    char mark_kind[24];
};

/* Filters and binds are copied, their texts too. */
void kk_list_init(struct kk_list *l, const struct kk_listing *listing,
                  const struct kk_filter *filters, const struct kk_bind *binds);
void kk_list_free(struct kk_list *l);
/* Other filters, or NULL for none: the rows are fetched anew. */
void kk_list_filter(struct kk_list *l, const struct kk_filter *filters);

/* Reads what is needed; `height` rows will be drawn. fresh: read again even
 * if nothing asked for it (something else changed the data). */
enum kk_status kk_list_load(struct kk_list *l, struct kk_ctx *ctx, kk_time now,
                            int height, bool fresh, struct kk_err *err) KK_MUST;

/* Moving, searching, marking, sorting; KK_FX_NOT for any other command. */
struct kk_fx kk_list_act(struct kk_list *l, enum kk_cmd cmd);
/* Typed or pasted text goes to the search box, which opens. */
struct kk_fx kk_list_text(struct kk_list *l, const char *text);
bool kk_list_can_search(const struct kk_list *l);

/* The selected row: false when there is none. */
bool kk_list_selected(const struct kk_list *l, kk_id *id);
/* A cell of the selected row by column name: NULL when there is none. */
const char *kk_list_cell(const struct kk_list *l, const char *col);
const char *kk_list_cell_at(const struct kk_list *l, size_t row,
                            const char *col);
const struct kk_val *kk_list_val(const struct kk_list *l, const char *col);
const struct kk_val *kk_list_val_at(const struct kk_list *l, size_t row,
                                    const char *col);
bool kk_list_marked(const struct kk_list *l, kk_id id);
/* The kind of what is marked; of the listing where nothing is. */
const char *kk_list_mark_kind(const struct kk_list *l);
/* How many are marked, as `marks` of a view. */
size_t kk_list_marks(const struct kk_list *l, const char **kind,
                     const kk_id **ids);
/* The kind of the marks, where the selected row is of another; NULL: it may be
 * marked. */
const char *kk_list_unmarkable(const struct kk_list *l);
/* To a row of the window. */
struct kk_fx kk_list_go(struct kk_list *l, size_t row);
/* To a row of the whole list, in its order; it is read if it must be. */
struct kk_fx kk_list_seek(struct kk_list *l, size_t row);
/* Whether that command does anything on what is listed now. */
bool kk_list_can(const struct kk_list *l, const struct kk_ui *ui,
                 enum kk_cmd cmd);
/* kk_list_act, and says why a row is not marked. */
struct kk_fx kk_list_do(struct kk_list *l, struct kk_ui *ui, enum kk_cmd cmd);
kk_id kk_list_id(const struct kk_list *l, size_t row);
/* Whether the row's column `open` says that something is to be done. */
bool kk_list_is_open(const struct kk_list *l, size_t row);
/* What the selected row is: the listing's row_kind, or where that is "" and
 * rows of several kinds stand in it, its hidden column "target". */
const char *kk_list_kind(const struct kk_list *l);
/* The record of that kind which the selected row is about: a hidden column
 * "KIND_id"; 0: none. */
kk_id kk_list_related(const struct kk_list *l, const char *kind);
/* The title of the column it is ordered by, when there are several orders. */
const char *kk_list_order_words(const struct kk_list *l);
/* Enter on the selected row: its record, or the listing it sums up. */
void kk_list_open(struct kk_list *l, struct kk_ui *ui);
/* What stands in the search box is looked for in all kinds of record. */
struct kk_fx kk_list_find(const struct kk_list *l, struct kk_ui *ui);
/* A click on the nth row shown. */
struct kk_fx kk_list_click(struct kk_list *l, int nth);
/* The row to stand on from the next load on, if it is one of the list's. */
void kk_list_made(struct kk_list *l, const struct kk_subject *row);
/* "14件", "9,999件以上"; out has room for 32 bytes. */
void kk_list_count_words(const struct kk_list *l, char out[32]);

enum {
    KK_DRAW_HEAD = 1,   /* column titles */
    KK_DRAW_FOCUS = 2,  /* it has the keys */
    KK_DRAW_SEARCH = 4, /* the search line even when it is empty */
    KK_DRAW_WIDE = 8    /* KK_COL_WIDE columns too */
};
/* Rows of r that are not for data. */
int kk_list_head_rows(const struct kk_list *l, unsigned flags);
void kk_list_draw(const struct kk_list *l, struct kk_canvas *c,
                  struct kk_rect r, unsigned flags);
/* The caret in the search box: false when it is not being typed in. */
bool kk_list_cursor(const struct kk_list *l, struct kk_rect r, int *row,
                    int *col);

/* What a scanner typed is looked for, in place of what was. KK_FX_NOT: this
 * list cannot be searched. */
struct kk_fx kk_list_scan(struct kk_list *l, struct kk_ui *ui,
                          const char *text);
/* The record whose number it is, exactly that; 0, and said why. */
kk_id kk_list_scanned(const struct kk_list *l, struct kk_ui *ui,
                      const char *text);
struct kk_fx kk_list_mark(struct kk_list *l, kk_id id);

#endif
