//! Who waits for an orientation: rows of what is awaited, by commune, age and time.

use reciproque_shared::accueil::FileAttente;
use reciproque_shared::api::ConsulterAOrienter;
use reciproque_shared::attente::Attendu;
use reciproque_shared::parcours::Contexte;
use reciproque_shared::parcours::lot::{
    CommuneAOrienter, DureeAttente, FiltreAOrienter, LIGNES, LigneAOrienter, PERSONNES_MAX, PageAOrienter,
};
use reciproque_shared::rubrique::{Adresse, Sous};
use sea_orm::DbErr;

use super::structures::Structures;
use crate::depot::entite::{attente, personne};
use crate::depot::sql::{Clause, DeLigne, Ligne};
use crate::garde::lecture::parcours::{Domicile, SON_FOYER};
use crate::garde::lecture::{
    Avec, Lisibles, lisibles, nom_commune, personne_concernee, si_ouverte, source_ouverte,
};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// Who has no legal delay has waited before.
const ORDRE: &str = " ORDER BY attente.limite IS NOT NULL, attente.limite, attente.depuis, attente.id";

/// `POST /orientations/a-orienter`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterAOrienter>,
) -> Result<Traced<PageAOrienter>, Refus> {
    let (filtre, page) = (&appel.corps.filtre, appel.corps.page);
    let jour = passage.app().horloge.aujourdhui();
    let debut = u64::from(page) * LIGNES;
    let lues = charger(&passage, filtre, format!(" LIMIT {LIGNES} OFFSET {debut}")).await?;
    let structures = Structures::charger(passage.base(), jour).await?.pour(&Domicile::default());
    let lue = PageAOrienter {
        total: compter(&passage, filtre).await?,
        page,
        lignes: lues.into_iter().map(|lue| lue.ligne(&passage)).collect(),
        communes: communes(&passage).await?,
        contexte: Contexte {
            aujourdhui: jour,
            en_cours: None,
            dernier_jour: None,
            referent: None,
            referent_depuis: None,
            structures,
        },
    };
    let objet = Objet::new("file", FileAttente::AOrienter.code());
    passage.laisser_sortir(objet, &passage.rubriques(), |_| lue).await
}

/// The numbers of all those of the filter, as many as may be oriented at once and one more.
pub async fn toutes(passage: &Passage, filtre: &FiltreAOrienter) -> Result<Vec<i64>, DbErr> {
    let lues = charger(passage, filtre, format!(" LIMIT {}", PERSONNES_MAX + 1)).await?;
    Ok(lues.into_iter().map(|lue| lue.personne.id).collect())
}

/// Somebody who waits, with the commune of the foyer.
struct Attendue {
    attente: attente::Model,
    personne: personne::Model,
    commune: Option<String>,
    fonorg: String,
}

impl DeLigne for Attendue {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let attente = DeLigne::de_ligne(ligne)?;
        let (personne, commune) = (DeLigne::de_ligne(ligne)?, ligne.suivante()?);
        Ok(Self { attente, personne, commune, fonorg: ligne.suivante()? })
    }
}

impl Attendue {
    fn ligne(self, passage: &Passage) -> LigneAOrienter {
        let commune = self.commune.as_deref().and_then(nom_commune).map(str::to_owned);
        LigneAOrienter {
            personne: personne_concernee(&self.personne),
            commune: Sous::new(passage.ouverte_de(&self.fonorg).as_ref(), commune),
            source_fermee: passage.source_fermee(&self.fonorg),
            depuis: self.attente.depuis,
            limite: self.attente.limite,
        }
    }
}

async fn charger(
    passage: &Passage,
    filtre: &FiltreAOrienter,
    combien: String,
) -> Result<Vec<Attendue>, DbErr> {
    let siennes = crate::depot::sql::colonnes::<personne::Model>("personne");
    let colonnes = Clause::from(format!(", {siennes}, "))
        .puis(si_ouverte::<Adresse>(passage, "dossier.commune"))
        .puis(", dossier.fonorg");
    let avec = Avec { colonnes, jointures: SON_FOYER };
    retenues(passage, filtre).charger(passage.base(), avec, Clause::from(ORDRE).puis(combien)).await
}

async fn compter(passage: &Passage, filtre: &FiltreAOrienter) -> Result<u64, DbErr> {
    retenues(passage, filtre).compter(passage.base(), SON_FOYER).await.map(i64::unsigned_abs)
}

/// Those who wait now, in the scope.
fn qui_attendent(passage: &Passage) -> Lisibles<attente::Entity> {
    let maintenant = passage.app().horloge.locale();
    lisibles(passage)
        .et("attente.quoi = ?")
        .avec(Attendu::Orientation.code())
        .et(passage.perimetre().sur_attente(false).unwrap_or_else(|| "TRUE".into()))
        .et("attente.du <= ? AND attente.avant > ?")
        .avec(maintenant)
        .avec(maintenant)
}

fn retenues(passage: &Passage, filtre: &FiltreAOrienter) -> Lisibles<attente::Entity> {
    let jour = passage.app().horloge.aujourdhui();
    let mut retenues = qui_attendent(passage);
    if !filtre.commune.is_empty() {
        retenues = ouvertes(passage, retenues).et("dossier.commune = ?").avec(filtre.commune.as_str());
    }
    if filtre.attente == Some(DureeAttente::Depassee) {
        retenues = retenues.et("attente.limite < ?").avec(jour);
    }
    let bornes = [
        ("personne.date_naissance", filtre.age.map(|age| age.naissances(jour))),
        ("attente.depuis", filtre.attente.map(|attente| attente.depuis(jour))),
    ];
    for (colonne, (apres, jusqu_a)) in bornes.into_iter().filter_map(|(c, bornes)| Some((c, bornes?))) {
        if let Some(apres) = apres {
            retenues = retenues.et(format!("{colonne} > ?")).avec(apres);
        }
        if let Some(jusqu_a) = jusqu_a {
            retenues = retenues.et(format!("{colonne} <= ?")).avec(jusqu_a);
        }
    }
    retenues
}

/// Those of whom it may be told at this hour where they live: neither chosen nor counted by it else.
fn ouvertes(passage: &Passage, leurs: Lisibles<attente::Entity>) -> Lisibles<attente::Entity> {
    match source_ouverte(passage) {
        Some(ouverte) => leurs.et(ouverte),
        None => leurs,
    }
}

async fn communes(passage: &Passage) -> Result<Vec<CommuneAOrienter>, DbErr> {
    let lues = ouvertes(passage, qui_attendent(passage))
        .grouper(passage.base(), SON_FOYER, "dossier.commune")
        .await?;
    let commune = |(code, personnes): (Option<String>, i64)| {
        let code = code?;
        Some(CommuneAOrienter { nom: nom_commune(&code).unwrap_or(&code).to_owned(), personnes, code })
    };
    let mut communes: Vec<_> = lues.into_iter().filter_map(commune).collect();
    communes.sort_by(|une, autre| une.nom.cmp(&autre.nom));
    Ok(communes)
}
