/* The contract's rows: from the tables, or from what the program was built
 * with.
 */
#include <kikusui/base/data.h>
#include <kikusui/domain/contract_rows.h>

#include <stdlib.h>
#include <string.h>

int kk_contract_minutes(const char *text)
{
    int h;
    int m;

    if (text == NULL || strlen(text) != 5 || text[2] != ':')
        return -1;
    for (int i = 0; i < 5; i++)
        if (i != 2 && (text[i] < '0' || text[i] > '9'))
            return -1;
    h = (text[0] - '0') * 10 + text[1] - '0';
    m = (text[3] - '0') * 10 + text[4] - '0';
    return h > 24 || m > 59 || h * 60 + m > 1440 ? -1 : h * 60 + m;
}

void kk_contract_rows_free(struct kk_contract_rows *rows)
{
    kk_free(rows->param);
    kk_free(rows->holiday);
    kk_free(rows->desk);
    kk_free(rows->hours);
    kk_free(rows->closure);
    kk_free(rows->gone);
    kk_arena_free(&rows->arena);
    *rows = (struct kk_contract_rows){0};
}

/* --- one row, from either source ------------------------------------------ */

static const char *keep(struct kk_contract_rows *r,
                        const struct kk_row_source *s, const char *column)
{
    return kk_arena_strdup(&r->arena, s->text(s->src, column));
}

static void add_param(struct kk_contract_rows *r, const struct kk_row_source *s)
{
    if (s->number(s->src, "deleted") != 0) {
        kk_grow(&r->gone, &r->cap_gone, r->n_gone + 1, sizeof *r->gone);
        r->gone[r->n_gone++] = keep(r, s, "key");
        return;
    }
    kk_grow(&r->param, &r->cap_params, r->n_params + 1, sizeof *r->param);
    r->param[r->n_params++] = (struct kk_param_row){
        .id = s->number(s->src, "id"),
        .key = keep(r, s, "key"),
        .value = keep(r, s, "value"),
        .from = (kk_day)s->number(s->src, "valid_from"),
        .to = (kk_day)s->number(s->src, "valid_to"),
    };
}

static void add_holiday(struct kk_contract_rows *r,
                        const struct kk_row_source *s)
{
    kk_grow(&r->holiday, &r->cap_holidays, r->n_holidays + 1,
            sizeof *r->holiday);
    r->holiday[r->n_holidays++] = (struct kk_holiday_row){
        .id = s->number(s->src, "id"),
        .day = (kk_day)s->number(s->src, "date"),
        .name = keep(r, s, "name"),
        .kind = keep(r, s, "kind"),
    };
}

static void add_desk(struct kk_contract_rows *r, const struct kk_row_source *s)
{
    kk_grow(&r->desk, &r->cap_desks, r->n_desks + 1, sizeof *r->desk);
    r->desk[r->n_desks++] = (struct kk_desk_info){
        .id = s->number(s->src, "id"),
        .vendor = keep(r, s, "vendor"),
        .name = keep(r, s, "name"),
        .abbr = keep(r, s, "short"),
        .kana = keep(r, s, "kana"),
        .service = keep(r, s, "service"),
        .phone = keep(r, s, "phone"),
        .mail = keep(r, s, "mail"),
        .needs = keep(r, s, "needs_text"),
        .note = keep(r, s, "contract_note"),
        .closed_on = keep(r, s, "closed_on"),
        .certificate = s->number(s->src, "issues_certificate") != 0,
    };
    r->desk[r->n_desks - 1].next_day =
        strstr(r->desk[r->n_desks - 1].note, "翌営業日") != NULL;
}

static void add_hours(struct kk_contract_rows *r, const struct kk_row_source *s)
{
    kk_grow(&r->hours, &r->cap_hours, r->n_hours + 1, sizeof *r->hours);
    r->hours[r->n_hours++] = (struct kk_desk_hours_row){
        .id = s->number(s->src, "id"),
        .desk = s->desk_id(r, s->src),
        .service = keep(r, s, "service"),
        .dow = (int)s->number(s->src, "dow"),
        .open_min = (int)s->number(s->src, "open_min"),
        .close_min = (int)s->number(s->src, "close_min"),
    };
}

static void add_closure(struct kk_contract_rows *r,
                        const struct kk_row_source *s)
{
    kk_grow(&r->closure, &r->cap_closures, r->n_closures + 1,
            sizeof *r->closure);
    r->closure[r->n_closures++] = (struct kk_desk_closure_row){
        .id = s->number(s->src, "id"),
        .desk = s->desk_id(r, s->src),
        .from = (kk_day)s->number(s->src, "from_day"),
        .to = (kk_day)s->number(s->src, "to_day"),
        .note = keep(r, s, "note"),
    };
}

