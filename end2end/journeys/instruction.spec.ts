// A dérogation is received and instructed by one agent of the CTSA, decided by another, notified, marked
// as sent to the caisse; Pôle emploi reads it beside what the caisse says.
import type { Locator, Page } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { type Adulte, aujourdhui, trouve } from '../support/parcours';
import { connecte } from '../support/rendez-vous';
import { expect, test } from '../support/test';

const INSTRUIT = 'Hugo';
const DECIDE = 'Estelle';
const POLE_EMPLOI = 'Claire';

for (const largeur of [1280, 360]) {
  test.describe(`at ${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 }, hasTouch: largeur < 600, isMobile: largeur < 600 });

    test('a dérogation is instructed by one agent, decided by another, and read by Pôle emploi', async ({ page, browser, extranet, entre, accessible, capture }) => {
      test.slow();
      await entre(INSTRUIT);
      const adulte = await libre(page);
      await page.goto(`/dossiers/${adulte.dossier}?personne=${adulte.personne}`);
      await page.getByRole('link', { name: 'Ouvrir une demande' }).first().click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(adulte.nom);
      await page.getByRole('button', { name: 'Ouvrir la demande' }).click();
      await expect(page.locator('.resume-erreurs')).toContainText('Choisissez ce qui est demandé');
      await page.getByRole('radio', { name: 'Dérogation' }).check();
      await page.getByRole('radio', { name: 'Condition de résidence' }).check();
      await page.getByRole('radio', { name: 'À l’ouverture du droit' }).check();
      await accessible();
      await capture(`instruction-ouvrir-${largeur}`);
      await page.getByRole('button', { name: 'Ouvrir la demande' }).click();
      await expect(page.locator('main').getByText('Demande ouverte.')).toBeVisible();
      if (largeur < 600) await ciblesAssezGrandes(page);

      await page.getByRole('button', { name: 'Prendre en instruction' }).click();
      await expect(page.locator('main').getByText('Demande prise en instruction.')).toBeVisible();
      await page.getByRole('button', { name: 'Proposer une décision' }).click();
      const dialogue = page.getByRole('dialog');
      await dialogue.getByRole('radio', { name: 'Accord' }).check();
      await dialogue.getByLabel('À compter du').fill(aujourdhui());
      await expect(dialogue).toContainText('Ce qui sera dit à la personne');
      await accessible();
      await capture(`instruction-proposer-${largeur}`);
      await confirme(dialogue, 'Proposer une décision');
      const suite = page.getByRole('region', { name: 'Suite à donner' });
      await expect(suite).toContainText('un autre agent de la CTSA en décide');
      await expect(suite.getByRole('button', { name: 'Décider' })).toHaveCount(0);
      await accessible();

      const autre = await browser.newPage({ baseURL: extranet.url });
      await connecte(autre, extranet, DECIDE);
      await autre.getByRole('link', { name: /demandes? à décider/ }).click();
      await autre.getByRole('link', { name: `${adulte.nom} ${adulte.prenom}` }).click();
      await autre.getByRole('button', { name: 'Décider' }).click();
      await expect(autre.getByRole('dialog').getByRole('radio', { name: 'Accord' })).toBeChecked();
      await confirme(autre.getByRole('dialog'), 'Décider');
      await expect(autre.locator('main').getByText('Décision prise.')).toBeVisible();
      await autre.getByRole('button', { name: 'La décision est notifiée' }).click();
      await autre.getByRole('dialog').getByRole('radio', { name: 'Courrier simple' }).check();
      await confirme(autre.getByRole('dialog'), 'La décision est notifiée');
      await expect(autre.locator('main').getByText('Notification enregistrée.')).toBeVisible();
      await autre.getByRole('button', { name: 'La décision est transmise à la caisse' }).click();
      await confirme(autre.getByRole('dialog'), 'La décision est transmise à la caisse');
      await expect(autre.getByRole('dialog').locator('.resume-erreurs')).toContainText('Choisissez par quel moyen');
      await autre.getByRole('dialog').getByRole('radio', { name: 'Portail de la caisse' }).check();
      await confirme(autre.getByRole('dialog'), 'La décision est transmise à la caisse');
      await expect(autre.locator('main').getByText('Transmission à la caisse enregistrée.')).toBeVisible();
      await autre.close();

      const lectrice = await browser.newPage({ baseURL: extranet.url });
      await connecte(lectrice, extranet, POLE_EMPLOI);
      await lectrice.goto(`/dossiers/${adulte.dossier}?personne=${adulte.personne}`);
      const situation = lectrice.getByRole('article').filter({ hasText: 'Selon le Département' });
      await expect(situation).toContainText('Selon la caisse');
      await expect(situation).toContainText(`Décision du Département du ${aujourdhui()}`);
      await expect(situation.getByRole('link', { name: 'Voir la demande' })).toHaveCount(0);
      await lectrice.close();

      await page.reload();
      await expect(page.getByRole('region', { name: 'Historique' })).toContainText('Transmise à la caisse');
      await capture(`instruction-transmise-${largeur}`);
    });
  });
}

const confirme = (dialogue: Locator, faire: string): Promise<void> => dialogue.getByRole('button', { name: faire }).click();

/** An adult accompanied today, hence whose right runs, about whom nothing was asked. */
async function libre(ctsa: Page): Promise<Adulte> {
  return trouve(ctsa, ({ orientation, seul, sansDemande }) => orientation !== '' && seul && sansDemande);
}
