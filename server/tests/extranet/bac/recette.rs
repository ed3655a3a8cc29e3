//! How each call of the API is made: the one table that the matrix, the trace and the
//! description are tested with. A route without its line here fails all of them.

use chrono::{Days, NaiveDateTime};
use reciproque_server::depot::entite::session as table_session;
use reciproque_server::depot::entite::{
    agent, brouillon_rendez_vous, cer, cer_etape, cle_acces, compte, habilitation, rendez_vous,
    rendez_vous_etape, surveillance,
};
use reciproque_server::http::openapi::Route;
use reciproque_server::secret::Application;
use reciproque_server::session;
use reciproque_shared::accueil::FileAttente;
use reciproque_shared::api::{self, Appel, Methode};
use reciproque_shared::cer::EtatCer;
use reciproque_shared::date;
use reciproque_shared::habilitation::{Profil, engagement};
use reciproque_shared::instruction::Tenue;
use reciproque_shared::rendez_vous::Changement;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use super::france_travail::un_ecart;
use super::rapprochement::un_rapprochement;
use super::suivi::{
    un_lot, un_lot_fait, un_transfert, un_transfert_fait, une_decision, une_orientation, une_prolongation,
    une_reorientation,
};
use super::suspendue::Suspendue;
use super::territoires::{un_changement, une_commune};
use super::{Bac, MOT_DE_PASSE, demandes, droits, nom_de_session, revues};

pub const INCONNU: i64 = 999_999;

/// The person that a call bears on, with the structure and the agent that accompany.
#[derive(Clone, Copy, Debug)]
pub struct Cible {
    pub dossier: i64,
    pub personne: i64,
    /// Name of the foyer: what one would search for.
    pub nom: &'static str,
    pub structure: i64,
    pub agent: i64,
}

impl Cible {
    /// A person that does not exist.
    pub const INCONNUE: Self =
        Self { dossier: INCONNU, personne: INCONNU, nom: "inconnu", structure: 0, agent: 0 };

    pub const fn existe(&self) -> bool {
        self.personne != INCONNU
    }
}

/// One call, ready to be made.
#[derive(Clone, Debug)]
pub struct Recette {
    pub methode: Methode,
    pub chemin: String,
    pub corps: Value,
    pub version: Option<i32>,
    /// Of the intention, on calls that create.
    pub cle: Option<String>,
    /// What the path names, as the journal says it.
    pub objet: Option<String>,
}

