// The desk of the user referent: what waits, conventions from the first day to the notice, and
// what the Département does as supervisor.
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

/** A gesture of the supervisor, with its reason. */
async function fait(page: Page, geste: string, resultat: string): Promise<void> {
  await page.getByRole('button', { name: geste, exact: true }).click();
  const question = page.getByRole('dialog');
  await question.getByRole('button', { name: geste, exact: true }).click();
  await expect(question.getByText('Indiquez pourquoi').first()).toBeVisible();
  await question.getByLabel('Motif').fill('Signalement reçu de la structure.');
  await question.getByRole('button', { name: geste, exact: true }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole('listitem').filter({ hasText: resultat }).first()).toContainText('Signalement reçu de la structure.');
}

for (const [width, nom] of [[1280, 'TREMPLIN HARDT'], [360, 'TREMPLIN SUNDGAU']] as const) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('a convention: signed, limited to a territory, changed, denounced', async ({ page, context, entre, accessible, capture }) => {
      test.setTimeout(180_000);

      await test.step('the home page says what waits; each count opens its list', async () => {
        await entre('Sonia ROTH');
        await expect(page.getByRole('heading', { level: 1, name: 'Accueil' })).toBeVisible();
        await expect(page.getByRole('link', { name: /demandes? de formation/ })).toBeVisible();
        await tientDansLaLargeur(page);
        await capture(`accueil-referent-utilisateurs-${width}`);
        await page.getByRole('link', { name: /conventions? pren/ }).click();
        await expect(page.getByRole('link', { name: 'RÉAGIR' })).toBeVisible();
        await expect(page.getByRole('link', { name: 'ALEOS' })).toHaveCount(0);
        await page.getByRole('link', { name: 'Toutes les organisations' }).click();
        await expect(page.getByRole('link', { name: 'ALEOS' })).toBeVisible();
        await tientDansLaLargeur(page);
        await capture(`organisations-${width}`);
      });

      await test.step('a new structure has no access without a convention', async () => {
        await page.getByRole('button', { name: 'Nouvelle organisation' }).click();
        const dialogue = page.getByRole('dialog');
        await dialogue.getByLabel('Nom').fill(nom);
        await dialogue.getByLabel('Sorte').selectOption({ label: 'Structure conventionnée' });
        await dialogue.getByRole('button', { name: 'Créer l’organisation' }).click();
        await page.getByRole('link', { name: nom }).click();
        await expect(page.getByText('Aucune convention')).toBeVisible();
        await accessible();
      });

      await test.step('its convention bears on two communes', async () => {
        await page.getByRole('button', { name: 'Saisir une convention' }).click();
        const dialogue = page.getByRole('dialog');
        await dialogue.getByRole('button', { name: 'Enregistrer la convention' }).click();
        await expect(dialogue.getByRole('alert')).toContainText('référence');
        await dialogue.getByLabel('Référence').fill(`CP-2026/${width}`);
        await dialogue.getByLabel('Date d’effet').fill('aujourd’hui');
        await dialogue.getByLabel('Niveau géographique').selectOption({ label: 'Une ou plusieurs communes' });
        await dialogue.getByLabel('Communes', { exact: true }).fill('Mulhouse, Lutèce');
        await dialogue.getByLabel('Habilitations « Référent »').fill('2');
        await dialogue.getByRole('button', { name: 'Enregistrer la convention' }).click();
        await expect(dialogue.getByText('Le nom n° 2').first()).toBeVisible();
        await accessible();
        await tientDansLaLargeur(page);
        await capture(`convention-saisie-${width}`);
        await dialogue.getByLabel('Communes', { exact: true }).fill('mulhouse, wittenheim');
        await dialogue.getByRole('button', { name: 'Enregistrer la convention' }).click();
        await expect(dialogue).toBeHidden();
        await expect(page.getByRole('definition').filter({ hasText: 'Mulhouse, Wittenheim' })).toBeVisible();
      });

      await test.step('an avenant for tomorrow says what it changes', async () => {
        await page.getByRole('button', { name: 'Saisir un avenant' }).click();
        const dialogue = page.getByRole('dialog');
        await dialogue.getByLabel('Date d’effet').fill('demain');
        await dialogue.getByLabel('Objet').fill('Extension au bassin de Mulhouse.');
        await dialogue.getByLabel('Niveau géographique').selectOption({ label: 'Territoire d’une ou de plusieurs CTSA' });
        await dialogue.getByLabel('CTSA de Mulhouse').check();
        await dialogue.getByLabel('Ressources').check();
        await expect(dialogue.getByText('Rubriques ouvertes : Ressources.')).toBeVisible();
        await expect(dialogue.getByText('Territoire : CTSA de Mulhouse, au lieu de : Mulhouse, Wittenheim.')).toBeVisible();
        await accessible();
        await tientDansLaLargeur(page);
        await capture(`avenant-saisie-${width}`);
        await dialogue.getByRole('button', { name: 'Enregistrer l’avenant' }).click();
        await expect(dialogue).toBeHidden();
        await expect(page.getByRole('listitem').filter({ hasText: 'Avenant n° 1' })).toContainText('Extension au bassin de Mulhouse.');
        // Until tomorrow the present terms stand.
        await expect(page.getByRole('definition').filter({ hasText: 'Mulhouse, Wittenheim' })).toBeVisible();
      });

      await test.step('the avenant to come is cancelled, and stays on the page struck through', async () => {
        await page.getByRole('button', { name: /^Annuler l’avenant n° 1 du / }).click();
        const question = page.getByRole('dialog');
        const faire = question.getByRole('button', { name: /^Annuler l’avenant n° 1/ });
        await faire.click();
        await expect(question.getByText('Indiquez pourquoi').first()).toBeVisible();
        await question.getByLabel('Motif').fill('Erreur sur le territoire.');
        await accessible();
        await faire.click();
        await expect(question).toBeHidden();
        const annule = page.getByRole('listitem').filter({ hasText: 'Avenant n° 1' });
        await expect(annule).toContainText('(annulé)');
        await expect(annule).toContainText('Erreur sur le territoire.');
        await expect(page.getByRole('button', { name: /^Annuler / })).toHaveCount(0);
        await accessible();
        await tientDansLaLargeur(page);
        await capture(`avenant-annule-${width}`);
      });

      await test.step('a notice ends it three months later', async () => {
        await page.getByRole('button', { name: 'Saisir une dénonciation' }).click();
        const dialogue = page.getByRole('dialog');
        await dialogue.getByLabel('Lettre envoyée le').fill('aujourd’hui');
        // Which notice, until when and why, for each way.
        await dialogue.getByRole('radio', { name: /^Par la volonté d’une des parties/ }).check();
        await expect(dialogue.getByText(/fin au terme de l’année alors en cours, le .* \(réglage/)).toBeVisible();
        await dialogue.getByRole('radio', { name: /^Pour manquement/ }).check();
        await expect(dialogue.getByText(/préavis de 3 mois à compter de l’envoi de la lettre ; fin le .* \(conventions de 2016, article 6\)/)).toBeVisible();
        await dialogue.getByLabel('Par qui et pourquoi').fill('Par la structure, qui cesse cette activité.');
        await accessible();
        await dialogue.getByRole('button', { name: 'Enregistrer la dénonciation' }).click();
        await expect(dialogue).toBeHidden();
        await expect(page.getByText(/^Dénoncée, jusqu’au/)).toBeVisible();
        await expect(page.getByRole('button', { name: 'Saisir une dénonciation' })).toHaveCount(0);
        await expect(page.getByText(/^Pour manquement\. Lettre envoyée le .* Motif : Par la structure, qui cesse cette activité\./)).toBeVisible();
        await accessible();
        await tientDansLaLargeur(page);
        await capture(`convention-denoncee-${width}`);
      });

      await test.step('the next one, entered for a wrong year, is cancelled', async () => {
        await page.getByRole('button', { name: 'Saisir une convention' }).click();
        const dialogue = page.getByRole('dialog');
        await dialogue.getByLabel('Référence').fill(`CP-SUITE/${width}`);
        await dialogue.getByLabel('Date d’effet').fill(`01/01/${new Date().getFullYear() + 2}`);
        await dialogue.getByRole('button', { name: 'Enregistrer la convention' }).click();
        await expect(dialogue).toBeHidden();
        const carte = page.getByRole('region', { name: `Convention CP-SUITE/${width}` });
        await expect(carte.getByText('À venir', { exact: true })).toBeVisible();
        await expect(carte.getByRole('button', { name: 'Saisir une dénonciation' })).toHaveCount(0);
        const annule = async (onglet: Page, motif: string) => {
          const sienne = onglet.getByRole('region', { name: `Convention CP-SUITE/${width}` });
          await sienne.getByRole('button', { name: 'Annuler la convention' }).click();
          const question = onglet.getByRole('dialog');
          await question.getByLabel('Motif').fill(motif);
          await question.getByRole('button', { name: 'Annuler la convention' }).click();
          await expect(question).toBeHidden();
        };
        const autre = await context.newPage();
        await autre.goto(page.url());
        await annule(autre, 'Erreur sur la date d’effet.');
        await expect(autre.getByRole('region', { name: `Convention CP-SUITE/${width}` }).getByText('Annulée', { exact: true })).toBeVisible();
        await autre.close();

        // Somebody acted first: by whom, and what was typed in vain.
        await annule(page, 'Saisie pour une autre année.');
        const dit = page.locator('#devance');
        await expect(dit).toContainText('Une autre personne a agi sur cette organisation entre-temps');
        await expect(dit).toContainText('Sonia ROTH : « Convention annulée »');
        await expect(dit).toContainText('Vous aviez écrit : « Saisie pour une autre année. ».');
        await expect(carte.getByText('Annulée', { exact: true })).toBeVisible();
        await expect(carte).toContainText('Erreur sur la date d’effet.');
        await accessible();
        await tientDansLaLargeur(page);
        await capture(`convention-annulee-${width}`);
      });
    });

    test('the supervisor suspends, forces a password, takes a delegation back', async ({ page, entre, extranet, accessible, capture, browser }) => {
      test.setTimeout(180_000);
      const agent = extranet.compte(width === 1280 ? 'Thomas MULLER' : 'Awa DIALLO');
      const contexte = await browser.newContext({ baseURL: extranet.url });
      const sienne = await contexte.newPage();
      const seConnecte = async () => {
        await sienne.goto('/');
        await sienne.locator('#email').fill(agent.email);
        await sienne.locator('#mot_de_passe').fill(agent.motDePasse);
        await sienne.keyboard.press('Enter');
      };
      await seConnecte();
      await expect(sienne.getByRole('link', { name: 'Mon compte' })).toBeVisible();

      await entre('Sonia ROTH');
      await ouvre(page, 'CIAREM');
      await tientDansLaLargeur(page);
      await capture(`organisation-${width}`);

      await test.step('the whole organisation, and back', async () => {
        await fait(page, 'Suspendre l’accès', 'Accès suspendu');
        await expect(page.getByText('Organisation suspendue depuis')).toBeVisible();
        await accessible();
        // The open session is over, and nobody signs in.
        await sienne.reload();
        await seConnecte();
        await expect(sienne.getByText('suspendu l’accès de votre organisation').first()).toBeVisible();
        await fait(page, 'Rétablir l’accès', 'Accès rétabli');
      });

      await test.step('one agent, and back', async () => {
        await page.getByRole('link', { name: new RegExp(agent.nom.split(' ')[1] ?? '') }).click();
        await expect(page.getByRole('heading', { level: 1, name: agent.nom })).toBeVisible();
        await expect(page.getByRole('table', { name: 'Habilitations' })).toContainText('Active');
        await fait(page, 'Suspendre l’accès', 'Accès suspendu');
        await expect(page.getByText('Suspendu depuis le')).toBeVisible();
        await accessible();
        await seConnecte();
        await expect(sienne.getByText('Votre accès est suspendu').first()).toBeVisible();
        await fait(page, 'Rétablir l’accès', 'Accès rétabli');
      });

      await test.step('a new password is asked for', async () => {
        await fait(page, 'Exiger un nouveau mot de passe', 'Nouveau mot de passe exigé');
        await expect(page.getByText('Ouvert ; mot de passe à changer')).toBeVisible();
        await accessible();
        await tientDansLaLargeur(page);
        await capture(`agent-${width}`);
        await seConnecte();
        await expect(sienne.getByRole('heading', { level: 1, name: 'Choisissez votre mot de passe' })).toBeVisible();
        await contexte.close();
      });

      await test.step('the delegation of the manager, and back', async () => {
        await ouvre(page, 'CIAREM');
        await page.getByRole('link', { name: /SCHERRER/ }).click();
        await fait(page, 'Retirer la délégation', 'Délégation retirée');
        await expect(page.getByRole('table', { name: 'Habilitations' })).toContainText('Retirée par le Département');
        await accessible();
        await fait(page, 'Rendre la délégation', 'Délégation rendue');
      });
    });
  });
}
