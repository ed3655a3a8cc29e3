-- What searches need of each link, filled by the task that reads the journal: a commit writes the chain alone.
-- No evidence: it is made again from the chain at any time.
DROP INDEX IF EXISTS journal.evenement_agent;
DROP INDEX IF EXISTS journal.evenement_objet;
DROP INDEX IF EXISTS journal.evenement_instant;
DROP INDEX IF EXISTS journal.evenement_organisation;
DROP INDEX IF EXISTS journal.evenement_sans_agent;

CREATE TABLE journal.renvoi (
    chaine       BIGINT NOT NULL CHECK (chaine >= 0),
    seq          BIGINT NOT NULL CHECK (seq > 0),
    instant      BIGINT NOT NULL,
    agent        BIGINT,
    organisation BIGINT,
    objet        TEXT,
    PRIMARY KEY (chaine, seq)
);

CREATE INDEX renvoi_agent ON journal.renvoi (agent, instant, chaine, seq) WHERE agent IS NOT NULL;
CREATE INDEX renvoi_objet ON journal.renvoi (objet, instant, chaine, seq) WHERE objet IS NOT NULL;
-- Searches by period, of everybody or of an organisation; monthly counts.
CREATE INDEX renvoi_instant ON journal.renvoi (instant, chaine, seq);
CREATE INDEX renvoi_organisation ON journal.renvoi (organisation, instant, chaine, seq)
    WHERE organisation IS NOT NULL;
-- What the commands did, imports first: few among all.
CREATE INDEX renvoi_sans_agent ON journal.renvoi (instant, chaine, seq) WHERE agent IS NULL;

-- The last link of each chain that is indexed: moved in the same transaction as the rows.
CREATE TABLE journal.signet (
    chaine BIGINT NOT NULL PRIMARY KEY CHECK (chaine >= 0),
    seq    BIGINT NOT NULL CHECK (seq >= 0)
);
