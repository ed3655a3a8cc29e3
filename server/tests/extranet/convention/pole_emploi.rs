//! What Pôle emploi reads is a term of its convention: as before until an avenant says otherwise, never
//! beyond what the rule table allows.

use reciproque_server::depot::entite::{dossier, organisation};
use reciproque_shared::api::{
    ConsulterDossier, ConsulterHabilitations, ConsulterOrganisation, Rechercher, SaisirAvenant,
};
use reciproque_shared::convention::{SaisieAvenant, SaisieTermes};
use reciproque_shared::dossier::{EtatDossier, FicheDossier, SaisieRecherche};
use reciproque_shared::habilitation::{Portee, Rubrique};
use reciproque_shared::organisation::SorteOrganisation;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::rubriques::remplir;
use crate::bac::{Bac, Client, Refuse};

async fn pole_emploi(bac: &Bac) -> i64 {
    let nomme = organisation::Entity::find().filter(organisation::Column::Nom.eq("Pôle emploi"));
    nomme.one(bac.base()).await.unwrap().unwrap().id
}

/// An avenant of today to its convention, in the version that it has.
async fn changer(bac: &Bac, termes: SaisieTermes) -> Result<(), Refuse> {
    let sonia = bac.connecter("sonia").await;
    let fiche = sonia.appeler::<ConsulterOrganisation>(pole_emploi(bac).await, ()).await.unwrap();
    let convention = &fiche.conventions[0];
    let saisie = SaisieAvenant {
        date_effet: "aujourd'hui".into(),
        objet: "Ce que Pôle emploi consulte.".into(),
        termes: SaisieTermes { niveau: "departement".into(), ..termes },
    };
    sonia.appeler_sur::<SaisirAvenant>(convention.version, convention.id, saisie).await.map(drop)
}

fn rubriques(liste: &[Rubrique]) -> SaisieTermes {
    SaisieTermes { rubriques: liste.to_vec(), ..SaisieTermes::default() }
}

async fn lire(claire: &Client, dossier: i64) -> Result<FicheDossier, Refuse> {
    claire.appeler::<ConsulterDossier>(dossier, ()).await
}

#[tokio::test]
async fn an_avenant_narrows_and_widens_what_is_read_at_the_next_request() {
    let bac = Bac::ouvrir().await;
    remplir(&bac, bac.gens.keller).await;
    let (claire, keller) = (bac.connecter("claire").await, bac.gens.keller.dossier);
    let avant = lire(&claire, keller).await.unwrap();
    let proposees = SorteOrganisation::PoleEmploi.rubriques_proposees();
    assert_eq!(avant.rubriques_ouvertes, [&[Rubrique::Identite], proposees].concat(), "as it was");
    // Nothing but the name: not even whether the right is open, which only the search supposes.
    changer(&bac, rubriques(&[])).await.unwrap();
    let apres = lire(&claire, keller).await.unwrap();
    assert_eq!(apres.rubriques_ouvertes, [Rubrique::Identite]);
    assert!(apres.etat.is_none() && apres.adultes[0].parcours.is_none());
    let saisie = SaisieRecherche { texte: "keller".into() };
    let lignes = claire.appeler::<Rechercher>((), saisie).await.unwrap().lignes;
    assert!(!lignes.is_empty() && lignes.iter().all(|ligne| ligne.etat.is_none()));
    changer(&bac, rubriques(&[Rubrique::Famille, Rubrique::Rsa])).await.unwrap();
    let apres = lire(&claire, keller).await.unwrap();
    assert_eq!(apres.rubriques_ouvertes, [Rubrique::Identite, Rubrique::Famille, Rubrique::Rsa]);
    assert!(apres.famille.is_some() && apres.etat.is_some());
}

