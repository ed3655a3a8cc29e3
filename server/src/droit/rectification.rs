//! A rectification: carried out here on what the product owns, transmitted to who holds
//! the original, or refused; always with its reason, old and new value.

use chrono::NaiveDate;
use reciproque_shared::api::RectifierDonnee;
use reciproque_shared::date;
use reciproque_shared::droit::{
    DonneeDuProduit, DonneeRectifiable, FicheDemande, RectificationLue, SaisieRectification,
};
use reciproque_shared::rendez_vous::Canal;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::demande::changer;
use super::lecture::{etat, fiche, trouver};
use crate::attente;
use crate::depot::annuaire::noms_organisations;
use crate::depot::entite::{demande_droit, orientation, personne, rectification, rendez_vous};
use crate::depot::verrou;
use crate::garde::lecture;
use crate::garde::lecture::{Concerne, de};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::parcours;
use crate::refus::{Refus, a_jour};

/// `POST /demandes/{demande}/rectifications`
pub async fn rectifier(
    passage: Passage,
    appel: AppelRecu<RectifierDonnee>,
) -> Result<Traced<FicheDemande>, Refus> {
    let lue = trouver(&passage, appel.chemin).await?;
    ouverte(&passage, &lue).await?;
    a_jour(lue.version, appel.version)?;
    let rectification = lire(&passage, &appel.corps)?;
    let ecriture = passage.annoncer(Objet::new("demande", lue.id)).await?;
    ecriture
        .creer(async {
            verrou::tenir::<personne::Entity>(passage.base(), lue.personne_id).await?;
            changer(passage.base(), &lue, Default::default()).await?;
            let ancienne = match rectification.cible {
                Some(cible) => Some(appliquer(&passage, passage.base(), &lue, cible, &rectification).await?),
                None => None,
            };
            let ligne = rectification::ActiveModel {
                demande_id: Set(lue.id),
                donnee: Set(rectification.donnee.code().to_owned()),
                issue: Set(rectification.issue.code().to_owned()),
                cible: Set(rectification.cible),
                ancienne: Set(ancienne),
                nouvelle: Set(rectification.jour.map_or(rectification.nouvelle, date::court)),
                motif: Set(rectification.motif),
                instant: Set(passage.app().horloge.maintenant()),
                agent_id: Set(passage.agent().id),
                ..Default::default()
            };
            ligne.insert(passage.base()).await?;
            attente::reecrire(passage.base(), &passage.app().regles, &[lue.personne_id]).await?;
            let fiche = fiche(&passage, trouver(&passage, lue.id).await?).await?;
            Ok((lue.id, fiche))
        })
        .await
}

fn lire(passage: &Passage, saisie: &SaisieRectification) -> Result<RectificationLue, Refus> {
    RectificationLue::lire(saisie, passage.app().horloge.aujourdhui()).map_err(Refus::Invalide)
}

/// The file is open to the officer: by the state, then by the scope itself.
///
/// # Errors
/// `Conflit` that says what to do; `Introuvable` out of scope.
pub async fn ouverte(passage: &Passage, demande: &demande_droit::Model) -> Result<(), Refus> {
    let etat = etat(demande);
    if etat.est_close() {
        return Err(Refus::Conflit(
            "Cette demande est close : le dossier de la personne n’est plus ouvert. Pour le rouvrir, enregistrez une \
             nouvelle demande de la personne."
                .into(),
        ));
    }
    if !etat.ouvre_le_dossier() {
        return Err(Refus::Conflit(
            "Vérifiez d’abord l’identité de la personne qui demande : son dossier s’ouvrira ensuite.".into(),
        ));
    }
    lecture::personne_accompagnee(passage, demande.personne_id).await.map(drop)
}

/// Changes the row and answers what was there.
async fn appliquer(
    passage: &Passage,
    base: &impl ConnectionTrait,
    personne: &impl Concerne,
    cible: i64,
    rectification: &RectificationLue,
) -> Result<String, Refus> {
    match rectification.donnee {
        DonneeRectifiable::OrientationDebut
        | DonneeRectifiable::OrientationDecision
        | DonneeRectifiable::OrientationNotification => {
            let ancienne = dater(base, personne, cible, rectification).await?;
            let (donnee, nouvelle) = (rectification.donnee.libelle(), rectification.jour.map(date::court));
            let quoi = format!("{donnee} : {} au lieu de {ancienne}", nouvelle.unwrap_or_default());
            parcours::rectifiee(passage, personne, quoi).await?;
            Ok(ancienne)
        }
        _ => noter(passage, base, personne, cible, rectification).await,
    }
}

