//! Single foyers: what is read, what is rejected, what is only told.

use super::*;

fn un(texte: &str) -> Vec<Lu> {
    lit(flux(&[texte.to_owned()]).as_bytes(), &Options::default()).unwrap().1
}

fn lu(texte: &str) -> Foyer {
    let lus = un(texte);
    match lus.into_iter().next() {
        Some(Lu::Foyer(foyer)) => *foyer,
        Some(Lu::Rejet(rejet)) => panic!("{rejet}"),
        _ => panic!("nothing read"),
    }
}

fn avec(de: &str, vers: &str) -> String {
    let bon = foyer(&numero(1));
    assert!(bon.contains(de), "{de}");
    bon.replacen(de, vers, 1)
}

#[test]
fn a_foyer_is_read_in_the_words_of_the_domain() {
    let foyer = lu(&foyer(&numero(1)));
    assert_eq!(foyer.avertissements, []);
    assert_eq!(foyer.autres, []);
    assert_eq!(foyer.identification.numero_demande, "00000001068");
    assert_eq!(foyer.identification.type_partenaire.as_deref(), Some("CG"));
    let personne = &foyer.personnes[0];
    assert_eq!(personne.qualite.as_deref(), Some("MME"), "MLE is read as MME");
    assert_eq!((personne.nom.as_str(), personne.nom_naissance.as_str()), ("MULLER", "MÜLLER"));
    assert_eq!(
        (personne.role.as_deref(), personne.a_charge),
        (Some("DEM"), Some(true)),
        "of the rSa, not the PFA"
    );
    let adresse = foyer.adresses[0].france.as_ref().unwrap();
    assert_eq!((adresse.complement_identite.as_deref(), adresse.commune.as_deref()), (None, Some("68066")));
}

#[test]
fn a_bad_foyer_is_rejected_with_its_line_and_the_others_are_read() {
    for (de, vers, element) in [
        ("<NOMNAI>MÜLLER </NOMNAI>", "<NOMNAI>  </NOMNAI>", "NOMNAI"),
        ("<NOMNAI>MÜLLER </NOMNAI>", "", "NOMNAI"),
        ("<PRENOM>CÉLINE", "<PRENOM>", "PRENOM"),
        ("<DTNAI>1984-03-02", "<DTNAI>1984-13-02", "DTNAI"),
        ("<DDSITFAM>2002-03-02", "<DDSITFAM>hier", "DDSITFAM"),
        ("<TOPVALIEC>1", "<TOPVALIEC>oui", "TOPVALIEC"),
        ("<ETATDOSRSA>2", "<ETATDOSRSA> ", "ETATDOSRSA"),
        ("<FONORG>CAF", "<FONORG>", "FONORG"),
    ] {
        let mauvais = foyer(&numero(2)).replacen(de, vers, 1);
        let texte = flux(&[foyer(&numero(1)), mauvais, foyer(&numero(3))]);
        let (_, lus) = lit(texte.as_bytes(), &Options::default()).unwrap();
        assert_eq!((foyers(&lus).len(), rejets(&lus).len()), (2, 1), "{element}");
        let rejet = rejets(&lus)[0];
        assert_eq!(rejet.element, element);
        assert_eq!(rejet.numero_demande.as_deref(), Some("00000002068"));
        let ligne = texte.lines().nth(rejet.ligne as usize - 1).unwrap();
        assert!(vers.is_empty() || ligne.contains(&format!("<{element}")), "line {} is {ligne}", rejet.ligne);
        assert!(
            !rejet.raison.contains("hier") && !rejet.raison.contains("1984"),
            "a value leaks: {}",
            rejet.raison
        );
    }
}

#[test]
fn the_nir_of_the_msa_is_not_told_in_a_reject() {
    let caf = avec("<DTNAI>1984-03-02", "<DTNAI>x");
    assert_eq!(rejets(&un(&caf))[0].matricule.as_deref(), Some("123456700000000"));
    let msa = caf.replacen("<FONORG>CAF", "<FONORG>MSA", 1);
    assert_eq!(rejets(&un(&msa))[0].matricule, None);
}

#[test]
fn an_unknown_code_is_kept_and_counted() {
    let foyer = lu(&avec("<SITFAM>CEL", "<SITFAM>XYZ"));
    assert_eq!(foyer.situation_famille.unwrap().situation, "XYZ");
    assert_eq!(foyer.codes_inconnus, [CodeInconnu { liste: "SITFAM".into(), code: "XYZ".into() }]);
}

#[test]
fn a_matricule_of_zeros_is_none() {
    let foyer = lu(&avec("<MATRICULE>123456700000000", "<MATRICULE>000000000000000"));
    assert_eq!(foyer.identification.matricule, None);
}

