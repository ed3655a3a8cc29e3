//! A decision on a parcours: read, announced, then made of what is there at that instant.

use reciproque_shared::api::{
    AnnulerDecision, CloreParcours, DesignerReferent, NotifierOrientation, Orienter, ProlongerRevue,
    RamenerRevue,
};
use reciproque_shared::date;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::parcours::fiche::FicheParcours;
use reciproque_shared::parcours::{
    AnnulationLue, Contexte, DesignationLue, FinLue, GesteParcours, NotificationLue, OrientationDecidee,
    OrientationTenue, ParcoursTenu, Prolongation, SANS_REFERENT, SaisieDesignation, SaisieOrientation, lot,
};

use super::etape::Etape;
use super::fiche::{ParcoursCharge, adulte};
use super::releve::{self, Releve};
use super::reorientation::{Decidee, suivre_la_decision};
use super::{suspens, tenue};
use crate::attente;
use crate::depot::entite::personne;
use crate::depot::verrou;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};

/// What a decision makes of a parcours.
pub struct Decision {
    pub etape: Etape,
    pub apres: ParcoursTenu,
    /// What goes with the person to the new référent.
    pub releve: Option<Releve>,
}

/// `POST /personnes/{personne}/orientations`
pub async fn orienter(passage: Passage, appel: AppelRecu<Orienter>) -> Result<Traced<FicheParcours>, Refus> {
    let saisie = appel.corps;
    decider(passage, (appel.chemin, appel.version), GesteParcours::Orienter, |contexte, avant| {
        orientation(&saisie, contexte, avant)
    })
    .await
}

/// What an orientation makes of a parcours, and its words.
///
/// # Errors
/// What the rules refuse.
fn orientation(
    saisie: &SaisieOrientation,
    contexte: &Contexte,
    avant: ParcoursTenu,
) -> Result<(ParcoursTenu, String), Vec<ErreurChamp>> {
    let lue = OrientationDecidee::lire(saisie, contexte)?;
    Ok((avant.orientee(&lue), en_mots(&lue, contexte, contexte.de_plus(lue.structure()))))
}

/// An orientation in words, with what it takes its structure beyond: so many persons more.
pub fn en_mots(lue: &OrientationDecidee, contexte: &Contexte, de_plus: i64) -> String {
    let structure = contexte.structure(lue.structure());
    let quoi = lot::en_mots(lue.sorte(), structure.map_or("", |structure| &structure.nom), lue.debut());
    match structure.and_then(|structure| structure.au_dela(de_plus)) {
        Some(au_dela) => format!("{quoi}, {au_dela}"),
        None => quoi,
    }
}

/// `POST /personnes/{personne}/referents`
pub async fn designer(
    passage: Passage,
    appel: AppelRecu<DesignerReferent>,
) -> Result<Traced<FicheParcours>, Refus> {
    let saisie = appel.corps;
    decider(passage, (appel.chemin, appel.version), GesteParcours::Designer, |contexte, avant| {
        designation(&saisie, contexte, avant)
    })
    .await
}

/// What a designation makes of a parcours, and its words.
///
/// # Errors
/// What the rules refuse.
pub fn designation(
    saisie: &SaisieDesignation,
    contexte: &Contexte,
    avant: ParcoursTenu,
) -> Result<(ParcoursTenu, String), Vec<ErreurChamp>> {
    let lue = DesignationLue::lire(saisie, contexte)?;
    let referents = contexte.actuelle().map_or(&[][..], |structure| &structure.referents);
    let nom = referents.iter().find(|r| r.id == lue.referent()).map_or("", |r| &r.nom);
    let de = if lue.debut() <= contexte.aujourdhui { "depuis le" } else { "à partir du" };
    let quoi = format!("Référent unique : {nom}, {de} {}", date::court(lue.debut()));
    Ok((avant.designee(&lue), quoi))
}

