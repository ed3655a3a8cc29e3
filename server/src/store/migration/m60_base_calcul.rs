//! What the right was reckoned from leaves the rubrique Rsa for Ressources, where it belongs.
//! The rest of what the flow says is sorted anew at the next flow, whose foyers are all read
//! as changed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;
use serde_json::Value;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Labels of what was among the amounts of Rsa.
const DEPLACES: [&str; 6] = [
    "Revenu minimum garanti",
    "Ressources mensuelles retenues",
    "Prestations familiales retenues",
    "Forfait logement",
    "Abattement ou neutralisation",
    "Réduction du Département",
];
/// Belongs to Sanctions, where the next flow puts it.
const SANCTION: &str = "Réduction du Département";
const LOT: u64 = 500;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let base = manager.get_connection();
        let mut apres = 0_i64;
        loop {
            let lignes = base.query_all(&lot(apres)).await?;
            if lignes.is_empty() {
                break;
            }
            for ligne in lignes {
                apres = ligne.try_get("", "dossier_id")?;
                let contenu: String = ligne.try_get("", "contenu")?;
                if let Some((rsa, calcul)) = separer(&contenu) {
                    ecrire(base, apres, &rsa, &calcul).await?;
                }
            }
        }
        let relire = Query::update().table("dossier").value("empreinte", "").to_owned();
        base.execute(&relire).await.map(drop)
    }
}

fn lot(apres: i64) -> SelectStatement {
    Query::select()
        .columns(["dossier_id", "contenu"])
        .from("rubrique")
        .and_where(Expr::col("rubrique").eq("rsa"))
        .and_where(Expr::col("dossier_id").gt(apres))
        .order_by("dossier_id", Order::Asc)
        .limit(LOT)
        .to_owned()
}

async fn ecrire(
    base: &SchemaManagerConnection<'_>,
    dossier: i64,
    rsa: &str,
    calcul: &str,
) -> Result<(), DbErr> {
    let ecrit = Query::update()
        .table("rubrique")
        .value("contenu", rsa)
        .and_where(Expr::col("rubrique").eq("rsa"))
        .and_where(Expr::col("dossier_id").eq(dossier))
        .to_owned();
    base.execute(&ecrit).await?;
    let mut ajout = Query::insert();
    ajout.into_table("rubrique").columns(["dossier_id", "rubrique", "contenu"]);
    ajout.values_panic([dossier.into(), "ressources".into(), calcul.into()]);
    base.execute(&ajout).await.map(drop)
}

/// The content of Rsa without what it was reckoned from, and that; `None` when it is not read.
fn separer(contenu: &str) -> Option<(String, String)> {
    let mut rsa: Value = serde_json::from_str(contenu).ok()?;
    let montants = rsa.get_mut("montants")?.as_array_mut()?;
    let libelle = |fait: &Value| fait["libelle"].as_str().unwrap_or_default().to_owned();
    let (deplaces, restes): (Vec<Value>, Vec<Value>) =
        montants.drain(..).partition(|fait| DEPLACES.contains(&libelle(fait).as_str()));
    *montants = restes;
    let calcul: Vec<Value> = deplaces.into_iter().filter(|fait| libelle(fait) != SANCTION).collect();
    Some((rsa.to_string(), Value::from(calcul).to_string()))
}

#[cfg(test)]
mod tests {
    use super::separer;

    #[test]
    fn resources_leave_the_rubrique_rsa() {
        let avant = r#"{"montants":[{"libelle":"Droit calculé","valeur":"1"},{"libelle":"Ressources mensuelles retenues","valeur":"2"},{"libelle":"Réduction du Département","valeur":"3"}]}"#;
        let (rsa, calcul) = separer(avant).unwrap();
        assert_eq!(rsa, r#"{"montants":[{"libelle":"Droit calculé","valeur":"1"}]}"#);
        assert_eq!(calcul, r#"[{"libelle":"Ressources mensuelles retenues","valeur":"2"}]"#);
    }
}
