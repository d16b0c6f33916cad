/* kikusui export, import, inspect, reviews: bundles and what they leave to
 * decide. */
#include "commands.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/sync/exchange.h>
#include <kikusui/sync/review.h>

#include <stdlib.h>
#include <string.h>

enum kk_status kk_app_somebody(struct kk_app *app, struct kk_err *err)
{
    int64_t people;
    enum kk_status st = kk_ctx_roster(&app->ctx, &people, err);

    /* An empty roster is a copy that only begins. */
    if (st == KK_OK && people > 0 && app->ctx.worker == 0)
        st = kk_fail(err, KK_REFUSED,
                     "作業者が決まっていません。名簿にある名前を --as か"
                     "設定の worker で指定してください");
    return st;
}

void kk_app_forget(char **pass)
{
    if (*pass != NULL)
        kk_wipe(*pass, strlen(*pass));
    kk_free(*pass);
    *pass = NULL;
}

/* --- export --------------------------------------------------------------- */

static void print_export(struct kk_app *app, const struct kk_export_done *d)
{
    struct kk_str *out = &app->out;

    if (app->format == KK_FMT_JSON) {
        kk_str_add(out, "{\"file\":");
        kk_json_text(out, d->file[0]);
        kk_str_add(out, ",\"files\":[");
        for (size_t i = 0; i < d->n_files; i++) {
            kk_str_add(out, i > 0 ? "," : "");
            kk_json_text(out, d->file[i]);
        }
        kk_str_addf(out, "],\"seq\":%llu,\"entries\":%lld,\"permit\":",
                    (unsigned long long)d->seq, (long long)d->entries);
        kk_json_text(out, d->permit[0] == '\0' ? NULL : d->permit);
        kk_str_add(out, "}\n");
        return;
    }
    for (size_t i = 0; i < d->n_files; i++)
        kk_out_line(app, "%s", d->file[i]);
}

enum kk_status kk_cmd_export(struct kk_app *app, const struct kk_parsed *p,
                             struct kk_err *err)
{
    struct kk_export_how how = {.dir = kk_parsed_opt(p, "to"),
                                .reason = kk_parsed_opt(p, "reason"),
                                .permit = kk_parsed_opt(p, "permit"),
                                .worker = app->ctx.worker,
                                .progress = kk_app_progress,
                                .user = app};
    struct kk_export_done done = {0};
    char *pass = NULL;
    enum kk_status st;

    if (how.dir == NULL)
        return kk_fail(err, KK_USAGE, "--to で書き出す場所を指定してください");
    st = kk_app_somebody(app, err);
    if (st == KK_OK)
        st = kk_app_passphrase(app, &pass, err);
    how.pass = pass;
    if (st == KK_OK)
        st = kk_export(app->db, &how, &done, err);
    if (st == KK_OK) {
        print_export(app, &done);
        kk_str_addf(&app->note, "記録%lld件を%zu台あてに書き出しました\n",
                    (long long)done.entries, done.recipients);
        if (done.permit[0] == '\0')
            kk_str_add(&app->note,
                       "注意: 本日有効な持ち出しの許可が記録にありません。"
                       "許可なく持ち出すことは禁じられています\n");
    }
    kk_export_done_free(&done);
    kk_app_forget(&pass);
    return st;
}

/* --- import --------------------------------------------------------------- */

static const char *state_of(const struct kk_import_one *o)
{
    if (o->status != KK_OK)
        return "refused";
    if (o->for_others)
        return "passed";
    return o->already ? "already" : "ok";
}

static void json_one(struct kk_str *out, const struct kk_import_one *o)
{
    char at[KK_TIME_BYTES];

    kk_str_add(out, "{\"file\":");
    kk_json_text(out, o->file);
    kk_str_addf(out, ",\"state\":\"%s\",\"sender\":", state_of(o));
    kk_json_text(out, o->sender[0] == '\0' ? NULL : o->sender);
    kk_str_addf(out, ",\"seq\":%llu,\"created\":", (unsigned long long)o->seq);
    kk_json_text(out, o->created == 0 ? NULL : kk_time_iso(o->created, at));
    kk_str_addf(out,
                ",\"entries\":%lld,\"changes\":%lld,\"already\":%lld,"
                "\"left_out\":%lld,\"reviews\":%lld,\"skew\":%lld,\"reason\":",
                (long long)o->entries, (long long)o->changes,
                (long long)o->held, (long long)o->left_out,
                (long long)o->reviews, (long long)o->skew);
    kk_json_text(out, o->reason[0] == '\0' ? NULL : o->reason);
    kk_str_add(out, ",\"permit\":");
    kk_json_text(out, o->permit[0] == '\0' ? NULL : o->permit);
    kk_str_add(out, ",\"why\":");
    kk_json_text(out, o->why[0] == '\0' ? NULL : o->why);
    kk_str_addc(out, '}');
}

