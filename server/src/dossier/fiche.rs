//! The dossier on one page: what the scope reaches, what the profil and the convention
//! open, and nothing else is even selected.

use std::collections::HashMap;

use reciproque_shared::api::{ConsulterDossier, RevelerNir};
use reciproque_shared::dossier::parcours::ParcoursLu;
use reciproque_shared::dossier::{
    Adulte, AdulteParti, EtatDossier, EtatRecu, FicheDossier, IdentiteLue, NirComplet, Pourquoi,
};
use reciproque_shared::habilitation::{Portee, Profil, Rubrique};
use reciproque_shared::instruction::LigneInstruction;
use reciproque_shared::personne::Nir;
use reciproque_shared::personne::RolePersonne;
use reciproque_shared::rubrique::Sous;
use reciproque_shared::trace::NumeroTrace;
use sea_orm::DbErr;

use super::parcours;
use super::pourquoi::Acces;
use crate::depot::entite::{dossier, personne};
use crate::depot::sql::Sql;
use crate::garde::lecture;
use crate::garde::lecture::contenu::{self, Contenus};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::instruction;
use crate::refus::Refus;

/// What bears on the foyer alone: without a foyer to read, its cards are not shown as if
/// nothing had been received.
const DU_FOYER: [Rubrique; 5] =
    [Rubrique::Famille, Rubrique::Adresse, Rubrique::Rsa, Rubrique::Indus, Rubrique::Sanctions];

/// `GET /dossiers/{dossier}`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterDossier>,
) -> Result<Traced<FicheDossier>, Refus> {
    let base = passage.base();
    let dossier = match lecture::dossier_visible(&passage, base, appel.chemin).await {
        Err(Refus::Introuvable) => suivant(&passage, appel.chemin).await?,
        lu => lu?,
    };
    let personnes = lecture::personnes_du(&passage, base, &dossier).await?;
    let rubriques = passage.rubriques_de(&dossier.fonorg);
    let fiche = reunir(&passage, dossier, personnes, &rubriques).await?;
    let objet = Objet::new("dossier", fiche.id);
    passage.laisser_sortir(objet, &rubriques, |trace| FicheDossier { trace, ..fiche }).await
}

/// An address known before the person went on in another dossier leads there.
async fn suivant(passage: &Passage, id: i64) -> Result<dossier::Model, Refus> {
    let suite = lecture::dossier_suivant(passage, id).await?;
    lecture::dossier_visible(passage, passage.base(), suite).await
}

/// The dossier with these of its persons.
pub async fn reunir(
    passage: &Passage,
    mut dossier: dossier::Model,
    personnes: Vec<personne::Model>,
    rubriques: &[Rubrique],
) -> Result<FicheDossier, Refus> {
    let base = passage.base();
    // Who asks for their own data reads them, whether they left the foyer or are its child.
    let demande = passage.portee() == Portee::Demande;
    let lus: Vec<_> = personnes.iter().filter(|p| demande || est_du_foyer(p)).collect();
    // What bears on the foyer today is about those who make it today.
    let au_foyer = !demande || lus.iter().any(|p| est_du_foyer(p));
    let lu = au_foyer.then_some(&dossier);
    let (foyer, mut par_personne) = contenu::charger(base, lu, &lus, rubriques).await?;
    if !au_foyer {
        dossier.etat = EtatDossier::NonDefini.code().to_owned();
    }
    let (acces, mut parcours) = suivi(passage, base, &lus, rubriques).await?;
    let mut instructions = instruction::des_adultes(passage, base, &lus, rubriques).await?;
    let lire_adulte = |p: &&personne::Model| {
        let contenus = par_personne.remove(&p.id).unwrap_or_default();
        let suivi = (parcours.remove(&p.id), instructions.remove(&p.id).unwrap_or_default());
        adulte(p, &contenus, suivi, acces.accompagne(p.id), rubriques)
    };
    let mut adultes = lus.iter().map(lire_adulte).collect::<serde_json::Result<Vec<_>>>()?;
    // The demandeur first, whatever the order of the flow.
    adultes.sort_by_key(|a| a.role);
    let premier = lus.iter().copied().min_by_key(|p| role(p)).or(personnes.first());
    let intitule = premier.map(nom_complet).unwrap_or_default();
    let pourquoi = acces.pourquoi(passage, &dossier, &lus);
    let mut fiche = fiche(passage, &dossier, pourquoi, intitule, adultes, &foyer, rubriques)?;
    if !au_foyer {
        fiche.rubriques_ouvertes.retain(|rubrique| !DU_FOYER.contains(rubrique));
    }
    if rubriques.contains(&Rubrique::Identite) {
        let suites = lecture::suites(passage, &personnes).await?;
        let suite = |p: &personne::Model| p.suite_id.and_then(|suite| suites.get(&suite).copied());
        let adultes = personnes.iter().filter(|p| role(p).est_adulte_accompagne());
        // Who goes on under another name of this very dossier did not leave it.
        let adultes = adultes.filter(|p| suite(p) != Some(fiche.id));
        fiche.partis = adultes.filter_map(|p| parti(p, suite(p))).collect();
    }
    Ok(fiche)
}

