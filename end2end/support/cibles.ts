// What one taps is big enough for a thumb.
import { type Page, expect } from '@playwright/test';

const CIBLES =
  'button, .bouton, .compteur, summary, tbody th a, tbody td a, .rdv-quoi > a, .suite a, .trace-ligne a, .dossier-tete-sommaire a';

/** Whatever one taps in the page, alone on its line, is at least 44 px high. */
export async function ciblesAssezGrandes(page: Page): Promise<void> {
  const petites = await page.locator('main').evaluate((main, cibles) =>
    [...main.querySelectorAll(cibles)]
      .map((cible) => ({ texte: cible.textContent, haut: cible.getBoundingClientRect().height }))
      .filter(({ haut }) => haut > 0 && haut < 44), CIBLES,
  );
  expect(petites).toEqual([]);
}