static void json_import(struct kk_app *app, const struct kk_import_done *d,
                        bool preview)
{
    struct kk_str *out = &app->out;

    kk_str_addf(out,
                "{\"preview\":%s,\"entries\":%lld,\"changes\":%lld,"
                "\"already\":%lld,\"left_out\":%lld,\"reviews\":%lld,"
                "\"refused\":%lld,\"bundles\":[",
                preview ? "true" : "false", (long long)d->entries,
                (long long)d->changes, (long long)d->held,
                (long long)d->left_out, (long long)d->reviews,
                (long long)d->refused);
    for (size_t i = 0; i < d->n; i++) {
        kk_str_add(out, i > 0 ? "," : "");
        json_one(out, &d->one[i]);
    }
    kk_str_add(out, "]}\n");
}

static void clock_words(struct kk_app *app, const struct kk_import_one *o)
{
    if (llabs(o->skew) <= 600)
        return;
    kk_out_line(app, "  時計: %sの時計が %lld分以上 %sいます",
                app->ctx.office ? o->sender : "このパソコンか事務所",
                llabs(o->skew) / 60, o->skew > 0 ? "進んで" : "遅れて");
}

static void print_one(struct kk_app *app, const struct kk_import_one *o)
{
    if (o->status != KK_OK) {
        kk_out_line(app, "%s  不受理: %s", o->file, o->why);
        return;
    }
    if (o->for_others) {
        kk_out_line(app, "%s  この端末あてではありません", o->file);
        return;
    }
    if (o->already) {
        kk_out_line(app, "%s  %s  取込済み・変更なし", o->file, o->sender);
        return;
    }
    kk_out_line(app, "%s  %s  新規 %lld  取込済 %lld  要確認 %lld  不受理 %lld",
                o->file, o->sender, (long long)o->entries, (long long)o->held,
                (long long)o->reviews, (long long)o->left_out);
    clock_words(app, o);
    if (o->why[0] != '\0')
        kk_out_line(app, "  %s", o->why);
}

enum kk_status kk_cmd_import(struct kk_app *app, const struct kk_parsed *p,
                             struct kk_err *err)
{
    struct kk_import_how how = {.path = p->word[0],
                                .preview = kk_parsed_opt(p, "preview") != NULL,
                                .worker = app->ctx.worker,
                                .progress = kk_app_progress,
                                .user = app};
    struct kk_import_done done = {0};
    char *pass = NULL;
    enum kk_status st = kk_app_somebody(app, err);

    if (st == KK_OK)
        st = kk_app_passphrase(app, &pass, err);
    how.pass = pass;
    if (st == KK_OK)
        st = kk_import(app->db, &how, &done, err);
    if (app->format == KK_FMT_JSON && done.n > 0)
        json_import(app, &done, how.preview);
    else
        for (size_t i = 0; i < done.n; i++)
            print_one(app, &done.one[i]);
    if (st == KK_OK && done.reviews > 0)
        kk_str_addf(&app->note,
                    "要確認が%lld件あります。kikusui reviews で示します\n",
                    (long long)done.reviews);
    if (done.entries > 0)
        kk_ctx_stale(&app->ctx);
    kk_import_done_free(&done);
    kk_app_forget(&pass);
    return st;
}

/* --- inspect -------------------------------------------------------------- */

static const char *kind_words(enum kk_bundle_kind kind)
{
    switch (kind) {
    case KK_BUNDLE_TO_OFFICE:
        return "端末から事務所へ";
    case KK_BUNDLE_TO_LAPTOPS:
        return "事務所から端末へ";
    case KK_BUNDLE_REQUEST:
        return "登録の申し込み";
    case KK_BUNDLE_GRANT:
        return "登録の許可";
    case KK_BUNDLE_REKEY:
        return "鍵の変更の知らせ";
    }
    return "";
}

static void json_inspect(struct kk_app *app, const struct kk_inspect *i)
{
    char at[KK_TIME_BYTES], id[2 * KK_BUNDLE_ID_BYTES + 1];
    struct kk_str *out = &app->out;

    kk_hex(i->head.bundle, sizeof i->head.bundle, id);
    kk_str_addf(out,
                "{\"kind\":%d,\"bundle\":\"%s\",\"sender\":", (int)i->head.kind,
                id);
    kk_json_text(out, i->sender[0] == '\0' ? NULL : i->sender);
    kk_str_addf(out,
                ",\"seq\":%llu,\"created\":", (unsigned long long)i->head.seq);
    kk_json_text(out, kk_time_iso(i->head.created, at));
    kk_str_addf(out,
                ",\"recipients\":%u,\"known\":%s,\"genuine\":%s,\"opened\":%s,"
                "\"part\":%lld,\"last\":%s,\"entries\":%lld,\"changes\":%lld,"
                "\"why\":",
                i->head.n_recipients, i->known ? "true" : "false",
                i->genuine ? "true" : "false", i->opened ? "true" : "false",
                (long long)i->part, i->last ? "true" : "false",
                (long long)i->entries, (long long)i->changes);
    kk_json_text(out, i->why[0] == '\0' ? NULL : i->why);
    kk_str_add(out, "}\n");
}

