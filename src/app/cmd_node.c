/* kikusui node …: who belongs to the deployment. */
#include "commands.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/sync/enrol.h>
#include <kikusui/sync/exchange.h>

#include <inttypes.h>
#include <string.h>

static enum kk_status need(const char *value, const char *opt,
                           struct kk_err *err)
{
    if (value != NULL && *value != '\0')
        return KK_OK;
    return kk_fail(err, KK_USAGE, "--%s が要ります", opt);
}

static enum kk_status begin(struct kk_app *app, char **pass, struct kk_err *err)
{
    enum kk_status st = kk_app_somebody(app, err);

    *pass = NULL;
    return st == KK_OK ? kk_app_passphrase(app, pass, err) : st;
}

static void print_file(struct kk_app *app, const char *file, const char *digits)
{
    if (app->format == KK_FMT_JSON) {
        kk_str_add(&app->out, "{\"file\":");
        kk_json_text(&app->out, file);
        if (digits != NULL) {
            kk_str_add(&app->out, ",\"digits\":");
            kk_json_text(&app->out, digits);
        }
        kk_str_add(&app->out, "}\n");
        return;
    }
    kk_out_line(app, "%s", file);
    if (digits != NULL)
        kk_out_line(app, "%s", digits);
}

enum kk_status kk_cmd_node_request(struct kk_app *app,
                                   const struct kk_parsed *p,
                                   struct kk_err *err)
{
    const char *dir = kk_parsed_opt(p, "to");
    struct kk_enrol_file f = {0};
    char *pass = NULL;
    enum kk_status st = need(dir, "to", err);

    if (st == KK_OK)
        st = begin(app, &pass, err);
    if (st == KK_OK)
        st = kk_enrol_request(app->db, pass, dir, &f, err);
    if (st == KK_OK) {
        print_file(app, f.path, f.digits);
        kk_str_add(
            &app->note,
            "このファイルを事務所へ運び、30桁の数字を電話などで読み上げて"
            "ください。事務所では:\n"
            "  kikusui node approve FILE --digits 数字 --to DIR\n");
    }
    kk_free(f.path);
    kk_app_forget(&pass);
    return st;
}

enum kk_status kk_cmd_node_approve(struct kk_app *app,
                                   const struct kk_parsed *p,
                                   struct kk_err *err)
{
    struct kk_enrol_how how = {.file = p->word[0],
                               .digits = kk_parsed_opt(p, "digits"),
                               .dir = kk_parsed_opt(p, "to"),
                               .progress = kk_app_progress,
                               .user = app};
    struct kk_enrol_file f = {0};
    char *pass = NULL;
    enum kk_status st = need(how.digits, "digits", err);

    if (st == KK_OK)
        st = need(how.dir, "to", err);
    if (st == KK_OK)
        st = begin(app, &pass, err);
    how.pass = pass;
    if (st == KK_OK)
        st = kk_enrol_approve(app->db, &how, &f, err);
    if (st == KK_OK) {
        print_file(app, f.path, f.digits);
        kk_str_add(&app->note,
                   "このファイルを端末へ運び、30桁の数字を読み上げてください。"
                   "端末では:\n"
                   "  kikusui node accept FILE --digits 数字\n");
    }
    kk_free(f.path);
    kk_app_forget(&pass);
    return st;
}

enum kk_status kk_cmd_node_accept(struct kk_app *app, const struct kk_parsed *p,
                                  struct kk_err *err)
{
    struct kk_enrol_how how = {.file = p->word[0],
                               .digits = kk_parsed_opt(p, "digits"),
                               .progress = kk_app_progress,
                               .user = app};
    int64_t entries = 0;
    char *pass = NULL;
    enum kk_status st = need(how.digits, "digits", err);

    if (st == KK_OK)
        st = begin(app, &pass, err);
    how.pass = pass;
    if (st == KK_OK)
        st = kk_enrol_accept(app->db, &how, &entries, err);
    if (st == KK_OK) {
        kk_ctx_stale(&app->ctx);
        if (app->format == KK_FMT_JSON)
            kk_str_addf(&app->out, "{\"entries\":%lld}\n", (long long)entries);
        else
            kk_out_line(app, "登録しました。記録%lld件を受け取りました",
                        (long long)entries);
    }
    kk_app_forget(&pass);
    return st;
}

