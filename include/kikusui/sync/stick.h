/* Sticks: mounted file systems on a removable or USB device, encrypted ones
 * too. Read from mountinfo and sysfs; nothing is asked of the desktop. */
#ifndef KIKUSUI_SYNC_STICK_H
#define KIKUSUI_SYNC_STICK_H

#include <kikusui/base/status.h>

struct kk_stick {
    char *mount;  /* where it is mounted */
    char *device; /* "/dev/sdb1" */
    char *fs;     /* "vfat" */
    char *model;  /* maker and model of the device; "" where it says none */
    bool read_only;
    uint64_t n_free; /* bytes; 0 when read_only */
};
struct kk_sticks {
    size_t n, cap;
    struct kk_stick *stick;
};

struct kk_stick_roots {    /* NULL: the system's own */
    const char *mountinfo; /* /proc/self/mountinfo */
    const char *sys;       /* /sys */
};
/* In the order of mounting; none is KK_OK. The disk that carries the system is
 * not among them, even when it hangs on USB. */
enum kk_status kk_sticks_find(const struct kk_stick_roots *roots,
                              struct kk_sticks *out,
                              struct kk_err *err) KK_MUST;
void kk_sticks_free(struct kk_sticks *sticks);

/* Asks the desktop's udisksctl to unmount it. KK_NONE where there is no such
 * program: then the person unmounts it by hand. KK_REFUSED: it is in use. */
enum kk_status kk_stick_unmount(const struct kk_stick *stick,
                                struct kk_err *err) KK_MUST;

#endif
