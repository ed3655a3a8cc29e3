//! The agents of the demo, all invented, with their habilitations and their accounts.

use chrono::{Days, NaiveDate};
use reciproque_shared::habilitation::Profil;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};
use serde::Serialize;

use super::organisation::{Organisation, Organisations};
use crate::depot::entite::{agent, compte, habilitation};
use crate::secret::mot_de_passe;

/// Password of every demo account; a training store holds nobody real.
const MOT_DE_PASSE: &str = "cigogne-et-quetsche";

/// Référents of the structures, three each.
const REFERENTS: [(&str, &str); 24] = [
    ("Nadia", "BENALI"),
    ("Lucie", "SCHNEIDER"),
    ("Karim", "HADDAD"),
    ("Élise", "WEBER"),
    ("Thomas", "MULLER"),
    ("Awa", "DIALLO"),
    ("Marc", "ZIMMERMANN"),
    ("Sylvie", "LITTLER"),
    ("Mehdi", "YILMAZ"),
    ("Anne", "BAUMANN"),
    ("Pierre", "GUTH"),
    ("Fatima", "ZOUAOUI"),
    ("Julien", "KIEFFER"),
    ("Claudine", "HEITZ"),
    ("Ibrahim", "TRAORÉ"),
    ("Sabine", "RITTER"),
    ("Olivier", "JENN"),
    ("Leïla", "MANSOURI"),
    ("Vincent", "EHRHART"),
    ("Martine", "STOLL"),
    ("Hakan", "DEMIR"),
    ("Camille", "FUCHS"),
    ("Samuel", "GROSS"),
    ("Inès", "FERREIRA"),
];

const CONSEILLERS: [(&str, &str); 2] = [("Claire", "WEISS"), ("Antoine", "BOHN")];
const GESTIONNAIRES: [(&str, &str); 7] = [
    ("Hugo", "KLEIN"),
    ("Brigitte", "LUTZ"),
    ("Irène", "SCHMITT"),
    ("Denis", "ANTONY"),
    ("Valérie", "MEISTER"),
    ("Gérard", "HUEBER"),
    ("Nathalie", "WALTER"),
];

/// With the first of them, in the same CTSA: whoever instructs a request does not decide on it.
const COLLEGUE: (&str, &str) = ("Estelle", "LORENTZ");

/// Managers of the habilitations of the structures, one each, in their order.
const RESPONSABLES: [(&str, &str); 8] = [
    ("Agnès", "HOLTZ"),
    ("Régine", "BURGER"),
    ("Luc", "SCHERRER"),
    ("Farida", "BOUZIANE"),
    ("Alain", "WURTZ"),
    ("Christelle", "MEYER"),
    ("Gilles", "ROSSI"),
    ("Yvette", "KRAFT"),
];

/// An account that the demo prints.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compte {
    pub email: String,
    pub mot_de_passe: &'static str,
    pub nom: String,
    pub profil: &'static str,
    pub organisation: &'static str,
}

/// An agent of the demo.
#[derive(Clone, Copy, Debug)]
pub struct AgentDemo {
    pub id: i64,
    pub organisation: i64,
}

/// A manager of the habilitations of an organisation.
#[derive(Clone, Copy, Debug)]
pub struct Responsable {
    pub agent: AgentDemo,
    pub habilitation: i64,
}

/// All of them.
pub struct Agents {
    pub referents: Vec<AgentDemo>,
    pub gestionnaires: Vec<AgentDemo>,
    /// In the CTSA of the first of them.
    pub collegue: AgentDemo,
    /// One per structure, in the order of the structures.
    pub responsables: Vec<Responsable>,
    /// The département's user referent.
    pub referent_utilisateurs: i64,
    /// The first account, made by who installed the product.
    pub administrateur: i64,
    empreinte: String,
    pub comptes: Vec<Compte>,
}

