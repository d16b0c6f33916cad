/* What /proc/self/mountinfo says of each mount. */
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/mount.h>

#include <stdio.h>
#include <string.h>

#include <sys/stat.h>
#include <sys/sysmacros.h>

enum { MAX_BYTES = 4 << 20 };

/* \040 and its like: what mountinfo writes for space, tab, line feed, \. */
static void unescape(char *s)
{
    char *to = s;

    while (*s != '\0') {
        if (s[0] == '\\' && s[1] >= '0' && s[1] <= '3' && s[2] >= '0' &&
            s[2] <= '7' && s[3] >= '0' && s[3] <= '7') {
            *to++ =
                (char)((s[1] - '0') << 6 | (s[2] - '0') << 3 | (s[3] - '0'));
            s += 4;
        } else {
            *to++ = *s++;
        }
    }
    *to = '\0';
}

static bool has_option(const char *options, const char *name)
{
    size_t n = strlen(name);

    for (const char *p = options; p != NULL; p = strchr(p, ',')) {
        p += *p == ',';
        if (strncmp(p, name, n) == 0 && (p[n] == ',' || p[n] == '\0'))
            return true;
    }
    return false;
}

/* id parent major:minor root point options [tags] - fs source options */
bool kk_mount_read(char *line, struct kk_mount *m)
{
    char *field[6], *rest = NULL, *tag, *more;

    for (size_t i = 0; i < 6; i++) {
        field[i] = strtok_r(i == 0 ? line : NULL, " ", &rest);
        if (field[i] == NULL)
            return false;
    }
    do {
        tag = strtok_r(NULL, " ", &rest);
        if (tag == NULL)
            return false;
    } while (strcmp(tag, "-") != 0);
    m->dev = field[2];
    m->root = field[3];
    m->point = field[4];
    m->fs = strtok_r(NULL, " ", &rest);
    m->source = strtok_r(NULL, " ", &rest);
    more = strtok_r(NULL, " ", &rest);
    if (m->source == NULL)
        return false;
    m->read_only =
        has_option(field[5], "ro") || (more != NULL && has_option(more, "ro"));
    unescape(m->root);
    unescape(m->point);
    unescape(m->source);
    return true;
}

char *kk_mount_type(const char *path)
{
    struct kk_str text = {0};
    char dev[32], *rest = NULL, *type = NULL;
    struct kk_mount m;
    struct stat sb;

    if (stat(path, &sb) != 0 ||
        kk_file_read("/proc/self/mountinfo", MAX_BYTES, false, &text, NULL) !=
            KK_OK ||
        text.n_bytes == 0) {
        kk_str_free(&text);
        return NULL;
    }
    snprintf(dev, sizeof dev, "%u:%u", major(sb.st_dev), minor(sb.st_dev));
    for (char *line = strtok_r(text.s, "\n", &rest);
         line != NULL && type == NULL; line = strtok_r(NULL, "\n", &rest))
        if (kk_mount_read(line, &m) && strcmp(m.dev, dev) == 0)
            type = kk_strdup(m.fs);
    kk_str_free(&text);
    return type;
}
