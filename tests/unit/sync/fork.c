/* A machine that goes back whole and writes other entries under names that its
 * peers have: found on both sides, mended, and the work of both lives. */
#include "forge.h"

/* The whole machine as it is now, lease and all. */
static void keep_machine(struct copy *c)
{
    kk_db_close(&c->db);
    ck_assert_int_eq(temp_sh("cp %s %s.snap && cp -a %s.keys %s.snap.keys",
                             c->path, c->path, c->path, c->path),
                     0);
    copy_open(c, false);
}

/* Back in its own place: it cannot tell. */
static void machine_back(struct copy *c)
{
    kk_db_close(&c->db);
    ck_assert_int_eq(temp_sh("cat %s.snap >%s && rm -rf %s.keys %s.tail && "
                             "cp -a %s.snap.keys %s.keys",
                             c->path, c->path, c->path, c->path, c->path,
                             c->path),
                     0);
    copy_open(c, false);
}

START_TEST(a_fork_is_found_on_both_sides_and_mended)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_import_one one;
    struct kk_refork done;
    char *file;

    copy_rename(&w.k1, site, "共通", NULL);
    carry(&w, &w.k1, &w.office);
    keep_machine(&w.k1);
    copy_rename(&w.k1, site, "本物", NULL);
    carry(&w, &w.k1, &w.office);
    machine_back(&w.k1);
    copy_rename(&w.k1, site, "写し", NULL);
    file = copy_export(&w.k1, w.stick);
    one = copy_take(&w.office, file);
    ck_assert_int_eq(one.status, KK_BADBUNDLE);
    ck_assert_int_eq(copy_int(&w.office, "SELECT kind='fork' FROM refusal"), 1);
    ck_assert_ptr_nonnull(strstr(w.office.err.text, "K1 の記録が二通り"));
    kk_free(file);
    ck_assert_int_eq(kk_refork(w.k1.db, &done, &w.k1.err), KK_REFUSED);
    file = copy_export(&w.office, w.stick);
    ck_assert_int_eq(copy_take(&w.k1, file).status, KK_BADBUNDLE);
    ck_assert_int_eq(copy_int(&w.k1, "SELECT seq FROM refusal"), 2);
    ck_assert_str_eq(copy_name(&w.k1, site), "写し");
    ck_ok(kk_refork(w.k1.db, &done, &w.k1.err), &w.k1.err);
    ck_assert_int_eq(done.entries, 1);
    (void)copy_import(&w.k1, file);
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.office, &w.k1);
    carry(&w, &w.office, &w.k2);
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    /* two values of one cell, for a person to decide */
    ck_assert_int_eq(copy_int(&w.k2, "SELECT count(*) FROM conflict"), 1);
    kk_free(file);
    world_free(&w);
}
END_TEST

/* What the office sends does not always reach back to the fork. */
START_TEST(where_a_fork_begins_is_not_guessed)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_refork done;
    char *file;

    copy_rename(&w.k1, site, "共通", NULL);
    carry(&w, &w.k1, &w.office);
    keep_machine(&w.k1);
    copy_rename(&w.k1, site, "本物", NULL);
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.office, &w.k2);
    carry(&w, &w.k2, &w.office);
    copy_rename(&w.k1, site, "本物二", NULL);
    carry(&w, &w.k1, &w.office);
    file = copy_export(&w.office, w.stick);
    machine_back(&w.k1);
    copy_rename(&w.k1, site, "写し", NULL);
    copy_rename(&w.k1, site, "写し二", NULL);
    copy_rename(&w.k1, site, "写し三", NULL);
    ck_assert_int_eq(copy_take(&w.k1, file).status, KK_BADBUNDLE);
    ck_assert_int_eq(copy_int(&w.k1, "SELECT kind='fork' AND seq IS NULL "
                                     "FROM refusal"),
                     1);
    ck_assert_ptr_nonnull(strstr(w.k1.err.text, "どこからか"));
    ck_assert_int_eq(kk_refork(w.k1.db, &done, &w.k1.err), KK_REFUSED);
    kk_free(file);
    file = copy_export(&w.k1, w.stick);
    ck_assert_int_eq(copy_take(&w.office, file).status, KK_BADBUNDLE);
    kk_free(file);
    file = copy_export(&w.office, w.stick);
    ck_assert_int_eq(copy_take(&w.k1, file).status, KK_BADBUNDLE);
    ck_ok(kk_refork(w.k1.db, &done, &w.k1.err), &w.k1.err);
    ck_assert_int_eq(done.entries, 3);
    ck_assert_int_eq(done.seq, 2);
    (void)copy_import(&w.k1, file);
    carry(&w, &w.k1, &w.office);
    same(&w.office, &w.k1);
    kk_free(file);
    world_free(&w);
}
END_TEST

