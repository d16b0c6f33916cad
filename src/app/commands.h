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
kk_command_fn kk_cmd_init;
kk_command_fn kk_cmd_load_ledger;
kk_command_fn kk_cmd_load_holidays;

#endif
