//! What a note may not hold, and what it may.

mod jumelles;

use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[test]
fn every_block_of_the_lexicon_is_read() {
    assert_eq!(lexique::GROUPES.len(), include_str!("lexique.txt").split("\n\n").count());
}

/// Sentences that must be refused, with the category and the passage named.
const REFUSES: &[(&str, Categorie, &str)] = &[
    ("Monsieur est alcoolique et ne vient plus.", Categorie::Sante, "alcoolique"),
    ("En cure de désintoxication jusqu'en mai", Categorie::Sante, "En cure"),
    ("Fait une dépression depuis mars", Categorie::Sante, "dépression"),
    ("DÉPRESSION sévère", Categorie::Sante, "DÉPRESSION"),
    ("Madame est enceinte de cinq mois.", Categorie::Sante, "enceinte"),
    ("Souffre d'un cancer", Categorie::Sante, "cancer"),
    ("Opération : a été opéré du dos", Categorie::Sante, "été opéré du"),
    ("N'a pu venir car malade", Categorie::Sante, "malade"),
    ("Hospitalisée à Colmar", Categorie::Sante, "Hospitalisée"),
    ("Suivi par un psychiatre", Categorie::Sante, "psychiatre"),
    ("voit sa psychologue le jeudi", Categorie::Sante, "psychologue"),
    ("a des problèmes de santé", Categorie::Sante, "problèmes de santé"),
    ("Est handicapé à 80 %", Categorie::Sante, "handicapé"),
    ("consomme du cannabis", Categorie::Sante, "cannabis"),
    ("troubles du comportement", Categorie::Sante, "troubles du comportement"),
    ("séropositif", Categorie::Sante, "séropositif"),
    ("diabe\u{301}tique", Categorie::Sante, "diabe\u{301}tique"),
    ("Militant communiste", Categorie::Opinion, "Militant"),
    ("vote pour l'extrême droite", Categorie::Opinion, "vote pour l"),
    ("syndiqué à la CGT", Categorie::Opinion, "syndiqué"),
    ("délégué syndical dans son usine", Categorie::Opinion, "délégué syndical"),
    ("Musulman pratiquant", Categorie::Croyance, "Musulman"),
    ("Ne vient pas pendant le ramadan", Categorie::Croyance, "ramadan"),
    ("porte le voile", Categorie::Croyance, "porte le voile"),
    ("témoin de Jéhovah", Categorie::Croyance, "témoin de Jéhovah"),
    ("famille juive", Categorie::Croyance, "juive"),
    ("va à la mosquée", Categorie::Croyance, "mosquée"),
    ("d'origine algérienne", Categorie::OrigineEthnique, "origine algérienne"),
    ("famille gitane", Categorie::OrigineEthnique, "gitane"),
    ("Issu des gens du voyage", Categorie::OrigineEthnique, "gens du voyage"),
    ("homme noir", Categorie::OrigineEthnique, "homme noir"),
    ("type maghrébin", Categorie::OrigineEthnique, "maghrébin"),
    ("est homosexuel", Categorie::VieSexuelle, "homosexuel"),
    ("s'est prostituée", Categorie::VieSexuelle, "prostituée"),
    ("C'est un fainéant", Categorie::Jugement, "fainéant"),
    ("Paresseuse et menteuse", Categorie::Jugement, "Paresseuse"),
    ("de mauvaise foi", Categorie::Jugement, "mauvaise foi"),
    ("Ne fait aucun effort", Categorie::Jugement, "aucun effort"),
    ("personne agressive à l'accueil", Categorie::Jugement, "agressive"),
    ("c'est un cas social", Categorie::Jugement, "cas social"),
    ("elle est un peu folle", Categorie::Jugement, "folle"),
    ("sort de prison en mars", Categorie::Infraction, "prison"),
    ("travaille au noir le week-end", Categorie::Infraction, "travaille au noir"),
    ("suspicion de fraude", Categorie::Infraction, "fraude"),
    ("condamné pour vol", Categorie::Infraction, "condamné pour"),
    ("son casier judiciaire est chargé", Categorie::Infraction, "casier judiciaire"),
    ("victime de violences conjugales", Categorie::Infraction, "violences"),
    ("est détenu depuis janvier", Categorie::Infraction, "est détenu"),
    ("est croyante", Categorie::Croyance, "est croyante"),
    ("Mme Martin, alcoolique", Categorie::Sante, "alcoolique"),
    ("vit à la rue, toxicomane", Categorie::Sante, "toxicomane"),
    ("effectue un TIG", Categorie::Infraction, "TIG"),
];

