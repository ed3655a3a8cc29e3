// A rendez-vous typed by the référent who is signed in, for the journeys.
import type { Locator, Page } from '@playwright/test';
import { Extranet } from './extranet';
import { expect } from './test';

/** Nothing of the demo takes place in the evening. */
export const HEURE = '20h15';

export function compteur(page: Page): Locator {
  return page.getByRole('link', { name: /rendez-vous à renseigner/ });
}

export async function nombre(lien: Locator): Promise<number> {
  return Number((await lien.innerText()).match(/\d+/)?.[0]);
}

/** `jj/mm/aaaa`, a month from now and some days. */
export function dansUnMois(jours = 0): string {
  const jour = new Date();
  jour.setDate(jour.getDate() + 30 + jours);
  return jour.toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
}

/** The entry form of somebody that the référent follows. */
export async function formulaire(page: Page): Promise<void> {
  await compteur(page).tap();
  await page.locator('tbody th a').first().tap();
  await page.getByRole('link', { name: 'Prochain rendez-vous' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Nouveau rendez-vous' })).toBeFocused();
}

export async function remplit(page: Page, date: string): Promise<void> {
  await page.getByLabel('Objet').selectOption({ label: 'Suivi' });
  await page.getByLabel('Date').fill(date);
  await page.getByLabel('Heure').fill(HEURE);
  await page.getByLabel('Par téléphone').check();
}

/** A rendez-vous in a month, open on the page; answers its address. */
export async function nouveau(page: Page, date = dansUnMois()): Promise<string> {
  await formulaire(page);
  await remplit(page, date);
  await page.getByRole('button', { name: 'Enregistrer le rendez-vous' }).tap();
  const fait = page.locator('main').getByText('Rendez-vous enregistré.');
  const quandMeme = page.getByRole('button', { name: 'Enregistrer quand même' });
  await expect(fait.or(quandMeme)).toBeVisible();
  if (await quandMeme.isVisible()) await quandMeme.tap();
  await expect(fait).toBeVisible();
  return page.url();
}

export async function connecte(page: Page, extranet: Extranet, qui: string): Promise<void> {
  const compte = extranet.compte(qui);
  await page.goto('/');
  await page.locator('input[type=email]').fill(compte.email);
  await page.locator('input[type=password]').fill(compte.motDePasse);
  await page.keyboard.press('Enter');
  await expect(page.locator('input[type=password]')).toHaveCount(0);
}
