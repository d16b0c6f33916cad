/* kikusui export, import, inspect, reviews: bundles and what they leave to
 * decide. */
#include "commands.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/sync/exchange.h>
#include <kikusui/sync/review.h>
#include <kikusui/sync/stick.h>

#include <string.h>

enum kk_status kk_app_somebody(struct kk_app *app, struct kk_err *err)
{
    int64_t people;
    enum kk_status st = kk_ctx_roster(&app->ctx, &people, err);

    /* An empty roster is a copy that only begins. */
    if (st == KK_OK && people > 0 && app->ctx.worker == 0)
        st = kk_ctx_need_worker(&app->ctx, err);
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

static bool is_within(const char *path, const char *folder)
{
    size_t n = strlen(folder);

    return strncmp(path, folder, n) == 0 &&
           (path[n] == '/' || path[n] == '\0' || strcmp(folder, "/") == 0);
}

/* What was written has been read back by now; only a stick that is unmounted
 * as well may be pulled without a further word. */
static void take_out(struct kk_app *app, const char *dir)
{
    char *path = kk_path_abs(dir);
    struct kk_sticks sticks = {0};
    const struct kk_stick *on = NULL;
    struct kk_err err = {0};
    enum kk_status st = kk_sticks_find(NULL, &sticks, &err);

    for (size_t i = 0; st == KK_OK && i < sticks.n; i++)
        if (is_within(path, sticks.stick[i].mount))
            on = &sticks.stick[i];
    if (on == NULL)
        kk_str_add(&app->note, "読み戻して確かめました\n");
    else if (kk_stick_unmount(on, &err) == KK_OK)
        kk_str_add(&app->note,
                   "読み戻して確かめ、取り外しました。抜いてよいです\n");
    else
        kk_str_addf(&app->note, "読み戻して確かめました。%s\n", err.text);
    kk_sticks_free(&sticks);
    kk_free(path);
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
        if (kk_parsed_opt(p, "eject") != NULL)
            take_out(app, how.dir);
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

/* Beside rows for a program: what whoever started it reads, if only one line is
 * left to say it. */
static void note_import(struct kk_app *app, const struct kk_import_done *d,
                        bool preview)
{
    if (app->format == KK_FMT_TABLE || d->n == 0)
        return;
    if (d->entries == 0)
        kk_str_add(&app->note, "新しい記録はありません\n");
    else
        kk_str_addf(&app->note,
                    preview ? "新しい記録が%lld件あります\n"
                            : "新しい記録%lld件を取り込みました\n",
                    (long long)d->entries);
}

/* Whose record the office did not let stand, is told until he has seen it. */
static void note_lost(struct kk_app *app)
{
    size_t before = app->note.n_bytes;
    struct kk_err ignored;

    if (kk_review_lost(&app->ctx, &app->note, &ignored) == KK_OK &&
        app->note.n_bytes > before)
        kk_str_add(&app->note,
                   "見たら kikusui do review.seen で知らせを消します\n");
}

/* Of several bundles one failed after others were taken in: a failure would
 * say that nothing changed. What a bundle was refused for says itself. */
static enum kk_status keep_partial(struct kk_app *app,
                                   const struct kk_import_done *d, bool preview,
                                   enum kk_status st, const struct kk_err *err)
{
    if (st == KK_OK || st == KK_BADBUNDLE || preview || d->entries == 0)
        return st;
    kk_str_addf(&app->note,
                "注意: 記録%lld件を取り込んだ後、残りは取り込めませんでした。"
                "もう一度取り込んでください: %s\n",
                (long long)d->entries, err->text);
    return KK_OK;
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
    kk_import_print(app, &done, how.preview);
    st = keep_partial(app, &done, how.preview, st, err);
    if (st == KK_OK)
        note_import(app, &done, how.preview);
    if (st == KK_OK && done.reviews > 0)
        kk_str_addf(&app->note,
                    "要確認が%lld件あります。kikusui reviews で示します\n",
                    (long long)done.reviews);
    if (done.entries > 0)
        kk_ctx_stale(&app->ctx);
    if (st == KK_OK)
        note_lost(app);
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