/* The other way round: what the laptops hold of it tells the office. */
START_TEST(an_office_that_forked_is_mended_too)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_refork done;
    char *file;

    carry(&w, &w.k1, &w.office);
    carry(&w, &w.k2, &w.office);
    keep_machine(&w.office);
    copy_rename(&w.office, site, "本物", NULL);
    carry(&w, &w.office, &w.k1);
    machine_back(&w.office);
    copy_rename(&w.office, site, "写し", NULL);
    file = copy_export(&w.office, w.stick);
    ck_assert_int_eq(copy_take(&w.k1, file).status, KK_BADBUNDLE);
    kk_free(file);
    file = copy_export(&w.k1, w.stick);
    ck_assert_int_eq(copy_take(&w.office, file).status, KK_BADBUNDLE);
    ck_ok(kk_refork(w.office.db, &done, &w.office.err), &w.office.err);
    ck_assert_int_eq(done.entries, 1);
    (void)copy_import(&w.office, file);
    carry(&w, &w.office, &w.k1);
    carry(&w, &w.office, &w.k2);
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    ck_assert_int_eq(copy_int(&w.k2, "SELECT count(*) FROM conflict"), 1);
    kk_free(file);
    world_free(&w);
}
END_TEST

/* Refused, and told where they part. */
static void learn_fork(struct world *w, struct copy *c, struct copy *from)
{
    char *file = copy_export(from, w->stick);

    ck_assert_int_eq(copy_take(c, file).status, KK_BADBUNDLE);
    kk_free(file);
    file = copy_export(c, w->stick);
    ck_assert_int_eq(copy_take(from, file).status, KK_BADBUNDLE);
    kk_free(file);
}

/* After it: mended, and the bundle that was refused is taken. */
static void mend_fork(struct world *w, struct copy *c, struct copy *from,
                      int entries)
{
    char *file = copy_export(from, w->stick);
    struct kk_refork done;

    ck_assert_int_eq(copy_take(c, file).status, KK_BADBUNDLE);
    ck_ok(kk_refork(c->db, &done, &c->err), &c->err);
    ck_assert_int_eq(done.entries, entries);
    (void)copy_import(c, file);
    kk_free(file);
}

/* The office's machine went back and gave out another branch before any laptop
 * told it; K2 worked on that, and what he did may be back already. K2 follows
 * once the office has given way. */
static void spread_fork(bool returned)
{
    struct world w;
    kk_id site = world_new(&w), other;
    struct kk_refork done;
    char *file;

    carry(&w, &w.k1, &w.office);
    carry(&w, &w.k2, &w.office);
    keep_machine(&w.office);
    copy_rename(&w.office, site, "本物", NULL);
    carry(&w, &w.office, &w.k1);
    other = copy_site(&w.k1, 8, "白石");
    machine_back(&w.office);
    copy_rename(&w.office, site, "写し", NULL);
    carry(&w, &w.office, &w.k2);
    copy_rename(&w.k2, site, "写しの後", NULL);
    if (returned)
        carry(&w, &w.k2, &w.office);
    learn_fork(&w, &w.office, &w.k1);
    /* K2 holds it as well, and knows of nothing */
    ck_assert_int_eq(kk_refork(w.k2.db, &done, &w.k2.err), KK_REFUSED);
    mend_fork(&w, &w.office, &w.k1, returned ? 2 : 1);
    file = copy_export(&w.office, w.stick);
    (void)copy_import(&w.k1, file);
    kk_free(file);
    learn_fork(&w, &w.k2, &w.office);
    mend_fork(&w, &w.k2, &w.office, 2);
    carry(&w, &w.k2, &w.office);
    carry(&w, &w.office, &w.k1);
    carry(&w, &w.office, &w.k2);
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    ck_assert_str_eq(copy_name(&w.k2, other), "白石");
    ck_assert_int_eq(copy_int(&w.k2, "SELECT count(*) FROM conflict"), 1);
    world_free(&w);
}

