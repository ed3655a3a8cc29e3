//! A new contract: prepared without keeping anything, then opened with the first words typed.

use reciproque_shared::api::{CreerCer, PreparerCer};
use reciproque_shared::attente::Attendu;
use reciproque_shared::cer::fiche::{CerOuvert, PreparationCer};
use reciproque_shared::cer::{ContexteCer, SaisieCer};
use reciproque_shared::personne::RolePersonne;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::brouillon::{Ouverture, en_cours, place_libre};
use super::changement::verrouiller;
use super::contexte::contexte_cer;
use super::feuille::Connu;
use super::lecture::{CREATION, prendre, trouver};
use super::liste::{des_personnes, lignes_cer};
use super::saisie::garde;
use crate::depot::annuaire::nom_agent;
use crate::depot::entite::{agent, attente, organisation, personne};
use crate::garde::lecture;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::{attente as attentes, equipe};

/// What stands in the way of another contract: its outcome is awaited.
const EN_INSTANCE: [Attendu; 3] = [Attendu::CerACompleter, Attendu::CerATransmettre, Attendu::CerADecider];

/// `GET /personnes/{personne}/cer/preparation`
pub async fn preparer(
    passage: Passage,
    appel: AppelRecu<PreparerCer>,
) -> Result<Traced<PreparationCer>, Refus> {
    let personne = adulte(&passage, appel.chemin).await?;
    let base = passage.base();
    let contexte = contexte(&passage, base, &personne).await?;
    let referent = equipe::referent_de(&passage, base, &personne).await?;
    let mut lignes = lignes_cer(&passage, &des_personnes(&passage, base, [&personne]).await?);
    let en_instance = prendre(&mut lignes, en_instance(&passage, base, &personne).await?);
    let connu = Connu {
        structure: nom_de_la_structure(&passage, base).await?,
        referent: nom_du_referent(base, referent).await?,
        saisie: proposee(&contexte, referent),
        precedent: prendre(&mut lignes, contexte.dernier().map(|contrat| contrat.id)),
        contexte,
    };
    let preparation = PreparationCer {
        feuille: connu.feuille(&passage, base, &personne).await?,
        brouillon: en_cours(&passage, base, &personne).await?.map(|brouillon| brouillon.id),
        en_instance,
    };
    let objet = Objet::new("personne", personne.id);
    passage.laisser_sortir(objet, &passage.rubriques(), |_| preparation).await
}

/// `POST /personnes/{personne}/cer`: the draft begins with what is typed, right or wrong.
pub async fn creer(passage: Passage, appel: AppelRecu<CreerCer>) -> Result<Traced<CerOuvert>, Refus> {
    let personne = adulte(&passage, appel.chemin).await?;
    let base = passage.base();
    let contexte = contexte(&passage, base, &personne).await?;
    let referent = equipe::referent_de(&passage, base, &personne).await?;
    // One field too long holds no other back.
    let (saisie, refuses) = appel.corps.saisie.retenir(&proposee(&contexte, referent));
    let ouverture = Ouverture {
        personne: &personne,
        saisie: &saisie,
        precedent: contexte.dernier().map(|contrat| contrat.id),
        geste: CREATION,
    };
    let ecriture = passage.annoncer(Objet::new("personne", personne.id)).await?;
    ecriture
        .creer(async {
            verrouiller(passage.base(), &personne).await?;
            place_libre(&passage, passage.base(), &personne).await?;
            if !appel.corps.malgre_instance
                && en_instance(&passage, passage.base(), &personne).await?.is_some()
            {
                return Err(deja_en_instance());
            }
            let cer = ouverture.ecrire(&passage, passage.base()).await?;
            attentes::reecrire(passage.base(), &passage.app().regles, &[personne.id]).await?;
            Ok((cer.id, CerOuvert { cer: cer.id, garde: garde(&cer, refuses) }))
        })
        .await
}

/// Answers again with the draft that the same first words opened.
///
/// # Errors
/// `Introuvable` when it left the scope since.
pub async fn rouvrir(passage: Passage, id: i64) -> Result<Traced<CerOuvert>, Refus> {
    let cer = trouver(&passage, id).await?;
    let ouvert = CerOuvert { cer: id, garde: garde(&cer, Vec::new()) };
    passage.laisser_sortir(Objet::new("cer", id), &passage.rubriques(), |_| ouvert).await
}

/// Each adult signs a contract of their own (CASF L262-27); nobody else does.
async fn adulte(passage: &Passage, id: i64) -> Result<personne::Model, Refus> {
    let personne = lecture::personne_accompagnee(passage, id).await?;
    let role = RolePersonne::du_code(&personne.role);
    if role.is_some_and(RolePersonne::est_adulte_accompagne) { Ok(personne) } else { Err(Refus::Introuvable) }
}

async fn contexte(
    passage: &Passage,
    base: &impl ConnectionTrait,
    personne: &personne::Model,
) -> Result<ContexteCer, Refus> {
    contexte_cer(passage, base, personne, passage.agent().organisation, None).await
}

/// Right in most cases; the référent is the one of the person, if a colleague.
fn proposee(contexte: &ContexteCer, referent: i64) -> SaisieCer {
    SaisieCer { referent: referent.to_string(), ..SaisieCer::proposee(contexte) }
}

/// The contract of the person whose outcome the structure awaits. One sent binds whichever
/// structure follows; what is awaited is read, never computed again.
async fn en_instance(
    passage: &Passage,
    base: &impl ConnectionTrait,
    personne: &personne::Model,
) -> Result<Option<i64>, DbErr> {
    let la_sienne = Condition::any()
        .add(attente::Column::StructureId.eq(passage.agent().organisation))
        .add(attente::Column::Quoi.eq(Attendu::CerADecider.code()));
    let ligne = lecture::de::<attente::Entity>(personne)
        .filter(attente::Column::Quoi.is_in(EN_INSTANCE.map(Attendu::code)))
        .filter(la_sienne)
        .order_by_desc(attente::Column::ObjetId)
        .one(base)
        .await?;
    Ok(ligne.and_then(|ligne| ligne.objet_id))
}

fn deja_en_instance() -> Refus {
    Refus::Conflit(
        "Un contrat de cette personne attend déjà sa suite : signé, transmis ou à compléter. Ouvrez-le depuis le \
         dossier, ou confirmez que vous en saisissez un autre."
            .into(),
    )
}

async fn nom_de_la_structure(passage: &Passage, base: &impl ConnectionTrait) -> Result<String, DbErr> {
    let lue = organisation::Entity::find_by_id(passage.agent().organisation).one(base).await?;
    Ok(lue.map(|organisation| organisation.nom).unwrap_or_default())
}

async fn nom_du_referent(base: &impl ConnectionTrait, referent: i64) -> Result<String, DbErr> {
    Ok(agent::Entity::find_by_id(referent).one(base).await?.as_ref().map(nom_agent).unwrap_or_default())
}
