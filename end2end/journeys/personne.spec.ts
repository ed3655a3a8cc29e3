// A foyer has several people: the one that was looked for is the one shown, and the one received.
import type { Page } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { lignes, type Ligne } from '../support/recherche';
import { expect, test } from '../support/test';

for (const largeur of [1280, 360]) {
  test.describe(`at ${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 }, hasTouch: largeur < 600, isMobile: largeur < 600 });

    test('the conjoint whom one looked for names the page and comes first; the others are one tap away', async ({ page, entre, accessible, capture }) => {
      await entre('Nadia');
      const conjoint = await cherche(page, ({ role }) => role === 'CJT');
      await page.goto('/recherche');
      await page.getByLabel('Trouver un dossier').fill(nom(conjoint));
      await page.locator(`.resultats a[href="/dossiers/${conjoint.dossier}?personne=${conjoint.personne}"]`).click();
      const h1 = page.getByRole('heading', { level: 1 });
      await expect(h1).toHaveText(nom(conjoint));
      await expect(h1).toBeFocused();
      const cartes = page.locator('.adulte');
      await expect(cartes.first()).toContainText(nom(conjoint));
      if (largeur < 600) await ciblesAssezGrandes(page);
      await accessible();
      await capture(`dossier-conjoint-${largeur}`);

      let lectures = 0;
      page.on('request', (demande) => (lectures += demande.url().includes('/api/v1/dossiers/') ? 1 : 0));
      const autre = page.getByRole('navigation', { name: 'Dans le même foyer' }).getByRole('link');
      const demandeur = await autre.innerText();
      await autre.click();
      await expect(h1).toHaveText(demandeur);
      await expect(h1).toBeFocused();
      await expect(cartes.first()).toContainText(demandeur);
      await expect(page.getByRole('navigation', { name: 'Dans le même foyer' }).getByRole('link')).toHaveText(nom(conjoint));
      expect(lectures, 'one view, one trace').toBe(0);
      // Back leads to where one came from, not to the other adult.
      await page.goBack();
      await expect(page).toHaveURL(/\/recherche$/);
    });
  });
}

test('every link to a dossier that is about somebody carries them', async ({ page, entre }) => {
  await entre('Nadia');
  await expect(page.locator('.compteur').first()).toBeVisible();
  const liens = async () => page.locator('main a[href^="/dossiers/"]:not([href*="/rendez-vous/"])').evaluateAll((tous) => tous.map((lien) => lien.getAttribute('href')));
  const vus: (string | null)[] = [];
  for (const adresse of ['/files/sans-cer', '/files/rendez-vous-a-renseigner']) {
    await page.goto(adresse);
    await expect(page.locator('tbody th a').first()).toBeVisible();
    vus.push(...(await liens()));
  }
  await page.locator('tbody th a').first().click();
  await expect(page.locator('.avec a')).toBeVisible();
  vus.push(...(await liens()));
  await page.getByRole('link', { name: 'Prochain rendez-vous' }).click();
  await expect(page.getByRole('link', { name: 'Retour au dossier' })).toBeVisible();
  vus.push(...(await liens()));
  await page.getByRole('link', { name: 'Retour au dossier' }).click();
  await expect(page.getByRole('heading', { name: 'Adultes' })).toBeVisible();
  await page.goto('/');
  await expect(page.locator('.resultats a').first()).toBeVisible();
  vus.push(...(await liens()));
  expect(vus.length).toBeGreaterThan(4);
  expect(vus.filter((href) => !/^\/dossiers\/\d+\?personne=\d+$/.test(href ?? ''))).toEqual([]);
});

test('a child found for a rendez-vous is shown with the reason, and leads nowhere', async ({ page, entre, accessible, capture }) => {
  await entre('Nadia');
  const enfant = await cherche(page, ({ role }) => role === 'ENF');
  await page.goto('/rendez-vous/nouveau');
  await page.getByLabel('Trouver un dossier').fill(enfant.nom);
  const inerte = page.locator('.resultats .inerte').filter({ hasText: enfant.prenom }).first();
  await expect(inerte).toContainText('se fixent avec un adulte du foyer');
  await expect(inerte.getByRole('link')).toHaveCount(0);
  // Those who can be received come first.
  const genres = await page.locator('.resultats > li > *').evaluateAll((tous) => tous.map((un) => un.tagName));
  expect(genres).toEqual([...genres].sort((a, b) => Number(a !== 'A') - Number(b !== 'A')));
  await accessible();
  await capture('rendez-vous-pour-qui');
  // By its address too, one is told why.
  await page.goto(`/dossiers/${enfant.dossier}/personnes/${enfant.personne}/rendez-vous/nouveau`);
  await expect(page.locator('main')).toContainText('se fixent avec un adulte du foyer');
});

const nom = (ligne: Ligne) => `${ligne.nom} ${ligne.prenom}`;

/** Somebody of one's own scope whom a search finds. */
async function cherche(page: Page, voulu: (ligne: Ligne) => boolean): Promise<Ligne> {
  for (const debut of ['ma', 'mu', 'sc', 'ke', 'be', 'ha', 'me', 'we', 'li', 'ca']) {
    const trouvee = (await lignes(page, debut)).find(voulu);
    if (trouvee) return trouvee;
  }
  throw new Error('personne de tel dans les données de démonstration');
}
