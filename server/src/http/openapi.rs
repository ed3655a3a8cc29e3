//! The OpenAPI 3.1 description, drawn from the lines of the router: what is not routed
//! is not described, what is described is routed.

mod statuts;

use axum::http::StatusCode;
use reciproque_shared::accueil::FileAttente;
use reciproque_shared::alerte::ENTETE_MOTIF;
use reciproque_shared::api::{Appel, Methode, RACINE, Version};
use reciproque_shared::erreur::Probleme;
use reciproque_shared::habilitation::{Acte, Vue};
use reciproque_shared::rendez_vous::Changement;
use utoipa::openapi::header::Header;
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ComponentsBuilder, Object, ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Ref, RefOr, Required,
};
use utoipa::{PartialSchema, ToSchema};

use crate::refus::PROBLEME;
pub use statuts::{Garde, statuts};

/// One described call: what the coverage test compares with the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Name of the call in `shared::api`: its `operationId`.
    pub operation: &'static str,
    pub methode: Methode,
    pub chemin: &'static str,
    pub acte: Acte,
    /// See [`Appel::OBJET`].
    pub objet: Option<&'static str>,
    /// Besides 200.
    pub refus: Vec<StatusCode>,
    /// It creates: see [`Appel::CREE`].
    pub cree: bool,
}

/// The description under construction.
#[derive(Default)]
pub struct Description {
    routes: Vec<Route>,
    operations: Vec<(String, HttpMethod, OperationBuilder)>,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl Description {
    /// Every route, in product order.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// Describes one call, which stands behind `garde`.
    pub fn ajouter<A>(&mut self, garde: Garde)
    where
        A: Appel,
        A::Chemin: SchemasChemin,
        A::Corps: ToSchema + 'static,
        A::Reponse: ToSchema + 'static,
    {
        let nom = std::any::type_name::<A>().rsplit("::").next().unwrap_or_default();
        let succes = ResponseBuilder::new().description("Fait").header("X-Trace", trace());
        let mut operation = OperationBuilder::new()
            .operation_id(Some(nom))
            .summary(Some(A::RESUME))
            .response("200", contenu(succes, self.schema::<A::Reponse>()));
        let possibles: Vec<_> = statuts::<A>(garde).collect();
        for (statut, dit) in &possibles {
            operation = operation.response(statut.as_str(), probleme(dit, self.schema::<Probleme>()));
        }
        for (nom, schema) in parametres(A::CHEMIN).zip(A::Chemin::schemas()) {
            operation = operation.parameter(parametre(nom, ParameterIn::Path, schema));
        }
        if A::Version::ATTENDUE {
            operation = operation.parameter(parametre("If-Match", ParameterIn::Header, String::schema()));
        }
        if A::CREE {
            operation = operation.parameter(parametre("Idempotency-Key", ParameterIn::Header, cle()));
        }
        if matches!(A::ACTE.vue(), Vue::Dossier | Vue::Suite) {
            operation = operation.parameter(motif());
        }
        if !est_vide::<A::Corps>() {
            let corps = ContentBuilder::new().schema(Some(self.schema::<A::Corps>())).build();
            operation = operation.request_body(Some(
                RequestBodyBuilder::new()
                    .content("application/json", corps)
                    .required(Some(Required::True))
                    .build(),
            ));
        }
        if !matches!(A::ACTE, Acte::SeConnecter | Acte::ConsulterNotice) {
            operation = operation.security(SecurityRequirement::new::<_, _, String>("session", []));
        }
        let refus = possibles.into_iter().map(|(statut, _)| statut).collect();
        let (methode, chemin, acte) = (A::METHODE, A::CHEMIN, A::ACTE);
        self.routes.push(Route {
            operation: nom,
            methode,
            chemin,
            acte,
            objet: A::OBJET,
            refus,
            cree: A::CREE,
        });
        self.operations.push((format!("{RACINE}{}", A::CHEMIN), verbe(A::METHODE), operation));
    }

    /// Notes a type and all that it holds; answers the reference to it. Nothing is
    /// answered as JSON null.
    fn schema<T: ToSchema + 'static>(&mut self) -> RefOr<Schema> {
        if est_vide::<T>() {
            return Object::with_type(Type::Null).into();
        }
        let nom = T::name();
        T::schemas(&mut self.schemas);
        self.schemas.push((nom.to_string(), T::schema()));
        RefOr::Ref(Ref::from_schema_name(nom))
    }