impl Recette {
    /// Prepares what the call needs in the store, then the call itself.
    pub async fn preparer(bac: &Bac, route: &Route, prenom: &str, cible: Cible) -> Self {
        let Cible { dossier, personne, nom, .. } = cible;
        let sur_personne = format!("personne:{personne}");
        let aujourdhui = date::court(bac.horloge.aujourdhui());
        match route.operation {
            "OuvrirSession" => {
                let corps = json!({ "email": nom_de_session(prenom), "mot_de_passe": MOT_DE_PASSE });
                Self::de::<api::OuvrirSession>(&(), corps)
            }
            "ConsulterSession" => Self::de::<api::ConsulterSession>(&(), Value::Null),
            "ProlongerSession" => Self::de::<api::ProlongerSession>(&(), Value::Null),
            "ChangerProfil" => Self::de::<api::ChangerProfil>(&(), json!({ "profil": profil(prenom) })),
            "FermerSession" => Self::de::<api::FermerSession>(&(), Value::Null),
            "ConsulterCompte" => Self::de::<api::ConsulterCompte>(&(), Value::Null),
            "ChangerMotDePasse" => {
                retrouver_le_mot_de_passe(bac, prenom).await;
                Self::de::<api::ChangerMotDePasse>(&(), saisie_mot_de_passe())
            }
            "DemanderDefi" => Self::de::<api::DemanderDefi>(&(), Value::Null),
            "OuvrirSessionParCle" => {
                Self::de::<api::OuvrirSessionParCle>(&(), json!({ "reference": "r", "reponse": "{}" }))
            }
            "ProposerCle" => {
                retrouver_le_mot_de_passe(bac, prenom).await;
                Self::de::<api::ProposerCle>(&(), json!({ "nom": "Bureau", "mot_de_passe": MOT_DE_PASSE }))
            }
            "InscrireCle" => Self::de::<api::InscrireCle>(&(), json!({ "reponse": "{}" })),
            "RetirerCle" => {
                let cle = une_cle(bac, prenom, cible).await;
                Self::de::<api::RetirerCle>(&cle, Value::Null).sur(format!("cle:{cle}"))
            }
            "PresenterSecondFacteur" => {
                let code = code_montre(bac, prenom, false).await;
                Self::de::<api::PresenterSecondFacteur>(&(), json!({ "code": code }))
            }
            "ProposerSecondFacteur" => {
                retrouver_le_mot_de_passe(bac, prenom).await;
                Self::de::<api::ProposerSecondFacteur>(&(), json!({ "mot_de_passe": MOT_DE_PASSE }))
            }
            "ConfirmerSecondFacteur" => {
                let code = code_montre(bac, prenom, true).await;
                Self::de::<api::ConfirmerSecondFacteur>(&(), json!({ "code": code }))
            }
            "RenouvelerCodesSecours" => {
                let code = code_montre(bac, prenom, false).await;
                Self::de::<api::RenouvelerCodesSecours>(&(), json!({ "code": code }))
            }
            "RetirerSecondFacteur" => {
                let code = code_montre(bac, prenom, false).await;
                Self::de::<api::RetirerSecondFacteur>(&(), json!({ "code": code }))
            }
            "LireAvis" => Self::de::<api::LireAvis>(&(), json!({ "jusqu_a": 1 })),
            "FermerAutresSessions" => Self::de::<api::FermerAutresSessions>(&(), Value::Null),
            "FermerUneSession" => {
                let autre = une_autre_session(bac, prenom, cible).await;
                Self::de::<api::FermerUneSession>(&autre, Value::Null).sur(format!("session:{autre}"))
            }
            "ConsulterComptes" => Self::de::<api::ConsulterComptes>(&(), json!({})),
            "RemettreCode" => {
                let agent = if cible.existe() { bac.gens.noe } else { INCONNU };
                Self::de::<api::RemettreCode>(&agent, Value::Null).sur(format!("agent:{agent}"))
            }
            "DeclarerPerte" => {
                let agent = if cible.existe() { bac.gens.noe } else { INCONNU };
                let corps = json!({ "motif": "telephone_perdu" });
                Self::de::<api::DeclarerPerte>(&agent, corps).sur(format!("agent:{agent}"))
            }
            "ConsulterAccueil" => Self::de::<api::ConsulterAccueil>(&(), Value::Null),
            "ConsulterFile" => {
                let file = match profil(prenom) {
                    "gestionnaire_ctsa" => FileAttente::CerADecider,
                    "gestionnaire_habilitations" => FileAttente::SansReferent,
                    _ => FileAttente::SansCer,
                };
                Self::de::<api::ConsulterFile>(&file, json!({})).sur(format!("file:{}", file.code()))
            }
            "ConsulterEquipe" => Self::de::<api::ConsulterEquipe>(&(), Value::Null),
            "ConsulterMesConsultations" => Self::de::<api::ConsulterMesConsultations>(&(), json!({})),
            "Rechercher" => Self::de::<api::Rechercher>(&(), json!({ "texte": nom })),
            "ConsulterDossier" => {
                Self::de::<api::ConsulterDossier>(&dossier, Value::Null).sur(format!("dossier:{dossier}"))
            }
            "RevelerNir" => Self::de::<api::RevelerNir>(&(dossier, personne), Value::Null).sur(sur_personne),
            "PreparerCer" => Self::de::<api::PreparerCer>(&personne, Value::Null).sur(sur_personne),
            "CreerCer" => {
                oublier_les_cer(bac).await;
                let corps = json!({ "saisie": { "lieu_signature": "Colmar" } });
                Self::de::<api::CreerCer>(&personne, corps).sur(sur_personne)
            }
            "ConsulterCer" => {
                let cer = un_cer(bac, cible, EtatCer::Transmis).await;
                Self::de::<api::ConsulterCer>(&cer, Value::Null).sur(format!("cer:{cer}"))
            }
            "EnregistrerCer" => {
                let cer = un_cer(bac, cible, EtatCer::Brouillon).await;
                let corps = json!({ "observations_referent": "Formation prévue en mars." });
                Self::de::<api::EnregistrerCer>(&cer, corps).sur(format!("cer:{cer}")).vu(1)
            }
            "FaireGesteCer" => {
                let cer = un_cer(bac, cible, EtatCer::Brouillon).await;
                let corps = json!({ "geste": "abandonner", "motif": "Brouillon ouvert par erreur." });
                Self::de::<api::FaireGesteCer>(&cer, corps).sur(format!("cer:{cer}")).vu(1)
            }
            "CorrigerCer" => {
                let cer = un_cer(bac, cible, EtatCer::Refuse).await;
                Self::de::<api::CorrigerCer>(&cer, Value::Null).sur(format!("cer:{cer}")).vu(1)
            }
            "DeciderCer" => {
                let cer = un_cer(bac, cible, EtatCer::Transmis).await;
                let corps = json!({ "geste": "ajourner", "motif": "Il manque une date de signature." });
                Self::de::<api::DeciderCer>(&cer, corps).sur(format!("cer:{cer}")).vu(1)
            }
            "PreparerRendezVous" => {
                Self::de::<api::PreparerRendezVous>(&personne, Value::Null).sur(sur_personne)
            }
            "GarderBrouillonRendezVous" => {
                let corps = json!({ "date": "demain", "note": "Apporter" });
                let version = brouillon_vu(bac, prenom, personne).await;
                Self::de::<api::GarderBrouillonRendezVous>(&personne, corps).sur(sur_personne).vu(version)
            }
            "EffacerBrouillonRendezVous" => {
                let version = brouillon_vu(bac, prenom, personne).await;
                let appel = Self::de::<api::EffacerBrouillonRendezVous>(&personne, Value::Null);
                appel.sur(sur_personne).vu(version)
            }
            "GarderBrouillonChangement" => {
                let id = un_rendez_vous(bac, cible, 3).await;
                let corps = json!({ "vue": 1, "saisie": { "note": "Apporter" } });
                let appel = Self::de::<api::GarderBrouillonChangement>(&(id, Changement::Report), corps);
                appel.sur(format!("rendez_vous:{id}")).vu(0)
            }
            "EffacerBrouillonChangement" => {
                let id = un_rendez_vous(bac, cible, 3).await;
                let chemin = (id, Changement::Modification);
                let appel = Self::de::<api::EffacerBrouillonChangement>(&chemin, Value::Null);
                appel.sur(format!("rendez_vous:{id}")).vu(0)
            }
            "CreerRendezVous" => {
                Self::de::<api::CreerRendezVous>(&personne, saisie_rendez_vous(bac, 7)).sur(sur_personne)
            }
            "ConsulterRendezVous" => {
                let id = un_rendez_vous(bac, cible, 3).await;
                Self::de::<api::ConsulterRendezVous>(&id, Value::Null).sur(format!("rendez_vous:{id}"))
            }
            "ModifierRendezVous" => {
                let id = un_rendez_vous(bac, cible, 3).await;
                let corps = saisie_rendez_vous(bac, 14);
                Self::de::<api::ModifierRendezVous>(&id, corps).sur(format!("rendez_vous:{id}")).vu(1)
            }
            "RenseignerRendezVous" => {
                let id = un_rendez_vous(bac, cible, -1).await;
                let corps = json!({ "statut": "honore" });
                Self::de::<api::RenseignerRendezVous>(&id, corps).sur(format!("rendez_vous:{id}")).vu(1)
            }
            "DonnerMotif" => Self::de::<api::DonnerMotif>(&(), json!({ "motif": "suivi" })),
            "ConsulterAlertes" => Self::de::<api::ConsulterAlertes>(&(), json!({})),
            "ConsulterSeuils" => Self::de::<api::ConsulterSeuils>(&(), Value::Null),
            "ReglerSeuil" => {
                let corps = json!({ "seuil": "refus", "valeur": "20" });
                Self::de::<api::ReglerSeuil>(&(), corps)
            }
            "ConsulterAlerte" => {
                let id = une_alerte(bac, cible).await;
                Self::de::<api::ConsulterAlerte>(&id, Value::Null).sur(format!("alerte:{id}"))
            }
            "ConsulterEvenements" => {
                let id = une_alerte(bac, cible).await;
                Self::de::<api::ConsulterEvenements>(&id, json!({})).sur(format!("alerte:{id}"))
            }
            "TraiterAlerte" => {
                let id = une_alerte(bac, cible).await;
                let note = "Vu avec le service : remplacement.";
                let corps = json!({ "geste": "clore", "conclusion": "justifie", "note": note });
                Self::de::<api::TraiterAlerte>(&id, corps).sur(format!("alerte:{id}"))
            }
            "ConsulterAOrienter" => Self::de::<api::ConsulterAOrienter>(&(), json!({})),
            "PreparerLot" => {
                let corps = un_lot(bac, cible).await;
                Self::de::<api::PreparerLot>(&(), corps)
            }
            "OrienterLot" => {
                let corps = un_lot(bac, cible).await;
                Self::de::<api::OrienterLot>(&(), corps)
            }
            "ConsulterLot" => {
                let lot = un_lot_fait(bac, cible).await;
                Self::de::<api::ConsulterLot>(&lot, Value::Null).sur(format!("lot:{lot}"))
            }
            "AnnulerLot" => {
                let lot = un_lot_fait(bac, cible).await;
                Self::de::<api::AnnulerLot>(&lot, Value::Null).sur(format!("lot:{lot}"))
            }
            "ConsulterParcours" => {
                Self::de::<api::ConsulterParcours>(&personne, Value::Null).sur(sur_personne)
            }
            "Orienter" => {
                let corps = une_orientation(bac, cible).await;
                Self::de::<api::Orienter>(&personne, corps).sur(sur_personne).vu(0)
            }
            "DesignerReferent" => {
                bac.retrouver_le_parcours(personne).await;
                let corps = json!({ "referent": bac.gens.noe, "debut": aujourdhui });
                Self::de::<api::DesignerReferent>(&personne, corps).sur(sur_personne).vu(0)
            }
            "NotifierOrientation" => {
                bac.retrouver_le_parcours(personne).await;
                let corps = json!({ "jour": aujourdhui });
                Self::de::<api::NotifierOrientation>(&personne, corps).sur(sur_personne).vu(0)
            }
            "ProlongerRevue" => {
                bac.retrouver_le_parcours(personne).await;
                let corps = json!({ "difficulte": "logement", "constatee_le": aujourdhui });
                Self::de::<api::ProlongerRevue>(&personne, corps).sur(sur_personne).vu(0)
            }
            "RamenerRevue" => {
                bac.retrouver_le_parcours(personne).await;
                une_prolongation(bac, personne).await;
                Self::de::<api::RamenerRevue>(&personne, Value::Null).sur(sur_personne).vu(0)
            }
            "CloreParcours" => {
                bac.retrouver_le_parcours(personne).await;
                let corps = json!({ "motif": "emploi", "jour": aujourdhui });
                Self::de::<api::CloreParcours>(&personne, corps).sur(sur_personne).vu(0)
            }
            "AnnulerDecision" => {
                une_decision(bac, cible).await;
                let corps = json!({ "motif": "Saisie par erreur." });
                Self::de::<api::AnnulerDecision>(&personne, corps).sur(sur_personne).vu(1)
            }
            "ConsulterReorientation" => {
                Self::de::<api::ConsulterReorientation>(&personne, Value::Null).sur(sur_personne)
            }
            "DemanderReorientation" => {
                bac.retrouver_le_parcours(personne).await;
                let corps = json!({ "motif": "emploi_possible", "note": "Formation terminée en mars." });
                Self::de::<api::DemanderReorientation>(&personne, corps).sur(sur_personne).vu(0)
            }
            "SuivreReorientation" => {
                une_reorientation(bac, cible).await;
                let corps = json!({ "geste": "retirer" });
                Self::de::<api::SuivreReorientation>(&personne, corps).sur(sur_personne).vu(1)
            }
            "InstruireReorientation" => {
                une_reorientation(bac, cible).await;
                let corps = json!({ "geste": "instruire" });
                Self::de::<api::InstruireReorientation>(&personne, corps).sur(sur_personne).vu(1)
            }
            "ConsulterEcarts" => Self::de::<api::ConsulterEcarts>(&(), json!({})),
            "ConsulterEcartsPersonne" => {
                un_ecart(bac, cible).await;
                Self::de::<api::ConsulterEcartsPersonne>(&personne, Value::Null).sur(sur_personne)
            }
            "SuivreEcart" => {
                un_ecart(bac, cible).await;
                let motif = "Réinscription attendue cette semaine.";
                let corps = json!({ "nature": "radiation", "geste": "mettre_de_cote", "motif": motif });
                Self::de::<api::SuivreEcart>(&personne, corps).sur(sur_personne).vu(0)
            }
            "ConsulterConfies" => Self::de::<api::ConsulterConfies>(&(), json!({})),
            "ConsulterRapprochements" => {
                un_rapprochement(bac, cible).await;
                Self::de::<api::ConsulterRapprochements>(&(), json!({}))
            }
            "ConsulterRapprochement" => {
                let id = un_rapprochement(bac, cible).await;
                let appel = Self::de::<api::ConsulterRapprochement>(&id, Value::Null);
                appel.sur(format!("rapprochement:{id}"))
            }
            "DeciderRapprochement" => {
                let id = un_rapprochement(bac, cible).await;
                let corps = json!({ "geste": "ecarter", "motif": "Vu avec la caisse." });
                let appel = Self::de::<api::DeciderRapprochement>(&id, corps);
                appel.sur(format!("rapprochement:{id}")).vu(1)
            }
            "ConsulterPortefeuilles" => Self::de::<api::ConsulterPortefeuilles>(&(), Value::Null),
            "ConsulterPortefeuille" => {
                let agent = if cible.existe() { cible.agent } else { INCONNU };
                Self::de::<api::ConsulterPortefeuille>(&agent, Value::Null).sur(format!("agent:{agent}"))
            }
            "PreparerTransfert" => {
                let corps = un_transfert(bac, cible).await;
                Self::de::<api::PreparerTransfert>(&(), corps)
            }
            "TransfererPortefeuille" => {
                let corps = un_transfert(bac, cible).await;
                Self::de::<api::TransfererPortefeuille>(&(), corps)
            }
            "ConsulterTransfert" => {
                let lot = un_transfert_fait(bac, cible).await;
                Self::de::<api::ConsulterTransfert>(&lot, Value::Null).sur(format!("lot:{lot}"))
            }
            "AnnulerTransfert" => {
                let lot = un_transfert_fait(bac, cible).await;
                Self::de::<api::AnnulerTransfert>(&lot, Value::Null).sur(format!("lot:{lot}"))
            }
            "ConsulterInstructions" => {
                Self::de::<api::ConsulterInstructions>(&personne, Value::Null).sur(sur_personne)
            }
            "OuvrirInstruction" => {
                droits::oublier_les_instructions(bac).await;
                let corps =
                    json!({ "sorte": "evaluation_ti", "recue_le": aujourdhui, "initiative": "personne" });
                Self::de::<api::OuvrirInstruction>(&personne, corps).sur(sur_personne)
            }
            "ConsulterInstruction" => {
                let id = droits::une_instruction(bac, cible, Tenue::Recue).await;
                Self::de::<api::ConsulterInstruction>(&id, Value::Null).sur(format!("instruction:{id}"))
            }
            "FaireGesteInstruction" => {
                let id = droits::une_instruction(bac, cible, Tenue::Recue).await;
                let corps = json!({ "geste": "prendre" });
                Self::de::<api::FaireGesteInstruction>(&id, corps).sur(format!("instruction:{id}")).vu(1)
            }
            "ProposerDecision" => {
                let id = droits::une_instruction_prise(bac, cible, prenom).await;
                let corps = json!({ "issue": "accord", "du": aujourdhui });
                Self::de::<api::ProposerDecision>(&id, corps).sur(format!("instruction:{id}")).vu(1)
            }
            "DeciderInstruction" => {
                let id = droits::une_instruction_proposee(bac, cible).await;
                let corps = json!({ "issue": "refus", "motif_refus": "sans_justification" });
                Self::de::<api::DeciderInstruction>(&id, corps).sur(format!("instruction:{id}")).vu(1)
            }
            "ConsulterOrganisations" => Self::de::<api::ConsulterOrganisations>(&(), Value::Null),
            "CreerOrganisation" => {
                let corps = json!({ "nom": format!("Structure {nom}"), "sorte": "structure" });
                Self::de::<api::CreerOrganisation>(&(), corps)
            }
            "ConsulterOrganisation" => {
                let id = cible.structure;
                Self::de::<api::ConsulterOrganisation>(&id, Value::Null).sur(format!("organisation:{id}"))
            }
            "ReglerHoraires" => {
                let id = Suspendue::creer(bac, cible).await.organisation;
                let corps = json!({ "ouvre_a": "5h", "ferme_a": "23h" });
                Self::de::<api::ReglerHoraires>(&id, corps).sur(format!("organisation:{id}"))
            }
            "SuperviserOrganisation" => {
                let id = Suspendue::creer(bac, cible).await.organisation;
                let corps = json!({ "geste": "retablir", "motif": "Situation régularisée." });
                Self::de::<api::SuperviserOrganisation>(&id, corps).sur(format!("organisation:{id}"))
            }
            "SaisirConvention" => {
                let id = Suspendue::creer(bac, cible).await.organisation;
                let corps = json!({ "reference": "C-2027", "date_effet": "01/01/2010", "tacite": false,
                    "termes": { "niveau": "departement" } });
                Self::de::<api::SaisirConvention>(&id, corps).sur(format!("organisation:{id}"))
            }
            "SaisirAvenant" => {
                let id = Suspendue::creer(bac, cible).await.convention;
                let corps = json!({ "date_effet": "demain", "objet": "Quota porté à douze.",
                    "termes": { "niveau": "communes", "communes": "Mulhouse", "saisie": true } });
                Self::de::<api::SaisirAvenant>(&id, corps).sur(format!("convention:{id}")).vu(1)
            }
            "DenoncerConvention" => {
                let id = Suspendue::creer(bac, cible).await.convention;
                let corps = json!({ "voie": "manquement", "date": "hier",
                    "motif": "La structure cesse cette activité." });
                Self::de::<api::DenoncerConvention>(&id, corps).sur(format!("convention:{id}")).vu(1)
            }
            "CorrigerManquement" => {
                let suspendue = Suspendue::creer(bac, cible).await;
                suspendue.denoncee(bac).await;
                let id = suspendue.convention;
                let corps =
                    json!({ "corrigee_le": "aujourd'hui", "motif": "Postes verrouillés, constat du jour." });
                Self::de::<api::CorrigerManquement>(&id, corps).sur(format!("convention:{id}")).vu(1)
            }
            "AnnulerConvention" => {
                let suspendue = Suspendue::creer(bac, cible).await;
                suspendue.avenant_prevu(bac).await;
                let id = suspendue.convention;
                let corps = json!({ "avenant": 1, "motif": "Erreur sur la date d’effet." });
                Self::de::<api::AnnulerConvention>(&id, corps).sur(format!("convention:{id}")).vu(1)
            }
            "ConsulterTerritoires" => Self::de::<api::ConsulterTerritoires>(&(), Value::Null),
            "PreparerTerritoires" => {
                let corps = une_commune(bac, cible).await;
                Self::de::<api::PreparerTerritoires>(&(), corps)
            }
            "ConfierCommunes" => {
                let corps = une_commune(bac, cible).await;
                Self::de::<api::ConfierCommunes>(&(), corps).vu(0)
            }
            "AnnulerTerritoires" => {
                un_changement(bac, cible).await;
                let corps = json!({ "motif": "Saisie sur la mauvaise commune." });
                Self::de::<api::AnnulerTerritoires>(&(), corps).vu(1)
            }
            "ConsulterAgent" => {
                let id = cible.agent;
                Self::de::<api::ConsulterAgent>(&id, Value::Null).sur(format!("agent:{id}"))
            }
            "SuperviserAgent" => {
                let id = Suspendue::creer(bac, cible).await.agent;
                let corps = json!({ "geste": "retablir", "motif": "Situation régularisée." });
                Self::de::<api::SuperviserAgent>(&id, corps).sur(format!("agent:{id}"))
            }
            "RattacherAgent" => {
                let id = Suspendue::creer(bac, cible).await.agent;
                let corps = json!({ "organisation": bac.gens.semaphore, "nom": "ESSAI", "prenom": "Suspendu",
                    "motif": "Recrutée par une autre structure." });
                Self::de::<api::RattacherAgent>(&id, corps).sur(format!("agent:{id}"))
            }
            "ConsulterSurveillance" => {
                let id = cible.agent;
                Self::de::<api::ConsulterSurveillance>(&id, Value::Null).sur(format!("agent:{id}"))
            }
            "SurveillerAgent" => {
                let (id, note) = (cible.agent, "Signalement d’un partenaire.");
                let geste = if sous_surveillance(bac, id).await { "lever" } else { "poser" };
                let corps = json!({ "geste": geste, "note": note });
                Self::de::<api::SurveillerAgent>(&id, corps).sur(format!("agent:{id}"))
            }
            "ConsulterImports" => Self::de::<api::ConsulterImports>(&(), Value::Null),
            "ConsulterTraces" => Self::de::<api::ConsulterTraces>(&(), json!({})),
            "ConsulterTracesDossier" => {
                Self::de::<api::ConsulterTracesDossier>(&dossier, json!({})).sur(format!("dossier:{dossier}"))
            }
            "ExporterTraces" => {
                Self::de::<api::ExporterTraces>(&(), json!({ "filtre": {}, "format": "csv" }))
            }
            "ConsulterEtatJournal" => Self::de::<api::ConsulterEtatJournal>(&(), Value::Null),
            "VerifierJournal" => Self::de::<api::VerifierJournal>(&(), Value::Null),
            "ConsulterStatistiques" => Self::de::<api::ConsulterStatistiques>(&(), Value::Null),
            "ConsulterRevues" => Self::de::<api::ConsulterRevues>(&(), Value::Null),
            "ConsulterRevue" => {
                let revue = revues::une_revue(bac, cible).await;
                Self::de::<api::ConsulterRevue>(&revue.id, Value::Null).sur(revue.objet())
            }
            "FaireGesteRevue" => {
                let revue = revues::une_revue(bac, cible).await;
                let corps = json!({ "geste": "confirmer", "lignes": [revue.ligne], "motif": "en_poste" });
                Self::de::<api::FaireGesteRevue>(&revue.id, corps).sur(revue.objet())
            }
            "ScellerRevue" => {
                let revue = revues::une_revue_decidee(bac, cible).await;
                Self::de::<api::ScellerRevue>(&revue.id, Value::Null).sur(revue.objet()).vu(1)
            }
            "VerifierRevue" => {
                let revue = revues::une_revue_scellee(bac, cible).await;
                Self::de::<api::VerifierRevue>(&revue.id, Value::Null).sur(revue.objet())
            }
            "ExporterRevue" => {
                let revue = revues::une_revue_scellee(bac, cible).await;
                Self::de::<api::ExporterRevue>(&revue.id, Value::Null).sur(revue.objet())
            }
            "ConsulterNotice" => Self::de::<api::ConsulterNotice>(&(), Value::Null),
            "ConsulterDemandes" => Self::de::<api::ConsulterDemandes>(&(), Value::Null),
            "EnregistrerDemande" => {
                let corps =
                    json!({ "sorte": "acces", "recue_le": dans(bac, -2).format("%d/%m/%Y").to_string() });
                Self::de::<api::EnregistrerDemande>(&personne, corps).sur(sur_personne)
            }
            "ConsulterDemande" => {
                let id = demandes::la_demande(bac, cible).await;
                Self::de::<api::ConsulterDemande>(&id, Value::Null).sur(format!("demande:{id}"))
            }
            "FaireGesteDemande" => {
                let id = demandes::la_demande(bac, cible).await;
                let corps =
                    json!({ "geste": "prolonger", "motif": "Dossier réparti entre deux structures." });
                Self::de::<api::FaireGesteDemande>(&id, corps).sur(format!("demande:{id}")).vu(1)
            }
            "RectifierDonnee" => {
                let id = demandes::la_demande(bac, cible).await;
                let corps = json!({
                    "donnee": "adresse", "issue": "transmise", "nouvelle": "12 rue de l'Ill",
                    "motif": "Justificatif de domicile fourni.",
                });
                Self::de::<api::RectifierDonnee>(&id, corps).sur(format!("demande:{id}")).vu(1)
            }
            "ProduireExtrait" => {
                let id = demandes::la_demande(bac, cible).await;
                Self::de::<api::ProduireExtrait>(&id, Value::Null).sur(format!("demande:{id}"))
            }
            "ConsulterHabilitations" => Self::de::<api::ConsulterHabilitations>(&(), Value::Null),
            "DemanderHabilitation" => {
                Self::de::<api::DemanderHabilitation>(&(), une_saisie(bac, cible).await)
            }
            "ConsulterHabilitation" => {
                let id = une_habilitation(bac, cible, None).await;
                Self::de::<api::ConsulterHabilitation>(&id, Value::Null).sur(format!("habilitation:{id}"))
            }
            "FaireGesteHabilitation" => {
                let id = une_habilitation(bac, cible, None).await;
                let corps = json!({ "geste": "retirer", "motif": "Demande faite par erreur." });
                Self::de::<api::FaireGesteHabilitation>(&id, corps).sur(format!("habilitation:{id}")).vu(1)
            }
            "GrouperAgent" => {
                let id = une_habilitation(bac, cible, None).await;
                let corps = json!({ "groupe": "Site de Mulhouse" });
                Self::de::<api::GrouperAgent>(&id, corps).sur(format!("habilitation:{id}"))
            }
            "NommerPrincipal" => {
                let id = une_habilitation(bac, cible, Some(Profil::GestionnaireHabilitations)).await;
                Self::de::<api::NommerPrincipal>(&id, Value::Null).sur(format!("habilitation:{id}"))
            }
            "ConsulterFormations" => Self::de::<api::ConsulterFormations>(&(), Value::Null),
            "PlanifierFormation" => {
                let date = dans(bac, 7).format("%d/%m/%Y").to_string();
                let corps = json!({ "date": date, "heure": "9:00", "lieu": "Colmar", "places": "8" });
                Self::de::<api::PlanifierFormation>(&(), corps)
            }
            "LireEngagement" => Self::de::<api::LireEngagement>(&(), Value::Null),
            "SignerEngagement" => {
                let corps = json!({
                    "engagement": engagement::engagement().empreinte(), "engagement_accepte": true,
                    "charte": engagement::charte().empreinte(), "charte_acceptee": true,
                });
                Self::de::<api::SignerEngagement>(&(), corps)
            }
            autre => panic!("{autre} has no recipe: add its line here, then review the snapshots"),
        }
    }

