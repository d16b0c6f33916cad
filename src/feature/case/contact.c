/* Calls (§5.1.2, R10, R16): every attempt is a row; the first reached call to
 * the site stops the contact clock. */
#include "case.h"

#include <kikusui/base/fold.h>
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

#include <string.h>

/* The hand-over items of §5.1.1, which the first call confirms. */
static const struct kk_code item_codes[] = {
    SAME("現象"),       SAME("拠点"),
    SAME("機器"),       CODE("エラー", "エラーの内容"),
    SAME("現地担当者"), CODE(NULL, NULL),
};

static const struct kk_code to_codes[] = {
    SAME("現場"),
    SAME("メーカー"),
    SAME("市"),
    CODE(NULL, NULL),
};

static const struct kk_code reached_codes[] = {
    CODE("yes", "つながった"),
    CODE("no", "つながらない"),
    CODE(NULL, NULL),
};

static const struct kk_codes codes[] = {
    {.name = "contact_to", .code = to_codes},
    {.name = "reached", .code = reached_codes},
    {.name = "handover", .code = item_codes},
    END,
};

/* --- the items ----------------------------------------------------------- */

static const char *item_of(const char *word, size_t n_bytes)
{
    char *copy = kk_strndup(word, n_bytes);
    const char *found = NULL;

    for (const struct kk_code *c = item_codes; c->value != NULL; c++)
        if (kk_fold_eq(copy, c->value) || kk_fold_eq(copy, c->label))
            found = c->value;
    kk_free(copy);
    return found;
}

static size_t separator(const char *s)
{
    static const char *const marks[] = {",", " ", "、", "，", "　", "・"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (kk_str_starts(s, marks[i]))
            return strlen(marks[i]);
    return 0;
}

static bool has_item(const char *list, const char *item)
{
    size_t n = strlen(item);

    for (const char *at = list; at != NULL && *at != '\0';) {
        if (strncmp(at, item, n) == 0 && (at[n] == '\0' || at[n] == ','))
            return true;
        at = strchr(at, ',');
        at = at == NULL ? NULL : at + 1;
    }
    return false;
}

/* Reads what was typed (全部 means all) on top of what stands already;
 * `out` lists the items in the contract's order. */
static enum kk_status read_items(const char *typed, const char *before,
                                 struct kk_str *out, struct kk_err *err)
{
    struct kk_str got = {0};
    bool all = kk_fold_eq(typed, "全部") || kk_fold_eq(typed, "all");
    enum kk_status st = KK_OK;

    for (const char *at = typed; !all && st == KK_OK && *at != '\0';) {
        size_t n = 0;
        size_t gap = separator(at);

        if (gap > 0) {
            at += gap;
            continue;
        }
        while (at[n] != '\0' && separator(at + n) == 0)
            n++;
        if (item_of(at, n) == NULL)
            st = kk_fail_at(err, KK_REFUSED, "fields",
                            "「%.*s」は確認する項目にありません。現象、拠点、"
                            "機器、エラー、現地担当者 か 全部 です",
                            (int)n, at);
        else
            kk_str_addf(&got, "%s,", item_of(at, n));
        at += n;
    }
    for (const struct kk_code *c = item_codes; st == KK_OK && c->value != NULL;
         c++)
        if (all || has_item(kk_str_c(&got), c->value) ||
            has_item(before, c->value))
            kk_str_addf(out, "%s%s", out->n_bytes > 0 ? "," : "", c->value);
    kk_str_free(&got);
    return st;
}

/* --- incident.contact ---------------------------------------------------- */

static const struct kk_param contact_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("at", COLUMN(contact, at), .flags = KK_NOW),
    PARAM("to", .label = "相手", .from = "contact_to", .type = KK_CHOICE,
          .flags = KK_POINT, .initial = "現場"),
    PARAM("person", COLUMN(contact, person), .flags = KK_POINT, .max_cps = 60),
    PARAM("reached", .label = "結果", .from = "reached", .type = KK_CHOICE,
          .flags = KK_POINT, .initial = "yes"),
    PARAM("fields", .label = "確認した項目",
          .hint = "現象,拠点,機器,エラー,現地担当者 か 全部"),
    PARAM("note", COLUMN(contact, note), .type = KK_LINES, .flags = KK_POINT,
          .max_cps = 1000),
    END,
};

static enum kk_status run_contact(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    const char *to = kk_arg_text(a, "to");
    const char *fields = kk_arg_text(a, "fields");
    bool reached =
        kk_arg_given(a, "reached") != KK_GIVEN || kk_arg_yes(a, "reached");
    struct kk_str items = {0};
    struct kk_guard g;
    kk_id row;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    if (to == NULL)
        to = "現場";
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK && fields != NULL)
        st = read_items(fields, NULL, &items, err);
    if (st == KK_OK)
        st = kk_put_new(ctx, "contact", a,
                        KK_CELLS({"incident_id", kk_vint(*id)},
                                 {"to_kind", kk_vtext(to)},
                                 {"reached", kk_vint(reached)},
                                 {"at", kk_vint(kk_arg_at(ctx, a, "at"))},
                                 {"fields_confirmed", kk_vtext(items.s)}),
                        &row, err);
    kk_str_free(&items);
    return kk_guard_end(&g, st);
}

