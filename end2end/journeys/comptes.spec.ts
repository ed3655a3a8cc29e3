// Accounts: a code handed over, a password chosen, a second factor, sessions closed from afar.
import { createHmac } from 'node:crypto';
import { type Page } from '@playwright/test';
import { expect, test } from '../support/test';

const NOUVEAU = 'lampe girafe tonnerre';

/** The code that an authenticator application shows for this key (RFC 6238), `pas` steps from now. */
function montre(cle: string, pas = 0): string {
  const bits = [...cle.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => parseInt(octet, 2)));
  const compteur = Buffer.alloc(8);
  compteur.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + pas));
  const empreinte = createHmac('sha1', secret).update(compteur).digest();
  const debut = empreinte[19]! & 15;
  return String((empreinte.readUInt32BE(debut) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function seConnecte(page: Page, email: string, secret: string): Promise<void> {
  await page.goto('/');
  await page.locator('#email').fill(email);
  await page.locator('#mot_de_passe').fill(secret);
  await page.keyboard.press('Enter');
}

test('lost credentials: a letter, then a password of one’s own', async ({ page, extranet, entre, accessible, capture, browser }) => {
  const perdu = extranet.compte('Camille FUCHS');
  const avant = await browser.newContext({ baseURL: extranet.url });
  const sienne = await avant.newPage();
  await seConnecte(sienne, perdu.email, perdu.motDePasse);
  await expect(sienne.getByRole('link', { name: 'Mon compte' })).toBeVisible();

  await entre('Sonia ROTH');
  await page.getByRole('link', { name: 'Comptes' }).click();
  await page.getByLabel('Nom ou prénom').fill('fuchs');
  await page.getByRole('button', { name: 'Chercher' }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await accessible();
  await capture('comptes');
  await page.getByRole('button', { name: /Identifiants perdus ou volés : FUCHS/ }).click();
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
  await page.getByRole('button', { name: 'Quitter' }).click();
  await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();
  await seConnecte(page, perdu.email, code.toLowerCase());
  await expect(page.getByRole('heading', { level: 1, name: 'Choisissez votre mot de passe' })).toBeVisible();
  await accessible();
  await page.locator('#actuel').fill(code);
  await page.locator('#nouveau').fill('camille-fuchs-68');
  await page.locator('#confirmation').fill('camille-fuchs-68');
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
  await expect(page.locator('#nouveau-erreur')).toContainText('se devine trop vite');
  await accessible();
  await capture('mot-de-passe-a-choisir');
  await page.locator('#nouveau').fill(NOUVEAU);
  await page.locator('#confirmation').fill(NOUVEAU);
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
  await expect(page.getByRole('link', { name: 'Mon compte' })).toBeVisible();
});

test('a second factor is installed, then asked; a session is closed from afar', async ({ page, extranet, entre, accessible, capture, browser }) => {
  const qui = extranet.compte('Samuel GROSS');
  const ailleurs = await browser.newContext({ baseURL: extranet.url });
  const autre = await ailleurs.newPage();
  await seConnecte(autre, qui.email, qui.motDePasse);
  await expect(autre.getByRole('link', { name: 'Mon compte' })).toBeVisible();

  await entre('Samuel GROSS');
  await page.getByRole('link', { name: 'Mon compte' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mon compte' })).toBeVisible();
  await accessible();
  await capture('mon-compte');
  await page.getByRole('button', { name: 'Fermer', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Fermer', exact: true })).toHaveCount(0);
  await autre.getByRole('link', { name: 'Mon compte' }).click();
  await expect(autre.getByRole('heading', { name: 'Votre session s’est fermée' })).toBeVisible();
  await ailleurs.close();

  await page.getByRole('button', { name: 'Installer un second facteur' }).click();
  await expect(page.getByRole('img', { name: /Code QR/ })).toBeVisible();
  const cle = (await page.locator('.cle').textContent()) ?? '';
  await accessible();
  await capture('second-facteur');
  await page.getByLabel('Code à six chiffres').fill(montre(cle));
  await page.getByRole('button', { name: 'Installer', exact: true }).click();
  await expect(page.locator('.codes li')).toHaveCount(10);
  const secours = (await page.locator('.codes li').first().textContent()) ?? '';
  await accessible();
  await capture('codes-secours');
  await page.getByRole('button', { name: 'Je les ai gardés' }).click();
  await expect(page.getByText('10 codes encore utilisables')).toBeVisible();

  await page.getByRole('button', { name: 'Quitter' }).click();
  await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();
  await seConnecte(page, qui.email, qui.motDePasse);
  await expect(page.getByRole('heading', { level: 1, name: 'Confirmez que c’est bien vous' })).toBeVisible();
  await accessible();
  await capture('second-facteur-attendu');
  await page.getByLabel('Code à six chiffres').fill('000000');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await expect(page.locator('#code-erreur')).toContainText('pas le bon');
  await page.getByLabel('Code à six chiffres').fill(montre(cle, 1));
  await page.getByRole('button', { name: 'Continuer' }).click();
  await expect(page.getByRole('link', { name: 'Mon compte' })).toBeVisible();

  await page.getByRole('button', { name: 'Quitter' }).click();
  await expect(page.getByText('Vous êtes déconnecté')).toBeVisible();
  await seConnecte(page, qui.email, qui.motDePasse);
  await page.getByLabel('Code à six chiffres').fill(secours.toLowerCase());
  await page.getByRole('button', { name: 'Continuer' }).click();
  await expect(page.getByRole('link', { name: 'Mon compte' })).toBeVisible();
});
