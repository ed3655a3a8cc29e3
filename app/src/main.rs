//! The desk of Réciproque. `routes.rs` is the site map; `session.rs` knows who is
//! here; `server.rs` speaks HTTP; `pages/` holds the screens, `ui/` what they are made of.

mod cles;
mod ecrans;
mod pages;
mod panne;
mod routes;
mod server;
mod session;
mod ui;

fn main() {
    panne::installer();
    leptos::mount::mount_to_body(ecrans::Application);
}
