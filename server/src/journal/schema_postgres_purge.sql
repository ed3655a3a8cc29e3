-- The checkpoint of a purge: the last link destroyed, signed.
CREATE TABLE journal.repere (
    chaine    BIGINT NOT NULL,
    seq       BIGINT NOT NULL CHECK (seq > 0),
    empreinte BYTEA NOT NULL CHECK (length(empreinte) = 32),
    instant   BIGINT NOT NULL,
    limite    BIGINT NOT NULL,
    signature BYTEA NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (chaine, seq)
);

-- Searches by period, of everybody or of an organisation; monthly counts.
CREATE INDEX evenement_instant ON journal.evenement (instant);
CREATE INDEX evenement_organisation ON journal.evenement (organisation, instant) WHERE organisation IS NOT NULL;
-- What the commands did, imports first: few among all.
CREATE INDEX evenement_sans_agent ON journal.evenement (instant) WHERE agent IS NULL;

-- A link may go only when a checkpoint covers it.
CREATE FUNCTION journal.conserver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM journal.repere WHERE chaine = OLD.chaine AND seq >= OLD.seq) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'le journal ne s''efface pas';
END $$;

DROP TRIGGER evenement_immuable ON journal.evenement;
CREATE TRIGGER evenement_immuable BEFORE UPDATE OR TRUNCATE ON journal.evenement
    FOR EACH STATEMENT EXECUTE FUNCTION journal.refuser();
CREATE TRIGGER evenement_conserve BEFORE DELETE ON journal.evenement
    FOR EACH ROW EXECUTE FUNCTION journal.conserver();
CREATE TRIGGER repere_immuable BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.repere
    FOR EACH STATEMENT EXECUTE FUNCTION journal.refuser();
