//! Step 1, **who**: the session becomes an agent, with the habilitation and the
//! convention in force at this very request.

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::compte::Horaires;
use reciproque_shared::habilitation::{Entrave, Profil, Rubrique, Situation, engagement};
use reciproque_shared::organisation::SorteOrganisation;

use super::ligne::{AgentLu, charger};
use super::surveillance::Surveillance;
use super::{Base, Passage};
use crate::depot::perimetre::Zone;
use crate::depot::sql::Clause;
pub use crate::depot::sql::en_vigueur;
use crate::refus::Refus;
use crate::serveur::Extranet;

/// A named, authorised agent, as of this request.
#[derive(Clone, Debug)]
pub struct Agent {
    pub id: i64,
    pub nom: String,
    pub prenom: String,
    pub organisation: i64,
    pub organisation_nom: String,
    pub sorte: SorteOrganisation,
    pub profil: Profil,
    /// Short public name of the session, for the journal.
    pub session: String,
    pub session_ouverte_le: DateTime<Utc>,
    /// Rubriques that the convention in force opens.
    pub rubriques_ouvertes: Vec<Rubrique>,
    /// The territory that the convention in force bears on, when it is not the whole département.
    pub zone: Option<Zone>,
    /// The convention in force keeps who reads the whole département to the current rights.
    pub droits_en_cours: bool,
    /// The convention in force allows entry.
    pub saisie_ouverte: bool,
    /// What must be done before anything else.
    pub entrave: Option<Entrave>,
    /// The setting asks one of the agent's profils for a second factor, this one or not.
    pub second_facteur_exige: bool,
    /// The watch in force today.
    pub surveillance: Option<Surveillance>,
    /// When the organisation may sign in; always when not said.
    pub horaires: Option<Horaires>,
    /// When the password was chosen.
    pub change_le: Option<DateTime<Utc>>,
}

const SUSPENDU: &str = "Votre accès est suspendu. Adressez-vous au référent utilisateurs du Département.";
const ORGANISATION_SUSPENDUE: &str = "Le Département a suspendu l’accès de votre organisation. Adressez-vous au \
     responsable de votre structure, qui verra avec le référent utilisateurs du Département.";
const SANS_HABILITATION: &str = "Votre habilitation n’est plus en vigueur. Demandez son renouvellement au responsable \
     de votre structure, qui s’adressera au référent utilisateurs du Département.";
const DELEGATION_RETIREE: &str = "Le Département a retiré votre délégation de gestionnaire des habilitations. Pour en \
     connaître la raison, ou la retrouver, adressez-vous au référent utilisateurs du Département. Si vous avez un autre \
     profil, déconnectez-vous puis reconnectez-vous : il s’ouvrira.";
const REVUE_EN_RETARD: &str = "La revue annuelle des habilitations de votre organisme est en retard et votre accès n’a \
     pas été examiné : il est suspendu jusque-là. Demandez au gestionnaire des habilitations de votre organisme de le \
     confirmer.";
const SANS_CONVENTION: &str = "La convention entre votre organisation et le Département n’est plus en vigueur. \
     Adressez-vous au responsable de votre structure.";

/// Somebody known by name who may do nothing today: refused under that name.
#[derive(Debug)]
pub struct Ecarte {
    pub agent: Agent,
    pub refus: Refus,
}

/// The agent behind a session token (by its hash), or why that agent may do nothing:
/// the session is over, the account, the habilitation or the convention closed today.
///
/// # Errors
/// `NonConnecte` when nobody is known behind the token.
pub async fn de_la_session(
    app: &Extranet,
    base: &Base,
    empreinte: &str,
) -> Result<Result<Agent, Ecarte>, Refus> {
    let ligne = charger(app, base, empreinte, None).await?.ok_or(Refus::NonConnecte)?;
    let vivante = app.activite.vivante(app, empreinte, ligne.ouverte_le, ligne.vue_le);
    let ferme = if vivante { ligne.ferme() } else { Some(Refus::NonConnecte) };
    let agent = ligne.agent(app.horloge.aujourdhui())?;
    if let Some(refus) = ferme {
        return Ok(Err(Ecarte { agent, refus }));
    }
    Ok(Ok(agent))
}

/// Whether a session could act under another profil of its agent today.
///
/// # Errors
/// Why it could not; when the store can't be read.
pub async fn ouvert_sous(passage: &Passage, empreinte: &str, profil: Profil) -> Result<(), Refus> {
    let ligne = charger(passage.app(), passage.base(), empreinte, Some(profil)).await?;
    let ligne = ligne.ok_or(Refus::NonConnecte)?;
    ligne.ferme().map_or(Ok(()), Err)
}

