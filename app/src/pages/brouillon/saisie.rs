//! What a form says of what is typed in it: where it is kept, by which calls, in which words.

use reciproque_shared::brouillon::BrouillonGarde;
use reciproque_shared::cer::Difference;

use crate::server::Echec;

/// What is typed about one thing. Cheap to clone: it goes with each call.
pub trait Saisie: Clone + Send + Sync + 'static {
    type Texte: Clone + PartialEq + Send + Sync + 'static;

    /// Address of its page, which may change once the draft exists: numbers only.
    fn lieu(&self) -> String;

    /// Keeps it over the version seen, 0 while there is none; answers where it is kept from now on.
    async fn garder(self, texte: Self::Texte, version: i32) -> Result<(Self, BrouillonGarde), Echec>;

    /// The same as the page closes: nobody will be there to read the answer.
    fn confier(&self, texte: &Self::Texte, version: i32);

    /// Refused because somebody acted first: what is there now.
    async fn devancier(self, refus: Echec) -> Result<Devancier<Self>, Echec>;

    /// A question of its own is on the screen: nothing is sent until it is answered.
    fn questionne(&self) -> bool {
        false
    }

    /// The fields that differ, in words.
    fn differences(&self, la_votre: &Self::Texte, l_autre: &Self::Texte) -> Vec<Difference>;

    /// Takes one field, as a [`Difference`] names it, from the other version.
    fn reprendre(texte: &mut Self::Texte, champ: &str, autre: &Self::Texte);

    /// What the server keeps of it over `garde`: what is too long stays as it was.
    fn retenir(texte: Self::Texte, garde: &Self::Texte) -> Self::Texte;

    /// The words for a field as a refusal names it.
    fn libelle(champ: &str) -> &'static str;
}

/// What a form opens on.
pub struct Depart<S: Saisie> {
    pub saisie: S,
    /// What the server has, or what the form begins with.
    pub texte: S::Texte,
    /// None while the server has no draft.
    pub garde: Option<BrouillonGarde>,
    /// Somebody acted since it was kept.
    pub devance: Option<Autre<S>>,
}

/// What stands where one wanted to write.
pub enum Devancier<S: Saisie> {
    Autre(Box<Autre<S>>),
    /// Dropped elsewhere: there is nothing to overwrite.
    Rien,
    /// The form asks by itself.
    Question,
}

/// What somebody left meanwhile.
#[derive(Clone)]
pub struct Autre<S: Saisie> {
    pub saisie: S,
    /// Of the draft to write over, when it moved; 0: there is none.
    pub version: Option<i32>,
    pub texte: S::Texte,
    /// What both started from, when it is not what was last kept.
    pub base: Option<S::Texte>,
    pub mots: Mots,
    /// Nothing can be typed there any more: the link to what it became. What was typed here is
    /// shown, to be copied.
    pub fige: Option<&'static str>,
}

/// How it is told.
#[derive(Clone)]
pub struct Mots {
    pub titre: &'static str,
    /// Who did what, a sentence each.
    pub faits: Vec<String>,
    /// The two answers.
    pub garder: &'static str,
    pub prendre: &'static str,
}

impl Mots {
    pub fn d_une_personne(titre: &'static str, faits: Vec<String>) -> Self {
        Self { titre, faits, garder: "Garder la mienne", prendre: "Prendre la leur" }
    }

    /// The same agent, elsewhere; `quand` as it is read.
    pub fn d_un_onglet(quand: &str) -> Self {
        Self {
            titre: "Ce brouillon a changé dans un autre onglet",
            faits: vec![format!("Un autre onglet de votre navigateur a enregistré ce brouillon à {quand}.")],
            garder: "Garder ce qui est saisi ici",
            prendre: "Prendre l’autre onglet",
        }
    }
}
