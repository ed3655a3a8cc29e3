import { creeModele } from './extranet';

export default function modele(): void {
  process.env.MODELE = creeModele();
}
