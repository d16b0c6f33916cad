INSERT INTO refusal(at, file, sender, bundle, kind, text, writer, seq)
VALUES(:at, :file, :sender, :bundle, :kind, :text, :writer, :seq)
