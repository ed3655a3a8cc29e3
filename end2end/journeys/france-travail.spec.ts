// France Travail and the Département differ: the CTSA is told on its home, sorts the list, reads both sides,
// sets one aside with a reason and puts it back.
import type { Page } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { expect, test } from '../support/test';

const MOTIF = 'Réinscription attendue cette semaine.';

for (const largeur of [1280, 360]) {
  test.describe(`at ${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 }, hasTouch: largeur < 600, isMobile: largeur < 600 });

    test('a discrepancy is found, read on both sides, set aside and put back', async ({ page, entre, accessible, capture }) => {
      test.slow();
      await entre('Hugo');
      await page.getByRole('link', { name: /écarts? avec France Travail/ }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Écarts avec France Travail' })).toBeFocused();
      await expect(lignes(page).first()).toBeVisible();
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`ecarts-${largeur}`);

      await page.getByRole('link', { name: 'Radiée là-bas, orientée vers l’emploi ici' }).click();
      await expect(lignes(page).first()).toContainText('Radiée le');
      // Each width has a person of its own.
      const ligne = largeur < 600 ? lignes(page).last() : lignes(page).first();
      const qui = await ligne.getByRole('rowheader').innerText();
      await ligne.getByRole('link', { name: /Examiner/ }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('avec France Travail');
      const la_bas = page.getByRole('region', { name: /^Côté France Travail, au/ });
      await expect(la_bas).toContainText('Radiation le');
      await accessible();
      await capture(`ecart-${largeur}`);

      const ecart = page.getByRole('region', { name: 'Radiée là-bas, orientée vers l’emploi ici' });
      await ecart.getByRole('button', { name: 'Mettre de côté' }).click();
      const dialogue = page.getByRole('dialog');
      await dialogue.getByRole('button', { name: 'Mettre de côté' }).click();
      await expect(dialogue.locator('.resume-erreurs')).toContainText('pourquoi cet écart n’est pas à traiter');
      await dialogue.getByLabel('Motif').fill(MOTIF);
      await accessible();
      await dialogue.getByRole('button', { name: 'Mettre de côté' }).click();
      await expect(page.locator('main').getByText('Écart mis de côté.')).toBeVisible();
      await expect(ecart).toContainText('Mis de côté');

      await page.getByRole('link', { name: 'Tous les écarts' }).click();
      await page.getByRole('link', { name: 'Mis de côté' }).click();
      const de_cote = lignes(page).filter({ hasText: qui }).first();
      await expect(de_cote).toContainText(MOTIF);
      await accessible();
      await de_cote.getByRole('link', { name: /Examiner/ }).click();
      await ecart.getByRole('button', { name: 'Remettre dans la liste' }).click();
      await expect(page.locator('main').getByText('Écart remis dans la liste.')).toBeVisible();
      await expect(page.getByRole('table', { name: /Suites données/ }).getByRole('row').nth(1)).toContainText('Remis dans la liste');

      await page.getByRole('link', { name: 'Retour au dossier' }).click();
      await expect(page.locator('main')).toContainText('Côté France Travail, au');
      await expect(page.locator('main')).toContainText('Orientation transmise');
      await accessible();
    });

    test('the administrator reads which lines were left aside', async ({ page, entre, accessible }) => {
      await entre('Alain');
      await page.getByRole('button', { name: 'Changer de profil' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Administrateur' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Imports de flux' })).toBeVisible();
      const fichiers = page.getByRole('region', { name: 'Fichiers de France Travail' });
      await expect(fichiers).toContainText('Personne inconnue');
      await accessible();
    });
  });
}

const lignes = (page: Page) => page.locator('main tbody tr');
