//! Entering a convention, with its initial terms.

use chrono::{DateTime, Utc};
use reciproque_shared::api::SaisirConvention;
use reciproque_shared::convention::{Cadre, NouvelleConvention, Termes, libre};
use reciproque_shared::supervision::fiche::FicheOrganisation;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use crate::convention::lecture::durees;
use crate::convention::lieux;
use crate::depot::annuaire;
use crate::depot::entite::{avenant, convention};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::organisation::relire;
use crate::refus::Refus;

const SANS_OBJET: &str = "Le Département et ses commissions territoriales accèdent sans convention : il n’y a rien à \
     saisir ici.";

/// `POST /organisations/{organisation}/conventions`
pub async fn saisir(
    passage: Passage,
    appel: AppelRecu<SaisirConvention>,
) -> Result<Traced<FicheOrganisation>, Refus> {
    let (base, jour) = (passage.base(), passage.app().horloge.aujourdhui());
    let (ligne, sorte) = annuaire::trouver_organisation(base, appel.chemin).await?;
    annuaire::peut_signer(&ligne)?;
    if !sorte.sous_convention() {
        return Err(Refus::Conflit(SANS_OBJET.to_owned()));
    }
    let (autres, lieux) = (durees(base, ligne.id, None).await?, lieux::tous(base).await?);
    let cadre = Cadre { sorte, lieux: &lieux };
    let lue = NouvelleConvention::lire(&appel.corps, cadre, &autres, jour).map_err(Refus::Invalide)?;
    let ecriture = passage.annoncer(Objet::new("organisation", ligne.id)).await?;
    ecriture
        .creer(async {
            let (ligne, _) = annuaire::verrouiller_organisation(passage.base(), ligne.id).await?;
            annuaire::peut_signer(&ligne)?;
            // Somebody may have entered another one meanwhile.
            libre(&lue.duree, &durees(passage.base(), ligne.id, None).await?)
                .map_err(|motif| Refus::Invalide(vec![motif.champ("date_effet")]))?;
            let convention = inserer(passage.base(), ligne.id, &lue).await?;
            let avenant = avenant::ActiveModel {
                convention_id: Set(convention),
                numero: Set(0),
                date_effet: Set(lue.duree.date_effet),
                objet: Set(String::new()),
                ..colonnes(&lue.termes, (passage.agent().id, passage.app().horloge.maintenant()))
            };
            ajouter_termes(passage.base(), avenant, &lue.termes).await?;
            let fiche = relire(&passage, ligne.id).await?;
            Ok((ligne.id, fiche))
        })
        .await
}

async fn inserer(
    transaction: &impl ConnectionTrait,
    organisation: i64,
    lue: &NouvelleConvention,
) -> Result<i64, Refus> {
    let ligne = convention::ActiveModel {
        organisation_id: Set(organisation),
        sorte: Set(lue.sorte.code().to_owned()),
        reference: Set(lue.reference.clone()),
        date_effet: Set(lue.duree.date_effet),
        date_fin: Set(lue.duree.fin()),
        tacite: Set(lue.duree.tacite),
        version: Set(1),
        ..Default::default()
    };
    Ok(ligne.insert(transaction).await?.id)
}

/// Terms as columns, entered by whom and when.
pub fn colonnes(termes: &Termes, (agent, instant): (i64, DateTime<Utc>)) -> avenant::ActiveModel {
    avenant::ActiveModel {
        niveau: Set(termes.niveau.code().to_owned()),
        territoire: Set(avenant::territoire(termes.territoire.iter().map(|lieu| lieu.code.as_str()))),
        rubriques: Set(avenant::codes(&termes.rubriques)),
        saisie: Set(termes.saisie),
        capacite: Set(termes.capacite.and_then(|capacite| i32::try_from(capacite).ok())),
        droits_en_cours: Set(termes.droits_en_cours),
        saisi_le: Set(instant),
        saisi_par: Set(Some(agent)),
        ..Default::default()
    }
}

/// Adds terms with their quotas.
pub async fn ajouter_termes(
    transaction: &impl ConnectionTrait,
    ligne: avenant::ActiveModel,
    termes: &Termes,
) -> Result<(), Refus> {
    let mut quotas = Vec::new();
    for quota in &termes.quotas {
        quotas.push((quota.profil, i32::try_from(quota.nombre)?));
    }
    avenant::ajouter(transaction, ligne, &quotas).await?;
    Ok(())
}
