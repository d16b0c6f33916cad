/* Whatever comes on the stick: refused whole, with a reason, and nothing of
 * the state changed (R84). Before a signature has verified no byte of the
 * database is written; after that one local row. */
#include "forge.h"
#include "harm.h"

START_TEST(cut_at_any_byte_not_a_byte_is_written)
{
    struct world w;
    struct kk_str bytes = {0}, was = {0}, is = {0};
    char *file = two_entries(&w), *bad;
    struct before b = look(&w, &w.office);

    temp_get(w.office.path, &was);
    temp_get(file, &bytes);
    bad = kk_path_join(w.stick, "cut.KKS");
    for (size_t cut = 0; cut < bytes.n_bytes; cut++) {
        kk_free(temp_put(w.stick, "cut.KKS", bytes.s, cut));
        refused(&w.office, bad, "cut");
    }
    kk_str_addc(&bytes, '\0');
    kk_free(temp_put(w.stick, "cut.KKS", bytes.s, bytes.n_bytes));
    refused(&w.office, bad, "a byte more");
    temp_get(w.office.path, &is);
    ck_assert(was.n_bytes == is.n_bytes &&
              memcmp(was.s, is.s, was.n_bytes) == 0);
    unharmed(&w, &w.office, &b, 0, "cut");
    (void)copy_import(&w.office, file);
    kk_str_free(&bytes);
    kk_str_free(&was);
    kk_str_free(&is);
    kk_free(bad);
    kk_free(file);
    world_free(&w);
}
END_TEST

START_TEST(with_any_bit_flipped_not_a_byte_is_written)
{
    struct world w;
    struct kk_str bytes = {0}, was = {0}, is = {0};
    char *file = two_entries(&w), *bad;
    struct before b = look(&w, &w.office);
    FILE *out;

    temp_get(w.office.path, &was);
    temp_get(file, &bytes);
    bad = temp_put(w.stick, "bad.KKS", bytes.s, bytes.n_bytes);
    out = fopen(bad, "r+e");
    ck_assert_ptr_nonnull(out);
    for (size_t bit = 0; bit < 8 * bytes.n_bytes; bit++) {
        size_t at = bit / 8;

        ck_assert_int_eq(fseek(out, (long)at, SEEK_SET), 0);
        fputc((unsigned char)bytes.s[at] ^ (1 << bit % 8), out);
        ck_assert_int_eq(fflush(out), 0);
        refused(&w.office, bad, "a bit");
        ck_assert_int_eq(fseek(out, (long)at, SEEK_SET), 0);
        fputc((unsigned char)bytes.s[at], out);
        ck_assert_int_eq(fflush(out), 0);
    }
    fclose(out);
    temp_get(w.office.path, &is);
    ck_assert(was.n_bytes == is.n_bytes &&
              memcmp(was.s, is.s, was.n_bytes) == 0);
    unharmed(&w, &w.office, &b, 0, "a bit");
    (void)copy_import(&w.office, bad);
    kk_str_free(&bytes);
    kk_str_free(&was);
    kk_str_free(&is);
    kk_free(bad);
    kk_free(file);
    world_free(&w);
}
END_TEST

/* What K1's owner writes into the front or the entries himself. With `again`
 * it is chained and vouched for as K1's own. */
static const struct {
    const char *why, *from, *to;
    const char *kind; /* of the refusal; NULL: any */
    bool again;
} forged[] = {
    {"an altered entry under the old signature", "白石区", "北", "fork", false},
    {"an unknown card", "\nW\t", "\nX\ta\nW\t", NULL, false},
    {"no front", "M\tformat\t1\t0\n", "", NULL, false},
    {"a newer major", "M\tformat\t1\t0\n", "M\tformat\t2\t0\nS\tnew\n", NULL,
     false},
    {"a format of no number", "M\tformat\t1\t0\n", "M\tformat\tx\t0\n", NULL,
     false},
    {"part 2 alone", "M\tpart\t1\tlast\n", "M\tpart\t2\tlast\n", "part", false},
    {"more to come", "M\tpart\t1\tlast\n", "M\tpart\t1\tmore\n", "part", false},
    {"part 0", "M\tpart\t1\tlast\n", "M\tpart\t0\tlast\n", NULL, false},
    {"an entry in front of the front", "M\tformat",
     "E\t00000000aa\t1\t5\t5\t0\tx\t0\t0\t0\t0\t1\tn\nM\tformat", NULL, false},
    {"a front after the entries", "\nW\t", "\nW\tM\tname\tK9\nW\t", NULL,
     false},
    {"an empty statement", "S\t", "S\t\nS\t", NULL, false},
    {"a roster of nobody", "\nR\t", "\nR\t00\tx\nR\t", NULL, false},
    {"an altered roster", "kikusui-roster 1", "kikusui-roster 2", "roster",
     false},
    {"another deployment's roster", "\\ndeployment ", "\\ndeployment 0",
     "roster", false},
    {"a laptop as office", " laptop live ", " office live ", "roster", false},
    {"a newer version by himself", "\\nversion ", "\\nversion 9", "roster",
     false},
    {"a value too long for its column's type", "\tt白石区", "\ti7", NULL, true},
    {"a control character", "\tt白石区", "\tt白石\x07", NULL, true},
    {"broken text", "\tt白石区", "\tt白石\xe5\x8c", NULL, true},
    {"no line end", "\tt白石区\n", "\tt白石区", NULL, true},
    {"a time without end", "\nE\t", "\nE\t\nE\t", NULL, true},
};

