//! With whom a rendez-vous may be fixed: the search says it, and the server refuses the others in
//! the same words; whom one may not read stays unknown.

use reciproque_server::depot::entite::personne;
use reciproque_shared::api::{CreerRendezVous, GarderBrouillonRendezVous, PreparerRendezVous};
use reciproque_shared::rendez_vous::{NonRecu, SaisieRendezVous};
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::a;
use crate::bac::{Bac, Client, Refuse};
use crate::dossier::recherche::chercher;

async fn devenir(bac: &Bac, personne: i64, role: &str) {
    let issue = personne::Entity::update_many()
        .col_expr(personne::Column::Role, Expr::value(role))
        .filter(personne::Column::Id.eq(personne));
    assert_eq!(issue.exec(bac.base()).await.unwrap().rows_affected, 1);
}

/// What each door of a new rendez-vous answers.
async fn portes(bac: &Bac, client: &Client, personne: i64) -> [Refuse; 3] {
    let brouillon = SaisieRendezVous::default();
    [
        client.appeler::<PreparerRendezVous>(personne, ()).await.unwrap_err(),
        client.appeler_sur::<GarderBrouillonRendezVous>(0, personne, brouillon).await.unwrap_err(),
        client.appeler::<CreerRendezVous>(personne, a(bac, 3, "9h30")).await.unwrap_err(),
    ]
}

#[tokio::test]
async fn whom_no_rendez_vous_is_fixed_with_is_told_with_the_reason() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let (demandeur, conjoint) = (bac.gens.keller.demandeur, bac.gens.keller.conjoint.unwrap());
    for (role, attendu) in [("CJT", NonRecu::NonAccompagne), ("ENF", NonRecu::PasAdulte)] {
        devenir(&bac, conjoint, role).await;
        let lus = chercher(&nadia, "keller").await.unwrap().lignes;
        let dits: Vec<_> = lus.iter().map(|ligne| (ligne.personne, ligne.non_recu)).collect();
        assert!(dits.contains(&(demandeur, None)) && dits.contains(&(conjoint, Some(attendu))), "{dits:?}");
        for refus in portes(&bac, &nadia, conjoint).await {
            assert_eq!(refus.statut, StatusCode::CONFLICT);
            assert_eq!(refus.probleme.detail, attendu.libelle());
        }
    }
    // Oriented to the structure, and no adult all the same.
    devenir(&bac, demandeur, "ENF").await;
    for refus in portes(&bac, &nadia, demandeur).await {
        assert_eq!(refus.probleme.detail, NonRecu::PasAdulte.libelle());
    }
}

#[tokio::test]
async fn whom_one_may_not_read_stays_unknown() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    for (ailleurs, inconnu) in
        portes(&bac, &nadia, bac.gens.tifour.demandeur).await.iter().zip(portes(&bac, &nadia, 999_999).await)
    {
        assert_eq!((ailleurs.statut, &ailleurs.probleme), (StatusCode::NOT_FOUND, &inconnu.probleme));
    }
    // Who fixes none is told nothing of it.
    let claire = bac.connecter("claire").await;
    let lus = chercher(&claire, "keller").await.unwrap().lignes;
    assert!(!lus.is_empty() && lus.iter().all(|ligne| ligne.non_recu.is_none()));
}
