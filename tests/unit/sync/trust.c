/* Who gets in and what counts: forgery, gaps, revocation, new keys, and
 * an office that went back to a backup. */
#include "harm.h"

#include <kikusui/store/apply.h>
#include <kikusui/sync/head.h>

#include <unistd.h>

/* The database file as it is now, for a disaster later. */
static void keep(struct copy *c)
{
    ck_assert_int_eq(temp_sh("rm -f %s.kept", c->path), 0);
    kk_db_close(&c->db);
    ck_assert_int_eq(temp_sh("cp %s %s.kept", c->path, c->path), 0);
    copy_open(c, false);
}

/* The disk died; the kept file is all there is, and the keys. */
static void go_back(struct copy *c, bool state_too)
{
    kk_db_close(&c->db);
    ck_assert_int_eq(
        temp_sh("cp %s.kept %s && rm -f %s.tail", c->path, c->path, c->path),
        0);
    if (state_too)
        ck_assert_int_eq(temp_sh("rm -f %s.keys/sync.state", c->path), 0);
    copy_open(c, false);
}

static const char *member_state(struct copy *c, const char *name)
{
    struct kk_cur *cur;
    struct kk_str sql = {0};
    const char *state;

    kk_str_addf(&sql, "SELECT state FROM node WHERE name='%s'", name);
    ck_ok(kk_cur_open_sql(c->db, kk_str_c(&sql), NULL, &cur, &c->err), &c->err);
    ck_ok(kk_cur_next(cur, &c->err), &c->err);
    state = kk_arena_strdup(&c->arena, kk_cur_text(cur, 0));
    kk_cur_close(&cur);
    kk_str_free(&sql);
    return state;
}

START_TEST(nobody_writes_under_anothers_name)
{
    const struct kk_intent none = {.action = "forge"};
    struct world w;
    kk_id site = world_new(&w);
    struct kk_commit made, c;
    struct kk_apply_count count;
    struct kk_apply *a;
    struct kk_str cards = {0};
    struct kk_card_reader r;
    struct kk_card card;
    char *file;

    copy_rename(&w.k2, site, "偽", &made);
    ck_ok(kk_card_of_entry(w.k2.db, made.arrival, &cards, &w.k2.err),
          &w.k2.err);
    /* K1 has K2's entry from somewhere, without K2's signature */
    r = (struct kk_card_reader){.bytes = cards.s, .n_bytes = cards.n_bytes};
    ck_ok(kk_tx_begin(w.k1.db, KK_TX_WRITE, &w.k1.err), &w.k1.err);
    ck_ok(kk_apply_new(w.k1.db, &a, &w.k1.err), &w.k1.err);
    while (kk_card_next(&r, &card, &w.k1.err) == KK_OK)
        ck_ok(kk_apply_card(a, &card, &w.k1.err), &w.k1.err);
    ck_ok(kk_apply_finish(a, &count, &w.k1.err), &w.k1.err);
    kk_apply_free(&a);
    ck_ok(kk_tx_commit(w.k1.db, &none, &c, &w.k1.err), &w.k1.err);
    file = copy_export(&w.k1, w.stick);
    ck_assert_int_eq(copy_take(&w.office, file).status, KK_BADBUNDLE);
    ck_assert_int_eq(
        copy_int(&w.office, "SELECT kind='signature' FROM refusal"), 1);
    ck_assert_str_eq(copy_name(&w.office, site), "東");
    kk_card_reader_free(&r);
    kk_str_free(&cards);
    kk_free(file);
    world_free(&w);
}
END_TEST

START_TEST(a_lost_laptop_counts_to_where_the_office_was)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_import_one one;
    char *file;

    copy_rename(&w.k1, site, "一", NULL);
    carry(&w, &w.k1, &w.office);
    ck_ok(kk_enrol_revoke(w.office.db, "K1", true, NULL, &w.office.err),
          &w.office.err);
    copy_rename(&w.k1, site, "二", NULL);
    copy_rename(&w.k1, site, "三", NULL);
    file = copy_export(&w.k1, w.stick);
    one = copy_import(&w.office, file);
    ck_assert_int_eq(one.left_out, 2);
    ck_assert_int_eq(one.entries, 0);
    ck_assert_str_eq(copy_name(&w.office, site), "一");
    carry(&w, &w.office, &w.k2);
    same(&w.office, &w.k2);
    ck_assert_str_eq(member_state(&w.k2, "K1"), "lost");
    kk_free(file);
    world_free(&w);
}
END_TEST

