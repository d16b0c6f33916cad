DELETE FROM roster WHERE version = :version AND text = :text
