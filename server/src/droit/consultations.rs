//! Who consulted what the product holds about one person, and why when they were asked: the
//! organisation, the profil, the instant, not the agent's name (decision 018).

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::alerte::MotifVue;
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::date::a_paris;
use reciproque_shared::droit::{ConsultationExtraite, FicheDemande, MotifExtrait};
use reciproque_shared::habilitation::{Acte, Profil};
use reciproque_shared::instruction::FilInstruction;
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::rendez_vous::fiche::FicheRendezVous;
use sea_orm::DbErr;

use crate::depot::annuaire::noms_organisations;
use crate::depot::entite::personne;
use crate::depot::sql::{Clause, Sql, ligne};
use crate::garde::Passage;
use crate::journal::Filtre;
use crate::refus::Refus;

/// Events read at once; all of them are read.
const PAGE: u32 = 2_000;
/// Something was read or written: a refusal showed nothing.
const VUES: &[Issue] = &[Issue::Reussi, Issue::Annonce];
/// Acts that the app repeats by itself while one types.
const SAISIES: [Acte; 2] = [Acte::SaisirCer, Acte::SaisirRendezVous];

ligne! {
    /// A reason given under watch, with the organisation of who gave it.
    struct MotifLu {
        objet: Option<String>,
        donne_le: DateTime<Utc>,
        motif: String,
        precision: Option<String>,
        organisation: String,
    }
}

/// What is about the person, as the journal names it.
pub struct Sujet {
    /// Each dossier of the person, with the day of leaving it.
    foyers: Vec<(String, Option<NaiveDate>)>,
    objets: Vec<String>,
}

impl Sujet {
    /// The person and the dossier, as they were in former requests too; each contract,
    /// rendez-vous and request, about data or about the right.
    pub fn new(
        personne: &personne::Model,
        anciennes: &[personne::Model],
        cer: &[FicheCer],
        rendez_vous: &[FicheRendezVous],
        demandes: &[FicheDemande],
        instructions: &[FilInstruction],
    ) -> Self {
        let lignes = || std::iter::once(personne).chain(anciennes);
        let foyers: Vec<_> =
            lignes().map(|ligne| (format!("dossier:{}", ligne.dossier_id), ligne.partie_le)).collect();
        let mut objets: Vec<String> = lignes().map(|ligne| format!("personne:{}", ligne.id)).collect();
        objets.extend(foyers.iter().map(|(foyer, _)| foyer.clone()));
        objets.extend(cer.iter().map(|cer| format!("cer:{}", cer.id)));
        objets.extend(rendez_vous.iter().map(|lu| format!("rendez_vous:{}", lu.ligne.id)));
        objets.extend(instructions.iter().map(|fil| format!("instruction:{}", fil.ligne.id)));
        objets.extend(demandes.iter().map(|demande| format!("demande:{}", demande.ligne.id)));
        Self { foyers, objets }
    }

    /// What was read of the foyer once the person had left was not about them.
    fn concerne(&self, objet: Option<&str>, instant: DateTime<Utc>) -> bool {
        let apres = |parti: Option<NaiveDate>| parti.is_some_and(|parti| a_paris(instant).date() > parti);
        !self.foyers.iter().any(|(foyer, parti)| objet == Some(foyer.as_str()) && apres(*parti))
    }

    /// All of them, the latest first.
    pub async fn consultations(&self, passage: &Passage) -> Result<Vec<ConsultationExtraite>, Refus> {
        let journal = &passage.app().journal;
        let mut filtre =
            Filtre { objets: Some(self.objets.clone()), issues: VUES, limite: PAGE, ..Filtre::default() };
        let mut vues = Vues::default();
        loop {
            let lues = journal.chercher(&filtre).await?;
            let suite = lues.last().map(|derniere| derniere.curseur());
            let pleine = lues.len() == PAGE as usize;
            let evenements = lues.into_iter().map(|lue| lue.maillon.evenement);
            evenements.filter(|e| self.concerne(e.objet.as_deref(), e.instant)).for_each(|e| vues.ajouter(e));
            if !pleine {
                break;
            }
            filtre.apres = suite;
        }
        vues.nommer(passage).await
    }

