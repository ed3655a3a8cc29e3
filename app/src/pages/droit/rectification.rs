//! Rectifying: here what the product owns, elsewhere what others hold.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::RectifierDonnee;
use reciproque_shared::droit::{
    DonneeDuProduit, DonneeRectifiable, FicheDemande, IssueRectification, LONGUEUR_OBJET, RectificationLue,
    SaisieRectification, SourceDonnee,
};

use super::gestes::{Suite, devancee};
use crate::pages::cer::garde;
use crate::pages::erreurs_de;
use crate::server::appeler_version;
use crate::session::use_session;
use crate::ui::*;

#[derive(Clone, Copy)]
struct Formulaire {
    fiche: StoredValue<Arc<FicheDemande>>,
    donnee: RwSignal<String>,
    cible: RwSignal<String>,
    issue: RwSignal<String>,
    nouvelle: RwSignal<String>,
    motif: RwSignal<String>,
    erreurs: Erreurs,
    occupe: RwSignal<bool>,
    suite: Suite,
}

pub fn carte(fiche: &Arc<FicheDemande>, suite: Suite) -> AnyView {
    let texte = || RwSignal::new(String::new());
    let formulaire = Formulaire {
        fiche: StoredValue::new(fiche.clone()),
        donnee: texte(),
        cible: texte(),
        issue: texte(),
        nouvelle: texte(),
        motif: texte(),
        erreurs: Erreurs::new(),
        occupe: RwSignal::new(false),
        suite,
    };
    view! {
        <details class="pas-imprime">
            <summary>"Rectifier une donnée"</summary>
            {formulaire.vue()}
        </details>
    }
    .into_any()
}

impl Formulaire {
    fn choisie(self) -> Option<DonneeRectifiable> {
        self.donnee.with(|code| DonneeRectifiable::du_code(code))
    }

    fn vue(self) -> AnyView {
        let soumet = move |ev: SubmitEvent| {
            ev.prevent_default();
            self.envoie();
        };
        let donnees: Vec<Choix> =
            DonneeRectifiable::TOUS.iter().map(|d| Choix::new(d.code(), d.libelle())).collect();
        let issues = Signal::derive(move || issues(self.choisie()));
        let cibles = Signal::derive(move || self.cibles());
        let erreurs = self.erreurs;
        let source =
            move || self.choisie().map(|d| view! { <p class="discret">{explication(d.source())}</p> });
        let ici = move || self.choisie().is_some_and(|d| d.source() == SourceDonnee::Produit);
        view! {
            <form class="question" novalidate on:submit=soumet>
                <ResumeErreurs erreurs/>
                <ListeFermee id="donnee" libelle="Donnée" valeur=self.donnee choix=donnees erreur=erreurs.de("donnee")/>
                {source}
                {move || ici().then(|| view! {
                    <ListeFermee id="cible" libelle="Laquelle" valeur=self.cible choix=cibles erreur=erreurs.de("cible")/>
                })}
                <ChampTexte
                    id="nouvelle"
                    libelle="Valeur demandée"
                    valeur=self.nouvelle
                    largeur=Largeur::default()
                    erreur=erreurs.de("nouvelle")
                    garde=garde()
                />
                <GroupeRadio id="issue" legende="Suite donnée" valeur=self.issue choix=issues erreur=erreurs.de("issue")/>
                <ChampZone
                    id="motif"
                    libelle="Motif"
                    indice="Pièce fournie, vérification faite, ou raison du refus."
                    valeur=self.motif
                    max=LONGUEUR_OBJET
                    garde=garde()
                    erreur=erreurs.de("motif")
                />
                <div class="actions"><Bouton soumet=true occupe=self.occupe>"Enregistrer la suite donnée"</Bouton></div>
            </form>
        }
        .into_any()
    }

    /// The rows of the product that hold this datum.
    fn cibles(self) -> Vec<Choix> {
        let Some(donnee) = self.choisie() else { return Vec::new() };
        let choix = |d: &DonneeDuProduit| {
            let valeur = if d.valeur.is_empty() { "vide" } else { d.valeur.as_str() };
            Choix::new(d.cible.to_string(), format!("{} : {valeur}", d.ou))
        };
        self.fiche
            .with_value(|fiche| fiche.donnees.iter().filter(|d| d.donnee == donnee).map(choix).collect())
    }

    fn envoie(self) {
        let saisie = SaisieRectification {
            donnee: self.donnee.with_untracked(|code| DonneeRectifiable::du_code(code)),
            issue: self.issue.with_untracked(|code| IssueRectification::du_code(code)),
            cible: self.cible.with_untracked(|id| id.parse().ok()),
            nouvelle: self.nouvelle.get_untracked(),
            motif: self.motif.get_untracked(),
        };
        if let Err(refus) = RectificationLue::lire(&saisie, use_session().aujourd_hui()) {
            self.erreurs.pose(refus);
            return;
        }
        if self.occupe.get_untracked() {
            return;
        }
        self.occupe.set(true);
        let (id, version) = self.fiche.with_value(|fiche| (fiche.ligne.id, fiche.version));
        spawn_local(async move {
            let typee = [saisie.nouvelle.as_str(), &saisie.motif].join("\n");
            let issue = match appeler_version::<RectifierDonnee>(id, saisie, version).await {
                Ok(fiche) => Ok((fiche, None)),
                Err(echec) => devancee(id, echec).await.map(|fiche| (fiche, Some(typee))),
            };
            match issue {
                Ok(suite) => drop(self.suite.try_run(suite)),
                Err(echec) => self.erreurs.pose(erreurs_de(&echec, "")),
            }
            self.occupe.try_set(false);
        });
    }
}

/// What may come of a datum, by who holds it.
fn issues(donnee: Option<DonneeRectifiable>) -> Vec<Choix> {
    let ici = donnee.is_some_and(|d| d.source() == SourceDonnee::Produit);
    let possible = |issue: &&IssueRectification| match issue {
        IssueRectification::Effectuee => ici,
        IssueRectification::Transmise => donnee.is_some() && !ici,
        IssueRectification::Refusee => true,
    };
    IssueRectification::TOUS.iter().filter(possible).map(|i| Choix::new(i.code(), i.libelle())).collect()
}

const fn explication(source: SourceDonnee) -> &'static str {
    match source {
        SourceDonnee::Caisse => {
            "Cette donnée vient de la caisse : elle seule peut la corriger. Écrivez-lui, puis notez ici la \
             transmission ; la correction reviendra avec un prochain flux."
        }
        SourceDonnee::Structure => {
            "Un contrat signé ne se change pas : la structure le corrige par un nouveau brouillon, signé de nouveau. \
             Transmettez-lui la demande et notez-le ici."
        }
        SourceDonnee::Produit => {
            "Cette donnée est tenue ici : elle sera changée aussitôt, et l’ancienne valeur gardée. Pour effacer une \
             note ou un lieu, laissez la valeur vide."
        }
    }
}
