//! The OpenAPI 3.1 description, drawn from the lines of the router: what is not routed
//! is not described, what is described is routed.

use reciproque_shared::api::{Appel, Methode, RACINE};
use reciproque_shared::erreur::Probleme;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ComponentsBuilder, Schema};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Ref, RefOr, Required,
};
use utoipa::{PartialSchema, ToSchema};

use crate::refus::Refus;

/// One described call: what the coverage test compares with the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    pub methode: Methode,
    pub chemin: &'static str,
    pub acte: reciproque_shared::habilitation::Acte,
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

    /// Describes one call.
    pub fn ajouter<A>(&mut self)
    where
        A: Appel,
        A::Corps: ToSchema,
        A::Reponse: ToSchema,
    {
        let nom = std::any::type_name::<A>().rsplit("::").next().unwrap_or_default();
        let mut operation = OperationBuilder::new()
            .operation_id(Some(nom))
            .summary(Some(A::RESUME))
            .response("200", contenu(ResponseBuilder::new().description("Fait"), self.schema::<A::Reponse>()))
            .response("default", probleme(self.schema::<Probleme>()));
        for nom in parametres(A::CHEMIN) {
            operation = operation.parameter(parametre(nom, ParameterIn::Path));
        }
        if A::VERSIONNE {
            operation = operation.parameter(parametre("If-Match", ParameterIn::Header));
        }
        if matches!(A::METHODE, Methode::Post | Methode::Put) {
            let corps = ContentBuilder::new().schema(self.schema::<A::Corps>()).build();
            operation = operation.request_body(Some(
                RequestBodyBuilder::new()
                    .content("application/json", corps)
                    .required(Some(Required::True))
                    .build(),
            ));
        }
        if A::ACTE != reciproque_shared::habilitation::Acte::SeConnecter {
            operation = operation.security(SecurityRequirement::new::<_, _, String>("session", []));
        }
        self.routes.push(Route { methode: A::METHODE, chemin: A::CHEMIN, acte: A::ACTE });
        self.operations.push((format!("{RACINE}{}", A::CHEMIN), methode(A::METHODE), operation));
    }

    /// Notes a type and all that it holds; answers the reference to it.
    fn schema<T: ToSchema>(&mut self) -> Option<RefOr<Schema>> {
        if std::any::type_name::<T>() == "()" {
            return None;
        }
        let nom = T::name();
        T::schemas(&mut self.schemas);
        self.schemas.push((nom.to_string(), T::schema()));
        Some(RefOr::Ref(Ref::from_schema_name(nom)))
    }

    /// The whole document.
    pub fn document(self) -> OpenApi {
        let mut chemins = PathsBuilder::new();
        for (chemin, methode, operation) in self.operations {
            chemins = chemins.path(chemin, PathItem::new(methode, operation.build()));
        }
        let session = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("reciproque")));
        let composants =
            ComponentsBuilder::new().schemas_from_iter(self.schemas).security_scheme("session", session);
        OpenApiBuilder::new()
            .info(InfoBuilder::new().title("Réciproque").version(env!("CARGO_PKG_VERSION")).build())
            .paths(chemins.build())
            .components(Some(composants.build()))
            .build()
    }
}

fn methode(methode: Methode) -> HttpMethod {
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

fn parametre(nom: &str, lieu: ParameterIn) -> utoipa::openapi::path::Parameter {
    ParameterBuilder::new()
        .name(nom)
        .parameter_in(lieu)
        .required(Required::True)
        .schema(Some(String::schema()))
        .build()
}

fn contenu(reponse: ResponseBuilder, schema: Option<RefOr<Schema>>) -> ResponseBuilder {
    reponse.content("application/json", ContentBuilder::new().schema(schema).build())
}

fn probleme(schema: Option<RefOr<Schema>>) -> ResponseBuilder {
    let statuts = Refus::STATUTS.map(|s| s.as_u16().to_string()).join(", ");
    ResponseBuilder::new()
        .description(format!("Problème (RFC 9457) : {statuts}"))
        .content("application/problem+json", ContentBuilder::new().schema(schema).build())
}
