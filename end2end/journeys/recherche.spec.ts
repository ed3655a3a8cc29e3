// The search box: as fast as one types, found again by going back, honest when it finds nobody.
import type { Page } from '@playwright/test';
import { peint } from '../support/ecrans/regles';
import { lignes } from '../support/recherche';
import { expect, test } from '../support/test';

const boite = (page: Page) => page.getByLabel('Trouver un dossier');
const resultats = (page: Page) => page.locator('.resultats a');

test('Enter pressed before the answer opens it once it comes', async ({ page, entre }) => {
  await entre('Hugo');
  const [premiere] = await lignes(page, 'muller');
  await page.goto('/recherche');
  let demandes = 0;
  page.on('request', (demande) => (demandes += demande.url().endsWith('/recherches') ? 1 : 0));
  // Asked before the quarter of a second is over: at once, and once.
  await boite(page).fill('muller');
  await boite(page).press('Enter');
  await expect(resultats(page).first()).toBeFocused();
  expect(demandes).toBe(1);

  await page.route('**/recherches', async (route) => {
    const reponse = await route.fetch();
    const corps = await reponse.json();
    await route.fulfill({ response: reponse, json: { ...corps, lignes: corps.lignes.slice(0, 1) } });
  });
  await boite(page).fill('mulle');
  await page.waitForRequest('**/recherches');
  await boite(page).press('Enter');
  await expect(page).toHaveURL(`/dossiers/${premiere.dossier}?personne=${premiere.personne}`);
});

test('an Enter given up by typing on opens nothing', async ({ page, entre }) => {
  await entre('Hugo');
  await page.goto('/recherche');
  let repond = () => {};
  const tenue = new Promise<void>((rend) => (repond = rend));
  await page.route('**/recherches', async (route) => tenue.then(() => route.continue()));
  await boite(page).fill('mulle');
  await boite(page).press('Enter');
  await boite(page).press('r');
  await expect(boite(page)).toHaveValue('muller');
  repond();
  await expect(resultats(page).first()).toBeVisible();
  await expect(boite(page)).toBeFocused();
  await expect(page).toHaveURL(/\/recherche$/);
});

for (const adresse of ['/', '/recherche']) {
  test(`going back to ${adresse} finds the text and the results again, and asks nothing`, async ({ page, entre }) => {
    await entre('Hugo');
    await page.goto(adresse);
    await boite(page).fill('muller');
    await expect(resultats(page).first()).toBeVisible();
    const avant = await page.locator('.recherche .resultats').innerText();
    await page.locator('.recherche .resultats a').nth(1).click();
    await expect(page.getByRole('heading', { name: 'Adultes' })).toBeVisible();
    let demandes = 0;
    page.on('request', (demande) => (demandes += demande.url().endsWith('/recherches') ? 1 : 0));
    await page.goBack();
    await expect(boite(page)).toHaveValue('muller');
    expect(await page.locator('.recherche .resultats').innerText()).toBe(avant);
    expect(demandes).toBe(0);
    // In memory only.
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, location.href].join(' '))).toMatch(new RegExp(`^0 0 http://[^/]+${adresse}$`));
    expect(JSON.stringify(await page.evaluate(() => history.state)) ?? '').not.toContain('muller');
    // Gone to by the menu, the page begins anew.
    await page.locator('.recherche .resultats a').first().click();
    await expect(page.getByRole('heading', { name: 'Adultes' })).toBeVisible();
    await page.getByRole('link', { name: adresse === '/' ? 'Accueil' : 'Recherche', exact: true }).click();
    await expect(boite(page)).toHaveValue('');
  });
}

test('nothing of a search is left once one has signed out', async ({ page, entre }) => {
  await entre('Hugo');
  await page.goto('/recherche');
  await boite(page).fill('muller');
  await resultats(page).first().click();
  await expect(page.getByRole('heading', { name: 'Adultes' })).toBeVisible();
  await page.getByRole('button', { name: 'Quitter' }).click();
  await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();
  await entre('Hugo');
  await page.goto('/recherche');
  await expect(boite(page)).toHaveValue('');
  await expect(resultats(page)).toHaveCount(0);
});

