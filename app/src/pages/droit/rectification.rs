//! Rectifying: here what the product owns, elsewhere what others hold.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::RectifierDonnee;
use reciproque_shared::droit::{
    DonneeDuProduit, DonneeRectifiable, FicheDemande, IssueRectification, LONGUEUR_OBJET, RectificationLue,
    SaisieRectification, SourceDonnee,
};

use crate::pages::cer::garde;
use crate::pages::geste::{Champs, Envoi, Ouverte};
use crate::server::appeler_version;
use crate::session::use_session;
use crate::ui::*;

#[derive(Clone, Copy)]
struct FormulaireRectification {
    fiche: StoredValue<Arc<FicheDemande>>,
    ouverte: Ouverte<FicheDemande>,
    envoi: Envoi,
    champs: Champs,
}

pub fn carte(fiche: &Arc<FicheDemande>, ouverte: Ouverte<FicheDemande>) -> AnyView {
    let envoi = Envoi::nouveau();
    let formulaire = FormulaireRectification {
        fiche: StoredValue::new(fiche.clone()),
        ouverte,
        envoi,
        champs: Champs::nouveau(envoi),
    };
    view! {
        <details class="pas-imprime">
            <summary>"Rectifier une donnée"</summary>
            {formulaire.vue()}
        </details>
    }
    .into_any()
}

impl FormulaireRectification {
    fn choisie(self) -> Option<DonneeRectifiable> {
        DonneeRectifiable::du_code(&self.champs.valeur("donnee").get())
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
        let (champs, Envoi { erreurs, occupe, .. }) = (self.champs, self.envoi);
        let source =
            move || self.choisie().map(|d| view! { <p class="discret">{explication(d.source())}</p> });
        let ici = move || self.choisie().is_some_and(|d| d.source() == SourceDonnee::Produit);
        view! {
            <form class="question" novalidate on:submit=soumet>
                <ResumeErreurs erreurs/>
                <ListeFermee id="donnee" libelle="Donnée" valeur=champs.valeur("donnee") choix=donnees erreur=champs.erreur("donnee")/>
                {source}
                {move || ici().then(|| view! {
                    <ListeFermee id="cible" libelle="Laquelle" valeur=champs.valeur("cible") choix=cibles erreur=champs.erreur("cible")/>
                })}
                <ChampTexte
                    id="nouvelle"
                    libelle="Valeur demandée"
                    valeur=champs.valeur("nouvelle")
                    largeur=Largeur::default()
                    erreur=champs.erreur("nouvelle")
                    garde=garde()
                />
                <GroupeRadio id="issue" legende="Suite donnée" valeur=champs.valeur("issue") choix=issues erreur=champs.erreur("issue")/>
                <ChampZone
                    id="motif"
                    libelle="Motif"
                    indice="Pièce fournie, vérification faite, ou raison du refus."
                    valeur=champs.valeur("motif")
                    max=LONGUEUR_OBJET
                    garde=garde()
                    erreur=champs.erreur("motif")
                />
                <div class="actions"><Bouton soumet=true occupe>"Enregistrer la suite donnée"</Bouton></div>
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
        let texte = |champ| self.champs.texte(champ);
        let saisie = SaisieRectification {
            donnee: DonneeRectifiable::du_code(&texte("donnee")),
            issue: IssueRectification::du_code(&texte("issue")),
            cible: texte("cible").parse().ok(),
            nouvelle: texte("nouvelle"),
            motif: texte("motif"),
        };
        if self.envoi.admet(RectificationLue::lire(&saisie, use_session().aujourd_hui())).is_none() {
            return;
        }
        let (id, version) = self.fiche.with_value(|fiche| (fiche.ligne.id, fiche.version));
        let tape = [saisie.nouvelle.as_str(), &saisie.motif].join("\n");
        let appel = appeler_version::<RectifierDonnee>(id, saisie, version);
        self.ouverte.agit(self.envoi, appel, tape, "C’est fait.");
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
