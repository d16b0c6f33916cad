/* Random histories of the real program beside the model. */
#ifndef KIKUSUI_TESTS_SYNC_SIM_H
#define KIKUSUI_TESTS_SYNC_SIM_H

#include "model.h"

#include <kikusui/base/str.h>
#include <kikusui/store/journal.h>

#include <setjmp.h>

enum { S_COPIES = 8, S_MAILS = 128, S_BACKUPS = 4, S_STEPS = 96 };

/* --- a history ------------------------------------------------------------ */

/* What happens next. The numbers choose among what there is at that moment, so
 * that a history stays one when steps are left out. */
struct step {
    int id; /* seeds the program's randomness in this step */
    const struct op *op;
    unsigned copy, a, b, c;
};
struct history {
    uint64_t seed;
    bool star; /* bundles through the office; else any graph, cards only */
    int copies;
    int64_t clock[S_COPIES];
    int n;
    struct step step[S_STEPS];
};

/* --- copies --------------------------------------------------------------- */

/* What a database file says, as the model has it. */
struct facts {
    int node; /* whose it is: the copy that was set up with it */
    struct m_set set;
    bool taken[S_MAILS]; /* bundles in the ledger of imports */
    int tail_after;      /* how many entries were held at the last backup */
    struct said {        /* what a peer last said that it has */
        uint64_t seq;
        bool has[M_ENTRIES];
    } said[S_COPIES];
};
struct copy {
    char dir[96], path[112];
    struct kk_clock clock;
    struct kk_db *db;
    struct facts is;
    int lease;       /* the entry that the lease names; -1: there is none */
    uint64_t writer; /* of this handle; 0: not chosen yet */
    uint64_t newer;  /* the writer of the newer program on this copy */
    int n_tail, tail_upto;
    int tail[M_ENTRIES];
    int n_backups;
    struct backup {
        char path[160];
        struct facts was;
    } backup[S_BACKUPS];
};
struct mail { /* a bundle under way */
    int from, n;
    int entry[M_ENTRIES];
    bool has[M_ENTRIES]; /* what its sender held */
    uint64_t seq;
    char file[160];      /* star: the first */
    bool torn;           /* one of its files is lost */
    struct kk_str cards; /* graph */
};

struct sim {
    const struct history *h;
    struct copy copy[S_COPIES];
    struct m_world w;
    int n_mails;
    struct mail mail[S_MAILS];
    char dir[64];
    int step;
    jmp_buf out;
    char why[4000];
    /* A preview merges nothing that a copy which went back forgot: it does not
     * know the new keys. What an office vouched for others with the old one and
     * lost waits for those others. */
    bool rekeyed, office_rekeyed;
    long entries, refused, conflicts;
    int n_decided;
    struct decided {
        int entry;
        int64_t review;
        int n_sides, side[16];
    } decided[64];
};

void sim_fail(struct sim *s, const char *fmt, ...)
    __attribute__((noreturn, format(printf, 2, 3)));
/* The program draws from the same numbers: a step begins with its own. */
void sim_seed(uint64_t seed, uint64_t step);
void sim_ok(struct sim *s, enum kk_status st, const struct kk_err *err,
            const char *what);

/* copies.c: the files. */
void copies_prepare(struct sim *s); /* the folder, once in a process */
void copies_reset(struct sim *s);   /* all as new, for the next history */
void copies_remove(struct sim *s);
void copy_open(struct sim *s, struct copy *c);
void copy_close(struct copy *c);
void copy_tail_append(struct copy *c);
void copy_tail_restart(struct copy *c);
void copy_backup(struct sim *s, struct copy *c, unsigned how);
void copy_restore(struct sim *s, struct copy *c, unsigned which, unsigned how);
void copy_duplicate(struct sim *s, const struct copy *from, struct copy *to,
                    bool whole);
void copy_crash(struct sim *s, struct copy *c, void (*commit)(void *),
                void *user);
/* Its path; the caller kk_frees. */
char *copy_newest_backup(struct copy *c);

/* --- entries -------------------------------------------------------------- */

extern const struct m_ref sim_refs[];
extern const struct m_rules sim_rules;

/* The entry of that name; -1. */
int entry_find(const struct m_world *w, uint64_t writer, int64_t seq);
/* Reads one entry's cards; its numbers are those of w. */
bool entry_read(const struct m_world *w, const char *cards,
                struct m_entry *out);
/* Writes it down, as a program of version 9 would. */
void entry_write(const struct m_world *w, const struct m_entry *e,
                 const char *node, int64_t wall, struct kk_str *out);
/* Keeps a new entry; its number. */
int entry_keep(struct sim *s, struct m_entry *e);
/* What the program recorded must be what the model says. */
void entry_compare(struct sim *s, const struct m_entry *want,
                   const struct m_entry *got);

/* check.c: a copy against the model. */
void check_copy(struct sim *s, struct copy *c, bool deep);
void check_end(struct sim *s);

/* --- steps ---------------------------------------------------------------- */

struct op {
    const char *name;
    int weight_graph, weight_star;
    void (*run)(struct sim *s, struct copy *c, const struct step *st);
};
extern const struct op write_ops[], newer_ops[], review_ops[], file_ops[],
    contract_ops[], graph_ops[], star_ops[], key_ops[];

/* wish.c: tables that this program knows, and columns of those. */
enum column_type { TEXT, NUMBER, REF };
const char *table_name(int tab); /* NULL: of a newer program */
/* A row that the copy has, of that table or (0) of any known; 0: none. */
int64_t some_row(struct sim *s, const struct copy *c, unsigned n, int *tab);
struct m_val some_value(struct sim *s, const struct copy *c,
                        enum column_type type, unsigned n);
void wish(struct m_intent *in, int tab, int64_t row, int col, struct m_val v);
void wish_edit(struct sim *s, const struct copy *c, int tab, int64_t row,
               unsigned n, struct m_intent *in);
void wish_edits(struct sim *s, const struct copy *c, unsigned n, unsigned a,
                unsigned b, struct m_intent *in);
void wish_birth(struct sim *s, const struct copy *c, unsigned a, unsigned b,
                struct m_intent *in);
/* Through the store, as any action writes. */
enum kk_status write_wishes(struct copy *c, struct m_intent *in,
                            struct kk_err *err);

/* act.c: runs an action and holds its entry against the model's. */
enum kk_status act(struct sim *s, struct copy *c, const char *action,
                   struct m_intent *in,
                   enum kk_status (*run)(struct copy *c, struct m_intent *in,
                                         struct kk_err *err));
/* The copy's next entry is there: takes it into the model. want NULL: it is
 * whatever it is. */
int read_back(struct sim *s, struct copy *c, const struct m_entry *want);
/* Until everybody has everything. */
void graph_carry_all(struct sim *s);
void star_carry_all(struct sim *s);
void take_cards(struct sim *s, struct copy *c, const struct kk_str *cards,
                enum kk_status *out, struct kk_err *err, bool commit);

/* A history is made of a seed; runs; -> false: s->why. */
void history_make(struct history *h, uint64_t seed, bool star);
bool history_run(struct sim *s, const struct history *h);
void history_print(const struct history *h);

#endif
