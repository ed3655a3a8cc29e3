-- The role that the server works under: of the chain it can add and read, nothing else. Run by the owner of the schema, as
-- often as one likes. Each block stands alone: what the account may not do takes nothing else back.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reciproque_journal') THEN
        CREATE ROLE reciproque_journal NOLOGIN;
    END IF;
EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
    NULL;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'reciproque_journal') THEN
        GRANT USAGE ON SCHEMA journal TO reciproque_journal;
        GRANT SELECT, INSERT ON journal.evenement, journal.sceau TO reciproque_journal;
        GRANT SELECT ON journal.repere TO reciproque_journal;
        -- The index is no evidence: what it says is found again in the chain.
        GRANT SELECT, INSERT, DELETE ON journal.renvoi, journal.signet TO reciproque_journal;
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'reciproque_journal')
        AND NOT pg_has_role(current_user, 'reciproque_journal', 'MEMBER') THEN
        EXECUTE format('GRANT reciproque_journal TO %I', current_user);
    END IF;
EXCEPTION WHEN insufficient_privilege THEN
    NULL;
END $$;
