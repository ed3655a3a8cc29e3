// A small monthly flow of the CAF, written by hand: the people are invented.
import { writeFileSync } from 'node:fs';

export type FoyerEcrit = { rang: number; nom: string; prenom: string; nir: string };

/** The last day of last month, and the first of this one: what a caisse would have written. */
function dates(): { reference: string; creation: string } {
  const jour = new Date();
  const iso = (date: Date) => date.toISOString().slice(0, 10);
  return {
    reference: iso(new Date(Date.UTC(jour.getFullYear(), jour.getMonth(), 0))),
    creation: iso(new Date(Date.UTC(jour.getFullYear(), jour.getMonth(), 1))),
  };
}

/** A woman alone in Colmar, whose right is open, subject to droits et devoirs. */
function foyer({ rang, nom, prenom, nir }: FoyerEcrit): string {
  const numero = `${String(rang).padStart(8, '0')}068`;
  const matricule = `${String(rang).padStart(7, '0')}00000000`;
  return `<InfosFoyerRSA>
<IdentificationRSA><Organisme><FONORG>CAF</FONORG><NUMORG>681</NUMORG><MATRICULE>${matricule}</MATRICULE></Organisme>
<Partenaire><TYPEPARTE>CG  </TYPEPARTE><IDEPARTE>068</IDEPARTE></Partenaire>
<DemandeRSA><DTDEMRSA>2024-02-05</DTDEMRSA><NUMDEMRSA>${numero}</NUMDEMRSA></DemandeRSA></IdentificationRSA>
<Personne>
<Identification><QUAL>MLE</QUAL>
<NOM>${nom}</NOM>
<NOMNAI>${nom}</NOMNAI>
<PRENOM>${prenom}</PRENOM><NOMCOMNAI>COLMAR</NOMCOMNAI>
<DTNAI>1984-03-02</DTNAI><NIR>${nir}</NIR><TOPVALIEC>1</TOPVALIEC><SEXE>2</SEXE></Identification>
<DossierCAF><TOPRESPDOS>1</TOPRESPDOS><DDRATDOS>2010-01-01</DDRATDOS></DossierCAF>
<Prestations><NATPREST>PFA</NATPREST><ROLEPERS>RDO</ROLEPERS><TOPCHAPERS>0</TOPCHAPERS></Prestations>\
<Prestations><NATPREST>RSA</NATPREST><ROLEPERS>DEM</ROLEPERS><TOPCHAPERS>1</TOPCHAPERS></Prestations>
<MontantCalculDroitRSAPersonne><TOPPERSDRODEVORSA>1</TOPPERSDRODEVORSA></MontantCalculDroitRSAPersonne></Personne>
<DonneesAdministratives><SituationFamille><SITFAM>CEL</SITFAM><DDSITFAM>2002-03-02</DDSITFAM></SituationFamille>
<Adresse><TroncCommunAdresse><RGADR>01</RGADR><PAYS>FRA</PAYS><TYPEADR>D</TYPEADR><ETATADR>CO</ETATADR></TroncCommunAdresse>\
<AdresseDetailleeFrance><COMPLIDEADR /><NUMVOIE>3</NUMVOIE><LIBTYPEVOIE>RUE</LIBTYPEVOIE><NOMVOIE>DU FOSSE</NOMVOIE>\
<NUMCOM>68066</NUMCOM><CODEPOS>68000</CODEPOS><NOMCOM>COLMAR</NOMCOM></AdresseDetailleeFrance></Adresse>
</DonneesAdministratives>
<PrestationRSA><SituationDossierRSA><EtatDossierRSA><ETATDOSRSA>2</ETATDOSRSA></EtatDossierRSA></SituationDossierRSA>
<DetailDroitRSA><TroncCommunDroitRSA><TOPSANSDOMFIXE>0</TOPSANSDOMFIXE><ORIDEMRSA>DEM</ORIDEMRSA></TroncCommunDroitRSA>\
<DetailCalculDroitRSA><NATPF>RSD</NATPF><SOUSNATPF>RSDN1</SOUSNATPF><DDNATDRO>2024-02-01</DDNATDRO></DetailCalculDroitRSA>\
</DetailDroitRSA></PrestationRSA>
</InfosFoyerRSA>
`;
}

/** Writes it at this path, its totals right. */
export function ecritUnFlux(chemin: string, foyers: FoyerEcrit[]): void {
  const { reference, creation } = dates();
  const total = String(foyers.length).padStart(8, '0');
  writeFileSync(
    chemin,
    `<?xml version="1.0" encoding="UTF-8"?>
<Racine>
<IdentificationFlux><APPLIEME>CRI</APPLIEME><NUMVERSIONAPPLIEME>6200</NUMVERSIONAPPLIEME><TYPEFLUX>M</TYPEFLUX>\
<NATFLUX>D</NATFLUX><DTCREAFLUX>${creation}</DTCREAFLUX><HEUCREAFLUX>01:18:36.0000</HEUCREAFLUX>\
<DTREF>${reference}</DTREF></IdentificationFlux>
${foyers.map(foyer).join('')}<TransmissionFlux><NBTOTDOSRSATRANSM>${total}</NBTOTDOSRSATRANSM>\
<NBTOTDOSRSATRANSMANO>00000000</NBTOTDOSRSATRANSMANO></TransmissionFlux>
</Racine>
`,
  );
}
