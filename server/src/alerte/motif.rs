//! The reason that an agent under watch gives before a view.

use reciproque_shared::alerte::{MotifDonne, MotifVueDonne};
use reciproque_shared::api::DonnerMotif;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::depot::entite::motif;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `POST /motifs`: kept under a number, which the view gives in a header.
pub async fn donner_motif(
    passage: Passage,
    appel: AppelRecu<DonnerMotif>,
) -> Result<Traced<MotifDonne>, Refus> {
    let Some(surveillance) = passage.agent().surveillance else {
        return Err(Refus::Conflit(
            "Vos consultations ne sont pas sous surveillance : ouvrez le dossier sans motif.".into(),
        ));
    };
    let donne = MotifVueDonne::lire(&appel.corps).map_err(Refus::Invalide)?;
    let ecriture = passage.annoncer(Objet::new("surveillance", surveillance.id)).await?;
    let ligne = motif::ActiveModel {
        surveillance_id: Set(surveillance.id),
        donne_le: Set(passage.app().horloge.maintenant()),
        motif: Set(donne.motif().code().to_owned()),
        precision: Set(donne.precision().map(|note| note.as_str().to_owned())),
        objet: Set(None),
        ..Default::default()
    };
    ecriture
        .creer(async {
            let numero = ligne.insert(passage.base()).await?.id;
            Ok((numero, MotifDonne { numero }))
        })
        .await
}

/// The number of a reason that the same intention gave.
pub async fn redonner_motif(passage: Passage, numero: i64) -> Result<Traced<MotifDonne>, Refus> {
    passage.laisser_sortir(Objet::new("motif", numero), &[], |_| MotifDonne { numero }).await
}
