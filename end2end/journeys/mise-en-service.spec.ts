// A production store made without the demo, as docs/exploitation.md tells it, by screens and commands
// alone: the first account, the organisations and their convention, the communes, the habilitations, a
// flow, then the first person oriented, with a référent and a contract.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { champ } from '../support/cer';
import { lisible } from '../support/ecrans/regles';
import { Extranet } from '../support/extranet';
import { ecritUnFlux } from '../support/flux';
import { montre } from '../support/second-facteur';
import { expect, test } from '../support/test';

const MOT_DE_PASSE = 'lampe girafe tonnerre';
const CODE = /[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}/;
const STRUCTURE = 'LES TILLEULS';
const CTSA = 'CTSA de Colmar';
const LIEU = 'Colmar, salle des cigognes';

const SONIA = { nom: 'ROTH', prenom: 'Sonia', email: 'sonia.roth@departement.fr' };
/** Who is habilitated first: the second user referent, then who decides and who accompanies. */
const HABILITES = {
  paul: { nom: 'MEYER', prenom: 'Paul', email: 'paul.meyer@departement.fr', organisation: 'Département', profil: /^Référent utilisateurs/ },
  hugo: { nom: 'ADAM', prenom: 'Hugo', email: 'hugo.adam@departement.fr', organisation: CTSA, profil: /^Gestionnaire rSa de CTSA/ },
  nadia: { nom: 'BENALI', prenom: 'Nadia', email: 'nadia.benali@tilleuls.fr', organisation: STRUCTURE, profil: /^Référent\b/ },
} as const;
type Agent = (typeof HABILITES)[keyof typeof HABILITES];

const nommee = ({ nom, prenom }: { nom: string; prenom: string }) => `${nom} ${prenom}`;

async function va(page: Page, menu: string, titre = menu): Promise<void> {
  await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: menu, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: titre })).toBeVisible();
}

/** By a one-time code: a password of one's own, then both texts. */
async function entreParCode(page: Page, email: string, code: string, facteur = false): Promise<void> {
  await page.goto('/');
  await page.locator('#email').fill(email);
  await page.locator('#mot_de_passe').fill(code);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Choisissez votre mot de passe' })).toBeVisible();
  await page.locator('#actuel').fill(code);
  await page.locator('#nouveau').fill(MOT_DE_PASSE);
  await page.locator('#confirmation').fill(MOT_DE_PASSE);
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
  if (facteur) {
    await expect(page.getByRole('img', { name: /Code QR/ })).toBeVisible();
    const cle = (await page.locator('.cle').textContent()) ?? '';
    await page.getByLabel('Code à six chiffres').fill(montre(cle));
    await page.getByRole('button', { name: 'Installer', exact: true }).click();
    await expect(page.locator('.codes li')).toHaveCount(10);
    await page.getByRole('button', { name: 'Je les ai gardés' }).click();
  }
  await page.getByLabel('J’ai lu l’engagement de confidentialité et je le signe').check();
  await page.getByLabel('J’ai lu la charte de l’utilisateur et je la signe').check();
  await page.getByRole('button', { name: 'Signer les deux textes' }).click();
  await expect(page.getByRole('link', { name: 'Mon compte' })).toBeVisible();
}

async function cree(page: Page, nom: string, sorte: string): Promise<void> {
  await page.getByRole('button', { name: 'Nouvelle organisation' }).click();
  const dialogue = page.getByRole('dialog');
  await dialogue.getByLabel('Nom').fill(nom);
  await dialogue.getByLabel('Sorte').selectOption({ label: sorte });
  await dialogue.getByRole('button', { name: 'Créer l’organisation' }).click();
  await expect(page.getByRole('link', { name: nom, exact: true })).toBeVisible();
}

async function demande(page: Page, agent: Agent): Promise<void> {
  await va(page, 'Habilitations');
  await page.getByRole('link', { name: 'Demander une habilitation' }).click();
  await page.getByLabel('Organisation', { exact: true }).selectOption({ label: agent.organisation });
  await page.getByLabel('Nom', { exact: true }).fill(agent.nom);
  await page.getByLabel('Prénom', { exact: true }).fill(agent.prenom);
  await page.getByLabel('Adresse électronique professionnelle').fill(agent.email);
  await page.getByLabel('Fonction').fill('Chargé de mission');
  await page.getByRole('radio', { name: agent.profil }).check();
  await page.getByLabel('Motif de la demande').fill('Ouverture de Réciproque dans le département.');
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  await expect(page.getByRole('heading', { level: 1, name: nommee(agent) })).toBeVisible();
}

