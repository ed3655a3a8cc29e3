-- A journal from when a SQLite store held one chain only: set aside, before the schema is made anew.
ALTER TABLE evenement RENAME TO evenement_une_chaine;
DROP TRIGGER IF EXISTS evenement_immuable;
DROP TRIGGER IF EXISTS evenement_ineffacable;
DROP TRIGGER IF EXISTS evenement_conserve;
DROP INDEX IF EXISTS evenement_agent;
DROP INDEX IF EXISTS evenement_objet;
DROP INDEX IF EXISTS evenement_instant;
DROP INDEX IF EXISTS evenement_organisation;
