/* Every change a person can make is an action: one table row. The screen
 * builds forms, menus, footer and palette from it; `kikusui do NAME key=value`
 * runs the same row; tests too. There is no second write path. */
#ifndef KIKUSUI_DOMAIN_ACTION_H
#define KIKUSUI_DOMAIN_ACTION_H

#include <kikusui/base/str.h>
#include <kikusui/domain/ctx.h>

enum kk_type {
    KK_TEXT,
    KK_LINES, /* text with line breaks */
    KK_INT,
    KK_TIME,
    KK_DATE,
    KK_CHOICE, /* from: a code list */
    KK_REF,    /* from: a listing that offers candidates, whose row_kind
                  resolves; or a kind without one */
    KK_SECRET  /* never enters an entry, a draft or a message */
};
enum {
    KK_REQUIRED = 1,
    KK_MANY = 2,     /* KK_REF: several, from a marked list or comma-separated;
                        of the SUBJECT: the action runs for each of them, all or
                        none, in one entry */
    KK_SUBJECT = 4,  /* the record the action is about (at most one) */
    KK_NOW = 8,      /* KK_TIME: now unless told */
    KK_SPLIT = 16,   /* KK_REF: what is typed behind a / sets the next parameter
                        (place=北区役所/保険年金課) */
    KK_POINT = 32,   /* a timeline tells it behind the action's `brief` */
    KK_PAST = 64,    /* KK_TIME: when something was, so that one still to come
                        is told; KK_HAPPENED says so of `at` */
    KK_NARROW = 128, /* KK_TEXT: a number of others, a telephone's or the
                        city's: kept as kk_number makes it */
    KK_IDENT = 256,  /* KK_TEXT: what tells a unit from all others: kept as
                        kk_ident makes it */
    KK_PASTED = 512  /* a form has it only when it was read from a text that
                        was pasted (pasted.h) */
};
struct kk_param { /* one field of a form, one key= on the command line */
    const char *name, *label, *hint;
    const char *from;
    const char *column; /* the column it writes in the row that kk_put_args or
                           kk_put_new is called for, or NULL */
    enum kk_type type;
    unsigned flags;
    int max_cps;         /* 0: 200, KK_LINES 2000 */
    const char *initial; /* what it is unless told, as it is typed; or NULL */
};

enum {
    KK_OFFICE = 1, /* only on the office copy */
    KK_ASKS = 2,   /* cannot be undone: the screen asks first */
    KK_NO_UNDO = 4,
    KK_NO_WORKER = 8, /* may run while nobody is chosen (worker.add …) */
    KK_HAPPENED = 16, /* its `at` is the entry's happened_at */
    KK_BACK = 32,     /* takes back: it offers the next one to be taken back,
                         not itself */
    KK_LOCAL = 64     /* changes no cell, only what this copy tells: what it
                         foretells is what it does */
};
struct kk_args;
struct kk_cell;  /* store/tx.h */
struct kk_entry; /* store/journal.h */
struct kk_action {
    const char *name, *label;
    const char *brief; /* what a timeline calls it: 連絡; NULL: it tells what
                          changed */
    const char *kind;  /* row kind of its subject, "" when it has none */
    const char *makes; /* kind of the record that it makes; NULL: none, or
                          `run` makes it */
    const char *as;    /* the action that its entries are of, where one kind of
                          entry has two names for people; NULL: its own */
    const char *words; /* one sentence of help */
    const char *fill;  /* one-row query that prefills parameters by column
                          name, bound to the arguments given so far; or NULL */
    const char *tell;  /* query after run, bound to the arguments and :id:
                          first column of each row is a line of what follows */
    /* What only code can tell, before run: lines for the same place. NULL. */
    void (*foretell)(struct kk_ctx *, const struct kk_args *,
                     struct kk_str *out);
    /* Query, bound to the arguments and :id, that kk_run_add, kk_run_edit and
     * kk_run_remove run behind their own cells: rows (table, row, column,
     * value) of what follows elsewhere. NULL. */
    const char *sets;
    unsigned flags;
    const struct kk_param *params; /* ends with name NULL */
    /* Why not, cheaply: palette and footer show it. `may` is a query bound to
     * :id and :action, when it runs to the arguments as well (:emptied names
     * those that were emptied, ",place,dept,"), whose first row says why not
     * and, in a second column, at which parameter; `can` is for what only code
     * can tell. NULL: always. */
    const char *may;
    enum kk_status (*can)(struct kk_ctx *, kk_id subject, struct kk_err *);
    /* Completes arguments that were left out, so that the entry names what it
     * was about; inside the transaction, before run. NULL: nothing to do. */
    enum kk_status (*complete)(struct kk_ctx *, struct kk_args *,
                               struct kk_err *);
    /* Checks everything and writes, inside the caller's transaction. *id is
     * the record it made or is about. NULL: the parameters that name a column
     * are written, into a new record of `makes` or into the subject's. */
    enum kk_status (*run)(struct kk_ctx *, const struct kk_args *, kk_id *id,
                          struct kk_err *);
    /* Puts right what the action left behind when a review decides against
     * it: only updates, never inserts. NULL: nothing to do. */
    enum kk_status (*lost)(struct kk_ctx *, const struct kk_entry *,
                           struct kk_err *);
};

