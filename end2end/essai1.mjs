import {ouvre, api, sansCer, vues} from './essai.mjs';
const {b,p} = await ouvre('nadia.benali@exemple.fr');
const x = await sansCer(p); console.log(x?.dossier, x?.personne, JSON.stringify(x?.a.parcours).slice(0,600));
await p.goto('http://127.0.0.1:8471/personnes/'+x.personne+'/cer/nouveau');
await p.waitForURL(/\/cer\/\d+/); await p.getByRole('heading',{name:'Le contrat'}).waitFor();
console.log(p.url());
await vues(p,'saisie');
await b.close();