/// Sentences of everyday work that must pass.
const ACCEPTES: &[&str] = &[
    "Absent aux rendez-vous du 3 et du 17 mars, sans nouvelles depuis.",
    "Situation grave sur le plan du logement : dette de loyer.",
    "Disponible après Noël, pas pendant les vacances de la Toussaint.",
    "Habite à Saint-Louis, près de la gare.",
    "Domicilié rue de la Mosquée à Mulhouse",
    "Adresse : 12 rue des Juifs, 68000 Colmar",
    "Vit avenue d'Alsace, chez Mlle Chrétien.",
    "Rendez-vous au Centre Islande, quai des Pêcheurs",
    "Accueil au Secours catholique le mardi.",
    "Bénévole au Secours populaire",
    "Rendez-vous médical le 12, justificatif fourni.",
    "En arrêt maladie jusqu'au 30/06, puis reprise.",
    "Droits à l'assurance maladie à renouveler auprès de la CPAM.",
    "Bilan de santé proposé au centre de santé.",
    "Démarche MDPH en cours : maison départementale des personnes handicapées.",
    "Reconnaissance de la qualité de travailleur handicapé demandée",
    "Perçoit une pension d'invalidité.",
    "Le médecin du travail a donné son accord.",
    "Ne peut pas porter de charges, restriction fournie par l'employeur.",
    "Vu dans l'enceinte de l'établissement.",
    "Formation d'agent hospitalier à l'hôpital de Mulhouse",
    "Travaille dans une droguerie.",
    "Formation de gel hydroalcoolique et hygiène en cuisine.",
    "Souhaite devenir manipulateur en électroradiologie.",
    "Licence de psychologie validée en 2019.",
    "Accompagnement psychosocial proposé par la structure",
    "Parle arabe et français, cours de français deux fois par semaine.",
    "Emploi dans un restaurant asiatique à Colmar",
    "Retour dans le pays d'origine prévu en août.",
    "Document d'origine demandé, copie transmise.",
    "Travail de resocialisation et socialisation par l'atelier.",
    "Prière de rappeler la personne jeudi.",
    "Permis voile et moteur obtenu",
    "Fournir un extrait de casier judiciaire pour le poste de gardien.",
    "Jugement de divorce transmis à la caisse.",
    "Détention du permis B confirmée.",
    "Trafic routier dense, arrive avec vingt minutes de retard.",
    "Pénibilité du poste évoquée avec l'employeur.",
    "Cherche un poste de maçon ou de serrurier.",
    "Mme Juif et M. Malade sont venus ensemble.",
    "Madame Folle-Aubert, convoquée le 4",
    "Logement instable, hébergée chez un tiers.",
    "Inscrite comme demandeuse d'emploi, actualisation faite.",
    "Prêt pour le permis, demande d'aide à la mobilité.",
    "A réussi les tests psychotechniques.",
    "Croyant bien faire, a envoyé le dossier à la caisse.",
    "La fiche s'imprime depuis le dossier.",
    "Permis détenu depuis 2015, salopette de travail fournie",
    "Vol avec escale à Paris, retour le 12",
    "Formation en assistanat de direction",
    "Le virement a été opéré hier.",
    "Boucher dans une boucherie halal à Guebwiller",
    "Concours de surveillant pénitentiaire le 4 mai",
    "Problèmes d'hygiène du logement signalés au bailleur",
    "Diplôme d'origine étrangère à faire reconnaître",
    "Organisation syndicale contactée pour la négociation du contrat",
    "Ne veut pas travailler le dimanche : garde d'enfants.",
    "Réservé un cours de conduite, prêté un vélo, mis un manteau.",
    "Sourdine, sidérurgie, avocat, conseil, confiance, concours.",
    "Sidonie, Coralie, Corantin, Romane et Gaylord sont ses enfants.",
    "Tél. 03 89 12 34 56 ou 06 12 34 56 78",
    "Tél. 0389123456 0612345678",
    "SIRET 22680001900227, identifiant France Travail 12345678901",
    "Matricule 123456700000000",
    "Vu le 12/03/2026 14h30, le 15/04/2026 9h00 et le 02/05/2026",
    "Années travaillées : 2019 2020 2021 2022 2023",
    "Loyer 650 €, ressources 1 200 € de 01/2025 à 06/2026",
    "",
];

