//! The function: from what is known of an adult, what their file awaits, on all days.

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::ecart::ecarts;
use super::faits::{CerConnu, Faits, InstructionConnue, OrientationConnue, ReorientationConnue};
use super::{Attendu, Attente, Fenetre, PROCHE_JOURS, PROCHE_REPONSE_JOURS, VersionRegle};
use crate::cer::{EtatCer, PeriodeCer, contrats};
use crate::instruction::{EtatInstruction, IssueInstruction};
use crate::parcours::Orientation;
use crate::regle::{Cle, Depart, Regle, Regles, Valeur};

/// What the file awaits, each in its window and with the référent of that window.
pub fn suite(faits: &Faits, regles: &Regles) -> Vec<Attente> {
    let mut attentes: Vec<Attente> = faits.cer.iter().filter_map(|cer| du_cer(cer, faits)).collect();
    attentes.extend(faits.rendez_vous.iter().map(|prevu| Attente {
        objet: Some(prevu.id),
        porteur: Some(prevu.referent),
        fenetre: Fenetre::des(prevu.debut),
        ..nue(Attendu::RendezVous, prevu.structure, prevu.debut.date())
    }));
    attentes.extend(faits.reorientations.iter().flat_map(|lue| de_la_reorientation(lue, faits, regles)));
    attentes.extend(faits.instructions.iter().filter_map(|lue| de_l_instruction(lue, regles)));
    if faits.droit_en_cours {
        attentes.extend(a_orienter(faits, regles));
        attentes.extend(ecarts(faits, regles).into_iter().map(|ecart| ecart.attente(faits)));
        for (rang, orientation) in faits.orientations.iter().enumerate() {
            for fenetre in fenetres(rang, faits) {
                attentes.extend(de_l_orientation(orientation, fenetre, faits, regles));
            }
        }
    }
    let sans_referent = |lue: &Attente| lue.quoi != Attendu::Referent || lue.referent.is_none();
    attentes.iter().flat_map(|attente| par_referent(attente, faits)).filter(sans_referent).collect()
}

pub(super) fn nue(quoi: Attendu, structure: impl Into<Option<i64>>, depuis: NaiveDate) -> Attente {
    Attente {
        quoi,
        objet: None,
        structure: structure.into(),
        referent: None,
        porteur: None,
        depuis,
        proche_le: None,
        limite: None,
        regle: None,
        fenetre: Fenetre::des_jours(depuis, None),
    }
}

/// Whoever is subject to droits et devoirs is oriented: within the delay of the law when the services
/// have just learnt it, at once when an orientation ended without another one.
fn a_orienter(faits: &Faits, regles: &Regles) -> Vec<Attente> {
    let Some(soumise_le) = faits.soumise_le.filter(|_| faits.soumis) else { return Vec::new() };
    let libres =
        faits.orientations.iter().fold(vec![Fenetre::des_jours(soumise_le, None)], |libres, connue| {
            let prise = Fenetre::des_jours(connue.orientation.debut, connue.orientation.fin);
            libres.iter().flat_map(|libre| libre.sans(&prise)).collect()
        });
    let jamais = |depuis| faits.orientations.iter().all(|connue| depuis < connue.orientation.debut);
    let attente = |fenetre: Fenetre| {
        let depuis = fenetre.du.date();
        let base = Attente { fenetre, ..nue(Attendu::Orientation, None, depuis) };
        match regles.echeance(Cle::DelaiOrientation, depuis).filter(|_| jamais(depuis)) {
            Some((limite, regle)) => avec_limite(base, limite, PROCHE_JOURS, regle),
            None => base,
        }
    };
    libres.into_iter().map(attente).collect()
}

/// The answer of the département, within its delay; then that the structure reads it, while it
/// accompanies: it finds the dossier no more afterwards.
fn de_la_reorientation(connue: &ReorientationConnue, faits: &Faits, regles: &Regles) -> Vec<Attente> {
    let (objet, porteur) = (Some(connue.id), Some(connue.agent));
    let base = |quoi, depuis| Attente { objet, porteur, ..nue(quoi, connue.structure, depuis) };
    let Some(repondue_le) = connue.repondue_le else {
        let base = base(Attendu::Reorientation, connue.demandee_le);
        return vec![match regles.echeance(Cle::DelaiReorientation, connue.demandee_le) {
            Some((limite, regle)) => avec_limite(base, limite, PROCHE_REPONSE_JOURS, regle),
            None => base,
        }];
    };
    let depuis = Fenetre::des_jours(repondue_le, None);
    let siennes = faits.orientations.iter().filter(|suivie| suivie.structure == connue.structure);
    siennes
        .filter_map(|suivie| {
            Fenetre::des_jours(suivie.orientation.debut, suivie.orientation.fin).commune(&depuis)
        })
        .map(|fenetre| Attente { fenetre, ..base(Attendu::ReponseReorientation, repondue_le) })
        .collect()
}

