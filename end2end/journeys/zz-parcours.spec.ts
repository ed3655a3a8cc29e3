import { test } from '../support/test';
import { feuilles } from '../support/papier';
import { trouve } from '../support/parcours';
test('pictures', async ({ page, entre, capture }) => {
  test.slow();
  await entre('Hugo');
  const suivi = await trouve(page, ({ orientation }) => orientation === 'ALSA');
  await page.goto(`/dossiers/${suivi.dossier}?personne=${suivi.personne}`);
  await page.locator('.adulte').first().waitFor();
  await capture('zz-dossier');
  await page.goto(`/personnes/${suivi.personne}/parcours`);
  await page.getByRole('button', { name: 'Réorienter' }).waitFor();
  await capture('zz-gerer');
  await feuilles(page, 'captures/zz-gerer.pdf');
  await page.getByRole('button', { name: 'Changer de référent' }).click();
  await capture('zz-designer');
});
