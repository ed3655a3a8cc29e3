//! The state of the journal, for the officer: verified up to where, sealed, purged.

use reciproque_shared::api::ConsulterEtatJournal;
use reciproque_shared::trace::{EtatChaine, EtatJournal, PurgeLue, SceauLu};

use crate::guard::{Objet, Passage, Traced};
use crate::journal::{Controle, EtatDeChaine};
use crate::refus::Refus;
use crate::routeur::Demande;

/// `GET /journal`: verifies the whole journal and says what was found.
pub async fn consulter_etat(
    passage: Passage,
    _: Demande<ConsulterEtatJournal>,
) -> Result<Traced<EtatJournal>, Refus> {
    let app = passage.app();
    let Controle { fini_a, chaines, rupture } = app.journal.controler(app.horloge.maintenant()).await?;
    let etat = EtatJournal {
        verifie_a: fini_a,
        chaines: chaines.into_iter().map(chaine).collect(),
        rupture: rupture.map(|rupture| rupture.to_string()),
        conservation_mois: app.reglages.traces.mois(),
    };
    passage.laisser_sortir(Objet::aucun(), &[], |_| etat).await
}

fn chaine(etat: EtatDeChaine) -> EtatChaine {
    EtatChaine {
        chaine: etat.bilan.tete.chaine,
        verifiee_jusqu_a: etat.bilan.tete.seq,
        evenements: etat.bilan.verifies,
        sceau: etat.sceau.map(|sceau| SceauLu { position: sceau.tete.seq, instant: sceau.instant }),
        purge: etat.purge.map(|repere| PurgeLue {
            position: repere.tete.seq,
            instant: repere.instant,
            limite: repere.limite,
        }),
    }
}
