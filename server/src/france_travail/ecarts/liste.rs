//! The list of a CTSA: rows of what is awaited, by kind.

use reciproque_shared::accueil::FileAttente;
use reciproque_shared::api::ConsulterEcarts;
use reciproque_shared::attente::Attendu;
use reciproque_shared::france_travail::{LIGNES, LigneEcart, NatureEcart, PageEcarts, SaisieEcarts};

use super::Contexte;
use crate::depot::entite::attente;
use crate::depot::sql::Clause;
use crate::garde::lecture::{Avec, Lisibles, lisibles, personne_concernee};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `POST /france-travail/ecarts`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterEcarts>,
) -> Result<Traced<PageEcarts>, Refus> {
    let (base, saisie) = (passage.base(), appel.corps);
    let debut = u64::from(saisie.page) * LIGNES;
    let ordre = format!(" ORDER BY attente.depuis, attente.id LIMIT {LIGNES} OFFSET {debut}");
    let rangees: Vec<attente::Model> =
        retenues(&passage, saisie).charger(base, Avec::default(), ordre).await?;
    let contexte = Contexte::charger(base, &rangees).await?;
    let page = PageEcarts {
        total: retenues(&passage, saisie).compter(base, "").await?.unsigned_abs(),
        page: saisie.page,
        lignes: rangees.iter().filter_map(|rangee| contexte.ligne(rangee)).collect(),
    };
    let objet = Objet::new("file", FileAttente::EcartsFranceTravail.code());
    passage.laisser_sortir(objet, &passage.rubriques(), |_| page).await
}

/// Those that stand now, in the scope.
fn retenues(passage: &Passage, saisie: SaisieEcarts) -> Lisibles<attente::Entity> {
    let maintenant = passage.app().horloge.locale();
    let natures =
        NatureEcart::TOUS.iter().filter(|nature| saisie.nature.is_none_or(|voulue| voulue == **nature));
    let attendus: Vec<&str> = match saisie.de_cote {
        true => vec![Attendu::EcartDeCote.code()],
        false => natures.clone().map(|nature| nature.attendu().code()).collect(),
    };
    let retenues = lisibles::<attente::Entity>(passage)
        .et(Clause::from("attente.quoi IN ").puis(Clause::parmi(attendus)))
        .et(passage.perimetre().sur_attente(false).unwrap_or_else(|| "TRUE".into()))
        .et("attente.du <= ? AND attente.avant > ?")
        .avec(maintenant)
        .avec(maintenant);
    match (saisie.de_cote, saisie.nature) {
        // Few are set aside: the step of each is looked at.
        (true, Some(nature)) => retenues
            .et("EXISTS (SELECT 1 FROM ecart_etape WHERE ecart_etape.id = attente.objet_id AND ecart_etape.nature = ?)")
            .avec(nature.code()),
        _ => retenues,
    }
}

impl Contexte {
    fn ligne(&self, rangee: &attente::Model) -> Option<LigneEcart> {
        let nature = self.nature(rangee)?;
        Some(LigneEcart {
            personne: personne_concernee(self.personnes.get(&rangee.personne_id)?),
            nature,
            precision: self.precision(rangee, nature),
            depuis: rangee.depuis,
            referent: self.referent(rangee),
            motif: self
                .etape(rangee)
                .filter(|_| rangee.quoi == Attendu::EcartDeCote.code())
                .and_then(|etape| etape.motif.clone()),
        })
    }
}