START_TEST(a_fork_that_was_given_out_is_mended_everywhere)
{
    spread_fork(false);
}
END_TEST

START_TEST(a_fork_that_was_built_on_is_mended_everywhere)
{
    spread_fork(true);
}
END_TEST

/* The office went back as well, and holds less of the other branch than K1 had
 * signed for: then its own signature is all that vouches for it. */
START_TEST(a_fork_is_mended_that_only_the_office_vouches_for)
{
    struct world w;
    struct kk_restore_count n;
    kk_id site = world_new(&w), between, kept;
    char *old = kk_path_join(w.dir, "old.db");

    copy_rename(&w.k1, site, "共通", NULL);
    carry(&w, &w.k1, &w.office);
    keep_machine(&w.k1);
    copy_rename(&w.k1, site, "本物", NULL);
    carry(&w, &w.k1, &w.office);
    ck_ok(kk_backup_to(w.office.db, old, &w.office.err), &w.office.err);
    between = copy_site(&w.office, 8, "白石");
    ck_ok(kk_backup_automatic(w.office.db, KK_BACKUP_DAILY, &w.office.err),
          &w.office.err);
    carry(&w, &w.office, &w.k1);
    kept = copy_site(&w.k1, 9, "豊平");
    copy_rename(&w.k1, between, "白石区", NULL);
    carry(&w, &w.k1, &w.office);
    kk_db_close(&w.office.db);
    ck_assert_int_eq(unlink(w.office.path), 0);
    ck_ok(kk_restore(w.office.path, old, &w.office.clock, &n, &w.office.err),
          &w.office.err);
    ck_assert_int_eq(n.tail, 1);
    copy_open(&w.office, false);
    machine_back(&w.k1);
    copy_rename(&w.k1, site, "写し", NULL);
    learn_fork(&w, &w.office, &w.k1);
    mend_fork(&w, &w.k1, &w.office, 1);
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.office, &w.k1);
    carry(&w, &w.office, &w.k2);
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    ck_assert_str_eq(copy_name(&w.k2, kept), "豊平");
    ck_assert_int_eq(copy_int(&w.k2, "SELECT count(*) FROM conflict"), 1);
    kk_free(old);
    world_free(&w);
}
END_TEST

/* K1 has another first entry of the office's, which the office never signed;
 * what it did sign, and may not hold any more, is no proof of that one. */
static void rename_by_forgery(bool went_back)
{
    struct world w;
    struct forge f;
    struct kk_vector held;
    struct kk_node office;
    struct kk_refork done;
    struct kk_str line = {0};
    kk_id site = world_new(&w);
    char *file, *bad;

    keep_machine(&w.office);
    copy_rename(&w.office, site, "二", NULL);
    carry(&w, &w.office, &w.k1);
    if (went_back)
        machine_back(&w.office);
    (void)copy_site(&w.k1, 8, "白石");
    file = copy_export(&w.k1, w.stick);
    ck_ok(kk_node_read(w.office.db, &office, &w.office.err), &w.office.err);
    ck_ok(kk_vector_of_node(w.office.db, office.hex, &held, &w.office.err),
          &w.office.err);
    forge_open(&f, &w.k1, &w.office, file);
    kk_str_addf(&line,
                "E\t%010" PRIx64 "\t1\t1800000000\t1800000000\t0\tsite.edit"
                "\t0\t0\t0\t0.1.0\t1\tn\n",
                held.at[0].writer);
    kk_str_addn(&f.cards, line.s, line.n_bytes);
    bad = forge_put(&f, w.stick);
    ck_assert_int_eq(copy_take(&w.office, bad).status, KK_BADBUNDLE);
    ck_assert_ptr_nonnull(strstr(w.office.err.text, "署名なし"));
    ck_assert_int_eq(
        copy_int(&w.office, "SELECT kind='fork' AND seq IS NULL FROM refusal"),
        1);
    ck_assert_int_eq(kk_refork(w.office.db, &done, &w.office.err), KK_REFUSED);
    if (went_back) {
        carry(&w, &w.office, &w.k1);
        carry(&w, &w.k1, &w.office);
    } else {
        (void)copy_import(&w.office, file);
    }
    carry(&w, &w.office, &w.k2);
    carry(&w, &w.office, &w.k1);
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    kk_vector_free(&held);
    kk_str_free(&line);
    forge_free(&f);
    kk_free(bad);
    kk_free(file);
    world_free(&w);
}

