//! A new request of the same person: NUMDEMRSAPRECE names the dossier that it follows.
//!
//! The line of the person goes to the new dossier with all that hangs on it, so that
//! history, rank, overlap and deadline go on. The former dossier keeps a line in its
//! name, gone since then, that says where the person goes on (`suite_id`).

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter,
};

use super::personnes::{Lecture, remarque};
use super::reconnaissance::{Fiche, Trouvee, reconnaitre};
use crate::depot::entite::{
    brouillon_rendez_vous, cer, demande_droit, dossier, orientation, personne, referent, rendez_vous,
};
use crate::flux::{Avertissement, Personne};

/// The line of a person received: the one found in the dossier, or the one that comes from
/// the dossier of the request before.
pub async fn suivre(
    base: &impl ConnectionTrait,
    lecture: &Lecture<'_>,
    (fiche, recue): (&Fiche, &Personne),
    ici: Option<personne::Model>,
    notes: &mut Vec<Avertissement>,
) -> anyhow::Result<Option<personne::Model>> {
    if let Some(ombre) = ici.as_ref().filter(|connue| connue.suite_id.is_some()) {
        return revenir(base, lecture, ombre, ici.clone()).await;
    }
    let Some(avant) = precedente(base, lecture, (fiche, recue), notes).await? else { return Ok(ici) };
    match ici {
        None => arriver(base, lecture, avant).await.map(Some),
        Some(ici) if !est_suivie(base, avant.id).await? => {
            partir(base, avant, ici.id, lecture).await?;
            Ok(Some(ici))
        }
        Some(ici) if !est_suivie(base, ici.id).await? => echanger(base, avant, ici, lecture).await.map(Some),
        Some(ici) => {
            let message = "Une personne a un suivi dans cette demande et un autre dans la demande précédente : ils ne \
                           sont pas réunis. Terminez celui de la demande précédente.";
            notes.push(Avertissement::new(lecture.foyer.ligne, "NUMDEMRSAPRECE", message));
            Ok(Some(ici))
        }
    }
}

/// The line of that person in the dossier of the request before, unless it left already.
async fn precedente(
    base: &impl ConnectionTrait,
    lecture: &Lecture<'_>,
    (fiche, recue): (&Fiche, &Personne),
    notes: &mut Vec<Avertissement>,
) -> anyhow::Result<Option<personne::Model>> {
    let Some(numero) = recue.dossier_caf.demande_precedente.as_deref() else { return Ok(None) };
    let avant = dossier::Entity::find().filter(dossier::Column::NumeroDemande.eq(numero)).one(base).await?;
    let Some(avant) = avant.filter(|avant| avant.id != lecture.dossier) else { return Ok(None) };
    let mut connues = personne::Entity::find()
        .filter(personne::Column::DossierId.eq(avant.id))
        .filter(personne::Column::SuiteId.is_null())
        .all(base)
        .await?;
    let fiches: Vec<_> = connues.iter().map(Fiche::connue).collect();
    let trouvee = reconnaitre(&fiches, std::slice::from_ref(fiche)).pop().unwrap_or(Trouvee::Neuve);
    notes.extend(
        remarque(trouvee).map(|message| Avertissement::new(lecture.foyer.ligne, "NUMDEMRSAPRECE", message)),
    );
    Ok(match trouvee {
        Trouvee::Ici { place, .. } => Some(connues.swap_remove(place)),
        _ => None,
    })
}

/// The line comes here with all that hangs on it, and leaves its name behind.
async fn arriver(
    base: &impl ConnectionTrait,
    lecture: &Lecture<'_>,
    avant: personne::Model,
) -> anyhow::Result<personne::Model> {
    let ombre = personne::ActiveModel {
        id: NotSet,
        suite_id: Set(Some(avant.id)),
        partie_le: Set(Some(avant.partie_le.unwrap_or(lecture.reference))),
        ..avant.clone().into_active_model().reset_all()
    };
    let venue = deplacer(base, avant, lecture.dossier).await?;
    ombre.insert(base).await?;
    Ok(venue)
}

/// The line of the former dossier has nothing to bring: it only says where the person is.
async fn partir(
    base: &impl ConnectionTrait,
    avant: personne::Model,
    suite: i64,
    lecture: &Lecture<'_>,
) -> anyhow::Result<()> {
    let partie_le = avant.partie_le.unwrap_or(lecture.reference);
    let mut avant = avant.into_active_model();
    avant.suite_id = Set(Some(suite));
    avant.partie_le = Set(Some(partie_le));
    avant.update(base).await?;
    Ok(())
}

/// The line of the former dossier, which is followed, takes the place of the one here.
async fn echanger(
    base: &impl ConnectionTrait,
    avant: personne::Model,
    ici: personne::Model,
    lecture: &Lecture<'_>,
) -> anyhow::Result<personne::Model> {
    let (ancien, rang, suivie) = (avant.dossier_id, avant.rang_naissance, avant.id);
    let ombre = deplacer(base, ici, ancien).await?;
    let venue = deplacer(base, avant, lecture.dossier).await?;
    let mut ombre = ombre.into_active_model();
    ombre.rang_naissance = Set(rang);
    partir(base, ombre.update(base).await?, suivie, lecture).await?;
    Ok(venue)
}

/// A line whose person went on elsewhere stays so, unless the person left there too: the
/// former dossier has it again.
async fn revenir(
    base: &impl ConnectionTrait,
    lecture: &Lecture<'_>,
    ombre: &personne::Model,
    ici: Option<personne::Model>,
) -> anyhow::Result<Option<personne::Model>> {
    let Some(suite) = ombre.suite_id else { return Ok(ici) };
    let suite = personne::Entity::find_by_id(suite).one(base).await?;
    match suite.filter(|suite| suite.partie_le.is_some()) {
        None => Ok(ici),
        Some(suite) => echanger(base, suite, ombre.clone(), lecture).await.map(Some),
    }
}

/// Moves a line to another dossier, where its rank of birth sets it apart until it is written.
async fn deplacer(
    base: &impl ConnectionTrait,
    ligne: personne::Model,
    dossier: i64,
) -> anyhow::Result<personne::Model> {
    let a_part = -i32::try_from(ligne.id).unwrap_or(i32::MAX);
    personne::Entity::update_many()
        .col_expr(personne::Column::DossierId, Expr::value(dossier))
        .col_expr(personne::Column::RangNaissance, Expr::value(a_part))
        .col_expr(personne::Column::SuiteId, Expr::value(None::<i64>))
        .filter(personne::Column::Id.eq(ligne.id))
        .exec(base)
        .await?;
    Ok(personne::Model { dossier_id: dossier, rang_naissance: a_part, suite_id: None, ..ligne })
}

/// Whether agents entered anything about the person.
async fn est_suivie(base: &impl ConnectionTrait, id: i64) -> anyhow::Result<bool> {
    macro_rules! un_de {
        ($($table:ident),+) => {
            $($table::Entity::find().filter($table::Column::PersonneId.eq(id)).count(base).await? > 0)||+
        };
    }
    Ok(un_de!(orientation, referent, cer, rendez_vous, brouillon_rendez_vous, demande_droit))
}
