/* The cards before the entries of a bundle: put and read. */
#include "manifest.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>

#include <string.h>

void kk_manifest_free(struct kk_manifest *m)
{
    kk_vector_free(&m->has);
    kk_free(m->roster);
    kk_free(m->head);
    kk_arena_free(&m->arena);
    *m = (struct kk_manifest){0};
}

void kk_manifest_put(struct kk_str *out, const char *name, const char *value)
{
    kk_str_addf(out, "M\t%s\t", name);
    kk_card_text(out, value);
    kk_str_addc(out, '\n');
}

void kk_manifest_put_format(struct kk_str *out, int major)
{
    kk_str_addf(out, "M\tformat\t%d\t%d\n", major, KK_FORMAT_MINOR);
}

void kk_manifest_put_keys(struct kk_str *out, const struct kk_node_keys *keys)
{
    char sign[65], seal[65];

    kk_hex(keys->sign.b, sizeof keys->sign.b, sign);
    kk_hex(keys->seal.b, sizeof keys->seal.b, seal);
    kk_str_addf(out, "M\tkeys\t%s\t%s\n", sign, seal);
}

static bool read_keys(const struct kk_card *card, struct kk_manifest *m)
{
    m->has_keys = card->n == 3 && strlen(card->field[1]) == 64 &&
                  strlen(card->field[2]) == 64 &&
                  kk_unhex(card->field[1], m->keys.sign.b, 32) &&
                  kk_unhex(card->field[2], m->keys.seal.b, 32);
    return m->has_keys;
}

static bool read_text(const struct kk_card *card, struct kk_manifest *m,
                      const char **out)
{
    return card->n == 2 && kk_card_read_text(card->field[1], &m->arena, out);
}

static bool read_numbers(const struct kk_card *card, int64_t *a, int64_t *b)
{
    return card->n == 3 && kk_card_read_int(card->field[1], a) &&
           kk_card_read_int(card->field[2], b);
}

static bool read_times(const struct kk_card *card, kk_time *a, kk_time *b)
{
    bool ok = read_numbers(card, a, b);

    *a = kk_bundle_time(*a);
    *b = kk_bundle_time(*b);
    return ok;
}

static bool read_part(const struct kk_card *card, struct kk_manifest *m)
{
    m->last = card->n == 3 && kk_streq(card->field[2], "last");
    return card->n == 3 && kk_card_read_int(card->field[1], &m->part) &&
           (m->last || kk_streq(card->field[2], "more"));
}

/* What a newer minor format adds is passed over. */
static bool read_word(const struct kk_card *card, struct kk_manifest *m)
{
    const struct {
        const char *name;
        const char **out;
    } texts[] = {
        {"name", &m->name},     {"program", &m->program},
        {"reason", &m->reason}, {"permit", &m->permit},
        {"worker", &m->worker},
    };
    const char *name = card->n == 0 ? "" : card->field[0];

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(name, texts[i].name) == 0)
            return read_text(card, m, texts[i].out);
    if (strcmp(name, "format") == 0)
        return read_numbers(card, &m->major, &m->minor);
    if (strcmp(name, "clock") == 0)
        return read_times(card, &m->anchor_ours, &m->anchor_theirs);
    if (strcmp(name, "part") == 0)
        return read_part(card, m);
    if (strcmp(name, "schema") == 0)
        return card->n == 2 && kk_card_read_int(card->field[1], &m->schema);
    if (strcmp(name, "keys") == 0)
        return read_keys(card, m);
    return true;
}

static bool read_roster(const struct kk_card *card, struct kk_manifest *m)
{
    kk_grow(&m->roster, &m->cap_rosters, m->n_rosters + 1, sizeof *m->roster);
    return kk_roster_card(card, &m->arena, &m->roster[m->n_rosters++]);
}

static bool read_head(const struct kk_card *card, struct kk_manifest *m)
{
    kk_grow(&m->head, &m->cap_heads, m->n_heads + 1, sizeof *m->head);
    return kk_head_card(card, &m->head[m->n_heads++]);
}

static enum kk_status check_format(const struct kk_manifest *m,
                                   struct kk_err *err)
{
    if (m->major > KK_FORMAT_MAJOR)
        return kk_fail(err, KK_BADBUNDLE,
                       "新しい kikusui の形式（%d）です。このパソコンの "
                       "kikusui を新しくしてから取り込んでください",
                       (int)m->major);
    if (m->major < 1 || m->part < 1)
        return kk_fail(err, KK_BADBUNDLE, "中身の前書きがありません");
    return KK_OK;
}

enum kk_status kk_manifest_read(struct kk_card_reader *r,
                                struct kk_manifest *out, struct kk_card *card,
                                struct kk_err *err)
{
    enum kk_status st = KK_OK;

    *out = (struct kk_manifest){
        .name = "", .program = "", .reason = "", .permit = "", .worker = ""};
    while (out->major <= KK_FORMAT_MAJOR &&
           (st = kk_card_next(r, card, err)) == KK_OK) {
        bool ok = true;

        if (card->kind == 'M')
            ok = read_word(card, out);
        else if (card->kind == 'S')
            ok = kk_vector_card(card, &out->has);
        else if (card->kind == 'R')
            ok = read_roster(card, out);
        else if (card->kind == 'H')
            ok = read_head(card, out);
        else
            break;
        if (!ok)
            return kk_fail(err, KK_BADBUNDLE,
                           "中身の前書きが壊れています（%c）", card->kind);
    }
    if (st != KK_OK && st != KK_NONE)
        return st;
    return check_format(out, err);
}
