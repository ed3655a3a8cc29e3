//! Reading habilitations: the list, and one with its history.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::NaiveDate;
use reciproque_shared::api::{ConsulterHabilitation, ConsulterHabilitations};
use reciproque_shared::convention::{Lieux, territoire_dit};
use reciproque_shared::date::a_paris;
use reciproque_shared::habilitation::fiche::{
    EtapeHabilitation, FicheHabilitation, Habilitations, LigneHabilitation, OrganisationGeree,
    ProfilDemandable, TexteSigne,
};
use reciproque_shared::habilitation::{
    ActeurHabilitation, EtatHabilitation, GesteHabilitation, Portee, Profil, Rubrique, engagement, ouverture,
};
use reciproque_shared::organisation::SorteOrganisation;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::changement::preuves;
use super::formation;
use super::portee::{acteur, organisations, trouver, visibles};
use crate::convention::{lieux, quota};
use crate::depot::annuaire::Employeurs;
use crate::depot::annuaire::{agents, nom_agent, noms_organisations, peut_avoir_des_comptes};
use crate::depot::entite::{
    avenant, compte, gestionnaire_principal, habilitation, habilitation_etape, organisation,
};
use crate::depot::sql::{Clause, DeLigne, Ligne, Sql, colonnes};
use crate::garde::agent::avenant_du;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `GET /habilitations`
pub async fn consulter(
    passage: Passage,
    _: AppelRecu<ConsulterHabilitations>,
) -> Result<Traced<Habilitations>, Refus> {
    let toutes = habilitation::Entity::find()
        .filter(visibles(&passage))
        .order_by_desc(habilitation::Column::Id)
        .all(passage.base())
        .await?;
    let lignes = lignes(&passage, toutes).await?;
    let conventions = Conventions::charger(&passage).await?;
    // Nobody signs in from the others: there is no habilitation to ask for.
    let avec_comptes = organisations(&passage).await?.into_iter().filter(peut_avoir_des_comptes);
    let gerees = avec_comptes.map(|une| conventions.geree(&passage, une));
    let habilitations = Habilitations { lignes, organisations: gerees.collect() };
    passage.laisser_sortir(Objet::aucun(), &[], |_| habilitations).await
}

/// `GET /habilitations/{habilitation}`
pub async fn consulter_une(
    passage: Passage,
    appel: AppelRecu<ConsulterHabilitation>,
) -> Result<Traced<FicheHabilitation>, Refus> {
    retrouver(passage, appel.chemin).await
}

/// The habilitations as read, with the names around them.
pub async fn lignes(
    passage: &Passage,
    lues: Vec<habilitation::Model>,
) -> Result<Vec<LigneHabilitation>, Refus> {
    let base = passage.base();
    let agents = agents(base, lues.iter().map(|l| l.agent_id)).await?;
    let organisations = agents.values().map(|a| a.organisation_id);
    let organisations = organisations.chain(lues.iter().filter_map(|l| l.ancienne_organisation));
    let organisations = noms_organisations(base, organisations).await?;
    let seances = formation::par_id(base, lues.iter().filter_map(|l| l.formation_id)).await?;
    let principaux: HashSet<i64> =
        gestionnaire_principal::Entity::find().all(base).await?.iter().map(|p| p.habilitation_id).collect();
    let jour = passage.app().horloge.aujourdhui();
    let ligne = |lue: habilitation::Model| {
        let agent = agents.get(&lue.agent_id)?;
        // What the agent became elsewhere is not for the former organisation.
        let ici = lue.ancienne_organisation.is_none();
        let organisation = lue.ancienne_organisation.unwrap_or(agent.organisation_id);
        let seance = lue.formation_id.and_then(|id| seances.get(&id));
        let etat = preuves(&lue).etat(jour);
        Some(LigneHabilitation {
            id: lue.id,
            version: lue.version,
            agent: agent.id,
            nom: agent.nom.clone(),
            prenom: agent.prenom.clone(),
            email: agent.email.clone(),
            fonction: agent.fonction.clone().filter(|_| ici),
            groupe: agent.groupe.clone().filter(|_| ici),
            organisation,
            organisation_nom: organisations.get(&organisation).cloned().unwrap_or_default(),
            profil: Profil::du_code(&lue.profil)?,
            etat,
            demandee_le: lue.demandee_le,
            formation: lue.formation_id,
            seance: seance.map(|seance| seance.debut),
            seance_lieu: seance.map(|seance| seance.lieu.clone()),
            formee_le: lue.formee_le,
            certifiee_le: lue.certifiee_le,
            engagement_signe_le: lue.engagement_signe_le,
            charte_signee_le: lue.charte_signee_le,
            debut: lue.debut,
            fin: lue.fin,
            principal: etat.occupe() && principaux.contains(&lue.id),
            suspendu: agent.suspendu_le.is_some() || lue.suspendue_le.is_some(),
        })
    };
    Ok(lues.into_iter().filter_map(ligne).collect())
}

