/* Noting what a bundle said of its sender: clock, limits, what it holds. */
#include "take.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/apply.h>
#include <kikusui/sync/sync_status.h>

#include <stdlib.h>
#include <string.h>

static const struct kk_bundle_head *head_of(const struct kk_taking *t)
{
    return &t->in->part[0].bundle.head;
}

/* A file from the future says that the sender's clock is ahead of ours; taken
 * in by the sender before we had made it, that it is behind. How long a stick
 * was under way nobody knows, so both are the least that it can be. */
static int64_t skew_of(const struct kk_taking *t, kk_time now)
{
    const struct kk_manifest *m = t->manifest;
    int64_t ahead = head_of(t)->created - now;
    int64_t behind = m->anchor_ours - m->anchor_theirs;

    if (ahead > 0)
        return ahead;
    return m->anchor_ours != 0 && behind > 0 ? -behind : 0;
}

static enum kk_status note_clock(struct kk_taking *t, const struct kk_apply *a,
                                 kk_time now)
{
    const struct kk_apply_chain *c;
    size_t n = kk_apply_chains(a, &c);
    enum kk_status st = KK_OK;

    t->one->skew = skew_of(t, now);
    if (!t->node->office || llabs(t->one->skew) <= KK_CLOCK_TOLERANCE)
        return KK_OK;
    for (size_t i = 0; st == KK_OK && i < n; i++) {
        struct kk_arena arena = {0};
        struct kk_val node = kk_vnull();
        const struct kk_val writer = kk_vint((int64_t)c[i].writer);

        if (c[i].added == 0)
            continue;
        st = kk_db_one(t->db, "query/sync_writer_node",
                       KK_BINDS({"writer", writer}), &arena, &node, 1, t->err);
        if (st == KK_OK && node.type == KK_VTEXT &&
            strcmp(node.s, t->sender) == 0)
            st = kk_db_run(
                t->db, "query/sync_clock_put",
                KK_BINDS({"at", kk_vint(now)}, {"node", kk_vtext(t->sender)},
                         {"writer", writer},
                         {"first",
                          kk_vint(c[i].seq - c[i].left_out - c[i].added + 1)},
                         {"last", kk_vint(c[i].seq - c[i].left_out)},
                         {"skew", kk_vint(t->one->skew)}),
                t->err);
        kk_arena_free(&arena);
    }
    return st;
}

/* A bundle older than the one heard last is late, or its sender went back to a
 * backup: then only what both say is sure. Too little costs a longer bundle,
 * too much would be a gap. */
static enum kk_status note_statement(struct kk_taking *t, kk_time now)
{
    struct kk_vector has = {0}, before = {0};
    struct kk_arena arena = {0};
    struct kk_val v[3];
    bool late = false;
    enum kk_status st = kk_db_one(t->db, "query/sync_heard_get",
                                  KK_BINDS({"node", kk_vtext(t->sender)}),
                                  &arena, v, 3, t->err);

    t->one->heard_before = st == KK_OK ? v[2].i : 0;
    for (size_t i = 0; i < t->manifest->has.n; i++)
        kk_vector_put(&has, &t->manifest->has.at[i]);
    if (st == KK_OK && (int64_t)head_of(t)->seq <= v[0].i) {
        late = true;
        st = kk_vector_peer(t->db, t->sender, &before, t->err);
        kk_vector_lower(&has, &before);
    }
    if (st == KK_OK || st == KK_NONE)
        st = kk_vector_peer_save(t->db, t->sender, &has, t->err);
    if (st == KK_OK)
        st = kk_db_run(t->db, "query/sync_heard_put",
                       KK_BINDS({"node", kk_vtext(t->sender)},
                                {"seq", kk_vint((int64_t)head_of(t)->seq)},
                                {"created", kk_vint(head_of(t)->created)},
                                {"at", kk_vint(now)},
                                {"program", kk_vtext(t->manifest->program)},
                                {"schema", kk_vint(t->manifest->schema)},
                                {"skew", kk_vint(t->one->skew)}),
                       t->err);
    /* The sender holds what we hold: nothing of it is to be mended. */
    if (st == KK_OK && !late)
        st = kk_db_run(t->db, "query/sync_fork_healed",
                       KK_BINDS({"sender", kk_vtext(t->sender)}), t->err);
    kk_vector_free(&has);
    kk_vector_free(&before);
    kk_arena_free(&arena);
    return st;
}

/* Limits follow what counted: of a retired node its last bundle (a key change
 * carries no entries), of any closed one what a live laptop showed us. */
static enum kk_status note_limits(struct kk_taking *t)
{
    bool changed = false;
    enum kk_status st = KK_OK;

    if (!t->node->office)
        return KK_OK;
    for (size_t i = 0; st == KK_OK && i < t->roster.n; i++) {
        struct kk_member *m = &t->roster.member[i];
        bool last = m->state == KK_MEMBER_RETIRED && !m->closed &&
                    strcmp(m->hex, t->sender) == 0 && !t->more &&
                    head_of(t)->kind != KK_BUNDLE_REKEY;
        struct kk_vector held;

        if (m->state == KK_MEMBER_LIVE || (!m->closed && !last))
            continue;
        st = kk_vector_of_node(t->db, m->hex, &held, t->err);
        for (size_t k = 0; st == KK_OK && k < held.n; k++) {
            const struct kk_stand *s =
                kk_vector_find(&m->limit, held.at[k].writer);

            if (s == NULL || s->seq < held.at[k].seq) {
                kk_vector_put(&m->limit, &held.at[k]);
                changed = true;
            }
        }
        changed |= last;
        m->closed = true;
        kk_vector_free(&held);
    }
    return st == KK_OK && changed
               ? kk_roster_issue(t->db, &t->roster, t->keys, t->err)
               : st;
}

static enum kk_status note_ledger(struct kk_taking *t, kk_time now)
{
    const struct kk_import_one *o = t->one;
    char hex[KK_NODE_HEX_BYTES];

    kk_hex(head_of(t)->bundle, KK_BUNDLE_ID_BYTES, hex);
    return kk_db_run(
        t->db, "query/sync_import_put",
        KK_BINDS({"bundle", kk_vtext(hex)}, {"sender", kk_vtext(t->sender)},
                 {"seq", kk_vint((int64_t)head_of(t)->seq)},
                 {"hash", kk_vtext(t->in->hash)}, {"at", kk_vint(now)},
                 {"worker", kk_vid(t->worker)}, {"file", kk_vtext(o->file)},
                 {"created", kk_vint(head_of(t)->created)},
                 {"reason", kk_vtext(t->manifest->reason)},
                 {"permit", kk_vtext(t->manifest->permit)},
                 {"entries", kk_vint(o->entries)},
                 {"already", kk_vint(o->held)},
                 {"left_out", kk_vint(o->left_out)},
                 {"reviews", kk_vint(o->reviews)}),
        t->err);
}

enum kk_status kk_take_note(struct kk_taking *t, const struct kk_apply *a)
{
    kk_time now = kk_now(kk_db_clock(t->db));
    enum kk_status st = note_clock(t, a, now);

    if (st == KK_OK && head_of(t)->kind != KK_BUNDLE_REKEY)
        st = note_statement(t, now);
    if (st == KK_OK)
        st = note_limits(t);
    if (st == KK_OK)
        st = note_ledger(t, now);
    return st;
}
