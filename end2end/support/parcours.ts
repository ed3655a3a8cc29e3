// Adults by who accompanies them, asked of the API: to choose whom a journey is about.
import type { Page } from '@playwright/test';
import { lignes } from './recherche';
import { expect } from './test';

export type Adulte = {
  dossier: number;
  personne: number;
  nom: string;
  prenom: string;
  /** Structure that accompanies today or will; empty when none does. */
  orientation: string;
  /** It began before today: another one may begin today. */
  ancienne: boolean;
  /** No other adult in the foyer. */
  seul: boolean;
  /** A structure has asked for another orientation. */
  demandee: boolean;
  /** Nothing was ever asked about the right. */
  sansDemande: boolean;
};

/** The first adult of one's scope of that kind. */
export async function trouve(page: Page, voulu: (adulte: Adulte) => boolean): Promise<Adulte> {
  const vus = new Set<number>();
  for (const debut of ['ma', 'mu', 'sc', 'ke', 'be', 'ha', 'me', 'we', 'li', 'ca']) {
    for (const { dossier } of await lignes(page, debut)) {
      if (vus.has(dossier)) continue;
      vus.add(dossier);
      const trouve = (await adultes(page, dossier)).find(voulu);
      if (trouve) return trouve;
    }
  }
  throw new Error('personne de tel dans les données de démonstration');
}

type Lu = { id: number; instructions: unknown[]; identite: { nom: string; prenom: string }; parcours: { reorientation: unknown; orientations: { structure: string; debut: string; fin: string | null }[] } };

async function adultes(page: Page, dossier: number): Promise<Adulte[]> {
  const reponse = await page.request.get(new URL(`/api/v1/dossiers/${dossier}`, page.url()).href);
  expect(reponse.ok()).toBe(true);
  const lus: Lu[] = (await reponse.json()).adultes;
  const jour = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' });
  return lus.map(({ id, instructions, identite: { nom, prenom }, parcours }) => {
    const tenue = parcours.orientations.find(({ fin }) => !fin || fin >= jour);
    return {
      dossier,
      personne: id,
      nom,
      prenom,
      orientation: tenue?.structure ?? '',
      ancienne: tenue !== undefined && tenue.debut < jour,
      seul: lus.length === 1,
      demandee: parcours.reorientation !== null,
      sansDemande: instructions.length === 0,
    };
  });
}

/** `jj/mm/aaaa` */
export const aujourdhui = (): string => new Date().toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
