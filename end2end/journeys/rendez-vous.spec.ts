// A référent on the phone: results in three taps, a new rendez-vous, an overlap, a conflict.
import type { Page } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { HEURE, compteur, connecte, dansUnMois, formulaire, nombre, nouveau, remplit } from '../support/rendez-vous';
import { expect, test } from '../support/test';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

const REFERENT = 'Nadia';
test('the result of a past rendez-vous takes three taps from home', async ({ page, entre, accessible, capture }) => {
  await entre(REFERENT);
  await expect(page.getByRole('heading', { name: 'Rendez-vous du jour' })).toBeInViewport();
  await capture('accueil-referent');
  const avant = await nombre(compteur(page));

  await compteur(page).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Rendez-vous à renseigner' })).toBeFocused();
  await ciblesAssezGrandes(page);
  await capture('file-a-renseigner');
  await page.locator('tbody th a').first().tap();
  await expect(page.getByText('À renseigner')).toBeVisible();
  await ciblesAssezGrandes(page);
  await capture('rendez-vous-a-renseigner');
  await page.getByRole('button', { name: 'Honoré' }).tap();

  await expect(page.locator('main').getByText('Enregistré : Honoré.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.locator('.frise li').first()).toContainText('Honoré');
  await accessible();
  await capture('rendez-vous-honore');

  await page.getByRole('button', { name: 'Corriger' }).tap();
  await page.getByRole('button', { name: 'Absence excusée' }).tap();
  await expect(page.locator('main').getByText('Enregistré : Absence excusée.')).toBeVisible();
  await page.getByRole('link', { name: 'Accueil' }).tap();
  await expect(compteur(page)).toContainText(`${avant - 1} `);
});

test('a rendez-vous is refused once with its reasons, entered, then warned of its overlap', async ({ page, entre, accessible, capture }) => {
  await entre(REFERENT);
  await compteur(page).tap();
  const qui = await page.locator('tbody th a').first().innerText();
  await page.getByRole('link', { name: 'Rendez-vous', exact: true }).tap();
  await page.getByRole('link', { name: 'Rendez-vous', exact: true }).last().tap();
  await expect(page.getByRole('heading', { name: 'Nouveau rendez-vous : pour qui ?' })).toBeVisible();
  await page.getByLabel('Trouver un dossier').fill(qui);
  await page.locator('.resultats a').first().tap();
  await expect(page.getByText('Nouveau rendez-vous')).toBeVisible();
  await page.getByRole('button', { name: 'Enregistrer le rendez-vous' }).tap();

  await expect(page.locator('.resume-erreurs')).toBeFocused();
  await expect(page.locator('.resume-erreurs')).toContainText('Indiquez le jour du rendez-vous.');
  await accessible();
  await capture('rendez-vous-refuse');

  await remplit(page, dansUnMois());
  await expect(page.locator('#heure-pied')).toContainText('20 h 15');
  await page.getByLabel('Note').fill('Apporter les justificatifs de formation.');
  await capture('rendez-vous-saisie');
  await page.getByRole('button', { name: 'Enregistrer le rendez-vous' }).tap();
  await expect(page.locator('main').getByText('Rendez-vous enregistré.')).toBeVisible();
  await expect(page.getByText('Apporter les justificatifs de formation.')).toBeVisible();

  await page.getByRole('link', { name: 'Prochain rendez-vous' }).tap();
  await remplit(page, dansUnMois());
  await page.getByRole('button', { name: 'Enregistrer le rendez-vous' }).tap();
  const alerte = page.locator('#chevauchement');
  await expect(alerte).toContainText('Rien n’est encore enregistré');
  await expect(alerte).toContainText('de 20 h 15');
  await expect(alerte).toBeFocused();
  await accessible();
  await capture('rendez-vous-chevauchement');
  await page.getByRole('button', { name: 'Enregistrer quand même' }).tap();
  await expect(page.locator('main').getByText('Rendez-vous enregistré.')).toBeVisible();
});

test('a rendez-vous to come is postponed: the next one is linked to it', async ({ page, entre, accessible, capture }) => {
  await entre(REFERENT);
  await nouveau(page);
  await page.getByRole('button', { name: 'Reporter à une autre date' }).tap();
  await expect(page.getByRole('heading', { name: 'Reporter à une autre date' })).toBeVisible();
  await accessible();
  await page.locator('[id="report.date"]').fill(dansUnMois(7));
  await page.locator('[id="report.heure"]').fill('19h');
  await capture('rendez-vous-report');
  await page.getByRole('button', { name: 'Reporter le rendez-vous' }).tap();
  await expect(page.locator('main').getByText('Enregistré : Reporté.')).toBeVisible();
  await page.getByRole('link', { name: 'Voir le nouveau rendez-vous' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('19 h');
  await expect(page.getByRole('link', { name: 'le rendez-vous reporté' })).toBeVisible();
});

test('a session that expires while entering a rendez-vous gives everything back', async ({ page, context, extranet, entre }) => {
  await entre(REFERENT);
  await formulaire(page);
  await remplit(page, dansUnMois(21));
  await context.clearCookies();
  await page.getByRole('button', { name: 'Enregistrer le rendez-vous' }).tap();
  const dialogue = page.getByRole('dialog');
  await expect(dialogue).toContainText('Votre session s’est fermée');
  await dialogue.getByLabel('Mot de passe', { exact: true }).fill(extranet.compte(REFERENT).motDePasse);
  await dialogue.getByRole('button', { name: 'Reprendre' }).tap();
  await expect(dialogue).toBeHidden();
  await expect(page.getByLabel('Heure')).toHaveValue(HEURE);
  await page.getByRole('button', { name: 'Enregistrer le rendez-vous' }).tap();
  await expect(page.locator('main').getByText('Rendez-vous enregistré.')).toBeVisible();
});

test('what is typed for a rendez-vous is still there after leaving the page and closing the tab', async ({ page, context, entre, accessible, capture }) => {
  await entre(REFERENT);
  await formulaire(page);
  const adresse = page.url();
  const garde = (onglet: Page) => onglet.waitForResponse((r) => r.request().method() === 'PUT' && r.url().endsWith('/brouillon') && r.ok());

  await page.getByLabel('Note').fill('Apporter le CV.');
  const enPartant = garde(page);
  await page.getByRole('link', { name: 'Accueil' }).tap();
  await enPartant;
  await page.goto(adresse);
  await expect(page.getByText('Brouillon repris')).toBeVisible();
  await expect(page.getByLabel('Note')).toHaveValue('Apporter le CV.');
  await accessible();
  await capture('rendez-vous-brouillon');

  const enQuittantLeChamp = garde(page);
  await page.getByLabel('Heure').fill(HEURE);
  await page.getByLabel('Date').focus();
  await enQuittantLeChamp;
  await page.close();
  const onglet = await context.newPage();
  await onglet.goto(adresse);
  await expect(onglet.getByLabel('Heure')).toHaveValue(HEURE);
  await expect(onglet.getByLabel('Note')).toHaveValue('Apporter le CV.');

  await onglet.getByRole('button', { name: 'Effacer le brouillon' }).tap();
  await expect(onglet.getByLabel('Note')).toHaveValue('');
  await expect(onglet.getByLabel('Heure')).toHaveValue('');
  // Erased by mistake: it comes back as it was.
  await onglet.getByRole('button', { name: 'Rétablir le brouillon' }).tap();
  await expect(onglet.getByLabel('Note')).toHaveValue('Apporter le CV.');
  await expect(onglet.getByLabel('Heure')).toHaveValue(HEURE);
  await onglet.getByRole('button', { name: 'Effacer le brouillon' }).tap();
  await expect(onglet.getByLabel('Note')).toHaveValue('');
  await onglet.goto(adresse);
  await expect(onglet.getByRole('button', { name: 'Enregistrer le rendez-vous' })).toBeVisible();
  await expect(onglet.getByText('Brouillon repris')).toHaveCount(0);
  await onglet.close();
});

test('two tabs type the same rendez-vous: the second is asked what stays, and nothing typed is lost', async ({ page, context, entre, accessible, capture }) => {
  await entre(REFERENT);
  await formulaire(page);
  const autre = await context.newPage();
  await autre.goto(page.url());
  await expect(autre.getByRole('heading', { level: 1, name: 'Nouveau rendez-vous' })).toBeVisible();
  const sauve = (onglet: Page) => onglet.waitForResponse((r) => r.request().method() === 'PUT' && r.url().endsWith('/brouillon'));

  const premiere = sauve(page);
  await page.getByLabel('Note').fill('Apporter le CV.');
  await page.getByLabel('Date').focus();
  expect((await premiere).status()).toBe(200);
  const seconde = sauve(autre);
  await autre.getByLabel('Heure').fill('19h30');
  await autre.getByLabel('Date').focus();
  expect((await seconde).status()).toBe(412);

  const question = autre.getByRole('dialog', { name: 'Ce brouillon a changé dans un autre onglet' });
  await expect(question).toBeVisible();
  // What was typed here is proposed as it is here, the rest as the other tab left it.
  await expect(question.getByRole('group', { name: 'Heure' }).getByLabel('Garder ce qui est saisi ici')).toBeChecked();
  await expect(question.getByRole('group', { name: 'Note' }).getByLabel('Prendre l’autre onglet')).toBeChecked();
  await capture('rendez-vous-onglets');
  const choisie = sauve(autre);
  await question.getByRole('button', { name: 'Enregistrer ces choix' }).tap();
  expect((await choisie).status()).toBe(200);
  await expect(autre.getByLabel('Heure')).toHaveValue('19h30');
  await expect(autre.getByLabel('Note')).toHaveValue('Apporter le CV.');
  await autre.getByRole('button', { name: 'Effacer le brouillon' }).tap();
  await expect(autre.getByLabel('Note')).toHaveValue('');
  await autre.close();
  await accessible();
});
