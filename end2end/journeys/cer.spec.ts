// A CER from the first key to the decision: by keyboard only, through an expired session,
// by two people at once, and on the département's side.
import type { Locator, Page } from '@playwright/test';
import type { Compte } from '../support/extranet';
import { champ, etat, ouvreUnBrouillon, sansCer } from '../support/cer';
import { Extranet } from '../support/extranet';
import { expect, test } from '../support/test';

const REFERENT = 'Nadia';
/** Keys one presses in a minute, at four a second. */
const TOUCHES_PAR_MINUTE = 240;

/** Presses keys, and counts them. */
class Clavier {
  touches = 0;
  constructor(private readonly page: Page) {}

  async presse(...touches: string[]): Promise<void> {
    for (const touche of touches) await this.page.keyboard.press(touche);
    this.touches += touches.length;
  }

  async tape(texte: string): Promise<void> {
    await this.page.keyboard.type(texte);
    this.touches += texte.length;
  }

  /** Tabs until the element has the focus. */
  async va(cible: Locator): Promise<void> {
    await expect(cible).toBeVisible();
    for (let reste = 80; reste > 0; reste -= 1) {
      if (await cible.evaluate((element) => element === document.activeElement)) return;
      await this.presse('Tab');
    }
    throw new Error(`la touche Tab ne mène pas à ${cible}`);
  }
}

test('a referent enters a CER by keyboard only, from home to the département, in a minute of keys', async ({ page, entre, accessible, capture }) => {
  test.slow();
  await entre(REFERENT);
  const { dossier, personne, nom } = await sansCer(page);
  await page.goto('/');
  const clavier = new Clavier(page);
  await clavier.va(page.getByLabel('Trouver un dossier'));
  await clavier.tape(nom);
  const resultat = page.locator(`.resultats a[href="/dossiers/${dossier}?personne=${personne}"]`).first();
  await expect(resultat).toBeVisible();
  await clavier.va(resultat);
  await clavier.presse('Enter');
  await clavier.va(page.locator(`a[href="/personnes/${personne}/cer/nouveau"]`));
  await clavier.presse('Enter');
  await expect(page).toHaveURL(/\/cer\/nouveau$/);
  await expect(titre(page)).toBeFocused();
  await capture('cer-saisie');

  // Signed too early: told once, what was proposed is kept.
  await clavier.presse('Alt+s');
  await expect(page.locator('.resume-erreurs')).toBeFocused();
  await expect(page.locator('.resume-erreurs')).toContainText('Choisissez au moins un objectif.');
  await accessible();
  await capture('cer-refuse');

  await clavier.va(champ(page, 'objectifs.0.objectif'));
  await clavier.presse('ArrowDown', 'Tab');
  await clavier.tape('dépression');
  await expect(page.locator('.objectif .alerte')).toContainText('relève de la santé');
  await clavier.presse('Control+a');
  await clavier.tape('Deux candidatures');
  await expect(page.locator('.objectif .alerte')).toHaveCount(0);
  for (const partie of ['personne', 'referent', 'departement']) {
    await clavier.va(champ(page, `engagements_${partie}`));
    await clavier.presse('Space');
  }
  await clavier.va(champ(page, 'signe_personne_le'));
  // Between the two dates, the button that does the same.
  await clavier.presse('Space', 'Tab', 'Tab', 'Space');
  await expect(champ(page, 'signe_referent_le')).toHaveValue(/^\d\d\/\d\d\/\d{4}$/);
  await clavier.presse('Alt+s');
  await expect(titre(page)).toBeFocused();
  await expect(page.locator('.alerte')).toContainText('Signatures enregistrées');
  await expect(page).toHaveURL(/\/cer\/\d+$/);
  await accessible();
  await capture('cer-signe');

  await clavier.va(page.locator('.alerte').getByRole('button', { name: 'Transmettre au département' }));
  await clavier.presse('Enter');
  await expect(page.locator('.alerte')).toContainText('Contrat transmis au département');
  await expect(titre(page)).toBeFocused();
  await accessible();
  await capture('cer-transmis');
  expect(clavier.touches).toBeLessThanOrEqual(TOUCHES_PAR_MINUTE);
});

