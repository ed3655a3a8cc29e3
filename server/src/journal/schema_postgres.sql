-- A schema of its own; one chain per process. Append-only in the store too.
CREATE SCHEMA IF NOT EXISTS journal;

CREATE TABLE journal.evenement (
    chaine       BIGINT NOT NULL CHECK (chaine >= 0),
    seq          BIGINT NOT NULL CHECK (seq > 0),
    instant      BIGINT NOT NULL, -- milliseconds since 1970, UTC
    agent        BIGINT,
    profil       TEXT,
    organisation BIGINT,
    session      TEXT,
    acte         TEXT NOT NULL,
    objet        TEXT,
    rubriques    TEXT NOT NULL,   -- JSON array of codes
    motif        TEXT,
    issue        TEXT NOT NULL CHECK (issue IN ('annonce', 'reussi', 'refuse', 'echoue')),
    client       TEXT NOT NULL,
    lie_a        BIGINT,
    precedent    BYTEA NOT NULL CHECK (length(precedent) = 32),
    empreinte    BYTEA NOT NULL CHECK (length(empreinte) = 32),
    PRIMARY KEY (chaine, seq)
);

CREATE INDEX evenement_agent ON journal.evenement (agent, instant) WHERE agent IS NOT NULL;
CREATE INDEX evenement_objet ON journal.evenement (objet) WHERE objet IS NOT NULL;

CREATE TABLE journal.sceau (
    chaine    BIGINT NOT NULL,
    seq       BIGINT NOT NULL CHECK (seq > 0),
    empreinte BYTEA NOT NULL CHECK (length(empreinte) = 32),
    instant   BIGINT NOT NULL,
    signature BYTEA NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (chaine, seq)
);

CREATE FUNCTION journal.refuser() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'le journal ne se modifie ni ne s''efface';
END $$;

CREATE TRIGGER evenement_immuable BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.evenement
    FOR EACH STATEMENT EXECUTE FUNCTION journal.refuser();
CREATE TRIGGER sceau_immuable BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.sceau
    FOR EACH STATEMENT EXECUTE FUNCTION journal.refuser();
