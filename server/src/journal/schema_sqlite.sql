-- One file, one chain per process. Append-only in the store too: whoever opens it with a plain tool is refused.
CREATE TABLE IF NOT EXISTS evenement (
    seq          INTEGER NOT NULL CHECK (seq > 0),
    chaine       INTEGER NOT NULL CHECK (chaine >= 0),
    instant      INTEGER NOT NULL, -- milliseconds since 1970, UTC
    agent        INTEGER,
    profil       TEXT,
    organisation INTEGER,
    session      TEXT,
    acte         TEXT NOT NULL,
    objet        TEXT,
    rubriques    TEXT NOT NULL,    -- JSON array of codes
    motif        TEXT,
    issue        TEXT NOT NULL CHECK (issue IN ('annonce', 'reussi', 'refuse', 'echoue')),
    client       TEXT NOT NULL,
    lie_a        INTEGER,
    precedent    BLOB NOT NULL CHECK (length(precedent) = 32),
    empreinte    BLOB NOT NULL CHECK (length(empreinte) = 32),
    PRIMARY KEY (chaine, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS sceau (
    chaine    INTEGER NOT NULL,
    seq       INTEGER NOT NULL CHECK (seq > 0),
    empreinte BLOB NOT NULL CHECK (length(empreinte) = 32),
    instant   INTEGER NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (chaine, seq)
) STRICT, WITHOUT ROWID;

-- The checkpoint of a purge: the last link destroyed, signed.
CREATE TABLE IF NOT EXISTS repere (
    chaine    INTEGER NOT NULL,
    seq       INTEGER NOT NULL CHECK (seq > 0),
    empreinte BLOB NOT NULL CHECK (length(empreinte) = 32),
    instant   INTEGER NOT NULL,
    limite    INTEGER NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (chaine, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS evenement_immuable BEFORE UPDATE ON evenement
BEGIN SELECT RAISE(ABORT, 'le journal ne se modifie pas'); END;
-- A link may go only when a checkpoint covers it.
CREATE TRIGGER IF NOT EXISTS evenement_conserve BEFORE DELETE ON evenement
WHEN NOT EXISTS (SELECT 1 FROM repere WHERE chaine = OLD.chaine AND seq >= OLD.seq)
BEGIN SELECT RAISE(ABORT, 'le journal ne s''efface pas'); END;
-- What it was before purges existed.
DROP TRIGGER IF EXISTS evenement_ineffacable;
CREATE TRIGGER IF NOT EXISTS repere_immuable BEFORE UPDATE ON repere
BEGIN SELECT RAISE(ABORT, 'un repère ne se modifie pas'); END;
CREATE TRIGGER IF NOT EXISTS repere_ineffacable BEFORE DELETE ON repere
BEGIN SELECT RAISE(ABORT, 'un repère ne s''efface pas'); END;
CREATE TRIGGER IF NOT EXISTS sceau_immuable BEFORE UPDATE ON sceau
BEGIN SELECT RAISE(ABORT, 'un sceau ne se modifie pas'); END;
CREATE TRIGGER IF NOT EXISTS sceau_ineffacable BEFORE DELETE ON sceau
BEGIN SELECT RAISE(ABORT, 'un sceau ne s''efface pas'); END;
