use crate::liste::liste_fermee;
liste_fermee! {
    SorteOrientation { Social = "social", "Social"; }
}
liste_fermee! {
    EtatEcheance { Depassee = "depassee", "dépassée"; Proche = "proche", "proche"; AVenir = "a_venir", "à venir"; }
}