async fn dater(
    base: &impl ConnectionTrait,
    personne: &impl Concerne,
    cible: i64,
    rectification: &RectificationLue,
) -> Result<String, Refus> {
    let ligne = de::<orientation::Entity>(personne)
        .filter(orientation::Column::Id.eq(cible))
        .lock(LockType::NoKeyUpdate)
        .one(base)
        .await?
        .ok_or(Refus::Introuvable)?;
    let jour = rectification.jour.ok_or(Refus::Introuvable)?;
    let mut apres = ligne.clone();
    let ancienne = match rectification.donnee {
        DonneeRectifiable::OrientationDebut => Some(std::mem::replace(&mut apres.debut, jour)),
        DonneeRectifiable::OrientationDecision => Some(std::mem::replace(&mut apres.decidee_le, jour)),
        _ => apres.notifiee_le.replace(jour),
    };
    if apres.notifiee_le.is_some_and(|le| le < apres.decidee_le)
        || apres.fin.is_some_and(|fin| fin < apres.debut)
    {
        return Err(Refus::Conflit(
            "Cette date ne va pas avec les autres : une orientation se notifie une fois décidée, et commence avant de \
             finir."
                .into(),
        ));
    }
    apres.into_active_model().reset_all().update(base).await.map_err(ou_deux_le_meme_jour)?;
    Ok(ancienne.map(date::court).unwrap_or_default())
}

/// The tables hold that nobody is accompanied by two structures on one day.
fn ou_deux_le_meme_jour(erreur: DbErr) -> Refus {
    match erreur.to_string().contains("ex_orientation_jours") {
        true => Refus::Conflit("Une autre orientation couvre déjà ce jour : vérifiez la date.".into()),
        false => erreur.into(),
    }
}

/// An empty value takes the text away.
async fn noter(
    passage: &Passage,
    base: &impl ConnectionTrait,
    personne: &impl Concerne,
    cible: i64,
    rectification: &RectificationLue,
) -> Result<String, Refus> {
    let ligne = de::<rendez_vous::Entity>(personne)
        .filter(rendez_vous::Column::Id.eq(cible))
        .lock(LockType::NoKeyUpdate)
        .one(base)
        .await?
        .ok_or(Refus::Introuvable)?;
    let lieu = rectification.donnee == DonneeRectifiable::RendezVousLieu;
    let nouvelle = Some(rectification.nouvelle.clone()).filter(|texte| !texte.is_empty());
    if lieu && nouvelle.is_none() && Canal::du_code(&ligne.canal).is_some_and(Canal::exige_un_lieu) {
        return Err(Refus::Conflit(
            "Ce rendez-vous a lieu sur place : il lui faut un lieu. Indiquez le lieu exact.".into(),
        ));
    }
    crate::rendez_vous::rectifie(passage, base, &ligne).await?;
    let ancienne = if lieu { ligne.lieu.clone() } else { ligne.note.clone() };
    let version = ligne.version + 1;
    let mut valeurs = ligne.into_active_model();
    if lieu {
        valeurs.lieu = Set(nouvelle);
    } else {
        valeurs.note = Set(nouvelle);
    }
    valeurs.version = Set(version);
    valeurs.update(base).await?;
    Ok(ancienne.unwrap_or_default())
}

/// What the product owns about a person, and the officer may rectify.
pub async fn donnees(
    base: &impl ConnectionTrait,
    personne: &impl Concerne,
) -> Result<Vec<DonneeDuProduit>, Refus> {
    let mut donnees = orientations(base, personne).await?;
    let lus = de::<rendez_vous::Entity>(personne).order_by_desc(rendez_vous::Column::Debut).all(base).await?;
    for lu in lus {
        let ou = format!("Rendez-vous du {}", date::court(lu.debut.date()));
        let textes =
            [(DonneeRectifiable::RendezVousLieu, lu.lieu), (DonneeRectifiable::RendezVousNote, lu.note)];
        for (donnee, valeur) in textes {
            let valeur = valeur.unwrap_or_default();
            donnees.push(DonneeDuProduit { donnee, cible: lu.id, ou: ou.clone(), valeur });
        }
    }
    Ok(donnees)
}

async fn orientations(
    base: &impl ConnectionTrait,
    personne: &impl Concerne,
) -> Result<Vec<DonneeDuProduit>, Refus> {
    let lues =
        de::<orientation::Entity>(personne).order_by_desc(orientation::Column::Debut).all(base).await?;
    let noms = noms_organisations(base, lues.iter().map(|o| o.organisation_id)).await?;
    let mut donnees = Vec::new();
    for lue in lues {
        let ou = format!("Orientation vers {}", noms.get(&lue.organisation_id).map_or("", String::as_str));
        let dates = [
            (DonneeRectifiable::OrientationDecision, Some(lue.decidee_le)),
            (DonneeRectifiable::OrientationDebut, Some(lue.debut)),
            (DonneeRectifiable::OrientationNotification, lue.notifiee_le),
        ];
        for (donnee, jour) in dates {
            let valeur = jour.map(|jour: NaiveDate| date::court(jour)).unwrap_or_default();
            donnees.push(DonneeDuProduit { donnee, cible: lue.id, ou: ou.clone(), valeur });
        }
    }
    Ok(donnees)
}