test('a new contract keeps nothing before the first word, and asks before it stands beside another', async ({ page, entre, accessible, capture }) => {
  test.slow();
  await entre(REFERENT);
  const { dossier, personne } = await sansCer(page, false);
  await page.goto(`/personnes/${personne}/cer/nouveau`);
  await expect(page.getByRole('heading', { name: 'Le contrat' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Abandonner' })).toHaveCount(0);
  // Looked at, left: there is no draft.
  await page.goto(`/dossiers/${dossier}?personne=${personne}`);
  await expect(page.locator(`a[href="/personnes/${personne}/cer/nouveau"]`).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Reprendre le brouillon' })).toHaveCount(0);

  await page.goto(`/personnes/${personne}/cer/nouveau`);
  await champ(page, 'lieu_signature').fill('Colmar');
  await champ(page, 'observations_referent').focus();
  await expect(etat(page)).toContainText('Enregistré');
  await expect(page.getByRole('button', { name: 'Abandonner' })).toBeVisible();
  await page.reload();
  await expect(page).toHaveURL(/\/cer\/\d+$/);
  await expect(champ(page, 'lieu_signature')).toHaveValue('Colmar');

  // Signed, and not sent yet: another one is asked about.
  await champ(page, 'objectifs.0.objectif').selectOption({ index: 1 });
  for (const partie of ['personne', 'referent', 'departement']) await champ(page, `engagements_${partie}`).check();
  for (const qui of ['personne', 'referent']) {
    await champ(page, `signe_${qui}_le`).focus();
    await page.keyboard.press('Space');
  }
  const bilan = page.getByRole('group', { name: 'Résultat' }).getByRole('radio');
  if (await bilan.count()) await bilan.first().check();
  await page.keyboard.press('Alt+s');
  await expect(page.locator('.alerte')).toContainText('Signatures enregistrées');
  await page.goto(`/personnes/${personne}/cer/nouveau`);
  const question = page.getByRole('dialog', { name: 'Un contrat attend déjà sa suite' });
  await expect(question).toContainText('reste à transmettre');
  await accessible();
  await capture('cer-en-instance');
  await question.getByRole('button', { name: 'Saisir un autre contrat' }).click();
  await expect(question).toBeHidden();
  await champ(page, 'lieu_signature').fill('Mulhouse');
  await champ(page, 'observations_referent').focus();
  await expect(etat(page)).toContainText('Enregistré');
  await page.getByRole('button', { name: 'Abandonner' }).click();
  await expect(page.locator('.alerte')).toContainText('Brouillon abandonné');
});

test('the first save of a new contract is lost: what is typed meanwhile joins the one draft it made', async ({ page, plaintes, entre }) => {
  test.slow();
  await entre(REFERENT);
  const { personne } = await sansCer(page, false);
  await page.goto(`/personnes/${personne}/cer/nouveau`);
  // The server does it, and its answer never comes.
  await page.route('**/personnes/*/cer', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await champ(page, 'lieu_signature').fill('Colmar');
  await champ(page, 'observations_referent').focus();
  await expect(etat(page)).toContainText('nouvel essai');
  await champ(page, 'observations_referent').fill('Projet discuté.');
  await expect(etat(page)).toContainText('Enregistré', { timeout: 15_000 });
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await page.reload();
  await expect(champ(page, 'lieu_signature')).toHaveValue('Colmar');
  await expect(champ(page, 'observations_referent')).toHaveValue('Projet discuté.');
  plaintes.length = 0;
});

test('a session expires mid-entry and nothing is lost', async ({ page, plaintes, accessible, capture }) => {
  test.slow();
  const extranet = await Extranet.demarre(process.env.MODELE ?? '', ['--inactivite', '12']);
  try {
    const compte = extranet.compte(REFERENT);
    await page.goto(extranet.url);
    await connecte(page, compte);
    await ouvreUnBrouillon(page);
    const note = champ(page, 'observations_referent');
    await note.fill('Projet discuté le matin.');
    await champ(page, 'lieu_signature').focus();
    await expect(etat(page)).toContainText('Enregistré');
    await note.focus();
    // Typed in the field, and the server hears nothing of it until the session is over.
    await page.route('**/saisie', (route) => route.abort());
    await page.keyboard.press('End');
    await page.keyboard.type(' Atelier prévu lundi.');

    await expect(page.getByRole('heading', { name: 'Votre session s’est fermée' })).toBeVisible({ timeout: 30_000 });
    await expect(note).toBeHidden();
    await accessible();
    await capture('cer-session-fermee');
    await page.unroute('**/saisie');
    // The page was loaded anew: the browser keeps no address.
    await page.locator('#reconnexion-email').fill(compte.email);
    await page.locator('#reconnexion-mot-de-passe').fill(compte.motDePasse);
    await page.keyboard.press('Enter');

    await expect(note).toBeVisible();
    await expect(note).toBeFocused();
    await expect(etat(page)).toContainText('Enregistré');
    await page.reload();
    await expect(note).toHaveValue('Projet discuté le matin. Atelier prévu lundi.');
  } finally {
    await extranet.arrete();
    plaintes.length = 0;
  }
});

test('two people type the same draft: the second is told what changed and loses nothing', async ({ page, browser, extranet, entre, accessible, capture }) => {
  test.slow();
  await entre(REFERENT);
  const adresse = await ouvreUnBrouillon(page);
  const autre = await browser.newPage();
  await autre.goto(extranet.url);
  await connecte(autre, extranet.compte('Lucie'));
  await autre.goto(adresse);
  await champ(autre, 'observations_referent').fill('Note de Lucie');
  await champ(autre, 'lieu_signature').fill('Colmar');
  await champ(autre, 'observations_referent').focus();
  await expect(etat(autre)).toContainText('Enregistré');

  await champ(page, 'observations_referent').fill('Note de Nadia');
  await champ(page, 'observations_personne').fill('Souhaite un atelier.');
  await champ(page, 'lieu_signature').focus();
  const question = page.locator('dialog[open]');
  await expect(question).toContainText('Note de Lucie');
  await accessible();
  await capture('cer-conflit');
  // Proposed: mine where I typed, theirs elsewhere.
  await expect(question.getByRole('group', { name: 'Lieu de signature' }).getByLabel('Prendre la leur')).toBeChecked();
  await question.getByRole('group', { name: 'Observations du référent' }).getByLabel('Prendre la leur').check();
  await question.getByRole('button', { name: 'Enregistrer ces choix' }).click();
  await expect(etat(page)).toContainText('Enregistré');
  await page.reload();
  await expect(champ(page, 'observations_referent')).toHaveValue('Note de Lucie');
  await expect(champ(page, 'observations_personne')).toHaveValue('Souhaite un atelier.');
  await expect(champ(page, 'lieu_signature')).toHaveValue('Colmar');
  await autre.close();
});

test('a CTSA agent asks for more on one CER and validates another', async ({ page, entre, accessible, capture }) => {
  test.slow();
  await entre('Hugo');
  await ouvreLePremierADecider(page);
  await capture('cer-a-decider');
  await page.getByRole('button', { name: 'Demander un complément' }).click();
  const question = page.locator('dialog[open]');
  await question.getByRole('button', { name: 'Demander un complément' }).click();
  await expect(question.locator('.resume-erreurs')).toContainText('Indiquez le motif');
  await accessible();
  await question.getByLabel('Motif').fill('Préciser le second objectif.');
  await capture('cer-motif');
  await question.getByRole('button', { name: 'Demander un complément' }).click();
  await expect(page.locator('.alerte')).toContainText('Complément demandé');
  await expect(titre(page)).toBeFocused();
  await expect(page.locator('.frise li').first()).toContainText('Préciser le second objectif.');

  await page.getByRole('link', { name: 'CER suivant à décider' }).click();
  await ouvreLePremierADecider(page);
  await page.getByRole('button', { name: 'Valider' }).click();
  await expect(page.locator('dialog[open]')).toBeVisible();
  // One in four is of particular form.
  if (await champ(page, 'examine_par').count()) await ditQuiAExamine(page);
  await page.locator('dialog[open]').getByRole('button', { name: 'Valider' }).click();
  await expect(page.locator('.alerte')).toContainText('Contrat validé');
  await accessible();
  await capture('cer-valide');
});

test('who decides on a CER that somebody has just decided on is told by whom, and keeps the words typed', async ({ page, context, entre, accessible, capture }) => {
  test.slow();
  await entre('CTSA de Mulhouse');
  await ouvreLePremierADecider(page);
  const demande = async (onglet: Page, motif: string) => {
    await onglet.getByRole('button', { name: 'Demander un complément' }).click();
    const question = onglet.getByRole('dialog');
    await question.getByLabel('Motif').fill(motif);
    await question.getByRole('button', { name: 'Demander un complément' }).click();
  };
  const autre = await context.newPage();
  await autre.goto(page.url());
  await demande(autre, 'Préciser le second objectif.');
  await expect(autre.locator('.alerte')).toContainText('Complément demandé');
  const qui = (await autre.locator('.frise li p').first().innerText()).split(',')[0] ?? '';
  await autre.close();

  await demande(page, 'Dater le premier engagement.');
  const dit = page.locator('#devance');
  await expect(dit).toContainText('Une autre personne a agi sur ce contrat entre-temps');
  await expect(dit).toContainText(qui);
  await expect(dit).toContainText('« À compléter »');
  await expect(dit).toContainText('Vous aviez écrit : « Dater le premier engagement. ».');
  await expect(dit).toBeFocused();
  await expect(page.locator('.frise li').first()).toContainText('Préciser le second objectif.');
  await expect(page.getByRole('button', { name: 'Demander un complément' })).toHaveCount(0);
  await accessible();
  await capture('cer-devance');
});

test('a particular CER is validated once one says who examined it', async ({ page, entre, accessible, capture }) => {
  test.slow();
  // Not Hugo: the journey before this one may have decided on his only one.
  await entre('CTSA de Colmar');
  await ouvreUnParticulier(page);
  await page.getByRole('button', { name: 'Valider' }).click();
  const question = page.locator('dialog[open]');
  await question.getByRole('button', { name: 'Valider' }).click();
  await expect(question.locator('.resume-erreurs')).toContainText('qui a examiné');
  await accessible();
  await capture('cer-examen');
  await ditQuiAExamine(page);
  await question.getByRole('button', { name: 'Valider' }).click();
  await expect(page.locator('.alerte')).toContainText('Contrat validé');
  await expect(page.locator('.frise li').first()).toContainText('Examen : Équipe pluridisciplinaire');
  await capture('cer-examine');
});

const titre = (page: Page) => page.getByRole('heading', { level: 1 });

async function connecte(page: Page, compte: Compte): Promise<void> {
  await page.locator('input[type=email]').fill(compte.email);
  await page.locator('input[type=password]').fill(compte.motDePasse);
  await page.keyboard.press('Enter');
  await expect(page.locator('input[type=password]')).toHaveCount(0);
}

async function ditQuiAExamine(page: Page): Promise<void> {
  const question = page.locator('dialog[open]');
  await question.getByLabel('Équipe pluridisciplinaire').check();
  await question.getByLabel('Examiné le').fill(new Date().toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' }));
}

/** Opens the first CER of particular form that awaits a decision. */
async function ouvreUnParticulier(page: Page): Promise<void> {
  for (let numero = 0, reste = 1; reste > 0; numero += 1) {
    const adresse = new URL('/api/v1/files/cer-a-decider', page.url()).href;
    const { lignes } = await (await page.request.post(adresse, { data: { page: numero, equipe: true } })).json();
    reste = lignes.length;
    for (const { cer } of lignes) {
      const fiche = await (await page.request.get(new URL(`/api/v1/cer/${cer}`, page.url()).href)).json();
      if (!fiche.examen_depuis) continue;
      await page.goto(`/cer/${cer}`);
      return expect(page.getByRole('heading', { name: 'Décision du département' })).toBeVisible();
    }
  }
  throw new Error('aucun CER particulier à décider dans les données de démonstration');
}

async function ouvreLePremierADecider(page: Page): Promise<void> {
  await page.locator('tbody th a').first().click();
  await expect(page.getByRole('heading', { name: 'Décision du département' })).toBeVisible();
}