#[test]
fn what_must_be_refused_is_named() {
    for (texte, categorie, passage) in REFUSES {
        let signalements = examiner(texte);
        let premier = signalements.first().unwrap_or_else(|| panic!("« {texte} » passed"));
        assert_eq!((premier.categorie, premier.mot.as_str()), (*categorie, *passage), "« {texte} »");
        assert_eq!(&texte[premier.debut..premier.fin], *passage);
        let motif = refus(&signalements).expect("a refusal");
        assert!(
            motif.message.contains(passage) && motif.message.contains(premier.conseil),
            "{}",
            motif.message
        );
    }
}

#[test]
fn everyday_sentences_pass() {
    for texte in ACCEPTES {
        let mots: Vec<_> = examiner(texte).into_iter().map(|s| s.mot).collect();
        assert!(mots.is_empty(), "« {texte} » refused for {mots:?}");
    }
}

#[rstest]
#[case("NIR 1850775056123", Categorie::NumeroSecuriteSociale)]
#[case("son numéro : 185077505612323.", Categorie::NumeroSecuriteSociale)]
#[case("1 85 07 75 056 123 23", Categorie::NumeroSecuriteSociale)]
#[case("1850775056123 23", Categorie::NumeroSecuriteSociale)]
#[case("né le 3/7, 1.85.07.75.056.123", Categorie::NumeroSecuriteSociale)]
#[case("192102A131123", Categorie::NumeroSecuriteSociale)]
#[case("1 92 10 2b 131 123", Categorie::NumeroSecuriteSociale)]
#[case("FR76 3000 6000 0112 3456 7890 189", Categorie::NumeroBancaire)]
#[case("IBAN FR7630006000011234567890189", Categorie::NumeroBancaire)]
#[case("DE89 3704 0044 0532 0130 00", Categorie::NumeroBancaire)]
#[case("RIB 30006 00001 12345678901 89", Categorie::NumeroBancaire)]
#[case("carte 4111 1111 1111 1111", Categorie::NumeroBancaire)]
fn numbers_are_found_and_never_repeated(#[case] texte: &str, #[case] categorie: Categorie) {
    let signalements = examiner(texte);
    assert_eq!(signalements.iter().map(|s| s.categorie).collect::<Vec<_>>(), [categorie]);
    let message = refus(&signalements).expect("a refusal").message;
    assert!(!message.contains(|c: char| c.is_ascii_digit()), "{message}");
}

#[test]
fn a_refusal_reads_well_and_lists_the_other_passages() {
    let motif = refus(&examiner("Alcoolique, paresseux ; sort de prison.")).expect("a refusal");
    assert_eq!(
        motif.message,
        "« Alcoolique » relève de la santé. Écrivez l'effet sur le parcours, sans la cause : \
         « indisponible jusqu'au 30 juin, justificatif fourni ». À revoir aussi : « paresseux », « prison »."
    );
}

#[test]
fn a_note_is_trimmed_capped_and_guarded() {
    assert_eq!(Note::lire("  ", 10), Ok(None));
    assert_eq!(Note::lire(" vu ce jour ", 10).expect("right").expect("a note").as_str(), "vu ce jour");
    assert_eq!(Note::lire("vu ce jour-là", 10).expect_err("too long").code, "trop_long");
    assert_eq!(Note::lire("Idiot", 10).expect_err("guarded").code, "commentaire_garde");
}

/// What the guard advises to write must itself pass.
#[test]
fn advice_passes_its_own_guard() {
    for (texte, ..) in REFUSES {
        for signalement in examiner(texte) {
            assert!(examiner(signalement.conseil).is_empty(), "{}", signalement.conseil);
        }
    }
}

proptest! {
    /// Passages are within the text, in order, on character boundaries.
    #[test]
    fn passages_are_sound(texte in "([a-zéàA-Z0-9 .,'-]{0,12}(alcool|Prison|juif|1850775056123)?){0,8}|\\PC{0,200}") {
        let mut fin = 0;
        for signalement in examiner(&texte) {
            prop_assert!(signalement.debut >= fin && signalement.debut < signalement.fin);
            prop_assert!(texte.get(signalement.debut..signalement.fin).is_some());
            fin = signalement.fin;
        }
    }

    /// Case and accents change nothing, wherever the sentence stands.
    #[test]
    fn case_and_place_do_not_matter(choix in 0..REFUSES.len(), haut in any::<bool>(), avant in "(Vu ce jour\\. |bonjour, )?") {
        let texte = REFUSES[choix].0;
        let texte = avant + &if haut { texte.to_uppercase() } else { texte.to_lowercase() };
        prop_assert!(examiner(&texte).iter().any(|s| s.categorie == REFUSES[choix].1), "{}", texte);
    }
}
