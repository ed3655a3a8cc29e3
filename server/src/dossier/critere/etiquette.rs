//! Words typed around what is looked for: civility, « née », « NIR », « n° ». No name needs to begin
//! with one; but it may be the beginning of one typed apart (« m bappe »).

use reciproque_shared::cle_recherche::cle_de_recherche;

use super::a_un_chiffre;

/// When these words are no part of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quand {
    Toujours,
    /// Alone or last, they may be the beginning of a name that is being typed.
    SuiviDUnMot,
    /// They announce a number or a date, whose text has digits.
    AvecUnNombre,
}

use Quand::{AvecUnNombre, SuiviDUnMot, Toujours};

/// Folded, between commas. Of two that begin alike the longer comes first.
const ETIQUETTES: &[(Quand, &str)] = &[
    (
        Toujours,
        "nom de jeune fille,nom de naissance,nom de famille,nom d usage,nom d epouse,nom d epoux,nom marital,\
         date de naissance,madame,mesdames,mademoiselle,mesdemoiselles,monsieur,messieurs,mme,mmes,mlle,mlles,melle,\
         mr,mrs",
    ),
    (
        SuiviDUnMot,
        "m,mm,ne,nee,nes,nees,ep,epx,epse,epoux,epouse,veuf,veuve,vve,vf,divorce,divorcee,div,conjoint,conjointe,\
         dit,dite,alias,et,ou,nom,noms,prenom,prenoms,usage,famille,foyer",
    ),
    (
        AvecUnNombre,
        "de demande,de dossier,de matricule,d allocataire,de securite sociale,de secu,de ss,nir,nss,ss,secu,securite,\
         sociale,insee,numero,num,nr,no,n,demande,dem,dossier,dos,matricule,mat,allocataire,alloc,caf,msa,rsa,id,\
         naissance,date,du,en,vers,environ,annee,mois,jour,moisinconnu,jourinconnu,inconnu,inconnus,inconnue,jj,xx,\
         nee,ne",
    ),
];

/// A folded word of what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mot {
    pub texte: String,
    /// Announces something: a person is found without it.
    pub facultatif: bool,
}

/// The folded words of a text.
pub(super) fn mots(texte: &str) -> Vec<Mot> {
    let cle = cle_de_recherche(&texte.replace("(e)", ""));
    let avec_un_nombre = a_un_chiffre(&cle);
    let mots: Vec<&str> = cle.split(' ').filter(|mot| !mot.is_empty()).collect();
    let mut lus = Vec::with_capacity(mots.len());
    while let [mot, ..] = &mots[lus.len()..] {
        let debut = lus.len();
        match longueur(&mots[debut..], avec_un_nombre) {
            Some(longueur) => {
                let annonce = mots[debut..debut + longueur].iter();
                lus.extend(annonce.map(|mot| Mot { texte: (*mot).to_owned(), facultatif: true }));
            }
            None => lus.push(Mot { texte: sans_etiquette_collee(mot).to_owned(), facultatif: false }),
        }
    }
    lus
}

/// How many of the next words announce something.
fn longueur(mots: &[&str], avec_un_nombre: bool) -> Option<usize> {
    ETIQUETTES.iter().find_map(|(quand, etiquettes)| {
        etiquettes.split(',').find_map(|etiquette| {
            let longueur = etiquette.split(' ').count();
            let ici = mots.len() >= longueur && etiquette.split(' ').eq(mots[..longueur].iter().copied());
            let sans_nom = match quand {
                Toujours => true,
                SuiviDUnMot => mots.len() > longueur,
                AvecUnNombre => avec_un_nombre,
            };
            (ici && sans_nom).then_some(longueur)
        })
    })
}

/// `n3001011`, `nir2930368066030`: the number. One that is 11 letters and digits long may be a
/// numéro de demande that begins so.
fn sans_etiquette_collee(mot: &str) -> &str {
    const DEMANDE: usize = 11;
    let debut = mot.find(|signe: char| signe.is_ascii_digit()).unwrap_or_default();
    let (lettres, nombre) = mot.split_at(debut);
    let mut nombres = ETIQUETTES.iter().filter(|(quand, _)| *quand == AvecUnNombre);
    let annonce = nombres.any(|(_, mots)| mots.split(',').any(|autre| autre == lettres));
    if annonce && mot.len() != DEMANDE { nombre } else { mot }
}
