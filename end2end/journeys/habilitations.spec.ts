// The life of a habilitation: asked for, trained, certified, signed, in force. Each step by
// the one it belongs to.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

const MOT_DE_PASSE = 'lampe girafe tonnerre';

/** One at each width: each has her structure and her session. */
const EMBAUCHES = [
  { width: 1280, gestionnaire: 'Régine', nom: 'LANDOLT', prenom: 'Salomé', email: 'salome.landolt@exemple.fr', lieu: 'Colmar, salle des cigognes' },
  { width: 360, gestionnaire: 'SCHERRER', nom: 'OBRECHT', prenom: 'Ninon', email: 'ninon.obrecht@exemple.fr', lieu: 'Thann, salle des tilleuls' },
];
type Embauche = (typeof EMBAUCHES)[number];

const nommee = ({ nom, prenom }: Embauche) => `${nom} ${prenom}`;

async function va(page: Page, menu: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: menu, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: menu })).toBeVisible();
}

async function quitte(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Quitter' }).click();
  await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();
}

async function seConnecte(page: Page, email: string, secret: string): Promise<void> {
  await page.locator('#email').fill(email);
  await page.locator('#mot_de_passe').fill(secret);
  await page.keyboard.press('Enter');
}

async function tientDansLaLargeur(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 'page wider than the screen').toBeLessThanOrEqual(0);
}

