-- What searches go through, written behind the commit that a view waits for; each chain is in it up to its last
-- position there. No evidence: it is made again from the links.
CREATE TABLE journal.indexe (
    chaine       BIGINT NOT NULL,
    seq          BIGINT NOT NULL,
    instant      BIGINT NOT NULL,
    agent        BIGINT,
    organisation BIGINT,
    objet        TEXT,
    PRIMARY KEY (chaine, seq)
);

-- In the order in which they are read, to the position.
CREATE INDEX indexe_agent ON journal.indexe (agent, instant, chaine, seq) WHERE agent IS NOT NULL;
CREATE INDEX indexe_objet ON journal.indexe (objet, instant, chaine, seq) WHERE objet IS NOT NULL;
CREATE INDEX indexe_instant ON journal.indexe (instant, chaine, seq);
CREATE INDEX indexe_organisation ON journal.indexe (organisation, instant, chaine, seq) WHERE organisation IS NOT NULL;
CREATE INDEX indexe_sans_agent ON journal.indexe (instant, chaine, seq) WHERE agent IS NULL;

-- What the commit itself wrote before.
DROP INDEX journal.evenement_agent;
DROP INDEX journal.evenement_objet;
DROP INDEX journal.evenement_instant;
DROP INDEX journal.evenement_organisation;
DROP INDEX journal.evenement_sans_agent;
