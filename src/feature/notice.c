/* What both sides let the other know of and what became of it (§5.1.1, §9.2,
 * §9.8, §9.9; R7, R69, R70, R72): inspections that the city announces, work
 * with other companies shown to it before, equipment of our own, what we asked
 * it. */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#define P_NOTICE(more)                                                         \
    PARAM("notice", .label = "連絡事項", .from = "notices", .type = KK_REF,    \
          .flags = KK_REQUIRED | KK_SUBJECT | (more))
#define P_TEXT(hint_)                                                          \
    PARAM("text", COLUMN(notice, text), .hint = hint_, .type = KK_LINES,       \
          .flags = KK_REQUIRED | KK_POINT)
#define P_TOLD_AT(label_)                                                      \
    PARAM("told_at", INTO(notice, told_at), .label = label_,                   \
          .flags = KK_NOW | KK_PAST)
#define P_TOLD PARAM("told", COLUMN(notice, told), .max_cps = 60)

static const struct kk_action actions[] = {
    {.name = "notice.inspection",
     .label = "定期点検の連絡を記録",
     .brief = "定期点検",
     .kind = "",
     .makes = "notice",
     .words = "市から連絡を受けた機器の定期点検などの日程を残します。その場所に"
              "着いたときにも知らせます。",
     .sets = "notice/sets_inspection",
     .params =
         PARAMS(P_TEXT("何の点検か"),
                PARAM("at", INTO(notice, at), .label = "点検の日時",
                      .flags = KK_REQUIRED | KK_POINT),
                PARAM("place", COLUMN(notice, place_id), .from = "places"),
                PARAM("unit", COLUMN(notice, unit_id), .from = "units"),
                PARAM("partner", INTO(notice, partner),
                      .label = "点検を行う会社", .max_cps = 60),
                P_TOLD_AT("市から連絡を受けた日時"), P_TOLD)},
    {.name = "notice.advance",
     .label = "事前提示を記録",
     .brief = "事前提示",
     .kind = "",
     .makes = "notice",
     .words = "他業者と関わる作業の内容を、前もって市へ提示したことを残します。"
              "定型のものは目的と頻度を一度だけ提示します。",
     .sets = "notice/sets_advance",
     .params = PARAMS(
         PARAM("partner", COLUMN(notice, partner), .hint = "他業者の名前",
               .flags = KK_REQUIRED | KK_POINT, .max_cps = 60),
         P_TEXT("内容。定型のものは目的"),
         PARAM("at", INTO(notice, at), .label = "作業の日時",
               .hint = "都度の提示のとき"),
         PARAM("often", COLUMN(notice, often), .hint = "定型のとき。毎月 など",
               .max_cps = 60),
         PARAM("incident", COLUMN(notice, incident_id), .from = "incidents"),
         P_TOLD_AT("市へ提示した日時"), P_TOLD)},
    {.name = "notice.equipment",
     .label = "機器使用の申出を記録",
     .brief = "機器使用申出",
     .kind = "",
     .makes = "notice",
     .words = "受託者の機器を使うことを、書面などで市へ申し出たことを残します。"
              "設定内容を協議し、承認を得てから使います。",
     .sets = "notice/sets_equipment",
     .params = PARAMS(
         P_TEXT("使う機器と目的"),
         PARAM("settings", COLUMN(notice, settings), .type = KK_LINES,
               .flags = KK_REQUIRED),
         PARAM("agreed_on", COLUMN(notice, agreed_on), .hint = "済んでいれば"),
         P_TOLD_AT("申し出た日時"), P_TOLD)},
    {.name = "notice.approve",
     .label = "機器使用の承認を記録",
     .brief = "承認",
     .kind = "notice",
     .words = "協議した日と、市の承認番号を入れます。",
     .fill = "notice/fill_approve",
     .may = "notice/may",
     .params = PARAMS(
         P_NOTICE(0),
         PARAM("agreed_on", COLUMN(notice, agreed_on), .flags = KK_REQUIRED),
         PARAM("no", COLUMN(notice, approved_no),
               .flags = KK_REQUIRED | KK_NARROW | KK_POINT, .max_cps = 20),
         PARAM("approved_on", COLUMN(notice, approved_on),
               .flags = KK_REQUIRED),
         PARAM("settings", COLUMN(notice, settings), .type = KK_LINES))},
    {.name = "notice.usage",
     .label = "機器の利用状況を報告",
     .brief = "利用状況",
     .kind = "notice",
     .words = "承認を受けた機器の利用状況を、市の指示に従って報告したことを"
              "残します。",
     .flags = KK_HAPPENED,
     .may = "notice/may",
     .params = PARAMS(P_NOTICE(0),
                      PARAM("text", COLUMN(notice, used), .type = KK_LINES,
                            .flags = KK_REQUIRED | KK_POINT),
                      PARAM("at", INTO(notice, used_at),
                            .label = "報告した日時", .flags = KK_NOW))},
    {.name = "notice.doubt",
     .label = "疑義を市に確認",
     .brief = "疑義",
     .kind = "",
     .makes = "notice",
     .words = "作業上の疑義を市に確認したことを残します。回答を待ちます。",
     .sets = "notice/sets_doubt",
     .params = PARAMS(
         P_TEXT("確認したいこと"),
         PARAM("incident", COLUMN(notice, incident_id), .from = "incidents"),
         PARAM("place", COLUMN(notice, place_id), .from = "places"),
         P_TOLD_AT("確認した日時"), P_TOLD)},
    {.name = "notice.answer",
     .label = "疑義への市の回答を記録",
     .brief = "市の回答",
     .kind = "notice",
     .words = "疑義への市の回答を残します。",
     .flags = KK_HAPPENED,
     .may = "notice/may",
     .params = PARAMS(P_NOTICE(0),
                      PARAM("answer", COLUMN(notice, answer), .type = KK_LINES,
                            .flags = KK_REQUIRED | KK_POINT),
                      PARAM("at", COLUMN(notice, answered_at), .flags = KK_NOW),
                      P_TOLD)},
    {.name = "notice.finish",
     .label = "連絡事項を終える",
     .brief = "終了",
     .kind = "notice",
     .words = "点検が済んだこと、定型の作業や機器の使用をやめたことを"
              "記録します。",
     .flags = KK_HAPPENED,
     .may = "notice/may",
     .params =
         PARAMS(P_NOTICE(KK_MANY),
                PARAM("at", COLUMN(notice, finished_at), .flags = KK_NOW))},
    {.name = "notice.edit",
     .label = "連絡事項を訂正",
     .kind = "notice",
     .words = "書いた内容を理由を付けて直します。",
     .fill = "notice/fill_edit",
     .params = PARAMS(
         P_NOTICE(0),
         PARAM("text", COLUMN(notice, text), .type = KK_LINES),
         PARAM("at", COLUMN(notice, at)),
         PARAM("place", COLUMN(notice, place_id), .from = "places"),
         PARAM("unit", COLUMN(notice, unit_id), .from = "units"),
         PARAM("incident", COLUMN(notice, incident_id), .from = "incidents"),
         PARAM("partner", COLUMN(notice, partner), .max_cps = 60),
         PARAM("often", COLUMN(notice, often), .max_cps = 60),
         PARAM("settings", COLUMN(notice, settings), .type = KK_LINES),
         PARAM("agreed_on", COLUMN(notice, agreed_on)),
         PARAM("no", COLUMN(notice, approved_no), .flags = KK_NARROW,
               .max_cps = 20),
         PARAM("approved_on", COLUMN(notice, approved_on)),
         PARAM("answer", COLUMN(notice, answer), .type = KK_LINES),
         PARAM("answered", COLUMN(notice, answered_at), .flags = KK_PAST),
         PARAM("told_at", COLUMN(notice, told_at), .flags = KK_PAST), P_TOLD,
         KK_P_REASON)},
    {.name = "notice.remove",
     .label = "連絡事項を取り消す",
     .kind = "notice",
     .words = "誤って記録した連絡事項を取り消します。",
     .params = PARAMS(P_NOTICE(0), KK_P_REASON),
     .run = kk_run_remove},
    END,
};

