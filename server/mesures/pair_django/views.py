"""`GET /api/v1/dossiers/<id>`: who asks, whether it is in their scope, then all that the page shows."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from auditlog.models import LogEntry
from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import path
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.generics import RetrieveAPIView
from rest_framework.permissions import IsAuthenticated

from pair_django import models, serializers

INACTIVITE = timedelta(minutes=30)
# What the convention of the demo opens to the référent under measure: it is not looked up.
RUBRIQUES = ["identite", "famille", "adresse", "droits", "rsa", "ressources", "derogations"]


class ParSession(BaseAuthentication):
    """The cookie of the product, looked up by the unique index of its hash."""

    def authenticate(self, request):
        empreinte = sha256(request.COOKIES.get("reciproque", "").encode()).hexdigest()
        sessions = models.Session.objects.using("depot").select_related("agent")
        session = sessions.filter(empreinte=empreinte).first()
        if session is None or session.agent.suspendu_le or session.vue_le < datetime.now(UTC) - INACTIVITE:
            raise AuthenticationFailed
        return session.agent, session


def visibles(organisation, jour):
    """An adult of the foyer is oriented to this structure."""
    en_cours = Q(orientations__fin=None) | Q(orientations__fin__gte=jour)
    orientes = models.Personne.objects.filter(
        en_cours, orientations__organisation=organisation, orientations__debut__lte=jour, partie_le=None
    )
    return models.Dossier.objects.using("depot").filter(Exists(orientes.filter(dossier=OuterRef("pk"))))


def avec_tout(dossiers, organisation, maintenant):
    cer = models.Cer.objects.select_related("organisation", "referent").order_by("-id")
    lus = {
        "rubriques": models.RubriquePersonne.objects.filter(rubrique__in=RUBRIQUES),
        "orientations": models.Orientation.objects.select_related("organisation").order_by("-debut"),
        "referents": models.Referent.objects.select_related("agent__organisation").order_by("-debut"),
        "attentes": models.Attente.objects.filter(du__lte=maintenant, avant__gt=maintenant),
        "cer": cer.exclude(~Q(organisation=organisation), etat__in=["brouillon", "abandonne"]),
        "rendez_vous": models.RendezVous.objects.select_related("referent").order_by("-debut"),
    }
    adultes = models.Personne.objects.filter(role__in=["DEM", "CJT"], partie_le=None).order_by("-role")
    adultes = adultes.prefetch_related(*(Prefetch(nom, lues) for nom, lues in lus.items()))
    du_foyer = models.Rubrique.objects.filter(rubrique__in=RUBRIQUES)
    return dossiers.prefetch_related(Prefetch("rubriques", du_foyer), Prefetch("personnes", adultes))


class Consulter(RetrieveAPIView):
    authentication_classes, permission_classes = [ParSession], [IsAuthenticated]
    serializer_class = serializers.FicheDossier

    def get_queryset(self):
        organisation, maintenant = self.request.user.organisation_id, datetime.now()
        return avec_tout(visibles(organisation, maintenant.date()), organisation, maintenant)

    def get_object(self):
        dossier = super().get_object()
        if settings.TRACE:
            session = self.request.auth
            quoi = {"session": session.pk, "profil": session.profil, "rubriques": RUBRIQUES}
            acces = {"action": LogEntry.Action.ACCESS, "additional_data": quoi}
            LogEntry.objects.log_create(dossier, True, actor_email=session.agent.email, **acces)
        return dossier


urlpatterns = [path("api/v1/dossiers/<int:pk>", Consulter.as_view())]
