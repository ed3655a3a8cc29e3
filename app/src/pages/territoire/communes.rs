//! Who holds what, today and later: each CTSA, or the communes that one looks for.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::convention::Lieu;
use reciproque_shared::date;
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::mots::accord;
use reciproque_shared::territoire::FicheTerritoires;

use super::changement::Changement;
use crate::ui::*;

/// Lines shown of a search: beyond, one types more.
const LIGNES: usize = 40;

/// A commune, with who holds it.
#[derive(Clone, PartialEq)]
struct Commune {
    nom: String,
    /// Empty when none does.
    ctsa: String,
    /// `à « CTSA de Thann » le 12/01/2027`
    ensuite: String,
    dossiers: i64,
}

/// All of them, by name.
fn toutes(fiche: &FicheTerritoires) -> Vec<Commune> {
    let (cadre, territoires) = (&fiche.cadre, fiche.cadre.territoires());
    let commune = |lieu: &Lieu| {
        let insee = CommuneInsee::lire(&lieu.code).ok()?;
        let tenue = territoires.le(&insee, cadre.aujourdhui);
        let ensuite = territoires.a_venir(&insee, cadre.aujourdhui).into_iter().map(|prevue| {
            format!("à «\u{a0}{}\u{a0}» le {}", cadre.ctsa(prevue.ctsa), date::court(prevue.debut))
        });
        Some(Commune {
            nom: lieu.nom.clone(),
            ctsa: tenue.map_or_else(String::new, |tenue| cadre.ctsa(tenue.ctsa).to_owned()),
            ensuite: ensuite.collect::<Vec<_>>().join(", puis "),
            dossiers: fiche.dossiers(&insee),
        })
    };
    let mut communes: Vec<_> = cadre.lieux.communes.iter().filter_map(commune).collect();
    communes.sort_by_cached_key(|commune| cle_de_recherche(&commune.nom));
    communes
}

pub fn partie(fiche: &Arc<FicheTerritoires>, changement: Changement) -> AnyView {
    let cherche = RwSignal::new(String::new());
    let communes = StoredValue::new(toutes(fiche));
    let ctsa: Vec<String> = fiche.cadre.lieux.ctsa.iter().map(|lieu| lieu.nom.clone()).collect();
    let ctsa = StoredValue::new(ctsa);
    let trouvees = Memo::new(move |_| {
        let cle = cle_de_recherche(&cherche.get());
        (!cle.is_empty()).then(|| communes.with_value(|communes| cherchees(&cle, communes)))
    });
    let nouvelles = move || trouvees.with(|lues| lues.as_ref().map(|lues| combien(lues.len())));
    let vue = move || match trouvees.get() {
        None => communes.with_value(|communes| ctsa.with_value(|ctsa| par_ctsa(ctsa, communes))),
        Some(lues) => table(&lues, changement),
    };
    view! {
        <Section titre="Territoires" id="territoires">
            <ChampTexte id="cherche" libelle="Chercher une commune ou une CTSA" valeur=cherche/>
            <p class="discret" role="status">{nouvelles}</p>
            {vue}
        </Section>
    }
    .into_any()
}

fn par_ctsa(ctsa: &[String], communes: &[Commune]) -> AnyView {
    if ctsa.is_empty() {
        return view! {
            <EtatVide titre="Aucune CTSA"><p>"Créez d’abord les CTSA, sur la page des organisations."</p></EtatVide>
        }
        .into_any();
    }
    let une = |nom: &String| {
        let siennes: Vec<&Commune> = communes.iter().filter(|commune| commune.ctsa == *nom).collect();
        let dossiers: i64 = siennes.iter().map(|commune| commune.dossiers).sum();
        let resume = format!(
            "{nom}\u{a0}: {}, {}",
            accord(siennes.len(), "commune", "communes"),
            accord(dossiers, "dossier", "dossiers")
        );
        let noms: Vec<&str> = siennes.iter().map(|commune| commune.nom.as_str()).collect();
        let noms = match noms.is_empty() {
            true => "Aucune commune aujourd’hui\u{a0}: ses agents ne voient aucun dossier.".to_owned(),
            false => noms.join(", "),
        };
        let a_venir = a_venir(nom, communes);
        view! { <details><summary>{resume}</summary><p>{noms}</p>{a_venir}</details> }
    };
    ctsa.iter().map(une).collect_view().into_any()
}

/// What leaves a CTSA or comes to it.
fn a_venir(ctsa: &str, communes: &[Commune]) -> Option<AnyView> {
    let entre_guillemets = format!("«\u{a0}{ctsa}\u{a0}»");
    let la_concerne = |commune: &&Commune| {
        !commune.ensuite.is_empty() && (commune.ctsa == ctsa || commune.ensuite.contains(&entre_guillemets))
    };
    let prevues: Vec<_> = communes.iter().filter(la_concerne).collect();
    (!prevues.is_empty()).then(|| {
        let prevues = prevues.into_iter().map(|commune| {
            view! { <li>{format!("{} {}", commune.nom, commune.ensuite)}</li> }
        });
        view! { <p><b>"À venir"</b></p><ul>{prevues.collect_view()}</ul> }.into_any()
    })
}

/// Those whose name, or whose CTSA’s, holds what is typed.
fn cherchees(cle: &str, communes: &[Commune]) -> Vec<Commune> {
    let va = |texte: &str| cle_de_recherche(texte).contains(cle);
    communes.iter().filter(|commune| va(&commune.nom) || va(&commune.ctsa)).cloned().collect()
}

fn combien(nombre: usize) -> String {
    match nombre {
        trop if trop > LIGNES => {
            format!("{}, les {LIGNES} premières\u{a0}: précisez le nom.", accord(trop, "commune", "communes"))
        }
        nombre => format!("{}.", accord(nombre, "commune", "communes")),
    }
}

fn table(trouvees: &[Commune], changement: Changement) -> AnyView {
    if trouvees.is_empty() {
        return view! {
            <EtatVide titre="Aucune commune de ce nom"><p>"Vérifiez le nom, ou effacez la recherche pour revoir les CTSA."</p></EtatVide>
        }
        .into_any();
    }
    let lignes = trouvees.iter().take(LIGNES).map(|commune| ligne(commune, changement)).collect_view();
    view! {
        <Tableau
            legende="Communes trouvées, avec leur CTSA"
            muette=true
            colonnes=&["Commune", "CTSA aujourd’hui", "Ensuite", "Dossiers", "Suite"]
            chiffres=&[3]
        >
            {lignes}
        </Tableau>
    }
    .into_any()
}

fn ligne(commune: &Commune, changement: Changement) -> AnyView {
    let Commune { nom, ctsa, ensuite, dossiers } = commune.clone();
    let ajouter = changement.bouton(nom.clone());
    let ctsa = match ctsa.is_empty() {
        true => view! { <Etiquette ton=Ton::Attention texte="Aucune"/> }.into_any(),
        false => ctsa.into_any(),
    };
    view! {
        <Ligne>
            <CelluleTitre>{nom}</CelluleTitre>
            <Cellule titre="CTSA aujourd’hui">{ctsa}</Cellule>
            <Cellule titre="Ensuite">{ensuite}</Cellule>
            <Cellule titre="Dossiers" chiffres=true>{dossiers}</Cellule>
            <Cellule titre="Suite">{ajouter}</Cellule>
        </Ligne>
    }
    .into_any()
}
