import {ouvre, api, sansCer, vues} from './essai.mjs';
const U='http://127.0.0.1:8471';
// which CTSA sees the transmitted CER 2111 ?
for (const e of ['hugo.klein','irene.schmitt','brigitte.lutz','denis.antony','valerie.meister','gerard.hueber','nathalie.walter']) {
  const {b,p} = await ouvre(e+'@exemple.fr');
  const r = await api(p,'/cer/2111');
  console.log(e, r.s);
  if (r.s!==200) { await b.close(); continue; }
  await p.goto(U+'/cer/2111'); await p.getByRole('heading',{name:'Décision du département'}).waitFor();
  await vues(p,'ctsa');
  await p.getByRole('button',{name:'Demander un complément'}).click(); await p.locator('dialog[open]').waitFor(); await p.waitForTimeout(300);
  console.log('actif', await p.evaluate(()=>document.activeElement.id));
  await p.keyboard.type('court'); 
  await p.locator('dialog[open] button[type=submit]').click(); await p.waitForTimeout(300);
  console.log(await p.locator('dialog[open]').innerText());
  await p.screenshot({path:'/tmp/pc/dialogue.png'});
  await p.keyboard.press('Escape'); await p.waitForTimeout(200);
  await p.getByRole('button',{name:'Valider'}).click(); await p.locator('dialog[open] button[type=submit]').waitFor(); await p.waitForTimeout(200);
  console.log('motif gardé ?', await p.locator('#motif').inputValue());
  await p.locator('dialog[open] button[type=submit]').click();
  await p.getByText('Contrat : validé').first().waitFor(); await p.waitForTimeout(200);
  console.log('actif', await p.evaluate(()=>document.activeElement.tagName), await p.locator('.alerte').innerText());
  await vues(p,'valide');
  await p.getByRole('button',{name:'Rompre'}).click(); await p.waitForTimeout(400);
  console.log('actif', await p.evaluate(()=>document.activeElement.id));
  await p.keyboard.type('22/11/26'); await p.locator('#motif').fill('Départ du département le 22 novembre'); await p.locator('dialog[open] button[type=submit]').click();
  await p.getByText('Contrat : rompu').first().waitFor();
  console.log(await p.locator('.alerte').innerText());
  await b.close(); break;
}