static const struct kk_col cols[] = {
    COL("mark", "", 2),
    COL_OF(notice, no, 9),
    COL_OF(notice, kind, 12),
    COL_OF(notice, text, 20, .flags = KK_COL_GROW),
    COL_OF(notice, partner, 10, .flags = KK_COL_WIDE),
    COL("place_name", "場所", 10, .flags = KK_COL_WIDE),
    COL_OF(notice, at, 11),
    COL("state", "状態", 10),
    COL("about", "これから", 0, .flags = KK_COL_HIDDEN),
    COL("sort", "急ぐ順", 0, .flags = KK_COL_HIDDEN),
    COL("open", "未完了", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL_OF(notice, incident_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(notice, unit_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(notice, place_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
/* A record tells all that was recorded. */
static const struct kk_col record_cols[] = {
    COL_OF(notice, no, 9),           COL_OF(notice, kind, 12),
    COL("state", "状態", 10),        COL_OF(notice, text, 20),
    COL_OF(notice, partner, 10),     COL_OF(notice, at, 11),
    COL("place_name", "場所", 10),   COL("machine_id", "機器", 10),
    COL("incident", "案件", 9),      COL_OF(notice, often, 10),
    COL_OF(notice, told_at, 11),     COL_OF(notice, told, 10),
    COL_OF(notice, settings, 20),    COL_OF(notice, agreed_on, 11),
    COL_OF(notice, approved_no, 10), COL_OF(notice, approved_on, 11),
    COL_OF(notice, used_at, 11),     COL_OF(notice, used, 20),
    COL_OF(notice, answer, 20),      COL_OF(notice, answered_at, 11),
    COL_OF(notice, finished_at, 11), END,
};
static const struct kk_listing listings[] = {
    {.name = "notices",
     .title = "市との連絡事項",
     .sql = "notice/list",
     .empty =
         "記録はありません。F2 の「定期点検の連絡を記録」「事前提示を記録」"
         "「機器使用の申出を記録」「疑義を市に確認」で加えます。",
     .row_kind = "notice",
     .orders = ORDERS("sort", "-at", "no"),
     .cols = cols,
     .flags = KK_LIST_SEARCH},
    END,
};
static const struct kk_kind kinds[] = {
    {.name = "notice",
     .label = "連絡事項",
     .table = "notice",
     .near = true,
     .number = "N",
     .show = "notice/list",
     .cols = record_cols},
    END,
};

const struct kk_feature kk_feature_notice = {
    .name = "notice",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
};