    /// The body is read by the type of the call, so that a recipe can't drift from it.
    pub fn de<A: Appel>(chemin: &A::Chemin, corps: Value) -> Self {
        let lu: A::Corps = serde_json::from_value(corps).unwrap_or_else(|e| panic!("{}: {e}", A::CHEMIN));
        Self {
            methode: A::METHODE,
            chemin: A::chemin(chemin),
            corps: serde_json::to_value(lu).unwrap(),
            version: None,
            cle: A::CREE.then(super::cle_neuve),
            objet: None,
        }
    }

    fn sur(self, objet: String) -> Self {
        Self { objet: Some(objet), ..self }
    }

    fn vu(self, version: i32) -> Self {
        Self { version: Some(version), ..self }
    }
}

fn profil(prenom: &str) -> &'static str {
    match prenom {
        "claire" => "conseiller_pole_emploi",
        "hugo" | "irene" => "gestionnaire_ctsa",
        "sonia" => "referent_solis",
        "alain" => "administrateur",
        "gaelle" => "gestionnaire_habilitations",
        "dominique" => "delegue_protection_donnees",
        _ => "referent",
    }
}

fn dans(bac: &Bac, jours: i64) -> NaiveDateTime {
    let jour = bac.horloge.aujourdhui();
    let jours_abs = Days::new(jours.unsigned_abs());
    let jour = if jours < 0 { jour - jours_abs } else { jour + jours_abs };
    jour.and_hms_opt(10, 0, 0).unwrap()
}