test('the menu and « / » lead to the box, and « / » is a letter where one types', async ({ page, entre }) => {
  await entre('Hugo');
  await page.getByRole('link', { name: 'Recherche', exact: true }).click();
  await expect(boite(page)).toBeFocused();
  await boite(page).fill('3');
  await boite(page).press('/');
  await expect(boite(page)).toHaveValue('3/');
  await page.getByRole('link', { name: 'Accueil', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.keyboard.press('/');
  await expect(boite(page)).toBeFocused();
  await expect(boite(page)).toHaveValue('');
  // Where there is no box, it leads to the page that has one.
  await page.goto('/mes-consultations');
  await expect(page.getByRole('heading', { level: 1, name: 'Mes consultations' })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page).toHaveURL(/\/recherche$/);
  await expect(boite(page)).toBeFocused();
});

test('a page that comes late does not take the place of the one gone to meanwhile', async ({ page, entre }) => {
  await entre('Hugo');
  let rend = () => {};
  const tenue = new Promise<void>((fait) => (rend = fait));
  await page.route('**/*gestion*.wasm', (route) => tenue.then(() => route.continue()));
  const consultations: string[] = [];
  page.on('request', (demande) => void (demande.url().endsWith('/mes-consultations') && demande.resourceType() === 'fetch' && consultations.push(demande.url())));
  await page.goto('/mes-consultations');
  await page.getByRole('link', { name: 'Recherche', exact: true }).click();
  await expect(boite(page)).toBeFocused();
  const piece = page.waitForResponse('**/*gestion*.wasm');
  rend();
  const adresse = (await piece).url();
  await (await piece).finished();
  // Compiled here once more: the app, which began before, has done.
  await page.evaluate(async (adresse) => void (await WebAssembly.compileStreaming(fetch(adresse))), adresse);
  await peint(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Recherche' })).toBeVisible();
  await expect(boite(page)).toBeFocused();
  expect(consultations).toEqual([]);
});

test('who is found by the name of birth is told with it', async ({ page, entre, capture }) => {
  await entre('Hugo');
  const connue = await parNomDeNaissance(page);
  await page.goto('/recherche');
  await boite(page).fill(`${connue.nom_naissance} ${connue.prenom}`);
  await expect(resultats(page).filter({ hasText: connue.nom }).first()).toContainText(new RegExp(`, née? ${connue.nom_naissance}`));
  await capture('recherche-nee');
});

test('nobody found: what was understood, what to try, and the scope as a mere possibility', async ({ page, entre, accessible, capture }) => {
  await entre('Nadia');
  await page.goto('/recherche');
  await boite(page).fill('Zzyzx');
  await expect(page.locator('.vide')).toContainText('Aucune personne trouvée');
  await expect(page.locator('.vide')).toContainText('lu comme : nom ou prénom');
  await expect(page.locator('.vide')).toContainText('seulement le début du nom');
  await expect(page.locator('.vide')).toContainText('peut-être hors de ce que votre profil ouvre');
  await expect(page.getByText('dans votre périmètre')).toHaveCount(0);
  await accessible();
  await capture('recherche-personne');
  await boite(page).fill('3/4/1901');
  await expect(page.locator('.vide')).toContainText('Vérifiez la date');
});

test.describe('on the phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  for (const qui of ['Nadia', 'Hugo']) {
    test(`the box comes first on ${qui}'s home, and the day is under it`, async ({ page, entre, capture }) => {
      await entre(qui);
      await expect(boite(page)).toBeInViewport({ ratio: 1 });
      const suite = page.locator('.accueil h2').first();
      await expect(suite).toBeInViewport();
      const [saisie, dessous] = [await boite(page).boundingBox(), await suite.boundingBox()];
      expect(saisie!.y).toBeLessThan(dessous!.y);
      await capture(`accueil-telephone-${qui.toLowerCase()}`);
    });
  }
});

async function parNomDeNaissance(page: Page) {
  for (const debut of ['ma', 'mu', 'sc', 'ke', 'be', 'ha', 'me', 'we', 'li', 'ca', 'fa', 'ri', 'pf']) {
    const trouvee = (await lignes(page, debut)).find((ligne) => ligne.nom_naissance && !ligne.nom_naissance.startsWith(ligne.nom));
    if (trouvee) return trouvee;
  }
  throw new Error('aucun nom de naissance dans les données de démonstration');
}
