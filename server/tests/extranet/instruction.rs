//! What is asked of the Département about the right: received and instructed by one agent of the CTSA,
//! decided by another, notified, sent to the caisse; told beside what the flow says.

mod regles;

use reciproque_server::depot::entite::agent;
use reciproque_shared::accueil::{Accueil, FileAttente, PageFile, SaisieFile};
use reciproque_shared::api::{
    ConsulterAccueil, ConsulterDossier, ConsulterFile, ConsulterInstruction, ConsulterInstructions,
    DeciderInstruction, FaireGesteInstruction, OuvrirInstruction, ProposerDecision,
};
use reciproque_shared::attente::Attendu;
use reciproque_shared::date;
use reciproque_shared::dossier::Adulte;
use reciproque_shared::instruction::{
    EtatInstruction, FicheInstruction, GenreDerogation, GesteInstruction, IssueInstruction, MomentDerogation,
    MotifRemise, MoyenNotification, MoyenTransmission, SaisieConclusion, SaisieGesteInstruction,
    SaisieInstruction, SorteInstruction,
};
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, Client, Refuse, nom_de_session};

/// Somebody else of the CTSA of hugo: irene, who comes from another one.
async fn collegue(bac: &Bac) -> Client {
    let celui = |prenom| agent::Entity::find().filter(agent::Column::Email.eq(nom_de_session(prenom)));
    let hugo = celui("hugo").one(bac.base()).await.unwrap().unwrap();
    agent::Entity::update_many()
        .col_expr(agent::Column::OrganisationId, Expr::value(hugo.organisation_id))
        .filter(agent::Column::Email.eq(nom_de_session("irene")))
        .exec(bac.base())
        .await
        .unwrap();
    bac.connecter("irene").await
}

fn derogation(bac: &Bac) -> SaisieInstruction {
    SaisieInstruction {
        sorte: Some(SorteInstruction::Derogation),
        recue_le: date::court(bac.horloge.aujourdhui()),
        genre: Some(GenreDerogation::Age),
        moment: Some(MomentDerogation::Ouverture),
        precision: "Fin d’études en juin.".into(),
        ..SaisieInstruction::default()
    }
}

fn accord(bac: &Bac) -> SaisieConclusion {
    SaisieConclusion {
        issue: Some(IssueInstruction::Accord),
        du: date::court(bac.horloge.aujourdhui()),
        ..SaisieConclusion::default()
    }
}

async fn ouvrir(client: &Client, bac: &Bac, saisie: SaisieInstruction) -> FicheInstruction {
    client.appeler::<OuvrirInstruction>(bac.gens.keller.demandeur, saisie).await.unwrap()
}

async fn faire(
    client: &Client,
    vue: &FicheInstruction,
    saisie: SaisieGesteInstruction,
) -> Result<FicheInstruction, Refuse> {
    client.appeler_sur::<FaireGesteInstruction>(vue.version, vue.fil.ligne.id, saisie).await
}

async fn seul(
    client: &Client,
    vue: &FicheInstruction,
    geste: GesteInstruction,
) -> Result<FicheInstruction, Refuse> {
    faire(client, vue, SaisieGesteInstruction::seul(geste)).await
}

async fn proposer(client: &Client, vue: &FicheInstruction, saisie: SaisieConclusion) -> FicheInstruction {
    client.appeler_sur::<ProposerDecision>(vue.version, vue.fil.ligne.id, saisie).await.unwrap()
}

async fn decider(
    client: &Client,
    vue: &FicheInstruction,
    saisie: SaisieConclusion,
) -> Result<FicheInstruction, Refuse> {
    client.appeler_sur::<DeciderInstruction>(vue.version, vue.fil.ligne.id, saisie).await
}

async fn notifier(client: &Client, bac: &Bac, vue: &FicheInstruction) -> FicheInstruction {
    let saisie = SaisieGesteInstruction {
        le: date::court(bac.horloge.aujourdhui()),
        moyen_notification: Some(MoyenNotification::Courrier),
        ..SaisieGesteInstruction::seul(GesteInstruction::Notifier)
    };
    faire(client, vue, saisie).await.unwrap()
}

async fn relue(client: &Client, vue: &FicheInstruction) -> FicheInstruction {
    client.appeler::<ConsulterInstruction>(vue.fil.ligne.id, ()).await.unwrap()
}

async fn compte(client: &Client, file: FileAttente) -> u64 {
    let Accueil { files, .. } = client.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    files.into_iter().find(|compte| compte.file == file).unwrap().nombre
}

async fn file(client: &Client, file: FileAttente) -> PageFile {
    client.appeler::<ConsulterFile>(file, SaisieFile::default()).await.unwrap()
}

/// The demandeur of the Keller, as this reader sees them.
async fn adulte(client: &Client, bac: &Bac) -> Adulte {
    let lu = client.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    lu.adultes.into_iter().find(|adulte| adulte.id == bac.gens.keller.demandeur).unwrap()
}

