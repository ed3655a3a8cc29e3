//! The contracts of the demo. Each is typed, read and judged by the very rules of the
//! product: an invented contract that they refuse is not written.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use reciproque_shared::cer::{
    Cer, ContexteCer, EtatCer, Examen, Examinateur, Forme, GesteCer, PeriodeCer, ReglagesCer, SaisieBilan,
    SaisieCer, SaisieEmploi, SaisieEngagement, SaisieObjectif, Sorte,
};
use reciproque_shared::parcours::SorteOrientation;
use reciproque_shared::regle::Regles;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::flux::hasard::Hasard;
use super::suivi::Suivi;
use crate::depot::entite::{cer, cer_etape};

const OBJECTIFS: [(&str, &str); 8] = [
    ("emploi", "emploi_projet"),
    ("emploi", "emploi_recherche"),
    ("emploi", "emploi_outils"),
    ("formation", "formation_francais"),
    ("logement", "logement_demande"),
    ("autonomie_sociale", "social_administratif"),
    ("autonomie_sociale", "social_budget"),
    ("mobilite", "mobilite_permis"),
];
const PERSONNE: [&str; 4] =
    ["personne_rendez_vous", "personne_recherche", "personne_demarches", "personne_documents"];
const REFERENT: [&str; 3] = ["referent_rencontres", "referent_projet", "referent_demarches"];
const DEPARTEMENT: [&str; 3] = ["departement_accompagnement", "departement_offre", "departement_aides"];

/// The contract in the making of one person.
struct Dossier<'a, C> {
    base: &'a C,
    suivi: &'a Suivi,
    jour: NaiveDate,
    hasard: Hasard,
    valides: Vec<PeriodeCer>,
}

/// Writes the history of each person: contract after contract until today, some late,
/// some waiting for a decision, some still drafts.
pub async fn installer(
    base: &impl ConnectionTrait,
    suivis: &[Suivi],
    graine: u64,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    for (rang, suivi) in suivis.iter().enumerate() {
        let hasard = Hasard::du_foyer(graine ^ 0xCE12, rang as u64);
        let mut dossier = Dossier { base, suivi, jour, hasard, valides: Vec::new() };
        dossier.raconter().await?;
    }
    Ok(())
}