START_TEST(a_retired_laptop_brings_its_last_bundle)
{
    struct world w;
    kk_id site = world_new(&w);
    char *file;

    ck_ok(kk_enrol_revoke(w.office.db, "K1", false, NULL, &w.office.err),
          &w.office.err);
    copy_rename(&w.k1, site, "最後", NULL);
    file = copy_export(&w.k1, w.stick);
    ck_assert_int_eq(copy_import(&w.office, file).entries, 1);
    kk_free(file);
    copy_rename(&w.k1, site, "その後", NULL);
    file = copy_export(&w.k1, w.stick);
    ck_assert_int_eq(copy_import(&w.office, file).left_out, 1);
    ck_assert_str_eq(copy_name(&w.office, site), "最後");
    kk_free(file);
    world_free(&w);
}
END_TEST

/* The stick has an earlier one and a key change before it. */
START_TEST(the_last_bundle_of_a_retired_laptop_is_the_last_on_the_stick)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_import_how how;
    struct kk_import_done done;
    char *rekey, *file;

    ck_ok(kk_enrol_rekey(w.k1.db, NULL, w.stick, &rekey, &w.k1.err), &w.k1.err);
    copy_rename(&w.k1, site, "前", NULL);
    kk_free(copy_export(&w.k1, w.stick));
    copy_rename(&w.k1, site, "最後", NULL);
    kk_free(copy_export(&w.k1, w.stick));
    ck_ok(kk_enrol_revoke(w.office.db, "K1", false, NULL, &w.office.err),
          &w.office.err);
    how = (struct kk_import_how){.path = rekey};
    ck_ok(kk_import(w.office.db, &how, &done, &w.office.err), &w.office.err);
    kk_import_done_free(&done);
    how.path = w.stick;
    ck_ok(kk_import(w.office.db, &how, &done, &w.office.err), &w.office.err);
    ck_assert_int_eq(done.left_out, 0);
    ck_assert_str_eq(copy_name(&w.office, site), "最後");
    kk_import_done_free(&done);
    copy_rename(&w.k1, site, "その後", NULL);
    file = copy_export(&w.k1, w.stick);
    ck_assert_int_eq(copy_import(&w.office, file).left_out, 1);
    carry(&w, &w.office, &w.k2);
    same(&w.office, &w.k2);
    kk_free(rekey);
    kk_free(file);
    world_free(&w);
}
END_TEST

/* A laptop enrolled afterwards takes what counted of a revoked one. */
START_TEST(what_a_revoked_laptop_did_reaches_a_new_one)
{
    struct world w;
    struct copy k3;
    kk_id site = world_new(&w);

    copy_rename(&w.k1, site, "一", NULL);
    carry(&w, &w.k1, &w.office);
    ck_ok(kk_enrol_revoke(w.office.db, "K1", true, NULL, &w.office.err),
          &w.office.err);
    copy_new(&k3, w.dir, "K3", false);
    enrol(&w, &k3);
    same(&w.office, &k3);
    copy_free(&k3);
    world_free(&w);
}
END_TEST

START_TEST(an_office_back_from_a_backup_gets_everything_again)
{
    struct world w;
    kk_id site = world_new(&w);
    char *file;

    keep(&w.office);
    copy_rename(&w.k1, site, "一", NULL);
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.office, &w.k1);
    carry(&w, &w.office, &w.k2);
    copy_rename(&w.k1, site, "二", NULL);
    go_back(&w.office, true);
    /* K1 believes that the office has more: what is missing is named */
    file = copy_export(&w.k1, w.stick);
    ck_assert_int_eq(copy_take(&w.office, file).status, KK_BADBUNDLE);
    ck_assert_int_eq(copy_int(&w.office, "SELECT kind='gap' FROM refusal"), 1);
    kk_free(file);
    carry(&w, &w.office, &w.k1);
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.office, &w.k2);
    ck_assert_str_eq(copy_name(&w.office, site), "二");
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    world_free(&w);
}
END_TEST

/* Its tail gives it a part of what K2 signed for at once, and the head of that
 * part is lost. What it holds counts all the same, for others too. */
