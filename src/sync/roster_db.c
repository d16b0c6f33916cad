/* The rosters that this copy holds. */
#include "state.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/roster.h>

#include <string.h>

struct held { /* one of them, parsed */
    char *text;
    unsigned char sig[KK_SIGN_BYTES];
    struct kk_roster roster;
};
struct list { /* newest first */
    size_t n, cap;
    struct held *at;
};

static void list_free(struct list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        kk_free(l->at[i].text);
        kk_roster_free(&l->at[i].roster);
    }
    kk_free(l->at);
    *l = (struct list){0};
}

static enum kk_status list_read(struct kk_db *db, struct list *out,
                                struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st =
        kk_cur_open(db, "query/sync_roster_all", NULL, &cur, err);

    *out = (struct list){0};
    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        struct kk_val sig = kk_cur_val(cur, 2);
        struct held h = {.text = kk_strdup(kk_cur_text(cur, 1))};

        if (sig.n_bytes != sizeof h.sig ||
            !kk_roster_parse(h.text, &h.roster)) {
            kk_free(h.text);
            st = kk_fail(err, KK_BUG, "端末の名簿が読めません");
            break;
        }
        memcpy(h.sig, sig.s, sizeof h.sig);
        kk_grow(&out->at, &out->cap, out->n + 1, sizeof *out->at);
        out->at[out->n++] = h;
    }
    kk_cur_close(&cur);
    if (st == KK_NONE)
        return KK_OK;
    list_free(out);
    return st;
}

enum kk_status kk_roster_load(struct kk_db *db, struct kk_roster *out,
                              struct kk_err *err)
{
    struct list l;
    enum kk_status st = list_read(db, &l, err);

    *out = (struct kk_roster){0};
    if (st == KK_OK && l.n == 0)
        st = KK_NONE;
    if (st == KK_OK) {
        *out = l.at[0].roster;
        l.at[0].roster = (struct kk_roster){0};
    }
    list_free(&l);
    return st;
}

static bool says_nothing_new(const struct kk_roster *newest,
                             const struct kk_roster *r)
{
    struct kk_roster copy = {0};
    bool new;

    (void)kk_roster_merge(&copy, newest);
    new = kk_roster_merge(&copy, r);
    kk_roster_free(&copy);
    return !new;
}

static const char *state_word(enum kk_member_state s)
{
    switch (s) {
    case KK_MEMBER_LIVE:
        return "live";
    case KK_MEMBER_LOST:
        return "lost";
    case KK_MEMBER_RETIRED:
        return "retired";
    }
    return "";
}

static enum kk_status write_nodes(struct kk_db *db, const struct kk_roster *r,
                                  struct kk_err *err)
{
    enum kk_status st = kk_db_run(db, "query/sync_node_clear", NULL, err);

    for (size_t i = 0; st == KK_OK && i < r->n; i++) {
        const struct kk_member *m = &r->member[i];

        st = kk_db_run(
            db, "query/sync_node_put",
            KK_BINDS({"node", kk_vtext(m->hex)}, {"name", kk_vtext(m->name)},
                     {"role", kk_vtext(m->office ? "office" : "laptop")},
                     {"state", kk_vtext(state_word(m->state))},
                     {"since", kk_vint(m->since)},
                     {"closed", kk_vint(m->closed)}),
            err);
    }
    return st;
}

/* The one with which the office changed to the key that it has now: whoever
 * missed it cannot read what came after. */
static bool leads_here(const struct kk_roster *newest,
                       const struct kk_roster *r)
{
    const struct kk_member *then = kk_roster_office(r);
    const struct kk_member *now = kk_roster_office(newest);

    return then->n_former > 0 && then->former[0].version == r->version + 1 &&
           memcmp(&then->keys, &now->keys, sizeof now->keys) == 0;
}

/* Keeps a document, drops what the newest says too, reads the newest out. */
static enum kk_status keep(struct kk_db *db, const struct kk_roster_doc *doc,
                           int64_t version, struct kk_err *err)
{
    struct list l = {0};
    enum kk_status st = kk_db_run(
        db, "query/sync_roster_put",
        KK_BINDS({"version", kk_vint(version)}, {"text", kk_vtext(doc->text)},
                 {"sig", kk_vblob(doc->sig, sizeof doc->sig)}),
        err);

    if (st == KK_OK)
        st = list_read(db, &l, err);
    for (size_t i = 1; st == KK_OK && i < l.n; i++)
        if (says_nothing_new(&l.at[0].roster, &l.at[i].roster) &&
            !leads_here(&l.at[0].roster, &l.at[i].roster))
            st =
                kk_db_run(db, "query/sync_roster_drop",
                          KK_BINDS({"version", kk_vint(l.at[i].roster.version)},
                                   {"text", kk_vtext(l.at[i].text)}),
                          err);
    if (st == KK_OK && l.n > 0)
        st = write_nodes(db, &l.at[0].roster, err);
    list_free(&l);
    return st;
}

