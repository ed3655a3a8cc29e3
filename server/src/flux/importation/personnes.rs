//! The persons of a foyer into their tables.
//!
//! A person keeps its line as long as it is the same one, since orientations, CER
//! and rendez-vous hang on it: same identity, or else same NIR within the dossier
//! (a name was corrected). One that the flow no longer names stays, marked as gone on
//! the day that the flow describes, until a flow names it again.

use chrono::NaiveDate;
use reciproque_shared::dossier::{EtatDossier, RolePersonne};
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::nominatif::Nominatif;
use reciproque_shared::parcours::{ChampDroitsDevoirs, soumis};
use reciproque_shared::personne::{Nir, cle_de_recherche, prenom_lisible};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter,
};

use super::identifiants::{Identifiants, naissance};
use super::rubriques_personne as lus;
use crate::flux::{Foyer, Personne};
use crate::store::en_json;
use crate::store::entite::{personne, personne_cle, rubrique_personne};

/// Role of a person whose rSa role the flow leaves out.
const ROLE_INCONNU: RolePersonne = RolePersonne::Autre;

/// Writes the persons of a foyer as the flow of `reference` says them.
pub async fn enregistrer(
    base: &impl ConnectionTrait,
    (dossier, reference): (i64, NaiveDate),
    foyer: &Foyer,
    identifiants: &Identifiants,
) -> anyhow::Result<()> {
    let connues = personne::Entity::find().filter(personne::Column::DossierId.eq(dossier)).all(base).await?;
    let mut ids = Vec::with_capacity(foyer.personnes.len());
    let (mut contenus, mut cles) = (Vec::new(), Vec::new());
    let lignes = reconnaitre(connues, &foyer.personnes, &identifiants.nirs);
    let champ = |recue: &Personne| champ_droits_devoirs(foyer, recue, reference);
    for ((recue, nir), connue) in foyer.personnes.iter().zip(&identifiants.nirs).zip(lignes) {
        let nir = nir.as_ref();
        let ligne = match connue {
            Some(connue) => {
                remplir(connue.into_active_model(), recue, nir, champ(recue)).update(base).await?
            }
            None => {
                let neuve = personne::ActiveModel { dossier_id: Set(dossier), ..Default::default() };
                remplir(neuve, recue, nir, champ(recue)).insert(base).await?
            }
        };
        ids.push(ligne.id);
        cles.extend(personne_cle::cles(ligne.id, noms(recue)));
        let role = recue.role.as_deref().and_then(RolePersonne::du_code).unwrap_or(ROLE_INCONNU);
        if role.est_adulte_accompagne() {
            contenus.extend(rubriques(ligne.id, recue, nir)?);
        }
    }
    marquer_parties(base, dossier, &ids, reference).await?;
    personne_cle::remplacer(base, &ids, cles).await?;
    rubrique_personne::Entity::delete_many()
        .filter(rubrique_personne::Column::PersonneId.is_in(ids))
        .exec(base)
        .await?;
    if !contenus.is_empty() {
        rubrique_personne::Entity::insert_many(contenus).exec_without_returning(base).await?;
    }
    Ok(())
}

/// Those of the dossier that the flow does not name, unless they were gone before.
async fn marquer_parties(
    base: &impl ConnectionTrait,
    dossier: i64,
    presentes: &[i64],
    reference: NaiveDate,
) -> anyhow::Result<()> {
    personne::Entity::update_many()
        .col_expr(personne::Column::PartieLe, Expr::value(reference))
        .filter(personne::Column::DossierId.eq(dossier))
        .filter(personne::Column::Id.is_not_in(presentes.iter().copied()))
        .filter(personne::Column::PartieLe.is_null())
        .exec(base)
        .await?;
    Ok(())
}

/// The known line of each person received, by identity first, then by NIR.
fn reconnaitre(
    mut connues: Vec<personne::Model>,
    recues: &[Personne],
    nirs: &[Option<Nir>],
) -> Vec<Option<personne::Model>> {
    let mut prendre = |meme: &dyn Fn(&personne::Model) -> bool| {
        connues.iter().position(meme).map(|place| connues.swap_remove(place))
    };
    let mut lignes: Vec<_> = recues.iter().map(|recue| prendre(&|p| meme_identite(p, recue))).collect();
    for (ligne, nir) in lignes.iter_mut().zip(nirs) {
        if let (None, Some(nir)) = (&ligne, nir) {
            *ligne = prendre(&|p| p.nir.as_deref() == Some(nir.as_str()));
        }
    }
    lignes
}

/// NOMNAI, PRENOM, DTNAI and RGNAI, whatever the accents.
fn meme_identite(connue: &personne::Model, recue: &Personne) -> bool {
    connue.date_naissance == recue.date_naissance
        && connue.rang_naissance == rang(recue)
        && connue.nom_naissance_cle == cle_de_recherche(&recue.nom_naissance)
        && connue.prenom_cle == cle_de_recherche(&recue.prenom)
}

/// All that the person may be looked for by.
fn noms(recue: &Personne) -> impl Iterator<Item = &str> {
    let premiers = [&recue.nom, &recue.nom_naissance, &recue.prenom];
    premiers.into_iter().chain(&recue.autres_prenoms).map(String::as_str)
}

fn rang(recue: &Personne) -> i32 {
    recue.rang_naissance.and_then(|rang| i32::try_from(rang).ok()).unwrap_or_default()
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

fn remplir(
    mut ligne: personne::ActiveModel,
    recue: &Personne,
    nir: Option<&Nir>,
    champ: ChampDroitsDevoirs<'_>,
) -> personne::ActiveModel {
    let role = recue.role.as_deref().filter(|role| role.len() <= 3).unwrap_or(ROLE_INCONNU.code());
    ligne.role = Set(role.to_owned());
    ligne.nom = Set(recue.nom.clone());
    ligne.nom_naissance = Set(recue.nom_naissance.clone());
    ligne.prenom = Set(prenom_lisible(&recue.prenom));
    ligne.date_naissance = Set(recue.date_naissance);
    ligne.naissance_precision = Set(naissance(recue).precision().code().to_owned());
    ligne.rang_naissance = Set(rang(recue));
    ligne.nir = Set(nir.map(|nir| nir.as_str().to_owned()));
    ligne.droits_et_devoirs = Set(soumis(&champ));
    ligne.nom_cle = Set(cle_de_recherche(&recue.nom));
    ligne.nom_naissance_cle = Set(cle_de_recherche(&recue.nom_naissance));
    ligne.prenom_cle = Set(cle_de_recherche(&recue.prenom));
    ligne.partie_le = Set(None);
    ligne
}

/// What the flow says of an adult; a rubrique that it leaves out has no line.
fn rubriques(
    id: i64,
    personne: &Personne,
    nir: Option<&Nir>,
) -> anyhow::Result<Vec<rubrique_personne::ActiveModel>> {
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

fn ligne(
    id: i64,
    rubrique: Rubrique,
    contenu: &impl Nominatif,
) -> anyhow::Result<rubrique_personne::ActiveModel> {
    Ok(rubrique_personne::ActiveModel {
        personne_id: Set(id),
        rubrique: Set(rubrique.code().to_owned()),
        contenu: Set(en_json(contenu)?),
    })
}
