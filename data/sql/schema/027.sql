-- In which department a question was asked (§8.2).
ALTER TABLE qa ADD COLUMN dept_id INTEGER REFERENCES dept(id)
    DEFERRABLE INITIALLY DEFERRED;
