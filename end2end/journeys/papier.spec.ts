// What one prints: a dossier to read in a meeting, a contract to sign and to hand over.
import type { Page } from '@playwright/test';
import { feuilles } from '../support/papier';
import { expect, test } from '../support/test';

/** Fewer letters than this and the sheet is mostly white. */
const PLEINE = 900;

test('a dossier prints on two sheets, three when two adults have much to tell, full from the first, its articles of law folded', async ({ page, entre }) => {
  await entre('Nadia');
  await page.goto('/files/sans-cer');
  await page.locator('tbody th a').first().click();
  await expect(page.getByRole('heading', { name: 'Adultes' })).toBeVisible();
  const lues = await feuilles(page, process.env.CAPTURES && 'captures/dossier.pdf');
  expect(lues.length).toBeGreaterThan(1);
  expect(lues.length).toBeLessThanOrEqual((await page.locator('.adulte').count()) > 1 ? 3 : 2);
  expect(Math.min(...lues.slice(0, 2))).toBeGreaterThan(PLEINE);
  await page.emulateMedia({ media: 'print' });
  for (const explication of await page.locator('details.discret > p').all()) await expect(explication).not.toBeVisible();
  await expect(page.getByText(/Document nominatif/)).toBeVisible();
});

test('a contract handed over is a whole act: parties, object, law, appeal, data, signatures', async ({ page, entre }) => {
  await entre('Nadia');
  await page.goto('/files/cer-finissant');
  await page.locator('tbody th a').first().click();
  await expect(page.getByRole('heading', { name: 'Le contrat' })).toBeVisible();
  const nom = await page.getByRole('heading', { level: 1 }).innerText();
  await acte(page, 'contrat');
  await expect(page.locator('main')).toContainText(/demeurant .*\d{5}/i);
  expect(nom.length).toBeGreaterThan(0);
  await expect(page.getByRole('heading', { name: 'Historique' })).not.toBeVisible();
});

test('a draft is printed to be signed by hand, in place of its form', async ({ page, entre }) => {
  await entre('Nadia');
  await page.goto('/files/sans-cer');
  await page.locator('tbody th a').first().click();
  await page.getByRole('link', { name: /^(Nouveau|Saisir le|Renouveler le) CER$/ }).first().click();
  await page.locator('[id="observations_personne"]').fill('Souhaite un atelier le matin.');
  await expect(page.locator('[id="referent"]').locator('option:checked')).toHaveText(/^\p{L}+ \p{Lu}+$/u);
  await page.evaluate(() => void (window.print = () => {}));
  await page.getByRole('button', { name: 'Imprimer le contrat à signer' }).click();
  await expect(page.locator('main .acte').first()).toBeHidden();
  await acte(page, 'contrat-a-signer');
  await expect(page.locator('main')).toContainText('Souhaite un atelier le matin.');
  await expect(page.locator('.signatures')).toContainText('le ………………');
  await expect(page.locator('main form')).toBeHidden();
});

/** All that the law wants on the contract, and nothing that forbids to hand it over. */
async function acte(page: Page, nom: string): Promise<void> {
  const lues = await feuilles(page, process.env.CAPTURES && `captures/${nom}.pdf`);
  expect(lues.length).toBeLessThanOrEqual(3);
  expect(lues[0]).toBeGreaterThan(PLEINE);
  await page.emulateMedia({ media: 'print' });
  const main = page.locator('main');
  await expect(page.getByText('Contrat d’engagements réciproques', { exact: true })).toBeVisible();
  for (const mention of [
    'représenté par le président du conseil départemental',
    'ALSA, représentée par',
    /naissance : \d\d\/\d\d\/\d{4}/,
    /L262-27/, /L262-34 à L262-36/, /L262-28/, /L262-37/, 'faire connaître ses observations',
    /L262-47 et R262-88/, 'recours administratif préalable obligatoire', 'dans les deux mois', 'tribunal administratif',
    'Les droits d’accès, de rectification', 'CNIL', 'Fait en deux exemplaires',
  ]) await expect(main).toContainText(mention);
  await expect(main.locator('.signatures > div')).toHaveCount(3);
  await expect(main.locator('.signatures')).toBeVisible();
  expect(await main.innerText()).not.toMatch(/diffuser/i);
}
