/* What scripts depend on: exit status, formats, and where words go. */
#include "program.h"

static struct program p;

static void office(void)
{
    program_new(&p);
    program_ok(&p, "init --role office --name K0");
    program_ok(&p, "do worker.add name='佐藤 拓也' kana='さとう たくや'");
}

START_TEST(what_is_unknown_is_refused_with_status_2)
{
    static const char *const bad[] = {
        "--no-such lists",
        "lists --no-such",
        "lists -x",
        "no-such-command",
        "lists one",
        "list",
        "list no-such-list",
        "list sites color=red",
        "list sites no",
        "list sites --limit 0",
        "list sites --order color",
        "do no.such",
        "do worker.add nothing=1 name=x",
        "do worker.add name=x name=y",
        "do worker.add name",
        "show color red",
        "--format xml lists",
        "list sites --limit",
        "lists --help=1",
        "init --role boss --name K9 --db other.db",
        "init --role office --name 'K 9' --db other.db",
        "init --role office --db other.db",
        "actions no.such",
        "help no-such",
    };

    office();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_msg(program_run(&p, bad[i]) == 2, "%s: status %d", bad[i],
                      p.status);
        ck_assert_uint_eq(p.out.n_bytes, 0);
        ck_assert_uint_gt(p.err.n_bytes, 0);
    }
    program_free(&p);
}
END_TEST

START_TEST(every_command_explains_itself)
{
    static const char *const commands[] = {"init",  "do",   "actions", "list",
                                           "lists", "show", "history", "help"};

    program_new(&p);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct kk_str line = {0};

        kk_str_addf(&line, "%s --help", commands[i]);
        program_ok(&p, kk_str_c(&line));
        program_says(&p, "使い方: kikusui");
        kk_str_clear(&line);
        kk_str_addf(&line, "help %s", commands[i]);
        program_ok(&p, kk_str_c(&line));
        program_says(&p, commands[i]);
        kk_str_free(&line);
    }
    program_ok(&p, "--help");
    program_says(&p, "kikusui history KIND REF");
    program_ok(&p, "--version");
    program_says(&p, "kikusui 0");
    program_ok(&p, "help keys");
    program_free(&p);
}
END_TEST

START_TEST(without_a_database_the_tables_still_answer)
{
    program_new(&p);
    program_ok(&p, "actions");
    program_says(&p, "worker.add");
    program_ok(&p, "actions worker.add");
    program_says(&p, "必須");
    program_ok(&p, "lists");
    program_says(&p, "sites");
    program_ok(&p, "--format json actions worker.add");
    program_says(&p, "{\"name\":\"name\",\"label\":\"氏名\",\"type\":\"text\","
                     "\"required\":true,\"many\":false}");
    program_free(&p);
}
END_TEST

START_TEST(no_database_is_status_3_and_says_what_to_do)
{
    program_new(&p);
    ck_assert_int_eq(program_run(&p, "list sites"), 3);
    program_warns(&p, "kikusui init");
    ck_assert_int_eq(program_run(&p, "list sites --db /dev/null"), 3);
    ck_assert_int_eq(program_run(&p, "--db no/such/k.db list sites"), 3);
    setenv("KIKUSUI_NOW", "いつか", 1);
    ck_assert_int_eq(program_run(&p, "list sites"), 2);
    program_free(&p);
}
END_TEST

START_TEST(init_makes_an_office_once)
{
    office();
    ck_assert_int_eq(program_run(&p, "init --role office --name K0"), 1);
    program_ok(&p, "--format tsv list contracted");
    program_says(&p, "1\t住記・税\t");
    program_ok(&p, "--format json list sites no=32");
    program_says(&p, "\"no\":32");
    /* A laptop is empty until it is accepted. */
    program_ok(&p, "init --role laptop --name K1 --db laptop.db");
    program_ok(&p, "--db laptop.db --format json list sites");
    ck_assert_str_eq(kk_str_c(&p.out), "[]\n");
    ck_assert_int_eq(system("rm -rf laptop.db laptop.db.*"), 0);
    program_free(&p);
}
END_TEST