typedef void add_fn(struct kk_contract_rows *r, const struct kk_row_source *s);
static const struct {
    enum kk_contract_table table;
    const char *query;
    add_fn *add;
} parts[] = {
    {KK_TAB_PARAM, "query/contract_params", add_param},
    {KK_TAB_HOLIDAY, "query/contract_holidays", add_holiday},
    {KK_TAB_DESK, "query/contract_desks", add_desk},
    {KK_TAB_HOURS, "query/contract_desk_hours", add_hours},
    {KK_TAB_CLOSURE, "query/contract_desk_closures", add_closure},
};
enum { PARTS = sizeof parts / sizeof *parts };

void kk_contract_rows_add(struct kk_contract_rows *rows,
                          enum kk_contract_table table,
                          const struct kk_row_source *s)
{
    for (size_t i = 0; i < PARTS; i++)
        if (parts[i].table == table)
            parts[i].add(rows, s);
}

/* --- from the database -----------------------------------------------------
 */

static const char *cur_text(void *src, const char *column)
{
    struct kk_cur *cur = src;
    int i = kk_cur_col(cur, column);
    const char *s = i < 0 ? NULL : kk_cur_text(cur, i);

    return s == NULL ? "" : s;
}

static int64_t cur_int(void *src, const char *column)
{
    struct kk_cur *cur = src;
    int i = kk_cur_col(cur, column);

    return i < 0 ? 0 : kk_cur_int(cur, i);
}

static kk_id cur_desk(struct kk_contract_rows *rows, void *src)
{
    (void)rows;
    return cur_int(src, "desk_id");
}

static enum kk_status read_query(struct kk_db *db, const char *query,
                                 add_fn *add, struct kk_contract_rows *out,
                                 struct kk_err *err)
{
    struct kk_row_source s = {
        .text = cur_text, .number = cur_int, .desk_id = cur_desk};
    struct kk_cur *cur;
    enum kk_status st = kk_cur_open(db, query, NULL, &cur, err);

    if (st != KK_OK)
        return st;
    s.src = cur;
    while ((st = kk_cur_next(cur, err)) == KK_OK)
        add(out, &s);
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_contract_rows_db(struct kk_db *db,
                                   struct kk_contract_rows *out,
                                   struct kk_err *err)
{
    enum kk_status st = KK_OK;

    *out = (struct kk_contract_rows){0};
    for (size_t i = 0; i < PARTS && st == KK_OK; i++)
        st = read_query(db, parts[i].query, parts[i].add, out, err);
    if (st != KK_OK)
        kk_contract_rows_free(out);
    return st;
}

/* --- from the program ------------------------------------------------------
 */

struct sheet_row {
    const struct kk_sheet *sheet;
    size_t row;
};

static const char *sheet_text(void *src, const char *column)
{
    const struct sheet_row *s = src;

    return kk_sheet_cell(s->sheet, s->row, column);
}

static int64_t sheet_int(void *src, const char *column)
{
    const struct sheet_row *s = src;
    const char *text = sheet_text(src, column);
    int64_t v = 0;
    int y;
    int m;
    int d;

    if (strcmp(column, "id") == 0)
        return (int64_t)s->row + 1;
    if (strlen(text) == 10 && text[4] == '-') {
        y = atoi(text);
        m = atoi(text + 5);
        d = atoi(text + 8);
        return kk_date_valid(y, m, d) ? kk_day_make(y, m, d) : 0;
    }
    return kk_parse_i64(text, &v) ? v : 0;
}

static kk_id sheet_desk(struct kk_contract_rows *rows, void *src)
{
    const char *name = sheet_text(src, "desk_id");

    for (size_t i = 0; i < rows->n_desks; i++)
        if (strcmp(rows->desk[i].name, name) == 0)
            return rows->desk[i].id;
    return 0;
}

static enum kk_status read_sheet(const char *name, add_fn *add,
                                 struct kk_contract_rows *out,
                                 struct kk_err *err)
{
    struct kk_sheet sheet;
    struct sheet_row at = {.sheet = &sheet};
    const struct kk_row_source s = {.src = &at,
                                    .text = sheet_text,
                                    .number = sheet_int,
                                    .desk_id = sheet_desk};
    enum kk_status st = kk_sheet_open(name, &sheet, err);

    if (st != KK_OK)
        return st;
    for (at.row = 0; at.row < sheet.n; at.row++)
        add(out, &s);
    kk_sheet_close(&sheet);
    return KK_OK;
}

enum kk_status kk_contract_rows_builtin(struct kk_contract_rows *out,
                                        struct kk_err *err)
{
    enum kk_status st;

    *out = (struct kk_contract_rows){0};
    st = read_sheet("contract/param.csv", add_param, out, err);
    if (st == KK_OK)
        st = read_sheet("contract/desk.csv", add_desk, out, err);
    if (st == KK_OK)
        st = read_sheet("contract/desk_hours.csv", add_hours, out, err);
    if (st != KK_OK)
        kk_contract_rows_free(out);
    return st;
}
