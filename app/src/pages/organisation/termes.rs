//! The terms of a convention, as fields.

use leptos::prelude::*;
use reciproque_shared::convention::{LONGUEUR_COMMUNES, Lieu, Lieux, Niveau, SaisieQuota, SaisieTermes};
use reciproque_shared::habilitation::{Profil, Rubrique};
use reciproque_shared::organisation::SorteOrganisation;

use crate::ui::*;

/// What is typed.
#[derive(Clone, Copy)]
pub struct ChampsTermes {
    sorte: SorteOrganisation,
    niveau: RwSignal<String>,
    ctsa: RwSignal<Vec<String>>,
    communes: RwSignal<String>,
    rubriques: RwSignal<Vec<String>>,
    saisie: RwSignal<String>,
    droits: RwSignal<String>,
    quotas: StoredValue<Vec<(Profil, RwSignal<String>)>>,
    capacite: RwSignal<String>,
}

impl ChampsTermes {
    pub fn new(sorte: SorteOrganisation, depart: &SaisieTermes) -> Self {
        let rubriques = depart.rubriques.iter().map(|rubrique| rubrique.code().to_owned()).collect();
        let quota = |profil: &Profil| {
            let nombre = depart.quotas.iter().find(|quota| quota.profil == *profil);
            (*profil, RwSignal::new(nombre.map(|quota| quota.nombre.clone()).unwrap_or_default()))
        };
        Self {
            sorte,
            niveau: RwSignal::new(depart.niveau.clone()),
            ctsa: RwSignal::new(depart.ctsa.clone()),
            communes: RwSignal::new(depart.communes.clone()),
            rubriques: RwSignal::new(rubriques),
            saisie: RwSignal::new(if depart.saisie { "oui" } else { "non" }.to_owned()),
            droits: RwSignal::new(if depart.droits_en_cours { "en_cours" } else { "clos" }.to_owned()),
            quotas: StoredValue::new(sorte.profils().iter().map(quota).collect()),
            capacite: RwSignal::new(depart.capacite.clone()),
        }
    }

    /// As it stands. Tracked.
    pub fn saisie(self) -> SaisieTermes {
        let quota = |(profil, nombre): &(Profil, RwSignal<String>)| SaisieQuota {
            profil: *profil,
            nombre: nombre.get(),
        };
        SaisieTermes {
            niveau: self.niveau.get(),
            ctsa: self.ctsa.get(),
            communes: self.communes.get(),
            rubriques: self
                .rubriques
                .with(|codes| codes.iter().filter_map(|c| Rubrique::du_code(c)).collect()),
            saisie: self.saisie.with(|saisie| saisie == "oui"),
            droits_en_cours: self.droits.with(|droits| droits != "clos"),
            quotas: self.quotas.with_value(|quotas| quotas.iter().map(quota).collect()),
            capacite: self.capacite.get(),
        }
    }

    pub fn vue(self, lieux: &Lieux, erreurs: Erreurs) -> AnyView {
        let niveaux: Vec<Choix> = Niveau::TOUS.iter().map(|n| Choix::new(n.code(), n.libelle())).collect();
        let quotas = self.quotas.get_value().into_iter().enumerate().map(|(rang, (profil, nombre))| {
            let id = format!("termes.quotas.{rang}.nombre");
            let erreur = erreurs.de(id.clone());
            view! {
                <ChampTexte id libelle=format!("Habilitations « {} »", profil.libelle()) valeur=nombre erreur facultatif=true/>
            }
        });
        let quotas = quotas.collect_view();
        view! {
            <ListeFermee
                id="termes.niveau" libelle="Niveau géographique" valeur=self.niveau choix=niveaux
                erreur=erreurs.de("termes.niveau")
            />
            {self.territoire(lieux, erreurs)}
            {self.rubriques(erreurs)}
            {self.droits(erreurs)}
            {self.mode(erreurs)}
            <div class="champs">{quotas}</div>
            {self.capacite(erreurs)}
        }
        .into_any()
    }