/// Received, taken up by hugo, and proposed.
async fn proposee(bac: &Bac, hugo: &Client) -> FicheInstruction {
    let fiche = ouvrir(hugo, bac, derogation(bac)).await;
    let prise = seul(hugo, &fiche, GesteInstruction::Prendre).await.unwrap();
    proposer(hugo, &prise, accord(bac)).await
}

#[tokio::test]
async fn a_derogation_is_instructed_by_one_decided_by_another_notified_sent_and_read_by_pole_emploi() {
    let bac = Bac::ouvrir().await;
    let (hugo, irene) = (bac.connecter("hugo").await, collegue(&bac).await);
    let claire = bac.connecter("claire").await;
    let fiche = ouvrir(&hugo, &bac, derogation(&bac)).await;
    assert_eq!(fiche.gestes[0], GesteInstruction::Prendre);
    assert_eq!(compte(&irene, FileAttente::AInstruire).await, 1);
    let prise = seul(&hugo, &fiche, GesteInstruction::Prendre).await.unwrap();
    let proposee = proposer(&hugo, &prise, accord(&bac)).await;
    assert!(!proposee.permet(GesteInstruction::Decider));
    assert!(proposee.empechement.as_ref().unwrap().contains("un autre agent de la CTSA"));
    assert_eq!(compte(&hugo, FileAttente::ADecider).await, 0, "his own is not for him to decide");
    assert_eq!(compte(&irene, FileAttente::ADecider).await, 1);
    let ligne = file(&irene, FileAttente::ADecider).await.lignes.remove(0);
    assert_eq!(ligne.instruction, Some(fiche.fil.ligne.id));
    assert_eq!(ligne.precision, "Dérogation", "a list says what is due, not what is asked");
    let attentes = adulte(&hugo, &bac).await.parcours.unwrap().attentes;
    assert!(attentes.iter().any(|lue| lue.quoi == Attendu::DecisionInstruction));
    let decidee = decider(&irene, &relue(&irene, &proposee).await, accord(&bac)).await.unwrap();
    assert_eq!(decidee.fil.ligne.decidee_le, Some(bac.horloge.aujourdhui()));
    assert_eq!(compte(&hugo, FileAttente::ANotifier).await, 1);
    assert!(adulte(&claire, &bac).await.instructions.is_empty(), "the person does not know yet");
    let notifiee = notifier(&hugo, &bac, &relue(&hugo, &decidee).await).await;
    assert_eq!(compte(&hugo, FileAttente::ATransmettre).await, 1);
    let lue = adulte(&claire, &bac).await;
    assert!(lue.parcours.unwrap().attentes.iter().all(|lue| !lue.quoi.d_une_instruction()));
    assert_eq!(lue.instructions[0].conclusion.unwrap().issue(), IssueInstruction::Accord);
    let transmettre = SaisieGesteInstruction {
        le: date::court(bac.horloge.aujourdhui()),
        moyen_transmission: Some(MoyenTransmission::Portail),
        ..SaisieGesteInstruction::seul(GesteInstruction::Transmettre)
    };
    let transmise = faire(&hugo, &notifiee, transmettre).await.unwrap();
    assert_eq!(transmise.fil.ligne.etat, EtatInstruction::TransmiseCaisse);
    assert_eq!(compte(&hugo, FileAttente::ATransmettre).await, 0);
    assert_eq!(transmise.gestes, []);
    let lue = adulte(&claire, &bac).await.instructions.remove(0);
    assert_eq!(lue.moyen_transmission, Some(MoyenTransmission::Portail));
    let etapes: Vec<_> = transmise.fil.etapes.iter().map(|e| (e.geste, e.agent.as_str())).collect();
    assert_eq!(
        etapes,
        [
            (GesteInstruction::Recevoir, "hugo ESSAI"),
            (GesteInstruction::Prendre, "hugo ESSAI"),
            (GesteInstruction::Proposer, "hugo ESSAI"),
            (GesteInstruction::Decider, "irene ESSAI"),
            (GesteInstruction::Notifier, "hugo ESSAI"),
            (GesteInstruction::Transmettre, "hugo ESSAI"),
        ]
    );
    crate::attente::justes_ici(&bac, "after a whole life").await;
}

#[tokio::test]
async fn who_instructs_is_refused_the_decision_whatever_the_page_shows() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let vue = proposee(&bac, &hugo).await;
    let refus = decider(&hugo, &vue, accord(&bac)).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(refus.probleme.detail.contains("un autre agent de la CTSA"), "{}", refus.probleme.detail);
    assert_eq!(relue(&hugo, &vue).await.fil.ligne.etat, EtatInstruction::Proposee);
    // A decision goes through its own call, which is traced as one.
    let par_le_cote = seul(&hugo, &vue, GesteInstruction::Decider).await.unwrap_err();
    assert_eq!(par_le_cote.champs(), [("geste", "geste_a_part")]);
}

