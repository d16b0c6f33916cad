/* Where a database may lie. */
#include "internal.h"

#include <kikusui/base/file.h>
#include <kikusui/base/lock.h>
#include <kikusui/base/mount.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <linux/magic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>

/* Not in linux/magic.h of every release. */
#define CIFS_MAGIC 0xFF534D42UL
#define SMB2_MAGIC 0xFE534D42UL
#define KAFS_MAGIC 0x6B414653UL
#define CEPH_MAGIC 0x00C36400UL
#define EXFAT_MAGIC 0x2011BAB0UL
#define NTFS3_MAGIC 0x7366746EUL
#define FUSE_MAGIC 0x65735546UL

enum unfit {
    FIT,
    NETWORK, /* locks do not hold between the machines that share it */
    NO_MODES /* keeps no owner and no mode: the keys would be open to all */
};

struct file_system {
    enum unfit unfit;
    unsigned long magic;
    const char *name;
};

static const struct file_system known[] = {
    {NETWORK, NFS_SUPER_MAGIC, "NFS"}, {NETWORK, SMB_SUPER_MAGIC, "SMB"},
    {NETWORK, CIFS_MAGIC, "SMB"},      {NETWORK, SMB2_MAGIC, "SMB"},
    {NETWORK, V9FS_MAGIC, "9P"},       {NETWORK, AFS_SUPER_MAGIC, "AFS"},
    {NETWORK, KAFS_MAGIC, "AFS"},      {NETWORK, CODA_SUPER_MAGIC, "Coda"},
    {NETWORK, CEPH_MAGIC, "Ceph"},     {NO_MODES, MSDOS_SUPER_MAGIC, "FAT"},
    {NO_MODES, EXFAT_MAGIC, "exFAT"},  {NO_MODES, NTFS3_MAGIC, "NTFS"},
};

/* All that a program serves has one number. Of these it is known that they
 * keep their files on a disk of this machine, with owner and mode; a shared
 * folder over the network is the usual other. */
static bool is_local_fuse(const char *type)
{
    static const char *const local[] = {
        "fuse.gocryptfs",      "fuse.encfs",   "fuse.cryfs",
        "fuse.fuse-overlayfs", "fuse.fuse2fs", "virtiofs",
    };

    for (size_t i = 0; i < sizeof local / sizeof *local; i++)
        if (strcmp(type, local[i]) == 0)
            return true;
    return false;
}

static bool is_stick_fuse(const char *type)
{
    return strcmp(type, "fuseblk") == 0 || strcmp(type, "fuse.fusefat") == 0;
}

static enum unfit judge_fuse(const char *type, struct kk_str *name)
{
    if (is_local_fuse(type))
        return FIT;
    if (is_stick_fuse(type)) {
        kk_str_add(name, "FAT、exFAT か NTFS");
        return NO_MODES;
    }
    kk_str_add(name, type);
    return NETWORK;
}

static enum unfit judge(const char *dir, struct kk_str *name)
{
    enum unfit unfit = FIT;
    struct statfs fs;
    char *type;

    if (statfs(dir, &fs) != 0)
        return FIT; /* what is wrong with it the opening tells */
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if ((unsigned long)fs.f_type == known[i].magic) {
            kk_str_add(name, known[i].name);
            return known[i].unfit;
        }
    if ((unsigned long)fs.f_type != FUSE_MAGIC)
        return FIT;
    type = kk_mount_type(dir);
    if (type != NULL)
        unfit = judge_fuse(type, name);
    kk_free(type);
    return unfit;
}

static enum kk_status check_file_system(const char *path, struct kk_err *err)
{
    char *dir = kk_path_dir(path);
    struct kk_str name = {0};
    enum kk_status st = KK_OK;

    switch (judge(dir, &name)) {
    case FIT:
        break;
    case NETWORK:
        st = kk_fail(err, KK_NODB,
                     "%s は共有フォルダー（%s）にあり、使えません。"
                     "同時に書く人がいると記録が壊れるためです。その"
                     "ファイルを持つパソコンに ssh などで入って使ってください",
                     path, kk_str_c(&name));
        break;
    case NO_MODES:
        st = kk_fail(err, KK_NODB,
                     "%s は %s の上にあり、使えません。持ち主と権限を"
                     "保てず、鍵をほかの人から守れないためです。この"
                     "パソコンの中の場所（ホームなど）に置いてください",
                     path, kk_str_c(&name));
        break;
    }
    kk_str_free(&name);
    kk_free(dir);
    return st;
}

char *kk_restore_marker(const char *path)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "%s.restoring", path);
    return kk_str_take(&s);
}

/* A restore that is at it holds the marker; one that was cut short does not. */
enum kk_status kk_restore_check(const char *path, struct kk_err *err)
{
    char *marker = kk_restore_marker(path);
    int fd = open(marker, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    enum kk_status st = KK_OK;

    if (fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0) {
        struct kk_str who = {0};

        (void)kk_lock_holder(marker, &who);
        st = kk_fail(err, KK_NODB, "復元中です。終わるまでお待ちください%s%s",
                     who.n_bytes > 0 ? ": " : "", kk_str_c(&who));
        kk_str_free(&who);
    } else if (fd >= 0 || errno != ENOENT) {
        st = kk_fail(err, KK_NODB,
                     "%s は控えから戻している途中で止まりました（停電など）。"
                     "kikusui restore を同じ控えでもう一度行ってください",
                     path);
    }
    if (fd >= 0)
        close(fd);
    kk_free(marker);
    return st;
}

/* The nearest folder that can be looked at is the one that bars the way. */
static enum kk_status barred(const char *path, struct kk_err *err)
{
    char *dir = kk_path_dir(path);
    struct kk_str owner = {0};
    struct stat sb;

    while (strcmp(dir, "/") != 0 && strcmp(dir, ".") != 0 &&
           stat(dir, &sb) != 0) {
        char *up = kk_path_dir(dir);

        kk_free(dir);
        dir = up;
    }
    kk_path_owner(dir, &owner);
    (void)kk_fail(err, KK_NODB,
                  "%s を見られません。フォルダー %s に入る権限がありません%s",
                  path, dir, kk_str_c(&owner));
    kk_str_free(&owner);
    kk_free(dir);
    return KK_NODB;
}

enum kk_status kk_place_check(const struct kk_db_open *how, struct kk_err *err)
{
    bool is_there = access(how->path, F_OK) == 0;
    bool is_barred = !is_there && errno == EACCES;
    enum kk_status st = check_file_system(how->path, err);
    struct stat sb;

    if (st != KK_OK)
        return st;
    if (is_barred)
        return barred(how->path, err);
    if (lstat(how->path, &sb) == 0 && !S_ISREG(sb.st_mode))
        return kk_fail(err, KK_NODB, "%s は普通のファイルではありません",
                       how->path);
    if (how->create && is_there)
        return kk_fail(err, KK_REFUSED,
                       "%s はもうあります。別の場所を --db で指定してください",
                       how->path);
    if (!how->restoring && (st = kk_restore_check(how->path, err)) != KK_OK)
        return st;
    if (!how->create && !is_there)
        return kk_fail(err, KK_NODB,
                       "%s がありません。kikusui init で作るか、--db で場所を"
                       "指定してください",
                       how->path);
    return KK_OK;
}
