/* What a row of the city's list says, in our terms. */
#include "load_rows.h"

#include <kikusui/base/fold.h>

#include <string.h>

/* Our word for it; NULL: there is none. */
static const char *word(struct kk_names *words, const char *text)
{
    const struct kk_named *found;

    return text != NULL && kk_names_find(words, text, 0, &found) == 1
               ? found->extra
               : NULL;
}

static void read_segment(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *text = r->text[KK_L_SEGMENT];
    const char *found, *told = word(&l->segments, l->how->segment);

    if (text == NULL)
        text = l->how->segment;
    found = word(&l->segments, text);
    if (text == NULL)
        kk_ledger_bad(
            l, r, KK_L_SEGMENT,
            "空です。--segment で区分を指定するか、列に書いてください");
    else if (found == NULL)
        kk_ledger_bad(l, r, KK_L_SEGMENT,
                      "「%s」は区分にありません（住記・税、国保福祉、"
                      "中間サーバ接続端末）",
                      text);
    else if (l->how->segment != NULL && !kk_streq(found, told))
        kk_ledger_bad(l, r, KK_L_SEGMENT, "「%s」は指定の区分「%s」と違います",
                      found, l->how->segment);
    r->text[KK_L_SEGMENT] = found;
}

static void read_state(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *text = r->text[KK_L_STATE], *role = r->text[KK_L_ROLE];

    if (text != NULL && kk_ident_eq(text, "-"))
        text = NULL;
    r->state = word(&l->states, text);
    if (text != NULL && r->state == NULL)
        kk_ledger_bad(l, r, KK_L_STATE,
                      "「%s」は状態にありません（稼働中、保管、予備、故障、"
                      "修理中、廃止など）",
                      text);
    r->text[KK_L_ROLE] = word(&l->roles, role);
    if (role != NULL && r->text[KK_L_ROLE] == NULL)
        kk_ledger_bad(l, r, KK_L_ROLE,
                      "「%s」は用途にありません（窓口、運用、接続）", role);
}

static void read_model(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *text = r->text[KK_L_MODEL], *type = r->text[KK_L_TYPE];
    const struct kk_named *m;
    size_t found;

    if (text == NULL) {
        kk_ledger_bad(l, r, KK_L_MODEL, "空です");
        return;
    }
    found = kk_names_find(&l->models, text, 0, &m);
    if (found == 0)
        kk_ledger_bad(l, r, KK_L_MODEL, "機種「%s」はありません", text);
    else if (found > 1)
        kk_ledger_bad(l, r, KK_L_MODEL, "機種「%s」は%zu種類に当たります", text,
                      found);
    else
        r->model = m->id;
    /* The model decides; a differing word is only told. */
    if (found == 1 && type != NULL && m->extra != NULL &&
        strstr(type, m->extra) == NULL && strstr(m->extra, type) == NULL)
        kk_ledger_note(l, r, KK_L_TYPE, "注意「%s」ですが機種は%sです", type,
                       m->extra);
}

static void read_place(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *text = r->text[KK_L_SITE];
    const struct kk_named *p;
    size_t found;

    if (text == NULL) {
        kk_ledger_bad(l, r, KK_L_SITE, "空です");
        return;
    }
    found = kk_names_find(&l->places, text, 0, &p);
    if (found == 0) {
        kk_ledger_bad(l, r, KK_L_SITE, "「%s」は別表2の拠点にありません", text);
    } else if (found > 1) {
        kk_ledger_bad(l, r, KK_L_SITE,
                      "「%s」は%zuか所に当たります。場所の名前で書いてください",
                      text, found);
    } else {
        r->place = p->id;
        r->site = p->of;
    }
}

/* An unknown department is no mistake: 別表2 says 「など」. It is made when the
 * row is written. */
static void read_dept(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *text = r->text[KK_L_DEPT];
    const struct kk_named *d;
    size_t found;

    if (text == NULL || r->site == 0)
        return;
    found = kk_names_find(&l->depts, text, r->site, &d);
    if (found > 1)
        kk_ledger_bad(l, r, KK_L_DEPT, "「%s」は%zu部署に当たります", text,
                      found);
    else if (found == 1)
        r->dept = d->id;
}

static void read_media(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *kind = r->text[KK_L_MEDIA_KIND];
    const char *version = r->text[KK_L_MEDIA_VERSION];
    const struct kk_named *image;

    if (r->text[KK_L_WARRANTY] != NULL) {
        struct kk_err why = {0};

        if (kk_day_parse_full(r->text[KK_L_WARRANTY], &r->warranty, &why) !=
            KK_OK)
            kk_ledger_bad(l, r, KK_L_WARRANTY, "%s", why.text);
    }
    if (kind == NULL && version == NULL)
        return;
    if (kind == NULL || version == NULL) {
        kk_ledger_bad(l, r, kind == NULL ? KK_L_MEDIA_KIND : KK_L_MEDIA_VERSION,
                      "媒体種別と媒体版は両方書いてください");
        return;
    }
    if (kk_names_find(&l->images, kind, 0, &image) != 1) {
        kk_ledger_bad(l, r, KK_L_MEDIA_KIND, "媒体「%s」はありません", kind);
        return;
    }
    r->media_kind = image->extra;
    r->media = kk_arena_printf(&l->arena, "%s %s", image->extra, version);
}

void kk_ledger_values(struct kk_ledger *l, struct kk_ledger_row *r)
{
    read_segment(l, r);
    read_state(l, r);
    read_model(l, r);
    read_place(l, r);
    read_dept(l, r);
    read_media(l, r);
}
