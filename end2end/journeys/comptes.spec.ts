// Accounts: a code handed over, a password chosen, a second factor, sessions closed from afar.
import { type BrowserContext, type Page } from '@playwright/test';
import { lisible } from '../support/ecrans/regles';
import { Extranet } from '../support/extranet';
import { montre } from '../support/second-facteur';
import { expect, test } from '../support/test';

const NOUVEAU = 'lampe girafe tonnerre';

/** Journeys change accounts for good: each width has its own people. */
const GENS = {
  1280: { perdu: 'Camille FUCHS', facteur: 'Samuel GROSS', cle: 'Julien KIEFFER', horaires: 'Marc ZIMMERMANN' },
  360: { perdu: 'Inès FERREIRA', facteur: 'Hakan DEMIR', cle: 'Claudine HEITZ', horaires: 'Sylvie LITTLER' },
};

/** A phone that knows its owner, in software. */
async function unAuthentificateur(page: Page, context: BrowserContext) {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  return { cdp, authenticatorId };
}

async function quitte(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Quitter' }).click();
  await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();
}

async function seConnecte(page: Page, email: string, secret: string, adresse = '/'): Promise<void> {
  await page.goto(adresse);
  await page.locator('#email').fill(email);
  await page.locator('#mot_de_passe').fill(secret);
  await page.keyboard.press('Enter');
}

/** A code for `nom`, whose second factor stays; on the way, one sees what declaring it lost asks for. */
async function unNouveauCode(page: Page, gestionnaire: { email: string; motDePasse: string }, nom: string): Promise<string> {
  await seConnecte(page, gestionnaire.email, gestionnaire.motDePasse);
  await page.getByRole('link', { name: 'Comptes' }).click();
  await page.getByLabel('Nom ou prénom').fill(nom);
  await page.getByRole('button', { name: 'Chercher' }).click();
  await page.getByRole('button', { name: /Identifiants perdus ou volés : / }).click();
  const question = page.getByRole('dialog');
  await question.getByLabel('Le second facteur aussi').check();
  await question.getByRole('button', { name: 'Faire la lettre' }).click();
  await expect(question.locator('#motif-erreur')).toContainText('Dites pourquoi');
  expect(await lisible(page, '')).toEqual([]);
  if (process.env.CAPTURES) await page.screenshot({ path: `captures/perte-${page.viewportSize()?.width}.png` });
  await question.getByLabel('Le mot de passe seulement').check();
  await question.getByRole('button', { name: 'Faire la lettre' }).click();
  return (await page.locator('.code-remis').textContent()) ?? '';
}

