/* A month made final: what was missing is there or accepted, the entries that
 * it was made of are kept in an entry, and whoever holds those makes the same
 * files again. Made from the state of that vector also the first time, so that
 * no later time can differ. */
#include "deliver.h"

#include <kikusui/base/file.h>
#include <kikusui/store/as_of.h>
#include <kikusui/store/db.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_FILE_BYTES (256u << 20)

struct final {
    struct deliver *d;
    const char *to;   /* the folder asked for */
    char *stage;      /* one in it, for what is not whole yet */
    const char *sums; /* as recorded; NULL: the first time */
    struct kk_arena arena;
    struct kk_clock clock; /* as it was */
    struct kk_as_of *state;
    struct kk_ctx ctx; /* of that state */
    int64_t goes_on;   /* cases that the next month begins with */
};

/* --- may it be ------------------------------------------------------------
 */

static enum kk_status refuse_gaps(struct deliver *d)
{
    struct kk_gaps gaps;
    enum kk_status st = kk_gaps_read(d->ctx, &d->period, &gaps, d->err);

    if (st == KK_OK && gaps.n_open > 0) {
        kk_gaps_words(&gaps, &d->period, false, &d->app->note);
        st = kk_fail(d->err, KK_REFUSED,
                     "%s はまだ確定できません。足りないもの %zu件（そろうまで"
                     "確定できない %zu、理由を添えれば確定できる %zu）",
                     d->period.words, gaps.n_open, gaps.n_must,
                     gaps.n_open - gaps.n_must);
    }
    kk_gaps_free(&gaps);
    return st;
}

/* Papers of a month whose work still goes on would be of another month. */
static enum kk_status check_over(struct deliver *d)
{
    int64_t day = 0;
    char text[KK_TIME_BYTES];
    enum kk_status st =
        kk_db_int(d->app->db, "query/last_workday",
                  KK_BINDS({"day", kk_vint(d->period.last)}), &day, d->err);

    if (st == KK_OK && kk_day_of(d->made) < day)
        st = kk_fail(d->err, KK_REFUSED,
                     "%s の最後の勤務日 %s からは確定できます。それまでは下書き"
                     "です（--final なし）",
                     d->period.words, kk_day_long((kk_day)day, text));
    return st;
}

static enum kk_status may_begin(struct deliver *d)
{
    enum kk_status st = KK_OK;

    if (!d->app->ctx.office)
        return kk_fail(d->err, KK_REFUSED,
                       "%s はまだ確定していません。確定は事務所でだけ行えます",
                       d->period.words);
    st = kk_app_worker(d->app, d->err);
    if (st == KK_OK)
        st = kk_ctx_need_worker(&d->app->ctx, d->err);
    if (st == KK_OK)
        st = kk_app_prove(d->app, d->parsed, d->err);
    if (st == KK_OK)
        st = check_over(d);
    if (st == KK_OK)
        st = refuse_gaps(d);
    if (st == KK_OK)
        st = kk_vector(d->ctx, &d->vector, d->err);
    return st;
}

/* --- the state ------------------------------------------------------------
 */

static enum kk_status read_recorded(struct final *f)
{
    struct deliver *d = f->d;
    struct kk_val v[3] = {{0}, {0}, {0}};
    enum kk_status st =
        kk_db_one(d->app->db, "query/delivery",
                  KK_BINDS({"set_name", kk_vtext(d->period.iso)}), &f->arena, v,
                  3, d->err);

    if (st == KK_NONE)
        return may_begin(d);
    if (st != KK_OK)
        return st;
    d->made = v[0].i;
    kk_str_add(&d->vector, v[1].type == KK_VTEXT ? v[1].s : "");
    f->sums = v[2].type == KK_VTEXT ? v[2].s : "";
    return KK_OK;
}

static enum kk_status open_state(struct final *f)
{
    struct deliver *d = f->d;
    enum kk_status st;

