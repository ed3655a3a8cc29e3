// Nothing typed is lost: through an outage whatever the page, one field too long among others, and
// the space bar in a date.
import type { Page } from '@playwright/test';
import { champ, etat, ouvreUnBrouillon } from '../support/cer';
import { expect, test } from '../support/test';

const REFERENT = 'Nadia';
const GESTIONNAIRE = 'Régine';
const barre = (page: Page) => page.getByRole('region', { name: 'Saisies à envoyer' });

test('what was typed during an outage is asked about on every page, and sent by itself', async ({ page, entre, accessible, capture }) => {
  test.slow();
  await entre(REFERENT);
  const adresse = await ouvreUnBrouillon(page);
  await page.route('**/api/v1/cer/*/saisie', (route) => route.abort());
  await champ(page, 'observations_referent').fill('Projet discuté pendant la panne.');
  await page.getByRole('link', { name: 'Accueil', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  await expect(barre(page)).toContainText('1 saisie à envoyer');
  await expect(page.locator('p[role=status].invisible')).toContainText('1 saisie à envoyer');
  await accessible();
  await capture('saisie-a-envoyer');
  for (const quoi of ['Recherche', 'Rendez-vous']) {
    await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: quoi, exact: true }).click();
    await expect(barre(page)).toContainText('1 saisie à envoyer');
  }
  const question = page.waitForEvent('dialog');
  void page.evaluate(() => setTimeout(() => location.reload()));
  const demandee = await question;
  expect(demandee.type()).toBe('beforeunload');
  await demandee.dismiss();
  await expect(barre(page)).toContainText('1 saisie à envoyer');

  // The page that is opened again has what was typed, not what the server has.
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(adresse);
  await expect(champ(page, 'observations_referent')).toHaveValue('Projet discuté pendant la panne.');
  await page.getByRole('link', { name: 'Accueil', exact: true }).click();
  await expect(barre(page)).toBeVisible();

  const envoyee = page.waitForResponse((r) => r.url().endsWith('/saisie') && r.ok(), { timeout: 45_000 });
  await page.unroute('**/api/v1/cer/*/saisie');
  await envoyee;
  await expect(barre(page)).toHaveCount(0);
  await expect(page.locator('p[role=status].invisible')).toContainText('Toutes vos saisies sont enregistrées.');
  await page.goto(adresse);
  await expect(champ(page, 'observations_referent')).toHaveValue('Projet discuté pendant la panne.');
});

test('the draft of a rendez-vous waits in the same bar', async ({ page, entre }) => {
  await entre(REFERENT);
  await nouveauRendezVous(page);
  const adresse = page.url();
  await page.route('**/rendez-vous/brouillon', (route) => route.abort());
  await champ(page, 'note').fill('Apporter le CV.');
  await page.getByRole('link', { name: 'Accueil', exact: true }).click();
  await expect(barre(page)).toContainText('1 saisie à envoyer');
  await page.unroute('**/rendez-vous/brouillon');
  await barre(page).getByRole('button', { name: 'Envoyer maintenant' }).click();
  await expect(barre(page)).toHaveCount(0);
  await page.goto(adresse);
  await expect(champ(page, 'note')).toHaveValue('Apporter le CV.');
});

test('signing out saves what is typed first, or asks when it can’t', async ({ page, entre, accessible, capture }) => {
  await entre(REFERENT);
  await nouveauRendezVous(page);
  const adresse = page.url();
  await champ(page, 'note').fill('Apporter le diplôme.');
  const garde = page.waitForResponse((r) => r.url().endsWith('/rendez-vous/brouillon') && r.ok());
  await page.getByRole('button', { name: 'Quitter' }).click();
  await garde;
  await expect(page).toHaveURL(/\/deconnexion$/);
  await entre(REFERENT);
  await page.goto(adresse);
  await expect(champ(page, 'note')).toHaveValue('Apporter le diplôme.');

  await page.route('**/rendez-vous/brouillon', (route) => route.abort());
  await champ(page, 'note').fill('Apporter le diplôme et le contrat.');
  await page.getByRole('button', { name: 'Quitter' }).click();
  const question = page.getByRole('dialog', { name: 'Une saisie n’est pas enregistrée' });
  await expect(question).toBeVisible();
  await accessible();
  await capture('sortie-saisie');
  await question.getByRole('button', { name: 'Rester connecté' }).click();
  await expect(champ(page, 'note')).toHaveValue('Apporter le diplôme et le contrat.');
  await page.getByRole('button', { name: 'Quitter' }).click();
  await question.getByRole('button', { name: 'Se déconnecter sans elle' }).click();
  await expect(page).toHaveURL(/\/deconnexion$/);
});

