// The data-protection officer finds who consulted a dossier, prints the extract and takes the
// traces away; everybody finds their own.
import { readFileSync } from 'node:fs';
import { expect, test } from '../support/test';

for (const largeur of [1280, 360]) {
  test(`the officer finds who consulted a dossier, at ${largeur} px`, async ({ page, entre, accessible, capture }) => {
    test.slow();
    await page.setViewportSize({ width: largeur, height: 800 });
    await entre('Nadia');
    await page.goto('/mes-consultations');
    await expect(page.getByRole('heading', { level: 1, name: 'Mes consultations' })).toBeVisible();
    const lien = page.locator('tbody a').first();
    await lien.click();
    await expect(page.getByRole('heading', { name: 'Adultes' })).toBeVisible();
    const dossier = new URL(page.url()).pathname.split('/').pop();
    await page.goto('/mes-consultations');
    await expect(page.locator('tbody tr').first()).toContainText(/Mes consultations|Consultation d’un dossier/);
    await capture('mes-consultations');
    await page.locator('#du').fill('31/02/2026');
    await page.getByRole('button', { name: 'Appliquer la période' }).click();
    await expect(page.locator('.resume-erreurs')).toBeFocused();
    await page.getByRole('button', { name: 'Quitter' }).click();
    await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();

    await entre('Dominique');
    await page.goto(`/traces/dossiers/${dossier}`);
    await expect(page.getByRole('heading', { level: 1, name: 'Qui a consulté ce dossier' })).toBeVisible();
    await expect(page.locator('tbody')).toContainText('Nadia BENALI');
    await capture('qui-a-consulte');
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('button', { name: 'Imprimer' })).toBeHidden();
    await expect(page.getByRole('button', { name: 'Appliquer la période' })).toBeHidden();
    await expect(page.locator('tbody')).toContainText('Nadia BENALI');
    await page.emulateMedia({ media: null });

    await page.goto('/traces');
    await page.getByRole('button', { name: 'Vérifier maintenant' }).click();
    await expect(page.getByText('Intact')).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText(/^Dernière vérification : le .* à \d\d:\d\d/)).toBeVisible();
    await expect(page.getByText(/jusqu’à la position \d+/).first()).toBeVisible();
    await page.locator('#agent').fill('benali');
    await page.locator('#issue').selectOption({ label: 'Refusé' });
    await page.getByRole('button', { name: 'Chercher' }).click();
    await expect(page.locator('tbody tr').first()).toContainText('Refusé');
    for (const texte of await page.locator('tbody tr').allInnerTexts()) expect(texte).toContain('BENALI');
    await accessible();
    await capture('traces');
    const attente = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Exporter en CSV' }).click();
    const fichier = await attente;
    expect(fichier.suggestedFilename()).toMatch(/^traces-\d{4}-\d\d-\d\d.*\.csv$/);
    const contenu = readFileSync(await fichier.path(), 'utf8');
    expect(contenu.startsWith('\ufeffChaîne;Position;')).toBe(true);
    expect(contenu).toContain('Nadia BENALI');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(largeur);

    await page.goto('/statistiques');
    await expect(page.getByRole('heading', { level: 2 })).toContainText(/consultation/);
    await capture('statistiques');
  });
}

for (const largeur of [1280, 360]) {
  test(`a manager reads what the own agents did, and the figures of the month, at ${largeur} px`, async ({ page, entre, accessible, capture }) => {
    await page.setViewportSize({ width: largeur, height: 800 });
    await entre('Régine');
    await page.getByRole('link', { name: 'Traces', exact: true }).click();
    await expect(page.locator('tbody tr').first()).toBeVisible();
    for (const texte of await page.locator('tbody tr').allInnerTexts()) expect(texte).toContain('ALSA');
    await expect(page.locator('#organisation')).toHaveCount(0);
    await capture(`traces-gestionnaire-${largeur}`);
    await page.locator('#agent').fill('benali');
    await page.getByRole('button', { name: 'Chercher' }).click();
    await expect(page.locator('tbody tr').first()).toContainText('Nadia BENALI');
    // Somebody of another organisation is nobody here.
    await page.locator('#agent').fill('zimmermann');
    await page.getByRole('button', { name: 'Chercher' }).click();
    await expect(page.locator('.vide')).toBeVisible();
    await accessible();

    await page.getByRole('link', { name: 'Statistiques', exact: true }).click();
    await expect(page.getByRole('heading', { level: 2 })).toContainText(/consultation/);
    await expect(page.locator('main')).not.toContainText('CONTACT PLUS');
    await capture(`statistiques-gestionnaire-${largeur}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(largeur);
  });
}

test('the officer looks a person up and reads who consulted, never the dossier', async ({ page, entre }) => {
  await entre('Dominique');
  await page.goto('/recherche');
  await page.getByLabel('Trouver un dossier').fill('muller');
  await page.locator('.resultats a').first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Qui a consulté ce dossier' })).toBeVisible();
  const dossier = new URL(page.url()).pathname.split('/').pop();
  await page.goto(`/dossiers/${dossier}`);
  // Without a request of that person in progress, the dossier is out of the officer's scope.
  await expect(page.getByText('Introuvable', { exact: true })).toBeVisible();
});