    f->clock.fixed = d->made;
    st = kk_as_of_open(d->app->db, kk_str_c(&d->vector), &f->clock,
                       kk_app_progress, d->app, &f->state, d->err);
    if (st != KK_OK)
        return st;
    st = kk_ctx_open(&f->ctx, kk_as_of_db(f->state), &f->clock, d->app->reg,
                     d->err);
    d->ctx = &f->ctx;
    if (st == KK_OK)
        st = kk_db_int(f->ctx.db, "monthly/goes_on",
                       KK_BINDS({"last", kk_vint(d->period.last)}), &f->goes_on,
                       d->err);
    return st;
}

static void close_state(struct final *f)
{
    f->d->ctx = &f->d->app->ctx;
    kk_ctx_close(&f->ctx);
    kk_as_of_close(&f->state);
}

/* --- is it what was recorded ----------------------------------------------
 */

static size_t end_of(const char *s)
{
    size_t n = strlen(s);

    while (n > 0 && s[n - 1] == '\n')
        n--;
    return n;
}

static bool same_text(const char *a, const char *b)
{
    size_t n = end_of(a);

    return n == end_of(b) && memcmp(a, b, n) == 0;
}

/* The lines about cells, of which no library knows. */
static void cells_of(const char *sums, struct kk_str *out)
{
    while (*sums != '\0') {
        size_t n = strcspn(sums, "\n");

        if (kk_str_starts(sums, "# 中身 "))
            kk_str_addf(out, "%.*s\n", (int)n, sums);
        sums += n + (sums[n] == '\n');
    }
}

static bool same_cells(const char *a, const char *b)
{
    struct kk_str ca = {0}, cb = {0};
    bool same;

    cells_of(a, &ca);
    cells_of(b, &cb);
    same = strcmp(kk_str_c(&ca), kk_str_c(&cb)) == 0;
    kk_str_free(&ca);
    kk_str_free(&cb);
    return same;
}

static enum kk_status check_recorded(struct final *f, const char *made)
{
    struct deliver *d = f->d;

    if (f->sums == NULL || same_text(f->sums, made))
        return KK_OK;
    if (!same_cells(f->sums, made))
        return kk_fail(d->err, KK_REFUSED,
                       "このプログラムが作る %s の書類は、確定したときのものと"
                       "中身が違います。確定したときの版の kikusui で行って"
                       "ください",
                       d->period.words);
    kk_str_add(&d->app->note,
               "確定したときと別の版のプログラムで作りました。ファイルは違い"
               "ますが、中身（セル）は同じです\n");
    return KK_OK;
}

static enum kk_status record(struct final *f, const char *sums)
{
    struct deliver *d = f->d;
    struct kk_ctx *ctx = &d->app->ctx;
    struct kk_args *a = kk_args_new(kk_find_action(ctx->reg, "delivery.add"));
    struct kk_outcome o = {0};
    char at[KK_TIME_BYTES], goes_on[32];
    enum kk_status st = kk_args_set(ctx, a, "set_name", d->period.iso, d->err);

    snprintf(goes_on, sizeof goes_on, "%lld", (long long)f->goes_on);
    if (st == KK_OK)
        st = kk_args_set(ctx, a, "month", d->period.iso, d->err);
    if (st == KK_OK)
        st = kk_args_set(ctx, a, "at", kk_time_iso(d->made, at), d->err);
    if (st == KK_OK)
        st = kk_args_set(ctx, a, "goes_on", goes_on, d->err);
    if (st == KK_OK)
        st = kk_args_set(ctx, a, "vector", kk_str_c(&d->vector), d->err);
    if (st == KK_OK)
        st = kk_args_set(ctx, a, "sums", sums, d->err);
    if (st == KK_OK)
        st = kk_act(ctx, a, KK_ACT_RUN, &o, d->err);
    kk_outcome_free(&o);
    kk_args_free(&a);
    return st;
}

/* --- files ----------------------------------------------------------------
 */

typedef enum kk_status file_fn(struct final *f, const char *from,
                               const char *to);

static enum kk_status each_file(struct final *f, file_fn *fn)
{
    enum kk_status st = KK_OK;

