//! A foyer as XML, in the order of the schema (VRSB0801). The reverse of the
//! reader: what is written here is read back the same.

mod balises;
mod droit;
mod personne;

pub use balises::Balises;

use crate::flux::{Adresse, AdresseFrance, Controle, DemandeRmi, Entete, Foyer, Identification, Mutation};

/// The opening of a file: declaration, root, header.
pub fn debut(entete: &Entete) -> String {
    let mut b = Balises::a_partir_de(1);
    b.bloc("IdentificationFlux", |b| {
        b.ecris("APPLIEME", &entete.application);
        b.champ("NUMVERSIONAPPLIEME", entete.version.as_ref());
        b.ecris("TYPEFLUX", &entete.periodicite);
        b.ecris("NATFLUX", "D");
        b.ecris("DTCREAFLUX", entete.creation);
        b.ecris("HEUCREAFLUX", entete.heure_creation.unwrap_or_default().format("%H:%M:%S.0000"));
        b.ecris("DTREF", entete.reference);
    });
    format!("<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<Racine>\n{}", b.texte())
}

/// The end of a file: control totals.
pub fn fin(foyers: usize) -> String {
    let mut b = Balises::a_partir_de(1);
    b.bloc("TransmissionFlux", |b| {
        b.ecris("NBTOTDOSRSATRANSM", format_args!("{foyers:08}"));
        b.ecris("NBTOTDOSRSATRANSMANO", "00000000");
    });
    format!("{}</Racine>\n", b.texte())
}

/// One `InfosFoyerRSA`.
pub fn foyer(foyer: &Foyer) -> String {
    let mut b = Balises::a_partir_de(1);
    b.bloc("InfosFoyerRSA", |b| {
        b.bloc("IdentificationRSA", |b| identification(b, &foyer.identification));
        for personne in &foyer.personnes {
            b.bloc("Personne", |b| personne::personne(b, personne));
        }
        b.bloc("DonneesAdministratives", |b| administratif(b, foyer));
        b.bloc("PrestationRSA", |b| droit::prestation(b, &foyer.situation_dossier, &foyer.droit));
        for evenement in &foyer.evenements {
            b.bloc("Evenement", |b| {
                b.date("DTLIQ", evenement.date);
                b.ecris("HEULIQ", evenement.heure.unwrap_or_default());
                b.ecris("FG", &evenement.fait);
            });
        }
        if !foyer.controles.is_empty() {
            b.bloc("Controle", |b| foyer.controles.iter().for_each(|c| controle(b, c)));
        }
        for anomalie in &foyer.anomalies {
            b.bloc("Anomalie", |b| b.ecris("LIBANO", anomalie));
        }
    });
    b.texte().to_owned()
}

fn identification(b: &mut Balises, i: &Identification) {
    b.bloc("Organisme", |b| {
        b.ecris("FONORG", &i.organisme);
        b.champ("NUMORG", i.numero_organisme.as_ref());
        b.ecris("MATRICULE", i.matricule.as_deref().unwrap_or("000000000000000"));
    });
    b.bloc("Partenaire", |b| {
        // padded with a blank, as received
        b.ecris("TYPEPARTE", format_args!("{:<3}", i.type_partenaire.as_deref().unwrap_or_default()));
        b.ecris("IDEPARTE", &i.partenaire);
    });
    b.bloc("DemandeRSA", |b| {
        b.ecris("DTDEMRSA", i.date_demande);
        b.ecris("NUMDEMRSA", &i.numero_demande);
    });
    if let Some(demande) = &i.demande_rmi {
        b.bloc("DemandeRMI", |b| demande_rmi(b, demande));
    }
    if let Some(cedant) = &i.cedant {
        b.bloc("OrganismeCedant", |b| {
            mutation(b, cedant, ["FONORGCEDMUT", "NUMORGCEDMUT"]);
            b.champ_si("MATRICULEORGCEDMUT", cedant.matricule.as_ref());
            b.date("DDARRMUT", cedant.date);
        });
    }
    if let Some(prenant) = &i.prenant {
        b.bloc("OrganismePrenant", |b| {
            mutation(b, prenant, ["FONORGPRENMUT", "NUMORGPRENMUT"]);
            b.date("DDDEPAMUT", prenant.date);
        });
    }
}

