/* The facts of the contract as one snapshot: calendar, limits, desks. */
#include <kikusui/base/shown.h>
#include <kikusui/domain/contract_rows.h>

#include <stdlib.h>
#include <string.h>

struct kk_contract {
    struct kk_contract_rows rows;
    struct kk_contract_bads bads; /* of what stands in the tables */
    struct kk_str notes;
    struct kk_calendar *cal;
    struct kk_arena arena;
    struct kk_desk_env *env;   /* its holidays come when they are asked for */
    struct kk_sla_case judged; /* at judged_now; 0: none yet */
    kk_time judged_now;
    struct kk_sla contact, onsite; /* its clocks */
};

/* --- parameters ------------------------------------------------------------
 */

/* How many rows the key has, and where they begin: rows are sorted by key. */
static size_t find_key(const struct kk_contract *c, const char *key,
                       size_t *first)
{
    size_t n = 0;

    *first = 0;
    for (size_t i = 0; i < c->rows.n_params; i++) {
        if (strcmp(c->rows.param[i].key, key) != 0)
            continue;
        if (n == 0)
            *first = i;
        n++;
    }
    return n;
}

/* kk_term_at over the rows of a key: index of the one that counts, or -1. */
static int64_t pick(const struct kk_contract *c, const char *key, kk_day day,
                    bool *inside)
{
    size_t first;
    size_t n = find_key(c, key, &first);
    struct kk_term *terms;
    int at;

    if (n == 0)
        return -1;
    terms = kk_alloc(n * sizeof *terms);
    for (size_t i = 0; i < n; i++)
        terms[i] = (struct kk_term){.from = c->rows.param[first + i].from,
                                    .to = c->rows.param[first + i].to,
                                    .value = (int)i};
    at = kk_term_at(terms, n, day, inside);
    kk_free(terms);
    return (int64_t)first + at;
}

const char *kk_contract_text(const struct kk_contract *c, const char *key,
                             kk_day day)
{
    int64_t i = pick(c, key, day, NULL);

    return i < 0 ? NULL : c->rows.param[i].value;
}

static int number_of(const char *text)
{
    int64_t v;
    int min = kk_contract_minutes(text);

    if (min >= 0)
        return min;
    return kk_parse_i64(text, &v) && v > INT32_MIN && v < INT32_MAX ? (int)v
                                                                    : 0;
}

int kk_contract_int(const struct kk_contract *c, const char *key, kk_day day)
{
    const char *text = kk_contract_text(c, key, day);

    return text == NULL ? 0 : number_of(text);
}

bool kk_contract_term(const struct kk_contract *c, kk_day day, kk_day *first,
                      kk_day *last)
{
    int64_t i = pick(c, "contract.name", day, NULL);

    *first = i < 0 ? 0 : c->rows.param[i].from;
    *last = i < 0 ? 0 : c->rows.param[i].to;
    return i >= 0;
}

void kk_contract_sla(const struct kk_contract *c, kk_time instructed,
                     kk_time now, struct kk_sla_terms *out)
{
    kk_day day = kk_day_of(instructed != 0 ? instructed : now);

    *out = (struct kk_sla_terms){
        .contact_min = kk_contract_int(c, "sla.contact_min", day),
        .onsite_min = kk_contract_int(c, "sla.onsite_min", day),
        .waive_before_min = kk_contract_int(c, "sla.waive_before", day),
    };
}

/* A waiver is judged by whether somebody agreed, not by who. */
static bool agreed(const struct kk_sla_case *c)
{
    return c->waive_agreed_by != NULL && c->waive_agreed_by[0] != '\0';
}

static bool same_case(const struct kk_sla_case *a, const struct kk_sla_case *b)
{
    return a->instructed == b->instructed && a->contacted == b->contacted &&
           a->started == b->started && a->ended == b->ended &&
           a->returned == b->returned && a->worked == b->worked &&
           a->waive_expected_end == b->waive_expected_end &&
           a->waive_agreed_at == b->waive_agreed_at && agreed(a) == agreed(b);
}

void kk_contract_clocks(struct kk_contract *c, const struct kk_sla_case *of,
                        kk_time now, struct kk_sla *contact,
                        struct kk_sla *onsite)
{
    if (c->judged_now != now || !same_case(&c->judged, of)) {
        struct kk_sla_terms terms;

        kk_contract_sla(c, of->instructed, now, &terms);
        kk_sla_eval(c->cal, &terms, of, now, &c->contact, &c->onsite);
        c->judged = *of;
        c->judged.waive_agreed_by = agreed(of) ? "-" : NULL;
        c->judged_now = now;
    }
    *contact = c->contact;
    *onsite = c->onsite;
}

/* --- the calendar ----------------------------------------------------------
 */

