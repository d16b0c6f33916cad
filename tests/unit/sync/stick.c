#include "temp.h"

#include <kikusui/sync/stick.h>

#include <sys/stat.h>

static char *dir;
static struct kk_str mounts;
static int n_mounts;

static void begin(void)
{
    dir = temp_make();
    kk_str_clear(&mounts);
    n_mounts = 0;
}

/* A file of the made-up sysfs, with its folders. */
static void attribute(const char *disk, const char *name, const char *value)
{
    ck_assert_int_eq(temp_sh("f='%s/sys/%s/%s'; mkdir -p \"$(dirname \"$f\")\""
                             " && echo '%s' >\"$f\"",
                             dir, disk, name, value),
                     0);
}

static void block(const char *dev, const char *device)
{
    ck_assert_int_eq(temp_sh("mkdir -p '%s/sys/dev/block' '%s/sys/%s' && "
                             "ln -s '../../%s' '%s/sys/dev/block/%s'",
                             dir, dir, device, device, dir, dev),
                     0);
}

static void mounted(const char *dev, const char *root, const char *point,
                    const char *options, const char *fs, const char *source)
{
    kk_str_addf(&mounts, "%d 27 %s %s %s %s shared:1 - %s %s rw\n",
                30 + n_mounts++, dev, root, point, options, fs, source);
}

static void find(struct kk_sticks *out)
{
    char *info = temp_put(dir, "mountinfo", kk_str_c(&mounts), mounts.n_bytes);
    char *sys = kk_path_join(dir, "sys");
    struct kk_stick_roots roots = {.mountinfo = info, .sys = sys};
    struct kk_err err = {0};

    ck_ok(kk_sticks_find(&roots, out, &err), &err);
    kk_free(info);
    kk_free(sys);
}

static void finish(struct kk_sticks *sticks)
{
    kk_sticks_free(sticks);
    kk_str_free(&mounts);
    temp_drop(dir);
}

START_TEST(a_usb_stick_is_found_the_system_is_not)
{
    static const char usb[] = "devices/pci0/usb2/2-1/block/sdb";
    static const char ata[] = "devices/pci0/ata1/block/sda";
    struct kk_sticks s;

    begin();
    attribute(ata, "removable", "0");
    attribute("devices/pci0/ata1/block/sda/sda1", "partition", "1");
    block("8:1", "devices/pci0/ata1/block/sda/sda1");
    attribute(usb, "removable", "1");
    attribute(usb, "device/vendor", "SanDisk ");
    attribute(usb, "device/model", "Cruzer Blade    ");
    attribute("devices/pci0/usb2/2-1/block/sdb/sdb1", "partition", "1");
    block("8:17", "devices/pci0/usb2/2-1/block/sdb/sdb1");
    mounted("0:21", "/", "/proc", "rw", "proc", "proc");
    mounted("8:1", "/", "/", "rw,relatime", "ext4", "/dev/sda1");
    mounted("8:17", "/", dir, "rw,nosuid", "vfat", "/dev/sdb1");
    mounted("8:17", "/sub", "/srv", "rw,nosuid", "vfat", "/dev/sdb1");
    find(&s);
    ck_assert_uint_eq(s.n, 1);
    ck_assert_str_eq(s.stick[0].mount, dir);
    ck_assert_str_eq(s.stick[0].device, "/dev/sdb1");
    ck_assert_str_eq(s.stick[0].fs, "vfat");
    ck_assert_str_eq(s.stick[0].model, "SanDisk Cruzer Blade");
    ck_assert(!s.stick[0].read_only);
    ck_assert_uint_gt(s.stick[0].n_free, 0);
    finish(&s);
}
END_TEST

/* USB disks call themselves fixed; a whole device may hold the file system; a
 * card sits in a built-in reader; a name may have spaces and kanji. */
START_TEST(other_removable_things_are_found_too)
{
    struct kk_sticks s;

    begin();
    attribute("devices/pci0/usb2/2-2/block/sdc", "removable", "0");
    block("8:32", "devices/pci0/usb2/2-2/block/sdc");
    attribute("devices/pci0/mmc_host/mmc0/block/mmcblk0", "removable", "0");
    attribute("devices/pci0/mmc_host/mmc0/block/mmcblk0", "device/type", "SD");
    attribute("devices/pci0/mmc_host/mmc0/block/mmcblk0/mmcblk0p1", "partition",
              "1");
    block("179:1", "devices/pci0/mmc_host/mmc0/block/mmcblk0/mmcblk0p1");
    attribute("devices/pci0/mmc_host/mmc1/block/mmcblk1", "device/type", "MMC");
    block("179:9", "devices/pci0/mmc_host/mmc1/block/mmcblk1");
    mounted("179:9", "/", "/home", "rw", "ext4", "/dev/mmcblk1");
    mounted("8:32", "/", "/media/u/USB\\040\xe6\x9c\xad\xe5\xb9\x8c",
            "ro,nosuid", "exfat", "/dev/sdc");
    mounted("179:1", "/", "/media/u/card", "rw", "vfat", "/dev/mmcblk0p1");
    find(&s);
    ck_assert_uint_eq(s.n, 2);
    ck_assert_str_eq(s.stick[0].mount, "/media/u/USB 札幌");
    ck_assert(s.stick[0].read_only);
    ck_assert_uint_eq(s.stick[0].n_free, 0);
    ck_assert_str_eq(s.stick[1].device, "/dev/mmcblk0p1");
    ck_assert_str_eq(s.stick[1].model, "");
    finish(&s);
}
END_TEST

