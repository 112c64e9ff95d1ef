import { html, htmlLines } from '../../src/report/escape/html';
import { code, htmlInMarkdown, markdownText } from '../../src/report/escape/markdown';
import { mermaidLabel } from '../../src/report/escape/mermaid';
import { plain } from '../../src/report/escape/plain';
import { sarifMessage } from '../../src/report/escape/sarif';
import { REVIEW_FORMATS } from '../../src/report/review';
import { HOSTILE, policy, review } from './states';

const hostile = review({}, {
  users: { [HOSTILE]: { policies: [policy({ Sid: 'Reads', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/<b>`|*' })], groups: [HOSTILE] } },
  groups: { [HOSTILE]: {} },
});

describe('a hostile name', () => {
  test.each(['text', 'markdown', 'html'] as const)('moves no cursor and reorders nothing in %s', (format) => {
    const report = REVIEW_FORMATS[format](hostile).replace(/<(style|script)>[^]*?<\/\1>/g, '');
    expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(report).toContain('\\u001b');
  });

  test('begins no line of its own in text', () => {
    for (const line of REVIEW_FORMATS.text(hostile).split('\n')) expect(line).not.toMatch(/^<script/);
  });

  test('is not an element in HTML', () => {
    const page = REVIEW_FORMATS.html(hostile).replace(/<(style|script)>[^]*?<\/\1>/g, '');
    expect(page).toContain('&#60;img src=x onerror=alert(1)&#62;');
    const names = new Set([...page.matchAll(/<([^\s/>!]+)/g)].map(([, name]) => name));
    for (const name of ['img', 'script', 'b>`|*']) expect([...names]).not.toContain(name);
    expect([...page.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['#change-0']);
    // an attribute ends where it should
    for (const [, value] of page.matchAll(/="([^"]*)"/g)) expect(value).not.toMatch(/[<>]/);
  });

  test('is code, or a code, in Markdown', () => {
    const bare = REVIEW_FORMATS.markdown(hostile).replace(/```mermaid[^]*?\n```/g, '').split('\n').map((line) => line.replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, '')).join('\n');
    expect(bare).not.toMatch(/<img|<script|@team|\]\(https|\*\*b\*\*/);
  });

  test('neither ends the label of a picture nor the picture', () => {
    const [, chart] = /```mermaid\n([^]*?)\n```/.exec(REVIEW_FORMATS.markdown(hostile)) ?? [];
    const lines = chart.split('\n');
    expect(lines[0]).toBe('flowchart LR');
    for (const line of lines.slice(1)) {
      expect(line).toMatch(/^ {2}(?:\w+\[\(?"[A-Za-z0-9 .,/()#;-]*"\)?\]|\w+ (?:==>|-\.->|-->)(?:\|"[A-Za-z0-9 .,/()#;-]*"\|)? \w+|linkStyle \d+ [\w:#,-]+)$/);
    }
  });

  test('is whole in JSON and in SARIF properties, where nothing reads it but programs', () => {
    expect(JSON.parse(REVIEW_FORMATS.json(hostile))).toMatchObject({ gained: [{ principal: { user: HOSTILE } }] });
    expect(JSON.parse(REVIEW_FORMATS.sarif(hostile))).toMatchObject({ runs: [{ results: [{ properties: { principals: [`user ${HOSTILE}`] } }] }] });
  });
});

describe('escaping', () => {
  test.each([
    [plain, 'a\u001b[31m\nb\u202e', 'a\\u001b[31m\\u000ab\\u202e'],
    [plain, 'x-\u{F0000}', 'x-(unknown)'],
    [code, 'a', '`a`'],
    [markdownText, 'for user ci-uploader', 'for user ci-uploader'],
    [markdownText, 'for @org', '`for @org`'],
    [sarifMessage, '[a](b) ${aws:username}', '[a\\](b) ${aws:username}'],
    [sarifMessage, '{0} ${aws:username}', '{{0}} ${{aws:username}}'],
    [code, '`a``', '``` `a`` ```'],
    [code, '', '`  `'],
    [htmlInMarkdown, '*_[x]<', '&#42;&#95;&#91;x&#93;&#60;'],
    [mermaidLabel, 'a"]#;', '"a#34;#93;#35;#59;"'],
    [mermaidLabel, 'x'.repeat(100), `"${'x'.repeat(59)}#8230;"`],
  ])('%p of %j', (escape, text, expected) => {
    expect(escape(text)).toBe(expected);
  });
});

describe('C1: HTML is a template that escapes by default', () => {
  test('text is text, wherever it stands; HTML of a template is not escaped again', () => {
    const attack = '<a href="x">&\'';
    const inside = html`<b title="${attack}">${attack}</b>`;
    const shown = '&#60;a href=&#34;x&#34;&#62;&#38;&#39;';
    expect(inside.toString()).toBe(`<b title="${shown}">${shown}</b>`);
    expect(html`<p>${inside}${[inside, 3, attack]}</p>`.toString()).toBe(`<p>${inside.toString()}${inside.toString()}3${shown}</p>`);
    expect(htmlLines('<\n>').toString()).toBe('&#60;\n&#62;');
  });

  test('something that only looks like HTML of ours is text', () => {
    const forged = { text: '<script>', toString: () => '<script>' } as unknown as string;
    expect(() => html`${forged}`.toString()).toThrow();
  });
});
