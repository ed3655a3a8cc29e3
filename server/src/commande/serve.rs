//! `reciproque serve`: the app and the API, until told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use clap::Args;
use reciproque_server::depot::{Depot, entretien, reglage};
use reciproque_server::dire;
use reciproque_server::fichier::inutilisable;
use reciproque_server::flux::importation::reprise;
use reciproque_server::http::connexions::{self, Limites};
use reciproque_server::http::statiques;
use reciproque_server::journal::{Exigence, Journal};
use reciproque_server::secret::cle_acces::ClesAcces;
use reciproque_server::secret::{Coffre, Frein};
use reciproque_server::serveur::Destinations;
use reciproque_server::serveur::activite;
use reciproque_server::serveur::guichet::Capacite;
use reciproque_server::serveur::{Extranet, Horloge, Reglages};
use reciproque_server::trace::tetes;
use reciproque_server::{alerte, attente, cer, garde, regles, revue, routeur};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::regle::Regles;
use reciproque_shared::revue::{JourAnnuel, ReglagesRevue, RetardRevue};
use reciproque_shared::trace::MoisDeTraces;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::Lieux;

#[derive(Args)]
pub struct Options {
    /// Adresse d’écoute
    #[arg(long, env = "RECIPROQUE_ADRESSE", default_value = "127.0.0.1:8080")]
    adresse: SocketAddr,
    /// Dossier de l’application construite
    #[arg(long, env = "RECIPROQUE_APP", default_value = "dist")]
    app: PathBuf,
    /// Le navigateur nous atteint en HTTPS (cookie Secure et __Host-, HSTS)
    #[arg(long, env = "RECIPROQUE_TLS")]
    tls: bool,
    /// Sert sans HTTPS au-delà de cette machine : mots de passe et dossiers passent en clair sur le réseau
    #[arg(long, env = "RECIPROQUE_SANS_TLS", conflicts_with = "tls")]
    sans_tls: bool,
    /// Un mandataire de confiance renseigne X-Forwarded-For
    #[arg(long, env = "RECIPROQUE_MANDATAIRE")]
    mandataire: bool,
    /// Secondes d’inactivité avant la fin d’une session
    #[arg(long, env = "RECIPROQUE_INACTIVITE", default_value_t = 1800)]
    inactivite: u32,
    /// Heures après lesquelles une session se termine, même active
    #[arg(long, env = "RECIPROQUE_SESSION_HEURES", default_value_t = 12)]
    session_heures: u32,
    /// Sessions ouvertes à la fois par un agent ; une de plus ferme la plus anciennement active
    #[arg(long, env = "RECIPROQUE_SESSIONS_PAR_AGENT", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    sessions_par_agent: u32,
    /// Secondes laissées à une connexion pour envoyer les en-têtes d’une demande
    #[arg(long, env = "RECIPROQUE_ENTETES", default_value_t = 30)]
    entetes_s: u32,
    /// Connexions à la fois ; une de plus prend la place de celle qui se tait depuis le plus longtemps
    #[arg(long, env = "RECIPROQUE_CONNEXIONS", default_value_t = 1024)]
    connexions: usize,
    /// Connexions à la fois depuis une même adresse ; par défaut 256, et sans limite derrière un mandataire
    #[arg(long, env = "RECIPROQUE_CONNEXIONS_PAR_ADRESSE")]
    connexions_par_adresse: Option<usize>,
    /// Demandes traitées à la fois
    #[arg(long, env = "RECIPROQUE_TRAVAUX", default_value_t = 128, value_parser = clap::value_parser!(u32).range(1..))]
    travaux: u32,
    /// Demandes qui attendent leur tour ; les suivantes sont renvoyées à plus tard (503)
    #[arg(long, env = "RECIPROQUE_FILE", default_value_t = 256)]
    file: u32,
    /// Tentatives de connexion d’affilée, par compte et par adresse
    #[arg(long, env = "RECIPROQUE_TENTATIVES", default_value_t = 10)]
    tentatives: u32,
    /// Adresse que les navigateurs connaissent (https://extranet.exemple.fr) : ouvre les clés d’accès
    #[arg(long, env = "RECIPROQUE_ORIGINE", value_name = "URL")]
    origine: Option<String>,
    /// Domaine auquel les clés d’accès sont liées ; par défaut, celui de l’origine
    #[arg(long, env = "RECIPROQUE_CLES_DOMAINE", value_name = "DOMAINE", requires = "origine")]
    cles_domaine: Option<String>,
    /// Profils qui doivent un second facteur ; « aucun » pour n’en demander à personne. Par défaut,
    /// ceux qui gèrent les accès, sauf sur une base de formation
    #[arg(long, env = "RECIPROQUE_SECOND_FACTEUR", value_delimiter = ',', value_name = "PROFIL")]
    second_facteur: Option<Vec<String>>,
    /// Jours après lesquels un mot de passe est à changer, à la connexion ; 0 pour jamais
    #[arg(long, env = "RECIPROQUE_MOT_DE_PASSE_JOURS", default_value_t = 90)]
    mot_de_passe_jours: u32,
    /// Jours de validité d’un code de première connexion
    #[arg(long, env = "RECIPROQUE_CODE_JOURS", default_value_t = 15)]
    code_jours: u32,
    /// Accès d’autrui qu’un même agent peut fermer ou changer en une heure (0 : sans limite)
    #[arg(long, env = "RECIPROQUE_GESTES_ACCES_HEURE", default_value_t = 20)]
    gestes_acces_heure: u32,
    /// Jours pendant lesquels une structure voit encore un dossier après la fin de l’orientation
    #[arg(long, env = "RECIPROQUE_GRACE", default_value_t = 0)]
    grace: u32,
    /// Mois pendant lesquels les traces sont gardées (6 à 36) ; « journal purger » détruit les autres
    #[arg(long, env = "RECIPROQUE_TRACES_MOIS", default_value = "12", value_name = "MOIS")]
    traces_mois: MoisDeTraces,
    /// Dossier hors de la machine (partage monté) où les sceaux du journal sortent d’eux-mêmes
    #[arg(long, env = "RECIPROQUE_TETES_DOSSIER", value_name = "DOSSIER")]
    tetes_dossier: Option<PathBuf>,
    /// Commande qui reçoit les sceaux du journal sur son entrée, pour les porter hors de la machine
    #[arg(long, env = "RECIPROQUE_TETES_COMMANDE", value_name = "COMMANDE")]
    tetes_commande: Option<String>,
    /// Minutes entre deux sorties des sceaux
    #[arg(long, env = "RECIPROQUE_TETES_MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    tetes_minutes: u64,
    /// Écrit dans le journal même sous un compte PostgreSQL qui pourrait modifier ce qu’il y écrit : formation et essais
    #[arg(long, env = "RECIPROQUE_JOURNAL_MODIFIABLE")]
    journal_modifiable_par_le_serveur: bool,
    /// Règles du Département (JSON), qui priment sur celles du produit aux jours qu’elles disent
    #[arg(long, env = "RECIPROQUE_REGLES", value_name = "FICHIER")]
    regles: Option<PathBuf>,
    /// Jour d’ouverture de la revue annuelle des habilitations (jour/mois)
    #[arg(long, env = "RECIPROQUE_REVUE_OUVERTURE", default_value = "15/01")]
    revue_ouverture: JourAnnuel,
    /// Jours pour finir la revue annuelle
    #[arg(long, env = "RECIPROQUE_REVUE_JOURS", default_value_t = 30)]
    revue_jours: u32,
    /// Jours avant la fin de la revue à partir desquels le rappel devient pressant
    #[arg(long, env = "RECIPROQUE_REVUE_RAPPEL", default_value_t = 15)]
    revue_rappel: u32,
    /// Passé le délai, suspend les accès que la revue n’a pas examinés
    #[arg(long, env = "RECIPROQUE_REVUE_SUSPEND")]
    revue_suspend: bool,
    /// Responsable du traitement, tel que la notice d’information le nomme
    #[arg(long, env = "RECIPROQUE_RESPONSABLE", default_value = "Le Département", value_parser = super::texte)]
    responsable: String,
    /// Comment joindre le délégué à la protection des données, dans la notice d’information
    #[arg(
        long,
        env = "RECIPROQUE_DELEGUE",
        default_value = "Délégué à la protection des données, à l’adresse du Département", value_parser = super::texte)]
    delegue: String,
}