/// What a request about the right awaits, whether the right runs or not. An adjournment that the person
/// knows of waits for the instruction to go on.
fn de_l_instruction(connue: &InstructionConnue, regles: &Regles) -> Option<Attente> {
    let ajournee = connue.issue == Some(IssueInstruction::Ajournement);
    let quoi = match connue.etat {
        EtatInstruction::Recue | EtatInstruction::EnInstruction => Attendu::Instruction,
        EtatInstruction::Proposee => Attendu::DecisionInstruction,
        EtatInstruction::Decidee => Attendu::NotificationInstruction,
        EtatInstruction::Notifiee | EtatInstruction::TransmiseCaisse if ajournee => Attendu::Instruction,
        EtatInstruction::Notifiee => Attendu::TransmissionInstruction,
        EtatInstruction::TransmiseCaisse | EtatInstruction::Retiree | EtatInstruction::SansObjet => {
            return None;
        }
    };
    let (objet, porteur) = (Some(connue.id), connue.instructeur);
    let base = Attente { objet, porteur, ..nue(quoi, None, connue.depuis) };
    // Once the person has been told, the delay of the answer has been kept or not.
    let echeance = connue.sorte.delai().filter(|_| !connue.etat.est_notifiee());
    Some(match echeance.and_then(|cle| regles.echeance(cle, connue.recue_le)) {
        Some((limite, regle)) => avec_limite(base, limite, PROCHE_REPONSE_JOURS, regle),
        None => base,
    })
}

/// What a CER awaits by itself, wherever the person stands.
fn du_cer(cer: &CerConnu, faits: &Faits) -> Option<Attente> {
    let quoi = match cer.etat {
        EtatCer::Brouillon => Attendu::Brouillon,
        EtatCer::Signe => Attendu::CerATransmettre,
        EtatCer::Transmis => Attendu::CerADecider,
        EtatCer::ACompleter if !faits.cer.iter().any(|autre| corrige(autre, cer)) => Attendu::CerACompleter,
        _ => return None,
    };
    let (objet, porteur) = (Some(cer.id), Some(cer.referent));
    Some(Attente { objet, porteur, ..nue(quoi, cer.structure, cer.depuis) })
}

/// The correction of a contract that was sent back is being made, or was.
fn corrige(autre: &CerConnu, cer: &CerConnu) -> bool {
    autre.precedent == Some(cer.id) && !matches!(autre.etat, EtatCer::Abandonne | EtatCer::Annule)
}

/// What the law asks of who follows this orientation, in one of the windows in which it holds.
fn de_l_orientation(
    connue: &OrientationConnue,
    fenetre: Fenetre,
    faits: &Faits,
    regles: &Regles,
) -> Vec<Attente> {
    let orientation = &connue.orientation;
    let base = |quoi| Attente { fenetre, ..nue(quoi, connue.structure, orientation.debut) };
    // Nobody of a structure without accounts is designated: the rest is due all the same.
    let mut dues: Vec<_> = (!connue.sans_compte).then(|| base(Attendu::Referent)).into_iter().collect();
    if !faits.cer.iter().any(|cer| en_cours_d_examen(cer, connue, faits)) {
        dues.extend(contrat_ou_renouvellement(connue, faits, regles, &base));
    }
    if let Some(cle) = orientation.revue() {
        dues.extend(revue((orientation, cle), faits, regles, base(Attendu::RevueSociale)));
    }
    dues
}

/// Since 2025 the delay runs from the last signature or revision of the contract within the
/// orientation, and there is none without a contract (CASF L262-31); before, from the decision. What
/// was decided under the former text keeps its date until a contract is signed under the new one.
fn revue(
    (orientation, cle): (&Orientation, Cle),
    faits: &Faits,
    regles: &Regles,
    base: Attente,
) -> Option<Attente> {
    let court = |signe_le: &NaiveDate| orientation.court_le(*signe_le);
    let signe_le = faits.cer.iter().filter_map(CerConnu::tient_depuis).filter(court).max();
    let de_la_signature = |regle: &Regle| regle.depart == Some(Depart::SignatureContrat);
    let signature = signe_le.and_then(|signe_le| {
        let (limite, regle) = regles.echeance(cle, signe_le)?;
        de_la_signature(regle).then_some((signe_le, limite, regle))
    });
    let Some((depuis, limite, regle)) = signature else {
        let (limite, regle) = regles.echeance(cle, orientation.decidee_le)?;
        return (!de_la_signature(regle)).then(|| avec_limite(base, limite, PROCHE_JOURS, regle));
    };
    let fenetre = Fenetre::des_jours(depuis, None).commune(&base.fenetre)?;
    Some(avec_limite(Attente { depuis, fenetre, ..base }, limite, PROCHE_JOURS, regle))
}

/// A contract on its way takes the place of the one to conclude; one sent back whose correction is
/// being typed does not.
fn en_cours_d_examen(cer: &CerConnu, connue: &OrientationConnue, faits: &Faits) -> bool {
    cer.en_instance(connue.structure) && !faits.cer.iter().any(|autre| corrige(autre, cer))
}