START_TEST(do_prints_id_number_and_entry)
{
    office();
    program_ok(&p, "--format json do site.edit site=4 note='一行目 \"a\"'");
    ck_assert_int_eq(strncmp(kk_str_c(&p.out), "{\"id\":\"", 7), 0);
    program_says(&p, "\"no\":\"4\",\"entry\":\"");
    program_ok(&p, "show site 4 --format json");
    program_says(&p, "\"note\":\"一行目 \\\"a\\\"\"");
    program_says(&p, "\"valid_from\":\"2023-04-01\"");
    /* Nothing to change is no entry. */
    program_ok(&p, "--format json do site.edit site=4 note='一行目 \"a\"'");
    program_says(&p, "\"entry\":null");
    program_free(&p);
}
END_TEST

START_TEST(a_preview_tells_and_leaves_everything)
{
    office();
    program_ok(&p, "do --preview site.edit site=4 note=移転");
    program_says(&p, "備考 － > 移転");
    program_ok(&p, "--format json list sites note=移転");
    ck_assert_str_eq(kk_str_c(&p.out), "[]\n");
    program_ok(&p, "--format json do site.edit site=4 note=移転 --preview");
    program_says(&p, "\"entry\":null,\"effects\":[\"No.4 北区役所");
    program_free(&p);
}
END_TEST

START_TEST(a_refusal_is_status_1_with_the_reason)
{
    office();
    ck_assert_int_eq(program_run(&p, "do site.add no=4 name=二つ目"), 1);
    program_warns(&p, "その番号の拠点がもうあります");
    ck_assert_uint_eq(p.out.n_bytes, 0);
    ck_assert_int_eq(program_run(&p, "do worker.add"), 1);
    program_warns(&p, "氏名");
    ck_assert_int_eq(program_run(&p, "show site どこか"), 1);
    ck_assert_int_eq(program_run(&p, "do undo entry=0-1"), 1);
    ck_assert_int_eq(program_run(&p, "--as 鈴木 do undo"), 1);
    program_warns(&p, "名簿");
    program_free(&p);
}
END_TEST

/* The only one on the roster acts without being named, the second ends that. */
START_TEST(the_worker_is_named_when_there_are_two)
{
    office();
    program_ok(&p, "do worker.add name='高橋 美咲'");
    ck_assert_int_eq(program_run(&p, "do site.edit site=4 note=a"), 1);
    program_warns(&p, "--as");
    program_ok(&p, "do --as 高橋 site.edit site=4 note=a");
    program_ok(&p, "do undo --as '高橋 美咲'");
    program_ok(&p, "history site 4 --format tsv");
    program_says(&p, "高橋 美咲\t取消");
    program_ok(&p, "list sites --limit 1"); /* reading needs nobody */
    program_free(&p);
}
END_TEST

START_TEST(formats_and_filters)
{
    office();
    program_ok(&p, "list sites name=北区役所 --format csv");
    program_says(&p, "no,name,kana,");
    program_says(&p, "\r\n4,北区役所,");
    program_ok(&p, "list sites --search ていね --format tsv");
    program_says(&p, "18\t手稲区役所");
    program_ok(&p, "list sites --order -units --limit 2 --format json");
    program_says(&p, "\"id\":\"");
    program_ok(&p, "list holidays");
    program_warns(&p, "法律");
    ck_assert_uint_eq(p.out.n_bytes, 0);
    program_free(&p);
}
END_TEST

START_TEST(output_that_cannot_be_written_is_a_failure)
{
    struct kk_str line = {0};

    program_new(&p);
    kk_str_addf(&line, "'%s' actions >/dev/full 2>/dev/null",
                getenv("KIKUSUI_TEST_PROGRAM"));
    int rc = system(kk_str_c(&line));
    ck_assert(WIFEXITED(rc) && WEXITSTATUS(rc) == 1);
    kk_str_free(&line);
    program_free(&p);
}
END_TEST

KK_TEST_MAIN("cli", what_is_unknown_is_refused_with_status_2,
             every_command_explains_itself,
             without_a_database_the_tables_still_answer,
             no_database_is_status_3_and_says_what_to_do,
             init_makes_an_office_once, do_prints_id_number_and_entry,
             a_preview_tells_and_leaves_everything,
             a_refusal_is_status_1_with_the_reason,
             the_worker_is_named_when_there_are_two, formats_and_filters,
             output_that_cannot_be_written_is_a_failure)