    /// The reasons given under watch, the latest first.
    pub async fn motifs(&self, passage: &Passage) -> Result<Vec<MotifExtrait>, DbErr> {
        let requete = Clause::from(
            "SELECT motif.objet, motif.donne_le, motif.motif, motif.precision, organisation.nom FROM motif \
             INNER JOIN surveillance ON surveillance.id = motif.surveillance_id \
             INNER JOIN agent ON agent.id = surveillance.agent_id \
             INNER JOIN organisation ON organisation.id = agent.organisation_id WHERE motif.objet IN ",
        )
        .puis(Clause::parmi(self.objets.iter().map(String::as_str)))
        .puis(" ORDER BY motif.id DESC");
        let lus: Vec<MotifLu> = passage.base().trouver(requete).await?;
        let lire = |lu: MotifLu| {
            Some(MotifExtrait {
                instant: lu.donne_le,
                organisation: lu.organisation,
                motif: MotifVue::du_code(&lu.motif)?,
                precision: lu.precision,
            })
        };
        let concernes = lus.into_iter().filter(|lu| self.concerne(lu.objet.as_deref(), lu.donne_le));
        Ok(concernes.filter_map(lire).collect())
    }
}

/// Events, the latest first; the saves of one draft that follow each other stand on one line.
#[derive(Default)]
struct Vues {
    lignes: Vec<(Evenement, Option<DateTime<Utc>>)>,
    /// The line that a session last added about an object.
    dernieres: HashMap<(Option<String>, Option<String>), usize>,
}

impl Vues {
    fn ajouter(&mut self, evenement: Evenement) {
        let cle = (evenement.session.clone(), evenement.objet.clone());
        let saisie = SAISIES.iter().any(|acte| acte.code() == evenement.acte);
        let derniere = self.dernieres.get(&cle).and_then(|rang| self.lignes.get_mut(*rang));
        match derniere {
            Some((suivante, depuis)) if saisie && suivante.acte == evenement.acte => {
                *depuis = Some(evenement.instant);
            }
            _ => {
                self.dernieres.insert(cle, self.lignes.len());
                self.lignes.push((evenement, None));
            }
        }
    }

    async fn nommer(self, passage: &Passage) -> Result<Vec<ConsultationExtraite>, Refus> {
        let base = passage.base();
        let organisations = self.lignes.iter().filter_map(|(e, _)| e.organisation);
        let noms = noms_organisations(base, organisations).await?;
        let lire = |(e, depuis): (Evenement, Option<DateTime<Utc>>)| ConsultationExtraite {
            instant: e.instant,
            depuis,
            organisation: e.organisation.and_then(|id| noms.get(&id).cloned()).unwrap_or_default(),
            profil: libelle(e.profil.as_deref().and_then(Profil::du_code).map(Profil::libelle), e.profil),
            acte: libelle(Acte::du_code(&e.acte).map(Acte::libelle), Some(e.acte)),
        };
        Ok(self.lignes.into_iter().map(lire).collect())
    }
}

fn libelle(connu: Option<&'static str>, code: Option<String>) -> String {
    connu.map_or_else(|| code.unwrap_or_default(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn evenement(minute: i64, session: &str, objet: &str, acte: Acte) -> Evenement {
        Evenement {
            instant: DateTime::UNIX_EPOCH + TimeDelta::minutes(minute),
            agent: Some(1),
            profil: None,
            organisation: Some(1),
            session: Some(session.to_owned()),
            acte: acte.code().to_owned(),
            objet: Some(objet.to_owned()),
            rubriques: Vec::new(),
            motif: None,
            issue: Issue::Annonce,
            client: String::new(),
            lie_a: None,
        }
    }

    #[test]
    fn the_saves_of_one_draft_that_follow_each_other_count_once() {
        let mut vues = Vues::default();
        for lu in [
            evenement(9, "a", "cer:1", Acte::SaisirCer),
            evenement(8, "b", "cer:1", Acte::SaisirCer),
            evenement(7, "a", "cer:1", Acte::SaisirCer),
            evenement(6, "a", "cer:2", Acte::SaisirCer),
            evenement(5, "a", "cer:1", Acte::SaisirCer),
            evenement(4, "a", "cer:1", Acte::ConsulterCer),
            evenement(3, "a", "cer:1", Acte::ConsulterCer),
            evenement(2, "a", "cer:1", Acte::SaisirCer),
        ] {
            vues.ajouter(lu);
        }
        let minute = |instant: DateTime<Utc>| (instant - DateTime::UNIX_EPOCH).num_minutes();
        let lignes: Vec<_> =
            vues.lignes.iter().map(|(e, depuis)| (minute(e.instant), depuis.map(minute))).collect();
        assert_eq!(lignes, [(9, Some(5)), (8, None), (6, None), (4, None), (3, None), (2, None)]);
    }
}
