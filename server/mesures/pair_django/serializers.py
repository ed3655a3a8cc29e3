"""The JSON of the product's page, less the adults gone, why it is shown, and what rules say of the rows."""

from rest_framework.serializers import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    IntegerField,
    Serializer,
)

# Rubriques under another name than their code.
DU_FOYER = {"adresse": "adresses", "ressources": "base_calcul"}
DE_L_ADULTE = {"droits": "activites"}


class AvecRubriques(Serializer):
    """What the flow says, beside the rest."""

    def to_representation(self, instance):
        lu = super().to_representation(instance)
        for rubrique in instance.rubriques.all():
            lu[self.noms.get(rubrique.rubrique, rubrique.rubrique)] = rubrique.contenu
        return lu


class Orientation(Serializer):
    sorte, structure = CharField(), CharField(source="organisation.nom")
    debut, notifiee_le, fin = DateField(), DateField(), DateField()


class Referent(Serializer):
    agent, nom = IntegerField(source="agent_id"), CharField(source="agent")
    structure = CharField(source="agent.organisation.nom")
    debut, fin = DateField(), DateField()


class Attente(Serializer):
    quoi, objet, depuis, limite = CharField(), IntegerField(source="objet_id"), DateField(), DateField()


class Cer(Serializer):
    id, sorte, rang, etat = IntegerField(), CharField(), IntegerField(), CharField()
    debut, fin = DateField(), DateField()
    structure, referent = CharField(source="organisation.nom"), CharField()


class PersonneConcernee(Serializer):
    dossier, personne = IntegerField(source="dossier_id"), IntegerField(source="id")
    nom, prenom, date_naissance = CharField(), CharField(), DateField()


class RendezVous(Serializer):
    id, version, personne, objet = IntegerField(), IntegerField(), PersonneConcernee(), CharField()
    debut, duree_minutes, canal = DateTimeField(), IntegerField(), CharField()
    lieu, statut, referent = CharField(), CharField(), CharField()


class Parcours(Serializer):
    orientations, referents = Orientation(many=True), Referent(many=True)
    attentes, cer, rendez_vous = Attente(many=True), Cer(many=True), RendezVous(many=True)


class Adulte(AvecRubriques):
    noms = DE_L_ADULTE
    id, role, droits_et_devoirs = IntegerField(), CharField(), BooleanField()
    parcours = Parcours(source="*")


class FicheDossier(AvecRubriques):
    noms = DU_FOYER
    id, etat, date_flux = IntegerField(), CharField(), DateField(source="date_reference")
    adultes = Adulte(many=True, source="personnes")
