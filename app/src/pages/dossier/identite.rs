//! Who the adult is.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::dossier::{Adulte, IdentiteLue};

use super::nir::NirMasque;
use crate::pages::nom_complet;
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
        let (ne_le, naissance) = (if est_femme(&identite) { "Née le" } else { "Né le" }, naissance(&identite));
        view! {
            <Fait nom=ne_le>{naissance}</Fait>
            {(!autres.is_empty()).then(|| view! { <Fait nom="Autres prénoms">{autres}</Fait> })}
            <Fait nom="NIR">
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
                <Fait nom="Droits et devoirs">{droits_et_devoirs(soumis)}</Fait>
            </Definitions>
        </div>
    }
    .into_any()
}

fn naissance(identite: &IdentiteLue) -> String {
    let jour = identite.date_naissance;
    let ans = date::age(jour, use_session().aujourd_hui());
    let lieu = identite.lieu_naissance.as_ref().map(|lieu| format!(", à {lieu}")).unwrap_or_default();
    let approche = if identite.naissance_approchee { ", date approchée" } else { "" };
    format!("{}{lieu} ({ans}{approche})", date::court(jour))
}

fn droits_et_devoirs(soumis: Option<bool>) -> AnyView {
    match soumis {
        Some(true) => view! { <Etiquette ton=Ton::Info texte="Dans le champ"/> }.into_any(),
        Some(false) => view! { <Etiquette texte="Hors du champ"/> }.into_any(),
        None => "non précisé par la caisse".into_any(),
    }
}
