// What every screen owes, whatever it shows. Each rule runs in the page and says what breaks it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const dici = createRequire(import.meta.url);
// The small one: it is sent to each page that is loaded.
const AXE = readFileSync(createRequire(dici.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');
/** What may move under the reader's eyes, in all. */
const DECALAGE = 0.02;
/** Height of what a thumb touches. */
const CIBLE = 44;

/** Before any script of the page: what moves, and a page that stands without its h1. Printing would wait for a hand. */
export async function veille(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const etat = { decalages: [] as { valeur: number; quoi: string }[], sansTitre: '' };
    Object.assign(window, { ecrans: etat, print: () => {} });
    const nom = (noeud: Node | null | undefined): string => (noeud instanceof Element ? `${noeud.localName}.${noeud.className}` : String(noeud?.nodeName));
    new PerformanceObserver((liste) => {
      for (const entree of liste.getEntries() as unknown as { value: number; hadRecentInput: boolean; sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[] }[]) {
        if (!entree.hadRecentInput) etat.decalages.push({ valeur: entree.value, quoi: entree.sources.map(({ node, previousRect: a, currentRect: b }) => `${nom(node)} (${a.x},${a.y} → ${b.x},${b.y})`).join(' + ') });
      }
    }).observe({ type: 'layout-shift', buffered: true });
    // As it is painted: between two of its changes a page is seen by nobody. The shell, which is
    // static, may be painted while the rest of it is still on its way.
    new MutationObserver(() => requestAnimationFrame(() => {
      const main = document.readyState === 'loading' ? null : document.querySelector('main');
      if (main && document.querySelectorAll('h1').length === 0) etat.sansTitre ||= `${document.readyState}: ${main.outerHTML.slice(0, 300)}`;
    })).observe(document, { childList: true, subtree: true });
  });
}

/** What moved since the page was loaded, or since this was asked last; and whether it ever stood without a title. */
export async function arrivee(page: Page): Promise<string[]> {
  return page.evaluate((permis) => {
    const etat = (window as unknown as { ecrans: { decalages: { valeur: number; quoi: string }[]; sansTitre: string } }).ecrans;
    const total = etat.decalages.reduce((somme, { valeur }) => somme + valeur, 0);
    const fautes = total > permis ? [`moves by ${total.toFixed(3)}: ${etat.decalages.map(({ valeur, quoi }) => `${quoi} ${valeur.toFixed(3)}`).join(', ')}`] : [];
    if (etat.sansTitre) fautes.push(`stands without an h1 while it loads (${etat.sansTitre})`);
    etat.decalages.length = 0;
    etat.sansTitre = '';
    return fautes;
  }, DECALAGE);
}

/** One visible h1, a title that says which page it is, nothing wider than the screen. */
export async function tenue(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const fautes = [];
    const titres = [...document.querySelectorAll('h1')].filter((h1) => h1.checkVisibility({ visibilityProperty: true }));
    if (titres.length !== 1) fautes.push(`${titres.length} h1`);
    if (!/^(?!Réciproque|Chargement).+ — Réciproque$/.test(document.title)) fautes.push(`generic title: ${document.title}`);
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    fautes.push(...new Set(ids.filter((id, rang) => ids.indexOf(id) !== rang).map((id) => `two #${id}`)));
    const large = document.documentElement.scrollWidth;
    if (large > window.innerWidth) {
      const debordent = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1).slice(0, 3);
      fautes.push(`${large} px wide: ${debordent.map((e) => `${e.localName}.${e.className}`).join(', ')}`);
    }
    return fautes;
  });
}

/** What one taps is big enough for a thumb, and not under another. */
export async function cibles(page: Page, racine: string): Promise<string[]> {
  return page.evaluate(([racine, cible]) => {
    // Behind a question that is open, nothing can be touched.
    const dans = document.querySelector('dialog:modal') ?? document.querySelector(racine as string) ?? document.body;
    const boites = new Map<Element, DOMRect>();
    for (const element of dans.querySelectorAll('a[href], button, summary, select, textarea, input')) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.matches('.evitement')) continue;
      const touche = element.matches('[type=checkbox], [type=radio]') ? (element.closest('label') ?? element) : element;
      const boite = touche.getBoundingClientRect();
      if (boite.width > 0 && boite.height > 0) boites.set(touche, boite);
    }
    const dit = (element: Element): string => `${element.localName} « ${(element.textContent ?? '').trim().slice(0, 40)} »`;
    const fautes = new Set<string>();
    for (const [element, { height, width }] of boites) {
      if (height < Number(cible) - 0.5 || width < 24) fautes.add(`${dit(element)} is ${Math.round(width)} × ${Math.round(height)}`);
    }
    const tous = [...boites];
    // What stays in sight covers what scrolls under it.
    const colle = (element: Element | null): boolean => element !== null && !element.matches('dialog') && (/sticky|fixed/.test(getComputedStyle(element).position) || colle(element.parentElement));
    const colles = new Set(tous.filter(([element]) => colle(element)).map(([element]) => element));
    tous.forEach(([element, a], rang) => {
      for (const [autre, b] of tous.slice(rang + 1)) {
        const [haut, large] = [Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top), Math.min(a.right, b.right) - Math.max(a.left, b.left)];
        // Links of one sentence share its lines.
        const phrase = element.closest('p') !== null && element.closest('p') === autre.closest('p');
        const couvert = colles.has(element) !== colles.has(autre);
        if (haut > 8 && large > 2 && !phrase && !couvert && !element.contains(autre) && !autre.contains(element)) fautes.add(`${dit(element)} is over ${dit(autre)}`);
      }
    });
    return [...fautes];
  }, [racine, CIBLE] as const);
}

/** Axe by day and by night: night changes colours, nothing else. */
export async function lisible(page: Page, racine: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const fautes: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const lues = await page.evaluate(async ([racine, couleurs]) => {
      type Axe = { run(ou: string | Document, options: object): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> };
      const { axe } = window as unknown as { axe: Axe };
      const regles = couleurs ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {};
      const { violations } = await axe.run(racine ? (racine as string) : document, { ...regles, resultTypes: ['violations'] });
      return violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.slice(0, 3).map((noeud) => noeud.html.slice(0, 200)).join('\n    ')}`);
    }, [racine, colorScheme === 'dark'] as const);
    fautes.push(...lues.map((faute) => `${colorScheme}, ${faute}`));
  }
  return fautes;
}

/** A dialog looks the same wherever it was opened from. */
export async function detachee(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const dialogue = document.querySelector('dialog[open]');
    if (!dialogue) return [];
    const [lu, page] = [getComputedStyle(dialogue), getComputedStyle(document.body)];
    const proprietes = ['color', 'textAlign', 'fontSize', 'fontWeight', 'lineHeight', 'whiteSpace', 'letterSpacing'] as const;
    return proprietes.filter((p) => lu[p] !== page[p]).map((p) => `the dialog inherits ${p}: ${lu[p]}`);
  });
}

/** Until nothing loads and what came is painted. */
export async function calme(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main') !== null && document.querySelector('#coquille, .squelette, [aria-busy=true]') === null);
  await peint(page);
}

/** Two frames: what was asked for is done and painted. */
export async function peint(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((fait) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(fait)))));
}
