// What a journey starts from: `test` with a running extranet, people who sign in,
// and a page that may not complain.
import { type Page, test as base, expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { lisible } from './ecrans/regles';
import { Extranet } from './extranet';

type Aides = {
  /** Signs in as the first demo account that these words designate: a name, a profil, an organisation. */
  entre: (qui: string) => Promise<void>;
  /** Expects no accessibility violation on the page as it is, by day and by night. */
  accessible: () => Promise<void>;
  /** Pictures of the page (1280 and 360 px, day and night) into captures/, when CAPTURES is set. */
  capture: (nom: string) => Promise<void>;
  /** What the browser reproached us so far; must be empty at the end, unless the journey empties it. */
  plaintes: string[];
};

export { expect };

export const test = base.extend<Aides, { extranet: Extranet }>({
  extranet: [
    async ({}, use) => {
      const extranet = await Extranet.demarre(process.env.MODELE ?? '');
      await use(extranet);
      await extranet.arrete();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  baseURL: async ({ extranet }, use) => use(extranet.url),

  plaintes: [
    async ({ page, extranet }, use, info) => {
      const plaintes = ecoute(page);
      await use(plaintes);
      expect.soft(plaintes, 'console errors, CSP violations, missing files').toEqual([]);
      if (info.status !== info.expectedStatus) {
        await info.attach('serveur.log', { body: readFileSync(extranet.journalServeur), contentType: 'text/plain' });
      }
    },
    { auto: true },
  ],

  entre: async ({ page, extranet }, use) => {
    await use(async (qui) => {
      const compte = extranet.compte(qui);
      await page.goto('/');
      await page.locator('#email').fill(compte.email);
      await page.locator('#mot_de_passe').fill(compte.motDePasse);
      await page.keyboard.press('Enter');
      await expect(page.locator('#mot_de_passe')).toHaveCount(0);
    });
  },

  accessible: async ({ page }, use) => {
    await use(async () => {
      expect(await lisible(page, ''), 'accessibility').toEqual([]);
      await page.emulateMedia({ colorScheme: null });
    });
  },

  capture: async ({ page }, use) => {
    await use(async (nom) => {
      if (!process.env.CAPTURES) return;
      const avant = page.viewportSize();
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        for (const [colorScheme, mot] of [['light', 'clair'], ['dark', 'sombre']] as const) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: `captures/${nom}-${width}-${mot}.png`, fullPage: true, animations: 'disabled' });
        }
      }
      await page.emulateMedia({ colorScheme: null });
      if (avant) await page.setViewportSize(avant);
    });
  },
});

/** Collects what the browser reproaches us. A refusal of the API is an answer, not a reproach. */
function ecoute(page: Page): string[] {
  const plaintes: string[] = [];
  page.on('pageerror', (erreur) => plaintes.push(`exception: ${erreur.message}`));
  page.on('console', (message) => {
    const echecReseau = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !echecReseau) plaintes.push(message.text());
  });
  page.on('response', (reponse) => {
    const chemin = new URL(reponse.url()).pathname;
    if (reponse.status() >= 400 && !chemin.startsWith('/api/')) plaintes.push(`${reponse.status()} ${chemin}`);
  });
  return plaintes;
}
