// P8 and P9 (docs/mesures.md): the first load on a slow line and a slow machine. Prints;
// fails only when something moves under the reader's eyes.
import { expect, test } from '../support/test';

const tours = 5;

test('first load: bytes, first paint, largest paint, stability', async ({ browser, extranet }) => {
  test.setTimeout(180_000);
  const releves: Releve[] = [];
  for (let tour = 0; tour < tours; tour++) {
    const page = await (await browser.newContext({ baseURL: extranet.url })).newPage();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 1_600_000 / 8,
      uploadThroughput: 750_000 / 8,
    });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    let octets = 0;
    cdp.on('Network.loadingFinished', (fin) => (octets += fin.encodedDataLength));
    await page.goto('/');
    await expect(page.locator('#coquille')).toHaveCount(0, { timeout: 30_000 });
    releves.push({ octets, ...(await page.evaluate(peintures)) });
    await page.context().close();
  }
  const { octets } = releves[0];
  console.log(`P8  first load, everything: ${(octets / 1000).toFixed(1)} kB on the wire (target 250)`);
  console.log(`P9  FCP ${mediane(releves, 'fcp')} ms (target 1000) · LCP ${mediane(releves, 'lcp')} ms (target 2000)`);
  console.log(`    CLS ${Math.max(...releves.map((r) => r.cls)).toFixed(3)} (target 0.02)`);
  expect(Math.max(...releves.map((r) => r.cls))).toBeLessThanOrEqual(0.02);
});

type Peintures = { fcp: number; lcp: number; cls: number };
type Releve = Peintures & { octets: number };

function mediane(releves: Releve[], quoi: 'fcp' | 'lcp'): string {
  const tries = releves.map((r) => r[quoi]).sort((a, b) => a - b);
  return `${tries[tries.length >> 1].toFixed(0)} (${tries[0].toFixed(0)}–${tries[tries.length - 1].toFixed(0)})`;
}

/** Runs in the page: reads what the browser has recorded so far. */
function peintures(): Promise<Peintures> {
  const lit = (type: string) =>
    new Promise<PerformanceEntry[]>((rend) => {
      new PerformanceObserver((liste) => rend(liste.getEntries())).observe({ type, buffered: true });
      setTimeout(() => rend([]), 500); // no entry of this type: the observer never calls
    });
  return Promise.all(['paint', 'largest-contentful-paint', 'layout-shift'].map(lit)).then(([paint, lcp, shift]) => ({
    fcp: paint.find((p) => p.name === 'first-contentful-paint')?.startTime ?? NaN,
    lcp: lcp.at(-1)?.startTime ?? NaN,
    cls: (shift as unknown as { value: number }[]).reduce((somme, s) => somme + s.value, 0),
  }));
}
