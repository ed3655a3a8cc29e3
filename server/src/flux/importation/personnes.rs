//! The persons of a foyer into their tables.
//!
//! A person keeps its line as long as it is the same one (see [`reconnaissance`]), since
//! orientations, CER and rendez-vous hang on it; and takes it along to the dossier of a
//! new request (see [`suite`]), or to any other that she goes on in (see [`ailleurs`]). One that the flow no longer names stays, marked as gone on
//! the day that the flow describes, until a flow names it again.

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::dossier::{ChampDroitsDevoirs, soumis};
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::nominatif::Nominatif;
use reciproque_shared::personne::{Nir, RolePersonne, prenom_lisible};
use sea_orm::{DbErr, Value};

use super::constats::{Attendu, Mouvements, garder};
use super::identifiants::{Identifiants, naissance};
use super::retrouvailles::{PersonneGardee, retrouver};
use super::rubriques_personne as lus;
use crate::depot::en_json;
use crate::depot::entite::{personne, personne_cle};
use crate::depot::reunion::{ecrire, neuve, nir, nir_garde};
use crate::depot::sql::{Sql, places};
use crate::flux::{Avertissement, Foyer, Personne};

/// Role of a person whose rSa role the flow leaves out.
const ROLE_INCONNU: RolePersonne = RolePersonne::Autre;

/// The foyer of a dossier, as the flow of a day says it.
pub struct Lecture<'a> {
    pub dossier: i64,
    pub reference: NaiveDate,
    /// Day on which the services received the flow.
    pub reception: NaiveDate,
    pub foyer: &'a Foyer,
    pub identifiants: &'a Identifiants,
    /// The dossier has just been created: nothing hangs on it.
    pub neuf: bool,
    /// The flow that is read, and when.
    pub flux: i64,
    pub instant: DateTime<Utc>,
}

/// What was written of the persons of a foyer.
#[derive(Default)]
pub struct Enregistrees {
    /// What an operator should know of them.
    pub notes: Vec<Avertissement>,
    /// The adults who are subject to droits et devoirs.
    pub soumises: Vec<i64>,
    pub mouvements: Mouvements,
}

/// Writes the persons of a foyer.
pub async fn enregistrer(base: &impl Sql, lecture: &Lecture<'_>) -> anyhow::Result<Enregistrees> {
    let mut notes = Vec::new();
    let trouvees = retrouver(base, lecture, &mut notes).await?;
    let mut ecrites = ecrire_les_lignes(base, lecture, trouvees.gardees, &mut notes).await?;
    let mut mouvements = trouvees.mouvements;
    if !lecture.neuf {
        let parties = marquer_parties(base, lecture.dossier, &ecrites.ids, lecture.reference).await?;
        mouvements.departs = u32::try_from(parties).unwrap_or(u32::MAX);
    }
    // Who has just come may bring some from another dossier.
    personne_cle::remplacer(base, &ecrites.ids, std::mem::take(&mut ecrites.cles)).await?;
    base.oublier("rubrique_personne", &ecrites.ids).await?;
    base.inserer("INSERT INTO rubrique_personne (personne_id, rubrique, contenu)", ecrites.contenus).await?;
    let numerotes = trouvees.attendus.into_iter().map(|(place, attendu)| (ecrites.ids[place], attendu));
    let numerotes: Vec<(i64, Attendu)> = numerotes.collect();
    garder(base, lecture, numerotes, &mut mouvements).await?;
    Ok(Enregistrees { notes, soumises: ecrites.soumises, mouvements })
}

/// The lines written, in the order of the persons received, and what goes with them.
#[derive(Default)]
struct Ecrites {
    ids: Vec<i64>,
    soumises: Vec<i64>,
    contenus: Vec<[Value; 3]>,
    cles: Vec<[Value; 2]>,
}

async fn ecrire_les_lignes(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    gardees: Vec<PersonneGardee>,
    notes: &mut Vec<Avertissement>,
) -> anyhow::Result<Ecrites> {
    let Lecture { dossier, reference, reception, foyer, identifiants, .. } = *lecture;
    let mut ecrites = Ecrites::default();
    for ((recue, lu), PersonneGardee { connue, rang, .. }) in
        foyer.personnes.iter().zip(&identifiants.nirs).zip(gardees)
    {
        let nir = nir_garde(connue.as_ref().and_then(nir), lu.as_ref());
        if connue.is_some() && recue.nir.is_some() && lu.is_none() && nir.is_some() {
            let message = "Le numéro reçu ne se lit pas : celui qui était connu est gardé.";
            notes.push(Avertissement::new(foyer.ligne, "NIR", message));
        }
        let champ = champ_droits_devoirs(foyer, recue, reference);
        let etat = EtatGarde { nir: nir.as_ref(), rang, reception, champ };
        let ligne = remplir(connue.clone().unwrap_or_else(|| neuve(dossier)), recue, &etat);
        let soumise = ligne.droits_et_devoirs == Some(true);
        let id = if connue.as_ref() == Some(&ligne) { ligne.id } else { ecrire(base, ligne).await? };
        ecrites.ids.push(id);
        ecrites.cles.extend(personne_cle::cles(id, noms(recue)));
        let role = recue.role.as_deref().and_then(RolePersonne::du_code).unwrap_or(ROLE_INCONNU);
        if role.est_adulte_accompagne() {
            ecrites.soumises.extend(soumise.then_some(id));
            ecrites.contenus.extend(rubriques(id, recue, nir.as_ref())?);
        }
    }
    Ok(ecrites)
}

