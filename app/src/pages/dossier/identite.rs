//! Who the adult is.

use leptos::prelude::*;
use reciproque_shared::dossier::{Adulte, IdentiteLue};

use super::nir::NirMasque;
use crate::pages::{age, nom_complet};
use crate::session::use_session;
use crate::ui::*;

/// `HADDAD Leïla, née MULLER`
pub fn nom(identite: &IdentiteLue) -> String {
    nom_complet(&identite.nom, &identite.prenom, &identite.nom_naissance, est_femme(identite))
}

fn est_femme(identite: &IdentiteLue) -> bool {
    identite.sexe.as_deref() == Some("Femme")
}

pub fn partie(adulte: &Adulte, dossier: i64) -> AnyView {
    let personne = adulte.id;
    let soumis = adulte.droits_et_devoirs;
    let faits = adulte.identite.clone().map(|identite| {
        let autres = identite.autres_prenoms.join(", ");
        let naissance = naissance(&identite);
        view! {
            <Fait nom="Naissance">{naissance}</Fait>
            {(!autres.is_empty()).then(|| view! { <Fait nom="Autres prénoms">{autres}</Fait> })}
            <Fait nom="Numéro de sécurité sociale (NIR)">
                {match identite.nir_masque {
                    Some(masque) => view! { <NirMasque dossier personne masque/> }.into_any(),
                    None => "non reçu de la caisse".into_any(),
                }}
            </Fait>
            {identite.identifiant_pole_emploi.map(|numero| view! { <Fait nom="Identifiant Pôle emploi">{numero}</Fait> })}
        }
    });
    view! {
        <div>
            <Definitions>
                {faits}
                <Fait nom="Soumis aux droits et devoirs">{oui_non(soumis)}</Fait>
            </Definitions>
        </div>
    }
    .into_any()
}

fn naissance(identite: &IdentiteLue) -> String {
    let jour = identite.date_naissance;
    let lieu = identite.lieu_naissance.as_ref().map(|lieu| format!(", à {lieu}")).unwrap_or_default();
    format!("{jour}{lieu} ({})", age(jour, use_session().aujourd_hui()))
}

/// An answer that the caisse may not have given.
pub fn oui_non(reponse: Option<bool>) -> &'static str {
    match reponse {
        Some(true) => "oui",
        Some(false) => "non",
        None => "non précisé par la caisse",
    }
}
