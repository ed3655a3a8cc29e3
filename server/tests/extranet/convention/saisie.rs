use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{
    ConsulterDossier, ConsulterOrganisation, ConsulterOrganisations, CreerOrganisation, DenoncerConvention,
    ReglerHoraires, SaisirAvenant, SaisirConvention,
};
use reciproque_shared::convention::{
    EtatConvention, SaisieAvenant, SaisieConvention, SaisieDenonciation, SaisieQuota, SaisieTermes, Voie,
};
use reciproque_shared::date;
use reciproque_shared::habilitation::{Profil, Rubrique};
use reciproque_shared::organisation::{SaisieHoraires, SaisieOrganisation, SorteOrganisation};
use reciproque_shared::supervision::fiche::FicheOrganisation;

use crate::bac::rubriques::remplir;
use crate::bac::{Bac, Client};

const JOUR_S: i64 = 24 * 3_600;

fn termes(rubriques: &[Rubrique], saisie: bool, referents: &str) -> SaisieTermes {
    SaisieTermes {
        niveau: "departement".into(),
        rubriques: rubriques.to_vec(),
        saisie,
        quotas: vec![SaisieQuota { profil: Profil::Referent, nombre: referents.into() }],
        ..SaisieTermes::default()
    }
}

fn avenant(date: &str, rubriques: &[Rubrique], saisie: bool) -> SaisieAvenant {
    SaisieAvenant {
        date_effet: date.into(),
        objet: "Ouverture des ressources.".into(),
        termes: termes(rubriques, saisie, "6"),
    }
}

async fn lire(sonia: &Client, organisation: i64) -> FicheOrganisation {
    sonia.appeler::<ConsulterOrganisation>(organisation, ()).await.unwrap()
}

/// The avenant is entered today for tomorrow: nadia sees the ressources from tomorrow on.
#[tokio::test]
async fn an_avenant_opens_a_rubrique_on_its_own_day_and_keeps_the_past_visible() {
    let bac = Bac::ouvrir().await;
    remplir(&bac, bac.gens.keller).await;
    let (sonia, nadia) = (bac.connecter("sonia").await, bac.connecter("nadia").await);
    let dossier = bac.gens.keller.dossier;
    let convention = &lire(&sonia, bac.gens.alsa).await.conventions[0];
    let saisie = avenant("demain", &[Rubrique::Ressources], true);
    let fiche = sonia.appeler_sur::<SaisirAvenant>(1, convention.id, saisie.clone()).await.unwrap();
    let avenants = &fiche.conventions[0].avenants;
    assert_eq!(avenants.iter().map(|a| a.numero).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(avenants[1].saisi_par.as_deref(), Some("sonia ESSAI"));
    assert!(avenants[0].termes.rubriques.is_empty() && avenants[0].termes.quota(Profil::Referent) == 6);
    let fermee = |fiche: &reciproque_shared::dossier::FicheDossier| {
        fiche.rubriques_fermees.contains(&Rubrique::Ressources)
    };
    assert!(fermee(&nadia.appeler::<ConsulterDossier>(dossier, ()).await.unwrap()));
    // The same version again: somebody else would overwrite.
    let refus = sonia.appeler_sur::<SaisirAvenant>(1, convention.id, saisie).await.unwrap_err();
    assert_eq!(refus.statut, 412);
    bac.horloge.avancer(JOUR_S);
    let nadia = bac.connecter("nadia").await;
    assert!(!fermee(&nadia.appeler::<ConsulterDossier>(dossier, ()).await.unwrap()));
}

#[tokio::test]
async fn an_avenant_never_changes_the_past_nor_goes_back_before_the_last_one() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let id = lire(&sonia, bac.gens.alsa).await.conventions[0].id;
    let refuse = async |version, saisie: SaisieAvenant| {
        let refus = sonia.appeler_sur::<SaisirAvenant>(version, id, saisie).await.unwrap_err();
        (refus.probleme.errors[0].champ.clone(), refus.probleme.errors[0].code.clone())
    };
    let en = |champ: &str, code: &str| (champ.to_owned(), code.to_owned());
    assert_eq!(refuse(1, avenant("hier", &[], false)).await, en("date_effet", "avenant_passe"));
    let mut meme = avenant("demain", &[], true);
    meme.termes.quotas = [(Profil::Referent, 6), (Profil::ConseillerPoleEmploi, 6)]
        .map(|(profil, nombre)| SaisieQuota { profil, nombre: nombre.to_string() })
        .to_vec();
    assert_eq!(refuse(1, meme).await, en("termes.quotas.1.nombre", "profil_hors_sorte"));
    assert_eq!(refuse(1, avenant("demain", &[Rubrique::Famille], true)).await.1, "rubrique_hors_profil");
    let dans_dix_jours = (bac.horloge.aujourdhui() + chrono::Days::new(10)).to_string();
    sonia.appeler_sur::<SaisirAvenant>(1, id, avenant(&dans_dix_jours, &[], false)).await.unwrap();
    assert_eq!(refuse(2, avenant("demain", &[], true)).await, en("date_effet", "avenant_desordonne"));
    assert_eq!(refuse(2, avenant(&dans_dix_jours, &[], false)).await.1, "avenant_vide");
}