    /// A structure accompanies; nobody else does.
    fn capacite(self, erreurs: Erreurs) -> Option<AnyView> {
        (self.sorte == SorteOrganisation::Structure).then(|| {
            view! {
                <ChampTexte
                    id="termes.capacite" libelle="Capacité" valeur=self.capacite erreur=erreurs.de("termes.capacite")
                    indice="Personnes accompagnées à la fois : au-delà, qui oriente est averti, sans être empêché."
                    facultatif=true largeur=Largeur::Courte
                />
            }
            .into_any()
        })
    }

    /// Which CTSA, or which communes, once the level is chosen.
    fn territoire(self, lieux: &Lieux, erreurs: Erreurs) -> AnyView {
        let choix: Vec<Choix> =
            lieux.ctsa.iter().map(|l: &Lieu| Choix::new(l.code.clone(), l.nom.clone())).collect();
        let champ = move || {
            match self.niveau.with(|niveau| Niveau::du_code(niveau)) {
            Some(Niveau::Ctsa) => Some(view! {
                <GroupeCases
                    id="termes.ctsa" legende="CTSA" valeurs=self.ctsa choix=choix.clone() erreur=erreurs.de("termes.ctsa")
                    indice="Les agents n’ouvrent que les dossiers de ces territoires."
                />
            }.into_any()),
            Some(Niveau::Communes) => Some(view! {
                <ChampZone
                    id="termes.communes" libelle="Communes" valeur=self.communes max=LONGUEUR_COMMUNES erreur=erreurs.de("termes.communes")
                    indice="Noms ou codes INSEE, séparés par des virgules. Les agents n’ouvrent que les dossiers de ces communes."
                />
            }.into_any()),
            _ => None,
        }
        };
        champ.into_any()
    }

    fn rubriques(self, erreurs: Erreurs) -> Option<AnyView> {
        let d_office: Vec<_> = self.sorte.rubriques_d_office().iter().map(|r| r.libelle()).collect();
        let indice = format!("Toujours ouvertes par les profils : {}.", d_office.join(", "));
        let au_choix = self.sorte.rubriques_au_choix();
        let choix: Vec<Choix> = au_choix.iter().map(|r| Choix::new(r.code(), r.libelle())).collect();
        (!choix.is_empty()).then(|| {
            view! {
                <GroupeCases
                    id="termes.rubriques" legende="Rubriques ouvertes en plus" valeurs=self.rubriques choix indice
                    facultatif=true erreur=erreurs.de("termes.rubriques") forme=Forme::Pastilles
                />
            }
            .into_any()
        })
    }

    /// Of who reads the whole département.
    fn droits(self, erreurs: Erreurs) -> Option<AnyView> {
        let choix = vec![
            Choix::new("en_cours", "Droit en cours seulement"),
            Choix::new("clos", "Droit en cours ou clos"),
        ];
        self.sorte.choisit_les_droits().then(|| {
            view! {
                <GroupeRadio
                    id="termes.droits_en_cours" legende="Dossiers ouverts" valeur=self.droits choix
                    erreur=erreurs.de("termes.droits_en_cours") forme=Forme::Pastilles
                    indice="Une demande en attente ou refusée n’est jamais ouverte : ce n’est pas celle d’un bénéficiaire."
                />
            }
            .into_any()
        })
    }

    fn mode(self, erreurs: Erreurs) -> Option<AnyView> {
        let choix = vec![Choix::new("oui", "Consulter et saisir"), Choix::new("non", "Consulter seulement")];
        self.sorte.saisit().then(|| {
            view! {
                <GroupeRadio
                    id="termes.saisie" legende="Ce que les agents peuvent faire" valeur=self.saisie choix
                    erreur=erreurs.de("termes.saisie") forme=Forme::Pastilles
                />
            }
            .into_any()
        })
    }
}
