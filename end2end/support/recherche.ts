// What the search finds, asked of the API: to choose whom a journey is about.
import { type Page, expect } from '@playwright/test';

export type Ligne = { dossier: number; personne: number; nom: string; prenom: string; nom_naissance: string | null; role: string };

export async function lignes(page: Page, texte: string): Promise<Ligne[]> {
  const reponse = await page.request.post(new URL('/api/v1/recherches', page.url()).href, { data: { texte } });
  expect(reponse.ok()).toBe(true);
  return (await reponse.json()).lignes;
}
