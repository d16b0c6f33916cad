#include "outgoing.h"

#include "manifest.h"
#include "state.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/media.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A restored copy forgot fewer bundles than this; a foreign file that bears
 * our name moves the count no further. */
#define MOST_FORGOTTEN 100000
#define HELD_ENTRIES 2000 /* read at once: writers wait so long */

void kk_outgoing_free(struct kk_outgoing *o)
{
    for (size_t i = 0; i < o->n_parts; i++)
        kk_str_free(&o->part[i]);
    kk_free(o->part);
    kk_vector_free(&o->has);
    kk_vector_free(&o->theirs);
    kk_str_free(&o->front);
}

/* By our clock and by ours again: the receiver finds its own in it. */
static enum kk_status put_clock(struct kk_outgoing *o, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_roster r;
    struct kk_val v[3];
    const struct kk_member *office;
    enum kk_status st = kk_roster_load(o->db, &r, err);

    if (st != KK_OK)
        return st == KK_NONE ? KK_OK : st;
    office = kk_roster_office(&r);
    if (!o->node->office && office != NULL)
        st = kk_db_one(o->db, "query/sync_heard_get",
                       KK_BINDS({"node", kk_vtext(office->hex)}), &arena, v, 3,
                       err);
    else
        st = KK_NONE;
    if (st == KK_OK)
        kk_str_addf(&o->front, "M\tclock\t%" PRId64 "\t%" PRId64 "\n", v[1].i,
                    v[2].i);
    kk_arena_free(&arena);
    kk_roster_free(&r);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status put_schema(struct kk_outgoing *o, struct kk_err *err)
{
    int64_t n;
    enum kk_status st = kk_db_int(o->db, "query/sync_schema", NULL, &n, err);

    kk_str_addf(&o->front, "M\tschema\t%" PRId64 "\n", n);
    return st;
}

enum kk_status kk_outgoing_name(struct kk_outgoing *o, struct kk_err *err)
{
    struct kk_media_files files;
    enum kk_status st = kk_state_seq(o->db, &o->seq, err);

    if (st != KK_OK)
        return st;
    st = kk_media_list(o->dir, &files, err);
    for (size_t i = 0; st == KK_OK && i < files.n; i++) {
        const struct kk_bundle_head *h = &files.file[i].head;

        if (files.file[i].has_head && h->seq > o->seq &&
            h->seq - o->seq < MOST_FORGOTTEN &&
            memcmp(h->sender, o->node->id, sizeof h->sender) == 0)
            o->seq = h->seq;
    }
    kk_media_files_free(&files);
    o->seq++;
    kk_random(o->bundle, sizeof o->bundle);
    return st == KK_NONE ? KK_IO : st;
}

enum kk_status kk_outgoing_begin(struct kk_outgoing *o, struct kk_err *err)
{
    enum kk_status st = kk_outgoing_name(o, err);

    kk_manifest_put(&o->front, "name", o->node->name);
    kk_manifest_put(&o->front, "program", KK_VERSION);
    if (st == KK_OK)
        st = put_schema(o, err);
    if (st == KK_OK)
        st = put_clock(o, err);
    if (st == KK_OK)
        st = kk_vector_held(o->db, &o->has, err);
    /* A key change carries no entries, so it states nothing of them. */
    if (st == KK_OK && o->kind == KK_BUNDLE_REKEY)
        kk_vector_free(&o->has);
    if (st == KK_OK) {
        kk_vector_cards(&o->has, &o->front);
        st = kk_roster_cards(o->db, &o->front, err);
    }
    if (st == KK_OK)
        st = kk_heads_cards(o->db, &o->front, err);
    return st;
}

/* --- entries -------------------------------------------------------------- */

struct arrivals {
    size_t n, cap;
    int64_t *at;
};

static enum kk_status of_writer(struct kk_outgoing *o,
                                const struct kk_stand *have,
                                struct arrivals *out, struct kk_err *err)
{
    const struct kk_stand *they = kk_vector_find(&o->theirs, have->writer);
    int64_t from = they == NULL ? 0 : they->seq;
    struct kk_cur *cur;
    enum kk_status st =
        kk_cur_open(o->db, "query/sync_since",
                    KK_BINDS({"writer", kk_vint((int64_t)have->writer)},
                             {"seq", kk_vint(from)}),
                    &cur, err);

    if (st != KK_OK)
        return st;
    while (from < have->seq && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&out->at, &out->cap, out->n + 1, sizeof *out->at);
        out->at[out->n++] = kk_cur_int(cur, 0);
        from++;
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static int by_number(const void *pa, const void *pb)
{
    const int64_t *a = pa, *b = pb;

    return (*a > *b) - (*a < *b);
}

static enum kk_status collect(struct kk_outgoing *o, struct arrivals *out,
                              struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < o->has.n; i++)
        st = of_writer(o, &o->has.at[i], out, err);
    /* In the order in which they came here nothing stands before what it
     * builds on. */
    if (st == KK_OK && out->n > 0)
        qsort(out->at, out->n, sizeof *out->at, by_number);
    return st;
}

/* --- files ---------------------------------------------------------------- */

static enum kk_status add_part(struct kk_outgoing *o, struct kk_str *cards,
                               bool last, struct kk_err *err)
{
    struct kk_bundle_head head = {
        .kind = o->kind,
        .seq = o->seq + o->n_parts,
        .created = kk_now(kk_db_clock(o->db)),
    };
    struct kk_str all = {0};
    enum kk_status st;

    memcpy(head.deployment, o->node->deployment, sizeof head.deployment);
    memcpy(head.bundle, o->bundle, sizeof head.bundle);
    memcpy(head.sender, o->node->id, sizeof head.sender);
    kk_manifest_put_format(&all);
    kk_str_addf(&all, "M\tpart\t%zu\t%s\n", o->n_parts + 1,
                last ? "last" : "more");
    if (o->n_parts == 0)
        kk_str_addn(&all, kk_str_c(&o->front), o->front.n_bytes);
    kk_str_addn(&all, kk_str_c(cards), cards->n_bytes);
    kk_str_clear(cards);
    kk_grow(&o->part, &o->cap_parts, o->n_parts + 1, sizeof *o->part);
    st = kk_bundle_build(&head, o->keys, o->to, o->n_to, all.s, all.n_bytes,
                         &o->part[o->n_parts], err);
    if (st == KK_OK)
        o->n_parts++;
    kk_str_free(&all);
    return st;
}

static enum kk_status go_on(const struct kk_outgoing *o, size_t done,
                            size_t total, struct kk_err *err)
{
    if (o->progress == NULL || done % 500 != 0 ||
        o->progress(o->user, (int64_t)done, (int64_t)total, "書き出し"))
        return KK_OK;
    return kk_fail(err, KK_CANCELLED, "中止しました。何も書いていません");
}

static enum kk_status fill(struct kk_outgoing *o, const struct arrivals *a,
                           size_t most, struct kk_err *err)
{
    struct kk_str cards = {0}, entry = {0};
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < a->n; i++) {
        if (i % HELD_ENTRIES == 0) {
            kk_tx_let(o->db);
            kk_tx_hold(o->db);
        }
        kk_str_clear(&entry);
        st = kk_card_of_entry(o->db, a->at[i], &entry, err);
        if (st == KK_NONE)
            st = kk_fail(err, KK_BUG, "記録 #%" PRId64 " がありません",
                         a->at[i]);
        if (st == KK_OK && cards.n_bytes > 0 &&
            cards.n_bytes + entry.n_bytes > most)
            st = add_part(o, &cards, false, err);
        kk_str_addn(&cards, kk_str_c(&entry), entry.n_bytes);
        if (st == KK_OK)
            st = go_on(o, i, a->n, err);
    }
    kk_tx_let(o->db);
    if (st == KK_OK)
        st = add_part(o, &cards, true, err);
    o->entries = (int64_t)a->n;
    kk_str_free(&cards);
    kk_str_free(&entry);
    return st;
}

