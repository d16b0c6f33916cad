#!/bin/sh
# Builds a package for the Debian it runs on: sh data/deb.sh [BUILD [FOLDER]]
# BUILD is a folder that is built already; without it (or with '') one is made
# in build-deb/. The package goes to FOLDER, else to build-deb/. The last line
# is its path.
set -u
here=$(cd "$(dirname "$0")/.." && pwd) || exit 1
. "$here/data/packages.sh"
build=${1:-}
out=${2:-$here/build-deb}

broken() {
    echo "$1" >&2
    exit 1
}

if [ -z "$build" ]; then
    build=$here/build-deb
    # shellcheck disable=SC2086 # a list of words
    kk_packages $KK_BUILD_PACKAGES || exit 1
    mkdir -p "$build" || exit 1
    {
        { [ -f "$build/build.ninja" ] ||
            meson setup "$build" "$here" --werror --prefix=/usr \
                -Dbuildtype=release; } &&
            ninja -C "$build" src/app/kikusui
    } >"$build/build.log" 2>&1 || {
        tail -n 40 "$build/build.log" >&2
        broken "組み立てられませんでした。全文は $build/build.log にあります"
    }
fi
mkdir -p "$out" || exit 1
root=$(mktemp -d) || exit 1
trap 'rm -rf "$root"' EXIT

# What `meson install` puts into the system, and nothing else.
DESTDIR=$root meson install -C "$build" --no-rebuild --quiet >&2 ||
    broken '置くものがそろいません'
[ -d "$root/usr/bin" ] || {
    # A build for another prefix: what it installs is the same.
    mkdir -p "$root/usr" && mv "$root"/usr/local/* "$root/usr/" &&
        rmdir "$root/usr/local"
} || broken '置く場所が違います'
program=$root/usr/bin/kikusui
strip --strip-unneeded "$program" || exit 1
gzip -9n "$root/usr/share/man/man1/kikusui.1" || exit 1
mv "$root/usr/share/doc/kikusui/LICENSE" \
    "$root/usr/share/doc/kikusui/copyright" || exit 1
chmod -R u=rwX,go=rX "$root"

# The packages of the libraries that it is linked with, at least as new.
needs() {
    objdump -p "$program" | awk '$1 == "NEEDED" { print $2 }' |
        while read -r library; do
            ldd "$program" | awk -v name="$library" '$1 == name { print $3 }'
        done | while read -r path; do
            package=$(dpkg-query -S "$(readlink -f "$path")" 2>/dev/null ||
                dpkg-query -S "$path") || exit 1
            package=${package%%:*}
            # shellcheck disable=SC2016 # dpkg-query's own
            dpkg-query -W -f '${Package} (>= ${Version})\n' "$package" |
                sed 's/-[^-)]*)$/)/' | head -n 1
        done | sort -u | paste -s -d , | sed 's/,/, /g'
}
depends=$(needs)
[ -n "$depends" ] || broken '必要な部品が分かりません'
version=$(sed -n "s/^ *version: '\(.*\)',$/\1/p" "$here/meson.build")
architecture=$(dpkg --print-architecture)
mkdir "$root/DEBIAN" || exit 1
cat >"$root/DEBIAN/control" <<END
Package: kikusui
Version: $version
Architecture: $architecture
Maintainer: kikusui <kikusui@localhost>
Section: utils
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Depends: $depends, ncurses-base
Recommends: ncurses-term
Description: field service log for a terminal maintenance contract
 Carries an incident from the city's call to the user's confirmation, with
 both clocks of the service level, spares, repairs, page counts and the papers
 that the city receives. Full-screen and as a command line, on one local file.
END
(cd "$root" && find usr -type f -exec md5sum {} + | sort -k 2) \
    >"$root/DEBIAN/md5sums" || exit 1
package=$out/kikusui_${version}_$architecture.deb
dpkg-deb --build --root-owner-group -Zxz "$root" "$package" >&2 || exit 1
echo "$package"
