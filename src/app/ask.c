/* What is asked on the terminal, whatever stdin and stdout are. */
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

/* The line typed, unseen where quiet; false where there is no terminal, *ended
 * where the line did not come. */
static bool ask(const char *question, bool quiet, char **out, bool *ended)
{
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    char line[MAX_BYTES] = {0};
    struct termios before, during;

    *out = NULL;
    *ended = true;
    if (fd < 0 || tcgetattr(fd, &before) != 0) {
        if (fd >= 0)
            close(fd);
        return false;
    }
    during = before;
    if (quiet)
        during.c_lflag &= ~(tcflag_t)ECHO;
    during.c_lflag |= ICANON | ECHONL;
    /* What was typed ahead was not meant for this. */
    if (tcsetattr(fd, TCSAFLUSH, &during) == 0 &&
        dprintf(fd, "%s: ", question) > 0)
        *ended = !read_line(fd, line);
    (void)tcsetattr(fd, TCSAFLUSH, &before);
    close(fd);
    if (!*ended)
        *out = kk_strdup(line);
    kk_wipe(line, sizeof line);
    return true;
}

static enum kk_status given_up(struct kk_err *err)
{
    return kk_fail(err, KK_CANCELLED, "やめました。何も変えていません");
}

enum kk_status kk_app_ask(const char *question, char **out, struct kk_err *err)
{
    bool ended;

    if (!ask(question, true, out, &ended))
        return kk_fail(err, KK_REFUSED,
                       "%sを尋ねる端末がありません。合言葉を1行目に書いた"
                       "ファイルを --passphrase-file で指定してください",
                       question);
    return ended ? given_up(err) : KK_OK;
}

enum kk_status kk_app_ask_line(const char *question, char **out,
                               struct kk_err *err)
{
    bool ended;

    if (!ask(question, false, out, &ended))
        return KK_NONE;
    return ended ? given_up(err) : KK_OK;
}