fn demande_rmi(b: &mut Balises, demande: &DemandeRmi) {
    b.bloc("DateDemandeRMI", |b| b.date("DTDEMRMI", demande.date));
    let numero = demande.numero_instruction.as_deref().unwrap_or_default();
    let noms = ["NUMDEPINSRMI", "TYPEINSRMI", "NUMCOMINSRMI", "NUMAGRINSRMI", "NUMDOSINSRMI", "NUMCLI"];
    b.bloc("NumeroInstructionRMI", |b| {
        for (nom, partie) in noms.into_iter().zip(numero.split(' ')) {
            b.ecris(nom, partie);
        }
    });
}

fn mutation(b: &mut Balises, mutation: &Mutation, [fonction, numero]: [&str; 2]) {
    b.champ(fonction, mutation.organisme.as_ref());
    b.champ(numero, mutation.numero_organisme.as_ref());
}

fn administratif(b: &mut Balises, foyer: &Foyer) {
    if let Some(situation) = &foyer.situation_famille {
        b.bloc("SituationFamille", |b| {
            b.ecris("SITFAM", &situation.situation);
            b.date("DDSITFAM", situation.depuis);
            b.champ_si("REGAGRIFAM", situation.regime_agricole.as_ref());
        });
    }
    for une in &foyer.adresses {
        b.bloc("Adresse", |b| adresse(b, une));
    }
}

fn adresse(b: &mut Balises, adresse: &Adresse) {
    b.bloc("TroncCommunAdresse", |b| {
        b.ecris("RGADR", format_args!("{:02}", adresse.rang));
        b.champ_si("DTEMM", adresse.emmenagement);
        b.champ("PAYS", adresse.pays.as_ref());
        b.champ("TYPEADR", adresse.genre.as_ref());
        b.champ("ETATADR", adresse.etat.as_ref());
    });
    if let Some(france) = &adresse.france {
        b.bloc("AdresseDetailleeFrance", |b| adresse_france(b, france));
    }
    if !adresse.etranger.is_empty() {
        b.bloc("AdresseHorsFrance", |b| {
            for rang in 2..=7 {
                b.champ(&format!("LIBLIG{rang}ADR"), adresse.etranger.get(rang - 2));
            }
        });
    }
}

fn adresse_france(b: &mut Balises, adresse: &AdresseFrance) {
    b.champ("COMPLIDEADR", adresse.complement_identite.as_ref());
    b.champ("COMPLADR", adresse.complement.as_ref());
    b.champ("NUMVOIE", adresse.numero.as_ref());
    b.champ("LIBTYPEVOIE", adresse.type_voie.as_ref());
    b.champ("NOMVOIE", adresse.voie.as_ref());
    b.champ("LIEUDIST", adresse.lieu_dit.as_ref());
    b.champ("NUMCOM", adresse.commune.as_ref());
    b.ecris("CODEPOS", adresse.code_postal.as_deref().unwrap_or("00000"));
    b.champ("NOMCOM", adresse.nom_commune.as_ref());
}

fn controle(b: &mut Balises, controle: &Controle) {
    b.bloc("ControleAdministratif", |b| {
        b.bloc("IdentificationCibleControleAdministratif", |b| {
            b.date("DTEFFCIBCONTRO", controle.effet);
            b.champ("CIBCONTRO", controle.cible.as_ref());
            b.champ_si("CIBCONTROMSA", controle.cible_msa.as_ref());
        });
        b.bloc("IdentificationControleAdministratif", |b| {
            b.date("DTDETECCONTRO", controle.detection);
            b.date("DTCLOCONTRO", controle.cloture);
        });
        b.bloc("ModaliteControleAdministratif", |b| {
            b.champ("LIBCIBCONTRO", controle.libelle.as_ref());
            b.champ("FAMCIBCONTRO", controle.famille.as_ref());
            b.champ("NATCIBCONTRO", controle.nature.as_ref());
            b.champ("COMMACONTRO", controle.commande.as_ref());
            b.champ("TYPECONTRO", controle.genre.as_ref());
        });
        b.bloc("ResultatControleAdministratif", |b| {
            b.champ("TYPEIMPACCONTRO", controle.impact.as_ref());
            b.montant_si("MTINDURSACGCONTRO", controle.indu);
            b.montant_si("MTRAPRSACGCONTRO", controle.rappel);
        });
    });
}
