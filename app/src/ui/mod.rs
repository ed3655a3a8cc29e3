//! The accessible components of the desk. They know no domain and speak no HTTP:
//! pages give them words, signals and closures. Their look is in `style/`
//! (classes are listed at the top of each CSS file). Import all: `use crate::ui::*;`.
//!
//! # Frame
//! - `provide_annonceur()` once at the root, then `<Annonces/>` in it; anywhere below,
//!   `let annonceur = use_annonceur(); annonceur.dit("Brouillon enregistré");` is read aloud.
//! - `<Evitement/>` first in the page; its target is the `<main id="contenu" class="page">` of each
//!   screen (in the dossier, with its sticky `<header class="dossier-tete">`).
//! - `<BandeauFormation/>` when the store is a training one.
//! - `<Entete liens=liens agent="Nadia Benali" organisation="ALSA"><Bouton …>"Quitter"</Bouton></Entete>`
//!   with `liens: Signal<Vec<LienEntete>>`, `LienEntete::new("/recherche", "Recherche")`.
//! - `<Titre texte="Recherche"/>`: the h1; names the tab, takes the focus on navigation, tells changes.
//!   `use_titre(signal)` gives the same to an h1 of one's own (`node_ref=… tabindex="-1"`).
//!
//! # Actions
//! - `<Bouton au_clic=move || …>"Ajouter"</Bouton>`; `genre=Genre::Secondaire`, `petit=true`,
//!   `icone=Icone::Plus`, `occupe=signal` (keeps its label, ignores clicks), `soumet=true` in a form.
//!   More attributes: `attr:aria-label="…"`.
//! - `<LienBouton href="/rendez-vous/nouveau" icone=Icone::Plus>"Rendez-vous"</LienBouton>`; same options.
//! - `<BoutonImprimer/>` prints the page. `<Picto icone=Icone::Loupe/>`, `<Marque/>`: decorative drawings.
//!
//! # Forms
//! The `id` of a field is its name in the API (`debut`, `objectifs.0.theme`), so a refusal finds it.
//! - `let erreurs = Erreurs::new();` then `erreurs.pose(vec![Erreur::new("debut", "…")])` on submit,
//!   `erreurs.efface()`, `erreur=erreurs.de("debut")` on the field.
//! - `<ResumeErreurs erreurs/>` at the top of the form: focused at each refusal, links to the fields.
//! - `<ChampTexte id="debut" libelle="Début" valeur=rw erreur=… largeur=Largeur::Date lecture=move |s| …/>`:
//!   `lecture` says how what is typed is understood (« lundi 1er juin 2026 », or empty). `indice="…"`,
//!   `facultatif=true`, `genre="password"`, `auto="username"`, `garde=…` as below. Dates and hours are typed text too.
//! - `<ChampSecret id=… libelle="Mot de passe" valeur=rw/>`: hidden until one asks to see it.
//! - `<ChampZone id=… libelle=… valeur=rw max=500 garde=move |s| …/>`: text with counter; `garde`
//!   returns what may not be written, shown as one types.
//! - `<ListeFermee id=… libelle=… valeur=rw choix=signal frequents=vec![…]/>`: select, most used on top.
//!   `Choix::new("emploi", "Emploi").aide("…")`; among radios, `.aide("pourquoi").ferme()` is not to be chosen.
//! - `<GroupeRadio id=… legende=… valeur=rw choix=vec![…] forme=Forme::Pastilles/>` ·
//!   `<GroupeCases id=… legende=… valeurs=rw_vec choix=vec![…] dessous=move |valeur| …/>` · `<Case id=… libelle=… coche=rw_bool/>`.
//! - `garder_les_saisies()` once at the root: leaving a page asks first when a form in it holds something typed and
//!   not sent. A form whose draft is on the server says `data-brouillon`, on itself or around it.
//!
//! # Showing
//! - `<Alerte ton=Ton::Succes titre="CER transmis">…</Alerte>`; `vivante=true` to have it read when it appears.
//! - `<Etiquette ton=Ton::Attention icone=Icone::Horloge texte="À renseigner"/>`: icon + word.
//! - `<Carte titre="Famille" id="famille" cote=…>…</Carte>`, `<Section titre="Adultes" id="adultes">…</Section>`
//!   (`cote`: what stands at the right of the heading, a `ViewFn`).
//! - `<Definitions><Fait nom="Né le">…</Fait></Definitions>`; `empilees=true` puts labels above.
//! - `<Tableau legende="CER à décider" colonnes=&["Personne", "État"]><Ligne><CelluleTitre>…</CelluleTitre>
//!   <Cellule titre="État">…</Cellule></Ligne></Tableau>`; cards below 600 px, `court=true` below 26rem;
//!   `chiffres=&[1]` on the table and `chiffres=true` on its cells align numbers.
//! - `<Pagination ici=page nombre=pages adresse=|page| …/>` under a long list; `page_demandee(&parametres)` reads the address.
//! - `<Dialogue ouvert=rw titre="…" pied=…>…</Dialogue>`: native, modal, gives the focus back;
//!   `imperatif=true` when only the app may close it.
//! - `<QuestionGeste effet="…" faire="Refuser" ouvert=rw occupe=rw erreurs confirme=move || …>fields</QuestionGeste>`
//!   in it: what a gesture entails, and doing it or nothing.
//! - `<Squelette/>` while loading · `<EtatVide titre="Aucun CER">what to do next</EtatVide>`.
//! - `<Recherche id=… libelle=… texte=rw nouvelles=signal><Resultats><Resultat href=…>…</Resultat></Resultats></Recherche>`:
//!   arrows move between the box and the links, Enter goes to the first, Escape goes back; `nouvelles` (« 4 personnes ») is read aloud.
//! - `<Compteurs><Compteur href=… nombre=7 libelle=… precision=… urgent=true/></Compteurs>`.
//! - `<Frise><Etape quoi="Validé" qui_quand="Paul Meyer, le 8 juin" motif=… courante=true/></Frise>`.

mod alerte;
mod annonce;
mod bouton;
mod carte;
mod champ;
mod champ_secret;
mod champ_texte;
mod champ_zone;
mod compteur;
mod definitions;
mod dialogue;
mod entete;
mod erreurs;
mod etiquette;
mod frise;
mod garde;
mod groupe;
mod icone;
mod liste_fermee;
mod marque;
mod pagination;
mod question_geste;
mod recherche;
mod squelette;
mod tableau;
mod titre;
mod vide;

pub use alerte::*;
pub use annonce::*;
pub use bouton::*;
pub use carte::*;
pub use champ::*;
pub use champ_secret::*;
pub use champ_texte::*;
pub use champ_zone::*;
pub use compteur::*;
pub use definitions::*;
pub use dialogue::*;
pub use entete::*;
pub use erreurs::*;
pub use etiquette::*;
pub use frise::*;
pub use garde::*;
pub use groupe::*;
pub use icone::*;
pub use liste_fermee::*;
pub use marque::*;
pub use pagination::*;
pub use question_geste::*;
pub use recherche::*;
pub use squelette::*;
pub use tableau::*;
pub use titre::*;
pub use vide::*;
