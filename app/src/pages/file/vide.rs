//! An empty list: good news most of the time, and what to do next.

use leptos::prelude::*;
use reciproque_shared::accueil::FileAttente;

use crate::ui::*;

pub fn vide(file: FileAttente) -> AnyView {
    let (titre, suite) = mots(file);
    view! { <EtatVide titre><p>{suite}</p></EtatVide> }.into_any()
}

const fn mots(file: FileAttente) -> (&'static str, &'static str) {
    match file {
        FileAttente::RendezVousDuJour => (
            "Aucun rendez-vous aujourd’hui",
            "Les prochains se fixent depuis un dossier ou la page « Rendez-vous ».",
        ),
        FileAttente::RendezVousARenseigner => (
            "Tous les rendez-vous passés ont leur résultat",
            "Les suivants apparaîtront ici dès leur heure passée.",
        ),
        FileAttente::CerFinissant => (
            "Aucun CER n’est proche de sa fin",
            "Chacun apparaîtra ici avant sa fin, le temps de préparer son bilan.",
        ),
        FileAttente::SansCer => (
            "Personne n’est sans CER au-delà du délai",
            "Les personnes orientées dont le délai légal passe sans CER apparaîtront ici.",
        ),
        FileAttente::CerACompleter => (
            "Aucun CER à compléter",
            "Ceux que la commission territoriale renvoie apparaîtront ici, avec son motif.",
        ),
        FileAttente::CerATransmettre => (
            "Aucun CER signé n’attend d’être transmis",
            "Un CER signé apparaît ici jusqu’à sa transmission à la commission territoriale (CTSA).",
        ),
        FileAttente::Brouillons => (
            "Aucun brouillon en cours",
            "Un CER commencé depuis un dossier se retrouve ici jusqu’à sa signature.",
        ),
        FileAttente::AOrienter => (
            "Chacun est orienté",
            "Les personnes que la caisse annonce soumises aux droits et devoirs apparaîtront ici, la plus pressée d’abord.",
        ),
        FileAttente::SansReferent => (
            "Chacun a son référent unique",
            "Une personne orientée dont le référent n’est pas encore désigné, ou est parti, apparaîtra ici.",
        ),
        FileAttente::Reorientations => (
            "Aucune réorientation n’attend de réponse",
            "Celles que les structures demandent apparaîtront ici, la plus pressée d’abord.",
        ),
        FileAttente::ReponsesReorientation => (
            "Aucune réponse à lire",
            "Les réponses du Département à vos demandes de réorientation apparaîtront ici.",
        ),
        FileAttente::AInstruire => (
            "Aucune demande n’attend d’être instruite",
            "Dérogations, remises, recours et évaluations reçus apparaîtront ici, ceux que la loi borne d’abord.",
        ),
        FileAttente::ADecider => (
            "Aucune demande n’attend votre décision",
            "Celles qu’un autre agent de la CTSA a instruites apparaîtront ici. Les vôtres attendent un collègue.",
        ),
        FileAttente::ANotifier => (
            "Chaque décision est notifiée",
            "Une décision prise apparaîtra ici jusqu’à ce que la personne en soit avertie.",
        ),
        FileAttente::ATransmettre => (
            "Chaque décision est partie à la caisse",
            "Une décision notifiée apparaîtra ici jusqu’à sa transmission.",
        ),
        FileAttente::ReferentParti => (
            "Chaque référent est habilité",
            "Les personnes dont le référent part, ou perd son habilitation, apparaîtront ici jusqu’à ce qu’un autre les reprenne.",
        ),
        FileAttente::EcartsFranceTravail => (
            "Aucun écart avec France Travail",
            "Les écarts apparaîtront ici à la lecture du prochain fichier, ou quand un parcours changera.",
        ),
        FileAttente::CerADecider => (
            "Aucun CER n’attend de décision",
            "Ceux qui sont transmis à la commission territoriale (CTSA) apparaîtront ici, le plus ancien d’abord.",
        ),
    }
}
