/* The training copy's list of units, made of the contract's numbers. */
#include "demo.h"

#include <kikusui/domain/sheet.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct spot { /* a department of a site, and its share of a row's units */
    const char *site, *dept;
    int64_t weight, window_percent;
    int64_t units, rest;
    size_t order;
};

struct demo_list {
    struct kk_sheet rows, weights, spares, places;
    struct kk_str *csv;
    int fiscal;
    int64_t next[3]; /* running number of each segment's machine IDs */
    int64_t next_spare;
    struct kk_arena arena;
};

static const struct {
    const char *segment, *prefix;
} segments[] = {
    {"住記・税", "JZ"}, {"国保福祉", "KK"}, {"中間サーバ接続端末", "CS"}};

static int64_t number(const char *text)
{
    int64_t n = 0;

    return kk_parse_i64(text, &n) ? n : 0;
}

static size_t segment_of(const char *name)
{
    size_t s = 0;

    while (s < 2 && !kk_streq(segments[s].segment, name))
        s++;
    return s;
}

/* A model that only some places have is spread by a column of its own. */
static const char *weight_column(const char *label, const char *segment)
{
    if (strstr(label, "打番") != NULL)
        return "打番スキャナ";
    if (strstr(label, "ドットインパクト") != NULL)
        return "ドットインパクト";
    return segment;
}

static int by_rest(const void *pa, const void *pb)
{
    const struct spot *a = pa, *b = pb;

    if (a->rest != b->rest)
        return a->rest < b->rest ? 1 : -1;
    return (a->order > b->order) - (a->order < b->order);
}

static int by_order(const void *pa, const void *pb)
{
    const struct spot *a = pa, *b = pb;

    return (a->order > b->order) - (a->order < b->order);
}

/* Largest remainder: every place gets its share rounded down, the places with
 * the largest rests one more. */
static void share_out(struct spot *spot, size_t n, int64_t units)
{
    int64_t total = 0, left = units;

    for (size_t i = 0; i < n; i++)
        total += spot[i].weight;
    if (total == 0)
        return;
    for (size_t i = 0; i < n; i++) {
        spot[i].units = units * spot[i].weight / total;
        spot[i].rest = units * spot[i].weight % total;
        left -= spot[i].units;
    }
    qsort(spot, n, sizeof *spot, by_rest);
    for (size_t i = 0; i < n && left > 0; i++, left--)
        spot[i].units++;
    qsort(spot, n, sizeof *spot, by_order);
}

static struct spot *spots_of(struct demo_list *d, const char *column)
{
    struct spot *spot =
        kk_arena_alloc(&d->arena, (d->weights.n + 1) * sizeof *spot);

    for (size_t i = 0; i < d->weights.n; i++)
        spot[i] = (struct spot){
            .site = kk_sheet_cell(&d->weights, i, "site"),
            .dept = kk_sheet_cell(&d->weights, i, "dept"),
            .weight = number(kk_sheet_cell(&d->weights, i, column)),
            .window_percent =
                number(kk_sheet_cell(&d->weights, i, "window_percent")),
            .order = i,
        };
    return spot;
}

/* A serial that looks like one and is the same every time. */
static void add_serial(struct demo_list *d, size_t row, int64_t n)
{
    uint64_t h = (row + 1) * 0x9E3779B97F4A7C15u + (uint64_t)n * 2654435761u;

    h ^= h >> 31;
    h *= 0xBF58476D1CE4E5B9u;
    h ^= h >> 29;
    kk_str_addf(d->csv, "%c%c%08" PRIX64, (char)('A' + row),
                (char)('A' + h % 26), h >> 32);
}

/* A site of two places (No.32) is named by the place: the one whose name its
 * department carries, else the first. */
static const char *place_of(const struct demo_list *d, const char *site,
                            const char *dept)
{
    const char *first = NULL;
    size_t n = 0;

    for (size_t i = 0; i < d->places.n; i++) {
        const char *name = kk_sheet_cell(&d->places, i, "name");

        if (!kk_streq(kk_sheet_cell(&d->places, i, "site_id"), site))
            continue;
        if (strstr(dept, name) != NULL)
            return name;
        if (n++ == 0)
            first = name;
    }
    return n > 1 ? first : site;
}

static const char *image_of(const char *segment, const char *role)
{
    if (kk_streq(segment, "中間サーバ接続端末"))
        return "中間サーバ接続";
    if (kk_streq(segment, "住記・税"))
        return kk_streq(role, "窓口") ? "住記・税窓口" : "住記・税運用";
    return kk_streq(role, "窓口") ? "国保福祉窓口" : "国保福祉運用";
}

struct unit {
    size_t row; /* of 別表1 */
    const char *site, *dept, *role, *state;
    int64_t n; /* running number inside the row */
    bool spare;
};

static bool has_image(const char *label)
{
    return strstr(label, "パソコン") != NULL &&
           strstr(label, "スキャナ") == NULL;
}