impl<C: ConnectionTrait> Dossier<'_, C> {
    async fn raconter(&mut self) -> anyhow::Result<()> {
        let delai = u64::try_from(self.hasard.entre(10..=75)).unwrap_or(30);
        let mut debut = apres(self.suivi.oriente_le, delai);
        while debut <= apres(self.jour, 10) {
            let signe_le = debut.min(self.jour);
            let duree = self.hasard.pondere(&[(6_u32, 6), (12, 2), (3, 1), (9, 1)]);
            let etat = self.etat(signe_le);
            let Some(fin) = self.conclure(debut, signe_le, duree, etat).await? else {
                return Ok(());
            };
            // One in five is not renewed in time: the lists of the home page have something to say.
            if etat != EtatCer::Valide || fin >= self.jour || self.hasard.chance(200) {
                return Ok(());
            }
            debut = apres(fin, 1);
        }
        Ok(())
    }

    fn etat(&mut self, signe_le: NaiveDate) -> EtatCer {
        if signe_le < avant(self.jour, 40) {
            return self.hasard.pondere(&[(EtatCer::Valide, 96), (EtatCer::Rompu, 2), (EtatCer::Annule, 2)]);
        }
        self.hasard.pondere(&[
            (EtatCer::Transmis, 35),
            (EtatCer::Valide, 35),
            (EtatCer::Signe, 10),
            (EtatCer::ACompleter, 8),
            (EtatCer::Refuse, 3),
            (EtatCer::Brouillon, 8),
            (EtatCer::Abandonne, 1),
        ])
    }

    /// Writes one contract; answers its last day, or nothing when the rules refuse it.
    async fn conclure(
        &mut self,
        debut: NaiveDate,
        signe_le: NaiveDate,
        duree: u32,
        etat: EtatCer,
    ) -> anyhow::Result<Option<NaiveDate>> {
        let saisie = self.saisie(debut, signe_le, duree);
        let contexte = ContexteCer {
            aujourdhui: signe_le,
            orientation_debut: Some(self.suivi.oriente_le),
            orientation_fin: None,
            orientation_professionnelle: self.suivi.sorte == SorteOrientation::Professionnel,
            equipe: None,
            valides: self.valides.clone(),
            reglages: ReglagesCer::en_vigueur(&Regles::default(), signe_le),
        };
        let Ok(lu) = Cer::lire(&saisie, &contexte) else {
            return Ok(None);
        };
        let id = self.ecrire(&saisie, &lu, etat, signe_le).await?;
        let examen = (lu.forme() == Forme::Particulier).then(|| Examen {
            par: if id % 3 == 0 { Examinateur::Responsable } else { Examinateur::EquipePluridisciplinaire },
            le: apres(signe_le, 4).min(self.decision(signe_le)),
        });
        self.etapes(id, etat, signe_le, examen).await?;
        if etat.compte() {
            self.valides.push(PeriodeCer {
                id,
                rang: lu.rang(),
                sorte: lu.sorte(),
                avenant_de: lu.avenant_de(),
                debut: lu.debut(),
                fin: lu.fin(),
            });
        }
        Ok(Some(lu.fin()))
    }

    fn saisie(&mut self, debut: NaiveDate, signe_le: NaiveDate, duree: u32) -> SaisieCer {
        let premier = self.valides.is_empty();
        let jour = |date: NaiveDate| date.format("%d/%m/%Y").to_string();
        let (theme, objectif) = self.hasard.parmi(&OBJECTIFS);
        let objectif =
            SaisieObjectif { theme: theme.into(), objectif: objectif.into(), precision: String::new() };
        let engagement =
            |code: &str| vec![SaisieEngagement { engagement: code.into(), precision: String::new() }];
        let bilan =
            SaisieBilan { resultat: "en_partie".into(), note: "Démarches engagées, à poursuivre.".into() };
        SaisieCer {
            sorte: if premier { Sorte::Premier } else { Sorte::Renouvellement }.code().into(),
            forme: self.hasard.pondere(&[("simple", 3), ("particulier", 1)]).into(),
            debut: jour(debut),
            duree_mois: duree.to_string(),
            objectifs: vec![objectif],
            engagements_personne: engagement(self.hasard.parmi(&PERSONNE)),
            engagements_referent: engagement(self.hasard.parmi(&REFERENT)),
            engagements_departement: engagement(self.hasard.parmi(&DEPARTEMENT)),
            bilan: if premier { SaisieBilan::default() } else { bilan },
            emploi: self.emploi(),
            signe_personne_le: jour(signe_le),
            signe_referent_le: jour(signe_le),
            ..SaisieCer::default()
        }
    }

    /// What a contract says after a professional orientation.
    fn emploi(&self) -> SaisieEmploi {
        if self.suivi.sorte != SorteOrientation::Professionnel {
            return SaisieEmploi::default();
        }
        SaisieEmploi {
            metier: "Agent de conditionnement".into(),
            zone: "Mulhouse et trente minutes en transports".into(),
            salaire: "Au moins le SMIC".into(),
            actes: "Deux candidatures par semaine, un atelier par mois.".into(),
        }
    }

    async fn ecrire(
        &self,
        saisie: &SaisieCer,
        lu: &Cer,
        etat: EtatCer,
        signe_le: NaiveDate,
    ) -> anyhow::Result<i64> {
        let brouillon = matches!(etat, EtatCer::Brouillon | EtatCer::Abandonne);
        let si_signe = |valeur: &str| (!brouillon).then(|| valeur.to_owned());
        let fin = if etat == EtatCer::Rompu { avant(lu.fin(), 20) } else { lu.fin() };
        let ligne = cer::ActiveModel {
            personne_id: Set(self.suivi.personne),
            organisation_id: Set(self.suivi.referent.organisation),
            referent_id: Set(self.suivi.referent.id),
            etat: Set(etat.code().to_owned()),
            version: Set(1),
            saisie: Set(serde_json::to_string(saisie)?),
            saisie_le: Set(instant(signe_le, 10)),
            sorte: Set(si_signe(lu.sorte().code())),
            forme: Set(si_signe(lu.forme().code())),
            rang: Set(etat.compte().then(|| i32::try_from(lu.rang()).unwrap_or(i32::MAX))),
            avenant_de: Set(lu.avenant_de()),
            duree_mois: Set((!brouillon).then(|| saisie.duree_mois.parse().ok()).flatten()),
            debut: Set((!brouillon).then(|| lu.debut())),
            fin: Set((!brouillon).then_some(fin)),
            decide_le: Set(etat.decide().then(|| instant(self.decision(signe_le), 15))),
            precedent_id: Set(None),
            ..Default::default()
        };
        Ok(ligne.insert(self.base).await?.id)
    }

    /// A week after the signature, never in the future.
    fn decision(&self, signe_le: NaiveDate) -> NaiveDate {
        apres(signe_le, 7).min(self.jour)
    }

    async fn etapes(
        &self,
        cer: i64,
        etat: EtatCer,
        signe_le: NaiveDate,
        examen: Option<Examen>,
    ) -> anyhow::Result<()> {
        let (referent, gestionnaire) = (self.suivi.referent.id, self.suivi.gestionnaire);
        let decision = self.decision(signe_le);
        let (signer, transmettre) = (GesteCer::Signer, GesteCer::Transmettre);
        let mut etapes = Vec::new();
        if etat == EtatCer::Abandonne {
            etapes.push((GesteCer::Abandonner, etat, instant(signe_le, 11), referent, None));
        } else if etat != EtatCer::Brouillon {
            etapes.push((signer, EtatCer::Signe, instant(signe_le, 11), referent, None));
        }
        if !matches!(etat, EtatCer::Brouillon | EtatCer::Abandonne | EtatCer::Signe) {
            etapes.push((transmettre, EtatCer::Transmis, instant(signe_le, 12), referent, None));
        }
        if let Some((geste, motif)) = geste_final(etat) {
            etapes.push((geste, etat, instant(decision, 15), gestionnaire, motif));
        }
        for (geste, etat, instant, agent, motif) in etapes {
            let examen = examen.filter(|_| geste.exige_examen());
            let ligne = cer_etape::ActiveModel {
                cer_id: Set(cer),
                geste: Set(geste.code().to_owned()),
                etat: Set(etat.code().to_owned()),
                instant: Set(instant),
                agent_id: Set(agent),
                motif: Set(motif.map(str::to_owned)),
                examine_par: Set(examen.map(|examen| examen.par.code().to_owned())),
                examine_le: Set(examen.map(|examen| examen.le)),
                ..Default::default()
            };
            ligne.insert(self.base).await?;
        }
        Ok(())
    }
}