pub async fn servir(lieux: &Lieux, options: Options) -> anyhow::Result<ExitCode> {
    let remede = "Construisez-la avec « make app », ou indiquez avec --app le dossier où elle est.";
    let site =
        statiques::Site::read(&options.app).map_err(inutilisable("l’application", &options.app, remede))?;
    let regles = options.regles.as_deref().map_or_else(|| Ok(Regles::default()), regles::lire)?;
    lieux.preparer()?;
    let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
    let nature = reglage::nature(depot.lecture()).await?;
    let formation = nature == Some(reglage::Nature::Formation);
    if !formation {
        exiger_tls(&options)?;
    }
    let journal =
        Journal::ouvrir_sous(&lieux.url_journal(), &lieux.cle_journal(), exigence(&options)).await?;
    attente::mettre_a_jour(&depot, &regles)
        .await
        .context("ce que chaque dossier attend n’a pas pu être écrit")?;
    let horloge = Horloge::default();
    let (url, cle) = (lieux.url_journal(), lieux.cle_journal());
    reprise::clore_partout(&journal, Journal::ouvrir_pour_une_commande(&url, &cle), &horloge).await?;
    let reglages = Reglages {
        cles: cles(&options)?,
        coffre: Coffre::ouvrir(&lieux.cle_comptes(), depot.lecture()).await?,
        second_facteur: second_facteur(options.second_facteur.as_deref(), formation)?,
        mot_de_passe_jours: options.mot_de_passe_jours,
        code_jours: options.code_jours,
        gestes_acces_heure: options.gestes_acces_heure,
        inactivite_s: options.inactivite,
        session_heures: options.session_heures,
        sessions_par_agent: options.sessions_par_agent,
        grace_jours: options.grace,
        revue: reglages_revue(&options),
        regles,
        tetes: Destinations {
            dossier: options.tetes_dossier,
            commande: options.tetes_commande,
            chaque: Duration::from_secs(options.tetes_minutes * 60),
        },
        traces: options.traces_mois,
        responsable: options.responsable,
        delegue: options.delegue,
        tls: options.tls,
        mandataire: options.mandataire,
        formation,
        travaux: Capacite { places: options.travaux, file: options.file, ..Reglages::default().travaux },
        ..Reglages::default()
    };
    let frein = Frein::new(options.tentatives, options.tentatives.saturating_mul(6));
    let app = Extranet::new(depot, journal.clone(), reglages, horloge, frein);
    let veille = tokio::spawn(alerte::veiller(app.clone()));
    tokio::spawn(garde::retrait::rattraper(app.clone()));
    tokio::spawn(tetes::veiller(app.clone()));
    tokio::spawn(revue::veiller(app.clone()));
    tokio::spawn(cer::veiller(app.clone()));
    tokio::spawn(entretien::veiller(app.depot.clone()));
    tokio::spawn(activite::veiller(app.clone()));
    let service = statiques::securite(routeur(app.clone()).merge(site.routes()), options.tls);
    let remede = "Indiquez-en une autre avec --adresse.";
    let prise = TcpListener::bind(options.adresse).await;
    let prise = prise.map_err(inutilisable("l’adresse d’écoute", options.adresse.to_string(), remede))?;
    // Listened to before anybody is told that the server is there.
    let fin = arret()?;
    dire!("Réciproque est prêt : http://{}", prise.local_addr()?);
    let limites = Limites {
        entetes: Duration::from_secs(options.entetes_s.into()),
        connexions: options.connexions,
        par_adresse: options.connexions_par_adresse.unwrap_or(match options.mandataire {
            true => usize::MAX,
            false => Limites::default().par_adresse,
        }),
        ..Limites::default()
    };
    connexions::servir(prise, service, limites, statiques::sur_le_fil(options.tls), fin).await;
    veille.abort();
    // What goes on without its client is bounded too: the journal is sealed in any case.
    drop(tokio::time::timeout(limites.arret, app.au_repos()).await);
    app.activite.ecrire(&app.depot, app.horloge.maintenant()).await?;
    journal.fermer().await?;
    Ok(ExitCode::SUCCESS)
}

