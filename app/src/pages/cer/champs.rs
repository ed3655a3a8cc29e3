//! What is on the form, as signals, and the draft that they make.

use leptos::prelude::*;
use reciproque_shared::cer::{
    Engagement, LIGNES_CONTRAT, LIGNES_MAX, Partie, SaisieBilan, SaisieCer, SaisieEmploi, SaisieEngagement,
    SaisieObjectif,
};

/// One line of the objectives.
#[derive(Clone, Copy)]
pub struct ChampsObjectif {
    pub theme: RwSignal<String>,
    pub objectif: RwSignal<String>,
    pub precision: RwSignal<String>,
}

/// The engagements of one party: the codes ticked, and a precision for each line of the list.
#[derive(Clone, Copy)]
pub struct ChampsPartie {
    partie: Partie,
    pub coches: RwSignal<Vec<String>>,
    precisions: StoredValue<Vec<RwSignal<String>>>,
}

/// The whole form. Lines are made once: removing one only hides it, so that no signal
/// goes away under a field.
#[derive(Clone, Copy)]
pub struct Champs {
    pub sorte: RwSignal<String>,
    pub forme: RwSignal<String>,
    pub referent: RwSignal<String>,
    pub debut: RwSignal<String>,
    pub duree_mois: RwSignal<String>,
    pub change_periode: RwSignal<bool>,
    pub resultat: RwSignal<String>,
    pub bilan: RwSignal<String>,
    pub emploi: ChampsEmploi,
    objectifs: StoredValue<Vec<ChampsObjectif>>,
    /// How many lines of objectives are shown, at least one.
    pub lignes: RwSignal<usize>,
    pub engagements: [ChampsPartie; 3],
    pub observations_referent: RwSignal<String>,
    pub observations_personne: RwSignal<String>,
    pub signe_personne_le: RwSignal<String>,
    pub signe_referent_le: RwSignal<String>,
    pub lieu_signature: RwSignal<String>,
}

/// The job sought, after a professional orientation.
#[derive(Clone, Copy)]
pub struct ChampsEmploi {
    pub metier: RwSignal<String>,
    pub zone: RwSignal<String>,
    pub salaire: RwSignal<String>,
    pub actes: RwSignal<String>,
}

impl ChampsObjectif {
    fn nouveau() -> Self {
        let vide = || RwSignal::new(String::new());
        Self { theme: vide(), objectif: vide(), precision: vide() }
    }

    fn lit(self) -> SaisieObjectif {
        SaisieObjectif {
            theme: self.theme.get(),
            objectif: self.objectif.get(),
            precision: self.precision.get(),
        }
    }

    fn pose(self, ligne: &SaisieObjectif) {
        change(self.theme, &ligne.theme);
        change(self.objectif, &ligne.objectif);
        change(self.precision, &ligne.precision);
    }
}

impl ChampsPartie {
    fn nouveau(partie: Partie) -> Self {
        let precisions = Engagement::de(partie).iter().map(|_| RwSignal::new(String::new())).collect();
        Self { partie, coches: RwSignal::new(Vec::new()), precisions: StoredValue::new(precisions) }
    }

    /// The precision of one line of the list.
    pub fn precision(self, code: &str) -> RwSignal<String> {
        let rang = Engagement::de(self.partie).iter().position(|e| e.code == code).unwrap_or(0);
        self.precisions.with_value(|precisions| precisions[rang])
    }

    fn lit(self) -> Vec<SaisieEngagement> {
        let ligne = |engagement: String| SaisieEngagement {
            precision: self.precision(&engagement).get(),
            engagement,
        };
        self.coches.get().into_iter().map(ligne).collect()
    }

    fn pose(self, lignes: &[SaisieEngagement]) {
        let connues = || Engagement::de(self.partie).iter().map(|e| e.code);
        for code in connues() {
            let ligne = lignes.iter().find(|ligne| ligne.engagement == code);
            change(self.precision(code), ligne.map_or("", |ligne| ligne.precision.as_str()));
        }
        let coches = connues().filter(|code| lignes.iter().any(|l| l.engagement == *code)).map(str::to_owned);
        self.coches.set(coches.collect());
    }
}

