//! The same word about a work and about the person.

use crate::garde_commentaire::examiner;

/// A trade, a training or an employer's demand, and the same word about the person.
const JUMELLES: &[(&str, &str)] = &[
    ("Formation en psychologie de l'enfant.", "Suivi en psychologie de l'enfant."),
    ("AESH auprès d'élèves handicapés.", "A deux enfants handicapés."),
    ("Casier judiciaire B3 demandé par l'employeur.", "Casier judiciaire B3 chargé."),
    ("Candidature au centre pénitentiaire comme surveillante.", "Sort du centre pénitentiaire."),
    ("Langue maternelle : arabe, français B1.", "C'est un Arabe, français B1."),
    ("Stage en psychiatrie à Rouffach", "Hospitalisation en psychiatrie à Rouffach"),
    ("Infirmière en psychiatrie depuis 2019", "Suivie par une infirmière en psychiatrie"),
    ("Poste d'aide-soignante en addictologie", "Consulte en addictologie"),
    ("Aide-soignante en cancérologie", "Aide-soignante atteinte d'un cancer"),
    ("Éducatrice spécialisée auprès de jeunes délinquants", "Son fils est délinquant"),
    ("Aide à domicile auprès de personnes âgées malades d'Alzheimer", "Sa mère est malade d'Alzheimer"),
    ("Animateur auprès d'enfants autistes", "Père d'enfants autistes"),
    ("Formation autisme et handicap", "Situation d'autisme et de handicap"),
    ("Interprète en langue des signes pour personnes sourdes", "Personne sourde"),
    ("Éducateur de chiens guides d'aveugles", "Chômeur aveugle"),
    ("Diplôme de conseiller pénitentiaire d'insertion et de probation", "Suivi par le SPIP"),
    ("Concours de surveillant pénitentiaire", "Sous surveillance pénitentiaire"),
    ("Formation à la prévention des addictions", "Sort d'une addiction"),
    ("Formation à l'accueil des victimes de violences", "Victime de violences"),
    ("Agent de sécurité : formation à la lutte contre le vol à l'étalage", "A commis un vol à l'étalage"),
    ("Module de gestion de l'agressivité", "Fait preuve d'agressivité"),
    ("Licence d'histoire des religions", "Parle beaucoup de religion"),
    ("Guide au musée du judaïsme", "Convertie au judaïsme"),
    ("Poste d'enseignante dans une école catholique", "Famille catholique"),
    ("Stage à la librairie protestante", "Vient d'un milieu protestant"),
    ("Emploi en boucherie halal", "Mange halal"),
    ("Professeure de danse africaine", "Famille africaine"),
    ("Médiatrice auprès des gens du voyage", "Fait partie des gens du voyage"),
    ("Traductrice d'arabe", "Femme arabe"),
    ("Langues parlées : arabe dialectal, turc et français", "Turc ou arabe"),
    ("Parle, lit et écrit l'arabe", "Est arabe"),
    ("Casier judiciaire vierge exigé pour le poste", "Casier judiciaire non vierge"),
    ("L'employeur demande un extrait de casier judiciaire", "A un casier judiciaire"),
    ("Visite médicale d'embauche le 12, aptitude demandée", "Traitement médical lourd"),
    ("Vaccination hépatite B exigée pour le stage", "A une hépatite B"),
    ("Dépistage de stupéfiants prévu à l'embauche", "Consomme des stupéfiants"),
    ("Préparatrice en pharmacie : distribution de médicaments", "Prend des médicaments"),
    ("Ambulancier, transport de malades", "Enfants malades"),
    ("Garde-malade de nuit", "Malade la nuit"),
    ("Vendeuse au rayon alcools", "Vendeuse alcoolique"),
    ("Serveur, service d'alcool en salle", "Ne supporte pas l'alcool"),
    ("Secrétaire dans un cabinet : poste de psychologue vacant à côté", "Voit un psychologue"),
    ("Intervenante en éducation sexuelle", "Orientation sexuelle connue"),
    ("Nettoyage avec des produits agressifs", "Propos agressifs"),
    ("Formation d'infirmière en chirurgie", "En chirurgie demain"),
    ("Service civique auprès de personnes handicapées", "Le conjoint est handicapé"),
];

#[test]
fn a_work_passes_and_its_twin_about_the_person_is_refused() {
    let passes = |texte: &str| examiner(texte).into_iter().map(|s| s.mot).collect::<Vec<_>>();
    let retenus: Vec<_> = JUMELLES
        .iter()
        .map(|(travail, _)| (travail, passes(travail)))
        .filter(|(_, m)| !m.is_empty())
        .collect();
    assert!(retenus.is_empty(), "refused: {retenus:#?}");
    let passees: Vec<_> = JUMELLES.iter().filter(|(_, personne)| passes(personne).is_empty()).collect();
    assert!(passees.is_empty(), "passed: {passees:#?}");
}

/// A work opens nothing to what follows it about the person.
#[test]
fn a_work_does_not_cover_the_person() {
    for texte in [
        "Formation interrompue pour dépression",
        "En formation, dépression depuis mars",
        "Vendeuse en dépression",
        "Poste quitté : cure de désintoxication",
        "Aide-soignante dépressive",
        "Vendeuse juive",
        "Agent de service musulman",
        "Cuisinier alcoolique",
        "Éducatrice handicapée",
        "Infirmière, suivie en psychiatrie",
        "Emploi refusé car enceinte",
        "Stage au noir : travaille au noir",
        "Agent d'accueil d'origine turque",
        "Formation en cours ; casier judiciaire",
        "Parle de sa dépression en arabe",
    ] {
        assert!(!examiner(texte).is_empty(), "« {texte} » passed");
    }
}