#[test]
fn a_state_without_its_block_is_told() {
    for (etat, bloc) in [
        ("1", "Refus"),
        ("3", "SuspensionDroit"),
        ("4", "SuspensionVersement"),
        ("5", "FinDroit"),
        ("6", "FinDroitMoisAnterieur"),
    ] {
        let foyer = lu(&avec("<ETATDOSRSA>2", &format!("<ETATDOSRSA>{etat}")));
        assert_eq!(foyer.situation_dossier.etat, etat);
        assert_eq!(foyer.avertissements[0].element, bloc);
    }
    let clos = avec(
        "<ETATDOSRSA>2</ETATDOSRSA></EtatDossierRSA>",
        "<ETATDOSRSA>5</ETATDOSRSA></EtatDossierRSA>\
        <FinDroit><MOTICLORSA>PCG</MOTICLORSA><DTCLORSA>2026-09-30</DTCLORSA></FinDroit>",
    );
    let foyer = lu(&clos);
    assert_eq!(foyer.avertissements, []);
    assert_eq!(foyer.situation_dossier.fin.unwrap().motif, "PCG");
}

#[test]
fn addresses_come_by_rank_and_blank_ones_are_dropped() {
    let adresses = "<Adresse><TroncCommunAdresse><RGADR>03</RGADR><PAYS>HOR</PAYS></TroncCommunAdresse>\
        <AdresseHorsFrance><LIBLIG2ADR>WEIL AM RHEIN</LIBLIG2ADR></AdresseHorsFrance></Adresse>\
        <Adresse><TroncCommunAdresse><RGADR>02</RGADR><PAYS/></TroncCommunAdresse></Adresse><Adresse>";
    let foyer = lu(&avec("<Adresse>", adresses));
    let rangs: Vec<_> = foyer.adresses.iter().map(|a| (a.rang, a.france.is_some())).collect();
    assert_eq!(rangs, [(1, true), (3, false)]);
    assert_eq!(foyer.avertissements, []);
}

#[test]
fn accented_spellings_are_the_same_and_unknown_elements_are_kept() {
    let avis = "<AvisPCGPersonne><Dérogation><TYPEDERO>AGE</TYPEDERO><AVISDERO>O</AVISDERO></Dérogation>\
        <Liberalite><MTLIBERNONDECL>1.00</MTLIBERNONDECL></Liberalite>\
        <Liberalite><MTLIBERNONDECL>2.00</MTLIBERNONDECL></Liberalite></AvisPCGPersonne>\
        <Nouveau><NUMCOMPTT>66 </NUMCOMPTT></Nouveau></Personne>";
    let foyer = lu(&avec("</Personne>", avis));
    let avis = &foyer.personnes[0].avis_pcg;
    assert_eq!(avis.derogations[0].avis.as_deref(), Some("O"));
    assert_eq!(avis.liberalites.len(), 2);
    assert_eq!(foyer.autres, [ElementInconnu { nom: "NUMCOMPTT".into(), valeur: "66".into() }]);
}

#[test]
fn the_last_of_two_same_persons_or_dossiers_wins() {
    let bon = foyer(&numero(1));
    let (debut, fin) =
        (bon.find("<Personne>").unwrap(), bon.find("</Personne>").unwrap() + "</Personne>".len());
    let double =
        format!("{}{}{}", &bon[..fin], bon[debut..fin].replace("<NOM>MULLER", "<NOM>KLEIN"), &bon[fin..]);
    let foyer = lu(&double);
    assert_eq!(foyer.personnes.len(), 1);
    assert_eq!(foyer.personnes[0].nom, "KLEIN");
    assert_eq!(foyer.avertissements.len(), 1);

    let texte = flux(&[bon.clone(), super::foyer(&numero(2)), bon.replace("<ETATDOSRSA>2", "<ETATDOSRSA>0")]);
    let (_, lus) = lit(texte.as_bytes(), &Options::default()).unwrap();
    assert!(matches!(lus[0], Lu::Double(_)));
    let etats: Vec<_> = foyers(&lus).iter().map(|f| f.situation_dossier.etat.as_str()).collect();
    assert_eq!(etats, ["2", "0"]);
}

#[test]
fn the_print_depends_on_content_only() {
    let bon = foyer(&numero(1));
    let empreinte = lu(&bon).empreinte;
    assert_eq!(lu(&bon.replace('\n', "\r\n  ").replace("<NUMORG>681", "<NUMORG> 681 ")).empreinte, empreinte);
    assert_eq!(lu(&bon.replace("MÜLLER ", "M&#220;LLER")).empreinte, empreinte);
    assert_eq!(lu(&bon.replace("MULLER", "<![CDATA[MUL]]>LER<!-- nom -->")).empreinte, empreinte);
    assert_ne!(lu(&bon.replace("MULLER", "MULLEN")).empreinte, empreinte);
}

#[test]
fn a_monstrous_foyer_is_rejected_and_the_next_is_read() {
    let profond = format!("{}{}</Personne>", "<a>".repeat(40), "</a>".repeat(40));
    let large = format!("{}</Personne>", "<a/>".repeat(30_000));
    let lourd = format!("{}</Personne>", format!("<a>{}</a>", "x".repeat(1000)).repeat(1200));
    for monstre in [profond, large, lourd] {
        let texte = flux(&[avec("</Personne>", &monstre), foyer(&numero(2))]);
        let (_, lus) = lit(texte.as_bytes(), &Options::default()).unwrap();
        assert_eq!((foyers(&lus).len(), rejets(&lus).len()), (1, 1));
    }
}
