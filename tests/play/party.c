/* Copies that know each other, made as people make them. */
#include "party.h"

#include <kikusui/base/file.h>
#include <kikusui/domain/contract.h>
#include <kikusui/feature/contract_init.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/journal.h>
#include <kikusui/sync/enrol.h>
#include <kikusui/sync/exchange.h>
#include <kikusui/sync/review.h>

#define FEATURE(name, files) &kk_feature_##name,
static const struct kk_feature *const features[] = {
#include <kikusui/feature/features.def>
    &kk_feature_sync,
    NULL,
};
#undef FEATURE
static const struct kk_registry registry = {.features = features};

void party_open(struct party_copy *c, bool create)
{
    struct kk_db_open how = {
        .path = c->path, .create = create, .busy_ms = 5000, .clock = &c->clock};
    struct kk_err err = {0};

    ck_ok(kk_db_open(&how, &c->db, &err), &err);
}

static void open_ctx(struct party_copy *c)
{
    struct kk_err err = {0};

    ck_ok(kk_ctx_open(&c->ctx, c->db, &c->clock, &registry, &err), &err);
}

void party_close(struct party_copy *c)
{
    kk_db_close(&c->db);
    kk_ctx_close(&c->ctx);
}

static void make(struct party *p, struct party_copy *c, const char *name,
                 bool office)
{
    const struct kk_civil at = {
        .year = 2023, .month = 4, .day = 12, .hour = 10, .min = 20};
    struct kk_str path = {0};
    struct kk_err err = {0};

    *c = (struct party_copy){.clock = {.fixed = kk_time_of(&at)}};
    kk_str_addf(&path, "%s/%s.db", p->dir, name);
    c->path = kk_str_take(&path);
    party_open(c, true);
    ck_ok(kk_node_init(c->db, office, name, NULL, &err), &err);
}

static void enrol(struct party *p, struct party_copy *laptop)
{
    struct kk_enrol_file request, grant;
    struct kk_enrol_how how = {.dir = p->stick};
    struct kk_db *office = p->copy[0].db;
    struct kk_err err = {0};
    int64_t entries;

    ck_ok(kk_enrol_request(laptop->db, NULL, p->stick, &request, &err), &err);
    how.file = request.path;
    how.digits = request.digits;
    ck_ok(kk_enrol_approve(office, &how, &grant, &err), &err);
    how.file = grant.path;
    how.digits = grant.digits;
    ck_ok(kk_enrol_accept(laptop->db, &how, &entries, &err), &err);
    kk_free(request.path);
    kk_free(grant.path);
}

static void add_people(struct kk_ctx *ctx)
{
    static const char *const who[][2] = {{"佐藤 拓也", "さとう たくや"},
                                         {"高橋 美咲", "たかはし みさき"},
                                         {"伊藤 健", "いとう けん"}};
    struct kk_err err = {0};

    for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
        struct kk_args *a = kk_args_new(kk_find_action(ctx->reg, "worker.add"));
        struct kk_outcome o = {0};

        ck_ok(kk_args_set(ctx, a, "name", who[i][0], &err), &err);
        ck_ok(kk_args_set(ctx, a, "kana", who[i][1], &err), &err);
        ck_ok(kk_act(ctx, a, KK_ACT_RUN, &o, &err), &err);
        kk_outcome_free(&o);
        kk_args_free(&a);
        if (i == 0)
            ck_ok(kk_ctx_worker(ctx, "佐藤", &err), &err);
    }
}

void party_new(struct party *p, size_t n)
{
    static const char *const name[] = {"H", "K1", "K2"};
    static const char *const worker[] = {"佐藤", "高橋", "伊藤"};
    struct kk_err err = {0};

    *p = (struct party){.dir = temp_make(), .n = n};
    p->stick = kk_path_join(p->dir, "stick");
    ck_ok(kk_dir_make(p->stick, 0700, &err), &err);
    make(p, &p->copy[0], name[0], true);
    open_ctx(&p->copy[0]);
    ck_ok(kk_contract_init(&p->copy[0].ctx, 0, &err), &err);
    add_people(&p->copy[0].ctx);
    actor_shop(&p->copy[0].ctx);
    for (size_t i = 1; i < n; i++) {
        make(p, &p->copy[i], name[i], false);
        enrol(p, &p->copy[i]);
        open_ctx(&p->copy[i]);
        ck_ok(kk_ctx_worker(&p->copy[i].ctx, worker[i], &err), &err);
    }
}

void party_free(struct party *p)
{
    for (size_t i = 0; i < p->n; i++) {
        party_close(&p->copy[i]);
        kk_free(p->copy[i].path);
    }
    kk_free(p->stick);
    temp_drop(p->dir);
}

void party_carry(struct party *p, struct party_copy *from,
                 struct party_copy *to)
{
    const struct kk_export_how out = {.dir = p->stick, .reason = "定期"};
    struct kk_import_how in = {.path = p->stick};
    struct kk_export_done sent;
    struct kk_import_done came;
    struct kk_err err = {0};

    ck_ok(kk_export(from->db, &out, &sent, &err), &err);
    ck_ok(kk_import(to->db, &in, &came, &err), &err);
    for (size_t i = 0; i < sent.n_files; i++)
        ck_assert_int_eq(unlink(sent.file[i]), 0);
    kk_export_done_free(&sent);
    kk_import_done_free(&came);
    kk_ctx_stale(&to->ctx);
}

void party_verify(struct party_copy *c)
{
    struct kk_verify v;
    struct kk_err err = {0};

    ck_ok(kk_journal_verify(c->db, NULL, NULL, &v, &err), &err);
    ck_assert_msg(v.bad == 0, "%s: %s", c->ctx.node, kk_str_c(&v.words));
    kk_str_free(&v.words);
}

int64_t party_int(struct party_copy *c, const char *sql)
{
    struct kk_cur *cur;
    struct kk_err err = {0};
    int64_t n;

    ck_ok(kk_cur_open_sql(c->db, sql, NULL, &cur, &err), &err);
    ck_ok(kk_cur_next(cur, &err), &err);
    n = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return n;
}
