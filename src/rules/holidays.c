/* The holidays of a span: loaded lists and the computed ones merged. */
#include <kikusui/base/mem.h>
#include <kikusui/rules/holiday.h>

#include <stdlib.h>

struct kk_holidays {
    struct kk_holiday *item; /* in order, one a day */
    size_t n;
    struct kk_holiday_diff *diff;
    size_t n_diff;
    struct kk_arena arena;
};

/* A run of the loaded list that is long and dense enough to be the whole list:
 * the longest natural gap is May to July, about 80 days. */
#define RUN_GAP_DAYS 100
#define RUN_LEAST 10

/* While merging: the loaded rows, in order, one a day. */
struct loaded {
    struct kk_holiday *row;
    bool *covered; /* the days from this row to the next are the list's */
    size_t n;
};

static int by_day(const void *a, const void *b)
{
    const struct kk_holiday *x = a;
    const struct kk_holiday *y = b;

    return (x->day > y->day) - (x->day < y->day);
}

struct numbered {
    struct kk_holiday row;
    size_t at;
};

static int by_day_and_place(const void *a, const void *b)
{
    const struct numbered *x = a;
    const struct numbered *y = b;
    int c = by_day(&x->row, &y->row);

    return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

/* In order; of two rows for one day the later one counts. */
static void load_rows(struct kk_arena *a, const struct kk_holiday *rows,
                      size_t n, struct loaded *out)
{
    struct numbered *sorted = kk_arena_alloc(a, (n + 1) * sizeof *sorted);

    out->row = kk_arena_alloc(a, (n + 1) * sizeof *out->row);
    out->covered = kk_arena_alloc(a, (n + 1) * sizeof *out->covered);
    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct numbered){.row = rows[i], .at = i};
    qsort(sorted, n, sizeof *sorted, by_day_and_place);
    for (size_t i = 0; i < n; i++) {
        if (out->n == 0 || out->row[out->n - 1].day != sorted[i].row.day)
            out->n++;
        out->row[out->n - 1] = sorted[i].row;
    }
    for (size_t first = 0, next; first < out->n; first = next) {
        next = first + 1;
        while (next < out->n &&
               out->row[next].day - out->row[next - 1].day <= RUN_GAP_DAYS)
            next++;
        for (size_t i = first; next - first >= RUN_LEAST && i + 1 < next; i++)
            out->covered[i] = true;
    }
}

/* Kind and name of a loaded row that leaves them open. */
static struct kk_holiday resolve(struct kk_arena *a,
                                 const struct kk_holiday *row,
                                 const struct kk_holiday *computed)
{
    struct kk_holiday h = *row;

    if (computed != NULL && kk_str_starts(row->name, "休日")) {
        h.kind = computed->kind;
        h.name = computed->name;
    } else {
        h.name = kk_arena_strdup(a, row->name);
        if (h.kind == KK_HOLIDAY_NONE && kk_str_starts(h.name, "休日"))
            h.kind = KK_HOLIDAY_SUBSTITUTE;
        if (h.kind == KK_HOLIDAY_NONE)
            h.kind = kk_holiday_kind_of(h.name);
        if (h.kind == KK_HOLIDAY_NONE)
            h.kind = KK_HOLIDAY_NATIONAL;
    }
    return h;
}

static bool is_computed_day(kk_day d)
{
    int y;
    int m;
    int dom;

    kk_day_split(d, &y, &m, &dom);
    return y >= KK_HOLIDAY_FIRST_YEAR && y <= KK_HOLIDAY_LAST_YEAR;
}

/* A loaded name may say more than ours: 体育の日（スポーツの日）. */
static bool same(const struct kk_holiday *loaded,
                 const struct kk_holiday *computed)
{
    if (loaded->kind != computed->kind)
        return false;
    return loaded->kind != KK_HOLIDAY_NATIONAL ||
           kk_str_starts(loaded->name, computed->name);
}

