//! Duties apart: who may do what to which account. Nobody closes the account of who watches
//! them, nor opens it: those gestures are the operator's, by a command of the server, which the
//! journal tells to everybody.

use crate::habilitation::{Profil, Tutelle};
use crate::liste::liste_fermee;

liste_fermee! {
    /// A gesture on the account of somebody else, whichever call makes it.
    GesteAcces {
        Suspendre = "suspendre", "Suspendre l’accès";
        Retablir = "retablir", "Rétablir l’accès";
        RetirerDelegation = "retirer_delegation", "Retirer la délégation";
        RendreDelegation = "rendre_delegation", "Rendre la délégation";
        ExigerMotDePasse = "exiger_mot_de_passe", "Exiger un nouveau mot de passe";
        Rattacher = "rattacher", "Rattacher ou corriger le nom";
        RemettreCode = "remettre_code", "Remettre un code";
        DeclarerPerte = "declarer_perte", "Déclarer les identifiants perdus";
        /// By its end, its withdrawal, or a line of the annual review.
        Terminer = "terminer", "Mettre fin à une habilitation";
    }
}

liste_fermee! {
    /// Who may do a gesture.
    Autorite {
        /// Whoever the rule table lets do it.
        Profil = "profil", "Selon le profil";
        Exploitant = "exploitant", "Exploitant du serveur";
    }
}

/// Who may do this gesture to an account that holds this profil, in force or certified.
pub const fn autorite(geste: GesteAcces, tenu: Profil) -> Autorite {
    match (tenu.traits().tutelle, geste) {
        (Tutelle::Profils, _) | (Tutelle::CodeSeul, GesteAcces::RemettreCode) => Autorite::Profil,
        (Tutelle::CodeSeul | Tutelle::Exploitant, _) => Autorite::Exploitant,
    }
}

impl GesteAcces {
    /// It takes an access away, or changes what opens it: many of them in one hour are slowed
    /// down and told to the officer.
    pub const fn ferme(self) -> bool {
        !matches!(self, Self::Retablir | Self::RendreDelegation)
    }

    /// What to tell who may not do it.
    pub fn a_l_exploitant(self) -> String {
        let commande = match self {
            Self::RemettreCode => "reciproque code",
            Self::DeclarerPerte => "reciproque code --perte",
            Self::Suspendre => "reciproque acces suspendre",
            Self::Retablir => "reciproque acces retablir",
            Self::ExigerMotDePasse => "reciproque acces exiger-mot-de-passe",
            Self::Terminer => "reciproque acces terminer",
            Self::RetirerDelegation | Self::RendreDelegation | Self::Rattacher => "reciproque acces",
        };
        format!(
            "Cet agent surveille ce que vous faites, ou administre le produit : « {} » ne se fait pas à l’écran. \
             Demandez-le à l’exploitant du serveur, qui a la commande « {commande} » ; le journal le dit.",
            self.libelle()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::habilitation::{Acte, allows};
    use crate::organisation::SorteOrganisation;
    use crate::supervision::SituationOrganisation;

    /// Who reads all the traces, runs the product or supervises can't be closed from a screen.
    #[test]
    fn nobody_who_watches_is_closed_by_who_is_watched() {
        for profil in Profil::TOUS {
            let surveille = [Acte::ConsulterEtatJournal, Acte::Superviser, Acte::ConsulterImports]
                .iter()
                .any(|acte| allows(*profil, *acte).is_some());
            for geste in GesteAcces::TOUS {
                let attendu =
                    surveille && (*geste, *profil) != (GesteAcces::RemettreCode, Profil::ReferentSolis);
                assert_eq!(
                    autorite(*geste, *profil) == Autorite::Exploitant,
                    attendu,
                    "{geste:?} {profil:?}"
                );
            }
        }
    }

    /// Else closing a whole organisation would close them: by suspension, hours or convention.
    #[test]
    fn they_work_where_nothing_closes_a_whole_organisation() {
        for sorte in SorteOrganisation::TOUS {
            let reserves =
                sorte.profils().iter().any(|p| autorite(GesteAcces::Suspendre, *p) == Autorite::Exploitant);
            if reserves {
                let [suspendue, sans_compte, deserte] = [false; 3];
                let situation = SituationOrganisation { sorte: *sorte, suspendue, sans_compte, deserte };
                assert!(situation.gestes().is_empty());
                assert!(!sorte.a_des_horaires() && !sorte.sous_convention());
            }
        }
    }
}
