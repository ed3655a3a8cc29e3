// What conventions say: those of the caisses, which end by rules of their own, and what Pôle emploi reads.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

async function tientDansLaLargeur(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 'page wider than the screen').toBeLessThanOrEqual(0);
}

async function ouvre(page: Page, organisation: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: 'Organisations', exact: true }).click();
  await page.getByRole('link', { name: organisation, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: organisation })).toBeVisible();
}

for (const width of [1280, 360]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('a caisse: no account, a convention of its own kind, a breach corrected in time', async ({ page, entre, accessible, capture }) => {
      test.slow();
      const caisse = `CAF D’ESSAI ${width}`;
      await entre('Sonia ROTH');
      await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: 'Organisations', exact: true }).click();
      await expect(page.getByRole('row', { name: /^MSA d’Alsace/ })).toContainText('Aucun compte');
      await page.getByRole('button', { name: 'Nouvelle organisation' }).click();
      const dialogue = page.getByRole('dialog');
      await dialogue.getByLabel('Nom').fill(caisse);
      await dialogue.getByLabel('Sorte').selectOption({ label: 'Caisse (CAF ou MSA)' });
      await dialogue.getByRole('button', { name: 'Créer l’organisation' }).click();
      await expect(page.getByRole('row', { name: new RegExp(caisse) })).toContainText('Aucune convention saisie');
      await page.getByRole('link', { name: caisse }).click();
      await expect(page.getByText('Personne n’y a de compte.')).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Horaires d’accès' })).toHaveCount(0);

      await page.getByRole('button', { name: 'Saisir une convention' }).click();
      await dialogue.getByLabel('Référence').fill(`MCP/${width}`);
      await dialogue.getByLabel('Date d’effet').fill('01/01/2026');
      await dialogue.getByRole('button', { name: 'Enregistrer la convention' }).click();
      await expect(dialogue.getByRole('alert')).toContainText('Choisissez ce que la convention ouvre');
      await dialogue.getByRole('radio', { name: /^Mon Compte Partenaire/ }).check();
      await accessible();
      await capture(`convention-caisse-${width}`);
      await dialogue.getByRole('button', { name: 'Enregistrer la convention' }).click();
      await expect(dialogue).toBeHidden();

      await page.getByRole('button', { name: 'Saisir une dénonciation' }).click();
      await dialogue.getByLabel('Lettre reçue le').fill('aujourd’hui');
      await dialogue.getByRole('radio', { name: /^Pour manquement/ }).check();
      await expect(dialogue.getByText(/Le manquement corrigé d’ici là ne met fin à rien/)).toBeVisible();
      await dialogue.getByLabel('Par qui et pourquoi').fill('Par la CAF : revue non transmise.');
      await dialogue.getByRole('button', { name: 'Enregistrer la dénonciation' }).click();
      await expect(page.getByText(/^Dénoncée, jusqu’au/)).toBeVisible();

      await page.getByRole('button', { name: 'Manquement corrigé' }).click();
      await dialogue.getByLabel('Corrigé le').fill('demain');
      await dialogue.getByRole('button', { name: 'Manquement corrigé' }).click();
      await expect(dialogue.getByText('Ce jour est à venir').first()).toBeVisible();
      await dialogue.getByLabel('Corrigé le').fill('aujourd’hui');
      await dialogue.getByLabel('Ce qui a été corrigé').fill('Revue transmise à la CAF.');
      await accessible();
      await tientDansLaLargeur(page);
      await capture(`manquement-corrige-${width}`);
      await dialogue.getByRole('button', { name: 'Manquement corrigé' }).click();
      await expect(dialogue).toBeHidden();
      await expect(page.getByText('En vigueur', { exact: true })).toBeVisible();
      const corrige = page.getByRole('listitem').filter({ hasText: 'Manquement corrigé : la convention continue' });
      await expect(corrige).toContainText('Revue transmise à la CAF.');
      await expect(page.getByRole('listitem').filter({ hasText: 'Dénonciation' }).first()).toContainText('(annulé)');
      await expect(page.getByRole('button', { name: 'Manquement corrigé' })).toHaveCount(0);
      await accessible();
      await capture(`convention-corrigee-${width}`);
    });

    test('what Pôle emploi reads is a term of its convention, told before it changes', async ({ page, entre, accessible, capture }) => {
      test.slow();
      await entre('Sonia ROTH');
      await ouvre(page, 'Pôle emploi');
      await expect(page.getByRole('definition').filter({ hasText: 'Droit en cours seulement' })).toBeVisible();
      await page.getByRole('button', { name: 'Saisir un avenant' }).click();
      const dialogue = page.getByRole('dialog');
      await dialogue.getByLabel('Date d’effet').fill('demain');
      await dialogue.getByLabel('Objet').fill('Sanctions fermées, droits clos ouverts.');
      await dialogue.getByLabel('Sanctions').uncheck();
      await dialogue.getByRole('radio', { name: 'Droit en cours ou clos' }).check();
      await expect(dialogue.getByLabel('Ressources')).toHaveCount(0);
      await expect(dialogue.getByText('Rubriques fermées : Sanctions.')).toBeVisible();
      await expect(dialogue.getByText('Les dossiers dont le droit est clos s’ouvrent aussi.')).toBeVisible();
      await accessible();
      await tientDansLaLargeur(page);
      await capture(`avenant-pole-emploi-${width}`);
      await dialogue.getByRole('button', { name: 'Enregistrer l’avenant' }).click();
      await expect(dialogue).toBeHidden();
      await page.getByRole('button', { name: /^Annuler l’avenant/ }).first().click();
      await dialogue.getByLabel('Motif').fill('Essai, rien ne change.');
      await dialogue.getByRole('button', { name: /^Annuler l’avenant/ }).click();
      await expect(dialogue).toBeHidden();
    });
  });
}
