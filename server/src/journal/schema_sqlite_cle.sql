-- Chains under the key of the journal: a seal says of which kind it is. Those there are come from before.
DROP TRIGGER sceau_immuable;
DROP TRIGGER sceau_ineffacable;
ALTER TABLE sceau RENAME TO sceau_sans_sorte;
CREATE TABLE sceau (
    chaine    INTEGER NOT NULL,
    seq       INTEGER NOT NULL CHECK (seq >= 0),
    sorte     TEXT NOT NULL CHECK (sorte IN ('ancien', 'courant', 'ouverture', 'arret')),
    empreinte BLOB NOT NULL CHECK (length(empreinte) = 32),
    instant   INTEGER NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (chaine, seq, sorte)
) STRICT, WITHOUT ROWID;
INSERT INTO sceau (chaine, seq, sorte, empreinte, instant, signature)
    SELECT chaine, seq, 'ancien', empreinte, instant, signature FROM sceau_sans_sorte;
DROP TABLE sceau_sans_sorte;
CREATE TRIGGER sceau_immuable BEFORE UPDATE ON sceau
BEGIN SELECT RAISE(ABORT, 'un sceau ne se modifie pas'); END;
CREATE TRIGGER sceau_ineffacable BEFORE DELETE ON sceau
BEGIN SELECT RAISE(ABORT, 'un sceau ne s''efface pas'); END;
