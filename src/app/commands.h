/* The functions behind the rows of the command table. */
#ifndef KIKUSUI_APP_COMMANDS_H
#define KIKUSUI_APP_COMMANDS_H

#include <kikusui/app/cli.h>

typedef enum kk_status kk_command_fn(struct kk_app *, const struct kk_parsed *,
                                     struct kk_err *);
kk_command_fn kk_cmd_help;
kk_command_fn kk_cmd_do;
kk_command_fn kk_cmd_actions;
kk_command_fn kk_cmd_list;
kk_command_fn kk_cmd_lists;
kk_command_fn kk_cmd_show;
kk_command_fn kk_cmd_history;
kk_command_fn kk_cmd_demo;
kk_command_fn kk_cmd_init;
kk_command_fn kk_cmd_open;
kk_command_fn kk_cmd_screen;

kk_command_fn kk_cmd_load_ledger;
kk_command_fn kk_cmd_load_holidays;
kk_command_fn kk_cmd_load_counters;

kk_command_fn kk_cmd_export;
kk_command_fn kk_cmd_import;
kk_command_fn kk_cmd_inspect;
kk_command_fn kk_cmd_reviews;
kk_command_fn kk_cmd_node_request;
kk_command_fn kk_cmd_node_approve;
kk_command_fn kk_cmd_node_accept;
kk_command_fn kk_cmd_node_list;
kk_command_fn kk_cmd_node_revoke;
kk_command_fn kk_cmd_node_rekey;
kk_command_fn kk_cmd_node_refork;
kk_command_fn kk_cmd_node_identity;
kk_command_fn kk_cmd_node_passphrase;

/* What an import did, or would do: on stdout, in the format asked for. */
struct kk_import_done;
void kk_import_print(struct kk_app *app, const struct kk_import_done *d,
                     bool preview);
/* Somebody acts, unless the roster is still empty. */
enum kk_status kk_app_somebody(struct kk_app *app, struct kk_err *err) KK_MUST;
/* Wipes and frees what kk_app_passphrase gave. */
void kk_app_forget(char **pass);
/* Opens the database if none is, and the screen; without a terminal the home
 * screen is printed. */
enum kk_status kk_screen_open(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_err *err) KK_MUST;
kk_command_fn kk_cmd_due;
kk_command_fn kk_cmd_elapsed;
kk_command_fn kk_cmd_holidays;
kk_command_fn kk_cmd_desk;
kk_command_fn kk_cmd_digest;
kk_command_fn kk_cmd_check;
kk_command_fn kk_cmd_rebuild;
kk_command_fn kk_cmd_backup;
kk_command_fn kk_cmd_restore;
kk_command_fn kk_cmd_report;
kk_command_fn kk_cmd_deliver;

/* Beside a copy FILE stand its keys, sealed: FILE.key. (FILE.keys would be the
 * key folder of a database of that name.) The caller kk_frees. */
char *kk_app_key_path(const char *file);
/* One line from the terminal itself, unseen; kk_app_forget ends it. KK_REFUSED
 * where there is no terminal, KK_CANCELLED when the line does not come. */
enum kk_status kk_app_ask(const char *question, char **out,
                          struct kk_err *err) KK_MUST;
/* One line that is seen. KK_NONE where there is no terminal. */
enum kk_status kk_app_ask_line(const char *question, char **out,
                               struct kk_err *err) KK_MUST;
/* A time given on the command line: KK_USAGE for what is none. */
enum kk_status kk_cmd_time(struct kk_app *app, const char *text, kk_time *out,
                           struct kk_err *err) KK_MUST;
/* The open database's contract, or the built-in one, which the caller frees by
 * way of *own (NULL otherwise). */
struct kk_contract;
enum kk_status kk_cmd_contract(struct kk_app *app, struct kk_contract **own,
                               const struct kk_contract **out,
                               struct kk_err *err) KK_MUST;

#endif
