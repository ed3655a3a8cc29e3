-- Chains under the key of the journal: a seal says of which kind it is. Those there are come from before.
ALTER TABLE journal.sceau ADD COLUMN sorte TEXT NOT NULL DEFAULT 'ancien'
    CHECK (sorte IN ('ancien', 'courant', 'ouverture', 'arret'));
ALTER TABLE journal.sceau DROP CONSTRAINT sceau_pkey;
ALTER TABLE journal.sceau ADD PRIMARY KEY (chaine, seq, sorte);
ALTER TABLE journal.sceau DROP CONSTRAINT sceau_seq_check;
ALTER TABLE journal.sceau ADD CHECK (seq >= 0);