/* Of a change of keys that a program of format 1 recorded nobody knows where
 * it was: what is held by now is what the former key may vouch for. */
static enum kk_status bound(struct kk_db *db, struct kk_member *m,
                            struct kk_former_key *f, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val heard[3] = {{0}, {0}, {0}};
    enum kk_status st =
        kk_db_one(db, "query/sync_heard_get",
                  KK_BINDS({"node", kk_vtext(m->hex)}), &arena, heard, 3, err);
    uint64_t sent = 0;

    if (st == KK_NONE)
        st = m->office ? kk_state_seq(db, &sent, err) : KK_OK;
    else
        sent = (uint64_t)heard[0].i;
    f->bounded = true;
    f->count = (int64_t)sent;
    kk_arena_free(&arena);
    return st == KK_OK ? kk_vector_of_node(db, m->hex, &f->upto, err) : st;
}

static enum kk_status bound_all(struct kk_db *db, struct kk_roster *r,
                                bool *changed, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; st == KK_OK && k < r->member[i].n_former; k++)
            if (!r->member[i].former[k].bounded) {
                st = bound(db, &r->member[i], &r->member[i].former[k], err);
                *changed = true;
            }
    return st;
}

/* What would not be read again is not issued. */
static enum kk_status check_readable(const char *text, struct kk_err *err)
{
    struct kk_roster again;
    bool ok = kk_roster_parse(text, &again);

    kk_roster_free(&again);
    return ok ? KK_OK
              : kk_fail(err, KK_REFUSED,
                        "端末の名簿が大きすぎます（%d 台、%zu KiB まで）。"
                        "これより多くの端末は登録できません",
                        KK_ROSTER_MAX_MEMBERS, KK_ROSTER_MAX_BYTES >> 10);
}

enum kk_status kk_roster_issue(struct kk_db *db, struct kk_roster *r,
                               const struct kk_keys *keys, struct kk_err *err)
{
    struct kk_str text = {0};
    struct kk_roster_doc doc;
    bool changed;
    enum kk_status st = bound_all(db, r, &changed, err);

    if (st != KK_OK)
        return st;
    r->version++;
    kk_roster_text(r, &text);
    doc.text = kk_str_c(&text);
    st = check_readable(doc.text, err);
    if (st == KK_OK) {
        kk_roster_sign(doc.text, keys, doc.sig);
        st = keep(db, &doc, r->version, err);
    }
    kk_str_free(&text);
    return st;
}

enum kk_status kk_roster_bound(struct kk_db *db, const struct kk_keys *keys,
                               struct kk_err *err)
{
    struct kk_roster r = {0};
    bool changed = false;
    enum kk_status st = kk_roster_load(db, &r, err);

    if (st == KK_OK)
        st = bound_all(db, &r, &changed, err);
    if (st == KK_OK && changed)
        st = kk_roster_issue(db, &r, keys, err);
    kk_roster_free(&r);
    return st;
}

static enum kk_status not_ours(struct kk_err *err)
{
    return kk_fail_at(err, KK_BADBUNDLE, "roster",
                      "端末の名簿に事務所の正しい署名がありません。"
                      "取り込まず、送り手に確かめてください");
}

/* The office takes over what an own one says that it forgot in a restore, and
 * makes sure that its next is newer. */
static enum kk_status take_back(struct kk_db *db, struct kk_roster *mine,
                                const struct kk_roster *back,
                                const struct kk_keys *keys, bool *changed,
                                struct kk_err *err)
{
    *changed = kk_roster_merge(mine, back) || back->version > mine->version;
    if (!*changed)
        return KK_OK;
    if (back->version > mine->version)
        mine->version = back->version;
    return kk_roster_issue(db, mine, keys, err);
}

/* A laptop that one of then calls revoked takes part all the same today. */
static void find_gone(const struct kk_roster *mine,
                      const struct kk_roster *then, struct kk_str *out)
{
    for (size_t i = 0; out != NULL && i < then->n; i++) {
        const struct kk_member *was = &then->member[i];
        const struct kk_member *is = kk_roster_find(mine, was->hex);

        if (was->state != KK_MEMBER_LIVE && is != NULL &&
            is->state == KK_MEMBER_LIVE)
            kk_str_addf(out, "%s\n", is->name);
    }
}

static enum kk_status accept(struct kk_db *db, const struct kk_roster_doc *doc,
                             const struct kk_roster *came,
                             struct kk_roster *mine, const struct kk_keys *keys,
                             bool *changed, struct kk_str *gone,
                             struct kk_err *err)
{
    struct kk_str text = {0};
    enum kk_roster_signer by;
    bool same;

    kk_roster_text(mine, &text);
    same = strcmp(kk_str_c(&text), doc->text) == 0;
    kk_str_free(&text);
    if (same)
        return KK_OK;
    by = kk_roster_signer(doc, came->version, kk_roster_office(mine));
    if (memcmp(came->deployment, mine->deployment, sizeof came->deployment) !=
            0 ||
        by == KK_SIGNED_BY_NONE)
        return not_ours(err);
    /* Whoever has the old key now could write any that seems to be of then. */
    if (by == KK_SIGNED_BEFORE) {
        if (keys != NULL)
            find_gone(mine, came, gone);
        return KK_OK;
    }
    if (keys != NULL)
        return take_back(db, mine, came, keys, changed, err);
    *changed = came->version > mine->version;
    /* An older one that says nothing new goes again at once. */
    return keep(db, doc, came->version, err);
}

