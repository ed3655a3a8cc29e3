//! Tables, which become cards on a phone.

use leptos::prelude::*;

// The roles are written out because `display: block`, which makes cards of the rows on
// narrow screens, takes them away from a table.

/// A table of `Ligne`. Below 600 px each row becomes a card, unless `court`.
#[component]
pub fn Tableau(
    /// What the table holds; read first, shown above.
    #[prop(into)]
    legende: String,
    colonnes: &'static [&'static str],
    /// The rank, from 0, of the columns that hold numbers.
    #[prop(optional)]
    chiffres: &'static [usize],
    /// The heading above says the same: the legend is for those who listen.
    #[prop(optional)]
    muette: bool,
    /// Two or three narrow columns: stays a table down to 26rem, then cards of two lines.
    #[prop(optional)]
    court: bool,
    children: Children,
) -> impl IntoView {
    let entete = |(rang, nom): (usize, &&'static str)| {
        let classe = chiffres.contains(&rang).then_some("chiffres");
        view! { <th scope="col" role="columnheader" class=classe>{*nom}</th> }
    };
    view! {
        <div class=if court { "tableau court" } else { "tableau" }>
            <table role="table">
                <caption class=muette.then_some("invisible")>{legende}</caption>
                <thead role="rowgroup">
                    <tr role="row">{colonnes.iter().enumerate().map(entete).collect_view()}</tr>
                </thead>
                <tbody role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
}

#[component]
pub fn Ligne(children: Children) -> impl IntoView {
    view! { <tr role="row">{children()}</tr> }
}

/// The cell that names its row.
#[component]
pub fn CelluleTitre(children: Children) -> impl IntoView {
    view! { <th scope="row" role="rowheader">{children()}</th> }
}

/// A cell; `titre` repeats its column for the cards.
#[component]
pub fn Cellule(titre: &'static str, #[prop(optional)] chiffres: bool, children: Children) -> impl IntoView {
    view! { <td role="cell" data-titre=titre class=chiffres.then_some("chiffres")>{children()}</td> }
}