static const struct kk_term *terms_of(struct kk_contract *c, const char *key,
                                      size_t *n)
{
    size_t first;
    struct kk_term *t;

    *n = find_key(c, key, &first);
    t = kk_arena_alloc(&c->arena, (*n + 1) * sizeof *t);
    for (size_t i = 0; i < *n; i++)
        t[i] = (struct kk_term){.from = c->rows.param[first + i].from,
                                .to = c->rows.param[first + i].to,
                                .value =
                                    number_of(c->rows.param[first + i].value)};
    return t;
}

/* "12-29" as 1229; 0 for anything else. */
static int month_day(const char *s)
{
    if (strlen(s) < 5 || s[2] != '-')
        return 0;
    return atoi(s) * 100 + atoi(s + 3);
}

/* "12-29/01-03" of every row of the key. */
static enum kk_status ranges_of(struct kk_contract *c, const char *key,
                                const char *name, const struct kk_yearly **out,
                                size_t *n, struct kk_err *err)
{
    size_t first;
    struct kk_yearly *r;

    *n = find_key(c, key, &first);
    r = kk_arena_alloc(&c->arena, (*n + 1) * sizeof *r);
    for (size_t i = 0; i < *n; i++) {
        const struct kk_param_row *p = &c->rows.param[first + i];

        if (strlen(p->value) != 11 || p->value[5] != '/')
            return kk_fail(err, KK_REFUSED,
                           "契約条件 %s の値「%s」が読めません（例: "
                           "12-29/01-03）",
                           key, p->value);
        r[i] = (struct kk_yearly){.from = p->from,
                                  .to = p->to,
                                  .first_md = month_day(p->value),
                                  .last_md = month_day(p->value + 6),
                                  .name = name};
    }
    *out = r;
    return KK_OK;
}

/* 土,日: of the newest row, as the days have no validity in the calendar. */
static unsigned wdays_of(const struct kk_contract *c)
{
    const char *text = kk_contract_text(c, "service.closed_wdays", INT32_MAX);
    unsigned bits = 0;

    for (int wday = 0; wday < 7 && text != NULL; wday++)
        if (strstr(text, kk_wday_name(wday)) != NULL)
            bits |= KK_WDAY_BIT(wday);
    return bits;
}

/* A holiday row is one of the law's, or a day closed once: 臨時, 年末年始. */
static void split_holidays(struct kk_contract *c, struct kk_cal_spec *spec)
{
    size_t n = c->rows.n_holidays;
    struct kk_holiday *law = kk_arena_alloc(&c->arena, (n + 1) * sizeof *law);
    struct kk_closed *extra =
        kk_arena_alloc(&c->arena, (n + 1) * sizeof *extra);

    for (size_t i = 0; i < n; i++) {
        const struct kk_holiday_row *row = &c->rows.holiday[i];

        if (strcmp(row->kind, "臨時") == 0 ||
            strcmp(row->kind, "年末年始") == 0)
            extra[spec->n_extra++] = (struct kk_closed){
                .from = row->day, .to = row->day, .note = row->name};
        else
            law[spec->n_holidays++] =
                (struct kk_holiday){.day = row->day,
                                    .kind = kk_holiday_kind_of(row->kind),
                                    .name = row->name};
    }
    spec->holidays = law;
    spec->extra = extra;
}

static enum kk_status make_calendar(struct kk_contract *c, struct kk_err *err)
{
    struct kk_cal_spec spec = {.closed_wdays = wdays_of(c)};
    enum kk_status st = ranges_of(c, "service.year_end", "年末年始",
                                  &spec.yearly, &spec.n_yearly, err);

    if (st != KK_OK)
        return st;
    spec.opens = terms_of(c, "service.open", &spec.n_opens);
    spec.closes = terms_of(c, "service.close", &spec.n_closes);
    split_holidays(c, &spec);
    return kk_cal_new(&spec, &c->cal, err);
}

/* --- the desks -------------------------------------------------------------
 */

static const struct kk_closed *closures_of(struct kk_contract *c, kk_id desk,
                                           size_t *n)
{
    struct kk_closed *out =
        kk_arena_alloc(&c->arena, (c->rows.n_closures + 1) * sizeof *out);

    *n = 0;
    for (size_t i = 0; i < c->rows.n_closures; i++) {
        const struct kk_desk_closure_row *row = &c->rows.closure[i];

        if (row->desk == desk)
            out[(*n)++] = (struct kk_closed){
                .from = row->from, .to = row->to, .note = row->note};
    }
    return out;
}

static const struct kk_desk_hours *hours_of(struct kk_contract *c, kk_id desk,
                                            const char *service, size_t *n)
{
    struct kk_desk_hours *out =
        kk_arena_alloc(&c->arena, (c->rows.n_hours + 1) * sizeof *out);

    *n = 0;
    for (size_t i = 0; i < c->rows.n_hours; i++) {
        const struct kk_desk_hours_row *row = &c->rows.hours[i];

        if (row->desk == desk && strcmp(row->service, service) == 0)
            out[(*n)++] = (struct kk_desk_hours){.wday = row->dow,
                                                 .open_min = row->open_min,
                                                 .close_min = row->close_min};
    }
    return out;
}

