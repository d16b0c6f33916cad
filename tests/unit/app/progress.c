/* Long work as the screen starts it: lines on --progress-fd, and SIGTERM ends
 * it with nothing changed. */
#include "program.h"

#include <signal.h>
#include <unistd.h>

#define ROWS 20000

static struct program p;

/* A list of units at a department that nobody knows yet. */
static char *write_list(void)
{
    struct kk_str csv = {0};
    struct kk_err err = {0};
    char *path = kk_path_join(p.dir, "list.csv");

    kk_str_add(&csv, "機器ID,区分,機器種別,機種名,製造番号,拠点,設置部署,用途,"
                     "状態,備考\r\n");
    for (int i = 0; i < ROWS; i++)
        kk_str_addf(&csv,
                    "KK-%05d,国保福祉,パソコン,Lenovo_ThinkCentre_M720q_Tiny,"
                    "S%05d,北区役所,新設課,窓口,稼働中,\r\n",
                    i, i);
    ck_ok(kk_file_replace(path, 0600, csv.s, csv.n_bytes, &err), &err);
    kk_str_free(&csv);
    return path;
}

/* Starts the load; returns its process and the reading end of its progress. */
static pid_t start(const char *list, FILE **progress)
{
    const char *program = getenv("KIKUSUI_TEST_PROGRAM");
    char number[16];
    int fds[2];
    pid_t pid;

    ck_assert_int_eq(pipe(fds), 0);
    snprintf(number, sizeof number, "%d", fds[1]);
    pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        close(fds[0]);
        if (freopen("/dev/null", "w", stdout) == NULL ||
            freopen("/dev/null", "w", stderr) == NULL)
            _exit(126);
        execl(program, program, "load", "ledger", list, "--progress-fd", number,
              (char *)NULL);
        _exit(127);
    }
    close(fds[1]);
    *progress = fdopen(fds[0], "r");
    return pid;
}

static int finish(pid_t pid)
{
    int rc;

    ck_assert_int_eq(waitpid(pid, &rc, 0), pid);
    ck_assert_msg(WIFEXITED(rc), "ended by signal");
    return WEXITSTATUS(rc);
}

static void office(void)
{
    program_new(&p);
    program_ok(&p, "init --role office --name K0");
    program_ok(&p, "do worker.add name='佐藤 拓也'");
}

START_TEST(progress_comes_in_lines_that_rise)
{
    char line[300];
    char *list;
    FILE *progress;
    long long done = -1;
    long long total = 0;
    pid_t pid;

    office();
    list = write_list();
    pid = start(list, &progress);
    while (fgets(line, sizeof line, progress) != NULL) {
        long long before = done;

        ck_assert_int_eq(sscanf(line, "%lld %lld ", &done, &total), 2);
        ck_assert_int_ge(done, before);
        ck_assert_int_le(done, total);
    }
    fclose(progress);
    ck_assert_int_eq(finish(pid), 0);
    ck_assert_int_gt(done, 0);
    program_ok(&p, "list depts dept=新設課 --format json");
    program_says(&p, "新設課");
    kk_free(list);
    program_free(&p);
}
END_TEST

START_TEST(a_signal_ends_it_with_nothing_changed)
{
    char line[300];
    char *list;
    FILE *progress;
    pid_t pid;

    office();
    list = write_list();
    pid = start(list, &progress);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, progress));
    kill(pid, SIGTERM);
    while (fgets(line, sizeof line, progress) != NULL)
        continue;
    fclose(progress);
    ck_assert_int_eq(finish(pid), 1);
    program_ok(&p, "list depts dept=新設課 --format json");
    ck_assert_str_eq(kk_str_c(&p.out), "[]\n");
    kk_free(list);
    program_free(&p);
}
END_TEST

KK_TEST_MAIN("progress", progress_comes_in_lines_that_rise,
             a_signal_ends_it_with_nothing_changed)
