//! Managers, and habilitations at each step of their life, all invented.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use reciproque_shared::habilitation::{GesteHabilitation, Profil};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::agent::Agents;
use crate::depot::entite::{agent, formation, gestionnaire_principal, habilitation, habilitation_etape};

/// People on their way to a habilitation: rank of their structure, function, how far they are.
const DEMANDES: [(usize, &str, &str, &str, Avancement); 5] = [
    (1, "Justine", "MATHIS", "Conseillère en insertion", Avancement::Demandee),
    (2, "Rachid", "AMRANI", "Accompagnateur social", Avancement::Inscrite),
    (5, "Delphine", "KUENTZ", "Conseillère emploi", Avancement::Formee),
    (1, "Théo", "SPINDLER", "Conseiller en insertion", Avancement::ASigner),
    (3, "Monique", "ARNOLD", "Conseillère en insertion", Avancement::Terminee),
];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Avancement {
    Demandee,
    Inscrite,
    Formee,
    ASigner,
    Terminee,
}

#[derive(Clone, Copy)]
enum Auteur {
    Structure,
    Departement,
    Personne,
}

/// Names the principal managers, plans a session, and starts some habilitations.
pub async fn installer(
    base: &impl ConnectionTrait,
    agents: &mut Agents,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    for gestionnaire in &agents.responsables {
        let principal = gestionnaire_principal::ActiveModel {
            organisation_id: Set(gestionnaire.agent.organisation),
            habilitation_id: Set(gestionnaire.habilitation),
        };
        principal.insert(base).await?;
    }
    let referent = agents.referent_utilisateurs;
    let passee = seance(base, referent, avant(jour, 12), "Colmar, salle de formation").await?;
    let prevue = seance(base, referent, jour + Days::new(8), "Mulhouse, salle 204").await?;
    for (structure, prenom, nom, fonction, avancement) in DEMANDES {
        let responsable = agents.responsables[structure];
        let personne = agents.embaucher(base, responsable.agent, (prenom, nom)).await?;
        let fonction = agent::ActiveModel { fonction: Set(Some(fonction.to_owned())), ..Default::default() };
        agent::ActiveModel { id: Set(personne), ..fonction }.update(base).await?;
        let vie = Vie { jour, passee, prevue, avancement };
        let id = vie.habilitation(personne).insert(base).await?.id;
        for (geste, quand, auteur, motif) in vie.etapes() {
            let auteur = match auteur {
                Auteur::Structure => responsable.agent.id,
                Auteur::Departement => referent,
                Auteur::Personne => personne,
            };
            etape(base, id, geste, quand, auteur, motif).await?;
        }
    }
    Ok(())
}

fn avant(jour: NaiveDate, jours: u64) -> NaiveDate {
    jour.checked_sub_days(Days::new(jours)).unwrap_or(jour)
}

async fn seance(
    base: &impl ConnectionTrait,
    auteur: i64,
    jour: NaiveDate,
    lieu: &str,
) -> anyhow::Result<i64> {
    let matin = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    let ligne = formation::ActiveModel {
        debut: Set(NaiveDateTime::new(jour, matin)),
        lieu: Set(lieu.to_owned()),
        places: Set(8),
        agent_id: Set(auteur),
        ..Default::default()
    };
    Ok(ligne.insert(base).await?.id)
}

struct Vie {
    jour: NaiveDate,
    passee: i64,
    prevue: i64,
    avancement: Avancement,
}

impl Vie {
    fn habilitation(&self, personne: i64) -> habilitation::ActiveModel {
        let atteint = |avancement| self.avancement >= avancement;
        let formation = match self.avancement {
            Avancement::Demandee => None,
            Avancement::Inscrite => Some(self.prevue),
            _ => Some(self.passee),
        };
        let terminee = self.avancement == Avancement::Terminee;
        let depart = match terminee {
            true => habilitation::prouvee(personne, Profil::Referent.code(), avant(self.jour, 10)),
            false => habilitation::ActiveModel {
                agent_id: Set(personne),
                profil: Set(Profil::Referent.code().to_owned()),
                ..Default::default()
            },
        };
        habilitation::ActiveModel {
            demandee_le: Set(avant(self.jour, 20)),
            formation_id: Set(formation),
            formee_le: Set(atteint(Avancement::Formee).then(|| avant(self.jour, 12))),
            certifiee_le: Set(atteint(Avancement::ASigner).then(|| avant(self.jour, 11))),
            fin: Set(terminee.then(|| avant(self.jour, 2))),
            version: Set(1),
            ..depart
        }
    }

    /// What was done, on which day, by whom, why.
    fn etapes(&self) -> Vec<(GesteHabilitation, NaiveDate, Auteur, Option<&'static str>)> {
        use Auteur::{Departement, Personne, Structure};
        let jour = |jours| avant(self.jour, jours);
        let toutes = [
            (
                Avancement::Demandee,
                (
                    GesteHabilitation::Demander,
                    jour(20),
                    Structure,
                    Some("Renfort de l’équipe d’accompagnement."),
                ),
            ),
            (Avancement::Inscrite, (GesteHabilitation::Inscrire, jour(18), Departement, None)),
            (Avancement::Formee, (GesteHabilitation::NoterPresence, jour(12), Departement, None)),
            (Avancement::ASigner, (GesteHabilitation::Certifier, jour(11), Departement, None)),
            (Avancement::Terminee, (GesteHabilitation::Signer, jour(10), Personne, None)),
            (
                Avancement::Terminee,
                (GesteHabilitation::Terminer, jour(2), Structure, Some("Départ de l’organisation")),
            ),
        ];
        toutes.into_iter().filter(|(a, _)| *a <= self.avancement).map(|(_, etape)| etape).collect()
    }
}

async fn etape(
    base: &impl ConnectionTrait,
    habilitation: i64,
    geste: GesteHabilitation,
    quand: NaiveDate,
    auteur: i64,
    motif: Option<&str>,
) -> anyhow::Result<()> {
    let ligne = habilitation_etape::ActiveModel {
        habilitation_id: Set(habilitation),
        geste: Set(geste.code().to_owned()),
        instant: Set(quand.and_time(NaiveTime::from_hms_opt(10, 30, 0).unwrap_or_default()).and_utc()),
        agent_id: Set(auteur),
        motif: Set(motif.map(str::to_owned)),
        ..Default::default()
    };
    ligne.insert(base).await?;
    Ok(())
}
