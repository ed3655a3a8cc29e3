//! The rules, and how each is told.

use crate::liste::liste_fermee;
use crate::mots::accord;

liste_fermee! {
    /// A rule of detection.
    RegleAlerte {
        VolumeHeure = "volume_heure", "Beaucoup de dossiers en une heure";
        VolumeJour = "volume_jour", "Beaucoup de dossiers dans la journée";
        Habitude = "habitude", "Bien plus de dossiers que d’habitude";
        HorsListe = "hors_liste", "Dossiers hors de sa liste";
        Homonyme = "homonyme", "Dossier au nom de l’agent";
        HorsHoraires = "hors_horaires", "Consultations hors horaires";
        Refus = "refus", "Refus répétés";
        Recherches = "recherches", "Beaucoup de recherches en une heure";
        GestesAcces = "gestes_acces", "Beaucoup d’accès fermés en une heure";
    }
}

impl RegleAlerte {
    /// What the rule looks at, and why.
    pub const fn explication(self) -> &'static str {
        match self {
            Self::VolumeHeure => {
                "Compte les dossiers différents qu’un agent ouvre en une heure. Au-delà du seuil, la lecture ne suit \
                 plus le travail d’accompagnement ou d’instruction."
            }
            Self::VolumeJour => {
                "Compte les dossiers différents qu’un agent ouvre dans la journée, du lever au coucher du jour civil."
            }
            Self::Habitude => {
                "Compare les dossiers différents ouverts dans la journée à la moyenne de l’agent sur ses jours de \
                 travail des 28 jours précédents."
            }
            Self::HorsListe => {
                "Compte les dossiers que l’agent peut ouvrir mais qui ne sont pas les siens : il n’y est ni référent, \
                 ni attendu à un rendez-vous qu’il n’a pas pris lui-même ce jour-là, ni auteur ou décideur d’un CER. \
                 Pour un gestionnaire de CTSA, un CER à décider suffit ; pour un conseiller Pôle emploi, une \
                 orientation vers Pôle emploi. Pour un référent, que sa structure accompagne ne suffit pas."
            }
            Self::Homonyme => {
                "Signale l’ouverture d’un dossier où une personne porte, comme nom d’usage ou de naissance, le nom de \
                 l’agent ou une partie de son nom : peut-être un proche, peut-être un simple homonyme."
            }
            Self::HorsHoraires => "Compte les consultations faites tôt, tard, le samedi ou le dimanche.",
            Self::Refus => {
                "Compte les refus reçus en une heure pour un dossier hors périmètre ou une action que le profil ne \
                 permet pas : des essais répétés ressemblent à une recherche. Compte aussi les mots de passe et les \
                 codes refusés au nom de l’agent : quelqu’un d’autre essaie peut-être d’entrer à sa place."
            }
            Self::GestesAcces => {
                "Compte les accès d’autres agents qu’un agent suspend, termine ou change en une heure, et les essais refusés \
                 parce qu’il y en a trop : fermer beaucoup d’accès à la fois empêche le service, ou la surveillance."
            }
            Self::Recherches => {
                "Compte les recherches faites en une heure : la boîte cherche à chaque pause de la frappe. Chercher \
                 beaucoup sans rien ouvrir montre des noms et des dates de naissance."
            }
        }
    }

    /// What is counted, of one and of several, and over what.
    const fn mesure(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::VolumeHeure => ("dossier différent", "dossiers différents", "en une heure"),
            Self::VolumeJour | Self::Habitude => {
                ("dossier différent", "dossiers différents", "dans la journée")
            }
            Self::HorsListe => ("dossier", "dossiers", "hors de sa liste dans la journée"),
            Self::Homonyme => ("dossier", "dossiers", "au nom de l’agent dans la journée"),
            Self::HorsHoraires => ("consultation", "consultations", "hors horaires dans la journée"),
            Self::Refus => ("refus", "refus", "en une heure"),
            Self::GestesAcces => ("accès fermé ou changé", "accès fermés ou changés", "en une heure"),
            Self::Recherches => ("recherche", "recherches", "en une heure"),
        }
    }

    /// What was counted, against which threshold, in one sentence.
    pub fn constat(self, mesure: u32, seuil: u32) -> String {
        let (un, plusieurs, ou) = self.mesure();
        let habitude = if self == Self::Habitude { " tiré de son habitude" } else { "" };
        format!("{} {ou} ; seuil{habitude} : {seuil}", accord(mesure, un, plusieurs))
    }
}