enum kk_status kk_roster_accept(struct kk_db *db,
                                const struct kk_roster_doc *doc,
                                const struct kk_keys *keys, bool *changed,
                                struct kk_str *gone, struct kk_err *err)
{
    struct kk_roster came, mine = {0};
    enum kk_status st;

    *changed = false;
    if (!kk_roster_parse(doc->text, &came))
        return not_ours(err);
    st = kk_roster_load(db, &mine, err);
    if (st == KK_NONE)
        st = kk_fail(err, KK_BUG, "端末の名簿がありません");
    if (st == KK_OK)
        st = accept(db, doc, &came, &mine, keys, changed, gone, err);
    kk_roster_free(&came);
    kk_roster_free(&mine);
    return st;
}

enum kk_status kk_roster_pin(struct kk_db *db, const struct kk_roster_doc *doc,
                             struct kk_err *err)
{
    struct kk_roster r;
    enum kk_status st;

    if (!kk_roster_parse(doc->text, &r))
        return not_ours(err);
    st = kk_roster_signer(doc, r.version, kk_roster_office(&r)) !=
                 KK_SIGNED_BY_NONE
             ? keep(db, doc, r.version, err)
             : not_ours(err);
    kk_roster_free(&r);
    return st;
}

/* The office by which a roster is judged: ours, else, of a copy made again from
 * its tail alone, its own. */
static bool is_newer(const struct kk_roster_doc *doc,
                     const struct kk_roster *came, const struct kk_roster *mine)
{
    const struct kk_member *office =
        kk_roster_office(mine->n == 0 ? came : mine);

    return office != NULL &&
           kk_roster_signer(doc, came->version, office) != KK_SIGNED_BY_NONE &&
           (mine->n == 0 || (came->version > mine->version &&
                             memcmp(came->deployment, mine->deployment,
                                    sizeof came->deployment) == 0));
}

static enum kk_status put_back(struct kk_db *db, const struct kk_card *card,
                               struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_roster came = {0}, mine = {0};
    struct kk_roster_doc doc;
    enum kk_status st = kk_roster_load(db, &mine, err);

    if (st == KK_NONE)
        st = KK_OK;
    if (st == KK_OK && kk_roster_card(card, &arena, &doc) &&
        kk_roster_parse(doc.text, &came) && is_newer(&doc, &came, &mine))
        st = keep(db, &doc, came.version, err);
    kk_roster_free(&came);
    kk_roster_free(&mine);
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_roster_put_back(struct kk_db *db, const struct kk_str *cards,
                                  struct kk_err *err)
{
    const struct kk_intent none = {.action = "restore"};
    struct kk_card_reader r = {.bytes = kk_str_c(cards),
                               .n_bytes = cards->n_bytes};
    struct kk_commit commit;
    struct kk_card card;
    enum kk_status st = kk_tx_begin(db, KK_TX_WRITE, err);

    if (st != KK_OK)
        return st;
    while (st == KK_OK && kk_card_next(&r, &card, NULL) == KK_OK)
        if (card.kind == 'R')
            st = put_back(db, &card, err);
    kk_card_reader_free(&r);
    if (st == KK_OK)
        return kk_tx_commit(db, &none, &commit, err);
    kk_tx_rollback(db);
    return st;
}

enum kk_status kk_roster_cards(struct kk_db *db, enum kk_roster_order order,
                               struct kk_str *out, int *format,
                               struct kk_err *err)
{
    char hex[2 * KK_SIGN_BYTES + 1];
    struct list l;
    enum kk_status st = list_read(db, &l, err);

    if (format != NULL)
        *format = 1;
    for (size_t i = 0; st == KK_OK && i < l.n; i++) {
        const struct held *h =
            &l.at[order == KK_ROSTER_NEWEST_FIRST ? i : l.n - 1 - i];

        kk_hex(h->sig, sizeof h->sig, hex);
        kk_str_addf(out, "R\t%s\t", hex);
        kk_card_text(out, h->text);
        kk_str_addc(out, '\n');
        if (format != NULL && !kk_str_starts(h->text, "kikusui-roster 1\n"))
            *format = 2;
    }
    list_free(&l);
    return st;
}

bool kk_roster_card(const struct kk_card *card, struct kk_arena *arena,
                    struct kk_roster_doc *out)
{
    return card->n == 2 && strlen(card->field[0]) == 2 * sizeof out->sig &&
           kk_unhex(card->field[0], out->sig, sizeof out->sig) &&
           kk_card_read_long(card->field[1], KK_ROSTER_MAX_BYTES, arena,
                             &out->text);
}
