//! The mark of the product.

use leptos::prelude::*;

/// The mark: two equal halves that hold each other, as the two sides of a CER.
#[component]
pub fn Marque() -> impl IntoView {
    view! {
        <svg class="marque" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M11.4 2H8a6 6 0 0 0-6 6v8a6 6 0 0 0 6 6h3.6a4.9 4.9 0 0 0 0-9.8h-.2a5.1 5.1 0 0 1 0-10.2z"></path>
            <path opacity=".55" d="M12.6 22H16a6 6 0 0 0 6-6V8a6 6 0 0 0-6-6h-3.6a4.9 4.9 0 0 0 0 9.8h.2a5.1 5.1 0 0 1 0 10.2z"></path>
        </svg>
    }
}
