//! The key of an intention to create: the same for a double click and for a retry after a lost
//! answer, until the server has answered.

use std::cell::RefCell;

thread_local! {
    /// What is asked, and its key.
    static EN_ATTENTE: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The key of what is asked: the one of the try that has no answer yet, or a new one.
pub fn de(demande: String) -> String {
    EN_ATTENTE.with_borrow_mut(|cles| {
        if let Some((_, cle)) = cles.iter().find(|(connue, _)| *connue == demande) {
            return cle.clone();
        }
        let cle = format!("{}-{}", tirage(), tirage());
        cles.push((demande, cle.clone()));
        cle
    })
}

/// The server has answered: the same thing asked again is another intention.
pub fn repondue(cle: &str) {
    EN_ATTENTE.with_borrow_mut(|cles| cles.retain(|(_, connue)| connue != cle));
}

/// Sixteen digits: only two tries of one agent in one day must not meet.
fn tirage() -> u64 {
    1_000_000_000_000_000 + (js_sys::Math::random() * 8e15) as u64
}
