//! What became of the conventions since 2016: avenants with their dates, one to come, one
//! notice, so that the past, the present and the future are on the screen. All invented.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use reciproque_shared::convention::{Denonciation, Duree, Niveau, SaisieDenonciation, SorteConvention, Voie};
use reciproque_shared::date;
use reciproque_shared::habilitation::{Profil, Rubrique};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};

use super::caisses;
use super::organisation::{MULHOUSE, Organisation, Organisations};
use crate::depot::entite::{avenant, convention};

/// Ranks of the structures.
const OUVRENT_DAVANTAGE: [usize; 2] = [0, 1];
const A_VENIR: usize = 2;
const DENONCEE: usize = 5;
pub const VILLE_DE_MULHOUSE: usize = 7;

/// The INSEE code of Mulhouse.
pub const COMMUNE_DE_MULHOUSE: &str = "68224";

/// Terms that replace the former ones.
struct Nouveaux<'a> {
    effet: NaiveDate,
    objet: &'a str,
    territoire: (Niveau, String),
    rubriques: &'a [Rubrique],
    referents: i32,
}

/// Adds the avenants and the notice, entered by the user referent.
pub async fn installer(
    base: &impl ConnectionTrait,
    organisations: &Organisations,
    auteur: i64,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let partout = || (Niveau::Departement, String::new());
    for rang in OUVRENT_DAVANTAGE {
        let plus = Nouveaux {
            effet: le(2018, 1, 1),
            objet: "Ouverture des ressources et des dérogations, pour l’accompagnement des contrats.",
            territoire: partout(),
            rubriques: &[Rubrique::Ressources, Rubrique::Derogations],
            referents: 6,
        };
        modifier(base, organisations.structures[rang], auteur, plus).await?;
    }
    let ville = Nouveaux {
        effet: le(2019, 7, 1),
        objet: "Le service rSa de la Ville accompagne les habitants de la commune ; deux places de plus.",
        territoire: (Niveau::Communes, COMMUNE_DE_MULHOUSE.to_owned()),
        rubriques: &[],
        referents: 8,
    };
    modifier(base, organisations.structures[VILLE_DE_MULHOUSE], auteur, ville).await?;
    let ctsa: Vec<_> = organisations.ctsa[MULHOUSE].iter().map(|ctsa| ctsa.id.to_string()).collect();
    let a_venir = Nouveaux {
        effet: le(jour.year() + 1, 1, 1),
        objet: "Recentrage sur l’agglomération de Mulhouse à la prochaine reconduction.",
        territoire: (Niveau::Ctsa, avenant::territoire(ctsa.iter().map(String::as_str))),
        rubriques: &[],
        referents: 6,
    };
    modifier(base, organisations.structures[A_VENIR], auteur, a_venir).await?;
    denoncer(base, organisations.structures[DENONCEE], auteur, jour - Days::new(20)).await?;
    caisses::installer(base, organisations, auteur, jour).await
}

fn le(annee: i32, mois: u32, jour: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, jour).unwrap_or_default()
}

pub fn au_bureau(jour: NaiveDate) -> DateTime<Utc> {
    jour.and_time(NaiveTime::from_hms_opt(9, 15, 0).unwrap_or_default()).and_utc()
}

async fn convention_de(base: &impl ConnectionTrait, organisation: Organisation) -> anyhow::Result<i64> {
    let trouvee = convention::Entity::find()
        .filter(convention::Column::OrganisationId.eq(organisation.id))
        .select_only()
        .column(convention::Column::Id)
        .into_tuple()
        .one(base)
        .await?;
    trouvee.ok_or_else(|| anyhow::anyhow!("{} has no convention", organisation.nom))
}

/// Entered three weeks before it takes effect, or today for what is to come.
async fn modifier(
    base: &impl ConnectionTrait,
    organisation: Organisation,
    auteur: i64,
    nouveaux: Nouveaux<'_>,
) -> anyhow::Result<()> {
    let convention = convention_de(base, organisation).await?;
    let (niveau, territoire) = nouveaux.territoire;
    let saisi = au_bureau(nouveaux.effet - Days::new(21)).min(Utc::now());
    let ligne = avenant::ActiveModel {
        numero: Set(1),
        niveau: Set(niveau.code().to_owned()),
        territoire: Set(territoire),
        objet: Set(nouveaux.objet.to_owned()),
        saisi_le: Set(saisi),
        saisi_par: Set(Some(auteur)),
        ..avenant::initial(convention, nouveaux.effet, true, nouveaux.rubriques)
    };
    let quotas = [(Profil::Referent, nouveaux.referents), (Profil::GestionnaireHabilitations, 2)];
    avenant::ajouter(base, ligne, &quotas).await?;
    Ok(())
}

async fn denoncer(
    base: &impl ConnectionTrait,
    organisation: Organisation,
    auteur: i64,
    envoyee_le: NaiveDate,
) -> anyhow::Result<()> {
    let lue = convention::Entity::find_by_id(convention_de(base, organisation).await?).one(base).await?;
    let lue = lue.ok_or_else(|| anyhow::anyhow!("{} has no convention", organisation.nom))?;
    let duree = Duree { date_effet: lue.date_effet, tacite: lue.tacite, fin_denoncee: None };
    let saisie = SaisieDenonciation {
        voie: Voie::Manquement.code().to_owned(),
        date: date::court(envoyee_le),
        motif: "La structure n’accompagne plus les bénéficiaires qui lui sont confiés.".to_owned(),
    };
    let lettre = Denonciation::lire(&saisie, (SorteConvention::Solis, &duree), envoyee_le)
        .map_err(|refus| anyhow::anyhow!("the invented notice is refused: {refus:?}"))?;
    let ligne = convention::ActiveModel {
        date_fin: Set(Some(lettre.fin)),
        denoncee_le: Set(Some(lettre.comptee_du)),
        denonciation_voie: Set(Some(lettre.voie.code().to_owned())),
        denonciation_motif: Set(Some(lettre.motif)),
        denonciation_par: Set(Some(auteur)),
        denonciation_saisie_le: Set(Some(au_bureau(envoyee_le))),
        ..lue.into()
    };
    ligne.update(base).await?;
    Ok(())
}