START_TEST(an_office_back_from_a_backup_passes_on_what_it_holds)
{
    struct world w;
    struct kk_restore_count n;
    kk_id between, of_k2;
    char *old;

    (void)world_new(&w);
    old = kk_path_join(w.dir, "old.db");
    ck_ok(kk_backup_to(w.office.db, old, &w.office.err), &w.office.err);
    between = copy_site(&w.office, 8, "白石");
    ck_ok(kk_backup_automatic(w.office.db, KK_BACKUP_DAILY, &w.office.err),
          &w.office.err);
    carry(&w, &w.office, &w.k2);
    of_k2 = copy_site(&w.k2, 9, "豊平");
    copy_rename(&w.k2, between, "白石区", NULL);
    carry(&w, &w.k2, &w.office);
    (void)copy_site(&w.k1, 10, "手稲");
    carry(&w, &w.k1, &w.office);
    kk_db_close(&w.office.db);
    ck_assert_int_eq(unlink(w.office.path), 0);
    ck_ok(kk_restore(w.office.path, old, &w.office.clock, &n, &w.office.err),
          &w.office.err);
    /* what K2 built on what is missing waits for K2; K1 is not held up */
    ck_assert_int_eq(n.tail, 2);
    ck_assert_int_eq(n.unverified, 1);
    copy_open(&w.office, false);
    carry(&w, &w.office, &w.k1);
    ck_assert_str_eq(copy_name(&w.k1, of_k2), "豊平");
    carry(&w, &w.office, &w.k2);
    carry(&w, &w.k2, &w.office);
    carry(&w, &w.office, &w.k1);
    ck_assert_str_eq(copy_name(&w.k1, between), "白石区");
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    kk_free(old);
    world_free(&w);
}
END_TEST

START_TEST(a_restored_office_learns_its_own_revocations_back)
{
    struct world w;

    for (int state_too = 0; state_too < 2; state_too++) {
        (void)world_new(&w);
        keep(&w.office);
        ck_ok(kk_enrol_revoke(w.office.db, "K1", true, NULL, &w.office.err),
              &w.office.err);
        carry(&w, &w.office, &w.k2);
        go_back(&w.office, state_too == 1);
        ck_assert_str_eq(member_state(&w.office, "K1"), "live");
        carry(&w, &w.k2, &w.office);
        ck_assert_str_eq(member_state(&w.office, "K1"), "lost");
        world_free(&w);
    }
}
END_TEST

/* It issues another roster before it hears of the one it forgot. */
START_TEST(a_forgotten_revocation_survives_a_newer_roster)
{
    struct world w;
    struct copy k3;

    (void)world_new(&w);
    keep(&w.office);
    ck_ok(kk_enrol_revoke(w.office.db, "K1", true, NULL, &w.office.err),
          &w.office.err);
    carry(&w, &w.office, &w.k2);
    go_back(&w.office, true);
    copy_new(&k3, w.dir, "K3", false);
    enrol(&w, &k3);
    ck_ok(kk_enrol_revoke(w.office.db, "K3", true, NULL, &w.office.err),
          &w.office.err);
    carry(&w, &w.office, &w.k2);
    carry(&w, &w.k2, &w.office);
    ck_assert_str_eq(member_state(&w.office, "K1"), "lost");
    ck_assert_str_eq(member_state(&w.office, "K3"), "lost");
    carry(&w, &w.office, &w.k2);
    ck_assert_str_eq(member_state(&w.k2, "K1"), "lost");
    copy_free(&k3);
    world_free(&w);
}
END_TEST

START_TEST(a_laptop_with_new_keys_goes_on)
{
    struct world w;
    kk_id site = world_new(&w);
    char *rekey, *late, *file;

    copy_rename(&w.k1, site, "前", NULL);
    late = copy_export(&w.k1, w.stick);
    ck_ok(kk_enrol_rekey(w.k1.db, NULL, w.stick, &rekey, &w.k1.err), &w.k1.err);
    copy_rename(&w.k1, site, "後", NULL);
    file = copy_export(&w.k1, w.stick);
    {
        struct kk_heads_found f; /* no roster names the new key yet */

        ck_ok(kk_heads_check(w.k1.db, &f, &w.k1.err), &w.k1.err);
        ck_assert_msg(f.heads > 0 && f.bad == 0, "%s", kk_str_c(&f.words));
        kk_str_free(&f.words);
    }
    ck_assert_int_eq(copy_take(&w.office, file).status, KK_BADBUNDLE);
    (void)copy_import(&w.office, rekey);
    (void)copy_import(&w.office, file);
    ck_assert_str_eq(copy_name(&w.office, site), "後");
    ck_assert(copy_import(&w.office, rekey).already);
    (void)copy_import(&w.office, late);
    carry(&w, &w.office, &w.k1);
    carry(&w, &w.office, &w.k2);
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    kk_free(rekey);
    kk_free(late);
    kk_free(file);
    world_free(&w);
}
END_TEST

