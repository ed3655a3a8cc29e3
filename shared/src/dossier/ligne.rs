//! A dossier in a list: each field of a rubrique is there only when the rubrique is open.

use chrono::{DateTime, NaiveDate, Utc};

use super::EtatRecu;
use crate::mots::nom_complet;
use crate::nominatif;
use crate::personne::DateNaissance;
use crate::personne::RoleRecu;
use crate::rendez_vous::NonRecu;
use crate::rubrique::{Adresse, Rsa, Sous};
use crate::source::SourceFermee;

nominatif! {
    /// A dossier in a list of results or of recent views; its identity belongs to Identite.
    pub struct LigneDossier {
        pub dossier: i64,
        pub personne: i64,
        pub nom: String,
        /// When it is another one: why a search by it found the person.
        pub nom_naissance: Option<String>,
        pub prenom: String,
        /// « née » or « né » before the name of birth.
        #[serde(default)]
        pub femme: bool,
        pub date_naissance: DateNaissance,
        pub role: RoleRecu,
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        pub commune: Sous<Adresse, String>,
        #[cfg_attr(feature = "openapi", schema(value_type = Option<EtatRecu>))]
        pub etat: Sous<Rsa, EtatRecu>,
        /// The caisse of the dossier, when its data are closed at this hour.
        #[serde(default)]
        pub source_fermee: Option<SourceFermee>,
        /// The person left this foyer on that day: found by the officer only, who answers them too.
        pub partie_le: Option<NaiveDate>,
        /// Why the reader, who fixes rendez-vous, fixes none with this person (searches only).
        #[serde(default)]
        pub non_recu: Option<NonRecu>,
        /// When the reader last opened it (recent views only).
        pub consulte_a: Option<DateTime<Utc>>,
    }

    /// Results of a search, within the reader's scope only.
    pub struct ResultatsRecherche {
        pub lignes: Vec<LigneDossier>,
        /// More exist than are listed: the search should be made more precise.
        pub tronque: bool,
        /// How the text was understood (« NIR », « date de naissance », « nom »…).
        pub compris: String,
    }
}

impl LigneDossier {
    /// `HADDAD Leïla, née MULLER`: the name by which a search may have found the person.
    pub fn nom_complet(&self) -> String {
        nom_complet(&self.nom, &self.prenom, self.nom_naissance.as_deref().unwrap_or_default(), self.femme)
    }
}
