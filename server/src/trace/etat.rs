//! The state of the journal, for the officer: verified up to where, sealed, purged, taken off the
//! machine, replaced.

use reciproque_shared::api::{ConsulterEtatJournal, VerifierJournal};
use reciproque_shared::trace::{
    EtatChaine, EtatJournal, IncidentJournal, PurgeLue, SceauLu, VerdictJournal, VerificationEnCours,
    VerificationFaite,
};

use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::journal::{Controle, EnCours, EtatDeChaine, IssueControle, Suivi};
use crate::refus::Refus;
use crate::trace::tetes;

/// `GET /journal`: what the last verification found, at once.
pub async fn consulter_etat(
    passage: Passage,
    _: AppelRecu<ConsulterEtatJournal>,
) -> Result<Traced<EtatJournal>, Refus> {
    let etat = etat(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| etat).await
}

/// `POST /journal/verification`: begins one, or joins the one under way.
pub async fn verifier(passage: Passage, _: AppelRecu<VerifierJournal>) -> Result<Traced<EtatJournal>, Refus> {
    let app = passage.app();
    app.journal.demander_controle(app.horloge.maintenant());
    let etat = etat(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| etat).await
}

async fn etat(passage: &Passage) -> Result<EtatJournal, Refus> {
    let app = passage.app();
    let Suivi { en_cours, dernier } = app.journal.suivi();
    Ok(EtatJournal {
        en_cours: en_cours.map(en_cours_lue),
        derniere: dernier.map(faite),
        conservation_mois: app.reglages.traces.mois(),
        tetes: tetes::etat(app).await?,
        incidents: incidents(passage).await?,
    })
}

fn en_cours_lue(en_cours: EnCours) -> VerificationEnCours {
    let (faits, sur) = en_cours.progres.lire();
    VerificationEnCours { depuis: en_cours.depuis, faits, sur }
}

fn faite(controle: Controle) -> VerificationFaite {
    let (verdict, chaines, rupture) = match controle.issue {
        IssueControle::Intact(chaines) => (VerdictJournal::Intact, chaines, None),
        IssueControle::Rompu(rupture) => (VerdictJournal::Rompu, Vec::new(), Some(rupture.to_string())),
        IssueControle::Impossible => (VerdictJournal::Impossible, Vec::new(), None),
    };
    VerificationFaite {
        finie_a: controle.fini_a,
        duree_ms: u64::try_from(controle.duree.as_millis()).unwrap_or(u64::MAX),
        verdict,
        chaines: chaines.into_iter().map(chaine).collect(),
        rupture,
        ecarts_index: controle.ecarts,
    }
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

/// The latest first.
async fn incidents(passage: &Passage) -> Result<Vec<IncidentJournal>, Refus> {
    Ok(super::incidents(passage.app()).await?)
}
