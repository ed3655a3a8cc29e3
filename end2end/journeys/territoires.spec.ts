// The user referent gives communes to the CTSA: those of none are told first, what a change moves is
// told before it is done, the last one is undone, and who acts second is told.
import type { Locator, Page } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { aujourdhui } from '../support/parcours';
import { dansUnMois } from '../support/rendez-vous';
import { expect, test } from '../support/test';

for (const [width, commune] of [[1280, 'Kembs'], [360, 'Sierentz']] as const) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 }, hasTouch: width < 600, isMobile: width < 600 });

    test('a commune of none is told, then given to a CTSA, and taken back', async ({ page, entre, accessible, capture }) => {
      test.slow();
      await entre('Sonia ROTH');
      await page.getByRole('link', { name: /communes? sans CTSA/ }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Territoires des CTSA' })).toBeFocused();
      const seules = page.getByRole('region', { name: 'Communes sans CTSA' });
      await expect(seules.getByRole('row', { name: /^Wintzenheim/ })).toBeVisible();
      await tientDansLaLargeur(page);
      if (width < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`territoires-${width}`);

      await page.getByRole('button', { name: 'Voir ce que cela déplace' }).click();
      await expect(page.locator('.resume-erreurs')).toBeFocused();
      await expect(page.locator('.resume-erreurs')).toContainText('Indiquez au moins une commune');
      await expect(page.locator('.resume-erreurs')).toContainText('Choisissez la CTSA');
      await seules.getByRole('button', { name: 'Ajouter Wintzenheim au changement' }).click();
      await expect(page.getByLabel('Communes', { exact: true })).toHaveValue('Wintzenheim');
      await page.getByLabel('CTSA', { exact: true }).selectOption({ label: 'CTSA de Colmar' });
      await page.getByRole('button', { name: 'Voir ce que cela déplace' }).click();
      const apercu = page.locator('#apercu');
      await expect(apercu).toBeFocused();
      await expect(apercu).toContainText(`Wintzenheim à «\u{a0}CTSA de Colmar\u{a0}» à partir du ${aujourdhui()}`);
      await expect(apercu).toContainText(/D’aucune CTSA\s*: Wintzenheim. \d+ dossiers?, \d+ personnes?, \d+ CER à décider/);
      await expect(apercu).toContainText('Dès maintenant, y ont accès');
      await accessible();
      await capture(`territoires-apercu-${width}`);
      await page.getByRole('button', { name: 'Confier ces communes' }).click();
      await expect(page.locator('main').getByText('Communes confiées.')).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      await expect(page.locator('main')).toContainText('Chaque commune du département a sa CTSA.');
      await expect(historique(page).getByRole('listitem').first()).toContainText('Wintzenheim à');

      await page.getByRole('button', { name: 'Annuler le dernier changement' }).click();
      const question = page.getByRole('dialog');
      await expect(question).toContainText('chaque commune revient à la CTSA qui la tenait');
      await question.getByRole('button', { name: 'Annuler le dernier changement' }).click();
      await expect(question.getByText('Indiquez pourquoi').first()).toBeVisible();
      await question.getByLabel('Motif').fill('Mauvaise commission choisie.');
      await accessible();
      await question.getByRole('button', { name: 'Annuler le dernier changement' }).click();
      await expect(page.locator('main').getByText('Changement annulé.')).toBeVisible();
      await expect(seules.getByRole('row', { name: /^Wintzenheim/ })).toBeVisible();
      await expect(historique(page).getByRole('listitem').first()).toContainText('Mauvaise commission choisie.');
      await expect(page.getByRole('button', { name: 'Annuler le dernier changement' })).toHaveCount(0);
    });

    test('a commune is prepared for a later day, found again, and who acts second is told', async ({ page, context, entre, accessible, capture }) => {
      test.slow();
      await entre('Sonia ROTH');
      await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: 'Organisations', exact: true }).click();
      await page.getByRole('link', { name: 'Territoires des CTSA' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Territoires des CTSA' })).toBeVisible();
      const autre = await context.newPage();
      await autre.goto('/territoires');
      await expect(autre.getByRole('heading', { level: 1, name: 'Territoires des CTSA' })).toBeVisible();

      await page.getByLabel('Chercher une commune ou une CTSA').fill(commune.toLowerCase());
      const ligne = page.getByRole('row', { name: new RegExp(`^${commune}`) });
      await expect(ligne).toContainText('CTSA d’Altkirch et de Saint-Louis');
      await ligne.getByRole('button', { name: `Ajouter ${commune} au changement` }).click();
      await prepare(page, 'CTSA de Thann', dansUnMois());
      await expect(page.locator('#apercu')).toContainText(`De «\u{a0}CTSA d’Altkirch et de Saint-Louis\u{a0}»\u{a0}: ${commune}.`);
      await expect(page.locator('#apercu')).toContainText(`Le ${dansUnMois()}, n’ont plus accès à ces dossiers`);
      // What is told is told of what is typed.
      await page.getByLabel('À partir du').fill(dansUnMois(1));
      await expect(page.locator('#apercu')).toHaveCount(0);
      await prepare(page, 'CTSA de Thann', dansUnMois());
      await page.getByRole('button', { name: 'Confier ces communes' }).click();
      await expect(page.locator('main').getByText('Communes confiées.')).toBeVisible();
      await page.getByLabel('Chercher une commune ou une CTSA').fill(commune);
      await expect(page.getByRole('row', { name: new RegExp(`^${commune}`) })).toContainText(`à «\u{a0}CTSA de Thann\u{a0}» le ${dansUnMois()}`);
      await tientDansLaLargeur(page);
      await accessible();
      await capture(`territoires-a-venir-${width}`);

      await autre.getByLabel('Communes', { exact: true }).fill(commune);
      await prepare(autre, 'CTSA de Guebwiller', dansUnMois());
      await autre.getByRole('button', { name: 'Confier ces communes' }).click();
      const dit = autre.locator('#devance');
      await expect(dit).toContainText('Une autre personne a agi sur les territoires entre-temps');
      await expect(dit).toContainText(`${commune} à`);
      await autre.close();
    });
  });
}

const historique = (page: Page): Locator => page.getByRole('region', { name: 'Changements' });

async function prepare(page: Page, ctsa: string, debut: string): Promise<void> {
  await page.getByLabel('CTSA', { exact: true }).selectOption({ label: ctsa });
  await page.getByLabel('À partir du').fill(debut);
  await page.getByRole('button', { name: 'Voir ce que cela déplace' }).click();
  await expect(page.locator('#apercu')).toBeFocused();
}

async function tientDansLaLargeur(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 'page wider than the screen').toBeLessThanOrEqual(0);
}