static enum kk_status make_desk(struct kk_contract *c, struct kk_desk_info *d,
                                struct kk_err *err)
{
    static const char *const names[] = {"受付", "訪問"};
    struct kk_desk_service *s = kk_arena_alloc(&c->arena, 2 * sizeof *s);
    struct kk_desk_rule rule;
    enum kk_status st = kk_desk_rule_parse(d->closed_on, &rule, err);

    if (st != KK_OK) {
        kk_err_prefix(err, "メーカー窓口「%s」の休業: ", d->name);
        return st;
    }
    for (size_t i = 0; i < 2; i++) {
        struct kk_desk desk = {.rule = rule};

        desk.hours = hours_of(c, d->id, names[i], &desk.n_hours);
        desk.closures = closures_of(c, d->id, &desk.n_closures);
        /* A desk without stated hours still is one: 不明. */
        if (i == 0 || desk.n_hours > 0)
            s[d->n_services++] =
                (struct kk_desk_service){.name = names[i], .desk = desk};
    }
    d->services = s;
    return KK_OK;
}

static enum kk_status make_desks(struct kk_contract *c, struct kk_err *err)
{
    struct kk_desk_env *env = kk_arena_alloc(&c->arena, sizeof *env);
    enum kk_status st = ranges_of(c, "desk.year_end", "年末年始",
                                  &env->year_end, &env->n_year_end, err);

    c->env = env;
    if (st == KK_OK)
        st = ranges_of(c, "desk.summer", "夏季休業", &env->summer,
                       &env->n_summer, err);
    for (size_t i = 0; i < c->rows.n_desks && st == KK_OK; i++)
        st = make_desk(c, &c->rows.desk[i], err);
    return st;
}

size_t kk_contract_desks(const struct kk_contract *c,
                         const struct kk_desk_info **first)
{
    *first = c->rows.desk;
    return c->rows.n_desks;
}

const struct kk_desk_info *kk_contract_desk(const struct kk_contract *c,
                                            kk_id id)
{
    for (size_t i = 0; i < c->rows.n_desks; i++)
        if (c->rows.desk[i].id == id)
            return &c->rows.desk[i];
    return NULL;
}

const struct kk_desk_env *kk_contract_desk_env(const struct kk_contract *c)
{
    c->env->holidays = kk_cal_holidays(c->cal);
    return c->env;
}

const struct kk_calendar *kk_contract_cal(const struct kk_contract *c)
{
    return c->cal;
}

/* --- making and freeing ----------------------------------------------------
 */

static enum kk_status read_rows(struct kk_db *db, struct kk_contract_rows *out,
                                struct kk_contract_bads *bads,
                                struct kk_err *err)
{
    enum kk_status st;

    if (db == NULL)
        return kk_contract_rows_builtin(out, err);
    st = kk_contract_rows_db(db, out, err);
    if (st != KK_OK || out->n_params > 0 || out->n_gone > 0)
        return st == KK_OK ? kk_contract_mend(db, out, bads, err) : st;
    /* A laptop before `node accept`: what the program knows is what there is
     * to go by. */
    kk_contract_rows_free(out);
    return kk_contract_rows_builtin(out, err);
}

static void tell_bads(struct kk_contract *c)
{
    for (size_t i = 0; i < c->bads.n; i++) {
        const struct kk_contract_bad *b = &c->bads.at[i];

        kk_str_addf(
            &c->notes,
            "注意: 契約の値が使えません: %s。直すまで%sとして動きます\n",
            b->words, b->used == NULL ? "" : b->used);
    }
}

const char *kk_contract_notes(const struct kk_contract *c)
{
    return kk_str_c(&c->notes);
}

const char *kk_contract_wrong(const struct kk_contract *c, int table_id,
                              const char *key, kk_id row, const char **column)
{
    for (size_t i = 0; i < c->bads.n; i++) {
        const struct kk_contract_bad *b = &c->bads.at[i];

        if ((int)b->table != table_id ||
            (b->key != NULL ? !kk_streq(b->key, kk_contract_group(key))
                            : b->row != row))
            continue;
        *column = b->column;
        return b->words;
    }
    return NULL;
}

enum kk_status kk_contract_load(struct kk_db *db, struct kk_contract **out,
                                struct kk_err *err)
{
    struct kk_contract *c = kk_alloc(sizeof *c);
    enum kk_status st = read_rows(db, &c->rows, &c->bads, err);

    *out = NULL;
    tell_bads(c);
    if (st == KK_OK)
        st = make_calendar(c, err);
    if (st == KK_OK)
        st = make_desks(c, err);
    if (st != KK_OK)
        kk_contract_free(&c);
    *out = c;
    return st;
}

void kk_contract_free(struct kk_contract **pc)
{
    struct kk_contract *c = *pc;

    if (c == NULL)
        return;
    kk_cal_free(&c->cal);
    kk_contract_rows_free(&c->rows);
    kk_free(c->bads.at);
    kk_str_free(&c->notes);
    kk_arena_free(&c->arena);
    kk_free(c);
    *pc = NULL;
}
