// A dossier: found by its search, opened at once when alone, read on a desk and on a phone.
import type { Page } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { expect, test } from '../support/test';

test('Enter opens the only result, and goes to the first of several', async ({ page, entre }) => {
  await entre('Hugo');
  await page.goto('/recherche');
  const boite = page.getByLabel('Trouver un dossier');
  await boite.fill('muller');
  await expect(page.locator('.resultats a').nth(1)).toBeVisible();
  await boite.press('Enter');
  await expect(page.locator('.resultats a').first()).toBeFocused();
  const premier = page.locator('.resultats a').first();
  const [nom, naissance] = [await premier.locator('b').innerText(), await premier.locator('small').first().innerText()];
  await boite.fill(`${nom} ${naissance.replace('Naissance : ', '')}`);
  await expect(page.locator('.resultats a')).toHaveCount(1);
  await boite.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: nom.replace(/, née? .*/, '') })).toBeFocused();
});

test('a search that finds nobody says what to do next, to each profil in its words', async ({ page, entre, accessible }) => {
  await entre('Claire');
  await page.goto('/recherche');
  await page.getByLabel('Trouver un dossier').fill('184036899901252');
  await expect(page.getByText('La clé ne correspond pas au numéro')).toBeVisible();
  await page.getByLabel('Trouver un dossier').fill('Zzyzx');
  await expect(page.getByText('Vous trouvez les foyers qui ont un droit au rSa en cours')).toBeVisible();
  await expect(page.getByText('lendemain')).toHaveCount(0);
  await accessible();
});

for (const largeur of [1280, 360]) {
  test.describe(`at ${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 }, hasTouch: largeur < 600, isMobile: largeur < 600 });

    test('a référent reads why the dossier is open, what is due and what was planned', async ({ page, entre, capture }) => {
      await entre('Nadia');
      await ouvreUnDossierSuivi(page);
      await expect(page.locator('section[aria-labelledby=pourquoi] p').first()).toContainText(/ (suit|a suivi) une orientation vers /);
      const echeance = page.locator('.dossier-tete-faits').getByText(/Conclure le CER|renouveler le CER|Réexaminer/);
      await expect(echeance).toBeVisible();
      await expect(page.getByText('Numéro de sécurité sociale (NIR)').first()).toBeVisible();
      if (largeur < 600) await ciblesAssezGrandes(page);
      await capture(`dossier-${largeur}`);
    });

    test('a CTSA agent reads every rubrique, the one that no flow feeds yet included', async ({ page, entre, capture }) => {
      await entre('Hugo');
      await page.goto('/recherche');
      await page.getByLabel('Trouver un dossier').fill('muller');
      await page.locator('.resultats a').first().click();
      // No flow about them is read: nothing received would be taken for no debt.
      const indus = page.locator('section[aria-labelledby=indus]');
      await expect(indus.getByRole('heading', { name: 'Indus (trop-perçus)' })).toBeVisible();
      await expect(indus).toContainText('pas encore alimentée dans Réciproque');
      await expect(indus).not.toContainText(/Rien reçu|Flux du/);
      await expect(page.locator('section[aria-labelledby=pourquoi] p').first()).toContainText('commission territoriale des solidarités actives');
      await capture(`dossier-ctsa-${largeur}`);
    });
  });
}

/** One of the persons who await a CER: their foyer has a deadline. */
async function ouvreUnDossierSuivi(page: Page): Promise<void> {
  await page.goto('/files/sans-cer');
  await page.locator('tbody th a').first().click();
  await expect(page.getByRole('heading', { name: 'Adultes' })).toBeVisible();
}
