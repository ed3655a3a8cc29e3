// Curiosity: the officer reads an alert and puts the agent under watch; the agent says why
// and goes on with the same page.
import { expect, test } from '../support/test';

for (const largeur of [1280, 360]) {
  test(`the officer handles an alert, the agent under watch says why (${largeur} px)`, async ({ page, entre, accessible, capture }) => {
    test.slow();
    await page.setViewportSize({ width: largeur, height: 800 });
    const geste = largeur === 1280 ? 'surveille' : 'leve';

    await entre('Dominique');
    const compteur = page.locator('.compteur', { hasText: 'de curiosité' });
    await expect(compteur).toBeVisible();
    await compteur.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Alertes de curiosité' })).toBeFocused();
    await expect(page.getByRole('link', { name: 'Claudine HEITZ' })).toBeVisible();
    await capture(`alertes-${geste}`);

    await page.locator('tr', { hasText: 'hors de sa liste' }).getByRole('link', { name: 'Antoine BOHN' }).click();
    await expect(page.getByText('96 dossiers hors de sa liste dans la journée ; seuil : 80')).toBeVisible();
    await capture(`alerte-${geste}`);

    await page.getByRole('button', { name: 'Placer l’agent sous surveillance' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Placer l’agent sous surveillance' }).click();
    await expect(page.getByText('Indiquez le dernier jour de la surveillance.').first()).toBeVisible();
    await accessible();
    await page.getByLabel('Dernier jour').fill(dans(7));
    await page.getByRole('textbox', { name: 'Pourquoi' }).fill('Le temps de vérifier avec son responsable.');
    await page.getByRole('dialog').getByRole('button', { name: 'Placer l’agent sous surveillance' }).click();
    await expect(page.getByText('Agent sous surveillance').first()).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.getByRole('button', { name: 'Quitter' }).click();
    await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();

    await entre('Antoine');
    await expect(page.getByRole('complementary', { name: 'Surveillance' })).toContainText(dans(7));
    await accessible();
    await page.getByLabel('Trouver un dossier').fill('muller');
    await page.locator('.resultats a').first().click();
    const question = page.getByRole('dialog', { name: 'Pourquoi ouvrez-vous ce dossier ?' });
    await expect(question).toBeVisible();
    await accessible();
    await capture(`motif-${geste}`);
    await question.getByRole('button', { name: 'Ne pas ouvrir' }).click();
    await expect(page.getByText('Motif demandé')).toBeVisible();
    await page.getByRole('button', { name: 'Donner le motif' }).click();
    await question.getByRole('button', { name: 'Ouvrir', exact: true }).click();
    await expect(question.getByText('Choisissez la raison pour laquelle vous ouvrez ce dossier.').first()).toBeVisible();
    await question.getByLabel('Demande de la personne ou d’un partenaire').check();
    await question.getByLabel('Précision').fill('Appel de la personne ce matin.');
    await question.getByRole('button', { name: 'Ouvrir', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Adultes' })).toBeVisible();
    await accessible();
    await page.getByRole('button', { name: 'Quitter' }).click();
    await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();

    // The officer reads the reason, lifts the watch and closes the alert.
    await entre('Dominique');
    await page.getByRole('link', { name: 'Alertes', exact: true }).click();
    await page.locator('tr', { hasText: 'hors de sa liste' }).getByRole('link', { name: 'Antoine BOHN' }).click();
    await expect(page.getByText('Appel de la personne ce matin.').first()).toBeVisible();
    await page.getByRole('button', { name: 'Lever la surveillance' }).click();
    await page.getByRole('textbox', { name: 'Pourquoi' }).fill('Vérifié avec son responsable.');
    await page.getByRole('dialog').getByRole('button', { name: 'Lever la surveillance' }).click();
    await expect(page.getByRole('button', { name: 'Placer l’agent sous surveillance' })).toBeVisible();
    await page.getByRole('button', { name: 'Clore l’alerte' }).click();
    await page.getByLabel('Consultations justifiées par le service').check();
    await page.getByRole('textbox', { name: 'Pourquoi' }).fill('Rappel de la liste fait avec son responsable.');
    await page.getByRole('dialog').getByRole('button', { name: 'Clore l’alerte' }).click();
    await expect(page.getByText(/Alerte clôturée : Consultations justifiées/).first()).toBeVisible();
    await capture(`alerte-close-${geste}`);

    // For the next width, the alert waits again.
    await page.getByRole('button', { name: 'Rouvrir l’alerte' }).click();
    await page.getByRole('textbox', { name: 'Pourquoi' }).fill('À revoir avec son responsable.');
    await page.getByRole('dialog').getByRole('button', { name: 'Rouvrir l’alerte' }).click();
    await expect(page.getByRole('button', { name: 'Clore l’alerte' })).toBeVisible();
  });
}

for (const largeur of [1280, 360]) {
  test(`the officer watches an agent without an alert, until it is lifted (${largeur} px)`, async ({ page, entre, accessible, capture }) => {
    await page.setViewportSize({ width: largeur, height: 800 });
    await entre('Dominique');
    await page.goto('/traces');
    await page.locator('#agent').fill('benali');
    await page.getByRole('button', { name: 'Chercher' }).click();
    await page.getByRole('link', { name: 'Nadia BENALI' }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Surveillance de Nadia BENALI' })).toBeFocused();
    await expect(page.getByText('Aucune surveillance en cours')).toBeVisible();
    expect(await page.title(), 'the history of the browser names nobody').not.toContain('BENALI');
    await page.getByRole('button', { name: 'Placer l’agent sous surveillance' }).click();
    const question = page.getByRole('dialog');
    await question.getByRole('button', { name: 'Placer l’agent sous surveillance' }).click();
    await expect(question.getByText('Expliquez en quelques mots').first()).toBeVisible();
    await accessible();
    await capture('surveillance-question');
    await question.getByRole('textbox', { name: 'Pourquoi' }).fill('Signalement reçu d’un partenaire.');
    await question.getByRole('button', { name: 'Placer l’agent sous surveillance' }).click();
    await expect(page.getByText('Jusqu’à sa levée')).toBeVisible();
    await accessible();
    await capture('surveillance');
    await page.goto('/alertes');
    await page.getByRole('region', { name: 'Agents sous surveillance' }).getByRole('link', { name: 'Nadia BENALI' }).click();
    await page.getByRole('button', { name: 'Lever la surveillance' }).click();
    await question.getByRole('textbox', { name: 'Pourquoi' }).fill('Vérifié avec son responsable.');
    await question.getByRole('button', { name: 'Lever la surveillance' }).click();
    await expect(page.getByRole('heading', { name: 'Surveillances passées' })).toBeVisible();
    await accessible();
    await capture('surveillance-levee');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(largeur);
  });
}

test('nobody but the officer reads the alerts', async ({ page, entre }) => {
  await entre('Nadia');
  await expect(page.getByRole('link', { name: 'Alertes', exact: true })).toHaveCount(0);
  await page.goto('/alertes');
  await expect(page.getByText('Action non autorisée')).toBeVisible();
});

/** `29/11/2026` in some days. */
function dans(jours: number): string {
  return new Date(Date.now() + jours * 86_400_000).toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
}