/// `PUT /personnes/{personne}/parcours/notification`
pub async fn notifier(
    passage: Passage,
    appel: AppelRecu<NotifierOrientation>,
) -> Result<Traced<FicheParcours>, Refus> {
    let saisie = appel.corps;
    decider(passage, (appel.chemin, appel.version), GesteParcours::Notifier, |contexte, avant| {
        let lue = NotificationLue::lire(&saisie, contexte)?;
        let quoi = format!("Décision reçue par la personne le {}", date::court(lue.jour()));
        Ok((avant.notifiee(lue.jour()), quoi))
    })
    .await
}

/// `PUT /personnes/{personne}/prolongation`
pub async fn prolonger(
    passage: Passage,
    appel: AppelRecu<ProlongerRevue>,
) -> Result<Traced<FicheParcours>, Refus> {
    let saisie = appel.corps;
    decider(passage, (appel.chemin, appel.version), GesteParcours::Prolonger, |contexte, avant| {
        let lue = Prolongation::lire(&saisie, contexte)?;
        let quoi = format!("{} : {}", GesteParcours::Prolonger.libelle(), lue.en_mots());
        Ok((avant.prolongee(Some(lue)), quoi))
    })
    .await
}

/// `POST /personnes/{personne}/prolongation/fin`
pub async fn ramener(
    passage: Passage,
    appel: AppelRecu<RamenerRevue>,
) -> Result<Traced<FicheParcours>, Refus> {
    decider(passage, (appel.chemin, appel.version), GesteParcours::Ramener, |_, avant| {
        Ok((avant.prolongee(None), GesteParcours::Ramener.libelle().to_owned()))
    })
    .await
}

/// `POST /personnes/{personne}/parcours/fin`
pub async fn clore(
    passage: Passage,
    appel: AppelRecu<CloreParcours>,
) -> Result<Traced<FicheParcours>, Refus> {
    let saisie = appel.corps;
    decider(passage, (appel.chemin, appel.version), GesteParcours::Clore, |contexte, avant| {
        let lue = FinLue::lire(&saisie, contexte)?;
        let quoi = format!("Fin du parcours le {} : {}", date::court(lue.jour()), lue.motif().libelle());
        Ok((avant.close(&lue), quoi))
    })
    .await
}

/// `POST /personnes/{personne}/parcours/annulation`
pub async fn annuler(
    passage: Passage,
    appel: AppelRecu<AnnulerDecision>,
) -> Result<Traced<FicheParcours>, Refus> {
    let lue = AnnulationLue::lire(&appel.corps).map_err(Refus::Invalide)?;
    let personne = adulte(&passage, appel.chemin).await?;
    let charge = ParcoursCharge::charger(&passage, personne).await?;
    a_jour(charge.version(), appel.version)?;
    annulation(&charge, &passage, &lue).await?;
    let ecriture = passage.annoncer(Objet::new("personne", charge.personne.id)).await?;
    ecriture
        .accomplir(async {
            let charge = relue(&passage, charge.personne.id, appel.version).await?;
            let mut decision = annulation(&charge, &passage, &lue).await?;
            if let Some((annulee, _)) = charge.annulable(passage.base()).await?
                && let Some(garde) = releve::rendre(&passage, &charge.personne, &annulee.ligne).await?
            {
                decision.etape.quoi = format!("{}. {garde}", decision.etape.quoi);
            }
            ecrire(&passage, charge, decision).await
        })
        .await
}

async fn annulation(
    charge: &ParcoursCharge,
    passage: &Passage,
    lue: &AnnulationLue,
) -> Result<Decision, Refus> {
    let Some((annulee, apres)) = charge.annulable(passage.base()).await? else {
        return Err(Refus::Conflit("Il n’y a pas de décision à annuler.".into()));
    };
    let quoi = format!("Annulation de : {}", annulee.ligne.quoi);
    let motif = Some(lue.motif().to_owned());
    let etape = Etape { motif, ..Etape::nouvelle(GesteParcours::Annuler, quoi) };
    Ok(Decision { etape, apres, releve: None })
}

