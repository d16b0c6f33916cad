/* A node's own keys: made, written to their file, read again. */
#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/sync/keys.h>

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

#define FILE_NAME "node.key"
#define PLAIN_LINE "# kikusui-keys 1\n"
#define SEALED_LINE "# kikusui-keys 1 sealed\n"
/* Format 2 ends with a line that has a hash of all before it, so that damage is
 * told from a wrong passphrase, and without one; format 1 is the same without.
 */
#define SUM_LINE "# sum "
#define FORMAT_AT strlen("# kikusui-keys ")

enum { MAX_BYTES = 4096, SALT_BYTES = 16, SEED_BYTES = 32 };

_Static_assert(sizeof((struct kk_keys *)0)->sign == crypto_sign_SECRETKEYBYTES,
               "Ed25519's secret key: the seed, then the public key");

static void make_sign(unsigned char sign[64],
                      const unsigned char seed[SEED_BYTES])
{
    unsigned char pub[crypto_sign_PUBLICKEYBYTES];

    kk_crypt_ready();
    crypto_sign_seed_keypair(pub, sign, seed);
}

static void make_pair(struct kk_keys *k)
{
    unsigned char seed[SEED_BYTES];

    kk_random(seed, sizeof seed);
    make_sign(k->sign, seed);
    kk_wipe(seed, sizeof seed);
    kk_age_identity_make(&k->seal[0]);
}

void kk_keys_make(struct kk_keys *out)
{
    *out = (struct kk_keys){.n_seal = 1};
    make_pair(out);
}

void kk_keys_renew(struct kk_keys *k)
{
    memmove(&k->seal[1], &k->seal[0], KK_KEYS_FORMER * sizeof k->seal[0]);
    if (k->n_seal < 1 + KK_KEYS_FORMER)
        k->n_seal++;
    make_pair(k);
}

void kk_keys_public(const struct kk_keys *k, struct kk_node_keys *out)
{
    memcpy(out->sign.b, k->sign + SEED_BYTES, sizeof out->sign.b);
    kk_age_recipient_of(&k->seal[0], &out->seal);
}

void kk_keys_wipe(struct kk_keys *k)
{
    kk_wipe(k, sizeof *k);
}

static void str_wipe(struct kk_str *s)
{
    if (s->s != NULL)
        kk_wipe(s->s, s->cap_bytes);
    kk_str_free(s);
}

static void add_hex(struct kk_str *out, const void *bytes, size_t n_bytes)
{
    char *to = kk_str_room(out, 2 * n_bytes);

    kk_hex(bytes, n_bytes, to);
}

static void encode_plain(const struct kk_keys *k, struct kk_str *out)
{
    kk_str_add(out, PLAIN_LINE "# sign ");
    add_hex(out, k->sign, SEED_BYTES);
    kk_str_addc(out, '\n');
    for (size_t i = 0; i < k->n_seal; i++) {
        kk_age_identity_text(&k->seal[i], out);
        kk_str_addc(out, '\n');
    }
}

static void hash_text(const char *text, size_t n_bytes,
                      char out[2 * KK_HASH_BYTES + 1])
{
    unsigned char hash[KK_HASH_BYTES];
    struct kk_hash h;

    kk_hash_init(&h);
    kk_hash_add(&h, text, n_bytes);
    kk_hash_end(&h, hash);
    kk_hex(hash, sizeof hash, out);
}

static void add_sum(struct kk_str *out, size_t from)
{
    char hex[2 * KK_HASH_BYTES + 1];

    out->s[from + FORMAT_AT] = '2';
    hash_text(out->s + from, out->n_bytes - from, hex);
    kk_str_addf(out, SUM_LINE "%s\n", hex);
}

enum kk_status kk_keys_encode(const struct kk_keys *k, const char *pass,
                              struct kk_str *out, struct kk_err *err)
{
    unsigned char salt[SALT_BYTES], key[KK_SEAL_KEY_BYTES];
    struct kk_str plain = {0}, sealed = {0};
    size_t from = out->n_bytes;
    enum kk_status st;