    for (const char *s = kk_str_c(&f->d->files); st == KK_OK && *s != '\0';) {
        size_t n = strcspn(s, "\n");
        char *from = kk_strndup(s, n);
        char *to = kk_path_join(f->to, strrchr(from, '/') + 1);

        st = fn(f, from, to);
        kk_free(from);
        kk_free(to);
        s += n + (s[n] == '\n');
    }
    return st;
}

/* What stands there already is what is made now, or what was delivered. */
static bool is_delivered(const struct final *f, const char *to,
                         const struct kk_str *there)
{
    char sum[KK_SHA256_TEXT_BYTES];
    struct kk_str line = {0};
    bool is;

    if (f->sums == NULL)
        return false;
    kk_sha256_text(kk_str_c(there), there->n_bytes, sum);
    kk_str_addf(&line, "%s  %s", sum, strrchr(to, '/') + 1);
    is = strstr(f->sums, kk_str_c(&line)) != NULL ||
         same_text(kk_str_c(there), f->sums);
    kk_str_free(&line);
    return is;
}

static enum kk_status check_file(struct final *f, const char *from,
                                 const char *to)
{
    struct kk_str made = {0}, there = {0};
    enum kk_status st =
        kk_file_read(to, MAX_FILE_BYTES, false, &there, f->d->err);

    if (st == KK_NONE)
        return KK_OK;
    if (st == KK_OK)
        st = kk_file_read(from, MAX_FILE_BYTES, false, &made, f->d->err);
    if (st == KK_OK &&
        (made.n_bytes != there.n_bytes ||
         memcmp(made.s, there.s, made.n_bytes) != 0) &&
        !is_delivered(f, to, &there))
        st = kk_fail(f->d->err, KK_REFUSED,
                     "%s に違うファイルがあります。確定した書類は上書きしません"
                     "。--to で別の場所を指定するか、それを移してください",
                     to);
    kk_str_free(&made);
    kk_str_free(&there);
    return st;
}

static enum kk_status place_file(struct final *f, const char *from,
                                 const char *to)
{
    bool left = false;
    int e = kk_fd_rename_new(AT_FDCWD, from, to, &left);

    if (e != 0 && e != EEXIST)
        return kk_fail(f->d->err, KK_IO,
                       "%s を置けません: %s。もう一度行えば続きます", to,
                       kk_errno_text(e));
    kk_str_addf(&f->d->app->out, "%s\n", to);
    return kk_file_sync(to, f->d->err);
}

static enum kk_status drop_file(struct final *f, const char *from,
                                const char *to)
{
    (void)f;
    (void)to;
    (void)unlink(from);
    return KK_OK;
}

/* --- all of it ------------------------------------------------------------
 */

static enum kk_status make(struct final *f)
{
    struct deliver *d = f->d;
    struct kk_str sums = {0};
    enum kk_status st = open_state(f);

    if (st == KK_OK)
        st = kk_deliver_write(d);
    close_state(f);
    if (st == KK_OK)
        kk_sums_text(&d->sums, &d->period, false, d->made, kk_str_c(&d->vector),
                     &sums);
    if (st == KK_OK)
        st = check_recorded(f, kk_str_c(&sums));
    if (st == KK_OK)
        st = each_file(f, check_file);
    /* Before the files stand: what cannot be placed is made again. */
    if (st == KK_OK && f->sums == NULL)
        st = record(f, kk_str_c(&sums));
    if (st == KK_OK)
        st = each_file(f, place_file);
    kk_str_free(&sums);
    return st;
}

enum kk_status kk_deliver_final(struct deliver *d)
{
    struct final f = {.d = d, .to = d->dir};
    struct kk_str stage = {0};
    enum kk_status st = read_recorded(&f);

    kk_str_addf(&stage, "%s/.kikusui-deliver-%ld", d->dir, (long)getpid());
    d->dir = f.stage = kk_str_take(&stage);
    if (st == KK_OK)
        st = make(&f);
    (void)each_file(&f, drop_file);
    (void)rmdir(f.stage);
    kk_free(f.stage);
    kk_arena_free(&f.arena);
    d->dir = f.to;
    return st;
}