/// Why the parcours is not ready for this.
const fn pas_possible(contexte: &Contexte, geste: GesteParcours) -> &'static str {
    match (&contexte.en_cours, geste) {
        (Some(_), GesteParcours::Prolonger) => {
            "Le réexamen ne se prolonge que d’une orientation sociale en cours, et une fois : rechargez la page."
        }
        (Some(_), GesteParcours::Ramener) => "Le réexamen n’est pas prolongé : rechargez la page.",
        (Some(_), GesteParcours::Designer) => SANS_REFERENT,
        _ => "Personne n’accompagne cette personne : orientez-la d’abord.",
    }
}

/// `decide` says what it makes of the parcours: once before the decision is announced, so that what
/// can't be is refused first, and once more of what is there when it is done.
async fn decider(
    passage: Passage,
    (personne, version): (i64, i32),
    geste: GesteParcours,
    decide: impl Fn(&Contexte, ParcoursTenu) -> Result<(ParcoursTenu, String), Vec<ErreurChamp>>,
) -> Result<Traced<FicheParcours>, Refus> {
    let decide = |charge: &ParcoursCharge| {
        if !GesteParcours::possibles(&charge.contexte, false, false).contains(&geste) {
            return Err(Refus::Conflit(pas_possible(&charge.contexte, geste).to_owned()));
        }
        charge.decidable(&passage)?;
        let (apres, quoi) = decide(&charge.contexte, charge.tenu.clone()).map_err(Refus::Invalide)?;
        Ok(Decision { etape: Etape::nouvelle(geste, quoi), apres, releve: None })
    };
    let personne = adulte(&passage, personne).await?;
    let charge = ParcoursCharge::charger(&passage, personne).await?;
    a_jour(charge.version(), version)?;
    decide(&charge)?;
    let ecriture = passage.annoncer(Objet::new("personne", charge.personne.id)).await?;
    ecriture
        .creer(async {
            let charge = relue(&passage, charge.personne.id, version).await?;
            let (id, decision) = (charge.personne.id, decide(&charge)?);
            Ok((id, ecrire(&passage, charge, decision).await?))
        })
        .await
}

/// Held until the commit: two decisions on one person are taken one after the other.
async fn relue(passage: &Passage, personne: i64, version: i32) -> Result<ParcoursCharge, Refus> {
    verrou::tenir::<personne::Entity>(passage.base(), personne).await?;
    let personne = adulte(passage, personne).await?;
    let charge = ParcoursCharge::charger(passage, personne).await?;
    a_jour(charge.version(), version)?;
    Ok(charge)
}

async fn ecrire(
    passage: &Passage,
    charge: ParcoursCharge,
    decision: Decision,
) -> Result<FicheParcours, Refus> {
    appliquer(passage, &charge, decision).await?;
    let personne = charge.personne;
    attente::reecrire(passage.base(), &passage.app().regles, &[personne.id]).await?;
    ParcoursCharge::charger(passage, personne).await?.fiche(passage).await
}

/// Writes a decision on a parcours in hand; what its file awaits is left to be written again.
pub async fn appliquer(passage: &Passage, charge: &ParcoursCharge, decision: Decision) -> Result<(), Refus> {
    let jour = passage.app().horloge.aujourdhui();
    let (personne, avant) = (&charge.personne, &charge.tenu);
    tenue::ecrire(passage.base(), personne.id, avant, &decision.apres).await?;
    let reste = |quittee: &OrientationTenue| decision.apres.suit(quittee.structure);
    if let Some(quittee) = avant.en_cours(jour).filter(|quittee| !reste(quittee))
        && let Some(fin) = decision.apres.orientations.iter().find(|o| o.id == quittee.id).and_then(|o| o.fin)
    {
        suspens::clore(passage, personne, quittee.structure, fin).await?;
    }
    let Decision { mut etape, apres, releve } = decision;
    if let Some(releve) = releve {
        etape.deplaces = Some(serde_json::to_string(&releve.deplacer(passage).await?)?);
    }
    let (geste, quoi) = (etape.geste, etape.quoi.clone());
    let etape = etape.ecrire(passage, (personne.id, charge.version()), avant).await?;
    let precedente = charge.derniere_etape();
    let decidee = Decidee { geste, quoi: &quoi, apres: &apres, precedente, etape };
    suivre_la_decision(passage, &charge.reorientations, decidee).await
}
