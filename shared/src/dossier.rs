//! The dossier as an agent reads it: one foyer, its members, its rubriques.
//!
//! A rubrique that the profil or the convention does not open is absent (`None`) and
//! named in [`FicheDossier::rubriques_fermees`], so that the screen says so.
//! Labels come from the nomenclatures, applied by the server.

mod droits_devoirs;
mod ligne;
pub mod parcours;
mod pourquoi;
mod recherche;

pub use droits_devoirs::{ChampDroitsDevoirs, soumis};
pub use ligne::{LigneDossier, ResultatsRecherche};
pub use pourquoi::{
    Orientee, explication_orientation, explication_portee, explication_territoire, si_introuvable,
};
pub use recherche::{SaisieRecherche, que_tenter, recherche_trop_longue};

use chrono::{DateTime, NaiveDate, Utc};

use crate::dossier::parcours::ParcoursLu;
use crate::habilitation::Rubrique;
use crate::instruction::LigneInstruction;
use crate::liste::{code_recu, liste_fermee};
use crate::nominatif;
use crate::personne::{DateNaissance, RolePersonne};
use crate::rubrique::{Rsa, Sous};
use crate::source::SourceFermee;
use crate::trace::NumeroTrace;

liste_fermee! {
    /// State of the right, as received in ETATDOSRSA: shown, never recomputed (several may
    /// apply at once, and the caisse alone knows in which order it tests them).
    EtatDossier {
        EnAttente = "0", "Nouvelle demande en attente de décision";
        Refuse = "1", "Droit refusé";
        Ouvert = "2", "Droit ouvert, versable";
        DroitSuspendu = "3", "Droit ouvert et suspendu";
        VersementSuspendu = "4", "Droit ouvert, versement suspendu";
        Clos = "5", "Droit clos";
        ClosAnterieurement = "6", "Droit clos un mois antérieur";
        NonDefini = "Z", "État non défini";
    }
}

impl EtatDossier {
    /// Whether the right is current: open, even if suspended.
    pub const fn en_cours(self) -> bool {
        matches!(self, Self::Ouvert | Self::DroitSuspendu | Self::VersementSuspendu)
    }

    /// Every current state (for the SQL predicate of [`Portee::DroitsEnCours`]).
    pub const EN_COURS: [Self; 3] = [Self::Ouvert, Self::DroitSuspendu, Self::VersementSuspendu];

    /// The states of who has or had the right (for that of [`Portee::Beneficiaires`]): who only asked
    /// for it, or was refused, never was a recipient.
    pub const BENEFICIAIRES: [Self; 5] =
        [Self::Ouvert, Self::DroitSuspendu, Self::VersementSuspendu, Self::Clos, Self::ClosAnterieurement];
}

code_recu! {
    /// ETATDOSRSA as received.
    EtatRecu, EtatDossier
}

