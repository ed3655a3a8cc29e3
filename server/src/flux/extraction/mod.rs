//! From the tree of a foyer to its record: one function per block.
//!
//! A value that does not read as its type rejects the foyer: shown as absent, a
//! wrong date of suspension would mislead. What the key needs must be there. The
//! rest may be absent, as the caisses do leave blocks out.

mod droit;
mod personne;

use reciproque_shared::identifiant::Departement;

use super::arbre::Element;
use super::bloc::Bloc;
use super::codes;
use super::foyer::*;
use super::rapport::{Avertissement, Faute, Rejet};
use super::verification::Options;

/// Reads one `InfosFoyerRSA`.
pub(super) fn foyer(racine: Element<'_>, options: &Options) -> Result<Foyer, Rejet> {
    let bloc = Bloc::from(racine);
    lit(racine, bloc, options).map_err(|faute| rejet(bloc, faute))
}

fn lit<'a>(racine: Element<'a>, bloc: Bloc<'a>, options: &Options) -> Result<Foyer, Faute> {
    let mut avertissements = Vec::new();
    let notes = &mut avertissements;
    bloc.dit_alteres(notes);
    let administratif = bloc.bloc("DonneesAdministratives");
    let prestation = bloc.bloc("PrestationRSA");
    Ok(Foyer {
        ligne: bloc.ligne(),
        empreinte: racine.empreinte(),
        identification: identification(bloc.bloc("IdentificationRSA"), options, notes)?,
        personnes: personne::personnes(bloc, notes)?,
        situation_famille: situation_famille(administratif, notes)?,
        adresses: adresses(administratif, notes)?,
        situation_dossier: droit::situation(prestation.bloc("SituationDossierRSA"), notes)?,
        droit: droit::detail(prestation.bloc("DetailDroitRSA"), notes)?,
        evenements: evenements(bloc, notes)?,
        controles: bloc.bloc("Controle").chacun("ControleAdministratif", controle)?,
        anomalies: bloc.blocs("Anomalie").filter_map(|b| b.texte("LIBANO")).collect(),
        // last, once every reading has asked for what it knows
        autres: autres(racine),
        codes_inconnus: codes::inconnus(racine),
        avertissements,
    })
}

/// The reject says whose foyer it is when that much can be read.
fn rejet(bloc: Bloc<'_>, faute: Faute) -> Rejet {
    let identification = bloc.bloc("IdentificationRSA");
    let organisme = identification.bloc("Organisme");
    let msa = organisme.texte("FONORG").is_none_or(|fonction| fonction != "CAF");
    Rejet {
        ligne: faute.ligne,
        element: faute.element,
        raison: faute.raison,
        numero_demande: identification.bloc("DemandeRSA").texte("NUMDEMRSA"),
        matricule: if msa { None } else { organisme.texte("MATRICULE") },
    }
}

fn identification(
    bloc: Bloc<'_>,
    options: &Options,
    notes: &mut Vec<Avertissement>,
) -> Result<Identification, Faute> {
    let (organisme, partenaire, demande) =
        (bloc.bloc("Organisme"), bloc.bloc("Partenaire"), bloc.bloc("DemandeRSA"));
    let numero_demande = demande.exige_texte("NUMDEMRSA")?;
    if numero_demande.len() > 11 || !numero_demande.bytes().all(|o| o.is_ascii_alphanumeric()) {
        let raison = "Le numéro de demande doit compter au plus 11 lettres ou chiffres.";
        return Err(Faute::new(demande.ligne(), "NUMDEMRSA", raison));
    }
    let identifiant = departement(partenaire.exige_texte("IDEPARTE")?);
    if identifiant != options.departement.as_str() && !options.autre_departement {
        let raison = "Le foyer relève d'un autre département ; l'option --autre-departement l'admet.";
        return Err(Faute::new(partenaire.ligne(), "IDEPARTE", raison));
    }
    if numero_demande.len() != 11 || !numero_demande.ends_with(&identifiant) {
        let message = "Le numéro de demande ne finit pas par le département, ou n'a pas 11 caractères.";
        notes.push(Avertissement::new(demande.ligne(), "NUMDEMRSA", message));
    }
    Ok(Identification {
        numero_demande,
        date_demande: demande.exige_date("DTDEMRSA")?,
        organisme: organisme.exige_texte("FONORG")?,
        numero_organisme: organisme.texte("NUMORG"),
        matricule: organisme.texte("MATRICULE").filter(|m| m.bytes().any(|o| o != b'0')),
        type_partenaire: partenaire.texte("TYPEPARTE"),
        partenaire: identifiant,
        demande_rmi: bloc.facultatif("DemandeRMI", demande_rmi)?,
        cedant: bloc
            .facultatif("OrganismeCedant", |b| mutation(b, ["FONORGCEDMUT", "NUMORGCEDMUT", "DDARRMUT"]))?,
        prenant: bloc.facultatif("OrganismePrenant", |b| {
            mutation(b, ["FONORGPRENMUT", "NUMORGPRENMUT", "DDDEPAMUT"])
        })?,
    })
}

