//! A new contract: prepared without keeping anything, then opened with the first words typed.

use reciproque_shared::api::{CreerCer, PreparerCer};
use reciproque_shared::attente::Attendu;
use reciproque_shared::cer::fiche::{CerOuvert, PreparationCer};
use reciproque_shared::cer::{ContexteCer, EtatCer, SaisieCer};
use reciproque_shared::personne::RolePersonne;
use sea_orm::DbErr;

use super::brouillon::{Ouverture, place_libre};
use super::changement::verrouiller;
use super::contexte::{contexte_cer, contexte_parmi, etat_cer, periodes};
use super::feuille::Connu;
use super::lecture::{CREATION, prendre, trouver};
use super::liste::{CerNomme, des_personnes, lignes_cer};
use super::saisie::garde;
use crate::depot::entite::{attente, personne};
use crate::depot::sql::{Clause, Sql};
use crate::garde::lecture::{self, lisibles_des};
use crate::garde::{Agent, Objet, Passage, Traced};
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
    let siens = des_personnes(&passage, base, [&personne]).await?;
    let valides = periodes(siens.iter().map(|nomme| &nomme.cer), None);
    let structure = passage.agent().organisation;
    let contexte = contexte_parmi(&passage, base, &personne, structure, valides).await?;
    let referent = referent(&passage, base, &personne, &contexte).await?;
    let mut lignes = lignes_cer(&passage, &siens);
    let en_instance = prendre(&mut lignes, en_instance(&passage, base, &personne).await?);
    let connu = Connu {
        structure: passage.agent().organisation_nom.clone(),
        referent: nom_du_referent(passage.agent(), &contexte, referent),
        saisie: proposee(&contexte, referent),
        precedent: prendre(&mut lignes, contexte.dernier().map(|contrat| contrat.id)),
        contexte,
    };
    let preparation = PreparationCer {
        feuille: connu.feuille(&passage, base, &personne).await?,
        brouillon: brouillon(&siens, structure),
        en_instance,
    };
    let objet = Objet::new("personne", personne.id);
    passage.laisser_sortir(objet, &passage.rubriques(), |_| preparation).await
}

/// `POST /personnes/{personne}/cer`: the draft begins with what is typed, right or wrong.
pub async fn creer(passage: Passage, appel: AppelRecu<CreerCer>) -> Result<Traced<CerOuvert>, Refus> {
    let personne = adulte(&passage, appel.chemin).await?;
    let base = passage.base();
    let contexte = contexte_cer(&passage, base, &personne, passage.agent().organisation, None).await?;
    let referent = referent(&passage, base, &personne, &contexte).await?;
    // One field too long holds no other back.
    let (saisie, refuses) = appel.corps.saisie.retenir(&proposee(&contexte, referent));
    let ouverture = Ouverture {
        personne: &personne,
        saisie: &saisie,
        referent,
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

/// Who would be the référent of the contract.
async fn referent(
    passage: &Passage,
    base: &impl Sql,
    personne: &personne::Model,
    contexte: &ContexteCer,
) -> Result<i64, DbErr> {
    let est_collegue = |id| contexte.equipe.iter().flatten().any(|collegue| collegue.id == id);
    equipe::referent_de(passage, base, personne, est_collegue).await
}

/// A colleague, or the agent.
fn nom_du_referent(moi: &Agent, contexte: &ContexteCer, referent: i64) -> String {
    let collegue = contexte.equipe.iter().flatten().find(|collegue| collegue.id == referent);
    collegue.map_or_else(|| format!("{} {}", moi.prenom, moi.nom), |collegue| collegue.nom.clone())
}

/// The live draft of the structure among the CER of the person.
fn brouillon(siens: &[CerNomme], structure: i64) -> Option<i64> {
    let mut siens = siens.iter().map(|nomme| &nomme.cer);
    siens
        .find(|cer| cer.organisation_id == structure && etat_cer(cer) == EtatCer::Brouillon)
        .map(|cer| cer.id)
}

/// Right in most cases; the référent is the one of the person, if a colleague.
fn proposee(contexte: &ContexteCer, referent: i64) -> SaisieCer {
    SaisieCer { referent: referent.to_string(), ..SaisieCer::proposee(contexte) }
}

/// The contract of the person whose outcome the structure awaits. One sent binds whichever
/// structure follows; what is awaited is read, never computed again.
async fn en_instance(
    passage: &Passage,
    base: &impl Sql,
    personne: &personne::Model,
) -> Result<Option<i64>, DbErr> {
    let ligne = lisibles_des::<attente::Entity, _>([personne])
        .et("attente.quoi IN ")
        .puis(Clause::parmi(EN_INSTANCE.map(Attendu::code)))
        .et("(attente.structure_id = ? OR attente.quoi = ?)")
        .avec(passage.agent().organisation)
        .avec(Attendu::CerADecider.code())
        .premiere(base, " ORDER BY attente.objet_id DESC")
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
