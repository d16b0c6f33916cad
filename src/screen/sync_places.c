/* Where files are carried, and what lies there for this copy. Only names and
 * the clear beginning of files are read, and of a request who asks: nothing is
 * verified. */
#include "sync_view.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/sync/enrol.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/statvfs.h>

enum { MAX_REQUEST_BYTES = 65536 };

void kk_places_free(struct kk_places *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct kk_place *at = &p->place[i];

        for (size_t k = 0; k < at->n; k++)
            kk_free(at->found[k].path);
        kk_free(at->found);
        kk_free(at->dir);
        kk_free(at->words);
    }
    kk_free(p->place);
    *p = (struct kk_places){0};
}

/* --- files ---------------------------------------------------------------- */

/* Does a file of that kind concern this copy at all? */
static bool concerns(const struct kk_node *me, const struct kk_bundle_head *h)
{
    if (memcmp(h->sender, me->id, sizeof me->id) == 0)
        return false;
    switch (h->kind) {
    case KK_BUNDLE_TO_OFFICE:
    case KK_BUNDLE_REQUEST:
        return me->office;
    case KK_BUNDLE_TO_LAPTOPS:
        return !me->office && me->enrolled;
    case KK_BUNDLE_GRANT:
        return !me->office && !me->enrolled;
    case KK_BUNDLE_REKEY:
        return me->enrolled;
    }
    return true;
}

static enum kk_status ask_known(struct kk_ctx *ctx, struct kk_found *f,
                                const struct kk_bundle_head *h,
                                struct kk_err *err)
{
    char sender[KK_NODE_HEX_BYTES], bundle[KK_NODE_HEX_BYTES];
    struct kk_arena arena = {0};
    struct kk_val v[2] = {{0}, {0}};
    enum kk_status st;

    kk_hex(h->sender, sizeof h->sender, sender);
    kk_hex(h->bundle, sizeof h->bundle, bundle);
    st = kk_db_one(
        ctx->db, "query/sync_file",
        KK_BINDS({"sender", kk_vtext(sender)}, {"bundle", kk_vtext(bundle)}),
        &arena, v, 2, err);
    if (st == KK_OK && v[0].type == KK_VTEXT)
        kk_fmt(f->sender, sizeof f->sender, "%s", v[0].s);
    if (st == KK_OK && (v[1].i != 0 || (f->kind == KK_BUNDLE_REQUEST &&
                                        v[0].type == KK_VTEXT)))
        f->state = KK_FOUND_TAKEN;
    kk_arena_free(&arena);
    return st;
}

/* Before it is approved nobody but the file says who asks. */
static void name_asker(struct kk_found *f)
{
    char name[KK_NODE_NAME_BYTES];

    if (kk_enrol_asker(f->path, name, NULL) == KK_OK)
        kk_fmt(f->sender, sizeof f->sender, "%s", name);
}

static enum kk_status add_found(struct kk_ctx *ctx, struct kk_place *p,
                                const struct kk_media_file *file,
                                struct kk_err *err)
{
    struct kk_found f = {.path = kk_path_join(p->dir, file->name),
                         .kind = file->head.kind,
                         .state = KK_FOUND_STRANGE,
                         .created = file->head.created,
                         .seq = file->head.seq,
                         .n_files = 1};
    enum kk_status st = KK_OK;

    f.name = strrchr(f.path, '/') + 1;
    if (file->has_head) {
        f.state = KK_FOUND_NEW;
        st = ask_known(ctx, &f, &file->head, err);
        if (f.kind == KK_BUNDLE_REQUEST && f.sender[0] == '\0' &&
            file->n_bytes <= MAX_REQUEST_BYTES)
            name_asker(&f);
    }
    kk_grow(&p->found, &p->cap, p->n + 1, sizeof *p->found);
    p->found[p->n++] = f;
    return st;
}

static int by_need(const void *pa, const void *pb)
{
    const struct kk_found *a = pa, *b = pb;

    if (a->state != b->state)
        return a->state < b->state ? -1 : 1;
    if (a->created != b->created)
        return a->created > b->created ? -1 : 1;
    if (a->seq != b->seq)
        return a->seq > b->seq ? -1 : 1;
    if (strcmp(a->sender, b->sender) != 0)
        return strcmp(a->sender, b->sender);
    return strcmp(a->name, b->name);
}

static enum kk_status load_files(struct kk_ctx *ctx, const struct kk_node *me,
                                 struct kk_place *p, struct kk_err *err)
{
    struct kk_media_files files = {0};
    struct kk_err ignored = {0};
    enum kk_status st = kk_media_list(p->dir, &files, &ignored);

    /* A stick that was just pulled, a folder that is gone. */
    p->missing = st != KK_OK;
    st = KK_OK;
    for (size_t i = 0; st == KK_OK && i < files.n; i++) {
        const struct kk_media_file *f = &files.file[i];
        bool same = i > 0 && f->has_head && files.file[i - 1].has_head &&
                    memcmp(f->head.bundle, files.file[i - 1].head.bundle,
                           sizeof f->head.bundle) == 0;

        if (f->has_head && !concerns(me, &f->head))
            continue;
        if (same && p->n > 0)
            p->found[p->n - 1].n_files++;
        else
            st = add_found(ctx, p, f, err);
    }
    kk_media_files_free(&files);
    if (p->n > 0)
        qsort(p->found, p->n, sizeof *p->found, by_need);
    return st;
}

/* --- places --------------------------------------------------------------- */

static struct kk_place *add_place(struct kk_places *out, const char *dir,
                                  const char *words)
{
    struct kk_place *p;

    kk_grow(&out->place, &out->cap, out->n + 1, sizeof *out->place);
    p = &out->place[out->n++];
    *p = (struct kk_place){.dir = kk_strdup(dir), .words = kk_strdup(words)};
    return p;
}

static void add_sticks(struct kk_places *out,
                       const struct kk_stick_roots *roots)
{
    struct kk_sticks sticks = {0};
    struct kk_err ignored = {0};

    /* Not to find any is no reason to show nothing. */
    if (kk_sticks_find(roots, &sticks, &ignored) != KK_OK)
        return;
    for (size_t i = 0; i < sticks.n; i++) {
        const struct kk_stick *s = &sticks.stick[i];
        struct kk_place *p = add_place(out, s->mount, s->model);

        p->stick = true;
        p->read_only = s->read_only;
        p->n_free = s->n_free;
    }
    kk_sticks_free(&sticks);
}

static enum kk_status add_folder(struct kk_ctx *ctx, struct kk_places *out,
                                 struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *dir = NULL;
    struct statvfs v;
    enum kk_status st = kk_meta_get(ctx->db, KK_META_FOLDER, &arena, &dir, err);
    struct kk_place *p;

    if (st == KK_OK && *dir != '\0') {
        p = add_place(out, dir, "");
        if (statvfs(dir, &v) == 0)
            p->n_free = (uint64_t)v.f_bavail * v.f_frsize;
    }
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_places_load(struct kk_ctx *ctx, const struct kk_node *me,
                              const struct kk_stick_roots *roots,
                              struct kk_places *out, struct kk_err *err)
{
    enum kk_status st;

    *out = (struct kk_places){0};
    add_sticks(out, roots);
    st = add_folder(ctx, out, err);
    for (size_t i = 0; st == KK_OK && i < out->n; i++)
        st = load_files(ctx, me, &out->place[i], err);
    if (st != KK_OK)
        kk_places_free(out);
    return st;
}
