"""What a flow costs to a script of the trade: lxml's iterparse (or the one of the standard library)
and executemany, same tables and indexes, every field read, JSON rubriques, a digest, an upsert, a
commit each 1,000 foyers. Usage: pair_import.py FLOW STORE_OF_THE_PRODUCT NEW_STORE"""

import hashlib
import json
import sqlite3
import sys
import unicodedata

try:
    from lxml.etree import iterparse
    LECTEUR = "lxml"
except ImportError:
    from xml.etree.ElementTree import iterparse
    LECTEUR = "ElementTree"

TABLES = ["flux", "dossier", "rubrique", "personne", "rubrique_personne", "personne_cle", "dossier_flux"]
DU_FOYER = {
    "famille": "SituationFamille",
    "adresse": "Adresse",
    "droits": "IdentificationRSA",
    "rsa": "SituationDossierRSA",
    "ressources": "DetailCalculRSA",
    "sanctions": "DroitRSA",
}
DE_L_ADULTE = {"identite": "Identification", "droits": "Activite", "derogations": "Derogation", "ressources": "Ressources"}


def dictionnaire(element):
    """Every field, nested as it came; what repeats is a list."""
    enfants = list(element)
    if not enfants:
        return (element.text or "").strip()
    lu = {}
    for enfant in enfants:
        lu.setdefault(enfant.tag, []).append(dictionnaire(enfant))
    return lu


def premier(lu, *chemin):
    for nom in chemin:
        if not isinstance(lu, dict) or nom not in lu:
            return None
        lu = lu[nom][0]
    return lu or None


def pliee(texte):
    nue = unicodedata.normalize("NFD", texte or "")
    return "".join(c for c in nue if not unicodedata.combining(c)).lower()


def ouvrir(produit, chemin):
    base = sqlite3.connect(chemin, isolation_level=None)
    base.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
    source = sqlite3.connect(produit)
    for table in TABLES:
        textes = source.execute("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", [table])
        for (texte,) in textes.fetchall():
            base.execute(texte)
    colonnes = [nom for _, nom, *_ in source.execute("PRAGMA table_info(flux)")]
    places = ", ".join("?" for _ in colonnes)
    (ligne,) = source.execute("SELECT * FROM flux LIMIT 1").fetchall()
    base.execute(f"INSERT INTO flux VALUES ({places})", ligne)
    return base, ligne[colonnes.index("id")]


class Lot:
    def __init__(self, base, flux):
        self.base, self.flux, self.foyers = base, flux, 0
        self.rubriques, self.de_personne, self.cles, self.histoire = [], [], [], []
        base.execute("BEGIN IMMEDIATE")

    def foyer(self, lu):
        empreinte = hashlib.sha256(json.dumps(lu, sort_keys=True).encode()).hexdigest()
        numero = premier(lu, "IdentificationRSA", "DemandeRSA", "NUMDEMRSA")
        etat = premier(lu, "SituationDossierRSA", "ETATDOSRSA") or "Z"
        commune = premier(lu, "Adresse", "AdresseFrance", "NUMCOM") or premier(lu, "Adresse", "NUMCOM")
        organisme = premier(lu, "IdentificationRSA", "Organisme") or {}
        valeurs = [numero, premier(organisme, "FONORG") or "CAF", premier(organisme, "NUMORG") or "", etat, commune]
        (dossier,) = self.base.execute(
            "INSERT INTO dossier (numero_demande, fonorg, numorg, etat, commune, date_reference, flux_id, empreinte) "
            "VALUES (?, ?, ?, ?, ?, '2026-10-31', ?, ?) ON CONFLICT (numero_demande) DO UPDATE SET etat = excluded.etat, "
            "empreinte = excluded.empreinte, flux_id = excluded.flux_id RETURNING id",
            [*valeurs, self.flux, empreinte],
        ).fetchone()
        for nom, element in DU_FOYER.items():
            self.rubriques.append((dossier, nom, json.dumps(lu.get(element, []))))
        for rang, personne in enumerate(lu.get("Personne", [])):
            self.personne(dossier, rang, personne)
        self.histoire.append((dossier, self.flux, "2026-10-31", etat, empreinte))
        self.foyers += 1

    def personne(self, dossier, rang, lu):
        identite = premier(lu, "Identification") or {}
        nom, naissance, prenom = (premier(identite, champ) or "" for champ in ("NOM", "NOMNAI", "PRENOM"))
        role = next((p["ROLEPERS"][0] for p in lu.get("Prestations", []) if premier(p, "NATPREST") == "RSA"), "AUT")
        (personne,) = self.base.execute(
            "INSERT INTO personne (dossier_id, role, nom, nom_naissance, prenom, date_naissance, rang_naissance, nir, "
            "nom_cle, nom_naissance_cle, prenom_cle) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            [dossier, role, nom, naissance, prenom, premier(identite, "DTNAI"), rang, premier(identite, "NIR"),
             pliee(nom), pliee(naissance), pliee(prenom)],
        ).fetchone()
        mots = {mot for texte in (nom, naissance, prenom) for mot in pliee(texte).replace("-", " ").split()}
        self.cles.extend((personne, mot) for mot in mots)
        if role in ("DEM", "CJT"):
            for rubrique, element in DE_L_ADULTE.items():
                self.de_personne.append((personne, rubrique, json.dumps(lu.get(element, []))))

    def conclure(self):
        executer = self.base.executemany
        executer("INSERT OR REPLACE INTO rubrique (dossier_id, rubrique, contenu) VALUES (?, ?, ?)", self.rubriques)
        executer("INSERT INTO rubrique_personne (personne_id, rubrique, contenu) VALUES (?, ?, ?)", self.de_personne)
        executer("INSERT INTO personne_cle (personne_id, cle) VALUES (?, ?)", self.cles)
        executer("INSERT INTO dossier_flux (dossier_id, flux_id, date_reference, etat, empreinte) VALUES (?, ?, ?, ?, ?)",
                 self.histoire)
        self.base.execute("COMMIT")


def main(flux, produit, chemin):
    base, numero = ouvrir(produit, chemin)
    lot, foyers = Lot(base, numero), 0
    for _, element in iterparse(flux, events=("end",)):
        if element.tag != "InfosFoyerRSA":
            continue
        lot.foyer(dictionnaire(element))
        element.clear()
        foyers += 1
        if lot.foyers == 1000:
            lot.conclure()
            lot = Lot(base, numero)
    lot.conclure()
    print(LECTEUR, foyers)


main(*sys.argv[1:])
