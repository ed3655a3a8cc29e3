"""The tables that the view of a dossier reads, and of their columns those that it shows."""

import re

from django.db import models


def vers(modele, nom="+"):
    return models.ForeignKey(modele, models.DO_NOTHING, related_name=nom)


class Table(models.Model):
    class Meta:
        abstract = True
        managed = False


class Organisation(Table):
    nom = models.TextField()


class Agent(Table):
    is_authenticated = True
    organisation = vers(Organisation)
    nom, prenom, email = models.TextField(), models.TextField(), models.TextField()
    suspendu_le = models.DateTimeField()

    def __str__(self):
        return f"{self.prenom} {self.nom}"


class Session(Table):
    agent = vers(Agent)
    empreinte, profil = models.TextField(), models.TextField()
    vue_le = models.DateTimeField()


class Dossier(Table):
    etat, date_reference = models.TextField(), models.DateField()


class Personne(Table):
    dossier = vers(Dossier, "personnes")
    role, nom, prenom = models.TextField(), models.TextField(), models.TextField()
    date_naissance, partie_le = models.DateField(), models.DateField()
    droits_et_devoirs = models.BooleanField()


class Rubrique(Table):
    pk = models.CompositePrimaryKey("dossier_id", "rubrique")
    dossier = vers(Dossier, "rubriques")
    rubrique, contenu = models.TextField(), models.JSONField()


class RubriquePersonne(Table):
    pk = models.CompositePrimaryKey("personne_id", "rubrique")
    personne = vers(Personne, "rubriques")
    rubrique, contenu = models.TextField(), models.JSONField()


class Orientation(Table):
    personne, organisation = vers(Personne, "orientations"), vers(Organisation)
    sorte = models.TextField()
    debut, notifiee_le, fin = models.DateField(), models.DateField(), models.DateField()


class Referent(Table):
    personne, agent = vers(Personne, "referents"), vers(Agent)
    debut, fin = models.DateField(), models.DateField()


class Cer(Table):
    personne, organisation, referent = vers(Personne, "cer"), vers(Organisation), vers(Agent)
    etat, sorte, rang = models.TextField(), models.TextField(), models.IntegerField()
    debut, fin = models.DateField(), models.DateField()


class RendezVous(Table):
    personne, referent = vers(Personne, "rendez_vous"), vers(Agent)
    objet, canal = models.TextField(), models.TextField()
    lieu, statut = models.TextField(), models.TextField()
    debut, duree_minutes, version = models.DateTimeField(), models.IntegerField(), models.IntegerField()


class Attente(Table):
    personne = vers(Personne, "attentes")
    quoi, objet_id = models.TextField(), models.IntegerField()
    depuis, limite = models.DateField(), models.DateField()
    du, avant = models.DateTimeField(), models.DateTimeField()


# As the product names them: RendezVous is rendez_vous.
for table in Table.__subclasses__():
    table._meta.db_table = re.sub(r"\B(?=[A-Z])", "_", table.__name__).lower()
