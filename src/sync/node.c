/* Who this copy is: role, name, id, deployment. */
#include "rekey.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/node.h>
#include <kikusui/sync/roster.h>

#include <string.h>
#include <unistd.h>

#define MAX_NAME 16

static enum kk_status read_hex(struct kk_db *db, const char *key,
                               unsigned char id[KK_BUNDLE_ID_BYTES],
                               struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *value;
    enum kk_status st = kk_meta_get(db, key, &arena, &value, err);

    memset(id, 0, KK_BUNDLE_ID_BYTES);
    if (st == KK_OK && (strlen(value) != 2 * KK_BUNDLE_ID_BYTES ||
                        !kk_unhex(value, id, KK_BUNDLE_ID_BYTES)))
        st = kk_fail(err, KK_BUG, "この控えの %s が読めません", key);
    kk_arena_free(&arena);
    return st;
}

static enum kk_status read_words(struct kk_db *db, struct kk_node *out,
                                 struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *role, *name;
    enum kk_status st = kk_meta_get(db, "role", &arena, &role, err);

    if (st == KK_OK)
        out->office = strcmp(role, "office") == 0;
    if (st == KK_OK)
        st = kk_meta_get(db, "node", &arena, &name, err);
    if (st == KK_OK && strlen(name) < sizeof out->name)
        memcpy(out->name, name, strlen(name) + 1);
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_node_read(struct kk_db *db, struct kk_node *out,
                            struct kk_err *err)
{
    enum kk_status st;

    *out = (struct kk_node){0};
    st = read_hex(db, "node_id", out->id, err);
    if (st == KK_OK)
        st = read_words(db, out, err);
    if (st == KK_NONE)
        return kk_fail(err, KK_REFUSED,
                       "このデータベースには名前と鍵がありません。"
                       "kikusui init で作ったものを使ってください");
    if (st != KK_OK)
        return st;
    kk_hex(out->id, sizeof out->id, out->hex);
    st = read_hex(db, "deployment", out->deployment, err);
    out->enrolled = st == KK_OK;
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_node_name_check(const char *name, struct kk_err *err)
{
    static const char fit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "abcdefghijklmnopqrstuvwxyz0123456789";
    size_t n = strlen(name);

    if (n >= 1 && n <= MAX_NAME && strspn(name, fit) == n)
        return KK_OK;
    return kk_fail_at(err, KK_USAGE, "name",
                      "名前「%s」は使えません。名前は半角の英字と数字で%d字まで"
                      "です"
                      "（例: K1）",
                      name, MAX_NAME);
}

static enum kk_status set_hex(struct kk_db *db, const char *key,
                              const unsigned char id[KK_BUNDLE_ID_BYTES],
                              struct kk_err *err)
{
    char hex[KK_NODE_HEX_BYTES];

    kk_hex(id, KK_BUNDLE_ID_BYTES, hex);
    return kk_meta_set(db, key, hex, err);
}

/* An office begins with a roster of itself alone. */
static enum kk_status found_deployment(struct kk_db *db,
                                       const struct kk_node *node,
                                       const struct kk_keys *keys,
                                       struct kk_err *err)
{
    struct kk_roster r = {0};
    struct kk_member *m;
    enum kk_status st;

    kk_random(r.deployment, sizeof r.deployment);
    m = kk_roster_add(&r, node->id);
    memcpy(m->name, node->name, sizeof m->name);
    m->office = true;
    m->since = kk_now(kk_db_clock(db));
    kk_keys_public(keys, &m->keys);
    st = set_hex(db, "deployment", r.deployment, err);
    if (st == KK_OK)
        st = kk_roster_issue(db, &r, keys, err);
    kk_roster_free(&r);
    return st;
}

static enum kk_status write_node(struct kk_db *db, const struct kk_node *node,
                                 const struct kk_keys *keys, struct kk_err *err)
{
    const struct kk_intent none = {.action = "init"};
    struct kk_commit commit;
    enum kk_status st = kk_tx_begin(db, KK_TX_WRITE, err);

    if (st == KK_OK)
        st = kk_meta_set(db, "role", node->office ? "office" : "laptop", err);
    if (st == KK_OK)
        st = kk_meta_set(db, "node", node->name, err);
    if (st == KK_OK)
        st = set_hex(db, "node_id", node->id, err);
    if (st == KK_OK && node->office)
        st = found_deployment(db, node, keys, err);
    if (st == KK_OK)
        return kk_tx_commit(db, &none, &commit, err);
    kk_tx_rollback(db);
    return st;
}

static enum kk_status check_fresh(struct kk_db *db, struct kk_err *err)
{
    unsigned char id[KK_BUNDLE_ID_BYTES];
    int64_t entries;
    enum kk_status st = read_hex(db, "node_id", id, err);

    if (st == KK_OK)
        return kk_fail(err, KK_REFUSED,
                       "このデータベースはもう使い始めてあります: %s",
                       kk_db_path(db));
    if (st != KK_NONE)
        return st;
    st = kk_tx_as_of(db, &entries, err);
    if (st == KK_OK && entries > 0)
        st = kk_fail(err, KK_REFUSED,
                     "このデータベースにはもう記録があります: %s",
                     kk_db_path(db));
    return st;
}

enum kk_status kk_node_init(struct kk_db *db, bool office, const char *name,
                            const char *pass, struct kk_err *err)
{
    struct kk_node node = {.office = office};
    struct kk_keys keys;
    enum kk_status st = kk_node_name_check(name, err);

    if (st == KK_OK)
        st = check_fresh(db, err);
    if (st != KK_OK)
        return st;
    memcpy(node.name, name, strlen(name) + 1);
    kk_random(node.id, sizeof node.id);
    kk_keys_make(&keys);
    /* What is left of a broken-off attempt signed nothing yet. */
    st = kk_keys_save(kk_db_keys_dir(db), &keys, pass, err);
    if (st == KK_OK)
        st = write_node(db, &node, &keys, err);
    kk_keys_wipe(&keys);
    return st;
}

/* Of a change of keys that was cut short: where the roster names the new ones
 * already they are ours; else what was sealed to them is read all the same. */
static enum kk_status add_next(struct kk_db *db, const char *pass,
                               struct kk_keys *out, struct kk_err *err)
{
    char *dir = kk_rekey_folder(db);
    struct kk_roster r = {0};
    struct kk_keys next;
    struct kk_node node;
    enum kk_status st = KK_OK;

    /* Those that nobody can read are of no use. */
    if (access(dir, F_OK) != 0 || kk_keys_load(dir, pass, &next, NULL) != KK_OK)
        goto out;
    st = kk_node_read(db, &node, err);
    if (st == KK_OK)
        st = kk_roster_load(db, &r, err);
    if (st == KK_OK && kk_rekey_names(&r, node.hex, &next)) {
        *out = next;
    } else if (st == KK_OK || st == KK_NONE) {
        st = KK_OK;
        if (out->n_seal <= KK_KEYS_FORMER)
            out->n_seal++;
        out->seal[out->n_seal - 1] = next.seal[0];
    }
    kk_keys_wipe(&next);
    kk_roster_free(&r);
out:
    kk_free(dir);
    return st;
}

enum kk_status kk_node_keys(struct kk_db *db, const char *pass,
                            struct kk_keys *out, struct kk_err *err)
{
    enum kk_status st = kk_keys_load(kk_db_keys_dir(db), pass, out, err);

    if (st == KK_OK)
        st = add_next(db, pass, out, err);
    if (st == KK_NONE)
        return kk_fail(err, KK_REFUSED,
                       "鍵がありません: %s。控えの鍵（backup --to で書いた"
                       "もの）から戻してください",
                       kk_db_keys_dir(db));
    return st;
}

enum kk_status kk_node_identity(struct kk_db *db, const char *pass,
                                const char *path, struct kk_err *err)
{
    struct kk_str text = {0};
    struct kk_keys keys;
    enum kk_status st = kk_node_keys(db, pass, &keys, err);

    if (st != KK_OK)
        return st;
    if (access(path, F_OK) == 0)
        st = kk_fail(err, KK_REFUSED,
                     "%s はもうあります。別の名前にしてください", path);
    kk_keys_identity(&keys, &text);
    if (st == KK_OK)
        st = kk_file_replace(path, 0600, text.s, text.n_bytes, err);
    kk_wipe(text.s, text.cap_bytes);
    kk_str_free(&text);
    kk_keys_wipe(&keys);
    return st;
}