#[tokio::test]
async fn two_who_act_on_what_they_saw_do_not_both_succeed() {
    let bac = Bac::ouvrir().await;
    let (hugo, irene) = (bac.connecter("hugo").await, collegue(&bac).await);
    let vue = proposee(&bac, &hugo).await;
    let renvoyer = SaisieGesteInstruction {
        note: "Certificat de scolarité attendu.".into(),
        ..SaisieGesteInstruction::seul(GesteInstruction::Renvoyer)
    };
    let renvoyee = faire(&irene, &vue, renvoyer).await.unwrap();
    assert_eq!(renvoyee.fil.ligne.etat, EtatInstruction::EnInstruction);
    assert_eq!(renvoyee.fil.etapes[3].note.as_deref(), Some("Certificat de scolarité attendu."));
    let tard = decider(&irene, &vue, accord(&bac)).await.unwrap_err();
    assert_eq!(tard.statut, StatusCode::PRECONDITION_FAILED);
    assert_eq!(compte(&irene, FileAttente::ADecider).await, 0);
}

#[tokio::test]
async fn the_last_gesture_is_undone_by_its_author_until_the_person_is_told() {
    let bac = Bac::ouvrir().await;
    let (hugo, irene) = (bac.connecter("hugo").await, collegue(&bac).await);
    let vue = proposee(&bac, &hugo).await;
    let refus = SaisieConclusion {
        issue: Some(IssueInstruction::Refus),
        motif_refus: Some(reciproque_shared::instruction::MotifRefus::SansJustification),
        ..SaisieConclusion::default()
    };
    let decidee = decider(&irene, &vue, refus).await.unwrap();
    let d_un_autre = seul(&hugo, &decidee, GesteInstruction::Annuler).await.unwrap_err();
    assert_eq!(d_un_autre.statut, StatusCode::CONFLICT);
    let annulee = seul(&irene, &decidee, GesteInstruction::Annuler).await.unwrap();
    let ligne = &annulee.fil.ligne;
    assert_eq!((ligne.etat, ligne.decidee_le), (EtatInstruction::Proposee, None));
    assert_eq!(ligne.conclusion.unwrap().issue(), IssueInstruction::Accord, "as it was proposed");
    assert_eq!(compte(&irene, FileAttente::ADecider).await, 1);
    assert!(!annulee.permet(GesteInstruction::Annuler), "once");
    let decidee = decider(&irene, &annulee, accord(&bac)).await.unwrap();
    let notifiee = notifier(&irene, &bac, &decidee).await;
    let partie = seul(&irene, &notifiee, GesteInstruction::Annuler).await.unwrap_err();
    assert!(partie.probleme.detail.contains("parti de la maison"), "{}", partie.probleme.detail);
    crate::attente::justes_ici(&bac, "after an undoing").await;
}

/// A waiver and an appeal are of the rubrique Indus, which Pôle emploi does not read; a structure reads
/// what its convention opens, and another CTSA nothing.
#[tokio::test]
async fn each_reads_what_the_rubriques_open_and_nothing_is_said_out_of_the_scope() {
    let bac = Bac::ouvrir().await;
    let (hugo, irene) = (bac.connecter("hugo").await, bac.connecter("irene").await);
    let remise = SaisieInstruction {
        sorte: Some(SorteInstruction::Remise),
        montant: "300".into(),
        motif_remise: Some(MotifRemise::Precarite),
        ..derogation(&bac)
    };
    let fiche = ouvrir(&hugo, &bac, remise).await;
    let inconnue = irene.appeler::<ConsulterInstruction>(999_999, ()).await.unwrap_err();
    let refus = irene.appeler::<ConsulterInstruction>(fiche.fil.ligne.id, ()).await.unwrap_err();
    assert_eq!((refus.statut, refus.probleme), (inconnue.statut, inconnue.probleme));
    assert_eq!(compte(&irene, FileAttente::AInstruire).await, 0, "another CTSA's");
    let irene = collegue(&bac).await;
    let prise = seul(&hugo, &fiche, GesteInstruction::Prendre).await.unwrap();
    let remis = SaisieConclusion { montant: "120,50".into(), ..accord(&bac) };
    let proposee = proposer(&hugo, &prise, remis.clone()).await;
    let decidee = decider(&irene, &proposee, remis).await.unwrap();
    notifier(&irene, &bac, &decidee).await;
    for prenom in ["claire", "nadia"] {
        let client = bac.connecter(prenom).await;
        assert!(adulte(&client, &bac).await.instructions.is_empty(), "{prenom}");
        let refus = client.appeler::<ConsulterInstructions>(bac.gens.keller.demandeur, ()).await;
        assert_eq!(refus.unwrap_err().statut, StatusCode::FORBIDDEN, "{prenom}");
    }
    let conclusion = adulte(&hugo, &bac).await.instructions[0].conclusion.unwrap();
    assert_eq!(conclusion.en_mots().replace('\u{a0}', " "), "Accord, remise de 120,50 €");
}