enum kk_status kk_contact_reached(struct kk_ctx *ctx, kk_id incident,
                                  kk_time at, struct kk_err *err)
{
    kk_id row;

    return kk_row_insert(ctx->db, "contact",
                         KK_CELLS({"incident_id", kk_vint(incident)},
                                  {"to_kind", kk_vtext("現場")},
                                  {"reached", kk_vint(1)}, {"at", kk_vint(at)}),
                         &row, err);
}

/* --- incident.confirm_handover ------------------------------------------- */

static const struct kk_param confirm_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("fields", .label = "確認した項目",
          .hint = "現象,拠点,機器,エラー,現地担当者 か 全部",
          .flags = KK_REQUIRED | KK_POINT),
    END,
};

/* What a call confirmed stands with that call: the latest one that reached. */
static enum kk_status run_confirm(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    struct kk_val v[2] = {{0}, {0}};
    struct kk_str items = {0};
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK) /* there is one: incident/may */
        st = kk_db_one(ctx->db, "contact/last_reached",
                       KK_BINDS({"incident", kk_vint(*id)}), &g.arena, v, 2,
                       err);
    if (st == KK_OK)
        st = read_items(kk_arg_text(a, "fields"), v[1].s, &items, err);
    if (st == KK_OK)
        st = kk_row_update(ctx->db, "contact", v[0].i,
                           KK_CELLS({"fields_confirmed", kk_vtext(items.s)}),
                           err);
    kk_str_free(&items);
    return kk_guard_end(&g, st);
}

/* --- contact.correct ----------------------------------------------------- */

static const struct kk_param correct_params[] = {
    KK_P_OF_INCIDENT,
    PARAM("contact", .label = "連絡", .hint = "案件の何番目か",
          .from = "contacts", .type = KK_REF, .flags = KK_REQUIRED),
    PARAM("at", COLUMN(contact, at), .flags = KK_PAST),
    PARAM("to", COLUMN(contact, to_kind), .from = "contact_to",
          .type = KK_CHOICE),
    PARAM("person", COLUMN(contact, person), .max_cps = 60),
    PARAM("reached", INTO(contact, reached), .label = "結果",
          .from = "reached"),
    PARAM("note", COLUMN(contact, note), .type = KK_LINES, .max_cps = 1000),
    PARAM("cancel", .label = "この連絡を取り消す",
          .hint = "していない連絡だったときだけ yes", .from = "yesno",
          .type = KK_CHOICE),
    KK_P_REASON,
    END,
};

static enum kk_status run_correct(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    enum kk_status st = kk_correct_row(ctx, "contact", a, id, err);

    /* What it confirmed was heard of nobody. */
    if (st == KK_OK && !kk_arg_yes(a, "cancel") &&
        kk_arg_given(a, "reached") == KK_GIVEN && !kk_arg_yes(a, "reached"))
        st = kk_row_update(ctx->db, "contact", kk_arg_id(a, "contact"),
                           KK_CELLS({"fields_confirmed", kk_vnull()}), err);
    return st;
}

/* --- the table ----------------------------------------------------------- */

static const struct kk_action actions[] = {
    {.name = "incident.contact",
     .label = "連絡を記録",
     .brief = "連絡",
     .kind = "incident",
     .words = "現場、メーカー、市への電話を記録します。現場に最初につながった"
              "電話で連絡の計測が止まります。",
     .fill = "contact/fill",
     .tell = "contact/tell",
     .flags = KK_HAPPENED,
     .params = contact_params,
     .run = run_contact},
    {.name = "incident.confirm_handover",
     .label = "引継ぎ内容の確認",
     .brief = "内容確認",
     .kind = "incident",
     .words = "市から引き継いだ内容を現地に確かめた項目を記録します。",
     .tell = "contact/tell_handover",
     .params = confirm_params,
     .may = "incident/may",
     .run = run_confirm},
    {.name = "contact.correct",
     .label = "連絡を訂正",
     .kind = "incident",
     .words = "記録した連絡を理由を付けて直します。",
     .fill = "contact/fill_correct",
     .tell = "contact/tell",
     .params = correct_params,
     .run = run_correct},
    {.name = NULL},
};

static const struct kk_col contact_cols[] = {
    COL("no", "番号", 9),
    COL_OF(contact, at, 12),
    COL("to", "相手", 8),
    COL_OF(contact, reached, 10),
    COL("person", "名前", 12),
    COL_OF(contact, note, 20, .flags = KK_COL_GROW),
    COL("fields", "確認した項目", 20, .flags = KK_COL_WIDE),
    COL_OF(contact, incident_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
static const char *const contact_orders[] = {"-at", "at", NULL};

static const struct kk_listing listings[] = {
    {.name = "contacts",
     .title = "連絡",
     .sql = "contact/list",
     .empty = "連絡の記録はありません。案件の画面で連絡を記録します。",
     .row_kind = "contact",
     .orders = contact_orders,
     .cols = contact_cols},
    {.name = NULL},
};

static const struct kk_kind kinds[] = {
    {.name = "contact",
     .label = "連絡",
     .table = "contact",
     .show = "contact/list",
     .cols = contact_cols},
    {.name = NULL},
};

const struct kk_feature kk_feature_contact = {
    .name = "contact",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
