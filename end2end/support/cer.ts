// Drafts of contracts, for the journeys.
import type { Page } from '@playwright/test';
import { expect } from './test';

export const champ = (page: Page, id: string) => page.locator(`[id="${id}"]`);
export const etat = (page: Page) => page.locator('.brouillon-etat');

const VIVANTS = ['brouillon', 'signe', 'transmis', 'a_completer'];

/** A person of one's own list whom no contract occupies; `premier`: who never had any. */
export async function sansCer(page: Page, premier = true): Promise<{ dossier: number; personne: number; nom: string }> {
  const demande = async (chemin: string, data?: object) => {
    const adresse = new URL(`/api/v1${chemin}`, page.url()).href;
    const reponse = data ? await page.request.post(adresse, { data }) : await page.request.get(adresse);
    expect(reponse.ok()).toBe(true);
    return reponse.json();
  };
  for (let numero = 0, reste = 1; reste > 0; numero += 1) {
    const { lignes } = await demande('/files/sans-cer', { page: numero, equipe: true });
    reste = lignes.length;
    for (const { personne } of lignes) {
      const { adultes } = await demande(`/dossiers/${personne.dossier}`);
      const adulte = adultes.find((a: { id: number }) => a.id === personne.personne);
      const cer: { etat: string }[] = adulte?.parcours?.cer ?? [{ etat: 'inconnu' }];
      const libre = premier ? cer.length === 0 : cer.every(({ etat }) => ![...VIVANTS, 'inconnu'].includes(etat));
      if (adulte?.accompagne_par_moi && libre) {
        return { dossier: personne.dossier, personne: personne.personne, nom: `${personne.nom} ${personne.prenom}` };
      }
    }
  }
  throw new Error('personne sans CER dans les données de démonstration');
}

/** Opens a new draft, and answers its address. */
export async function ouvreUnBrouillon(page: Page): Promise<string> {
  const { personne } = await sansCer(page, false);
  const nouveau = `/personnes/${personne}/cer/nouveau`;
  await page.goto(new URL(nouveau, page.url()).href);
  await champ(page, 'observations_personne').fill('À relire');
  await champ(page, 'lieu_signature').focus();
  await expect(etat(page)).toContainText('Enregistré');
  await champ(page, 'observations_personne').fill('');
  await champ(page, 'lieu_signature').focus();
  await expect(etat(page)).toContainText('Enregistré');
  // Its own address, from now on.
  await page.goto(new URL(nouveau, page.url()).href);
  await expect(page).toHaveURL(/\/cer\/\d+$/);
  await expect(page.getByRole('heading', { name: 'Le contrat' })).toBeVisible();
  return page.url();
}
