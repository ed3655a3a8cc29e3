// The routes of the app, as app/src/routes.rs lists them.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** `/dossiers/:dossier`, in the order of the file. */
export function routes(): string[] {
  const source = readFileSync(resolve('../app/src/routes.rs'), 'utf8');
  return [...source.matchAll(/path!\("([^"]+)"\)/g)].map(([, motif]) => motif);
}

/** What no link leads to, and why. */
export const SANS_LIEN: Record<string, string> = {
  '/connexion': 'goes home: the sign-in page stands at any address',
  '/deconnexion': 'goes home',
  '/lots-orientation/:lot': 'what came of a decision for several persons: lot-orientation.spec.ts takes some',
  '/portefeuilles/transferts/:lot': 'after a portfolio was handed over, or from the team page: in the demo none was',
};

const connues = routes();

/** The route that answers an address; words go before parameters, as in the router. */
export function motifDe(adresse: string): string | undefined {
  const parts = new URL(adresse, 'http://ici').pathname.split('/');
  const repond = (motif: string): boolean => {
    const attendues = motif.split('/');
    return attendues.length === parts.length && attendues.every((part, rang) => part.startsWith(':') || part === parts[rang]);
  };
  const parametres = (motif: string): number => motif.split(':').length;
  return connues.filter(repond).sort((a, b) => parametres(a) - parametres(b))[0];
}
