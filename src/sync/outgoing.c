/* Making the files of one bundle from the journal. */
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
    /* A grant is read by programs that know the first roster only. */
    enum kk_roster_order order = o->kind == KK_BUNDLE_GRANT
                                     ? KK_ROSTER_NEWEST_FIRST
                                     : KK_ROSTER_OLDEST_FIRST;
    enum kk_status st = o->seq == 0 ? kk_outgoing_name(o, err) : KK_OK;

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
        st = kk_roster_cards(o->db, order, &o->front, &o->format, err);
    }
    if (st == KK_OK)
        st = kk_heads_cards(o->db, &o->front, err);
    return st;
}

/* --- entries -------------------------------------------------------------- */

struct arrivals {
    size_t n, cap;
    int64_t *at;
    bool mixed; /* not in order yet */
};

static void add_arrival(struct arrivals *a, int64_t at)
{
    kk_grow(&a->at, &a->cap, a->n + 1, sizeof *a->at);
    a->mixed |= a->n > 0 && at < a->at[a->n - 1];
    a->at[a->n++] = at;
}

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
        add_arrival(out, kk_cur_int(cur, 0));
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
    if (st == KK_OK && out->mixed)
        qsort(out->at, out->n, sizeof *out->at, by_number);
    return st;
}

/* --- files ---------------------------------------------------------------- */

struct filling {
    struct kk_outgoing *o;
    size_t most;         /* bytes of entries in one file */
    struct kk_str cards; /* of the file that is being filled */
    size_t at_mark;      /* where it says whether it is the last */
    size_t at_entries;   /* where its entries begin */
    size_t done, total;  /* entries */
    struct kk_err *err;
};

static void begin_part(struct filling *f)
{
    const struct kk_outgoing *o = f->o;

    kk_str_clear(&f->cards);
    kk_manifest_put_format(&f->cards, o->format == 0 ? 1 : o->format);
    kk_str_addf(&f->cards, "M\tpart\t%zu\t", o->n_parts + 1);
    f->at_mark = f->cards.n_bytes;
    kk_str_add(&f->cards, "more\n");
    if (o->n_parts == 0)
        kk_str_addn(&f->cards, kk_str_c(&o->front), o->front.n_bytes);
    f->at_entries = f->cards.n_bytes;
}

static enum kk_status end_part(struct filling *f, bool last)
{
    struct kk_outgoing *o = f->o;
    struct kk_bundle_head head = {
        .kind = o->kind,
        .seq = o->seq + o->n_parts,
        .created = kk_now(kk_db_clock(o->db)),
    };
    enum kk_status st;

    memcpy(head.deployment, o->node->deployment, sizeof head.deployment);
    memcpy(head.bundle, o->bundle, sizeof head.bundle);
    memcpy(head.sender, o->node->id, sizeof head.sender);
    if (last)
        memcpy(f->cards.s + f->at_mark, "last", 4);
    kk_grow(&o->part, &o->cap_parts, o->n_parts + 1, sizeof *o->part);
    st = kk_bundle_build(&head, o->keys, o->to, o->n_to, f->cards.s,
                         f->cards.n_bytes, &o->part[o->n_parts], f->err);
    if (st == KK_OK)
        o->n_parts++;
    return st;
}

/* The entry that stands from `from` on is one too many: into the next file. */
static enum kk_status next_part(struct filling *f, size_t from)
{
    struct kk_str entry = {0};
    enum kk_status st;

    kk_str_addn(&entry, f->cards.s + from, f->cards.n_bytes - from);
    kk_str_cut(&f->cards, from);
    st = end_part(f, false);
    begin_part(f);
    kk_str_addn(&f->cards, entry.s, entry.n_bytes);
    kk_str_free(&entry);
    return st;
}

static enum kk_status go_on(const struct filling *f)
{
    const struct kk_outgoing *o = f->o;

    if (o->progress == NULL || f->done % 500 != 0 ||
        o->progress(o->user, (int64_t)f->done, (int64_t)f->total, "書き出し"))
        return KK_OK;
    return kk_fail(f->err, KK_CANCELLED, "中止しました。何も書いていません");
}

/* `n` entries whose arrivals follow each other. */
static enum kk_status add_run(struct filling *f, int64_t first, size_t n)
{
    struct kk_cards *c;
    enum kk_status st =
        kk_cards_open(f->o->db, first, first + (int64_t)n - 1, &c, f->err);

    for (size_t i = 0; st == KK_OK && i < n; i++) {
        size_t from = f->cards.n_bytes;

        st = kk_cards_next(c, &f->cards, f->err);
        if (st == KK_NONE)
            st = kk_fail(f->err, KK_BUG, "記録 #%" PRId64 " がありません",
                         first + (int64_t)i);
        if (st == KK_OK && from > f->at_entries &&
            f->cards.n_bytes - f->at_entries > f->most)
            st = next_part(f, from);
        if (st == KK_OK)
            st = go_on(f);
        f->done++;
    }
    kk_cards_close(&c);
    return st;
}

static size_t run_length(const struct arrivals *a, size_t i, size_t most)
{
    size_t n = 1;

    while (n < most && i + n < a->n && a->at[i + n] == a->at[i] + (int64_t)n)
        n++;
    return n;
}

static enum kk_status fill(struct kk_outgoing *o, const struct arrivals *a,
                           size_t most, struct kk_err *err)
{
    struct filling f = {.o = o, .most = most, .total = a->n, .err = err};
    enum kk_status st = KK_OK;
    size_t held = HELD_ENTRIES;

    begin_part(&f);
    for (size_t i = 0, n; st == KK_OK && i < a->n; i += n, held += n) {
        if (held == HELD_ENTRIES) {
            kk_tx_let(o->db);
            kk_tx_hold(o->db);
            held = 0;
        }
        n = run_length(a, i, HELD_ENTRIES - held);
        st = add_run(&f, a->at[i], n);
    }
    kk_tx_let(o->db);
    if (st == KK_OK)
        st = end_part(&f, true);
    o->entries = (int64_t)a->n;
    kk_str_free(&f.cards);
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
        (void)kk_media_tidy(folder, &head, &o->over);
        done->seq = head.seq;
    }
    kk_free(folder);
    return st;
}
