import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

interface Built { type: string; isEntry?: boolean; imports?: string[]; source?: string | Uint8Array }

/** Code and styles that the page begins with: what its entry imports, and the styles that it names. The rest is loaded by whoever needs it. */
function begins(bundle: Record<string, Built>): (name: string) => boolean {
  const page = String(bundle['index.html']?.source ?? '');
  const first = new Set<string>();
  const walk = (name: string) => {
    if (first.has(name)) return;
    first.add(name);
    for (const next of bundle[name]?.imports ?? []) walk(next);
  };
  for (const [name, file] of Object.entries(bundle)) if (file.type === 'chunk' && file.isEntry && name !== 'sw.js') walk(name);
  return (name) => first.has(name) || page.includes(name) || !/\.(?:m?js|css)$/.test(name);
}

/**
 * Tells the service worker which files are the shell, and a name that changes with any file. What the page does not begin with is the
 * map for a worker that knows of one, and left to the network for another.
 */
export function shell(): Plugin {
  let folder = '';
  let home = '/';
  return {
    name: 'linli-shell',
    apply: 'build',
    enforce: 'post',
    configResolved({ publicDir, base }) { folder = publicDir; home = base; },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
        if (worker.imports.length > 0) throw new Error('the service worker stands alone');
        const hash = createHash('sha256');
        const names = Object.keys(bundle).filter((name) => name !== 'sw.js' && name !== 'index.html').sort();
        for (const name of [...names, 'index.html']) {
          const file = bundle[name];
          if (file) hash.update(name).update(file.type === 'chunk' ? file.code : file.source);
        }
        const given = readdirSync(folder).sort();
        for (const name of given) hash.update(name).update(readFileSync(join(folder, name)));
        hash.update(worker.code);
        const listed = (list: string[]) => JSON.stringify(list.map((name) => `${home}${name}`));
        const isFirst = begins(bundle);
        const map = names.filter((name) => !isFirst(name));
        const isStyle = (name: string) => name.endsWith('.css');
        if (!names.some((name) => isStyle(name) && isFirst(name))) throw new Error('the page names no styles');
        if (worker.code.includes('__MAP__') && !map.some(isStyle)) throw new Error('the map is not loaded apart from the page');
        worker.code = worker.code.replaceAll('__SHELL__', listed(['', ...names.filter(isFirst), ...given])).replaceAll('__MAP__', listed(map)).replaceAll('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 16)));
      },
    },
  };
}
