#!/bin/sh
# The stick as people have it. First the poorest one, made of an ordinary
# folder by a preloaded library, then real file systems where this machine can
# make and mount them: an office and a laptop are set up over it, work goes both
# ways, a backup goes there and comes back. A database must not lie on it.
. "$(dirname "$0")/sync.sh"
: "${KIKUSUI_TEST_STICK:?the library that makes a folder a stick}"
program=$KIKUSUI

# shimmed NAME=VALUE…: the program as it sees $dir/stick from here on.
shimmed() {
    {
        echo '#!/bin/sh'
        printf 'exec env LD_PRELOAD="%s" KK_STICK="%s"' \
            "$KIKUSUI_TEST_STICK" "$dir/stick"
        for set; do printf " '%s'" "$set"; done
        printf ' "%s" "$@"\n' "$program"
    } >"$dir/shimmed"
    chmod 700 "$dir/shimmed"
    KIKUSUI=$dir/shimmed
}

# On the stick are whole files with FAT's names, and nothing else.
tidy() {
    for f in stick/* stick/.[!.]* stick/~*; do
        [ -e "$f" ] || continue
        case ${f#stick/} in
        *[!A-Z0-9.-]*) fail "a name on the stick: $f" ;;
        KKS-*.KKS) [ -s "$f" ] || fail "empty: $f" ;;
        *) fail "left on the stick: $f" ;;
        esac
    done
}
exchange() {
    rm -rf o.db* k1.db* new.db*
    office o.db
    laptop k1.db K1
    tidy
    ok do --db k1.db --as 佐藤 incident.open place=7 symptom=一
    # Two earlier bundles stay, older ones go.
    for i in 1 2 3 4; do
        sent k1.db --as 佐藤
        tidy
    done
    ls "${file%-*}"-*.KKS >out
    [ "$(wc -l <out)" = 3 ] || fail 'not three bundles of the laptop'
    ok import stick --db o.db --as 佐藤
    says '新規 1'
    ok import "$file" --db o.db --as 佐藤
    says 取込済み
    ok do --db o.db --as 佐藤 incident.open place=7 symptom=二
    sent o.db --as 佐藤
    tidy
    ok import stick --db k1.db --as 佐藤
    same o.db k1.db

    echo 合言葉 >pass
    ok backup --db o.db --to stick/backup.db --passphrase-file pass
    exits 1 backup --db o.db --to stick/backup.db --passphrase-file pass
    warns もうあります
    ok restore stick/backup.db --db new.db
    same o.db new.db
    rm stick/backup.db stick/backup.db.key
    tidy
}
# refused WORDS: a database there, made or carried there by somebody.
refused() {
    exits 3 init --role laptop --name K9 --db stick/k9.db
    warns "$1"
    exits 3 demo --no-screen --dir stick/demo
    warns "$1"
    [ ! -e stick/demo ] || rmdir stick/demo ||
        fail 'something was made in the refused place'
    cp o.db stick/o.db
    cp o.db stick/kept
    exits 3 list workers --db stick/o.db
    warns "$1"
    exits 3 restore o.db --db stick/o.db
    warns "$1"
    cmp -s stick/o.db stick/kept || fail 'the refused file was changed'
    rm stick/o.db stick/kept
    ls -A stick | grep -v '^KKS-.*KKS$' >out
    [ ! -s out ] || fail 'left in the refused place'
}

# --- the poorest stick -------------------------------------------------------
shimmed KK_STICK_POOR=1
exchange
# A folder that takes no more names (FAT16's root has 512) is not short of
# bytes, and says so.
shimmed KK_STICK_POOR=1 KK_STICK_FULL=1
exits 1 export --db k1.db --to stick --as 佐藤
warns 'ファイルの数'
tidy

# --- where a database must not lie -------------------------------------------
dev=$(stat -c '%Hd:%Ld' stick)
mounted() { # mounted TYPE
    echo "99 1 $dev / $dir rw - $1 server:/share rw" >mounts
}
number() { # number HEX WORDS
    shimmed "KK_STICK_MAGIC=$1"
    refused "$2"
}
number 6969 'NFS'
number 517b 'SMB'
number ff534d42 'SMB'
number fe534d42 'SMB'
number 1021997 '9P'
number c36400 'Ceph'
warns 'ssh'
number 4d44 'FAT の上にあり'
number 2011bab0 'exFAT'
number 7366746e 'NTFS'
warns 'このパソコンの中の場所'
# What a program serves tells by its type what it is.
shimmed KK_STICK_MAGIC=65735546 "KK_STICK_MOUNTS=$dir/mounts"
for type in fuse.sshfs fuse.gvfsd-fuse fuse.rclone fuse; do
    mounted $type
    refused "共有フォルダー（$type）"
done
mounted fuseblk
refused 'FAT、exFAT か NTFS'
mounted fuse.gocryptfs
ok init --role laptop --name K9 --db stick/k9.db
ok check --db stick/k9.db
rm -r stick/k9.db*

# --- real ones ---------------------------------------------------------------
KIKUSUI=$program
unmount() {
    umount "$dir/stick" 2>/dev/null || fusermount -u "$dir/stick" 2>/dev/null
}
trap 'unmount; rm -rf "$dir"' EXIT
rm -f stick/*
# real NAME MAKE MOUNT WORDS: a fresh one of 40 MB.
real() {
    rm -f image
    truncate -s 40M image
    if ! sh -c "$2" >made 2>&1 || ! sh -c "$3" >made 2>&1 ||
        ! mountpoint -q stick; then
        echo "$1: not tried, cannot be made or mounted here"
        return
    fi
    exchange
    refused "$4"
    unmount || fail "$1: cannot be unmounted"
    echo "$1: tried"
}
PATH=$PATH:/usr/sbin:/sbin
real 'FAT of the kernel' 'mkfs.vfat image' \
    'mount -o loop,umask=022 image stick' 'FAT の上にあり'
real 'FAT by FUSE' 'mkfs.vfat image' 'fusefat -o rw+ image stick' 'FAT'
real 'exFAT of the kernel' 'mkfs.exfat image' 'mount -o loop image stick' \
    'exFAT の上にあり'
# Let go of at once: it lasts as long as something is mounted from it.
loop='l=$(losetup -f --show image) &&'
real 'exFAT by FUSE' 'mkfs.exfat image' \
    "$loop mount.exfat-fuse \$l stick; losetup -d \$l" \
    'FAT、exFAT か NTFS'
real 'NTFS by FUSE' 'mkfs.ntfs -F -Q image' \
    "$loop ntfs-3g \$l stick; losetup -d \$l" 'FAT、exFAT か NTFS'
