/* Is what lies on the disk readable by whoever finds it? Told from a sysfs of
 * our own making. */
#include "test.h"

#include <kikusui/app/disk.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>

#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>
#include <sys/sysmacros.h>

struct world {
    char dir[64], device[160];
    char *sys, *mounts, *file;
};

static void put(const char *path, const char *text)
{
    char *dir = kk_path_dir(path);
    struct kk_err err = {0};

    ck_ok(kk_dir_make(dir, 0700, &err), &err);
    ck_ok(kk_file_replace(path, 0600, text, strlen(text), &err), &err);
    kk_free(dir);
}

static void world_new(struct world *w)
{
    struct stat sb;

    strcpy(w->dir, "/tmp/kikusui-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(w->dir));
    w->sys = kk_path_join(w->dir, "sys");
    w->mounts = kk_path_join(w->dir, "mountinfo");
    w->file = kk_path_join(w->dir, "k.db");
    put(w->file, "");
    put(w->mounts, "");
    ck_assert_int_eq(stat(w->file, &sb), 0);
    snprintf(w->device, sizeof w->device, "%s/dev/block/%u:%u", w->sys,
             major(sb.st_dev), minor(sb.st_dev));
}

static void world_free(struct world *w)
{
    struct kk_str rm = {0};

    kk_str_addf(&rm, "rm -rf %s", w->dir);
    ck_assert_int_eq(system(kk_str_c(&rm)), 0);
    kk_str_free(&rm);
    kk_free(w->sys);
    kk_free(w->mounts);
    kk_free(w->file);
}

/* A file below the device's folder. */
static void has(struct world *w, const char *name, const char *text)
{
    char *path = kk_path_join(w->device, name);

    put(path, text);
    kk_free(path);
}

static enum kk_disk ask(const struct world *w)
{
    return kk_disk_of(w->file, w->sys, w->mounts);
}

START_TEST(a_partition_is_plain)
{
    struct world w;

    world_new(&w);
    has(&w, "partition", "1\n");
    ck_assert_int_eq(ask(&w), KK_DISK_PLAIN);
    ck_assert_str_eq(kk_disk_name(ask(&w)), "plain");
    world_free(&w);
}
END_TEST

START_TEST(luks_is_sealed)
{
    struct world w;

    world_new(&w);
    has(&w, "dm/uuid", "CRYPT-LUKS2-0123-root\n");
    ck_assert_int_eq(ask(&w), KK_DISK_SEALED);
    ck_assert_str_eq(kk_disk_name(ask(&w)), "encrypted");
    world_free(&w);
}
END_TEST

START_TEST(a_volume_on_luks_is_sealed)
{
    struct world w;

    world_new(&w);
    has(&w, "dm/uuid", "LVM-abc\n");
    has(&w, "slaves/dm-0/dm/uuid", "CRYPT-LUKS1-0123-disk\n");
    ck_assert_int_eq(ask(&w), KK_DISK_SEALED);
    world_free(&w);
}
END_TEST

/* What is spread over two disks can be read from the one that is not. */
START_TEST(one_plain_disk_of_two_is_plain)
{
    struct world w;

    world_new(&w);
    has(&w, "dm/uuid", "LVM-abc\n");
    has(&w, "slaves/dm-0/dm/uuid", "CRYPT-LUKS1-0123-disk\n");
    has(&w, "slaves/sdb1/partition", "1\n");
    ck_assert_int_eq(ask(&w), KK_DISK_PLAIN);
    world_free(&w);
}
END_TEST

START_TEST(an_encrypted_folder_is_sealed)
{
    struct world w;
    struct kk_str line = {0};

    world_new(&w);
    kk_str_addf(&line,
                "22 1 8:1 / / rw - ext4 /dev/none rw\n"
                "23 22 0:40 / %s rw,nosuid - ecryptfs /home/.e rw\n"
                "24 22 0:41 / %s-other rw - tmpfs tmpfs rw\n",
                w.dir, w.dir);
    put(w.mounts, kk_str_c(&line));
    ck_assert_int_eq(ask(&w), KK_DISK_SEALED);
    kk_str_free(&line);
    world_free(&w);
}
END_TEST

START_TEST(what_cannot_be_told_is_unknown)
{
    struct world w;

    world_new(&w);
    ck_assert_int_eq(ask(&w), KK_DISK_UNKNOWN);
    put(w.mounts, "no mount line\n22 1 0:1 / / rw - zfs pool/root rw\n");
    ck_assert_int_eq(ask(&w), KK_DISK_UNKNOWN);
    ck_assert_int_eq(kk_disk_of("/no/such/file", w.sys, w.mounts),
                     KK_DISK_UNKNOWN);
    ck_assert_str_eq(kk_disk_name(KK_DISK_UNKNOWN), "unknown");
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("disk", a_partition_is_plain, luks_is_sealed,
             a_volume_on_luks_is_sealed, one_plain_disk_of_two_is_plain,
             an_encrypted_folder_is_sealed, what_cannot_be_told_is_unknown)
