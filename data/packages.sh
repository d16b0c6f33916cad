# What Debian 12 must have, and how it gets it. Sourced by data/demo.sh,
# tests/run.sh and .ci/run; the lists stand nowhere else.
KK_BUILD_PACKAGES='gcc libc6-dev meson ninja-build pkgconf python3
    libsqlite3-dev libncurses-dev libutf8proc-dev libsodium-dev libzstd-dev
    libxlsxwriter-dev zlib1g-dev libiniparser-dev'
KK_TEST_PACKAGES='check libvterm-dev sqlite3 age zstd unzip'
KK_CI_PACKAGES='clang libclang-rt-14-dev clang-format valgrind git
    dosfstools fusefat'

kk_missing() {
    for kk_p in "$@"; do
        dpkg-query -W -f '${Status}' "$kk_p" 2>/dev/null |
            grep -q '^install ok installed$' || printf '%s ' "$kk_p"
    done
}

# Installs those of the packages that are not there. The package index is
# fetched only when something is missing, so a machine that has all of them
# needs no network and no root.
kk_packages() {
    kk_want=$(kk_missing "$@")
    [ -n "$kk_want" ] || return 0
    command -v apt-get >/dev/null || {
        echo "apt-get がありません。次の部品を入れてください: $kk_want" >&2
        return 1
    }
    kk_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "root で、または sudo を入れて行ってください: $kk_want" >&2
            return 1
        }
        kk_root=sudo
    fi
    echo "部品を入れます: $kk_want" >&2
    # shellcheck disable=SC2086 # lists of words
    # Another apt at work is waited for.
    $kk_root apt-get -q -o DPkg::Lock::Timeout=600 update >&2 &&
        $kk_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
            -o DPkg::Lock::Timeout=600 \
            --no-install-recommends install $kk_want >&2
}
