// Every control of a screen that opens something: opened, looked at, closed. Nothing is written:
// what would change data is refused before it leaves the browser.
import type { Locator, Page } from '@playwright/test';
import { calme, cibles, detachee, lisible, peint, tenue } from './regles';

/** What only reads (shared/src/api.rs says why some are POSTs), and what opening a page sends. */
const LECTURES = /^GET |^POST .*\/(session|recherches|comptes|files\/[a-z-]+|mes-consultations|alertes|alertes\/\d+\/evenements|traces|dossiers\/\d+\/traces|dossiers\/\d+\/personnes\/\d+\/nir|orientations\/(a-orienter|preparation)|france-travail\/ecarts|rapprochements|journal\/verification)$/;

const REFUS = { type: 'about:blank', title: 'Refusé', status: 403, detail: 'Rien ne s’écrit pendant cette visite.', errors: [] };

export class Reseau {
  private enVol = 0;
  /** What left all the same. */
  readonly fautes: string[] = [];

  /**
   * Lets readings through; answers the rest with a refusal. In the page: a route of Playwright's turns
   * the cache of the browser off, and each screen is loaded several times.
   */
  static async garde(page: Page): Promise<Reseau> {
    const reseau = new Reseau();
    page.on('request', (demande) => {
      reseau.enVol += 1;
      const dite = `${demande.method()} ${new URL(demande.url()).pathname}`;
      if (!LECTURES.test(dite)) reseau.fautes.push(`${dite} reached the server`);
    });
    page.on('requestfinished', () => (reseau.enVol -= 1));
    page.on('requestfailed', () => (reseau.enVol -= 1));
    await page.addInitScript(([lectures, refus]) => {
      const [lit, envoie] = [new RegExp(lectures), window.fetch.bind(window)];
      window.fetch = async (quoi, options) => {
        const demande = new Request(quoi, options);
        if (lit.test(`${demande.method} ${new URL(demande.url).pathname}`)) return envoie(demande);
        return new Response(refus, { status: 403, headers: { 'content-type': 'application/problem+json' } });
      };
    }, [LECTURES.source, JSON.stringify(REFUS)] as const);
    return reseau;
  }

  /** Until what a gesture asked for is answered and painted. */
  async repos(page: Page): Promise<void> {
    do await peint(page);
    while (this.enVol > 0);
    await peint(page);
  }
}

export type Ecran = {
  page: Page;
  reseau: Reseau;
  etroit: boolean;
  /** Names of people and organisations, which vary. */
  noms: RegExp;
  /** Controls of the header, the same on every page. */
  entete: Set<string>;
};
/** What was opened, and what is wrong with it. */
export type Visite = { ouverts: string[]; fautes: string[] };

/** What stays of the name of a control: its fixed words. */
export function nomStable(nom: string, noms: RegExp): string {
  return nom.replace(/\s+/g, ' ').trim().replace(noms, '…').replace(/(\d[\d/.: ]*)+/g, '# ').replace(/(… ?)+/g, '… ').replace(/\s+/g, ' ').trim();
}

export async function regles(ecran: Ecran, racine: string): Promise<string[]> {
  return [...(await mesures(ecran, racine)), ...(await lisible(ecran.page, racine))];
}

async function mesures({ page, etroit }: Ecran, racine: string): Promise<string[]> {
  return [...(await tenue(page)), ...(etroit ? await cibles(page, racine || 'body') : [])];
}

/** The page with all that folds unfolded, then each of its buttons. */
export async function visite(ecran: Ecran, vus: Set<string>): Promise<Visite> {
  const { page } = ecran;
  const visite = await repond(ecran);
  visite.ouverts.push(...(await deplie(ecran)));
  visite.fautes.push(...(await regles(ecran, '')));
  const adresse = page.url();
  for (;;) {
    const bouton = await suivant(ecran, vus);
    if (!bouton) return visite;
    const dit = await presse(ecran, bouton.lieu, bouton.nom);
    visite.ouverts.push(...dit.ouverts);
    visite.fautes.push(...dit.fautes.map((faute) => `« ${bouton.nom} » : ${faute}`));
    if (dit.change) {
      await page.goto(adresse);
      await calme(page);
      await repond(ecran);
      await deplie(ecran);
    }
  }
}

