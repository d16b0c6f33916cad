/* Every statement of data/sql fits the schema. */
#include "world.h"

#include <kikusui/base/data.h>

START_TEST(every_statement_prepares)
{
    static const char *const folders[] = {"query/",   "list/",  "label/",
                                          "fill/",    "show/",  "tell/",
                                          "resolve/", "search/"};
    struct world w;
    size_t seen = 0;

    world_new(&w);
    for (size_t i = 0; i < kk_data_count(); i++) {
        const char *name = kk_data_at(i)->name;
        struct kk_cur *cur;
        char query[128];
        bool ours = false;

        if (strncmp(name, "sql/", 4) != 0)
            continue;
        for (size_t k = 0; k < sizeof folders / sizeof *folders; k++)
            ours =
                ours || strncmp(name + 4, folders[k], strlen(folders[k])) == 0;
        if (!ours)
            continue;
        snprintf(query, sizeof query, "%.*s", (int)strlen(name) - 8, name + 4);
        ck_ok(kk_cur_open(w.f.db, query, NULL, &cur, &w.err), &w.err);
        kk_cur_close(&cur);
        seen++;
    }
    ck_assert_uint_gt(seen, 50);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("statements", every_statement_prepares)
