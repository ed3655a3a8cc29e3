//! Checking that a sealed review is still what was sealed: by the journal as long as it holds the
//! seal, by the signature afterwards.

use chrono::{DateTime, Utc};
use reciproque_shared::api::VerifierRevue;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::Issue;
use reciproque_shared::revue::{SceauRevue, VerdictRevue, VerificationRevue, differences, empreinte};
use reciproque_shared::trace::NumeroTrace;

use super::lecture::sceau;
use super::requete::{lignes, trouver};
use super::sceau::{GENRE, mention, texte};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::journal::{Attestation, Filtre, Inscription, Journal, SignatureDocument};
use crate::refus::Refus;

/// `GET /revues/{revue}/verification`: the document is made again from the rows of the
/// store, and its digest compared with the one of that day, here and in the journal.
pub async fn verifier(
    passage: Passage,
    appel: AppelRecu<VerifierRevue>,
) -> Result<Traced<VerificationRevue>, Refus> {
    let revue = trouver(&passage, appel.chemin).await?;
    let Some(sceau) = sceau(&revue) else {
        return Err(Refus::Conflit(
            "Cette revue n’est pas encore scellée : il n’y a rien à vérifier.".into(),
        ));
    };
    let app = passage.app();
    let lues = lignes(passage.base(), &[revue.id], app.horloge.aujourdhui()).await?;
    let actuel = texte(&revue, sceau.scellee_le, &sceau.scellee_par, &lues);
    let recalculee = empreinte(&actuel);
    let conserve = empreinte(&sceau.texte) == sceau.empreinte;
    let preuve = Preuve {
        signature: attestation(&app.journal, &sceau),
        trace: inscrite(&passage, revue.id, &sceau.empreinte).await?,
        purgee_le: app.journal.purgees_le(sceau.scellee_le).await?,
    };
    let mut differences = differences(&sceau.texte, &actuel);
    if !conserve {
        differences.insert(0, "Le document conservé n’est plus celui qui a été scellé.".to_owned());
    }
    differences.extend(preuve.manque().map(str::to_owned));
    let lue = VerificationRevue {
        verdict: match conserve && recalculee == sceau.empreinte {
            true => preuve.verdict(),
            false => VerdictRevue::Alteree,
        },
        empreinte: sceau.empreinte,
        recalculee,
        au_journal: preuve.trace.is_some(),
        trace: preuve.trace,
        purgee_le: preuve.purgee_le,
        differences,
    };
    passage.laisser_sortir(Objet::new("revue", revue.id), &[], |_| lue).await
}

/// What proves that a digest is the one of the day of the seal.
struct Preuve {
    /// None on what an older version sealed.
    signature: Option<Attestation>,
    /// Position in the journal.
    trace: Option<NumeroTrace>,
    /// When the traces of that day were destroyed.
    purgee_le: Option<DateTime<Utc>>,
}

impl Preuve {
    /// For lines that give the digest that was kept.
    fn verdict(&self) -> VerdictRevue {
        match (self.signature, self.trace) {
            (Some(Attestation::Fausse), _) => VerdictRevue::Alteree,
            (_, Some(_)) => VerdictRevue::Intacte,
            (Some(Attestation::AutreCle), None) => VerdictRevue::AutreCle,
            (Some(Attestation::Attestee), None) if self.purgee_le.is_some() => VerdictRevue::TracePurgee,
            (Some(Attestation::Attestee) | None, None) => VerdictRevue::Alteree,
        }
    }

    /// What is missing to the proof, whatever the lines say.
    fn manque(&self) -> Option<&'static str> {
        match (self.signature, self.trace) {
            (Some(Attestation::Fausse), _) => {
                Some("La signature gardée avec la revue n’est pas celle de cette empreinte.")
            }
            (Some(Attestation::Attestee), None) if self.purgee_le.is_none() => {
                Some("Le journal ne contient pas cette empreinte.")
            }
            (None, None) => Some("Le sceau n’est ni signé ni inscrit au journal : rien ne le prouve."),
            _ => None,
        }
    }
}

fn attestation(journal: &Journal, sceau: &SceauRevue) -> Option<Attestation> {
    let signee =
        SignatureDocument { signature: sceau.signature.clone()?, cle_publique: sceau.cle_publique.clone()? };
    Some(journal.attester(GENRE, &sceau.empreinte, &signee))
}

/// Number of the event that announced this digest and was not followed by a failure.
async fn inscrite(passage: &Passage, revue: i64, empreinte: &str) -> Result<Option<NumeroTrace>, Refus> {
    let filtre = Filtre {
        objet: Some(format!("revue:{revue}")),
        acte: Some(Acte::ScellerRevue.code().to_owned()),
        limite: 1_000,
        ..Filtre::default()
    };
    let lus = passage.app().journal.chercher(&filtre).await?;
    let echouee = |i: &Inscription| {
        let seq = Some(i.maillon.seq);
        lus.iter().any(|autre| autre.chaine == i.chaine && autre.maillon.evenement.lie_a == seq)
    };
    let mention = mention(empreinte);
    let annonce = lus.iter().find(|i| {
        let evenement = &i.maillon.evenement;
        evenement.issue == Issue::Annonce && evenement.motif.as_deref() == Some(&mention) && !echouee(i)
    });
    Ok(annonce.map(|i| NumeroTrace { chaine: i.chaine, seq: i.maillon.seq }))
}
