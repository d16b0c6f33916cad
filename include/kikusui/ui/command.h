/* What a key can mean to a view. Actions are not in here: those are named by
 * the registry. */
#ifndef KIKUSUI_UI_COMMAND_H
#define KIKUSUI_UI_COMMAND_H

/* X(id, name): the name is what keys.def binds. */
#define KK_COMMANDS(X)                                                         \
    X(UP, "up")                                                                \
    X(DOWN, "down")                                                            \
    X(LEFT, "left")                                                            \
    X(RIGHT, "right")                                                          \
    X(PAGE_UP, "page-up")                                                      \
    X(PAGE_DOWN, "page-down")                                                  \
    X(HALF_UP, "half-up")                                                      \
    X(HALF_DOWN, "half-down")                                                  \
    X(FIRST, "first")                                                          \
    X(LAST, "last")                                                            \
    X(OPEN, "open")                                                            \
    X(BACK, "back")                                                            \
    X(SEARCH, "search")                                                        \
    X(MARK, "mark")                                                            \
    X(MARK_ALL, "mark-all")                                                    \
    X(SORT, "sort")                                                            \
    X(ZOOM, "zoom")                                                            \
    X(WHOSE, "whose")                                                          \
    X(NEXT, "next")                                                            \
    X(PREV, "prev")                                                            \
    X(PANE_1, "pane-1")                                                        \
    X(PANE_2, "pane-2")                                                        \
    X(PANE_3, "pane-3")                                                        \
    X(TODAY, "today")                                                          \
    X(PICK, "pick")                                                            \
    X(SUBMIT, "submit")                                                        \
    X(ERASE_BACK, "erase-back")                                                \
    X(ERASE, "erase")                                                          \
    X(ERASE_ALL, "erase-all")                                                  \
    X(ERASE_WORD, "erase-word")                                                \
    X(HISTORY, "history")                                                      \
    X(UNDO, "undo")                                                            \
    X(REDO, "redo")                                                            \
    X(PALETTE, "palette")                                                      \
    X(ACTIONS, "actions")                                                      \
    X(HELP, "help")                                                            \
    X(WORKER, "worker")                                                        \
    X(PASS, "passphrase")                                                      \
    X(TAKE_ALL, "take-all")                                                    \
    X(LATER, "later")                                                          \
    X(LOST, "lost")                                                            \
    X(RETIRED, "retired")                                                      \
    X(JOB_CANCEL, "job-cancel")                                                \
    X(MOUSE, "mouse")                                                          \
    X(LOCK, "lock")                                                            \
    X(SUSPEND, "suspend")                                                      \
    X(REDRAW, "redraw")                                                        \
    X(QUIT, "quit")

enum kk_cmd {
    KK_DO_NONE,
#define X(id, name) KK_DO_##id,
    KK_COMMANDS(X)
#undef X
        KK_DO_COUNT
};
/* KK_DO_NONE for a name that is none. */
enum kk_cmd kk_cmd_named(const char *name);

#endif
