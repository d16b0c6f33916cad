SELECT d.id, r.kind || ' ' || r.version || ' ' || d.doc_kind, NULL,
       kk_names(r.kind || r.version || d.doc_kind), NULL,
       kk_names(d.doc_kind, r.kind || r.version || d.doc_kind)
FROM ruled_media_doc d
JOIN media_release r ON r.id = d.release_id AND r.deleted IS NULL