enum kk_status kk_outgoing_build(struct kk_outgoing *o, struct kk_err *err)
{
    /* The first file also holds the front, and every one two lines. */
    size_t room = KK_BUNDLE_MAX_CARDS_BYTES - o->front.n_bytes - 4096;
    struct arrivals a = {0};
    enum kk_status st = collect(o, &a, err);

    if (o->part_bytes > 0 && o->part_bytes < room)
        room = o->part_bytes;
    if (st == KK_OK)
        st = fill(o, &a, room, err);
    kk_free(a.at);
    return st;
}

void kk_outgoing_take_away(struct kk_export_done *done)
{
    for (size_t i = 0; i < done->n_files; i++) {
        (void)unlink(done->file[i]);
        kk_free(done->file[i]);
    }
    done->n_files = 0;
}

/* A wish to stop is heard until the last file is there: a stick is slow. */
static enum kk_status writing(const struct kk_outgoing *o, size_t files,
                              struct kk_err *err)
{
    if (o->progress == NULL ||
        o->progress(o->user, (int64_t)files, (int64_t)o->n_parts,
                    "ファイルを書いています"))
        return KK_OK;
    return kk_fail(err, KK_CANCELLED, "中止しました。何も書いていません");
}

enum kk_status kk_outgoing_write(struct kk_outgoing *o,
                                 struct kk_export_done *done,
                                 struct kk_err *err)
{
    struct kk_bundle_head head = {.kind = o->kind};
    char *folder = kk_path_abs(o->dir);
    enum kk_status st = writing(o, 0, err);

    for (size_t i = 0; st == KK_OK && i < o->n_parts; i++) {
        char name[KK_MEDIA_NAME_BYTES];

        if (!kk_bundle_peek(o->part[i].s, o->part[i].n_bytes, &head)) {
            st = kk_fail(err, KK_BUG, "書き出したものが読めません");
            break;
        }
        kk_media_name(&head, name);
        st =
            kk_media_write(folder, name, o->part[i].s, o->part[i].n_bytes, err);
        if (st != KK_OK)
            break;
        kk_grow(&done->file, &done->cap_files, done->n_files + 1,
                sizeof *done->file);
        done->file[done->n_files++] = kk_path_join(folder, name);
        st = writing(o, i + 1, err);
    }
    if (st != KK_OK) {
        kk_outgoing_take_away(done);
    } else if (kk_bundle_peek(o->part[0].s, o->part[0].n_bytes, &head)) {
        (void)kk_media_tidy(folder, &head);
        done->seq = head.seq;
    }
    kk_free(folder);
    return st;
}