enum kk_status kk_cmd_node_list(struct kk_app *app, const struct kk_parsed *p,
                                struct kk_err *err)
{
    struct kk_parsed list = {.command = p->command, .n = 1, .word = {"nodes"}};

    return kk_cmd_list(app, &list, err);
}

enum kk_status kk_cmd_node_revoke(struct kk_app *app, const struct kk_parsed *p,
                                  struct kk_err *err)
{
    bool lost = kk_parsed_opt(p, "lost") != NULL;
    bool retired = kk_parsed_opt(p, "retired") != NULL;
    char *pass = NULL;
    enum kk_status st;

    if (lost == retired)
        return kk_fail(err, KK_USAGE,
                       "--lost か --retired のどちらかが"
                       "要ります");
    st = begin(app, &pass, err);
    if (st == KK_OK)
        st = kk_enrol_revoke(app->db, p->word[0], lost, pass, err);
    if (st == KK_OK && lost)
        kk_str_addf(
            &app->note,
            "%s の登録を取り消しました（紛失）。これより後の %s の記録は"
            "受け取りません。すぐに kikusui export で書き出し、ほかの"
            "端末に取り込んでください。紛失は市へ報告し、"
            "セキュリティの記録に残してください\n",
            p->word[0], p->word[0]);
    else if (st == KK_OK)
        kk_str_addf(&app->note,
                    "%s の登録を取り消しました（返却）。%s の最後の持ち出し"
                    "ファイルを取り込むと、そこで締め切ります\n",
                    p->word[0], p->word[0]);
    kk_app_forget(&pass);
    return st;
}

enum kk_status kk_cmd_node_rekey(struct kk_app *app, const struct kk_parsed *p,
                                 struct kk_err *err)
{
    const char *dir = kk_parsed_opt(p, "to");
    char *pass = NULL, *file = NULL;
    enum kk_status st = need(dir, "to", err);

    if (st == KK_OK)
        st = begin(app, &pass, err);
    if (st == KK_OK)
        st = kk_enrol_rekey(app->db, pass, dir, &file, err);
    if (st == KK_OK) {
        print_file(app, file, NULL);
        kk_str_add(&app->note,
                   "鍵を替えました。このファイルを、次の持ち出しより先に相手に"
                   "取り込んでください。鍵の控え（kikusui backup --to）も"
                   "取り直してください\n");
    }
    kk_free(file);
    kk_app_forget(&pass);
    return st;
}

enum kk_status kk_cmd_node_refork(struct kk_app *app, const struct kk_parsed *p,
                                  struct kk_err *err)
{
    struct kk_refork done;
    enum kk_status st = kk_app_somebody(app, err);

    (void)p;
    if (st == KK_OK)
        st = kk_refork(app->db, &done, err);
    if (st != KK_OK)
        return st;
    kk_ctx_stale(&app->ctx);
    if (app->format == KK_FMT_JSON)
        kk_str_addf(&app->out,
                    "{\"entries\":%" PRId64 ",\"from\":\"%010" PRIx64
                    "-%" PRId64 "\",\"to\":\"%010" PRIx64 "-1\"}\n",
                    done.entries, done.writer, done.seq, done.new_writer);
    else
        kk_out_line(app,
                    "記録%" PRId64 "件の書き手を付け替えました（%010" PRIx64
                    "-%" PRId64 " から → %010" PRIx64 "-1 から）",
                    done.entries, done.writer, done.seq, done.new_writer);
    kk_str_add(&app->note,
               "不受理になったファイルをもう一度取り込み、書き出して"
               "ください\n");
    return KK_OK;
}

enum kk_status kk_cmd_node_identity(struct kk_app *app,
                                    const struct kk_parsed *p,
                                    struct kk_err *err)
{
    const char *to = kk_parsed_opt(p, "to");
    char *pass = NULL, *path = NULL;
    enum kk_status st = need(to, "to", err);

    if (st == KK_OK)
        st = begin(app, &pass, err);
    if (st == KK_OK) {
        path = kk_path_abs(to);
        st = kk_node_identity(app->db, pass, path, err);
    }
    if (st == KK_OK) {
        print_file(app, path, NULL);
        kk_str_add(&app->note,
                   "このファイルを読める人は、この端末あての持ち出しをすべて"
                   "読めます。金庫などで保管してください\n");
    }
    kk_free(path);
    kk_app_forget(&pass);
    return st;
}
