//! The notice for the people concerned: public, printable, nothing personal in it.
//! Sources: RGPD art. 12 to 14; CASF L262-40, L262-44, R262-102 s.; conventions of 2016.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterNotice;
use reciproque_shared::droit::Notice;

use super::use_lecture;
use crate::ui::*;

#[component]
pub fn Information() -> impl IntoView {
    let lecture = use_lecture::<ConsulterNotice>(|| ((), ()));
    let vue = lecture.vue(|notice| texte(&notice));
    view! {
        <main id="contenu" class="page etroite notice">
            <div class="page-tete"><Titre texte="Vos données, vos droits"/><BoutonImprimer/></div>
            <p>"Cette page s’adresse aux personnes dont le dossier de revenu de solidarité active (rSa) est suivi avec Réciproque."</p>
            {vue}
            <p class="pas-imprime"><a href="/">"Retour à l’accueil"</a></p>
        </main>
    }
    .into_any()
}

fn texte(notice: &Arc<Notice>) -> AnyView {
    let Notice { responsable, delegue, traces_mois, delai_mois, prolongation_mois } = notice.as_ref().clone();
    view! {
        <Section titre="Qui est responsable" id="responsable">
            <p>{responsable}" est responsable de ce traitement. Il confie l’accompagnement à des structures liées à lui par une convention : leurs agents n’y accèdent qu’avec une habilitation nominative."</p>
        </Section>
        <Section titre="Pourquoi vos données sont traitées" id="finalites">
            <ul>
                <li>"Vous orienter, désigner votre référent et suivre votre parcours d’insertion."</li>
                <li>"Établir, signer et suivre votre contrat d’engagements réciproques (CER) et vos rendez-vous."</li>
                <li>"Savoir où en est votre droit au rSa, pour vous accompagner."</li>
                <li>"Prouver qui a consulté votre dossier, et quand."</li>
            </ul>
            <p>"Base légale : une mission d’intérêt public confiée au Département par la loi (RGPD, article 6.1.e ; code de l’action sociale et des familles, articles L262-13, L262-27 et suivants). Aucune décision n’est prise par un automate."</p>
        </Section>
        <Section titre="D’où elles viennent" id="sources">
            <p>"De la caisse qui verse le rSa (CAF ou MSA) : identité, famille, adresse, droits, montants, ressources. De vous et de votre référent : contrat, rendez-vous, orientation. Les données de santé, d’opinion, de croyance ou d’origine ne doivent pas y figurer."</p>
        </Section>
        {reponses()}
        <Section titre="Qui peut les lire" id="destinataires">
            <ul>
                <li>"Le référent de la structure qui vous accompagne, tant qu’elle vous accompagne."</li>
                <li>"La commission territoriale des solidarités actives (CTSA) de votre commune, qui décide des orientations et des contrats."</li>
                <li>"Pôle emploi, pour une partie des données et tant que votre droit est ouvert."</li>
                <li>"Le délégué à la protection des données, si vous lui faites une demande : votre dossier lui est ouvert une fois votre identité vérifiée, et le temps de vous répondre. Pour vous retrouver, il peut chercher une personne dans tout le Département ; il voit alors le nom, la naissance et la place dans le foyer, et sa recherche est enregistrée."</li>
            </ul>
            <p>"Tous sont tenus au secret professionnel (CASF, article L262-44). Chaque consultation est enregistrée. Vos données ne sont ni vendues, ni envoyées hors de l’Union européenne."</p>
        </Section>
        <Section titre="Combien de temps elles sont gardées" id="durees">
            <ul>
                <li>"Votre dossier, vos contrats et vos rendez-vous : Réciproque n’en efface rien de lui-même. Le Département en fixe la durée et en décide la suppression ; le délégué à la protection des données vous dit laquelle."</li>
                <li>"Vos demandes d’accès et de rectification, avec la réponse et le motif : autant que votre dossier."</li>
                <li>{format!("La trace de chaque consultation, et le motif qu’un agent a donné : {traces_mois} mois, puis le Département les détruit.")}</li>
                <li>"Les habilitations des agents : 6 ans après leur fin, puis le Département les détruit."</li>
            </ul>
        </Section>
        <Section titre="Vos droits, et comment les exercer" id="droits">
            <ul>
                <li><strong>"Accès"</strong>" : recevoir toutes les données que Réciproque détient sur vous, et savoir quels organismes les ont consultées et quand."</li>
                <li><strong>"Rectification"</strong>" : faire corriger ce qui est inexact. Une donnée venue de la caisse se corrige à la caisse : la demande lui est transmise."</li>
                <li><strong>"Opposition et limitation"</strong>" : dans les cas prévus par la loi, faire cesser ou suspendre un usage."</li>
            </ul>
            <p>"Écrivez au délégué à la protection des données, ou demandez à votre référent de transmettre. Un justificatif d’identité peut vous être demandé."</p>
            <p><strong>{delegue}</strong></p>
            <p>{format!("Réponse dans un délai de {delai_mois} mois, prolongé de {prolongation_mois} mois au plus si la demande est complexe : vous en êtes alors informé, avec le motif (RGPD, article 12.3). C’est gratuit.")}</p>
            <p>"Si la réponse ne vous convient pas, vous pouvez adresser une réclamation à la CNIL : 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, ou cnil.fr."</p>
        </Section>
    }
    .into_any()
}

/// What one has to answer, and what follows from not answering (RGPD, art. 13.2.e): the contract asks
/// for what `Cer::lire` refuses to do without.
fn reponses() -> AnyView {
    view! {
        <Section titre="Ce que vous devez répondre, et ce qui est facultatif" id="reponses">
            <ul>
                <li><strong>"Obligatoire, à la caisse"</strong>" : ce qu’elle vous demande sur votre identité, votre famille, votre adresse et vos ressources. Sans ces réponses, elle peut ne pas ouvrir le droit au rSa, ou l’interrompre."</li>
                <li><strong>"Obligatoire, pour le contrat"</strong>" : ses dates, au moins un objectif, vos engagements et votre signature ; le bilan du contrat d’avant, s’il y en a un ; l’emploi recherché, si votre orientation est professionnelle. Sans ces réponses, il n’y a pas de contrat. Si vous refusez sans motif légitime de le conclure ou de le renouveler, le président du conseil départemental peut suspendre tout ou partie du rSa, après avoir recueilli vos observations (CASF, article L262-37). Rien n’est automatique."</li>
                <li><strong>"Facultatif"</strong>" : vos observations, le lieu de la signature et les précisions qui ne sont pas demandées ci-dessus. Ne pas répondre n’a aucune conséquence, ni sur votre droit ni sur votre accompagnement."</li>
            </ul>
            <p>"Une question vous est posée et vous ne savez pas si elle est obligatoire : demandez-le à votre référent."</p>
        </Section>
    }
    .into_any()
}
