// What the manager owes once a year, and what the officer owes to the people concerned.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

/** The paper, beside the pictures: looked at, not compared. */
async function imprime(page: Page, nom: string): Promise<void> {
  if (process.env.CAPTURES) await page.pdf({ path: `captures/${nom}.pdf`, preferCSSPageSize: true });
}

for (const width of [1280, 360]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('a sealed review is read, verified and exported by the user referent', async ({ page, entre, accessible, capture }) => {
      await entre('Sonia');
      await page.getByRole('link', { name: 'Revue annuelle', exact: true }).click();
      await expect(page.getByRole('table')).toBeVisible();
      await capture(`revues-${width}`);
      await page.getByRole('link', { name: /^ALEOS/ }).click();
      await expect(page.getByText('Empreinte SHA-256')).toBeVisible();
      await page.getByRole('button', { name: 'Vérifier' }).click();
      await expect(page.getByText('Le document est intact')).toBeVisible();
      await page.getByRole('button', { name: 'Exporter' }).click();
      const attendu = page.waitForEvent('download');
      await page.getByRole('link', { name: /\.csv$/ }).click();
      expect((await attendu).suggestedFilename()).toMatch(/^revue-\d{4}-aleos\.csv$/);
      await accessible();
      await capture(`revue-scellee-${width}`);
    });

    test('the officer answers a request from the notice to the extract', async ({ page, entre, accessible, capture }) => {
      test.slow();
      await page.goto('/');
      await page.getByRole('link', { name: 'Vos données, vos droits' }).click();
      await expect(page.getByRole('heading', { name: 'Qui est responsable' })).toBeVisible();
      const reponses = page.locator('section[aria-labelledby=reponses]');
      for (const nature of ['Obligatoire, à la caisse', 'Obligatoire, pour le contrat', 'Facultatif']) {
        await expect(reponses.getByText(nature, { exact: true })).toBeVisible();
      }
      await expect(reponses).toContainText('article L262-37');
      await accessible();
      await capture(`notice-${width}`);

      await entre('Dominique');
      await page.getByRole('link', { name: 'Droits des personnes' }).click();
      await expect(page.getByText('En retard')).toBeVisible();
      await capture(`demandes-${width}`);
      await page.getByRole('link', { name: 'Enregistrer une demande' }).click();
      await page.getByLabel('Trouver la personne').fill('muller');
      await page.getByRole('button', { name: 'Chercher' }).click();
      await page.getByRole('radio').first().check();
      await page.getByRole('radio', { name: 'Accès à ses données' }).check();
      await page.getByLabel('Demande reçue le').fill('32/13/2026');
      await page.getByRole('button', { name: 'Enregistrer la demande' }).click();
      await expect(page.getByRole('alert')).toContainText('date');
      await accessible();
      await capture(`demande-nouvelle-${width}`);
      const recue = new Date(Date.now() - 86_400_000).toLocaleDateString('fr-FR');
      await page.getByLabel('Demande reçue le').fill(recue);
      await page.getByRole('button', { name: 'Enregistrer la demande' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Accès à ses données');
      await expect(page.getByRole('link', { name: 'Produire l’extrait d’accès' })).toHaveCount(0);

      await page.getByRole('button', { name: 'L’identité est vérifiée' }).click();
      await page.getByRole('dialog').getByLabel('Comment l’identité a été vérifiée').fill('Titre présenté à l’accueil.');
      await accessible();
      await page.getByRole('dialog').getByRole('button', { name: 'L’identité est vérifiée' }).click();
      await expect(page.getByRole('link', { name: 'Produire l’extrait d’accès' })).toBeVisible();
      await accessible();
      await capture(`demande-${width}`);
      await page.getByRole('link', { name: 'Produire l’extrait d’accès' }).click();
      await expect(page.getByRole('heading', { name: 'Qui a consulté ces données' })).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Demandes de la personne' })).toBeVisible();
      await capture(`extrait-${width}`);
      await imprime(page, `extrait-${width}`);

      // Only now is there an answer to tell.
      await page.getByRole('link', { name: 'Retour à la demande' }).click();
      await page.getByRole('button', { name: 'La réponse est envoyée' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'La réponse est envoyée' }).click();
      await expect(page.getByText('Répondue', { exact: true })).toBeVisible();
    });

    test('who answers a request that somebody else has just moved is told, and keeps the words typed', async ({ page, context, entre, accessible, capture }) => {
      await entre('Dominique');
      await page.getByRole('link', { name: 'Droits des personnes' }).click();
      await page.getByRole('link', { name: 'Enregistrer une demande' }).click();
      await page.getByLabel('Trouver la personne').fill('muller');
      await page.getByRole('button', { name: 'Chercher' }).click();
      await page.getByRole('radio').first().check();
      await page.getByRole('radio', { name: 'Accès à ses données' }).check();
      await page.getByLabel('Demande reçue le').fill(new Date().toLocaleDateString('fr-FR'));
      await page.getByRole('button', { name: 'Enregistrer la demande' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Accès à ses données');
      const verifie = async (onglet: typeof page, comment: string) => {
        await onglet.getByRole('button', { name: 'L’identité est vérifiée' }).click();
        await onglet.getByRole('dialog').getByLabel('Comment l’identité a été vérifiée').fill(comment);
        await onglet.getByRole('dialog').getByRole('button', { name: 'L’identité est vérifiée' }).click();
      };
      const autre = await context.newPage();
      await autre.goto(page.url());
      await verifie(autre, 'Titre présenté à l’accueil.');
      await expect(autre.getByRole('link', { name: 'Produire l’extrait d’accès' })).toBeVisible();
      await autre.close();

      await verifie(page, 'Copie du titre reçue.');
      const dit = page.locator('#devance');
      await expect(dit).toContainText('Une autre personne a agi sur cette demande entre-temps');
      await expect(dit).toContainText('Dominique');
      await expect(dit).toContainText('Copie du titre reçue.');
      await expect(page.getByRole('link', { name: 'Produire l’extrait d’accès' })).toBeVisible();
      await accessible();
      await capture(`demande-devancee-${width}`);
      // What comes next is done on what is there now.
      await page.getByRole('button', { name: 'Refuser la demande' }).click();
      await page.getByRole('dialog').getByLabel('Motif, tel qu’il est dit à la personne').fill('Demande retirée par la personne.');
      await page.getByRole('dialog').getByRole('button', { name: 'Refuser la demande' }).click();
      await expect(page.getByRole('heading', { name: 'Demande clôturée' })).toBeVisible();
      await expect(dit).toHaveCount(0);
    });

    test('the officer takes a false note away and answers', async ({ page, entre, accessible, capture }) => {
      test.slow();
      await entre('Dominique');
      const aRepondre = page.getByRole('link', { name: /demandes? à répondre/ });
      await expect(aRepondre).toBeVisible();
      await expect(page.getByRole('link', { name: /demandes? en retard/ })).toBeVisible();
      await capture(`accueil-delegue-${width}`);
      await aRepondre.click();
      await expect(page.getByText('Demandes à répondre.')).toBeVisible();
      await expect(page.getByText('Répondue', { exact: true })).toHaveCount(0);
      const qui = await page.getByRole('row', { name: /Rectification/ }).first().getByRole('link').innerText();

      await page.goto('/demandes/nouvelle');
      await page.getByLabel('Trouver la personne').fill(qui);
      await page.getByRole('button', { name: 'Chercher' }).click();
      await page.getByRole('radio').first().check();
      await page.getByRole('radio', { name: 'Rectification de ses données' }).check();
      await page.getByLabel('Demande reçue le').fill(new Date(Date.now() - 86_400_000).toLocaleDateString('fr-FR'));
      await page.getByLabel('Objet de la demande').fill('La note d’un rendez-vous parle de quelqu’un d’autre.');
      await page.getByRole('button', { name: 'Enregistrer la demande' }).click();
      await page.getByRole('button', { name: 'L’identité est vérifiée' }).click();
      await page.getByRole('dialog').getByLabel('Comment l’identité a été vérifiée').fill('Titre présenté à l’accueil.');
      await page.getByRole('dialog').getByRole('button', { name: 'L’identité est vérifiée' }).click();
      await expect(page.getByText('Enregistrez d’abord la suite donnée')).toBeVisible();
      await expect(page.getByRole('button', { name: 'La réponse est envoyée' })).toHaveCount(0);
      await accessible();
      await capture(`rectification-${width}`);

      // A false note is replaced, then taken away.
      await page.getByText('Rectifier une donnée').click();
      for (const note of ['Apporte ses justificatifs.', '']) {
        await page.getByLabel('Donnée', { exact: true }).selectOption({ label: 'Note d’un rendez-vous' });
        await page.getByLabel('Laquelle').selectOption({ index: 1 });
        await page.getByLabel('Valeur demandée').fill(note);
        await page.getByRole('radio', { name: 'Rectifiée ici' }).check();
        await page.getByRole('button', { name: 'Enregistrer la suite donnée' }).click();
        await expect(page.getByRole('alert')).toContainText('trace');
        await page.getByLabel('Motif').fill('La note parlait de quelqu’un d’autre.');
        await accessible();
        if (note) await capture(`rectification-saisie-${width}`);
        await page.getByRole('button', { name: 'Enregistrer la suite donnée' }).click();
        await expect(page.getByText(`→ ${note || '(vide)'}`)).toBeVisible();
      }
      await accessible();
      await capture(`rectifiee-${width}`);

      await page.getByRole('button', { name: 'La réponse est envoyée' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'La réponse est envoyée' }).click();
      await expect(page.getByText('Répondue', { exact: true })).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Demande clôturée' })).toBeVisible();
      await accessible();
    });
  });
}

// A review each: what is sealed does not open again.
for (const [width, gestionnaire, organisation] of [[1280, 'ROSSI', 'SÉMAPHORE'], [360, 'WURTZ', 'ESPACE DÉVELOPPEMENT']] as const) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('a manager confirms, withdraws and goes back; the user referent decides on the manager and seals', async ({ page, entre, accessible, capture }) => {
      test.setTimeout(180_000);
      const dialogue = page.getByRole('dialog');

      await test.step('the manager is reminded, and sees whom a bulk confirmation would be about', async () => {
        await entre(gestionnaire);
        await expect(page.getByText('La revue annuelle')).toBeVisible();
        await page.getByRole('link', { name: 'Ouvrir la revue' }).click();
        await expect(page.getByRole('heading', { level: 1 })).toContainText(organisation);
        await capture(`revue-en-cours-${width}`);
        await page.getByRole('button', { name: 'Confirmer les 3 qui restent…' }).click();
        await expect(dialogue.getByRole('listitem')).toHaveCount(3);
        await page.keyboard.press('Escape');
        await expect(dialogue).toBeHidden();
        await expect(page.getByText('Il reste 4 habilitations à examiner')).toBeVisible();
      });

      await test.step('a withdrawal asks why', async () => {
        await page.getByRole('button', { name: /^Retirer/ }).first().click();
        await dialogue.getByRole('button', { name: 'Retirer l’habilitation' }).click();
        await expect(page.getByText('Choisissez le motif de la décision.').first()).toBeVisible();
        await page.getByRole('radio', { name: 'A quitté l’organisme' }).check();
        await accessible();
        await capture(`revue-retrait-${width}`);
        await dialogue.getByRole('button', { name: 'Retirer l’habilitation' }).click();
        await expect(page.getByText('Retirée')).toBeVisible();
      });

      await test.step('what was confirmed can be gone back on', async () => {
        await page.getByRole('button', { name: 'Confirmer les 2 qui restent…' }).click();
        await page.getByRole('radio', { name: /Toujours en poste/ }).check();
        await dialogue.getByRole('button', { name: 'Confirmer' }).click();
        await expect(page.getByText('Confirmée')).toHaveCount(2);
        await page.getByRole('button', { name: /^Revenir sur la confirmation/ }).first().click();
        await expect(page.getByText('Confirmée')).toHaveCount(1);
        await page.getByRole('button', { name: /^Confirmer : / }).click();
        await page.getByRole('radio', { name: /Toujours en poste/ }).check();
        await dialogue.getByRole('button', { name: 'Confirmer' }).click();
        await expect(page.getByText('Confirmée')).toHaveCount(2);
        // One's own is somebody else's to decide.
        await expect(page.getByText('C’est la vôtre')).toBeVisible();
        await expect(page.getByRole('button', { name: 'Sceller la revue…' })).toHaveCount(0);
        await accessible();
        await page.getByRole('button', { name: 'Quitter' }).click();
        await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();
      });

      await test.step('the user referent finishes it, seals it, and verifies the seal', async () => {
        await entre('Sonia');
        await page.getByRole('link', { name: 'Revue annuelle', exact: true }).click();
        await page.getByRole('link', { name: new RegExp(`^${organisation}`) }).click();
        await page.getByRole('button', { name: /^Confirmer : / }).click();
        await page.getByRole('radio', { name: /Toujours en poste/ }).check();
        await dialogue.getByRole('button', { name: 'Confirmer' }).click();
        await page.getByRole('button', { name: 'Sceller la revue…' }).click();
        await expect(dialogue).toContainText('La revue ne changera plus');
        await accessible();
        await dialogue.getByRole('button', { name: 'Sceller' }).click();
        await expect(page.getByText('Empreinte SHA-256')).toBeVisible();
        await expect(page.getByRole('button', { name: /^(Confirmer|Retirer|Revenir)/ })).toHaveCount(0);
        await page.getByRole('button', { name: 'Vérifier' }).click();
        await expect(page.getByText('Le document est intact')).toBeVisible();
        await accessible();
        await capture(`revue-juste-scellee-${width}`);
      });
    });
  });
}
