import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Tells the service worker which files are the shell, and a name that changes with any of them. */
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
        const list = ['', ...names, ...given].map((name) => `${home}${name}`);
        worker.code = worker.code.replaceAll('__SHELL__', JSON.stringify(list)).replaceAll('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 16)));
      },
    },
  };
}
