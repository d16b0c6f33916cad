/* Unmounting a stick. */
#include <kikusui/sync/stick.h>

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <sys/wait.h>

/* Runs it without input or output; its exit status, or -1 with errno. */
static int run(const char *const argv[])
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    sigset_t none;
    pid_t pid;
    int e, status;

    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    for (int fd = 0; fd <= 2; fd++)
        posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
    e = posix_spawnp(&pid, argv[0], &files, &attr, (char *const *)argv,
                     environ);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&files);
    if (e != 0) {
        errno = e;
        return -1;
    }
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

enum kk_status kk_stick_unmount(const struct kk_stick *stick,
                                struct kk_err *err)
{
    const char *const argv[] = {
        "udisksctl", "unmount",     "--no-user-interaction",
        "-b",        stick->device, NULL};
    int status = run(argv);

    if (status == 0)
        return KK_OK;
    if (status < 0)
        return kk_fail(err, KK_NONE,
                       "%s はまだ外していません。デスクトップの「取り出し」か "
                       "umount で外してから抜いてください。",
                       stick->mount);
    return kk_fail(err, KK_REFUSED,
                   "%s を外せません。使っているプログラムやファイル管理の"
                   "画面を閉じ、「取り出し」で外してから抜いてください。",
                   stick->mount);
}
