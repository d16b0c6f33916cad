/* The files of data/, embedded in the program: SQL, the contract's data, the
 * checklists. src/base/embed.py says which folders. A program in the build tree
 * and an installed one read the same bytes. One stands in no folder:
 * sql/schema/whole.sql, what the migrations come to, is made by the build.
 *
 * For development only: where a program of the build tree finds
 * KIKUSUI_DATA=FOLDER set, an embedded file that can be read there is used in
 * place of the embedded one. It is read once and kept until the process ends.
 */
#ifndef KIKUSUI_BASE_DATA_H
#define KIKUSUI_BASE_DATA_H

#include <stdbool.h>
#include <stddef.h>

struct kk_data {
    const char *name;  /* relative to data/: "sql/query/x.sql" */
    const char *bytes; /* NUL-terminated */
    size_t n_bytes;    /* without the NUL */
    const char *hash;  /* KK_HASH_BYTES: kk_hash of the bytes */
};

/* Whether this process's program lies where it was built (never one of
 * -Dbuildtype=release). */
bool kk_in_build_tree(void);

/* NULL: there is no such file. Never freed: borrow it for as long as you like.
 */
const struct kk_data *kk_data_find(const char *name);
/* A named statement: "unit/list" of a feature's folder (feature/unit/list.sql),
 * "query/roster" of the engine's (sql/query/roster.sql). NULL: none. */
const struct kk_data *kk_data_sql(const char *name);
/* The features' parts of one name: the next file feature/KIND/PART.sql from *i
 * on, in order of name; NULL: no more. Begin with *i = 0 and add one after
 * each. */
const struct kk_data *kk_data_part(const char *part, size_t *i);
/* The features' SQL whose name within its folder begins so ("rules_"), in order
 * of that name; as above. */
const struct kk_data *kk_data_parts(const char *prefix, size_t *i);
/* The files of one folder ("sql/view/"), in order of name; as above. */
const struct kk_data *kk_data_under(const char *folder, size_t *i);
/* All of them, sorted by name; NULL from i = kk_data_count() on. */
size_t kk_data_count(void);
const struct kk_data *kk_data_at(size_t i);

#endif
