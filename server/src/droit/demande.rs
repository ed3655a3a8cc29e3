//! A request: registered with its legal deadline, then moved along its states.

use chrono::NaiveDate;
use reciproque_shared::api::{EnregistrerDemande, FaireGesteDemande};
use reciproque_shared::droit::{
    DemandeLue, EtatDemande, FicheDemande, GesteDemande, GesteDemandeLu, echeance_demande, transition,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
};

use super::lecture::{ENREGISTREMENT, a_faire, etat, fiche, rectifications, trouver};
use crate::depot::entite::{demande_droit, demande_etape, personne};
use crate::depot::sql::Sql;
use crate::depot::verrou;
use crate::garde::lecture;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};

/// `POST /personnes/{personne}/demandes`
pub async fn enregistrer(
    passage: Passage,
    appel: AppelRecu<EnregistrerDemande>,
) -> Result<Traced<FicheDemande>, Refus> {
    let personne = lecture::personne_accompagnee(&passage, appel.chemin).await?;
    let jour = passage.app().horloge.aujourdhui();
    let lue = DemandeLue::lire(&appel.corps, jour).map_err(Refus::Invalide)?;
    let (limite, article) = echeance(&passage, lue.recue_le, false)?;
    let ecriture = passage.annoncer(Objet::new("personne", personne.id)).await?;
    ecriture
        .creer(async {
            nouvelle_demande(passage.base(), &personne, &lue).await?;
            let nouvelle = demande_droit::ActiveModel {
                personne_id: Set(personne.id),
                sorte: Set(lue.sorte.code().to_owned()),
                etat: Set(EtatDemande::Recue.code().to_owned()),
                recue_le: Set(lue.recue_le),
                limite: Set(limite),
                article: Set(article),
                prolongee: Set(false),
                objet: Set(lue.objet),
                version: Set(1),
                ..Default::default()
            };
            let nouvelle = nouvelle.insert(passage.base()).await?;
            etape(&passage, passage.base(), nouvelle.id, ENREGISTREMENT, None).await?;
            Ok((nouvelle.id, fiche(&passage, nouvelle).await?))
        })
        .await
}

/// The same request of the same person, received on the same day and still open, is not a
/// second one, with a legal deadline of its own.
async fn nouvelle_demande(
    base: &(impl ConnectionTrait + Sql),
    personne: &personne::Model,
    lue: &DemandeLue,
) -> Result<(), Refus> {
    verrou::tenir::<personne::Entity>(base, personne.id).await?;
    let deja = lecture::lisibles_des::<demande_droit::Entity, _>([personne])
        .et("demande_droit.sorte = ?")
        .avec(lue.sorte.code())
        .et("demande_droit.recue_le = ?")
        .avec(lue.recue_le)
        .et("demande_droit.objet = ?")
        .avec(lue.objet.as_str())
        .et("demande_droit.close_le IS NULL")
        .une(base)
        .await?;
    match deja {
        None => Ok(()),
        Some(_) => Err(Refus::Conflit(
            "Cette demande est déjà enregistrée pour cette personne, reçue le même jour avec le même objet : ouvrez-la \
             dans la liste, ou précisez l’objet de celle-ci."
                .into(),
        )),
    }
}

/// `POST /demandes/{demande}/gestes`
pub async fn faire_geste(
    passage: Passage,
    appel: AppelRecu<FaireGesteDemande>,
) -> Result<Traced<FicheDemande>, Refus> {
    let lue = trouver(&passage, appel.chemin).await?;
    a_jour(lue.version, appel.version)?;
    let apres = transition(etat(&lue), appel.corps.geste).map_err(|motif| Refus::Conflit(motif.message))?;
    let geste = GesteDemandeLu::lire(&appel.corps).map_err(Refus::Invalide)?;
    if geste.geste == GesteDemande::Repondre {
        let rectifiees = rectifications(passage.base(), &lue).await?.len();
        if let Some(a_faire) = a_faire(&passage, &lue, rectifiees).await? {
            return Err(Refus::Conflit(a_faire.into()));
        }
    }
    let valeurs = valeurs(&passage, &lue, geste.geste, apres)?;
    let ecriture = passage.annoncer(Objet::new("demande", lue.id)).await?;
    ecriture
        .accomplir(async {
            changer(passage.base(), &lue, valeurs).await?;
            etape(&passage, passage.base(), lue.id, geste.geste.code(), geste.motif).await?;
            fiche(&passage, trouver(&passage, lue.id).await?).await
        })
        .await
}

/// What the gesture changes.
fn valeurs(
    passage: &Passage,
    lue: &demande_droit::Model,
    geste: GesteDemande,
    apres: EtatDemande,
) -> Result<demande_droit::ActiveModel, Refus> {
    let horloge = &passage.app().horloge;
    let mut valeurs = demande_droit::ActiveModel { etat: Set(apres.code().to_owned()), ..Default::default() };
    if apres.est_close() {
        valeurs.close_le = Set(Some(horloge.maintenant()));
    }
    if geste == GesteDemande::Prolonger {
        if lue.prolongee {
            return Err(Refus::Conflit(
                "Le délai a déjà été prolongé : il ne se prolonge qu’une fois.".into(),
            ));
        }
        if horloge.aujourdhui() > lue.limite {
            return Err(Refus::Conflit(
                "Le premier délai est passé : il ne se prolonge plus. Répondez à la personne sans attendre."
                    .into(),
            ));
        }
        valeurs.limite = Set(echeance(passage, lue.recue_le, true)?.0);
        valeurs.prolongee = Set(true);
    }
    Ok(valeurs)
}

fn echeance(passage: &Passage, recue_le: NaiveDate, prolongee: bool) -> Result<(NaiveDate, String), Refus> {
    echeance_demande(&passage.app().regles, recue_le, prolongee)
        .ok_or_else(|| anyhow::anyhow!("no rule for the deadline of a request").into())
}

/// Writes `valeurs` over the request as it was read, and raises its version.
///
/// # Errors
/// `Perime` when somebody changed it meanwhile.
pub async fn changer(
    base: &impl ConnectionTrait,
    lue: &demande_droit::Model,
    valeurs: demande_droit::ActiveModel,
) -> Result<(), Refus> {
    let issue = demande_droit::Entity::update_many()
        .set(demande_droit::ActiveModel { version: Set(lue.version + 1), ..valeurs })
        .filter(demande_droit::Column::Id.eq(lue.id))
        .filter(demande_droit::Column::Version.eq(lue.version))
        .exec(base)
        .await?;
    if issue.rows_affected == 1 { Ok(()) } else { Err(Refus::Perime) }
}

async fn etape(
    passage: &Passage,
    base: &impl ConnectionTrait,
    demande: i64,
    geste: &str,
    motif: Option<String>,
) -> Result<(), DbErr> {
    let etape = demande_etape::ActiveModel {
        demande_id: Set(demande),
        geste: Set(geste.to_owned()),
        instant: Set(passage.app().horloge.maintenant()),
        agent_id: Set(passage.agent().id),
        motif: Set(motif),
        ..Default::default()
    };
    etape.insert(base).await.map(drop)
}
