/* Orders with many lines (§5.2, §5.7, R39-R41, R59-R61): installing, removing
 * and setting units up anew, each within what the contract allows a year. The
 * limits are rules of job/check.sql, what a unit needs of job_line/check.sql,
 * the steps rows of steps.csv. */
#include "job.h"

#include "case.h"
#include "unit.h"

#include <kikusui/base/mem.h>
#include <kikusui/domain/steps.h>
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

#define P_JOB                                                                  \
    PARAM("job", .label = "作業", .from = "jobs", .type = KK_REF,              \
          .flags = KK_REQUIRED | KK_SUBJECT)
#define P_LINES                                                                \
    PARAM("line", .label = "作業の機器", .from = "job_lines", .type = KK_REF,  \
          .flags = KK_REQUIRED | KK_SUBJECT | KK_MANY)
#define P_MEDIA                                                                \
    PARAM("media", COLUMN(job_line, media_kind),                               \
          .hint = "市が指定したリカバリ媒体の種類。住記・税窓口 など",         \
          .max_cps = 40)
#define P_USED                                                                 \
    PARAM("media", COLUMN(job_line, setup_release_id),                         \
          .hint = "空なら市が指定した種類の最新の版", .from = "media")

/* Installed it stands where the order says, taken away it is at 菊水 and no
 * longer looked after (§5.2.2): the ledger follows by the same action. */
static enum kk_status run_done(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    enum { UNIT, JOB, PLACE, DEPT, STATE, REASON, STANDS, COLS };
    struct kk_arena arena = {0};
    struct kk_val v[COLS];
    struct kk_move m;
    enum kk_status st = kk_run_edit(ctx, a, id, err);

    if (st == KK_OK)
        st = kk_db_one(ctx->db, "job_line/moves",
                       KK_BINDS({"id", kk_vint(*id)}), &arena, v, COLS, err);
    if (st == KK_NONE) /* set up anew it stays */
        st = KK_OK;
    else if (st == KK_OK && v[PLACE].type == KK_VNULL)
        st = kk_fail_at(err, KK_REFUSED, "line",
                        "設置先がありません。「作業の機器を訂正」で先の場所を"
                        "入れてください");
    else if (st == KK_OK) {
        m = (struct kk_move){
            .unit = v[UNIT].i,
            .job = v[JOB].i,
            .place = v[PLACE].i,
            .dept = v[DEPT].i,
            .reason = v[REASON].s,
            .at = kk_arg_at(ctx, a, "at"),
            .more = KK_CELLS({"state", v[STATE]}),
        };
        st = v[STANDS].i == 0
                 ? kk_unit_move_pair(ctx, &m, err)
                 : kk_row_update(ctx->db, "unit", m.unit, m.more, err);
    }
    kk_arena_free(&arena);
    return st;
}

/* What a line's work moved is moved when it was done. */
static enum kk_status retime(struct kk_ctx *ctx, kk_id line, kk_time had,
                             kk_time at, struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    struct {
        kk_id move, unit;
    } row[4]; /* a unit and its pair */
    size_t n = 0;
    enum kk_status st = kk_cur_open(
        ctx->db, "job_line/moved",
        KK_BINDS({"id", kk_vint(line)}, {"had", kk_vint(had)}), &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK)
        if (n < sizeof row / sizeof *row) {
            row[n].move = kk_cur_int(cur, 0);
            row[n++].unit = kk_cur_int(cur, 1);
        }
    kk_cur_close(&cur);
    if (st == KK_NONE)
        st = KK_OK;
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_move_retime(ctx, row[i].unit, row[i].move, at, err);
    return st;
}

