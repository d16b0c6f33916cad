/* Plays any action of the registry at random, knowing no more of it than its
 * row: what is prefilled is taken, references come from the candidates that a
 * form would offer, and a refusal that names a parameter is answered by giving
 * that one. So an action that is added is played without a line here. */
#ifndef KIKUSUI_TESTS_PLAY_ACTOR_H
#define KIKUSUI_TESTS_PLAY_ACTOR_H

#include "../unit/store/random.h"
#include "../unit/test.h"

#include <kikusui/domain/feature.h>

enum { ACTOR_MOST = 400 };
struct actor {
    struct rnd *r;
    /* Runs the action; NULL: kk_act. */
    enum kk_status (*act)(void *user, struct kk_ctx *ctx, struct kk_args *a,
                          struct kk_err *err);
    void *user;
    struct kk_str told;           /* a line for each that was done, of late */
    int done[ACTOR_MOST];         /* how often, by its place in the registry */
    const struct kk_action *last; /* what was done last, and to what */
    kk_id last_subject;
};
void actor_free(struct actor *p);

/* KK_OK: done. KK_REFUSED: it found no way. Anything else err tells. */
enum kk_status actor_play(struct actor *p, struct kk_ctx *ctx,
                          const struct kk_action *action, struct kk_err *err);
/* The next step of some record that has steps, as Enter on it would. */
enum kk_status actor_step(struct actor *p, struct kk_ctx *ctx,
                          struct kk_err *err);

/* ck_assert_msg, with what was played on stdout before: all of it is more than
 * a message holds. */
#define actor_assert(p, ok, ...)                                               \
    do {                                                                       \
        if (!(ok))                                                             \
            printf("%s\n", kk_str_c(&(p)->told));                              \
        ck_assert_msg(ok, __VA_ARGS__);                                        \
    } while (0)

/* One turn: any action, those done least sooner than others, or a step. */
enum kk_status actor_turn(struct actor *p, struct kk_ctx *ctx,
                          struct kk_err *err);
/* What was done last, once more and to the same record, where another copy has
 * it: it comes out otherwise. */
enum kk_status actor_again(struct actor *p, struct kk_ctx *ctx,
                           struct kk_err *err);
/* How many actions were done at all, of how many; prints those that were not.
 */
size_t actor_done(const struct actor *p, const struct kk_ctx *ctx, size_t *all);

/* What a small office has before anything is played: a unit of every class,
 * spares of its own, media. */
void actor_shop(struct kk_ctx *ctx);

#endif
