/* The page of maintenance: loading lists, copies, checking, keys. Each task is
 * a row of kk_care_tasks; its work is the program's own command, run beside the
 * screen. */
#ifndef KIKUSUI_SRC_SCREEN_CARE_VIEW_H
#define KIKUSUI_SRC_SCREEN_CARE_VIEW_H

#include <kikusui/ui/pages.h>

enum {
    KK_CARE_PREVIEW = 1, /* first with --preview, then asks */
    KK_CARE_KEYS = 2,    /* opens this node's keys */
    KK_CARE_REOPEN = 4,  /* the screen has to be opened again afterwards */
    KK_CARE_NEWEST = 8,  /* the first field begins with the newest copy */
    KK_CARE_SECRET = 16  /* the second field is handed over as a passphrase, the
                            third repeats it */
};
struct kk_care_task {
    const char *label; /* 一覧を読み込む */
    const char *words; /* what will happen, and what not */
    const char *entry; /* the action of its entries; NULL: it leaves none */
    const struct kk_dialog_field *field;
    size_t n_fields;
    const char *yes, *ask; /* the button; what is asked before, NULL: nothing */
    /* Words of the command: $1 to $3 are what was typed, left out with the word
     * before where that is empty. Ends with NULL. */
    const char *const *argv;
    unsigned flags;
};
/* Ends with label NULL. */
extern const struct kk_care_task kk_care_tasks[];
enum { KK_CARE_MOST = 12 };

struct kk_care_last { /* when something was last done; at 0: never */
    bool known;       /* it leaves a trace at all */
    kk_time at;
    char who[64];
};
struct kk_care_page {
    struct kk_view view;
    kk_time now;
    bool office;
    char name[64];
    struct kk_care_last last[KK_CARE_MOST];
    size_t sel, n;
    int scroll; /* of the words below */
    bool running;
    /* what was typed for the task that is under way */
    char *value[KK_DIALOG_FIELDS];
    const struct kk_care_task *task;
    bool preview, only_good;
    int64_t bad, right; /* rows that the preview could not and could read */
    struct kk_str said; /* what became of it */
    const struct kk_care_task *said_of;
    bool said_good;
};

void kk_care_draw(const struct kk_view *v, struct kk_canvas *c);
/* Rows of the words below that are seen, and of all. */
int kk_care_words_shown(const struct kk_care_page *p);
int kk_care_words_rows(const struct kk_care_page *p);
struct kk_view *kk_care_view(struct kk_ui *ui, kk_id none);

#endif