/// Sent today.
fn lettre(voie: Voie) -> SaisieDenonciation {
    let (voie, date) = (voie.code().to_owned(), "aujourd'hui".to_owned());
    SaisieDenonciation { voie, date, motif: "Décision du Département.".into() }
}

/// The conventions of 2016 provide for no end by will: it is not renewed, and holds until its term. How the end was
/// found is kept beside the reason; the way is asked for.
#[tokio::test]
async fn an_end_by_will_waits_for_the_term_and_keeps_its_computation() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let convention = lire(&sonia, bac.gens.alsa).await.conventions[0].clone();
    let sans_voie = SaisieDenonciation { voie: String::new(), ..lettre(Voie::Volonte) };
    let refus = sonia.appeler_sur::<DenoncerConvention>(1, convention.id, sans_voie).await.unwrap_err();
    assert_eq!(refus.champs(), [("voie", "voie_absente")]);
    let autre = lettre(Voie::Immediate);
    let refus = sonia.appeler_sur::<DenoncerConvention>(1, convention.id, autre).await.unwrap_err();
    assert_eq!(refus.champs(), [("voie", "voie_absente")], "another kind of convention ends so");
    let notice = lettre(Voie::Volonte);
    let fiche = sonia.appeler_sur::<DenoncerConvention>(1, convention.id, notice).await.unwrap();
    let (lue, preavis) = (&fiche.conventions[0], bac.horloge.aujourdhui() + chrono::Months::new(3));
    let terme = convention.duree().fin_d_annee(preavis);
    assert_eq!((lue.date_fin, lue.duree().fin()), (Some(terme), Some(terme)));
    let motif = &lue.denonciation.as_ref().unwrap().motif;
    for dit in [date::court(preavis), date::court(terme), "Motif : Décision du Département.".to_owned()] {
        assert!(motif.contains(&dit), "{motif}");
    }
}

#[tokio::test]
async fn a_notice_ends_the_access_three_months_later_and_once_only() {
    let bac = Bac::ouvrir().await;
    let (sonia, nadia) = (bac.connecter("sonia").await, bac.connecter("nadia").await);
    let convention = lire(&sonia, bac.gens.alsa).await.conventions[0].clone();
    let notice = lettre(Voie::Manquement);
    let fiche = sonia.appeler_sur::<DenoncerConvention>(1, convention.id, notice.clone()).await.unwrap();
    let jour = bac.horloge.aujourdhui();
    let lue = &fiche.conventions[0];
    assert_eq!(lue.etat(jour), EtatConvention::Denoncee);
    assert_eq!(lue.date_fin, Some(jour + chrono::Months::new(3)));
    nadia.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    let refus = sonia.appeler_sur::<DenoncerConvention>(2, convention.id, notice).await.unwrap_err();
    assert_eq!(refus.champs(), [("date", "denoncee_deja")]);
    // Another one may follow, from the day after the end.
    let reprise = |date: String| SaisieConvention {
        reference: "CP-2027".into(),
        date_effet: date,
        tacite: true,
        sorte: String::new(),
        termes: termes(&[], true, "6"),
    };
    let fin = lue.date_fin.unwrap();
    let trop_tot = reprise(fin.to_string());
    let refus = sonia.appeler::<SaisirConvention>(bac.gens.alsa, trop_tot).await.unwrap_err();
    assert_eq!(refus.champs(), [("date_effet", "convention_chevauchee")]);
    let lendemain = reprise(fin.succ_opt().unwrap().to_string());
    let fiche = sonia.appeler::<SaisirConvention>(bac.gens.alsa, lendemain).await.unwrap();
    assert_eq!(fiche.conventions.len(), 2);
    // The day after, under the new one.
    bac.horloge.avancer(((fin - jour).num_days() + 1) * JOUR_S);
    assert!(bac.visiteur().ouvrir_session("nadia@exemple.fr", crate::bac::MOT_DE_PASSE).await.is_ok());
}

