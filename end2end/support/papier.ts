// A page as it leaves the printer: how many sheets, and how much each one holds.
import { inflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';

/** Letters drawn on each sheet, in order. */
export async function feuilles(page: Page, chemin?: string): Promise<number[]> {
  const pdf = await page.pdf({ preferCSSPageSize: true, ...(chemin ? { path: chemin } : {}) });
  const texte = pdf.toString('latin1');
  const pages = [...texte.matchAll(/<<(?:(?!endobj)[^])*?\/Type \/Page\b(?:(?!endobj)[^])*?\/Contents (\d+) 0 R/g)];
  return pages.map(([, objet]) => lettres(pdf, texte, Number(objet)));
}

/** Glyphs are numbers of two bytes, in hexadecimal, in what a sheet draws. */
function lettres(pdf: Buffer, texte: string, objet: number): number {
  const debut = texte.search(new RegExp(`(^|\\n)${objet} 0 obj`));
  const flux = texte.indexOf('stream', debut) + 'stream'.length;
  const corps = flux + (texte[flux] === '\r' ? 2 : 1);
  const longueur = Number(texte.slice(debut, flux).match(/\/Length (\d+)/)?.[1]);
  const dessin = inflateSync(pdf.subarray(corps, corps + longueur)).toString('latin1');
  return [...dessin.matchAll(/<([0-9A-Fa-f]+)>/g)].reduce((somme, [, hexa]) => somme + hexa.length / 4, 0);
}
