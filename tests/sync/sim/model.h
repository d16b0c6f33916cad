/* The merge, written down a second time from the design alone: it uses nothing
 * of the program. A copy is the set of entries that it holds; everything else
 * is a function of that set. Slow and plain on purpose. */
#ifndef KIKUSUI_TESTS_SYNC_MODEL_H
#define KIKUSUI_TESTS_SYNC_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    M_ENTRIES = 1024, /* of one history */
    M_NAMED = 96,     /* writes that one change names */
    M_PAIRS = 8,      /* columns of a birth */
    M_CHANGES = 24,   /* of one entry */
    M_CELLS = 1024,   /* of one copy */
    M_BROKEN = 2048,  /* rules, of one copy */
    M_RULES = 12,     /* the first schema whose programs know them */
    M_TEXT_BYTES = 40
};
enum { M_COL_BIRTH = 0, M_COL_DELETED = 1 };

struct m_val {
    enum { M_NULL, M_INT, M_TEXT } type;
    int64_t i;
    char s[M_TEXT_BYTES];
};
struct m_val m_null(void);
struct m_val m_int(int64_t i);
struct m_val m_text(const char *s);
bool m_same(const struct m_val *a, const struct m_val *b);

struct m_cell {
    int tab, col;
    int64_t row;
};
/* By table, row, column: for qsort, also of changes. */
int m_by_cell(const void *a, const void *b);
struct m_pair {
    int col;
    struct m_val val;
};
/* One write. A birth has pairs; any other names what it replaces. */
struct m_change {
    struct m_cell cell; /* first: m_by_cell */
    struct m_val val;
    int n_named; /* the first is the base, the others `also` */
    int named[M_NAMED];
    int n_pairs;
    struct m_pair pair[M_PAIRS];
};
struct m_entry {
    uint64_t writer;
    int64_t seq, ltime;
    int subject_tab;
    int64_t subject;
    int undoes;  /* -1: is no undo */
    bool laptop; /* written by an enrolled one, by a program with the rule */
    int node;    /* whose copy wrote it */
    int schema;  /* of the program that did */
    int n;
    struct m_change *change;
    char *cards; /* as its author wrote them down, the W card in front */
};
/* Everything that was ever recorded; an entry is its number here. */
struct m_world {
    int n;
    struct m_entry entry[M_ENTRIES];
};
void m_world_clear(struct m_world *w);

/* What a copy holds, in the order in which it came. */
struct m_set {
    int n;
    int at[M_ENTRIES];
    bool has[M_ENTRIES];
};
void m_add(struct m_set *s, int entry);
/* Whether everything of `has` is held. */
bool m_covers(const struct m_set *s, const bool has[M_ENTRIES]);
/* The last entry of a writer that is held; -1. */
int m_last(const struct m_world *w, const struct m_set *s, uint64_t writer);

/* --- state ---------------------------------------------------------------- */

/* What the entry wrote there; NULL: nothing. */
const struct m_change *m_write(const struct m_entry *e, struct m_cell cell);
/* By logical time, writer, seq: the higher one stands. */
bool m_before(const struct m_world *w, int a, int b);
/* The entry that made the row; -1: no such row here. */
int m_birth(const struct m_world *w, const struct m_set *s, int tab,
            int64_t row);
/* Writes of the cell that no other write names, the winner first. None: the
 * birth is the head. */
int m_heads(const struct m_world *w, const struct m_set *s, struct m_cell cell,
            int out[M_ENTRIES]);
struct m_val m_value(const struct m_world *w, const struct m_set *s,
                     struct m_cell cell);
bool m_conflict(const struct m_world *w, const struct m_set *s,
                struct m_cell cell);
/* Every cell that was written (births: column 0) in order of table, row,
 * column. */
int m_cells(const struct m_world *w, const struct m_set *s,
            struct m_cell out[M_CELLS]);
/* Taken back by an undo that is not itself taken back. */
bool m_undone(const struct m_world *w, const struct m_set *s, int entry);

/* --- recording ------------------------------------------------------------ */

struct m_wish { /* a cell is to be so */
    struct m_cell cell;
    struct m_val val;
    bool settled; /* a change in any case; closes every head */
    int n_pairs;  /* of a birth */
    struct m_pair pair[M_PAIRS];
};
struct m_intent {
    int n;
    struct m_wish wish[M_CHANGES];
    int subject_tab;
    int64_t subject;
    int undoes;
    int as_of; /* how many entries were held when the form was filled; 0 */
};
/* The entry that must come of it, without writer and seq; n = 0: none, since
 * nothing changes. The caller frees change. false: refused, for a cell changed
 * after as_of. */
bool m_record(const struct m_world *w, const struct m_set *s,
              const struct m_intent *in, int64_t wall, struct m_entry *out);
/* The wishes that take an entry back; false: that is refused. `refs` are the
 * columns that refer to rows. */
struct m_ref {
    int tab, col, to;
};
bool m_undo(const struct m_world *w, const struct m_set *s,
            const struct m_ref *refs, int entry, struct m_intent *out);

/* --- taking in ------------------------------------------------------------ */

/* Adds what of the list is not held, in order. false: something named is
 * missing, and *s is spoiled. */
bool m_take(const struct m_world *w, struct m_set *s, const struct m_ref *refs,
            const int *entry, int n);
/* The same, one by one: leaves out what does not fit. */
void m_take_fitting(const struct m_world *w, struct m_set *s,
                    const struct m_ref *refs, const int *entry, int n);

/* --- rules --- */

/* What of the contract's rows a rule refuses as it stands: on the record of a,
 * between these two cells. */
struct m_broken {
    struct m_cell a, b;
};
int m_broken(const struct m_world *w, const struct m_set *s,
             struct m_broken out[M_BROKEN]);
/* Whether what stands with this condition makes no sense. */
bool m_param_broken(const struct m_world *w, const struct m_set *s,
                    int64_t row);
/* Whether an entry, recorded now, would break what was not broken; one that
 * takes back, what was not broken before that had come either. */
bool m_breaks(struct m_world *w, const struct m_set *s,
              const struct m_entry *e);

/* --- reviews -------------------------------------------------------------- */

struct m_review {
    char *entries; /* names, sorted, comma between */
    int64_t id;
    int cells, hits;
};
struct m_number { /* columns whose value must not be in two live rows */
    int tab, col;
};
struct m_rules {
    const struct m_number *number;
    int accept_tab, accept_col; /* what was accepted stands there as text */
    const int *office; /* tables that only the office changes; ends with 0 */
};
/* Open ones, by entries; the caller frees with m_reviews_free. */
int m_reviews(const struct m_world *w, const struct m_set *s,
              const struct m_rules *rules, struct m_review **out);
void m_reviews_free(struct m_review *r, int n);
/* BLAKE2b-256 over the heads, as the design has it. */
void m_digest(const struct m_world *w, const struct m_set *s,
              unsigned char out[32]);
/* A birth's pairs as one text: column TAB value … */
void m_birth_text(const struct m_change *c, char *out, size_t size);

#endif