static void add_diff(struct kk_holidays *h, kk_day d, const char *loaded,
                     const char *computed)
{
    h->diff[h->n_diff++] = (struct kk_holiday_diff){
        .day = d, .loaded = loaded, .computed = computed};
}

/* One day that a row, the computation or both know (the other is NULL). */
static void merge_day(struct kk_holidays *h, const struct kk_holiday *row,
                      const struct kk_holiday *computed, bool covered)
{
    if (row == NULL) {
        if (covered)
            add_diff(h, computed->day, NULL, computed->name);
        else
            h->item[h->n++] = *computed;
        return;
    }
    if (row->name == NULL || row->name[0] == '\0') {
        if (computed != NULL)
            add_diff(h, row->day, NULL, computed->name);
        return;
    }

    struct kk_holiday got = resolve(&h->arena, row, computed);
    h->item[h->n++] = got;
    if (computed == NULL ? is_computed_day(got.day) : !same(&got, computed))
        add_diff(h, got.day, got.name,
                 computed != NULL ? computed->name : NULL);
}

static void merge(struct kk_holidays *h, const struct loaded *list,
                  const struct kk_holiday *computed, size_t n_computed)
{
    size_t i = 0;
    size_t k = 0;

    while (i < list->n || k < n_computed) {
        const struct kk_holiday *row = i < list->n ? &list->row[i] : NULL;
        const struct kk_holiday *law = k < n_computed ? &computed[k] : NULL;

        if (row != NULL && law != NULL && row->day < law->day)
            law = NULL;
        if (row != NULL && law != NULL && law->day < row->day)
            row = NULL;
        merge_day(h, row, law, i > 0 && list->covered[i - 1]);
        i += row != NULL;
        k += law != NULL;
    }
}

struct kk_holidays *kk_holidays_new(const struct kk_holiday *rows, size_t n)
{
    enum { YEARS = KK_HOLIDAY_LAST_YEAR - KK_HOLIDAY_FIRST_YEAR + 1 };
    struct kk_holidays *h = kk_alloc(sizeof *h);
    struct kk_arena scratch = {0};
    struct loaded list = {0};
    struct kk_holiday *computed = kk_arena_alloc(
        &scratch, sizeof *computed * YEARS * KK_HOLIDAY_YEAR_MAX);
    size_t n_computed = 0;

    for (int y = KK_HOLIDAY_FIRST_YEAR; y <= KK_HOLIDAY_LAST_YEAR; y++)
        n_computed += kk_holiday_year(y, computed + n_computed);
    load_rows(&scratch, rows, n, &list);
    h->item = kk_arena_alloc(&h->arena, sizeof *h->item * (n_computed + n));
    h->diff = kk_arena_alloc(&h->arena, sizeof *h->diff * (n_computed + n));
    merge(h, &list, computed, n_computed);
    kk_arena_free(&scratch);
    return h;
}

void kk_holidays_free(struct kk_holidays **h)
{
    if (*h == NULL)
        return;
    kk_arena_free(&(*h)->arena);
    kk_free(*h);
    *h = NULL;
}

/* The first holiday on or after d. */
static size_t lower(const struct kk_holidays *h, kk_day d)
{
    size_t lo = 0;
    size_t hi = h->n;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (h->item[mid].day < d)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

const struct kk_holiday *kk_holidays_at(const struct kk_holidays *h, kk_day d)
{
    size_t i = lower(h, d);

    return i < h->n && h->item[i].day == d ? &h->item[i] : NULL;
}

size_t kk_holidays_span(const struct kk_holidays *h, kk_day from, kk_day to,
                        const struct kk_holiday **first)
{
    size_t i = lower(h, from);
    size_t end = i;

    while (end < h->n && h->item[end].day <= to)
        end++;
    *first = h->item + i;
    return end - i;
}

size_t kk_holidays_diffs(const struct kk_holidays *h,
                         const struct kk_holiday_diff **first)
{
    *first = h->diff;
    return h->n_diff;
}
