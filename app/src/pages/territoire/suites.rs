//! What follows from a change, in sentences, before it is done.

use reciproque_shared::date;
use reciproque_shared::territoire::{
    ApercuTerritoires, ChangementTerritoires, FicheTerritoires, SaisieTerritoires, mouvement_dit,
};

pub fn du_changement(
    fiche: &FicheTerritoires,
    saisie: &SaisieTerritoires,
    apercu: &ApercuTerritoires,
) -> Vec<String> {
    let cadre = &fiche.cadre;
    let Ok(lu) = ChangementTerritoires::lire(saisie, cadre) else { return Vec::new() };
    let quand = match lu.debut() == cadre.aujourdhui {
        true => "Dès maintenant".to_owned(),
        false => format!("Le {}", date::court(lu.debut())),
    };
    let mut phrases = vec![format!("{}.", apercu.quoi)];
    phrases.extend(apercu.mouvements.iter().map(|mouvement| mouvement_dit(mouvement, cadre)));
    phrases.extend(lu.remplaces(cadre));
    let noms = |recoit: bool| -> Vec<&str> {
        let agents = apercu.agents.iter().filter(|agent| (agent.ctsa == lu.ctsa()) == recoit);
        agents.map(|agent| agent.nom.as_str()).collect()
    };
    let (perdent, recoivent) = (noms(false), noms(true));
    if !perdent.is_empty() {
        phrases.push(format!("{quand}, n’ont plus accès à ces dossiers\u{a0}: {}.", perdent.join(", ")));
    }
    phrases.push(match recoivent.is_empty() {
        true => format!(
            "Aucun agent de «\u{a0}{}\u{a0}» n’est habilité\u{a0}: personne ne verra ces dossiers. Demandez d’abord une \
             habilitation.",
            cadre.ctsa(lu.ctsa())
        ),
        false => format!("{quand}, y ont accès\u{a0}: {}.", recoivent.join(", ")),
    });
    phrases
}
