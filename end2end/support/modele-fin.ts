import { rmSync } from 'node:fs';

export default function fin(): void {
  if (process.env.MODELE) rmSync(process.env.MODELE, { recursive: true, force: true });
}
