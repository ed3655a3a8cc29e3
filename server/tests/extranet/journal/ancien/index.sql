-- The indexes that each commit maintained, before searches had an index apart.
CREATE INDEX evenement_agent ON evenement (agent, instant) WHERE agent IS NOT NULL;
CREATE INDEX evenement_objet ON evenement (objet) WHERE objet IS NOT NULL;
CREATE INDEX evenement_instant ON evenement (instant);
CREATE INDEX evenement_organisation ON evenement (organisation, instant) WHERE organisation IS NOT NULL;
CREATE INDEX evenement_sans_agent ON evenement (instant) WHERE agent IS NULL;