impl AgentLu {
    /// Why the access is closed today, if it is.
    fn ferme(&self) -> Option<Refus> {
        let sorte = SorteOrganisation::du_code(&self.sorte);
        let sous_convention = sorte.is_none_or(SorteOrganisation::sous_convention);
        if self.suspendu_le.is_some() {
            Some(Refus::AccesFerme(SUSPENDU))
        } else if self.organisation_suspendue_le.is_some() {
            Some(Refus::AccesFerme(ORGANISATION_SUSPENDUE))
        } else if self.habilitation_id.is_none() && self.delegation_retiree {
            Some(Refus::AccesFerme(DELEGATION_RETIREE))
        } else if self.habilitation_id.is_none() {
            Some(Refus::AccesFerme(SANS_HABILITATION))
        } else if sous_convention && self.avenant_id.is_none() {
            Some(Refus::AccesFerme(SANS_CONVENTION))
        } else if self.revue_en_retard {
            Some(Refus::AccesFerme(REVUE_EN_RETARD))
        } else {
            None
        }
    }

    fn entrave(&self) -> Option<Entrave> {
        Entrave::premiere(Situation {
            second_facteur_presente: self.second_facteur_le.is_some(),
            application: self.graine.is_some(),
            cle_acces: self.cle_acces,
            second_facteur_exige: self.second_facteur_exige,
            sous_code: self.sous_code,
            mot_de_passe_a_changer: self.a_changer || self.mot_de_passe_echu,
            engagement_signe: self.active_depuis.is_some() && self.engage(),
        })
    }

    /// What the agent signed is what is in force.
    fn engage(&self) -> bool {
        engagement::a_jour(self.engagement_empreinte.as_deref(), self.charte_empreinte.as_deref())
    }

    fn agent(self, jour: NaiveDate) -> Result<Agent, Refus> {
        let (Some(profil), Some(sorte)) =
            (Profil::du_code(&self.profil), SorteOrganisation::du_code(&self.sorte))
        else {
            return Err(Refus::AccesFerme(SANS_HABILITATION));
        };
        let entrave = self.entrave();
        let rubriques = self.rubriques.unwrap_or_default();
        let territoire = self.territoire.unwrap_or_default();
        Ok(Agent {
            id: self.agent_id,
            nom: self.nom,
            prenom: self.prenom,
            organisation: self.organisation_id,
            organisation_nom: self.organisation_nom,
            sorte,
            profil,
            session: self.reference,
            session_ouverte_le: self.ouverte_le,
            rubriques_ouvertes: rubriques.split(' ').filter_map(Rubrique::du_code).collect(),
            zone: self.niveau.and_then(|niveau| Zone::lire(&niveau, &territoire, jour)),
            droits_en_cours: self.droits_en_cours.unwrap_or(true),
            saisie_ouverte: !sorte.sous_convention() || self.saisie.unwrap_or(false),
            entrave,
            second_facteur_exige: self.second_facteur_exige,
            surveillance: self.surveillance_id.map(|id| Surveillance { id, jusqu_au: self.jusqu_au }),
            horaires: Horaires::new(self.ouvre_a, self.ferme_a),
            change_le: self.change_le,
        })
    }
}

/// Whether the `agent` of the query around has a passkey.
pub const A_UNE_CLE: &str = "EXISTS (SELECT 1 FROM cle_acces WHERE cle_acces.agent_id = agent.id)";

/// The number of the avenant whose terms hold on a day for the `organisation` of the query
/// around: the last one that has taken effect, of the convention in force. What was cancelled
/// never takes effect. There is one at most, since no two conventions of an organisation share
/// a day (decision 019): no `LIMIT`, whose parameter would make SQLite prepare every request of
/// an agent again.
pub fn avenant_du(jour: NaiveDate) -> Clause {
    Clause::from(
        "SELECT avenant.id FROM avenant INNER JOIN convention ON convention.id = avenant.convention_id \
         WHERE convention.organisation_id = organisation.id AND avenant.numero = (\
         SELECT MAX(effectif.numero) FROM avenant AS effectif WHERE effectif.convention_id = convention.id \
         AND effectif.date_effet <= ? AND effectif.annulation_le IS NULL) \
         AND avenant.annulation_le IS NULL AND convention.annulation_le IS NULL",
    )
    .avec(jour)
    .et(en_vigueur("convention", "date_effet", "date_fin", jour))
}

/// Whether the `agent` of the query around may accompany on a day, in the organisation where the agent
/// is now: not suspended, and with a habilitation in force.
pub fn peut_accompagner(jour: NaiveDate) -> Clause {
    let profils = Profil::ceux(|profil| profil.traits().accompagne).map(Profil::code);
    Clause::from(
        "agent.suspendu_le IS NULL AND EXISTS (SELECT 1 FROM habilitation WHERE habilitation.agent_id = agent.id \
         AND habilitation.debut IS NOT NULL AND habilitation.profil IN ",
    )
    .puis(Clause::parmi(profils))
    .et(habilitation_ouverte(jour))
    .puis(")")
}

/// A habilitation in force on a day, or one that awaits nothing but the agent's signature;
/// not one that the département took back. Its `fin` is the first day without access.
pub fn habilitation_ouverte(jour: NaiveDate) -> Clause {
    Clause::from(
        "habilitation.certifiee_le IS NOT NULL AND (habilitation.debut IS NULL OR habilitation.debut <= ?) \
         AND (habilitation.fin IS NULL OR habilitation.fin > ?) AND habilitation.suspendue_le IS NULL",
    )
    .avec(jour)
    .avec(jour)
}
