/* A secret asked on the terminal, whatever stdin and stdout are. */
#include "commands.h"

#include <kikusui/base/crypt.h>

#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_BYTES 1024

/* One line; false when it ends before, is too long, or a signal came. */
static bool read_line(int fd, char line[MAX_BYTES])
{
    size_t n = 0;
    ssize_t got;
    char c;

    while ((got = read(fd, &c, 1)) == 1 && c != '\n' && n < MAX_BYTES - 1)
        line[n++] = c;
    line[n] = '\0';
    return got == 1 && c == '\n';
}

enum kk_status kk_app_ask(const char *question, char **out, struct kk_err *err)
{
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    char line[MAX_BYTES] = {0};
    struct termios before, quiet;
    bool read_it = false;

    *out = NULL;
    if (fd < 0 || tcgetattr(fd, &before) != 0) {
        if (fd >= 0)
            close(fd);
        return kk_fail(err, KK_REFUSED,
                       "%sを尋ねる端末がありません。合言葉を1行目に書いた"
                       "ファイルを --passphrase-file で指定してください",
                       question);
    }
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    quiet.c_lflag |= ICANON | ECHONL;
    /* What was typed ahead was not meant for this. */
    if (tcsetattr(fd, TCSAFLUSH, &quiet) == 0 &&
        dprintf(fd, "%s: ", question) > 0)
        read_it = read_line(fd, line);
    (void)tcsetattr(fd, TCSAFLUSH, &before);
    close(fd);
    if (read_it)
        *out = kk_strdup(line);
    kk_wipe(line, sizeof line);
    return read_it
               ? KK_OK
               : kk_fail(err, KK_CANCELLED, "やめました。何も変えていません");
}
