/* Screens as text: what `kikusui screen` prints. */
#include <kikusui/app/loop.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <string.h>

enum { WORD_KEYS_MAX = 512 };

/* What a person sees who waits. */
static void settle(struct kk_ui *ui)
{
    kk_ui_refresh(ui);
    kk_ui_late(ui);
}

/* One word: a key by its name, else text, its characters at once. */
static void press(struct kk_ui *ui, const char *word)
{
    struct kk_key key[WORD_KEYS_MAX];
    uint32_t cp = kk_key_parse(word);
    size_t n = 0, len = strlen(word), at = 0, step;

    if (cp != 0) {
        key[n++] = (struct kk_key){.code = cp};
        at = len;
    }
    for (; at < len && n < WORD_KEYS_MAX; at += step) {
        step = kk_utf8_decode(word + at, len - at, &cp);
        if (step > 0)
            key[n++] = (struct kk_key){.code = cp};
        else
            step = 1;
    }
    kk_ui_keys(ui, key, n);
    ui->flush = false;
    ui->held = 0; /* a script means each key it names */
    settle(ui);
}

static void press_all(struct kk_ui *ui, const char *keys)
{
    while (keys != NULL && *keys != '\0') {
        size_t n = strcspn(keys, " ");
        char *word = kk_strndup(keys, n);

        if (n > 0 && !ui->quit)
            press(ui, word);
        kk_free(word);
        keys += n;
        while (*keys == ' ')
            keys++;
    }
}

static enum kk_status open_record(struct kk_ui *ui, const char *name,
                                  struct kk_err *err)
{
    size_t n = strcspn(name, " ");
    char *kind_name = kk_strndup(name, n);
    const struct kk_kind *kind = kk_find_kind(ui->ctx->reg, kind_name);
    struct kk_arena arena = {0};
    const char *label;
    enum kk_status st;
    kk_id id;

    kk_free(kind_name);
    if (kind == NULL || name[n] == '\0')
        return kk_fail(
            err, KK_USAGE,
            "「%s」という画面はありません。home、sync、nodes、"
            "palette、help、一覧の名前、または「incident 番号」のように指定して"
            "ください。",
            name);
    st =
        kk_resolve(ui->ctx, kind, name + n + 1, NULL, &arena, &id, &label, err);
    kk_arena_free(&arena);
    if (st == KK_OK)
        kk_ui_open(ui, kind->name, id);
    return st;
}

static enum kk_status open_named(struct kk_ui *ui, const char *name,
                                 struct kk_err *err)
{
    static const char *const commands[] = {"palette", "help", "lock"};
    struct kk_str target = {0};

    if (name == NULL || strcmp(name, "home") == 0)
        return KK_OK;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i], name) == 0) {
            kk_ui_run(ui, name);
            return KK_OK;
        }
    if (kk_ui_screen(ui, name) != NULL)
        kk_str_addf(&target, "screen:%s", name);
    else if (kk_find_listing(ui->ctx->reg, name) == NULL)
        return open_record(ui, name, err);
    else
        kk_str_addf(&target, "list:%s", name);
    kk_ui_run(ui, kk_str_c(&target));
    kk_str_free(&target);
    return KK_OK;
}

enum kk_status kk_screen_render(const struct kk_ui_host *host, const char *name,
                                int rows, int cols, const char *keys,
                                struct kk_str *out, struct kk_err *err)
{
    struct kk_ui *ui = kk_ui_new(host, rows, cols, false);
    struct kk_canvas canvas;
    enum kk_status st;
    int row, col;

    settle(ui);
    st = open_named(ui, name, err);
    if (st == KK_OK) {
        settle(ui);
        press_all(ui, keys);
        kk_canvas_init(&canvas, rows, cols, false);
        kk_ui_draw(ui, &canvas, &row, &col);
        kk_canvas_text(&canvas, out);
        kk_canvas_free(&canvas);
    }
    kk_ui_free(&ui);
    return st;
}
