//! Acts that only take access away. They take effect even when the journal can't be written: to
//! leave someone inside because the trace fails would be worse than a trace that comes later.

use super::Acte;
use crate::liste::liste_fermee;

liste_fermee! {
    /// The closed list. Nothing that gives, reads or changes anything else belongs here.
    Retrait {
        SeDeconnecter = "se_deconnecter", "Se déconnecter";
        FermerSessions = "fermer_sessions", "Fermer ses sessions à distance";
        SuspendreAgent = "suspendre_agent", "Suspendre l’accès d’un agent";
        SuspendreOrganisation = "suspendre_organisation", "Suspendre une organisation";
        TerminerHabilitation = "terminer_habilitation", "Mettre fin à une habilitation";
    }
}

impl Retrait {
    /// The act that it is a case of.
    pub const fn acte(self) -> Acte {
        match self {
            Self::SeDeconnecter => Acte::SeDeconnecter,
            Self::FermerSessions => Acte::FermerSessions,
            Self::SuspendreAgent | Self::SuspendreOrganisation => Acte::Superviser,
            Self::TerminerHabilitation => Acte::GererHabilitation,
        }
    }
}
