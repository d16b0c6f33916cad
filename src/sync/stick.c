/* Finding the sticks that are mounted. */
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/mount.h>
#include <kikusui/base/str.h>
#include <kikusui/sync/stick.h>

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/statvfs.h>

enum {
    MAX_BYTES = 4 << 20, /* of mountinfo */
    MAX_DEPTH = 4,       /* of layers over a disk: encryption, volumes */
};

/* A one-line file of sysfs, without white space at its end; "" without it. */
static void read_attribute(const char *dir, const char *name,
                           struct kk_str *out)
{
    char *path = kk_path_join(dir, name);

    kk_str_clear(out);
    if (kk_file_read(path, 4096, false, out, NULL) != KK_OK)
        kk_str_clear(out);
    while (out->n_bytes > 0 && strchr(" \n", out->s[out->n_bytes - 1]) != NULL)
        kk_str_cut(out, out->n_bytes - 1);
    kk_free(path);
}

static bool attribute_is(const char *dir, const char *name, const char *value)
{
    struct kk_str s = {0};
    bool same;

    read_attribute(dir, name, &s);
    same = kk_streq(kk_str_c(&s), value);
    kk_str_free(&s);
    return same;
}

static char *real_path(const char *dir, const char *name)
{
    char *path = kk_path_join(dir, name), *real = realpath(path, NULL);
    char *out = kk_strdup(real);

    free(real);
    kk_free(path);
    return out;
}

/* What a layered device (an opened LUKS volume) lies on; NULL for a real one.
 * The caller kk_frees it. */
static char *slave_of(const char *device)
{
    char *dir = kk_path_join(device, "slaves"), *out = NULL;
    DIR *d = opendir(dir);
    struct dirent *e;

    while (d != NULL && out == NULL && (e = readdir(d)) != NULL)
        if (e->d_name[0] != '.')
            out = real_path(dir, e->d_name);
    if (d != NULL)
        closedir(d);
    kk_free(dir);
    return out;
}

/* The folder in sysfs of the disk that carries device "8:17"; NULL when there
 * is none (a network or memory file system). The caller kk_frees it. */
static char *disk_of(const char *sys, const char *dev)
{
    char *block = kk_path_join(sys, "dev/block");
    char *at = real_path(block, dev), *partition;

    kk_free(block);
    for (int i = 0; at != NULL && i < MAX_DEPTH; i++) {
        char *below = slave_of(at);

        if (below == NULL)
            break;
        kk_free(at);
        at = below;
    }
    if (at == NULL)
        return NULL;
    partition = kk_path_join(at, "partition");
    if (access(partition, F_OK) == 0) {
        char *disk = kk_path_dir(at);

        kk_free(at);
        at = disk;
    }
    kk_free(partition);
    return at;
}

/* USB disks often say that they are not removable; a card in a built-in reader
 * says so too, but calls itself SD. */
static bool can_be_taken_out(const char *sys, const char *disk)
{
    char *root = real_path(sys, ".");
    size_t n = root == NULL ? 0 : strlen(root);
    bool usb = root != NULL && strncmp(disk, root, n) == 0 &&
               strstr(disk + n, "/usb") != NULL;

    kk_free(root);
    return usb || attribute_is(disk, "removable", "1") ||
           attribute_is(disk, "device/type", "SD");
}

static char *model_of(const char *disk)
{
    struct kk_str out = {0}, s = {0};

    read_attribute(disk, "device/vendor", &out);
    read_attribute(disk, "device/model", &s);
    if (out.n_bytes > 0 && s.n_bytes > 0)
        kk_str_addc(&out, ' ');
    kk_str_add(&out, kk_str_c(&s));
    kk_str_free(&s);
    return kk_str_take(&out);
}

static void add_stick(struct kk_sticks *out, const struct kk_mount *m,
                      const char *disk)
{
    struct kk_stick s = {.mount = kk_strdup(m->point),
                         .device = kk_strdup(m->source),
                         .fs = kk_strdup(m->fs),
                         .model = model_of(disk),
                         .read_only = m->read_only};
    struct statvfs v;

    if (!s.read_only && statvfs(m->point, &v) == 0)
        s.n_free = (uint64_t)v.f_bavail * v.f_frsize;
    kk_grow(&out->stick, &out->cap, out->n + 1, sizeof *out->stick);
    out->stick[out->n++] = s;
}

static bool is_listed(const struct kk_sticks *sticks, const char *device)
{
    for (size_t i = 0; i < sticks->n; i++)
        if (kk_streq(sticks->stick[i].device, device))
            return true;
    return false;
}

/* Calls for every line; the text is cut up. `system` is the disk of "/". */
static void read_mounts(char *text, const char *sys, const char *system,
                        struct kk_sticks *out)
{
    char *rest = NULL;

    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        struct kk_mount m;
        char *disk;

        /* A folder of it mounted elsewhere is not another stick. */
        if (!kk_mount_read(line, &m) || strcmp(m.root, "/") != 0 ||
            is_listed(out, m.source))
            continue;
        disk = disk_of(sys, m.dev);
        if (disk != NULL && !kk_streq(disk, system) &&
            can_be_taken_out(sys, disk))
            add_stick(out, &m, disk);
        kk_free(disk);
    }
}

static char *system_disk(const char *text, const char *sys)
{
    char *copy = kk_strdup(text), *rest = NULL, *disk = NULL;

    for (char *line = strtok_r(copy, "\n", &rest); line != NULL && disk == NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        struct kk_mount m;

        if (kk_mount_read(line, &m) && strcmp(m.point, "/") == 0)
            disk = disk_of(sys, m.dev);
    }
    kk_free(copy);
    return disk;
}

enum kk_status kk_sticks_find(const struct kk_stick_roots *roots,
                              struct kk_sticks *out, struct kk_err *err)
{
    static const struct kk_stick_roots own = {
        .mountinfo = "/proc/self/mountinfo", .sys = "/sys"};
    struct kk_str text = {0};
    enum kk_status st;

    if (roots == NULL)
        roots = &own;
    *out = (struct kk_sticks){0};
    st = kk_file_read(roots->mountinfo, MAX_BYTES, false, &text, err);
    if (st == KK_OK && text.n_bytes > 0) {
        char *system = system_disk(text.s, roots->sys);

        read_mounts(text.s, roots->sys, system, out);
        kk_free(system);
    }
    kk_str_free(&text);
    return st;
}

void kk_sticks_free(struct kk_sticks *sticks)
{
    for (size_t i = 0; i < sticks->n; i++) {
        kk_free(sticks->stick[i].mount);
        kk_free(sticks->stick[i].device);
        kk_free(sticks->stick[i].fs);
        kk_free(sticks->stick[i].model);
    }
    kk_free(sticks->stick);
    *sticks = (struct kk_sticks){0};
}
