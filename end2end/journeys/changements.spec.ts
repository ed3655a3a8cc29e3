// What is typed to change or to postpone a rendez-vous is kept as for a new one: through a reload, a
// lost line, and somebody who acted first.
import type { Browser, Page } from '@playwright/test';
import { champ, etat } from '../support/cer';
import { Extranet } from '../support/extranet';
import { connecte, dansUnMois, nouveau } from '../support/rendez-vous';
import { expect, test } from '../support/test';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

const REFERENT = 'Nadia';
const RAPPEL = 'Rappeler la veille.';
const barre = (page: Page) => page.getByRole('region', { name: 'Saisies à envoyer' });
const devance = (page: Page) => page.getByRole('dialog', { name: 'Ce rendez-vous a changé entre-temps' });

test('two agents change the same rendez-vous: the second is told what changed and loses nothing', async ({ page, browser, extranet, entre, accessible, capture }) => {
  await entre(REFERENT);
  // A day of its own: the other journeys leave rendez-vous on theirs.
  const adresse = await nouveau(page, dansUnMois(14));
  await modifie(page);
  await deplaceAilleurs(browser, extranet, adresse);

  await page.getByRole('button', { name: 'Enregistrer la modification' }).tap();
  const question = devance(page);
  await expect(question).toContainText('Lucie SCHNEIDER : « Déplacé »');
  await expect(question).toContainText('20 h 45');
  // Proposed: mine where I typed, theirs elsewhere.
  await expect(question.getByRole('group', { name: 'Note' }).getByLabel('Garder la mienne')).toBeChecked();
  await expect(question.getByRole('group', { name: 'Heure' }).getByLabel('Prendre la leur')).toBeChecked();
  await accessible();
  await capture('rendez-vous-conflit');
  await question.getByRole('button', { name: 'Enregistrer ces choix' }).tap();
  await expect(question).toBeHidden();
  await expect(page.getByLabel('Note')).toHaveValue(RAPPEL);
  await page.getByRole('button', { name: 'Enregistrer la modification' }).tap();
  await expect(page.getByText(RAPPEL)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('20 h 45');
  // What Lucie did is told from when to when.
  await expect(page.locator('.frise li').filter({ hasText: 'Déplacé' })).toHaveText(/Déplacé du .+ à 20\sh\s15 au .+ à 20\sh\s45/);
});

test('a change is still there after a reload, and gone once it is saved or erased', async ({ page, entre, accessible, capture }) => {
  await entre(REFERENT);
  await nouveau(page, dansUnMois(28));
  await modifie(page);
  await page.reload();
  await expect(page.getByText('Brouillon repris')).toBeVisible();
  await expect(page.getByLabel('Note')).toHaveValue(RAPPEL);
  await accessible();
  await capture('rendez-vous-modification-reprise');
  await page.getByRole('button', { name: 'Effacer le brouillon' }).tap();
  await expect(page.getByLabel('Note')).toHaveValue('');
  await page.getByRole('button', { name: 'Rétablir le brouillon' }).tap();
  await expect(page.getByLabel('Note')).toHaveValue(RAPPEL);

  // Left without a question: it is saved.
  const garde = page.waitForResponse((r) => r.url().endsWith('/brouillon/modification') && r.ok());
  await page.getByRole('link', { name: 'Retour au rendez-vous' }).tap();
  await garde;
  await page.getByRole('link', { name: 'Modifier' }).tap();
  await expect(page.getByLabel('Note')).toHaveValue(RAPPEL);
  await page.getByRole('button', { name: 'Enregistrer la modification' }).tap();
  await expect(page.locator('main').getByText('Modification enregistrée.')).toBeVisible();
  await page.getByRole('link', { name: 'Modifier' }).tap();
  await expect(page.getByLabel('Note')).toHaveValue(RAPPEL);
  await expect(page.getByText('Brouillon repris')).toHaveCount(0);
});

test('a postponement is still there after a reload, and goes with the intention', async ({ page, entre }) => {
  await entre(REFERENT);
  const adresse = await nouveau(page, dansUnMois(42));
  await page.getByRole('button', { name: 'Reporter à une autre date' }).tap();
  await champ(page, 'report.date').fill(dansUnMois(43));
  await champ(page, 'report.note').fill(RAPPEL);
  await champ(page, 'report.heure').focus();
  await expect(etat(page)).toContainText('Enregistré');
  await page.reload();
  await expect(page.getByText('Brouillon repris')).toBeVisible();
  await expect(champ(page, 'report.date')).toHaveValue(dansUnMois(43));
  await expect(champ(page, 'report.note')).toHaveValue(RAPPEL);
  await page.getByRole('button', { name: 'Ne pas reporter' }).tap();
  await expect(page.getByRole('button', { name: 'Reporter à une autre date' })).toBeVisible();
  await page.goto(adresse);
  await page.getByRole('button', { name: 'Reporter à une autre date' }).tap();
  await expect(champ(page, 'report.date')).toHaveValue('');
  await expect(page.getByText('Brouillon repris')).toHaveCount(0);
});

test('who comes back to a change is told what somebody did meanwhile', async ({ page, browser, extranet, entre }) => {
  await entre(REFERENT);
  const adresse = await nouveau(page, dansUnMois(49));
  await modifie(page);
  await page.getByRole('link', { name: 'Accueil' }).tap();
  await deplaceAilleurs(browser, extranet, adresse);
  await page.goto(`${adresse}/modifier`);
  const question = devance(page);
  await expect(question).toContainText('Lucie SCHNEIDER : « Déplacé »');
  await expect(question.getByRole('group', { name: 'Note' }).getByLabel('Garder la mienne')).toBeChecked();
  await expect(question.getByRole('group', { name: 'Heure' }).getByLabel('Prendre la leur')).toBeChecked();
  await question.getByRole('button', { name: 'Enregistrer ces choix' }).tap();
  await expect(etat(page)).toContainText('Enregistré');
  // Told once.
  await page.reload();
  await expect(page.getByLabel('Note')).toHaveValue(RAPPEL);
  await expect(page.getByLabel('Heure')).toHaveValue(/20\sh\s45/);
  await expect(question).toBeHidden();
});

test('a rendez-vous that gets its result while one changes it shows what was typed', async ({ page, browser, extranet, entre, accessible, capture }) => {
  await entre(REFERENT);
  const adresse = await nouveau(page, dansUnMois(56));
  await modifie(page);
  await collegue(browser, extranet, adresse, async (autre) => {
    await autre.getByRole('button', { name: 'Annulé par le service' }).click();
    await expect(autre.locator('main').getByText('Enregistré : Annulé par le service.')).toBeVisible();
  });
  await page.getByRole('button', { name: 'Enregistrer la modification' }).tap();
  const question = devance(page);
  await expect(question).toContainText('Lucie SCHNEIDER : « Annulé par le service »');
  await expect(question).toContainText(RAPPEL);
  // Behind the question, nothing says that all is well.
  await expect(etat(page)).toContainText('Non enregistré : plus rien ne s’y modifie');
  await accessible();
  await capture('rendez-vous-fige');
  await question.getByRole('button', { name: 'Voir le rendez-vous' }).tap();
  await expect(page).toHaveURL(adresse);
  await expect(page.locator('.etiquette').first()).toContainText('Annulé par le service');
  await expect(barre(page)).toHaveCount(0);
});

test('who gives a result after somebody else did is told by whom, above the sheet as it is now', async ({ page, browser, extranet, entre, accessible }) => {
  await entre(REFERENT);
  const adresse = await nouveau(page, dansUnMois(63));
  await page.goto(adresse);
  await expect(page.getByRole('button', { name: 'Annulé par la personne' })).toBeVisible();
  await collegue(browser, extranet, adresse, async (autre) => {
    await autre.getByRole('button', { name: 'Annulé par le service' }).click();
    await expect(autre.locator('main').getByText('Enregistré : Annulé par le service.')).toBeVisible();
  });
  await page.getByRole('button', { name: 'Annulé par la personne' }).tap();
  const dit = page.locator('#devance');
  await expect(dit).toContainText('Une autre personne a agi sur ce rendez-vous entre-temps');
  await expect(dit).toContainText('Lucie SCHNEIDER : « Annulé par le service »');
  await expect(page.locator('.etiquette').first()).toContainText('Annulé par le service');
  await accessible();
});

test('the draft of a change waits in the bar through a lost line, whatever the page', async ({ page, entre }) => {
  await entre(REFERENT);
  const adresse = await nouveau(page, dansUnMois(63));
  await page.getByRole('link', { name: 'Modifier' }).tap();
  await page.route('**/brouillon/modification', (route) => route.abort());
  await page.getByLabel('Note').fill(RAPPEL);
  await page.getByRole('link', { name: 'Accueil' }).tap();
  await expect(barre(page)).toContainText('1 saisie à envoyer');
  // Back, with what was typed, which the server does not have; more of it is typed.
  await page.goBack();
  await expect(page.getByLabel('Note')).toHaveValue(RAPPEL);
  await page.getByLabel('Heure').fill('19h30');
  await page.getByLabel('Date').focus();
  await page.unroute('**/brouillon/modification');
  await barre(page).getByRole('button', { name: 'Envoyer maintenant' }).tap();
  await expect(etat(page)).toContainText('Enregistré', { timeout: 20_000 });
  await expect(barre(page)).toHaveCount(0);
  await page.goto(`${adresse}/modifier`);
  await expect(page.getByLabel('Note')).toHaveValue(RAPPEL);
  await expect(page.getByLabel('Heure')).toHaveValue('19h30');
});

test('the answers to a postponement are lost: tried again, it postpones once', async ({ page, entre }) => {
  await entre(REFERENT);
  await nouveau(page, dansUnMois(70));
  await page.getByRole('button', { name: 'Reporter à une autre date' }).tap();
  // The server does it, and its answer never comes: neither of the draft, nor of the postponement.
  const perdue = { times: 1 };
  await page.route('**/brouillon/report', async (route) => { await route.fetch(); await route.abort(); }, perdue);
  await page.route('**/statut', async (route) => { await route.fetch(); await route.abort(); }, perdue);
  await champ(page, 'report.date').fill(dansUnMois(71));
  await champ(page, 'report.note').focus();
  await expect(etat(page)).toContainText('nouvel essai');
  await champ(page, 'report.heure').fill('19h');
  await champ(page, 'report.note').focus();
  await expect(etat(page)).toContainText('Enregistré', { timeout: 20_000 });
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Reporter le rendez-vous' }).tap();
  await expect(page.locator('.resume-erreurs')).toContainText('Vérifiez votre connexion');
  await page.getByRole('button', { name: 'Reporter le rendez-vous' }).tap();
  await expect(page.locator('main').getByText('Enregistré : Reporté.')).toBeVisible();
});

/** Types a note on the rendez-vous that is open, and has it kept. */
async function modifie(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Modifier' }).tap();
  await page.getByLabel('Note').fill(RAPPEL);
  await page.getByLabel('Date').focus();
  await expect(etat(page)).toContainText('Enregistré');
}

async function collegue(browser: Browser, extranet: Extranet, adresse: string, fait: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({ baseURL: extranet.url });
  await connecte(page, extranet, 'Lucie');
  await page.goto(adresse);
  await fait(page);
  await page.close();
}

/** A colleague moves it half an hour later. */
async function deplaceAilleurs(browser: Browser, extranet: Extranet, adresse: string): Promise<void> {
  await collegue(browser, extranet, `${adresse}/modifier`, async (page) => {
    await page.getByLabel('Heure').fill('20h45');
    await page.getByRole('button', { name: 'Enregistrer la modification' }).click();
    await expect(page.locator('main').getByText('Modification enregistrée.')).toBeVisible();
  });
}