test('changing profil saves what is typed first, or asks when it can’t', async ({ page, entre, accessible }) => {
  // Nobody of the demo who types holds two profils: the session says that she does.
  await page.route('**/api/v1/session', async (route) => {
    const reponse = await route.fetch();
    const etat = await reponse.json();
    if (etat?.profils) etat.profils = [etat.profil, 'gestionnaire_ctsa'];
    await route.fulfill({ response: reponse, json: etat });
  });
  await entre(REFERENT);
  await nouveauRendezVous(page);
  await page.route('**/rendez-vous/brouillon', (route) => route.abort());
  await champ(page, 'note').fill('Apporter le livret de famille.');
  await page.getByRole('button', { name: 'Changer de profil' }).click();
  const choix = page.getByRole('dialog', { name: 'Agir sous quel profil ?' }).getByRole('button').last();
  await choix.click();
  const question = page.getByRole('dialog', { name: 'Une saisie n’est pas enregistrée' });
  await expect(question).toContainText('en changeant de profil');
  await accessible();
  await question.getByRole('button', { name: 'Garder ce profil' }).click();

  await page.unroute('**/rendez-vous/brouillon');
  const garde = page.waitForResponse((r) => r.url().endsWith('/rendez-vous/brouillon') && r.ok());
  const change = page.waitForRequest((r) => r.url().endsWith('/session/profil'));
  await choix.click();
  await garde;
  await change;
  // She does not: the server says so, and nothing has changed.
  await expect(page.getByRole('dialog', { name: 'Votre profil n’a pas changé' })).toBeVisible();
});

