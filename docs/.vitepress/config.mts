/* The site: `npm run docs` builds it from the pages of docs/, the doc comments (docs/reference, written by tools/site.ts) and examples/. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type DefaultTheme } from 'vitepress';

const docs = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = join(docs, '..');
const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { repository: { url: string } };
const source = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');

const titleOf = (file: string): string => /^# (.+)$/m.exec(readFileSync(join(docs, file), 'utf8'))?.[1] ?? file;

const page = (path: string): DefaultTheme.SidebarItem => ({ text: titleOf(`${path}.md`), link: `/${path}` });

/** The guides in the order in which somebody new needs them. A test holds that every file has its place here. */
export const guides: readonly string[] = (JSON.parse(readFileSync(join(docs, 'guides', 'order.json'), 'utf8')) as string[]);

/** A test builds the hand-written pages alone: those of the reference take most of the time. */
const withReference = process.env.SITE_WITHOUT_REFERENCE === undefined;

const references = withReference && existsSync(join(docs, 'reference')) ? readdirSync(join(docs, 'reference')).filter((name) => name.endsWith('.md')).sort() : [];

/** A link from a page to a file that isn't a page (a test, an example) leads to the repository. */
const toRepository = (href: string, from: string): string => {
  const [path, hash] = href.split('#');
  if (/^([a-z]+:|\/|#)/i.test(href) || path === '') return href;
  const target = resolve(docs, dirname(from), path);
  if (relative(docs, target).startsWith('..')) return `${source}/blob/main/${relative(root, target)}${hash ? `#${hash}` : ''}`;
  return href;
};

export default defineConfig({
  title: 'bucket-grants',
  description: 'People and machines get exactly the S3 access that they need, from code.',
  lang: 'en',
  srcExclude: withReference ? [] : ['reference/**'],
  cleanUrls: false,
  lastUpdated: false,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }], ['meta', { name: 'theme-color', content: '#3451b2' }]],
  markdown: {
    config: (md) => {
      const open = md.renderer.rules.link_open ?? ((tokens, index, options, _env, self) => self.renderToken(tokens, index, options));
      md.renderer.rules.link_open = (tokens, index, options, env: { relativePath?: string }, self) => {
        const href = tokens[index].attrGet('href');
        if (href !== null) tokens[index].attrSet('href', toRepository(href, env.relativePath ?? ''));
        return open(tokens, index, options, env, self);
      };
    },
  },
  // The playground runs the core as tools/site.ts bundled it.
  vite: { resolve: { alias: { 'bucket-grants': join(docs, '.vitepress', 'core', 'bucket-grants.mjs') } } },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        // Of the reference, its names: its text would be most of the index. A page that says `search: false` isn't in it.
        _render: (text, env, md) => {
          const html = md.render(text, env);
          if ((env.frontmatter as { search?: boolean } | undefined)?.search === false) return '';
          return String(env.relativePath).startsWith('reference/') ? (html.match(/<h[1-3][^]*?<\/h[1-3]>/g) ?? []).join('\n') : html;
        },
      },
    },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/start/cdktf', activeMatch: '/start/' },
      { text: 'Guides', link: `/guides/${guides[0]}`, activeMatch: '/guides/' },
      { text: 'Playground', link: '/playground' },
      ...(withReference ? [{ text: 'Reference', link: '/reference/bucket-grants', activeMatch: '/reference/' }] : []),
    ],
    sidebar: [
      { text: 'Start', items: ['start/install', 'start/cdktf', 'start/cdktn', 'start/pulumi', 'start/other-languages', 'start/plan-files', 'start/plans', 'start/what-you-have'].map(page) },
      { text: 'Guides', items: guides.map((name) => page(`guides/${name}`)) },
      { text: 'Give', items: ['grants', 'keys'].map(page) },
      { text: 'Ask', items: ['command', 'review', 'lint', 'testing', 'verify', 'sources'].map(page) },
      { text: 'Where it runs', items: ['platforms', 'platform-matrix', 'features'].map(page) },
      {
        text: 'Reference',
        collapsed: true,
        items: [...references.map((name) => ({ text: titleOf(`reference/${name}`), link: `/reference/${name.replace(/\.md$/, '')}` })), page('errors')],
      },
    ],
    socialLinks: [{ icon: 'github', link: source }],
    footer: { message: 'Apache-2.0' },
  },
});
