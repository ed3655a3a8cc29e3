//! A structure without accounts accompanies and signs in nowhere: nothing that needs an account is done
//! there, by the product nor in the tables, until a convention makes it a structure like the others.

use chrono::NaiveDate;
use reciproque_server::depot::entite::{agent, convention, organisation, revue};
use reciproque_shared::accueil::{FileAttente, SaisieFile};
use reciproque_shared::api::{
    ConsulterAgent, ConsulterFile, ConsulterHabilitations, ConsulterOrganisation, ConsulterOrganisations,
    ConsulterParcours, CreerOrganisation, DemanderHabilitation, Orienter, RattacherAgent, ReglerHoraires,
    SaisirAvenant, SaisirConvention, SuperviserOrganisation,
};
use reciproque_shared::convention::{SaisieAvenant, SaisieConvention, SaisieQuota, SaisieTermes};
use reciproque_shared::date;
use reciproque_shared::habilitation::{Profil, SaisieHabilitation};
use reciproque_shared::organisation::{SaisieHoraires, SaisieOrganisation};
use reciproque_shared::parcours::{OrigineOrientation, SaisieOrientation, SorteOrientation};
use reciproque_shared::supervision::fiche::FicheOrganisation;
use reciproque_shared::supervision::{GesteSupervision, SaisieRattachement, SaisieSupervision};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::bac::{Bac, Client, nom_de_session};

/// An association that the user referent creates without accounts.
pub async fn association(sonia: &Client) -> FicheOrganisation {
    let saisie =
        SaisieOrganisation { nom: "Jardins partagés".into(), sorte: "structure".into(), sans_compte: true };
    sonia.appeler::<CreerOrganisation>((), saisie).await.unwrap()
}

pub async fn superviser(sonia: &Client, organisation: i64, geste: GesteSupervision) -> FicheOrganisation {
    let saisie = SaisieSupervision { geste, motif: "Convention signée ce mois-ci.".into() };
    sonia.appeler::<SuperviserOrganisation>(organisation, saisie).await.unwrap()
}

/// Terms of a structure.
fn termes(capacite: &str) -> SaisieTermes {
    SaisieTermes {
        niveau: "departement".into(),
        saisie: true,
        quotas: vec![SaisieQuota { profil: Profil::Referent, nombre: "2".into() }],
        capacite: capacite.into(),
        ..SaisieTermes::default()
    }
}

fn convention_signee() -> SaisieConvention {
    SaisieConvention {
        reference: "CP-2026".into(),
        sorte: String::new(),
        date_effet: "01/01/2026".into(),
        tacite: true,
        termes: termes(""),
    }
}

fn demande(organisation: i64) -> SaisieHabilitation {
    SaisieHabilitation {
        organisation: Some(organisation),
        nom: "LITTLER".into(),
        prenom: "Sylvie".into(),
        email: "sylvie.littler@exemple.fr".into(),
        fonction: "Conseillère".into(),
        profil: "referent".into(),
        motif: "Recrutement dans l’équipe.".into(),
    }
}

/// Towards a structure, today.
async fn orienter_haas(bac: &Bac, hugo: &Client, structure: i64) {
    let personne = bac.gens.haas.demandeur;
    let vue = hugo.appeler::<ConsulterParcours>(personne, ()).await.unwrap();
    let aujourdhui = date::court(bac.horloge.aujourdhui());
    let saisie = SaisieOrientation {
        sorte: Some(SorteOrientation::Social),
        structure: Some(structure),
        origine: Some(OrigineOrientation::Premiere),
        decidee_le: aujourdhui.clone(),
        debut: aujourdhui,
        ..SaisieOrientation::default()
    };
    hugo.appeler_sur::<Orienter>(vue.version, personne, saisie).await.unwrap();
}

async fn sans_referent(hugo: &Client) -> Vec<i64> {
    let page = hugo.appeler::<ConsulterFile>(FileAttente::SansReferent, SaisieFile::default()).await.unwrap();
    page.lignes.iter().map(|ligne| ligne.personne.personne).collect()
}