START_TEST(what_a_laptop_forges_is_refused_whole)
{
    struct world w;
    char *file = two_entries(&w);
    struct before b = look(&w, &w.office);

    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        struct forge f;
        char *bad;

        forge_open(&f, &w.k1, &w.office, file);
        forge_sub(&f, forged[i].from, forged[i].to);
        if (forged[i].again)
            forge_again(&f);
        bad = forge_put(&f, w.stick);
        if (forged[i].kind != NULL)
            refused_as(&w.office, bad, forged[i].kind, forged[i].why);
        else
            refused(&w.office, bad, forged[i].why);
        unharmed(&w, &w.office, &b, (int64_t)i + 1, forged[i].why);
        kk_free(bad);
        forge_free(&f);
    }
    (void)copy_import(&w.office, file);
    kk_free(file);
    world_free(&w);
}
END_TEST

/* The toolkit itself: unaltered, and honestly altered, it is taken. */
START_TEST(what_is_chained_and_vouched_for_is_taken)
{
    struct world w;
    struct forge f;
    char *file = two_entries(&w), *again;

    forge_open(&f, &w.k1, &w.office, file);
    forge_sub(&f, "白石区", "白石区役所");
    forge_again(&f);
    again = forge_put(&f, w.stick);
    ck_assert_int_eq(copy_import(&w.office, again).entries, 2);
    /* and now K1 itself is the fork */
    refused_as(&w.office, file, "fork", "a fork");
    forge_free(&f);
    kk_free(again);
    kk_free(file);
    world_free(&w);
}
END_TEST

START_TEST(what_it_claims_to_have_has_to_be_there)
{
    struct world w;
    struct forge f;
    struct kk_stand s;
    char *file = two_entries(&w), *bad;
    struct before b = look(&w, &w.office);

    /* a statement and a head beyond the entries inside */
    forge_open(&f, &w.k1, &w.office, file);
    forge_chain(&f, &s);
    s.seq++;
    forge_state(&f, &s);
    bad = forge_put(&f, w.stick);
    refused_as(&w.office, bad, "gap", "a claim");
    unharmed(&w, &w.office, &b, 1, "a claim");
    kk_free(bad);
    forge_free(&f);
    /* an entry in between is missing */
    forge_open(&f, &w.k1, &w.office, file);
    forge_line(&f, "E\t", "");
    forge_line(&f, "C\t", "");
    forge_again(&f);
    bad = forge_put(&f, w.stick);
    refused_as(&w.office, bad, "gap", "a hole");
    unharmed(&w, &w.office, &b, 2, "a hole");
    kk_free(bad);
    forge_free(&f);
    kk_free(file);
    world_free(&w);
}
END_TEST

