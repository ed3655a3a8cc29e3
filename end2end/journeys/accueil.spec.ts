// Home: each profil starts from its queues, and each count opens its list.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

const PAR_PAGE = 20;

for (const qui of ['Nadia', 'Hugo']) {
  test(`each count of ${qui}'s home opens its list, and the list holds as many`, async ({ page, entre, capture }) => {
    test.slow();
    await entre(qui);
    await expect(page.locator('.compteur').first()).toBeVisible();
    await capture(`accueil-${qui.toLowerCase()}`);
    const compteurs = await page.locator('.compteur').count();
    expect(compteurs).toBeGreaterThan(2);
    for (let rang = 0; rang < compteurs; rang += 1) {
      const compteur = page.locator('.compteur').nth(rang);
      const annonce = Number((await compteur.locator('.compteur-nombre').innerText()).trim());
      await compteur.click();
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      expect(await total(page)).toBe(annonce);
      expect(await lignesDuneListe(page, annonce)).toBe(annonce);
      await page.goto('/');
      await expect(page.locator('.compteur').first()).toBeVisible();
    }
  });
}

test('a list of the whole team is longer than mine, and is read with the keyboard', async ({ page, entre, capture }) => {
  await entre('Nadia');
  await page.getByRole('link', { name: /personnes? sans CER/ }).click();
  const mienne = await total(page);
  await page.getByRole('link', { name: 'Toute l’équipe' }).press('Enter');
  await expect(page.getByRole('link', { name: 'Toute l’équipe' })).toHaveAttribute('aria-current', 'true');
  await expect.poll(() => total(page)).toBeGreaterThan(mienne);
  await capture('file-equipe');
  const liens = page.locator('tbody th a');
  await liens.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(liens.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/(dossiers\/\d+\?personne=|cer\/|rendez-vous\/)\d+$/);
});

test('Pôle emploi reads a dossier and can write nothing', async ({ page, entre, capture }) => {
  await entre('Claire');
  await expect(page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: 'Rendez-vous' })).toHaveCount(0);
  await expect(page.locator('.compteur')).toHaveCount(0);
  await page.getByLabel('Trouver un dossier').fill('muller');
  await page.locator('.resultats a').first().click();
  await expect(page.getByRole('heading', { name: 'Adultes' })).toBeVisible();
  await expect(page.getByText(/Nouveau (CER|rendez-vous)/)).toHaveCount(0);
  await capture('dossier-pole-emploi');
  for (const adresse of ['/rendez-vous/1', '/rendez-vous/1/modifier', '/files/sans-cer']) {
    await page.goto(adresse);
    await expect(page.getByText('Action non autorisée')).toBeVisible();
  }
  await page.goto('/rendez-vous/nouveau');
  await expect(page.getByText('Votre profil ne permet pas de fixer un rendez-vous')).toBeVisible();
});

test('out of scope and non-existent look the same', async ({ page, entre }) => {
  await entre('Nadia');
  await page.getByRole('link', { name: /rendez-vous à renseigner/ }).click();
  await page.locator('tbody th a').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Rendez-vous du');
  const rendezVous = page.url();
  const dossier = await page.locator('.avec a').getAttribute('href');
  await page.getByRole('button', { name: 'Quitter' }).click();
  await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();

  // Another structure.
  await entre('Élise');
  expect(await refus(page, rendezVous)).toBe(await refus(page, '/rendez-vous/999999999'));
  expect(await refus(page, `${dossier}`)).toBe(await refus(page, '/dossiers/999999999'));
});

async function refus(page: Page, adresse: string): Promise<string> {
  await page.goto(adresse);
  await expect(page.locator('main').getByText('Introuvable')).toBeVisible();
  return `${await page.title()} ${await page.locator('main').innerText()}`;
}

async function total(page: Page): Promise<number> {
  return Number((await page.getByText(/^\d+ (personnes?|CER|rendez-vous|brouillons?|demandes?|réponses?|décisions?|écarts?|questions?)$/).first().innerText()).match(/\d+/)?.[0]);
}

/** Lines of the list: the full pages before the last one, and what the last one shows. */
async function lignesDuneListe(page: Page, annonce: number): Promise<number> {
  const pages = Math.max(1, Math.ceil(annonce / PAR_PAGE));
  if (pages > 1) {
    await expect(page.locator('table').first().locator('tbody tr')).toHaveCount(PAR_PAGE);
    await page.getByRole('link', { name: 'Page suivante' }).click();
    await expect(page.getByText(`Page 2 sur ${pages}`, { exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.goto(`${new URL(page.url()).pathname}?page=${pages}`);
  }
  await expect(page.locator('table').first().locator('tbody tr').first().or(page.locator('.vide'))).toBeVisible();
  await expect(page.getByRole('link', { name: 'Page suivante' })).toHaveCount(0);
  return (pages - 1) * PAR_PAGE + (await page.locator('table').first().locator('tbody tr').count());
}