#[tokio::test]
async fn nothing_that_needs_an_account_is_done_there_and_each_refusal_says_what_to_do() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let fiche = association(&sonia).await;
    assert!(fiche.sans_compte && fiche.usages.is_empty() && fiche.lieux.is_none());
    assert_eq!(fiche.gestes, [GesteSupervision::OuvrirComptes, GesteSupervision::Fermer]);
    let horaires = SaisieHoraires { ouvre_a: "8h".into(), ferme_a: "18h".into() };
    let refus = [
        sonia.appeler::<SaisirConvention>(fiche.id, convention_signee()).await.map(drop).unwrap_err(),
        sonia.appeler::<DemanderHabilitation>((), demande(fiche.id)).await.map(drop).unwrap_err(),
        sonia.appeler::<ReglerHoraires>(fiche.id, horaires).await.map(drop).unwrap_err(),
    ];
    for refus in refus {
        assert_eq!(refus.statut, 409);
        assert!(
            refus.probleme.detail.contains("Passez-la d’abord sous convention"),
            "{}",
            refus.probleme.detail
        );
    }
    let proposees = sonia.appeler::<ConsulterHabilitations>((), ()).await.unwrap().organisations;
    assert!(proposees.iter().all(|une| une.id != fiche.id), "not to be chosen");
    let lignes = sonia.appeler::<ConsulterOrganisations>((), ()).await.unwrap().lignes;
    let ligne = lignes.iter().find(|ligne| ligne.id == fiche.id).unwrap();
    assert!(ligne.sans_compte && ligne.usages.is_empty() && ligne.etat.is_none());
    let ailleurs = SaisieOrganisation { sorte: "ctsa".into(), nom: "CTSA de trop".into(), sans_compte: true };
    let refus = sonia.appeler::<CreerOrganisation>((), ailleurs).await.unwrap_err();
    assert_eq!(refus.champs(), [("sans_compte", "sans_compte_hors_structure")]);
}

#[tokio::test]
async fn nobody_who_leaves_another_organisation_is_attached_there() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let fiche = association(&sonia).await;
    let libre = agent::ActiveModel {
        organisation_id: Set(bac.gens.alsa),
        nom: Set("HEITZ".into()),
        prenom: Set("Claudine".into()),
        email: Set(nom_de_session("claudine.heitz")),
        ..Default::default()
    };
    let libre = libre.insert(bac.base()).await.unwrap().id;
    let proposees = sonia.appeler::<ConsulterAgent>(libre, ()).await.unwrap().organisations;
    assert!(!proposees.is_empty() && proposees.iter().all(|lieu| lieu.code != fiche.id.to_string()));
    let saisie = SaisieRattachement {
        organisation: Some(fiche.id),
        nom: "HEITZ".into(),
        prenom: "Claudine".into(),
        motif: "Recrutée par l’association.".into(),
    };
    let refus = sonia.appeler::<RattacherAgent>(libre, saisie).await.unwrap_err();
    assert_eq!(refus.champs(), [("organisation", "structure_sans_compte")]);
}

#[tokio::test]
async fn the_tables_refuse_an_agent_a_convention_and_a_review_of_it() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let fiche = association(&sonia).await;
    let jour = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let un_agent = agent::ActiveModel {
        organisation_id: Set(fiche.id),
        nom: Set("HEITZ".into()),
        prenom: Set("Claudine".into()),
        email: Set(nom_de_session("claudine.heitz")),
        ..Default::default()
    };
    assert!(un_agent.insert(bac.base()).await.is_err());
    let deplacee =
        agent::ActiveModel { id: Set(bac.gens.nadia), organisation_id: Set(fiche.id), ..Default::default() };
    assert!(deplacee.update(bac.base()).await.is_err());
    let une_convention = convention::ActiveModel {
        organisation_id: Set(fiche.id),
        reference: Set("hors du produit".into()),
        date_effet: Set(jour),
        tacite: Set(true),
        version: Set(1),
        ..Default::default()
    };
    assert!(une_convention.insert(bac.base()).await.is_err());
    let une_revue = revue::ActiveModel {
        organisation_id: Set(fiche.id),
        organisation_nom: Set(fiche.nom.clone()),
        annee: Set(2026),
        ouverte_le: Set(bac.horloge.maintenant()),
        limite: Set(jour),
        version: Set(1),
        ..Default::default()
    };
    assert!(une_revue.insert(bac.base()).await.is_err());
    // Nor does an organisation that has accounts lose them, or one of another kind do without.
    for organisation in [bac.gens.alsa, bac.gens.departement] {
        let sans =
            organisation::ActiveModel { id: Set(organisation), sans_compte: Set(true), ..Default::default() };
        assert!(sans.update(bac.base()).await.is_err(), "{organisation}");
    }
}