for (const largeur of [1280, 360] as const) {
  const qui = GENS[largeur];
  test.describe(`${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 } });

    test('lost credentials: a letter, then a password of one’s own', async ({ page, extranet, entre, accessible, capture, browser }) => {
      test.slow();
      const perdu = extranet.compte(qui.perdu);
      const avant = await browser.newContext({ baseURL: extranet.url });
      const sienne = await avant.newPage();
      await seConnecte(sienne, perdu.email, perdu.motDePasse);
      await expect(sienne.getByRole('link', { name: 'Mon compte' })).toBeVisible();

      await entre('Sonia ROTH');
      await page.getByRole('link', { name: 'Comptes' }).click();
      await page.getByLabel('Nom ou prénom').fill(perdu.nom);
      await page.getByRole('button', { name: 'Chercher' }).click();
      await expect(page.getByRole('row')).toHaveCount(2);
      await capture('comptes');
      await page.getByRole('button', { name: /Identifiants perdus ou volés : / }).click();
      await page.getByRole('button', { name: 'Faire la lettre' }).click();
      await expect(page.getByText('Ce code ne sera plus affiché')).toBeVisible();
      const lettre = page.getByRole('article');
      await expect(lettre).not.toContainText(perdu.email);
      const code = (await page.locator('.code-remis').textContent()) ?? '';
      expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}$/);
      await accessible();
      await capture('lettre');

      // The former session sees it at its next request.
      await sienne.getByRole('link', { name: 'Mon compte' }).click();
      await expect(sienne.getByRole('heading', { name: 'Votre session s’est fermée' })).toBeVisible();
      await avant.close();

      await page.getByRole('button', { name: 'La lettre est prête' }).click();
      await quitte(page);
      await seConnecte(page, perdu.email, code.toLowerCase());
      await expect(page.getByRole('heading', { level: 1, name: 'Choisissez votre mot de passe' })).toBeVisible();
      await accessible();
      await page.locator('#actuel').fill(code);
      const nommee = `${perdu.nom.toLowerCase().replace(' ', '-')}-68`;
      await page.locator('#nouveau').fill(nommee);
      await page.locator('#confirmation').fill(nommee);
      await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
      await expect(page.locator('#nouveau-erreur')).toContainText('se devine trop vite');
      await accessible();
      await capture('mot-de-passe-a-choisir');
      await page.locator('#nouveau').fill(NOUVEAU);
      await page.locator('#confirmation').fill(NOUVEAU);
      await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
      await expect(page.getByRole('link', { name: 'Mon compte' })).toBeVisible();

      // Told of it, with who did it, until one says to have read it.
      const avis = page.getByRole('region', { name: 'Vos accès', exact: true });
      await expect(avis).toContainText('Un nouveau code de connexion a été remis pour votre compte');
      await expect(avis).toContainText('Sonia ROTH');
      await accessible();
      await capture('acces-changes');
      await page.getByRole('link', { name: 'Mon compte' }).click();
      await expect(page.getByRole('heading', { name: 'Derniers changements de vos accès' })).toBeVisible();
      await avis.getByRole('button', { name: 'J’ai lu' }).click();
      await expect(avis).toHaveCount(0);
      await expect(page.getByRole('heading', { level: 1, name: 'Mon compte' })).toBeFocused();
      await accessible();
      await capture('changements-de-mes-acces');
      await quitte(page);
      await seConnecte(page, perdu.email, NOUVEAU);
      await expect(avis).toContainText('Votre mot de passe a été changé');
      await expect(avis).not.toContainText('Sonia ROTH');
    });

    test('a second factor is installed, asked, given up; a session is closed from afar', async ({ page, extranet, entre, accessible, capture, browser }) => {
      test.slow();
      const sien = extranet.compte(qui.facteur);
      const ailleurs = await browser.newContext({ baseURL: extranet.url });
      const autre = await ailleurs.newPage();
      await seConnecte(autre, sien.email, sien.motDePasse);
      await expect(autre.getByRole('link', { name: 'Mon compte' })).toBeVisible();

      await entre(qui.facteur);
      await page.getByRole('link', { name: 'Mon compte' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Mon compte' })).toBeVisible();
      await capture('mon-compte');
      await page.getByRole('button', { name: 'Fermer', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Fermer', exact: true })).toHaveCount(0);
      await autre.getByRole('link', { name: 'Mon compte' }).click();
      await expect(autre.getByRole('heading', { name: 'Votre session s’est fermée' })).toBeVisible();
      await ailleurs.close();

      await page.getByRole('button', { name: 'Installer un second facteur' }).click();
      await page.getByLabel('Votre mot de passe').fill(sien.motDePasse);
      await page.getByRole('button', { name: 'Continuer' }).click();
      await expect(page.getByRole('img', { name: /Code QR/ })).toBeVisible();
      const cle = (await page.locator('.cle').textContent()) ?? '';
      await accessible();
      await capture('second-facteur');
      await page.getByLabel('Code à six chiffres').fill(montre(cle));
      await page.getByRole('button', { name: 'Installer', exact: true }).click();
      await expect(page.locator('.codes li')).toHaveCount(10);
      const secours = await page.locator('.codes li').allTextContents();
      await accessible();
      await capture('codes-secours');
      await page.getByRole('button', { name: 'Je les ai gardés' }).click();
      await expect(page.getByText('10 codes encore utilisables')).toBeVisible();

      await quitte(page);
      await seConnecte(page, sien.email, sien.motDePasse);
      // A new code takes the place of the password, and of nothing else.
      const bureau = await browser.newContext({ baseURL: extranet.url, viewport: { width: largeur, height: 800 } });
      const code = await unNouveauCode(await bureau.newPage(), extranet.compte('Sonia ROTH'), sien.nom);
      await bureau.close();
      await page.goto('/');
      await seConnecte(page, sien.email, code);
      await expect(page.getByRole('heading', { level: 1, name: 'Confirmez que c’est bien vous' })).toBeVisible();
      await page.getByLabel('Code à six chiffres').fill(secours[2]!);
      await page.getByRole('button', { name: 'Continuer' }).click();
      await page.locator('#actuel').fill(code);
      await page.locator('#nouveau').fill(NOUVEAU);
      await page.locator('#confirmation').fill(NOUVEAU);
      await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
      await expect(page.getByRole('region', { name: 'Vos accès', exact: true })).toContainText('le second facteur et les clés d’accès sont restés en place');

      await quitte(page);
      await seConnecte(page, sien.email, NOUVEAU);
      await expect(page.getByRole('heading', { level: 1, name: 'Confirmez que c’est bien vous' })).toBeVisible();
      await accessible();
      await capture('second-facteur-attendu');
      await page.getByLabel('Code à six chiffres').fill('000000');
      await page.getByRole('button', { name: 'Continuer' }).click();
      await expect(page.locator('#code-erreur')).toContainText('pas le bon');
      await page.getByLabel('Code à six chiffres').fill(montre(cle, 1));
      await page.getByRole('button', { name: 'Continuer' }).click();
      await expect(page.getByRole('link', { name: 'Mon compte' })).toBeVisible();

      await quitte(page);
      await seConnecte(page, sien.email, NOUVEAU);
      await page.getByLabel('Code à six chiffres').fill(secours[0]!.toLowerCase());
      await page.getByRole('button', { name: 'Continuer' }).click();
      await expect(page.getByRole('link', { name: 'Mon compte' })).toBeVisible();

      await page.getByRole('link', { name: 'Mon compte' }).click();
      await page.getByRole('button', { name: 'Retirer l’application' }).click();
      await accessible();
      await page.getByLabel('Code de l’application, ou code de secours').fill(secours[0]!);
      await page.getByRole('button', { name: 'Retirer l’application' }).click();
      await expect(page.locator('#code-erreur')).toContainText('a déjà servi');
      await page.getByLabel('Code de l’application, ou code de secours').fill(secours[1]!);
      await page.getByRole('button', { name: 'Retirer l’application' }).click();
      await expect(page.getByRole('button', { name: 'Installer un second facteur' })).toBeVisible();
    });

    test('where a second factor is missing, a passkey will do', async ({ page, context, accessible, capture }) => {
      test.slow();
      const extranet = await Extranet.demarre(process.env.MODELE ?? '', ['--second-facteur', 'gestionnaire_habilitations']);
      try {
        await unAuthentificateur(page, context);
        const { email, motDePasse } = extranet.compte('Régine');
        await seConnecte(page, email, motDePasse, extranet.url.replace('127.0.0.1', 'localhost'));
        await expect(page.getByRole('heading', { level: 1, name: 'Protégez votre compte par un second facteur' })).toBeVisible();
        await page.getByText('Utiliser plutôt une clé d’accès').click();
        await accessible();
        await capture(`cle-plutot-${largeur}`);
        await page.getByLabel('Nom de la clé').fill('Téléphone');
        await page.locator('#cle-mot_de_passe').fill(motDePasse);
        await page.getByRole('button', { name: 'Créer la clé' }).click();
        await expect(page.getByRole('heading', { level: 1, name: 'Présentez votre clé d’accès' })).toBeVisible();
        await accessible();
        await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
        await expect(page.getByRole('heading', { level: 1, name: 'Habilitations' })).toBeVisible();
      } finally {
        await extranet.arrete();
      }
    });

    test('a passkey is added, opens a session by itself, and is removed', async ({ page, context, extranet, accessible, capture }) => {
      test.slow();
      const sien = extranet.compte(qui.cle);
      // Browsers allow passkeys for a name, not for a number: the button is not even shown there.
      await page.goto('/');
      await expect(page.locator('#email')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Utiliser une clé d’accès' })).toHaveCount(0);
      const local = extranet.url.replace('127.0.0.1', 'localhost');
      const { cdp, authenticatorId } = await unAuthentificateur(page, context);
      await seConnecte(page, sien.email, sien.motDePasse, local);
      await page.getByRole('link', { name: 'Mon compte' }).click();
      await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
      await page.getByRole('button', { name: 'Créer la clé' }).click();
      await expect(page.locator('#cle-nom-erreur')).toContainText('Donnez un nom');
      await accessible();
      await capture('cle-ajout');
      await page.getByLabel('Nom de la clé').fill('Ordinateur du bureau');
      await page.locator('#cle-mot_de_passe').fill('faux');
      await page.getByRole('button', { name: 'Créer la clé' }).click();
      await expect(page.locator('#cle-mot_de_passe-erreur')).toContainText('pas votre mot de passe');
      await page.locator('#cle-mot_de_passe').fill(sien.motDePasse);
      await page.getByRole('button', { name: 'Créer la clé' }).click();
      const retirer = page.getByRole('button', { name: 'Retirer la clé « Ordinateur du bureau »' });
      await expect(retirer).toBeVisible();
      await expect(page.getByText('Pas encore')).toBeVisible();
      await accessible();
      await capture('cles-acces');

      await quitte(page);
      await accessible();
      await capture('connexion-cle');
      // A device that does not recognise its owner opens nothing.
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
      await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
      await expect(page.getByRole('alert')).toContainText('Aucune clé d’accès n’a été présentée');
      await accessible();
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
      await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
      await page.getByRole('link', { name: 'Mon compte' }).click();
      await expect(retirer).toBeVisible();
      await expect(page.getByText('Pas encore')).toHaveCount(0);
      await retirer.click();
      await expect(page.getByRole('dialog')).toContainText('vos autres sessions seront fermées');
      await accessible();
      await capture('cle-retrait');
      await page.getByRole('button', { name: 'Retirer la clé', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Ajouter une clé d’accès' })).toBeVisible();
      await expect(retirer).toHaveCount(0);

      await quitte(page);
      await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
      await expect(page.getByRole('alert')).toContainText('clé d’accès retirée');
    });

    test('an access closed while a page is open says why, and lets one leave', async ({ page, extranet, accessible, capture }) => {
      const sien = extranet.compte(qui.horaires);
      await seConnecte(page, sien.email, sien.motDePasse);
      await expect(page.getByRole('link', { name: 'Mon compte' })).toBeVisible();
      const detail = 'La convention entre votre organisation et le Département n’est plus en vigueur. Adressez-vous au responsable de votre structure.';
      const ferme = { type: '/problemes/acces_ferme', title: 'Accès fermé', status: 403, detail };
      await page.route('**/api/v1/session', (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', json: ferme }));
      await page.reload();
      await expect(page.getByRole('heading', { level: 1, name: 'Réciproque ne s’ouvre pas' })).toBeVisible();
      await expect(page.getByRole('alert')).toContainText(detail);
      await accessible();
      await capture('acces-ferme');
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Se déconnecter' }).click();
      await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();
    });

    test('ten minutes before the organisation closes a banner says so, then the page waits', async ({ page, extranet, accessible, capture }) => {
      const sien = extranet.compte(qui.horaires);
      await page.route('**/api/v1/session', async (route) => {
        const reponse = await route.fetch();
        const etat = await reponse.json();
        // The hour of the server, eight minutes later.
        if (reponse.ok()) etat.ferme_a = new Date(Date.parse(`${etat.maintenant.slice(0, 19)}Z`) + 8 * 60_000).toISOString().slice(0, 19);
        await route.fulfill({ response: reponse, json: etat });
      });
      await seConnecte(page, sien.email, sien.motDePasse);
      await expect(page.getByText(/Votre organisation accède à Réciproque jusqu’à \d+ h/).first()).toBeVisible();
      await accessible();
      await capture('fermeture-proche');
      await page.unrouteAll();
      const detail = 'Votre organisation accède à Réciproque de 5 h à 23 h (heure de Paris). Revenez demain à partir de 5 h ; ce qui a été enregistré est gardé, et la page ouverte reste telle quelle.';
      const ferme = { type: '/problemes/hors_horaires', title: 'Fermé à cette heure', status: 403, detail };
      await page.route('**/api/v1/compte', (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', json: ferme }));
      await page.getByRole('link', { name: 'Mon compte' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Fermé à cette heure' })).toBeVisible();
      await accessible();
      await capture('ferme');
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Réessayer' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Mon compte' })).toBeVisible();
      await expect(page.locator('.rappel').filter({ hasText: 'accède à Réciproque jusqu’à' })).toHaveCount(0);
    });

    test('the longest life of a session is told, and what was typed comes back after it', async ({ page, extranet, accessible, capture }) => {
      const sien = extranet.compte(qui.horaires);
      let reste = 8 * 60;
      await page.route('**/api/v1/session', async (route) => {
        if (route.request().method() === 'GET' && reste < 60) {
          const expiree = { type: '/problemes/non_connecte', title: 'Session terminée', status: 401, detail: 'Reconnectez-vous.' };
          await route.fulfill({ status: 401, contentType: 'application/problem+json', json: expiree });
          return;
        }
        const reponse = await route.fetch();
        const etat = await reponse.json();
        if (reponse.ok() && etat) {
          etat.ferme_a = null;
          etat.finit_a = new Date(Date.parse(`${etat.maintenant.slice(0, 19)}Z`) + reste * 1000).toISOString().slice(0, 19);
        }
        await route.fulfill({ response: reponse, json: etat });
      });
      await seConnecte(page, sien.email, sien.motDePasse);
      await expect(page.locator('.rappel').filter({ hasText: 'Votre session atteint sa durée maximale à' })).toBeVisible();
      await accessible();
      await capture('fin-de-session-proche');
      await quitte(page);

      reste = 5;
      await seConnecte(page, sien.email, sien.motDePasse, '/');
      await page.getByRole('link', { name: 'Mon compte' }).click();
      await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
      await page.locator('#nouveau').fill('à moitié tapé');
      const dialogue = page.getByRole('dialog');
      await expect(dialogue.getByRole('heading', { name: 'Votre session s’est fermée' })).toBeVisible({ timeout: 30_000 });
      await expect(dialogue).toContainText('sa durée maximale');
      await accessible();
      await page.unrouteAll();
      await dialogue.getByLabel('Mot de passe', { exact: true }).fill(sien.motDePasse);
      await dialogue.getByRole('button', { name: 'Reprendre' }).click();
      await expect(dialogue).toBeHidden();
      await expect(page.locator('#nouveau')).toHaveValue('à moitié tapé');
      await expect(page.locator('#nouveau')).toBeFocused();
    });
  });
}
