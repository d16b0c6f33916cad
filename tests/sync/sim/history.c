/* Histories: made of a seed, run, printed. */
#include "sim.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- randomness ----------------------------------------------------------- */

static uint64_t state;

/* splitmix64 */
static uint64_t draw(void)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static const char *drawn_name(void)
{
    return "history";
}

static uint32_t drawn_number(void)
{
    return (uint32_t)draw();
}

static void drawn_bytes(void *p, size_t n)
{
    unsigned char *at = p;

    for (size_t i = 0; i < n; i++)
        at[i] = (unsigned char)draw();
}

void sim_seed(uint64_t seed, uint64_t step)
{
    static randombytes_implementation drawn = {
        .implementation_name = drawn_name,
        .random = drawn_number,
        .buf = drawn_bytes,
    };

    /* The program draws its names and ids from here as well. */
    randombytes_set_implementation(&drawn);
    state = seed;
    state = draw() ^ (step * 0x2545f4914f6cdd1d);
}

/* --- making one ----------------------------------------------------------- */

static const struct op *const all_ops[] = {write_ops, newer_ops,    review_ops,
                                           file_ops,  contract_ops, graph_ops,
                                           star_ops,  key_ops,      NULL};

static int weight(const struct op *op, bool star)
{
    return star ? op->weight_star : op->weight_graph;
}

static const struct op *draw_op(bool star)
{
    int total = 0, at;

    for (int i = 0; all_ops[i] != NULL; i++)
        for (const struct op *op = all_ops[i]; op->name != NULL; op++)
            total += weight(op, star);
    at = (int)(draw() % (unsigned)total);
    for (int i = 0; all_ops[i] != NULL; i++)
        for (const struct op *op = all_ops[i]; op->name != NULL; op++) {
            at -= weight(op, star);
            if (at < 0)
                return op;
        }
    return NULL;
}

/* Most clocks are about right; some are of any year from 1970 to 2099. */
static int64_t draw_clock(void)
{
    if (draw() % 3 != 0)
        return 1700000000 + (int64_t)(draw() % 7200);
    return 1 + (int64_t)(draw() % 4102444799u);
}

static void add_step(struct history *h, const struct op *op, unsigned copy)
{
    h->step[h->n] = (struct step){.id = h->n + 1,
                                  .op = op,
                                  .copy = copy,
                                  .a = (unsigned)draw() >> 1,
                                  .b = (unsigned)draw() >> 1,
                                  .c = (unsigned)draw() >> 1};
    h->n++;
}

static const struct op *op_named(const char *name)
{
    for (int i = 0; all_ops[i] != NULL; i++)
        for (const struct op *op = all_ops[i]; op->name != NULL; op++)
            if (strcmp(op->name, name) == 0)
                return op;
    abort();
}

/* A few rows that everybody has. */
static void begin_together(struct history *h)
{
    for (unsigned i = 0; i < 3; i++)
        add_step(h, op_named("birth"), 0);
    for (unsigned i = 1; i < (unsigned)h->copies; i++) {
        add_step(h, op_named(h->star ? "carry" : "exchange"), 0);
        h->step[h->n - 1].a = h->star ? i - 1 : i;
    }
}

void history_make(struct history *h, uint64_t seed, bool star)
{
    int few, many;

    sim_seed(seed, 0);
    few = 2 + (int)(draw() % 7);
    many = 2 + (int)(draw() % 7);
    *h = (struct history){
        .seed = seed, .star = star, .copies = few < many ? few : many};
    for (int i = 0; i < h->copies; i++)
        h->clock[i] = draw_clock();
    if (draw() % 4 != 0)
        begin_together(h);
    for (int n = 8 + (int)(draw() % (S_STEPS - 24)); n > 0; n--)
        add_step(h, draw_op(star), (unsigned)draw());
}

void history_print(const struct history *h)
{
    printf("  %s, %d copies, clocks", h->star ? "star" : "graph", h->copies);
    for (int i = 0; i < h->copies; i++)
        printf(" %" PRId64, h->clock[i]);
    printf("\n");
    for (int i = 0; i < h->n; i++) {
        const struct step *st = &h->step[i];

        printf("  %3d copy %u %-9s %u %u %u\n", st->id,
               st->copy % (unsigned)h->copies, st->op->name, st->a, st->b,
               st->c);
    }
}

/* --- running it ----------------------------------------------------------- */

void sim_fail(struct sim *s, const char *fmt, ...)
{
    size_t n = 0;
    va_list ap;

    if (s->h != NULL && s->step > 0)
        n = (size_t)snprintf(s->why, sizeof s->why, "step %d: ", s->step);
    va_start(ap, fmt);
    vsnprintf(s->why + n, sizeof s->why - n, fmt, ap);
    va_end(ap);
    longjmp(s->out, 1);
}

void sim_ok(struct sim *s, enum kk_status st, const struct kk_err *err,
            const char *what)
{
    if (st != KK_OK)
        sim_fail(s, "%s: status %d: %s", what, (int)st, err->text);
}

bool history_run(struct sim *s, const struct history *h)
{
    s->h = h;
    s->step = 0;
    s->n_mails = s->n_decided = 0;
    s->rekeyed = s->office_rekeyed = false;
    s->why[0] = '\0';
    m_world_clear(&s->w);
    if (setjmp(s->out) != 0)
        return false;
    copies_reset(s);
    for (int i = 0; i < h->n; i++) {
        const struct step *st = &h->step[i];
        struct copy *c = &s->copy[st->copy % (unsigned)h->copies];

        s->step = st->id;
        sim_seed(h->seed, (uint64_t)st->id);
        c->clock.fixed += 1 + st->c / 64 % 900;
        st->op->run(s, c, st);
    }
    s->step = S_STEPS + 1;
    sim_seed(h->seed, (uint64_t)s->step);
    if (h->star)
        star_carry_all(s);
    else
        graph_carry_all(s);
    check_end(s);
    return true;
}
