// A structure without accounts: created by the user referent, chosen for a person, told in her dossier and
// on the lists of the CTSA; and how many a structure accompanies, beside how many it may.
import type { Locator, Page } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { type Adulte, trouve } from '../support/parcours';
import { connecte } from '../support/rendez-vous';
import { expect, test } from '../support/test';

for (const largeur of [1280, 360]) {
  const association = `Association du Rhin ${largeur}`;

  test.describe(`at ${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 }, hasTouch: largeur < 600, isMobile: largeur < 600 });

    test('a structure without accounts is created, chosen, and told wherever a référent would be', async ({ page, browser, extranet, entre, accessible, capture }) => {
      test.slow();
      await entre('Sonia ROTH');
      await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: 'Organisations', exact: true }).click();
      await page.getByRole('button', { name: 'Nouvelle organisation' }).click();
      const dialogue = page.getByRole('dialog');
      await dialogue.getByLabel('Nom').fill(association);
      await dialogue.getByLabel('Sorte').selectOption({ label: 'Structure sans compte' });
      await expect(dialogue).toContainText('La CTSA suit leurs délais.');
      await accessible();
      await dialogue.getByRole('button', { name: 'Créer l’organisation' }).click();
      await page.getByRole('link', { name: association }).click();
      await expect(page.getByRole('heading', { level: 1, name: association })).toBeVisible();
      await expect(page.locator('main')).toContainText('ni convention, ni habilitation, ni référent désigné');
      await expect(page.getByRole('button', { name: 'Saisir une convention' })).toHaveCount(0);
      await expect(page.getByRole('button', { name: 'Passer sous convention' })).toBeVisible();
      await tientDansLaLargeur(page);
      await accessible();
      await capture(`structure-sans-compte-${largeur}`);

      const ctsa = await browser.newPage({ baseURL: extranet.url });
      await connecte(ctsa, extranet, 'Hugo');
      const adulte = await trouve(ctsa, ({ orientation }) => !orientation);
      await ctsa.goto(`/personnes/${adulte.personne}/parcours`);
      await ctsa.getByRole('radio', { name: 'Sociale', exact: true }).check();
      await ctsa.getByRole('radio', { name: new RegExp(`^${association} 0 personne suivie, structure sans compte`) }).check();
      await expect(ctsa.getByLabel('Référent unique')).toHaveCount(0);
      await expect(suites(ctsa)).toContainText(`${association} n’a pas de compte`);
      await ctsa.getByRole('button', { name: 'Orienter' }).click();
      await expect(ctsa.locator('main').getByText('Orientation enregistrée.')).toBeVisible();
      await expect(ctsa.getByRole('region', { name: 'Aujourd’hui' })).toContainText('Aucun : structure sans compte');
      await expect(ctsa.getByRole('button', { name: 'Désigner le référent' })).toHaveCount(0);
      await ctsa.getByRole('link', { name: 'Retour au dossier' }).click();
      await expect(carte(ctsa, adulte)).toContainText('aucun : structure sans compte');
      await ctsa.close();

      await page.getByRole('button', { name: 'Fermer la structure', exact: true }).click();
      const question = page.getByRole('dialog');
      await expect(question).toContainText('Plus personne n’y est orienté.');
      await question.getByLabel('Motif').fill('Association dissoute ce mois-ci.');
      await question.getByRole('button', { name: 'Fermer la structure', exact: true }).click();
      await expect(question).toBeHidden();
      await expect(page.locator('main')).toContainText('Structure fermée depuis le');
      await expect(page.getByRole('button', { name: 'Rouvrir la structure' })).toBeVisible();
    });

    test('the CTSA finds its persons among those without a contract, and is told of a full structure', async ({ page, entre, accessible, capture }) => {
      test.slow();
      await entre('Hugo KLEIN');
      await page.getByRole('link', { name: /personnes? sans CER/ }).click();
      const liste = page.locator('main');
      await expect(liste).toContainText('Structure sans compte');
      await tientDansLaLargeur(page);
      await accessible();

      const adulte = await trouve(page, ({ orientation }) => !orientation);
      await page.goto(`/personnes/${adulte.personne}/parcours`);
      await page.getByRole('radio', { name: 'Sociale', exact: true }).check();
      await page.getByRole('radio', { name: /^Ville de Mulhouse.* sur \d+, capacité dépassée/ }).check();
      await expect(suites(page)).toContainText(/au-delà de sa capacité \(\d+ personnes pour \d+\)/);
      await expect(suites(page)).toContainText('Rien n’empêche la décision.');
      await page.getByRole('radio', { name: /^ESPACE DÉVELOPPEMENT \d+ personnes? suivies? sur \d+/ }).check();
      await expect(suites(page)).not.toContainText('capacité');
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`orienter-capacite-${largeur}`);
    });
  });
}

const suites = (page: Page): Locator => page.locator('form [aria-live]').filter({ hasText: 'Ce qui s’ensuit' });

const carte = (page: Page, { personne }: Adulte): Locator => page.locator(`.adulte[aria-labelledby=adulte-${personne}]`);

async function tientDansLaLargeur(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 'page wider than the screen').toBeLessThanOrEqual(0);
}
