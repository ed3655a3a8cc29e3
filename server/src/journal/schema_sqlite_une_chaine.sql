-- A journal from when a SQLite store held one chain only: set aside, before the schema is made anew.
ALTER TABLE evenement RENAME TO evenement_une_chaine;
DROP TRIGGER IF EXISTS evenement_immuable;
DROP TRIGGER IF EXISTS evenement_ineffacable;
DROP TRIGGER IF EXISTS evenement_conserve;
