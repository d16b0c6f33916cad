/* What can be done on the page of maintenance. */
#include "care_view.h"

#define FIELDS(name) .field = (name), .n_fields = sizeof(name) / sizeof *(name)
#define WORDS(...)                                                             \
    (const char *const[])                                                      \
    {                                                                          \
        __VA_ARGS__, NULL                                                      \
    }

static const struct kk_dialog_field ledger_fields[] = {
    {.label = "ファイル",
     .hint = "例: /media/usb/国保福祉.csv",
     .required = true},
    {.label = "一覧の日付",
     .hint = "例: 9/15、昨日。こちらで機器を変えたあとは必要です"},
};
static const struct kk_dialog_field holiday_fields[] = {
    {.label = "ファイル", .hint = "内閣府の syukujitsu.csv", .required = true},
};
static const struct kk_dialog_field counter_fields[] = {
    {.label = "ファイル",
     .hint = "機器ID,枚数,計測日時 の CSV",
     .required = true},
};
static const struct kk_dialog_field keyed_fields[] = {
    {.label = "控えのファイル",
     .hint = "まだない名前。例: /media/usb/kikusui.db",
     .required = true},
    {.label = "鍵の合言葉", .kind = KK_DIALOG_SECRET, .required = true},
    {.label = "もう一度", .kind = KK_DIALOG_SECRET, .required = true},
};
static const struct kk_dialog_field restore_fields[] = {
    {.label = "控えのファイル", .required = true},
    {.label = "失効させた端末",
     .hint = "控えの後に失効させた端末（事務所）。なければ none"},
};
static const struct kk_dialog_field rekey_fields[] = {
    {.label = "フォルダー",
     .hint = "ほかの端末への知らせを書く場所。例: /media/usb",
     .required = true},
};
static const struct kk_dialog_field papers_fields[] = {
    {.label = "対象月", .hint = "例: 2023-06", .required = true},
    {.label = "フォルダー",
     .hint = "書く場所。なければ作ります。例: /media/usb/6月分",
     .required = true},
};

const struct kk_care_task kk_care_tasks[] = {
    {.label = "一覧を読み込む",
     .words =
         "市の所在等管理一覧（CSV）を読みます。まず件数と問題、こちらの値と"
         "食い違う欄を示し、確かめてから読み込みます。誤りが一行でもあれば"
         "何も読み込まず、正しい行だけにするか尋ねます。一覧の日付から後の"
         "こちらの変更と、交換中・修理中の機器は残します。",
     .entry = "load.ledger",
     FIELDS(ledger_fields),
     .yes = "先に見る",
     .argv = WORDS("load", "ledger", "--as-of", "$2", "--", "$1"),
     .flags = KK_CARE_PREVIEW},
    {.label = "祝日を読み込む",
     .words =
         "内閣府の祝日の表（CSV）を読みます。まず件数と問題を示し、確かめて"
         "から読み込みます。読めない行の日は、今ある日のまま残ります。",
     .entry = "load.holidays",
     FIELDS(holiday_fields),
     .yes = "先に見る",
     .argv = WORDS("load", "holidays", "--", "$1"),
     .flags = KK_CARE_PREVIEW},
    {.label = "印刷枚数を読み込む",
     .words =
         "プリンターの印刷枚数（CSV: 機器ID、枚数、計測日時）を読みます。まず"
         "件数と問題を示し、確かめてから読み込みます。前回より少ない枚数は"
         "誤りとして示し、枚数調査の画面で交換かリセットを選んで記録します。",
     .entry = "load.counters",
     FIELDS(counter_fields),
     .yes = "先に見る",
     .argv = WORDS("load", "counters", "--", "$1"),
     .flags = KK_CARE_PREVIEW},
    {.label = "月の書類を下書きする",
     .words =
         "その月の月次報告書、一覧などを、下書きとして一度に書きます。足りない"
         "ものがあっても書け、何が足りないかを示します（提出書類の画面から Tab "
         "でも見られます）。前の下書きは置き換わります。何も記録しません。",
     FIELDS(papers_fields),
     .yes = "書く",
     .argv = WORDS("deliver", "--to", "$2", "--", "$1")},
    {.label = "月の書類を確定する",
     .words =
         "その月の書類を確定して書きます（事務所だけ）。必ず要るものが足りなけ"
         "れば"
         "断ります。理由を添えて了承したものは鑑に書かれます。確定したあとに"
         "変わったことは、次の月の書類に訂正として出ます。同じ月をもう一度行え"
         "ば"
         "同じファイルになります。",
     .entry = "delivery.add",
     FIELDS(papers_fields),
     .yes = "進む",
     .ask = "この月の提出書類を確定します。\nあとから変わったことは、次の月に"
            "訂正として出ます。",
     .argv = WORDS("deliver", "--final", "--to", "$2", "--", "$1")},
    {.label = "控えを作る",
     .words =
         "確かめた控えをデータベースの横に作り、古い控えを間引きます。一日に"
         "一度は自分で作られます。",
     .argv = WORDS("backup")},
    {.label = "鍵つきの控えを作る",
     .words =
         "別の場所に、確かめた控えと、合言葉で封じた鍵を作ります。端末ごと"
         "失ったときは、これがないと戻せません。USBメモリーなど、この端末と"
         "離れた所に置いてください。鍵がもう合言葉で守られていれば、その"
         "合言葉を入れます。",
     FIELDS(keyed_fields),
     .yes = "作る",
     .argv = WORDS("backup", "--to", "$1"),
     .flags = KK_CARE_SECRET},
    {.label = "控えに戻す",
     .words =
         "控えに戻し、控えの後の記録を足します。元に戻せません。今のファイルは"
         "消さずに退けます。そのあいだ、ほかの画面とコマンドは「復元中です」と"
         "断られます。ほかの事務所や端末の控え、検証できない控えは断ります。"
         "先に「確かめる」を行うことを勧めます。終わったら kikusui を終了して"
         "開き直し、事務所なら書き出して各端末に取り込みます。",
     FIELDS(restore_fields),
     .yes = "進む",
     .ask =
         "この控えに戻します。元に戻せません。\n今のファイルは消さずに退け、"
         "控えの後の記録をそこから足します。開いている画面は、この画面も、後で"
         "開き直します。",
     .argv = WORDS("restore", "--revoked", "$2", "--", "$1"),
     .flags = KK_CARE_REOPEN | KK_CARE_NEWEST},
    {.label = "確かめる",
     .words = "ファイル、索引、記録の鎖、表、控え、鍵が正しいか確かめます。何も"
              "変わりません（壊れた直近の控えだけは、退けて作り直します）。",
     .argv = WORDS("check"),
     .flags = KK_CARE_KEYS},
    {.label = "記録と表を照合する",
     .words =
         "表と検索の索引を記録から作り直したものと比べます。何も変わりません。",
     .argv = WORDS("rebuild", "--verify")},
    {.label = "鍵を替える",
     .words =
         "この端末の鍵を新しくし、前の鍵で署名した知らせを書きます。知らせは、"
         "ほかの端末に取り込んでもらいます。前の鍵で封じられたものは、これから"
         "も読めます。元に戻せません。",
     FIELDS(rekey_fields),
     .yes = "進む",
     .ask = "この端末の鍵を替えます。元に戻せません。\n書かれる知らせを、事務所"
            "（事務所なら各端末）に取り込んでもらってください。",
     .argv = WORDS("node", "rekey", "--to", "$1"),
     .flags = KK_CARE_KEYS},
    {.label = NULL},
};
