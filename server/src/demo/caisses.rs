//! What the Département signed with the two caisses: the service of the MSA, and that of the CAF, of
//! which a notice was stopped in time. All invented.

use chrono::{Days, NaiveDate};
use reciproque_shared::convention::{
    Correction, DelaiCorrection, Denonciation, Duree, SaisieCorrection, SaisieDenonciation, SorteConvention,
    Voie,
};
use reciproque_shared::date;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::convention::au_bureau;
use super::organisation::{Organisation, Organisations};
use crate::depot::entite::{avenant, convention, correction};

/// Days before today on which the CAF received the letter, and on which the breach was corrected.
const LETTRE: u64 = 90;
const CORRIGE: u64 = 78;

pub async fn installer(
    base: &impl ConnectionTrait,
    organisations: &Organisations,
    auteur: i64,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let effet = NaiveDate::from_ymd_opt(2017, 7, 1).unwrap_or_default();
    signer(base, organisations.msa, (SorteConvention::MsaRsacg, "RSACG-2017/68"), effet).await?;
    let caf = signer(base, organisations.caf, (SorteConvention::CafMcp, "MCP-2017/68"), effet).await?;
    corriger(base, caf, effet, (auteur, jour)).await
}

/// Renewed from year to year; it opens no place: nobody has an account there.
async fn signer(
    base: &impl ConnectionTrait,
    organisation: Organisation,
    (sorte, reference): (SorteConvention, &str),
    effet: NaiveDate,
) -> anyhow::Result<i64> {
    let ligne = convention::ActiveModel {
        organisation_id: Set(organisation.id),
        sorte: Set(sorte.code().to_owned()),
        reference: Set(reference.to_owned()),
        date_effet: Set(effet),
        date_fin: Set(None),
        tacite: Set(true),
        version: Set(1),
        ..Default::default()
    };
    let convention = ligne.insert(base).await?.id;
    let initial = avenant::ActiveModel {
        saisi_le: Set(au_bureau(effet - Days::new(10))),
        ..avenant::initial(convention, effet, false, &[])
    };
    avenant::ajouter(base, initial, &[]).await?;
    Ok(convention)
}

async fn corriger(
    base: &impl ConnectionTrait,
    convention: i64,
    effet: NaiveDate,
    (auteur, jour): (i64, NaiveDate),
) -> anyhow::Result<()> {
    let (lettre, corrige) = (jour - Days::new(LETTRE), jour - Days::new(CORRIGE));
    let (sorte, voie) = (SorteConvention::CafMcp, Voie::Manquement);
    let duree = Duree { date_effet: effet, tacite: true, fin_denoncee: None };
    let saisie = SaisieDenonciation {
        voie: voie.code().to_owned(),
        date: date::court(lettre),
        motif: "Par la CAF : la revue annuelle des accès n’avait pas été transmise.".to_owned(),
    };
    let refusee = |refus| anyhow::anyhow!("the invented notice is refused: {refus:?}");
    let notice = Denonciation::lire(&saisie, (sorte, &duree), lettre).map_err(refusee)?;
    let denoncee = Duree { fin_denoncee: Some(notice.fin), ..duree };
    let delai = DelaiCorrection::ouvert((sorte, Some(voie)), Some(lettre), denoncee, corrige)
        .map_err(|motif| anyhow::anyhow!("the invented notice is not stopped: {motif:?}"))?;
    let saisie = SaisieCorrection {
        corrigee_le: date::court(corrige),
        motif: "Revue transmise à la CAF, qui en a accusé réception.".to_owned(),
    };
    let lue = Correction::lire(&saisie, &delai, &[], corrige).map_err(refusee)?;
    let ligne = correction::ActiveModel {
        convention_id: Set(convention),
        denoncee_le: Set(notice.comptee_du),
        date_fin: Set(notice.fin),
        denonciation_voie: Set(Some(voie.code().to_owned())),
        denonciation_motif: Set(notice.motif),
        denonciation_par: Set(Some(auteur)),
        denonciation_saisie_le: Set(au_bureau(lettre)),
        corrigee_le: Set(lue.corrigee_le),
        motif: Set(lue.motif),
        saisie_par: Set(auteur),
        saisie_le: Set(au_bureau(corrige)),
        ..Default::default()
    };
    ligne.insert(base).await?;
    Ok(())
}
