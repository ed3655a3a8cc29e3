import { chromium } from '@playwright/test';
import { writeFileSync, readFileSync, existsSync } from 'node:fs';
const URL = 'http://127.0.0.1:8471';
export async function ouvre(email, opts={}) {
  const b = await chromium.launch({executablePath:'/usr/bin/chromium', args:['--no-sandbox']});
  const c = await b.newContext({locale:'fr-FR', timezoneId:'Europe/Paris', viewport:{width:1280,height:900}, ...opts});
  const p = await c.newPage();
  p.on('console', m => { if (['error','warning'].includes(m.type())) console.log('CONSOLE', m.type(), m.text().slice(0,400)); });
  p.on('pageerror', e => console.log('PAGEERROR', e.message));
  await p.goto(URL);
  await p.locator('input[type=email]').fill(email);
  await p.locator('input[type=password]').fill('cigogne-et-quetsche');
  await p.keyboard.press('Enter');
  await p.locator('input[type=password]').waitFor({state:'detached'});
  await p.waitForTimeout(300);
  return {b,c,p};
}
export async function api(p, chemin, corps, methode) {
  return p.evaluate(async ([chemin, corps, methode]) => {
    const r = await fetch('/api/v1'+chemin, {method: methode ?? (corps===undefined?'GET':'POST'), headers: corps===undefined?{}:{'content-type':'application/json'}, body: corps===undefined?undefined:JSON.stringify(corps)});
    const t = await r.text(); return {s:r.status, j: t?JSON.parse(t):null};
  }, [chemin, corps, methode]);
}
export const sansCer = async (p, avec=(cer)=>cer.length===0) => {
  for (const texte of ['mu','sch','me','ba','ha','we','di','be','ke','fi','la']) {
    const r = await api(p, '/recherches', {texte});
    for (const l of r.j.lignes ?? []) {
      const d = await api(p, `/dossiers/${l.dossier}`);
      for (const a of d.j.adultes) if (a.accompagne_par_moi && a.parcours && avec(a.parcours.cer)) return {dossier:l.dossier, personne:a.id, a};
    }
  }
};
export async function vues(p, nom) {
  for (const width of [1280, 360]) for (const colorScheme of ['light']) {
    await p.setViewportSize({width, height:900}); await p.emulateMedia({colorScheme});
    await p.screenshot({path:`/tmp/pc/${nom}-${width}-${colorScheme}.png`, fullPage:true});
  }
  await p.setViewportSize({width:1280,height:900});
}