/* Beside its own parameters every action takes KK_PASS: the reason for which
 * it goes on though something is missing (domain/check.h). */
#define KK_PASS "pass"
#define KK_PASS_WORDS "ほかの端末で記録"
extern const struct kk_param kk_pass_param;

/* --- arguments ----------------------------------------------------------- */
enum kk_given { KK_UNSET, KK_EMPTY, KK_GIVEN };
#define KK_MAX_PARAMS 32
#define KK_MAX_MANY 1000

/* Times are UTC seconds cut to the minute, dates are kk_day, refs are row ids.
 * A KK_NOW parameter that is unset is now each time the action runs. */
struct kk_args *kk_args_new(const struct kk_action *action);
void kk_args_free(struct kk_args **args);
const struct kk_action *kk_args_action(const struct kk_args *a);

/* Cleans, parses and resolves what was typed; NULL text unsets, "" empties.
 * Set references before what depends on them (params stand in that order).
 * KK_REFUSED with err->field = name, or KK_USAGE for an unknown name. */
enum kk_status kk_args_set(struct kk_ctx *ctx, struct kk_args *a,
                           const char *name, const char *text,
                           struct kk_err *err) KK_MUST;
/* For callers that hold the row already (a picker, a mark list). */
enum kk_status kk_args_set_id(struct kk_args *a, const char *name, kk_id id,
                              struct kk_err *err) KK_MUST;
/* Required ones given? The first that is not is named in err->field. */
enum kk_status kk_args_check(const struct kk_args *a,
                             struct kk_err *err) KK_MUST;
/* Does each reference still fit what it hangs on, a department its place?
 * KK_REFUSED: the first that does not is named in err->field. kk_act asks. */
enum kk_status kk_args_fit(struct kk_ctx *ctx, struct kk_args *a,
                           struct kk_err *err) KK_MUST;
void kk_args_set_as_of(struct kk_args *a, int64_t as_of);
/* The arguments given, as bindings by name (a MANY by its first), for the
 * candidates of a ref and for queries; more come behind, NULL for none. A
 * borrowed array of the args, good until the next call on them. */
const struct kk_bind *kk_args_binds(struct kk_args *a,
                                    const struct kk_bind *more);
/* One argument as the journal keeps it: an id, an ISO time, a code, the text.
 * NULL when it is unset, emptied or secret. The text goes into arena. */
const char *kk_args_canonical(const struct kk_args *a, const char *name,
                              struct kk_arena *arena);

