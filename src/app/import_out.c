/* What an import did, or would do, in the formats of the command line. */
#include "commands.h"

#include <kikusui/domain/tables.h>
#include <kikusui/sync/exchange.h>
#include <kikusui/sync/sync_status.h>

#include <string.h>

static const char *state_of(const struct kk_import_one *o)
{
    if (o->status != KK_OK)
        return o->status == KK_BADBUNDLE ? "refused" : "failed";
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
    char words[KK_TIME_BYTES];

    if (kk_sync_skew(o->skew, words))
        kk_out_line(app, "  時計: %sの時計が %s",
                    app->ctx.office ? o->sender : "このパソコンか事務所",
                    words);
}

static void why_lines(struct kk_app *app, const struct kk_import_one *o)
{
    for (const char *at = o->why; *at != '\0';) {
        size_t n = strcspn(at, "\n");

        kk_out_line(app, "  %.*s", (int)n, at);
        at += n + (at[n] == '\n');
    }
}

static void print_one(struct kk_app *app, const struct kk_import_one *o)
{
    if (o->status != KK_OK) {
        kk_out_line(app, "%s  %s: %s", o->file,
                    o->status == KK_BADBUNDLE ? "不受理" : "取り込めません",
                    o->why);
        return;
    }
    if (o->for_others) {
        kk_out_line(app, "%s  この端末あてではありません", o->file);
        why_lines(app, o);
        return;
    }
    if (o->already) {
        kk_out_line(app, "%s  %s  取込済み・変更なし", o->file, o->sender);
        why_lines(app, o);
        return;
    }
    kk_out_line(app, "%s  %s  新規 %lld  取込済 %lld  要確認 %lld  不受理 %lld",
                o->file, o->sender, (long long)o->entries, (long long)o->held,
                (long long)o->reviews, (long long)o->left_out);
    clock_words(app, o);
    why_lines(app, o);
}

/* --- rows: for scripts, and for the screen that asked --------------------- */

static const struct kk_col cols[] = {
    COL("file", "ファイル", 28),
    COL("state", "結果", 8),
    COL("sender", "送り手", 8),
    COL("seq", "回", 6, .show = KK_SHOW_INT),
    COL("created", "作成", 16, .show = KK_SHOW_TIME),
    COL("heard_before", "前回", 16, .show = KK_SHOW_TIME),
    COL("entries", "新規", 6, .show = KK_SHOW_INT),
    COL("changes", "変更", 6, .show = KK_SHOW_INT),
    COL("already", "取込済", 6, .show = KK_SHOW_INT),
    COL("left_out", "不受理", 6, .show = KK_SHOW_INT),
    COL("reviews", "要確認", 6, .show = KK_SHOW_INT),
    COL("skew", "時計の差", 6, .show = KK_SHOW_INT),
    COL("reason", "理由", 16),
    COL("permit", "許可", 12),
    COL("why", "備考", 40),
    END,
};

static void rows(struct kk_app *app, const struct kk_import_done *d)
{
    struct kk_report o;

    kk_out_rows(app, &o, cols, true);
    for (size_t i = 0; i < d->n; i++) {
        const struct kk_import_one *one = &d->one[i];
        const struct kk_val cell[] = {
            kk_vtext(one->file),   kk_vtext(state_of(one)),
            kk_vtext(one->sender), kk_vint((int64_t)one->seq),
            kk_vid(one->created),  kk_vid(one->heard_before),
            kk_vint(one->entries), kk_vint(one->changes),
            kk_vint(one->held),    kk_vint(one->left_out),
            kk_vint(one->reviews), kk_vint(one->skew),
            kk_vtext(one->reason), kk_vtext(one->permit),
            kk_vtext(one->why),
        };

        kk_report_row(&o, 0, cell);
    }
    kk_report_end(&o);
}

void kk_import_print(struct kk_app *app, const struct kk_import_done *d,
                     bool preview)
{
    if (d->n == 0)
        return;
    if (app->format == KK_FMT_JSON)
        json_import(app, d, preview);
    else if (app->format != KK_FMT_TABLE)
        rows(app, d);
    else
        for (size_t i = 0; i < d->n; i++)
            print_one(app, &d->one[i]);
}