nominatif! {
    /// One line of a list of dated facts: a label, and what it says.
    pub struct Fait {
        pub libelle: String,
        pub valeur: String,
    }

    /// Who a person is.
    pub struct IdentiteLue {
        pub civilite: Option<String>,
        pub nom: String,
        pub nom_naissance: String,
        pub prenom: String,
        pub autres_prenoms: Vec<String>,
        pub date_naissance: DateNaissance,
        pub lieu_naissance: Option<String>,
        pub sexe: Option<String>,
        /// Masked; shown whole only through a traced act of its own.
        pub nir_masque: Option<String>,
        pub identifiant_pole_emploi: Option<String>,
    }

    /// A period with what it tells: activity, derogation, component of the right…
    pub struct Periode {
        pub libelle: String,
        pub debut: Option<NaiveDate>,
        pub fin: Option<NaiveDate>,
        pub details: Vec<Fait>,
    }

    /// Resources declared for one month, in euros.
    pub struct MoisRessources {
        pub mois: NaiveDate,
        pub lignes: Vec<Fait>,
        pub total: String,
    }

    /// Resources of a person over the reference quarter.
    pub struct RessourcesLues {
        pub debut: Option<NaiveDate>,
        pub fin: Option<NaiveDate>,
        pub declarees_nulles: bool,
        pub mois: Vec<MoisRessources>,
        /// Gifts that were not declared, as the département decided.
        #[serde(default)]
        pub liberalites: Vec<Fait>,
    }

    /// An adult of the foyer, with the rubriques that bear on a person.
    pub struct Adulte {
        pub id: i64,
        pub role: RolePersonne,
        /// Subject to droits et devoirs ([`crate::dossier::soumis`]); `None` when the flow is silent.
        pub droits_et_devoirs: Option<bool>,
        /// The reader's own structure accompanies this adult today (entry is possible).
        pub accompagne_par_moi: bool,
        pub identite: Option<IdentiteLue>,
        pub activites: Option<Vec<Periode>>,
        pub ressources: Option<RessourcesLues>,
        pub parcours: Option<ParcoursLu>,
        pub travailleur_independant: Option<Vec<Fait>>,
        pub derogations: Option<Vec<Periode>>,
        /// What the Département was asked, of the rubriques that the reader may open: told beside what
        /// the flow says, never mixed with it. Before the person is told, to the CTSA alone.
        #[serde(default)]
        pub instructions: Vec<LigneInstruction>,
    }

    /// An adult whom the caisse no longer counts in the foyer: only who it was.
    pub struct AdulteParti {
        pub id: i64,
        /// The last known.
        pub role: RolePersonne,
        pub nom: String,
        pub prenom: String,
        pub date_naissance: DateNaissance,
        /// Day described by the first flow that no longer names the person.
        pub partie_le: NaiveDate,
        /// The dossier where the person goes on, when the reader reaches her there.
        pub suite: Option<i64>,
    }

    /// A child or another dependant.
    pub struct PersonneACharge {
        pub nom: String,
        pub prenom: String,
        pub date_naissance: DateNaissance,
        pub lien: String,
    }

    /// The family: situation and dependants.
    pub struct FamilleLue {
        pub situation: String,
        pub depuis: Option<NaiveDate>,
        pub personnes_a_charge: Vec<PersonneACharge>,
    }

    /// One of the three addresses of the flow, the current one first.
    pub struct AdresseLue {
        pub rang: String,
        pub lignes: Vec<String>,
        pub depuis: Option<NaiveDate>,
        pub commune: Option<String>,
        pub hors_france: bool,
        /// The foyer has no fixed home (TOPSANSDOMFIXE): told with the current address.
        #[serde(default)]
        pub sans_domicile_fixe: bool,
    }

    /// State of the right and why.
    pub struct DroitsLus {
        pub date_demande: Option<NaiveDate>,
        pub caisse: String,
        /// Masked when the caisse is the MSA: the matricule is then the NIR.
        pub matricule: Option<String>,
        pub numero_demande: String,
        /// Refusals, suspensions, end: as received.
        pub motifs: Vec<Periode>,
        pub composantes: Vec<Periode>,
    }

    /// What is paid. What it was reckoned from is [`FicheDossier::base_calcul`], which belongs to Ressources.
    pub struct RsaLu {
        pub beneficiaire: bool,
        pub montants: Vec<Fait>,
        pub droits_et_devoirs_foyer: Option<bool>,
    }

    /// Why the reader sees this dossier.
    pub struct Pourquoi {
        pub profil: String,
        pub organisation: String,
        /// A whole French sentence.
        pub explication: String,
    }

    /// The dossier on one page.
    pub struct FicheDossier {
        pub id: i64,
        /// Name to put at the top of the page: the demandeur.
        pub intitule: String,
        #[cfg_attr(feature = "openapi", schema(value_type = Option<EtatRecu>))]
        pub etat: Sous<Rsa, EtatRecu>,
        /// Date of reference of the flow that these data come from.
        pub date_flux: Option<NaiveDate>,
        /// Those who are in the foyer today.
        pub adultes: Vec<Adulte>,
        pub partis: Vec<AdulteParti>,
        pub famille: Option<FamilleLue>,
        pub adresses: Option<Vec<AdresseLue>>,
        pub droits: Option<DroitsLus>,
        pub rsa: Option<RsaLu>,
        /// Rubrique Ressources: what the right was reckoned from. The minimum guaranteed is there
        /// too: it less the right would tell the resources.
        pub base_calcul: Option<Vec<Fait>>,
        pub sanctions: Option<Vec<Periode>>,
        pub rubriques_ouvertes: Vec<Rubrique>,
        pub rubriques_fermees: Vec<Rubrique>,
        /// The caisse that sends this dossier, when its data are closed at this hour.
        pub source_fermee: Option<SourceFermee>,
        /// Among [`Self::rubriques_fermees`], those that the reader finds open again then.
        pub fermees_a_cette_heure: Vec<Rubrique>,
        pub pourquoi: Pourquoi,
        /// When this view was written to the journal, and under which number.
        pub consulte_a: DateTime<Utc>,
        pub trace: NumeroTrace,
    }

    /// The NIR whole, asked for by an act of its own.
    pub struct NirComplet {
        pub nir: String,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nominatif::{Clair, Sceau};

    #[test]
    fn personal_data_is_written_under_a_seal_and_read_back() {
        let fait = Fait { libelle: "Montant".into(), valeur: "12,00 €".into() };
        #[expect(clippy::disallowed_methods, reason = "the test of the seal itself")]
        let texte = serde_json::to_string(&Clair::new(&vec![fait.clone()], Sceau::apposer())).unwrap();
        assert_eq!(texte, r#"[{"libelle":"Montant","valeur":"12,00 €"}]"#);
        assert_eq!(serde_json::from_str::<Vec<Fait>>(&texte).unwrap(), vec![fait]);
    }
}