/* 区分,機器ID,機種名,製造番号,拠点,設置部署,用途,状態,保証期限,媒体種別,媒体版,
 * ワイヤー鍵,端末設定 */
static void add_unit(struct demo_list *d, const struct unit *u)
{
    const char *segment = kk_sheet_cell(&d->rows, u->row, "segment");
    const char *label = kk_sheet_cell(&d->rows, u->row, "dev_label");
    size_t s = segment_of(segment);
    int64_t id = u->spare ? ++d->next_spare : ++d->next[s];
    bool pc = has_image(label);

    kk_str_addf(d->csv, "%s,", segment);
    if (u->spare)
        kk_str_addf(d->csv, "SP-%02" PRId64 ",", id);
    else
        kk_str_addf(d->csv, "%s-%04" PRId64 ",", segments[s].prefix, id);
    kk_str_addf(d->csv, "%s,", kk_sheet_cell(&d->rows, u->row, "model_id"));
    add_serial(d, u->row, u->n);
    kk_str_addf(d->csv, ",%s,%s,%s,%s,", u->site, u->dept, pc ? u->role : "",
                u->state);
    /* some with a warranty that runs, some that ran out, some unknown */
    if (u->n % 3 == 0)
        kk_str_addf(d->csv, "%d-03-31", d->fiscal + 2);
    else if (u->n % 3 == 1)
        kk_str_addf(d->csv, "%d-03-31", d->fiscal);
    if (pc) {
        bool stale = u->spare && u->n % 3 == 1;

        kk_str_addf(d->csv, ",%s,%s,", image_of(segment, u->role),
                    stale ? "v2" : "v3");
        if (!u->spare)
            kk_str_addf(d->csv, "A-%03" PRId64 ",端末名 %s-%04" PRId64, id,
                        segments[s].prefix, id);
        else
            kk_str_add(d->csv, ",");
    } else {
        kk_str_add(d->csv, ",,,,");
    }
    kk_str_add(d->csv, "\n");
}

static int64_t add_spares(struct demo_list *d, size_t row)
{
    const char *list_no = kk_sheet_cell(&d->rows, row, "list_no");
    int64_t n = 0;

    for (size_t i = 0; i < d->spares.n; i++) {
        int64_t count = number(kk_sheet_cell(&d->spares, i, "count"));

        if (!kk_streq(kk_sheet_cell(&d->spares, i, "list_no"), list_no))
            continue;
        for (int64_t k = 0; k < count; k++)
            add_unit(d, &(struct unit){
                            .row = row,
                            .site = kk_sheet_cell(&d->spares, i, "place"),
                            .dept = "",
                            .role = kk_sheet_cell(&d->spares, i, "role"),
                            .state = "予備機",
                            .n = n++,
                            .spare = true,
                        });
    }
    return n;
}

static void add_row(struct demo_list *d, size_t row)
{
    const char *segment = kk_sheet_cell(&d->rows, row, "segment");
    const char *label = kk_sheet_cell(&d->rows, row, "dev_label");
    int64_t total = number(kk_sheet_cell(&d->rows, row, "contracted_number"));
    int64_t n = add_spares(d, row);
    struct spot *spot = spots_of(d, weight_column(label, segment));

    share_out(spot, d->weights.n, total - n);
    for (size_t i = 0; i < d->weights.n; i++) {
        int64_t windows = spot[i].units * spot[i].window_percent / 100;
        bool note = strstr(label, "ノート") != NULL;

        for (int64_t k = 0; k < spot[i].units; k++)
            add_unit(d, &(struct unit){
                            .row = row,
                            .site = place_of(d, spot[i].site, spot[i].dept),
                            .dept = spot[i].dept,
                            .role = note          ? "接続"
                                    : k < windows ? "窓口"
                                                  : "運用",
                            .state = "稼働中",
                            .n = n++,
                        });
    }
}

enum kk_status kk_demo_ledger(int fiscal, struct kk_str *csv,
                              struct kk_err *err)
{
    struct demo_list d = {.csv = csv, .fiscal = fiscal};
    enum kk_status st =
        kk_sheet_open("contract/contract_model.csv", &d.rows, err);

    if (st == KK_OK)
        st = kk_sheet_open("demo/weight.csv", &d.weights, err);
    if (st == KK_OK)
        st = kk_sheet_open("demo/spare.csv", &d.spares, err);
    if (st == KK_OK)
        st = kk_sheet_open("contract/place.csv", &d.places, err);
    if (st == KK_OK) {
        kk_str_add(csv, "区分,機器ID,機種名,製造番号,拠点,設置部署,用途,状態,"
                        "保証期限,媒体種別,媒体版,ワイヤー鍵,端末設定\n");
        for (size_t i = 0; i < d.rows.n; i++)
            add_row(&d, i);
    }
    kk_sheet_close(&d.rows);
    kk_sheet_close(&d.weights);
    kk_sheet_close(&d.spares);
    kk_sheet_close(&d.places);
    kk_arena_free(&d.arena);
    return st;
}