test('signing out of a screen that hides the page asks about what is typed in it', async ({ page, entre, accessible }) => {
  await entre(REFERENT);
  await nouveauRendezVous(page);
  const ferme = { type: '/problemes/hors_horaires', title: 'Fermé à cette heure', status: 403, detail: 'Revenez demain à partir de 5 h.' };
  await page.route('**/rendez-vous/brouillon', (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', json: ferme }));
  await champ(page, 'note').fill('Apporter le bail.');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('heading', { level: 1, name: 'Fermé à cette heure' })).toBeVisible();
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  const question = page.getByRole('dialog', { name: 'Une saisie n’est pas enregistrée' });
  await expect(question).toBeVisible();
  await accessible();
  await question.getByRole('button', { name: 'Rester connecté' }).click();
  await page.unroute('**/rendez-vous/brouillon');
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await expect(champ(page, 'note')).toHaveValue('Apporter le bail.');
  await expect(etat(page)).toContainText('Enregistré');
});

test('one field too long is named, stays on screen, and the others are saved', async ({ page, entre, accessible, capture }) => {
  await entre(REFERENT);
  const adresse = await ouvreUnBrouillon(page);
  const longue = 'x'.repeat(10_000);
  await champ(page, 'observations_referent').fill(longue);
  await champ(page, 'observations_personne').fill('Souhaite un atelier.');
  await champ(page, 'lieu_signature').fill('Colmar');
  await champ(page, 'observations_personne').focus();
  await expect(etat(page)).toContainText('sauf « Observations du référent »');
  await expect(etat(page)).toContainText('raccourcissez-le à 1000 caractères');
  await expect(champ(page, 'observations_referent')).toHaveValue(longue);
  await accessible();
  await capture('cer-champ-trop-long');

  // Left so, it still asks, says so on every page, and is there when one comes back.
  await page.getByRole('link', { name: 'Accueil', exact: true }).click();
  await expect(barre(page)).toContainText('1 saisie à reprendre');
  await capture('saisie-a-reprendre');
  await barre(page).getByRole('link', { name: 'Y revenir' }).click();
  await expect(page).toHaveURL(adresse);
  await expect(champ(page, 'observations_referent')).toHaveValue(longue);
  await expect(champ(page, 'lieu_signature')).toHaveValue('Colmar');
  await champ(page, 'observations_referent').fill('Plus court.');
  await champ(page, 'lieu_signature').focus();
  await expect(etat(page)).toHaveText(/Enregistré à \d\d:\d\d$/);
  await page.reload();
  await expect(champ(page, 'observations_referent')).toHaveValue('Plus court.');
  await expect(champ(page, 'observations_personne')).toHaveValue('Souhaite un atelier.');
  await expect(champ(page, 'lieu_signature')).toHaveValue('Colmar');
});

test('the space bar fills an empty date and never erases one', async ({ page, entre, capture }) => {
  await entre(REFERENT);
  await ouvreUnBrouillon(page);
  const signature = champ(page, 'signe_personne_le');
  await signature.fill('12/01/2026');
  await champ(page, 'duree_mois').focus();
  await signature.focus();
  await signature.selectText();
  await page.keyboard.press('Space');
  await expect(signature).toHaveValue('12/01/2026');
  // As entered by Tab, which selects all: the start of the contract too.
  await champ(page, 'debut').selectText();
  const debut = await champ(page, 'debut').inputValue();
  await page.keyboard.press('Space');
  await expect(champ(page, 'debut')).toHaveValue(debut);
  await signature.fill(' ');
  await page.keyboard.press('Space');
  await expect(signature).toHaveValue(/^\d\d\/\d\d\/\d{4}$/);
  await page.getByRole('button', { name: 'Aujourd’hui : Le référent, le' }).click();
  await expect(champ(page, 'signe_referent_le')).toHaveValue(await signature.inputValue());
  // Spaces inside a date are typed as ever.
  await signature.fill('');
  await signature.pressSequentially('12 janvier 2026');
  await expect(signature).toHaveValue('12 janvier 2026');
  await champ(page, 'lieu_signature').scrollIntoViewIfNeeded();
  await capture('cer-signatures');
});

test.describe('a form that keeps no draft', () => {
  test('leaving it asks first', async ({ page, entre }) => {
    await entre(GESTIONNAIRE);
    await page.getByRole('link', { name: 'Demander une habilitation' }).click();
    const motif = page.getByLabel('Motif de la demande');
    await motif.fill('Remplacement.');
    const adresse = page.url();
    page.once('dialog', async (question) => {
      expect(question.message()).toContain('n’est pas enregistré');
      await question.dismiss();
    });
    await page.getByRole('link', { name: 'Mon compte' }).click();
    await expect(page).toHaveURL(adresse);
    await expect(motif).toHaveValue('Remplacement.');
    page.once('dialog', (question) => question.accept());
    await page.getByRole('link', { name: 'Mon compte' }).click();
    await expect(motif).toHaveCount(0);
  });

  test('going back in the history asks first', async ({ page, entre }) => {
    await entre(GESTIONNAIRE);
    const demander = page.getByRole('link', { name: 'Demander une habilitation' });
    await expect(demander).toBeVisible();
    const liste = page.url();
    await demander.click();
    const motif = page.getByLabel('Motif de la demande');
    // Nothing typed, nothing asked.
    await expect(motif).toBeVisible();
    const adresse = page.url();
    await page.goBack();
    await expect(page).toHaveURL(liste);
    await page.goForward();
    await motif.fill('Remplacement.');
    for (let fois = 0; fois < 2; fois += 1) {
      const demandee = page.waitForEvent('dialog');
      const retour = page.evaluate(() => history.back());
      const question = await demandee;
      expect(question.message()).toContain('n’est pas enregistré');
      await question.dismiss();
      await retour;
      await expect(page).toHaveURL(adresse);
      await expect(motif).toHaveValue('Remplacement.');
    }
    page.once('dialog', (question) => question.accept());
    await page.evaluate(() => history.back());
    await expect(page).toHaveURL(liste);
    await expect(demander).toBeVisible();
    // Given up: nothing asks any more.
    await page.getByRole('link', { name: 'Mon compte' }).click();
    await expect(demander).toHaveCount(0);
  });
});

test.describe('on the phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('an hour stays on one line, however wide the letters', async ({ page, entre, capture }) => {
    await entre(REFERENT);
    const heures = page.locator('.rdv-heure time');
    await expect(heures.first()).toBeVisible();
    // The spacing that people may ask for (WCAG 1.4.12), and letters half as large again.
    await page.evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>('.rdv *')) element.style.cssText = 'letter-spacing: .12em; word-spacing: .16em';
      for (const element of document.querySelectorAll<HTMLElement>('.rdv-heure')) element.style.fontSize = '1.8rem';
    });
    for (const heure of await heures.all()) {
      const lignes = await heure.evaluate((element) => element.getClientRects().length);
      expect(lignes).toBe(1);
      const [a, b] = [await heure.boundingBox(), await heure.locator('xpath=../following-sibling::*[1]').boundingBox()];
      expect(a!.x + a!.width).toBeLessThanOrEqual(b!.x + 1);
    }
    await capture('rendez-vous-heures');
  });
});

/** The entry of a rendez-vous with somebody whom the référent follows. */
async function nouveauRendezVous(page: Page): Promise<void> {
  await page.getByRole('link', { name: /rendez-vous à renseigner/ }).click();
  await page.locator('tbody th a').first().click();
  await page.getByRole('link', { name: 'Prochain rendez-vous' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nouveau rendez-vous' })).toBeVisible();
}
