//! What makes of a contract an act that one signs and keeps, on paper only: its title, its
//! parties, its object, the rights and duties it rests on, the ways of appeal, the signatures.
//! Sources: CASF L262-27 to L262-29, L262-34 to L262-37, L262-39, L262-40, L262-47, R262-88;
//! code de justice administrative R421-1, R421-2; RGPD art. 13.

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::cer::fiche::{FeuilleCer, FicheCer};
use reciproque_shared::cer::{EtatCer, PositionCer, Sorte};
use reciproque_shared::date;
use reciproque_shared::mots::minuscule;

use super::contenu::lue;
use crate::pages::cer::mots::avec_rang;

/// A contract, kept or as it is being typed.
pub struct Acte<'a> {
    pub feuille: &'a FeuilleCer,
    pub etat: EtatCer,
    pub position: Option<PositionCer>,
    pub rang: Option<i32>,
    pub debut: Option<NaiveDate>,
    pub fin: Option<NaiveDate>,
    /// Day on which the Département validated it.
    pub valide_le: Option<NaiveDate>,
}

impl<'a> From<&'a FicheCer> for Acte<'a> {
    fn from(fiche: &'a FicheCer) -> Self {
        let valide = fiche.etapes.iter().rfind(|etape| etape.etat == EtatCer::Valide);
        let valide = valide.filter(|_| fiche.etat == EtatCer::Valide);
        Self {
            feuille: &fiche.feuille,
            etat: fiche.etat,
            position: fiche.position,
            rang: fiche.rang,
            debut: fiche.debut,
            fin: fiche.fin,
            valide_le: valide.map(|etape| date::a_paris(etape.instant).date()),
        }
    }
}

/// Before the contract: what it is, and between whom.
pub fn entete(acte: &Acte<'_>) -> AnyView {
    let feuille = acte.feuille;
    let sorte = Sorte::du_code(&feuille.saisie.sorte).map_or("", Sorte::libelle);
    let sous_titre = avec_rang(sorte, acte.rang);
    let (departement, structure) = (feuille.departement.clone(), feuille.structure.clone());
    let referent = format!(", représentée par {}, référent de la personne", feuille.referent);
    view! {
        <div class="a-imprimer acte">
            <p class="acte-titre">"Contrat d’engagements réciproques"</p>
            <p>{sous_titre}</p>
            <h2>"Entre"</h2>
            <ul>
                <li>{personne(feuille)}</li>
                <li><strong>{departement}</strong>", représenté par le président du conseil départemental"</li>
                <li>"et, pour l’accompagnement, "<strong>{structure}</strong>{referent}</li>
            </ul>
            <h2>"Objet"</h2>
            <p>{objet(feuille.contexte.orientation_professionnelle)}</p>
        </div>
    }
    .into_any()
}

fn personne(feuille: &FeuilleCer) -> AnyView {
    let personne = &feuille.personne;
    let nom = format!("{} {}", personne.prenom, personne.nom);
    let naissance = format!(", naissance : {}", personne.date_naissance);
    let adresse = feuille.adresse.as_ref().map(|lignes| format!(", demeurant {}", lignes.join(", ")));
    let fermee = feuille.source_fermee.map(|source| format!(" (adresse : {})", minuscule(&source.en_mots())));
    view! { <strong>{nom}</strong>{naissance}{adresse}{fermee} }.into_any()
}

/// The article depends on where the orientation leads.
fn objet(professionnelle: bool) -> String {
    let (insertion, article) = match professionnelle {
        true => ("d’insertion professionnelle", "L262-35"),
        false => ("d’insertion sociale ou professionnelle", "L262-36"),
    };
    format!(
        "La personne bénéficie du revenu de solidarité active (rSa). Elle a droit à un accompagnement social et \
         professionnel adapté à ses besoins, organisé par un référent unique (code de l’action sociale et des \
         familles, CASF, article L262-27). Ce contrat, librement débattu, énumère les engagements réciproques des \
         parties en matière {insertion} (CASF, articles L262-34 à L262-36 ; ici, {article})."
    )
}

/// After the contract: what it entails, how to contest it, and where to sign.
pub fn mentions(acte: &Acte<'_>) -> AnyView {
    let FeuilleCer { departement, delegue, .. } = acte.feuille;
    view! {
        <div class="a-imprimer acte">
            <h2>"Droits et devoirs"</h2>
            <p>"La personne est accompagnée par son référent et peut demander à tout moment que le contrat soit revu. Elle est tenue de rechercher un emploi, d’entreprendre les démarches nécessaires à la création de sa propre activité ou les actions nécessaires à une meilleure insertion sociale ou professionnelle (CASF, article L262-28), et de respecter ce à quoi elle s’engage ici."</p>
            <p>"Si, sans motif légitime, le contrat n’est pas établi ou renouvelé dans les délais du fait de la personne, ou si ses stipulations ne sont pas respectées, le président du conseil départemental peut suspendre le versement du rSa, en tout ou partie (CASF, article L262-37). Avant toute décision, la personne est invitée à faire connaître ses observations à l’équipe pluridisciplinaire, dans un délai d’un mois au plus ; elle peut être assistée de la personne de son choix."</p>
            {recours(departement)}
            {donnees(departement, delegue)}
            {signatures(acte)}
        </div>
    }
    .into_any()
}

fn recours(departement: &str) -> AnyView {
    let prealable = format!(
        "Une décision relative au rSa se conteste d’abord, dans les deux mois qui suivent sa notification, par un \
         recours administratif préalable obligatoire adressé au président du conseil départemental ({departement}), \
         par tout moyen qui lui donne date certaine (CASF, articles L262-47 et R262-88). La réponse, ou l’absence de \
         réponse pendant deux mois, peut ensuite être contestée dans les deux mois devant le tribunal administratif."
    );
    view! { <h2>"Voies et délais de recours"</h2><p>{prealable}</p> }.into_any()
}

fn donnees(departement: &str, delegue: &str) -> AnyView {
    let texte = format!(
        "Ce contrat est enregistré dans un traitement dont le responsable est : {departement}, pour le suivi des \
         droits et devoirs (CASF, article L262-40). Les droits d’accès, de rectification et de limitation s’exercent \
         auprès de : {delegue}. Une réclamation peut être adressée à la CNIL (www.cnil.fr). La notice « Vos données, \
         vos droits » est remise sur demande."
    );
    view! { <h2>"Vos données"</h2><p>{texte}</p> }.into_any()
}

/// One copy for the person, one for the file; a place for each party.
fn signatures(acte: &Acte<'_>) -> AnyView {
    let feuille = acte.feuille;
    let (saisie, aujourdhui) = (&feuille.saisie, feuille.contexte.aujourdhui);
    let lieu = if saisie.lieu_signature.trim().is_empty() {
        "………………"
    } else {
        saisie.lieu_signature.trim()
    };
    let faits = format!("Fait en deux exemplaires, à {lieu}, dont un remis à la personne.");
    let case = |qui: &str, jour: String| {
        format!("{qui}, le {}", if jour.is_empty() { "………………".to_owned() } else { jour })
    };
    let nom = format!("{} {}", feuille.personne.prenom, feuille.personne.nom);
    let personne = case(&nom, lue(&saisie.signe_personne_le, aujourdhui));
    let referent = case(&feuille.referent, lue(&saisie.signe_referent_le, aujourdhui));
    let departement = acte.valide_le.map(date::court).unwrap_or_default();
    let departement = case("Pour le président du conseil départemental", departement);
    view! {
        <p>{faits}</p>
        <div class="signatures"><div>{personne}</div><div>{referent}</div><div>{departement}</div></div>
    }
    .into_any()
}
