-- What searches need of each link, filled by the task that reads the journal: a commit writes the chain alone.
-- No evidence: it is made again from the chain at any time.
PRAGMA secure_delete = ON;
DROP INDEX IF EXISTS evenement_agent;
DROP INDEX IF EXISTS evenement_objet;
DROP INDEX IF EXISTS evenement_instant;
DROP INDEX IF EXISTS evenement_organisation;
DROP INDEX IF EXISTS evenement_sans_agent;
PRAGMA secure_delete = OFF;

CREATE TABLE IF NOT EXISTS renvoi (
    chaine       INTEGER NOT NULL CHECK (chaine >= 0),
    seq          INTEGER NOT NULL CHECK (seq > 0),
    instant      INTEGER NOT NULL,
    agent        INTEGER,
    organisation INTEGER,
    objet        TEXT,
    PRIMARY KEY (chaine, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS renvoi_agent ON renvoi (agent, instant, chaine, seq) WHERE agent IS NOT NULL;
CREATE INDEX IF NOT EXISTS renvoi_objet ON renvoi (objet, instant, chaine, seq) WHERE objet IS NOT NULL;
-- Searches by period, of everybody or of an organisation; monthly counts.
CREATE INDEX IF NOT EXISTS renvoi_instant ON renvoi (instant, chaine, seq);
CREATE INDEX IF NOT EXISTS renvoi_organisation ON renvoi (organisation, instant, chaine, seq)
    WHERE organisation IS NOT NULL;
-- What the commands did, imports first: few among all.
CREATE INDEX IF NOT EXISTS renvoi_sans_agent ON renvoi (instant, chaine, seq) WHERE agent IS NULL;

-- The last link of each chain that is indexed: moved in the same transaction as the rows.
CREATE TABLE IF NOT EXISTS signet (
    chaine INTEGER NOT NULL PRIMARY KEY CHECK (chaine >= 0),
    seq    INTEGER NOT NULL CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;
