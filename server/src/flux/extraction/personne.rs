//! `Personne`: identity, role, and the blocks of one person.

use crate::flux::bloc::Bloc;
use crate::flux::personne::*;
use crate::flux::rapport::{Avertissement, Faute};

/// All the persons of the foyer; of two with the same identity the last wins.
pub(super) fn personnes(foyer: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<Vec<Personne>, Faute> {
    let mut personnes: Vec<Personne> = Vec::new();
    for bloc in foyer.blocs("Personne") {
        let personne = personne(bloc, notes)?;
        if let Some(place) = personnes.iter().position(|p| cle(p) == cle(&personne)) {
            let message = "La même personne figure deux fois dans le foyer : la dernière est gardée.";
            notes.push(Avertissement::new(bloc.ligne(), "Personne", message));
            personnes.remove(place);
        }
        personnes.push(personne);
    }
    if personnes.is_empty() {
        return Err(Faute::new(foyer.ligne(), "Personne", "Le foyer n'a aucune personne."));
    }
    let demandeurs = personnes.iter().filter(|p| p.role.as_deref() == Some("DEM")).count();
    if demandeurs != 1 {
        let message = match demandeurs {
            0 => "Le foyer n'a pas de demandeur.".to_owned(),
            plusieurs => format!("Le foyer a {plusieurs} demandeurs au lieu d'un seul."),
        };
        notes.push(Avertissement::new(foyer.ligne(), "ROLEPERS", message));
    }
    Ok(personnes)
}

/// What identifies a person inside a dossier.
fn cle(personne: &Personne) -> (String, String, chrono::NaiveDate, Option<u32>) {
    let (nom, prenom) = (personne.nom_naissance.to_uppercase(), personne.prenom.to_uppercase());
    (nom, prenom, personne.date_naissance, personne.rang_naissance)
}

fn personne(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<Personne, Faute> {
    let identite = bloc.bloc("Identification");
    let nom_naissance = identite.exige_texte("NOMNAI")?;
    let (role, a_charge) = role(bloc, notes)?;
    let pension = bloc.bloc("PensionAlimentaire");
    Ok(Personne {
        qualite: identite.texte("QUAL").map(|q| if q == "MLE" { "MME".to_owned() } else { q }),
        nom: identite.texte("NOM").unwrap_or_else(|| nom_naissance.clone()),
        nom_naissance,
        prenom: identite.exige_texte("PRENOM")?,
        autres_prenoms: ["PRENOM2", "PRENOM3"].into_iter().filter_map(|nom| identite.texte(nom)).collect(),
        commune_naissance: identite.texte("NOMCOMNAI"),
        date_naissance: identite.exige_date("DTNAI")?,
        rang_naissance: identite.entier("RGNAI")?,
        type_date_naissance: identite.texte("TYPEDTNAI"),
        nir: identite.texte("NIR"),
        etat_civil_certifie: identite.booleen("TOPVALIEC")?,
        sexe: identite.texte("SEXE"),
        dossier_caf: dossier_caf(bloc.bloc("DossierCAF"))?,
        role,
        a_charge,
        rattachements: bloc.codes("Rattachement", "NOMNAI", notes, rattachement)?,
        identifiant_pole_emploi: bloc.bloc("DossierPoleEmploi").texte("IDASSEDIC"),
        ressources: bloc.facultatif("Ressources", |b| ressources(b, notes))?,
        calcul: bloc.facultatif("MontantCalculDroitRSAPersonne", calcul)?,
        activites: bloc.codes("Activite", "ACT", notes, activite)?,
        soutiens_familiaux: pension.codes("Asf", "SITASF", notes, soutien)?,
        creances_alimentaires: pension.codes("CreanceAlimentaire", "ETATCREALIM", notes, creance)?,
        grossesse: bloc.facultatif("Grossesse", grossesse)?,
        agricole: bloc.facultatif("InformationsAgricoles", agricole)?,
        avis_pcg: avis_pcg(bloc.bloc("AvisPCGPersonne"), notes)?,
    })
}

/// Of the two Prestations, family benefits and rSa, the rSa one gives the role.
fn role(personne: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<(Option<String>, Option<bool>), Faute> {
    let mut rsa = None;
    for bloc in personne.blocs("Prestations") {
        let lu = (bloc.texte("ROLEPERS"), bloc.booleen("TOPCHAPERS")?);
        if bloc.texte("NATPREST").as_deref() == Some("RSA") {
            rsa = Some(lu);
        }
    }
    if rsa.is_none() {
        let message = "La personne n'a pas de bloc Prestations du rSa : son rôle est inconnu.";
        notes.push(Avertissement::new(personne.ligne(), "NATPREST", message));
    }
    Ok(rsa.unwrap_or_default())
}

fn dossier_caf(bloc: Bloc<'_>) -> Result<DossierCaf, Faute> {
    Ok(DossierCaf {
        responsable: bloc.booleen("TOPRESPDOS")?,
        debut_rattachement: bloc.date("DDRATDOS")?,
        fin_rattachement: bloc.date("DFRATDOS")?,
        demande_precedente: bloc.texte("NUMDEMRSAPRECE"),
    })
}

fn rattachement(bloc: Bloc<'_>, nom_naissance: String) -> Result<Rattachement, Faute> {
    Ok(Rattachement {
        nom_naissance,
        prenom: bloc.texte("PRENOM"),
        date_naissance: bloc.date("DTNAI")?,
        nir: bloc.texte("NIR"),
        lien: bloc.texte("TYPEPAR"),
    })
}

fn ressources(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<Ressources, Faute> {
    let trimestre = bloc.bloc("GeneraliteRessourcesTrimestre");
    Ok(Ressources {
        nulles: trimestre.booleen("TOPRESSNUL")?,
        debut: trimestre.date("DDRESS")?,
        fin: trimestre.date("DFRESS")?,
        mois: bloc.chacun("RessourcesMensuelles", |b| ressources_mois(b, notes))?,
    })
}

fn ressources_mois(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<RessourcesMensuelles, Faute> {
    let mois = bloc.bloc("GeneraliteRessourcesMensuelles");
    Ok(RessourcesMensuelles {
        mois: mois.date("MOISRESS")?,
        heures_travaillees: mois.entier("NBHEUMENTRA")?,
        details: bloc.codes("DetailRessourcesMensuelles", "NATRESS", notes, |b, nature| {
            Ok(DetailRessource {
                nature,
                montant: b.centimes("MTNATRESSMEN")?,
                abattement: b.texte("ABANEU"),
            })
        })?,
    })
}

fn calcul(bloc: Bloc<'_>) -> Result<CalculPersonne, Faute> {
    Ok(CalculPersonne {
        droits_devoirs: bloc.booleen("TOPPERSDRODEVORSA")?,
        entre_droits_devoirs: bloc.booleen("TOPPERSENTDRODEVORSA")?,
        ressources_mensuelles: bloc.centimes("MTPERSRESSMENRSA")?,
        abattement: bloc.centimes("MTPERSABANEURSA")?,
    })
}

fn activite(bloc: Bloc<'_>, activite: String) -> Result<Activite, Faute> {
    Ok(Activite {
        activite,
        regime: bloc.texte("REG"),
        debut: bloc.date("DDACT")?,
        fin: bloc.date("DFACT")?,
        contrat: bloc.texte("NATCONTRTRA"),
        conditions_eti: bloc.booleen("TOPCONDADMETI")?,
    })
}

fn soutien(bloc: Bloc<'_>, situation: String) -> Result<SoutienFamilial, Faute> {
    let (debut, fin) = (bloc.date("DDASF")?, bloc.date("DFASF")?);
    Ok(SoutienFamilial { situation, parent: bloc.texte("PARASSOASF"), debut, fin })
}

fn creance(bloc: Bloc<'_>, etat: String) -> Result<CreanceAlimentaire, Faute> {
    Ok(CreanceAlimentaire {
        etat,
        debut: bloc.date("DDCREALIM")?,
        fin: bloc.date("DFCREALIM")?,
        origine: bloc.texte("ORIOBLALIM"),
        motif_dispense: bloc.texte("MOTIDISCREALIM"),
        commentaire: bloc.texte("COMMCREALIM"),
        sanction: bloc.centimes("MTSANCREALIM")?,
    })
}

fn grossesse(bloc: Bloc<'_>) -> Result<Grossesse, Faute> {
    Ok(Grossesse {
        debut: bloc.date("DDGRO")?,
        fin: bloc.date("DFGRO")?,
        declaration: bloc.date("DTDECLGRO")?,
        nature_fin: bloc.texte("NATFINGRO"),
    })
}

fn agricole(bloc: Bloc<'_>) -> Result<InformationsAgricoles, Faute> {
    let (benefice, date) = (bloc.centimes("MTBENAGRI")?, bloc.date("DTBENAGRI")?);
    Ok(InformationsAgricoles { benefice, regime_fiscal: bloc.texte("REGFISAGRI"), date })
}

fn avis_pcg(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<AvisPcgPersonne, Faute> {
    let conditions = bloc.codes("ConditionETI", "AVISEVARESSNONSAL", notes, |b, avis| {
        let (soumission, effet) = (b.date("DTSOURESSNONSAL")?, b.date("DTEVARESSNONSAL")?);
        Ok(ConditionEti { avis, soumission, effet, montant: b.centimes("MTEVARESSNONSAL")? })
    })?;
    let exclusions = bloc.codes("ExclueRSA", "EXCL", notes, |b, genre| {
        Ok(Exclusion { genre, debut: b.date("DDEXCL")?, fin: b.date("DFEXCL")? })
    })?;
    Ok(AvisPcgPersonne {
        condition_eti: conditions.into_iter().next(),
        derogations: bloc.codes("Derogation", "TYPEDERO", notes, |b, genre| {
            let (debut, fin) = (b.date("DDAVISDERO")?, b.date("DFAVISDERO")?);
            Ok(Derogation { genre, avis: b.texte("AVISDERO"), debut, fin })
        })?,
        exclusion: exclusions.into_iter().next(),
        liberalites: bloc.chacun("Liberalite", |b| {
            Ok(Liberalite { montant: b.centimes("MTLIBERNONDECL")?, date: b.date("DTABSDECLLIBER")? })
        })?,
    })
}