for (const agent of EMBAUCHES) {
  const [NOMMEE, LIEU] = [nommee(agent), agent.lieu];

  test.describe(`at ${agent.width} px`, () => {
    test.use({ viewport: { width: agent.width, height: 800 } });

    test('a new colleague, from the request of the manager to her own home page', async ({ page, context, entre, accessible, capture }) => {
      test.setTimeout(240_000);
      /** Her row, in whichever table she stands. */
      const rangee = () => page.getByRole('row').filter({ hasText: NOMMEE });

      await test.step('the manager asks, with the narrowest profil', async () => {
        await entre(agent.gestionnaire);
        await expect(page.getByRole('heading', { level: 1, name: 'Habilitations' })).toBeVisible();
        await expect(page.getByRole('table', { name: 'En attente d’une étape' })).toBeVisible();
        await page.getByRole('link', { name: 'Demander une habilitation' }).click();
        await expect(page.getByLabel('Nom', { exact: true })).toBeVisible();
        await page.getByRole('button', { name: 'Envoyer la demande' }).click();
        await expect(page.getByRole('alert')).toContainText('nom');
        await page.getByLabel('Nom', { exact: true }).fill(agent.nom);
        await page.getByLabel('Prénom', { exact: true }).fill(agent.prenom);
        await page.getByLabel('Adresse électronique professionnelle').fill(agent.email);
        await page.getByLabel('Fonction').fill('Conseillère en insertion');
        await page.getByRole('radio', { name: /^Référent/ }).check();
        await page.getByText('Ce que ce profil ouvre').click();
        await expect(page.getByText('Les dossiers des personnes que la structure accompagne.')).toBeVisible();
        await page.getByLabel('Motif de la demande').fill('Renfort de l’équipe de Colmar.');
        await capture(`habilitation-demande-${agent.width}`);
        await page.getByRole('button', { name: 'Envoyer la demande' }).click();
        await expect(page.getByRole('heading', { level: 1, name: NOMMEE })).toBeVisible();
        await expect(page.getByText('Renfort de l’équipe de Colmar.')).toBeVisible();
        // The next step is not hers.
        await expect(page.getByRole('button', { name: 'Inscrire à une séance' })).toHaveCount(0);
        await expect(page.getByRole('button', { name: 'Retirer la demande' })).toBeVisible();
        await va(page, 'Habilitations');
        await expect(rangee()).toContainText('Demandée');
        await expect(rangee()).toContainText('Référent utilisateurs du Département');
        await capture(`habilitations-${agent.width}`);
        await tientDansLaLargeur(page);
        await quitte(page);
      });

      await test.step('nobody signs in with her address yet', async () => {
        await seConnecte(page, agent.email, MOT_DE_PASSE);
        await expect(page.getByRole('alert').first()).toBeVisible();
        await expect(page.locator('#mot_de_passe')).toBeVisible();
      });

      await test.step('the user referent plans a session and puts her on it', async () => {
        await entre('Sonia ROTH');
        await va(page, 'Formations');
        await page.getByLabel('Date').fill('aujourd’hui');
        await page.getByLabel('Heure').fill('0:00');
        await page.getByLabel('Lieu').fill(LIEU);
        await page.getByRole('button', { name: 'Planifier la séance' }).click();
        await expect(page.getByText('Cette heure est passée aujourd’hui').first()).toBeVisible();
        // This very minute; once more when it turns between the typing and the click.
        await expect(async () => {
          await page.getByLabel('Heure').fill(new Date().toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' }));
          await page.getByRole('button', { name: 'Planifier la séance' }).click();
          await expect(page.getByRole('region', { name: new RegExp(LIEU) }).getByText('0 place prise sur 8')).toBeVisible({ timeout: 3_000 });
        }).toPass();
        await page.getByRole('link', { name: `Inscrire ${NOMMEE}` }).click();
        await expect(page.getByRole('heading', { level: 1, name: NOMMEE })).toBeVisible();
        const inscrit = async (onglet: Page) => {
          await onglet.getByRole('button', { name: 'Inscrire à une séance' }).click();
          const question = onglet.getByRole('dialog');
          await question.getByRole('radio', { name: new RegExp(LIEU) }).check();
          await question.getByRole('button', { name: 'Inscrire à une séance' }).click();
          await expect(onglet.getByText('note ensuite sa présence')).toBeVisible();
        };
        const autre = await context.newPage();
        await autre.goto(page.url());
        await inscrit(autre);
        await autre.close();
        // Done already: one is told by whom.
        await inscrit(page);
        const dit = page.locator('#devance');
        await expect(dit).toContainText('Une autre personne a agi sur cette habilitation entre-temps');
        await expect(dit).toContainText('Sonia ROTH');
        await expect(dit).toContainText(`« Inscription à une séance, ${NOMMEE} »`);
        await accessible();
        await expect(page.getByRole('definition').filter({ hasText: LIEU })).toBeVisible();
      });

      await test.step('she notes her presence, certifies, and hands over a code', async () => {
        await va(page, 'Formations');
        await page.getByRole('button', { name: `Présent : ${NOMMEE}` }).click();
        const attestations = page.getByRole('table', { name: 'Attestations à délivrer' });
        await expect(attestations.getByRole('row').filter({ hasText: NOMMEE })).toBeVisible();
        await accessible();
        await capture(`formations-${agent.width}`);
        await attestations.getByRole('button', { name: `Délivrer l’attestation : ${NOMMEE}` }).click();
        await expect(rangee()).toHaveCount(0);
        await va(page, 'Habilitations');
        await page.getByRole('link', { name: NOMMEE }).click();
        await expect(page.getByRole('heading', { level: 1, name: NOMMEE })).toBeVisible();
        await expect(page.getByText('À signer', { exact: true })).toBeVisible();
        await capture(`habilitation-${agent.width}`);
        await page.getByRole('link', { name: 'Remettre le code de première connexion' }).click();
        await page.getByLabel('Nom ou prénom').fill(agent.nom.toLowerCase());
        await page.getByRole('button', { name: 'Chercher' }).click();
        await page.getByRole('button', { name: `Remettre un code : ${NOMMEE}` }).click();
        await page.getByRole('button', { name: 'Faire la lettre' }).click();
        await expect(page.locator('.code-remis')).toBeVisible();
      });
      const code = (await page.locator('.code-remis').textContent()) ?? '';
      await page.getByRole('button', { name: 'La lettre est prête' }).click();
      await quitte(page);

      await test.step('she signs in with the code, chooses a password, signs both texts', async () => {
        await seConnecte(page, agent.email, code);
        await expect(page.getByRole('heading', { level: 1, name: 'Choisissez votre mot de passe' })).toBeVisible();
        await page.locator('#actuel').fill(code);
        await page.locator('#nouveau').fill(MOT_DE_PASSE);
        await page.locator('#confirmation').fill(MOT_DE_PASSE);
        await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
        const signer = page.getByRole('button', { name: 'Signer les deux textes' });
        await expect(signer).toBeVisible();
        await accessible();
        await capture(`signature-${agent.width}`);
        // One text is not enough.
        await page.getByLabel('J’ai lu l’engagement de confidentialité et je le signe').check();
        await signer.click();
        await expect(page.getByText('Cochez que vous signez la charte.').first()).toBeVisible();
        await accessible();
        await page.getByLabel('J’ai lu la charte de l’utilisateur et je la signe').check();
        await signer.click();
      });

      await test.step('her access is open: the home page of a référent', async () => {
        await expect(page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: 'Rendez-vous' })).toBeVisible();
        const jour = new Date().toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris', day: 'numeric', month: 'long' });
        await expect(page.getByRole('heading', { level: 1 })).toContainText(jour.replace(/^1 /, '1er '));
        await page.getByRole('link', { name: 'Mon engagement' }).click();
        await expect(page.getByRole('heading', { level: 1, name: 'Mon engagement et la charte' })).toBeVisible();
        // Both articles, in both texts; the head's visa, on paper.
        await expect(page.getByText(/L121-6-2.*226-13 du code pénal/)).toHaveCount(2);
        const visa = page.getByText('Visa du supérieur hiérarchique');
        await expect(visa).toBeHidden();
        await page.emulateMedia({ media: 'print' });
        await expect(visa).toBeVisible();
        await page.emulateMedia({ media: 'screen' });
        await page.getByRole('link', { name: 'Mon compte' }).click();
        await expect(page.getByRole('heading', { name: 'Vos données d’agent' })).toBeVisible();
        await quitte(page);
      });

      await test.step('her manager sees it in force, with its proofs', async () => {
        await entre(agent.gestionnaire);
        const actives = page.getByRole('table', { name: 'Actives' });
        await expect(actives.getByRole('row').filter({ hasText: NOMMEE })).toContainText('Accès ouvert le');
        await actives.getByRole('link', { name: NOMMEE }).click();
        await expect(page.getByRole('heading', { level: 1, name: NOMMEE })).toBeVisible();
        for (const etape of ['Habilitation demandée', 'Inscription à une séance', 'Présence notée', 'Attestation délivrée', 'Engagement et charte signés']) {
          await expect(page.locator('.frise').getByText(etape, { exact: true })).toBeVisible();
        }
        await capture(`habilitation-active-${agent.width}`);
      });
    });
  });
}