static enum kk_status run_edit_unit(struct kk_ctx *ctx, const struct kk_args *a,
                                    kk_id *id, struct kk_err *err)
{
    int64_t had = 0;
    bool done = kk_arg_given(a, "done") == KK_GIVEN;
    enum kk_status st = KK_OK;

    if (done)
        st = kk_cell_int(ctx, "job_line", kk_arg_id(a, "line"), "done_at", &had,
                         err);
    if (st == KK_OK)
        st = kk_run_edit(ctx, a, id, err);
    return st == KK_OK && done
               ? retime(ctx, *id, had, kk_arg_time(a, "done"), err)
               : st;
}

static const struct kk_action actions[] = {
    {.name = "job.open",
     .label = "作業の指示を記録",
     .brief = "指示",
     .kind = "",
     .makes = "job",
     .words = "市から受けた設置・撤去、再セットアップの指示を残します。",
     .params = PARAMS(PARAM("kind", COLUMN(job, kind), .from = "job_kind",
                            .type = KK_CHOICE, .flags = KK_REQUIRED),
                      KK_P_JOB_ORDER(KK_REQUIRED, KK_NOW))},
    {.name = "job.edit",
     .label = "作業の指示を訂正",
     .kind = "job",
     .words = "指示の内容、市との協議を直します。受領、完了、返却先は理由を付"
              "けて直します。",
     .may = "job/may",
     .fill = "job/fill_edit",
     .params = PARAMS(
         P_JOB, KK_P_JOB_ORDER(0, KK_PAST),
         PARAM("received", COLUMN(job, received_at), .flags = KK_PAST),
         PARAM("finished", COLUMN(job, finished_at), .flags = KK_PAST),
         PARAM("to", COLUMN(job, returned_to), .max_cps = 60), KK_P_WHY)},
    {.name = "job.add_unit",
     .label = "作業に機器を加える",
     .brief = "機器",
     .kind = "job",
     .makes = "job_line",
     .words = "指示の対象の機器を加えます。印を付けた機器をまとめて加えられ"
              "ます。",
     .fill = "job_line/fill_add",
     .tell = "job/tell_quota",
     .params = PARAMS(
         PARAM("job", COLUMN(job_line, job_id), .from = "jobs",
               .flags = KK_REQUIRED | KK_SUBJECT),
         PARAM("unit", COLUMN(job_line, unit_id), .from = "units",
               .flags = KK_REQUIRED | KK_MANY | KK_POINT),
         PARAM("to", COLUMN(job_line, to_place_id), .from = "places",
               .flags = KK_SPLIT),
         PARAM("dept", COLUMN(job_line, to_dept_id), .from = "depts"), P_MEDIA),
     .may = "job/may",
     .sets = "job_line/sets_add"},
    {.name = "job.edit_unit",
     .label = "作業の機器を訂正",
     .brief = "機器の訂正",
     .kind = "job_line",
     .words = "機器の設置先、市が指定したリカバリ媒体を入れるか直します。完了の"
              "日時は理由を付けて直します。",
     .may = "job_line/may",
     .fill = "job_line/fill_edit",
     .params = PARAMS(
         P_LINES,
         PARAM("to", COLUMN(job_line, to_place_id), .from = "places",
               .flags = KK_SPLIT),
         PARAM("dept", COLUMN(job_line, to_dept_id), .from = "depts"), P_MEDIA,
         PARAM("done", COLUMN(job_line, done_at), .flags = KK_PAST), KK_P_WHY),
     .run = run_edit_unit,
     .sets = "job_line/sets_edit"},
    {.name = "job.setup",
     .label = "設置前の再セットアップ",
     .brief = "再セットアップ",
     .kind = "job_line",
     .words = "設置するパソコンを、市が指定したリカバリ媒体で再セットアップした"
              "ことを記録します。",
     .tell = "job_line/tell_setup",
     .flags = KK_HAPPENED,
     .params = PARAMS(P_LINES, P_USED,
                      PARAM("at", COLUMN(job_line, setup_at), .flags = KK_NOW)),
     .may = "job_line/may",
     .sets = "job_line/sets_setup"},
    {.name = "job.done",
     .label = "機器の作業を終える",
     .brief = "機器の完了",
     .kind = "job_line",
     .words = "その機器の作業が済んだ日時を入れます。設置した機器は設置先へ、"
              "撤去した機器は菊水分庁舎の管理外になります。",
     .may = "job_line/may",
     .tell = "job_line/tell_done",
     .flags = KK_HAPPENED,
     .params = PARAMS(P_LINES,
                      PARAM("at", COLUMN(job_line, done_at), .flags = KK_NOW),
                      P_USED),
     .run = run_done,
     .sets = "job_line/sets_setup"},
    {.name = "job.cancel_unit",
     .label = "作業から機器を外す",
     .brief = "取りやめ",
     .kind = "job_line",
     .words = "市が取りやめた機器を外します。台数の枠に戻ります。",
     .may = "job_line/may",
     .flags = KK_HAPPENED,
     .params = PARAMS(
         P_LINES, PARAM("at", COLUMN(job_line, cancelled_at), .flags = KK_NOW),
         KK_P_REASON)},
    {.name = "job.cancel",
     .label = "作業の指示を取りやめる",
     .brief = "指示の取りやめ",
     .kind = "job",
     .words = "市が指示そのものを取りやめたことを、理由を付けて残します。回数と"
              "台数の枠に戻ります。機器の作業が済んでからはできません。",
     .may = "job/may",
     .tell = "job/tell_cancel",
     .flags = KK_HAPPENED,
     .params =
         PARAMS(P_JOB, PARAM("at", COLUMN(job, cancelled_at), .flags = KK_NOW),
                KK_P_REASON)},
    {.name = "job.receive",
     .label = "作業の機器を受領",
     .brief = "受領",
     .kind = "job",
     .words = "機器を受け取った日時を入れます。再セットアップの目安はここから"
              "数えます。",
     .may = "job/may",
     .tell = "job/tell_guideline",
     .flags = KK_HAPPENED,
     .params =
         PARAMS(P_JOB, PARAM("at", COLUMN(job, received_at), .flags = KK_NOW))},
    {.name = "job.step",
     .label = "作業の手順を済みにする",
     .brief = "手順",
     .kind = "job",
     .words = "検品や台帳への反映のように、ほかの記録からは分からない手順を"
              "済みにします。理由があれば省けます。",
     .flags = KK_HAPPENED,
     .may = "job/may",
     .params = PARAMS(P_JOB, KK_P_STEP),
     .run = kk_run_step},
    {.name = "job.finish",
     .label = "作業を終える",
     .brief = "作業完了",
     .kind = "job",
     .words = "指示の作業が全部済んだ日時を入れます。再セットアップは、だれに"
              "返したかも入れます。",
     .may = "job/may",
     .flags = KK_HAPPENED,
     .params = PARAMS(
         P_JOB, PARAM("at", COLUMN(job, finished_at), .flags = KK_NOW),
         PARAM("to", COLUMN(job, returned_to),
               .hint = "再セットアップ: 返した市の職員", .max_cps = 60))},
    END,
};