/// The code on three characters, when it is one.
fn departement(recu: String) -> String {
    Departement::lire(&recu).map_or(recu, String::from)
}

fn evenements(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<Vec<Evenement>, Faute> {
    let lus = bloc.codes("Evenement", "FG", notes, |b, fait| Ok((b, fait)))?;
    lus.into_iter()
        .map(|(b, fait)| Ok(Evenement { date: b.date("DTLIQ")?, heure: b.heure("HEULIQ", notes), fait }))
        .collect()
}

fn demande_rmi(bloc: Bloc<'_>) -> Result<DemandeRmi, Faute> {
    let numero = bloc.bloc("NumeroInstructionRMI");
    let parties: Vec<String> =
        ["NUMDEPINSRMI", "TYPEINSRMI", "NUMCOMINSRMI", "NUMAGRINSRMI", "NUMDOSINSRMI", "NUMCLI"]
            .into_iter()
            .filter_map(|nom| numero.texte(nom))
            .collect();
    Ok(DemandeRmi {
        date: bloc.bloc("DateDemandeRMI").date("DTDEMRMI")?,
        numero_instruction: (!parties.is_empty()).then(|| parties.join(" ")),
    })
}

fn mutation<'a>(bloc: Bloc<'a>, [fonction, numero, date]: [&'a str; 3]) -> Result<Mutation, Faute> {
    Ok(Mutation {
        organisme: bloc.texte(fonction),
        numero_organisme: bloc.texte(numero),
        matricule: bloc.texte("MATRICULEORGCEDMUT").filter(|m| m.bytes().any(|o| o != b'0')),
        date: bloc.date(date)?,
    })
}

fn situation_famille(
    bloc: Bloc<'_>,
    notes: &mut Vec<Avertissement>,
) -> Result<Option<SituationFamille>, Faute> {
    let lues = bloc.codes("SituationFamille", "SITFAM", notes, |b, situation| {
        let (depuis, regime_agricole) = (b.date("DDSITFAM")?, b.texte("REGAGRIFAM"));
        Ok(SituationFamille { situation, depuis, regime_agricole })
    })?;
    Ok(lues.into_iter().next())
}

fn adresses(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<Vec<Adresse>, Faute> {
    let mut adresses: Vec<Adresse> = Vec::new();
    for lu in bloc.blocs("Adresse") {
        let Some(adresse) = adresse(lu)? else { continue };
        if !(1..=3).contains(&adresse.rang) {
            notes.push(Avertissement::new(
                lu.ligne(),
                "RGADR",
                "Une adresse sans rang 01, 02 ou 03 est ignorée.",
            ));
            continue;
        }
        if let Some(place) = adresses.iter().position(|a| a.rang == adresse.rang) {
            notes.push(Avertissement::new(
                lu.ligne(),
                "RGADR",
                "Deux adresses ont le même rang : la dernière est gardée.",
            ));
            adresses.remove(place);
        }
        adresses.push(adresse);
    }
    adresses.sort_by_key(|adresse| adresse.rang);
    if adresses.first().is_none_or(|adresse| adresse.rang != 1) {
        notes.push(Avertissement::new(
            bloc.ligne(),
            "Adresse",
            "Le foyer n'a pas d'adresse actuelle (rang 01).",
        ));
    }
    Ok(adresses)
}

/// `None` when every element of the address is blank, as happens.
fn adresse(bloc: Bloc<'_>) -> Result<Option<Adresse>, Faute> {
    let tronc = bloc.bloc("TroncCommunAdresse");
    let france = bloc.facultatif("AdresseDetailleeFrance", |b| Ok(adresse_france(b)))?;
    let etranger = bloc.bloc("AdresseHorsFrance");
    let lignes = ["LIBLIG2ADR", "LIBLIG3ADR", "LIBLIG4ADR", "LIBLIG5ADR", "LIBLIG6ADR", "LIBLIG7ADR"];
    let adresse = Adresse {
        rang: tronc.entier("RGADR")?.unwrap_or(0),
        emmenagement: tronc.date("DTEMM")?,
        pays: tronc.texte("PAYS"),
        genre: tronc.texte("TYPEADR"),
        etat: tronc.texte("ETATADR"),
        france: france.filter(|f| *f != AdresseFrance::default()),
        etranger: lignes.into_iter().filter_map(|nom| etranger.texte(nom)).collect(),
    };
    let vide = adresse.france.is_none() && adresse.etranger.is_empty() && adresse.pays.is_none();
    Ok((!vide).then_some(adresse))
}

fn adresse_france(bloc: Bloc<'_>) -> AdresseFrance {
    AdresseFrance {
        complement_identite: bloc.texte("COMPLIDEADR"),
        complement: bloc.texte("COMPLADR"),
        numero: bloc.texte("NUMVOIE"),
        type_voie: bloc.texte("LIBTYPEVOIE"),
        voie: bloc.texte("NOMVOIE"),
        lieu_dit: bloc.texte("LIEUDIST"),
        commune: bloc.texte("NUMCOM"),
        // an integer in the schema: the leading zero of 01000 may be gone
        code_postal: bloc.texte("CODEPOS").map(|code| format!("{code:0>5}")),
        nom_commune: bloc.texte("NOMCOM"),
    }
}

fn controle(bloc: Bloc<'_>) -> Result<Controle, Faute> {
    let cible = bloc.bloc("IdentificationCibleControleAdministratif");
    let dates = bloc.bloc("IdentificationControleAdministratif");
    let modalite = bloc.bloc("ModaliteControleAdministratif");
    let resultat = bloc.bloc("ResultatControleAdministratif");
    Ok(Controle {
        cible: cible.texte("CIBCONTRO"),
        cible_msa: cible.texte("CIBCONTROMSA"),
        effet: cible.date("DTEFFCIBCONTRO")?,
        detection: dates.date("DTDETECCONTRO")?,
        cloture: dates.date("DTCLOCONTRO")?,
        libelle: modalite.texte("LIBCIBCONTRO"),
        famille: modalite.texte("FAMCIBCONTRO"),
        nature: modalite.texte("NATCIBCONTRO"),
        commande: modalite.texte("COMMACONTRO"),
        genre: modalite.texte("TYPECONTRO"),
        impact: resultat.texte("TYPEIMPACCONTRO"),
        indu: resultat.centimes("MTINDURSACGCONTRO")?,
        rappel: resultat.centimes("MTRAPRSACGCONTRO")?,
    })
}

fn autres(racine: Element<'_>) -> Vec<ElementInconnu> {
    racine
        .descendants()
        .filter(|e| e.est_feuille() && e.ignore())
        .filter_map(|e| Some(ElementInconnu { nom: e.nom().to_owned(), valeur: e.valeur()?.to_owned() }))
        .collect()
}
