/* What the papers for the city (§10, §11) are made of: lists that nobody looks
 * at but there, each for a period (:first and :last, days) or one :record. */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

/* How they are: hidden, and of nothing that Enter could open. */
#define PAPER(name_, title_, sql_, ...)                                        \
    {                                                                          \
        .name = name_, .title = title_, .sql = sql_, .empty = "該当なし",      \
        .row_kind = "", .flags = KK_LIST_HIDDEN, __VA_ARGS__                   \
    }
#define TIME(name, title) COL(name, title, 16, .show = KK_SHOW_TIME)
#define DATE(name, title) COL(name, title, 12, .show = KK_SHOW_DATE)
#define PART COL("part", "区切り", 0, .flags = KK_COL_HIDDEN)
#define SORT COL("sort", "並び", 0, .flags = KK_COL_HIDDEN)
#define LINES COLS(COL("line", "文", 60))
#define PAIRS COLS(COL("label", "項目", 16), COL("value", "内容", 40))

static const struct kk_col question_cols[] = {
    COL_OF(qa, no, 9),
    TIME("asked", "受けた日時"),
    COL("place", "場所", 16),
    COL_OF(qa, asker, 10),
    COL("incident", "案件管理番号", 12),
    COL("visit", "訪問", 12),
    COL_OF(qa, question, 24),
    COL_OF(qa, answer, 24),
    TIME("answered", "回答日時"),
    COL_OF(qa, answered_to, 10),
    DATE("due", "回答予定日"),
    COL_OF(qa, put_off_why, 12),
    TIME("reported", "市への報告"),
    COL("state", "状態", 8),
    PART,
    END,
};
static const struct kk_col finding_cols[] = {
    COL_OF(finding, no, 9),
    COL_OF(finding, kind, 8),
    TIME("found", "気づいた日時"),
    COL("place", "場所", 16),
    COL_OF(unit, machine_id, 10),
    COL("incident", "案件管理番号", 12),
    COL_OF(finding, text, 24),
    TIME("reported", "市への報告"),
    COL_OF(finding, instruction, 20),
    TIME("instructed", "指示日時"),
    TIME("finished", "終えた日時"),
    COL("state", "状態", 8),
    PART,
    END,
};
static const struct kk_col notice_cols[] = {
    COL_OF(notice, no, 9),
    COL_OF(notice, kind, 12),
    COL_OF(notice, told_at, 16),
    COL_OF(notice, text, 24),
    COL_OF(notice, partner, 12),
    COL("place", "場所", 16),
    COL_OF(notice, told, 10),
    COL_OF(notice, answer, 20),
    TIME("answered", "回答日時"),
    COL("state", "状態", 10),
    END,
};
static const struct kk_col count_cols[] = {
    COL("site_no", "No.", 4, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("site", "拠点", 16),
    COL("place", "場所", 16),
    COL("dept", "部署", 14),
    COL("floor", "階", 4),
    COL_OF(unit, machine_id, 10),
    COL("model", "機種", 10),
    COL_OF(unit, segment, 10),
    COL("before_count", "前回の枚数", 9, .show = KK_SHOW_INT,
        .flags = KK_COL_RIGHT),
    TIME("before_at", "前回の計測"),
    COL("count", "今回の枚数", 9, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    TIME("at", "今回の計測"),
    COL("diff", "前回との差", 10, .flags = KK_COL_RIGHT),
    COL("remark", "備考", 20),
    PART,
    SORT,
    END,
};
static const struct kk_col media_cols[] = {
    COL("media", "媒体", 16),
    COL("n", "番号", 4, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("doc_kind", "成果物", 32),
    COL("state", "更新", 20),
    DATE("released", "公開日"),
    COL_OF(media_order, city_ref, 12),
    TIME("ordered", "指示日時"),
    TIME("submitted", "提出"),
    SORT,
    END,
};
static const struct kk_col roster_cols[] = {
    COL_OF(person, name, 16),
    COL_OF(person, kana, 16),
    COL("role", "役割", 20),
    COL_OF(person, id_card_no, 12),
    COL_OF(person, roster_from, 12),
    COL_OF(person, roster_to, 12),
    COL_OF(person, notified_on, 12),
    COL("change", "変更", 8),
    SORT,
    END,
};
static const struct kk_col responsible_cols[] = {
    COL_OF(appointment, role, 20),
    COL("before", "変更前", 16),
    COL("after", "変更後", 16),
    COL_OF(appointment, from_day, 12),
    COL_OF(person, phone, 14),
    COL_OF(person, id_card_no, 12),
    END,
};
static const struct kk_col task_cols[] = {
    COL_OF(minutes_task, text, 30),
    COL_OF(minutes_task, who, 12),
    DATE("due", "いつまで"),
    TIME("done", "済んだ日時"),
    SORT,
    END,
};

static const struct kk_col security_cols[] = {
    COL("item", "別紙", 8),     COL("text", "セキュリティ保全のための対策", 40),
    COL("state", "状況", 12),   COL("basis", "根拠", 40),
    COL("chief", "責任者", 12), END,
};
static const struct kk_col gap_cols[] = {
    COL("what", "足りないもの", 40),
    COL("weight", "重さ", 8),
    COL("kind", "種類", 8),
    COL("target", "記録", 0, .flags = KK_COL_HIDDEN),
    COL("incident_id", "案件", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
#define COUNT(name, title)                                                     \
    COL(name, title, 7, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT)
static const struct kk_col ledger_cols[] = {
    COL_OF(unit, machine_id, 10),
    COL_OF(unit, segment, 10),
    COL("dev_type", "機器種別", 12),
    COL("model", "機種名", 20),
    COL_OF(unit, serial, 12),
    COL("site_no", "No.", 4, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    COL("place", "拠点", 16),
    COL("dept", "設置部署", 14),
    COL_OF(unit, role, 6),
    COL_OF(unit, state, 8),
    COL_OF(unit, note, 14),
    DATE("warranty", "保証期限"),
    COL("pair", "対機器ID", 10),
    COL("key", "ワイヤー鍵", 10),
    COL("media_kind", "媒体種別", 12),
    COL("media_version", "媒体版", 6),
    COL_OF(unit, settings, 14),
    COL("change", "変更", 6),
    TIME("changed_at", "変更日時"),
    COL("why", "変更の理由", 20),
    PART,
    SORT,
    END,
};
static const struct kk_col foot_cols[] = {
    COL_OF(unit, segment, 10),
    COL("device", "機器", 30),
    COL("model", "機種名", 26),
    COUNT("contracted", "契約"),
    COUNT("listed", "一覧"),
    COUNT("outside", "対象外"),
    COUNT("other", "その他"),
    COUNT("diff", "差"),
    COL("sort", "並び", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col gone_cols[] = {
    COL_OF(unit, segment, 10),
    COL_OF(unit, machine_id, 10),
    COL("model", "機種名", 20),
    COL_OF(unit, serial, 12),
    COL_OF(unit, state, 10),
    COL("place", "場所", 16),
    TIME("at", "日時"),
    COL("reason", "理由", 30),
    END,
};
static const struct kk_listing listings[] = {
    PAPER("paper_ledger", "所在等管理用機器一覧", "paper/ledger",
          .orders = ORDERS("sort"), .cols = ledger_cols),
    PAPER("paper_ledger_foot", "契約台数との照合", "paper/ledger_foot",
          .orders = ORDERS("sort"), .cols = foot_cols),
    PAPER("paper_ledger_gone", "一覧にない機器", "paper/ledger_gone",
          .orders = ORDERS("at"), .cols = gone_cols),
    PAPER("paper_letter", "書類の宛名", "paper/letter", .orders = ORDERS("id"),
          .cols = LINES),
    PAPER("paper_completion", "業務完了届", "paper/completion",
          .orders = ORDERS("id"), .cols = PAIRS),
    PAPER("paper_security", "セキュリティ保全状況", "paper/security",
          .orders = ORDERS("id"), .cols = security_cols),
    PAPER("paper_mail", "完了報告メール", "paper/mail", .orders = ORDERS("id"),
          .cols = LINES),
    PAPER("paper_mail_head", "完了報告メールの宛先", "paper/mail_head",
          .orders = ORDERS("id"), .cols = PAIRS),
    PAPER("paper_mail_gaps", "完了報告メールに足りないもの", "paper/mail_gaps",
          .orders = ORDERS("id"), .cols = gap_cols),
    PAPER("paper_questions", "質問と回答", "paper/questions",
          .orders = ORDERS("asked"), .cols = question_cols),
    PAPER("paper_findings", "気づき・要望", "paper/findings",
          .orders = ORDERS("found"), .cols = finding_cols),
    PAPER("paper_notices", "市との連絡事項", "paper/notices",
          .orders = ORDERS("told_at"), .cols = notice_cols),
    PAPER("paper_counts", "印刷枚数", "paper/counts", .orders = ORDERS("sort"),
          .cols = count_cols),
    PAPER("paper_counts_sum", "印刷枚数のまとめ", "paper/counts_sum",
          .orders = ORDERS("id"), .cols = PAIRS),
    PAPER("paper_media", "媒体の成果物", "paper/media",
          .orders = ORDERS("sort"), .cols = media_cols),
    PAPER("paper_roster", "従事者名簿", "paper/roster",
          .orders = ORDERS("sort"), .cols = roster_cols),
    PAPER("paper_responsible", "業務責任者の変更", "paper/responsible",
          .orders = ORDERS("from_day"), .cols = responsible_cols),
    PAPER("paper_minutes", "議事録", "paper/minutes", .orders = ORDERS("id"),
          .cols = PAIRS),
    PAPER("paper_minutes_tasks", "宿題", "paper/minutes_tasks",
          .orders = ORDERS("sort"), .cols = task_cols),
    END,
};

const struct kk_feature kk_feature_paper = {
    .name = "paper",
    .listings = listings,
};