/// The gesture of the département that leads to this state, with its reason.
fn geste_final(etat: EtatCer) -> Option<(GesteCer, Option<&'static str>)> {
    match etat {
        EtatCer::Valide => Some((GesteCer::Valider, None)),
        EtatCer::ACompleter => {
            Some((GesteCer::Ajourner, Some("Précisez les démarches prévues pendant le contrat.")))
        }
        EtatCer::Refuse => {
            Some((GesteCer::Refuser, Some("Les engagements ne correspondent pas aux objectifs.")))
        }
        EtatCer::Rompu => Some((GesteCer::Rompre, Some("Départ de la personne dans un autre département."))),
        EtatCer::Annule => Some((GesteCer::Annuler, Some("Contrat saisi deux fois."))),
        _ => None,
    }
}

fn instant(jour: NaiveDate, heure: u32) -> DateTime<Utc> {
    jour.and_time(NaiveTime::from_hms_opt(heure, 0, 0).unwrap_or_default()).and_utc()
}

fn apres(jour: NaiveDate, jours: u64) -> NaiveDate {
    jour.checked_add_days(Days::new(jours)).unwrap_or(jour)
}

fn avant(jour: NaiveDate, jours: u64) -> NaiveDate {
    jour.checked_sub_days(Days::new(jours)).unwrap_or(jour)
}
