//! The desk of Réciproque. `routes.rs` is the site map; `session.rs` knows who is
//! here; `server.rs` speaks HTTP; `pages/` holds the screens, `ui/` what they are made of.

mod aiguillage;
mod app_arretee;
mod cles;
mod pages;
mod routes;
mod server;
mod session;
mod ui;

fn main() {
    app_arretee::installer();
    leptos::mount::mount_to_body(aiguillage::Application);
}