#[tokio::test]
async fn under_a_convention_it_becomes_a_structure_like_the_others_and_not_back_while_it_has_accounts() {
    let bac = Bac::ouvrir().await;
    let (sonia, hugo) = (bac.connecter("sonia").await, bac.connecter("hugo").await);
    let (fiche, haas) = (association(&sonia).await, bac.gens.haas.demandeur);
    orienter_haas(&bac, &hugo, fiche.id).await;
    assert!(!sans_referent(&hugo).await.contains(&haas), "nobody of it is designated");
    let ouverte = superviser(&sonia, fiche.id, GesteSupervision::OuvrirComptes).await;
    assert!(!ouverte.sans_compte && ouverte.lieux.is_some());
    assert_eq!(ouverte.decisions[0].geste, GesteSupervision::OuvrirComptes);
    assert!(sans_referent(&hugo).await.contains(&haas), "somebody is to be named now");
    crate::attente::justes_ici(&bac, "after accounts were opened").await;
    assert_eq!(ouverte.gestes, [GesteSupervision::Suspendre, GesteSupervision::RetirerComptes]);
    superviser(&sonia, fiche.id, GesteSupervision::RetirerComptes).await;
    assert!(!sans_referent(&hugo).await.contains(&haas), "as before");
    crate::attente::justes_ici(&bac, "after they were taken back").await;
    superviser(&sonia, fiche.id, GesteSupervision::OuvrirComptes).await;
    let fiche = sonia.appeler::<SaisirConvention>(fiche.id, convention_signee()).await.unwrap();
    assert_eq!(fiche.gestes, [GesteSupervision::Suspendre], "a convention is in force");
    sonia.appeler::<DemanderHabilitation>((), demande(fiche.id)).await.unwrap();
    let saisie = SaisieSupervision {
        geste: GesteSupervision::RetirerComptes,
        motif: "Erreur de saisie à reprendre.".into(),
    };
    let refus = sonia.appeler::<SuperviserOrganisation>(fiche.id, saisie).await.unwrap_err();
    assert_eq!(refus.statut, 409);
}

#[tokio::test]
async fn closed_it_accompanies_whom_it_does_and_nobody_else_is_oriented_there() {
    let bac = Bac::ouvrir().await;
    let (sonia, hugo) = (bac.connecter("sonia").await, bac.connecter("hugo").await);
    let fiche = association(&sonia).await;
    let fermee = superviser(&sonia, fiche.id, GesteSupervision::Fermer).await;
    assert!(fermee.suspendue_le.is_some());
    assert_eq!(fermee.gestes, [GesteSupervision::Rouvrir]);
    let vue = hugo.appeler::<ConsulterParcours>(bac.gens.haas.demandeur, ()).await.unwrap();
    let raison = vue.contexte.structure(fiche.id).unwrap().fermee.clone().unwrap();
    assert!(raison.contains("fermée"), "{raison}");
    superviser(&sonia, fiche.id, GesteSupervision::Rouvrir).await;
    orienter_haas(&bac, &hugo, fiche.id).await;
}

#[tokio::test]
async fn a_capacity_is_a_term_that_an_avenant_changes_on_its_day() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let alsa = bac.gens.alsa;
    let avant = sonia.appeler::<ConsulterOrganisation>(alsa, ()).await.unwrap();
    let saisie = |capacite: &str| SaisieAvenant {
        date_effet: "demain".into(),
        objet: "Capacité d’accompagnement.".into(),
        termes: termes(capacite),
    };
    let convention = &avant.conventions[0];
    let refus = sonia.appeler_sur::<SaisirAvenant>(1, convention.id, saisie("0")).await.unwrap_err();
    assert_eq!(refus.champs(), [("termes.capacite", "capacite_forme")]);
    let fiche = sonia.appeler_sur::<SaisirAvenant>(1, convention.id, saisie("50")).await.unwrap();
    let avenants = &fiche.conventions[0].avenants;
    assert_eq!(avenants.iter().map(|a| a.termes.capacite).collect::<Vec<_>>(), [None, Some(50)]);
    let hugo = bac.connecter("hugo").await;
    let capacite = async |hugo: &Client| {
        let vue = hugo.appeler::<ConsulterParcours>(bac.gens.haas.demandeur, ()).await.unwrap();
        vue.contexte.structure(alsa).unwrap().capacite
    };
    assert_eq!(capacite(&hugo).await, None);
    bac.demain_dix_heures();
    assert_eq!(capacite(&bac.connecter("hugo").await).await, Some(50));
}
