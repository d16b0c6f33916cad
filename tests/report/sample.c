/* Writes a made-up paper: sample DIR FORMAT WHAT [ROWS]; the tests read it. */
#include "made_up.h"

#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    struct kk_str wrote = {0};
    struct kk_err err = {0};
    struct kk_paper p;
    enum kk_status st;

    if (argc < 4 || kk_find_paper_format(argv[2]) == NULL)
        return 2;
    kk_locale_init();
    made_up(&p, argv[3],
            strcmp(argv[3], "empty") == 0 ? 0
            : argc > 4                    ? (size_t)atoi(argv[4])
                                          : 30);
    st = kk_paper_write(&p, kk_find_paper_format(argv[2]), argv[1], &wrote,
                        &err);
    (void)fputs(st == KK_OK ? kk_str_c(&wrote) : err.text,
                st == KK_OK ? stdout : stderr);
    kk_str_free(&wrote);
    kk_paper_free(&p);
    return kk_exit_status(st);
}
