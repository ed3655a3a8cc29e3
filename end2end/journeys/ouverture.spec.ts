// Opening the extranet, on good and bad browsers.
import { expect, test } from '../support/test';

test('the app replaces the shell, in French, with nothing to complain about', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('#coquille')).toHaveCount(0);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page).toHaveTitle(/Réciproque/);
});

test('the shell is painted before the app arrives', async ({ page, accessible, capture }) => {
  await page.route('**/*.wasm', () => {});
  await page.goto('/');
  await expect(page.getByText('Ouverture de Réciproque')).toBeVisible();
  await accessible();
  await capture('ouverture');
});

test('a browser without WebAssembly says what to ask the IT department', async ({ page, extranet, accessible, capture }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await page.goto('/');
  const titre = page.getByRole('heading', { name: 'Ce navigateur bloque Réciproque' });
  await expect(titre).toBeVisible();
  await expect(page.locator('#sans-wasm').getByText(extranet.url)).toBeVisible();
  await expect(page.getByText('Ouverture de Réciproque')).toBeHidden();
  await accessible();
  await capture('sans-webassembly');
});

test('an app that does not arrive says what to do next', async ({ page, plaintes, accessible, capture }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto('/');
  await expect(page.getByRole('heading', { name: "Réciproque n'a pas pu s'ouvrir" })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Recharger la page' })).toBeVisible();
  await accessible();
  await capture('panne');
  expect(plaintes.length, 'the reason is in the console').toBeGreaterThan(0);
  plaintes.length = 0;
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the page says so, and does not pretend to load', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'JavaScript est désactivé' })).toBeVisible();
    await expect(page.getByText('Ouverture de Réciproque')).toBeHidden();
  });
});

test('a return downloads nothing again', async ({ page, context }) => {
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  let octets = 0;
  cdp.on('Network.loadingFinished', (fin) => (octets += fin.encodedDataLength));
  await page.goto('/');
  await expect(page.locator('#coquille')).toHaveCount(0);
  expect(octets, 'the first load is seen').toBeGreaterThan(10_000);

  octets = 0;
  await page.reload();
  await expect(page.locator('#coquille')).toHaveCount(0);
  expect(octets, 'only questions about what is new').toBeLessThanOrEqual(8_000);
});

test('a page whose piece of the app does not arrive says so, and comes once it can', async ({ page, entre, plaintes, accessible }) => {
  await entre('Nadia');
  await page.route('**/split_suivi.wasm', (route) => route.abort());
  await page.getByRole('link', { name: /rendez-vous à renseigner/ }).click();
  await expect(page.getByRole('heading', { name: 'Cette page n’est pas arrivée' })).toBeVisible();
  await accessible();
  expect(plaintes.length, 'the reason is in the console').toBeGreaterThan(0);
  plaintes.length = 0;

  await page.unroute('**/split_suivi.wasm');
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await expect(page.locator('tbody th a').first()).toBeVisible();
});
