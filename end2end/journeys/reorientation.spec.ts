// The structure that accompanies asks for another orientation, the CTSA takes the request up and
// answers; both sides read the same thread, and are told on their home.
import type { Locator, Page } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { type Adulte, aujourdhui, trouve } from '../support/parcours';
import { connecte } from '../support/rendez-vous';
import { expect, test } from '../support/test';

const REFERENTE = 'Nadia';
const GESTIONNAIRE = 'Hugo';
const NOTE = 'Permis obtenu, garde d’enfants trouvée : prête à chercher un emploi.';

for (const largeur of [1280, 360]) {
  test.describe(`at ${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 }, hasTouch: largeur < 600, isMobile: largeur < 600 });

    test('a request is asked, taken up, refused, and the answer is read', async ({ page, browser, extranet, entre, accessible, capture }) => {
      test.slow();
      const ctsa = await browser.newPage({ baseURL: extranet.url });
      await connecte(ctsa, extranet, GESTIONNAIRE);
      const adulte = await libre(ctsa);
      await entre(REFERENTE);
      await demande(page, adulte, async (dialogue) => {
        await accessible();
        await capture(`reorientation-demander-${largeur}`);
        await confirme(dialogue, 'Demander une réorientation');
        await expect(dialogue.locator('.resume-erreurs')).toContainText('Choisissez pourquoi');
        await expect(dialogue.locator('.resume-erreurs')).toContainText('ce que la prochaine structure doit savoir');
        await dialogue.getByLabel('Note de passation').fill('Elle est dépressive.');
        await confirme(dialogue, 'Demander une réorientation');
        await expect(dialogue.locator('.resume-erreurs')).toContainText('relève de la santé');
        await expect(dialogue.getByLabel('Note de passation')).toHaveValue('Elle est dépressive.');
      });
      await expect(page.getByRole('region', { name: 'Demande' })).toContainText('Réponse attendue avant le');
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`reorientation-demandee-${largeur}`);

      await ctsa.goto('/');
      await ctsa.getByRole('link', { name: /réorientations? demandées?/ }).click();
      await expect(ctsa.getByRole('heading', { level: 1, name: 'Réorientations demandées' })).toBeFocused();
      await ctsa.goto(`/personnes/${adulte.personne}/parcours`);
      const demandee = ctsa.getByRole('region', { name: 'Réorientation demandée' });
      await expect(demandee).toContainText(NOTE);
      await demandee.getByRole('button', { name: 'Prendre en instruction' }).click();
      await expect(ctsa.locator('main').getByText('Demande prise en instruction.')).toBeVisible();
      await demandee.getByRole('button', { name: 'Refuser la demande' }).click();
      const dialogue = ctsa.getByRole('dialog');
      await confirme(dialogue, 'Refuser la demande');
      await expect(dialogue.locator('.resume-erreurs')).toContainText('Dites en quelques mots pourquoi');
      await dialogue.getByLabel('Motif').fill('Le contrat en cours vient d’être validé.');
      await confirme(dialogue, 'Refuser la demande');
      await expect(ctsa.locator('main').getByText('Demande refusée.')).toBeVisible();
      await expect(demandee).toContainText('Le contrat en cours vient d’être validé.');
      await ctsa.close();

      await page.goto('/');
      await page.getByRole('link', { name: /réponses? à (une|des) réorientations?/ }).click();
      await page.getByRole('link', { name: `${adulte.nom} ${adulte.prenom}` }).click();
      await expect(page.getByRole('region', { name: 'Demande' })).toContainText('Le contrat en cours vient d’être validé.');
      await accessible();
      await capture(`reorientation-refusee-${largeur}`);
      await page.getByRole('button', { name: 'J’ai lu la réponse' }).click();
      await expect(page.locator('main').getByText('C’est noté.')).toBeVisible();
      await expect(page.getByRole('button', { name: 'J’ai lu la réponse' })).toHaveCount(0);
    });

    test('a request accepted hands the person over: the former structure keeps a name, and nothing else', async ({ page, browser, extranet, entre, accessible, capture }) => {
      test.slow();
      const ctsa = await browser.newPage({ baseURL: extranet.url });
      await connecte(ctsa, extranet, GESTIONNAIRE);
      const adulte = await libre(ctsa);
      await entre(REFERENTE);
      await demande(page, adulte);

      await ctsa.goto(`/personnes/${adulte.personne}/parcours`);
      await ctsa.getByRole('button', { name: 'Réorienter' }).click();
      await expect(ctsa.getByRole('radio', { name: 'Réorientation' })).toBeChecked();
      await expect(ctsa.getByRole('radio', { name: 'Professionnelle', exact: true })).toBeChecked();
      await ctsa.getByRole('radio', { name: /^RÉAGIR/ }).check();
      await ctsa.locator('form').getByRole('button', { name: 'Réorienter' }).click();
      await expect(ctsa.getByRole('region', { name: 'Réorientation demandée' })).toContainText('Demande acceptée');
      await ctsa.close();

      await page.goto('/');
      await page.getByRole('link', { name: /personnes? confiées?/ }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Confiés à une autre structure' })).toBeFocused();
      await page.getByRole('link', { name: 'Toute l’équipe' }).click();
      const ligne = page.getByRole('row', { name: new RegExp(`${adulte.nom} ${adulte.prenom}`) });
      await expect(ligne).toContainText(aujourdhui());
      await expect(ligne.getByRole('link')).toHaveCount(0);
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`reorientation-confies-${largeur}`);
      await page.goto(`/personnes/${adulte.personne}/reorientation`);
      await expect(page.locator('main')).toContainText(/introuvable/i);
    });
  });
}

const confirme = (dialogue: Locator, faire: string): Promise<void> => dialogue.getByRole('button', { name: faire }).click();

/** An adult whom ALSA accompanies, alone in the foyer, about whom nothing is asked yet. */
async function libre(ctsa: Page): Promise<Adulte> {
  return trouve(ctsa, ({ orientation, ancienne, seul, demandee }) => orientation === 'ALSA' && ancienne && seul && !demandee);
}

/** Asks from the dossier; `avant` plays with the question first. */
async function demande(page: Page, { dossier, personne }: Adulte, avant: (dialogue: Locator) => Promise<void> = async () => {}): Promise<void> {
  await page.goto(`/dossiers/${dossier}?personne=${personne}`);
  await page.getByRole('link', { name: 'Demander une réorientation' }).click();
  await page.getByRole('button', { name: 'Demander une réorientation' }).click();
  const dialogue = page.getByRole('dialog');
  await avant(dialogue);
  await dialogue.getByRole('radio', { name: 'La personne peut désormais chercher un emploi' }).check();
  await dialogue.getByLabel('Orientation souhaitée').selectOption({ label: 'Professionnelle' });
  await dialogue.getByLabel('Note de passation').fill(NOTE);
  await confirme(dialogue, 'Demander une réorientation');
  await expect(page.locator('main').getByText('Demande envoyée à la CTSA.')).toBeVisible();
}