START_TEST(an_office_with_new_keys_goes_on)
{
    struct world w;
    kk_id site = world_new(&w);
    char *rekey, *file;

    ck_ok(kk_enrol_rekey(w.office.db, NULL, w.stick, &rekey, &w.office.err),
          &w.office.err);
    copy_rename(&w.office, site, "後", NULL);
    file = copy_export(&w.office, w.stick);
    ck_assert_int_eq(copy_take(&w.k1, file).status, KK_BADBUNDLE);
    (void)copy_import(&w.k1, rekey);
    (void)copy_import(&w.k1, file);
    (void)copy_import(&w.k2, rekey);
    (void)copy_import(&w.k2, file);
    copy_rename(&w.k1, site, "もっと後", NULL);
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.office, &w.k2);
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    kk_free(rekey);
    kk_free(file);
    world_free(&w);
}
END_TEST

/* Somebody took the copy's disk: its file and its keys, as they are now. */
static void steal(struct copy *c, struct copy *thief, const char *dir)
{
    *thief = (struct copy){.clock = c->clock};
    thief->path = kk_path_join(dir, "thief.db");
    kk_db_close(&c->db);
    ck_assert_int_eq(temp_sh("rm -rf %s* && cp %s %s && cp -r %s.keys %s.keys",
                             thief->path, c->path, thief->path, c->path,
                             thief->path),
                     0);
    copy_open(c, false);
    copy_open(thief, false);
}

START_TEST(a_former_key_of_a_laptop_signs_nothing_new)
{
    struct world w;
    struct copy thief;
    kk_id site = world_new(&w);
    char *rekey, *late, *file;

    copy_rename(&w.k1, site, "前", NULL);
    late = copy_export(&w.k1, w.stick);
    steal(&w.k1, &thief, w.dir);
    copy_rename(&w.k1, site, "後", NULL);
    ck_ok(kk_enrol_rekey(w.k1.db, NULL, w.stick, &rekey, &w.k1.err), &w.k1.err);
    (void)copy_import(&w.office, rekey);
    /* Its count is one that the old key did sign, its entry is none. */
    copy_rename(&thief, site, "偽", NULL);
    file = copy_export(&thief, w.dir);
    refused_as(&w.office, file, "signature", "an entry of the old key");
    ck_assert_int_eq(unlink(file), 0);
    kk_free(file);
    for (int i = 0; i < 3; i++) {
        file = copy_export(&thief, w.dir);
        ck_assert_int_eq(copy_take(&w.office, file).status, KK_BADBUNDLE);
        ck_assert_int_eq(unlink(file), 0);
        kk_free(file);
    }
    ck_assert_ptr_nonnull(strstr(w.office.err.text, "前に使っていた鍵"));
    ck_assert_str_eq(copy_name(&w.office, site), "東");
    /* What it signed before still counts, from whomever it comes. */
    ck_assert_int_eq(copy_import(&w.office, late).entries, 1);
    ck_assert_str_eq(copy_name(&w.office, site), "前");
    carry(&w, &w.office, &w.k2);
    ck_assert_str_eq(copy_name(&w.k2, site), "前");
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.office, &w.k2);
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    copy_free(&thief);
    kk_free(rekey);
    kk_free(late);
    world_free(&w);
}
END_TEST

