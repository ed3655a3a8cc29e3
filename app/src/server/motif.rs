//! Under watch, a view needs a reason: who can ask the agent is told here once.

use std::cell::RefCell;
use std::pin::Pin;

/// The number of the reason given; nothing when the agent gives up.
type Reponse = Pin<Box<dyn Future<Output = Option<i64>>>>;

thread_local! {
    static QUESTION: RefCell<Option<Box<dyn Fn() -> Reponse>>> = const { RefCell::new(None) };
}

/// Has `question` asked when a view is refused for want of a reason.
pub fn questionner(question: impl Fn() -> Reponse + 'static) {
    QUESTION.with(|place| *place.borrow_mut() = Some(Box::new(question)));
}

/// Asks, if anybody can.
pub(super) async fn demander() -> Option<i64> {
    let reponse = QUESTION.with(|place| place.borrow().as_ref().map(|question| question()));
    reponse?.await
}
