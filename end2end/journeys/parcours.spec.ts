// A CTSA agent decides who accompanies an adult: orients, names the référent, goes back, hands over to
// another structure, and is told when somebody decided first.
import type { Locator, Page } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { type Adulte, aujourdhui, trouve } from '../support/parcours';
import { connecte } from '../support/rendez-vous';
import { expect, test } from '../support/test';

const GESTIONNAIRE = 'Hugo';

for (const largeur of [1280, 360]) {
  test.describe(`at ${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 }, hasTouch: largeur < 600, isMobile: largeur < 600 });

    test('somebody whom nobody accompanies is oriented, given a référent, then another, who is taken back', async ({ page, entre, accessible, capture }) => {
      test.slow();
      await entre(GESTIONNAIRE);
      const adulte = await trouve(page, ({ orientation }) => !orientation);
      await page.goto(adresse(adulte));
      await carte(page, adulte).getByRole('link', { name: 'Orienter' }).click();
      await expect(page.getByRole('heading', { level: 1, name: `Parcours de ${adulte.prenom} ${adulte.nom}` })).toBeFocused();
      await expect(page.locator('main')).toContainText(`Personne n’accompagne ${adulte.prenom} ${adulte.nom}.`);
      await expect(page.getByRole('radio', { name: 'Première orientation' })).toBeChecked();
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`parcours-vide-${largeur}`);

      await page.getByRole('button', { name: 'Orienter' }).click();
      await expect(page.locator('.resume-erreurs')).toBeFocused();
      await expect(page.locator('.resume-erreurs')).toContainText('Choisissez le parcours qui convient');
      await expect(page.locator('.resume-erreurs')).toContainText('Choisissez la structure');
      await page.getByRole('radio', { name: 'Sociale', exact: true }).check();
      await page.getByRole('radio', { name: /^ALSA \d+ personnes? suivies?$/ }).check();
      await page.getByLabel('Référent unique').selectOption({ label: 'Nadia BENALI' });
      await expect(page.getByRole('listitem').filter({ hasText: 'Nadia BENALI est son référent unique.' })).toBeVisible();
      await accessible();
      await capture(`parcours-orienter-${largeur}`);
      await page.getByRole('button', { name: 'Orienter' }).click();
      await expect(page.locator('main').getByText('Orientation enregistrée.')).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      await expect(tenue(page)).toContainText(`Nadia BENALI, depuis le ${aujourdhui()}`);
      await accessible();
      await capture(`parcours-oriente-${largeur}`);

      await page.getByRole('link', { name: 'Retour au dossier' }).click();
      await expect(carte(page, adulte)).toContainText('Nadia BENALI (ALSA)');
      await carte(page, adulte).getByRole('link', { name: 'Gérer le parcours' }).click();

      const dialogue = page.getByRole('dialog');
      await page.getByRole('button', { name: 'Décision reçue par la personne' }).click();
      await dialogue.getByLabel('Reçue le').fill(aujourdhui());
      await confirme(dialogue, 'Décision reçue par la personne');
      await expect(page.locator('main').getByText('Jour de réception enregistré.')).toBeVisible();
      await page.getByRole('button', { name: 'Changer de référent' }).click();
      await confirme(dialogue, 'Changer de référent');
      await expect(dialogue.locator('.resume-erreurs')).toContainText('Choisissez le référent.');
      await dialogue.getByLabel('Référent unique').selectOption({ label: 'Lucie SCHNEIDER' });
      await accessible();
      await confirme(dialogue, 'Changer de référent');
      await expect(tenue(page)).toContainText(`Lucie SCHNEIDER, depuis le ${aujourdhui()}`);

      await page.getByRole('button', { name: 'Annuler la dernière décision' }).click();
      await expect(dialogue).toContainText(/«\s*Référent unique : Lucie SCHNEIDER/);
      await dialogue.getByLabel('Motif').fill('Nom saisi par erreur.');
      await accessible();
      await capture(`parcours-annuler-${largeur}`);
      await confirme(dialogue, 'Annuler la dernière décision');
      await expect(page.locator('main').getByText('Décision annulée.')).toBeVisible();
      await expect(tenue(page)).toContainText('Nadia BENALI');
      await expect(page.locator('.frise li').first()).toContainText('Nom saisi par erreur.');
    });

    test('the review of a social orientation comes later for one person, and back', async ({ page, entre, accessible, capture }) => {
      test.slow();
      await entre(GESTIONNAIRE);
      const adulte = await trouve(page, ({ orientation }) => !orientation);
      await page.goto(`/personnes/${adulte.personne}/parcours`);
      await page.getByRole('radio', { name: 'Sociale', exact: true }).check();
      await page.getByRole('radio', { name: /^SÉMAPHORE/ }).check();
      await page.getByRole('button', { name: 'Orienter' }).click();
      await expect(page.locator('main').getByText('Orientation enregistrée.')).toBeVisible();

      await page.getByRole('button', { name: 'Prolonger le réexamen' }).click();
      const dialogue = page.getByRole('dialog');
      await expect(dialogue).toContainText('12 mois après la signature');
      await confirme(dialogue, 'Prolonger le réexamen');
      await expect(dialogue.locator('.resume-erreurs')).toContainText('Indiquez la difficulté');
      await dialogue.getByRole('radio', { name: 'Logement' }).check();
      await accessible();
      await capture(`reexamen-prolonger-${largeur}`);
      await confirme(dialogue, 'Prolonger le réexamen');
      await expect(page.locator('main').getByText('Réexamen prolongé.')).toBeVisible();
      await expect(tenue(page)).toContainText(`Logement, constaté le ${aujourdhui()}`);

      await page.getByRole('button', { name: 'Ramener le réexamen au délai ordinaire' }).click();
      await expect(dialogue).toContainText('Motif de la prolongation : Logement');
      await confirme(dialogue, 'Ramener le réexamen au délai ordinaire');
      await expect(page.locator('main').getByText('Réexamen ramené au délai ordinaire.')).toBeVisible();
      await expect(tenue(page)).not.toContainText('constaté le');
      await accessible();
      await capture(`reexamen-ramene-${largeur}`);
    });

    test('a réorientation ends the former one: its structure no longer finds the dossier', async ({ page, browser, extranet, entre, accessible, capture }) => {
      test.slow();
      await entre(GESTIONNAIRE);
      const adulte = await trouve(page, ({ orientation, ancienne, seul }) => seul && ancienne && orientation === 'ALSA');
      const autre = await browser.newPage({ baseURL: extranet.url });
      await connecte(autre, extranet, 'Nadia');
      await autre.goto(adresse(adulte));
      await expect(autre.getByRole('heading', { level: 1, name: `${adulte.nom} ${adulte.prenom}` })).toBeVisible();

      await page.goto(`/personnes/${adulte.personne}/parcours`);
      await page.getByRole('button', { name: 'Réorienter' }).click();
      await expect(page.getByRole('radio', { name: 'Sociale', exact: true })).toBeFocused();
      await page.getByRole('radio', { name: 'Socioprofessionnelle' }).check();
      await page.getByRole('radio', { name: /^RÉAGIR/ }).check();
      await page.getByRole('radio', { name: 'Réorientation' }).check();
      const suites = page.locator('form [aria-live]').filter({ hasText: 'Ce qui s’ensuit' });
      await expect(suites).toContainText('L’orientation vers ALSA s’arrête le');
      await expect(suites).toContainText(`ALSA n’accède plus au dossier à partir du ${aujourdhui()}`);
      await expect(suites).toContainText('Son référent unique reste à désigner.');
      await page.getByLabel('Début de l’accompagnement').fill('01/01/2015');
      await expect(suites).toContainText('31/12/2014');
      await page.locator('form').getByRole('button', { name: 'Réorienter' }).click();
      await expect(page.locator('.resume-erreurs')).toContainText('au plus tôt le jour de la décision');
      await page.getByLabel('Début de l’accompagnement').fill(aujourdhui());
      await accessible();
      await capture(`parcours-reorienter-${largeur}`);
      await page.locator('form').getByRole('button', { name: 'Réorienter' }).click();
      await expect(tenue(page)).toContainText('RÉAGIR');
      await expect(tenue(page)).toContainText('Non désigné');
      await expect(page.getByRole('row', { name: /^ALSA/ })).toContainText('Réorientation');
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`parcours-reoriente-${largeur}`);

      await autre.reload();
      await expect(autre.locator('main')).toContainText(/introuvable/i);
      await autre.close();
    });

    test('who decides after somebody else is told, and decides on what is there', async ({ page, context, entre, accessible, capture }) => {
      test.slow();
      await entre(GESTIONNAIRE);
      const adulte = await trouve(page, ({ orientation }) => !orientation);
      const parcours = `/personnes/${adulte.personne}/parcours`;
      await page.goto(parcours);
      const autre = await context.newPage();
      await autre.goto(parcours);
      await oriente(autre, 'CIAREM');
      await expect(autre.locator('main').getByText('Orientation enregistrée.')).toBeVisible();
      await autre.close();

      await oriente(page, 'ALEOS');
      const dit = page.locator('#devance');
      await expect(dit).toContainText('Une autre personne a agi sur ce parcours entre-temps');
      await expect(dit).toContainText('vers CIAREM');
      await expect(dit).toContainText('ALEOS');
      await expect(tenue(page)).toContainText('CIAREM');
      await accessible();
      await capture(`parcours-devance-${largeur}`);

      await page.getByRole('button', { name: 'Clore le parcours' }).click();
      const dialogue = page.getByRole('dialog');
      await expect(dialogue).toContainText(`Plus personne n’accompagnera ${adulte.prenom} ${adulte.nom}.`);
      await dialogue.getByRole('radio', { name: 'Emploi retrouvé' }).check();
      await accessible();
      await capture(`parcours-clore-${largeur}`);
      await confirme(dialogue, 'Clore le parcours');
      await expect(page.locator('main').getByText('Parcours clos.')).toBeVisible();
      await expect(dit).toHaveCount(0);
      await expect(tenue(page)).toContainText(`jusqu’au ${aujourdhui()}`);
    });
  });
}

const adresse = ({ dossier, personne }: Adulte): string => `/dossiers/${dossier}?personne=${personne}`;
const carte = (page: Page, { personne }: Adulte): Locator => page.locator(`.adulte[aria-labelledby=adulte-${personne}]`);
const tenue = (page: Page): Locator => page.getByRole('region', { name: 'Aujourd’hui' });
const confirme = (dialogue: Locator, faire: string): Promise<void> => dialogue.getByRole('button', { name: faire }).click();

async function oriente(page: Page, structure: string): Promise<void> {
  await page.getByRole('radio', { name: 'Sociale', exact: true }).check();
  await page.getByRole('radio', { name: new RegExp(`^${structure} `) }).check();
  await page.getByRole('button', { name: 'Orienter' }).click();
}