START_TEST(a_former_key_of_the_office_signs_nothing_new)
{
    struct world w;
    struct copy thief, k3;
    kk_id site = world_new(&w);
    char *rekey, *file;

    steal(&w.office, &thief, w.dir);
    ck_ok(kk_enrol_rekey(w.office.db, NULL, w.stick, &rekey, &w.office.err),
          &w.office.err);
    (void)copy_import(&w.k1, rekey);
    (void)copy_import(&w.k2, rekey);
    /* A roster of then with one laptop more, and entries. */
    copy_new(&k3, w.dir, "K3", false);
    {
        struct world theirs = {.stick = w.stick, .office = thief};

        enrol(&theirs, &k3);
        thief = theirs.office;
    }
    file = copy_export(&thief, w.stick);
    ck_assert_int_eq(unlink(file), 0);
    kk_free(file);
    copy_rename(&thief, site, "偽", NULL);
    file = copy_export(&thief, w.stick);
    ck_assert_int_eq(copy_take(&w.k1, file).status, KK_BADBUNDLE);
    ck_assert_str_eq(copy_name(&w.k1, site), "東");
    ck_assert_int_eq(
        copy_int(&w.k1, "SELECT count(*) FROM node WHERE name='K3'"), 0);
    copy_rename(&w.k1, site, "一", NULL);
    carry(&w, &w.k1, &w.office);
    ck_assert_int_eq(
        copy_int(&w.office, "SELECT count(*) FROM node WHERE name='K3'"), 0);
    /* What the office vouched for others with the old key it signed anew. */
    carry(&w, &w.office, &w.k2);
    same(&w.office, &w.k2);
    {
        struct kk_heads_found f;

        ck_ok(kk_heads_check(w.k2.db, &f, &w.k2.err), &w.k2.err);
        ck_assert_msg(f.bad == 0, "%s", kk_str_c(&f.words));
        kk_str_free(&f.words);
    }
    copy_free(&thief);
    copy_free(&k3);
    kk_free(rekey);
    kk_free(file);
    world_free(&w);
}
END_TEST

/* A roster of a program that knew of no bound: the next export sets one. */
START_TEST(a_key_replaced_long_ago_is_bounded_as_well)
{
    struct world w;
    struct copy thief;
    kk_id site = world_new(&w);
    const struct kk_intent none = {.action = "test"};
    struct kk_commit commit;
    struct kk_roster r;
    struct kk_keys keys;
    char *rekey, *file;

    steal(&w.k1, &thief, w.dir);
    ck_ok(kk_enrol_rekey(w.k1.db, NULL, w.stick, &rekey, &w.k1.err), &w.k1.err);
    (void)copy_import(&w.office, rekey);
    ck_ok(kk_node_keys(w.office.db, NULL, &keys, &w.office.err), &w.office.err);
    ck_ok(kk_tx_begin(w.office.db, KK_TX_WRITE, &w.office.err), &w.office.err);
    ck_ok(kk_roster_load(w.office.db, &r, &w.office.err), &w.office.err);
    for (size_t i = 0; i < r.n; i++)
        for (size_t k = 0; k < r.member[i].n_former; k++) {
            kk_vector_free(&r.member[i].former[k].upto);
            r.member[i].former[k].bounded = false;
        }
    {
        struct kk_str text = {0};
        struct kk_val sig;
        unsigned char made[KK_SIGN_BYTES];

        kk_roster_text(&r, &text);
        ck_assert(kk_str_starts(kk_str_c(&text), "kikusui-roster 1\n"));
        kk_roster_sign(kk_str_c(&text), &keys, made);
        sig = kk_vblob(made, sizeof made);
        ck_ok(kk_db_run(w.office.db, "query/sync_roster_drop",
                        KK_BINDS({"version", kk_vint(r.version)},
                                 {"text", kk_vtext("")}),
                        &w.office.err),
              &w.office.err);
        ck_ok(kk_db_run(w.office.db, "query/sync_roster_put",
                        KK_BINDS({"version", kk_vint(r.version + 1)},
                                 {"text", kk_vtext(kk_str_c(&text))},
                                 {"sig", sig}),
                        &w.office.err),
              &w.office.err);
        kk_str_free(&text);
    }
    ck_ok(kk_tx_commit(w.office.db, &none, &commit, &w.office.err),
          &w.office.err);
    kk_roster_free(&r);
    carry(&w, &w.office, &w.k2);
    copy_rename(&thief, site, "偽", NULL);
    file = copy_export(&thief, w.stick);
    ck_assert_int_eq(copy_take(&w.office, file).status, KK_BADBUNDLE);
    copy_free(&thief);
    kk_free(rekey);
    kk_free(file);
    world_free(&w);
}
END_TEST

