/* The key table: one row a key, and the documents equal to it. */
#include "test.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/ui/command.h>
#include <kikusui/ui/keymap.h>

#include <string.h>

START_TEST(every_row_is_sound)
{
    size_t n;
    const struct kk_binding *b = kk_keymap(&n);

    ck_assert_uint_gt(n, 50);
    for (size_t i = 0; i < n; i++) {
        ck_assert_msg(kk_key_parse(b[i].key) != 0, "key of %s", b[i].target);
        ck_assert_msg(b[i].alt[0] == '\0' || kk_key_parse(b[i].alt) != 0,
                      "alternate of %s", b[i].target);
        ck_assert_msg(b[i].help[0] != '\0', "help of %s", b[i].target);
        ck_assert_msg(strcmp(kk_scope_label(b[i].scope), b[i].scope) != 0,
                      "scope %s has no name", b[i].scope);
        ck_assert_msg(kk_cmd_named(b[i].target) != KK_DO_NONE ||
                          strchr(b[i].target, '.') != NULL ||
                          strchr(b[i].target, ':') != NULL,
                      "target %s", b[i].target);
    }
}
END_TEST

/* Terminals and people keep these for themselves. */
START_TEST(no_key_that_does_not_arrive)
{
    size_t n;
    const struct kk_binding *b = kk_keymap(&n);
    static const char *const never[] = {"F1", "F10", "F11", "^B"};

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < sizeof never / sizeof *never; k++)
            ck_assert_str_ne(b[i].key, never[k]);
        if (strcmp(b[i].key, "^Z") == 0)
            ck_assert_str_eq(b[i].target, "suspend");
        ck_assert_str_ne(b[i].alt, "^Z");
    }
}
END_TEST

/* Only a series of actions may share a key in one scope; a command hides
 * whatever follows it. */
START_TEST(no_key_twice_in_a_scope)
{
    size_t n;
    const struct kk_binding *b = kk_keymap(&n);

    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            uint32_t k = kk_key_parse(b[i].key), a = kk_key_parse(b[i].alt);
            uint32_t k2 = kk_key_parse(b[j].key), a2 = kk_key_parse(b[j].alt);

            if (strcmp(b[i].scope, b[j].scope) != 0)
                continue;
            if (k != k2 && (a == 0 || (a != k2 && a != a2)) && k != a2)
                continue;
            ck_assert_msg(strchr(b[i].target, '.') != NULL &&
                              strchr(b[j].target, '.') != NULL,
                          "%s and %s share a key in %s", b[i].target,
                          b[j].target, b[i].scope);
        }
}
END_TEST

START_TEST(finds_rows)
{
    const struct kk_binding *b = kk_keymap_find("list", 'j', NULL);
    static const char *const scopes[] = {"incident", "global"};

    ck_assert_ptr_nonnull(b);
    ck_assert_str_eq(b->target, "down");
    ck_assert_ptr_null(kk_keymap_find("list", 'x', NULL));
    b = kk_keymap_find("incident", 'v', NULL);
    ck_assert_str_eq(b->target, "visit.leave");
    b = kk_keymap_find("incident", 'v', b);
    ck_assert_str_eq(b->target, "visit.plan");
    ck_assert_str_eq(kk_keymap_for("palette", scopes, 2)->key, "F2");
    ck_assert_ptr_null(kk_keymap_for("no.such", scopes, 2));
}
END_TEST

START_TEST(names_of_keys)
{
    static const char *const names[] = {"Up", "S-Tab", "F8",    "^L", "g",
                                        "?",  "Enter", "Space", "札"};
    char buf[KK_KEY_BYTES];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_str_eq(kk_key_name(kk_key_parse(names[i]), buf), names[i]);
    ck_assert_uint_eq(kk_key_parse("F13"), 0);
    ck_assert_uint_eq(kk_key_parse(""), 0);
    ck_assert_uint_eq(kk_key_parse("jj"), 0);
    /* As the screen writes it. */
    ck_assert_uint_eq(kk_key_parse("Ctrl-P"), KK_CTRL('P'));
    ck_assert_uint_eq(kk_key_parse("Ctrl-"), 0);
    ck_assert_str_eq(kk_key_label(KK_CTRL('L'), buf), "Ctrl-L");
}
END_TEST

/* With the input method on: full-width forms and what romaji turns into. */
START_TEST(keys_of_the_input_method)
{
    bool vowel;

    ck_assert_uint_eq(kk_key_of_ime(0xFF4A, &vowel), 'j');
    ck_assert(!vowel);
    ck_assert_uint_eq(kk_key_of_ime(0xFF0F, &vowel), '/');
    ck_assert_uint_eq(kk_key_of_ime(0xFF1F, &vowel), '?');
    ck_assert_uint_eq(kk_key_of_ime(0xFF11, &vowel), '1');
    ck_assert_uint_eq(kk_key_of_ime(0x3000, &vowel), ' ');
    ck_assert_uint_eq(kk_key_of_ime(0x3046, &vowel), 'u');
    ck_assert(vowel);
    ck_assert_uint_eq(kk_key_of_ime(0x30A6, &vowel), 'u');
    ck_assert(vowel);
    ck_assert_uint_eq(kk_key_of_ime(0x5317, &vowel), 0);
}
END_TEST

/* doc/keys.md is this table. With KIKUSUI_TEST_WRITE set the file is written
 * in place of being compared. */
START_TEST(the_document_equals_the_table)
{
    const char *root = getenv("KIKUSUI_TEST_ROOT");
    char *path = kk_path_join(root == NULL ? "." : root, "doc/keys.md");
    struct kk_str want = {0}, have = {0};
    struct kk_err err = {0};

    kk_keys_markdown(&want);
    if (getenv("KIKUSUI_TEST_WRITE") != NULL)
        ck_ok(kk_file_replace(path, 0644, want.s, want.n_bytes, &err), &err);
    ck_ok(kk_file_read(path, 1 << 20, false, &have, &err), &err);
    ck_assert_msg(strcmp(kk_str_c(&have), kk_str_c(&want)) == 0,
                  "doc/keys.md is not what keys.def makes: "
                  "KIKUSUI_TEST_WRITE=1 meson test ui/keymap writes it anew");
    kk_str_free(&want);
    kk_str_free(&have);
    kk_free(path);
}
END_TEST

KK_TEST_MAIN("ui/keymap", every_row_is_sound, no_key_that_does_not_arrive,
             no_key_twice_in_a_scope, finds_rows, names_of_keys,
             keys_of_the_input_method, the_document_equals_the_table)
