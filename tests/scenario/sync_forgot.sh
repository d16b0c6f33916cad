#!/bin/sh
# An office that lost everything since a backup and changed its key before it
# heard of anybody: the laptops follow its key all the same, and whom it had
# revoked meanwhile it is told.
. "$(dirname "$0")/sync.sh"
echo 'correct horse battery' >pass

office o.db
laptop k1.db K1
laptop k2.db K2
ok backup --to office.bak --db o.db --as 佐藤 --passphrase-file pass
ok node revoke K2 --retired --db o.db --as 佐藤
sent o.db --as 佐藤
ok import "$file" --db k1.db --as 佐藤
rm -rf o.db*
mkdir new stick2
office=new/o.db
ok restore office.bak --db $office --revoked none
ok node rekey --to stick2 --db $office --as 佐藤 --passphrase-file pass \
    --format json
notice=$(value file)
# What the new key signed before the notice came says what is missing.
ok export --db $office --as 佐藤 --to stick --format json --passphrase-file pass
file=$(value file)
exits 4 import "$file" --db k1.db --as 佐藤
warns '送り手が鍵を替えたのなら、先にその知らせを取り込んでください'
ok import "$notice" --db k1.db --as 佐藤
ok import "$file" --db k1.db --as 佐藤
sent k1.db --as 佐藤
ok import "$file" --db $office --as 佐藤 --passphrase-file pass
cat err >>out
says '失効: 鍵を替える前の名簿では K2 の登録が取り消されています'
ok node revoke K2 --retired --db $office --as 佐藤 --passphrase-file pass
sent k1.db --as 佐藤
ok import "$file" --db $office --as 佐藤 --passphrase-file pass
cat err >>out
! grep -q '失効: ' out || fail 'told though it is revoked'