START_TEST(keys_that_are_none_or_anothers_are_refused)
{
    static const struct {
        const char *what;
        unsigned char sign[32], seal[32];
    } bad[] = {
        {"all zero", {0}, {0}},
        {"the neutral element", {1}, {9}},
        {"a seal of small order", {0}, {1}},
        {"no point of the curve", {2}, {9}},
    };
    struct world w;
    struct copy k3;
    struct kk_roster r;
    struct kk_node_keys k;
    struct kk_enrol_file request, grant;
    struct kk_enrol_how how;
    char *rekey;

    (void)world_new(&w);
    ck_ok(kk_roster_load(w.office.db, &r, &w.office.err), &w.office.err);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        memcpy(k.sign.b, bad[i].sign, sizeof k.sign.b);
        memcpy(k.seal.b, bad[i].seal, sizeof k.seal.b);
        if (strncmp(bad[i].what, "a seal", 6) == 0)
            k.sign = r.member[0].keys.sign;
        ck_assert_msg(kk_roster_keys_fit(&r, NULL, &k, &w.office.err) ==
                          KK_BADBUNDLE,
                      "%s", bad[i].what);
        ck_assert_msg(strstr(w.office.err.text, "鍵として使えない") != NULL,
                      "%s: %s", bad[i].what, w.office.err.text);
    }
    kk_roster_free(&r);
    /* A new laptop with the keys of another */
    copy_new(&k3, w.dir, "K3", false);
    ck_assert_int_eq(
        temp_sh("cp %s.keys/node.key %s.keys/node.key", w.k2.path, k3.path), 0);
    ck_ok(kk_enrol_request(k3.db, NULL, w.stick, &request, &k3.err), &k3.err);
    how = (struct kk_enrol_how){
        .file = request.path, .digits = request.digits, .dir = w.stick};
    ck_assert_int_eq(kk_enrol_approve(w.office.db, &how, &grant, &w.office.err),
                     KK_BADBUNDLE);
    ck_assert_ptr_nonnull(strstr(w.office.err.text, "K2 の鍵と同じ"));
    /* and one that changes to them. */
    ck_assert_int_eq(temp_sh("mkdir -m 700 %s.keys/next && cp -p "
                             "%s.keys/node.key %s.keys/next/node.key",
                             w.k1.path, w.k2.path, w.k1.path),
                     0);
    ck_ok(kk_enrol_rekey(w.k1.db, NULL, w.stick, &rekey, &w.k1.err), &w.k1.err);
    refused_as(&w.office, rekey, "keys", "the keys of another");
    kk_free(rekey);
    kk_free(request.path);
    copy_free(&k3);
    world_free(&w);
}
END_TEST

/* Issued and read alike, with more than a value of a card holds. */
START_TEST(a_roster_of_hundreds_is_read_or_not_issued)
{
    static const struct {
        size_t n;
        enum kk_status st;
    } sizes[] = {{500, KK_OK}, {1000, KK_OK}, {1001, KK_REFUSED}};
    const struct kk_intent none = {.action = "test"};
    struct world w;
    struct kk_keys keys;

    (void)world_new(&w);
    ck_ok(kk_node_keys(w.office.db, NULL, &keys, &w.office.err), &w.office.err);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct kk_commit commit;
        struct kk_roster r;

        ck_ok(kk_tx_begin(w.office.db, KK_TX_WRITE, &w.office.err),
              &w.office.err);
        ck_ok(kk_roster_load(w.office.db, &r, &w.office.err), &w.office.err);
        while (r.n < sizes[i].n) {
            unsigned char id[KK_BUNDLE_ID_BYTES];
            struct kk_member *m;

            kk_random(id, sizeof id);
            m = kk_roster_add(&r, id);
            snprintf(m->name, sizeof m->name, "R%d", (int)r.n);
            m->state = KK_MEMBER_RETIRED;
        }
        ck_assert_int_eq(kk_roster_issue(w.office.db, &r, &keys, &w.office.err),
                         sizes[i].st);
        kk_roster_free(&r);
        if (sizes[i].st != KK_OK) {
            kk_tx_rollback(w.office.db);
            continue;
        }
        ck_ok(kk_tx_commit(w.office.db, &none, &commit, &w.office.err),
              &w.office.err);
        carry(&w, &w.office, &w.k1);
        ck_assert_int_eq(copy_int(&w.k1, "SELECT count(*) FROM node"),
                         (int64_t)sizes[i].n);
        carry(&w, &w.k1, &w.office);
    }
    world_free(&w);
}
END_TEST

