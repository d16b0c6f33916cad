-- A card is nobody's to lend on (別紙 3(2)エ): it goes by the safe.
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
    END
FROM lent_item l WHERE l.id = :id
