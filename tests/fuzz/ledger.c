/* Lists that others make: CSV as it comes, and both loads of it. */
#include "fuzz.h"

#include <kikusui/base/csv.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/contract.h>
#include <kikusui/feature/contract_init.h>
#include <kikusui/feature/features.h>
#include <kikusui/feature/load.h>
#include <kikusui/store/journal.h>

#include <string.h>

static const char *const seeds[] = {
    "機器ID,区分,機器種別,機種名,製造番号,拠点,設置部署,用途,状態,備考,"
    "保証期限,"
    "対機器ID,ワイヤー鍵,媒体種別,媒体版,端末設定\r\n"
    "KK-1,国保福祉,パソコン,M720q,S1,北区役所,保険年金課,窓口,稼働中,,2024-09-"
    "30,"
    "KK-2,W-1,国保福祉窓口,v3,\"KITA\n10.4.2.13\"\r\n"
    "KK-2,国保福祉,,M720q,S2,4,新しい係,－,予備機,\"a \"\"b\"\", c\",,,,,,\r\n",
    "\xEF\xBB\xBF拠点,機種名,機器ID\n清田区役所,ＲＩＣＯＨ＿ＳＰ＿Ｃ８４０,X-"
    "1\n",
    "\x8B\x40\x8A\xED\x49\x44,\x8B\xE6\x95\xAA,\x8B\x40\x8E\xED\x96\xBC,"
    "\x8B\x92\x93\x5F\r\nT-1,\x8D\x91\x95\xDB\x95\x9F\x8E\x83,M720q,4\r\n",
    "国民の祝日・休日月日,国民の祝日・休日名称\r\n2023/5/3,憲法記念日\r\n"
    "2023/5/4,みどりの日\r\n1955/1/1,元日\r\n"};

bool kk_fuzz_seed(size_t i, struct kk_str *out)
{
    if (i >= sizeof seeds / sizeof *seeds)
        return false;
    kk_str_add(out, seeds[i]);
    return true;
}

/* One database for all runs: a preview changes nothing, which is checked. */
static const struct kk_feature *const features[] = {&kk_feature_contract, NULL};
static const struct kk_registry registry = {.features = features};
static const struct kk_clock clock = {.fixed = 1681262400};
static struct kk_ctx ctx;
static char dir[64];

static void tidy(void)
{
    struct kk_str rm = {0};
    struct kk_db *db = ctx.db;

    kk_db_close(&db);
    kk_ctx_close(&ctx);
    kk_str_addf(&rm, "rm -rf %s", dir);
    if (system(kk_str_c(&rm)) != 0)
        fprintf(stderr, "%s is left\n", dir);
    kk_str_free(&rm);
}

static void make_database(void)
{
    const char *tmp = getenv("TMPDIR");
    struct kk_err err = {0};
    struct kk_db *db;
    char path[80];

    snprintf(dir, sizeof dir, "%.40s/kikusui-fuzz-XXXXXX",
             tmp == NULL ? "/tmp" : tmp);
    FUZZ_CHECK(mkdtemp(dir) != NULL);
    snprintf(path, sizeof path, "%s/k.db", dir);
    FUZZ_CHECK(kk_db_open(&(struct kk_db_open){.path = path,
                                               .create = true,
                                               .busy_ms = 100,
                                               .clock = &clock},
                          &db, &err) == KK_OK);
    FUZZ_CHECK(kk_meta_set(db, "role", "office", &err) == KK_OK);
    FUZZ_CHECK(kk_meta_set(db, "node", "K0", &err) == KK_OK);
    FUZZ_CHECK(kk_ctx_open(&ctx, db, &clock, &registry, &err) == KK_OK);
    FUZZ_CHECK(kk_contract_init(&ctx, 0, &err) == KK_OK);
    atexit(tidy);
}

static bool is_blank(const struct kk_csv_record *r)
{
    for (size_t k = 0; k < r->n; k++)
        if (r->field[k][strspn(r->field[k], " ")] != '\0')
            return false;
    return true;
}

/* Whatever the bytes are: fields are text, and what is written again is read
 * as the same. */
static void check_csv(const char *bytes, size_t n_bytes)
{
    struct kk_csv csv, again;
    struct kk_str out = {0};
    struct kk_err err = {0};
    enum kk_status st = kk_csv_read(bytes, n_bytes, 1000, &csv, &err);

    FUZZ_CHECK(st == KK_OK || (st == KK_REFUSED && err.text[0] != '\0'));
    for (size_t i = 0; st == KK_OK && i < csv.n; i++) {
        const struct kk_csv_record *r = &csv.record[i];

        FUZZ_CHECK(r->n > 0 && r->line > 0);
        FUZZ_CHECK(i == 0 || r->line > csv.record[i - 1].line);
        kk_str_clear(&out);
        kk_str_add(&out, "\xEF\xBB\xBF");
        for (size_t k = 0; k < r->n; k++) {
            kk_str_add(&out, k > 0 ? "," : "");
            kk_csv_quote(&out, r->field[k]);
        }
        if (is_blank(r))
            continue; /* a row of commas is none */
        FUZZ_CHECK(kk_csv_read(kk_str_c(&out), out.n_bytes, 1, &again, NULL) ==
                   KK_OK);
        FUZZ_CHECK(again.record[0].n == r->n && !again.record[0].torn);
        for (size_t k = 0; k < r->n; k++)
            FUZZ_CHECK(kk_streq(again.record[0].field[k], r->field[k]) &&
                       again.record[0].bad[k] == 0);
        kk_csv_free(&again);
    }
    kk_csv_free(&csv);
    kk_str_free(&out);
}

typedef enum kk_status load_fn(struct kk_ctx *, const char *, size_t,
                               const struct kk_load *, struct kk_loaded *,
                               struct kk_err *);

static void check_load(load_fn *load, const char *bytes, size_t n_bytes)
{
    unsigned char before[KK_HASH_BYTES], after[KK_HASH_BYTES];
    struct kk_load how = {.preview = true, .segment = "国保福祉"};
    struct kk_loaded out;
    struct kk_err err = {0};
    enum kk_status st;

    FUZZ_CHECK(kk_journal_digest(ctx.db, before, &err) == KK_OK);
    st = load(&ctx, bytes, n_bytes, &how, &out, &err);
    FUZZ_CHECK(st == KK_OK || (st == KK_REFUSED && err.text[0] != '\0'));
    FUZZ_CHECK(out.bad >= 0 && out.bad <= out.rows);
    if (st == KK_OK)
        FUZZ_CHECK(out.added + out.changed + out.same + out.bad == out.rows);
    FUZZ_CHECK(kk_utf8_count(kk_str_c(&out.words), out.words.n_bytes) <=
               out.words.n_bytes);
    kk_loaded_free(&out);
    FUZZ_CHECK(kk_journal_digest(ctx.db, after, &err) == KK_OK);
    FUZZ_CHECK(memcmp(before, after, sizeof before) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    const char *bytes = (const char *)data;

    if (ctx.db == NULL)
        make_database();
    check_csv(bytes, n_bytes);
    check_load(kk_load_ledger, bytes, n_bytes);
    check_load(kk_load_holidays, bytes, n_bytes);
    return 0;
}