    if (pass == NULL) {
        encode_plain(k, out);
        add_sum(out, from);
        return KK_OK;
    }
    if (pass[0] == '\0')
        return kk_fail_at(err, KK_REFUSED, "passphrase",
                          "合言葉が空です。1文字以上入れてください。");
    kk_random(salt, sizeof salt);
    st = kk_pass_key(pass, salt, key, err);
    if (st != KK_OK)
        return st;
    encode_plain(k, &plain);
    kk_seal(key, plain.s, plain.n_bytes, &sealed);
    kk_str_add(out, SEALED_LINE "# salt ");
    add_hex(out, salt, sizeof salt);
    kk_str_addc(out, '\n');
    add_hex(out, sealed.s, sealed.n_bytes);
    kk_str_addc(out, '\n');
    add_sum(out, from);
    kk_wipe(key, sizeof key);
    str_wipe(&plain);
    kk_str_free(&sealed);
    return KK_OK;
}

static enum kk_status broken(struct kk_err *err)
{
    return kk_fail(err, KK_REFUSED,
                   "鍵のファイルの内容が正しくありません。控え"
                   "（backup --to で書いた鍵）から戻してください。");
}

/* Cuts the next line off; NULL when there is none that ends. */
static char *next_line(char **at)
{
    char *line = *at, *lf = strchr(line, '\n');

    if (lf == NULL)
        return NULL;
    *lf = '\0';
    *at = lf + 1;
    return line;
}

/* `text` is what encode_plain wrote, cut into lines as it is read. */
static bool decode_plain(char *text, struct kk_keys *out)
{
    unsigned char seed[SEED_BYTES];
    char *at = text + strlen(PLAIN_LINE), *line = next_line(&at);
    bool ok = line != NULL && kk_str_starts(line, "# sign ") &&
              kk_unhex(line + strlen("# sign "), seed, sizeof seed);

    if (ok)
        make_sign(out->sign, seed);
    while (ok && *at != '\0') {
        line = next_line(&at);
        ok = line != NULL && out->n_seal <= KK_KEYS_FORMER &&
             kk_age_identity_parse(line, &out->seal[out->n_seal++]);
    }
    kk_wipe(seed, sizeof seed);
    return ok && out->n_seal > 0;
}

/* Opens the sealed text into `plain`. */
static enum kk_status unseal(char *text, const char *pass, struct kk_str *plain,
                             struct kk_err *err)
{
    unsigned char salt[SALT_BYTES], key[KK_SEAL_KEY_BYTES];
    unsigned char sealed[MAX_BYTES / 2];
    char *at = text + strlen(SEALED_LINE), *line = next_line(&at);
    enum kk_status st;
    size_t n;

    if (line == NULL || !kk_str_starts(line, "# salt ") ||
        !kk_unhex(line + strlen("# salt "), salt, sizeof salt))
        return broken(err);
    line = next_line(&at);
    n = line == NULL ? 0 : strlen(line) / 2;
    if (line == NULL || *at != '\0' || n > sizeof sealed ||
        !kk_unhex(line, sealed, n))
        return broken(err);
    if (pass == NULL)
        return kk_fail_at(err, KK_REFUSED, "passphrase",
                          "鍵に合言葉がかかっています。"
                          "合言葉を入れてください。");
    st = kk_pass_key(pass, salt, key, err);
    if (st != KK_OK)
        return st;
    if (kk_unseal(key, sealed, n, plain, NULL) != KK_OK)
        st = kk_fail_at(err, KK_REFUSED, "passphrase",
                        "鍵を開けません。合言葉が違います。"
                        "大文字と小文字、日本語入力の状態を確かめて"
                        "入れ直してください。");
    kk_wipe(key, sizeof key);
    return st;
}

/* From format 2 to 1; false when the last line does not fit what stands before
 * it. */
static bool take_sum(struct kk_str *text)
{
    char hex[2 * KK_HASH_BYTES + 1];
    const size_t line = strlen(SUM_LINE) + sizeof hex;
    size_t body;

    if (text->n_bytes <= FORMAT_AT || text->s[FORMAT_AT] != '2')
        return true;
    if (text->n_bytes < line)
        return false;
    body = text->n_bytes - line;
    hash_text(text->s, body, hex);
    if (!kk_str_starts(text->s + body, SUM_LINE) ||
        memcmp(text->s + body + strlen(SUM_LINE), hex, sizeof hex - 1) != 0 ||
        text->s[text->n_bytes - 1] != '\n')
        return false;
    kk_wipe(text->s + body, line);
    text->s[FORMAT_AT] = '1';
    text->n_bytes = body;
    return true;
}

