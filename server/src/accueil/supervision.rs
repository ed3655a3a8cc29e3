//! What waits for the user referent, counted by the rules that make the lists themselves.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::NaiveDate;
use reciproque_shared::accueil::{CompteSupervision, FileSupervision};
use reciproque_shared::convention::finit_bientot;
use reciproque_shared::habilitation::EtatHabilitation;
use reciproque_shared::nomenclature::communes;
use sea_orm::DbErr;

use crate::depot::entite::habilitation;
use crate::depot::sql::{Clause, Sql, colonnes, en_vigueur};
use crate::garde::Passage;
use crate::habilitation::preuves;

/// The counts, in the order of the home page.
pub async fn comptes(passage: &Passage) -> Result<Vec<CompteSupervision>, DbErr> {
    let (base, jour) = (passage.base(), passage.app().horloge.aujourdhui());
    let etats = etats(base, jour).await?;
    let dans = |etat| etats.get(&etat).copied().unwrap_or(0);
    let mut comptes = Vec::new();
    for file in FileSupervision::TOUS.iter().copied() {
        let nombre = match file {
            FileSupervision::AInscrire => dans(EtatHabilitation::Demandee),
            FileSupervision::ACertifier => dans(EtatHabilitation::Formee),
            FileSupervision::ASigner => dans(EtatHabilitation::ASigner),
            FileSupervision::Conventions => conventions(base, jour).await?,
            FileSupervision::RevuesEnRetard => revues_en_retard(base, jour).await?,
            FileSupervision::CommunesSansCtsa => communes_sans_ctsa(base, jour).await?,
        };
        comptes.push(CompteSupervision { file, nombre });
    }
    Ok(comptes)
}

/// How many habilitations that have not ended are in each state.
async fn etats(base: &impl Sql, jour: NaiveDate) -> Result<HashMap<EtatHabilitation, u64>, DbErr> {
    static PAS_FINIES: LazyLock<String> = LazyLock::new(|| {
        let colonnes = colonnes::<habilitation::Model>("habilitation");
        format!("SELECT {colonnes} FROM habilitation WHERE habilitation.fin IS NULL OR habilitation.fin > ?")
    });
    let lues: Vec<habilitation::Model> = base.trouver(Clause::from(PAS_FINIES.as_str()).avec(jour)).await?;
    let mut etats = HashMap::new();
    for lue in lues {
        *etats.entry(preuves(&lue).etat(jour)).or_default() += 1;
    }
    Ok(etats)
}

async fn conventions(base: &impl Sql, jour: NaiveDate) -> Result<u64, DbErr> {
    let en_cours = Clause::from(
        "SELECT convention.date_fin FROM convention WHERE convention.date_effet <= ? \
         AND convention.date_fin IS NOT NULL AND convention.annulation_le IS NULL",
    );
    let fins: Vec<(Option<NaiveDate>,)> = base.trouver(en_cours.avec(jour)).await?;
    Ok(fins.iter().filter(|(fin,)| finit_bientot(*fin, jour)).count() as u64)
}

async fn revues_en_retard(base: &impl Sql, jour: NaiveDate) -> Result<u64, DbErr> {
    let en_retard =
        Clause::from("SELECT COUNT(*) FROM revue WHERE revue.scellee_le IS NULL AND revue.limite < ?");
    base.compter(en_retard.avec(jour)).await
}

/// Those of the département that no CTSA holds today.
async fn communes_sans_ctsa(base: &impl Sql, jour: NaiveDate) -> Result<u64, DbErr> {
    let tenues = Clause::from("SELECT territoire.commune FROM territoire WHERE ").puis(en_vigueur(
        "territoire",
        "debut",
        "fin",
        jour,
    ));
    let tenues: Vec<(String,)> = base.trouver(tenues).await?;
    let tenues: HashSet<&str> = tenues.iter().map(|(commune,)| commune.as_str()).collect();
    Ok(communes().iter().filter(|commune| !tenues.contains(commune.insee.as_str())).count() as u64)
}
