//! The alerts as the officer reads them.

use std::collections::HashMap;

use reciproque_shared::accueil::LIGNES_PAR_PAGE;
use reciproque_shared::alerte::{
    Conclusion, EVENEMENTS_PAR_PAGE, EtapeAlerte, EvenementAlerte, FicheAlerte, GesteAlerte, LigneAlerte,
    PageAlertes, PageEvenements, RegleAlerte, SaisieAlertes,
};
use reciproque_shared::api::{ConsulterAlerte, ConsulterAlertes, ConsulterEvenements};
use reciproque_shared::habilitation::Acte;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::releve::OUVERTURE;
use super::surveillance;
use crate::depot::annuaire::{agents, nom_agent, noms_organisations};
use crate::depot::entite::{alerte, alerte_etape, alerte_evenement};
use crate::depot::sql::Sql;
use crate::garde::surveillance::en_cours;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::journal::Inscription;
use crate::refus::Refus;
use crate::trace::Noms;

/// How many alerts wait for the officer.
pub async fn compter_ouvertes(base: &impl Sql) -> Result<u64, DbErr> {
    base.compter("SELECT COUNT(*) FROM alerte WHERE alerte.close_le IS NULL".into()).await
}

/// `POST /alertes`
pub async fn consulter_liste(
    passage: Passage,
    appel: AppelRecu<ConsulterAlertes>,
) -> Result<Traced<PageAlertes>, Refus> {
    let SaisieAlertes { closes, page } = appel.corps;
    let base = passage.base();
    let closes_ou_non = match closes {
        true => alerte::Column::CloseLe.is_not_null(),
        false => alerte::Column::CloseLe.is_null(),
    };
    let choisies = alerte::Entity::find()
        .filter(closes_ou_non)
        .order_by_desc(alerte::Column::DerniereLe)
        .order_by_desc(alerte::Column::Id)
        .paginate(base, LIGNES_PAR_PAGE);
    let total = choisies.num_items().await?;
    let lignes = lignes(base, &choisies.fetch_page(page.into()).await?).await?;
    let aujourdhui = passage.app().horloge.aujourdhui();
    let surveillances = surveillance::charger(&passage, en_cours(aujourdhui).pour(base).into()).await?;
    let page = PageAlertes { closes, total, page, lignes, surveillances };
    passage.laisser_sortir(Objet::aucun(), &[], |_| page).await
}

/// `GET /alertes/{alerte}`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterAlerte>,
) -> Result<Traced<FicheAlerte>, Refus> {
    let fiche = fiche(&passage, trouver(&passage, appel.chemin).await?).await?;
    passage.laisser_sortir(Objet::new("alerte", appel.chemin), &[], |_| fiche).await
}

/// `POST /alertes/{alerte}/evenements`
pub async fn consulter_evenements(
    passage: Passage,
    appel: AppelRecu<ConsulterEvenements>,
) -> Result<Traced<PageEvenements>, Refus> {
    let (alerte, page) = (trouver(&passage, appel.chemin).await?.id, appel.corps.page);
    let evenements = evenements(&passage, alerte, page).await?;
    let objet = Objet::new("alerte", alerte);
    passage.laisser_sortir(objet, &[], |_| PageEvenements { page, evenements }).await
}

/// # Errors
/// `Introuvable` when there is none of this number.
pub async fn trouver(passage: &Passage, id: i64) -> Result<alerte::Model, Refus> {
    alerte::Entity::find_by_id(id).one(passage.base()).await?.ok_or(Refus::Introuvable)
}

async fn lignes(
    base: &(impl ConnectionTrait + Sql),
    alertes: &[alerte::Model],
) -> Result<Vec<LigneAlerte>, Refus> {
    let nombres = nombres(base, alertes).await?;
    let agents = agents(base, alertes.iter().map(|a| a.agent_id)).await?;
    let organisations = noms_organisations(base, alertes.iter().map(|a| a.organisation_id)).await?;
    let lire = |alerte: &alerte::Model| {
        let regle = RegleAlerte::du_code(&alerte.regle)?;
        let nombre = |valeur: i32| u32::try_from(valeur).unwrap_or_default();
        Some(LigneAlerte {
            id: alerte.id,
            regle,
            constat: regle.constat(nombre(alerte.mesure), nombre(alerte.seuil)),
            agent: agents.get(&alerte.agent_id).map(nom_agent).unwrap_or_default(),
            organisation: organisations.get(&alerte.organisation_id).cloned().unwrap_or_default(),
            evenements: nombres.get(&alerte.id).copied().unwrap_or_default(),
            ouverte_le: alerte.ouverte_le,
            derniere_le: alerte.derniere_le,
            close_le: alerte.close_le,
            conclusion: alerte.conclusion.as_deref().and_then(Conclusion::du_code),
        })
    };
    Ok(alertes.iter().filter_map(lire).collect())
}

