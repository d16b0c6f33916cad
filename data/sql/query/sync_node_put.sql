INSERT INTO node(node, name, role, state, since, closed)
VALUES(:node, :name, :role, :state, :since, :closed)
