//! The words that may not be kept, by category, with what to write instead.
//! Grammar of the expressions: see [`super::mots::mesure`]. Written without
//! accents. When in doubt a word stays out: a guard that cries wolf is ignored.

use super::Categorie;
use super::mots::{Mot, mesure};

/// Expressions that share a category and an advice.
pub(super) struct Groupe {
    pub categorie: Categorie,
    pub conseil: &'static str,
    /// Separated by commas.
    expressions: &'static str,
}

/// The longest expression at the head of `mots`, with its length in words.
pub(super) fn cherche(mots: &[Mot]) -> Option<(&'static Groupe, usize)> {
    let candidats = GROUPES
        .iter()
        .flat_map(|groupe| groupe.expressions.split(", ").map(move |expression| (groupe, expression)));
    candidats
        .filter_map(|(groupe, expression)| Some((groupe, mesure(expression, mots)?)))
        .max_by_key(|trouve| trouve.1)
}

const CONSEIL_SANTE: &str = "Écrivez l'effet sur le parcours, sans la cause : « indisponible jusqu'au 30 juin, justificatif fourni ».";
const CONSEIL_JUGEMENT: &str = "Décrivez un fait daté : « absent aux rendez-vous du 3 et du 17 mars ».";
const CONSEIL_JUSTICE: &str =
    "Écrivez la contrainte sans sa cause : « non disponible du 1er au 30 juin », « démarche en cours ».";
const CONSEIL_ORIGINE: &str =
    "Écrivez le besoin utile au contrat : « cours de français », « titre de séjour à renouveler ».";
const CONSEIL_CROYANCE: &str =
    "Retirez-le, ou écrivez la seule contrainte utile : « non disponible le vendredi après-midi ».";
const CONSEIL_OPINION: &str =
    "Retirez-le, ou écrivez l'activité utile au projet : « bénévole dans une association ».";
const CONSEIL_INTIME: &str = "Retirez-le : il est sans rapport avec le contrat.";

static GROUPES: &[Groupe] = &[
    Groupe { categorie: Categorie::Sante, conseil: CONSEIL_SANTE, expressions: ADDICTIONS },
    Groupe { categorie: Categorie::Sante, conseil: CONSEIL_SANTE, expressions: PSYCHISME },
    Groupe { categorie: Categorie::Sante, conseil: CONSEIL_SANTE, expressions: MALADIES },
    Groupe { categorie: Categorie::Sante, conseil: CONSEIL_SANTE, expressions: SOINS },
    Groupe { categorie: Categorie::Jugement, conseil: CONSEIL_JUGEMENT, expressions: JUGEMENTS },
    Groupe { categorie: Categorie::Infraction, conseil: CONSEIL_JUSTICE, expressions: INFRACTIONS },
    Groupe { categorie: Categorie::OrigineEthnique, conseil: CONSEIL_ORIGINE, expressions: ORIGINES },
    Groupe { categorie: Categorie::Croyance, conseil: CONSEIL_CROYANCE, expressions: CROYANCES },
    Groupe { categorie: Categorie::Opinion, conseil: CONSEIL_OPINION, expressions: OPINIONS },
    Groupe { categorie: Categorie::VieSexuelle, conseil: CONSEIL_INTIME, expressions: VIE_INTIME },
];

const ADDICTIONS: &str = "\
    alcool*, drogue*, drogu*, toxico*, stupefiant*, cannabis, cocain*, heroin*, addict*, desintox*, \
    sevrage*, postcure*, cure de|thermale, en cure, methadone, subutex, ivrogne*, soulard*, \
    ivre|ivres|ivresse, fume du shit, tabagi*";

const PSYCHISME: &str = "\
    depressi*|depression*, deprime*, burnout, burn out, psychiatr*, psychotherap*, psychose*, psychotique*|psychotrope*, \
    psycholog*, psy|psys, schizo*, bipolair*, parano*, autis*, nevros*, anorex*, boulim*, suicid*, \
    anxieu*|anxiete*, angoiss*, trouble|troubles psych*|anxieux|mentaux|dys, \
    trouble|troubles du comportement|sommeil, trouble|troubles de l humeur, sante mentale, \
    probleme|problemes mentaux|mental, deficien* intellectuel*|mental*, retard mental, trisomi*";

const MALADIES: &str = "\
    maladi*, malade*, patholog*, symptome*, cancer*, tumeur*, leucemi*, sida, vih, seropositi*, \
    hepatite*, diabet*, epilep*, sclerose*, parkinson, alzheimer, fibromyalgi*, infarctus, avc, \
    cardiaque*, asthm*, obese*|obesite, lombalgi*, sciatique*, hernie*, lumbago*, arthrose*, \
    polyarthrite*, tuberculose*, mucoviscidose, endometriose, handicap*, invalidite*, \
    sourd|sourde|sourds|sourdes, aveugle|aveugles, malvoyant*, malentendant*, douleur*, mal de|au dos, \
    blessure*, probleme|problemes|souci|soucis|ennuis de sante, etat de sante, \
    sante fragile|precaire|degradee|defaillante";

const SOINS: &str = "\
    hospitalis*, sorti|sortie d|de hopital, sorti|sortie de l hopital, hopital de jour, chirurgi*, \
    ete opere|operee du|de|d|des|en|au, chimiotherap*, radiotherap*, dialyse*, transplant*, medicament*, antidepress*, \
    anxiolytique*, neuroleptique*, somnifere*, traitement medical|medicamenteux|lourd, sous traitement, \
    suivi|dossier|traitement medical, enceinte|enceintes, grossesse*, ivg, avortement*, avorte|avortee, \
    fausse couche, neurolog*, cardiolog*, oncolog*, cancerolog*";

