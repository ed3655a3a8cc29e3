//! Three requests of people concerned: one just received, one under way, one answered.

use chrono::{Days, NaiveDate, TimeDelta, Utc};
use reciproque_shared::droit::{EtatDemande, GesteDemande, SorteDemande, echeance_demande};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::regle::Regles;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::depot::Depot;
use crate::depot::entite::{demande_droit, demande_etape, habilitation, orientation};
use crate::droit::ENREGISTREMENT;

const VERIFIEE: &str = "Titre présenté à l’accueil du Département.";

struct Exemple {
    sorte: SorteDemande,
    etat: EtatDemande,
    il_y_a: u64,
    objet: &'static str,
    gestes: &'static [(GesteDemande, Option<&'static str>)],
}

const EXEMPLES: [Exemple; 3] = [
    Exemple {
        sorte: SorteDemande::Acces,
        etat: EtatDemande::Repondue,
        il_y_a: 50,
        objet: "Copie de toutes ses données.",
        gestes: &[
            (GesteDemande::VerifierIdentite, Some(VERIFIEE)),
            (GesteDemande::Commencer, None),
            (GesteDemande::Repondre, None),
        ],
    },
    Exemple {
        sorte: SorteDemande::Rectification,
        etat: EtatDemande::EnCours,
        il_y_a: 20,
        objet: "La date de notification de son orientation serait fausse.",
        gestes: &[(GesteDemande::VerifierIdentite, Some(VERIFIEE)), (GesteDemande::Commencer, None)],
    },
    Exemple {
        sorte: SorteDemande::Acces,
        etat: EtatDemande::Recue,
        il_y_a: 33,
        objet: "Qui a consulté son dossier cette année.",
        gestes: &[],
    },
];

/// Registers them for accompanied persons, by the officer.
pub async fn installer(depot: &Depot, jour: NaiveDate) -> anyhow::Result<()> {
    let delegue = habilitation::Entity::find()
        .filter(habilitation::Column::Profil.eq(Profil::DelegueProtectionDonnees.code()))
        .one(depot.lecture())
        .await?
        .ok_or_else(|| anyhow::anyhow!("the demo has no data-protection officer"))?
        .agent_id;
    let personnes = orientation::Entity::find()
        .filter(orientation::Column::Fin.is_null())
        .order_by_asc(orientation::Column::Id)
        .limit(EXEMPLES.len() as u64)
        .all(depot.lecture())
        .await?;
    for (exemple, personne) in EXEMPLES.iter().zip(personnes) {
        ecrire(depot, exemple, personne.personne_id, delegue, jour).await?;
    }
    Ok(())
}

async fn ecrire(
    depot: &Depot,
    exemple: &Exemple,
    personne: i64,
    delegue: i64,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let recue_le = jour - Days::new(exemple.il_y_a);
    let (limite, article) = echeance_demande(&Regles::default(), recue_le, false)
        .ok_or_else(|| anyhow::anyhow!("no rule for the deadline"))?;
    let arrivee = Utc::now() - TimeDelta::days(i64::try_from(exemple.il_y_a)?);
    let demande = demande_droit::ActiveModel {
        personne_id: Set(personne),
        sorte: Set(exemple.sorte.code().to_owned()),
        etat: Set(exemple.etat.code().to_owned()),
        recue_le: Set(recue_le),
        limite: Set(limite),
        article: Set(article),
        prolongee: Set(false),
        objet: Set(exemple.objet.to_owned()),
        version: Set(1),
        close_le: Set(exemple.etat.est_close().then(|| arrivee + TimeDelta::days(12))),
        ..Default::default()
    };
    let demande = demande.insert(depot.ecriture()).await?.id;
    let gestes = exemple.gestes.iter().map(|(geste, motif)| (geste.code(), *motif));
    for (rang, (geste, motif)) in std::iter::once((ENREGISTREMENT, None)).chain(gestes).enumerate() {
        let etape = demande_etape::ActiveModel {
            demande_id: Set(demande),
            geste: Set(geste.to_owned()),
            instant: Set(arrivee + TimeDelta::days(3 * i64::try_from(rang)?)),
            agent_id: Set(delegue),
            motif: Set(motif.map(str::to_owned)),
            ..Default::default()
        };
        etape.insert(depot.ecriture()).await?;
    }
    Ok(())
}
