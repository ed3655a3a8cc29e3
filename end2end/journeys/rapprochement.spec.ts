// One person, or two: the CTSA compares, decides, and comes back on it.
import type { Locator } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { expect, test } from '../support/test';

const GESTIONNAIRE = 'Hugo';

for (const largeur of [1280, 360]) {
  test.describe(`at ${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 }, hasTouch: largeur < 600, isMobile: largeur < 600 });

    test('a question is read side by side, answered, and asked again', async ({ page, entre, accessible, capture }) => {
      test.slow();
      await entre(GESTIONNAIRE);
      await page.getByRole('link', { name: /personnes? à rapprocher/ }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Personnes à rapprocher' })).toBeFocused();
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`rapprochements-${largeur}`);

      await page.locator('main table').first().getByRole('link').first().click();
      await expect(page.getByRole('heading', { level: 1, name: /une personne, ou deux/ })).toBeFocused();
      await expect(page.getByRole('row', { name: /Date de naissance/ })).toContainText('Identique');
      await accessible();
      await capture(`rapprochement-${largeur}`);
      const dialogue = page.getByRole('dialog');
      await page.getByRole('button', { name: 'Ce sont deux personnes' }).click();
      await confirme(dialogue, 'Ce sont deux personnes');
      await expect(dialogue.locator('.resume-erreurs')).toContainText('Dites en quelques mots');
      await dialogue.getByLabel('Motif').fill('Vu avec la caisse.');
      await confirme(dialogue, 'Ce sont deux personnes');
      await expect(page.locator('main').getByText(/ce sont deux personnes/)).toBeVisible();

      await page.getByRole('button', { name: 'Annuler la décision' }).click();
      await dialogue.getByLabel('Motif').fill('Saisie sur la mauvaise question.');
      await confirme(dialogue, 'Annuler la décision');
      await expect(page.locator('main').getByText(/posée de nouveau/).first()).toBeVisible();
      await page.getByRole('button', { name: 'C’est une seule personne' }).click();
      await dialogue.getByLabel('Motif').fill('Vu avec la caisse.');
      await confirme(dialogue, 'C’est une seule personne');
      await expect(page.locator('main').getByText(/la personne est suivie dans le nouveau dossier/)).toBeVisible();
      await accessible();
      await capture(`rapprochement-confirme-${largeur}`);
    });
  });
}

const confirme = (dialogue: Locator, faire: string): Promise<void> => dialogue.getByRole('button', { name: faire }).click();