START_TEST(an_encrypted_stick_is_seen_through_its_layers)
{
    static const char part[] = "devices/pci0/usb2/2-1/block/sdb/sdb1";
    struct kk_sticks s;

    begin();
    attribute("devices/pci0/usb2/2-1/block/sdb", "removable", "1");
    attribute(part, "partition", "1");
    block("8:17", part);
    block("253:3", "devices/virtual/block/dm-3");
    ck_assert_int_eq(
        temp_sh("mkdir '%s/sys/devices/virtual/block/dm-3/slaves' && "
                "ln -s '../../../../../%s' "
                "'%s/sys/devices/virtual/block/dm-3/slaves/sdb1'",
                dir, part, dir),
        0);
    mounted("253:3", "/", "/media/u/luks", "rw", "ext4", "/dev/mapper/luks-1");
    find(&s);
    ck_assert_uint_eq(s.n, 1);
    ck_assert_str_eq(s.stick[0].device, "/dev/mapper/luks-1");
    finish(&s);
}
END_TEST

START_TEST(the_usb_disk_that_carries_the_system_is_no_stick)
{
    struct kk_sticks s;

    begin();
    attribute("devices/pci0/usb1/1-1/block/sda", "removable", "1");
    attribute("devices/pci0/usb1/1-1/block/sda/sda1", "partition", "1");
    attribute("devices/pci0/usb1/1-1/block/sda/sda2", "partition", "2");
    block("8:1", "devices/pci0/usb1/1-1/block/sda/sda1");
    block("8:2", "devices/pci0/usb1/1-1/block/sda/sda2");
    mounted("8:1", "/", "/boot", "rw", "vfat", "/dev/sda1");
    mounted("8:2", "/", "/", "rw", "ext4", "/dev/sda2");
    find(&s);
    ck_assert_uint_eq(s.n, 0);
    finish(&s);
}
END_TEST

START_TEST(broken_lines_are_passed_over)
{
    struct kk_sticks s;

    begin();
    kk_str_add(&mounts, "\n1 2\n1 2 8:1 / /x rw\n1 2 8:1 / /x rw - vfat\n");
    find(&s);
    ck_assert_uint_eq(s.n, 0);
    finish(&s);
}
END_TEST

START_TEST(this_system_can_be_asked)
{
    struct kk_sticks s;
    struct kk_err err = {0};

    ck_ok(kk_sticks_find(NULL, &s, &err), &err);
    kk_sticks_free(&s);
}
END_TEST

/* A made-up udisksctl stands for the desktop. */
static char *put_program(const char *script)
{
    struct kk_str text = {0};
    char *path;

    kk_str_addf(&text, "#!/bin/sh\n%s\n", script);
    path = temp_put(dir, "udisksctl", text.s, text.n_bytes);
    ck_assert_int_eq(chmod(path, 0700), 0);
    kk_str_free(&text);
    return path;
}

START_TEST(unmounting_says_what_came_of_it)
{
    char device[] = "/dev/sdb1", mount[] = "/media/u/s";
    struct kk_stick stick = {.device = device, .mount = mount};
    struct kk_err err = {0};
    struct kk_str got = {0};
    char *path;

    dir = temp_make();
    setenv("PATH", dir, 1);
    ck_assert_int_eq(kk_stick_unmount(&stick, &err), KK_NONE);
    ck_assert_ptr_nonnull(strstr(err.text, mount));
    path = put_program("echo \"$*\" >\"${0%/*}/said\"");
    ck_ok(kk_stick_unmount(&stick, &err), &err);
    kk_free(path);
    path = kk_path_join(dir, "said");
    temp_get(path, &got);
    ck_assert_str_eq(kk_str_c(&got),
                     "unmount --no-user-interaction -b /dev/sdb1\n");
    kk_free(path);
    path = put_program("exit 1");
    ck_assert_int_eq(kk_stick_unmount(&stick, &err), KK_REFUSED);
    kk_free(path);
    kk_str_free(&got);
    temp_drop(dir);
}
END_TEST

KK_TEST_MAIN("stick", a_usb_stick_is_found_the_system_is_not,
             other_removable_things_are_found_too,
             an_encrypted_stick_is_seen_through_its_layers,
             the_usb_disk_that_carries_the_system_is_no_stick,
             broken_lines_are_passed_over, this_system_can_be_asked,
             unmounting_says_what_came_of_it)
