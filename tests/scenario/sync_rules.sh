#!/bin/sh
# What an action would have been refused for, and two copies that knew nothing of
# each other did all the same: a review where it lies across several records,
# too. What was never refused is told on the record.
. "$(dirname "$0")/case.sh"
. "$(dirname "$0")/sync.sh"

shop
pcs
at 2023-04-12T09:00
for no in 1 2 3 4; do
    run incident.open place=$no symptom=起動しない device=PC city_no=C-$no
    run incident.contact incident=C-$no at=09:05 person=高橋
done
run visit.start incident=C-1 at=09:30
for n in 1 2 3 4; do
    run job.open kind=設置 order_no=J-$n ordered=2023-04-0${n}T09:00
done
laptop k1.db K1
# there ACTION KEY=VALUE…: at the laptop.
there() {
    ok do --db k1.db --as 佐藤 "$@"
}
at 2023-04-12T15:00
# Of several visits the first start; here it is moved, there something was done
# that came after it as it stood.
run incident.replace_part incident=C-1 part=電源 at=09:40
there visit.correct incident=C-1 visit=1 started=09:50 reason=時計の誤り
# An agreement, and work that had begun before it.
run incident.waive incident=C-2 expected_end=2023-04-12T18:00 agreed_by=山田 \
    agreed_at=09:50 reason=現場の都合
there visit.start incident=C-2 at=09:40
# One person's hours twice.
run work.log incident=C-3 from=10:00 to=11:00
there work.log incident=C-4 from=10:30 to=11:30
# The contract's five orders of a year: both had room for one.
run job.open kind=設置 order_no=J-5 ordered=2023-04-05T09:00
there job.open kind=撤去 order_no=J-6 ordered=2023-04-06T09:00
# At two sites at one time: told, never refused.
run visit.arrive incident=C-3 at=13:00
there visit.arrive incident=C-4 at=13:10
sent k1.db --as 佐藤
ok import "$file"
ok reviews --format json
cp out office
json 'len(j) == 4'
json 'all(sum(w in r["title"] for r in j) == 1 for w in [
    "部品交換 令和5年4月12日(水) 09:40 が最初の着手 令和5年4月12日(水) 09:50",
    "合意 令和5年4月12日(水) 09:50 が着手 令和5年4月12日(水) 09:40 より後",
    "からの作業が重なります",
    "設置・撤去が年5回を超えています"])'
for no in C-3 C-4; do
    ok show incident $no
    says '重なります'
done
sent o.db
ok import "$file" --db k1.db --as 佐藤
ok reviews --db k1.db --as 佐藤 --format json
cmp -s out office || fail 'the laptop has other reviews'
same o.db k1.db
ok rebuild --verify

# A case that nobody else knew takes in another one's visit, begun meanwhile: no
# site work, and a start. A row that was here before can come under a new one.
at 2023-04-12T16:00
run incident.open place=5 symptom=二重 device=PC city_no=C-5
run incident.contact incident=C-5 at=16:00 person=高橋
run visit.plan incident=C-5 at=2023-04-13T10:00
sent o.db
ok import "$file" --db k1.db --as 佐藤
there incident.open place=5 symptom=同じ故障 device=PC
there incident.decide incident=K1-0001 onsite=no
there incident.merge incident=C-5 into=K1-0001 reason=二重の受付
run visit.start incident=C-5 at=16:00
sent k1.db --as 佐藤
ok import "$file"
ok check
ok rebuild --verify
ok reviews --format json
json 'any("現場作業なし" in r["title"] for r in j)'