/* Rows tell of entries; these say something else. */
START_TEST(an_import_says_whose_keys_change_and_who_is_lost)
{
    struct world w;
    struct kk_import_how how = {.preview = true};
    struct kk_import_done done;
    kk_id site = world_new(&w);
    char *rekey, *file;

    ck_ok(kk_enrol_rekey(w.k1.db, NULL, w.stick, &rekey, &w.k1.err), &w.k1.err);
    how.path = rekey;
    ck_ok(kk_import(w.office.db, &how, &done, &w.office.err), &w.office.err);
    ck_assert_ptr_nonnull(strstr(done.one[0].why, "鍵の変更: K1 "));
    kk_import_done_free(&done);
    copy_rename(&w.k2, site, "二", NULL);
    file = copy_export(&w.k2, w.stick);
    ck_ok(kk_enrol_revoke(w.office.db, "K2", true, NULL, &w.office.err),
          &w.office.err);
    how.path = file;
    ck_ok(kk_import(w.office.db, &how, &done, &w.office.err), &w.office.err);
    ck_assert_ptr_nonnull(strstr(done.one[0].why, "紛失: K2 "));
    kk_import_done_free(&done);
    kk_free(file);
    file = copy_export(&w.office, w.stick);
    how.path = file;
    ck_ok(kk_import(w.k1.db, &how, &done, &w.k1.err), &w.k1.err);
    ck_assert_ptr_nonnull(strstr(done.one[0].why, "紛失: K2 "));
    kk_import_done_free(&done);
    kk_free(rekey);
    kk_free(file);
    world_free(&w);
}
END_TEST

/* The roster keeps eight former keys: a head is signed again with the newest,
 * though nothing was written since. */
START_TEST(an_office_with_new_keys_every_year_enrols_on)
{
    struct world w;
    struct copy k3;

    (void)world_new(&w);
    for (int i = 0; i < KK_MEMBER_FORMER + 1; i++) {
        char *rekey;

        ck_ok(kk_enrol_rekey(w.office.db, NULL, w.stick, &rekey, &w.office.err),
              &w.office.err);
        kk_free(rekey);
    }
    copy_new(&k3, w.dir, "K3", false);
    enrol(&w, &k3);
    same(&w.office, &k3);
    copy_free(&k3);
    world_free(&w);
}
END_TEST

START_TEST(wrong_digits_enrol_nobody)
{
    struct world w;
    struct copy k3;
    struct kk_enrol_file request, grant;
    struct kk_enrol_how how = {0};
    int64_t entries;

    (void)world_new(&w);
    copy_new(&k3, w.dir, "K3", false);
    ck_ok(kk_enrol_request(k3.db, NULL, w.stick, &request, &k3.err), &k3.err);
    how = (struct kk_enrol_how){.file = request.path,
                                .digits = "00000 00000 00000 00000 00000 00000",
                                .dir = w.stick};
    ck_assert_int_eq(kk_enrol_approve(w.office.db, &how, &grant, &w.office.err),
                     KK_REFUSED);
    ck_assert_int_eq(copy_int(&w.office, "SELECT count(*) FROM node"), 3);
    how.digits = request.digits;
    ck_ok(kk_enrol_approve(w.office.db, &how, &grant, &w.office.err),
          &w.office.err);
    how.file = grant.path;
    ck_assert_int_eq(kk_enrol_accept(k3.db, &how, &entries, &k3.err),
                     KK_REFUSED);
    ck_assert_int_eq(copy_int(&k3, "SELECT count(*) FROM entry"), 0);
    /* the grant is for K3 alone */
    how.digits = grant.digits;
    ck_assert_int_eq(kk_enrol_accept(w.k1.db, &how, &entries, &w.k1.err),
                     KK_REFUSED);
    ck_ok(kk_enrol_accept(k3.db, &how, &entries, &k3.err), &k3.err);
    same(&w.office, &k3);
    kk_free(request.path);
    kk_free(grant.path);
    copy_free(&k3);
    world_free(&w);
}
END_TEST

START_TEST(a_name_is_taken_once)
{
    struct world w;
    struct copy other;
    struct kk_enrol_file request, grant;
    struct kk_enrol_how how = {0};
    char *dir;

    (void)world_new(&w);
    dir = kk_path_join(w.dir, "other");
    ck_ok(kk_dir_make(dir, 0700, &w.office.err), &w.office.err);
    copy_new(&other, dir, "K1", false);
    ck_ok(kk_enrol_request(other.db, NULL, w.stick, &request, &other.err),
          &other.err);
    how = (struct kk_enrol_how){
        .file = request.path, .digits = request.digits, .dir = w.stick};
    ck_assert_int_eq(kk_enrol_approve(w.office.db, &how, &grant, &w.office.err),
                     KK_REFUSED);
    kk_free(request.path);
    copy_free(&other);
    kk_free(dir);
    world_free(&w);
}
END_TEST

