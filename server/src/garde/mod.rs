//! The law, in one place, always in this order: who, may, sees, traced, leaves.
//!
//! 1. **who** — [`agent`]: the session becomes an agent, recomputed at each request;
//! 2. **may** — [`Passage::demander`]: the rule table of `shared::habilitation`;
//! 3. **sees** — [`Passage::perimetre`]: a SQL predicate that every query ANDs;
//! 4. **traced** — [`Passage::laisser_sortir`] and [`Ecriture`]: on disk first;
//! 5. **leaves** — [`Traced`]: the only thing a handler can answer with.

pub mod agent;
mod base;
pub mod creation;
mod ecriture;
pub mod lecture;
mod ligne;
mod limite;
mod objet;
pub mod palier;
pub mod reserve;
pub mod retrait;
mod source;
pub mod surveillance;
mod traced;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveTime;
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::habilitation::{Acte, Droit, Portee, Rubrique, allows};
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::nominatif::Nominatif;
use reciproque_shared::rubrique::{DeRubrique, Ouverte};
use reciproque_shared::source::SourceFermee;
use reciproque_shared::trace::NumeroTrace;

pub use agent::{Agent, Ecarte};
pub use base::Base;
use creation::Intention;
pub use ecriture::Ecriture;
pub use ligne::revue_en_retard;
pub use objet::Objet;
pub use traced::Traced;

use crate::depot::perimetre::{Etendue, Perimetre};
use crate::journal::{EnRoute, Recu};
use crate::refus::Refus;
use crate::serveur::{Extranet, Lecteur};
use crate::session::Client;

const SANS_SAISIE: &str = "La convention de votre organisation n’ouvre pas la saisie. Adressez-vous au responsable de \
     votre structure.";

/// What an agent who is refused may do: used to trace the refusal only.
const AUCUN_DROIT: Droit =
    Droit { portee: Portee::Aucune, rubriques: &[], si_convention: &[], saisie: false };

/// An agent admitted to one act: the right to ask the store within a scope.
#[derive(Clone)]
pub struct Passage {
    app: Extranet,
    agent: Arc<Agent>,
    acte: Acte,
    droit: Droit,
    client: Client,
    /// The caisses whose data are closed at the hour of this request.
    fermees: Vec<SourceFermee>,
    /// Code of the reason given for this view, under watch.
    motif: Option<&'static str>,
    /// Number of the announcing event of a write, 0 while there is none.
    annonce: Arc<AtomicU64>,
    /// Tells the journal that an event of this request is to come.
    en_route: Arc<EnRoute>,
    /// What is to be created once, on the calls that create.
    intention: Option<Arc<Intention>>,
    /// What this request reads and writes through.
    base: Base,
    /// The reader of its own, for an act that reads much: given back with the last of the passage.
    _lecteur: Option<Arc<Lecteur>>,
}

impl Passage {
    /// Steps 1 and 2. A refusal to somebody known is traced before it is answered.
    /// `objet` is what is asked for, for that trace; `motif` the number of the reason given.
    ///
    /// # Errors
    /// The session is over, the access closed, the act not allowed to the profil, or a
    /// reason is to be given first.
    pub async fn demander(
        app: &Extranet,
        client: Client,
        empreinte: &str,
        acte: Acte,
        objet: &Objet,
        motif: Option<i64>,
    ) -> Result<Self, Refus> {
        let (base, lecteur, sature) = match base::connexion(app, acte).await {
            Ok((base, lecteur)) => (base, lecteur, None),
            // Sent away under a name, like anybody else.
            Err(refus) => (Base::de(app.depot.clone()), None, Some(refus)),
        };
        let en_route = Arc::new(app.journal.en_route());
        let reconnu = agent::de_la_session(app, &base, empreinte).await?;
        let (agent, ecarte) = match reconnu {
            Ok(agent) => {
                app.activite.noter(empreinte, app.horloge.maintenant());
                (agent, None)
            }
            // Whose access is closed may still leave: nothing else lets go of the session.
            Err(Ecarte { agent, refus: Refus::AccesFerme(_) }) if acte == Acte::SeDeconnecter => {
                (agent, None)
            }
            Err(Ecarte { agent, refus }) => (agent, Some(refus)),
        };
        let droit = allows(agent.profil, acte);
        let heure = app.horloge.locale();
        let empechement = || empechement(&agent, acte, droit, heure.time());
        let refus = ecarte.or_else(empechement).or(sature);
        let passage = Self {
            app: app.clone(),
            agent: Arc::new(agent),
            acte,
            droit: droit.unwrap_or(AUCUN_DROIT),
            client,
            fermees: SourceFermee::toutes(&app.regles, heure),
            motif: None,
            annonce: Arc::new(AtomicU64::new(0)),
            en_route,
            intention: None,
            base,
            _lecteur: lecteur.map(Arc::new),
        };
        let motif = match refus {
            Some(refus) => Err(refus),
            None => surveillance::motif(&passage, objet, motif).await,
        };
        match motif {
            Ok(motif) => Ok(Self { motif, ..passage }),
            Err(refus) => Err(passage.refuser(refus, objet.clone()).await),
        }
    }

    pub fn avec_intention(self, intention: Intention) -> Self {
        Self { intention: Some(Arc::new(intention)), ..self }
    }

    pub fn app(&self) -> &Extranet {
        &self.app
    }

    /// What this request reads and writes through: of one instant, or within the transaction of what
    /// it announced.
    pub const fn base(&self) -> &Base {
        &self.base
    }