/** A session that begins this very minute; once more when it turns between the typing and the click. */
async function planifie(page: Page): Promise<void> {
  await va(page, 'Formations');
  await page.getByLabel('Date').fill('aujourd’hui');
  await page.getByLabel('Lieu').fill(LIEU);
  await expect(async () => {
    await page.getByLabel('Heure').fill(new Date().toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' }));
    await page.getByRole('button', { name: 'Planifier la séance' }).click();
    await expect(page.getByRole('region', { name: new RegExp(LIEU) }).getByText('0 place prise sur 8')).toBeVisible({ timeout: 3_000 });
  }).toPass();
}

async function forme(page: Page, agent: Agent): Promise<void> {
  await va(page, 'Formations');
  await page.getByRole('link', { name: `Inscrire ${nommee(agent)}` }).click();
  await page.getByRole('button', { name: 'Inscrire à une séance' }).click();
  const question = page.getByRole('dialog');
  await question.getByRole('radio', { name: new RegExp(LIEU) }).check();
  await question.getByRole('button', { name: 'Inscrire à une séance' }).click();
  await expect(page.getByText('note ensuite sa présence')).toBeVisible();
  await va(page, 'Formations');
  await page.getByRole('button', { name: `Présent : ${nommee(agent)}` }).click();
  const attestations = page.getByRole('table', { name: 'Attestations à délivrer' });
  await attestations.getByRole('button', { name: `Délivrer l’attestation : ${nommee(agent)}` }).click();
  await expect(page.getByRole('row').filter({ hasText: nommee(agent) })).toHaveCount(0);
}

async function remet(page: Page, agent: Agent): Promise<string> {
  await va(page, 'Comptes');
  await page.getByLabel('Nom ou prénom').fill(agent.nom.toLowerCase());
  await page.getByRole('button', { name: 'Chercher' }).click();
  await page.getByRole('button', { name: `Remettre un code : ${nommee(agent)}` }).click();
  await page.getByRole('button', { name: 'Faire la lettre' }).click();
  await expect(page.locator('.code-remis')).toBeVisible();
  const code = (await page.locator('.code-remis').textContent()) ?? '';
  await page.getByRole('button', { name: 'La lettre est prête' }).click();
  return code;
}

/** The home page of somebody of the new store. */
async function poste(browser: Browser, extranet: Extranet): Promise<Page> {
  const contexte = await browser.newContext({ baseURL: extranet.url, viewport: { width: 1280, height: 800 } });
  return contexte.newPage();
}

async function cherche(page: Page, nom: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Trouver un dossier').fill(nom);
  await page.locator('.resultats a').filter({ hasText: nom.toUpperCase() }).first().click();
}

test('a production store is opened from nothing, by screens and commands alone, down to a first contract', async ({ browser }) => {
  test.setTimeout(360_000);
  let premier = '';
  const dossier = mkdtempSync(join(tmpdir(), 'reciproque-flux-'));
  const extranet = await Extranet.neuf((commande) => {
    const dit = commande('compte', '--nom', SONIA.nom, '--prenom', SONIA.prenom, '--email', SONIA.email);
    premier = dit.match(CODE)?.[0] ?? '';
  });
  try {
    expect(premier, 'the command tells the code').toMatch(CODE);
    const sonia = await poste(browser, extranet);

    await test.step('the first account: a password, a second factor, both texts', async () => {
      await entreParCode(sonia, SONIA.email, premier, true);
      expect(await lisible(sonia, '')).toEqual([]);
    });

    await test.step('the organisations, and the convention of the structure', async () => {
      await va(sonia, 'Organisations', 'Organisations et conventions');
      await cree(sonia, CTSA, 'Commission territoriale des solidarités actives');
      await cree(sonia, STRUCTURE, 'Structure conventionnée');
      await sonia.getByRole('link', { name: STRUCTURE, exact: true }).click();
      await sonia.getByRole('button', { name: 'Saisir une convention' }).click();
      const dialogue = sonia.getByRole('dialog');
      await dialogue.getByLabel('Référence').fill('CP-2026/1');
      await dialogue.getByLabel('Date d’effet').fill('aujourd’hui');
      await dialogue.getByLabel('Habilitations « Référent »').fill('2');
      await dialogue.getByRole('button', { name: 'Enregistrer la convention' }).click();
      await expect(dialogue).toBeHidden();
      expect(await lisible(sonia, '')).toEqual([]);
    });

    await test.step('the communes of the CTSA', async () => {
      await va(sonia, 'Organisations', 'Organisations et conventions');
      await sonia.getByRole('link', { name: 'Territoires des CTSA' }).click();
      await sonia.getByLabel('Communes', { exact: true }).fill('Colmar');
      await sonia.getByLabel('CTSA', { exact: true }).selectOption({ label: CTSA });
      await sonia.getByRole('button', { name: 'Voir ce que cela déplace' }).click();
      await sonia.getByRole('button', { name: 'Confier ces communes' }).click();
      await expect(sonia.locator('main').getByText('Communes confiées.')).toBeVisible();
    });

    await test.step('the habilitations, the second user referent first', async () => {
      for (const agent of Object.values(HABILITES)) await demande(sonia, agent);
      await planifie(sonia);
      for (const agent of Object.values(HABILITES)) await forme(sonia, agent);
    });
    const codes = { hugo: await remet(sonia, HABILITES.hugo), nadia: await remet(sonia, HABILITES.nadia) };

    await test.step('a flow of the CAF, read while the server runs', async () => {
      const chemin = join(dossier, 'RSABEM.xml');
      ecritUnFlux(chemin, [
        { rang: 1, nom: 'KAMMERER', prenom: 'CELINE', nir: '2840368066012' },
        { rang: 2, nom: 'OSTERTAG', prenom: 'AGATHE', nir: '2840368066015' },
      ]);
      expect(extranet.commande('import', chemin)).toContain('2');
    });

    const nadia = await poste(browser, extranet);
    await entreParCode(nadia, HABILITES.nadia.email, codes.nadia);
    const hugo = await poste(browser, extranet);
    await entreParCode(hugo, HABILITES.hugo.email, codes.hugo);

    await test.step('the CTSA orients, and names the référent', async () => {
      await cherche(hugo, 'kammerer');
      await hugo.getByRole('link', { name: 'Orienter' }).first().click();
      await hugo.getByRole('radio', { name: 'Sociale', exact: true }).check();
      await hugo.getByRole('radio', { name: new RegExp(`^${STRUCTURE}`) }).check();
      await hugo.getByLabel('Référent unique').selectOption({ label: 'Nadia BENALI' });
      await hugo.getByRole('button', { name: 'Orienter' }).click();
      await expect(hugo.locator('main').getByText('Orientation enregistrée.')).toBeVisible();
      await expect(hugo.getByRole('region', { name: 'Aujourd’hui' })).toContainText('Nadia BENALI');
      expect(await lisible(hugo, '')).toEqual([]);
    });

    await test.step('the référent finds her, enters the contract and sends it', async () => {
      await cherche(nadia, 'kammerer');
      await nadia.locator('a[href$="/cer/nouveau"]').first().click();
      await champ(nadia, 'objectifs.0.objectif').selectOption({ index: 1 });
      for (const partie of ['personne', 'referent', 'departement']) await champ(nadia, `engagements_${partie}`).check();
      for (const qui of ['personne', 'referent']) {
        await champ(nadia, `signe_${qui}_le`).focus();
        await nadia.keyboard.press('Space');
      }
      await nadia.keyboard.press('Alt+s');
      await expect(nadia.locator('.alerte')).toContainText('Signatures enregistrées');
      await nadia.locator('.alerte').getByRole('button', { name: 'Transmettre au département' }).click();
      await expect(nadia.locator('.alerte')).toContainText('Contrat transmis au département');
      expect(await lisible(nadia, '')).toEqual([]);
    });

    await test.step('whom nobody accompanies is found by nobody else', async () => {
      await nadia.goto('/');
      await nadia.getByLabel('Trouver un dossier').fill('ostertag');
      await expect(nadia.getByText('Aucune personne trouvée').first()).toBeVisible();
    });
  } finally {
    await extranet.arrete();
    rmSync(dossier, { recursive: true, force: true });
  }
});