/// The last day is a day; at midnight the open session and the sign-in are refused.
#[tokio::test]
async fn the_day_after_the_end_of_a_notice_everything_is_refused() {
    // The clock runs further than a password lasts.
    let bac = Bac::avec(Reglages { mot_de_passe_jours: 0, ..Reglages::default() }).await;
    let sonia = bac.connecter("sonia").await;
    let convention = lire(&sonia, bac.gens.alsa).await.conventions[0].clone();
    let notice = lettre(Voie::Manquement);
    let fiche = sonia.appeler_sur::<DenoncerConvention>(1, convention.id, notice).await.unwrap();
    let fin = fiche.conventions[0].date_fin.unwrap();
    let minuit = fin.succ_opt().unwrap().and_hms_opt(0, 0, 0).unwrap();
    bac.aller_a(minuit - chrono::TimeDelta::minutes(10));
    assert_eq!(bac.horloge.aujourdhui(), fin);
    let nadia = bac.connecter("nadia").await;
    let keller = bac.gens.keller.dossier;
    nadia.appeler::<ConsulterDossier>(keller, ()).await.unwrap();
    bac.horloge.avancer(1_200);
    let refus = nadia.appeler::<ConsulterDossier>(keller, ()).await.unwrap_err();
    assert_eq!(refus.probleme.genre, "/problemes/acces_ferme");
    assert!(refus.probleme.detail.contains("convention entre votre organisation et le Département"));
    let refus = bac.visiteur().ouvrir_session("nadia@exemple.fr", crate::bac::MOT_DE_PASSE).await;
    assert_eq!(refus.map(drop).unwrap_err().probleme.genre, "/problemes/acces_ferme");
    // Nobody else is touched.
    bac.connecter("paul").await.appeler::<ConsulterDossier>(keller, ()).await.unwrap();
}

/// Two notices for two conventions of one organisation can't both be open-ended.
#[tokio::test]
async fn two_conventions_entered_at_once_do_not_share_a_day() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let (nom, sorte) = ("  RÉSONANCE  rSa ".into(), "structure".into());
    let nouvelle = SaisieOrganisation { nom, sorte, sans_compte: false };
    let (une, autre) = tokio::join!(
        sonia.appeler::<CreerOrganisation>((), nouvelle.clone()),
        sonia.appeler::<CreerOrganisation>((), nouvelle.clone()),
    );
    let (fiche, refus) = match (une, autre) {
        (Ok(fiche), Err(refus)) | (Err(refus), Ok(fiche)) => (fiche, refus),
        _ => panic!("two organisations of one name, or none"),
    };
    assert_eq!(refus.champs(), [("nom", "nom_pris")]);
    assert_eq!((fiche.nom.as_str(), fiche.sorte), ("RÉSONANCE rSa", SorteOrganisation::Structure));
    let saisie = |tacite| SaisieConvention {
        reference: "CP-2026".into(),
        date_effet: "01/01/2026".into(),
        tacite,
        sorte: String::new(),
        termes: termes(&[], true, "2"),
    };
    let (une, autre) = tokio::join!(
        sonia.appeler::<SaisirConvention>(fiche.id, saisie(true)),
        sonia.appeler::<SaisirConvention>(fiche.id, saisie(false)),
    );
    assert_eq!(u8::from(une.is_ok()) + u8::from(autre.is_ok()), 1);
    let lignes = sonia.appeler::<ConsulterOrganisations>((), ()).await.unwrap().lignes;
    let ligne = lignes.iter().find(|ligne| ligne.id == fiche.id).unwrap();
    assert_eq!(ligne.etat, Some(EtatConvention::EnVigueur));
    assert_eq!(ligne.usages[0].quota, Some(2));
    assert_eq!(lignes[0].sorte, SorteOrganisation::Departement);
}

#[tokio::test]
async fn opening_hours_come_in_pairs_and_in_order() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let horaires = |ouvre: &str, ferme: &str| SaisieHoraires { ouvre_a: ouvre.into(), ferme_a: ferme.into() };
    let alsa = bac.gens.alsa;
    let fiche = sonia.appeler::<ReglerHoraires>(alsa, horaires("5h", "23h")).await.unwrap();
    assert_eq!(fiche.ouvre_a.map(|h| h.to_string()), Some("05:00:00".to_owned()));
    let refus = sonia.appeler::<ReglerHoraires>(alsa, horaires("23h", "5h")).await.unwrap_err();
    assert_eq!(refus.champs(), [("ferme_a", "horaires_ordre")]);
    let refus = sonia.appeler::<ReglerHoraires>(alsa, horaires("5h", "")).await.unwrap_err();
    assert_eq!(refus.champs(), [("ferme_a", "heure_absente")]);
    let fiche = sonia.appeler::<ReglerHoraires>(alsa, horaires(" ", "")).await.unwrap();
    assert_eq!((fiche.ouvre_a, fiche.ferme_a), (None, None));
    // Those who would have to reopen are never shut out themselves.
    let departement = bac.gens.departement;
    let refus = sonia.appeler::<ReglerHoraires>(departement, horaires("5h", "5h01")).await.unwrap_err();
    assert_eq!(refus.statut, 409);
    let fiche = sonia.appeler::<ConsulterOrganisation>(departement, ()).await.unwrap();
    assert_eq!((fiche.ouvre_a, fiche.ferme_a), (None, None));
}