const JUGEMENTS: &str = "\
    faineant*, feneant*, feignant*, paresse*, flemmard*, glandeu*, tire au flanc, menteur*, menteuse*, \
    mythomane*, hypocrit*, stupide*, stupidite*, idiot*, imbecil*, debile*, cretin*, abruti*, \
    con|conne|cons|connes, connard*, salaud*, salope|salopes|saloperie*, agressif*|agressive*|agressivite, \
    violent|violents|violente|violentes, malpropre*, sent|sentait mauvais, hygiene douteuse, \
    mauvaise hygiene|foi|volonte|mere, mauvais pere, manque|probleme|problemes d hygiene, profiteu*, \
    profite du|de systeme, dans|de l assistanat, mentalite d assiste*, manipulateur|manipulatrice, capricieu*, \
    immatur*, hysteri*, fou|fous|folle|folles, cingle|cinglee, dingue*, bizarre*, lunatique*, \
    incapable*, vulgaire*, arrogan*, insolent*, ingerable*, irrespectueu*, cas social|soc, cassos, \
    aucun effort, aucune volonte|motivation, pas|peu motive*, raciste*, clochard*, marginal|marginaux, \
    delirant*, simplet*, niais|niaise, pas|peu intelligent*, intellectuellement limite*, \
    limite|limitee intellectuellement, pitoyable*, odieu*, pervers*, vit aux crochets";

const INFRACTIONS: &str = "\
    prison*, emprisonn*, incarcer*, levee d ecrou, sous ecrou, est|ete|ex|ancien|ancienne|actuellement detenu*, detention provisoire, \
    centre de detention, maison d arret, condamnation*, condamne|condamnee a|pour|par, delinquan*, \
    criminel*, casier judiciaire, garde a vue, bracelet electronique, vol|vols avec violence*|effraction|arme, vol a l etalage|arrache, voleur*, \
    voleuse*, a vole, escroc*, escroquer*, fraud*, trafic de drogue*|stupefiant*|cannabis, trafiquant*, \
    dealer|dealers|dealeur*, violence*, agression*, viol|viols, violeur*, violee|violees, \
    penitentiaire*, spip, travail|travaux d interet general, tig, sursis probatoire|simple|avec, \
    liberation|liberte conditionnelle, semi liberte, conduite en etat, \
    porte|porter|depose|deposer plainte, depot de plainte, travail|travaille|travaillait au noir, \
    travail dissimule, mis|mise en examen, infraction*, delit|delits, cambriol*, harcel*, recidiv*, \
    ";

const ORIGINES: &str = "\
    origine alger*|maroc*|tunis*|turc*|turq*|afric*|maghreb*|arab*|kurd*|kosov*|rouma*|alban*|portug*|ital*|polon*|russ*|tchetch*|asiat*|viet*|congol*|camerou*|senega*|etrang*|armen*|georg*|syri*|afghan*|ethni*, \
    communaute turq*|afric*|maghreb*|arab*|kurd*|gitan*|rom|roms|tchetch*|asiat*|alger*|maroc*, ethni*, \
    race|races, racial*, maghrebin*, arabe|arabes, gitan*, tzigane*, tsigane*, manouche*, yeniche*, \
    rom|roms, gens du voyage, negre*, beur|beurs|beurette*, metis|metisse*, africain*, asiatique*, \
    couleur de peau, personne|homme|femme|peau noire|noir, immigre|immigree|immigres";

const CROYANCES: &str = "\
    musulman*, islam*, coran|coranique*, ramadan, halal, casher|kasher, catholi*, protestant*, \
    evangelique*|evangeliste*, chretien|chretiens|chretienne*, juif|juifs|juive|juives, judais*, \
    israelite*, bouddhis*, hindou*, athee|athees|atheisme, temoin|temoins de jehovah, mosquee*, \
    synagogue*, a l eglise, messe|messes, imam|imams, pretre|pretres, religi*, croyance*, est|tres|peu|non croyant|croyante, \
    tres|peu|non|est pratiquant|pratiquante, porte|porter|portant|met|retire le|son voile|foulard, \
    femme|femmes|fille voilee*, est voilee, foulard|voile islamique|integral, \
    fait|faire la|sa|ses priere*, lieu|salle de priere*, integriste*, salafi*, djihad*, radicalis*, \
    secte|sectes";

const OPINIONS: &str = "\
    syndicaliste*, syndique|syndiquee|syndiques|syndiquees, delegue|deleguee syndica*, cgt, cfdt, cftc, \
    militant*, communiste*, socialiste*, extreme droite|gauche, rassemblement|front national, \
    gilets jaunes, macroniste*, lepeniste*, melenchoniste*, anarchis*, fasciste*, royaliste*, \
    gauchiste*, greviste*, complotis*, opinion|opinions|conviction|convictions politique*|syndicale*, \
    parti|engagement politique, engage|engagee politiquement, vote a|pour extreme|le|la|l";

const VIE_INTIME: &str = "\
    homosexu*, heterosexu*, bisexu*, lesbien*, gay|gays, transgenre*, transsexu*, prostitu*, sexuel*, \
    sexualite*, libertin*, infidel*, adultere*, son amant, escort girl, change de sexe";
