//! The life of a convention, the latest first: initial terms, avenants, renewals, notice, end.

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::convention::{Avenant, avenant_du};
use reciproque_shared::date;
use reciproque_shared::supervision::fiche::{ConventionLue, CorrectionLue, DenonciationLue};

use crate::pages::instant;
use crate::ui::*;

struct Moment {
    jour: NaiveDate,
    quoi: String,
    qui_quand: String,
    motif: Option<String>,
    courante: bool,
    annule: bool,
}

pub fn vie(convention: &ConventionLue, aujourdhui: NaiveDate) -> AnyView {
    let mut moments: Vec<Moment> = convention
        .avenants
        .iter()
        .map(|avenant| avenant_en_moment(convention, avenant, aujourdhui))
        .collect();
    moments.extend(reconduction(convention, aujourdhui));
    moments.extend(convention.denonciation.as_ref().map(|lue| denonciation(lue, false)));
    moments.extend(convention.corrections.iter().flat_map(correction));
    moments.extend(convention.annulation.as_ref().map(|annulation| Moment {
        jour: date::a_paris(annulation.le).date(),
        quoi: "Convention annulée".to_owned(),
        qui_quand: format!("Le {} par {}", instant(annulation.le), annulation.par),
        motif: Some(annulation.motif.clone()),
        courante: false,
        annule: false,
    }));
    let fin = convention.date_fin.filter(|_| convention.annulation.is_none());
    moments.extend(fin.map(|fin| Moment {
        jour: fin,
        quoi: "Fin de la convention".to_owned(),
        qui_quand: format!("Dernier jour : {} ({})", date::court(fin), date::relatif(fin, aujourdhui)),
        motif: None,
        courante: false,
        annule: false,
    }));
    moments.sort_by_key(|moment| std::cmp::Reverse(moment.jour));
    let etape = |m: Moment| {
        let motif = m.motif.unwrap_or_default();
        let dit = (!motif.is_empty()).then(|| view! { <blockquote>{motif}</blockquote> });
        let quoi = match m.annule {
            true => view! { <b><s>{m.quoi}</s>" (annulé)"</b> }.into_any(),
            false => view! { <b>{m.quoi}</b> }.into_any(),
        };
        view! { <li aria-current=m.courante.then_some("step")>{quoi}<p>{m.qui_quand}</p>{dit}</li> }
    };
    let etapes = moments.into_iter().map(etape).collect_view();
    view! { <Frise>{etapes}</Frise> }.into_any()
}

/// `annule`: the cure of the breach stopped it.
fn denonciation(lue: &DenonciationLue, annule: bool) -> Moment {
    Moment {
        jour: lue.comptee_du,
        quoi: "Dénonciation".to_owned(),
        qui_quand: format!(
            "Comptée du {} ; saisie le {} par {}",
            date::court(lue.comptee_du),
            instant(lue.saisie_le),
            lue.par
        ),
        motif: Some(lue.motif.clone()),
        courante: false,
        annule,
    }
}

/// The notice that was stopped, and what stopped it.
fn correction(lue: &CorrectionLue) -> [Moment; 2] {
    let corrige = Moment {
        jour: lue.corrigee_le,
        quoi: "Manquement corrigé : la convention continue".to_owned(),
        qui_quand: format!(
            "Corrigé le {} ; la fin du {} n’a pas lieu ; saisi le {} par {}",
            date::court(lue.corrigee_le),
            date::court(lue.fin_evitee),
            instant(lue.saisie_le),
            lue.par
        ),
        motif: Some(lue.motif.clone()),
        courante: false,
        annule: false,
    };
    [denonciation(&lue.denonciation, true), corrige]
}

/// What an avenant said, against the one before it: the past stays readable.
fn avenant_en_moment(convention: &ConventionLue, avenant: &Avenant, aujourdhui: NaiveDate) -> Moment {
    let en_cours = convention.annulation.is_none();
    let courante = en_cours
        && avenant_du(&convention.avenants, aujourdhui).is_some_and(|du| du.numero == avenant.numero);
    let quoi = match avenant.numero {
        0 => "Termes initiaux".to_owned(),
        numero => format!("Avenant n° {numero}"),
    };
    let par = avenant.saisi_par.as_ref().map(|par| format!(" par {par}")).unwrap_or_default();
    let mut avant = convention.avenants.iter().filter(|autre| autre.numero < avenant.numero);
    let precedent = avant.rfind(|autre| autre.annulation.is_none());
    let change = precedent.map(|autre| autre.termes.vers(&avenant.termes).phrases().join(" "));
    let motif = change.map(|change| format!("{} {change}", avenant.objet));
    let annulation = avenant.annulation.as_ref();
    let annule =
        annulation.map(|a| format!(" ; annulé le {} par {}", instant(a.le), a.par)).unwrap_or_default();
    Moment {
        jour: avenant.date_effet,
        quoi: if courante { format!("{quoi} : en vigueur") } else { quoi },
        qui_quand: format!(
            "{} le {} ; saisi le {}{par}{annule}",
            if annulation.is_some() || !en_cours { "Effet prévu" } else { "Effet" },
            date::court(avenant.date_effet),
            instant(avenant.saisi_le)
        ),
        motif: match annulation {
            Some(annulation) => Some(format!("{} Annulé : {}", avenant.objet, annulation.motif)),
            None => motif,
        },
        courante,
        annule: annulation.is_some(),
    }
}

/// All the renewals on one line, dated of the last one.
fn reconduction(convention: &ConventionLue, aujourdhui: NaiveDate) -> Option<Moment> {
    let duree = convention.duree();
    let fois = duree.reconductions(aujourdhui);
    let jour = duree.debut_d_annee(fois);
    (fois > 0 && convention.annulation.is_none()).then(|| Moment {
        jour,
        quoi: "Reconduction tacite".to_owned(),
        qui_quand: match fois {
            1 => format!("Une fois, le {}", date::court(jour)),
            fois => format!("{fois} fois, la dernière le {}", date::court(jour)),
        },
        motif: None,
        courante: false,
        annule: false,
    })
}