/* What would be read as an option, or spoil a line, is no name. */
START_TEST(a_name_that_nobody_can_type_is_refused)
{
    static const char *const names[] = {"--lost", "K 3", "K\n3", "端末", ""};
    struct world w;

    (void)world_new(&w);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct kk_intent intent = {.action = "test"};
        struct kk_enrol_file request, grant;
        struct kk_enrol_how how;
        struct kk_commit commit;
        struct copy other;
        char name[16], *dir;

        snprintf(name, sizeof name, "other%d", (int)i);
        dir = kk_path_join(w.dir, name);
        ck_ok(kk_dir_make(dir, 0700, &w.office.err), &w.office.err);
        copy_new(&other, dir, "K3", false);
        ck_ok(kk_tx_begin(other.db, KK_TX_WRITE, &other.err), &other.err);
        ck_ok(kk_meta_set(other.db, "node", names[i], &other.err), &other.err);
        ck_ok(kk_tx_commit(other.db, &intent, &commit, &other.err), &other.err);
        ck_ok(kk_enrol_request(other.db, NULL, w.stick, &request, &other.err),
              &other.err);
        how = (struct kk_enrol_how){
            .file = request.path, .digits = request.digits, .dir = w.stick};
        ck_assert_int_eq(
            kk_enrol_approve(w.office.db, &how, &grant, &w.office.err),
            KK_BADBUNDLE);
        ck_assert_int_eq(copy_int(&w.office, "SELECT count(*) FROM node"), 3);
        kk_free(request.path);
        copy_free(&other);
        kk_free(dir);
    }
    world_free(&w);
}
END_TEST

/* A newer major format asks for a newer program. */
START_TEST(a_newer_format_is_refused)
{
    static const char cards[] = "M\tformat\t3\t0\nM\tpart\t1\tlast\n";
    struct world w;
    struct kk_keys keys;
    struct kk_node node;
    struct kk_roster roster;
    struct kk_bundle_head head = {.kind = KK_BUNDLE_TO_OFFICE, .seq = 99};
    struct kk_str bytes = {0};
    char *file;

    (void)world_new(&w);
    ck_ok(kk_node_read(w.k1.db, &node, &w.k1.err), &w.k1.err);
    ck_ok(kk_node_keys(w.k1.db, NULL, &keys, &w.k1.err), &w.k1.err);
    ck_ok(kk_roster_load(w.k1.db, &roster, &w.k1.err), &w.k1.err);
    memcpy(head.deployment, node.deployment, sizeof head.deployment);
    memcpy(head.sender, node.id, sizeof head.sender);
    ck_ok(kk_bundle_build(&head, &keys, &kk_roster_office(&roster)->keys.seal,
                          1, cards, sizeof cards - 1, &bytes, &w.k1.err),
          &w.k1.err);
    file = temp_put(w.stick, "new.KKS", bytes.s, bytes.n_bytes);
    ck_assert_int_eq(copy_take(&w.office, file).status, KK_BADBUNDLE);
    ck_assert_ptr_nonnull(strstr(w.office.err.text, "新しい"));
    kk_roster_free(&roster);
    kk_str_free(&bytes);
    kk_free(file);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("sync/trust", nobody_writes_under_anothers_name,
             a_lost_laptop_counts_to_where_the_office_was,
             a_retired_laptop_brings_its_last_bundle,
             the_last_bundle_of_a_retired_laptop_is_the_last_on_the_stick,
             what_a_revoked_laptop_did_reaches_a_new_one,
             an_office_back_from_a_backup_gets_everything_again,
             an_office_back_from_a_backup_passes_on_what_it_holds,
             a_restored_office_learns_its_own_revocations_back,
             a_forgotten_revocation_survives_a_newer_roster,
             a_laptop_with_new_keys_goes_on, an_office_with_new_keys_goes_on,
             an_office_with_new_keys_every_year_enrols_on,
             a_former_key_of_a_laptop_signs_nothing_new,
             a_former_key_of_the_office_signs_nothing_new,
             a_key_replaced_long_ago_is_bounded_as_well,
             keys_that_are_none_or_anothers_are_refused,
             a_roster_of_hundreds_is_read_or_not_issued,
             an_import_says_whose_keys_change_and_who_is_lost,
             wrong_digits_enrol_nobody, a_name_is_taken_once,
             a_name_that_nobody_can_type_is_refused, a_newer_format_is_refused)