static void print_inspect(struct kk_app *app, const struct kk_inspect *i)
{
    char at[KK_TIME_BYTES];

    kk_out_line(app, "種類    %s", kind_words(i->head.kind));
    kk_out_line(app, "送り手  %s  %llu回目",
                i->sender[0] == '\0' ? "不明" : i->sender,
                (unsigned long long)i->head.seq);
    kk_out_line(app, "作成    %s（送り手の時計）",
                kk_time_long(i->head.created, at));
    kk_out_line(app, "署名    %s", i->genuine ? "正常" : "確かめられません");
    if (i->opened) {
        kk_out_line(app, "中身    記録 %lld  変更 %lld  %lld番目のファイル%s",
                    (long long)i->entries, (long long)i->changes,
                    (long long)i->part, i->last ? "" : "（続きあり）");
        if (i->reason[0] != '\0')
            kk_out_line(app, "理由    %s", i->reason);
        if (i->permit[0] != '\0')
            kk_out_line(app, "許可    %s", i->permit);
    }
    if (i->why[0] != '\0')
        kk_out_line(app, "備考    %s", i->why);
}

enum kk_status kk_cmd_inspect(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_err *err)
{
    struct kk_inspect i;
    char *pass = NULL;
    enum kk_status st = kk_app_passphrase(app, &pass, err);

    if (st == KK_OK)
        st = kk_inspect(app->db, p->word[0], pass, &i, err);
    if (st == KK_OK && app->format == KK_FMT_JSON)
        json_inspect(app, &i);
    else if (st == KK_OK)
        print_inspect(app, &i);
    kk_app_forget(&pass);
    return st;
}

/* --- reviews -------------------------------------------------------------- */

static void json_review(struct kk_str *out, const struct kk_review *r)
{
    kk_str_addf(out, "{\"id\":\"%lld\",\"kind\":", (long long)r->id);
    kk_json_text(out, r->kind);
    kk_str_add(out, ",\"title\":");
    kk_json_text(out, r->title);
    kk_str_addf(out, ",\"acceptable\":%s,\"entries\":[",
                r->acceptable ? "true" : "false");
    for (size_t i = 0; i < r->n_sides; i++) {
        kk_str_add(out, i > 0 ? "," : "");
        kk_json_text(out, r->side[i].entry);
    }
    kk_str_add(out, "]}");
}

static void print_lines(struct kk_app *app, const char *lead, const char *text)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");

        kk_out_line(app, "%s%.*s", lead, (int)n, text);
        text += n + (text[n] == '\n');
    }
}

static void print_review(struct kk_app *app, const struct kk_review *r)
{
    char at[KK_TIME_BYTES];

    kk_out_line(app, "%lld  %s", (long long)r->id, r->title);
    for (size_t i = 0; i < r->n_sides; i++) {
        const struct kk_review_side *s = &r->side[i];

        kk_out_line(app, "  %s  %s %s  %s  %s %s", s->entry, s->node, s->who,
                    kk_time_short(s->recorded, kk_now(&app->clock), at),
                    s->action, s->subject);
        print_lines(app, "      ", s->meant);
        if (s->leaves[0] != '\0')
            kk_out_line(app, "    こちらを残すと:");
        print_lines(app, "      ", s->leaves);
        if (s->why_not != NULL)
            print_lines(app, "    選べません: ", s->why_not);
    }
}

static enum kk_status review_ids(struct kk_app *app, struct kk_rows *rows,
                                 struct kk_err *err)
{
    const struct kk_query q = {.listing = kk_find_listing(app->reg, "reviews"),
                               .limit = 1000};

    return kk_listing_fetch(&app->ctx, &q, rows, err);
}

enum kk_status kk_cmd_reviews(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_err *err)
{
    bool json = app->format == KK_FMT_JSON;
    struct kk_rows rows = {0};
    enum kk_status st = review_ids(app, &rows, err);

    (void)p;
    if (json)
        kk_str_addc(&app->out, '[');
    for (size_t i = 0; st == KK_OK && i < rows.n; i++) {
        struct kk_review r;

        st = kk_review_load(&app->ctx, rows.id[i], !json, &r, err);
        if (st != KK_OK)
            break;
        if (json) {
            kk_str_add(&app->out, i > 0 ? "," : "");
            json_review(&app->out, &r);
        } else {
            print_review(app, &r);
        }
        kk_review_free(&r);
    }
    if (json)
        kk_str_add(&app->out, "]\n");
    else if (st == KK_OK && rows.n == 0)
        kk_out_line(app, "要確認はありません");
    kk_rows_free(&rows);
    return st == KK_NONE ? KK_OK : st;
}
