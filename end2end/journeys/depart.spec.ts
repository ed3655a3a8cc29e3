// What is left of a person on the computer once the agent has signed out: nothing.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

const PERSONNE = /muller/i;

test('after sign-out, nothing of a person is left in the page, the storage, the caches, the history', async ({ page, context, entre }) => {
  test.slow();
  const fuites: string[] = [];
  page.on('response', (reponse) => {
    if (!reponse.url().includes('/api/')) return;
    if (reponse.headers()['cache-control'] !== 'no-store') fuites.push(`${reponse.url()} may be stored`);
    if (PERSONNE.test(decodeURIComponent(reponse.url()))) fuites.push(`${reponse.url()} names a person`);
  });
  await entre('Antoine');
  await page.getByLabel('Trouver un dossier').fill('muller');
  await page.locator('.resultats a').first().click();
  await expect(page.getByRole('heading', { name: 'Adultes' })).toBeVisible();
  await expect(page.locator('main')).toContainText(PERSONNE);
  expect(await page.title()).not.toMatch(PERSONNE);
  const dossier = page.url();
  // The same file in a second tab, which nobody closes.
  const autre = await context.newPage();
  await autre.goto(dossier);
  await expect(autre.getByRole('heading', { name: 'Adultes' })).toBeVisible();

  await page.getByRole('button', { name: 'Quitter' }).click();
  await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();
  await expect(autre.getByText('Vous êtes déconnecté')).toBeVisible();
  for (const onglet of [page, autre]) expect(await restes(onglet)).not.toMatch(PERSONNE);

  // The way back leads to the sign-in, never to the file.
  for (const retour of [() => page.goBack(), () => page.goto(dossier)]) {
    await retour();
    await expect(page.locator('#mot_de_passe')).toBeVisible();
    expect(await restes(page)).not.toMatch(PERSONNE);
  }
  expect(fuites).toEqual([]);
});

/** All that the browser keeps for this page: what it shows, and every store that a script may fill. */
async function restes(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const caches = await Promise.all((await self.caches.keys()).map(async (nom) => {
      const requetes = await (await self.caches.open(nom)).keys();
      return requetes.map((requete) => requete.url).join(' ');
    }));
    const bases = (await indexedDB.databases()).map((base) => base.name);
    const etat = [document.cookie, JSON.stringify(history.state), document.title, location.href];
    return [document.documentElement.outerHTML, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), ...etat, ...caches, ...bases].join('\n');
  });
}