/// Real people's data in clear: said at each start; refused beyond the machine itself, where only
/// a proxy that speaks HTTPS can be in front, unless asked for in so many words.
fn exiger_tls(options: &Options) -> anyhow::Result<()> {
    if options.tls {
        return Ok(());
    }
    ensure!(
        options.sans_tls || options.adresse.ip().is_loopback(),
        "--adresse {} : sur une base de production, écouter au-delà de cette machine demande HTTPS. Placez un mandataire \
         HTTPS devant le serveur et lancez-le avec --tls ; ou, pour servir en clair malgré tout, avec --sans-tls (voir \
         « HTTPS » dans docs/exploitation.md)",
        options.adresse
    );
    tracing::warn!(
        "base de production servie sans --tls : le cookie de session n’est pas Secure et le navigateur n’est pas tenu à \
         HTTPS. Placez un mandataire HTTPS devant le serveur, puis ajoutez --tls (voir « HTTPS » dans \
         docs/exploitation.md)"
    );
    Ok(())
}

fn exigence(options: &Options) -> Exigence {
    if options.journal_modifiable_par_le_serveur { Exigence::Levee } else { Exigence::Stricte }
}

/// On the machine itself, `http://localhost` will do: browsers allow passkeys there.
fn cles(options: &Options) -> anyhow::Result<Option<Arc<ClesAcces>>> {
    let local = options.adresse.ip().is_loopback().then_some("http://localhost");
    let origine = options.origine.as_deref().or(local);
    let cles = origine.map(|origine| ClesAcces::new(origine, options.cles_domaine.as_deref()));
    Ok(cles.transpose()?.map(Arc::new))
}

fn second_facteur(demandes: Option<&[String]>, formation: bool) -> anyhow::Result<Vec<Profil>> {
    match demandes {
        None if formation => Ok(Vec::new()),
        None => Ok(Profil::ceux(|profil| profil.traits().second_facteur).collect()),
        Some([aucun]) if aucun == "aucun" => Ok(Vec::new()),
        Some(codes) => codes
            .iter()
            .map(|code| Profil::du_code(code).with_context(|| format!("profil inconnu : « {code} »")))
            .collect(),
    }
}

fn reglages_revue(options: &Options) -> ReglagesRevue {
    ReglagesRevue {
        ouverture: options.revue_ouverture,
        duree_jours: options.revue_jours,
        rappel_jours: options.revue_rappel,
        retard: if options.revue_suspend { RetardRevue::Suspendre } else { RetardRevue::Prevenir },
    }
}

/// Waits for Ctrl-C or a polite kill, heard from now on.
fn arret() -> anyhow::Result<impl Future<Output = ()>> {
    let (mut terme, mut clavier) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = clavier.recv() => {}
            _ = terme.recv() => {}
        }
    })
}
