#include "ledger.h"

#include "bench.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

static const char seed_sql[] =
    "SELECT p.name, d.name, m.name, u.segment, u.role FROM unit u "
    "JOIN model m ON m.id = u.model_id AND m.counted = 1 "
    "JOIN place p ON p.id = u.place_id JOIN dept d ON d.id = u.dept_id "
    "WHERE u.spare_state IS NULL ORDER BY u.machine_id";

static void quoted(FILE *f, sqlite3_stmt *st, int col)
{
    const unsigned char *s = sqlite3_column_text(st, col);

    fprintf(f, ",\"%s\"", s == NULL ? "" : (const char *)s);
}

static void write_row(FILE *f, sqlite3_stmt *st, size_t i, const char *note)
{
    /* Serials that do not sort as the ids do. */
    uint32_t serial = (uint32_t)i * 2654435761u;

    fprintf(f, "BN-%06zu,S%08" PRIX32, i, serial);
    for (int col = 0; col < 5; col++)
        quoted(f, st, col);
    fprintf(f, ",稼働中,%s\n", note);
}

void bench_ledger(const char *db, size_t units, const char *note,
                  const char *csv)
{
    FILE *f = fopen(csv, "we");
    sqlite3 *sql = NULL;
    sqlite3_stmt *st = NULL;

    if (f == NULL)
        bench_fail("%s: %s", csv, strerror(errno));
    if (sqlite3_open_v2(db, &sql, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(sql, seed_sql, -1, &st, NULL) != SQLITE_OK)
        bench_fail("%s: %s", db, sqlite3_errmsg(sql));
    fputs("機器ID,製造番号,拠点,設置部署,機種名,区分,用途,状態,備考\n", f);
    for (size_t i = 0; i < units; i++) {
        if (sqlite3_step(st) != SQLITE_ROW) {
            sqlite3_reset(st);
            if (sqlite3_step(st) != SQLITE_ROW)
                bench_fail("%s lists no units", db);
        }
        write_row(f, st, i, note);
    }
    sqlite3_finalize(st);
    sqlite3_close(sql);
    if (fclose(f) != 0)
        bench_fail("%s: %s", csv, strerror(errno));
}
