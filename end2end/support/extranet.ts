// A running extranet: the real server on a free port, with a demo store of its own.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export type Compte = { email: string; motDePasse: string; nom: string; profil: string; organisation: string };

const binaire = resolve(process.env.RECIPROQUE ?? '../target/reciproque-essai');
const app = resolve('../dist');

/** Makes the demo store once; each worker then starts from a copy. */
export function creeModele(): string {
  const modele = mkdtempSync(join(tmpdir(), 'reciproque-modele-'));
  execFileSync(binaire, ['demo', '--donnees', join(modele, 'donnees')], { stdio: ['ignore', 'ignore', 'inherit'] });
  return modele;
}

export class Extranet {
  private constructor(
    readonly url: string,
    readonly comptes: Compte[],
    readonly journalServeur: string,
    private readonly dossier: string,
    private readonly serveur: ChildProcess,
  ) {}

  /** `options`: more options of `serve`. */
  static async demarre(modele: string, options: string[] = []): Promise<Extranet> {
    const dossier = mkdtempSync(join(tmpdir(), 'reciproque-'));
    const donnees = join(dossier, 'donnees');
    cpSync(join(modele, 'donnees'), donnees, { recursive: true });
    const comptes = JSON.parse(readFileSync(join(donnees, 'comptes-demo.json'), 'utf8')) as Compte[];
    return Extranet.sert(dossier, comptes, options);
  }

  /** A production store with nobody in it: `avant` runs the first commands of the operator on it. */
  static async neuf(avant: (commande: (...mots: string[]) => string) => void): Promise<Extranet> {
    const dossier = mkdtempSync(join(tmpdir(), 'reciproque-neuf-'));
    avant((...mots) => commande(dossier, mots));
    return Extranet.sert(dossier, [], []);
  }

  private static async sert(dossier: string, comptes: Compte[], options: string[]): Promise<Extranet> {
    const donnees = join(dossier, 'donnees');
    const journal = join(dossier, 'serveur.log');
    const sortie = openSync(journal, 'a');
    const serveur = spawn(binaire, ['serve', '--donnees', donnees, '--adresse', '127.0.0.1:0', '--app', app, ...options], {
      stdio: ['ignore', sortie, sortie],
    });
    return new Extranet(await adresseServie(serveur, journal), comptes, journal, dossier, serveur);
  }

  /** The first demo account whose name, e-mail, profil or organisation holds these words. */
  compte(qui: string): Compte {
    const trouve = this.comptes.find((c) => [c.nom, c.email, c.profil, c.organisation].some((mot) => mot.includes(qui)));
    if (!trouve) throw new Error(`aucun compte de démonstration pour « ${qui} »`);
    return trouve;
  }

  /** A command of the operator on this store, the server running; answers what it says. */
  commande(...mots: string[]): string {
    return commande(this.dossier, mots);
  }

  async arrete(): Promise<void> {
    const fin = new Promise((fait) => this.serveur.once('exit', fait));
    if (this.serveur.exitCode === null && this.serveur.kill('SIGTERM')) await fin;
    rmSync(this.dossier, { recursive: true, force: true });
  }
}

function commande(dossier: string, mots: string[]): string {
  return execFileSync(binaire, [...mots, '--donnees', join(dossier, 'donnees')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The server picks a free port, says which, and then answers. */
async function adresseServie(serveur: ChildProcess, journal: string): Promise<string> {
  const limite = Date.now() + 30_000;
  while (Date.now() < limite && serveur.exitCode === null) {
    const url = readFileSync(journal, 'utf8').match(/http:\/\/\S+/)?.[0];
    if (url && (await fetch(`${url}/healthz`).catch(() => undefined))?.ok) return url;
    await new Promise((encore) => setTimeout(encore, 50));
  }
  throw new Error(`le serveur ne répond pas :\n${readFileSync(journal, 'utf8')}`);
}
