//! The agent reads and signs the engagement and the charter.

use chrono::{DateTime, Utc};
use reciproque_shared::api::{LireEngagement, SignerEngagement};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::habilitation::engagement::{Texte, charte, engagement};
use reciproque_shared::habilitation::fiche::{EngagementALire, TexteSigne};
use reciproque_shared::habilitation::{
    ActeurHabilitation, GesteHabilitation, Pas, SaisieSignature, transition,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::changement::{avancer, preuves};
use crate::depot::entite::habilitation;
use crate::garde::agent::habilitation_ouverte;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `GET /engagement`
pub async fn lire(passage: Passage, _: AppelRecu<LireEngagement>) -> Result<Traced<EngagementALire>, Refus> {
    let mienne = miennes(&passage).await?.into_iter().find(|lue| lue.profil == passage.agent().profil.code());
    let signee = mienne.map(|lue| preuves(&lue));
    let signe_le = |texte: &Texte, signature: Option<reciproque_shared::habilitation::Signature>| {
        signature.filter(|s| s.empreinte == texte.empreinte()).map(|s| s.instant)
    };
    let (signe, signee_charte) = signee.map_or((None, None), |p| (p.engagement, p.charte));
    let a_lire = EngagementALire {
        engagement: texte(engagement(), signe_le(engagement(), signe)),
        charte: texte(charte(), signe_le(charte(), signee_charte)),
    };
    passage.laisser_sortir(Objet::aucun(), &[], |_| a_lire).await
}

/// `POST /engagement`: signs for every habilitation of the agent that awaits it.
pub async fn signer(passage: Passage, appel: AppelRecu<SignerEngagement>) -> Result<Traced<()>, Refus> {
    accepte(&appel.corps)?;
    let (maintenant, jour) = (passage.app().horloge.maintenant(), passage.app().horloge.aujourdhui());
    let mut a_signer = miennes(&passage).await?;
    a_signer.retain(|lue| {
        let etat = preuves(lue).etat(jour);
        transition(etat, GesteHabilitation::Signer, ActeurHabilitation::Agent).is_ok()
    });
    if a_signer.is_empty() {
        return Err(Refus::Conflit("Vous avez déjà signé ces textes : il n’y a rien à faire.".into()));
    }
    let ecriture = passage.annoncer(Objet::new("agent", passage.agent().id)).await?;
    ecriture
        .accomplir(async {
            let motif = format!(
                "{} : SHA-256 {} ; {} : SHA-256 {}",
                engagement().titre,
                engagement().empreinte(),
                charte().titre,
                charte().empreinte()
            );
            for lue in &a_signer {
                avancer(&passage, passage.base(), lue, &Pas::Signer(maintenant, jour), Some(motif.clone()))
                    .await?;
            }
            Ok(())
        })
        .await
}

/// Both boxes ticked, on the very texts in force.
fn accepte(saisie: &SaisieSignature) -> Result<(), Refus> {
    if saisie.engagement != engagement().empreinte() || saisie.charte != charte().empreinte() {
        return Err(Refus::Conflit(
            "Le texte a changé depuis que vous l’avez lu : rechargez la page, relisez-le puis signez.".into(),
        ));
    }
    let cases = [
        ("engagement_accepte", saisie.engagement_accepte, "Cochez que vous signez l’engagement."),
        ("charte_acceptee", saisie.charte_acceptee, "Cochez que vous signez la charte."),
    ];
    let refuses: Vec<_> = cases
        .into_iter()
        .filter(|(_, coche, _)| !coche)
        .map(|(champ, _, message)| ErreurChamp::new(champ, "signature_absente", message))
        .collect();
    if refuses.is_empty() { Ok(()) } else { Err(Refus::Invalide(refuses)) }
}

/// The open habilitations of the agent.
async fn miennes(passage: &Passage) -> Result<Vec<habilitation::Model>, Refus> {
    Ok(habilitation::Entity::find()
        .filter(habilitation::Column::AgentId.eq(passage.agent().id))
        .filter(habilitation_ouverte(passage.app().horloge.aujourdhui()).pour(passage.base()))
        .all(passage.base())
        .await?)
}

/// A text as it is shown.
pub fn texte(texte: &Texte, signe_le: Option<DateTime<Utc>>) -> TexteSigne {
    TexteSigne {
        titre: texte.titre.to_owned(),
        version: texte.version.to_owned(),
        paragraphes: texte.paragraphes.iter().map(|p| (*p).to_owned()).collect(),
        empreinte: texte.empreinte().to_owned(),
        signe_le,
    }
}