    /// The whole document; `cookie` is the name of the session's cookie.
    pub fn document(self, cookie: &str) -> OpenApi {
        let mut chemins = PathsBuilder::new();
        for (chemin, methode, operation) in self.operations {
            chemins = chemins.path(chemin, PathItem::new(methode, operation.build()));
        }
        let session = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(cookie)));
        let composants =
            ComponentsBuilder::new().schemas_from_iter(self.schemas).security_scheme("session", session);
        OpenApiBuilder::new()
            .info(InfoBuilder::new().title("Réciproque").version(env!("CARGO_PKG_VERSION")).build())
            .paths(chemins.build())
            .components(Some(composants.build()))
            .build()
    }
}

fn verbe(methode: Methode) -> HttpMethod {
    match methode {
        Methode::Get => HttpMethod::Get,
        Methode::Post => HttpMethod::Post,
        Methode::Put => HttpMethod::Put,
        Methode::Delete => HttpMethod::Delete,
    }
}

/// Names in braces of a path.
fn parametres(chemin: &str) -> impl Iterator<Item = &str> {
    chemin.split('/').filter_map(|morceau| morceau.strip_prefix('{')?.strip_suffix('}'))
}

/// What the parameters of a path are, in order.
pub trait SchemasChemin {
    fn schemas() -> Vec<RefOr<Schema>>;
}

impl SchemasChemin for () {
    fn schemas() -> Vec<RefOr<Schema>> {
        Vec::new()
    }
}

impl SchemasChemin for i64 {
    fn schemas() -> Vec<RefOr<Schema>> {
        vec![Self::schema()]
    }
}

impl SchemasChemin for (i64, i64) {
    fn schemas() -> Vec<RefOr<Schema>> {
        vec![i64::schema(), i64::schema()]
    }
}

impl SchemasChemin for (i64, Changement) {
    fn schemas() -> Vec<RefOr<Schema>> {
        vec![i64::schema(), Changement::schema()]
    }
}

impl SchemasChemin for FileAttente {
    fn schemas() -> Vec<RefOr<Schema>> {
        vec![Self::schema()]
    }
}

/// Whether a call has no body, or no answer.
pub fn est_vide<T: 'static>() -> bool {
    std::any::TypeId::of::<T>() == std::any::TypeId::of::<()>()
}

fn parametre(nom: &str, lieu: ParameterIn, schema: RefOr<Schema>) -> Parameter {
    ParameterBuilder::new().name(nom).parameter_in(lieu).required(Required::True).schema(Some(schema)).build()
}

/// Drawn by the client for one creation, the same at each try.
fn cle() -> RefOr<Schema> {
    let cle = ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[A-Za-z0-9-]{16,64}$"));
    cle.build().into()
}

/// Asked for under watch only.
fn motif() -> Parameter {
    ParameterBuilder::new()
        .name(ENTETE_MOTIF)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .schema(Some(i64::schema()))
        .build()
}

/// Number of the event of the journal under which the answer left.
fn trace() -> Header {
    Header::new(Object::with_type(Type::Integer))
}

fn contenu(reponse: ResponseBuilder, schema: RefOr<Schema>) -> ResponseBuilder {
    reponse.content("application/json", ContentBuilder::new().schema(Some(schema)).build())
}

fn probleme(dit: &str, schema: RefOr<Schema>) -> ResponseBuilder {
    ResponseBuilder::new()
        .description(dit)
        .content(PROBLEME, ContentBuilder::new().schema(Some(schema)).build())
}