/// Where two orientations overlap the one decided last is followed, and the other one goes on after it.
pub(super) fn fenetres(rang: usize, faits: &Faits) -> Vec<Fenetre> {
    let fenetre =
        |connue: &OrientationConnue| Fenetre::des_jours(connue.orientation.debut, connue.orientation.fin);
    let clef = |rang: usize| (faits.orientations[rang].orientation.debut, rang);
    let suivantes = (0..faits.orientations.len()).filter(|autre| clef(*autre) > clef(rang));
    suivantes
        .map(|autre| fenetre(&faits.orientations[autre]))
        .fold(vec![fenetre(&faits.orientations[rang])], |pieces, suivante| {
            pieces.iter().flat_map(|piece| piece.sans(&suivante)).collect()
        })
}

/// The contract binds the person and the département: one that runs during the orientation
/// counts, whichever structure prepared it.
fn contrat_ou_renouvellement(
    connue: &OrientationConnue,
    faits: &Faits,
    regles: &Regles,
    base: &impl Fn(Attendu) -> Attente,
) -> Option<Attente> {
    let historique: Vec<PeriodeCer> = faits.cer.iter().filter_map(CerConnu::en_periode).collect();
    let contrats = contrats(&historique);
    match contrats.last().filter(|_| contrats.iter().any(|lu| lu.fin >= connue.orientation.debut)) {
        Some(dernier) => renouvellement(dernier, faits.soumis, regles, base(Attendu::Renouvellement)),
        None if faits.soumis => contrat(connue, regles, base(Attendu::Contrat)),
        None => None,
    }
}

fn contrat(connue: &OrientationConnue, regles: &Regles, base: Attente) -> Option<Attente> {
    let orientation = &connue.orientation;
    let regle = regles.en_vigueur(orientation.sorte.delai_contrat(), orientation.decidee_le)?;
    let limite = regle.valeur.apres(orientation.depart(regle))?;
    Some(avec_limite(base, limite, PROCHE_JOURS, regle))
}

/// The horizon is the one in force on the day that the contract ends. Who owes no contract is
/// expected to make the bilan of the one that runs, and nothing once it is over.
fn renouvellement(dernier: &PeriodeCer, soumis: bool, regles: &Regles, base: Attente) -> Option<Attente> {
    let regle = regles.en_vigueur(Cle::HorizonFinCer, dernier.fin)?;
    let horizon = horizon(regle);
    let jusqu_a = (!soumis).then_some(dernier.fin);
    let fenetre = Fenetre::des_jours(base.depuis, jusqu_a).commune(&base.fenetre)?;
    let depuis = dernier.debut;
    let objet = Some(dernier.id);
    Some(avec_limite(Attente { objet, fenetre, depuis, ..base }, dernier.fin, horizon, regle))
}

/// In days.
fn horizon(regle: &Regle) -> u32 {
    match regle.valeur {
        Valeur::Jours(jours) => jours,
        Valeur::Mois(mois) => mois * 30,
        Valeur::Liste(_) | Valeur::Heures { .. } => PROCHE_JOURS,
    }
}

/// Days before which no end of a contract is near, whichever version of the rule is in force.
pub fn plus_long_horizon(regles: &Regles) -> u32 {
    let versions = regles.toutes().iter().filter(|regle| regle.cle == Cle::HorizonFinCer);
    versions.map(horizon).max().unwrap_or(PROCHE_JOURS)
}

pub(super) fn avec_limite(base: Attente, limite: NaiveDate, proche: u32, regle: &Regle) -> Attente {
    let proche_le = limite.checked_sub_days(Days::new(proche.into())).unwrap_or(limite);
    let version = VersionRegle { cle: regle.cle, debut: regle.debut };
    Attente { limite: Some(limite), proche_le: Some(proche_le), regle: Some(version), ..base }
}

/// Cut where the référent unique changes.
fn par_referent(attente: &Attente, faits: &Faits) -> Vec<Attente> {
    let mut coupes: Vec<_> = faits
        .referents
        .iter()
        .map(|referent| Fenetre::des_jours(referent.debut, referent.fin))
        .flat_map(|fenetre| [Some(fenetre.du), fenetre.avant])
        .flatten()
        .filter(|instant| *instant > attente.fenetre.du && attente.fenetre.contient(*instant))
        .collect();
    coupes.sort_unstable();
    coupes.dedup();
    let debuts = std::iter::once(attente.fenetre.du).chain(coupes.iter().copied());
    let fins = coupes.iter().copied().map(Some).chain([attente.fenetre.avant]);
    let mut morceaux: Vec<Attente> = Vec::new();
    for (du, avant) in debuts.zip(fins) {
        let referent = referent_a(du, faits);
        match morceaux.last_mut().filter(|precedent| precedent.referent == referent) {
            Some(precedent) => precedent.fenetre.avant = avant,
            None => morceaux.push(Attente { referent, fenetre: Fenetre { du, avant }, ..attente.clone() }),
        }
    }
    morceaux
}

/// The one designated last, if two hold.
fn referent_a(instant: NaiveDateTime, faits: &Faits) -> Option<i64> {
    let la = faits.referents.iter().filter(|r| Fenetre::des_jours(r.debut, r.fin).contient(instant));
    la.max_by_key(|referent| (referent.debut, referent.agent)).map(|referent| referent.agent)
}
