/* Telling where the exchange stands. */
#include "state.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/sync/review.h>
#include <kikusui/sync/sync_status.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECES_MAX = 64 };

void kk_sync_status_free(struct kk_sync_status *s)
{
    kk_free(s->peer);
    kk_free(s->group);
    kk_arena_free(&s->arena);
    *s = (struct kk_sync_status){0};
}

enum kk_status kk_sync_permit(struct kk_db *db, kk_day day, char out[64],
                              struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val no = kk_vnull();
    enum kk_status st =
        kk_db_one(db, "query/sync_permit", KK_BINDS({"today", kk_vint(day)}),
                  &arena, &no, 1, err);

    kk_fmt(out, 64, "%s", st == KK_OK && no.type == KK_VTEXT ? no.s : "");
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status load_peers(struct kk_db *db, struct kk_sync_status *s,
                                 struct kk_err *err)
{
    size_t cap = 0;
    struct kk_cur *cur;
    enum kk_status st = kk_cur_open(db, "query/sync_peers", NULL, &cur, err);

    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&s->peer, &cap, s->n_peers + 1, sizeof *s->peer);
        s->peer[s->n_peers++] = (struct kk_peer_status){
            .name = kk_arena_strdup(&s->arena, kk_cur_text(cur, 0)),
            .office = kk_cur_int(cur, 1) != 0,
            .live = kk_cur_int(cur, 2) != 0,
            .lost = kk_cur_int(cur, 3) != 0,
            .since = kk_cur_int(cur, 4),
            .heard = kk_cur_int(cur, 5),
            .made = kk_cur_int(cur, 6),
            .skew = kk_cur_int(cur, 7),
            .direct = kk_cur_int(cur, 8) != 0};
        s->n_direct += s->peer[s->n_peers - 1].direct;
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status load_groups(struct kk_db *db, struct kk_sync_status *s,
                                  struct kk_err *err)
{
    size_t cap = 0;
    struct kk_cur *cur;
    enum kk_status st = kk_cur_open(db, "query/sync_unsent", NULL, &cur, err);

    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&s->group, &cap, s->n_groups + 1, sizeof *s->group);
        s->group[s->n_groups++] = (struct kk_unsent){
            .node = kk_arena_strdup(&s->arena, kk_cur_text(cur, 0)),
            .who = kk_arena_strdup(&s->arena, kk_cur_text(cur, 1)),
            .entries = kk_cur_int(cur, 2),
            .incidents = kk_cur_int(cur, 3)};
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status count(struct kk_db *db, int64_t *unsent, int64_t *waiting,
                            struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *text = NULL;
    int64_t sent = 0;
    struct kk_val v[2] = {{0}, {0}};
    enum kk_status st = kk_meta_get(db, KK_META_SENT, &arena, &text, err);

    if (st == KK_OK && !kk_parse_i64(text, &sent))
        sent = 0;
    /* Nothing was ever sent: no need to count one by one. */
    if (st == KK_NONE)
        sent = INT64_MAX;
    if (st == KK_OK || st == KK_NONE)
        st = kk_db_one(db, "query/sync_unsent_count",
                       KK_BINDS({"sent", kk_vint(sent)}), &arena, v, 2, err);
    *unsent = sent == INT64_MAX ? v[0].i : v[1].i;
    *waiting = v[0].i - *unsent;
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_sync_status_load(struct kk_db *db, struct kk_sync_status *out,
                                   struct kk_err *err)
{
    kk_day today = kk_day_of(kk_now(kk_db_clock(db)));
    enum kk_status st;

    *out = (struct kk_sync_status){0};
    st = kk_node_read(db, &out->me, err);
    if (st == KK_OK)
        st = load_peers(db, out, err);
    if (st == KK_OK)
        st = count(db, &out->unsent, &out->waiting, err);
    if (st == KK_OK && out->n_direct > 0 &&
        out->unsent + out->waiting <= KK_UNSENT_TOLD)
        st = load_groups(db, out, err);
    if (st == KK_OK)
        st = kk_review_count(db, &out->reviews, err);
    if (st == KK_OK)
        st = kk_db_int(db, "query/sync_exported", NULL, &out->exported, err);
    if (st == KK_OK)
        st = kk_sync_permit(db, today, out->permit, err);
    if (st != KK_OK)
        kk_sync_status_free(out);
    return st;
}

void kk_sync_age(kk_time made, kk_time now, char out[KK_TIME_BYTES])
{
    struct kk_civil t;
    int days = (int)(kk_day_of(now) - kk_day_of(made));

    kk_civil_of(made, &t);
    if (made == 0)
        snprintf(out, KK_TIME_BYTES, "まだ!");
    else if (made - now > KK_CLOCK_TOLERANCE)
        snprintf(out, KK_TIME_BYTES, "時計!");
    else if (days >= 2)
        snprintf(out, KK_TIME_BYTES, "%d日前!", days);
    else
        kk_fmt(out, KK_TIME_BYTES, "%s%02d:%02d", days == 1 ? "昨日" : "今日",
               t.hour, t.min);
}

bool kk_sync_skew(int64_t skew, char out[KK_TIME_BYTES])
{
    int64_t min = llabs(skew) / 60;
    const char *way = skew > 0 ? "進んで" : "遅れて";

    out[0] = '\0';
    if (llabs(skew) <= KK_CLOCK_TOLERANCE)
        return false;
    if (min < 120)
        kk_fmt(out, KK_TIME_BYTES, "%lld分以上%sいます", (long long)min, way);
    else
        kk_fmt(out, KK_TIME_BYTES, "%lld時間以上%sいます", (long long)min / 60,
               way);
    return true;
}

static int by_age(const void *pa, const void *pb)
{
    const struct kk_peer_status *a = pa, *b = pb;

    if (a->made != b->made)
        return a->made < b->made ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* What lies longest behind comes first: it is what has to be asked for. */
static void add_ages(struct kk_sync_status *s, kk_time now, struct kk_str *out)
{
    char age[KK_TIME_BYTES];

    if (s->n_peers > 0)
        qsort(s->peer, s->n_peers, sizeof *s->peer, by_age);
    for (size_t i = 0; i < s->n_peers && i < PIECES_MAX; i++) {
        const struct kk_peer_status *p = &s->peer[i];

        if (!p->live || p->office)
            continue;
        kk_sync_age(p->made, now, age);
        kk_str_addf(out, "%s %s\n", p->name, age);
    }
}

enum kk_status kk_sync_brief(struct kk_db *db, kk_time now, struct kk_str *out,
                             struct kk_err *err)
{
    struct kk_sync_status s = {0};
    int64_t reviews = 0;
    enum kk_status st = kk_node_read(db, &s.me, err);

    if (st == KK_OK)
        st = kk_review_count(db, &reviews, err);
    if (st == KK_OK && reviews > 0)
        kk_str_addf(out, "要確認 %lld\n", (long long)reviews);
    if (st == KK_OK && s.me.office)
        st = load_peers(db, &s, err);
    else if (st == KK_OK)
        st = count(db, &s.unsent, &s.waiting, err);
    if (st == KK_OK && s.me.office)
        add_ages(&s, now, out);
    else if (st == KK_OK && !s.me.enrolled)
        kk_str_add(out, "未登録\n");
    else if (st == KK_OK && s.unsent > 0)
        kk_str_addf(out, "未送信 %lld件\n", (long long)s.unsent);
    else if (st == KK_OK && s.waiting > 0)
        kk_str_addf(out, "返事待ち %lld件\n", (long long)s.waiting);
    kk_sync_status_free(&s);
    return st;
}
