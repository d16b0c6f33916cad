/* Who sends what is not his to send, and bodies that are none: through the
 * whole import (R84). Before the signature has verified not a byte of the
 * database is written; after that one local row. */
#include "forge.h"
#include "harm.h"
#include "resign.h"

#include <kikusui/sync/zframe.h>

/* Another deployment of the very same names, and its bundle to its office. */
START_TEST(another_deployments_bundle_not_a_byte_is_written)
{
    struct world w, other;
    struct kk_str was = {0};
    char *ours = two_entries(&w), *theirs = two_entries(&other);
    struct before b = look(&w, &w.office);

    temp_get(w.office.path, &was);
    refused(&w.office, theirs, "another deployment");
    ck_assert_ptr_nonnull(strstr(w.office.err.text, "別の事業所"));
    untouched(&w.office, &was, "another deployment");
    unharmed(&w, &w.office, &b, 0, "another deployment");
    (void)copy_import(&w.office, ours);
    kk_str_free(&was);
    kk_free(ours);
    kk_free(theirs);
    world_free(&w);
    world_free(&other);
}
END_TEST

/* He knows our deployment and the office's key, and is on no roster. */
START_TEST(an_unknown_sender_not_a_byte_is_written)
{
    struct world w;
    struct forge f;
    struct kk_str was = {0};
    char *ours = two_entries(&w), *bad;
    struct before b = look(&w, &w.office);

    temp_get(w.office.path, &was);
    forge_open(&f, &w.k1, &w.office, ours);
    kk_random(f.head.sender, sizeof f.head.sender);
    kk_keys_make(&f.keys);
    bad = forge_put(&f, w.stick);
    refused(&w.office, bad, "unknown");
    ck_assert_ptr_nonnull(strstr(w.office.err.text, "名簿にありません"));
    kk_free(bad);
    /* nor as K1, with a key of his own */
    memcpy(f.head.sender, f.node.id, sizeof f.head.sender);
    bad = forge_put(&f, w.stick);
    refused(&w.office, bad, "in K1's name");
    ck_assert_ptr_nonnull(strstr(w.office.err.text, "署名が合いません"));
    kk_free(bad);
    /* nor a laptop as the office, nor to the office what is for laptops */
    forge_free(&f);
    forge_open(&f, &w.k1, &w.office, ours);
    f.head.kind = KK_BUNDLE_TO_LAPTOPS;
    bad = forge_put(&f, w.stick);
    refused(&w.office, bad, "to laptops");
    untouched(&w.office, &was, "unknown");
    unharmed(&w, &w.office, &b, 0, "unknown");
    refused(&w.k2, bad, "a laptop as the office");
    ck_assert_ptr_nonnull(strstr(w.k2.err.text, "送れません"));
    kk_free(bad);
    (void)copy_import(&w.office, ours);
    forge_free(&f);
    kk_str_free(&was);
    kk_free(ours);
    world_free(&w);
}
END_TEST

/* K2 takes K1's bundle from the stick and passes it off as his own. */
START_TEST(stripped_and_signed_again_leaves_one_row)
{
    struct world w;
    struct kk_str file = {0};
    struct kk_keys k2;
    struct kk_node node;
    char *ours = two_entries(&w), *bad;
    struct before b = look(&w, &w.office);

    ck_ok(kk_node_keys(w.k2.db, NULL, &k2, &w.k2.err), &w.k2.err);
    ck_ok(kk_node_read(w.k2.db, &node, &w.k2.err), &w.k2.err);
    temp_get(ours, &file);
    memcpy(file.s + 48, node.id, sizeof node.id);
    resign(&file, &k2);
    bad = temp_put(w.stick, "stolen.KKS", file.s, file.n_bytes);
    refused(&w.office, bad, "signed again");
    ck_assert_ptr_nonnull(strstr(w.office.err.text, "作り替えた"));
    unharmed(&w, &w.office, &b, 1, "signed again");
    (void)copy_import(&w.office, ours);
    kk_keys_wipe(&k2);
    kk_str_free(&file);
    kk_free(ours);
    kk_free(bad);
    world_free(&w);
}
END_TEST

/* K1's owner seals any plain text: header and frame are as he likes. */
static char *sealed(struct world *w, struct forge *f,
                    const struct kk_str *frame)
{
    struct kk_str file = {0}, plain = {0};
    uint64_t n = kk_age_size(1, 192 + frame->n_bytes);
    char *path;

    kk_random(f->head.bundle, sizeof f->head.bundle);
    ck_ok(kk_bundle_build(&f->head, &f->keys, &f->to, 1, "", 0, &file,
                          &w->k1.err),
          &w->k1.err);
    kk_str_cut(&file, 192);
    for (int i = 0; i < 8; i++)
        file.s[80 + i] = (char)(n >> (8 * i) & 0xff);
    kk_str_addn(&plain, file.s, 192);
    kk_str_addn(&plain, kk_str_c(frame), frame->n_bytes);
    ck_ok(kk_age_encrypt(&f->to, 1, plain.s, plain.n_bytes, &file, &w->k1.err),
          &w->k1.err);
    kk_str_room(&file, 64);
    resign(&file, &f->keys);
    path = temp_put(w->stick, "sealed.KKS", file.s, file.n_bytes);
    kk_str_free(&file);
    kk_str_free(&plain);
    return path;
}

