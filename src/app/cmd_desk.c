/* kikusui desk: whom to call, and whether they answer (別表3). */
#include "commands.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/contract.h>
#include <kikusui/domain/tables.h>

#include <string.h>

enum {
    D_NAME,
    D_ABBR,
    D_VENDOR,
    D_SERVICE,
    D_OPEN,
    D_STATE,
    D_UNTIL,
    D_NEXT,
    D_WHY,
    D_PHONE,
    D_MAIL,
    D_NEEDS,
    D_NOTE,
    D_COUNT
};
static const struct kk_col cols[] = {
    [D_NAME] = COL("name", "窓口", 30, .flags = KK_COL_HIDDEN),
    [D_ABBR] = COL("abbr", "窓口", 16),
    [D_VENDOR] = COL("vendor", "メーカー", 16, .flags = KK_COL_HIDDEN),
    [D_SERVICE] = COL("service", "種別", 6),
    [D_OPEN] =
        COL("open", "開", 4, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    [D_STATE] = COL("state", "今", 16),
    [D_UNTIL] =
        COL("until", "まで", 16, .show = KK_SHOW_TIME, .flags = KK_COL_HIDDEN),
    [D_NEXT] =
        COL("next", "次", 16, .show = KK_SHOW_TIME, .flags = KK_COL_HIDDEN),
    [D_WHY] = COL("why", "理由", 12),
    [D_PHONE] = COL("phone", "電話", 14),
    [D_MAIL] = COL("mail", "メール", 20, .flags = KK_COL_HIDDEN),
    [D_NEEDS] = COL("needs", "伝えること", 40, .flags = KK_COL_HIDDEN),
    [D_NOTE] = COL("note", "備考", 40, .flags = KK_COL_HIDDEN),
    [D_COUNT] = END,
};

struct printer {
    struct kk_app *app;
    const struct kk_contract *contract;
    kk_time at;
    struct kk_report sheet;
    size_t n; /* services told so far */
};

/* Absent and empty are the same to who reads it. */
static struct kk_val text_val(const char *s)
{
    return s == NULL || *s == '\0' ? kk_vnull() : kk_vtext(s);
}

/* `words` holds what the state cell borrows. */
static void fill(const struct printer *pr, const struct kk_desk_info *d,
                 const struct kk_desk_service *s, struct kk_str *words,
                 struct kk_val *cell)
{
    struct kk_desk_state st;

    kk_desk_at(&s->desk, kk_contract_desk_env(pr->contract), pr->at, &st);
    kk_str_clear(words);
    kk_desk_words(&st, pr->at, words);
    cell[D_NAME] = kk_vtext(d->name);
    cell[D_ABBR] = kk_vtext(d->abbr);
    cell[D_VENDOR] = kk_vtext(d->vendor);
    cell[D_SERVICE] = kk_vtext(s->name);
    cell[D_OPEN] = st.open == KK_DESK_MAYBE ? kk_vnull()
                                            : kk_vint(st.open == KK_DESK_OPEN);
    cell[D_STATE] = kk_vtext(kk_str_c(words));
    cell[D_UNTIL] = kk_vid(st.until);
    cell[D_NEXT] = kk_vid(st.next);
    cell[D_WHY] = st.open == KK_DESK_OPEN ? kk_vnull() : text_val(st.why);
    cell[D_PHONE] = text_val(d->phone);
    cell[D_MAIL] = text_val(d->mail);
    cell[D_NEEDS] = text_val(d->needs);
    cell[D_NOTE] = text_val(d->note);
}

/* Three answers, which a yes-or-no cell does not have. */
static void json_service(struct printer *pr, const struct kk_val *cell)
{
    struct kk_str *out = &pr->app->out;

    kk_str_add(out, pr->n > 0 ? ",\n {" : "\n {");
    for (size_t i = 0; i < D_COUNT; i++) {
        kk_str_addf(out, "%s\"%s\":", i > 0 ? "," : "", cols[i].name);
        if (i == D_OPEN && cell[i].type == KK_VNULL)
            kk_str_add(out, "null");
        else
            kk_json_cell(out, &cols[i], &cell[i]);
    }
    kk_str_addc(out, '}');
}

static void print_line(struct printer *pr, size_t col,
                       const struct kk_val *cell)
{
    if (cell[col].type == KK_VTEXT)
        kk_out_line(pr->app, "  %s: %s", cols[col].title, cell[col].s);
}

/* One desk as somebody reads it with the telephone in hand. */
static void print_page(struct printer *pr, const struct kk_desk_info *d)
{
    struct kk_str words = {0};
    struct kk_val cell[D_COUNT];

    kk_out_line(pr->app, "%s%s", pr->n > 0 ? "\n" : "", d->name);
    if (d->service != NULL && *d->service != '\0')
        kk_out_line(pr->app, "  %s", d->service);
    for (size_t i = 0; i < d->n_services; i++, pr->n++) {
        fill(pr, d, &d->services[i], &words, cell);
        kk_out_line(pr->app, "  %s: %s%s%s", d->services[i].name,
                    kk_str_c(&words), cell[D_WHY].type == KK_VTEXT ? "  " : "",
                    cell[D_WHY].type == KK_VTEXT ? cell[D_WHY].s : "");
    }
    print_line(pr, D_PHONE, cell);
    print_line(pr, D_MAIL, cell);
    print_line(pr, D_NEEDS, cell);
    print_line(pr, D_NOTE, cell);
    kk_str_free(&words);
}

static void print_services(struct printer *pr, const struct kk_desk_info *d)
{
    struct kk_str words = {0};
    struct kk_val cell[D_COUNT];

    for (size_t i = 0; i < d->n_services; i++, pr->n++) {
        fill(pr, d, &d->services[i], &words, cell);
        if (pr->app->format == KK_FMT_JSON)
            json_service(pr, cell);
        else
            kk_report_row(&pr->sheet, 0, cell);
    }
    kk_str_free(&words);
}

static bool holds(const char *text, const char *fold)
{
    struct kk_str own = {0};
    bool found;

    kk_fold(text == NULL ? "" : text, &own);
    found = strstr(kk_str_c(&own), fold) != NULL;
    kk_str_free(&own);
    return found;
}

/* Every desk whose name, short name, reading or maker holds what was asked. */
static bool is_asked(const struct kk_desk_info *d, const char *fold)
{
    return fold == NULL || holds(d->name, fold) || holds(d->abbr, fold) ||
           holds(d->kana, fold) || holds(d->vendor, fold);
}

static void print_desks(struct printer *pr, const char *fold)
{
    bool json = pr->app->format == KK_FMT_JSON;
    bool page = pr->app->format == KK_FMT_TABLE && fold != NULL;
    const struct kk_desk_info *desk;
    size_t n = kk_contract_desks(pr->contract, &desk);

    if (json)
        kk_str_addc(&pr->app->out, '[');
    else if (!page)
        kk_out_rows(pr->app, &pr->sheet, cols, true);
    for (size_t i = 0; i < n; i++) {
        if (!is_asked(&desk[i], fold))
            continue;
        if (page)
            print_page(pr, &desk[i]);
        else
            print_services(pr, &desk[i]);
    }
    if (json)
        kk_str_add(&pr->app->out, pr->n > 0 ? "\n]\n" : "]\n");
    else if (!page)
        kk_report_end(&pr->sheet);
}

static enum kk_status none_of(const struct kk_contract *c, const char *name,
                              struct kk_err *err)
{
    const struct kk_desk_info *desk;
    size_t n = kk_contract_desks(c, &desk);
    struct kk_str all = {0};

    for (size_t i = 0; i < n; i++)
        kk_str_addf(&all, " %s", desk[i].abbr);
    (void)kk_fail(err, KK_REFUSED, "「%.*s」という窓口はありません:%s",
                  KK_CUT(name, 60), kk_str_c(&all));
    kk_str_free(&all);
    return KK_REFUSED;
}

enum kk_status kk_cmd_desk(struct kk_app *app, const struct kk_parsed *p,
                           struct kk_err *err)
{
    const char *at = kk_parsed_opt(p, "at");
    struct printer pr = {.app = app, .at = kk_now(&app->clock)};
    struct kk_contract *own = NULL;
    struct kk_str fold = {0};
    enum kk_status st = at == NULL ? KK_OK : kk_cmd_time(app, at, &pr.at, err);

    if (st == KK_OK)
        st = kk_cmd_contract(app, &own, &pr.contract, err);
    if (st == KK_OK) {
        if (p->n > 0)
            kk_fold(p->word[0], &fold);
        print_desks(&pr, p->n > 0 ? kk_str_c(&fold) : NULL);
        if (pr.n == 0 && p->n > 0) {
            kk_str_clear(&app->out);
            st = none_of(pr.contract, p->word[0], err);
        }
    }
    kk_str_free(&fold);
    kk_contract_free(&own);
    return st;
}
