// A référent leaves: the manager of the structure is told whom nobody accompanies any more, hands the
// portfolio over to the colleagues, half each, and goes back on it once.
import type { Locator, Page } from '@playwright/test';
import { ciblesAssezGrandes } from '../support/cibles';
import { aujourdhui } from '../support/parcours';
import { expect, test } from '../support/test';

/** One structure for each width, whose access no other journey ends. */
const DEPARTS = [
  { largeur: 1280, gestionnaire: 'Christelle MEYER', nom: 'TRAORÉ', prenom: 'Ibrahim', collegues: ['Julien KIEFFER', 'Claudine HEITZ'] },
  { largeur: 360, gestionnaire: 'Yvette KRAFT', nom: 'STOLL', prenom: 'Martine', collegues: ['Vincent EHRHART', 'Hakan DEMIR'] },
];

for (const { largeur, gestionnaire, nom, prenom, collegues } of DEPARTS) {
  test.describe(`at ${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 }, hasTouch: largeur < 600, isMobile: largeur < 600 });

    test('a référent leaves and the manager hands all the persons over', async ({ page, entre, accessible, capture }) => {
      test.slow();
      const partant = `${prenom} ${nom}`;
      const bandeau = page.locator('main').getByText(/personnes? (ont|a) pour référent quelqu’un qui n’est plus habilité/);

      await test.step('the habilitation ends, and the home page says who has nobody any more', async () => {
        await entre(gestionnaire);
        await expect(page.getByRole('heading', { level: 1, name: 'Habilitations' })).toBeVisible();
        await expect(page.getByRole('table', { name: 'Actives' })).toBeVisible();
        await expect(bandeau).toHaveCount(0);
        await page.getByRole('link', { name: `${nom} ${prenom}` }).click();
        await page.getByRole('button', { name: 'Mettre fin à l’habilitation' }).click();
        const dialogue = page.getByRole('dialog');
        await dialogue.getByRole('radio', { name: 'Départ de l’organisation' }).check();
        await dialogue.getByRole('button', { name: 'Mettre fin à l’habilitation' }).click();
        await expect(dialogue).toBeHidden();
        await va(page, 'Habilitations');
        await expect(bandeau).toBeVisible();
        await accessible();
        await capture(`portefeuille-bandeau-${largeur}`);
        await bandeau.click();
        await expect(page.getByRole('heading', { level: 1, name: 'Personnes dont le référent n’est plus habilité' })).toBeVisible();
        await expect(page.getByRole('row').filter({ hasText: partant }).first()).toBeVisible();
        await accessible();
      });

      let nombre = 0;
      await test.step('the team page leads to the portfolio', async () => {
        await va(page, 'Équipe');
        await expect(rangee(page, partant)).toContainText('N’est plus habilité');
        if (largeur < 600) await ciblesAssezGrandes(page);
        await accessible();
        await capture(`equipe-${largeur}`);
        await page.getByRole('link', { name: `Transmettre le portefeuille de ${partant}` }).click();
        await expect(page.getByRole('heading', { level: 1, name: `Portefeuille de ${partant}` })).toBeFocused();
        nombre = Number((await page.locator('.page-tete').innerText()).match(/(\d+) personnes? suivies?/)?.[1]);
        expect(nombre).toBeGreaterThan(1);
        await expect(personnes(page)).toHaveCount(nombre);
        await accessible();
        await capture(`portefeuille-${largeur}`);
      });

      await test.step('filters find some of them', async () => {
        await page.getByLabel('Prochaine date').selectOption({ label: 'Aucun rendez-vous prévu' });
        await expect(page.locator('main')).toContainText(/personnes? affichées?|Personne ne répond à ces choix/);
        await page.getByLabel('Prochaine date').selectOption({ label: 'Toutes' });
        await expect(personnes(page)).toHaveCount(nombre);
      });

      await test.step('nobody is chosen, then both colleagues: what comes of it is told for each', async () => {
        await page.getByRole('button', { name: 'Voir ce qui sera transmis' }).click();
        await expect(page.locator('.resume-erreurs')).toBeFocused();
        await expect(page.locator('.resume-erreurs')).toContainText('Choisissez à qui transmettre');
        for (const collegue of collegues) await page.getByRole('checkbox', { name: new RegExp(`^${collegue}`) }).check();
        await page.getByRole('button', { name: 'Voir ce qui sera transmis' }).click();
        const apercu = page.getByRole('region', { name: 'Ce qui sera transmis' });
        await expect(apercu).toContainText(`${nombre} personnes transmises.`);
        await accessible();
        await capture(`portefeuille-apercu-${largeur}`);
        // Another choice, and what was foreseen is not shown any more.
        await page.getByLabel('À partir du').fill('');
        await expect(apercu).toHaveCount(0);
        await page.getByLabel('À partir du').fill(aujourdhui());
        await page.getByRole('button', { name: 'Voir ce qui sera transmis' }).click();
        await expect(apercu).toBeVisible();
        if (largeur < 600) await ciblesAssezGrandes(page);
        await apercu.getByRole('button', { name: `Transmettre ${nombre} personnes` }).click();
      });

      await test.step('each has a new référent, half of them each', async () => {
        await expect(page.getByRole('heading', { level: 1, name: `Portefeuille de ${partant} transmis à partir du ${aujourdhui()}` })).toBeFocused();
        await expect(page.locator('main').getByText('Portefeuille transmis.', { exact: true })).toBeVisible();
        const transmises = page.getByRole('table', { name: 'Personnes transmises' });
        const parts = await Promise.all(collegues.map((collegue) => transmises.getByRole('row').filter({ hasText: collegue }).count()));
        expect(parts[0] + parts[1]).toBe(nombre);
        expect(Math.abs(parts[0] - parts[1])).toBeLessThanOrEqual(1);
        await accessible();
        await capture(`portefeuille-transmis-${largeur}`);
        await transmises.getByRole('rowheader').first().getByRole('link').click();
        await expect(page.getByRole('region', { name: 'Aujourd’hui' })).toContainText(new RegExp(collegues.join('|')));
        await expect(page.getByRole('button', { name: 'Changer de référent' })).toBeVisible();
        await expect(page.getByRole('button', { name: 'Réorienter' })).toHaveCount(0);
        await accessible();
        await va(page, 'Habilitations');
        await expect(page.getByRole('table', { name: 'Actives' })).toBeVisible();
        await expect(bandeau).toHaveCount(0);
      });

      await test.step('undone once, everybody has the former référent again', async () => {
        await va(page, 'Équipe');
        const transmis = page.getByRole('link', { name: `Portefeuille de ${partant} transmis` });
        await expect(transmis).toBeVisible();
        // Who follows nobody any more, and is habilitated no more, is of the team no more.
        await expect(rangee(page, partant)).toHaveCount(0);
        await transmis.click();
        await page.getByRole('button', { name: 'Annuler la transmission' }).click();
        const dialogue = page.getByRole('dialog');
        await expect(dialogue).toContainText('Chaque personne retrouve son référent d’avant');
        await dialogue.getByRole('button', { name: 'Annuler la transmission' }).click();
        await expect(page.locator('main')).toContainText('Transmission annulée le');
        await expect(page.locator('main')).toContainText('Chaque personne a retrouvé son référent d’avant.');
        await expect(page.getByRole('button', { name: 'Annuler la transmission' })).toHaveCount(0);
        await accessible();
        await capture(`portefeuille-annule-${largeur}`);
        await va(page, 'Équipe');
        await expect(rangee(page, partant)).toContainText(`${nombre}`);
      });

      await test.step('one person alone is handed over', async () => {
        await page.getByRole('link', { name: `Transmettre le portefeuille de ${partant}` }).click();
        await personnes(page).first().check();
        await expect(page.locator('main')).toContainText('1 personne cochée.');
        await page.getByRole('checkbox', { name: new RegExp(`^${collegues[0]}`) }).check();
        await page.getByRole('button', { name: 'Voir ce qui sera transmis' }).click();
        await page.getByRole('button', { name: 'Transmettre 1 personne' }).click();
        await expect(page.locator('main')).toContainText('1 personne transmise.');
      });
    });
  });
}

const personnes = (page: Page): Locator => page.getByRole('region', { name: 'Personnes' }).getByRole('rowheader').getByRole('checkbox');
const rangee = (page: Page, agent: string): Locator => page.getByRole('row').filter({ hasText: agent });

async function va(page: Page, menu: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: menu, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: menu })).toBeVisible();
}