/// Addresses and resources come from the service of the MSA, which is not Pôle emploi's.
#[tokio::test]
async fn no_avenant_opens_what_the_table_does_not_allow() {
    let bac = Bac::ouvrir().await;
    for rubrique in [Rubrique::Adresse, Rubrique::Ressources] {
        let refus = changer(&bac, rubriques(&[rubrique])).await.unwrap_err();
        assert_eq!(refus.champs(), [("termes.rubriques", "rubrique_hors_profil")], "{rubrique:?}");
    }
    // A structure reads those whom it accompanies, whatever their right: there is nothing to widen.
    let sonia = bac.connecter("sonia").await;
    let alsa = sonia.appeler::<ConsulterOrganisation>(bac.gens.alsa, ()).await.unwrap();
    let saisie = SaisieAvenant {
        date_effet: "demain".into(),
        objet: "Ouverture des droits clos.".into(),
        termes: SaisieTermes {
            niveau: "departement".into(),
            saisie: true,
            droits_en_cours: false,
            ..SaisieTermes::default()
        },
    };
    let refus = sonia.appeler_sur::<SaisirAvenant>(1, alsa.conventions[0].id, saisie).await.unwrap_err();
    assert_eq!(refus.champs(), [("termes.droits_en_cours", "droits_hors_profil")]);
}

#[tokio::test]
async fn rights_that_are_over_open_by_the_convention_and_those_never_had_do_not() {
    let bac = Bac::ouvrir().await;
    let (claire, haas) = (bac.connecter("claire").await, bac.gens.haas.dossier);
    let etats = |ouverts: &'static [EtatDossier]| {
        EtatDossier::TOUS.iter().map(move |etat| (*etat, ouverts.contains(etat)))
    };
    let proposees = SorteOrganisation::PoleEmploi.rubriques_proposees();
    let cas = [
        (true, etats(&EtatDossier::EN_COURS).collect::<Vec<_>>()),
        (false, etats(&EtatDossier::BENEFICIAIRES).collect()),
        (true, etats(&EtatDossier::EN_COURS).collect()),
    ];
    for (rang, (droits_en_cours, etats)) in cas.into_iter().enumerate() {
        if rang > 0 {
            changer(&bac, SaisieTermes { droits_en_cours, ..rubriques(proposees) }).await.unwrap();
        }
        for (etat, ouvert) in etats {
            dossier::Entity::update_many()
                .col_expr(dossier::Column::Etat, Expr::value(etat.code()))
                .filter(dossier::Column::Id.eq(haas))
                .exec(bac.base())
                .await
                .unwrap();
            assert_eq!(lire(&claire, haas).await.is_ok(), ouvert, "{droits_en_cours} {etat:?}");
            let saisie = SaisieRecherche { texte: "haas".into() };
            let lignes = claire.appeler::<Rechercher>((), saisie).await.unwrap().lignes;
            assert_eq!(!lignes.is_empty(), ouvert, "{droits_en_cours} {etat:?}");
        }
    }
}

#[tokio::test]
async fn the_terms_tell_what_the_profil_opens_and_why_a_file_is_seen() {
    let bac = Bac::ouvrir().await;
    let claire = bac.connecter("claire").await;
    let proposees = SorteOrganisation::PoleEmploi.rubriques_proposees();
    changer(&bac, SaisieTermes { droits_en_cours: false, ..rubriques(proposees) }).await.unwrap();
    let lue = lire(&claire, bac.gens.muller.dossier).await.unwrap();
    assert!(lue.pourquoi.explication.contains("a, ou a eu"), "{}", lue.pourquoi.explication);
    let sonia = bac.connecter("sonia").await;
    let organisations = sonia.appeler::<ConsulterHabilitations>((), ()).await.unwrap().organisations;
    let sienne = organisations.iter().find(|lue| lue.nom == "Pôle emploi").unwrap();
    let ouvre = sienne.profils.iter().find(|profil| !profil.rubriques.is_empty()).unwrap();
    assert_eq!((ouvre.portee, &ouvre.rubriques[1..]), (Portee::Beneficiaires, proposees));
}
