//! Each page at each size (P14): one connection, one page at a time, medians beside the view of a
//! dossier of the same store.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use reciproque_shared::accueil::{FileAttente, SaisieFile};
use reciproque_shared::alerte::SaisieAlertes;
use reciproque_shared::api::{self, Appel};
use reciproque_shared::compte::SaisieComptes;
use reciproque_shared::dossier::SaisieRecherche;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::trace::{SaisiePeriode, SaisieTraces};

use crate::charge::Connexion;
use crate::enfant;
use crate::serveur::AnnoncePages;

/// Measured; a few more go first, so that statements are prepared and pages in memory.
const FOIS: usize = 20;
const RODAGE: usize = 3;

/// A page, and who opens it: of those who may, the one with the most work.
struct Page {
    nom: String,
    profil: Profil,
    /// Asked in turn.
    demandes: Vec<(&'static str, String, String)>,
}

impl Page {
    fn de<A: Appel>(
        nom: &str,
        profil: Profil,
        chemins: impl IntoIterator<Item = A::Chemin>,
        corps: &A::Corps,
    ) -> anyhow::Result<Self> {
        let corps = serde_json::to_string(corps)?;
        let demande = |chemin| (A::METHODE.code(), A::chemin(&chemin), corps.clone());
        Ok(Self { nom: nom.to_owned(), profil, demandes: chemins.into_iter().map(demande).collect() })
    }

    fn requetes(&self, cookie: &str) -> Vec<Vec<u8>> {
        let entetes =
            format!("HTTP/1.1\r\nhost: mesure\r\ncookie: {cookie}\r\ncontent-type: application/json");
        let ecrire = |(methode, chemin, corps): &(&str, String, String)| {
            format!("{methode} {chemin} {entetes}\r\ncontent-length: {}\r\n\r\n{corps}", corps.len())
                .into_bytes()
        };
        self.demandes.iter().map(ecrire).collect()
    }
}

/// The first is what the others are told in.
fn pages(dossiers: &[i64]) -> anyhow::Result<Vec<Page>> {
    use Profil::{
        DelegueProtectionDonnees as Delegue, GestionnaireCtsa as Ctsa, Referent, ReferentSolis as Solis,
    };
    let mut pages =
        vec![Page::de::<api::ConsulterDossier>("dossier view", Referent, dossiers.iter().copied(), &())?];
    for profil in [Referent, Ctsa, Profil::ConseillerPoleEmploi, Delegue, Solis] {
        pages.push(Page::de::<api::ConsulterAccueil>("home", profil, [()], &())?);
    }
    for (profil, equipe) in [(Referent, false), (Referent, true), (Ctsa, false)] {
        for file in FileAttente::du_profil(profil) {
            let nom = format!("list {}{}", file.code(), if equipe { " (team)" } else { "" });
            let saisie = SaisieFile { page: 0, equipe };
            pages.push(Page::de::<api::ConsulterFile>(&nom, profil, [*file], &saisie)?);
        }
    }
    for profil in [Referent, Ctsa, Profil::ConseillerPoleEmploi] {
        for (nom, texte) in RECHERCHES {
            let saisie = SaisieRecherche { texte: texte.to_owned() };
            pages.push(Page::de::<api::Rechercher>(&format!("search {nom}"), profil, [()], &saisie)?);
        }
    }
    pages.extend([
        Page::de::<api::ConsulterMesConsultations>("own views", Referent, [()], &SaisiePeriode::default())?,
        Page::de::<api::ConsulterTraces>("traces", Delegue, [()], &SaisieTraces::default())?,
        Page::de::<api::ConsulterTraces>("traces of an agent", Delegue, [()], &d_un_agent())?,
        Page::de::<api::ConsulterAlertes>("alerts", Delegue, [()], &SaisieAlertes::default())?,
        Page::de::<api::ConsulterDemandes>("rights requests", Delegue, [()], &())?,
        Page::de::<api::ConsulterStatistiques>("statistics", Solis, [()], &())?,
        Page::de::<api::ConsulterOrganisations>("supervision", Solis, [()], &())?,
        Page::de::<api::ConsulterComptes>("accounts", Solis, [()], &SaisieComptes::default())?,
        Page::de::<api::ConsulterHabilitations>("habilitations", Solis, [()], &())?,
        Page::de::<api::ConsulterRevues>("reviews", Solis, [()], &())?,
        Page::de::<api::ConsulterImports>("imports", Profil::Administrateur, [()], &())?,
    ]);
    Ok(pages)
}

const RECHERCHES: [(&str, &str); 4] = [
    ("name", "muller"),
    ("two names", "muller anne"),
    ("birth date", "03/04/1984"),
    ("matricule", "1234567"),
];

fn d_un_agent() -> SaisieTraces {
    SaisieTraces { agent: "weber".to_owned(), ..SaisieTraces::default() }
}

/// The pages of each store in turn, then the table.
pub fn comparer(stores: &[std::path::PathBuf]) -> anyhow::Result<()> {
    let execution = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut colonnes: Vec<Vec<Duration>> = Vec::new();
    let mut noms = Vec::new();
    for store in stores {
        let (annonce, _serveur) = enfant::ce_programme::<AnnoncePages>(store, "serveur-pages")?;
        let pages = pages(&annonce.dossiers)?;
        colonnes.push(execution.block_on(mesurer(&annonce, &pages))?);
        noms = pages.iter().map(|page| format!("{}, {}", page.nom, page.profil.libelle())).collect();
    }
    imprimer(stores, &noms, &colonnes);
    Ok(())
}

async fn mesurer(annonce: &AnnoncePages, pages: &[Page]) -> anyhow::Result<Vec<Duration>> {
    let mut medianes = Vec::new();
    for page in pages {
        let cookie = annonce.cookies.get(page.profil.code()).context("nobody has this profil")?;
        let requetes = page.requetes(cookie);
        let mut connexion = Connexion::ouvrir(annonce.port).await?;
        let mut durees = Vec::with_capacity(FOIS);
        for (rang, requete) in requetes.iter().cycle().take(RODAGE + FOIS).enumerate() {
            let depart = Instant::now();
            connexion.demander(requete).await.with_context(|| page.nom.clone())?;
            if rang >= RODAGE {
                durees.push(depart.elapsed());
            }
        }
        durees.sort_unstable();
        medianes.push(durees[FOIS / 2]);
    }
    Ok(medianes)
}

fn imprimer(stores: &[std::path::PathBuf], noms: &[String], colonnes: &[Vec<Duration>]) {
    println!("P14: c = 1, medians of {FOIS}, in ms, and how many views of a dossier each is worth\n");
    print!("{:<58}", "");
    for store in stores {
        print!(" {:>18}", store.file_name().unwrap_or(Path::new("?").as_os_str()).display());
    }
    println!();
    for (rang, nom) in noms.iter().enumerate() {
        print!("{nom:<58}");
        for colonne in colonnes {
            let (duree, vue) = (colonne[rang].as_secs_f64(), colonne[0].as_secs_f64());
            print!(" {:>10.1} {:>6.1}×", 1e3 * duree, duree / vue);
        }
        println!();
    }
}
