//! Links made by someone who has read this program but has not the key.

use reciproque_shared::journal::{Chaineur, CleChaine, Empreinte, Evenement, Issue, Maillon, Tete};
use sha2::{Digest as _, Sha256};

/// By SHA-256 alone, as before chains had a key.
pub fn sans_cle(tete: Tete, evenement: Evenement) -> Maillon {
    let (seq, precedent) = (tete.seq + 1, tete.empreinte);
    let mut octets = vec![1];
    octets.extend(seq.to_be_bytes());
    octets.extend(evenement.instant.timestamp_millis().to_be_bytes());
    nombre(&mut octets, evenement.agent);
    texte_ou_rien(&mut octets, evenement.profil.as_deref());
    nombre(&mut octets, evenement.organisation);
    texte_ou_rien(&mut octets, evenement.session.as_deref());
    texte(&mut octets, &evenement.acte);
    texte_ou_rien(&mut octets, evenement.objet.as_deref());
    octets.extend((evenement.rubriques.len() as u64).to_be_bytes());
    evenement.rubriques.iter().for_each(|rubrique| texte(&mut octets, rubrique));
    texte_ou_rien(&mut octets, evenement.motif.as_deref());
    octets.push(1 + Issue::TOUTES.iter().position(|issue| *issue == evenement.issue).unwrap() as u8);
    texte(&mut octets, &evenement.client);
    nombre(&mut octets, evenement.lie_a.map(|seq| seq as i64));
    octets.extend(precedent.octets());
    let empreinte = Empreinte::new(Sha256::digest(octets).into());
    Maillon { seq, evenement, precedent, empreinte }
}

/// Under a key of one's own.
pub fn sous_une_autre_cle(tete: Tete, evenement: Evenement) -> Maillon {
    Chaineur::new(tete, CleChaine::new(&[0; 32])).chainer(evenement)
}

fn texte(octets: &mut Vec<u8>, texte: &str) {
    octets.extend((texte.len() as u64).to_be_bytes());
    octets.extend(texte.as_bytes());
}

fn texte_ou_rien(octets: &mut Vec<u8>, valeur: Option<&str>) {
    octets.push(u8::from(valeur.is_some()));
    valeur.iter().for_each(|valeur| texte(octets, valeur));
}

fn nombre(octets: &mut Vec<u8>, nombre: Option<i64>) {
    octets.push(u8::from(nombre.is_some()));
    nombre.iter().for_each(|nombre| octets.extend(nombre.to_be_bytes()));
}
