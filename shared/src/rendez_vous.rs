use crate::liste::liste_fermee;
liste_fermee! { ObjetRendezVous { Suivi = "suivi", "Suivi"; } }
liste_fermee! { Canal { Physique = "physique", "Sur place"; } }
liste_fermee! { StatutRendezVous { Prevu = "prevu", "Prévu"; } }
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieRendezVous {
    pub objet: String,
}