/// Answers with a habilitation that is only read.
///
/// # Errors
/// `Introuvable` out of the agent's reach.
pub async fn retrouver(passage: Passage, id: i64) -> Result<Traced<FicheHabilitation>, Refus> {
    let fiche = fiche(&passage, trouver(&passage, id).await?).await?;
    passage.laisser_sortir(Objet::new("habilitation", id), &[], |_| fiche).await
}

/// A habilitation whole.
pub async fn fiche(passage: &Passage, lue: habilitation::Model) -> Result<FicheHabilitation, Refus> {
    let (signes, preuves) = (signes(&lue), preuves(&lue));
    let etapes = etapes(passage, lue.id).await?;
    let ligne = lignes(passage, vec![lue]).await?.pop().ok_or(Refus::Introuvable)?;
    let gestes: Vec<_> = match ligne.agent == passage.agent().id {
        true => Vec::new(),
        false => preuves.gestes(passage.app().horloge.aujourdhui(), acteur(passage)).collect(),
    };
    let seances = match gestes.contains(&GesteHabilitation::Inscrire) {
        true => formation::ouvertes(passage).await?,
        false => Vec::new(),
    };
    let premier_code = premier_code(passage, &ligne).await?;
    Ok(FicheHabilitation { ligne, etapes, gestes, seances, signes, premier_code })
}

/// The user referent hands over the first code, once the certificate is delivered.
async fn premier_code(passage: &Passage, ligne: &LigneHabilitation) -> Result<bool, Refus> {
    if acteur(passage) != ActeurHabilitation::Departement || ligne.etat != EtatHabilitation::ASigner {
        return Ok(false);
    }
    let compte = compte::Entity::find_by_id(ligne.agent).one(passage.base()).await?;
    Ok(compte.is_none_or(|compte| compte.mot_de_passe.is_none() && compte.change_le.is_none()))
}

async fn etapes(passage: &Passage, habilitation: i64) -> Result<Vec<EtapeHabilitation>, Refus> {
    let base = passage.base();
    let lues = habilitation_etape::Entity::find()
        .filter(habilitation_etape::Column::HabilitationId.eq(habilitation))
        .order_by_asc(habilitation_etape::Column::Id)
        .all(base)
        .await?;
    let agents = agents(base, lues.iter().map(|l| l.agent_id)).await?;
    let employeurs = Employeurs::charger(base, &agents).await?;
    let etape = |lue: habilitation_etape::Model| {
        let agent = agents.get(&lue.agent_id)?;
        Some(EtapeHabilitation {
            geste: GesteHabilitation::du_code(&lue.geste)?,
            instant: lue.instant,
            agent: nom_agent(agent),
            organisation: employeurs.le(agent, a_paris(lue.instant).date()),
            motif: lue.motif,
        })
    };
    Ok(lues.into_iter().filter_map(etape).collect())
}

