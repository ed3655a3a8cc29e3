//! What is asked of the Département about the right of a person: each request with what its kind alone
//! says, and each step of its thread. Who decides is not who instructs, the person is told of what was
//! decided and the caisse of what the person was told: the tables hold it, whatever writes them.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, executer, index};

pub struct Instruction;

impl MigrationName for Instruction {
    fn name(&self) -> &str {
        "m0010_instruction"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Instruction {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(instruction()).await?;
        manager.create_table(etape()).await?;
        index(manager, "instruction", &["personne_id"]).await?;
        for unicite in UNE_OUVERTE {
            executer(manager, unicite).await?;
        }
        let avant = Index::drop().name(AVANT).table("attente").to_owned();
        manager.drop_index(avant).await?;
        executer(manager, COMPTES).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// One is open at a time: a dérogation to the same condition, an evaluation. Debts, and what is
/// contested, may be several: not the same one, received on the same day.
const UNE_OUVERTE: [&str; 4] = [
    "CREATE UNIQUE INDEX ux_instruction_derogation_ouverte ON instruction (personne_id, genre) \
     WHERE sorte = 'derogation' AND etat IN ('recue', 'en_instruction', 'proposee')",
    "CREATE UNIQUE INDEX ux_instruction_evaluation_ouverte ON instruction (personne_id) \
     WHERE sorte = 'evaluation_ti' AND etat IN ('recue', 'en_instruction', 'proposee')",
    "CREATE UNIQUE INDEX ux_instruction_remise_ouverte ON instruction (personne_id, montant, recue_le) \
     WHERE sorte = 'remise' AND etat IN ('recue', 'en_instruction', 'proposee')",
    "CREATE UNIQUE INDEX ux_instruction_recours_ouvert ON instruction (personne_id, contre, recue_le) \
     WHERE sorte = 'recours' AND etat IN ('recue', 'en_instruction', 'proposee')",
];

const AVANT: &str = "ix_attente_commune_quoi_limite_du_avant_proche_le";

/// The same, which tells whose a row is: what one instructs is not counted among what one decides.
const COMPTES: &str = "CREATE INDEX ix_attente_commune_comptes ON attente \
     (commune, quoi, limite, du, avant, proche_le, porteur_id)";

/// The content of each kind, then what is proposed or decided. Amounts are cents.
fn instruction() -> TableCreateStatement {
    let mut table = Table::create()
        .table("instruction")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(string("sorte"))
        .col(string_null("genre"))
        .col(string_null("moment"))
        .col(big_integer_null("montant"))
        .col(string_null("motif"))
        .col(string_null("contre"))
        .col(date_null("contestee_le"))
        .col(string_null("initiative"))
        .col(text_null("precision"))
        .col(date("recue_le"))
        .col(string("etat"))
        .col(timestamp_with_time_zone("etat_le"))
        .col(big_integer_null("instruite_par"))
        .col(string_null("issue"))
        .col(big_integer_null("montant_accorde"))
        .col(date_null("effet_du"))
        .col(date_null("effet_au"))
        .col(string_null("motif_issue"))
        .col(big_integer_null("decidee_par"))
        .col(date_null("decidee_le"))
        .col(date_null("notifiee_le"))
        .col(string_null("notification"))
        .col(date_null("transmise_le"))
        .col(string_null("transmission"))
        .col(string_null("classement"))
        .foreign_key(&mut cle_etrangere("instruction", "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere("instruction", "instruite_par", "agent"))
        .foreign_key(&mut cle_etrangere("instruction", "decidee_par", "agent"))
        .to_owned();
    for regle in CONTENU.iter().chain(&ETATS).chain(&DATES) {
        table.check(Expr::cust(*regle));
    }
    table
}

/// Each kind says what it alone says; an agreement gives what its kind gives.
const CONTENU: [&str; 16] = [
    "sorte IN ('derogation', 'remise', 'recours', 'evaluation_ti')",
    "(sorte = 'derogation') = (genre IS NOT NULL)",
    "(sorte = 'derogation') = (moment IS NOT NULL)",
    "(sorte = 'remise') = (montant IS NOT NULL)",
    "(sorte = 'remise') = (motif IS NOT NULL)",
    "(sorte = 'recours') = (contre IS NOT NULL)",
    "contestee_le IS NULL OR sorte = 'recours'",
    "(sorte = 'evaluation_ti') = (initiative IS NOT NULL)",
    "genre IS NULL OR genre IN ('AGE', 'ACT_ETI', 'ACT_ETU', 'ACT_STA', 'RES', 'NAT')",
    "montant IS NULL OR montant BETWEEN 1 AND 999999999",
    "montant_accorde IS NULL OR montant_accorde BETWEEN 0 AND 999999999",
    "montant_accorde IS NULL OR montant IS NULL OR montant_accorde <= montant",
    "(COALESCE(issue, '') = 'accord' AND sorte IN ('remise', 'evaluation_ti')) = (montant_accorde IS NOT NULL)",
    "(COALESCE(issue, '') = 'accord' AND sorte <> 'remise') = (effet_du IS NOT NULL)",
    "effet_au IS NULL OR (sorte = 'derogation' AND effet_au >= effet_du)",
    "(COALESCE(issue, '') IN ('refus', 'ajournement')) = (motif_issue IS NOT NULL)",
];

/// Each state knows what it alone knows; who decides is not who instructs.
const ETATS: [&str; 11] = [
    "etat IN ('recue', 'en_instruction', 'proposee', 'decidee', 'notifiee', 'transmise_caisse', 'retiree', 'sans_objet')",
    "issue IS NULL OR issue IN ('accord', 'refus', 'ajournement')",
    "(etat IN ('en_instruction', 'proposee', 'decidee', 'notifiee', 'transmise_caisse')) = (instruite_par IS NOT NULL)",
    "(etat IN ('proposee', 'decidee', 'notifiee', 'transmise_caisse')) = (issue IS NOT NULL)",
    "(etat IN ('decidee', 'notifiee', 'transmise_caisse')) = (decidee_par IS NOT NULL)",
    "decidee_par IS NULL OR decidee_par <> instruite_par",
    "(etat IN ('notifiee', 'transmise_caisse')) = (notifiee_le IS NOT NULL)",
    "(etat = 'transmise_caisse') = (transmise_le IS NOT NULL)",
    "(etat = 'sans_objet') = (classement IS NOT NULL)",
    "(notifiee_le IS NULL) = (notification IS NULL)",
    "(transmise_le IS NULL) = (transmission IS NULL)",
];

const DATES: [&str; 5] = [
    "(decidee_par IS NULL) = (decidee_le IS NULL)",
    "contestee_le IS NULL OR contestee_le <= recue_le",
    "decidee_le IS NULL OR decidee_le >= recue_le",
    "notifiee_le IS NULL OR notifiee_le >= decidee_le",
    "transmise_le IS NULL OR transmise_le >= notifiee_le",
];

/// Append-only. `rang`: 1 for the first about a request, then one more each time: two at once are one
/// too many. `avant`: the request as it was, so that undoing is putting it back (JSON).
fn etape() -> TableCreateStatement {
    Table::create()
        .table("instruction_etape")
        .col(big_pk_auto("id"))
        .col(big_integer("instruction_id"))
        .col(integer("rang"))
        .col(string("geste"))
        .col(string("etat"))
        .col(text_null("detail"))
        .col(text_null("note"))
        .col(text_null("avant"))
        .col(big_integer("agent_id"))
        .col(timestamp_with_time_zone("instant"))
        .index(
            Index::create()
                .unique()
                .name("ux_instruction_etape_instruction_id_rang")
                .col("instruction_id")
                .col("rang"),
        )
        .foreign_key(&mut cle_etrangere("instruction_etape", "instruction_id", "instruction"))
        .foreign_key(&mut cle_etrangere("instruction_etape", "agent_id", "agent"))
        .check(Expr::cust("rang > 0"))
        .to_owned()
}
