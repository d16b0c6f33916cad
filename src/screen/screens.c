/* What screens there are beside the general pages, one a row. */
#include "care_view.h"
#include "screens_priv.h"
#include "sync_view.h"

#include <kikusui/screen/screens.h>

const struct kk_ui_screen kk_screens[] = {
    {"home", NULL, "", kk_home_view, NULL},
    {"calendar", "提出と期限", "", kk_calendar_view, NULL},
    {"incident", NULL, "incident", NULL, &kk_incident_face},
    {"sync", "受け渡し（書き出しと取り込み）", "", kk_sync_view, NULL},
    {"care", "保守（読み込み、控え、確認、鍵）", "", kk_care_view, NULL},
    {"nodes", "端末の登録と取り消し", "", kk_nodes_view, NULL},
    {"review", NULL, "review", kk_review_view, NULL},
    {.name = NULL},
};
