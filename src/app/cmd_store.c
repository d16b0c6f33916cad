/* kikusui digest, check, rebuild: is what stands here whole, and the same? */
#include "commands.h"

#include <kikusui/app/disk.h>
#include <kikusui/store/backup.h>
#include <kikusui/store/replay.h>
#include <kikusui/sync/head.h>
#include <kikusui/sync/review.h>

#include <inttypes.h>

enum kk_status kk_cmd_digest(struct kk_app *app, const struct kk_parsed *p,
                             struct kk_err *err)
{
    unsigned char digest[KK_HASH_BYTES];
    char hex[2 * KK_HASH_BYTES + 1];
    enum kk_status st = kk_journal_digest(app->db, digest, err);

    (void)p;
    if (st != KK_OK)
        return st;
    kk_hex(digest, sizeof digest, hex);
    kk_out_line(app, app->format == KK_FMT_JSON ? "\"%s\"" : "%s", hex);
    return KK_OK;
}

struct found {
    struct kk_verify verify;
    struct kk_heads_found heads;
    int64_t reviews;
    enum kk_disk disk;
    kk_time backup; /* 0: none */
};

static int64_t bad(const struct found *f)
{
    return f->verify.bad + f->heads.bad;
}

static void print_json(struct kk_app *app, const struct found *f)
{
    const struct kk_verify *v = &f->verify;
    char at[KK_TIME_BYTES];

    kk_str_addf(&app->out,
                "{\"ok\":%s,\"entries\":%" PRId64 ",\"changes\":%" PRId64
                ",\"rows\":%" PRId64 ",\"signatures\":%" PRId64
                ",\"bad\":%" PRId64 ",\"reviews\":%" PRId64
                ",\"disk\":\"%s\",\"backup\":",
                bad(f) == 0 ? "true" : "false", v->entries, v->changes, v->rows,
                f->heads.heads, bad(f), f->reviews, kk_disk_name(f->disk));
    kk_json_text(&app->out, f->backup == 0 ? NULL : kk_time_iso(f->backup, at));
    kk_str_add(&app->out, "}\n");
}

static void print_words(struct kk_app *app, const struct found *f)
{
    const struct kk_verify *v = &f->verify;
    char at[KK_TIME_BYTES];

    kk_out_line(app,
                "記録 %" PRId64 "件（変更 %" PRId64 "）、表 %" PRId64
                "行、署名 %" PRId64 "を確かめました: %s",
                v->entries, v->changes, v->rows, f->heads.heads,
                bad(f) == 0 ? "正しい" : "合いません");
    if (f->reviews > 0)
        kk_out_line(app, "人が決めること %" PRId64 "件（kikusui reviews）",
                    f->reviews);
    kk_out_line(app, "控え: %s",
                f->backup == 0 ? "まだありません"
                               : kk_time_long(f->backup, at));
}

/* What `check` warns of keeps nobody from going on. */
static void warn(struct kk_app *app, const struct found *f)
{
    switch (f->disk) {
    case KK_DISK_SEALED:
        break;
    case KK_DISK_PLAIN:
        kk_str_add(&app->note,
                   "注意: ディスクが暗号化されていません。紛失すると中身を"
                   "読まれます。LUKS などで暗号化してください（自ら暗号化する"
                   "ディスクはここからは分かりません）\n");
        break;
    case KK_DISK_UNKNOWN:
        kk_str_add(&app->note,
                   "注意: ディスクが暗号化されているか確かめられません。管理者"
                   "に確かめてください\n");
        break;
    }
    if (kk_now(&app->clock) - f->backup > (kk_time)2 * 86400)
        kk_str_add(&app->note, "注意: 2日以内の控えがありません。kikusui "
                               "backup で作ってください\n");
}

/* Keys that are sealed are opened where their passphrase is given. */
static enum kk_status check_keys(struct kk_app *app, struct found *f,
                                 struct kk_err *err)
{
    char *pass = NULL;
    enum kk_status st = kk_app_passphrase(app, &pass, err);

    if (st == KK_OK)
        st = kk_keys_check(app->db, pass, &f->heads, err);
    kk_app_forget(&pass);
    return st;
}

static enum kk_status verify(struct kk_app *app, struct found *f,
                             struct kk_err *err)
{
    struct kk_str words = {0};
    enum kk_status st;

    (void)kk_app_progress(app, 0, 1, "ファイル");
    st = kk_check_pages(app->db, &words, err);
    /* A check that was stopped has found nothing. */
    if (st != KK_OK && kk_app_cancelled())
        st = kk_fail(err, KK_CANCELLED, "中止しました");
    else
        kk_str_add(&app->note, kk_str_c(&words));
    kk_str_free(&words);
    if (st == KK_OK)
        st = kk_journal_verify(app->db, kk_app_progress, app, &f->verify, err);
    if (st == KK_OK)
        st = kk_heads_check(app->db, &f->heads, err);
    if (st == KK_OK)
        st = check_keys(app, f, err);
    if (st == KK_OK) {
        f->verify.bad += f->heads.bad; /* a broken file's tail is left alone */
        st = kk_file_verify(app->db, &f->verify, err);
        f->verify.bad -= f->heads.bad;
    }
    kk_str_add(&app->note, kk_str_c(&f->verify.words));
    kk_str_add(&app->note, kk_str_c(&f->heads.words));
    return st;
}

static enum kk_status say_found(struct kk_app *app, const struct found *f,
                                struct kk_err *err)
{
    if (app->format == KK_FMT_JSON)
        print_json(app, f);
    else
        print_words(app, f);
    warn(app, f);
    if (bad(f) == 0)
        return KK_OK;
    return kk_fail(err, KK_REFUSED,
                   "%" PRId64 "か所が合いません。表だけのことなら kikusui "
                   "rebuild で記録から作り直せます。鎖や署名が合わなければ "
                   "kikusui restore で控えから戻してください",
                   bad(f));
}

static enum kk_status check(struct kk_app *app, struct kk_err *err)
{
    struct found f = {.disk = kk_disk_of(app->db_path, NULL, NULL),
                      .backup = kk_backup_newest(app->db)};
    enum kk_status st = verify(app, &f, err);

    if (st == KK_OK)
        st = kk_review_count(app->db, &f.reviews, err);
    if (st == KK_OK)
        st = say_found(app, &f, err);
    kk_str_free(&f.verify.words);
    kk_str_free(&f.heads.words);
    return st;
}

enum kk_status kk_cmd_check(struct kk_app *app, const struct kk_parsed *p,
                            struct kk_err *err)
{
    (void)p;
    return check(app, err);
}

enum kk_status kk_cmd_rebuild(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_err *err)
{
    enum kk_status st = KK_OK;

    if (kk_parsed_opt(p, "verify") == NULL) {
        (void)kk_app_progress(app, 0, 1, "表を作り直しています");
        st = kk_journal_rebuild(app->db, err);
    }
    return st == KK_OK ? check(app, err) : st;
}
