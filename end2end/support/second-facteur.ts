// An authenticator application, in software.
import { createHmac } from 'node:crypto';

/** The code that an authenticator application shows for this key (RFC 6238), `pas` steps from now. */
export function montre(cle: string, pas = 0): string {
  const bits = [...cle.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => parseInt(octet, 2)));
  const compteur = Buffer.alloc(8);
  compteur.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + pas));
  const empreinte = createHmac('sha1', secret).update(compteur).digest();
  const debut = empreinte[19]! & 15;
  return String((empreinte.readUInt32BE(debut) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