/// Creates the agents and their habilitations.
pub async fn installer(
    base: &impl ConnectionTrait,
    organisations: &Organisations,
    jour: NaiveDate,
) -> anyhow::Result<Agents> {
    let mut embauche =
        Embauche { base, jour, empreinte: mot_de_passe::hacher(MOT_DE_PASSE)?, comptes: Vec::new() };
    let mut referents = Vec::new();
    for (rang, nom) in REFERENTS.into_iter().enumerate() {
        let structure = organisations.structures[(rang / 3 + 1) % organisations.structures.len()];
        referents.push(embauche.agent(structure, nom, &[Profil::Referent]).await?);
    }
    for nom in CONSEILLERS {
        embauche.agent(organisations.pole_emploi, nom, &[Profil::ConseillerPoleEmploi]).await?;
    }
    let mut gestionnaires = Vec::new();
    for (nom, ctsa) in GESTIONNAIRES.into_iter().zip(&organisations.ctsa) {
        gestionnaires.push(embauche.agent(*ctsa, nom, &[Profil::GestionnaireCtsa]).await?);
    }
    let departement = organisations.departement;
    embauche.agent(departement, ("Dominique", "MEYER"), &[Profil::DelegueProtectionDonnees]).await?;
    let sonia = embauche.agent(departement, ("Sonia", "ROTH"), &[Profil::ReferentSolis]).await?;
    let profils = [Profil::Administrateur, Profil::ReferentSolis];
    let alain = embauche.agent(departement, ("Alain", "FISCHER"), &profils).await?;
    let mut responsables = Vec::new();
    for (nom, structure) in RESPONSABLES.into_iter().zip(&organisations.structures) {
        let agent = embauche.agent(*structure, nom, &[]).await?;
        let habilitation = embauche.habiliter(agent.id, Profil::GestionnaireHabilitations).await?;
        responsables.push(Responsable { agent, habilitation });
    }
    let collegue = embauche.agent(organisations.ctsa[0], COLLEGUE, &[Profil::GestionnaireCtsa]).await?;
    Ok(Agents {
        referents,
        gestionnaires,
        collegue,
        responsables,
        referent_utilisateurs: sonia.id,
        administrateur: alain.id,
        empreinte: embauche.empreinte,
        comptes: embauche.comptes,
    })
}

impl Agents {
    /// Somebody of the organisation of a colleague, with an account and no right yet.
    pub async fn embaucher(
        &mut self,
        base: &impl ConnectionTrait,
        collegue: AgentDemo,
        nom: (&str, &str),
    ) -> anyhow::Result<i64> {
        creer(base, collegue.organisation, nom, &self.empreinte).await
    }
}

/// The agent and the account, with the password of the demo.
async fn creer(
    base: &impl ConnectionTrait,
    organisation: i64,
    (prenom, nom): (&str, &str),
    empreinte: &str,
) -> anyhow::Result<i64> {
    let ligne = agent::ActiveModel {
        organisation_id: Set(organisation),
        nom: Set(nom.to_owned()),
        prenom: Set(prenom.to_owned()),
        email: Set(adresse(prenom, nom)),
        suspendu_le: Set(None),
        ..Default::default()
    };
    let id = ligne.insert(base).await?.id;
    let compte = compte::ActiveModel {
        agent_id: Set(id),
        mot_de_passe: Set(Some(empreinte.to_owned())),
        change_le: Set(Some(chrono::Utc::now())),
        a_changer: Set(false),
        ..Default::default()
    };
    compte.insert(base).await?;
    Ok(id)
}

struct Embauche<'a, C> {
    base: &'a C,
    jour: NaiveDate,
    empreinte: String,
    comptes: Vec<Compte>,
}

impl<C: ConnectionTrait> Embauche<'_, C> {
    async fn agent(
        &mut self,
        organisation: Organisation,
        (prenom, nom): (&str, &str),
        profils: &[Profil],
    ) -> anyhow::Result<AgentDemo> {
        let id = creer(self.base, organisation.id, (prenom, nom), &self.empreinte).await?;
        for profil in profils {
            self.habiliter(id, *profil).await?;
        }
        self.comptes.push(Compte {
            email: adresse(prenom, nom),
            mot_de_passe: MOT_DE_PASSE,
            nom: format!("{prenom} {nom}"),
            profil: profils.first().unwrap_or(&Profil::GestionnaireHabilitations).libelle(),
            organisation: organisation.nom,
        });
        Ok(AgentDemo { id, organisation: organisation.id })
    }

    async fn habiliter(&self, agent: i64, profil: Profil) -> anyhow::Result<i64> {
        let debut = self.jour.checked_sub_days(Days::new(400)).unwrap_or(self.jour);
        Ok(habilitation::prouvee(agent, profil.code(), debut).insert(self.base).await?.id)
    }
}

/// `elise.weber@exemple.fr`: a domain that the standards keep for examples.
pub(super) fn adresse(prenom: &str, nom: &str) -> String {
    use reciproque_shared::cle_recherche::cle_de_recherche;
    format!("{}.{}@exemple.fr", cle_de_recherche(prenom), cle_de_recherche(nom)).to_lowercase()
}