static const struct kk_codes codes[] = {
    CODES("job_kind", SAME("設置"), SAME("撤去"), SAME("再セットアップ")),
    END,
};

static const struct kk_col job_cols[] = {
    COL("no", "番号", 9),
    COL("kind", "種類", 12),
    COL("order_no", "指示番号", 8),
    COL("ordered", "指示日時", 11, .show = KK_SHOW_TIME),
    COL("place", "場所", 12, .flags = KK_COL_GROW),
    COL("units", "台", 3, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("done", "済", 3, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("due", "期限", 10, .show = KK_SHOW_DATE),
    COL("state", "状態", 8),
    COL("nth", "回", 10, .flags = KK_COL_WIDE),
    COL("quota", "枠", 14, .flags = KK_COL_WIDE),
    COL("received", "受領", 12, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL("finished", "完了", 12, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL_OF(job, returned_to, 10, .flags = KK_COL_WIDE),
    COL("agreed", "市と協議", 16, .flags = KK_COL_WIDE),
    COL("cancelled", "取りやめ", 12, .show = KK_SHOW_TIME,
        .flags = KK_COL_WIDE),
    COL("note", "備考", 16, .flags = KK_COL_WIDE),
    COL("open", "未完了", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL("place_id", "場所", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col line_cols[] = {
    COL("machine_id", "機器ID", 10),
    COL("model", "機種", 10),
    COL("job", "作業", 9),
    COL("to", "先", 14, .flags = KK_COL_GROW),
    COL("media", "媒体", 12),
    COL("setup", "再セット", 12, .show = KK_SHOW_TIME),
    COL("used", "使った媒体", 14, .flags = KK_COL_WIDE),
    COL("done", "完了", 12, .show = KK_SHOW_TIME),
    COL("state", "状態", 8),
    COL("job_id", "作業", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("unit_id", "機器", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("place_id", "先", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col quota_cols[] = {
    COL("label", "枠", 16, .flags = KK_COL_GROW),
    COL("used", "使用", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("most", "上限", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("unit", "", 2),
    COL("words", "", 10),
    COL("apart", "", 12),
    COL("left", "残", 4, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    END,
};
static const struct kk_col task_cols[] = {
    COL("mark", "", 2),
    COL("kind", "種別", 14),
    COL("order_no", "指示", 8),
    COL("what", "内容", 16, .flags = KK_COL_GROW | KK_COL_TAIL),
    COL("amount", "台", 4, .flags = KK_COL_RIGHT),
    COL("due", "期限", 10, .show = KK_SHOW_DATE),
    COL("next", "次にすること", 14),
    COL("target", "記録", 0, .flags = KK_COL_HIDDEN),
    COL("about", "", 0, .flags = KK_COL_HIDDEN | KK_COL_JUDGED),
    COL("open", "未完了", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL("sort", "期限", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    COL("place_id", "場所", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_listing listings[] = {
    {.name = "tasks",
     .title = "業務",
     .sql = "task",
     .empty = "市の指示はまだありません。まず F5（i）で設置・撤去、再セット"
              "アップの指示を記録します。媒体の更新は F2 の「媒体更新の指示」"
              "です。",
     .row_kind = "",
     .orders = ORDERS("sort", "order_no"),
     .cols = task_cols,
     .flags = KK_LIST_JOINED,
     .told = "job/told"},
    {.name = "jobs",
     .title = "設置・撤去と再セットアップ",
     .sql = "job/list",
     .empty = "作業の指示はありません。F2 の「作業の指示を記録」で加えます。",
     .row_kind = "job",
     .orders = ORDERS("-ordered", "no"),
     .cols = job_cols,
     .flags = KK_LIST_SEARCH},
    {.name = "job_lines",
     .title = "作業の機器",
     .sql = "job_line/list",
     .empty = "この作業に機器はまだありません。F2 "
              "の「作業に機器を加える」で加えます。",
     .row_kind = "job_line",
     .orders = ORDERS("machine_id"),
     .cols = line_cols},
    {.name = "quotas",
     .title = "契約の枠",
     .sql = "job/list_quotas",
     .empty = "契約の枠がありません。",
     .row_kind = "",
     .orders = NULL, /* the contract's, by their ids */
     .cols = quota_cols},
    END,
};
static const struct kk_kind kinds[] = {
    {.name = "job",
     .label = "作業",
     .table = "job",
     .near = true,
     .number = "J",
     .show = "job/list",
     .cols = job_cols,
     .related = RELATED("job_lines")},
    {.name = "job_line",
     .label = "作業の機器",
     .table = "job_line",
     .near = true,
     .show = "job_line/list",
     .cols = line_cols},
    END,
};

const struct kk_feature kk_feature_job = {
    .name = "job",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
