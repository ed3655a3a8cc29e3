//! What is kept as rows and comes of a function: what differs is written, nothing else.

/// The numbers of the rows that go.
pub fn parties<T>(avant: &[T], apres: &[T], id: impl Fn(&T) -> i64) -> Vec<i64> {
    let restees: Vec<i64> = apres.iter().map(&id).collect();
    avant.iter().map(id).filter(|id| !restees.contains(id)).collect()
}

/// Those to write, and whether a row has their number; the rows that are there already first.
pub fn differentes<'a, T: PartialEq>(
    avant: &[T],
    apres: &'a [T],
    id: impl Fn(&T) -> i64,
) -> impl Iterator<Item = (&'a T, bool)> {
    let connue = |lue: &&T| avant.iter().any(|autre| id(autre) == id(lue));
    let (connues, neuves): (Vec<_>, Vec<_>) = apres.iter().partition(connue);
    let changees: Vec<_> = connues.into_iter().filter(|lue| !avant.contains(lue)).collect();
    changees.into_iter().map(|lue| (lue, true)).chain(neuves.into_iter().map(|lue| (lue, false)))
}

/// What was never written has none.
pub fn numero(id: i64) -> sea_orm::ActiveValue<i64> {
    if id == 0 { sea_orm::ActiveValue::NotSet } else { sea_orm::ActiveValue::Set(id) }
}
