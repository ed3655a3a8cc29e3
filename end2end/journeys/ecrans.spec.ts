// Every screen of every profil and all that opens on it: readable by day and by night, named,
// within the screen, still, big enough for a thumb. What was opened is in `ecrans/`, one file for
// each profil: a new screen or control shows in review (`--update-snapshots` writes them anew).
import type { Page } from '@playwright/test';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Reseau } from '../support/ecrans/controles';
import { parcourt, refus } from '../support/ecrans/parcours';
import { calme, veille } from '../support/ecrans/regles';
import { SANS_LIEN, motifDe, routes } from '../support/ecrans/routes';
import { type Compte, Extranet } from '../support/extranet';
import { expect, test } from '../support/test';

/** A profil, who holds it, and how it is named to those who hold several. Nobody: not signed in. */
const PROFILS = [
  ['sans-session', ''],
  ['referent', 'nadia.benali'],
  ['pole-emploi', 'claire.weiss'],
  ['ctsa', 'hugo.klein'],
  ['habilitations', 'agnes.holtz'],
  ['referent-utilisateurs', 'sonia.roth'],
  ['delegue', 'dominique.meyer'],
  ['administrateur', 'alain.fischer', 'Administrateur'],
] as const;

/** What a rendez-vous of the day offers depends on the hour of the run: looked at, and not listed. */
const A_L_HEURE = /« (Absence|Honoré|Annulé par|Reporter)|\((À renseigner|Prévu)\)$/;

test.describe.configure({ mode: 'parallel' });
// A picture of each gesture would take longer than the gesture.
test.use({ trace: 'off' });

for (const largeur of [1280, 360]) {
  test.describe(`at ${largeur} px`, () => {
    test.use({ viewport: { width: largeur, height: 800 }, hasTouch: largeur < 600, isMobile: largeur < 600 });

    for (const [profil, qui, choisi] of PROFILS) {
      test(`all that opens for ${profil} can be read, touched and closed`, async ({ page }) => {
        test.setTimeout(300_000);
        // A store of its own: what other journeys did is not there, what this one reads is in nobody's traces.
        const extranet = await Extranet.demarre(process.env.MODELE ?? '');
        try {
          await veille(page);
          if (qui) await entre(page, extranet, extranet.compte(qui), choisi);
          // Leaving a form that a button filled.
          page.on('dialog', (question) => question.accept());
          const ecran = { page, reseau: await Reseau.garde(page), etroit: largeur < 600, noms: noms(extranet), entete: new Set<string>() };
          const { ecrans, fautes } = await parcourt(ecran, extranet.url);
          if (qui) fautes.push(...(await refus(ecran, ecrans.keys())));
          fautes.push(...ecran.reseau.fautes);
          expect.soft(fautes).toEqual([]);
          for (const nom of ecrans.keys()) if (A_L_HEURE.test(nom)) ecrans.delete(nom);
          const lignes = [...ecrans].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([nom, ouverts]) => [nom, ...[...new Set(ouverts)].filter((o) => !A_L_HEURE.test(o)).sort().map((o) => `  ${o}`)]);
          expect(`${lignes.join('\n')}\n`).toMatchSnapshot(`${profil}.txt`);
        } finally {
          await extranet.arrete();
        }
      });
    }
  });
}

test('every route is on the way of somebody', () => {
  const dossier = join('journeys', 'ecrans');
  const lignes = readdirSync(dossier).flatMap((fichier) => readFileSync(join(dossier, fichier), 'utf8').split('\n'));
  const atteintes = new Set(lignes.filter((ligne) => ligne.startsWith('/')).map((ligne) => motifDe(ligne.split(' ')[0])));
  expect(routes().filter((motif) => !atteintes.has(motif)).sort()).toEqual(Object.keys(SANS_LIEN).sort());
});

/** Names of people and organisations, which the demo invents: « Prénom NOM », « NOM Prénom ». */
function noms({ comptes }: Extranet): RegExp {
  const connus = [...new Set(comptes.flatMap(({ nom, organisation }) => [nom, organisation]))].sort((a, b) => b.length - a.length);
  const exacts = connus.map((nom) => nom.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const personne = "\\p{Lu}[\\p{L}’'-]+ \\p{Lu}[\\p{Lu}’' -]+\\p{Lu}|\\p{Lu}[\\p{Lu}’'-]+\\p{Lu} \\p{Lu}\\p{Ll}[\\p{L}-]+";
  return new RegExp([...exacts, personne].join('|'), 'gu');
}

async function entre(page: Page, extranet: Extranet, compte: Compte, profil?: string): Promise<void> {
  await page.goto(extranet.url);
  await page.locator('#email').fill(compte.email);
  await page.locator('#mot_de_passe').fill(compte.motDePasse);
  await page.keyboard.press('Enter');
  await expect(page.locator('#mot_de_passe')).toHaveCount(0);
  if (profil) {
    await page.getByRole('button', { name: 'Changer de profil' }).click();
    await page.getByRole('dialog').getByRole('button', { name: profil }).click();
    await expect(page.locator('.entete-compte')).toContainText(profil);
  }
  await calme(page);
}
