//! What the public notice says that is a setting: nothing personal, nothing traced.

use reciproque_shared::droit::Notice;
use reciproque_shared::regle::{Cle, Valeur};

use crate::serveur::Extranet;

/// `GET /notice`
pub fn notice(app: &Extranet) -> Notice {
    let jour = app.horloge.aujourdhui();
    let mois = |cle| match app.regles.en_vigueur(cle, jour).map(|regle| &regle.valeur) {
        Some(Valeur::Mois(mois)) => *mois,
        _ => 0,
    };
    Notice {
        responsable: app.reglages.responsable.clone(),
        delegue: app.reglages.delegue.clone(),
        traces_mois: app.reglages.traces.mois(),
        delai_mois: mois(Cle::DelaiReponseDroit),
        prolongation_mois: mois(Cle::ProlongationDroit),
    }
}
