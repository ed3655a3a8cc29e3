//! The discrepancies of one person, and what is done about them.

use reciproque_shared::api::{ConsulterEcartsPersonne, SuivreEcart};
use reciproque_shared::attente::{Attendu, ecarts};
use reciproque_shared::france_travail::{
    EcartLu, EtapeEcart, FicheEcarts, GesteEcart, GesteEcartLu, NatureEcart, SituationLue,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DbErr, SqlErr};

use super::Contexte;
use crate::attente;
use crate::depot::entite::{attente as rangee, ecart_etape, personne};
use crate::depot::sql::{Clause, Sql};
use crate::depot::verrou;
use crate::garde::lecture::{Avec, Signee, lisibles_des, personne_accompagnee, personne_concernee};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};

const DISPARU: &str = "Cet écart n’existe plus : France Travail et le Département disent la même chose.";
const DEJA_DE_COTE: &str = "Cet écart est déjà mis de côté.";
const DEJA_LA: &str = "Cet écart n’est pas mis de côté.";

/// `GET /personnes/{personne}/ecarts-france-travail`
pub async fn consulter_personne(
    passage: Passage,
    appel: AppelRecu<ConsulterEcartsPersonne>,
) -> Result<Traced<FicheEcarts>, Refus> {
    let charge = Charge::charger(&passage, appel.chemin).await?;
    let objet = Objet::new("personne", charge.personne.id);
    let fiche = charge.fiche(&passage).await?;
    passage.laisser_sortir(objet, &passage.rubriques(), |_| fiche).await
}

/// `POST /personnes/{personne}/ecarts-france-travail`
pub async fn suivre(passage: Passage, appel: AppelRecu<SuivreEcart>) -> Result<Traced<FicheEcarts>, Refus> {
    let geste = GesteEcartLu::lire(&appel.corps).map_err(Refus::Invalide)?;
    let charge = Charge::charger(&passage, appel.chemin).await?;
    a_jour(charge.version(), appel.version)?;
    charge.cle(&passage, &geste).await?;
    let id = charge.personne.id;
    let ecriture = passage.annoncer(Objet::new("personne", id)).await?;
    ecriture
        .accomplir(async {
            verrou::tenir::<personne::Entity>(passage.base(), id).await?;
            let charge = Charge::charger(&passage, id).await?;
            a_jour(charge.version(), appel.version)?;
            let cle = charge.cle(&passage, &geste).await?;
            noter(&passage, &charge, &geste, cle).await?;
            attente::reecrire(passage.base(), &passage.app().regles, &[id]).await?;
            Charge::charger(&passage, id).await?.fiche(&passage).await
        })
        .await
}

async fn noter(passage: &Passage, charge: &Charge, geste: &GesteEcartLu, cle: String) -> Result<(), Refus> {
    let etape = ecart_etape::ActiveModel {
        personne_id: Set(charge.personne.id),
        rang: Set(charge.version() + 1),
        nature: Set(geste.nature().code().to_owned()),
        geste: Set(geste.geste().code().to_owned()),
        cle: Set(cle),
        motif: Set(geste.motif().map(str::to_owned)),
        agent_id: Set(passage.agent().id),
        instant: Set(passage.app().horloge.maintenant()),
        ..Default::default()
    };
    etape.insert(passage.base()).await.map(drop).map_err(|erreur| match erreur.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Refus::Perime,
        _ => erreur.into(),
    })
}

/// All the steps about a person in hand, the latest first.
pub async fn etapes(base: &impl Sql, personne: &personne::Model) -> Result<Vec<EtapeEcart>, DbErr> {
    Ok(signees(base, personne).await?.iter().filter_map(lue).collect())
}

async fn signees(
    base: &impl Sql,
    personne: &personne::Model,
) -> Result<Vec<Signee<ecart_etape::Model>>, DbErr> {
    lisibles_des::<ecart_etape::Entity, _>([personne]).signees(base, " ORDER BY ecart_etape.rang DESC").await
}

