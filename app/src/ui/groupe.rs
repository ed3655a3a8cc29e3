//! Choices in sight: radios and check boxes.

use leptos::prelude::*;

use super::{
    Choix,
    champ::{Cadre, mention},
};

/// How the options of a group are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Forme {
    #[default]
    Colonne,
    /// Big targets side by side, for a few short words.
    Pastilles,
}

/// One choice among a few, as radios.
#[component]
pub fn GroupeRadio(
    #[prop(into)] id: String,
    #[prop(into)] legende: String,
    valeur: RwSignal<String>,
    #[prop(into)] choix: Signal<Vec<Choix>>,
    #[prop(optional, into)] erreur: MaybeProp<String>,
    #[prop(optional, into)] indice: Option<String>,
    #[prop(optional)] facultatif: bool,
    #[prop(optional)] forme: Forme,
) -> impl IntoView {
    let cadre = Cadre { id: id.clone(), libelle: legende, facultatif, indice, erreur };
    let options = move || {
        let rang = |(i, c): (usize, Choix)| {
            let (sa_valeur, a_poser) = (c.valeur.clone(), c.valeur.clone());
            let coche = move || valeur.with(|v| *v == sa_valeur);
            view! {
                <label class="choix">
                    <input
                        type="radio"
                        id=id_de(&id, i)
                        name=id.clone()
                        value=c.valeur
                        disabled=c.ferme
                        prop:checked=coche
                        on:change=move |_| valeur.set(a_poser.clone())
                    />
                    {texte(c.libelle, c.aide)}
                </label>
            }
        };
        choix.get().into_iter().enumerate().map(rang).collect_view()
    };
    groupe(&cadre, forme, options.into_any())
}

/// Any number of choices, as check boxes. `valeurs` keeps the order of the list.
#[component]
pub fn GroupeCases(
    #[prop(into)] id: String,
    #[prop(into)] legende: String,
    valeurs: RwSignal<Vec<String>>,
    #[prop(into)] choix: Signal<Vec<Choix>>,
    #[prop(optional, into)] erreur: MaybeProp<String>,
    #[prop(optional, into)] indice: Option<String>,
    #[prop(optional)] facultatif: bool,
    #[prop(optional)] forme: Forme,
    /// What stands under a choice once it is ticked.
    #[prop(optional, into)]
    dessous: Option<Callback<(String,), AnyView>>,
) -> impl IntoView {
    let cadre = Cadre { id: id.clone(), libelle: legende, facultatif, indice, erreur };
    let bascule = move |valeur: &str, coche: bool| {
        let retenues = valeurs.get_untracked();
        let garde = |c: &String| if c == valeur { coche } else { retenues.contains(c) };
        valeurs.set(choix.get_untracked().into_iter().map(|c| c.valeur).filter(garde).collect());
    };
    let options = move || {
        let rang = |(i, c): (usize, Choix)| {
            let (sa_valeur, a_poser) = (c.valeur.clone(), c.valeur.clone());
            let coche = Memo::new(move |_| valeurs.with(|v| v.contains(&sa_valeur)));
            let sa_valeur = c.valeur.clone();
            let dessous =
                dessous.map(|dessous| move || coche.get().then(|| dessous.run((sa_valeur.clone(),))));
            view! {
                <label class="choix">
                    <input
                        type="checkbox"
                        id=id_de(&id, i)
                        name=id.clone()
                        value=c.valeur
                        prop:checked=coche
                        on:change:target=move |ev| bascule(&a_poser, ev.target().checked())
                    />
                    {texte(c.libelle, c.aide)}
                </label>
                {dessous}
            }
        };
        choix.get().into_iter().enumerate().map(rang).collect_view()
    };
    groupe(&cadre, forme, options.into_any())
}

/// One box to tick.
#[component]
pub fn Case(
    #[prop(into)] id: String,
    #[prop(into)] libelle: String,
    coche: RwSignal<bool>,
    #[prop(optional, into)] aide: Option<String>,
) -> impl IntoView {
    view! { <CaseTenue id libelle coche change=move |cochee: bool| coche.set(cochee) nostrip:aide=aide/> }
}

/// One box to tick, which says what is kept elsewhere.
#[component]
pub fn CaseTenue(
    #[prop(into)] id: String,
    #[prop(into)] libelle: String,
    #[prop(into)] coche: Signal<bool>,
    #[prop(into)] change: Callback<(bool,)>,
    /// Nobody may tick it for now.
    #[prop(optional, into)]
    ferme: Signal<bool>,
    #[prop(optional, into)] aide: Option<String>,
) -> impl IntoView {
    view! {
        <label class="choix">
            <input
                type="checkbox"
                id=id.clone()
                name=id
                disabled=ferme
                prop:checked=coche
                on:change:target=move |ev| change.run((ev.target().checked(),))
            />
            {texte(libelle, aide)}
        </label>
    }
}

/// The first input bears the name of the field, so that the error summary lands on it.
fn id_de(id: &str, rang: usize) -> String {
    if rang == 0 { id.to_owned() } else { format!("{id}-{rang}") }
}

fn texte(libelle: String, aide: Option<String>) -> impl IntoView {
    view! { <span>{libelle}{aide.map(|aide| view! { <small>{aide}</small> })}</span> }
}

fn groupe(cadre: &Cadre, forme: Forme, options: AnyView) -> AnyView {
    let classe = match forme {
        Forme::Colonne => "groupe",
        Forme::Pastilles => "groupe pastilles",
    };
    let (invalide, decrit) = (cadre.invalide(), cadre.decrit(false));
    view! {
        <fieldset class=classe class:invalide=move || invalide.get().is_some() aria-describedby=decrit>
            <legend class="groupe-legende">{cadre.libelle.clone()}{mention(cadre.facultatif)}</legend>
            {cadre.aide_vue()}
            <div class="options">{options}</div>
        </fieldset>
    }
    .into_any()
}
