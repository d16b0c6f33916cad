/* A mail for the city as a file that a mail program opens to be sent (RFC 5322,
 * 2045, 2047): one part of text, an unsent message without date and number,
 * which the program that sends it gives it. Nothing of the data gets into a
 * header but an address, checked, and the subject, encoded. */
#include <kikusui/base/crypt.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/report/paper.h>

#include <string.h>

enum {
    LINE_CHARS = 76,
    ADDRESS_CHARS = LINE_CHARS - 2, /* behind a space, before a comma */
    WORD_BYTES = 45,  /* of an encoded word: 60 characters, 72 with its frame */
    FIRST_BYTES = 39, /* of the one behind "Subject: " */
    BODY_BYTES = 57,  /* of a line of the body: 76 characters */
};

/* --- headers ---------------------------------------------------------------
 */

static bool is_address(const char *s, size_t n)
{
    const char *at = memchr(s, '@', n);

    if (n > ADDRESS_CHARS || at == NULL || at == s || at == s + n - 1 ||
        memchr(at + 1, '@', (size_t)(s + n - at - 1)) != NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        if (s[i] <= ' ' || s[i] > '~' || strchr("()<>[]:;\\,\"", s[i]) != NULL)
            return false;
    return true;
}

/* Addresses with a comma or a space between them, a line each. */
static enum kk_status add_addresses(struct kk_str *out, const char *header,
                                    const char *label, const char *text,
                                    struct kk_err *err)
{
    static const char between[] = ",; \t\r\n";
    size_t n, found = 0;

    kk_str_addf(out, "%s:", header);
    for (text += strspn(text, between); *text != '\0';
         text += strspn(text, between)) {
        n = strcspn(text, between);
        if (!is_address(text, n))
            return kk_fail(err, KK_REFUSED,
                           "%s「%.*s」はメールアドレスではありません。"
                           "提出書類の記載事項を直してください",
                           label, kk_cut(text, n < 60 ? n : 60), text);
        kk_str_addf(out, "%s %.*s", found++ > 0 ? ",\r\n" : "", (int)n, text);
        text += n;
    }
    if (found == 0)
        return kk_fail(err, KK_REFUSED,
                       "%sのメールアドレスがまだ入っていません。提出書類の"
                       "記載事項に入れてください",
                       label);
    kk_str_add(out, "\r\n");
    return KK_OK;
}

/* Encoded words of whole characters; what would end the header is a space. */
static void add_subject(struct kk_str *out, const char *text)
{
    struct kk_str clean = {0};
    size_t n, len, room = FIRST_BYTES, at = 0;
    uint32_t cp;

    for (size_t i = 0; text[i] != '\0'; i += len) {
        len = kk_utf8_decode(text + i, strlen(text + i), &cp);
        if (len == 0 || kk_cp_unsafe(cp) || cp < ' ') {
            kk_str_addc(&clean, ' ');
            len = len == 0 ? 1 : len;
        } else {
            kk_str_addn(&clean, text + i, len);
        }
    }
    kk_str_add(out, "Subject:");
    do {
        for (n = 0; at + n < clean.n_bytes; n += len) {
            len = kk_utf8_decode(clean.s + at + n, clean.n_bytes - at - n, &cp);
            if (n + len > room)
                break;
        }
        kk_str_addf(out, "%s =?UTF-8?B?", at > 0 ? "\r\n" : "");
        kk_base64(kk_str_c(&clean) + at, n, out);
        kk_str_add(out, "?=");
        at += n;
        room = WORD_BYTES;
    } while (at < clean.n_bytes);
    kk_str_add(out, "\r\n");
    kk_str_free(&clean);
}

/* --- the text --------------------------------------------------------------
 */

static void add_line(struct kk_str *body, const char *s)
{
    for (; *s != '\0'; s++)
        if (*s == '\n')
            kk_str_add(body, "\r\n");
        else if (*s != '\r')
            kk_str_addc(body, *s);
    kk_str_add(body, "\r\n");
}

static void add_body(struct kk_str *out, const struct kk_str *body)
{
    for (size_t at = 0; at < body->n_bytes; at += BODY_BYTES) {
        size_t left = body->n_bytes - at;

        kk_base64(body->s + at, left < BODY_BYTES ? left : BODY_BYTES, out);
        kk_str_add(out, "\r\n");
    }
}

/* --- from a paper ----------------------------------------------------------
 */

struct letter {
    const char *to, *from, *subject;
    struct kk_str body;
};

static const char *text_of(const struct kk_val *v)
{
    return v->type == KK_VTEXT ? v->s : "";
}

static void read_part(const struct kk_made_part *m, struct letter *l)
{
    for (size_t r = 0; r < m->n_rows; r++) {
        const struct kk_val *row = &m->cell[r * m->n_cols];

        if (m->part->form == KK_PART_TEXT) {
            add_line(&l->body, text_of(&row[0]));
        } else if (m->n_cols > 1) {
            const char *label = text_of(&row[0]);

            if (strcmp(label, "宛先") == 0)
                l->to = text_of(&row[1]);
            else if (strcmp(label, "差出人") == 0)
                l->from = text_of(&row[1]);
            else if (strcmp(label, "件名") == 0)
                l->subject = text_of(&row[1]);
        }
    }
}

enum kk_status kk_paper_eml(const struct kk_paper *p, struct kk_str *out,
                            struct kk_err *err)
{
    struct letter l = {.to = "", .from = "", .subject = NULL};
    enum kk_status st = KK_OK;

    for (size_t s = 0; s < p->n_sheets; s++)
        for (size_t i = 0; i < p->sheet[s].n_parts; i++)
            read_part(&p->sheet[s].part[i], &l);
    if (l.subject == NULL)
        st = kk_fail(err, KK_USAGE,
                     "%sはメールではありません。eml にできるのは"
                     "完了報告メールです",
                     p->kind->title);
    kk_str_add(out, "X-Unsent: 1\r\n");
    if (st == KK_OK && l.from[0] != '\0')
        st = add_addresses(out, "From", "差出人", l.from, err);
    if (st == KK_OK)
        st = add_addresses(out, "To", "宛先（担当課のメール）", l.to, err);
    if (st == KK_OK) {
        add_subject(out, l.subject);
        kk_str_add(out, "MIME-Version: 1.0\r\n"
                        "Content-Type: text/plain; charset=UTF-8\r\n"
                        "Content-Transfer-Encoding: base64\r\n\r\n");
        add_body(out, &l.body);
    }
    kk_str_free(&l.body);
    return st;
}