/// The lines on which something hangs, of this dossier or of the one that a person of it came from:
/// what their file awaits may have changed.
pub async fn suivies(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    mouvements: &Mouvements,
) -> Result<Vec<i64>, DbErr> {
    if lecture.neuf && mouvements.suites == 0 {
        return Ok(Vec::new());
    }
    let liees =
        ["orientation", "cer", "rendez_vous", "instruction", "situation_france_travail", "attente"].map(|table| {
        format!(
            "SELECT personne_id FROM {table} WHERE personne_id IN (SELECT id FROM personne WHERE dossier_id = $1)"
        )
    });
    let lues = base.lignes::<(i64,)>(&liees.join(" UNION "), vec![lecture.dossier.into()]).await?;
    Ok(lues.into_iter().map(|(id,)| id).collect())
}

/// Those of the dossier that the flow does not name, unless they were gone before.
async fn marquer_parties(
    base: &impl Sql,
    dossier: i64,
    presentes: &[i64],
    reference: NaiveDate,
) -> Result<u64, DbErr> {
    let mut texte =
        "UPDATE personne SET partie_le = $1 WHERE dossier_id = $2 AND partie_le IS NULL".to_owned();
    if !presentes.is_empty() {
        texte += &format!(" AND id NOT IN ({})", places(2, presentes.len()));
    }
    let presentes = presentes.iter().copied().map(Value::from);
    let valeurs = [reference.into(), dossier.into()].into_iter().chain(presentes).collect();
    base.executer(&texte, valeurs).await
}

/// All that the person may be looked for by.
fn noms(recue: &Personne) -> impl Iterator<Item = &str> {
    let premiers = [&recue.nom, &recue.nom_naissance, &recue.prenom];
    premiers.into_iter().chain(&recue.autres_prenoms).map(String::as_str)
}

/// What decides of droits et devoirs: the person, and the right of the foyer on the day of the flow.
fn champ_droits_devoirs<'a>(
    foyer: &'a Foyer,
    recue: &Personne,
    reference: NaiveDate,
) -> ChampDroitsDevoirs<'a> {
    let natures = &foyer.droit.natures;
    let en_vigueur = natures.iter().filter(|n| n.fin.is_none_or(|fin| reference <= fin));
    let composantes = en_vigueur.map(|nature| nature.nature.as_str()).collect();
    ChampDroitsDevoirs {
        top: recue.calcul.as_ref().and_then(|calcul| calcul.droits_devoirs),
        a_charge: recue.a_charge,
        etat: EtatDossier::du_code(&foyer.situation_dossier.etat),
        composantes: (!natures.is_empty()).then_some(composantes),
    }
}

/// What a line says beyond what was received.
struct EtatGarde<'a> {
    nir: Option<&'a Nir>,
    rang: i32,
    reception: NaiveDate,
    champ: ChampDroitsDevoirs<'a>,
}

fn remplir(connue: personne::Model, recue: &Personne, etat: &EtatGarde<'_>) -> personne::Model {
    let role = recue.role.as_deref().filter(|role| role.len() <= 3).unwrap_or(ROLE_INCONNU.code());
    let soumise = soumis(&etat.champ);
    personne::Model {
        role: role.to_owned(),
        nom: recue.nom.clone(),
        nom_naissance: recue.nom_naissance.clone(),
        prenom: prenom_lisible(&recue.prenom),
        date_naissance: recue.date_naissance,
        naissance_precision: naissance(recue).precision().code().to_owned(),
        rang_naissance: etat.rang,
        nir: etat.nir.map(|nir| nir.as_str().to_owned()),
        droits_et_devoirs: soumise,
        soumise_le: (soumise == Some(true)).then(|| connue.soumise_le.unwrap_or(etat.reception)),
        nom_cle: cle_de_recherche(&recue.nom),
        nom_naissance_cle: cle_de_recherche(&recue.nom_naissance),
        prenom_cle: cle_de_recherche(&recue.prenom),
        // who goes on in the dossier of a later request is not back in this one
        partie_le: connue.partie_le.filter(|_| connue.suite_id.is_some()),
        ..connue
    }
}

/// What the flow says of an adult; a rubrique that it leaves out has no line.
fn rubriques(id: i64, personne: &Personne, nir: Option<&Nir>) -> anyhow::Result<Vec<[Value; 3]>> {
    let mut lignes = vec![
        ligne(id, Rubrique::Identite, &lus::identite(personne, nir))?,
        ligne(id, Rubrique::Droits, &lus::activites(personne))?,
        ligne(id, Rubrique::Derogations, &lus::derogations(personne))?,
    ];
    if let Some(ressources) = lus::ressources(personne) {
        lignes.push(ligne(id, Rubrique::Ressources, &ressources)?);
    }
    if let Some(faits) = lus::travailleur_independant(personne) {
        lignes.push(ligne(id, Rubrique::TravailleurIndependant, &faits)?);
    }
    Ok(lignes)
}

/// A line of rubrique: of whom, which, what it says.
pub fn ligne(id: i64, rubrique: Rubrique, contenu: &impl Nominatif) -> anyhow::Result<[Value; 3]> {
    Ok([id.into(), rubrique.code().into(), en_json(contenu)?.into()])
}
