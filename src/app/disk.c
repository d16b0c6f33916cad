/* Whether the disk that a file lies on is encrypted, as far as sysfs tells. */
#include <kikusui/app/disk.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>
#include <sys/sysmacros.h>

enum { MAX_DEPTH = 8, MAX_MOUNT_BYTES = 4 << 20 };

const char *kk_disk_name(enum kk_disk disk)
{
    switch (disk) {
    case KK_DISK_UNKNOWN:
        return "unknown";
    case KK_DISK_PLAIN:
        return "plain";
    case KK_DISK_SEALED:
        return "encrypted";
    }
    return "";
}

static bool is_crypt(const char *device)
{
    char *path = kk_path_join(device, "dm/uuid");
    struct kk_str s = {0};
    bool crypt = kk_file_read(path, 4096, false, &s, NULL) == KK_OK &&
                 kk_str_starts(kk_str_c(&s), "CRYPT-");

    kk_str_free(&s);
    kk_free(path);
    return crypt;
}

static enum kk_disk of_device(const char *device, int depth);

/* Data lies on all of what is below: one plain device is enough. */
static enum kk_disk of_slaves(const char *device, int depth)
{
    char *dir = kk_path_join(device, "slaves");
    DIR *d = opendir(dir);
    enum kk_disk found = KK_DISK_PLAIN;
    struct dirent *e;
    int n = 0;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char *below;
        enum kk_disk one;

        if (e->d_name[0] == '.')
            continue;
        below = kk_path_join(dir, e->d_name);
        one = of_device(below, depth + 1);
        kk_free(below);
        if (n++ == 0 || one == KK_DISK_PLAIN)
            found = one;
    }
    if (d != NULL)
        closedir(d);
    kk_free(dir);
    return found;
}

static enum kk_disk of_device(const char *device, int depth)
{
    if (is_crypt(device))
        return KK_DISK_SEALED;
    return depth > MAX_DEPTH ? KK_DISK_UNKNOWN : of_slaves(device, depth);
}

/* The number of a file system that is no device's is not among them. */
static enum kk_disk of_number(const char *sys, dev_t dev)
{
    struct kk_str path = {0};
    enum kk_disk found = KK_DISK_UNKNOWN;
    struct stat sb;

    kk_str_addf(&path, "%s/dev/block/%u:%u", sys, major(dev), minor(dev));
    if (stat(kk_str_c(&path), &sb) == 0)
        found = of_device(kk_str_c(&path), 0);
    kk_str_free(&path);
    return found;
}

/* Whether a mount at `point` holds the path. */
static bool is_under(const char *path, const char *point)
{
    size_t n = strlen(point);

    if (strcmp(point, "/") == 0)
        return true;
    return strncmp(path, point, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* The last mount that holds the path with the longest point: file system and
 * source behind " - ". Points with a space stand escaped, and are missed. */
static bool find_mount(const char *mounts, const char *path, char fs[64],
                       char source[256])
{
    struct kk_str text = {0};
    size_t longest = 0;
    char *save = NULL;

    if (kk_file_read(mounts, MAX_MOUNT_BYTES, false, &text, NULL) == KK_OK &&
        text.n_bytes > 0) {
        for (char *line = strtok_r(text.s, "\n", &save); line != NULL;
             line = strtok_r(NULL, "\n", &save)) {
            const char *rest = strstr(line, " - ");
            char point[PATH_MAX];

            if (rest == NULL ||
                sscanf(line, "%*s %*s %*s %*s %4095s", point) != 1 ||
                !is_under(path, point) || strlen(point) < longest)
                continue;
            if (sscanf(rest + 3, "%63s %255s", fs, source) == 2)
                longest = strlen(point);
        }
    }
    kk_str_free(&text);
    return longest > 0;
}

/* btrfs and the like give their files a number that is no device's. */
static enum kk_disk of_mount(const char *sys, const char *mounts,
                             const char *path)
{
    static const char *const sealed[] = {"ecryptfs", "fuse.gocryptfs",
                                         "fuse.encfs", "fuse.cryfs"};
    char fs[64], source[256];
    struct stat sb;

    if (!find_mount(mounts, path, fs, source))
        return KK_DISK_UNKNOWN;
    for (size_t i = 0; i < sizeof sealed / sizeof *sealed; i++)
        if (strcmp(fs, sealed[i]) == 0)
            return KK_DISK_SEALED;
    if (stat(source, &sb) != 0 || !S_ISBLK(sb.st_mode))
        return KK_DISK_UNKNOWN;
    return of_number(sys, sb.st_rdev);
}

enum kk_disk kk_disk_of(const char *path, const char *sys, const char *mounts)
{
    char *real = realpath(path, NULL);
    enum kk_disk found = KK_DISK_UNKNOWN;
    struct statx sx;
    struct stat sb;

    sys = sys == NULL ? "/sys" : sys;
    mounts = mounts == NULL ? "/proc/self/mountinfo" : mounts;
    if (real != NULL && statx(AT_FDCWD, real, 0, STATX_BASIC_STATS, &sx) == 0 &&
        (sx.stx_attributes & STATX_ATTR_ENCRYPTED))
        found = KK_DISK_SEALED;
    if (found == KK_DISK_UNKNOWN && real != NULL && stat(real, &sb) == 0)
        found = of_number(sys, sb.st_dev);
    if (found == KK_DISK_UNKNOWN && real != NULL)
        found = of_mount(sys, mounts, real);
    free(real);
    return found;
}