/* K1 writes on behind K2's last entry, which K2 signed. */
START_TEST(nobody_goes_on_behind_anothers_head)
{
    static const char more[] = "\tsite.edit\t0\t0\t0\t0.1.0\t1\tn\n";
    struct world w;
    struct forge f;
    struct kk_str entry = {0}, line = {0};
    struct kk_vector held;
    const struct kk_stand *k2 = NULL;
    struct kk_node node;
    char *file, *bad, start[32], hash[2 * KK_HASH_BYTES + 1];
    struct before b;

    (void)world_new(&w);
    (void)copy_site(&w.k2, 9, "豊平");
    carry(&w, &w.k2, &w.office);
    carry(&w, &w.office, &w.k1);
    (void)copy_site(&w.k1, 8, "白石");
    file = copy_export(&w.k1, w.stick);
    b = look(&w, &w.office);
    ck_ok(kk_node_read(w.k2.db, &node, &w.k2.err), &w.k2.err);
    ck_ok(kk_vector_of_node(w.k2.db, node.hex, &held, &w.k2.err), &w.k2.err);
    ck_assert_uint_eq(held.n, 1);
    k2 = &held.at[0];
    forge_open(&f, &w.k1, &w.office, file);
    kk_str_addf(&entry,
                "E\t%010" PRIx64 "\t%" PRId64 "\t1800000000\t1800000000\t0%s",
                k2->writer, k2->seq + 1, more);
    kk_str_addn(&f.cards, entry.s, entry.n_bytes);
    held.at[0].seq++;
    kk_card_chain(k2->hash, &entry, held.at[0].hash);
    kk_hex(k2->hash, sizeof k2->hash, hash);
    snprintf(start, sizeof start, "S\t%010" PRIx64 "\t", k2->writer);
    kk_str_addf(&line, "%s%" PRId64 "\t%s\n", start, k2->seq, hash);
    forge_line(&f, start, kk_str_c(&line));
    bad = forge_put(&f, w.stick);
    refused_as(&w.office, bad, "signature", "behind a head");
    unharmed(&w, &w.office, &b, 1, "behind a head");
    kk_free(bad);
    /* nor with a head that K1 signs in K2's name, or in its own */
    snprintf(start, sizeof start, "H\t%010" PRIx64 "\t", k2->writer);
    for (int own = 0; own < 2; own++) {
        const char *what = own ? "another's head" : "a forged head";
        struct kk_head h = {.stand = *k2};
        char sig[2 * KK_SIGN_BYTES + 1];

        memcpy(h.node, own ? f.node.hex : node.hex, sizeof h.node);
        kk_head_sign(f.node.deployment, &f.keys, &h);
        kk_hex(h.sig, sizeof h.sig, sig);
        kk_str_clear(&line);
        kk_str_addf(&line, "%s%" PRId64 "\t%s\t%s\t%s\n", start, k2->seq, hash,
                    h.node, sig);
        forge_line(&f, start, kk_str_c(&line));
        bad = forge_put(&f, w.stick);
        refused_as(&w.office, bad, "signature", what);
        unharmed(&w, &w.office, &b, 2 + own, what);
        kk_free(bad);
    }
    (void)copy_import(&w.office, file);
    kk_vector_free(&held);
    kk_str_free(&entry);
    kk_str_free(&line);
    forge_free(&f);
    kk_free(file);
    world_free(&w);
}
END_TEST

static int64_t live(struct copy *c, const char *name)
{
    struct kk_str sql = {0};
    int64_t n;

    kk_str_addf(&sql, "SELECT state='live' FROM node WHERE name='%s'", name);
    n = copy_int(c, kk_str_c(&sql));
    kk_str_free(&sql);
    return n;
}

START_TEST(an_older_roster_does_not_bring_a_revoked_laptop_back)
{
    struct world w;
    char *old, *new;

    (void)world_new(&w);
    old = copy_export(&w.office, w.stick);
    ck_ok(kk_enrol_revoke(w.office.db, "K1", true, NULL, &w.office.err),
          &w.office.err);
    new = copy_export(&w.office, w.stick);
    (void)copy_import(&w.k2, new);
    ck_assert_int_eq(live(&w.k2, "K1"), 0);
    (void)copy_import(&w.k2, old);
    ck_assert_int_eq(live(&w.k2, "K1"), 0);
    /* nor does the laptop's older one convince the office */
    carry(&w, &w.k1, &w.office);
    ck_assert_int_eq(live(&w.office, "K1"), 0);
    kk_free(old);
    kk_free(new);
    world_free(&w);
}
END_TEST

/* A lost laptop reads nothing that is written after it was revoked. */
START_TEST(a_revoked_laptop_is_no_recipient)
{
    struct world w;
    char *file;

    (void)world_new(&w);
    ck_ok(kk_enrol_revoke(w.office.db, "K1", true, NULL, &w.office.err),
          &w.office.err);
    file = copy_export(&w.office, w.stick);
    refused(&w.k1, file, "a revoked recipient");
    (void)copy_import(&w.k2, file);
    kk_free(file);
    world_free(&w);
}
END_TEST

/* Clocks are what a sender says: any number is only a number. */
START_TEST(impossible_times_are_no_harm)
{
    static const char *const times[] = {"9223372036854775807",
                                        "-9223372036854775808", "0", "1"};
    struct world w;
    char *file = two_entries(&w);

    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct kk_str line = {0};
        struct forge f;
        char *odd;

        forge_open(&f, &w.k1, &w.office, file);
        f.head.created = strtoll(times[i], NULL, 10);
        kk_str_addf(&line, "M\tclock\t%s\t%s\n", times[i], times[(i + 1) % 4]);
        forge_line(&f, "M\tclock", kk_str_c(&line));
        odd = forge_put(&f, w.stick);
        (void)copy_import(&w.office, odd);
        kk_free(odd);
        forge_free(&f);
        kk_str_free(&line);
    }
    kk_free(file);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("sync/hostile", cut_at_any_byte_not_a_byte_is_written,
             with_any_bit_flipped_not_a_byte_is_written,
             what_a_laptop_forges_is_refused_whole,
             what_is_chained_and_vouched_for_is_taken,
             what_it_claims_to_have_has_to_be_there,
             nobody_goes_on_behind_anothers_head,
             an_older_roster_does_not_bring_a_revoked_laptop_back,
             a_revoked_laptop_is_no_recipient, impossible_times_are_no_harm)
