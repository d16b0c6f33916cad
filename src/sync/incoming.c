/* The parts of an arriving bundle: found, read, verified together. */
#include "incoming.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/sync/media.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

static void part_free(struct kk_part *p)
{
    kk_free(p->path);
    kk_free(p->name);
    kk_str_free(&p->bytes);
    *p = (struct kk_part){0};
}

void kk_incoming_free(struct kk_incoming *in)
{
    for (size_t i = 0; i < in->n; i++)
        part_free(&in->part[i]);
    kk_free(in->part);
    kk_str_free(&in->left);
    *in = (struct kk_incoming){0};
}

void kk_incoming_set_free(struct kk_incoming_set *s)
{
    for (size_t i = 0; i < s->n; i++)
        kk_incoming_free(&s->at[i]);
    for (size_t i = 0; i < s->n_bad; i++)
        kk_free(s->bad[i].path);
    kk_free(s->at);
    kk_free(s->bad);
    *s = (struct kk_incoming_set){0};
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

static struct kk_part part_of(const char *path,
                              const struct kk_bundle_head *head)
{
    return (struct kk_part){.path = kk_strdup(path),
                            .name = kk_strdup(name_of(path)),
                            .head = *head};
}

static enum kk_status read_part(struct kk_part *p, struct kk_err *err)
{
    enum kk_status st;

    kk_str_clear(&p->bytes);
    st = kk_media_read(p->path, &p->bytes, err);
    if (st == KK_NONE)
        st = kk_fail(err, KK_BADBUNDLE, "%s がありません", p->path);
    if (st == KK_OK)
        st = kk_bundle_parse(kk_str_c(&p->bytes), p->bytes.n_bytes, &p->bundle,
                             err);
    p->head = p->bundle.head;
    return st;
}

static void add_part(struct kk_incoming *in, struct kk_part *p)
{
    kk_grow(&in->part, &in->cap, in->n + 1, sizeof *in->part);
    in->part[in->n++] = *p;
}

static void add_bad(struct kk_incoming_set *s, const char *path,
                    const struct kk_err *err)
{
    struct kk_import_one *one;

    kk_grow(&s->bad, &s->cap_bad, s->n_bad + 1, sizeof *s->bad);
    s->bad[s->n_bad].path = kk_strdup(path);
    one = &s->bad[s->n_bad++].one;
    *one = (struct kk_import_one){.status = KK_BADBUNDLE};
    kk_fmt(one->file, sizeof one->file, "%s", name_of(path));
    kk_fmt(one->why, sizeof one->why, "%s", err->text);
}

static struct kk_incoming *group_of(struct kk_incoming_set *s,
                                    const struct kk_bundle_head *h)
{
    for (size_t i = 0; i < s->n; i++)
        if (memcmp(s->at[i].part[0].head.bundle, h->bundle, sizeof h->bundle) ==
            0)
            return &s->at[i];
    return NULL;
}

/* Which of several copies is whole only their signatures tell. */
static void add_to_set(struct kk_incoming_set *s, struct kk_part *p)
{
    struct kk_incoming *in = group_of(s, &p->head);

    if (in == NULL) {
        kk_grow(&s->at, &s->cap, s->n + 1, sizeof *s->at);
        in = &s->at[s->n++];
        *in = (struct kk_incoming){0};
    }
    add_part(in, p);
}

/* What has no head is read for the reason alone. */
static enum kk_status add_file(const char *dir, const struct kk_media_file *f,
                               struct kk_incoming_set *out, struct kk_err *err)
{
    char *path = kk_path_join(dir, f->name);
    struct kk_part p = part_of(path, &f->head);
    enum kk_status st = KK_OK;

    if (f->has_head) {
        add_to_set(out, &p);
    } else {
        st = read_part(&p, err);
        if (st == KK_BADBUNDLE) {
            add_bad(out, path, err);
            st = KK_OK;
        }
        part_free(&p);
    }
    kk_free(path);
    return st;
}

static enum kk_status read_folder(const char *dir, struct kk_incoming_set *out,
                                  struct kk_err *err)
{
    struct kk_media_files files;
    enum kk_status st = kk_media_list(dir, &files, err);

    for (size_t i = 0; st == KK_OK && i < files.n; i++)
        st = add_file(dir, &files.file[i], out, err);
    if (st == KK_OK && out->n == 0 && out->n_bad == 0)
        st = kk_fail(err, KK_BADBUNDLE,
                     "%s に取り込めるファイル（KKS-….KKS）がありません", dir);
    kk_media_files_free(&files);
    return st;
}

/* The other files of the bundle, where they lie beside this one. */
static enum kk_status find_siblings(const char *path, struct kk_incoming *in,
                                    struct kk_err *err)
{
    const struct kk_bundle_head want = in->part[0].head;
    char *dir = kk_path_dir(path);
    struct kk_media_files files;
    enum kk_status st = kk_media_list(dir, &files, err);

    for (size_t i = 0; st == KK_OK && i < files.n; i++) {
        const struct kk_media_file *f = &files.file[i];
        struct kk_part p;
        char *other;

        if (!f->has_head ||
            memcmp(f->head.bundle, want.bundle, sizeof want.bundle) != 0 ||
            f->head.seq == want.seq)
            continue;
        other = kk_path_join(dir, f->name);
        p = part_of(other, &f->head);
        add_part(in, &p);
        kk_free(other);
    }
    kk_media_files_free(&files);
    kk_free(dir);
    return st;
}

static enum kk_status find_file(const char *path, struct kk_incoming_set *out,
                                struct kk_err *err)
{
    struct kk_part p = part_of(path, &(struct kk_bundle_head){0});
    enum kk_status st = read_part(&p, err);

    if (st != KK_OK) {
        part_free(&p);
        return st;
    }
    p.named = true;
    add_to_set(out, &p);
    return find_siblings(path, &out->at[0], err);
}

static int by_seq(const void *pa, const void *pb)
{
    const struct kk_part *a = pa, *b = pb;

    if (a->head.seq != b->head.seq)
        return a->head.seq < b->head.seq ? -1 : 1;
    return strcmp(a->name, b->name);
}

static int by_age(const void *pa, const void *pb)
{
    const struct kk_bundle_head *a =
        &((const struct kk_incoming *)pa)->part[0].head;
    const struct kk_bundle_head *b =
        &((const struct kk_incoming *)pb)->part[0].head;
    int c = memcmp(a->sender, b->sender, sizeof a->sender);

    if (c != 0)
        return c;
    return (a->seq > b->seq) - (a->seq < b->seq);
}

enum kk_status kk_incoming_find(const char *path, struct kk_incoming_set *out,
                                struct kk_err *err)
{
    struct stat sb;
    enum kk_status st;

    *out = (struct kk_incoming_set){0};
    if (stat(path, &sb) != 0)
        return kk_fail(err, KK_BADBUNDLE, "%s: %s", path, kk_errno_text(errno));
    st = S_ISDIR(sb.st_mode) ? read_folder(path, out, err)
                             : find_file(path, out, err);
    for (size_t i = 0; i < out->n; i++)
        qsort(out->at[i].part, out->at[i].n, sizeof *out->at[i].part, by_seq);
    if (out->n > 1)
        qsort(out->at, out->n, sizeof *out->at, by_age);
    if (st != KK_OK)
        kk_incoming_set_free(out);
    return st;
}

/* --- which of them count ---------------------------------------------------
 */

static void drop_part(struct kk_incoming *in, size_t i, const char *why)
{
    if (why != NULL)
        kk_str_addf(&in->left, "%s%s は使いません: %s",
                    in->left.n_bytes > 0 ? "\n" : "", in->part[i].name, why);
    part_free(&in->part[i]);
    in->n--;
    memmove(&in->part[i], &in->part[i + 1], (in->n - i) * sizeof *in->part);
}

struct verdict { /* of one file */
    enum kk_status status;
    struct kk_err err;
};

/* Leaves the files that are good; KK_OK where one is and the named one, if any,
 * is among them. Else nothing falls away, and *err is of the one that counts:
 * the named one, or the first. */
static enum kk_status keep_good(struct kk_incoming *in, struct verdict *v,
                                struct kk_err *err)
{
    const struct verdict *worst = NULL;
    bool good = false;

    for (size_t i = 0; i < in->n; i++) {
        good |= v[i].status == KK_OK;
        if (v[i].status != KK_OK && (worst == NULL || in->part[i].named))
            worst = &v[i];
        if (v[i].status != KK_OK && in->part[i].named) {
            good = false;
            break;
        }
    }
    if (worst != NULL && !good) {
        if (err != NULL)
            *err = worst->err;
        return worst->status;
    }
    for (size_t i = in->n; i-- > 0;)
        if (v[i].status != KK_OK)
            drop_part(in, i, v[i].err.text);
    return KK_OK;
}

enum kk_status kk_incoming_read(struct kk_incoming *in, struct kk_err *err)
{
    struct verdict *v = kk_alloc(in->n * sizeof *v);
    enum kk_status st;

    for (size_t i = 0; i < in->n; i++) {
        v[i].err = (struct kk_err){0};
        v[i].status = read_part(&in->part[i], &v[i].err);
    }
    st = keep_good(in, v, err);
    kk_free(v);
    return st;
}

/* --- verifying ------------------------------------------------------------ */

static enum kk_status check_kind(const struct kk_bundle_head *h,
                                 const struct kk_node *node,
                                 const struct kk_member *sender,
                                 bool *for_others, struct kk_err *err)
{
    switch (h->kind) {
    case KK_BUNDLE_REQUEST:
    case KK_BUNDLE_GRANT:
        *for_others = true;
        return kk_fail(err, KK_REFUSED,
                       "登録のためのファイルです。node approve か node accept "
                       "で使ってください");
    case KK_BUNDLE_TO_OFFICE:
        *for_others = !node->office;
        break;
    case KK_BUNDLE_TO_LAPTOPS:
        *for_others = node->office;
        break;
    case KK_BUNDLE_REKEY:
        *for_others = sender != NULL && sender->office == node->office;
        break;
    }
    /* Our own, or another laptop's: the stick carries them by. */
    if (memcmp(h->sender, node->id, sizeof h->sender) == 0)
        *for_others = true;
    if (*for_others)
        return kk_fail(err, KK_REFUSED, "この端末あてではありません");
    if (sender == NULL)
        return kk_fail_at(
            err, KK_BADBUNDLE, "sender",
            "送り手が端末の名簿にありません。登録した覚えがあれば、"
            "先にほかの端末のものを取り込むか、登録し直して"
            "ください");
    if (h->kind != KK_BUNDLE_REKEY &&
        sender->office == (h->kind == KK_BUNDLE_TO_OFFICE))
        return kk_fail_at(err, KK_BADBUNDLE, "sender",
                          "%s はこの種類のファイルを送れません", sender->name);
    return KK_OK;
}

/* A key change says again what was followed long ago: however often it was
 * tried, it is passed over. */
enum kk_status kk_incoming_signed(struct kk_bundle *b,
                                  const struct kk_member *sender, bool *former,
                                  struct kk_err *err)
{
    const struct kk_former_key *f = sender->former;
    enum kk_status st = kk_bundle_verify(b, &sender->keys.sign, err);

    for (size_t i = 0; st == KK_BADBUNDLE && i < sender->n_former; i++) {
        if (kk_bundle_verify(b, &f[i].sign, NULL) != KK_OK)
            continue;
        if (b->head.kind != KK_BUNDLE_REKEY &&
            !kk_former_signs(&f[i], b->head.seq)) {
            b->verified = false;
            return kk_fail_at(
                err, KK_BADBUNDLE, "signature",
                "%s が前に使っていた鍵の署名です。鍵を替えた後のファイルには"
                "使えません。取り込まず、送り手に確かめてください（鍵を替える"
                "前の控えに戻った端末は、登録し直します）",
                sender->name);
        }
        *former = true;
        st = KK_OK;
    }
    return st;
}

static bool same_bundle(const struct kk_bundle_head *a,
                        const struct kk_bundle_head *b)
{
    return memcmp(a->bundle, b->bundle, sizeof a->bundle) == 0 &&
           memcmp(a->sender, b->sender, sizeof a->sender) == 0 &&
           a->kind == b->kind;
}

/* Of the very files, though none is read once more for it. */
static void hash_files(struct kk_incoming *in)
{
    unsigned char hash[KK_HASH_BYTES];
    struct kk_hash h;

    kk_hash_init(&h);
    for (size_t i = 0; i < in->n; i++)
        kk_bundle_hash(&in->part[i].bundle, &h);
    kk_hash_end(&h, hash);
    kk_hex(hash, sizeof hash, in->hash);
}

static enum kk_status verify_part(struct kk_incoming *in, struct kk_part *p,
                                  const struct kk_node *node,
                                  const struct kk_roster *roster,
                                  bool *for_others, struct kk_err *err)
{
    const struct kk_bundle_head *h = &p->bundle.head;
    const struct kk_member *sender = kk_roster_find_id(roster, h->sender);
    enum kk_status st = KK_OK;

    /* A request knows no deployment yet. */
    if (h->kind != KK_BUNDLE_REQUEST)
        st = kk_bundle_belongs(&p->bundle, node->deployment, err);
    if (st == KK_OK)
        st = check_kind(h, node, sender, for_others, err);
    if (st == KK_OK)
        st = kk_incoming_signed(&p->bundle, sender, &in->former, err);
    return st;
}

/* All of one bundle, in order, each place once. */
static enum kk_status check_together(struct kk_incoming *in, struct kk_err *err)
{
    for (size_t i = 1; i < in->n; i++)
        if (!same_bundle(&in->part[i].bundle.head, &in->part[0].bundle.head))
            return kk_fail(err, KK_BADBUNDLE,
                           "一つの持ち出しのファイルが揃っていません");
    for (size_t i = in->n; i-- > 1;)
        if (in->part[i].head.seq == in->part[i - 1].head.seq)
            drop_part(in, i, NULL);
    return KK_OK;
}

enum kk_status kk_incoming_verify(struct kk_incoming *in,
                                  const struct kk_node *node,
                                  const struct kk_roster *roster,
                                  const struct kk_member **sender,
                                  bool *for_others, struct kk_err *err)
{
    struct verdict *v = kk_alloc(in->n * sizeof *v);
    bool any_for_others = false;
    enum kk_status st;

    for (size_t i = 0; i < in->n; i++) {
        bool others = false;

        v[i].err = (struct kk_err){0};
        v[i].status =
            verify_part(in, &in->part[i], node, roster, &others, &v[i].err);
        any_for_others |= others;
    }
    st = keep_good(in, v, err);
    *for_others = st == KK_REFUSED && any_for_others;
    if (st == KK_OK)
        st = check_together(in, err);
    *sender = kk_roster_find_id(roster, in->part[0].bundle.head.sender);
    if (st == KK_OK)
        hash_files(in);
    kk_free(v);
    return st;
}
