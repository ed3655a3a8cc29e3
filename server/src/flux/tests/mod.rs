//! The reader against real, damaged, hostile and arbitrary files.

mod fichiers;
mod foyers;

use super::*;

/// Reads a whole file, both passes.
fn lit(octets: &[u8], options: &Options) -> Result<(FluxVerifie, Vec<Lu>), Refus> {
    let fichier = verifie(octets, options)?;
    let lus = Lecteur::ouvre(octets, fichier.clone())?.collect::<Result<_, _>>()?;
    Ok((fichier, lus))
}

fn foyers(lus: &[Lu]) -> Vec<&Foyer> {
    lus.iter().filter_map(|lu| if let Lu::Foyer(foyer) = lu { Some(&**foyer) } else { None }).collect()
}

fn rejets(lus: &[Lu]) -> Vec<&Rejet> {
    lus.iter().filter_map(|lu| if let Lu::Rejet(rejet) = lu { Some(rejet) } else { None }).collect()
}

/// A flow around the given foyers, whose totals are right.
pub(in crate::flux) fn flux(foyers: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Racine>\n<IdentificationFlux><APPLIEME>CRI</APPLIEME>\
         <NUMVERSIONAPPLIEME>6200</NUMVERSIONAPPLIEME><TYPEFLUX>M</TYPEFLUX><NATFLUX>D</NATFLUX>\
         <DTCREAFLUX>2026-11-03</DTCREAFLUX><HEUCREAFLUX>01:18:36.0000</HEUCREAFLUX><DTREF>2026-10-31</DTREF>\
         </IdentificationFlux>\n{}<TransmissionFlux><NBTOTDOSRSATRANSM>{:08}</NBTOTDOSRSATRANSM>\
         <NBTOTDOSRSATRANSMANO>00000000</NBTOTDOSRSATRANSMANO></TransmissionFlux>\n</Racine>\n",
        foyers.concat(),
        foyers.len()
    )
}

/// An invented foyer of one person, on lines of its own.
pub(in crate::flux) fn foyer(numero: &str) -> String {
    format!(
        "<InfosFoyerRSA>\n<IdentificationRSA><Organisme><FONORG>CAF</FONORG><NUMORG>681</NUMORG>\
<MATRICULE>123456700000000</MATRICULE></Organisme>\n<Partenaire><TYPEPARTE>CG  </TYPEPARTE><IDEPARTE>068</IDEPARTE>\
</Partenaire>\n<DemandeRSA><DTDEMRSA>2024-02-05</DTDEMRSA><NUMDEMRSA>{numero}</NUMDEMRSA></DemandeRSA>\
</IdentificationRSA>\n<Personne>\n<Identification><QUAL>MLE</QUAL>\n<NOM>MULLER</NOM>\n<NOMNAI>MÜLLER </NOMNAI>\n\
<PRENOM>CÉLINE</PRENOM><NOMCOMNAI>COLMAR</NOMCOMNAI>\n<DTNAI>1984-03-02</DTNAI><NIR>2840368066012</NIR>\
<TOPVALIEC>1</TOPVALIEC><SEXE>2</SEXE></Identification>\n<DossierCAF><TOPRESPDOS>1</TOPRESPDOS>\
<DDRATDOS>2010-01-01</DDRATDOS></DossierCAF>\n<Prestations><NATPREST>PFA</NATPREST><ROLEPERS>RDO</ROLEPERS>\
<TOPCHAPERS>0</TOPCHAPERS></Prestations><Prestations><NATPREST>RSA</NATPREST><ROLEPERS>DEM</ROLEPERS>\
<TOPCHAPERS>1</TOPCHAPERS></Prestations>\n</Personne>\n<DonneesAdministratives><SituationFamille><SITFAM>CEL</SITFAM>\
<DDSITFAM>2002-03-02</DDSITFAM></SituationFamille>\n<Adresse><TroncCommunAdresse><RGADR>01</RGADR><PAYS>FRA</PAYS>\
<TYPEADR>D</TYPEADR><ETATADR>CO</ETATADR></TroncCommunAdresse><AdresseDetailleeFrance><COMPLIDEADR />\
<NUMVOIE>3</NUMVOIE><LIBTYPEVOIE>RUE</LIBTYPEVOIE><NOMVOIE>DU FOSSE</NOMVOIE><NUMCOM>68066</NUMCOM>\
<CODEPOS>68000</CODEPOS><NOMCOM>COLMAR</NOMCOM></AdresseDetailleeFrance></Adresse>\n</DonneesAdministratives>\n\
<PrestationRSA><SituationDossierRSA><EtatDossierRSA><ETATDOSRSA>2</ETATDOSRSA></EtatDossierRSA>\
</SituationDossierRSA>\n<DetailDroitRSA><TroncCommunDroitRSA><TOPSANSDOMFIXE>0</TOPSANSDOMFIXE>\
<ORIDEMRSA>DEM</ORIDEMRSA></TroncCommunDroitRSA></DetailDroitRSA></PrestationRSA>\n</InfosFoyerRSA>\n"
    )
}

pub(in crate::flux) fn numero(rang: usize) -> String {
    format!("{rang:08}068")
}