/// How many events each alert holds.
async fn nombres(base: &impl ConnectionTrait, alertes: &[alerte::Model]) -> Result<HashMap<i64, u64>, Refus> {
    let requete = Query::select()
        .column("alerte_id")
        .expr(Expr::col("seq").count())
        .from("alerte_evenement")
        .and_where(Expr::col("alerte_id").is_in(alertes.iter().map(|a| a.id)))
        .group_by_col("alerte_id")
        .to_owned();
    let mut nombres = HashMap::new();
    for ligne in base.query_all(&requete).await? {
        let nombre: i64 = ligne.try_get_by_index(1)?;
        nombres.insert(ligne.try_get_by_index(0)?, u64::try_from(nombre)?);
    }
    Ok(nombres)
}

/// The whole of an alert.
pub async fn fiche(passage: &Passage, alerte: alerte::Model) -> Result<FicheAlerte, Refus> {
    let base = passage.base();
    let ligne = lignes(base, std::slice::from_ref(&alerte)).await?.pop().ok_or(Refus::Introuvable)?;
    let la_sienne = en_cours(passage.app().horloge.aujourdhui());
    let la_sienne = la_sienne.et("surveillance.agent_id = ?").avec(alerte.agent_id).pour(base).into();
    let surveillance = surveillance::charger(passage, la_sienne).await?.pop();
    Ok(FicheAlerte {
        alerte: ligne,
        agent: alerte.agent_id,
        evenements: evenements(passage, alerte.id, 0).await?,
        etapes: etapes(base, alerte.id).await?,
        motifs: surveillance::motifs(base, alerte.agent_id).await?,
        // Nobody judges their own use of the files.
        gestes: match alerte.agent_id == passage.agent().id {
            true => Vec::new(),
            false => GesteAlerte::possibles(alerte.close_le.is_none(), surveillance.is_some()),
        },
        surveillance,
    })
}

/// A page of the events of an alert, as the journal has them. A position of a journal that was
/// replaced is no event of this one: the digest of the link says so.
async fn evenements(passage: &Passage, alerte: i64, page: u32) -> Result<Vec<EvenementAlerte>, Refus> {
    let tenus = alerte_evenement::Entity::find()
        .filter(alerte_evenement::Column::AlerteId.eq(alerte))
        .order_by_desc(alerte_evenement::Column::Seq)
        .order_by_desc(alerte_evenement::Column::Chaine)
        .offset(u64::from(page) * EVENEMENTS_PAR_PAGE)
        .limit(EVENEMENTS_PAR_PAGE)
        .all(passage.base())
        .await?;
    let mut empreintes = HashMap::new();
    for tenu in tenus {
        let position = (u32::try_from(tenu.chaine)?, u64::try_from(tenu.seq)?);
        empreintes.insert(position, tenu.empreinte.unwrap_or_default());
    }
    let positions: Vec<_> = empreintes.keys().copied().collect();
    let mut lus = passage.app().journal.aux_positions(&positions).await?;
    lus.retain(|lu| empreintes.get(&(lu.chaine, lu.maillon.seq)) == Some(&lu.maillon.empreinte.to_string()));
    lus.sort_by_key(|lu| std::cmp::Reverse((lu.maillon.evenement.instant, lu.maillon.seq)));
    let objets = lus.iter().filter_map(|lu| lu.maillon.evenement.objet.as_deref());
    let noms = Noms::charger(passage.base(), objets, None).await?;
    let lire = |lu: Inscription| EvenementAlerte {
        chaine: lu.chaine,
        seq: lu.maillon.seq,
        instant: lu.maillon.evenement.instant,
        acte: Acte::du_code(&lu.maillon.evenement.acte).map_or("", Acte::libelle).to_owned(),
        quoi: lu.maillon.evenement.objet.as_deref().map(|objet| noms.dire(objet)),
        dossier: lu.maillon.evenement.objet.as_deref().and_then(|objet| noms.dossier(objet)),
        objet: lu.maillon.evenement.objet,
    };
    Ok(lus.into_iter().map(lire).collect())
}

async fn etapes(base: &(impl ConnectionTrait + Sql), alerte: i64) -> Result<Vec<EtapeAlerte>, Refus> {
    let lues = alerte_etape::Entity::find()
        .filter(alerte_etape::Column::AlerteId.eq(alerte))
        .order_by_desc(alerte_etape::Column::Id)
        .all(base)
        .await?;
    let agents = agents(base, lues.iter().filter_map(|l| l.agent_id)).await?;
    let lire = |lue: alerte_etape::Model| EtapeAlerte {
        geste: libelle(&lue.geste).to_owned(),
        instant: lue.instant,
        par: lue.agent_id.and_then(|id| agents.get(&id)).map(nom_agent),
        conclusion: lue.conclusion.as_deref().and_then(Conclusion::du_code),
        note: lue.note,
    };
    Ok(lues.into_iter().map(lire).collect())
}

fn libelle(geste: &str) -> &'static str {
    match GesteAlerte::du_code(geste) {
        Some(GesteAlerte::Clore) => "Alerte clôturée",
        Some(GesteAlerte::Rouvrir) => "Alerte rouverte",
        Some(GesteAlerte::Surveiller) => "Agent placé sous surveillance",
        Some(GesteAlerte::Lever) => "Surveillance levée",
        None if geste == OUVERTURE => "Alerte ouverte par la détection",
        None => "",
    }
}
