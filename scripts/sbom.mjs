// The bill of materials of the product, CycloneDX 1.6 (JSON): what `cargo metadata` resolves, with
// the digests of Cargo.lock. It is then read back: every package of Cargo.lock is in it, and
// nothing else.
// Usage: sbom.mjs <metadata.json> <Cargo.lock> <output>
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const [metadataPath, lockPath, output] = process.argv.slice(2);
const lockText = readFileSync(lockPath, 'utf8');
const { packages, resolve, workspace_members: ours } = JSON.parse(readFileSync(metadataPath, 'utf8'));

const fields = (block) => Object.fromEntries([...block.matchAll(/^(\w+) = "(.*)"$/gm)].map(([, key, value]) => [key, value]));
const locked = lockText.split('[[package]]').slice(1).map(fields);
const label = ({ name, version }) => `${name}@${version}`;
const purl = (item) => `pkg:cargo/${label(item)}`;
const checksums = new Map(locked.map((item) => [label(item), item.checksum]));

// « MIT/Apache-2.0 » is the former way of writing « MIT OR Apache-2.0 ».
const licence = (text) => [{ expression: text.replaceAll(/\s*\/\s*/g, ' OR ') }];

function component(item) {
  const checksum = checksums.get(label(item));
  return {
    type: 'library',
    'bom-ref': purl(item),
    name: item.name,
    version: item.version,
    ...(item.description && { description: item.description.trim() }),
    ...(checksum && { hashes: [{ alg: 'SHA-256', content: checksum }] }),
    ...(item.license && { licenses: licence(item.license) }),
    purl: purl(item),
    ...(item.repository && { externalReferences: [{ type: 'vcs', url: item.repository }] }),
  };
}

const byId = new Map(packages.map((item) => [item.id, item]));
const root = {
  type: 'application',
  'bom-ref': 'reciproque',
  name: 'reciproque',
  version: byId.get(ours[0]).version,
  licenses: licence(byId.get(ours[0]).license),
};
// The same lock file gives the same document, and another one another number.
const digest = createHash('sha256').update(lockText).digest('hex');
const serial = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: `urn:uuid:${serial}`,
  version: 1,
  metadata: { component: root },
  components: packages.map(component).sort((a, b) => (a.purl < b.purl ? -1 : 1)),
  dependencies: [
    { ref: root['bom-ref'], dependsOn: ours.map((id) => purl(byId.get(id))) },
    ...resolve.nodes.map((node) => ({
      ref: purl(byId.get(node.id)),
      dependsOn: [...new Set(node.dependencies.map((id) => purl(byId.get(id))))].sort(),
    })),
  ],
};
writeFileSync(output, `${JSON.stringify(bom, null, 2)}\n`);

const written = JSON.parse(readFileSync(output, 'utf8'));
const listed = new Map(written.components.map((item) => [label(item), item]));
const faults = [
  ...locked.filter((item) => !listed.has(label(item))).map((item) => `${label(item)} is missing`),
  ...[...listed.keys()].filter((item) => !checksums.has(item)).map((item) => `${item} is not in ${lockPath}`),
  ...locked
    .filter((item) => item.checksum && listed.get(label(item))?.hashes?.[0].content !== item.checksum)
    .map((item) => `${label(item)} has not its digest`),
  ...written.components.filter((item) => !item.licenses).map((item) => `${label(item)} says no licence`),
];
if (faults.length > 0) {
  console.error(`✗ ${output}: ${faults.join('\n  ')}`);
  process.exit(1);
}
console.log(`   ${output}: ${listed.size} packages, those of ${lockPath}`);
