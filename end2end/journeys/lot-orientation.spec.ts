// A CTSA agent orients several persons by one decision, reads what came of it for each, and undoes it; who
// was decided about since is kept, and it is said.
import type { Locator, Page } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { expect, test } from '../support/test';

const GESTIONNAIRE = 'Hugo';
const PAR_PAGE = 50;

for (const largeur of [1280, 360]) {
  test.describe(`at ${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 }, hasTouch: largeur < 600, isMobile: largeur < 600 });

    test('twenty persons are oriented by one decision, however often it is sent, and wait again once it is undone', async ({ page, entre, accessible, capture }) => {
      test.slow();
      await entre(GESTIONNAIRE);
      await page.getByRole('link', { name: 'Orienter plusieurs personnes' }).click();
      await expect(titre(page, 'Personnes à orienter')).toBeFocused();
      const avant = await total(page);
      await page.getByRole('button', { name: 'Orienter', exact: true }).click();
      await expect(resume(page)).toBeFocused();
      await expect(resume(page)).toContainText('Cochez au moins une personne');
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`lot-liste-${largeur}`);

      // Over two pages when there are two: what is ticked stays.
      const ensuite = avant > PAR_PAGE ? 5 : 0;
      const noms = await coche(page, 20 - ensuite);
      if (ensuite) {
        await page.getByRole('link', { name: 'Page suivante' }).click();
        await expect(titre(page, 'Personnes à orienter, page 2')).toBeFocused();
        noms.push(...(await coche(page, ensuite)));
        await expect(choisies(page)).toHaveText('20 personnes choisies, dont 15 hors de cette page.');
      }
      await page.getByRole('button', { name: 'Orienter 20 personnes' }).click();
      await expect(titre(page, 'Orienter 20 personnes')).toBeFocused();
      await page.getByRole('button', { name: 'Voir l’aperçu' }).click();
      await expect(resume(page)).toBeFocused();
      await expect(resume(page)).toContainText('Choisissez le parcours qui convient');
      await expect(resume(page)).toContainText('Choisissez la structure');
      await decide(page, 'ALSA');
      await expect(suites(page)).toContainText(/ALSA accompagne aujourd’hui \d+ personnes? : \d+ avec celles-ci/);
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`lot-decision-${largeur}`);

      // Back on the list and here again: all that was chosen and typed is there.
      await page.getByRole('button', { name: 'Changer les personnes' }).click();
      await expect(choisies(page)).toContainText('20 personnes choisies');
      await page.getByRole('button', { name: 'Orienter 20 personnes' }).click();
      await expect(page.getByRole('radio', { name: /^ALSA / })).toBeChecked();
      await page.getByRole('button', { name: 'Voir l’aperçu' }).click();
      await expect(titre(page, 'Vérifier avant d’orienter')).toBeFocused();
      await expect(page.locator('main')).toContainText('20 personnes seront orientées.');
      await expect(lignes(page, 'Seront orientées (20)')).toHaveCount(20);
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`lot-apercu-${largeur}`);

      await perdUneReponse(page, '**/api/v1/orientations');
      const confirme = page.getByRole('button', { name: 'Orienter 20 personnes' });
      await confirme.click();
      await expect(page.getByRole('alert')).toContainText('réessayez');
      await confirme.click();
      await expect(titre(page, 'Orientation de plusieurs personnes')).toBeFocused();
      await expect(page).toHaveURL(/\/lots-orientation\/\d+$/);
      await expect(page.locator('main')).toContainText('20 personnes orientées.');
      await expect(lignes(page, 'Orientées (20)')).toHaveCount(20);
      for (const nom of noms) await expect(page.getByRole('link', { name: nom, exact: true }).first()).toBeVisible();
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`lot-resultat-${largeur}`);
      await page.getByRole('link', { name: 'Retour à la liste' }).click();
      expect(await total(page)).toBe(avant - 20);
      await expect(choisies(page)).toHaveText('Personne n’est choisi.');

      await page.goBack();
      await annule(page);
      await expect(page.locator('main')).toContainText('20 orientations annulées.');
      await expect(page.getByRole('button', { name: 'Annuler la décision' })).toHaveCount(0);
      await accessible();
      await capture(`lot-annule-${largeur}`);
      await page.getByRole('link', { name: 'Retour à la liste' }).click();
      expect(await total(page)).toBe(avant);
    });

    test('who is decided about after the others is kept by the undo, which says why', async ({ page, entre, accessible, capture }) => {
      test.slow();
      await entre(GESTIONNAIRE);
      await page.goto('/a-orienter');
      const [nom] = await coche(page, 3);
      await page.getByRole('button', { name: 'Orienter 3 personnes' }).click();
      await decide(page, 'ALSA');
      await page.getByRole('button', { name: 'Voir l’aperçu' }).click();
      await page.getByRole('button', { name: 'Orienter 3 personnes' }).click();
      await expect(page.locator('main')).toContainText('3 personnes orientées.');

      const dossier = await page.getByRole('link', { name: nom, exact: true }).first().getAttribute('href');
      await page.goto(`/personnes/${dossier?.match(/personne=(\d+)/)?.[1]}/parcours`);
      await page.getByRole('button', { name: 'Réorienter' }).click();
      await decide(page, 'CIAREM');
      await page.getByRole('radio', { name: 'Réorientation' }).check();
      await page.getByLabel('Début de l’accompagnement').fill(demain());
      await page.locator('form').getByRole('button', { name: 'Réorienter' }).click();
      await expect(page.locator('main').getByText('Orientation enregistrée.')).toBeVisible();

      await page.getByRole('link', { name: 'Décision pour plusieurs personnes' }).click();
      await annule(page);
      await expect(page.locator('main')).toContainText('2 orientations annulées, 1 gardée.');
      const gardees = lignes(page, 'Orientations gardées (1)');
      await expect(gardees).toHaveCount(1);
      await expect(gardees).toContainText(nom);
      await expect(gardees).toContainText('Une autre décision a suivi celle-ci.');
      await expect(lignes(page, 'Orientations annulées (2)')).toHaveCount(2);
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`lot-garde-${largeur}`);
    });
  });
}

test('the list is filtered by its address, which names nobody, and chosen page by page or whole', async ({ page, entre, accessible, capture }) => {
  await entre(GESTIONNAIRE);
  await page.goto('/a-orienter');
  const toutes = await total(page);
  await page.getByLabel('Âge').selectOption({ label: 'De 26 à 49 ans' });
  await page.getByRole('button', { name: 'Filtrer' }).click();
  await expect(page).toHaveURL(/\/a-orienter\?age=de_26_a_49$/);
  await expect.poll(() => total(page)).toBeLessThan(toutes);
  const filtrees = await total(page);
  await page.reload();
  await expect(page.getByLabel('Âge')).toHaveValue('de_26_a_49');
  expect(await total(page)).toBe(filtrees);

  // A dossier is looked at, and what was ticked is there again.
  await coche(page, 1);
  await page.getByRole('link', { name: /^Ouvrir le dossier de / }).first().click();
  await expect(page.getByRole('heading', { name: 'Adultes' })).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel('Âge')).toHaveValue('de_26_a_49');
  await expect(choisies(page)).toHaveText('1 personne choisie.');

  const montrees = Math.min(filtrees, PAR_PAGE);
  await page.getByRole('checkbox', { name: new RegExp(`^Toute (cette page|la liste) \\(${montrees} personnes\\)$`) }).check();
  await expect(choisies(page)).toHaveText(`${montrees} personnes choisies.`);
  const liste = page.getByRole('button', { name: `Choisir toute la liste (${filtrees} personnes)` });
  if (filtrees > PAR_PAGE && filtrees <= 300) {
    await liste.click();
    await expect(page.getByRole('button', { name: `Orienter ${filtrees} personnes` })).toBeVisible();
    await expect(page.locator('tbody').getByRole('checkbox').first()).toBeDisabled();
    await accessible();
    await capture('lot-toutes');
    await page.getByRole('button', { name: 'Choisir une à une' }).click();
  } else {
    await expect(liste).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Tout décocher' }).click();
  await expect(choisies(page)).toHaveText('Personne n’est choisi.');
  await expect(page.getByRole('checkbox', { name: /^Toute / })).toBeFocused();

  await page.goto('/a-orienter?commune=68066');
  await expect(page.locator('.vide')).toContainText('Personne n’attend avec ces choix');
  await accessible();
  await capture('lot-vide');
  await page.getByRole('link', { name: 'Toute la liste' }).click();
  await expect.poll(() => total(page)).toBe(toutes);
});

test('a list that does not come is asked for again', async ({ page, entre }) => {
  await entre(GESTIONNAIRE);
  await page.route('**/orientations/a-orienter', (route) => route.abort(), { times: 1 });
  await page.goto('/a-orienter');
  await expect(page.getByRole('alert')).toContainText('Le serveur ne répond pas');
  await page.getByRole('button', { name: 'Réessayer' }).click();
  expect(await total(page)).toBeGreaterThan(0);
});

const titre = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name, exact: true });
const resume = (page: Page): Locator => page.locator('.resume-erreurs');
const choisies = (page: Page): Locator => page.locator('main .actions.fixe [role=status]');
const suites = (page: Page): Locator => page.locator('form [aria-live]').filter({ hasText: 'Ce qui s’ensuit' });
const lignes = (page: Page, partie: string): Locator => page.getByRole('region', { name: partie, exact: true }).locator('tbody tr');

async function total(page: Page): Promise<number> {
  return Number((await page.locator('main').getByText(/^\d+ personnes?$/).innerText()).match(/\d+/)?.[0]);
}

/** Ticks the first lines of the page; answers whose they are. */
async function coche(page: Page, combien: number): Promise<string[]> {
  const cases = page.locator('tbody').getByRole('checkbox');
  await expect(cases.nth(combien - 1)).toBeVisible();
  const noms: string[] = [];
  for (let rang = 0; rang < combien; rang += 1) {
    await cases.nth(rang).check();
    noms.push((await page.locator('tbody th').nth(rang).innerText()).trim());
  }
  return noms;
}

async function decide(page: Page, structure: string): Promise<void> {
  await page.getByRole('radio', { name: 'Sociale', exact: true }).check();
  await page.getByRole('radio', { name: new RegExp(`^${structure} `) }).check();
}

async function annule(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Annuler la décision' }).click();
  const dialogue = page.getByRole('dialog');
  await expect(dialogue).toContainText('Une orientation est gardée quand une autre décision l’a suivie');
  await dialogue.getByRole('button', { name: 'Annuler la décision' }).click();
  await expect(page.locator('main').getByText('Décision annulée.')).toBeVisible();
  await expect(titre(page, 'Orientation de plusieurs personnes')).toBeFocused();
}

/** The server does what is asked, and its first answer is lost. */
async function perdUneReponse(page: Page, adresse: string): Promise<void> {
  await page.route(adresse, async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
}

/** `jj/mm/aaaa` */
function demain(): string {
  const jour = new Date();
  jour.setDate(jour.getDate() + 1);
  return jour.toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
}