START_TEST(a_body_that_is_none_leaves_one_row)
{
    struct world w;
    struct forge f;
    struct kk_str frame[5] = {{0}};
    char *ours = two_entries(&w), *big;
    struct before b = look(&w, &w.office);
    struct kk_err err = {0};
    size_t n_big = KK_BUNDLE_MAX_CARDS_BYTES + 1;

    forge_open(&f, &w.k1, &w.office, ours);
    /* a bomb; two frames; a cut one; something else; nothing */
    big = kk_alloc(n_big);
    ck_ok(kk_zframe_pack(big, n_big, &frame[0], &err), &err);
    kk_free(big);
    ck_assert_uint_lt(frame[0].n_bytes, 10000);
    for (int i = 0; i < 2; i++)
        ck_ok(kk_zframe_pack(f.cards.s, f.cards.n_bytes, &frame[1], &err),
              &err);
    ck_ok(kk_zframe_pack(f.cards.s, f.cards.n_bytes, &frame[2], &err), &err);
    kk_str_cut(&frame[2], frame[2].n_bytes / 2);
    kk_str_add(&frame[3], kk_str_c(&f.cards));
    for (int i = 0; i < 5; i++) {
        char *bad = sealed(&w, &f, &frame[i]);

        refused(&w.office, bad, "a body");
        unharmed(&w, &w.office, &b, i + 1, "a body");
        kk_free(bad);
        kk_str_free(&frame[i]);
    }
    (void)copy_import(&w.office, ours);
    forge_free(&f);
    kk_free(ours);
    world_free(&w);
}
END_TEST

/* K1 bears a row that the office has already, chained and vouched for. */
START_TEST(a_second_birth_is_refused)
{
    struct world w;
    struct forge f;
    char *ours = two_entries(&w), *bad, row[32], taken[32];
    struct before b = look(&w, &w.office);

    forge_open(&f, &w.k1, &w.office, ours);
    snprintf(row, sizeof row, "\t%" PRId64 "\t",
             copy_int(&w.k1, "SELECT id FROM site WHERE no=8"));
    snprintf(taken, sizeof taken, "\t%" PRId64 "\t",
             copy_int(&w.office, "SELECT id FROM site WHERE no=7"));
    for (int i = 0; i < 3; i++) /* the birth, the change and its subject */
        forge_sub(&f, row, taken);
    forge_again(&f);
    bad = forge_put(&f, w.stick);
    refused(&w.office, bad, "a second birth");
    ck_assert_ptr_nonnull(strstr(w.office.err.text, "二度作られ"));
    unharmed(&w, &w.office, &b, 1, "a second birth");
    ck_assert_int_eq(copy_int(&w.office, "SELECT no FROM site"), 7);
    (void)copy_import(&w.office, ours);
    kk_free(bad);
    kk_free(ours);
    forge_free(&f);
    world_free(&w);
}
END_TEST

/* K1's bundle bears the name of one that the office took in before: it is known
 * by what it holds. */
START_TEST(another_bundle_of_the_same_name_is_not_known)
{
    struct world w;
    struct forge f;
    char *first = two_entries(&w), *second, *forged;
    unsigned char name[KK_BUNDLE_ID_BYTES];
    kk_id site = copy_int(&w.k1, "SELECT id FROM site WHERE no=8");

    forge_open(&f, &w.k1, &w.office, first);
    memcpy(name, f.head.bundle, sizeof name);
    forge_free(&f);
    (void)copy_import(&w.office, first);
    ck_assert(copy_import(&w.office, first).already);
    copy_rename(&w.k1, site, "後のもの", NULL);
    second = copy_export(&w.k1, w.stick);
    forge_open(&f, &w.k1, &w.office, second);
    memcpy(f.head.bundle, name, sizeof name);
    forged = forge_put_as(&f, w.dir);
    ck_assert(!copy_import(&w.office, forged).already);
    ck_assert_str_eq(copy_name(&w.office, site), "後のもの");
    ck_assert(copy_import(&w.office, forged).already);
    ck_assert(copy_import(&w.office, first).already);
    kk_free(first);
    kk_free(second);
    kk_free(forged);
    forge_free(&f);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("sync/stranger", another_deployments_bundle_not_a_byte_is_written,
             an_unknown_sender_not_a_byte_is_written,
             stripped_and_signed_again_leaves_one_row,
             a_body_that_is_none_leaves_one_row, a_second_birth_is_refused,
             another_bundle_of_the_same_name_is_not_known)
