//! The caisses: organisations with which there are conventions, and where nobody has an account; and the
//! breach of which a convention says that it may be corrected.

use reciproque_server::depot::entite::correction;
use reciproque_shared::api::{
    ConsulterHabilitations, ConsulterOrganisation, ConsulterOrganisations, CorrigerManquement,
    CreerOrganisation, DemanderHabilitation, DenoncerConvention, ReglerHoraires, SaisirConvention,
};
use reciproque_shared::convention::{
    EtatConvention, SaisieConvention, SaisieCorrection, SaisieDenonciation, SaisieTermes, SorteConvention,
    Voie,
};
use reciproque_shared::habilitation::{Profil, SaisieHabilitation};
use reciproque_shared::organisation::{SaisieHoraires, SaisieOrganisation, SorteOrganisation};
use reciproque_shared::supervision::fiche::FicheOrganisation;
use sea_orm::EntityTrait;

use crate::bac::{Bac, Client};

const JOUR_S: i64 = 24 * 3_600;

async fn une_caisse(sonia: &Client) -> FicheOrganisation {
    let saisie =
        SaisieOrganisation { nom: "CAF du Haut-Rhin".into(), sorte: "caisse".into(), sans_compte: false };
    sonia.appeler::<CreerOrganisation>((), saisie).await.unwrap()
}

fn convention(sorte: &str, date_effet: &str) -> SaisieConvention {
    SaisieConvention {
        reference: "MCP-2026".into(),
        date_effet: date_effet.into(),
        tacite: true,
        sorte: sorte.into(),
        termes: SaisieTermes { niveau: "departement".into(), ..SaisieTermes::default() },
    }
}

/// Received today, for a breach.
fn lettre() -> SaisieDenonciation {
    SaisieDenonciation {
        voie: Voie::Manquement.code().into(),
        date: "aujourd'hui".into(),
        motif: "Revue annuelle non transmise.".into(),
    }
}

fn corrige(le: &str) -> SaisieCorrection {
    SaisieCorrection { corrigee_le: le.into(), motif: "Revue transmise, accusé de réception.".into() }
}

/// One of « Mon Compte Partenaire », under a notice received today.
async fn denoncee(sonia: &Client) -> FicheOrganisation {
    let caisse = une_caisse(sonia).await;
    let fiche =
        sonia.appeler::<SaisirConvention>(caisse.id, convention("caf_mcp", "01/01/2026")).await.unwrap();
    let id = fiche.conventions[0].id;
    sonia.appeler_sur::<DenoncerConvention>(1, id, lettre()).await.unwrap()
}

#[tokio::test]
async fn a_caisse_has_conventions_of_its_own_kinds_and_no_account() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let caisse = une_caisse(&sonia).await;
    assert_eq!((caisse.sorte, caisse.usages.len(), caisse.gestes.len()), (SorteOrganisation::Caisse, 0, 0));
    let refus = sonia.appeler::<SaisirConvention>(caisse.id, convention("", "01/01/2026")).await.unwrap_err();
    assert_eq!(refus.champs(), [("sorte", "sorte_absente")], "there are several: it is asked");
    let refus =
        sonia.appeler::<SaisirConvention>(caisse.id, convention("solis", "01/01/2026")).await.unwrap_err();
    assert_eq!(refus.champs(), [("sorte", "sorte_absente")]);
    let fiche =
        sonia.appeler::<SaisirConvention>(caisse.id, convention("msa_rsacg", "01/01/2026")).await.unwrap();
    assert_eq!(fiche.conventions[0].sorte, SorteConvention::MsaRsacg);
    let lignes = sonia.appeler::<ConsulterOrganisations>((), ()).await.unwrap().lignes;
    let ligne = lignes.iter().find(|ligne| ligne.id == caisse.id).unwrap();
    assert_eq!((ligne.etat, ligne.usages.len()), (Some(EtatConvention::EnVigueur), 0));
    // No profil is held there, hence no place is asked for, no hour set.
    let gerees = sonia.appeler::<ConsulterHabilitations>((), ()).await.unwrap().organisations;
    assert!(gerees.iter().all(|geree| geree.id != caisse.id));
    let demande = SaisieHabilitation {
        organisation: Some(caisse.id),
        nom: "NOUVEL".into(),
        prenom: "Yann".into(),
        email: "yann.nouvel@exemple.fr".into(),
        fonction: "Conseiller".into(),
        profil: Profil::Referent.code().into(),
        motif: "Essai d’un accès à la caisse.".into(),
    };
    assert!(sonia.appeler::<DemanderHabilitation>((), demande).await.is_err());
    let heures = SaisieHoraires { ouvre_a: "5h".into(), ferme_a: "23h".into() };
    assert_eq!(sonia.appeler::<ReglerHoraires>(caisse.id, heures).await.unwrap_err().statut, 409);
}

