//! What an event of the journal bears on: a noun of the domain, and a number or a code.

use crate::liste::liste_fermee;

liste_fermee! {
    /// The nouns that the journal names, with the word that people read.
    NomObjet {
        Dossier = "dossier", "Dossier";
        Personne = "personne", "Personne";
        Cer = "cer", "CER";
        RendezVous = "rendez_vous", "Rendez-vous";
        File = "file", "Liste de travail";
        Recherche = "recherche", "Recherche";
        Agent = "agent", "Agent";
        /// By a short hash of the address that was typed.
        Compte = "compte", "Compte";
        Cle = "cle", "Clé d’accès";
        Session = "session", "Session";
        Profil = "profil", "Profil";
        Organisation = "organisation", "Organisation";
        Convention = "convention", "Convention";
        Habilitation = "habilitation", "Habilitation";
        Formation = "formation", "Séance de formation";
        Revue = "revue", "Revue des habilitations";
        Lot = "lot", "Décision pour plusieurs personnes";
        Alerte = "alerte", "Alerte de curiosité";
        Surveillance = "surveillance", "Surveillance";
        Seuil = "seuil", "Seuil de la détection";
        /// A reason given under watch, by its number.
        Motif = "motif", "Raison donnée";
        Instruction = "instruction", "Demande sur le droit";
        Demande = "demande", "Demande d’une personne concernée";
        /// Two lines that may be of one person.
        Rapprochement = "rapprochement", "Rapprochement";
        /// By the beginning of the digest of the file.
        Flux = "flux", "Flux";
        /// A file received from France Travail, by the beginning of its digest; one sent there, by its day.
        FranceTravail = "france_travail", "Fichier France Travail";
        /// A chain of the journal, `chaine_0`, up to a position.
        Chaine = "chaine", "Chaîne du journal";
    }
}

impl NomObjet {
    /// The noun and what follows it: `cer:12` → a CER, `12`; `chaine_1:40` → a chain, `40`.
    pub fn lire(objet: &str) -> Option<(Self, &str)> {
        let (nom, id) = objet.split_once(':').unwrap_or((objet, ""));
        let nom = if nom.starts_with("chaine_") { Self::Chaine.code() } else { nom };
        Some((Self::du_code(nom)?, id))
    }

    /// `CER n° 12`
    pub fn dire(self, id: &str) -> String {
        format!("{} n° {id}", self.libelle())
    }
}
