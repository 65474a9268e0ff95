import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

/**
 * Builds verify.html: one file that needs nothing beside it and asks for nothing, so that it can be kept, mailed and
 * opened from a disk.
 */
export default defineConfig({
  plugins: [oneFile()],
  publicDir: false,
  build: {
    outDir: 'dist',
    // It joins the page that was built before.
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    rolldownOptions: { input: 'verify.html' },
  },
});

/** Puts script, style and icon into the page, and forbids it everything else by their hashes. */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const html = bundle['verify.html'];
        if (html?.type !== 'asset') {
          throw new Error('verify.html was not built.');
        }
        let script = '';
        let style = '';
        for (const [name, part] of Object.entries(bundle)) {
          if (part.type === 'chunk') {
            script += part.code;
          } else if (name.endsWith('.css')) {
            style += text(part.source);
          } else if (part !== html) {
            throw new Error(`${name} would be a file of its own.`);
          }
          if (part !== html) {
            delete bundle[name];
          }
        }
        // What would end the element, in a script always within a string or a comment.
        script = script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
        if (style.includes('</style') || /\r/.test(script + style)) {
          throw new Error('The page would not read its script or style as they were hashed.');
        }
        const policy = [
          "default-src 'none'",
          `script-src '${hashOf(script)}'`,
          `style-src '${hashOf(style)}'`,
          'font-src data:',
          'img-src data:',
          "connect-src 'none'",
          "base-uri 'none'",
          "form-action 'none'",
        ].join('; ');
        const icon = `data:image/svg+xml;base64,${readFileSync('public/favicon.svg').toString('base64')}`;
        let page = text(html.source);
        // Before anything that it is about.
        page = replaced(
          page,
          /<meta charset="utf-8">/,
          `$&\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`,
        );
        page = replaced(page, /\/favicon\.svg/, icon);
        page = replaced(page, /<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`);
        // By a function, as in a plain replacement the script's own $& would mean something.
        page = replaced(
          page,
          /<script type="module"[^>]*><\/script>/,
          () => `<script type="module">${script}</script>`,
        );
        html.source = page;
      },
    },
  };
}

function replaced(page: string, from: RegExp, to: string | (() => string)): string {
  if (!from.test(page)) {
    throw new Error(`verify.html has no ${from}.`);
  }
  return typeof to === 'string' ? page.replace(from, to) : page.replace(from, to);
}

function hashOf(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}

function text(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}