/// What was signed. Of a text that is no longer in force only its hash is known here.
fn signes(lue: &habilitation::Model) -> Vec<TexteSigne> {
    let signe = |texte: &engagement::Texte, empreinte: &Option<String>, signe_le| {
        let empreinte = empreinte.clone()?;
        let mut signe = super::engagement::texte(texte, Some(signe_le?));
        if signe.empreinte != empreinte {
            signe = TexteSigne { version: "antérieure".into(), paragraphes: Vec::new(), empreinte, ..signe };
        }
        Some(signe)
    };
    [
        signe(engagement::engagement(), &lue.engagement_empreinte, lue.engagement_signe_le),
        signe(engagement::charte(), &lue.charte_empreinte, lue.charte_signee_le),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Profils that the actor may ask for in an organisation of this kind.
pub fn demandables(sorte: &str, acteur: ActeurHabilitation) -> Vec<Profil> {
    let departement = acteur == ActeurHabilitation::Departement;
    let permis = |profil: &Profil| departement || profil.demandable_par_la_structure();
    let siens = SorteOrganisation::du_code(sorte).map(SorteOrganisation::profils);
    siens.unwrap_or_default().into_iter().filter(permis).collect()
}

/// What is asked once for all the organisations that one reads.
struct Conventions {
    termes: HashMap<i64, avenant::Model>,
    lieux: Lieux,
    quotas: HashMap<(i64, Profil), u32>,
    pris: HashMap<(i64, Profil), u32>,
}

impl Conventions {
    async fn charger(passage: &Passage) -> Result<Self, Refus> {
        let (base, jour) = (passage.base(), passage.app().horloge.aujourdhui());
        Ok(Self {
            termes: termes(base, jour).await?,
            lieux: lieux::tous(base).await?,
            quotas: quota::quotas(base, None, jour).await?,
            pris: quota::occupees(base, None, jour).await?,
        })
    }

    fn geree(&self, passage: &Passage, organisation: organisation::Model) -> OrganisationGeree {
        let conventionnee =
            SorteOrganisation::du_code(&organisation.sorte).is_none_or(SorteOrganisation::sous_convention);
        let termes = self.termes.get(&organisation.id);
        let rubriques: Vec<_> =
            termes.iter().flat_map(|t| t.rubriques.split(' ').filter_map(Rubrique::du_code)).collect();
        let territoire = termes.map(|termes| {
            let (niveau, lieux) = lieux::de(termes, &self.lieux);
            territoire_dit(niveau, &lieux)
        });
        let droits_en_cours = termes.is_none_or(|termes| termes.droits_en_cours);
        let saisie = !conventionnee || termes.is_some_and(|termes| termes.saisie);
        let de = |nombres: &HashMap<_, u32>, profil| nombres.get(&(organisation.id, profil)).copied();
        let demandable = |profil| {
            let ouvre = ouverture(profil, &rubriques, saisie, droits_en_cours);
            ProfilDemandable {
                profil,
                quota: conventionnee.then(|| de(&self.quotas, profil).unwrap_or(0).into()),
                pris: de(&self.pris, profil).unwrap_or(0).into(),
                actes: ouvre.actes,
                rubriques: ouvre.rubriques,
                territoire: territoire.clone().filter(|_| ouvre.portee != Portee::Aucune),
                portee: ouvre.portee,
            }
        };
        let profils = demandables(&organisation.sorte, acteur(passage)).into_iter().map(demandable);
        OrganisationGeree { id: organisation.id, nom: organisation.nom.clone(), profils: profils.collect() }
    }
}

/// The terms of a convention, with its organisation.
struct TermesLus {
    termes: avenant::Model,
    organisation: i64,
}

impl DeLigne for TermesLus {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        Ok(Self { termes: DeLigne::de_ligne(ligne)?, organisation: ligne.suivante()? })
    }
}

/// The terms of each convention in force on a day, by organisation.
async fn termes(base: &impl Sql, jour: NaiveDate) -> Result<HashMap<i64, avenant::Model>, DbErr> {
    static TERMES: LazyLock<String> = LazyLock::new(|| {
        let colonnes = colonnes::<avenant::Model>("en_vigueur");
        format!(
            "SELECT {colonnes}, organisation.id FROM organisation \
             INNER JOIN avenant AS en_vigueur ON en_vigueur.id = ("
        )
    });
    let requete = Clause::from(TERMES.as_str()).puis(avenant_du(jour)).puis(")");
    let lus: Vec<TermesLus> = base.trouver(requete).await?;
    Ok(lus.into_iter().map(|lu| (lu.organisation, lu.termes)).collect())
}