#[tokio::test]
async fn a_breach_corrected_in_time_leaves_the_convention_in_force() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let fiche = denoncee(&sonia).await;
    let (id, jour) = (fiche.conventions[0].id, bac.horloge.aujourdhui());
    assert_eq!(fiche.conventions[0].date_fin, Some(jour + chrono::Months::new(1)));
    let refus = sonia.appeler_sur::<CorrigerManquement>(2, id, corrige("demain")).await.unwrap_err();
    assert_eq!(refus.champs(), [("corrigee_le", "correction_future")]);
    let refus = sonia.appeler_sur::<CorrigerManquement>(2, id, corrige("hier")).await.unwrap_err();
    assert_eq!(refus.champs(), [("corrigee_le", "correction_hors_delai")]);
    let sans_motif = SaisieCorrection { motif: String::new(), ..corrige("aujourd'hui") };
    let refus = sonia.appeler_sur::<CorrigerManquement>(2, id, sans_motif).await.unwrap_err();
    assert_eq!(refus.champs(), [("motif", "motif_absent")]);
    let perime = sonia.appeler_sur::<CorrigerManquement>(1, id, corrige("aujourd'hui")).await.unwrap_err();
    assert_eq!(perime.statut, 412);
    let fiche = sonia.appeler_sur::<CorrigerManquement>(2, id, corrige("aujourd'hui")).await.unwrap();
    let lue = &fiche.conventions[0];
    assert_eq!((lue.etat(jour), lue.date_fin, lue.version), (EtatConvention::EnVigueur, None, 3));
    let dite = &lue.corrections[0];
    assert_eq!((dite.corrigee_le, dite.par.as_str()), (jour, "sonia ESSAI"));
    assert_eq!(dite.fin_evitee, jour + chrono::Months::new(1));
    assert!(dite.denonciation.motif.contains("Revue annuelle non transmise"));
    // Done once; and another notice may follow.
    let encore = sonia.appeler_sur::<CorrigerManquement>(3, id, corrige("aujourd'hui")).await.unwrap_err();
    assert_eq!(encore.statut, 409);
    let fiche = sonia.appeler_sur::<DenoncerConvention>(3, id, lettre()).await.unwrap();
    assert_eq!(fiche.conventions[0].etat(jour), EtatConvention::Denoncee);
    assert_eq!(correction::Entity::find().all(bac.base()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn after_its_end_or_where_the_days_are_taken_nothing_is_cured() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let fiche = denoncee(&sonia).await;
    let (caisse, id, fin) = (fiche.id, fiche.conventions[0].id, fiche.conventions[0].date_fin.unwrap());
    // The next one, entered for the days that the notice frees.
    let suivante = convention("caf_mcp", &fin.succ_opt().unwrap().to_string());
    sonia.appeler::<SaisirConvention>(caisse, suivante).await.unwrap();
    let refus = sonia.appeler_sur::<CorrigerManquement>(2, id, corrige("aujourd'hui")).await.unwrap_err();
    assert_eq!(refus.champs(), [("corrigee_le", "convention_chevauchee")]);
    bac.horloge.avancer(((fin - bac.horloge.aujourdhui()).num_days() + 1) * JOUR_S);
    let sonia = bac.connecter("sonia").await;
    let refus = sonia.appeler_sur::<CorrigerManquement>(2, id, corrige("hier")).await.unwrap_err();
    assert_eq!(refus.statut, 409);
    assert!(refus.probleme.detail.contains("ne se rouvre pas"), "{}", refus.probleme.detail);
}

/// The conventions of 2016 end for a breach, corrected or not.
#[tokio::test]
async fn a_notice_that_knows_no_cure_is_not_stopped() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let alsa = sonia.appeler::<ConsulterOrganisation>(bac.gens.alsa, ()).await.unwrap();
    let id = alsa.conventions[0].id;
    sonia.appeler_sur::<DenoncerConvention>(1, id, lettre()).await.unwrap();
    let refus = sonia.appeler_sur::<CorrigerManquement>(2, id, corrige("aujourd'hui")).await.unwrap_err();
    assert_eq!(refus.statut, 409);
    assert!(refus.probleme.detail.contains("ne le prévoient pas"), "{}", refus.probleme.detail);
}
