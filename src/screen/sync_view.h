/* The screens of the exchange: what they show as plain structs, how that is
 * drawn, and the views. The work itself is the program's own command line,
 * run beside the screen. */
#ifndef KIKUSUI_SRC_SCREEN_SYNC_VIEW_H
#define KIKUSUI_SRC_SCREEN_SYNC_VIEW_H

#include <kikusui/sync/digits.h>
#include <kikusui/sync/media.h>
#include <kikusui/sync/review.h>
#include <kikusui/sync/stick.h>
#include <kikusui/sync/sync_status.h>
#include <kikusui/ui/pages.h>

/* --- where files are carried (sync_places.c) ------------------------------ */

enum kk_found_state {
    KK_FOUND_NEW,    /* waits to be read; a request, to be answered */
    KK_FOUND_TAKEN,  /* was taken in before; who asks is enrolled */
    KK_FOUND_STRANGE /* no bundle: taking it in says why */
};
struct kk_found { /* a bundle, by its first file */
    char *path;
    const char *name; /* in path */
    char sender[64];  /* its name; "" unknown */
    enum kk_bundle_kind kind;
    enum kk_found_state state;
    kk_time created;
    uint64_t seq; /* the sender's count */
    size_t n_files;
};
struct kk_place {
    char *dir, *words; /* words: what it is */
    bool stick, read_only, missing;
    uint64_t n_free;
    size_t n, cap; /* what is to be read first, the newest first */
    struct kk_found *found;
};
struct kk_places {
    size_t n, cap;
    struct kk_place *place;
};
/* Sticks, and the folder that was told by hand (meta), if any. roots NULL: the
 * system's own. */
enum kk_status kk_places_load(struct kk_ctx *ctx, const struct kk_node *me,
                              const struct kk_stick_roots *roots,
                              struct kk_places *out,
                              struct kk_err *err) KK_MUST;
void kk_places_free(struct kk_places *p);
#define KK_META_FOLDER "sync_folder"

/* --- the sync screen ------------------------------------------------------ */

struct kk_sync_row { /* a line that can be chosen */
    int place;       /* -1: the line that asks for a folder */
    int found;       /* in the place; -1: the place itself */
};
struct kk_sync_page {
    struct kk_view view;
    kk_time now;
    struct kk_sync_status status;
    struct kk_places places;
    size_t n_rows, cap_rows, sel, top;
    struct kk_sync_row *row;
    bool chosen; /* somebody moved: the first choice is not made again */
    /* what a question is about, while the list may change below it */
    char *dir, *file;
    bool running;
    bool joins;           /* this copy is being enrolled */
    const char *done;     /* what to say when the work went well; NULL: what the
                             command says */
    struct kk_str result; /* of the last work, in words; "" none */
    bool bad;             /* it was a refusal */
    char digits[KK_DIGITS_BYTES]; /* to read aloud; "" none */
};
void kk_sync_draw(const struct kk_view *v, struct kk_canvas *c);
/* What Enter does on the chosen line. */
const char *kk_sync_hint(const struct kk_sync_page *p);
/* An enrolment's two files: a laptop asks, the office grants. */
static inline bool kk_sync_asks(const struct kk_found *f)
{
    return f->state != KK_FOUND_STRANGE && f->kind == KK_BUNDLE_REQUEST;
}
static inline bool kk_sync_grants(const struct kk_found *f)
{
    return f->state != KK_FOUND_STRANGE && f->kind == KK_BUNDLE_GRANT;
}
/* Rows for the list of places, as much as is left. */
int kk_sync_list_rows(const struct kk_sync_page *p);
struct kk_view *kk_sync_view(struct kk_ui *ui, kk_id id);

/* --- a bundle looked at, then taken in (take_page.c, take_draw.c) --------- */

struct kk_take_one { /* a bundle */
    char *file, *state, *sender, *reason, *permit, *why;
    kk_time created, heard_before;
    int64_t seq, entries, changes, held, left_out, reviews, skew;
};
enum kk_take_stage {
    KK_TAKE_LOOKING,
    KK_TAKE_LOOKED,
    KK_TAKE_TAKING,
    KK_TAKE_DONE
};
struct kk_take_page {
    struct kk_view view;
    char *path, *me; /* me: this copy, for the heading */
    kk_time now;
    bool office;
    enum kk_take_stage stage;
    size_t n, cap;
    struct kk_take_one *one;
    struct kk_str words; /* why nothing could be shown, or what was done */
    bool bad, stopped;   /* the last run was refused; by the user's wish */
    int top;
};
/* Reads what `import --format tsv` wrote; false when it is none. */
bool kk_take_read(struct kk_take_page *p, const char *tsv);
void kk_take_clear(struct kk_take_page *p);
/* What an import of what was looked at would do. A refusal tells whose bundle
 * it is and where its journal parts from ours: noted, it can be mended. */
enum kk_take_worth { KK_TAKE_NOTHING, KK_TAKE_NOTES, KK_TAKE_TAKES };
enum kk_take_worth kk_take_worth(const struct kk_take_page *p);
void kk_take_draw(const struct kk_view *v, struct kk_canvas *c);
int kk_take_rows(const struct kk_take_page *p); /* all that there is to see */
struct kk_view *kk_take_view(struct kk_ui *ui, const char *path);

/* --- nodes (nodes_page.c) ------------------------------------------------- */
struct kk_view *kk_nodes_view(struct kk_ui *ui, kk_id id);

/* --- a review (review_page.c, review_draw.c) ------------------------------ */

struct kk_review_page {
    struct kk_view view;
    kk_id id;
    kk_time now;
    bool office, gone;
    struct kk_review review;
    size_t sel;      /* the side that would stand */
    int top;         /* lines of the sides scrolled away */
    int64_t nth, of; /* among the open ones */
};
void kk_review_draw(const struct kk_view *v, struct kk_canvas *c);
/* Sides that stand beside each other, and lines that the longest takes. */
int kk_review_columns(const struct kk_review_page *p);
int kk_review_lines(const struct kk_review_page *p);
struct kk_view *kk_review_view(struct kk_ui *ui, kk_id id);

/* --- running (sync_run.c) ------------------------------------------------- */

/* Starts `kikusui WORD…` as the worker at the keyboard. Where this copy's keys
 * have a passphrase it is asked for first; `view` is told the end. */
/* The same without the keys; secret: a passphrase to hand over, or NULL. */
void kk_sync_run(struct kk_ui *ui, struct kk_view *view, const char *title,
                 const char *const *word, const char *secret);
void kk_sync_start(struct kk_ui *ui, struct kk_view *view, const char *title,
                   const char *const *word);
/* What a job said, for people: without the program's name. Appends. */
void kk_sync_words(const struct kk_job_end *end, struct kk_str *out);

#endif
