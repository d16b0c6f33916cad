SELECT u.machine_id AS machine_id, u.serial AS serial, u.model_id AS model,
       u.segment AS segment, u.role AS role, u.custodian AS custodian,
       u.state AS state, u.pair_id AS pair, u.warranty_until AS warranty,
       u.image_release_id AS media, u.key_no AS key, u.settings AS settings,
       u.note AS note
FROM unit u
WHERE u.id = :unit
