// From home, by the links, breadth first: one screen of each kind that a profil reaches.
import type { Page } from '@playwright/test';
import { type Ecran, regles, visite } from './controles';
import { arrivee, calme, cibles, tenue } from './regles';
import { SANS_LIEN, motifDe, routes } from './routes';

export type Releve = {
  /** What was opened on each screen. */
  ecrans: Map<string, string[]>;
  fautes: string[];
};

export async function parcourt(ecran: Ecran, origine: string): Promise<Releve> {
  const { page } = ecran;
  const releve: Releve = { ecrans: new Map(), fautes: [] };
  const prevus = new Map([['/', '/']]);
  // Of a route, each control once: what several lists open has the same.
  const presses = new Map<string, Set<string>>();
  // A map is read in the order in which it is filled, while it is filled.
  for (const [nom, adresse] of prevus) {
    const note = (fautes: string[]): void => void releve.fautes.push(...fautes.map((faute) => `${nom} : ${faute}`));
    if (nom !== '/') note(await parLien(page, adresse));
    note(await parAdresse(page, `${origine}${adresse}`));
    const suites = await liens(page);
    const motif = nom.split(' ')[0];
    presses.set(motif, presses.get(motif) ?? new Set());
    const { ouverts, fautes } = await visite(ecran, presses.get(motif) ?? new Set());
    note(fautes);
    if (nom === '/recherche') {
      suites.push(...(await cherche(page)));
      note(await regles(ecran, ''));
      ouverts.push('recherche → résultats');
    }
    releve.ecrans.set(nom, ouverts);
    for (const suite of suites) {
      const route = motifDe(suite.adresse);
      if (!route) note([`a link leads nowhere: ${suite.adresse}`]);
      else if (!prevus.has(nomme(route, suite, nom))) prevus.set(nomme(route, suite, nom), suite.adresse);
    }
  }
  return releve;
}

/** What the profil does not reach, asked for by its address: refused, and as well kept as the rest. */
export async function refus(ecran: Ecran, atteints: Iterable<string>): Promise<string[]> {
  const { page } = ecran;
  const vus = new Set([...atteints].map((nom) => motifDe(nom.split(' ')[0])));
  const fautes: string[] = [];
  for (const motif of [...routes(), '/nulle/part'].filter((motif) => !vus.has(motif) && !(motif in SANS_LIEN))) {
    const lues = await parLien(page, motif.replace(/:[a-z_]+/g, '999999999'));
    lues.push(...(await tenue(page)), ...(ecran.etroit ? await cibles(page, 'body') : []));
    fautes.push(...lues.map((faute) => `${motif}, refused: ${faute}`));
  }
  return fautes;
}

/** Where a link leads, and the state that the line around it says: « À compléter ». */
type Lien = { adresse: string; etat: string };

/**
 * The name of a screen: its address without numbers, then its state: what its line says, or the work
 * list it was opened from. Each state has its own controls.
 */
function nomme(motif: string, { adresse, etat }: Lien, depuis: string): string {
  const parts = new URL(adresse, 'http://ici').pathname.split('/');
  const nom = motif.split('/').map((part, rang) => (/^\d+$/.test(parts[rang]) ? part : parts[rang])).join('/');
  const precision = etat || (depuis.startsWith('/files/') ? depuis : '');
  return nom.includes(':') && precision ? `${nom} (${precision})` : nom;
}

/** As one who follows a link of the app. */
async function parLien(page: Page, adresse: string): Promise<string[]> {
  // Another of the same would only change what it shows: nobody goes from one to the other.
  if (motifDe(page.url()) === motifDe(adresse)) await suit(page, '/');
  await suit(page, adresse);
  return (await arrivee(page)).map((faute) => `by a link, ${faute}`);
}

async function suit(page: Page, adresse: string): Promise<void> {
  await arrivee(page);
  await page.evaluate((href) => {
    const lien = Object.assign(document.createElement('a'), { href });
    document.body.append(lien);
    lien.click();
    lien.remove();
  }, adresse);
  await calme(page);
}

/** As one who types the address. */
async function parAdresse(page: Page, adresse: string): Promise<string[]> {
  await page.goto(adresse);
  await calme(page);
  return (await arrivee(page)).map((faute) => `loaded, ${faute}`);
}

async function liens(page: Page): Promise<Lien[]> {
  return page.locator('a[href]:not([download])').evaluateAll((liens) =>
    (liens as HTMLAnchorElement[])
      .filter(({ origin, pathname }) => origin === location.origin && !pathname.startsWith('/api/'))
      .map((lien) => {
        const dit = lien.closest('tr, li')?.querySelector('.etiquette')?.textContent ?? '';
        return { adresse: `${lien.pathname}${lien.search}`, etat: /\d/.test(dit) ? '' : dit.trim() };
      }),
  );
}

/** People whom the demo always invents. */
async function cherche(page: Page): Promise<Lien[]> {
  await page.getByLabel('Trouver un dossier').fill('muller');
  await page.locator('.resultats a').first().waitFor();
  return liens(page);
}