/// Why the reader sees these persons and, when it is open to them, the parcours of each.
async fn suivi(
    passage: &Passage,
    base: &impl Sql,
    personnes: &[&personne::Model],
    rubriques: &[Rubrique],
) -> Result<(Acces, HashMap<i64, ParcoursLu>), DbErr> {
    let ouvert = rubriques.contains(&Rubrique::Parcours);
    let orientations = parcours::orientations(passage, base, personnes, ouvert).await?;
    let parcours = match ouvert {
        true => parcours::des_adultes(passage, base, personnes, &orientations).await?,
        false => HashMap::new(),
    };
    Ok((Acces::parmi(passage, &orientations), parcours))
}

/// One of the adults that the right is about, today.
fn est_du_foyer(personne: &personne::Model) -> bool {
    role(personne).est_adulte_accompagne() && personne.partie_le.is_none()
}

fn fiche(
    passage: &Passage,
    dossier: &dossier::Model,
    pourquoi: Pourquoi,
    intitule: String,
    adultes: Vec<Adulte>,
    foyer: &Contenus,
    rubriques: &[Rubrique],
) -> serde_json::Result<FicheDossier> {
    let fermees: Vec<_> = Rubrique::TOUS.iter().copied().filter(|r| !rubriques.contains(r)).collect();
    let du_profil = passage.rubriques();
    Ok(FicheDossier {
        id: dossier.id,
        intitule,
        etat: Sous::new(passage.ouverte_de(&dossier.fonorg).as_ref(), Some(EtatRecu::new(&dossier.etat))),
        date_flux: Some(dossier.date_reference),
        adultes,
        partis: Vec::new(),
        famille: foyer.lire(Rubrique::Famille)?,
        adresses: foyer.lire(Rubrique::Adresse)?,
        droits: foyer.lire(Rubrique::Droits)?,
        rsa: foyer.lire(Rubrique::Rsa)?,
        base_calcul: foyer.lire(Rubrique::Ressources)?,
        sanctions: foyer.lire(Rubrique::Sanctions)?,
        rubriques_ouvertes: rubriques.to_vec(),
        fermees_a_cette_heure: fermees.iter().copied().filter(|r| du_profil.contains(r)).collect(),
        rubriques_fermees: fermees,
        source_fermee: passage.source_fermee(&dossier.fonorg),
        pourquoi,
        consulte_a: passage.app().horloge.maintenant(),
        trace: NumeroTrace::default(),
    })
}

fn adulte(
    personne: &personne::Model,
    contenus: &Contenus,
    (parcours, instructions): (Option<ParcoursLu>, Vec<LigneInstruction>),
    accompagne_par_moi: bool,
    rubriques: &[Rubrique],
) -> serde_json::Result<Adulte> {
    let ouverte = |rubrique| rubriques.contains(&rubrique);
    Ok(Adulte {
        id: personne.id,
        role: role(personne),
        droits_et_devoirs: personne.droits_et_devoirs.filter(|_| ouverte(Rubrique::Rsa)),
        accompagne_par_moi,
        identite: contenus.lire::<IdentiteLue>(Rubrique::Identite)?,
        activites: contenus.lire(Rubrique::Droits)?,
        ressources: contenus.lire(Rubrique::Ressources)?,
        parcours,
        travailleur_independant: contenus.lire(Rubrique::TravailleurIndependant)?,
        derogations: contenus.lire(Rubrique::Derogations)?,
        instructions,
    })
}

/// Who it was, and nothing more: the rest is no longer about this foyer.
fn parti(personne: &personne::Model, suite: Option<i64>) -> Option<AdulteParti> {
    Some(AdulteParti {
        id: personne.id,
        role: role(personne),
        nom: personne.nom.clone(),
        prenom: personne.prenom.clone(),
        date_naissance: personne.naissance(),
        partie_le: personne.partie_le?,
        suite,
    })
}

/// `POST /dossiers/{dossier}/personnes/{personne}/nir`: masked by default, whole on a
/// traced act of its own.
pub async fn reveler_nir(
    passage: Passage,
    appel: AppelRecu<RevelerNir>,
) -> Result<Traced<NirComplet>, Refus> {
    let (dossier, id) = appel.chemin;
    let personne = lecture::personne_du_dossier(&passage, dossier, id).await?;
    let nir = personne.nir.as_deref().and_then(|nir| Nir::lire(nir).ok()).ok_or(Refus::Introuvable)?;
    let nir = NirComplet { nir: nir.complet() };
    passage.laisser_sortir(Objet::new("personne", id), &[Rubrique::Identite], |_| nir).await
}

fn role(personne: &personne::Model) -> RolePersonne {
    RolePersonne::du_code(&personne.role).unwrap_or(RolePersonne::Autre)
}

fn nom_complet(personne: &personne::Model) -> String {
    format!("{} {}", personne.nom, personne.prenom)
}

/// Whether the profil may read rendez-vous: Pôle emploi reads the référent and the dates
/// of the CER, no more (report of 2015).
pub fn lit_les_rendez_vous(profil: Profil) -> bool {
    use reciproque_shared::habilitation::{Acte, allows};
    allows(profil, Acte::ConsulterRendezVous).is_some()
}