/* Reading them in run(). An unknown name is a defect and aborts. */
enum kk_given kk_arg_given(const struct kk_args *a, const char *name);
const char *kk_arg_text(const struct kk_args *a, const char *name); /* NULL */
int64_t kk_arg_int(const struct kk_args *a, const char *name);      /* 0 */
kk_id kk_arg_id(const struct kk_args *a, const char *name);         /* 0 */
kk_time kk_arg_time(const struct kk_args *a, const char *name);     /* 0 */
kk_day kk_arg_day(const struct kk_args *a, const char *name);       /* 0 */
bool kk_arg_yes(const struct kk_args *a, const char *name);
size_t kk_arg_many(const struct kk_args *a, const char *name,
                   const kk_id **ids);
struct kk_val kk_arg_val(const struct kk_args *a, const char *name);
/* What was typed, or for a ref its label: what a form shows. Borrowed. */
const char *kk_arg_shown(const struct kk_args *a, const char *name);

/* Writes every given parameter that names a column into that row; an emptied
 * one becomes null, an unset one is left alone. KK_REFUSED when none was
 * given. kk_put_new makes the row, with `more` cells beside (or NULL). */
enum kk_status kk_put_args(struct kk_ctx *ctx, const char *table, kk_id id,
                           const struct kk_args *a, struct kk_err *err) KK_MUST;
enum kk_status kk_put_new(struct kk_ctx *ctx, const char *table,
                          const struct kk_args *a, const struct kk_cell *more,
                          kk_id *id, struct kk_err *err) KK_MUST;

/* `run` of an action that only makes a row of its kind's table, changes the
 * subject's row, or takes it away (the deleted flag). */
enum kk_status kk_run_add(struct kk_ctx *ctx, const struct kk_args *a,
                          kk_id *id, struct kk_err *err) KK_MUST;
enum kk_status kk_run_edit(struct kk_ctx *ctx, const struct kk_args *a,
                           kk_id *id, struct kk_err *err) KK_MUST;
enum kk_status kk_run_remove(struct kk_ctx *ctx, const struct kk_args *a,
                             kk_id *id, struct kk_err *err) KK_MUST;
/* The SUBJECT parameter's row, 0: none was given. */
kk_id kk_args_subject(const struct kk_args *a);

/* --- running ------------------------------------------------------------- */
struct kk_outcome {
    kk_id id;    /* the record made or touched */
    char no[32]; /* its number where it has one, e.g. K1-0042; of several
                    records how many: 3件 */
    /* The name of the journal's entry; "": nothing changed, or a preview. */
    char entry[KK_ENTRY_NAME_BYTES];
    struct kk_str effects; /* a line per row: its name, two blanks, its changes
                              (column old > new), those of new rows last */
    struct kk_str tell;    /* a line per consequence */
    size_t n_effects;      /* cells changed, births included */
};
void kk_outcome_free(struct kk_outcome *o);

enum kk_act_mode {
    KK_ACT_RUN,
    KK_ACT_PREVIEW /* never waits: KK_BUSY at once while another writes */
};
/* Runs the action in a transaction of its own, or runs it and rolls back:
 * a preview is the same code. KK_REFUSED: nothing changed, err says why. */
enum kk_status kk_act(struct kk_ctx *ctx, struct kk_args *a,
                      enum kk_act_mode mode, struct kk_outcome *out,
                      struct kk_err *err) KK_MUST;
/* May it run now on this subject (0: none)? Office-only, worker and can(). */
enum kk_status kk_act_can(struct kk_ctx *ctx, const struct kk_action *action,
                          kk_id subject, struct kk_err *err) KK_MUST;
/* Sets what nobody gave to its `initial`, then runs `fill` with what is given
 * so far and sets only parameters that are unset, or were filled before and
 * not touched since by kk_args_set. */
enum kk_status kk_act_fill(struct kk_ctx *ctx, struct kk_args *a,
                           struct kk_err *err) KK_MUST;

#endif