fn saisie_rendez_vous(bac: &Bac, jours: i64) -> Value {
    let date = dans(bac, jours).format("%d/%m/%Y").to_string();
    json!({
        "objet": "suivi", "date": date, "heure": "10:00", "duree_minutes": "30",
        "canal": "physique", "lieu": "12 rue de l'Ill",
    })
}

fn saisie_mot_de_passe() -> Value {
    let nouveau = "lampe girafe tonnerre";
    json!({ "actuel": MOT_DE_PASSE, "nouveau": nouveau, "confirmation": nouveau })
}

/// The password of the sandbox again, whatever a former call made of it.
async fn retrouver_le_mot_de_passe(bac: &Bac, prenom: &str) {
    let agents = Query::select()
        .column("id")
        .from("agent")
        .and_where(Expr::col("email").eq(nom_de_session(prenom)))
        .to_owned();
    compte::Entity::update_many()
        .col_expr(compte::Column::MotDePasse, Expr::value(super::empreinte()))
        .col_expr(compte::Column::Precedent, Expr::value(None::<String>))
        .filter(compte::Column::AgentId.in_subquery(agents))
        .exec(bac.base())
        .await
        .unwrap();
}

/// What the phone of this agent shows, as if no code had served yet. `propose`: of an
/// application that is not confirmed.
async fn code_montre(bac: &Bac, prenom: &str, propose: bool) -> String {
    let avant = bac.compte(prenom).await;
    let graine = if propose { Some("graine".to_owned()) } else { avant.graine.clone() };
    compte::Entity::update_many()
        .col_expr(compte::Column::DernierPas, Expr::value(None::<i64>))
        .col_expr(compte::Column::GraineProposee, Expr::value(graine.clone()))
        .filter(compte::Column::AgentId.eq(avant.agent_id))
        .exec(bac.base())
        .await
        .unwrap();
    let Some(graine) = graine else { return "000000".to_owned() };
    let application = Application::de(&bac.app.reglages.coffre, &graine).unwrap();
    application.code(bac.horloge.maintenant())
}

