//! Writing links and seals: multi-row statements whose text is made once per size.

use reciproque_shared::journal::{Evenement, Maillon};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, TransactionTrait as _, Value,
};

use super::repere::Repere;
use super::sceau::Sceau;

const COLONNES: [&str; 16] = [
    "chaine",
    "seq",
    "instant",
    "agent",
    "profil",
    "organisation",
    "session",
    "acte",
    "objet",
    "rubriques",
    "motif",
    "issue",
    "client",
    "lie_a",
    "precedent",
    "empreinte",
];

/// Rows of one statement. 16 × 64 parameters: far below both engines' limits (32 766 and 65 535),
/// and few enough texts for the cache of prepared statements.
const LIGNES_MAX: usize = 64;

/// Insertion texts, by number of rows less one.
pub(super) struct Insertion {
    moteur: DbBackend,
    textes: [Option<String>; LIGNES_MAX],
}

impl Insertion {
    pub(super) fn new(moteur: DbBackend) -> Self {
        Self { moteur, textes: [const { None }; LIGNES_MAX] }
    }

    /// All the links or none. When this returns, they are on disk.
    pub(super) async fn inserer(
        &mut self,
        base: &DatabaseConnection,
        chaine: u32,
        maillons: Vec<Maillon>,
    ) -> Result<(), DbErr> {
        if maillons.len() <= LIGNES_MAX {
            return self.inserer_lignes(base, chaine, maillons).await;
        }
        let transaction = base.begin().await?;
        let mut reste = maillons.into_iter();
        while reste.len() > 0 {
            let lignes: Vec<Maillon> = reste.by_ref().take(LIGNES_MAX).collect();
            self.inserer_lignes(&transaction, chaine, lignes).await?;
        }
        transaction.commit().await
    }

    async fn inserer_lignes(
        &mut self,
        base: &impl ConnectionTrait,
        chaine: u32,
        maillons: Vec<Maillon>,
    ) -> Result<(), DbErr> {
        let moteur = self.moteur;
        let texte = self.texte(maillons.len()).to_owned();
        let mut valeurs = Vec::with_capacity(maillons.len() * COLONNES.len());
        for maillon in maillons {
            valeurs.extend(ligne(chaine, maillon)?);
        }
        base.execute_raw(Statement::from_sql_and_values(moteur, texte, valeurs)).await.map(drop)
    }

    fn texte(&mut self, lignes: usize) -> &str {
        let moteur = self.moteur;
        self.textes[lignes - 1].get_or_insert_with(|| {
            let mut texte = format!("INSERT INTO evenement ({}) VALUES ", COLONNES.join(", "));
            for rang in 0..lignes {
                texte.push_str(if rang == 0 { "(" } else { ", (" });
                texte.push_str(&parametres(moteur, rang * COLONNES.len(), COLONNES.len()));
                texte.push(')');
            }
            texte
        })
    }
}

fn parametres(moteur: DbBackend, debut: usize, nombre: usize) -> String {
    let parametre = |rang: usize| match moteur {
        DbBackend::Postgres => format!("${}", debut + rang + 1),
        _ => "?".to_owned(),
    };
    (0..nombre).map(parametre).collect::<Vec<_>>().join(", ")
}

fn ligne(chaine: u32, maillon: Maillon) -> Result<[Value; COLONNES.len()], DbErr> {
    let Evenement {
        instant,
        agent,
        profil,
        organisation,
        session,
        acte,
        objet,
        rubriques,
        motif,
        issue,
        client,
        lie_a,
    } = maillon.evenement;
    let rubriques = serde_json::to_string(&rubriques).map_err(|erreur| DbErr::Json(erreur.to_string()))?;
    Ok([
        i64::from(chaine).into(),
        entier(maillon.seq)?.into(),
        instant.timestamp_millis().into(),
        agent.into(),
        profil.into(),
        organisation.into(),
        session.into(),
        acte.into(),
        objet.into(),
        rubriques.into(),
        motif.into(),
        issue.code().into(),
        client.into(),
        lie_a.map(entier).transpose()?.into(),
        maillon.precedent.octets().to_vec().into(),
        maillon.empreinte.octets().to_vec().into(),
    ])
}

fn entier(seq: u64) -> Result<i64, DbErr> {
    i64::try_from(seq).map_err(|_| DbErr::ConvertFromU64("i64"))
}

/// Keeps a checkpoint. It must come before the cut that it covers.
pub(super) async fn deposer_repere(base: &impl ConnectionTrait, repere: &Repere) -> Result<(), DbErr> {
    let moteur = base.get_database_backend();
    let texte = format!(
        "INSERT INTO repere (chaine, seq, empreinte, instant, limite, signature) VALUES ({})",
        parametres(moteur, 0, 6)
    );
    let valeurs: [Value; 6] = [
        i64::from(repere.tete.chaine).into(),
        entier(repere.tete.seq)?.into(),
        repere.tete.empreinte.octets().to_vec().into(),
        repere.instant.timestamp_millis().into(),
        repere.limite.timestamp_millis().into(),
        repere.signature.to_vec().into(),
    ];
    base.execute_raw(Statement::from_sql_and_values(moteur, texte, valeurs)).await.map(drop)
}

/// Keeps a seal; one of its kind already there for the same head stays.
pub(super) async fn deposer(base: &impl ConnectionTrait, sceau: &Sceau) -> Result<(), DbErr> {
    let moteur = base.get_database_backend();
    let texte = format!(
        "INSERT INTO sceau (chaine, seq, empreinte, instant, signature, sorte) VALUES ({}) \
         ON CONFLICT DO NOTHING",
        parametres(moteur, 0, 6)
    );
    let valeurs: [Value; 6] = [
        i64::from(sceau.tete.chaine).into(),
        entier(sceau.tete.seq)?.into(),
        sceau.tete.empreinte.octets().to_vec().into(),
        sceau.instant.timestamp_millis().into(),
        sceau.signature.to_vec().into(),
        sceau.sorte.code().into(),
    ];
    base.execute_raw(Statement::from_sql_and_values(moteur, texte, valeurs)).await.map(drop)
}
