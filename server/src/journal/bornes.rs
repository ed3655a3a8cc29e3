//! What a search goes through: the index, for the links that it covers, and each chain beyond.
//!
//! An event is found as soon as it is written, indexed or not. How far each chain is indexed comes from
//! this process, not from the statement: a position that is late only makes the tail longer.

use std::collections::BTreeMap;

use sea_orm::Value;

/// The last link of each chain that is known to be indexed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Signets(pub BTreeMap<u32, u64>);

/// The names that one part of a statement gives to the index and to the chain.
#[derive(Clone, Copy)]
pub(super) struct Noms {
    pub renvoi: &'static str,
    pub evenement: &'static str,
}

/// Those of a statement that goes through the journal once.
pub(super) const NOMS: Noms = Noms { renvoi: "renvoi", evenement: "evenement" };

/// The same positions, as parameters of a statement.
pub(super) struct Bornes(Vec<(u32, String)>);

/// One place where events are looked for: no event is in two of them.
pub(super) struct Bras {
    /// What follows `FROM`.
    pub de: String,
    /// The name under which the instant, agent, organisation, object, chain and position are read.
    pub clef: &'static str,
    /// What holds it to its part of the journal.
    pub ou: String,
}

impl Signets {
    /// Their parameters, after those that `valeurs` holds already.
    pub(super) fn bornes(&self, valeurs: &mut Vec<Value>) -> Bornes {
        let place = |(chaine, seq): (&u32, &u64)| {
            valeurs.push(i64::try_from(*seq).unwrap_or(i64::MAX).into());
            (*chaine, format!("${}", valeurs.len()))
        };
        Bornes(self.0.iter().map(place).collect())
    }
}

impl Bornes {
    /// The index up to the positions; each chain after its own; the chains that nobody indexed yet.
    pub(super) fn bras(&self, noms: Noms) -> Vec<Bras> {
        let Noms { evenement, .. } = noms;
        let mut bras: Vec<Bras> = self.indexes(noms).into_iter().collect();
        let queue = |ou: String| Bras { de: nomme("evenement", evenement), clef: evenement, ou };
        let mut apres = None;
        for (chaine, place) in &self.0 {
            bras.extend(entre(evenement, apres, Some(*chaine)).map(queue));
            bras.push(queue(format!("{evenement}.chaine = {chaine} AND {evenement}.seq > {place}")));
            apres = Some(*chaine);
        }
        bras.extend(entre(evenement, apres, None).map(queue));
        bras
    }

    /// `CROSS JOIN`: from the index to the chain, in this order, on either engine.
    fn indexes(&self, Noms { renvoi, evenement }: Noms) -> Option<Bras> {
        if self.0.is_empty() {
            return None;
        }
        let bornes: String =
            self.0.iter().map(|(chaine, place)| format!(" WHEN {chaine} THEN {place}")).collect();
        Some(Bras {
            de: format!("{} CROSS JOIN {}", nomme("renvoi", renvoi), nomme("evenement", evenement)),
            clef: renvoi,
            ou: format!(
                "{evenement}.chaine = {renvoi}.chaine AND {evenement}.seq = {renvoi}.seq \
                 AND {renvoi}.seq <= CASE {renvoi}.chaine{bornes} ELSE 0 END"
            ),
        })
    }
}

fn nomme(table: &str, nom: &str) -> String {
    if table == nom { table.to_owned() } else { format!("{table} AS {nom}") }
}

/// The chains after one and before another, both excluded; nothing when there is no room for any.
fn entre(nom: &str, apres: Option<u32>, avant: Option<u32>) -> Option<String> {
    let premiere = apres.map_or(0, |apres| apres.saturating_add(1));
    match avant {
        Some(avant) if avant <= premiere => None,
        Some(avant) => Some(format!("{nom}.chaine >= {premiere} AND {nom}.chaine < {avant}")),
        None => Some(format!("{nom}.chaine >= {premiere}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ou(signets: &[(u32, u64)]) -> Vec<String> {
        let mut valeurs = vec![Value::from(1)];
        let bornes = Signets(signets.iter().copied().collect()).bornes(&mut valeurs);
        bornes.bras(NOMS).into_iter().filter(|bras| bras.clef == "evenement").map(|bras| bras.ou).collect()
    }

    #[test]
    fn every_chain_has_its_tail_known_or_not() {
        assert_eq!(ou(&[]), ["evenement.chaine >= 0"]);
        assert_eq!(
            ou(&[(0, 9), (3, 4)]),
            [
                "evenement.chaine = 0 AND evenement.seq > $2",
                "evenement.chaine >= 1 AND evenement.chaine < 3",
                "evenement.chaine = 3 AND evenement.seq > $3",
                "evenement.chaine >= 4",
            ]
        );
        assert_eq!(
            ou(&[(1, 9)]),
            [
                "evenement.chaine >= 0 AND evenement.chaine < 1",
                "evenement.chaine = 1 AND evenement.seq > $2",
                "evenement.chaine >= 2",
            ]
        );
    }

    #[test]
    fn a_journal_that_nobody_indexed_is_all_tail() {
        assert!(
            Signets::default().bornes(&mut Vec::new()).bras(NOMS).iter().all(|bras| bras.clef == "evenement")
        );
    }
}