fn lue(signee: &Signee<ecart_etape::Model>) -> Option<EtapeEcart> {
    Some(EtapeEcart {
        nature: NatureEcart::du_code(&signee.ligne.nature)?,
        geste: GesteEcart::du_code(&signee.ligne.geste)?,
        motif: signee.ligne.motif.clone(),
        agent: signee.agent.clone(),
        organisation: signee.organisation.clone(),
        instant: signee.ligne.instant,
    })
}

/// All that a gesture rests on, of one instant.
struct Charge {
    personne: personne::Model,
    /// The latest first.
    etapes: Vec<Signee<ecart_etape::Model>>,
}

impl Charge {
    /// # Errors
    /// `Introuvable` out of scope or unknown.
    async fn charger(passage: &Passage, personne: i64) -> Result<Self, Refus> {
        let personne = personne_accompagnee(passage, personne).await?;
        let etapes = signees(passage.base(), &personne).await?;
        Ok(Self { personne, etapes })
    }

    fn version(&self) -> i32 {
        self.etapes.first().map_or(0, |etape| etape.ligne.rang)
    }

    /// What the discrepancy that the gesture bears on says now.
    ///
    /// # Errors
    /// `Conflit` when there is none, or when it stands already as the gesture would leave it.
    async fn cle(&self, passage: &Passage, geste: &GesteEcartLu) -> Result<String, Refus> {
        let maintenant = passage.app().horloge.locale();
        let conflit = |texte: &'static str| Refus::Conflit(texte.into());
        let faits = attente::faits_de(passage.base(), self.personne.id).await?;
        let faits = faits.ok_or_else(|| conflit(DISPARU))?;
        let ecart = ecarts(&faits, &passage.app().regles)
            .into_iter()
            .find(|ecart| ecart.quoi() == geste.nature().attendu() && ecart.fenetre().contient(maintenant))
            .ok_or_else(|| conflit(DISPARU))?;
        match (geste.geste(), ecart.de_cote(&faits)) {
            (GesteEcart::MettreDeCote, Some(_)) => Err(conflit(DEJA_DE_COTE)),
            (GesteEcart::Reprendre, None) => Err(conflit(DEJA_LA)),
            _ => Ok(ecart.cle),
        }
    }

    async fn fiche(self, passage: &Passage) -> Result<FicheEcarts, Refus> {
        let (base, maintenant) = (passage.base(), passage.app().horloge.locale());
        let natures = NatureEcart::TOUS.iter().map(|nature| nature.attendu().code());
        let attendus = natures.chain([Attendu::EcartDeCote.code()]);
        let rangees: Vec<rangee::Model> = lisibles_des::<rangee::Entity, _>([&self.personne])
            .et("attente.du <= ? AND attente.avant > ?")
            .avec(maintenant)
            .avec(maintenant)
            .et(Clause::from("attente.quoi IN ").puis(Clause::parmi(attendus)))
            .charger(base, Avec::default(), " ORDER BY attente.depuis, attente.id")
            .await?;
        let mut contexte = Contexte::charger(base, &rangees).await?;
        let ecart = |rangee: &rangee::Model| {
            let nature = contexte.nature(rangee)?;
            Some(EcartLu {
                nature,
                precision: contexte.precision(rangee, nature),
                depuis: rangee.depuis,
                de_cote: rangee.quoi == Attendu::EcartDeCote.code(),
            })
        };
        let ecarts = rangees.iter().filter_map(ecart).collect();
        let situation = match contexte.situations.remove(&self.personne.id) {
            Some(connue) => Some(connue),
            None => seule(base, &self.personne).await?,
        };
        Ok(FicheEcarts {
            personne: personne_concernee(&self.personne),
            version: self.version(),
            ecarts,
            etapes: self.etapes.iter().filter_map(lue).collect(),
            situation,
            consulte_a: passage.app().horloge.maintenant(),
        })
    }
}

/// The situation of whom nothing differs.
async fn seule(base: &impl Sql, personne: &personne::Model) -> Result<Option<SituationLue>, DbErr> {
    Ok(crate::france_travail::lecture::situations(base, &[personne]).await?.remove(&personne.id))
}
