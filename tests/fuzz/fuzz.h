/* A fuzz harness is one file with these two functions. Linked with driver.c it
 * is a bounded test over mutations of its seeds. For longer work, libFuzzer:
 *   build/tests/fuzz/fuzz-NAME --write CORPUS
 *   clang -fsanitize=fuzzer,address,undefined -D_GNU_SOURCE -Iinclude \
 *     tests/fuzz/NAME.c src/sync/{age,bech32,bundle,keys,zframe}.c \
 *     src/base/{crypt,file,fold,mem,status,str,utf8}.c \
 *     -lsodium -lzstd -lutf8proc -o fuzz && ./fuzz CORPUS
 */
#ifndef KIKUSUI_TESTS_FUZZ_FUZZ_H
#define KIKUSUI_TESTS_FUZZ_FUZZ_H

#include <kikusui/base/str.h>

#include <stdio.h>
#include <stdlib.h>

/* Hostile bytes; ends the process where what must hold does not. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes);
/* Appends the i-th well-formed input; false when there are no more. */
bool kk_fuzz_seed(size_t i, struct kk_str *out);

#define FUZZ_CHECK(what)                                                       \
    do {                                                                       \
        if (!(what)) {                                                         \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__,   \
                    #what);                                                    \
            abort();                                                           \
        }                                                                      \
    } while (0)

#endif