/** A question that stands on the page as it opens: read, then answered by its last button. */
async function repond({ page, reseau, noms }: Ecran): Promise<Visite> {
  const question = page.locator('dialog:modal');
  if (!(await question.count())) return { ouverts: [], fautes: [] };
  const titre = nomStable(await question.locator('h2').first().innerText(), noms);
  const fautes = [...(await detachee(page)), ...(await lisible(page, 'dialog:modal'))];
  await question.getByRole('button').last().click();
  await reseau.repos(page);
  if (await question.count()) fautes.push(`« ${titre} » is not answered by its last button`);
  return { ouverts: [`question « ${titre} »`], fautes };
}

/** Opens all that folds. */
async function deplie({ page, noms }: Ecran): Promise<string[]> {
  const plis = await page.evaluate(() =>
    [...document.querySelectorAll('summary')].filter((pli) => pli.checkVisibility()).map((pli) => {
      const ferme = !(pli.parentElement as HTMLDetailsElement).open;
      if (ferme) pli.click();
      return { nom: pli.textContent ?? '', ferme };
    }),
  );
  await peint(page);
  return [...new Set(plis.filter(({ ferme }) => ferme).map(({ nom }) => `pli « ${nomStable(nom, noms)} »`))];
}

/** The first button whose like was not pressed yet. */
async function suivant({ page, noms, entete }: Ecran, vus: Set<string>): Promise<{ lieu: Locator; nom: string } | undefined> {
  const boutons = page.locator('button:visible:not(dialog *)');
  const lus = await boutons.evaluateAll((tous) => tous.map((b) => ({ nom: b.getAttribute('aria-label') ?? b.textContent ?? '', inactif: b.matches('[disabled], [aria-disabled=true]'), haut: b.closest('.entete') !== null })));
  for (const [rang, { nom, inactif, haut }] of lus.entries()) {
    const stable = nomStable(nom, noms);
    const deja = haut ? entete : vus;
    if (inactif || deja.has(stable)) continue;
    deja.add(stable);
    return { lieu: boutons.nth(rang), nom: stable };
  }
  return undefined;
}

async function presse(ecran: Ecran, bouton: Locator, nom: string): Promise<Visite & { change: boolean }> {
  const { page, reseau } = ecran;
  const [avant, adresse] = [await empreinte(page), page.url()];
  await bouton.evaluate((b) => b.focus());
  await bouton.press('Enter');
  await reseau.repos(page);
  const dialogue = page.locator('dialog[open]');
  if (await dialogue.count()) {
    const titre = nomStable(await dialogue.locator('h2').first().innerText(), ecran.noms);
    const fautes = [...(await detachee(page)), ...(await regles(ecran, 'dialog[open]'))];
    await page.keyboard.press('Escape');
    await reseau.repos(page);
    if (await dialogue.count()) fautes.push('Escape does not close the dialog');
    else if (!(await bouton.evaluate((b) => b === document.activeElement).catch(() => false))) fautes.push('the dialog does not give the focus back');
    return { ouverts: [`bouton « ${nom} » → dialogue « ${titre} »`], fautes, change: (await empreinte(page)) !== avant };
  }
  const change = page.url() !== adresse || (await empreinte(page)) !== avant;
  // What a button unfolds in the page is measured as well; another page is visited on its own.
  const fautes = change && page.url() === adresse ? await mesures(ecran, '') : [];
  return { ouverts: change ? [`bouton « ${nom} » → ${page.url() === adresse ? 'change la page' : 'autre page'}`] : [], fautes, change };
}

/** Tells whether the page changed. */
async function empreinte(page: Page): Promise<string> {
  return page.evaluate(() => {
    const saisies = [...document.querySelectorAll<HTMLInputElement>('main :is(input, select, textarea)')].map((champ) => (champ.type === 'checkbox' || champ.type === 'radio' ? champ.checked : champ.value));
    return `${document.querySelector('main')?.innerHTML}${saisies.join('|')}`;
  });
}