START_TEST(nobody_makes_us_rename_what_we_wrote)
{
    rename_by_forgery(false);
}
END_TEST

START_TEST(a_head_of_something_else_proves_no_fork)
{
    rename_by_forgery(true);
}
END_TEST

/* The office went back to before it took the other branch. */
START_TEST(a_fork_that_healed_by_itself_is_not_mended)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_refork done;

    copy_rename(&w.k1, site, "共通", NULL);
    carry(&w, &w.k1, &w.office);
    keep_machine(&w.office);
    keep_machine(&w.k1);
    copy_rename(&w.k1, site, "本物", NULL);
    carry(&w, &w.k1, &w.office);
    machine_back(&w.k1);
    copy_rename(&w.k1, site, "写し", NULL);
    learn_fork(&w, &w.office, &w.k1);
    ck_assert_int_eq(copy_int(&w.k1, "SELECT seq FROM refusal"), 2);
    machine_back(&w.office);
    ck_assert_int_eq(temp_sh("rm %s/*.KKS", w.stick), 0);
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.office, &w.k1);
    same(&w.office, &w.k1);
    ck_assert_int_eq(kk_refork(w.k1.db, &done, &w.k1.err), KK_REFUSED);
    same(&w.office, &w.k1);
    world_free(&w);
}
END_TEST

static bool stop(void *user, int64_t done, int64_t total, const char *what)
{
    (void)user;
    (void)done;
    (void)total;
    (void)what;
    return false;
}

/* K1 says that it holds another entry of the office's; who stops before the
 * entries are read is told that he stopped. */
START_TEST(stopped_in_a_fork_it_is_stopped)
{
    struct world w;
    struct forge f;
    struct kk_node office;
    struct kk_vector held;
    struct kk_import_how how = {.progress = stop};
    struct kk_import_done done;
    char start[32], line[128], *file, *bad;
    kk_id site = world_new(&w);

    for (int i = 0; i < 1010; i++)
        copy_rename(&w.k1, site, i % 2 == 0 ? "北" : "南", NULL);
    file = copy_export(&w.k1, w.stick);
    ck_ok(kk_node_read(w.office.db, &office, &w.office.err), &w.office.err);
    ck_ok(kk_vector_of_node(w.office.db, office.hex, &held, &w.office.err),
          &w.office.err);
    forge_open(&f, &w.k1, &w.office, file);
    snprintf(start, sizeof start, "S\t%010" PRIx64 "\t", held.at[0].writer);
    snprintf(line, sizeof line, "%s1\t%064d\n", start, 7);
    forge_line(&f, start, line);
    bad = forge_put(&f, w.stick);
    how.path = bad;
    ck_assert_int_eq(kk_import(w.office.db, &how, &done, &w.office.err),
                     KK_CANCELLED);
    ck_assert_ptr_nonnull(strstr(w.office.err.text, "このファイルからは"));
    ck_assert_int_eq(copy_int(&w.office, "SELECT count(*) FROM refusal"), 0);
    kk_import_done_free(&done);
    ck_assert_int_eq(copy_take(&w.office, bad).status, KK_BADBUNDLE);
    ck_assert_int_eq(copy_int(&w.office, "SELECT kind='fork' FROM refusal"), 1);
    kk_vector_free(&held);
    forge_free(&f);
    kk_free(bad);
    kk_free(file);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("sync/fork", a_fork_is_found_on_both_sides_and_mended,
             where_a_fork_begins_is_not_guessed,
             an_office_that_forked_is_mended_too,
             a_fork_that_was_given_out_is_mended_everywhere,
             a_fork_that_was_built_on_is_mended_everywhere,
             a_fork_is_mended_that_only_the_office_vouches_for,
             nobody_makes_us_rename_what_we_wrote,
             a_head_of_something_else_proves_no_fork,
             a_fork_that_healed_by_itself_is_not_mended,
             stopped_in_a_fork_it_is_stopped)
