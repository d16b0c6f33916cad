-- A card is nobody's to lend on (別紙 3(2)エ): it goes by the safe. A thing is
-- seen, goes and comes back after it was borrowed, and after whoever had it
-- before got it.
WITH l AS (
    SELECT l.*,
        CASE WHEN :at < lent_at THEN '借りた日時'
             WHEN :action IN ('lent.hand', 'lent.back', 'lent.return',
                              'lent.lost') AND :at < since_at
             THEN CASE WHEN holder_id IS NULL THEN '戻した日時'
                       ELSE '渡した日時' END END AS low_what,
        CASE WHEN :at < lent_at THEN lent_at ELSE since_at END AS low
    FROM lent_item l WHERE l.id = :id
)
SELECT CASE
    WHEN l.returned_at IS NOT NULL THEN 'もう市へ返却しています'
    WHEN l.lost_at IS NOT NULL AND :action <> 'lent.found'
    THEN '紛失として記録しています。見つかったら「紛失した貸与品が'
         || '見つかった」です'
    WHEN l.lost_at IS NULL AND :action = 'lent.found'
    THEN '紛失の記録がありません'
    WHEN :action = 'lent.back' AND l.holder_id IS NULL
    THEN 'だれも持ち出していません'
    WHEN :action = 'lent.hand' AND l.kind = 'ICカード'
         AND l.holder_id IS NOT NULL
    THEN 'ICカードは他の者に貸せません（仕様 別紙3(2)エ）。先に「貸与品を'
         || '保管庫へ戻す」を記録してください'
    WHEN l.low_what IS NOT NULL
    THEN kk_time_long(:at) || ' は' || l.low_what || ' ' || kk_time_long(l.low)
         || ' より前です。時刻を確かめてください'
    END, CASE WHEN l.low_what IS NOT NULL THEN 'at' END
FROM l