enum kk_status kk_keys_decode(const void *text, size_t n_bytes,
                              const char *pass, struct kk_keys *out,
                              struct kk_err *err)
{
    struct kk_str s = {0}, plain = {0};
    enum kk_status st = KK_OK;

    *out = (struct kk_keys){0};
    if (n_bytes == 0 || n_bytes > MAX_BYTES ||
        memchr(text, '\0', n_bytes) != NULL)
        return broken(err);
    kk_str_addn(&s, text, n_bytes);
    if (!take_sum(&s)) {
        str_wipe(&s);
        return broken(err);
    }
    if (kk_str_starts(s.s, SEALED_LINE))
        st = unseal(s.s, pass, &plain, err);
    else
        kk_str_addn(&plain, s.s, s.n_bytes);
    if (st == KK_OK && !(kk_str_starts(kk_str_c(&plain), PLAIN_LINE) &&
                         decode_plain(plain.s, out)))
        st = broken(err);
    if (st != KK_OK)
        kk_keys_wipe(out);
    str_wipe(&s);
    str_wipe(&plain);
    return st;
}

enum kk_status kk_keys_save(const char *dir, const struct kk_keys *k,
                            const char *pass, struct kk_err *err)
{
    char *path = kk_path_join(dir, FILE_NAME);
    struct kk_str text = {0};
    enum kk_status st = kk_keys_encode(k, pass, &text, err);

    if (st == KK_OK)
        st = kk_dir_make(dir, 0700, err);
    if (st == KK_OK)
        st = kk_file_replace(path, 0600, text.s, text.n_bytes, err);
    str_wipe(&text);
    kk_free(path);
    return st;
}

/* Written beside and linked, which never replaces: of two processes that make
 * keys at once, one is told. */
enum kk_status kk_keys_create(const char *dir, const struct kk_keys *k,
                              const char *pass, struct kk_err *err)
{
    char *path = kk_path_join(dir, FILE_NAME), *temp;
    unsigned char tag[8];
    char hex[2 * sizeof tag + 1];
    struct kk_str s = {0}, text = {0};
    enum kk_status st;

    kk_random(tag, sizeof tag);
    kk_hex(tag, sizeof tag, hex);
    kk_str_addf(&s, "%s.%s", path, hex);
    temp = kk_str_take(&s);
    st = kk_keys_encode(k, pass, &text, err);
    if (st == KK_OK)
        st = kk_dir_make(dir, 0700, err);
    if (st == KK_OK)
        st = kk_file_replace(temp, 0600, text.s, text.n_bytes, err);
    if (st == KK_OK && link(temp, path) != 0)
        st = errno == EEXIST
                 ? kk_fail(err, KK_REFUSED,
                           "%s: 鍵はもうあります。新しい鍵に替えるときは "
                           "node rekey を使ってください。",
                           path)
                 : kk_fail(err, KK_IO, "%s: 鍵を書けません。%s。", path,
                           kk_errno_text(errno));
    unlink(temp);
    str_wipe(&text);
    kk_free(temp);
    kk_free(path);
    return st;
}

enum kk_status kk_keys_load(const char *dir, const char *pass,
                            struct kk_keys *out, struct kk_err *err)
{
    char *path = kk_path_join(dir, FILE_NAME);
    struct kk_str text = {0};
    struct stat sb;
    enum kk_status st = kk_file_read(path, MAX_BYTES, true, &text, err);

    *out = (struct kk_keys){0};
    if (st == KK_OK && stat(path, &sb) == 0 && (sb.st_mode & 077) != 0)
        st = kk_fail(err, KK_REFUSED,
                     "%s: ほかの人も読める鍵は使いません。"
                     "chmod 600 で直してください。",
                     path);
    if (st == KK_OK)
        st = kk_keys_decode(text.s, text.n_bytes, pass, out, err);
    str_wipe(&text);
    kk_free(path);
    return st;
}

void kk_keys_identity(const struct kk_keys *k, struct kk_str *out)
{
    struct kk_age_recipient pub;

    for (size_t i = 0; i < k->n_seal; i++) {
        kk_age_recipient_of(&k->seal[i], &pub);
        kk_str_add(out, "# public key: ");
        kk_age_recipient_text(&pub, out);
        kk_str_addc(out, '\n');
        kk_age_identity_text(&k->seal[i], out);
        kk_str_addc(out, '\n');
    }
}