    pub fn agent(&self) -> &Agent {
        &self.agent
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    pub fn portee(&self) -> Portee {
        self.droit.portee_sous(self.agent.droits_en_cours)
    }

    /// Rubriques that may be selected: those of the profil, and those that the
    /// convention in force opens to it.
    pub fn rubriques(&self) -> Vec<Rubrique> {
        self.droit.rubriques_sous(&self.agent.rubriques_ouvertes)
    }

    /// The proof that a rubrique is open to this reader, for this act: what the fields of lines
    /// and the columns of queries ask for.
    #[expect(clippy::disallowed_methods, reason = "the guard, which knows what is open")]
    pub fn ouverte<R: DeRubrique>(&self) -> Option<Ouverte<R>> {
        Ouverte::parmi(&self.rubriques())
    }

    /// Step 3: the scope, to be ANDed into every query.
    pub fn perimetre(&self) -> Perimetre {
        Perimetre { etendue: self.etendue(), zone: self.agent.zone.clone() }
    }

    fn etendue(&self) -> Etendue {
        match self.portee() {
            Portee::Accompagnement => {
                let jour = self.app.horloge.aujourdhui();
                let grace = chrono::Days::new(u64::from(self.app.reglages.grace_jours));
                Etendue::Accompagnement {
                    structure: self.agent.organisation,
                    jour,
                    fin_au_plus_tot: jour.checked_sub_days(grace).unwrap_or(jour),
                }
            }
            Portee::Territoire => {
                Etendue::Territoire { ctsa: self.agent.organisation, jour: self.app.horloge.aujourdhui() }
            }
            Portee::DroitsEnCours => Etendue::Droits(&EtatDossier::EN_COURS),
            Portee::Beneficiaires => Etendue::Droits(&EtatDossier::BENEFICIAIRES),
            Portee::Departement => Etendue::Departement,
            Portee::Demande => Etendue::Demande,
            Portee::Organisation | Portee::Organisations | Portee::Aucune => Etendue::Aucun,
        }
    }

    /// Steps 4 and 5 of a read: the trace is on disk, then the value may leave. `valeur`
    /// receives the number of the event.
    ///
    /// # Errors
    /// When the trace can't be written: nothing leaves.
    pub async fn laisser_sortir<T: Nominatif>(
        &self,
        objet: Objet,
        rubriques: &[Rubrique],
        valeur: impl FnOnce(NumeroTrace) -> T,
    ) -> Result<Traced<T>, Refus> {
        let trace = self.tracer(objet, rubriques, Issue::Reussi, None).await?;
        Ok(Traced::new(valeur(trace), trace))
    }

    /// Traces a refusal, then gives it back to be answered. A refusal that can't be
    /// traced becomes an incident. After an announced write, the event says that it failed.
    pub async fn refuser(&self, refus: Refus, objet: Objet) -> Refus {
        let issue = match (self.annonce.load(Ordering::Relaxed), &refus) {
            (0, _) => Issue::Refuse,
            (_, Refus::IssueInconnue(_)) => Issue::Inconnue,
            _ => Issue::Echoue,
        };
        match self.tracer(objet, &[], issue, Some(refus.code())).await {
            Ok(_) => refus,
            Err(incident) => incident,
        }
    }

    async fn tracer(
        &self,
        objet: Objet,
        rubriques: &[Rubrique],
        issue: Issue,
        motif: Option<&str>,
    ) -> Result<NumeroTrace, Refus> {
        let evenement = self.evenement(objet, rubriques, issue, motif);
        self.base.rendre().await;
        self.en_route.arriver();
        let Recu { chaine, seq } = self.app.journal.append(evenement).await?;
        Ok(NumeroTrace { chaine, seq })
    }

    fn evenement(
        &self,
        objet: Objet,
        rubriques: &[Rubrique],
        issue: Issue,
        motif: Option<&str>,
    ) -> Evenement {
        let annonce = self.annonce.load(Ordering::Relaxed);
        Evenement {
            instant: self.app.horloge.maintenant(),
            agent: Some(self.agent.id),
            profil: Some(self.agent.profil.code().to_owned()),
            organisation: Some(self.agent.organisation),
            session: Some(self.agent.session.clone()),
            acte: self.acte.code().to_owned(),
            objet: objet.0,
            rubriques: rubriques.iter().map(|r| r.code().to_owned()).collect(),
            motif: motif.or(self.motif).map(str::to_owned),
            issue,
            client: self.client.to_string(),
            lie_a: (annonce != 0).then_some(annonce),
        }
    }
}

/// What stands between a known agent and an act, at this hour: the hours of the organisation,
/// then what is to be done first, then the right itself.
fn empechement(agent: &Agent, acte: Acte, droit: Option<Droit>, heure: NaiveTime) -> Option<Refus> {
    let horaires = agent.horaires.filter(|h| !h.ouvert(heure) && acte != Acte::SeDeconnecter);
    let ferme = horaires.map(|h| Refus::HorsHoraires(h.que_faire(heure)));
    let entrave = agent.entrave.filter(|entrave| !entrave.laisse(acte)).map(Refus::Entrave);
    ferme.or(entrave).or_else(|| match droit {
        None => Some(Refus::ActeInterdit),
        Some(droit) if droit.saisie && !agent.saisie_ouverte => Some(Refus::AccesFerme(SANS_SAISIE)),
        Some(_) => None,
    })
}
