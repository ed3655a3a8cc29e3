//! The access extract: one readable document to print and hand over.

use leptos::prelude::*;
use reciproque_shared::api::ProduireExtrait;
use reciproque_shared::date;
use reciproque_shared::droit::{ConsultationExtraite, ExtraitAcces};
use reciproque_shared::fiche_rendez_vous::LigneRendezVous;

use super::nom;
use crate::pages::cer::contrat;
use crate::pages::{EchecLecture, dossier, instant, numero, use_lecture};
use crate::ui::*;

#[component]
pub fn Extrait() -> impl IntoView {
    let numero = numero("demande");
    let lecture = use_lecture::<ProduireExtrait>(move || (numero.get(), ()));
    move || match lecture.etat() {
        None => view! { <main id="contenu" class="page"><Squelette lignes=9/></main> }.into_any(),
        Some(Ok(extrait)) => page(&extrait),
        Some(Err(echec)) => view! {
            <main id="contenu" class="page etroite">
                <Titre texte="Extrait d’accès"/>
                <EchecLecture echec relire=move || lecture.relire()/>
                <p><a href=format!("/demandes/{}", numero.get_untracked())>"Retour à la demande"</a></p>
            </main>
        }
        .into_any(),
    }
}

fn page(extrait: &ExtraitAcces) -> AnyView {
    let titre = format!("Données de {}", nom(&extrait.personne));
    let (quand, retour) = (instant(extrait.etabli_le), format!("/demandes/{}", extrait.demande));
    let nir = extrait.nir.clone().unwrap_or_else(|| "non reçu de la caisse".to_owned());
    let contrats = extrait.cer.iter().map(|cer| {
        let titre = format!("Contrat n° {}", cer.id);
        let id = format!("cer-{}", cer.id);
        let contenu = contrat(cer, &format!("{id}-"));
        view! { <Section titre id>{contenu}</Section> }
    });
    let (rendez_vous, consultations) = (rendez_vous(&extrait.rendez_vous), consultations(extrait));
    let (contrats, foyer) = (contrats.collect_view(), dossier::contenu(&extrait.dossier));
    view! {
        <main id="contenu" class="page">
            <div class="page-tete"><Titre texte=titre onglet="Extrait d’accès"/><BoutonImprimer/></div>
            <p>{format!("Extrait établi le {quand} en réponse à la demande n° {} (RGPD, article 15). Il contient tout ce que Réciproque détient sur cette personne.", extrait.demande)}</p>
            <p class="pas-imprime"><a href=retour>"Retour à la demande"</a></p>
            <Definitions><Fait nom="NIR">{nir}</Fait></Definitions>
            {foyer}
            {contrats}
            {rendez_vous}
            {consultations}
        </main>
    }
    .into_any()
}

fn rendez_vous(lus: &[LigneRendezVous]) -> AnyView {
    let ligne = |rdv: &LigneRendezVous| {
        let quand = format!("{} à {}", date::court(rdv.debut.date()), date::affiche_heure(rdv.debut.time()));
        let (objet, ou, statut) = (rdv.objet.libelle(), rdv.lieu.clone(), rdv.statut.libelle());
        let (canal, referent) = (rdv.canal.libelle(), rdv.referent.clone());
        view! {
            <Ligne>
                <CelluleTitre>{quand}</CelluleTitre>
                <Cellule titre="Objet">{objet}</Cellule>
                <Cellule titre="Lieu">{canal}" "{ou}</Cellule>
                <Cellule titre="Avec">{referent}</Cellule>
                <Cellule titre="Résultat">{statut}</Cellule>
            </Ligne>
        }
    };
    if lus.is_empty() {
        return view! { <p>"Aucun rendez-vous enregistré."</p> }.into_any();
    }
    let lignes = lus.iter().map(ligne).collect_view();
    view! {
        <Tableau legende="Rendez-vous" colonnes=&["Date", "Objet", "Lieu", "Avec", "Résultat"]>
            {lignes}
        </Tableau>
    }
    .into_any()
}

fn consultations(extrait: &ExtraitAcces) -> AnyView {
    let ligne = |vue: &ConsultationExtraite| {
        let ConsultationExtraite { instant: quand, organisation, profil, acte } = vue.clone();
        view! {
            <Ligne>
                <CelluleTitre>{instant(quand)}</CelluleTitre>
                <Cellule titre="Organisme">{organisation}</Cellule>
                <Cellule titre="Qualité">{profil}</Cellule>
                <Cellule titre="Acte">{acte}</Cellule>
            </Ligne>
        }
    };
    let depuis = date::court(extrait.traces_depuis);
    let tronquees = extrait
        .consultations_tronquees
        .then_some(" D’autres plus anciennes existent : demandez-les au besoin.");
    let lignes = extrait.consultations.iter().map(ligne).collect_view();
    view! {
        <Section titre="Qui a consulté ces données" id="consultations">
            <p>{format!("Consultations enregistrées depuis le {depuis} au plus tôt.")}{tronquees}</p>
            <Tableau legende="Consultations, la plus récente d’abord" colonnes=&["Date", "Organisme", "Qualité", "Acte"]>
                {lignes}
            </Tableau>
            <p class="discret">"Les agents agissent au nom de leur organisme, qui en répond : c’est lui qui est nommé (RGPD, article 15.1.c)."</p>
        </Section>
    }
    .into_any()
}