/// A passkey of that agent.
async fn une_cle(bac: &Bac, prenom: &str, cible: Cible) -> i64 {
    if !cible.existe() {
        return INCONNU;
    }
    let ligne = cle_acces::ActiveModel {
        agent_id: Set(bac.compte(prenom).await.agent_id),
        nom: Set("Clé".into()),
        identifiant: Set(format!("{:032x}", rand::random::<u128>())),
        cle: Set("{}".into()),
        creee_le: Set(bac.horloge.maintenant()),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap().id
}

/// Another session of the same agent.
async fn une_autre_session(bac: &Bac, prenom: &str, cible: Cible) -> i64 {
    if !cible.existe() {
        return INCONNU;
    }
    let agent = bac.compte(prenom).await.agent_id;
    let profil = Profil::du_code(profil(prenom)).unwrap_or(Profil::Referent);
    let jeton = session::ouvrir(
        &bac.app,
        session::Ouverture {
            agent,
            profil,
            client: session::Client::new("192.0.2.1"),
            deux_facteurs: false,
            mot_de_passe_echu: false,
            preuve: None,
        },
    )
    .await
    .unwrap();
    let ligne = table_session::Entity::find().filter(table_session::Column::Empreinte.eq(jeton.empreinte()));
    ligne.one(bac.base()).await.unwrap().unwrap().id
}

async fn oublier_les_cer(bac: &Bac) {
    cer_etape::Entity::delete_many().exec(bac.base()).await.unwrap();
    cer::Entity::delete_many().exec(bac.base()).await.unwrap();
}

/// A CER of the structure that accompanies, alone in the store.
async fn un_cer(bac: &Bac, cible: Cible, etat: EtatCer) -> i64 {
    oublier_les_cer(bac).await;
    if !cible.existe() {
        return INCONNU;
    }
    let signe = etat != EtatCer::Brouillon;
    let jour = bac.horloge.aujourdhui();
    let ligne = cer::ActiveModel {
        personne_id: Set(cible.personne),
        organisation_id: Set(cible.structure),
        referent_id: Set(cible.agent),
        etat: Set(etat.code().into()),
        version: Set(1),
        saisie: Set("{}".into()),
        saisie_le: Set(bac.horloge.maintenant()),
        sorte: Set(signe.then(|| "premier".into())),
        forme: Set(signe.then(|| "simple".into())),
        duree_mois: Set(signe.then_some(6)),
        debut: Set(signe.then_some(jour)),
        fin: Set(signe.then(|| jour + Days::new(180))),
        decide_le: Set(etat.decide().then(|| bac.horloge.maintenant())),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap().id
}

/// An alert about the agent who accompanies, open.
async fn une_alerte(bac: &Bac, cible: Cible) -> i64 {
    if cible.existe() { crate::alerte::ouverte(bac, cible.agent).await } else { INCONNU }
}

/// The version of the draft of an agent for a person; 0 when there is none.
async fn brouillon_vu(bac: &Bac, prenom: &str, personne: i64) -> i32 {
    let compte = bac.compte(prenom).await;
    let brouillon = brouillon_rendez_vous::Entity::find()
        .filter(brouillon_rendez_vous::Column::AgentId.eq(compte.agent_id))
        .filter(brouillon_rendez_vous::Column::PersonneId.eq(personne))
        .filter(brouillon_rendez_vous::Column::RendezVousId.is_null());
    brouillon.one(bac.base()).await.unwrap().map_or(0, |brouillon| brouillon.version)
}

async fn sous_surveillance(bac: &Bac, agent: i64) -> bool {
    let en_cours = surveillance::Entity::find().filter(surveillance::Column::AgentId.eq(agent));
    en_cours.filter(surveillance::Column::Fin.is_null()).one(bac.base()).await.unwrap().is_some()
}

/// A rendez-vous of the structure that accompanies, alone in the store.
async fn un_rendez_vous(bac: &Bac, cible: Cible, jours: i64) -> i64 {
    rendez_vous_etape::Entity::delete_many().exec(bac.base()).await.unwrap();
    let changements = brouillon_rendez_vous::Column::RendezVousId.is_not_null();
    brouillon_rendez_vous::Entity::delete_many().filter(changements).exec(bac.base()).await.unwrap();
    rendez_vous::Entity::delete_many().exec(bac.base()).await.unwrap();
    if !cible.existe() {
        return INCONNU;
    }
    let ligne = rendez_vous::ActiveModel {
        personne_id: Set(cible.personne),
        organisation_id: Set(cible.structure),
        referent_id: Set(cible.agent),
        objet: Set("suivi".into()),
        debut: Set(dans(bac, jours)),
        duree_minutes: Set(30),
        canal: Set("telephone".into()),
        statut: Set("prevu".into()),
        version: Set(1),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap().id
}

/// Nobody of that name yet, in the structure of the case.
async fn une_saisie(bac: &Bac, cible: Cible) -> Value {
    let rang = agent::Entity::find().count(bac.base()).await.unwrap();
    json!({
        "organisation": cible.structure, "nom": "NOUVEL", "prenom": "Yann",
        "email": format!("yann{rang}@exemple.fr"), "fonction": "Conseiller", "profil": "referent",
        "motif": "Remplacement d'un collègue parti.",
    })
}

/// A habilitation of a new agent of the structure: asked for, or in force under a profil.
async fn une_habilitation(bac: &Bac, cible: Cible, active: Option<Profil>) -> i64 {
    if !cible.existe() {
        return INCONNU;
    }
    let rang = agent::Entity::find().count(bac.base()).await.unwrap();
    let agent = agent::ActiveModel {
        organisation_id: Set(cible.structure),
        nom: Set("NOUVEL".into()),
        prenom: Set("Yann".into()),
        email: Set(format!("yann{rang}@exemple.fr")),
        ..Default::default()
    };
    let agent = agent.insert(bac.base()).await.unwrap().id;
    let compte = compte::ActiveModel { agent_id: Set(agent), a_changer: Set(false), ..Default::default() };
    compte.insert(bac.base()).await.unwrap();
    let jour = bac.horloge.aujourdhui();
    let ligne = match active {
        Some(profil) => habilitation::prouvee(agent, profil.code(), jour),
        None => habilitation::ActiveModel {
            agent_id: Set(agent),
            profil: Set(Profil::Referent.code().into()),
            demandee_le: Set(jour),
            version: Set(1),
            ..Default::default()
        },
    };
    ligne.insert(bac.base()).await.unwrap().id
}
