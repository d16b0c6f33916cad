#include "fuzz.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>

#include <string.h>

/* KK_FUZZ_SEED repeats a run, KK_FUZZ_RUNS lengthens it. */
enum { RUNS = 4000, MAX_SEEDS = 64, MAX_BYTES = 1 << 18 };

static uint64_t state;

/* splitmix64 */
static uint64_t next(void)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static size_t below(size_t n)
{
    return n == 0 ? 0 : (size_t)(next() % n);
}

static uint64_t number_of(const char *name, uint64_t otherwise)
{
    const char *s = getenv(name);

    return s == NULL ? otherwise : strtoull(s, NULL, 0);
}

/* Puts a piece of `from` (or random bytes when NULL) into the middle of s. */
static void insert(struct kk_str *s, const struct kk_str *from)
{
    size_t at = below(s->n_bytes + 1), n = 1 + below(32);
    struct kk_str tail = {0};

    kk_str_addn(&tail, kk_str_c(s) + at, s->n_bytes - at);
    kk_str_cut(s, at);
    if (from != NULL && from->n_bytes > 0) {
        size_t start = below(from->n_bytes);

        n = 1 + below(from->n_bytes - start);
        kk_str_addn(s, from->s + start, n);
    } else {
        while (n-- > 0)
            kk_str_addc(s, (char)next());
    }
    kk_str_addn(s, tail.s, tail.n_bytes);
    kk_str_free(&tail);
}

static void cut_out(struct kk_str *s)
{
    size_t at = below(s->n_bytes), n = 1 + below(s->n_bytes - at);

    if (next() % 2 == 0 && n > 8)
        n = 1 + below(8);
    memmove(s->s + at, s->s + at + n, s->n_bytes - at - n);
    kk_str_cut(s, s->n_bytes - n);
}

/* A number that programs forget, at a random place. */
static void put_number(struct kk_str *s)
{
    static const uint64_t values[] = {0,          1,          0x7f,
                                      0xff,       0x7fff,     0xffff,
                                      0x7fffffff, 0xffffffff, (uint64_t)1 << 40,
                                      INT64_MAX,  UINT64_MAX};
    uint64_t v = values[below(sizeof values / sizeof *values)];
    size_t n = (size_t)1 << below(4), at = below(s->n_bytes);

    for (size_t i = 0; i < n && at + i < s->n_bytes; i++)
        s->s[at + i] = (char)(v >> (8 * i));
}

static void mutate(struct kk_str *s, const struct kk_str *other)
{
    if (s->n_bytes == 0) {
        insert(s, NULL);
        return;
    }
    switch (next() % 6) {
    case 0: {
        size_t bit = below(8 * s->n_bytes);

        s->s[bit / 8] = (char)(s->s[bit / 8] ^ (1 << bit % 8));
        break;
    }
    case 1:
        s->s[below(s->n_bytes)] = (char)next();
        break;
    case 2:
        cut_out(s);
        break;
    case 3:
        insert(s, NULL);
        break;
    case 4:
        insert(s, other);
        break;
    default:
        put_number(s);
        break;
    }
}

static void try_one(const struct kk_str *s)
{
    /* Of its very size, so that reading behind it is seen. */
    uint8_t *copy = kk_alloc(s->n_bytes);

    if (s->n_bytes > 0)
        memcpy(copy, s->s, s->n_bytes);
    LLVMFuzzerTestOneInput(copy, s->n_bytes);
    kk_free(copy);
}

static int write_seeds(const char *dir, const struct kk_str *seeds, size_t n)
{
    struct kk_err err = {0};

    for (size_t i = 0; i < n; i++) {
        char name[16], *path;
        enum kk_status st;

        snprintf(name, sizeof name, "seed-%02zu", i);
        path = kk_path_join(dir, name);
        st = kk_file_replace(path, 0644, seeds[i].s, seeds[i].n_bytes, &err);
        kk_free(path);
        if (st != KK_OK) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
    }
    return 0;
}

static void run(const struct kk_str *seeds, size_t n)
{
    uint64_t seed = number_of("KK_FUZZ_SEED", kk_random_u64());
    uint64_t runs = number_of("KK_FUZZ_RUNS", RUNS);
    struct kk_str s = {0};

    printf("KK_FUZZ_SEED=%llu KK_FUZZ_RUNS=%llu, %zu seeds\n",
           (unsigned long long)seed, (unsigned long long)runs, n);
    fflush(stdout);
    state = seed;
    for (size_t i = 0; i < n; i++)
        try_one(&seeds[i]);
    for (uint64_t i = 0; i < runs; i++) {
        const struct kk_str *from = &seeds[below(n)];

        kk_str_clear(&s);
        kk_str_addn(&s, from->s, from->n_bytes);
        for (size_t m = 1 + below(4); m > 0; m--)
            mutate(&s, &seeds[below(n)]);
        kk_str_cut(&s, MAX_BYTES);
        try_one(&s);
    }
    kk_str_free(&s);
}

int main(int argc, char **argv)
{
    struct kk_str seeds[MAX_SEEDS] = {0};
    size_t n = 0;
    int rc = 0;

    while (n < MAX_SEEDS && kk_fuzz_seed(n, &seeds[n]))
        n++;
    if (argc == 3 && kk_streq(argv[1], "--write"))
        rc = write_seeds(argv[2], seeds, n);
    else
        run(seeds, n);
    while (n > 0)
        kk_str_free(&seeds[--n]);
    return rc;
}
