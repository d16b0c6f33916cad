#include "test.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/data.h>

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

/* KIKUSUI_TEST_DATA: the data/ of the source tree. */
static const char *source(void)
{
    const char *dir = getenv("KIKUSUI_TEST_DATA");

    ck_assert_msg(dir != NULL, "KIKUSUI_TEST_DATA is not set");
    return dir;
}

/* Files that people or the build use and the program never reads. */
static bool not_for_the_program(const char *name)
{
    return strcmp(name, "meson.build") == 0 || strcmp(name, "demo.sh") == 0 ||
           strcmp(name, "packages.sh") == 0 || strcmp(name, "deb.sh") == 0 ||
           strcmp(name, "kikusui.desktop") == 0;
}

static int must_be_embedded(const char *path, const struct stat *st, int type,
                            struct FTW *ftw)
{
    const char *name = path + strlen(source()) + 1;
    const struct kk_data *d;

    (void)ftw;
    if (type != FTW_F || not_for_the_program(name) || *name == '.' ||
        strstr(name, "/.") != NULL)
        return 0;
    d = kk_data_find(name);
    ck_assert_msg(d != NULL,
                  "data/%s is in no folder that src/base/embed.py embeds",
                  name);
    ck_assert_msg(d->n_bytes == (size_t)st->st_size,
                  "data/%s was embedded with another size", name);
    return 0;
}

START_TEST(every_file_of_the_folder_is_embedded)
{
    ck_assert_int_eq(nftw(source(), must_be_embedded, 16, FTW_PHYS), 0);
}
END_TEST

START_TEST(every_embedded_file_is_the_one_of_the_folder)
{
    ck_assert_uint_gt(kk_data_count(), 0);
    for (size_t i = 0; i < kk_data_count(); i++) {
        const struct kk_data *d = kk_data_at(i);
        char path[4096];
        FILE *f;

        if (strcmp(d->name, "sql/schema/whole.sql") == 0)
            continue; /* made of the others */
        snprintf(path, sizeof path, "%s/%s", source(), d->name);
        f = fopen(path, "rb");
        ck_assert_msg(f != NULL, "no %s", path);
        char *text = malloc(d->n_bytes + 2);
        size_t got = fread(text, 1, d->n_bytes + 1, f);
        fclose(f);
        ck_assert_uint_eq(got, d->n_bytes);
        ck_assert_msg(memcmp(text, d->bytes, got) == 0, "%s differs", d->name);
        ck_assert_int_eq(d->bytes[d->n_bytes], '\0');
        free(text);
    }
}
END_TEST

START_TEST(names_are_sorted_found_and_unknown_ones_refused)
{
    for (size_t i = 0; i < kk_data_count(); i++) {
        ck_assert_ptr_eq(kk_data_find(kk_data_at(i)->name), kk_data_at(i));
        if (i > 0)
            ck_assert_int_lt(
                strcmp(kk_data_at(i - 1)->name, kk_data_at(i)->name), 0);
    }
    ck_assert_ptr_null(kk_data_at(kk_data_count()));
    ck_assert_ptr_null(kk_data_find(""));
    ck_assert_ptr_null(kk_data_find("sql/"));
    ck_assert_ptr_null(kk_data_find("meson.build"));
    ck_assert_ptr_null(kk_data_find("../LICENSE"));
}
END_TEST

static void expect_hash(const struct kk_data *d)
{
    unsigned char hash[KK_HASH_BYTES];
    struct kk_hash h;

    kk_hash_init(&h);
    kk_hash_add(&h, d->bytes, d->n_bytes);
    kk_hash_end(&h, hash);
    ck_assert_msg(memcmp(hash, d->hash, sizeof hash) == 0, "%s", d->name);
}

START_TEST(each_has_the_hash_of_its_bytes)
{
    for (size_t i = 0; i < kk_data_count(); i++)
        expect_hash(kk_data_at(i));
}
END_TEST

/* What is found by halves is what a look at every name finds. */
START_TEST(parts_and_folders_are_found_whole)
{
    static const char *const parts[] = {"names", "views",      "list",
                                        "due",   "rules_unit", "nothing"};
    const struct kk_data *d;
    size_t n = 0, m = 0;

    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        char ending[40];
        size_t at = 0;

        snprintf(ending, sizeof ending, "/%s.sql", parts[p]);
        for (size_t i = 0; i < kk_data_count(); i++) {
            const char *name = kk_data_at(i)->name, *e = strstr(name, ending);

            if (strncmp(name, "feature/", 8) != 0 || e == NULL ||
                strcmp(e, ending) != 0)
                continue;
            d = kk_data_part(parts[p], &at);
            ck_assert_msg(d == kk_data_at(i), "%s", name);
            at++;
        }
        ck_assert_ptr_null(kk_data_part(parts[p], &at));
    }
    for (size_t i = 0; (d = kk_data_under("sql/view/", &i)) != NULL; i++)
        n++;
    for (size_t i = 0; (d = kk_data_parts("rules_", &i)) != NULL; i++)
        m += strstr(d->name, "/rules_") != NULL ? 1 : 1000;
    for (size_t i = 0; i < kk_data_count(); i++) {
        n -= strncmp(kk_data_at(i)->name, "sql/view/", 9) == 0;
        m -= strstr(kk_data_at(i)->name, "/rules_") != NULL;
    }
    ck_assert_uint_eq(n, 0);
    ck_assert_uint_eq(m, 0);
}
END_TEST

/* With the override a file of the folder stands in, one that is missing there
 * stays the embedded one, and nothing unlisted becomes visible. */
START_TEST(a_development_folder_overrides_listed_files_only)
{
    char dir[] = "/tmp/kikusui-data-XXXXXX";
    char sql[64], file[96], stray[96];
    const char *name = "sql/tables.csv", *other = "sql/schema/001.sql";
    const struct kk_data *plain = kk_data_find(other);

    ck_assert_ptr_nonnull(mkdtemp(dir));
    snprintf(sql, sizeof sql, "%s/sql", dir);
    snprintf(file, sizeof file, "%s/tables.csv", sql);
    snprintf(stray, sizeof stray, "%s/stray.csv", sql);
    ck_assert_int_eq(mkdir(sql, 0700), 0);
    FILE *f = fopen(file, "w");
    fputs("mine\n", f);
    fclose(f);
    f = fopen(stray, "w");
    fclose(f);

    setenv("KIKUSUI_DATA", dir, 1);
    const struct kk_data *d = kk_data_find(name);
    ck_assert_str_eq(d->bytes, "mine\n");
    ck_assert_uint_eq(d->n_bytes, 5);
    expect_hash(d);
    ck_assert_str_eq(d->name, name);
    ck_assert_ptr_eq(kk_data_find(name), d);
    ck_assert_ptr_eq(kk_data_find(other)->bytes, plain->bytes);
    ck_assert_ptr_null(kk_data_find("sql/stray.csv"));
    unsetenv("KIKUSUI_DATA");
    ck_assert_str_ne(kk_data_find(name)->bytes, "mine\n");

    unlink(stray);
    unlink(file);
    rmdir(sql);
    rmdir(dir);
}
END_TEST

KK_TEST_MAIN("data", every_file_of_the_folder_is_embedded,
             every_embedded_file_is_the_one_of_the_folder,
             names_are_sorted_found_and_unknown_ones_refused,
             each_has_the_hash_of_its_bytes, parts_and_folders_are_found_whole,
             a_development_folder_overrides_listed_files_only)