impl Champs {
    pub fn nouveau(saisie: &SaisieCer) -> Self {
        let vide = || RwSignal::new(String::new());
        let champs = Self {
            sorte: vide(),
            forme: vide(),
            referent: vide(),
            debut: vide(),
            duree_mois: vide(),
            change_periode: RwSignal::new(false),
            resultat: vide(),
            bilan: vide(),
            emploi: ChampsEmploi { metier: vide(), zone: vide(), salaire: vide(), actes: vide() },
            objectifs: StoredValue::new((0..LIGNES_MAX).map(|_| ChampsObjectif::nouveau()).collect()),
            lignes: RwSignal::new(1),
            engagements: Partie::TOUS.map(ChampsPartie::nouveau),
            observations_referent: vide(),
            observations_personne: vide(),
            signe_personne_le: vide(),
            signe_referent_le: vide(),
            lieu_signature: vide(),
        };
        champs.pose(saisie);
        champs
    }

    /// The texts, each with its place in the draft.
    fn textes(self, s: &mut SaisieCer) -> [(RwSignal<String>, &mut String); 16] {
        [
            (self.sorte, &mut s.sorte),
            (self.forme, &mut s.forme),
            (self.referent, &mut s.referent),
            (self.debut, &mut s.debut),
            (self.duree_mois, &mut s.duree_mois),
            (self.resultat, &mut s.bilan.resultat),
            (self.bilan, &mut s.bilan.note),
            (self.emploi.metier, &mut s.emploi.metier),
            (self.emploi.zone, &mut s.emploi.zone),
            (self.emploi.salaire, &mut s.emploi.salaire),
            (self.emploi.actes, &mut s.emploi.actes),
            (self.observations_referent, &mut s.observations_referent),
            (self.observations_personne, &mut s.observations_personne),
            (self.signe_personne_le, &mut s.signe_personne_le),
            (self.signe_referent_le, &mut s.signe_referent_le),
            (self.lieu_signature, &mut s.lieu_signature),
        ]
    }

    /// The draft as it is on the form. Tracked.
    pub fn lit(self) -> SaisieCer {
        let [personne, referent, departement] = self.engagements.map(ChampsPartie::lit);
        let mut saisie = SaisieCer {
            change_periode: self.change_periode.get(),
            objectifs: self.lit_objectifs(),
            engagements_personne: personne,
            engagements_referent: referent,
            engagements_departement: departement,
            bilan: SaisieBilan::default(),
            emploi: SaisieEmploi::default(),
            ..SaisieCer::default()
        };
        for (champ, place) in self.textes(&mut saisie) {
            *place = champ.get();
        }
        saisie
    }

    /// Without the blank lines at the end: the form always shows one.
    fn lit_objectifs(self) -> Vec<SaisieObjectif> {
        let mut lus: Vec<_> = (0..self.lignes.get()).map(|rang| self.objectif(rang).lit()).collect();
        while lus.last().is_some_and(|ligne| *ligne == SaisieObjectif::default()) {
            lus.pop();
        }
        lus
    }

    /// Puts a draft on the form; fields that already say it are left alone.
    pub fn pose(self, saisie: &SaisieCer) {
        for (champ, valeur) in self.textes(&mut saisie.clone()) {
            change(champ, valeur);
        }
        if self.change_periode.get_untracked() != saisie.change_periode {
            self.change_periode.set(saisie.change_periode);
        }
        self.pose_objectifs(&saisie.objectifs);
        let parties =
            [&saisie.engagements_personne, &saisie.engagements_referent, &saisie.engagements_departement];
        for (partie, lignes) in self.engagements.into_iter().zip(parties) {
            partie.pose(lignes);
        }
    }

    fn pose_objectifs(self, lignes: &[SaisieObjectif]) {
        let vide = SaisieObjectif::default();
        for rang in 0..LIGNES_MAX {
            self.objectif(rang).pose(lignes.get(rang).unwrap_or(&vide));
        }
        self.lignes.set(lignes.len().clamp(1, LIGNES_MAX));
    }

    /// A line of objectives, from 0.
    pub fn objectif(self, rang: usize) -> ChampsObjectif {
        self.objectifs.with_value(|lignes| lignes[rang])
    }

    pub fn peut_ajouter(self) -> bool {
        self.lignes.get() < LIGNES_CONTRAT
    }

    /// Shows one more line, and answers its rank.
    pub fn ajoute(self) -> usize {
        let rang = self.lignes.get_untracked();
        self.lignes.set(rang + 1);
        rang
    }

    /// Removes a line; the next ones move up.
    pub fn retire(self, rang: usize) {
        let mut lignes: Vec<_> =
            untrack(|| (0..self.lignes.get()).map(|rang| self.objectif(rang).lit()).collect());
        lignes.remove(rang);
        self.pose_objectifs(&lignes);
    }
}

fn change(champ: RwSignal<String>, valeur: &str) {
    if champ.with_untracked(|avant| avant != valeur) {
        champ.set(valeur.to_owned());
    }
}
